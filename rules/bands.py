"""Where a figure falls among the bands of a scheme, exactly.

A figure as printed stands for an interval; the bands are half-lines cut by thresholds. Both are
measured on an axis that points to the better side: the value itself where higher is better, its
negative where lower is. A point is a pair (place on the axis, side): side -1 lies just below the
place, 0 on it, 1 just above it, so that open and closed ends compare like numbers.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import NamedTuple

from ..records import LimitKind, Observation
from .scheme import Edge, Line, Scheme

EXACT = Context(prec=80)

Point = tuple[Decimal, int]
Interval = tuple[Point, Point]

_COUNTED = ("count", "gbp", "score")
_HALF = Decimal("0.5")
_LIMIT: dict[Line, LimitKind] = {"second target": "target", "floor": "floor", "amber": "amber", "red": "red"}


class Span(NamedTuple):
    """The values that a printed figure may stand for: from ``low`` up to but not reaching ``high``.

    An exact figure has ``low`` and ``high`` the same.
    """

    value: Decimal
    low: Decimal
    high: Decimal

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def interval(self, *, higher: bool) -> Interval:
        """The first and last point on the axis that points to the better side."""
        if self.low == self.high:
            point = (self.low if higher else self.low.copy_negate(), 0)
            return point, point
        if higher:
            return (self.low, 0), (self.high, -1)
        return (self.high.copy_negate(), 1), (self.low.copy_negate(), 0)


def stands_for(observation: Observation) -> Span:
    """The values that an observation's printed figure may stand for.

    ``97.4%`` is [97.35, 97.45). Counts, scores and money printed to the unit, or with an idle ``.0``
    after it, are exact; not where the target has decimals, for then the thing is an average.
    """
    value = observation.value
    if value is None:
        raise ValueError("an observation without a figure stands for nothing")
    step = observation.value_step
    if step is None:
        exponent = value.as_tuple().exponent
        step = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(0)
    if not step or (step <= 1 and _is_counted(observation)):
        return Span(value, value, value)
    half = EXACT.multiply(step, _HALF)
    return Span(value, EXACT.subtract(value, half), EXACT.add(value, half))


def _is_counted(observation: Observation) -> bool:
    figures = [figure for figure in (observation.value, observation.target) if figure is not None]
    return observation.unit in _COUNTED and all(figure == figure.to_integral_value() for figure in figures)


class Threshold(NamedTuple):
    """An edge at its place on the axis: the band above begins at ``floor``, the next ones end before ``cap``."""

    edge: Edge
    place: Decimal
    floor: Point
    cap: Point


class Outcome(NamedTuple):
    """What the figures give under one polarity: band positions for the printed value and for all it may stand for."""

    higher: bool
    span: Span
    lines: tuple[Threshold, ...]
    exact: tuple[int, ...]
    possible: tuple[int, ...]
    variance: Decimal | None


def thresholds(
    scheme: Scheme, observation: Observation, *, higher: bool, earlier: Decimal | None = None
) -> tuple[Threshold, ...] | str:
    """The edges of a scheme at their places for one row, best first.

    Args:
        scheme: The scheme.
        observation: The row; its target and limits are the lines.
        higher: Whether higher is better.
        earlier: The figure of the period that the scheme compares with, if it does.

    Returns:
        The thresholds, or the name of the line that the row does not print.
    """
    found = []
    target, unit = observation.target, observation.unit
    for band in scheme.bands[:-1]:
        edge = band.edge_for(target, unit) if band.exceptions else band.edge
        assert edge is not None, "only the last band has no edge"
        line = target if edge.line == "target" else _line(edge.line, observation, earlier)
        if line is None:
            return edge.line
        offset = edge.offset
        if edge.measured != "points" and offset:
            moved = _offset(edge, line, observation)
            if moved is None:
                return "tolerance"
            offset = moved
        place = EXACT.add(line if higher else line.copy_negate(), offset)
        floor = (place, 1 if edge.owner == "open" else 0)
        cap = (place, 0 if edge.owner == "closed" else 1)
        found.append(Threshold(edge, place, floor, cap))
    return tuple(found)


def _offset(edge: Edge, line: Decimal, observation: Observation) -> Decimal | None:
    """How far an edge lies from its line, in the measure's unit; None where the tolerance is not printed."""
    amount: Decimal | None = edge.offset
    if edge.measured != "percent":
        tolerance = _limit(observation, "tolerance")
        amount = None if tolerance is None else EXACT.multiply(edge.offset, tolerance)
    if amount is None or edge.measured == "tolerance points":
        return amount
    return EXACT.multiply(amount, line.copy_abs()).scaleb(-2, EXACT)


def bands_of(lines: tuple[Threshold, ...], span: Span, *, higher: bool) -> tuple[int, ...]:
    """The positions of all bands that a figure may fall in, best first; on an undefined edge both."""
    first, last = span.interval(higher=higher)
    found = []
    ceiling: Point | None = None
    for position, line in enumerate(lines):
        start = max(first, line.floor)
        if start <= last and (ceiling is None or start < ceiling):
            found.append(position)
        if ceiling is None or line.cap < ceiling:
            ceiling = line.cap
    if ceiling is None or first < ceiling:
        found.append(len(lines))
    return tuple(found)


def _line(name: Line, observation: Observation, earlier: Decimal | None) -> Decimal | None:
    if name == "previous":
        return earlier
    return _limit(observation, _LIMIT[name])


def _limit(observation: Observation, kind: LimitKind) -> Decimal | None:
    return next((limit.value for limit in observation.limits if limit.kind == kind), None)
