"""Characters into words.

Characters come in the order of the page's content, which keeps the letters of a word together even
where neighbouring columns touch. A word ends at white space, at a gap, and where the line changes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress
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
    For each text object ``looks`` (m,) is the number of its style and ``origins`` (m, 2) where it begins on the
    baseline, in PDF points.
    """

    codes: NDArray[np.int64]
    boxes: NDArray[np.float64]
    places: NDArray[np.int64]
    owners: NDArray[np.int64]
    spaces: NDArray[np.int64]
    styles: list[TextStyle]
    looks: NDArray[np.int64]
    origins: NDArray[np.float64]


def words_of(characters: Characters, geometry: PageGeometry) -> tuple[Word, ...]:
    """The words of a page, in content order, without doubles.

    Returns:
        Words in points from the top left of the page as shown.
    """
    if not len(characters.codes):
        return ()
    boxes, owners, styles = _shown(characters.boxes, geometry), characters.owners, characters.styles
    looks = characters.looks[owners]
    sizes = np.array([style.size for style in styles])[looks]
    angles = np.array([_quarter(style.angle - geometry.rotation) for style in styles])[looks]
    raised = _raised(sizes, characters.origins[owners, 1], angles)
    one_glyph = _in_one_glyph(boxes, owners)
    bases = np.where(angles == 0, geometry.shown(*characters.origins[owners].T)[1], np.nan)
    breaks = (_breaks(_tall(boxes, bases, sizes), sizes, angles, characters) & ~one_glyph) | raised
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    letters = _letters(characters.codes)
    texts = _texts(letters, starts, _doubled(characters, boxes, one_glyph))
    told_by = _told_by(owners, sizes, starts)
    word_styles, turned = [styles[look] for look in looks[told_by].tolist()], angles[starts]
    around = _around(boxes, starts, np.where(turned == 0, bases[told_by], np.nan), sizes[told_by])
    notes = np.flatnonzero(np.concatenate(([False], raised))[starts]).tolist()
    symbols = _symbols(texts, [style.font for style in word_styles])
    for at in notes:
        symbols[at] |= bool(_NOTE.match(texts[at])) and letters[starts[at] - 1] not in _SQUARED
    columns = (
        texts,
        *around.T.tolist(),
        sizes[told_by].tolist(),
        [style.bold for style in word_styles],
        [style.italic for style in word_styles],
        [style.colour for style in word_styles],
        turned.tolist(),
        range(len(texts)),
        symbols,
    )
    words = map(Word._make, zip(*columns, strict=True))
    hidden = [style.invisible for style in word_styles]
    there = (np.isfinite(around.sum(axis=1)) & [bool(text) and not text.isspace() for text in texts]).tolist()
    return _without_doubles(list(compress(zip(words, hidden, strict=True), there)))


def _texts(letters: str, starts: NDArray[np.int64], doubled: NDArray[np.bool_]) -> list[str]:
    """The text of each word, letters printed double taken once."""
    ends = [*starts[1:].tolist(), len(letters)]
    texts = [letters[start:end] for start, end in zip(starts.tolist(), ends, strict=True)]
    for at in np.flatnonzero(np.logical_or.reduceat(doubled, starts)).tolist():
        again = doubled[starts[at] : ends[at]]
        texts[at] = "".join(compress(texts[at], (~again).tolist()))
    return [_BULLETS.get(text, text) for text in texts]


def _told_by(owners: NDArray[np.int64], sizes: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The character that tells how each word looks and where it stands: of several text objects, one of the largest."""
    lengths = np.diff(starts, append=len(owners))
    known = np.nan_to_num(sizes)
    largest = np.flatnonzero(known == np.repeat(np.maximum.reduceat(known, starts), lengths))
    several = owners[starts] != owners[starts + lengths - 1]
    return np.where(several, largest[np.searchsorted(largest, starts)], starts)


def _around(
    boxes: NDArray[np.float64], starts: NDArray[np.int64], bases: NDArray[np.float64], sizes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The box of each word, shape (n, 4); ``bases`` are the baselines of upright words, NaN for others.

    Glyph boxes are as high as the letters happen to be; the baseline is what a line has in common.
    """
    upright = ~np.isnan(bases)
    x0, top = (np.minimum.reduceat(edge, starts) for edge in boxes.T[:2])
    x1, bottom = (np.maximum.reduceat(edge, starts) for edge in boxes.T[2:])
    top = np.where(upright, bases - _ABOVE_BASE * sizes, top)
    bottom = np.where(upright, bases + _BELOW_BASE * sizes, bottom)
    return np.stack([x0, top, x1, bottom], axis=1)


def _tall(boxes: NDArray[np.float64], bases: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Boxes of upright characters at least as high as a line: a font may not say how high it is.

    Such a font's full stop is as low as its ink, and would stand under the figures beside it.
    """
    x0, top, x1, bottom = boxes.T
    return np.stack(
        [x0, np.fmin(top, bases - _ABOVE_BASE * sizes), x1, np.fmax(bottom, bases + _BELOW_BASE * sizes)], axis=1
    )


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
    """Whether a word ends after each character but the last, by where the next one stands."""
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
    result: NDArray[np.bool_] = spaced | apart | (angles[:-1] != angles[1:])
    return result


def _in_one_glyph(boxes: NDArray[np.float64], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a character shares its glyph with the next one: the letters of a ligature have one box."""
    result: NDArray[np.bool_] = owners[:-1] == owners[1:]
    for edge in boxes.T:
        result &= np.abs(edge[:-1] - edge[1:]) < 0.01
    return result


def _raised(sizes: NDArray[np.float64], bases: NDArray[np.float64], angles: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether the next character is set small and high: a note's number, or the ending of an ordinal."""
    upright = (angles[:-1] == 0) & (angles[1:] == 0)
    higher = bases[1:] - bases[:-1] > _RAISED * sizes[:-1]
    result: NDArray[np.bool_] = upright & higher & (sizes[1:] < 0.85 * sizes[:-1])
    return result


def _doubled(characters: Characters, boxes: NDArray[np.float64], one_glyph: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a character was printed just before on the same spot (bold made by printing double)."""
    codes = characters.codes
    near = np.abs(boxes[1:, 0] - boxes[:-1, 0]) < 0.3 * np.maximum(boxes[1:, 2] - boxes[1:, 0], 0.1)
    level = np.abs(boxes[1:, 1] - boxes[:-1, 1]) < 1
    again = (codes[1:] == codes[:-1]) & near & level & ~one_glyph
    return np.concatenate(([False], again))


def _symbols(texts: Sequence[str], fonts: Sequence[str]) -> list[bool]:
    """Whether each text is made of symbols only, by its letters or its font."""
    # Letters and figures are far below the symbols: the first one settles most words.
    return [
        (_is_symbol_font(font) or text > "\u2000") and _is_symbolic(text, font)
        for text, font in zip(texts, fonts, strict=True)
    ]


def _is_symbolic(text: str, font: str) -> bool:
    if text in LIST_SIGNS or text in ("o", "–"):  # word processors set list signs in symbol fonts
        return False
    return _is_symbol_font(font) or all(map(_is_symbol, text))


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
    often = Counter([word.text for word, _ in words])
    for word, invisible in sorted(words, key=itemgetter(1)) if hidden else words:
        if often[word.text] == 1 and not invisible:
            kept.append(word)
            continue
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
    left, right = (x - reach) // _SQUARE, (x + reach) // _SQUARE
    high, low = (y - reach) // _SQUARE, (y + reach) // _SQUARE
    if left == right and high == low:
        return alike.get((left, high), ())
    return chain.from_iterable(alike.get((col, row), ()) for col in {left, right} for row in {high, low})


def _same_spot(one: Word, other: Word) -> bool:
    reach = max(1.0, _SAME_PLACE * one.size)
    return abs(one.x0 - other.x0) < reach and abs(one.top - other.top) < reach


def _overlaps(one: Word, other: Word) -> bool:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 0.3 * (one.x1 - one.x0) and high > 0.3 * (one.bottom - one.top)
