"""Paths into rules, filled rectangles and drawn shapes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from .ink import Drawing, Fill, Rule

Number = TypeVar("Number", float, NDArray[np.float64])
Point = tuple[float, float]
Rect = tuple[float, float, float, float]
Segment = tuple[int, float, float, bool]

MOVE, _LINE, BEZIER = 2, 0, 1
# Points no further apart than this, in one direction, are on one line along an axis.
SAME_PLACE = 0.6
# A filled bar thinner than this is a rule drawn as a rectangle.
_THICKEST_RULE = 2.6
# A small path is one drawing, whatever straight lines are in it.
_LARGEST_ICON = 40.0


class Matrix(NamedTuple):
    """A PDF transformation: (x, y) -> (ax + cy + e, bx + dy + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: Matrix) -> Matrix:
        """This transformation, followed by an outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def thickness(self, width: float) -> float:
        """How thick a line of a width before this matrix is shown."""
        return abs(width) * max(abs(self.a) + abs(self.b), abs(self.c) + abs(self.d))

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The visible part of a page in PDF coordinates, and how it is turned for showing."""

    left: float
    low: float
    right: float
    high: float
    rotation: int = 0

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation % 180 == 0 else self.high - self.low

    @property
    def height(self) -> float:
        return self.high - self.low if self.rotation % 180 == 0 else self.right - self.left

    def shown(self, x: Number, y: Number) -> tuple[Number, Number]:
        """A PDF point as (x, top) on the page as it is shown; or many points at once, in arrays."""
        if self.rotation == 90:
            return y - self.low, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.low
        if self.rotation == 270:
            return self.high - y, self.right - x
        return x - self.left, self.high - y

    def box(self, matrix: Matrix, points: Iterable[Point]) -> Rect:
        """The shown box around points given before the matrix: (x0, top, x1, bottom)."""
        shown = [self.shown(*matrix.point(x, y)) for x, y in points]
        xs, ys = [p[0] for p in shown], [p[1] for p in shown]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Drawn:
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    drawings: tuple[Drawing, ...] = ()


def drawn(
    segments: Sequence[Segment],
    points: Sequence[Point],
    fill: str | None,
    stroke: str | None,
    thick: float,
    order: int,
) -> Drawn:
    """Sort one path into rules, filled rectangles and shapes.

    Args:
        segments: (type, x, y, closes) as pdfium gives them.
        points: where each ends, as shown.
        fill: fill colour, None when the path is not filled.
        stroke: stroke colour, None when it is not stroked.
        thick: stroke width as shown.
        order: paint order of the first fill.
    """
    pieces = _subpaths(segments, points)
    straight: list[_Subpath] = []
    crooked: list[_Subpath] = []
    for piece in pieces:
        (straight if piece.is_straight else crooked).append(piece)
    if crooked and (not straight or _is_icon(pieces)):
        return Drawn(drawings=_shape(segments, points, fill or stroke))
    rules: list[Rule] = []
    fills: list[Fill] = []
    if fill is not None:
        frame = _frame(straight)
        for points in frame or [piece.points for piece in straight]:
            bar(*_extent(points), fill, order + len(fills), rules, fills)
    if stroke is not None:
        for piece in straight:
            outline = [*piece.points, piece.points[0]] if piece.closed else piece.points
            lines_along(outline, stroke, thick, order + len(fills), rules, fills)
    left_over = [segment for piece in crooked for segment in piece.segments]
    left_points = [point for piece in crooked for point in piece.points]
    return Drawn(tuple(rules), tuple(fills), _shape(left_over, left_points, fill or stroke))


@dataclass(slots=True)
class _Subpath:
    """A piece of a path drawn without lifting the pen; ``points`` are as shown."""

    segments: list[Segment]
    points: list[Point]
    closed: bool

    @property
    def is_straight(self) -> bool:
        """Lines along the axes only, and no more corners than a rectangle has where it is closed."""
        lines_only = all(kind != BEZIER for kind, _, _, _ in self.segments)
        return lines_only and _along_axes(self.points) and len(_corners(self.points)) <= (4 if self.closed else 99)


def _subpaths(segments: Sequence[Segment], points: Sequence[Point]) -> list[_Subpath]:
    found: list[_Subpath] = []
    for segment, point in zip(segments, points, strict=True):
        kind, _, _, closes = segment
        if kind == MOVE or not found:
            found.append(_Subpath([segment], [point], False))
        else:
            found[-1].segments.append(segment)
            found[-1].points.append(point)
        if closes:
            found[-1].closed = True
    return [piece for piece in found if len(piece.points) > 1]


def _corners(points: Sequence[Point]) -> set[tuple[float, float]]:
    return {(round(x, 1), round(y, 1)) for x, y in points}


def _is_icon(pieces: Sequence[_Subpath]) -> bool:
    x0, top, x1, bottom = _extent([point for piece in pieces for point in piece.points])
    return x1 - x0 < _LARGEST_ICON and bottom - top < _LARGEST_ICON


def _frame(pieces: Sequence[_Subpath]) -> list[list[Point]]:
    """The four bars of a border that is filled between an outer and an inner rectangle."""
    if len(pieces) != 2:
        return []
    outer, inner = sorted((_extent(piece.points) for piece in pieces), key=lambda r: r[0] - r[2])
    x0, top, x1, bottom = outer
    a0, a_top, a1, a_bottom = inner
    if not (x0 < a0 < a1 < x1 and top < a_top < a_bottom < bottom):
        return []
    return [
        [(x0, top), (x1, a_top)],
        [(x0, a_bottom), (x1, bottom)],
        [(x0, top), (a0, bottom)],
        [(a1, top), (x1, bottom)],
    ]


def _along_axes(points: Sequence[Point]) -> bool:
    pairs = zip(points, points[1:], strict=False)
    return all(abs(ax - bx) < SAME_PLACE or abs(ay - by) < SAME_PLACE for (ax, ay), (bx, by) in pairs)


def _extent(points: Sequence[Point]) -> Rect:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def bar(
    x0: float, top: float, x1: float, bottom: float, colour: str, order: int, rules: list[Rule], fills: list[Fill]
) -> None:
    """Add a filled rectangle to the fills, or to the rules where it is as thin as one."""
    wide, high = x1 - x0, bottom - top
    if high <= _THICKEST_RULE and wide > 2 * high:
        if colour != "#ffffff":
            rules.append(Rule(True, (top + bottom) / 2, x0, x1, colour))
    elif wide <= _THICKEST_RULE and high > 2 * wide:
        if colour != "#ffffff":
            rules.append(Rule(False, (x0 + x1) / 2, top, bottom, colour))
    elif wide > 1 and high > 1:
        fills.append(Fill(x0, top, x1, bottom, colour, order))


def lines_along(
    points: Sequence[Point], colour: str, thick: float, order: int, rules: list[Rule], fills: list[Fill]
) -> None:
    """Add the lines between points to the rules, or to the fills where they are as thick as bars."""
    half = thick / 2
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        x0, x1, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        horizontal = x1 - x0 >= bottom - top
        if thick > _THICKEST_RULE * 2:
            grown = (x0, top - half, x1, bottom + half) if horizontal else (x0 - half, top, x1 + half, bottom)
            bar(*grown, colour, order, rules, fills)
        elif colour == "#ffffff":
            continue
        elif horizontal and x1 - x0 > 1:
            rules.append(Rule(True, (top + bottom) / 2, x0, x1, colour))
        elif not horizontal and bottom - top > 1:
            rules.append(Rule(False, (x0 + x1) / 2, top, bottom, colour))


def _shape(segments: Sequence[Segment], points: Sequence[Point], colour: str | None) -> tuple[Drawing, ...]:
    """A drawn outline; its key is the same at any place and size."""
    if len(points) < 2:
        return ()
    x0, top, x1, bottom = _extent(points)
    span = max(x1 - x0, bottom - top)
    if not 1 <= span < math.inf:
        return ()
    places = np.rint((np.array(points) - (x0, top)) / span * 12).astype(int).tolist()
    outline = ";".join([f"{kind}{x},{y}" for (kind, _, _, _), (x, y) in zip(segments, places, strict=True)])
    digest = hashlib.sha1(outline.encode(), usedforsecurity=False).hexdigest()[:10]
    return (Drawing("shape", f"{_form(segments, x1 - x0, bottom - top)}:{digest}", x0, top, x1, bottom, colour),)


def _form(segments: Sequence[Segment], width: float, height: float) -> str:
    """A word for the outline, as far as its segments tell: circle, triangle, diamond, polygon, curve."""
    kinds = [kind for kind, _, _, _ in segments]
    even = 0.8 < width / max(height, 0.01) < 1.25
    if BEZIER in kinds:
        return "circle" if even and kinds.count(BEZIER) >= 9 and kinds.count(_LINE) <= 1 else "curve"
    corners = len({(round(x, 1), round(y, 1)) for _, x, y, _ in segments})
    return {3: "triangle", 4: "diamond"}.get(corners, "polygon")
