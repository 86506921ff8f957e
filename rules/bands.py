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
_LIMIT: dict[Line, LimitKind] = {
    "second target": "target",
    "floor": "floor",
    "amber": "amber",
    "red": "red",
    "lower": "lower",
    "upper": "upper",
}
_BEST, _WORST = Decimal("Infinity"), Decimal("-Infinity")


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
    """An edge at its place on the axis: the band above begins at ``floor``, the next ones end before ``cap``.

    ``place`` is None where the edge is unpublished. ``other`` is a second place where it may lie just as well.
    """

    edge: Edge
    place: Decimal | None
    floor: Point
    cap: Point
    other: Decimal | None = None

    @property
    def is_sure(self) -> bool:
        return self.place is not None and self.other is None


class Outcome(NamedTuple):
    """What the figures give under one polarity: band positions for the printed value and for all it may stand for.

    ``upper`` are the edges below an upper limit, where ``lines`` are those above a lower one.
    """

    higher: bool
    span: Span
    lines: tuple[Threshold, ...]
    exact: tuple[int, ...]
    possible: tuple[int, ...]
    variance: Decimal | None
    upper: tuple[Threshold, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it is known where all edges lie between which the printed figure leaves a choice."""
        return len(self.exact) == 1 or all(
            line.is_sure for lines in (self.lines, self.upper) for line in lines[self.exact[0] : self.exact[-1]]
        )


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
        The thresholds. Where the row does not print the line of one, or its key does not publish it, its place
        is not known: the bands on both sides are possible, down to the next edge below. If that is so of all, the
        name of a missing line.
    """
    found: list[Threshold] = []
    missing: str | None = None
    target, unit = observation.target, observation.unit
    for band in scheme.bands[:-1]:
        edge = band.edge_for(target, unit) if band.exceptions else band.edge
        assert edge is not None, "only the last band has no edge"
        line = target if edge.line == "target" else _line(edge.line, observation, earlier, higher=higher)
        offsets = _offsets(edge, line, observation) if line is not None else ()
        if line is None or not offsets:
            missing = missing or ("tolerance" if line is not None else edge.line)
            found.append(Threshold(edge, None, (_WORST, 0), (_BEST, 0)))
            continue
        start = line if higher else line.copy_negate()
        place = low = high = EXACT.add(start, offsets[0])
        other = None
        if len(offsets) > 1:
            other = EXACT.add(start, offsets[1])
            low, high = min(place, other), max(place, other)
        floor = (low, 1 if edge.owner == "open" else 0)
        cap = (high, 0 if edge.owner == "closed" else 1)
        found.append(Threshold(edge, place, floor, cap, other))
    if not missing:
        return tuple(found)
    return _held_up(found) if any(line.is_sure for line in found) else missing


def _held_up(lines: list[Threshold]) -> tuple[Threshold, ...]:
    """Edges of which some are unknown: none of these lies below an edge that follows it.

    Edges at last year's figure are no part of that order: it may lie anywhere.
    """
    bound: Point = (_WORST, 0)
    found: list[Threshold] = []
    for line in reversed(lines):
        ordered = line.edge.line != "previous"
        held = line._replace(floor=bound) if ordered and line.place is None else line
        found.append(held)
        bound = held.floor if ordered else bound
    return tuple(reversed(found))


def _offsets(edge: Edge, line: Decimal, observation: Observation) -> tuple[Decimal, ...]:
    """How far an edge lies from its line, in the measure's unit.

    None at all where the tolerance is not printed; two where the row does not tell whether a tolerance in percent is in
    percent of the target or in percentage points.
    """
    if edge.measured == "points" or not edge.offset:
        return (edge.offset,)
    if edge.measured == "percent":
        return (_share(edge.offset, line),)
    tolerance = next((limit for limit in observation.limits if limit.kind == "tolerance"), None)
    if tolerance is None or tolerance.value is None:
        return ()
    amount = EXACT.multiply(edge.offset, tolerance.value)
    points, relative = amount, _share(amount, line)
    if edge.measured == "tolerance":
        in_percent, of_percent = "%" in tolerance.text, observation.unit in ("percent", None)
        if in_percent and of_percent and points != relative:
            return points, relative
        return (relative,) if in_percent else (points,)
    return (points,) if edge.measured == "tolerance points" else (relative,)


def _share(percent: Decimal, line: Decimal) -> Decimal:
    return EXACT.multiply(percent, line.copy_abs()).scaleb(-2, EXACT)


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


def within(below: tuple[int, ...], above: tuple[int, ...]) -> tuple[int, ...]:
    """The bands of a figure between two limits, from those it reaches from the lower and from the upper limit."""
    return tuple(sorted({max(one, other) for one in below for other in above}))


def _line(name: Line, observation: Observation, earlier: Decimal | None, *, higher: bool) -> Decimal | None:
    if name == "previous":
        return earlier
    if name == "unpublished":
        return None
    if name == "limits":
        return _limit(observation, "lower" if higher else "upper")
    return _limit(observation, _LIMIT[name])


def _limit(observation: Observation, kind: LimitKind) -> Decimal | None:
    return next((limit.value for limit in observation.limits if limit.kind == kind), None)
