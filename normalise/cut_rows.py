"""Rows that were read as two because their cells have several lines: put together again.

Carbon emissions from the Council's buildings in | 4,143 | Close to        one row, whose second line
tonnes                                           |       | target          was taken for another row
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..records import Cell, Table
from .grid import Grid, flat, tight
from .looks import is_figure

# Words after which a name goes on.
_GOES_ON = re.compile(
    r"(?:\b(?:a|an|and|as|at|by|for|from|in|of|on|or|per|than|that|the|their|to|who|with|within)|[,&/–-])$",
    re.IGNORECASE,
)


# From how many words on a cell's words may go on with a figure.
_SENTENCE = 4
# The share of a row's cells that begin with their heading where the row repeats the headings.
_SHARE = 0.6


def without_repeated_headings(grid: Grid) -> Table:
    """The table without headings that a new page repeats in the same cells as the first line of the row below."""
    cells = list(grid.table.cells)
    for row in grid.body:
        fused = {cell.col: rest for cell in grid.table.row(row) if (rest := _after_heading(grid, cell)) is not None}
        held = [cell for cell in grid.table.row(row) if flat(cell.text)]
        if len(fused) >= 3 and len(fused) >= _SHARE * len(held):
            cells = [fused.get(cell.col, cell) if cell.row == row else cell for cell in cells]
    return replace(grid.table, cells=tuple(cells))


def _after_heading(grid: Grid, cell: Cell) -> Cell | None:
    """What a cell prints after the heading of its column; None where it does not begin with it."""
    path, text = grid.heading(cell.col), flat(cell.text)
    heading = path[-1] if path else ""
    if not heading or not f"{text} ".startswith(f"{heading} "):
        return None
    kept = list(cell.lines)
    left = len(heading.replace(" ", ""))
    while kept and left > 0:
        left -= len(kept.pop(0).text.replace(" ", ""))
    return replace(cell, text=text[len(heading) :].strip(), lines=tuple(kept))


def joined_rows(grid: Grid, name_column: int) -> Mapping[int, int]:
    """The rows that only go on with the row above, and that row.

    Args:
        name_column: the column of names: one that breaks off in the first row and goes on in the second.
    """
    joined: dict[int, int] = {}
    body = grid.body
    for place, (above, row) in enumerate(zip(body, body[1:], strict=False)):
        first, second = grid.at(above, name_column), grid.at(row, name_column)
        if row != above + 1 or above in joined or first is None or second is None or first is second:
            continue
        follower = grid.at(body[place + 2], name_column) if place + 2 < len(body) else None
        if _breaks_off(first, second, follower) and _is_one_row(grid, above, row, name_column):
            joined[row] = above
    return joined


def with_rows_joined(table: Table, joined: Mapping[int, int]) -> Table:
    """The table with the cells of some rows put into those of the rows above; the rows stay, empty."""
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    for row, above in joined.items():
        for cell in table.row(row):
            upper = cells.get((above, cell.col))
            if upper is not None and upper.rowspan == 1:
                cells[above, cell.col] = _joined(upper, cell)
                cells[row, cell.col] = replace(cell, text="", marks=(), lines=(), fill=None)
    return replace(table, cells=tuple(cells[place] for place in sorted(cells)))


def _breaks_off(first: Cell, second: Cell, follower: Cell | None) -> bool:
    """Whether a name is not at its end and the next goes on with it."""
    name, rest = flat(first.text), flat(second.text)
    if not name or not rest or first.rowspan > 1 or second.rowspan > 1:
        return False
    if name.count("(") > name.count(")") and rest.count(")") > rest.count("("):
        return True
    small = rest[0].islower() and not (follower is not None and flat(follower.text)[:1].islower())
    return _GOES_ON.search(name) is not None and (small or rest[0].isdigit()) or small and len(rest.split()) <= 4


def _is_one_row(grid: Grid, above: int, row: int, name_column: int) -> bool:
    """Whether only one of two rows prints each figure and mark; words may go on from one to the other."""
    uppers, lowers = set(), set()
    for col in range(grid.columns):
        upper, lower = grid.at(above, col), grid.at(row, col)
        if col == name_column or upper is None or lower is None or upper is lower:
            continue
        held = [bool(flat(cell.text) or cell.marks) for cell in (upper, lower)]
        sentence = len(flat(upper.text).split()) >= _SENTENCE
        if all(held) and not sentence and any(is_figure(flat(cell.text)) or cell.marks for cell in (upper, lower)):
            return False
        uppers |= {col} if held[0] and is_figure(flat(upper.text)) else set()
        lowers |= {col} if held[1] and is_figure(flat(lower.text)) else set()
    return not (uppers and lowers)


def _joined(upper: Cell, lower: Cell) -> Cell:
    text = " ".join(part for part in (upper.text, lower.text) if part)
    last = max((line.paragraph for line in upper.lines), default=0)
    lines = tuple(replace(line, paragraph=last + line.paragraph) for line in lower.lines)
    return replace(
        upper,
        text=text,
        boxes=tight((*upper.boxes, *lower.boxes)),
        fill=upper.fill or lower.fill,
        marks=(*upper.marks, *lower.marks),
        lines=(*upper.lines, *lines),
    )
