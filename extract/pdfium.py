"""One pass over a PDF page through pdfium's raw calls."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image

from .characters import words_of
from .glyphs import colour_of, glyphs_of
from .ink import Drawing, Fill, PageInk, Rule
from .paths import Matrix, PageGeometry, drawn

# A form may hold a form; deeper nesting than this is an attack or an accident.
_DEEPEST_FORM = 12
_MOST_PATH_SEGMENTS = 4000
# Icons carry meaning; larger pictures are illustrations, which are not looked into.
_LARGEST_ICON = 80.0


class Unreadable(Exception):
    """The file cannot be read as a PDF; the message says why and what to do."""


class PdfFile:
    """An open PDF; pages are read one at a time and closed again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pictures: dict[str, tuple[str, str | None]] = {}
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
        for item, matrix in _objects(page):
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                _read_path(item, matrix, geometry, rules, fills, drawings)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                picture = self._picture(item, matrix, geometry)
                if picture is not None:
                    drawings.append(picture)
        words = words_of(glyphs_of(page), geometry)
        return PageInk(number, geometry.width, geometry.height, words, tuple(rules), tuple(fills), tuple(drawings))

    def _picture(self, item: Any, matrix: Matrix, geometry: PageGeometry) -> Drawing | None:
        box = geometry.box(matrix, ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)))
        if box[2] - box[0] > _LARGEST_ICON or box[3] - box[1] > _LARGEST_ICON:
            return Drawing("illustration", "", *box, None)
        digest = _picture_digest(item)
        if digest not in self._pictures:
            self._pictures[digest] = _picture_look(item) or (digest, None)
        key, colour = self._pictures[digest]
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
    fill_colour = colour_of(item, raw.FPDFPageObj_GetFillColor) if fill_mode.value else None
    stroke_colour = colour_of(item, raw.FPDFPageObj_GetStrokeColor) if stroke.value else None
    if fill_colour is None and stroke_colour is None:
        return
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    found = drawn(_segments(item), matrix, geometry, fill_colour, stroke_colour, width.value, len(fills))
    rules.extend(found.rules)
    fills.extend(found.fills)
    drawings.extend(found.drawings)


def _segments(item: Any) -> list[tuple[int, float, float, bool]]:
    """Each segment as (type, x, y, closes the subpath)."""
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_PATH_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        closes = bool(raw.FPDFPathSegment_GetClose(segment))
        found.append((raw.FPDFPathSegment_GetType(segment), x.value, y.value, closes))
    return found


def _picture_digest(item: Any) -> str:
    size = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
    data = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataRaw(item, data, size)
    return hashlib.sha1(data.raw, usedforsecurity=False).hexdigest()[:16]


def _picture_look(item: Any) -> tuple[str, str | None] | None:
    """What a picture looks like: a fingerprint that its size does not change, and its colour."""
    handle = raw.FPDFImageObj_GetBitmap(item)
    if not handle:
        return None
    bitmap = pdfium.PdfBitmap.from_raw(handle)  # frees the handle when it is collected
    image = bitmap.to_pil().convert("RGB")
    return _fingerprint(image), _vivid_colour(np.asarray(image, dtype=np.int16))


def _fingerprint(image: Image.Image) -> str:
    """A difference hash of 64 bits: where a small grey copy gets darker from left to right."""
    grey = np.asarray(image.convert("L").resize((9, 8)), dtype=np.int16)
    bits = (grey[:, :-1] > grey[:, 1:] + 4).flatten()
    return f"{sum(1 << place for place in np.flatnonzero(bits).tolist()):016x}"


def _vivid_colour(pixels: NDArray[np.int16]) -> str | None:
    """The colour that strikes the eye: the median of the saturated pixels, None in a grey picture."""
    rgb = pixels.reshape(-1, 3)
    vivid = rgb[(rgb.max(axis=1) - rgb.min(axis=1)) > 60]
    if len(vivid) < 0.02 * len(rgb):
        return None
    return "#{:02x}{:02x}{:02x}".format(*(round(float(part)) for part in np.median(vivid, axis=0)))
