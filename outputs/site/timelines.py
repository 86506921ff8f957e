"""The figures of a measure over all reports, read when they are asked for: a large archive is never held whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...records import Observation
from ..store import StoreReader
from .figures import Point, point_of

InOrder = Callable[[Iterable[Observation]], Iterable[tuple[Observation, bool]]]
"""Puts the figures of one measure in order, by period and then as published, each with whether it was restated."""


class Timelines:
    """Finds the figures of measures.

    Args:
        store: where the results are.
        in_order: puts them in order.
    """

    def __init__(self, store: StoreReader, in_order: InOrder) -> None:
        self._store = store
        self._in_order = in_order

    def of(self, measure: str) -> tuple[Point, ...]:
        """Every figure of a measure, earliest period first; those of one period as they were published."""
        return tuple(
            point_of(seen, self._verdict(seen), restated=restated)
            for seen, restated in self._in_order(self._store.observations(measure=measure))
        )

    def _verdict(self, seen: Observation) -> str | None:
        ratings = self._store.ratings(document=seen.document, seq=seen.seq)
        return ratings[-1].verdict if ratings else None
