"""What the site shows of each figure: a row of a document's page, a point of a measure's series."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ...language.statuses import read_status
from ...records import Box, Finding, Observation, Rating
from ..audited import Audited
from ..contract import PATH_JOINT
from ..wording import REASONS
from .spots import Marked, of_observation

MOST_ROWS = 200
"""How many rows one page holds: with their working and their places they stay far below a megabyte."""

UNRATED = "unrated"
"""What stands for the verdict where no rating is asked of a figure."""


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
        return self.rating.verdict if self.rating else UNRATED

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
    for part in range(1, part_of(rows[-1].seen.seq) + 1 if rows else 2):
        here = (row for row in rows if part_of(row.seen.seq) == part)
        alike = groupby(here, key=lambda row: PATH_JOINT.join(row.seen.headings))
        yield tuple(Section(title, tuple(section)) for title, section in alike)


def part_of(seq: int) -> int:
    """The part of its document's page on which a row stands, from 1."""
    return (seq - 1) // MOST_ROWS + 1


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a measure's series."""

    document: str
    seq: int
    box: Box
    part: int
    name: str
    period: str
    basis: str
    value_text: str | None
    value: Decimal | None
    unit: str | None
    target_text: str | None
    target: Decimal | None
    status: str | None
    verdict: str
    restated: bool


def point_of(seen: Observation, verdict: str | None, *, restated: bool) -> Point:
    """An observation as a point.

    Args:
        seen: the observation.
        verdict: of its rating; None where none is asked of it.
        restated: whether another report prints it otherwise.
    """
    return Point(
        seen.document,
        seen.seq,
        seen.box,
        part_of(seen.seq),
        seen.name,
        seen.period,
        seen.basis,
        seen.value_text,
        seen.value,
        seen.unit,
        seen.target_text,
        seen.target,
        seen.status,
        verdict or UNRATED,
        restated,
    )


def hue(status: str | None) -> str:
    """The colour that a published status is commonly shown in; ``none`` where its word names none."""
    read = read_status(status) if status else None
    return read.hue if read and read.hue else "none"
