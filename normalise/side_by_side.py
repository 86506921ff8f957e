"""Two measures or more in every row, under the same headings again: read as if they stood below each other.

Measure | Actual | RAG |  | Measure | Actual | RAG          Measure | Actual | RAG
Bins    | 71%    | R   |  | Calls   | 82%    | G      ->   Bins    | 71%    | R
                                                            Calls   | 82%    | G
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ..language.statuses import hue
from ..records import Cell, RowKind
from .grid import Grid, flat
from .headings import fold_heading
from .labelled import Turned
from .looks import is_nothing, wordiness

# The share of a column's cells that are names where it holds names.
_SHARE = 0.8

_Part = tuple[int, ...]


def one_below_another(grid: Grid) -> Turned | None:
    """Put the measures of each row below one another; None where the headings do not come again.

    The heading of the names may be another one ("Housing", "Planning").
    """
    for head in grid.header_rows:
        parts, name = _parts(grid, head)
        if parts:
            return _Stacking(grid, head, parts, name).turned()
    return None


def _parts(grid: Grid, head: int) -> tuple[list[_Part], int]:
    """The columns of each part under headings that come again, without empty ones, and which of them holds names."""
    held = [col for col in range(grid.columns) if _holds_anything(grid, col)]
    starts = [cell.col for cell in grid.table.row(head) if flat(cell.text) and cell.col in held]
    texts = {col: fold_heading(cell.text, keep_periods=True) for col in starts if (cell := grid.at(head, col))}
    for size in range(2, len(starts) // 2 + 1):
        if len(starts) % size:
            continue
        runs = [starts[first : first + size] for first in range(0, len(starts), size)]
        unlike = [place for place in range(size) if len({texts[run[place]] for run in runs}) > 1]
        names = [place for place in range(size) if all(_holds_names(grid, run[place]) for run in runs)]
        edges = [0, *(run[0] for run in runs[1:]), grid.columns]
        parts = [tuple(col for col in held if left <= col < right) for left, right in pairwise(edges)]
        places = {tuple(part.index(col) for col in run) for part, run in zip(parts, runs, strict=True)}
        if names and unlike in ([], names[:1]) and len({len(part) for part in parts}) == len(places) == 1:
            return parts, parts[0].index(runs[0][names[0]])
    return [], 0


def _holds_anything(grid: Grid, col: int) -> bool:
    return any(flat(cell.text) or cell.marks or hue(cell.fill) is not None for cell in grid.cells_in(col))


def _holds_names(grid: Grid, col: int) -> bool:
    """Whether nearly all that a column prints is words, and other ones in every row."""
    texts = [text for cell in grid.cells_in(col) if not is_nothing(text := flat(cell.text))]
    names = {text for text in texts if wordiness(text) > 0}
    return bool(texts) and len(names) >= _SHARE * len(texts)


class _Stacking:
    """Builds the table of one part below the other; rows across all parts stand between."""

    def __init__(self, grid: Grid, head: int, parts: Sequence[_Part], name: int) -> None:
        self.grid, self.head, self.parts = grid, head, parts
        self.part_of = {col: place for place, part in enumerate(parts) for col in part}
        self.name = name
        self.cells: list[Cell] = []
        self.kinds: list[RowKind] = []
        self.origin: dict[tuple[int, int], tuple[int, int]] = {}
        self.rows: dict[int, int] = {}

    def turned(self) -> Turned:
        table = self.grid.table
        after = max(self.grid.header_rows) + 1
        heads = list(range(self.head, after))
        titles = [row for row in range(self.head) if not self._is_across(row)]
        self._put_across(row for row in range(self.head) if self._is_across(row))
        by_rows = not titles and all(self._is_whole(row) for row in self.grid.body)
        headed: set[int] = set()
        for across, run in groupby(range(after, table.rows), self._is_across):
            rows = list(run)
            if across:
                self._put_across(rows)
                continue
            places = range(len(self.parts))
            order = [(row, part) for row in rows for part in places] if by_rows else [
                (row, part) for part in places for row in rows
            ]  # fmt: skip
            for row, part in order:
                if part not in headed:
                    headed.add(part)
                    self._put_part(titles, part, "section")
                    self._put_part(heads, part, "header")
                self._put_part([row], part, table.row_kinds[row])
        turned = replace(table, cells=tuple(self.cells), row_kinds=tuple(self.kinds), columns=len(self.parts[0]))
        return Turned(turned, self.origin, self.rows, -1)

    def _is_across(self, row: int) -> bool:
        """Whether a row belongs to all parts: a cell reaches over several, or its lone text is shaded through."""
        cells = self.grid.table.row(row)
        held = [cell for cell in cells if flat(cell.text) or cell.marks]
        shaded = len(held) == 1 and held[0] is cells[0] and {cell.fill for cell in cells} == {held[0].fill} != {None}
        return shaded or any(len(self._parts_under(cell)) > 1 for cell in cells)

    def _parts_under(self, cell: Cell) -> frozenset[int]:
        columns = range(cell.col, cell.col + cell.colspan)
        return frozenset(self.part_of[col] for col in columns if col in self.part_of)

    def _is_whole(self, row: int) -> bool:
        """Whether each part of a row is a row of its own: it has a name and more, or nothing."""
        for part in self.parts:
            cells = {col: cell for col in part if (cell := self.grid.at(row, col)) is not None}
            held = {col for col, cell in cells.items() if flat(cell.text) or cell.marks or hue(cell.fill) is not None}
            if any(cell.rowspan > 1 for cell in cells.values()):
                return False
            if held and (part[self.name] not in held or len(held) == 1):
                return False
        return True

    def _put_across(self, rows: Iterable[int]) -> None:
        """Rows of all parts: their text stands across the columns."""
        for row in rows:
            for cell in self.grid.table.row(row):
                if flat(cell.text):
                    self._put(cell, 0, len(self.parts[0]))
            self._close(row, self.grid.table.row_kinds[row])

    def _put_part(self, rows: Iterable[int], part: int, kind: RowKind) -> None:
        """Rows of one part; those that hold nothing of it are left out."""
        columns = self.parts[part]
        for row in rows:
            covering = [cell for col in columns if (cell := self.grid.at(row, col)) is not None]
            if not any(flat(cell.text) or cell.marks for cell in covering):
                continue
            for cell in dict.fromkeys(cell for cell in covering if cell.row == row):
                own = [place for place, col in enumerate(columns) if cell.col <= col < cell.col + cell.colspan]
                self._put(cell, own[0], len(own), cell.rowspan)
            self._close(row, kind)

    def _put(self, cell: Cell, col: int, colspan: int, rowspan: int = 1) -> None:
        here = len(self.kinds)
        if (here, col) not in self.origin:
            self.cells.append(replace(cell, row=here, col=col, colspan=colspan, rowspan=rowspan))
            self.origin[here, col] = (cell.row, cell.col)

    def _close(self, row: int, kind: RowKind) -> None:
        self.rows[len(self.kinds)] = row
        self.kinds.append(kind)
