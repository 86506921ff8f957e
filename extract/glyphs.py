"""The characters of a page and how they look, through pdfium's raw calls.

A call costs about as much as what is done with its answer. So the letters are asked for all at once, each
character for two things only (text object, box), and a text object once for all of its characters; the rest is
done in arrays.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from .calls import Channels, plain
from .characters import Characters, TextStyle

# Font descriptor flags (PDF 32000-1, table 123).
_ITALIC, _FORCE_BOLD = 0x40, 0x40000
_HYPHEN_AT_LINE_END = 0x02
_SPACES = (9, 10, 13, 32)
_PRIVATE_USE = 0xF000
_NO_CHARACTER = 0xFFFE
# Surrogates, and the letters that run from right to left.
_TURNED = ((0x0590, 0x08FF), (0xD800, 0xDFFF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))


def glyphs_of(page: Any) -> Characters:
    """All characters of a loaded page in content order."""
    text_page = raw.FPDFText_LoadPage(page)
    try:
        return _characters_of(ctypes.cast(text_page, ctypes.c_void_p), max(0, raw.FPDFText_CountChars(text_page)))
    finally:
        raw.FPDFText_ClosePage(text_page)


def _characters_of(text_page: ctypes.c_void_p, count: int) -> Characters:
    codes = _codes(text_page, count)
    spaces = np.isin(codes, _SPACES)
    # pdfium makes up spaces and line ends of its own, even between the letters of a word.
    printed = np.zeros(count, dtype=np.int64)
    for index in np.flatnonzero(spaces).tolist():
        printed[index] = not _is_made_up(text_page, index)
    for index in np.flatnonzero((codes < 32) & ~spaces).tolist():
        if codes[index] != _HYPHEN_AT_LINE_END or not _is_hyphen(text_page, index):
            # An icon font without a table of letters: its glyphs are numbered from 1.
            codes[index] += _PRIVATE_USE
    letters = np.flatnonzero(~spaces)
    items = np.array([item or 0 for item in _of_each(_get_object, text_page, letters)], dtype=np.uint64)
    places, items = letters[items > 0], items[items > 0]
    styles = _Styles(text_page)
    owners = _owners(items, places, styles)
    return Characters(
        codes[places],
        _boxes(text_page, places),
        places,
        owners,
        np.cumsum(printed)[places],
        styles.of_owner,
        np.array(styles.origins, dtype=np.float64).reshape(-1, 2),
    )


def _codes(text_page: ctypes.c_void_p, count: int) -> NDArray[np.int64]:
    """The code of each character: all at once, or one by one where pdfium's text leaves some out."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = _get_text(text_page, 0, count, buffer) if count else 0
    codes: NDArray[np.int64] = np.array(buffer[:count], dtype=np.int64)
    asked = np.flatnonzero(codes == _NO_CHARACTER)  # how a text writes the hyphen at a line's end
    # Control characters take no place in a text, letters beyond 16 bits two; right to left, brackets are turned.
    if written != count + 1 or any(np.any((codes >= first) & (codes <= last)) for first, last in _TURNED):
        asked = np.arange(count)
    codes[asked] = list(_of_each(_get_code, text_page, asked))
    return codes


def _of_each(function: Any, text_page: ctypes.c_void_p, indices: NDArray[np.int64]) -> Any:
    return map(function, repeat(text_page, len(indices)), indices.tolist())


def _boxes(text_page: ctypes.c_void_p, places: NDArray[np.int64]) -> NDArray[np.float64]:
    """The loose box of each character, shape (n, 4): left, high, right, low in PDF points."""
    rectangles = (raw.FS_RECTF * len(places))()
    start, step = ctypes.addressof(rectangles), ctypes.sizeof(raw.FS_RECTF)
    into = range(start, start + step * len(places), step)
    deque(map(_get_box, repeat(text_page, len(places)), places.tolist(), into), maxlen=0)
    return np.frombuffer(rectangles, dtype=np.float32).reshape(-1, 4).astype(np.float64)


def _owners(items: NDArray[np.uint64], places: NDArray[np.int64], styles: _Styles) -> NDArray[np.int64]:
    """The number of each character's text object, counted as they first come."""
    if not len(items):
        return np.zeros(0, dtype=np.int64)
    starts = np.concatenate(([0], np.flatnonzero(items[1:] != items[:-1]) + 1))
    seen: dict[int, int] = {}
    numbers = []
    for item, index in zip(items[starts].tolist(), places[starts].tolist(), strict=True):
        number = seen.get(item)
        if number is None:
            number = seen[item] = styles.add(item, index)
        numbers.append(number)
    return np.repeat(np.array(numbers), np.diff(np.append(starts, len(items))))


class _Styles:
    """The look of each text object; equal looks are one record, a font is asked about itself once."""

    def __init__(self, text_page: ctypes.c_void_p) -> None:
        self.of_owner: list[TextStyle] = []
        self.origins: list[tuple[float, float]] = []
        self._text_page = text_page
        self._fonts: dict[int | None, tuple[str, bool, bool]] = {}
        self._known: dict[tuple[Any, ...], TextStyle] = {}
        self._matrix = (ctypes.c_float * 6)()

    def add(self, item: int, index: int) -> int:
        """Take in the text object of a character; returns its number."""
        _get_matrix(self._text_page, index, self._matrix)
        a, b, c, d, x, y = self._matrix
        item_at = ctypes.c_void_p(item)
        _get_fill(item_at, *_CHANNELS.places)
        size, mode = _get_size(self._text_page, index), _get_mode(item_at)
        look = (_get_font(item_at), size, a, b, c, d, _CHANNELS.values(), mode)
        style = self._known.get(look)
        if style is None:
            style = self._known[look] = self._style(*look)
        self.of_owner.append(style)
        self.origins.append((x, y))
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


def colour_of(item: ctypes.c_void_p, getter: Any) -> str | None:
    """The fill or stroke colour of a page object as it looks on white paper; None where it is clear.

    ``getter`` is one of pdfium's, taken by ``calls.plain``.
    """
    if not getter(item, *_CHANNELS.places):
        return None
    red, green, blue, alpha = _CHANNELS.values()
    return _hex(red, green, blue, alpha) if alpha else None


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


@lru_cache(maxsize=4096)
def _hex(red: int, green: int, blue: int, alpha: int) -> str:
    seen = alpha / 255
    mixed = (round(part * seen + 255 * (1 - seen)) for part in (red, green, blue))
    return "#{:02x}{:02x}{:02x}".format(*mixed)


_CHANNELS = Channels()
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_get_text = plain(raw.FPDFText_GetText)
_get_code = plain(raw.FPDFText_GetUnicode, ctypes.c_uint)
_is_made_up = plain(raw.FPDFText_IsGenerated)
_is_hyphen = plain(raw.FPDFText_IsHyphen)
_get_object = plain(raw.FPDFText_GetTextObject, _ADDRESS)
_get_box = plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_get_matrix = plain(raw.FPDFText_GetMatrix)
_get_size = plain(raw.FPDFText_GetFontSize, ctypes.c_double)
_get_font = plain(raw.FPDFTextObj_GetFont, _ADDRESS)
_get_fill = plain(raw.FPDFPageObj_GetFillColor)
_get_mode = plain(raw.FPDFTextObj_GetTextRenderMode)
