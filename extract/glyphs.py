"""The characters of a page and how they look, through pdfium's raw calls.

The calls cost about as much as what is done with their answers, so each character is asked for
three things only (character, box, text object), what belongs to a text object is asked for once,
and the functions take and give plain addresses.
"""

from __future__ import annotations

import ctypes
import math
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from .characters import Characters, TextStyle

# Font descriptor flags (PDF 32000-1, table 123).
_ITALIC, _FORCE_BOLD = 0x40, 0x40000
_HYPHEN_AT_LINE_END = 0x02
_SPACES = frozenset((9, 10, 13, 32))
_PRIVATE_USE = 0xF000


def glyphs_of(page: Any) -> Characters:
    """All characters of a loaded page in content order."""
    text_page = raw.FPDFText_LoadPage(page)
    try:
        return _characters_of(ctypes.cast(text_page, ctypes.c_void_p), max(0, raw.FPDFText_CountChars(text_page)))
    finally:
        raw.FPDFText_ClosePage(text_page)


def _characters_of(text_page: ctypes.c_void_p, count: int) -> Characters:
    codes: list[int] = [0] * count
    rectangles = (raw.FS_RECTF * count)()
    place, step = ctypes.addressof(rectangles), ctypes.sizeof(raw.FS_RECTF)
    owners: list[int] = [-1] * count
    spaces: list[int] = [0] * count
    styles = _Styles(text_page)
    seen: dict[int, int] = {}
    printed_spaces = 0
    for index in range(count):
        code = _get_code(text_page, index)
        codes[index] = code
        if code in _SPACES:
            # pdfium makes up spaces and line ends of its own, even between the letters of a word.
            printed_spaces += not _is_made_up(text_page, index)
            continue
        if code < 32 and not (code == _HYPHEN_AT_LINE_END and _is_hyphen(text_page, index)):
            # An icon font without a table of letters: its glyphs are numbered from 1.
            codes[index] = _PRIVATE_USE + code
        item = _get_object(text_page, index)
        if not item:
            continue
        _get_box(text_page, index, place + index * step)
        spaces[index] = printed_spaces
        owner = seen.get(item)
        if owner is None:
            owner = seen[item] = styles.add(item, index)
        owners[index] = owner
    boxes = np.frombuffer(rectangles, dtype=np.float32).reshape(-1, 4).astype(np.float64)
    return Characters(codes, boxes, owners, spaces, styles.of_owner, styles.origins)


class _Styles:
    """The look of each text object; equal looks are one record, a font is asked about itself once."""

    def __init__(self, text_page: ctypes.c_void_p) -> None:
        self.of_owner: list[TextStyle] = []
        self.origins: list[tuple[float, float]] = []
        self._text_page = text_page
        self._fonts: dict[int | None, tuple[str, bool, bool]] = {}
        self._known: dict[tuple[Any, ...], TextStyle] = {}
        self._matrix = raw.FS_MATRIX()
        self._at_matrix = ctypes.byref(self._matrix)

    def add(self, item: int, index: int) -> int:
        """Take in the text object of a character; returns its number."""
        _get_matrix(self._text_page, index, self._at_matrix)
        matrix = self._matrix
        red, green, blue, alpha = _CHANNELS
        _get_fill(item, red, green, blue, alpha)
        look = (
            _get_font(item),
            _get_size(self._text_page, index),
            matrix.a,
            matrix.b,
            matrix.c,
            matrix.d,
            (red.value, green.value, blue.value, alpha.value),
            _get_mode(item),
        )
        style = self._known.get(look)
        if style is None:
            style = self._known[look] = self._style(*look)
        self.of_owner.append(style)
        self.origins.append((matrix.e, matrix.f))
        return len(self.origins) - 1

    def _style(
        self,
        font: int | None,
        size: float,
        a: float,
        b: float,
        c: float,
        d: float,
        colour: tuple[int, int, int, int],
        mode: int,
    ) -> TextStyle:
        if font not in self._fonts:
            self._fonts[font] = _font_look(ctypes.cast(font, raw.FPDF_FONT)) if font else ("", False, False)
        name, bold, italic = self._fonts[font]
        return TextStyle(
            size=abs(size * math.hypot(c, d)) or size,
            angle=round(math.degrees(math.atan2(b, a))) % 360,
            bold=bold,
            italic=italic,
            colour=_hex(*colour) if colour[3] else "#000000",
            font=name,
            invisible=mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        )


def _font_look(font: Any) -> tuple[str, bool, bool]:
    """A font's name, and whether it is bold and italic."""
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    folded = name.lower()
    flags, slant = raw.FPDFFont_GetFlags(font), ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(font, slant)
    heavy = any(word in folded for word in ("bold", "black", "heavy")) or raw.FPDFFont_GetWeight(font) >= 600
    slanted = "italic" in folded or "oblique" in folded or slant.value != 0
    return name, heavy or bool(flags & _FORCE_BOLD), slanted or bool(flags & _ITALIC)


def colour_of(item: Any, getter: Any) -> str | None:
    """The fill or stroke colour of a page object as it looks on white paper; None where it is clear."""
    red, green, blue, alpha = _CHANNELS
    if not getter(item, red, green, blue, alpha) or alpha.value == 0:
        return None
    return _hex(red.value, green.value, blue.value, alpha.value)


# One set of boxes to be filled by every call: each is read before the next call.
_CHANNELS = tuple(ctypes.c_uint() for _ in range(4))


@lru_cache(maxsize=4096)
def _hex(red: int, green: int, blue: int, alpha: int) -> str:
    seen = alpha / 255
    mixed = (round(part * seen + 255 * (1 - seen)) for part in (red, green, blue))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A pdfium function that takes and gives plain addresses."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_UINTS = (ctypes.POINTER(ctypes.c_uint),) * 4
_get_code = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_is_made_up = _plain(raw.FPDFText_IsGenerated, _INT, _ADDRESS, _INT)
_is_hyphen = _plain(raw.FPDFText_IsHyphen, _INT, _ADDRESS, _INT)
_get_object = _plain(raw.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_get_box = _plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_get_matrix = _plain(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
_get_size = _plain(raw.FPDFText_GetFontSize, ctypes.c_double, _ADDRESS, _INT)
_get_font = _plain(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_get_fill = _plain(raw.FPDFPageObj_GetFillColor, _INT, _ADDRESS, *_UINTS)
_get_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
