"""What the cells of a column look like, whatever their heading says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.directions import find_direction, read_direction
from ..language.names import split_code
from ..language.numbers import read_figure, read_part
from ..language.periods import financial_year, read_period
from ..language.statuses import hue, read_status
from ..records import Cell, Legend, Mark, Role
from .grid import flat
from .stacked import is_stacked
from .status import direction_of_mark, entry_of_mark, opening_status

_NOTHING = re.compile(
    r"(?:n\s?[/.\\]\s?a\.?|nil return|tbc|tba|tbd|no (?:data|target|figure)\b.*|not (?:set|applicable"
    r"|available|yet|due|reported|measured)\b.*"
    r"|data (?:not|due|un)\b.*|to be\b.*|due\b.*|awaiting\b.*|annual(?:ly)?\b.*|none|[-–—.…x]|ftr"
    r"|unavailable|baseline.*|available\b.*)",
    re.IGNORECASE,
)
_POLARITY = re.compile(
    r"(?:aim to )?(?:high|higher|low|lower|big|bigger|small|smaller|up|down|increase|decrease|maximi[sz]e"
    r"|minimi[sz]e|max|min)"
    r"(?: is)?(?: better| good)?|[↑↓▲▼⬆⬇+\-]",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"%|£|(?:£)?(?:000s?|m)|number|no\.?|count|percent(?:age)?|days?|ratio|rate|score|currency|hours|weeks|tonnes|kg",
    re.I,
)
_KIND = re.compile(
    r"(?:key |performance )?(?:actions?|measures?|milestones?|projects?|risks?|deliverables?|indicators?|kpis?)", re.I
)
_FREQUENCY = re.compile(
    r"(?:monthly|quarterly|annual(?:ly)?|bi-?annual(?:ly)?|termly|weekly|half[- ]yearly|yearly)\b.*", re.IGNORECASE
)
# A few words without figures: what a status may be, though its words are not known.
_TERSE = re.compile(r"[^\W\d_]+(?:[ /-][^\W\d_]+){0,3}")
_NUMBERING = re.compile(r"(?:\d{1,4}|\d{1,2}(?:\.\d{1,2}){1,2})[.)]?")
_BRIEF = 16
_LONG = 70
# A bare "Q2" or "April" is a period of some year.
_ANY_YEAR = financial_year(2000)
# What a cell that says "nothing here" is worth beside one that shows what its column holds.
_SILENT = 0.6


@dataclass(frozen=True, slots=True)
class Look:
    """Shares, 0 to 1, of a column's cells that look like something; ``filled`` is how many hold anything.

    Every share but ``empty`` is of the cells that hold text or a mark. ``shows_hues`` tells that the
    fills are of several traffic-light colours, which no banding of rows is, ``rising`` that the whole
    numbers are larger from row to row.
    """

    filled: int
    empty: float
    figure: float = 0.0
    ranged: float = 0.0
    nothing: float = 0.0
    status: float = 0.0
    shaded: float = 0.0
    marked: float = 0.0
    direction: float = 0.0
    period: float = 0.0
    code: float = 0.0
    long: float = 0.0
    words: float = 0.0
    polarity: float = 0.0
    unit: float = 0.0
    kind: float = 0.0
    frequency: float = 0.0
    stacked: float = 0.0
    moves: float = 0.0
    opened: float = 0.0
    wordy: float = 0.0
    distinct: float = 0.0
    numbering: float = 0.0
    terse: float = 0.0
    brief: float = 0.0
    shows_hues: bool = False
    rising: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of the cells of a column of one table, to be put together with those of others.

    ``hits`` are tenths of cells, in the order of ``_COUNTED``; ``seen`` stands for what cells hold, equal for equal.
    """

    cells: int
    filled: int
    hits: tuple[int, ...]
    hues: frozenset[str]
    seen: frozenset[int]
    rising: bool


_COUNTED = (
    *("figure", "ranged", "nothing", "status", "shaded", "marked", "direction", "period", "code", "long", "words"),
    *("polarity", "unit", "kind", "frequency", "stacked", "opened", "moves", "wordy", "numbering", "terse"),
    "brief",
)


def look_at(cells: Sequence[Cell], legend: Legend) -> Tally:
    """Look at the body cells of a column, each once."""
    held = [cell for cell in cells if flat(cell.text) or cell.marks or _shade(cell)]
    each = [_looks_like(cell, flat(cell.text), legend) for cell in held]
    return Tally(
        len(cells),
        len(held),
        tuple(map(sum, zip(*each, strict=True))) if each else (0,) * len(_COUNTED),
        frozenset(shade for cell in held if (shade := _shade(cell)) is not None),
        frozenset(hash((flat(cell.text), tuple(mark.key for mark in cell.marks), cell.fill)) for cell in held),
        _rises(flat(cell.text) for cell in held),
    )


def look_of(tallies: Sequence[Tally]) -> Look:
    """The look of a column, or of the same column of several tables."""
    cells, count = sum(one.cells for one in tallies), sum(one.filled for one in tallies)
    if not count:
        return Look(0, 1.0)
    hits = map(sum, zip(*(one.hits for one in tallies), strict=True))
    return Look(
        filled=count,
        empty=1 - count / cells,
        **{name: hit / 10 / count for name, hit in zip(_COUNTED, hits, strict=True)},
        shows_hues=len(frozenset().union(*(one.hues for one in tallies)) - {"grey", "blue"}) > 1,
        distinct=len(frozenset().union(*(one.seen for one in tallies))) / count,
        rising=all(one.rising for one in tallies),
    )


def _rises(texts: Iterable[str]) -> bool:
    """Whether numbers of rows are each larger than the one before: 1, 2, 5 or 1.1, 1.2, 2.1."""
    numbers = [[int(part) for part in re.findall(r"\d+", text)] for text in texts if _NUMBERING.fullmatch(text)]
    return all(one < other for one, other in pairwise(numbers))


def _looks_like(cell: Cell, text: str, legend: Legend) -> tuple[int, ...]:
    """What a cell that holds something looks like, 10 for yes, in the order of ``_COUNTED``."""
    figure, marked = is_figure(text), any(entry_of_mark(mark, legend.kinds()) is not None for mark in cell.marks)
    told = (
        figure,
        len(text) < _LONG and read_figure(text).ends is not None,
        _NOTHING.fullmatch(text),
        _is_status(cell, text, legend),
        _shade(cell) is not None,
        cell.marks and not text,
        _is_direction(cell, text, legend),
        len(text) < 40 and not figure and read_period(text, _ANY_YEAR) is not None,
        _is_code(text),
        len(text) > _LONG,
        wordiness(text),
        _POLARITY.fullmatch(text),
        _UNIT.fullmatch(text),
        _KIND.fullmatch(text) or marked,
        _FREQUENCY.fullmatch(text),
        is_stacked(cell),
        opening_status(cell) is not None,
        find_direction(text) is not None,
        len(re.findall(r"[A-Za-z]{2,}", text)) >= 3,
        _NUMBERING.fullmatch(text),
        _TERSE.fullmatch(text),
        len(text) <= _BRIEF,
    )
    return tuple(round(10 * one) if isinstance(one, float) else 10 * bool(one) for one in told)


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure with at most a few words about it."""
    return len(text) <= 140 and (read_figure(text).value is not None or read_part(text) is not None)


def is_nothing(text: str) -> bool:
    """Whether a cell's text says that there is nothing: N/A, a dash, not due yet."""
    return not text or _NOTHING.fullmatch(text) is not None


def wordiness(text: str) -> float:
    """1 for words that are no figure, status, direction or filler; less for a single word."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    if (
        not words
        or is_figure(text)
        or is_nothing(text)
        or read_status(text) is not None
        or read_direction(text) is not None
    ):
        return 0.0
    return 1.0 if len(words) >= 2 else 0.7 if len(words[0]) >= 4 else 0.0


def _shade(cell: Cell) -> str | None:
    return hue(cell.fill) if cell.fill is not None else None


def _is_status(cell: Cell, text: str, legend: Legend) -> bool:
    if text:
        return read_status(text) is not None
    return _shade(cell) is not None or any(_is_rating_mark(mark, legend) for mark in cell.marks)


def _is_rating_mark(mark: Mark, legend: Legend) -> bool:
    """A mark of the key or of a traffic-light colour; an arrow may have a colour of its own."""
    if entry_of_mark(mark, legend.statuses()) is not None:
        return True
    return hue(mark.colour) is not None and direction_of_mark(mark, legend) is None


def _is_direction(cell: Cell, text: str, legend: Legend) -> bool:
    if text:
        return len(text) < 60 and read_direction(text) is not None
    return any(direction_of_mark(mark, legend) is not None for mark in cell.marks)


def _is_code(text: str) -> bool:
    if not text or len(text) > 16 or " " in text.strip() and len(text.split()) > 3:
        return False
    code, rest = split_code(f"{text} of something")
    return (
        code is not None
        and rest.strip() == "of something"
        or re.fullmatch(
            r"\d{1,4}[a-z]?|\d{1,2}(?:\.\d{1,2}){1,3}\.?[a-z]?|[A-Z]{1,6}[a-z]?[ _/.&-]{0,2}\d[\w./-]*", text
        )
        is not None
    )


_GOOD: dict[Role, tuple[str, ...]] = {
    "figure": ("figure",),
    "target": ("figure", "ranged"),
    "second target": ("figure", "ranged"),
    "floor": ("figure", "ranged"),
    "tolerance": ("figure",),
    "red": ("figure", "ranged"),
    "amber": ("figure", "ranged"),
    "lower": ("figure", "ranged"),
    "upper": ("figure", "ranged"),
    "variance": ("figure",),
    "number": ("figure",),
    "status": ("status", "opened", "shaded", "marked"),
    "previous status": ("status", "opened", "shaded", "marked"),
    "direction": ("direction", "marked"),
    "period": ("period",),
    "date": ("period",),
    "code": ("code",),
    "name": ("words",),
    "commentary": ("words",),
    "owner": ("words",),
    "theme": ("words",),
    "kind": ("kind", "marked"),
    "polarity": ("polarity", "marked"),
    "unit": ("unit",),
    "frequency": ("frequency",),
    "link": ("figure", "code", "words"),
}


def fit(role: Role, look: Look) -> float:
    """How well a column's look goes with a role: 1 fits, 0.15 speaks against it, 0.7 says nothing."""
    if look.filled == 0:
        return 0.7
    shares: list[float] = [getattr(look, name) for name in _GOOD[role]]
    share = min(1.0, sum(shares) + _SILENT * look.nothing)
    if role == "figure":
        share = max(share, look.stacked)
    elif role == "status":
        share = max(share, 0.5 * look.terse)
    elif role == "code" and look.distinct > 0.8 and look.figure < 0.3:
        share = max(share, 0.8 * look.brief)
    elif role == "name":
        share *= 0.6 + 0.4 * look.distinct
    elif role in ("owner", "theme") and look.long > 0.5:
        share *= 0.5
    elif role == "direction":
        share = max(share, 0.6 * look.moves) * (0.3 if look.figure > 0.3 else 1.0)
    return 0.15 + 0.85 * share
