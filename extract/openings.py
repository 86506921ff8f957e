"""Rows of a table that stand outside its ink: a header above the first rule, a last row without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from .corridors import Corridor, column_corridors
from .ink import Word
from .lines import rows_of_words
from .regions import Region

# How far from the ink a header may stand, rows from each other, and lines of one row, in em.
_NEAR_INK = 1.9
_NEXT_ROW = 4.0
_NEXT_LINE = 1.5
_LEAST_GAP = 0.4
_PADDING = 1.5


def widened(region: Region, inside: Sequence[Word], outside: Sequence[Word]) -> Region:
    """A region with the rows taken in that stand right above and below it in its columns.

    Args:
        region: ink without ruled columns.
        inside: words in it.
        outside: words in no region.
    """
    columns = column_corridors(inside)
    edges = {round(e) for f in region.fills for e in (f.top, f.bottom)}
    # One band of colour behind headings tells nothing of the rows below it.
    banded = len(region.across) > 1 or len(region.across) + len(edges) > 2
    if len(columns) < 2 or not banded:
        return region
    near = [w for w in outside if w.angle == 0 and region.x0 - 3 < w.x0 and w.x1 < region.x1 + 3]
    lines = rows_of_words(near)
    above = [line for line in reversed(lines) if line[0].bottom <= region.top + 1]
    below = [line for line in lines if line[0].top >= region.bottom - 1]
    top, bottom = _top_with(region.top, above, columns), _bottom_with(region.bottom, below, columns)
    return replace(region, top=top, bottom=bottom)


def _top_with(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> float:
    """The upper edge with the header's lines, read upwards."""
    told: set[int] = set()
    top, reach = edge, _NEAR_INK
    for line in lines:
        if top - line[0].bottom > reach * line[0].size or not _fits(line, columns):
            break
        told |= _columns_told(line, columns)
        top, reach = min(top, line[0].top), _NEXT_LINE - 1
    return top - _PADDING if len(told) >= max(2, len(columns) - 1) else edge


def _bottom_with(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> float:
    """The lower edge with rows that follow the last rule or band."""
    held = edge
    for cluster in _clusters(lines):
        fitting = list(takewhile(lambda line: _fits(line, columns), cluster))
        told = max((len(_columns_told(line, columns)) for line in fitting), default=0)
        if cluster[0][0].top - held > _NEXT_ROW * cluster[0][0].size or told < max(2, len(columns) - 1):
            break
        held = fitting[-1][0].bottom + _PADDING
        if len(fitting) < len(cluster):
            break
    return held


def _clusters(lines: Sequence[Sequence[Word]]) -> list[list[Sequence[Word]]]:
    """Lines no further apart than lines of one row."""
    found: list[list[Sequence[Word]]] = []
    for line in lines:
        if found and line[0].top - found[-1][-1][0].bottom <= (_NEXT_LINE - 1) * line[0].size:
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
