"""What the site tells of a measure: its names, its figures over all reports, and what was restated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...records import Measure
from ..store import StoreReader
from .figures import Point
from .timelines import Timelines


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


def measures_told(store: StoreReader, timelines: Timelines) -> Iterator[MeasureTold]:
    """Every measure, in the order of names.

    Args:
        store: where the results are.
        timelines: finds the figures of each measure.
    """
    councils = {document.council: document.council_name or document.council for document in store.documents()}
    for measure in store.measures_by_name():
        names = tuple(
            NameTold(
                name.council,
                councils.get(name.council) or name.council,
                name.name,
                name.score,
                name.method,
                name.decided_by,
            )
            for name in store.measure_names(measure=measure.measure)
        )
        yield MeasureTold(measure, names, timelines.of(measure.measure))
