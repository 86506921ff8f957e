"""Cells that stand over columns of two groups: which of them they belong to is not sure, and is said."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Cell, Problem, Table
from .figures import is_figure


def crossings(table: Table) -> Iterator[Problem]:
    """A problem for each heading, and for the figures under each pair of groups, that stand over parts of two groups.

    A group is a heading over several columns with headings of their own below it (``Q1`` over Actual and Target).
    """
    heads = [cell for cell in table.cells if table.row_kinds[cell.row] == "header" and cell.text]
    groups = [cell for cell in heads if 1 < cell.colspan < table.columns]
    told: set[tuple[int, int, bool]] = set()
    for cell in table.cells:
        heading = table.row_kinds[cell.row] == "header"
        if cell.colspan < 2 or not (is_figure(cell.text) if not heading else cell.text):
            continue
        crossed = [group for group in groups if group.row < cell.row and _reaches_into(cell, group)]
        key = (cell.col, cell.colspan, heading)
        if len(crossed) > 1 and key not in told:
            told.add(key)
            yield _problem(cell, crossed, heading)


def _reaches_into(cell: Cell, group: Cell) -> bool:
    """They share some columns, and each has others too."""
    start, end = max(cell.col, group.col), min(cell.col + cell.colspan, group.col + group.colspan)
    return start < end and end - start < min(cell.colspan, group.colspan)


def _problem(cell: Cell, groups: list[Cell], heading: bool) -> Problem:
    what = f'the heading "{cell.text}"' if heading else f'the figure "{cell.text}" (and any below it)'
    over = " and ".join(f'"{group.text}"' for group in groups)
    page = cell.boxes[0].page
    message = (
        f"{what} stands over columns of {over}: which of them it belongs to is not sure; "
        f"look at it with `scrutiny tables FILE --page {page} --image page.png`"
    )
    return Problem("extract", message, cell.boxes[0], page)
