"""Headings and bands that rate every row below them ("RED - more than 5% off target", "Measures off target").

A word alone proves nothing: "Green" may be a theme and "Green spaces" is one. So a heading rates only where the
document sorts its rows that way: bands of two different ratings, or one that says its rating twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ..language.statuses import StatusWord, hue, read_status
from ..records import Box, Cell, Table
from .grid import flat
from .status import StatusRead

Ratings = Mapping[str, StatusWord]
NO_RATINGS: Ratings = MappingProxyType({})

_LONGEST = 120
_LEAD = re.compile(
    r"^(?:(?:overall |current )?(?:rag(?: rating| status)?|rating|status)\s*(?:[:=]|[-–—]\s)\s*)", re.IGNORECASE
)
_PARTS = re.compile(r"\s+[-–—]\s+|:\s+|\s*\((?=[^()]*\)\s*$)")
_THINGS = (
    r"(?:(?:key |corporate |performance )*(?:measures?|indicators?|kpis?|pis?|targets|results|ratings?|status(?:es)?))"
)
_BEFORE = re.compile(
    rf"^{_THINGS}(?:\s+(?:(?:that|which) )?(?:are|is))?(?:\s+(?:currently )?(?:rated|at))?(?:\s+as)?\s+", re.IGNORECASE
)
_AFTER = re.compile(rf"(?:[\s-]+rated)?\s+{_THINGS}$|[\s-]+rated$", re.IGNORECASE)
_COLOUR = re.compile(r"red|amber|yellow|orange|green", re.IGNORECASE)
_OF_TARGET = re.compile(
    r"\b(?:targets?|track|schedule|tolerance|threshold|profile|met|missed|achieved)\b", re.IGNORECASE
)
# How many of the three lights must head rows of a document before any of them is a rating.
_LIGHTS, _ENOUGH = frozenset(("red", "amber", "green")), 2


@dataclass(frozen=True, slots=True)
class RatingAbove:
    """The rating above a row; ``directly`` where rows, not bands of their own, follow the band that tells it.

    A band that rates and has others right below it holds them; one with rows below it ends where another band begins.
    """

    status: StatusRead | None
    directly: bool = False
    with_rows: bool = False

    def after_row(self) -> RatingAbove:
        return replace(self, with_rows=True)

    def after_band(self) -> RatingAbove:
        if not self.directly:
            return self
        return RatingAbove(None) if self.with_rows else replace(self, directly=False)


def rated_by(text: str, told_in: str, boxes: tuple[Box, ...], ratings: Ratings) -> StatusRead | None:
    """The rating that a band or heading gives to the rows below it; None where it says that they have none."""
    status = ratings.get(text)
    if status is None or not status.rated:
        return None
    return StatusRead(status.word.capitalize() if status.word.isupper() else status.word, told_in, None, boxes)


def rating_bands(tables: Iterable[Table]) -> Ratings:
    """The ratings that headings over tables and bands inside them give to the rows below, by their flat text.

    Those that say why nothing is rated ("No target - for information") are kept among others that rate.
    """
    found: dict[str, StatusWord] = {}
    sure = False
    for table in tables:
        for text, fill in _over_rows(table):
            status = _rating_told(text, fill) if len(text) <= _LONGEST else None
            if status is not None:
                found[text] = status
                sure = sure or _told_twice(text, status)
    lights = {status.hue for status in found.values() if status.rated} & _LIGHTS
    return found if sure or len(lights) >= _ENOUGH else NO_RATINGS


def lone_cell(table: Table, row: int) -> Cell | None:
    """The only cell of a row that prints anything, where it begins the row."""
    held = [cell for cell in table.row(row) if flat(cell.text)]
    return held[0] if len(held) == 1 and held[0].col == 0 else None


def _over_rows(table: Table) -> Iterable[tuple[str, str | None]]:
    for heading in table.headings:
        yield flat(heading), None
    for row in range(table.rows):
        cell = lone_cell(table, row)
        if cell is not None:
            yield flat(cell.text), cell.fill


def _rating_told(text: str, fill: str | None) -> StatusWord | None:
    """The rating that all of a heading tells, up to a dash, colon or bracket; none where its own fill shows another."""
    head = _AFTER.sub("", _BEFORE.sub("", _head(text)))
    status = read_status(head) if len(head) > 1 else None
    if status is None or not (_COLOUR.fullmatch(head) or _OF_TARGET.search(head) or not status.rated):
        return None
    shown = hue(fill)
    return status if shown in (None, status.hue, "grey" if not status.rated else None) else None


def _head(text: str) -> str:
    return _PARTS.split(_LEAD.sub("", text), maxsplit=1)[0].strip()


def _told_twice(text: str, status: StatusWord) -> bool:
    """Whether a colour stands beside words that are a rating of the same light: "Green - target met"."""
    said = _PARTS.split(_LEAD.sub("", text), maxsplit=1)
    other = read_status(said[1].strip(" ()")) if len(said) == 2 else None
    return other is not None and other.rated and status.rated and other.hue == status.hue and other.word != status.word
