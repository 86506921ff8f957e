"""What the site tells of a measure: its names, its figures over all reports, and what was restated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...records import Measure
from ..store import StoreReader
from .figures import Point


@dataclass(frozen=True, slots=True)
class NameTold:
    """A published name of a measure, whose it is and why it is that measure."""

    council: str
    council_name: str
    name: str
    score: float
    method: str
    decided_by: str | None


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure with its names and its figures, earliest period first."""

    measure: Measure
    names: tuple[NameTold, ...]
    points: tuple[Point, ...]

    @property
    def reports(self) -> int:
        return len({point.document for point in self.points})

    @property
    def restated(self) -> int:
        return sum(point.restated for point in self.points)


def measures_told(store: StoreReader, points: Mapping[str, Sequence[Point]]) -> Iterator[MeasureTold]:
    """Every measure, in the order of names.

    Args:
        store: where the results are.
        points: the figures of each measure.
    """
    councils = {document.council: document.council_name or document.council for document in store.documents()}
    published: dict[str, list[NameTold]] = defaultdict(list)
    for name in store.measure_names():
        council = councils.get(name.council) or name.council
        published[name.measure].append(
            NameTold(name.council, council, name.name, name.score, name.method, name.decided_by)
        )
    for measure in sorted(store.measures(), key=lambda one: (one.name.lower(), one.measure)):
        series = _with_restatements(sorted(points.get(measure.measure, ()), key=_in_time))
        yield MeasureTold(measure, tuple(published[measure.measure]), tuple(series))


def _in_time(point: Point) -> tuple[str, str, str, int]:
    return (point.end.isoformat() if point.end else "", point.period, point.document, point.seq)


def _with_restatements(points: Sequence[Point]) -> Iterator[Point]:
    """Mark the figures of a period that are not the same in every report that prints one."""
    values = defaultdict(set)
    for point in points:
        if point.value is not None and point.basis in ("actual", "previous"):
            values[point.period].add(point.value)
    for point in points:
        restated = point.value is not None and point.basis in ("actual", "previous") and len(values[point.period]) > 1
        yield replace(point, restated=restated)
