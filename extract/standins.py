"""Marks and shaded cells without words, as words that stand in for them when columns are looked for.

A column of traffic lights holds no text, yet it is a column.
"""

from __future__ import annotations

from statistics import median

from .bars import bars_of
from .ink import WHITE, PageInk, Word
from .ruling import WordBands

_STAND_IN = "■"
_LARGEST = 60.0
_NARROWEST_FILL, _WIDEST_FILL = 10.0, 0.3


def stand_ins(page: PageInk) -> tuple[Word, ...]:
    """A word in the middle of each small drawing, of each shaded rectangle without text, and of each bar of colour."""
    if not page.words:
        return ()
    size = median(word.size for word in page.words)
    places = [
        (d.x0, d.top, d.x1, d.bottom)
        for d in page.drawings
        if d.kind != "illustration" and d.x1 - d.x0 < _LARGEST and d.bottom - d.top < _LARGEST
    ]
    bands, bars = WordBands(page.words), bars_of(page)
    for fill in page.fills:
        cell_like = _NARROWEST_FILL < fill.width < _WIDEST_FILL * page.width and 5 < fill.height < 3 * fill.width
        if fill.colour == WHITE or not cell_like or fill in bars:
            continue
        if not any(w.x1 > fill.x0 and w.x0 < fill.x1 for w in bands.between(fill.top, fill.bottom)):
            places.append((fill.x0 + 2, fill.top, fill.x1 - 2, fill.bottom))
    places += [(bar.x0 + bar.width / 3, bar.top, bar.x1 - bar.width / 3, bar.bottom) for bar in bars]
    return tuple(_word(place, size) for place in dict.fromkeys(places))


def is_stand_in(word: Word) -> bool:
    """Whether a word is none, but stands in for a mark."""
    return word.order < 0


def _word(place: tuple[float, float, float, float], size: float) -> Word:
    x0, top, x1, bottom = place
    middle = (top + bottom) / 2
    return Word(_STAND_IN, x0, middle - size / 2, x1, middle + size / 2, size, False, False, WHITE, 0, -1, symbol=True)
