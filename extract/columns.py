"""Where columns part: at ink, at white corridors between words, and between figures side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .corridors import Corridor, column_corridors, corridors
from .edges import Edges, clustered
from .figures import stands_for_figure
from .ink import Word
from .lines import rows_of_words
from .region import Region
from .ruling import SNAP
from .standins import is_stand_in

# As many lines with figures side by side make columns of them.
_FEWEST_FIGURES = 3
_MOST_HEADING_LINES = 3
# Words side by side share this much height, in em.
_BESIDE = 0.3
# The same table on another page begins and ends within this distance.
_SAME_EDGE = 8.0
# What stands side by side may touch.
_TOUCHING = 0.5
# Words of one heading stand no further apart than this, in em.
_WORD_SPACE = 0.42
# A strip without words narrower than this is a coloured bar or a double line.
_NARROWEST = 12.0


def column_edges(
    edges: Edges, region: Region, words: Sequence[Word], like: Sequence[float], ruled: bool
) -> list[float]:
    """The column edges of a region, outer ones included.

    Args:
        edges: its ink.
        region: connected ink.
        words: the words in it, and what stands in for marks.
        like: the edges of a table that may go on here.
        ruled: whether ink stands between the columns.
    """
    inked = edges.column_lines()
    if ruled:
        found = _with_figure_columns(inked, words)
    elif _fits(like, region, words):
        found = list(like)
    else:
        found = _with_corridors(inked, words)
    return _without_bare_strips(found, words)


def _with_corridors(xs: list[float], words: Sequence[Word]) -> list[float]:
    """Add columns that only alignment shows, each with words of its own; keep the inked ones."""
    lines = list(xs)
    for corridor in column_corridors(words):
        if any(corridor.left - SNAP <= x <= corridor.right + SNAP for x in lines[1:-1]):
            continue
        left = max(x for x in lines if x < corridor.middle)
        right = min(x for x in lines if x > corridor.middle)
        middles = [(w.x0 + w.x1) / 2 for w in words]
        if any(left < m < corridor.left for m in middles) and any(corridor.right < m < right for m in middles):
            lines = sorted([*lines, corridor.middle])
    found = _with_mark_columns(_with_complements_joined(lines, xs, words), words)
    return clustered([x if x in xs else _right_of_headings(x, found, words) for x in found])


def _right_of_headings(edge: float, xs: Sequence[float], words: Sequence[Word]) -> float:
    """An edge moved right of the end of a heading that reaches over it, where the column's own texts begin later."""
    end = min((x for x in xs if x > edge), default=edge)
    own = [w for w in words if edge <= w.centre < end]
    left, count = Counter(round(w.x0) for w in own).most_common(1)[0] if own else (0, 0)
    reaching = sorted((w for w in own if w.x1 < left), key=lambda w: w.x0)
    if count < _FEWEST_FIGURES or len(rows_of_words(reaching)) != 1:
        return edge
    height = reaching[0].middle
    heading = sorted((w for w in words if abs(w.middle - height) < _BESIDE * w.size), key=lambda w: w.x0)
    first = heading.index(reaching[0])
    begun = first > 0 and heading[first].x0 - heading[first - 1].x1 < _WORD_SPACE * heading[first].size
    headed = any(left - 1 <= w.x0 < end for w in heading)
    moved = (max(w.x1 for w in reaching) + left) / 2
    return moved if begun and headed and not any(w.x0 < moved < w.x1 for w in words) else edge


def _with_mark_columns(xs: Sequence[float], words: Sequence[Word]) -> list[float]:
    """Part figures from marks close beside them where a heading of its own stands over the marks."""
    lines = list(xs)
    for own in parted(words, xs):
        marks = [w for w in own if is_stand_in(w)]
        figures = [w for w in own if stands_for_figure(w.text)]
        texts = [w for w in own if not is_stand_in(w)]
        if min(len(marks), len(figures)) < _FEWEST_FIGURES:
            continue
        for left, right in ((figures, marks), (marks, figures)):
            edge = (max(w.x1 for w in left) + min(w.x0 for w in right)) / 2
            parts = max(w.x1 for w in left) <= min(w.x0 for w in right) + _TOUCHING
            crossed = any(w.x0 + _TOUCHING < edge < w.x1 - _TOUCHING for w in texts)
            headed = any((w.x0 > edge) == (right is marks) and w not in figures for w in texts)
            if parts and headed and not crossed:
                lines = sorted([*lines, edge])
    return lines


def _with_complements_joined(lines: list[float], inked: Sequence[float], words: Sequence[Word]) -> list[float]:
    """Take for one column what never stands side by side: a heading and the figures set off under it."""
    kept = list(lines)
    index = 1
    while index < len(kept) - 1:
        left, edge, right = kept[index - 1 : index + 2]
        one = [w for w in words if left <= w.centre < edge]
        other = [w for w in words if edge <= w.centre < right]
        few = min(len(rows_of_words(one)), len(rows_of_words(other)))
        if edge not in inked and 0 < few <= _MOST_HEADING_LINES and not _stand_side_by_side(one, other):
            del kept[index]
        else:
            index += 1
    return kept


def _stand_side_by_side(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Some word stands beside one of the other column, though not on its very line: short cells are often centred."""
    return any(min(a.bottom, b.bottom) - max(a.top, b.top) > _BESIDE * a.size for a in one for b in other)


def _fits(like: Sequence[float], region: Region, words: Sequence[Word]) -> bool:
    """The columns of a table before: as wide, and no word runs over their edges."""
    if len(like) < 3 or abs(like[0] - region.x0) > _SAME_EDGE or abs(like[-1] - region.x1) > _SAME_EDGE:
        return False
    if any(w.x0 + 1 < x < w.x1 - 1 for w in words for x in like[1:-1]):
        return False
    # A table with other columns would leave some of these empty.
    empty = sum(not any(a <= w.centre < b for w in words) for a, b in pairwise(like))
    return empty <= 1


def _with_figure_columns(xs: list[float], words: Sequence[Word]) -> list[float]:
    """Part a ruled column in which line after line holds several figures side by side."""
    lines = list(xs)
    for own in parted(words, xs):
        for corridor in corridors(own):
            if sum(_figures_beside(line, corridor) for line in rows_of_words(own)) >= _FEWEST_FIGURES:
                lines.append(corridor.middle)
    return clustered(lines)


def parted(words: Iterable[Word], xs: Sequence[float]) -> list[list[Word]]:
    """The words of each column, by their middle; ``xs`` are the edges from left to right."""
    columns: list[list[Word]] = [[] for _ in xs[1:]]
    for word in words:
        col = bisect_right(xs, (word.x0 + word.x1) / 2) - 1
        if 0 <= col < len(columns):
            columns[col].append(word)
    return columns


def _figures_beside(line: Sequence[Word], corridor: Corridor) -> bool:
    """A figure stands right before, and another right after, a white strip."""
    before = [w for w in line if w.x1 <= corridor.left + 1]
    after = [w for w in line if w.x0 >= corridor.right - 1]
    return (
        bool(before and after)
        and stands_for_figure(before[-1].text)
        and stands_for_figure(after[0].text)
        and after[0].text[0] != "("
    )


def _without_bare_strips(xs: Sequence[float], words: Sequence[Word]) -> list[float]:
    """Drop edges that cut off a narrow strip without words (a coloured bar, a double line)."""
    kept = list(xs)
    index = 0
    while index < len(kept) - 1 and len(kept) > 2:
        left, right = kept[index], kept[index + 1]
        bare = not any(left <= (w.x0 + w.x1) / 2 <= right for w in words)
        if right - left < _NARROWEST and bare:
            del kept[index + 1 if index + 2 < len(kept) else index]
        else:
            index += 1
    return kept
