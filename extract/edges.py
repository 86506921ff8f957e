"""The inked edges of a region, and how far each reaches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .region import Region
from .ruling import SNAP

# Two edges closer than this hold no column or row of their own.
_THINNEST = 5.0
# An edge parts two cells when it runs along this share of them.
_COVERED = 0.55
# More rules than this that end at one place show the edge of a column.
_FEW_ENDS = 3
# A fill as wide as this share of its table is a band of colour, not one cell's shade.
_BAND = 0.6


class Edges:
    """The inked edges of a region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        rules = [(s.at, s.start, s.end) for s in region.across]
        bands = [f for f in region.fills if f.width > _BAND * (region.x1 - region.x0)]
        drawn = [(s.at, s.start, s.end) for s in region.down]
        self._across = _Ruling([*rules, *((y, f.x0, f.x1) for f in region.fills for y in (f.top, f.bottom))])
        self._down = _Ruling([*drawn, *((x, f.top, f.bottom) for f in region.fills for x in (f.x0, f.x1))])
        self._ruled_across = _Ruling([*rules, *((y, f.x0, f.x1) for f in bands for y in (f.top, f.bottom))])
        self._ruled_down = _Ruling(drawn)
        inner = [s for s in region.down if region.x0 + _THINNEST < s.at < region.x1 - _THINNEST]
        ends = [(y, s.at) for s in inner for y in (s.start, s.end)]
        self._down_ends = [(y, x) for y, x in ends if region.top + _THINNEST < y < region.bottom - _THINNEST]
        joints = sorted(joint for s in region.across for joint in s.joints)
        # One rule drawn in pieces tells nothing; pieces that meet at one place in several rules do.
        near = [other - joint < SNAP + 1 for joint, other in pairwise(joints)]
        self._joints = [j for j, *beside in zip(joints, [False, *near], [*near, False], strict=False) if any(beside)]
        # Rules that leave out a cell merged over rows begin, one below the other, where the next column does.
        stops = [end for s in region.across for end in (s.start, s.end)]
        stops = [end for end in stops if region.x0 + _THINNEST < end < region.x1 - _THINNEST]
        self._joints += [x for x in stops if sum(abs(x - other) < SNAP + 1 for other in stops) > _FEW_ENDS]

    def row_lines(self) -> list[float]:
        return clustered([*self._across.positions(), *self._ends(), self.region.top, self.region.bottom])

    def _ends(self) -> list[float]:
        """Heights at which several rules between columns end: a comment that crosses them begins or ends there."""
        heights = [y for y, _ in self._down_ends]
        return [y for y in heights if sum(abs(y - other) < SNAP + 1 for other in heights) > 1]

    def column_lines(self) -> list[float]:
        return clustered([*self._down.positions(), *self._joints, self.region.x0, self.region.x1])

    def columns_are_ruled(self, xs: Sequence[float], ys: Sequence[float]) -> bool:
        """Ink stands between columns along most of the height.

        The sides of fills do not count: bands of colour and shaded statuses have sides too.
        """
        inner = [x for x in xs if self.region.x0 + SNAP < x < self.region.x1 - SNAP]
        height = ys[-1] - ys[0]
        return any(self._ruled_down.covered(x, ys[0], ys[-1]) > 0.5 * height for x in inner)

    def stands_down(self, x: float, top: float, bottom: float) -> bool:
        return self._down.covered(x, top, bottom) > _COVERED * (bottom - top)

    def stands_across(self, y: float, x0: float, x1: float) -> bool:
        return self._across.covered(y, x0, x1) > _COVERED * (x1 - x0)

    def ends_beside(self, y: float, x0: float, x1: float) -> bool:
        """No rule runs along a height, but those at the sides of a column end there."""
        return any(abs(y - end) < SNAP + 1 and min(abs(x - x0), abs(x - x1)) < SNAP + 1 for end, x in self._down_ends)

    def is_ruled_across(self, y: float, x0: float, x1: float) -> bool:
        """A rule, or the edge of a band of colour, that is more than one cell's."""
        return self._ruled_across.covered(y, x0, x1) > _COVERED * (x1 - x0)


def clustered(positions: Sequence[float]) -> list[float]:
    """Positions with neighbours closer than a thin strip drawn together."""
    groups: list[list[float]] = []
    for place in sorted(positions):
        if groups and place - groups[-1][0] < _THINNEST and place - groups[-1][-1] < SNAP + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


class _Ruling:
    """Edges that run one way, found again by their position."""

    def __init__(self, edges: Iterable[tuple[float, float, float]]) -> None:
        self._edges = sorted(edges)
        self._positions = [at for at, _, _ in self._edges]

    def positions(self) -> list[float]:
        return self._positions

    def covered(self, at: float, start: float, end: float) -> float:
        """How much of a stretch is covered by edges at about one position."""
        near = slice(bisect_left(self._positions, at - SNAP - 1), bisect_right(self._positions, at + SNAP + 1))
        pieces = sorted((max(a, start), min(b, end)) for _, a, b in self._edges[near] if b > start and a < end)
        total, reached = 0.0, start
        for a, b in pieces:
            if b > reached:
                total += b - max(a, reached)
                reached = b
        return total
