"""The characters of a page and how they look, through pdfium's raw calls.

A call costs about as much as what is done with its answer. So the letters are asked for all at once, each
character for two things only (text object, box), and a text object once for all of its characters; the rest is
done in arrays.
"""

from __future__ import annotations

import ctypes
import math
import struct
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from .calls import Channels, addresses, fill_each, plain
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
    printed[spaces] = _of_each(_is_made_up, text_page, np.flatnonzero(spaces)) == 0
    for index in np.flatnonzero((codes < 32) & ~spaces).tolist():
        if codes[index] != _HYPHEN_AT_LINE_END or not _is_hyphen(text_page, index):
            # An icon font without a table of letters: its glyphs are numbered from 1.
            codes[index] += _PRIVATE_USE
    letters = np.flatnonzero(~spaces & ~_join_halves(codes))
    items = _of_each(_get_object, text_page, letters)
    places, items = letters[items != 0], items[items != 0]
    owners, first_of = _owners(items, places)
    boxes = _boxes(text_page, places)
    return Characters(codes[places], boxes, places, owners, np.cumsum(printed)[places], *_styles(text_page, first_of))


def _codes(text_page: ctypes.c_void_p, count: int) -> NDArray[np.int64]:
    """The code of each character: all at once, or one by one where pdfium's text leaves some out."""
    buffer = np.zeros(count + 1, dtype=np.uint16)
    written = _get_text(text_page, 0, count, ctypes.c_void_p(buffer.ctypes.data)) if count else 0
    codes: NDArray[np.int64] = buffer[:count].astype(np.int64)
    asked = np.flatnonzero(codes == _NO_CHARACTER)  # how a text writes the hyphen at a line's end
    # Control characters take no place in a text, letters beyond 16 bits two; right to left, brackets are turned.
    if written != count + 1 or any(np.any((codes >= first) & (codes <= last)) for first, last in _TURNED):
        asked = np.arange(count)
    codes[asked] = _of_each(_get_code, text_page, asked)
    return codes


def _join_halves(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Write a letter beyond 16 bits, which comes in two halves, in the place of the first; where the others are."""
    first = (codes[:-1] >= 0xD800) & (codes[:-1] <= 0xDBFF) & (codes[1:] >= 0xDC00) & (codes[1:] <= 0xDFFF)
    at = np.flatnonzero(first)
    codes[at] = 0x10000 + (codes[at] - 0xD800) * 0x400 + codes[at + 1] - 0xDC00
    return np.concatenate(([False], first))[: len(codes)]


def _of_each(function: Any, text_page: ctypes.c_void_p, indices: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.fromiter(map(function, repeat(text_page, len(indices)), indices.tolist()), np.int64, len(indices))


def _boxes(text_page: ctypes.c_void_p, places: NDArray[np.int64]) -> NDArray[np.float64]:
    """The loose box of each character, shape (n, 4): left, high, right, low in PDF points."""
    rectangles = np.zeros((len(places), 4), dtype=np.float32)
    fill_each(_get_box, repeat(text_page, len(places)), places.tolist(), addresses(rectangles))
    return rectangles.astype(np.float64)


def _owners(items: NDArray[np.int64], places: NDArray[np.int64]) -> tuple[NDArray[np.int64], dict[int, int]]:
    """The number of each character's text object, counted as they first come; and the first character of each."""
    starts = np.flatnonzero(np.diff(items, prepend=0))  # no object is at 0
    numbers: dict[int, int] = {}
    first_of: dict[int, int] = {}
    runs = []
    for item, place in zip(items[starts].tolist(), places[starts].tolist(), strict=True):
        runs.append(numbers.setdefault(item, len(numbers)))
        first_of.setdefault(item, place)
    return np.repeat(np.array(runs, dtype=np.int64), np.diff(starts, append=len(items))), first_of


def _styles(
    text_page: ctypes.c_void_p, first_of: dict[int, int]
) -> tuple[list[TextStyle], NDArray[np.int64], NDArray[np.float64]]:
    """All looks of text objects; the number of each object's look, and where it begins.

    Args:
        text_page: the text of the page.
        first_of: text objects by their address, each with the place of its first character.
    """
    count = len(first_of)
    matrices, colours = np.zeros((count, 6), dtype=np.float32), np.zeros((count, 4), dtype=np.uint32)
    fill_each(_get_matrix, repeat(text_page, count), first_of.values(), addresses(matrices))
    fill_each(_get_fill, first_of, *(addresses(colours, channel) for channel in range(4)))
    looks = zip(
        map(_get_font, first_of),
        map(_get_size, repeat(text_page, count), first_of.values()),
        _rows_as_bytes(matrices[:, :4]),
        _rows_as_bytes(colours),
        map(_get_mode, first_of),
        strict=True,
    )
    fonts: dict[int | None, tuple[str, bool, bool]] = {}
    known: dict[tuple[int | None, float, bytes, bytes, int], int] = {}
    numbers = np.array([known.setdefault(look, len(known)) for look in looks], dtype=np.int64)
    return [_style(fonts, *look) for look in known], numbers, matrices[:, 4:].astype(np.float64)


def _rows_as_bytes(rows: NDArray[Any]) -> list[bytes]:
    whole = np.ascontiguousarray(rows)
    held: list[bytes] = whole.view(f"V{whole.shape[1] * whole.itemsize}").ravel().tolist()
    return held


def _style(
    fonts: dict[int | None, tuple[str, bool, bool]],
    font: int | None,
    size: float,
    matrix: bytes,
    colour: bytes,
    mode: int,
) -> TextStyle:
    if font not in fonts:
        fonts[font] = _font_look(ctypes.cast(font, raw.FPDF_FONT)) if font else ("", False, False)
    name, bold, italic = fonts[font]
    a, b, c, d = struct.unpack("4f", matrix)
    return TextStyle(
        size=abs(size * math.hypot(c, d)) or size,
        angle=round(math.degrees(math.atan2(b, a))) % 360,
        bold=bold,
        italic=italic,
        colour=_seen(colour) or "#000000",
        font=name,
        invisible=mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
    )


def fill_of(item: int) -> str | None:
    """The colour that a page object is filled with, as it looks on white paper; None where it is clear."""
    return _seen(_CHANNELS.values()) if _get_fill(item, *_CHANNELS.places) else None


def stroke_of(item: int) -> str | None:
    """The colour that a page object is outlined with, likewise."""
    return _seen(_CHANNELS.values()) if _get_stroke(item, *_CHANNELS.places) else None


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
def _seen(channels: bytes) -> str | None:
    """Red, green, blue and alpha, as ``Channels`` holds them, on white paper; None where that is clear."""
    red, green, blue, alpha = struct.unpack("4I", channels)
    share = alpha / 255
    mixed = (round(part * share + 255 * (1 - share)) for part in (red, green, blue))
    return "#{:02x}{:02x}{:02x}".format(*mixed) if alpha else None


_CHANNELS = Channels()
_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_get_text = plain(raw.FPDFText_GetText)
_get_code = plain(raw.FPDFText_GetUnicode, ctypes.c_uint)
_is_made_up = plain(raw.FPDFText_IsGenerated)
_is_hyphen = plain(raw.FPDFText_IsHyphen)
_get_object = plain(raw.FPDFText_GetTextObject, ctypes.c_ssize_t)
_get_box = plain(raw.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
_get_matrix = plain(raw.FPDFText_GetMatrix, _INT, _ADDRESS, _INT, _ADDRESS)
_get_size = plain(raw.FPDFText_GetFontSize, ctypes.c_double)
_get_font = plain(raw.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_get_fill = plain(raw.FPDFPageObj_GetFillColor, _INT, *5 * [_ADDRESS])
_get_stroke = plain(raw.FPDFPageObj_GetStrokeColor, _INT, *5 * [_ADDRESS])
_get_mode = plain(raw.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)
