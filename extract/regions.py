"""Where on a page a table may stand: rules and fills that hang together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .corridors import corridors
from .figures import is_figure
from .frames import unnested
from .ink import WHITE, Fill, PageInk, Word
from .lines import rows_of_words
from .region import Region
from .ruling import Span, WordBands, is_highlight, spans, without_underlines

_TOUCH = 2.5
_SAME_EXTENT = 4.0
# Rules with nothing between them are one double rule; further apart they end one table and begin another.
_EMPTY_BAND = 2.5
# Words larger than the rest are a heading; a section's name over a row is no larger and no further off than this.
_LARGER, _LARGEST_NAME, _NEAR_ROW = 1.15, 1.25, 2.0
# A title is larger than what follows by this much, where that is more lines than headings have.
_TITLE, _MOST_HEADING_LINES = 1.4, 4
_NARROWEST, _LEAST_ROW, _LEAST_TABLE = 60.0, 8.0, 24.0
_FEW_CORRIDORS = 3
# So many rules, each over that share of the bands above and below them, part the rows of a table.
_FEW_RULES, _MOST_OF_BAND = 3, 0.6
# Text of a row keeps no more distance from the rules than this, in em.
_SNUG = 1.0


class _Groups:
    """Union-find over numbered things."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        self._parent[self.find(one)] = self.find(other)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.find(item), []).append(item)
        return list(found.values())


Rect = tuple[float, float, float, float]


def regions(page: PageInk) -> tuple[Region, ...]:
    """Every connected piece of ruling and shading, top to bottom."""
    bands = WordBands(page.words)
    rules = without_underlines(page, bands)
    across = spans(rule for rule in rules if rule.horizontal)
    down = spans(rule for rule in rules if not rule.horizontal)
    fills = tuple(_backgrounds(page, bands))
    boxes: list[Rect] = (
        [(s.start, s.at, s.end, s.at) for s in across]
        + [(s.at, s.start, s.at, s.end) for s in down]
        + [(f.x0, f.top, f.x1, f.bottom) for f in fills]
    )
    groups = _Groups(len(boxes))
    _join_touching(boxes, groups)
    _join_stacks(page.height, bands, boxes, groups, range(len(across), len(across) + len(down)))
    found = [_region(members, boxes, across, down, fills) for members in groups.groups()]
    return tuple(sorted(unnested(found, page), key=lambda r: (r.top, r.x0)))


def _backgrounds(page: PageInk, bands: WordBands) -> list[Fill]:
    """Fills that may be cells: not white, not the whole page, not a highlight behind words."""
    area = page.width * page.height
    return [
        fill
        for fill in page.fills
        if fill.colour != WHITE
        and fill.width > 5
        and fill.height > 4
        and fill.width * fill.height < 0.8 * area
        and not is_highlight(fill, bands.between(fill.top - 2, fill.bottom + 2))
    ]


def _join_touching(boxes: Sequence[Rect], groups: _Groups) -> None:
    """Sweep from the top: only boxes whose heights overlap are compared."""
    order = sorted(range(len(boxes)), key=lambda i: boxes[i][1])
    active: list[int] = []
    for index in order:
        x0, top, x1, _ = boxes[index]
        active = [other for other in active if boxes[other][3] >= top - _TOUCH]
        for other in active:
            if boxes[other][0] <= x1 + _TOUCH and boxes[other][2] >= x0 - _TOUCH:
                groups.join(index, other)
        active.append(index)


def _join_stacks(height: float, bands: WordBands, boxes: Sequence[Rect], groups: _Groups, down: range) -> None:
    """Join pieces of one extent, one below the other, where columns stand between them.

    So hairlines, and bands of colour behind every other row, become one table; pieces that have
    vertical rules are tables already.
    """
    stacks: list[list[_Piece]] = []
    pieces: list[_Piece] = []
    ruled: set[int] = set()
    for members in groups.groups():
        rect = _around([boxes[i] for i in members])
        pieces.append((rect, members[0]))
        if _is_ruled_table(rect, [boxes[i] for i in members if i in down]):
            ruled.update(members)
    for rect, member in sorted(pieces, key=lambda piece: piece[0][1]):
        if rect[2] - rect[0] < _NARROWEST:
            continue
        for stack in stacks:
            if _same_extent(stack[-1][0], rect):
                stack.append((rect, member))
                break
        else:
            stacks.append([(rect, member)])
    for stack in stacks:
        for (upper, one), (lower, other) in _connected(height, bands, stack):
            both_ruled = {one, other} <= ruled
            apart = any(_lies_between(upper, rect, lower) or _holds_one(rect, upper, lower) for rect, _ in pieces)
            apart = apart or any(_are_rows_between(upper, rules, lower) for rules in stacks)
            apart = apart or _is_title_bar(bands, upper, lower)
            if not both_ruled and not apart:
                groups.join(one, other)


def _is_ruled_table(rect: Rect, down: Sequence[Rect]) -> bool:
    """Vertical rules run through more than a header's height."""
    height = rect[3] - rect[1]
    return height > 1.5 * _LEAST_TABLE and any(rule[3] - rule[1] > 0.6 * height for rule in down)


def _lies_between(upper: Rect, rect: Rect, lower: Rect) -> bool:
    """Another table of its own stands between two pieces."""
    return (
        upper[3] - 1 <= rect[1]
        and rect[3] <= lower[1] + 1
        and rect[3] - rect[1] > _LEAST_TABLE
        and rect[2] - rect[0] > _NARROWEST
        and rect[0] < upper[2]
        and rect[2] > upper[0]
    )


def _are_rows_between(upper: Rect, stack: Sequence[_Piece], lower: Rect) -> bool:
    """Rules that begin further in and end further in than two bands part rows of their own: the bands head them."""
    rules = [
        rect
        for rect, _ in stack
        if rect[3] - rect[1] < _EMPTY_BAND
        and upper[3] <= rect[1]
        and rect[3] <= lower[1]
        and rect[0] - upper[0] > _SAME_EXTENT
        and upper[2] - rect[2] > _SAME_EXTENT
        and rect[2] - rect[0] > _MOST_OF_BAND * (upper[2] - upper[0])
    ]
    return len(rules) >= _FEW_RULES


def _is_title_bar(bands: WordBands, bar: Rect, lower: Rect) -> bool:
    """The name of a page or chapter, far larger than the lines of text that follow, begins a band of colour."""
    words = _words_in(bands, bar)
    between = rows_of_words(_words_in(bands, (bar[0], bar[3], bar[2], lower[1])))
    usual = median([w.size for line in between for w in line] or [math.inf])
    first = min(words, key=lambda w: w.x0, default=None)
    return first is not None and first.size > _TITLE * usual and len(between) > _MOST_HEADING_LINES


def _holds_one(frame: Rect, upper: Rect, lower: Rect) -> bool:
    """A frame stands around one of two pieces and not around the other."""
    return frame not in (upper, lower) and _is_within(upper, frame) != _is_within(lower, frame)


def _is_within(rect: Rect, frame: Rect) -> bool:
    return frame[0] - 1 <= rect[0] and rect[2] <= frame[2] + 1 and frame[1] - 1 <= rect[1] and rect[3] <= frame[3] + 1


def _same_extent(one: Rect, other: Rect) -> bool:
    """Both end at the same place; the one may begin further in, beside a cell merged over rows."""
    left, right = abs(one[0] - other[0]), abs(one[2] - other[2])
    narrower = min(one[2] - one[0], other[2] - other[0])
    return right < _SAME_EXTENT and left < max(_SAME_EXTENT, 0.5 * narrower)


_Piece = tuple[Rect, int]


def _connected(height: float, bands: WordBands, stack: Sequence[_Piece]) -> list[tuple[_Piece, _Piece]]:
    """Neighbours in a stack with columns between them, or with a section's name between two such."""
    pairs = list(pairwise(stack))
    between = [(upper[0][0], upper[0][3], upper[0][2], lower[0][1]) for upper, lower in pairs]
    columns = [_columns_between(height, bands, band) for band in between]
    heads = {_text_in(bands, stack[0][0]), *(_text_in(bands, band) for band in between[:1])} - {""}
    found = []
    for index, (pair, band) in enumerate(zip(pairs, between, strict=True)):
        beside = any(columns[max(0, index - 1) : index + 2]) or any(_has_columns(bands, piece) for piece, _ in pair)
        # A second table under a heading of its own begins with the first one's headings again.
        follows = [pair[1][0], *between[index + 1 : index + 2]]
        anew = any(_text_in(bands, rect) in heads for rect in follows)
        near = [*between[max(0, index - 1) : index], *between[index + 1 : index + 2]]
        of_row = _runs_across(bands, band) or any(_stands_in_column(bands, band, rect) for rect in near)
        if columns[index] or (beside and not anew and of_row):
            found.append(pair)
    return found


def _stands_in_column(bands: WordBands, band: Rect, row: Rect) -> bool:
    """Text between two rules, snug, in one column of the row beside: the rest of a row that began elsewhere."""
    words, beside = _words_in(bands, band), _words_in(bands, row)
    columns = corridors(beside)
    if not words or len(columns) < _FEW_CORRIDORS or not _is_snug(words, band):
        return False
    one_column = len({sum(c.middle < w.centre for c in columns) for w in words}) == 1
    alike = max(w.size for w in words) <= _LARGER * median(w.size for w in beside)
    return one_column and alike and len(corridors([*words, *beside])) >= len(columns)


def _has_columns(bands: WordBands, piece: Rect) -> bool:
    return piece[3] - piece[1] > _LEAST_ROW and len(corridors(_words_in(bands, piece))) > 1


def _columns_between(height: float, bands: WordBands, band: Rect) -> bool:
    words = _words_in(bands, band)
    if not words or band[3] - band[1] > 0.6 * height:
        return not words and band[3] - band[1] < _EMPTY_BAND
    return len(corridors(words)) > 0 and not _holds_heading(words, band[1])


def _holds_heading(words: Sequence[Word], top: float) -> bool:
    """A line alone in its height, larger than the rest or set off above and below: what follows is another table.

    A line hardly larger than the rest with a row of figures right under it names a section of the same one.
    """
    lines = rows_of_words(words)
    usual = median(w.size for w in words)
    for index, line in enumerate(lines):
        alone = all(b.x0 - a.x1 < line[0].size for a, b in pairwise(line))
        above = line[0].top - (lines[index - 1][0].bottom if index else top)
        below = lines[index + 1][0].top - line[0].bottom if line is not lines[-1] else 0
        rows = [row for row in lines[index + 1 : index + 3] if sum(is_figure(w.text) for w in row) > 1]
        if rows and line[0].size <= _LARGEST_NAME * rows[0][0].size and below < _NEAR_ROW * line[0].size:
            continue
        larger = line[0].size > _LARGER * usual
        set_off = line[0].bold and above > 1.2 * line[0].size and below > 0.7 * line[0].size
        if alone and (larger or set_off):
            return True
    return False


def _runs_across(bands: WordBands, band: Rect) -> bool:
    """Text at the left, snug between two rules, as a section's name or a comment under a row."""
    words = _words_in(bands, band)
    if not words:
        return False
    size = max(w.size for w in words)
    near_left = min(w.x0 for w in words) < band[0] + 0.25 * (band[2] - band[0])
    around = _words_in(bands, (band[0], band[1] - 60, band[2], band[3] + 60))
    usual = median(w.size for w in around)
    return near_left and _is_snug(words, band) and size <= _LARGER * usual


def _is_snug(words: Sequence[Word], band: Rect) -> bool:
    """Text as close to the rules above and below it as that of a row."""
    above, below = min(w.top for w in words) - band[1], band[3] - max(w.bottom for w in words)
    return max(above, below) < _SNUG * max(w.size for w in words)


def _words_in(bands: WordBands, band: Rect) -> list[Word]:
    x0, top, x1, bottom = band
    return [w for w in bands.between(top - 1, bottom + 1) if x0 - 2 < w.x0 and w.x1 < x1 + 2]


def _text_in(bands: WordBands, band: Rect) -> str:
    return " ".join(word.text for word in sorted(_words_in(bands, band), key=lambda w: w.order))


def _around(rects: Sequence[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*rects, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _region(
    members: Sequence[int], boxes: Sequence[Rect], across: Sequence[Span], down: Sequence[Span], fills: Sequence[Fill]
) -> Region:
    first_fill = len(across) + len(down)
    return Region(
        *_around([boxes[i] for i in members]),
        tuple(across[i] for i in members if i < len(across)),
        tuple(down[i - len(across)] for i in members if len(across) <= i < first_fill),
        tuple(fills[i - first_fill] for i in members if i >= first_fill),
    )
