"""Rows of a table that stand outside its ink: a header above the first rule, a last row without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .corridors import Corridor, corridors
from .ink import Word
from .lines import rows_of_words
from .regions import Region

# How far from the ink a row may stand, and lines of one row from each other, in em.
_NEAR_INK = 1.9
_NEXT_LINE = 1.5
_PADDING = 1.5


def widened(region: Region, inside: Sequence[Word], outside: Sequence[Word]) -> Region:
    """A region with the rows taken in that stand right above and below it in its columns.

    Args:
        region: ink without ruled columns.
        inside: words in it.
        outside: words in no region.
    """
    edges = {round(e) for f in region.fills for e in (f.top, f.bottom)} | {round(s.at) for s in region.across}
    columns = corridors(inside, tolerance=0.12)
    if len(columns) < 2 or len(edges) < 3:
        return region
    near = [w for w in outside if w.angle == 0 and region.x0 - 3 < w.x0 and w.x1 < region.x1 + 3]
    lines = rows_of_words(near)
    above = [line for line in reversed(lines) if line[0].bottom <= region.top + 1]
    below = [line for line in lines if line[0].top >= region.bottom - 1]
    top, bottom = _top_with(region.top, above, columns), _bottom_with(region.bottom, below, columns)
    return replace(region, top=top, bottom=bottom)


def _top_with(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> float:
    """The upper edge with the header's lines, read upwards."""
    told, top, reach = 0, edge, _NEAR_INK
    for line in lines:
        if top - line[0].bottom > reach * line[0].size or not _fits(line, columns):
            break
        told = max(told, _columns_told(line, columns))
        top, reach = line[0].top, _NEXT_LINE - 1
    return top - _PADDING if told >= max(2, len(columns) - 1) else edge


def _bottom_with(edge: float, lines: Sequence[Sequence[Word]], columns: Sequence[Corridor]) -> float:
    """The lower edge with rows that follow the last rule or band."""
    bottom, reach = edge, _NEAR_INK
    held = edge
    for line in lines:
        if line[0].top - bottom > reach * line[0].size or not _fits(line, columns):
            break
        bottom, reach = line[0].bottom, _NEAR_INK
        if _columns_told(line, columns) >= max(2, len(columns) - 1) or held > edge:
            held = bottom + _PADDING
    return held


def _fits(line: Sequence[Word], columns: Sequence[Corridor]) -> bool:
    """No word stands across a white corridor."""
    return not any(w.x0 + 1 < c.middle < w.x1 - 1 for w in line for c in columns)


def _columns_told(line: Sequence[Word], columns: Sequence[Corridor]) -> int:
    return len({sum(c.middle < w.centre for c in columns) for w in line})
