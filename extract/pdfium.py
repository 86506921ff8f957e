"""One pass over a PDF page through pdfium's raw calls."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .calls import plain
from .characters import words_of
from .glyphs import colour_of, glyphs_of
from .ink import Drawing, Fill, PageInk, Rule, Word
from .paths import Matrix, PageGeometry, Rect, drawn
from .pictures import Pictures

# A form may hold a form; deeper nesting than this is an attack or an accident.
_DEEPEST_FORM = 12
_MOST_PATH_SEGMENTS = 20_000
# Icons carry meaning; larger pictures are illustrations, which are not looked into.
_LARGEST_ICON = 80.0


class Unreadable(Exception):
    """The file cannot be read as a PDF; the message says why and what to do."""


class PdfFile:
    """An open PDF; pages are read one at a time and closed again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pictures = Pictures()
        self._document = _open(path)

    def __len__(self) -> int:
        return len(self._document)

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def page(self, number: int) -> PageInk:
        """Read one page, counted from 1.

        Raises:
            Unreadable: pdfium cannot load the page.
        """
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError as error:
            raise Unreadable(f"page {number} cannot be loaded ({error})") from error
        try:
            return self._read(page, number)
        finally:
            page.close()

    def _read(self, page: Any, number: int) -> PageInk:
        geometry = _geometry(page)
        rules: list[Rule] = []
        fills: list[Fill] = []
        drawings: list[Drawing] = []
        faults: tuple[str, ...] = ()
        for item, matrix in _objects(page):
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_CountSegments(item) > _MOST_PATH_SEGMENTS:
                faults = (f"a path of more than {_MOST_PATH_SEGMENTS} segments was not read",)
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                _read_path(item, matrix, geometry, rules, fills, drawings)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                drawings.append(self._picture(item, matrix, geometry))
        words = [w for w in words_of(glyphs_of(page), geometry) if _is_shown(w, geometry)]
        return PageInk(
            number, geometry.width, geometry.height, tuple(words), tuple(rules), tuple(fills), tuple(drawings), faults
        )

    def _picture(self, item: Any, matrix: Matrix, geometry: PageGeometry) -> Drawing:
        box = geometry.box(matrix, ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)))
        if box[2] - box[0] > _LARGEST_ICON or box[3] - box[1] > _LARGEST_ICON:
            return Drawing("illustration", "", *box, None)
        key, colour = self._pictures.look(item)
        return Drawing("picture", key, *box, colour)


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
        pages = len(document)
    except pdfium.PdfiumError as error:
        raise Unreadable(_why_not(path, str(error))) from error
    if pages == 0:
        raise Unreadable("the PDF has no pages; get the file again from its publisher")
    return document


def _why_not(path: Path, error: str) -> str:
    if path.stat().st_size == 0:
        return "the file is empty; get it again from its publisher"
    if "password" in error.lower():
        return "the PDF is locked with a password; save a copy without one and read that"
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF" not in head:
        return "the file is not a PDF, whatever its name says; check what was downloaded"
    return "the PDF is damaged or cut short; get it again from its publisher"


def _geometry(page: Any) -> PageGeometry:
    x0, y0, x1, y1 = page.get_cropbox(fallback_ok=True)
    return PageGeometry(x0, y0, x1, y1, page.get_rotation() % 360)


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    count = raw.FPDFPage_CountObjects(page)
    get_object, get_type = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for index in range(count):
        item = get_object(page, index)
        # Most objects are text, which is read by characters.
        if get_type(item) != raw.FPDF_PAGEOBJ_TEXT:
            yield from _unfolded(item, Matrix(), 0)


def _unfolded(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    matrix = Matrix(own.a, own.b, own.c, own.d, own.e, own.f).then(outer)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield item, matrix
    elif depth < _DEEPEST_FORM:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _unfolded(raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1)


def _read_path(
    item: Any,
    matrix: Matrix,
    geometry: PageGeometry,
    rules: list[Rule],
    fills: list[Fill],
    drawings: list[Drawing],
) -> None:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill_mode, stroke)
    fill_colour = colour_of(item, _get_fill) if fill_mode.value else None
    stroke_colour = colour_of(item, _get_stroke) if stroke.value else None
    if fill_colour is None and stroke_colour is None:
        return
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    found = drawn(_segments(item), matrix, geometry, fill_colour, stroke_colour, width.value, len(fills))
    rules.extend(found.rules)
    fills.extend(_clipped(found.fills, _clip(item, geometry)) if found.fills else ())
    drawings.extend(found.drawings)


def _clip(item: Any, geometry: PageGeometry) -> Rect:
    """The box that an object is clipped to, the page's at most."""
    box = (0.0, 0.0, geometry.width, geometry.height)
    clip = raw.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        points = []
        for index in range(max(0, raw.FPDFClipPath_CountPathSegments(clip, number))):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, number, index), x, y)
            points.append((x.value, y.value))
        if points:
            own = geometry.box(Matrix(), points)
            box = (max(box[0], own[0]), max(box[1], own[1]), min(box[2], own[2]), min(box[3], own[3]))
    return box


def _clipped(fills: Iterable[Fill], clip: Rect) -> Iterator[Fill]:
    for fill in fills:
        x0, top = max(fill.x0, clip[0]), max(fill.top, clip[1])
        x1, bottom = min(fill.x1, clip[2]), min(fill.bottom, clip[3])
        if x0 < x1 and top < bottom:
            yield replace(fill, x0=x0, top=top, x1=x1, bottom=bottom)


def _is_shown(word: Word, geometry: PageGeometry) -> bool:
    """Not cut off with the margins of the sheet."""
    return 0 <= word.centre <= geometry.width and 0 <= word.middle <= geometry.height


def _segments(item: Any) -> list[tuple[int, float, float, bool]]:
    """Each segment as (type, x, y, closes the subpath)."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        closes = bool(raw.FPDFPathSegment_GetClose(segment))
        found.append((raw.FPDFPathSegment_GetType(segment), x.value, y.value, closes))
    return found


_get_fill, _get_stroke = plain(raw.FPDFPageObj_GetFillColor), plain(raw.FPDFPageObj_GetStrokeColor)
