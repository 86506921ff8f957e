"""The paths and pictures of a page, through pdfium's raw calls.

Most paths are one line or one rectangle. So the calls come first, for all paths of a page; then all points are set on
the page in arrays, which tell the plain paths from the others; only those others are looked at point by point.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from .calls import plain
from .glyphs import colour_of
from .ink import Drawing, Fill, Rule
from .paths import BEZIER, MOVE, SAME_PLACE, Matrix, PageGeometry, Point, Rect, Segment, bar, drawn, lines_along
from .pictures import TOO_LARGE, Pictures

# A form may hold a form; deeper nesting than this is an attack or an accident.
_DEEPEST_FORM = 12
_MOST_PATH_SEGMENTS = 20_000
# Icons carry meaning; larger pictures are illustrations, which are not looked into.
_LARGEST_ICON = 80.0
_UNIT_SQUARE = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))


@dataclass(slots=True)
class Strokes:
    """Rules, fills, shapes and pictures of a page, each in the order of painting, and what was not read."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Path:
    """A path that is painted; its segments are ``start`` to ``end`` of the page's."""

    item: ctypes.c_void_p
    matrix: Matrix
    fill: str | None
    stroke: str | None
    width: float
    start: int
    end: int


def strokes_of(page: Any, geometry: PageGeometry, pictures: Pictures) -> Strokes:
    """All that is drawn on a loaded page but its text."""
    found = Strokes()
    segments = _Segments()
    painted: list[_Path | Drawing] = []
    for item, kind, matrix in _objects(ctypes.cast(page.raw, ctypes.c_void_p)):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            painted.append(_picture(item, matrix, geometry, pictures, found))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            count = _count_segments(item)
            if count > _MOST_PATH_SEGMENTS:
                fault = f"a path of more than {_MOST_PATH_SEGMENTS} segments was not read"
                found.faults = tuple(dict.fromkeys((*found.faults, fault)))
            elif count > 1 and (path := _path(item, matrix, segments, count)) is not None:
                painted.append(path)
    _sort(painted, segments, geometry, found)
    return found


# ------------------------------------------------------------------------------------ what pdfium tells


def _objects(page: ctypes.c_void_p) -> Iterator[tuple[ctypes.c_void_p, int, Matrix]]:
    for item in map(_get_object, repeat(page), range(max(0, _count_objects(page)))):
        # Most objects are text, which is read by characters.
        kind = _get_type(item)
        if kind != raw.FPDF_PAGEOBJ_TEXT:
            yield from _unfolded(item, kind, None, 0)


def _unfolded(
    item: ctypes.c_void_p, kind: int, outer: Matrix | None, depth: int
) -> Iterator[tuple[ctypes.c_void_p, int, Matrix]]:
    own = _MATRIX
    _get_matrix(item, _AT_MATRIX)
    matrix = Matrix(own.a, own.b, own.c, own.d, own.e, own.f)
    if outer is not None:
        matrix = matrix.then(outer)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield item, kind, matrix
    elif depth < _DEEPEST_FORM:
        for inner in map(_get_form_object, repeat(item), range(max(0, _count_form_objects(item)))):
            kind = _get_type(inner)
            if kind != raw.FPDF_PAGEOBJ_TEXT:
                yield from _unfolded(inner, kind, matrix, depth + 1)


def _picture(
    item: ctypes.c_void_p, matrix: Matrix, geometry: PageGeometry, pictures: Pictures, found: Strokes
) -> Drawing:
    box = geometry.box(matrix, _UNIT_SQUARE)
    if box[2] - box[0] > _LARGEST_ICON or box[3] - box[1] > _LARGEST_ICON:
        return Drawing("illustration", "", *box, None)
    key, colour = pictures.look(item)
    if key.startswith(TOO_LARGE):
        found.faults = tuple(dict.fromkeys((*found.faults, f"a picture drawn as an icon was not looked into: {key}")))
    return Drawing("picture", key, *box, colour)


def _path(item: ctypes.c_void_p, matrix: Matrix, segments: _Segments, count: int) -> _Path | None:
    """A path with its segments taken in; None where nothing of it is painted."""
    _get_draw_mode(item, _AT_MODE, _AT_STROKES)
    fill = colour_of(item, _get_fill) if _MODE.value else None
    stroked = colour_of(item, _get_stroke) if _STROKES.value else None
    if fill is None and stroked is None:
        return None
    _get_width(item, _AT_WIDTH)
    start = len(segments.kinds)
    segments.add(item, count)
    return _Path(item, matrix, fill, stroked, _WIDTH.value, start, start + count)


@dataclass(slots=True)
class _Segments:
    """The segments of all paths of a page, before their matrices."""

    kinds: list[int] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)

    def add(self, path: ctypes.c_void_p, count: int) -> None:
        held = list(map(_get_segment, repeat(path), range(count)))
        self.kinds += map(_get_segment_type, held)
        self.closes += map(_get_close, held)
        for segment in held:
            _get_point(segment, _AT_X, _AT_Y)
            self.xs.append(_X.value)
            self.ys.append(_Y.value)

    def of(self, path: _Path) -> list[Segment]:
        part = slice(path.start, path.end)
        closes = map(bool, self.closes[part])
        return list(zip(self.kinds[part], self.xs[part], self.ys[part], closes, strict=True))


def _clip(item: ctypes.c_void_p, geometry: PageGeometry) -> Rect:
    """The box that an object is clipped to, the page's at most."""
    box = (0.0, 0.0, geometry.width, geometry.height)
    clip = _get_clip(item)
    for number in range(max(0, _count_clips(clip)) if clip else 0):
        points = []
        for index in range(max(0, _count_clip_segments(clip, number))):
            _get_point(_get_clip_segment(clip, number, index), _AT_X, _AT_Y)
            points.append((_X.value, _Y.value))
        if points:
            own = geometry.box(_AS_IT_IS, points)
            box = (max(box[0], own[0]), max(box[1], own[1]), min(box[2], own[2]), min(box[3], own[3]))
    return box


# --------------------------------------------------------------------------------- what becomes of it


@dataclass(frozen=True, slots=True)
class _Plain:
    """For each path, whether it is one line or one rectangle along the axes, its box and whether it is closed.

    ``points`` are those of all paths, as shown.
    """

    plain: list[bool]
    closed: list[bool]
    boxes: list[Rect]
    points: list[Point]


def _sort(painted: list[_Path | Drawing], segments: _Segments, geometry: PageGeometry, found: Strokes) -> None:
    """Sort what is painted into rules, fills and drawings."""
    paths = [path for path in painted if isinstance(path, _Path)]
    told = _told_plain(paths, segments, geometry) if paths else None
    number = 0
    for each in painted:
        if isinstance(each, Drawing):
            found.drawings.append(each)
        elif told is not None:
            fills: list[Fill] = []
            if told.plain[number]:
                _sort_plain(each, told, number, len(found.fills), found.rules, fills)
            else:
                points = told.points[each.start : each.end]
                thick = each.matrix.thickness(each.width)
                sorted_out = drawn(segments.of(each), points, each.fill, each.stroke, thick, len(found.fills))
                found.rules += sorted_out.rules
                found.drawings += sorted_out.drawings
                fills += sorted_out.fills
            if fills:
                found.fills += _clipped(fills, _clip(each.item, geometry))
            number += 1


def _sort_plain(path: _Path, told: _Plain, number: int, order: int, rules: list[Rule], fills: list[Fill]) -> None:
    if path.fill is not None:
        bar(*told.boxes[number], path.fill, order, rules, fills)
    if path.stroke is not None:
        points = told.points[path.start : path.end]
        outline = [*points, points[0]] if told.closed[number] else points
        lines_along(outline, path.stroke, path.matrix.thickness(path.width), order + len(fills), rules, fills)


def _told_plain(paths: list[_Path], segments: _Segments, geometry: PageGeometry) -> _Plain:
    kinds = np.array(segments.kinds)
    starts = np.array([path.start for path in paths])
    lasts = np.array([path.end for path in paths]) - 1
    a, b, c, d, e, f = np.repeat(np.array([path.matrix for path in paths]), lasts + 1 - starts, axis=0).T
    own_x, own_y = np.array(segments.xs), np.array(segments.ys)
    x, y = geometry.shown(a * own_x + c * own_y + e, b * own_x + d * own_y + f)
    along = np.ones(len(kinds), dtype=np.bool_)
    along[:-1] = (np.abs(x[:-1] - x[1:]) < SAME_PLACE) | (np.abs(y[:-1] - y[1:]) < SAME_PLACE)
    along[lasts] = True
    moves = np.add.reduceat(kinds == MOVE, starts, dtype=np.int64) - (kinds[starts] == MOVE)
    curves = np.add.reduceat(kinds == BEZIER, starts, dtype=np.int64)
    closed = np.logical_or.reduceat(np.array(segments.closes) != 0, starts)
    ends_where_it_begins = (x[starts] == x[lasts]) & (y[starts] == y[lasts])
    corners = lasts + 1 - starts - ends_where_it_begins
    boxes = [np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts)]
    boxes += [np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts)]
    told = (moves == 0) & (curves == 0) & (corners <= 4) & np.logical_and.reduceat(along, starts)
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    return _Plain(told.tolist(), closed.tolist(), list(zip(*(edge.tolist() for edge in boxes), strict=True)), points)


def _clipped(fills: list[Fill], clip: Rect) -> Iterator[Fill]:
    for fill in fills:
        x0, top = max(fill.x0, clip[0]), max(fill.top, clip[1])
        x1, bottom = min(fill.x1, clip[2]), min(fill.bottom, clip[3])
        if x0 < x1 and top < bottom:
            yield fill._replace(x0=x0, top=top, x1=x1, bottom=bottom)


# -------------------------------------------------------------------------------------- pdfium's calls


class _Handle(ctypes.c_void_p):
    """What pdfium gives for a thing of its own, to be passed on as it is."""


_AS_IT_IS = Matrix()
# Places to be filled by every call: each is read before the next call.
_MATRIX, _X, _Y, _WIDTH = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
_MODE, _STROKES = ctypes.c_int(), ctypes.c_int()
_AT_MATRIX, _AT_X, _AT_Y, _AT_WIDTH, _AT_MODE, _AT_STROKES = map(
    ctypes.byref, (_MATRIX, _X, _Y, _WIDTH, _MODE, _STROKES)
)
_count_objects = plain(raw.FPDFPage_CountObjects)
_get_object = plain(raw.FPDFPage_GetObject, _Handle)
_count_form_objects = plain(raw.FPDFFormObj_CountObjects)
_get_form_object = plain(raw.FPDFFormObj_GetObject, _Handle)
_get_type = plain(raw.FPDFPageObj_GetType)
_get_matrix = plain(raw.FPDFPageObj_GetMatrix)
_get_draw_mode = plain(raw.FPDFPath_GetDrawMode)
_get_fill = plain(raw.FPDFPageObj_GetFillColor)
_get_stroke = plain(raw.FPDFPageObj_GetStrokeColor)
_get_width = plain(raw.FPDFPageObj_GetStrokeWidth)
_count_segments = plain(raw.FPDFPath_CountSegments)
_get_segment = plain(raw.FPDFPath_GetPathSegment, _Handle)
_get_segment_type = plain(raw.FPDFPathSegment_GetType)
_get_close = plain(raw.FPDFPathSegment_GetClose)
_get_point = plain(raw.FPDFPathSegment_GetPoint)
_get_clip = plain(raw.FPDFPageObj_GetClipPath, _Handle)
_count_clips = plain(raw.FPDFClipPath_CountPaths)
_count_clip_segments = plain(raw.FPDFClipPath_CountPathSegments)
_get_clip_segment = plain(raw.FPDFClipPath_GetPathSegment, _Handle)
