"""One pass over a PDF page through pdfium's raw calls.

The calls cost about as much as what is done with their answers, so each character is asked for
three things only (character, box, text object); what belongs to a text object is asked for once.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .characters import Characters, TextStyle, words_of
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
        self._pictures: dict[str, str | None] = {}
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
                picture = self._picture(page, item, matrix, geometry)
                if picture is not None:
                    drawings.append(picture)
        words = words_of(_characters(page), geometry)
        return PageInk(number, geometry.width, geometry.height, words, tuple(rules), tuple(fills), tuple(drawings))

    def _picture(self, page: Any, item: Any, matrix: Matrix, geometry: PageGeometry) -> Drawing | None:
        box = geometry.box(matrix, ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)))
        if box[2] - box[0] > _LARGEST_ICON or box[3] - box[1] > _LARGEST_ICON:
            return Drawing("illustration", "", *box, None)
        key = _picture_digest(item)
        if key not in self._pictures:
            self._pictures[key] = _picture_colour(page, item)
        return Drawing("picture", key, *box, self._pictures[key])


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
    for index in range(count):
        yield from _unfolded(raw.FPDFPage_GetObject(page, index), Matrix(), 0)


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
    fill_colour = _colour(item, raw.FPDFPageObj_GetFillColor) if fill_mode.value else None
    stroke_colour = _colour(item, raw.FPDFPageObj_GetStrokeColor) if stroke.value else None
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


def _colour(item: Any, getter: Any) -> str | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(item, red, green, blue, alpha) or alpha.value == 0:
        return None
    seen = alpha.value / 255
    mixed = (round(part.value * seen + 255 * (1 - seen)) for part in (red, green, blue))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _picture_digest(item: Any) -> str:
    size = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
    data = ctypes.create_string_buffer(size)
    raw.FPDFImageObj_GetImageDataRaw(item, data, size)
    return hashlib.sha1(data.raw, usedforsecurity=False).hexdigest()[:16]


def _picture_colour(page: Any, item: Any) -> str | None:
    """The colour that strikes the eye: the mean of the saturated pixels, None in a grey picture."""
    import numpy as np

    bitmap = raw.FPDFImageObj_GetBitmap(item)
    if not bitmap:
        return None
    try:
        pixels = pdfium.PdfBitmap.from_raw(bitmap).to_numpy().astype(np.int16)
        if pixels.ndim != 3 or pixels.shape[2] < 3:
            return None
        rgb = pixels[..., 2::-1].reshape(-1, 3)
        vivid = rgb[(rgb.max(axis=1) - rgb.min(axis=1)) > 60]
        if len(vivid) < 0.02 * len(rgb):
            return None
        return "#{:02x}{:02x}{:02x}".format(*(round(float(part)) for part in np.median(vivid, axis=0)))
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _characters(page: Any) -> Characters:
    text_page = raw.FPDFText_LoadPage(page)
    try:
        return _characters_of(text_page)
    finally:
        raw.FPDFText_ClosePage(text_page)


def _characters_of(text_page: Any) -> Characters:
    count = max(0, raw.FPDFText_CountChars(text_page))
    codes: list[int] = [0] * count
    boxes: list[tuple[float, float, float, float]] = [(0.0, 0.0, 0.0, 0.0)] * count
    owners: list[int] = [-1] * count
    styles: dict[int, int] = {}
    known: list[TextStyle] = []
    rectangle = raw.FS_RECTF()
    reference = ctypes.byref(rectangle)
    get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    get_owner, address_of = raw.FPDFText_GetTextObject, ctypes.addressof
    get_origin, across, up = raw.FPDFText_GetCharOrigin, ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = get_code(text_page, index)
        codes[index] = code
        if code <= 32 and code != 2:
            continue
        get_box(text_page, index, reference)
        boxes[index] = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
        owner = get_owner(text_page, index)
        if not owner:
            continue
        address = address_of(owner.contents)
        style = styles.get(address)
        if style is None:
            style = styles[address] = len(known)
            get_origin(text_page, index, across, up)
            known.append(_style(owner, (across.value, up.value)))
        owners[index] = style
    return Characters(codes, boxes, owners, known)


def _style(owner: Any, origin: tuple[float, float]) -> TextStyle:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(owner, size)
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(owner, own)
    font = raw.FPDFTextObj_GetFont(owner)
    name = _font_name(font)
    flags = raw.FPDFFont_GetFlags(font)
    weight = raw.FPDFFont_GetWeight(font)
    slant = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(font, slant)
    folded = name.lower()
    return TextStyle(
        origin=origin,
        size=abs(size.value * math.hypot(own.c, own.d)) or size.value,
        angle=round(math.degrees(math.atan2(own.b, own.a))) % 360,
        bold="bold" in folded or "black" in folded or "heavy" in folded or weight >= 600 or bool(flags & 0x40000),
        italic="italic" in folded or "oblique" in folded or slant.value != 0 or bool(flags & 0x40),
        colour=_colour(owner, raw.FPDFPageObj_GetFillColor) or "#000000",
        font=name,
        invisible=raw.FPDFTextObj_GetTextRenderMode(owner) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
    )


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
