"""The paths and pictures of a page, through pdfium's raw calls.

Most paths are one line or one rectangle. So the calls come first, for all paths of a page; then all points are set on
the page in arrays, which tell the plain paths from the others; only those others are looked at point by point.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from .calls import addresses, fill_each, plain
from .glyphs import fill_of, stroke_of
from .ink import Drawing, Fill, Rule
from .paths import BEZIER, MOVE, SAME_PLACE, Matrix, PageGeometry, Point, Rect, Segment, bar, drawn, lines_along
from .pictures import TOO_LARGE, Pictures

# A form may hold a form; deeper nesting than this is an attack or an accident.
_DEEPEST_FORM = 12
_MOST_PATH_SEGMENTS, _MOST_SEGMENTS = 20_000, 500_000
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


class _Path(NamedTuple):
    """A path that is painted; its segments are ``start`` to ``end`` of the page's."""

    item: int
    matrix: Matrix
    fill: str | None
    stroke: str | None
    width: float
    start: int
    end: int


def strokes_of(page: Any, geometry: PageGeometry, pictures: Pictures) -> Strokes:
    """All that is drawn on a loaded page but its text."""
    found = Strokes()
    painted: list[_Path | Drawing] = []
    faults: set[str] = set()
    taken = 0
    for item, kind, matrix in _objects(ctypes.cast(page.raw, ctypes.c_void_p)):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            painted.append(_picture(item, matrix, geometry, pictures, faults))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            count = _count_segments(item)
            if count > _MOST_PATH_SEGMENTS:
                faults.add(f"a path of more than {_MOST_PATH_SEGMENTS} segments was not read")
            elif taken + count > _MOST_SEGMENTS:
                faults.add(f"the page draws more than {_MOST_SEGMENTS} segments of paths: only the first were read")
            elif count > 1 and (path := _path(item, matrix, taken, count)) is not None:
                painted.append(path)
                taken = path.end
    _sort(painted, geometry, found)
    found.faults = tuple(sorted(faults))
    return found


# ------------------------------------------------------------------------------------ what pdfium tells


def _objects(page: ctypes.c_void_p) -> Iterator[tuple[int, int, Matrix]]:
    items = list(map(_get_object, repeat(page), range(max(0, _count_objects(page)))))
    for item, kind in zip(items, map(_get_type, items), strict=True):
        # Most objects are text, which is read by characters.
        if kind != raw.FPDF_PAGEOBJ_TEXT:
            yield from _unfolded(item, kind, None, 0)


def _unfolded(item: int, kind: int, outer: Matrix | None, depth: int) -> Iterator[tuple[int, int, Matrix]]:
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


def _picture(item: int, matrix: Matrix, geometry: PageGeometry, pictures: Pictures, faults: set[str]) -> Drawing:
    box = geometry.box(matrix, _UNIT_SQUARE)
    if box[2] - box[0] > _LARGEST_ICON or box[3] - box[1] > _LARGEST_ICON:
        return Drawing("illustration", "", *box, None)
    key, colour = pictures.look(item)
    if key.startswith(TOO_LARGE):
        faults.add(f"a picture drawn as an icon was not looked into: {key}")
    return Drawing("picture", key, *box, colour)


def _path(item: int, matrix: Matrix, start: int, count: int) -> _Path | None:
    """A path whose segments are to be taken in from a number on; None where nothing of it is painted."""
    _get_draw_mode(item, _AT_MODE, _AT_STROKES)
    fill = fill_of(item) if _MODE.value else None
    stroked = stroke_of(item) if _STROKES.value else None
    if fill is None and stroked is None:
        return None
    _get_width(item, _AT_WIDTH)
    return _Path(item, matrix, fill, stroked, _WIDTH.value, start, start + count)


@dataclass(frozen=True, slots=True)
class _Segments:
    """The segments of all paths of a page, before their matrices: each array has shape (n,)."""

    kinds: NDArray[np.int64]
    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    closes: NDArray[np.bool_]

    @classmethod
    def of_all(cls, paths: Sequence[_Path]) -> _Segments:
        """Ask for one thing of all segments at a time: no work in Python for each."""
        count, counts = paths[-1].end, [path.end - path.start for path in paths]
        owners = chain.from_iterable(map(repeat, [path.item for path in paths], counts))
        held = list(map(_get_segment, owners, chain.from_iterable(map(range, counts))))
        points = np.zeros((count, 2), dtype=np.float32)
        fill_each(_get_point, held, addresses(points), addresses(points, 1))
        kinds = np.fromiter(map(_get_segment_type, held), dtype=np.int64, count=count)
        closes = np.fromiter(map(_get_close, held), dtype=np.bool_, count=count)
        return cls(kinds, points[:, 0].astype(np.float64), points[:, 1].astype(np.float64), closes)

    def of(self, path: _Path) -> list[Segment]:
        part = slice(path.start, path.end)
        told = (self.kinds[part], self.xs[part], self.ys[part], self.closes[part])
        return list(zip(*(each.tolist() for each in told), strict=True))


def _clip(item: int, geometry: PageGeometry) -> Rect:
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

    ``xs`` and ``ys`` are the points of all paths, as shown.
    """

    plain: list[bool]
    closed: list[bool]
    boxes: list[Rect]
    xs: NDArray[np.float64]
    ys: NDArray[np.float64]

    def points(self, path: _Path) -> list[Point]:
        part = slice(path.start, path.end)
        return list(zip(self.xs[part].tolist(), self.ys[part].tolist(), strict=True))


def _sort(painted: list[_Path | Drawing], geometry: PageGeometry, found: Strokes) -> None:
    """Sort what is painted into rules, fills and drawings."""
    paths = [path for path in painted if isinstance(path, _Path)]
    segments = _Segments.of_all(paths) if paths else None
    told = _told_plain(paths, segments, geometry) if segments is not None else None
    number = 0
    for each in painted:
        if isinstance(each, Drawing):
            found.drawings.append(each)
        elif told is not None and segments is not None:
            fills: list[Fill] = []
            if told.plain[number]:
                _sort_plain(each, told, number, len(found.fills), found.rules, fills)
            else:
                points = told.points(each)
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
        points = told.points(path)
        outline = [*points, points[0]] if told.closed[number] else points
        lines_along(outline, path.stroke, path.matrix.thickness(path.width), order + len(fills), rules, fills)


def _told_plain(paths: list[_Path], segments: _Segments, geometry: PageGeometry) -> _Plain:
    kinds = segments.kinds
    starts = np.array([path.start for path in paths])
    lasts = np.array([path.end for path in paths]) - 1
    a, b, c, d, e, f = np.repeat(np.array([path.matrix for path in paths]), lasts + 1 - starts, axis=0).T
    x, y = geometry.shown(a * segments.xs + c * segments.ys + e, b * segments.xs + d * segments.ys + f)
    along = np.ones(len(kinds), dtype=np.bool_)
    along[:-1] = (np.abs(x[:-1] - x[1:]) < SAME_PLACE) | (np.abs(y[:-1] - y[1:]) < SAME_PLACE)
    along[lasts] = True
    moves = np.add.reduceat(kinds == MOVE, starts, dtype=np.int64) - (kinds[starts] == MOVE)
    curves = np.add.reduceat(kinds == BEZIER, starts, dtype=np.int64)
    closed = np.logical_or.reduceat(segments.closes, starts)
    ends_where_it_begins = (x[starts] == x[lasts]) & (y[starts] == y[lasts])
    corners = lasts + 1 - starts - ends_where_it_begins
    boxes = [np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts)]
    boxes += [np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts)]
    told = (moves == 0) & (curves == 0) & (corners <= 4) & np.logical_and.reduceat(along, starts)
    rects = list(zip(*(edge.tolist() for edge in boxes), strict=True))
    return _Plain(told.tolist(), closed.tolist(), rects, x, y)


def _clipped(fills: list[Fill], clip: Rect) -> Iterator[Fill]:
    for fill in fills:
        x0, top = max(fill.x0, clip[0]), max(fill.top, clip[1])
        x1, bottom = min(fill.x1, clip[2]), min(fill.bottom, clip[3])
        if x0 < x1 and top < bottom:
            yield fill._replace(x0=x0, top=top, x1=x1, bottom=bottom)


# -------------------------------------------------------------------------------------- pdfium's calls


_AS_IT_IS = Matrix()
# Places to be filled by every call: each is read before the next call.
_MATRIX, _X, _Y, _WIDTH = raw.FS_MATRIX(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
_MODE, _STROKES = ctypes.c_int(), ctypes.c_int()
_AT_MATRIX, _AT_X, _AT_Y, _AT_WIDTH, _AT_MODE, _AT_STROKES = map(
    ctypes.addressof, (_MATRIX, _X, _Y, _WIDTH, _MODE, _STROKES)
)
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_count_objects = plain(raw.FPDFPage_CountObjects)
_get_object = plain(raw.FPDFPage_GetObject, _ADDRESS)
_count_form_objects = plain(raw.FPDFFormObj_CountObjects, _INT, _ADDRESS)
_get_form_object = plain(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, _INT)
_get_type = plain(raw.FPDFPageObj_GetType, _INT, _ADDRESS)
_get_matrix = plain(raw.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)
_get_draw_mode = plain(raw.FPDFPath_GetDrawMode, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_get_width = plain(raw.FPDFPageObj_GetStrokeWidth, _INT, _ADDRESS, _ADDRESS)
_count_segments = plain(raw.FPDFPath_CountSegments, _INT, _ADDRESS)
_get_segment = plain(raw.FPDFPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT)
_get_segment_type = plain(raw.FPDFPathSegment_GetType, _INT, _ADDRESS)
_get_close = plain(raw.FPDFPathSegment_GetClose, _INT, _ADDRESS)
_get_point = plain(raw.FPDFPathSegment_GetPoint, _INT, _ADDRESS, _ADDRESS, _ADDRESS)
_get_clip = plain(raw.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
_count_clips = plain(raw.FPDFClipPath_CountPaths, _INT, _ADDRESS)
_count_clip_segments = plain(raw.FPDFClipPath_CountPathSegments, _INT, _ADDRESS, _INT)
_get_clip_segment = plain(raw.FPDFClipPath_GetPathSegment, _ADDRESS, _ADDRESS, _INT, _INT)
