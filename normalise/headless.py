"""Tables without headings that go on with one that has them: the headings are borrowed, column by column.

A table that a page break cut, or whose heading row was lost, stands on the same columns as another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from .grid import Grid, flat

# How far apart, in points, the edges of columns that continue each other may be.
_NEAR = 6.0
_SHARE = 0.6


def borrowed_headings(grid: Grid, others: Sequence[Grid]) -> tuple[tuple[str, ...], ...] | None:
    """The headings for each column of a table without any, from the nearest table on the same columns.

    Args:
        grid: a table without header rows.
        others: the document's tables that have headings, the nearest first.

    Returns:
        a path of headings for each column; None where no table stands on the same columns.
    """
    ours = _edges(grid)
    for other in others:
        for theirs, headings in (*reversed(list(_repeated(other))), (_edges(other), _headings(other))):
            places = _same_columns(ours, theirs)
            if places is not None:
                return tuple(() if place is None else headings[place] for place in places)
    return None


def _headings(grid: Grid) -> dict[int, tuple[str, ...]]:
    return {col: grid.heading(col) for col in range(grid.columns)}


def _repeated(grid: Grid) -> Iterator[tuple[dict[int, tuple[float, float]], dict[int, tuple[str, ...]]]]:
    """Edges and texts of the heading rows further down, which may stand on other columns than the first."""
    for row in range(grid.table.rows):
        if row not in grid.header_rows and grid.is_header(row):
            cells = [cell for cell in grid.table.row(row) if flat(cell.text)]
            edges = {cell.col: (cell.boxes[0].x0, cell.boxes[0].x1) for cell in cells}
            yield edges, {cell.col: (flat(cell.text),) for cell in cells}


def _edges(grid: Grid) -> dict[int, tuple[float, float]]:
    """Left and right edge of the columns that hold anything."""
    edges = {}
    for col in range(grid.columns):
        cells = grid.cells_in(col)
        boxes = [cell.boxes[0] for cell in cells]
        if any(flat(cell.text) or cell.marks or cell.fill for cell in cells):
            edges[col] = (median(box.x0 for box in boxes), median(box.x1 for box in boxes))
    return edges


def _same_columns(
    ours: dict[int, tuple[float, float]], theirs: dict[int, tuple[float, float]]
) -> list[int | None] | None:
    """For each of our columns the one of theirs that it continues; None unless nearly all continue one."""
    if len(ours) < 3:
        return None
    places: list[int | None] = [None] * (max(ours) + 1)
    close = 0
    for col, (left, right) in ours.items():
        middle = (left + right) / 2
        over = [place for place, (x0, x1) in theirs.items() if x0 <= middle <= x1 and place not in places]
        if not over:
            continue
        places[col] = over[0]
        x0, x1 = theirs[over[0]]
        close += abs(x0 - left) <= _NEAR or abs(x1 - right) <= _NEAR
    told = [place for place in places if place is not None]
    if told != sorted(told) or len(told) < len(ours) or close < _SHARE * len(ours):
        return None
    return places
