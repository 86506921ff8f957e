"""Tables without headings that go on with one that has them: the headings are borrowed, column by column.

A table that a page break cut, or whose heading row was lost, stands on the same columns as another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from .grid import Grid, flat

# How far apart, in points, the edges of columns that continue each other may be.
_NEAR = 6.0
_SHARE = 0.6


_Edges = dict[int, tuple[float, float]]
_Texts = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lender:
    """What a table with headings has to lend: for each heading row the edges and headings of its columns."""

    columns: int
    rows: tuple[tuple[_Edges, _Texts], ...]

    @classmethod
    def of(cls, grid: Grid) -> Lender:
        """The heading rows further down come first, the last before the others: what follows is nearer to them."""
        own = (_edges(grid), {col: grid.heading(col) for col in range(grid.columns)})
        return cls(grid.columns, (*reversed(list(_repeated(grid))), own))


def borrowed_headings(grid: Grid, others: Sequence[Lender]) -> tuple[tuple[str, ...], ...] | None:
    """The headings for each column of a table without any, from the nearest table on the same columns.

    Args:
        grid: a table without header rows.
        others: the document's tables that have headings, the nearest first.

    Returns:
        a path of headings for each column; None where no table stands on the same columns.
    """
    ours = _edges(grid)
    for other in others:
        for theirs, headings in other.rows:
            places = _same_columns(ours, theirs)
            if places is not None:
                return tuple(() if place is None else headings[place] for place in places)
    return None


def _repeated(grid: Grid) -> Iterator[tuple[_Edges, _Texts]]:
    """Edges and texts of the heading rows further down, which may stand on other columns than the first."""
    for row in range(grid.table.rows):
        if row not in grid.header_rows and grid.is_header(row):
            cells = [cell for cell in grid.table.row(row) if flat(cell.text)]
            edges = {cell.col: (cell.boxes[0].x0, cell.boxes[0].x1) for cell in cells}
            yield edges, {cell.col: (flat(cell.text),) for cell in cells}


def _edges(grid: Grid) -> _Edges:
    """Left and right edge of the columns that hold anything."""
    edges = {}
    for col in range(grid.columns):
        cells = grid.cells_in(col)
        boxes = [cell.boxes[0] for cell in cells]
        if any(flat(cell.text) or cell.marks or cell.fill for cell in cells):
            edges[col] = (median(box.x0 for box in boxes), median(box.x1 for box in boxes))
    return edges


def _same_columns(ours: _Edges, theirs: _Edges) -> list[int | None] | None:
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
    if told != sorted(told) or len(told) < len(ours) or not (close >= _SHARE * len(ours) or _as_wide(ours, theirs)):
        return None
    return places


def _as_wide(ours: dict[int, tuple[float, float]], theirs: dict[int, tuple[float, float]]) -> bool:
    """Whether as many columns fill the same width: where the white between them is cut may differ."""
    if len(ours) != len(theirs):
        return False
    outer = [(edges[min(edges)][0], edges[max(edges)][1]) for edges in (ours, theirs)]
    return all(abs(one - other) <= _NEAR for one, other in zip(*outer, strict=True))
