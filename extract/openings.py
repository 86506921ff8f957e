"""Rows of a table that stand outside its ink: a header above the first rule, a last row without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from .corridors import Corridor, column_corridors
from .ink import Word
from .lines import rows_of_words
from .region import Region

# How far from the ink a header may stand, rows from each other, and lines of one row, in em.
_NEAR_INK = 1.9
_NEXT_ROW = 4.0
_NEXT_LINE = 1.5
_LEAST_GAP = 0.4
_PADDING = 1.5
# Both sides of two tables of the same width differ by no more than this together, in points.
_SAME_EDGES = 12.0
_MOST_HEADING_LINES = 3
# Over so many columns words that run up or down are their headings.
_FEWEST_TURNED = 2
# Lines of one row in so many columns stand together by no accident.
_WIDE = 4
# Larger words than these are no row's: a heading of the page.
_LARGER = 1.15


def widened(region: Region, inside: Sequence[Word], outside: Sequence[Word], like: Sequence[float] = ()) -> Region:
    """A region with the rows taken in that stand right above and below it in its columns.

    Args:
        region: ink without ruled columns.
        inside: words in it.
        outside: words in no region.
        like: column edges of a table that may go on here: the rest of a row that the break cut may stand above.
    """
    columns = column_corridors(inside)
    edges = {round(e) for f in region.fills for e in (f.top, f.bottom)}
    # One band of colour behind headings tells nothing of the rows below it.
    banded = len(region.across) > 1 or len(region.across) + len(edges) > 2
    if len(columns) < 2 or not banded:
        return region
    near = [w for w in outside if region.x0 - 3 < w.x0 and w.x1 < region.x1 + 3]
    lines = rows_of_words(w for w in near if w.angle == 0)
    above = [line for line in reversed(lines) if line[0].bottom <= region.top + 1]
    below = [line for line in lines if line[0].top >= region.bottom - 1]
    size = median(w.size for w in inside)
    turned = [w for w in near if w.angle % 180 and w.bottom <= region.top + 1]
    heads = _top_with_turned(region.top, turned, above, columns)
    top = _top_with(heads, [line for line in above if line[0].bottom <= heads + 1], columns, size)
    if top == region.top and like and abs(like[0] - region.x0) + abs(like[-1] - region.x1) < _SAME_EDGES:
        top = _top_with_rest(region.top, above, columns, size)
    bottom = _bottom_with(region.bottom, below, columns)
    return replace(region, top=top, bottom=bottom)


def _top_with(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor], size: float) -> float:
    """The upper edge with rows and headings that stand above the ink, read upwards.

    A section's name, alone at the left, may stand between two of them.
    """
    held = reached = edge
    for cluster in _clusters(lines, upwards=True):
        if _names_section(cluster, columns, size) and reached - cluster[0][0].bottom <= _NEAR_INK * size:
            reached = cluster[0][0].top
            continue
        heads = list(takewhile(lambda line: all(w.bold and w.size <= _LARGER * size for w in line), cluster))
        if reached - max(w.bottom for w in cluster[0]) <= _NEAR_INK * size and _heads_groups(heads, columns):
            return min(w.top for line in heads for w in line) - _PADDING
        fitting = list(takewhile(lambda line: _fits(line, columns), cluster))
        near = bool(fitting) and reached - max(w.bottom for w in fitting[0]) <= _NEAR_INK * fitting[0][0].size
        if not near or any(line[0].size > _LARGER * size for line in fitting):
            break
        told = set().union(*(_columns_told(line, columns) for line in fitting))
        reached = min(w.top for line in fitting for w in line)
        if len(told) < max(2, len(columns) - 1):
            break
        held = reached - _PADDING
        if len(fitting) < len(cluster):
            break
    return held


def _top_with_turned(
    edge: float, turned: Sequence[Word], lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]
) -> float:
    """The upper edge with headings that run up or down over several columns.

    Whatever stands beside them keeps to the columns too.
    """
    heads: list[Word] = []
    reached = edge
    for word in sorted(turned, key=lambda w: -w.bottom):
        if reached - word.bottom > _NEAR_INK * word.size:
            break
        heads.append(word)
        reached = min(reached, word.top)
    beside = [line for line in lines if line[0].middle > reached]
    if len(_columns_told(heads, columns)) < _FEWEST_TURNED or not all(_fits(line, columns) for line in beside):
        return edge
    return min([reached, *(w.top for line in beside for w in line)]) - _PADDING


def _top_with_rest(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor], size: float) -> float:
    """The upper edge with the last lines of a row that began on the page before: snug lines within the columns."""
    held = edge
    for line in lines:
        snug = held - max(w.bottom for w in line) <= _NEAR_INK * size / 2
        plain = abs(line[0].size - size) < 0.5 and not line[0].bold
        if not (snug and plain and _fits(line, columns)):
            break
        held = min(w.top for w in line)
    return held - _PADDING if held < edge else edge


def _names_section(cluster: Sequence[Sequence[Word]], columns: Sequence[Corridor], size: float) -> bool:
    """A few words alone at the left, no larger than those of the rows, and no sentence."""
    line = cluster[0]
    unbroken = all(b.x0 - a.x1 < a.size for a, b in pairwise(line))
    short = line[0].centre < columns[0].middle and line[-1].x1 < columns[len(columns) // 2].middle
    return len(cluster) == 1 and unbroken and short and line[0].size < _LARGER * size and line[-1].text[-1] != "."


def _heads_groups(lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> bool:
    """Several texts right of the first column, apart from each other: years over their results and targets."""
    begins = [b for line in lines for a, b in pairwise(line) if b.x0 - a.x1 > b.size]
    return len(lines) <= _MOST_HEADING_LINES and sum(word.x0 > columns[0].middle for word in begins) > 1


def _bottom_with(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> float:
    """The lower edge with rows that follow the last rule or band."""
    held = edge
    for cluster in _clusters(lines):
        fitting = list(takewhile(lambda line: _fits(line, columns), cluster))
        told = _most_told(fitting, columns)
        if cluster[0][0].top - held > _NEXT_ROW * cluster[0][0].size or told < max(2, len(columns) - 1):
            break
        held = fitting[-1][0].bottom + _PADDING
        if len(fitting) < len(cluster):
            break
    return held


def _most_told(lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> int:
    """In how many columns the fullest line stands; in a wide table all of a row's, set to the middle of tall cells."""
    told = [_columns_told(line, columns) for line in lines]
    most = max(map(len, told), default=0)
    return len(set().union(*told)) if most > 1 and len(columns) >= _WIDE else most


def _clusters(lines: Sequence[Sequence[Word]], upwards: bool = False) -> list[list[Sequence[Word]]]:
    """Lines no further apart than lines of one row, in the order in which they are read."""
    found: list[list[Sequence[Word]]] = []
    for line in lines:
        upper, lower = (line, found[-1][-1] if found else line)[:: 1 if upwards else -1]
        if found and lower[0].top - upper[0].bottom <= (_NEXT_LINE - 1) * line[0].size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _fits(line: Sequence[Word], columns: Sequence[Corridor]) -> bool:
    """Every white corridor still has room between the words of a line."""
    return all(_widest_gap(line, corridor) > _LEAST_GAP * line[0].size for corridor in columns)


def _widest_gap(line: Sequence[Word], corridor: Corridor) -> float:
    """The widest strip of a corridor that no word of a line stands in."""
    widest, reached = 0.0, corridor.left
    for word in line:
        if word.x1 > corridor.left and word.x0 < corridor.right:
            widest, reached = max(widest, word.x0 - reached), max(reached, word.x1)
    return max(widest, corridor.right - reached)


def _columns_told(line: Sequence[Word], columns: Sequence[Corridor]) -> set[int]:
    return {sum(c.middle < w.centre for c in columns) for w in line}
