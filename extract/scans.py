"""Pages that are pictures of text: recognised, rendered, set level and read into ink like any other page."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import NamedTuple

from ..records import Box, Problem
from .ink import Fill, PageInk, Rule, Word
from .raster import Picture, fills_in, letters_in, lines_in, long_level_rules_in, rules_in, set_upright
from .recognition import EXTRA, NotInstalled, Recognised, make_ready, recognise

Render = Callable[[float], Picture]
"""Gives the picture of a page at so many pixels for each point."""

# Pixels for each point (150 to the inch), fewer where a page would have more than ten million.
_SCALE, _MOST_PIXELS = 150 / 72, 10_000_000
_FEW_WORDS = 10
# A figure less sure than this is said.
_SURE = 0.9
# Of the size of letters: how high small ones and capitals are, and how far all reach above and below their line.
_SMALL_LETTERS, _CAPITALS = 0.53, 0.72
_ABOVE_BASE, _BELOW_BASE = 0.75, 0.22
# Most letters of a word reach a row that is so dark, of its darkest; sizes nearer than this are the same.
_FULL_ROW, _SAME_SIZE = 0.4, 0.14
# Letters are no larger than this share of the box that a word was found in.
_SIZE_OF_BOX = 0.85
# In points, how near a word its fringe is, and the share of a line that words take along it.
_FRINGE, _ALONG_WORDS = 1.0, 0.6
# In points, how far apart one rule is seen twice, and a shade ends that reaches it.
_SAME_PLACE = 3.0
# So many shades in one ruled cell, none of them with a word, are those of a picture.
_SHADES_OF_A_PICTURE = 2
# Rows of pixels that a gap within letters has at most.
_GAP = 1
# Strokes this much denser than the page's are bold.
_BOLD = 1.35
# Pixels by which the box of a word is larger or smaller than its letters.
_HAIR = 2


def read_scan(page: PageInk, render: Render) -> tuple[PageInk, tuple[Problem, ...]]:
    """The ink of a scanned page as its picture shows it, and what is in doubt.

    Boxes are those of the page set level: on a page askew they lie beside the print by so much.

    Args:
        page: its ink as the file tells it, kept where nothing can be recognised.
        render: gives its picture.
    """
    scale = min(_SCALE, math.sqrt(_MOST_PIXELS / (page.width * page.height)))
    try:
        make_ready()
    except NotInstalled:
        message = f"the page is a picture of text (a scan) and was not read: {EXTRA} and run again"
        # Words by the dozen that stand for nothing are no words.
        return replace(page, words=page.words if len(page.words) < _FEW_WORDS else ()), (
            Problem("extract", message, page=page.number),
        )
    picture = set_upright(render(scale))
    found = recognise(picture)
    if not found:
        message = "the page is a picture (a scan) in which no text was recognised"
        return page, (Problem("extract", message, page=page.number),)
    words = tuple(_words(found, letters_in(picture), scale))
    rules = tuple(_rules(picture, found, words, scale))
    read = replace(
        page,
        words=words,
        rules=rules,
        fills=tuple(_without_pictures(fills_in(picture, scale), rules, words)),
        drawings=(),
        sureness=sum(one.sure for one in found) / len(found),
    )
    return read, tuple(_doubts(page.number, found, scale))


def _doubts(page: int, found: Iterable[Recognised], scale: float) -> Iterable[Problem]:
    """Figures that may have been read wrongly."""
    for one in found:
        if one.sure < _SURE and any(map(str.isdigit, one.text)):
            box = Box(page, one.x0 / scale, one.top / scale, one.x1 / scale, one.bottom / scale)
            message = f"{one.text!r} was recognised in a picture and is only {one.sure:.0%} sure: compare it"
            yield Problem("extract", message, box, page)


# ---------------------------------------------------------------------------------------- words


def _words(found: Sequence[Recognised], ink: Picture, scale: float) -> Iterable[Word]:
    """Words with the height of their letters; all of a line stand on one base, are of one size, and bold together."""
    lines = [list(words) for _, words in groupby(found, key=lambda one: one.line)]
    letters = [[_letters(one, ink) for one in line] for line in lines]
    sizes = _settled([median(one.size for one in line) / scale for line in letters])
    usual = median(one.thick for line in letters for one in line)
    order = 0
    for line, told, size in zip(lines, letters, sizes, strict=True):
        base = median(one.base for one in told) / scale
        bold = median(one.thick for one in told) > _BOLD * usual
        top, bottom = base - _ABOVE_BASE * size, base + _BELOW_BASE * size
        for one in line:
            x0, x1 = one.x0 / scale, one.x1 / scale
            yield Word(one.text, x0, top, x1, bottom, size, bold, False, "#000000", 0, order, _is_no_text(one.text))
            order += 1


def _settled(sizes: Sequence[float]) -> list[float]:
    """Sizes of letters, those near one that is common on the page made the same."""
    common = Counter(round(2 * size) / 2 for size in sizes).most_common()
    return [
        next((usual for usual, _ in common if usual and abs(size - usual) < _SAME_SIZE * usual), max(size, 1.0))
        for size in sizes
    ]


class _Letters(NamedTuple):
    """Of a word, in pixels: the line that it stands on, the size of its letters, how dense their strokes are."""

    base: float
    size: float
    thick: float


def _letters(one: Recognised, ink: Picture) -> _Letters:
    """Measure a word by the rows that most of its letters reach, which neighbours above and below do not."""
    top, left = max(0, int(one.top)), max(0, int(one.x0))
    part = ink[top : int(one.bottom) + 1, left : int(one.x1) + 1]
    rows = part.sum(axis=1)
    full = _middle_run((rows > _FULL_ROW * rows.max(initial=1)).nonzero()[0].tolist(), len(rows) / 2)
    if not full:
        height = one.bottom - one.top
        return _Letters(one.bottom - _BELOW_BASE * height, height, 0.0)
    high = full[-1] - full[0] + 1
    small = sum(map(str.islower, one.text)) * 2 > len(one.text)
    thick = float(part[full[0] : full[-1] + 1].sum()) / max(1, high * part.shape[1])
    size = min(high / (_SMALL_LETTERS if small else _CAPITALS), _SIZE_OF_BOX * (one.bottom - one.top))
    return _Letters(top + full[-1] + 1.0, size, thick)


# ---------------------------------------------------------------------------------------- rules


def _rules(picture: Picture, found: Sequence[Recognised], words: Sequence[Word], scale: float) -> Iterable[Rule]:
    """The rules of a page: those that stand clear of words, and long ones over which the boxes of words reach.

    A box is often higher than its letters, so what it covers is left out only where letters are.
    """
    letters = [Box(0, word.x0, word.top, word.x1, word.bottom) for word in words]
    long = [rule for rule in long_level_rules_in(picture, scale) if not _is_along(rule, letters, 0.0)]
    yield from long
    boxes = [Box(0, one.x0 / scale, one.top / scale, one.x1 / scale, one.bottom / scale) for one in found]
    for rule in rules_in(_without_letters(lines_in(picture), found), scale):
        if not _is_along(rule, boxes, _FRINGE) and not any(_is_part(rule, known) for known in long):
            yield rule


def _is_along(rule: Rule, boxes: Iterable[Box], fringe: float) -> bool:
    """Whether a level line is what letters reach above and below their boxes, or underlines them: no cell's edge."""
    if not rule.horizontal:
        return False
    near = [
        (max(rule.start, box.x0), min(rule.end, box.x1))
        for box in boxes
        if box.top - fringe < rule.at < box.bottom + fringe
    ]
    return sum(end - start for start, end in near if end > start) > _ALONG_WORDS * rule.length


def _is_part(rule: Rule, of: Rule) -> bool:
    """Whether most of a rule was seen as another one already."""
    shared = min(rule.end, of.end) - max(rule.start, of.start)
    return rule.horizontal == of.horizontal and abs(rule.at - of.at) < _SAME_PLACE and shared > rule.length / 2


def _without_pictures(fills: Sequence[Fill], rules: Sequence[Rule], words: Sequence[Word]) -> Iterable[Fill]:
    """The shades of cells: of a picture within ruled lines there are several, without a word on them."""
    bare = [fill for fill in fills if not any(_stands_on(word, fill) for word in words)]
    cells = {fill: _cell_around(fill, rules) for fill in bare}
    count = Counter(cells.values())
    for fill in fills:
        cell = cells.get(fill)
        if cell is None or count[cell] < _SHADES_OF_A_PICTURE:
            yield fill


def _stands_on(word: Word, fill: Fill) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return fill.x0 < x < fill.x1 and fill.top < y < fill.bottom


def _cell_around(fill: Fill, rules: Sequence[Rule]) -> tuple[float, float, float, float] | None:
    """The nearest rules at the four sides of a shade; None where one side has none, or it fills the height between."""
    x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
    level = [rule.at for rule in rules if rule.horizontal and rule.start < x < rule.end]
    upright = [rule.at for rule in rules if not rule.horizontal and rule.start < y < rule.end]
    left, right = [at for at in upright if at < x], [at for at in upright if at > x]
    above, below = [at for at in level if at < y], [at for at in level if at > y]
    if not (left and right and above and below):
        return None
    if fill.top - max(above) < _SAME_PLACE and min(below) - fill.bottom < _SAME_PLACE:
        return None
    return max(left), max(above), min(right), min(below)


def _middle_run(rows: Sequence[int], middle: float) -> list[int]:
    """Of rows that follow one another those nearest the middle; the others are of the lines above and below."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row - runs[-1][-1] <= _GAP:
            runs[-1].append(row)
        else:
            runs.append([row])
    long = [run for run in runs if len(run) >= max(map(len, runs)) / 2]
    return min(long, key=lambda run: abs((run[0] + run[-1]) / 2 - middle), default=[])


def _is_no_text(text: str) -> bool:
    """What recognition makes of an icon: signs of another script, or none of any."""
    return not any(letter.isalnum() and letter < "\u0250" for letter in text) and any(
        letter > "\u0250" and unicodedata.category(letter) in ("Lo", "So") for letter in text
    )


def _without_letters(ink: Picture, found: Iterable[Recognised]) -> Picture:
    """The ink that belongs to no word: rules and drawings."""
    rest = ink.copy()
    for one in found:
        top, bottom = int(one.top) + _HAIR, int(one.bottom) + 1 - _HAIR
        rest[max(0, top) : bottom, max(0, int(one.x0) - _HAIR) : int(one.x1) + 1 + _HAIR] = 0
    return rest
