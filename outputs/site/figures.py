"""What the site shows of each figure: a row of a document's page, a point of a measure's series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from ...language.statuses import read_status
from ...records import Finding, Observation, Rating
from ..audited import Audited
from ..contract import PATH_JOINT
from ..wording import REASONS
from .spots import Marked, of_observation

MOST_ROWS = 200
"""How many rows one page holds: with their working and their places they stay far below a megabyte."""


@dataclass(frozen=True, slots=True)
class Row:
    """An observation as a line of its document's page."""

    seen: Observation
    measure: str | None
    rating: Rating | None
    marked: Marked
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """The verdict of its rating; ``unrated`` where none is asked of it."""
        return self.rating.verdict if self.rating else "unrated"

    @property
    def assumed(self) -> bool:
        return self.rating is not None and self.rating.use == "assumed" and self.verdict != "uncheckable"

    @property
    def why(self) -> str | None:
        """Why the rating cannot be checked, in words."""
        return REASONS.get(self.rating.reason, self.rating.reason) if self.rating and self.rating.reason else None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that stand under the same headings, as printed."""

    title: str
    rows: tuple[Row, ...]


def row_of(each: Audited, findings: Iterable[Finding]) -> Row:
    about = tuple(finding for finding in findings if finding.seq == each.observation.seq)
    return Row(each.observation, each.measure, each.rating, of_observation(each.observation), about)


def parts_of(rows: Sequence[Row]) -> Iterator[tuple[Section, ...]]:
    """The rows page by page, each page by section; one empty page where there are none."""
    for first in range(0, len(rows), MOST_ROWS) or [0]:
        alike = groupby(rows[first : first + MOST_ROWS], key=lambda row: PATH_JOINT.join(row.seen.headings))
        yield tuple(Section(title, tuple(here)) for title, here in alike)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a measure's series."""

    document: str
    document_period: str
    seq: int
    page: int
    part: int
    name: str
    period: str
    end: date | None
    basis: str
    value_text: str | None
    value: Decimal | None
    unit: str | None
    target_text: str | None
    target: Decimal | None
    status: str | None
    verdict: str
    restated: bool = False


def point_of(row: Row, document_period: str, part: int) -> Point:
    seen = row.seen
    return Point(
        seen.document,
        document_period,
        seen.seq,
        seen.box.page,
        part,
        seen.name,
        seen.period,
        seen.period_end,
        seen.basis,
        seen.value_text,
        seen.value,
        seen.unit,
        seen.target_text,
        seen.target,
        seen.status,
        row.verdict,
    )


def hue(status: str | None) -> str:
    """The colour that a published status is commonly shown in; ``none`` where its word names none."""
    read = read_status(status) if status else None
    return read.hue if read and read.hue else "none"
