"""The readings under which a report's rows may be counted, the plain one first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..language.counted import folded_status, meets, same_colour, same_sense
from ..language.directions import read_direction
from ..language.names import fold
from ..language.statuses import StatusWord, read_status
from ..records import Ask, Observation, Report
from .claim_scopes import is_section, is_within

_OLDER = ("q1", "q2", "q3", "quarter")
_MOST_REMEMBERED = 512
_NO_STATUS = StatusWord("", None, None, False)
_RATED = StatusWord("", None, None, True)


@dataclass(frozen=True, slots=True)
class Books:
    """What the claims of a report are recounted from.

    Attributes:
        report: whose claims.
        rows: its observations.
        measure_of: the measure of an observation, by ``seq``.
        regraded: for rows with a word that is no rating (``Annual Collection``), the band that the council's
            rule gives, by ``seq``.
        others: the observations of the council's other reports, by the label of their period.
    """

    report: Report
    rows: tuple[Observation, ...]
    measure_of: Mapping[int, str] = field(default_factory=dict)
    regraded: Mapping[int, str] = field(default_factory=dict)
    others: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)
    _read: dict[Ask, tuple[Reading, ...]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def readings(self, ask: Ask) -> tuple[Reading, ...]:
        """``readings`` of what a claim asks; claims that ask the same of all these rows share them."""
        alike = replace(ask, group="", seqs=())
        if alike not in self._read:
            if len(self._read) >= _MOST_REMEMBERED:
                del self._read[next(iter(self._read))]
            self._read[alike] = tuple(readings(alike, self))
        return self._read[alike]


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows counted in one way: ``counted`` of ``whole``. ``name`` says how; empty for the plain way."""

    name: str
    counted: tuple[Observation, ...]
    whole: tuple[Observation, ...]

    @property
    def share(self) -> Decimal | None:
        """The counted rows in percent of the whole."""
        return Decimal(100 * len(self.counted)) / len(self.whole) if self.whole else None


Wanted = Callable[[Observation], bool]


def population(ask: Ask, books: Books) -> tuple[Observation, ...]:
    """The rows that a claim speaks of, as they are printed for the report's own time."""
    basis = "forecast" if ask.period == "later" else "actual"
    kinds = set(ask.kinds)
    return tuple(row for row in books.rows if row.basis == basis and (not kinds or row.kind in kinds))


def scoped(rows: Sequence[Observation], ask: Ask) -> Iterator[tuple[str, tuple[Observation, ...]]]:
    """The rows under the labels that a claim names; where it only has headings, under the innermost first."""
    if ask.named:
        yield "", tuple(row for row in rows if any(is_within(row, scope) for scope in ask.scope))
        return
    for heading in reversed(ask.scope):
        under = tuple(row for row in rows if is_within(row, heading))
        if under and len(under) < len(rows):
            yield "", under
            yield "all parts of the report are counted", tuple(rows)
            return
    yield "", tuple(rows)


def readings(ask: Ask, books: Books) -> Iterator[Reading]:
    """The ways to count what a claim speaks of, the plain one first.

    Rows printed in several places are counted once where counting all does not give the figure; a share is
    one of the rows with a rating (or a direction) unless the claim says otherwise.
    """
    for scope_name, under in scoped(population(ask, books), ask):
        for once_name, rows in _printings(under, ask, books):
            for name, counted, whole in _counts(ask, rows, books):
                how = "; ".join(part for part in (scope_name, once_name, name) if part)
                yield Reading(how, counted, whole)


def _printings(rows: tuple[Observation, ...], ask: Ask, books: Books) -> Iterator[tuple[str, tuple[Observation, ...]]]:
    """Rows as they are printed, then each thing once, then only those right under the label that is named."""
    yield "", rows
    single = once(rows, books)
    if len(single) < len(rows):
        yield "what is printed in several places is counted once", single
    right_under = tuple(row for row in rows if row.section and any(is_section(row, scope) for scope in ask.scope))
    if 0 < len(right_under) < len(rows):
        yield "only the rows right under the heading are counted", right_under


def once(rows: Iterable[Observation], books: Books) -> tuple[Observation, ...]:
    """Each thing once: of a measure that stands in several places the first printing with a rating."""
    first: dict[tuple[str, str], Observation] = {}
    for row in rows:
        key = row.kind, books.measure_of.get(row.seq) or fold(row.name)
        known = first.get(key)
        if known is None or (not _is_rated(known) and _is_rated(row)):
            first[key] = row
    return tuple(sorted(first.values(), key=lambda row: row.seq))


_Counted = tuple[str, tuple[Observation, ...], tuple[Observation, ...]]


def _counts(ask: Ask, rows: tuple[Observation, ...], books: Books) -> Iterator[_Counted]:
    if not ask.words:
        yield from _totals(ask, rows)
        return
    wanted = _wanted(ask.words, rows)
    if all(_is_direction(word) for word in ask.words):
        moving = tuple(row for row in rows if direction_of(row))
        yield "", _those(moving, wanted), moving
        if "~improving" in ask.words and "~same" not in ask.words:
            same = _wanted((*ask.words, "~same"), rows)
            count = sum(direction_of(row) == "~same" for row in moving)
            yield (
                f"{_these(count)} that stayed the same {_verb(count, 'counts', 'count')} as improved",
                _those(moving, same),
                moving,
            )
        return
    if any((read_status(word) or _RATED).rated is False for word in ask.words):
        yield "", _those(rows, wanted), rows
        return
    rated = tuple(row for row in rows if _is_rated(row))
    targeted = tuple(row for row in rated if row.target is not None) if "~target" in ask.of else ()
    whole = targeted or rated  # a report may print no targets at all
    yield "", _those(whole, wanted), whole
    if ask.words == ("~missed",):
        near = tuple(row for row in whole if row.status and (read_status(row.status) or _NO_STATUS).hue == "amber")
        if near:
            less = tuple(row for row in _those(whole, wanted) if row not in near)
            count = len(near)
            yield (
                f"{_these(count)} near {_verb(count, 'its', 'their')} target {_verb(count, 'is', 'are')} not counted",
                less,
                whole,
            )
    if whole != rated:
        yield "rows without a printed target are counted too", _those(rated, wanted), rated
    yield from _other_wholes(ask, rows, rated, wanted, books)


def _totals(ask: Ask, rows: tuple[Observation, ...]) -> Iterator[_Counted]:
    rated = tuple(row for row in rows if _is_rated(row))
    if "~rated" in ask.of or "~target" in ask.of:
        yield "", rated, rows
        return
    yield "", rows, rows
    if len(rated) < len(rows):
        yield "only what has a rating is counted", rated, rows


def _other_wholes(
    ask: Ask, rows: tuple[Observation, ...], rated: tuple[Observation, ...], wanted: Wanted, books: Books
) -> Iterator[_Counted]:
    if ask.counts != "share":
        return
    fresh = tuple(row for row in rated if not _is_older(row))
    if len(fresh) < len(rated):
        left = len(rated) - len(fresh)
        name = f"{_these(left)} whose figure is of an earlier quarter {_verb(left, 'is', 'are')} left out"
        yield name, _those(fresh, wanted), fresh
    regraded = tuple(row for row in rows if row.seq in books.regraded and not _is_rated(row))
    if regraded:
        by_rule = tuple(row for row in regraded if _matches_any(ask.words, books.regraded[row.seq]))
        labels = " or ".join(dict.fromkeys(f"'{row.status}'" for row in regraded if row.status))
        counted = (*_those(rated, wanted), *by_rule)
        count = len(regraded)
        yield (
            f"{_these(count)} marked {labels} {_verb(count, 'is', 'are')} rated by the rule",
            counted,
            (*rated, *regraded),
        )
    if len(rated) < len(rows):
        yield "rows without a rating are counted in the whole", _those(rows, wanted), rows


def _these(count: int) -> str:
    return f"the {count} rows" if count > 1 else "the one row"


def _verb(count: int, one: str, several: str) -> str:
    return several if count > 1 else one


# ------------------------------------------------------------------------------- one row


def words_of(row: Observation) -> tuple[str, ...]:
    """The words that rate a row: its status, and what is printed where a figure would be."""
    found = [folded_status(row.status)] if row.status else []
    if row.value is None and row.value_text:
        bare = folded_status(row.value_text.split("(")[0])
        if (status := read_status(bare)) and status.rated:
            found.append(bare)
    return tuple(dict.fromkeys(found))


_RANKS: Mapping[str | None, str] = {"improving": "~improving", "worsening": "~worsening", "same": "~same"}


def direction_of(row: Observation) -> str | None:
    """Which way a row went by its printed direction, or by the earlier rating printed beside its own."""
    told = read_direction(row.direction) if row.direction else None
    if told is not None:
        return _RANKS.get(told.sense)
    return None


def _is_rated(row: Observation) -> bool:
    status = read_status(row.status) if row.status else None
    return bool(row.status) and (status is None or status.rated)


def _is_older(row: Observation) -> bool:
    said = (row.qualifier or "").casefold()
    return any(word in said for word in _OLDER)


def _is_direction(word: str) -> bool:
    return word in ("~improving", "~same", "~worsening")


def _those(rows: Iterable[Observation], wanted: Wanted) -> tuple[Observation, ...]:
    return tuple(row for row in rows if wanted(row))


def _wanted(words: Sequence[str], rows: Iterable[Observation]) -> Wanted:
    """Whether a row is rated by one of these words; a word that no row has stands for those that say the same."""
    printed = {word for row in rows for word in words_of(row)}

    def is_wanted(row: Observation) -> bool:
        return any(_is(row, word, printed) for word in words)

    return is_wanted


def _is(row: Observation, word: str, printed: set[str]) -> bool:
    if _is_direction(word):
        return direction_of(row) == word
    own = words_of(row)
    if word in ("~met", "~missed"):
        return any(meets(each) is (word == "~met") for each in own[:1])
    if word in own:
        return True
    if word in printed:
        return False
    if any(same_sense(word, each) for each in printed):
        return any(same_sense(word, each) for each in own)
    return any(same_colour(word, each) for each in own)


def _matches_any(words: Iterable[str], status: str) -> bool:
    return any(
        meets(status) is (word == "~met") if word in ("~met", "~missed") else word == folded_status(status)
        for word in words
    )
