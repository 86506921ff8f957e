"""Bars of colour at the side of rows: a rating in front of a name, where neither rule nor heading tells a column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from .ink import WHITE, Fill, PageInk
from .ruling import WordBands

_NARROWEST, _WIDEST, _LOWEST = 3.0, 20.0, 6.0
# So many bars, one below the other, are a column.
_FEWEST = 3


def bars_of(page: PageInk) -> tuple[Fill, ...]:
    """Narrow upright fills without words, several below one another and not all of one colour.

    Those of one colour are an accent beside a text or a table, and rate nothing.
    """
    bands = WordBands(page.words)
    narrow = [f for f in page.fills if _is_narrow(f) and not _holds_words(f, bands)]
    narrow.sort(key=lambda f: (round(f.x0), round(f.x1), f.top))
    stacks = (list(stack) for _, stack in groupby(narrow, key=lambda f: (round(f.x0), round(f.x1))))
    return tuple(bar for stack in stacks if _rates(stack) for bar in stack)


def _is_narrow(fill: Fill) -> bool:
    upright = fill.height > max(_LOWEST, fill.width)
    return fill.colour != WHITE and _NARROWEST < fill.width < _WIDEST and upright


def _holds_words(fill: Fill, bands: WordBands) -> bool:
    return any(w.x1 > fill.x0 and w.x0 < fill.x1 for w in bands.between(fill.top, fill.bottom))


def _rates(stack: Sequence[Fill]) -> bool:
    apart = all(lower.top > upper.bottom - 1 for upper, lower in pairwise(stack))
    return apart and len(stack) >= _FEWEST and len({bar.colour for bar in stack}) > 1
