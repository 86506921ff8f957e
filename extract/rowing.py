"""Rows that no ink parts: told from lines that hold figures, and from the distances between lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .figures import stands_for_figure
from .ink import Word
from .lines import rows_of_words
from .whites import rows_by_white, runs_across

# A gap this much larger than the others between two rows' figures is where one row ends.
_CLEAR_GAP = 1.25
# A line with texts in so many columns is a row of a table, not of a card.
_WHOLE_ROW = 4
# The white between headings and the row under them, in em.
_LEAST_WHITE = 0.3
# Lines of one text follow each other this closely, and are no further apart than that, in em.
_NEXT_LINE, _APART = 1.4, 1.6
# A row is no lower than this much of a line in it.
_MOST_OF_LINE = 0.95


def row_breaks(words: Sequence[Word], xs: Sequence[float], named: bool = False) -> list[float]:
    """Heights at which a band of text falls into rows.

    A row is told by a line that holds figures in several columns. Where the white between rows is
    clearly wider than that between lines of a text, it parts them. Else lines between two lines of
    figures go to the one or the other by the distances between lines, and where these are even, by
    whether the first column starts on the line of the figures.

    Args:
        words: the upright words of a band.
        xs: column edges.
        named: whether nearly every line of figures must have a text in the first two columns.

    Where no figures tell rows, texts of the first column do that stand apart from each other.

    Returns:
        Heights between rows, from the top; none where the band is one row.
    """
    lines = rows_of_words(words)
    anchors = [index for index, line in enumerate(lines) if _tells_a_row(line, xs)]
    if not all(_is_bold(lines[index]) for index in anchors):
        anchors = [index for index in anchors if not _is_bold(lines[index])]  # headings may hold figures too
    if len(anchors) < 2:
        return [] if named else _around_one_row(lines, anchors, xs)
    if named and sum(_is_named(lines[index], xs) for index in anchors) < 0.8 * len(anchors):
        return []
    rows = rows_by_white(words, xs, [lines[index] for index in anchors])
    if rows:
        return [(upper.bottom + lower.top) / 2 for upper, lower in pairwise(rows)]
    told = {lower: _starts_told(lines, upper, lower, xs) for upper, lower in pairwise(anchors)}
    clear = [(lower, starts) for lower, starts in told.items() if starts]
    top_aligned = 2 * sum(starts[-1] == lower for lower, starts in clear) >= len(clear)
    starts = [_first_start(lines, anchors[0], top_aligned)]
    for upper, lower in pairwise(anchors):
        starts += told[lower] or ([lower] if top_aligned else [(upper + lower + 1) // 2])
    return between_lines(lines, [*starts, *_comments(lines, xs)])


def _is_named(line: Sequence[Word], xs: Sequence[float]) -> bool:
    """Words, not a figure, stand in the first two columns."""
    return any(word.centre < xs[2] and not stands_for_figure(word.text) for word in line)


def _around_one_row(lines: Sequence[Sequence[Word]], anchors: Sequence[int], xs: Sequence[float]) -> list[float]:
    """Breaks in a band without two lines of figures: headings and comments are parted from an only row."""
    if anchors and len(_by_column(lines[anchors[0]], xs)) >= max(_WHOLE_ROW, 0.6 * (len(xs) - 1)):
        named = [index for index in range(anchors[0]) if _heads_a_section(lines, index, anchors[0], xs)]
        sections = [start for index in named for start in (index, index + 1)]
        return between_lines(lines, [*_comments(lines, xs), *_under_headings(lines, anchors[0], xs), *sections])
    return _heads_of_first_column(lines, xs)


def _under_headings(lines: Sequence[Sequence[Word]], anchor: int, xs: Sequence[float]) -> list[int]:
    """The line with which the row of a line of figures begins, where headings of most columns stand above it."""
    best = (0.0, 0)
    for start in range(1, anchor + 1):
        above = [word for line in lines[:start] for word in line]
        if len(_by_column(above, xs)) >= max(_WHOLE_ROW - 1, 0.6 * (len(xs) - 1)):
            white = min(w.top for w in lines[start]) - max(w.bottom for w in above)
            best = max(best, (white, start))
    white, start = best
    within = [min(w.top for w in b) - max(w.bottom for w in a) for a, b in pairwise(lines[:start])]
    return [start] if start and white > max([_LEAST_WHITE * lines[anchor][0].size, *within]) else []


def between_lines(lines: Sequence[Sequence[Word]], starts: Sequence[int]) -> list[float]:
    """Heights right above the lines with these numbers, but for one that ends less than a line after another."""
    within = sorted({start for start in starts if 0 < start < len(lines)})
    heights: list[float] = []
    for start in within:
        height = _between(lines[start - 1], lines[start])
        least = _MOST_OF_LINE * min(w.bottom - w.top for w in lines[start - 1])
        if not heights or height - heights[-1] >= least:
            heights.append(height)
    return heights


def _comments(lines: Sequence[Sequence[Word]], xs: Sequence[float]) -> list[int]:
    """Where texts across columns begin and where they end, their last short lines taken in."""
    found: list[int] = []
    for index, line in enumerate(lines):
        if found and found[-1] == index and _goes_on(lines[index - 1], line):
            found[-1] = index + 1
        elif runs_across(line, xs):
            found += [index, index + 1]
    return found


def _goes_on(above: Sequence[Word], line: Sequence[Word]) -> bool:
    """A line under another of the same text: same left edge, same size, no more than a line's distance."""
    snug = line[0].bottom - above[0].bottom < _NEXT_LINE * line[0].size
    unbroken = all(b.x0 - a.x1 < b.size for a, b in pairwise(line))
    return snug and unbroken and abs(line[0].x0 - above[0].x0) < 2 and abs(line[0].size - above[0].size) < 0.5


def _heads_of_first_column(lines: Sequence[Sequence[Word]], xs: Sequence[float]) -> list[float]:
    """Breaks above each text of the first column, where other columns begin on the same lines."""
    first = [index for index, line in enumerate(lines) if line[0].centre < xs[1]]
    starts = [
        index
        for above, index in zip([None, *first], first, strict=False)
        if above is None or lines[index][0].top - lines[above][0].top > _APART * lines[index][0].size
    ]
    beside = sum(len(_by_column(lines[index], xs)) > 2 for index in starts)
    if len(starts) < 3 or beside < 0.6 * len(starts):
        return []
    return between_lines(lines, starts)


def _tells_a_row(line: Sequence[Word], xs: Sequence[float]) -> bool:
    texts = _by_column(line, xs)
    figures = sum(stands_for_figure(text) for col, text in texts.items() if col > 0)
    return figures >= 2 or (figures == 1 and len(texts) >= max(3, 0.7 * (len(xs) - 1)))


def _by_column(line: Sequence[Word], xs: Sequence[float]) -> dict[int, str]:
    texts: dict[int, str] = {}
    for word in line:
        col = bisect_right(xs, word.centre) - 1
        if 0 <= col < len(xs) - 1:
            texts[col] = f"{texts[col]} {word.text}" if col in texts else word.text
    return texts


def _first_start(lines: Sequence[Sequence[Word]], anchor: int, top_aligned: bool) -> int:
    """The line with which the first row begins; what stands above it is the header."""
    start = anchor
    if not top_aligned:
        while (
            start > 0
            and not _is_bold(lines[start - 1])
            and lines[start][0].top - lines[start - 1][0].top <= _NEXT_LINE * lines[start][0].size
        ):
            start -= 1
    return start


def _starts_told(lines: Sequence[Sequence[Word]], upper: int, lower: int, xs: Sequence[float]) -> list[int]:
    """Lines after one figure line, up to and with the next one, that clearly begin a row."""
    starts = []
    for index in range(upper + 1, lower):
        if _heads_a_section(lines, index, upper, xs):
            starts += [index, index + 1]
    if starts:
        return starts
    gaps = [(lines[i + 1][0].top - lines[i][0].top, i + 1) for i in range(upper, lower)]
    widest = max(gaps)
    others = [gap for gap, start in gaps if start != widest[1]]
    return [widest[1]] if not others or widest[0] > _CLEAR_GAP * max(others) else []


def _heads_a_section(lines: Sequence[Sequence[Word]], index: int, upper: int, xs: Sequence[float]) -> bool:
    """A bold line at the left, alone, where the rows themselves are not bold."""
    line = lines[index]
    plain = not _is_bold([w for w in lines[upper] if w.centre < xs[1]] or lines[upper])
    return _is_bold(line) and plain and line[0].x0 < xs[1] and not any(stands_for_figure(w.text) for w in line[1:])


def _is_bold(line: Sequence[Word]) -> bool:
    return all(word.bold for word in line)


def _between(above: Sequence[Word], below: Sequence[Word]) -> float:
    return (max(w.bottom for w in above) + min(w.top for w in below)) / 2
