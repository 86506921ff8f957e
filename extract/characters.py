"""Characters into words.

Characters come in the order of the page's content, which keeps the letters of a word together even
where neighbouring columns touch. A word ends at white space, at a gap, and where the line changes.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import attrgetter, itemgetter

import numpy as np
from numpy.typing import NDArray

from .ink import Word
from .lines import LIST_SIGNS
from .paths import PageGeometry

# Gaps in widths of the font's em: an inter-word space is about a quarter of an em.
_WORD_GAP, _MADE_UP_GAP = 0.17, 0.08
_SAME_PLACE = 0.12
# Words are looked for again in squares of this many points.
_SQUARE = 32.0
_Squares = dict[tuple[float, float], list[Word]]
# Where a line of text begins and ends above and below its baseline, in em.
_ABOVE_BASE, _BELOW_BASE = 0.76, 0.22
_SOFT_HYPHENS = (0x02, 0xFFFE, 0xAD)
# Private-use bullets of the symbol fonts that word processors use.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf02d": "–", "\uf0d8": "➢", "\ue00c": "•", "\uf0fc": "✓"}
# A small raised number or sign after a word points to a note; after a metre it is a power.
_NOTE, _SQUARED, _RAISED = re.compile(r"^([\d,]{1,3}|[*†‡§]+)$"), "m", 0.2
_SYMBOL_FONTS = ("wingdings", "webdings", "dingbats", "opensymbol", "symbolmt", "fontawesome", "icon")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How characters look; ``size`` in points, ``angle`` in degrees."""

    size: float
    angle: int
    bold: bool
    italic: bool
    colour: str
    font: str
    invisible: bool


@dataclass(frozen=True, slots=True)
class Characters:
    """The printed characters of a page, without spaces, in content order.

    ``codes``, ``places`` (counted with the spaces), ``owners`` (the number of its text object) and ``spaces`` (how
    many were printed before it) have shape (n,), ``boxes`` (n, 4): left, high, right, low in PDF points.
    ``styles`` and ``origins`` (m, 2) (where it begins on the baseline, in PDF points) are those of each text object.
    """

    codes: NDArray[np.int64]
    boxes: NDArray[np.float64]
    places: NDArray[np.int64]
    owners: NDArray[np.int64]
    spaces: NDArray[np.int64]
    styles: list[TextStyle]
    origins: NDArray[np.float64]


def words_of(characters: Characters, geometry: PageGeometry) -> tuple[Word, ...]:
    """The words of a page, in content order, without doubles.

    Returns:
        Words in points from the top left of the page as shown.
    """
    if not len(characters.codes):
        return ()
    boxes = _shown(characters.boxes, geometry)
    owners, styles, turn = characters.owners, characters.styles, geometry.rotation
    sizes = np.array([style.size for style in styles])[owners]
    angles = np.array([_quarter(style.angle - turn) for style in styles])[owners]
    raised = _raised(sizes, characters.origins[owners, 1], angles)
    breaks = _breaks(boxes, sizes, angles, characters) | raised
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    ends = np.append(starts[1:], len(owners))
    around = np.concatenate(
        [np.minimum.reduceat(boxes[:, :2], starts), np.maximum.reduceat(boxes[:, 2:], starts)], axis=1
    )
    letters = _letters(characters.codes)
    doubled = _doubled(characters, boxes)
    twice = np.logical_or.reduceat(doubled, starts)
    first, last = owners[starts], owners[ends - 1]
    noted = np.concatenate(([False], raised))[starts]
    bases = geometry.shown(*characters.origins.T)[1]
    words = []
    for order, (start, end, box, angle, owner, other, note, double) in enumerate(
        zip(
            starts.tolist(),
            ends.tolist(),
            around.tolist(),
            angles[starts].tolist(),
            first.tolist(),
            last.tolist(),
            noted.tolist(),
            twice.tolist(),
            strict=True,
        )
    ):
        text = letters[start:end]
        if double:
            text = "".join(letter for letter, again in zip(text, doubled[start:end].tolist(), strict=True) if not again)
        if other != owner:
            owner = max(owners[start:end].tolist(), key=lambda number: styles[number].size)
        base = float(bases[owner]) if angle == 0 else None
        note = note and bool(_NOTE.match(text)) and letters[start - 1] not in _SQUARED
        word = _word(text, styles[owner], box, base, angle, order, note)
        if word is not None:
            words.append((word, styles[owner].invisible))
    return _without_doubles(words)


def _shown(boxes: NDArray[np.float64], geometry: PageGeometry) -> NDArray[np.float64]:
    """(left, high, right, low) in PDF points -> (x0, top, x1, bottom) as shown."""
    left, high, right, low = boxes.T
    ax, ay = geometry.shown(left, high)
    bx, by = geometry.shown(right, low)
    return np.stack([np.minimum(ax, bx), np.minimum(ay, by), np.maximum(ax, bx), np.maximum(ay, by)], axis=1)


def _quarter(angle: int) -> int:
    """The nearest reading direction; -1 for slanted text."""
    angle %= 360
    for quarter in (0, 90, 180, 270, 360):
        if abs(angle - quarter) <= 8:
            return quarter % 360
    return -1


def _breaks(
    boxes: NDArray[np.float64],
    sizes: NDArray[np.float64],
    angles: NDArray[np.int64],
    characters: Characters,
) -> NDArray[np.bool_]:
    """Whether a word ends after each character but the last."""
    places, spaces, owners = characters.places, characters.spaces, characters.owners
    x0, top, x1, bottom = boxes.T
    size = np.maximum(np.minimum(sizes[:-1], sizes[1:]), 1.0)
    upright = angles[:-1] % 180 == 0
    # Along the line and across it, whichever way the text runs.
    forward = np.where(angles[:-1] == 180, x0[:-1] - x1[1:], x0[1:] - x1[:-1])
    upward = np.where(angles[:-1] == 90, top[:-1] - bottom[1:], top[1:] - bottom[:-1])
    gap = np.where(upright, forward, upward)
    low = np.where(upright, np.minimum(bottom[:-1], bottom[1:]), np.minimum(x1[:-1], x1[1:]))
    high = np.where(upright, np.maximum(top[:-1], top[1:]), np.maximum(x0[:-1], x0[1:]))
    beside = low - high < 0.3 * size
    # A space that the reader made up counts where there is at least some gap for it.
    spaced = (np.diff(spaces) > 0) | ((np.diff(places) > 1) & (gap > _MADE_UP_GAP * size))
    slanted = angles[:-1] == -1
    # Characters of slanted text have boxes that tell nothing: the text object is the word.
    apart = np.where(slanted, owners[:-1] != owners[1:], (gap > _WORD_GAP * size) | (gap < -0.9 * size) | beside)
    ends = spaced | apart | (angles[:-1] != angles[1:])
    result: NDArray[np.bool_] = ends & ~_in_one_glyph(boxes, owners)
    return result


def _in_one_glyph(boxes: NDArray[np.float64], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a character shares its glyph with the next one: the letters of a ligature have one box."""
    result: NDArray[np.bool_] = (owners[:-1] == owners[1:]) & (np.abs(boxes[:-1] - boxes[1:]).max(axis=1) < 0.01)
    return result


def _raised(sizes: NDArray[np.float64], bases: NDArray[np.float64], angles: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the next character is set small and high: a note's number, or the ending of an ordinal."""
    upright = (angles[:-1] == 0) & (angles[1:] == 0)
    higher = bases[1:] - bases[:-1] > _RAISED * sizes[:-1]
    result: NDArray[np.bool_] = upright & higher & (sizes[1:] < 0.85 * sizes[:-1])
    return result


def _doubled(characters: Characters, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a character was printed just before on the same spot (bold made by printing double)."""
    codes, owners = characters.codes, characters.owners
    near = np.abs(boxes[1:, 0] - boxes[:-1, 0]) < 0.3 * np.maximum(boxes[1:, 2] - boxes[1:, 0], 0.1)
    level = np.abs(boxes[1:, 1] - boxes[:-1, 1]) < 1
    again = (codes[1:] == codes[:-1]) & near & level & ~_in_one_glyph(boxes, owners)
    return np.concatenate(([False], again))


def _word(
    text: str, style: TextStyle, box: list[float], base: float | None, angle: int, order: int, note: bool
) -> Word | None:
    text = _BULLETS.get(text, text)
    if not text.strip():
        return None
    x0, top, x1, bottom = box
    if base is not None:
        # Glyph boxes are as high as the letters happen to be; the baseline is what a line has in common.
        top, bottom = base - _ABOVE_BASE * style.size, base + _BELOW_BASE * style.size
    if not math.isfinite(x0 + top + x1 + bottom):
        return None
    symbol = note or _is_symbolic(text, style.font)
    look = (style.size, style.bold, style.italic, style.colour)
    return Word._make((text, x0, top, x1, bottom, *look, angle, order, symbol))


def _is_symbolic(text: str, font: str) -> bool:
    if text in LIST_SIGNS or text in ("o", "–"):  # word processors set list signs in symbol fonts
        return False
    # Letters and figures are far below the symbols: the first one settles most words.
    return _is_symbol_font(font) or (text[0] > "\u2000" and all(map(_is_symbol, text)))


@lru_cache(maxsize=1024)
def _is_symbol_font(font: str) -> bool:
    folded = font.lower().replace(" ", "")
    return any(name in folded for name in _SYMBOL_FONTS)


def _letters(codes: NDArray[np.int64]) -> str:
    """The letters of codes, one for each."""
    codes = np.where(np.isin(codes, _SOFT_HYPHENS), ord("-"), codes)
    unknown = (codes >= 0xD800) & (codes <= 0xDFFF) | (codes > sys.maxunicode)
    return np.where(unknown, 0xFFFD, codes).astype("<u4").tobytes().decode("utf-32-le")


def _is_symbol(letter: str) -> bool:
    """Arrows, geometric shapes, dingbats, private-use glyphs."""
    code = ord(letter)
    return (
        0x2190 <= code <= 0x21FF
        or 0x2300 <= code <= 0x23FF
        or 0x25A0 <= code <= 0x27BF
        or 0x2B00 <= code <= 0x2BFF
        or 0xE000 <= code <= 0xF8FF
        or 0x1F300 <= code <= 0x1FAFF
    )


def _without_doubles(words: list[tuple[Word, bool]]) -> tuple[Word, ...]:
    """Drop a word printed a second time on the same spot, and a hidden layer under visible text."""
    kept: list[Word] = []
    seen: dict[str, _Squares] = {}
    visible = any(not invisible for _, invisible in words)
    hidden = any(invisible for _, invisible in words)
    for word, invisible in sorted(words, key=itemgetter(1)) if hidden else words:
        alike = seen.setdefault(word.text, {})
        if alike and any(_same_spot(word, other) for other in _near(word, alike)):
            continue
        if invisible and visible and any(_overlaps(word, other) for other in kept):
            continue
        alike.setdefault((word.x0 // _SQUARE, word.top // _SQUARE), []).append(word)
        kept.append(word)
    return tuple(sorted(kept, key=attrgetter("order")) if hidden else kept)


def _near(word: Word, alike: _Squares) -> Iterable[Word]:
    """The words in the squares of the page that a word's spot reaches into: mostly one square."""
    x, y, reach = word.x0, word.top, max(1.0, _SAME_PLACE * word.size)
    if reach > _SQUARE:
        return chain.from_iterable(alike.values())
    across = {(x - reach) // _SQUARE, (x + reach) // _SQUARE}
    down = {(y - reach) // _SQUARE, (y + reach) // _SQUARE}
    return chain.from_iterable(alike.get((col, row), ()) for col in across for row in down)


def _same_spot(one: Word, other: Word) -> bool:
    reach = max(1.0, _SAME_PLACE * one.size)
    return abs(one.x0 - other.x0) < reach and abs(one.top - other.top) < reach


def _overlaps(one: Word, other: Word) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 0.3 * (one.x1 - one.x0) and high > 0.3 * (one.bottom - one.top)
