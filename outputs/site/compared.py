"""Two councils side by side: the measures of theirs that can be compared, and what that does and does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ...records import Comparable
from ..store import StoreReader
from .charts import series_chart
from .figures import Point
from .timelines import Timelines

MOST_PAIRS = 60
"""How many pairs of councils get a page: of more, the first that have measures in common."""

_MOST_CHARTS = 1000  # kept at a time

SAME = "same definition"


class Yardstick(Protocol):
    """One rule under which figures of two councils are rated alike."""

    @property
    def name(self) -> str: ...

    def band(self, document: str, seq: int) -> str:
        """The rating that the rule gives a figure, or in words why it gives none."""


Common = Callable[[str, str], Yardstick | None]
"""Chooses the yardstick of two councils, by their GSS codes; None where no rule of either is known."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one council last published of a measure; ``latest`` is None where no report prints a figure of it."""

    measure: str
    name: str
    latest: Point | None
    common: str | None
    chart: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two measures, how they compare and why."""

    pair: Comparable
    one: Side
    other: Side

    @property
    def same_period(self) -> bool:
        first, second = self.one.latest, self.other.latest
        return first is not None and second is not None and first.period == second.period


@dataclass(frozen=True, slots=True)
class PairTold:
    """Two councils with what of theirs can be compared, the strongest first."""

    codes: tuple[str, str]
    names: tuple[str, str]
    yardstick: str | None
    comparisons: tuple[Comparison, ...]

    @property
    def conclusion(self) -> str:
        """What can and what cannot be concluded, in a few sentences."""
        same = [each for each in self.comparisons if each.pair.strength == SAME]
        together = sum(each.same_period for each in same)
        one, other = self.names
        have = f"{_counted(len(same), 'pair')} {'has' if len(same) == 1 else 'have'}"
        told = (
            f"{one} and {other} report on {_counted(len(self.comparisons), 'pair')} of measures on the same subject. "
            f"{have} the same definition and can stand side by side, {together} of them for the same period. "
            "The others are defined differently: set beside each other they show what each council looks at, not which "
            "of them does better."
        )
        end = "Nothing here ranks the two councils." if same else "No figure here can be set against another."
        return f"{told} {end}"


def pairs_told(
    store: StoreReader, timelines: Timelines, common: Common, councils: Iterable[tuple[str, str]]
) -> Iterator[PairTold]:
    """What councils have to compare.

    Args:
        store: where the results are.
        timelines: finds the figures of each measure.
        common: chooses the rule under which both are rated.
        councils: pairs of them, by their GSS codes.
    """
    names = {document.council: document.council_name or document.council for document in store.documents()}
    sides = _Sides(store, timelines)
    for one, other in councils:
        yardstick = common(one, other)
        told = tuple(
            Comparison(
                pair, sides.of(pair.one, pair.strength, yardstick), sides.of(pair.other, pair.strength, yardstick)
            )
            for pair in store.comparables(council=one, other=other)
        )
        called = (names.get(one) or one, names.get(other) or other)
        yield PairTold((one, other), called, yardstick.name if yardstick else None, told)


class _Sides:
    """What a council published of its measures; the chart of each is drawn once, however many it is set beside."""

    def __init__(self, store: StoreReader, timelines: Timelines) -> None:
        self._store = store
        self._timelines = timelines
        self._charts: dict[str, str | None] = {}

    def of(self, measure: str, strength: str, yardstick: Yardstick | None) -> Side:
        points = self._timelines.of(measure)
        printed = [point for point in points if point.value is not None and point.basis == "actual"]
        latest = printed[-1] if printed else None
        known = self._store.measure(measure)
        return Side(
            measure,
            known.name if known else measure,
            latest,
            yardstick.band(latest.document, latest.seq) if yardstick and latest else None,
            self._chart(measure, known.unit if known else None, points) if strength == SAME else None,
        )

    def _chart(self, measure: str, unit: str | None, points: Sequence[Point]) -> str | None:
        if measure not in self._charts:
            if len(self._charts) == _MOST_CHARTS:
                self._charts.clear()
            self._charts[measure] = series_chart(points, unit, width=300, height=140)
        return self._charts[measure]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
