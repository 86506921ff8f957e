"""Two councils side by side: the measures of theirs that can be compared, and what that does and does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Protocol

from ...records import Comparable
from ..store import StoreReader
from .charts import series_chart
from .figures import Point
from .timelines import Timelines

MOST_PAIRS = 60
"""How many pairs of councils get a page: of more, the first that have measures in common."""

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


def pairs_told(store: StoreReader, timelines: Timelines, common: Common) -> Iterator[PairTold]:
    """Every two councils that have something to compare, at most ``MOST_PAIRS``.

    Args:
        store: where the results are.
        timelines: finds the figures of each measure.
        common: chooses the rule under which both are rated.
    """
    names = {document.council: document.council_name or document.council for document in store.documents()}
    councils = sorted(code for code in names if code)
    found = (
        PairTold((one, other), (names[one] or one, names[other] or other), yardstick.name if yardstick else None, told)
        for one, other in combinations(councils, 2)
        for pairs in [store.comparables(council=one, other=other)]
        if pairs
        for yardstick in [common(one, other)]
        for told in [tuple(_comparisons(pairs, _named(store), timelines, yardstick))]
    )
    yield from islice(found, MOST_PAIRS)


def _named(store: StoreReader) -> dict[str, tuple[str, str | None]]:
    return {measure.measure: (measure.name, measure.unit) for measure in store.measures()}


def _comparisons(
    pairs: Sequence[Comparable],
    named: Mapping[str, tuple[str, str | None]],
    timelines: Timelines,
    yardstick: Yardstick | None,
) -> Iterator[Comparison]:
    for pair in pairs:
        with_charts = pair.strength == SAME
        one, other = (
            _side(measure, named[measure], timelines.of(measure), yardstick, with_charts)
            for measure in (pair.one, pair.other)
        )
        yield Comparison(pair, one, other)


def _side(
    measure: str,
    named: tuple[str, str | None],
    points: Sequence[Point],
    yardstick: Yardstick | None,
    with_chart: bool,
) -> Side:
    name, unit = named
    printed = [point for point in points if point.value is not None and point.basis == "actual"]
    latest = printed[-1] if printed else None
    return Side(
        measure,
        name,
        latest,
        yardstick.band(latest.document, latest.seq) if yardstick and latest else None,
        series_chart(points, unit, width=300, height=140) if with_chart else None,
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
