"""What a page holds that could not be read as tables or text, so that it is not dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..records import Problem
from .boxes import box_around
from .figures import is_figure
from .ink import PageInk, Word
from .lines import rows_of_words

_COLUMN_GAP = 0.9
_FEWEST_LINES = 3
# A picture over this share of a page with hardly a word beside it is a scan of one.
_SCAN, _FEW_WORDS = 0.3, 10
# A text layer is garbage where this share of its letters stands for nothing: unmapped, private or control characters.
_GARBAGE, _FEWEST_LETTERS = 0.3, 20
_STANDS_FOR_NOTHING = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]|\(cid:\d+\)")


def is_scan(page: PageInk) -> bool:
    """Whether the text of a page is in its pictures, or its text layer stands for nothing."""
    text = "".join([word.text for word in page.words])
    if len(text) >= _FEWEST_LETTERS:
        return sum(len(found) for found in _STANDS_FOR_NOTHING.findall(text)) > _GARBAGE * len(text)
    pictures = (d for d in page.drawings if d.kind == "illustration")
    covered = any((d.x1 - d.x0) * (d.bottom - d.top) > _SCAN * page.width * page.height for d in pictures)
    return covered and len(page.words) < _FEW_WORDS


def unread(page: PageInk, outside: Iterable[Word]) -> tuple[Problem, ...]:
    """Say where a page has words at a slant, or lines of figures that stand in no table.

    Args:
        page: its ink.
        outside: the words that are in no table.
    """
    return (*_slanted(page), *_loose_figures(page, outside))


def _slanted(page: PageInk) -> tuple[Problem, ...]:
    """Words at an angle: the labels of a wheel or chart."""
    words = [word for word in page.words if word.angle == -1]
    if len(words) < _FEWEST_LINES:
        return ()
    message = f"{len(words)} words at a slant (a wheel or a chart) were not read"
    return (Problem("extract", message, box_around(page.number, *words), page.number),)


def _loose_figures(page: PageInk, outside: Iterable[Word]) -> tuple[Problem, ...]:
    lines = [line for line in rows_of_words(w for w in outside if w.angle == 0) if _is_of_a_table(line)]
    if len(lines) < _FEWEST_LINES:
        return ()
    box = box_around(page.number, *(word for line in lines for word in line))
    message = (
        f"{len(lines)} lines of figures stand in columns here that were not read as a table: "
        f"look at them with `scrutiny tables FILE --page {page.number} --image page.png`"
    )
    return (Problem("extract", message, box, page.number),)


def _is_of_a_table(line: Sequence[Word]) -> bool:
    """Two figures or more, and words, in columns of their own."""
    gaps = sum([b.x0 - a.x1 > _COLUMN_GAP * b.size for a, b in pairwise(line)])
    return gaps > 1 and 1 < sum(is_figure(word.text) for word in line) < len(line)
