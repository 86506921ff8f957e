"""Tables that print each measure as a block of rows labelled Actual, Target, RAG, under periods side by side.

    Measure          |        | Q1  | Q2            Measure        | Q1                    | Q2
    Calls answered   | Actual | 71% | 82%    ->                     | Actual | Target | RAG | Actual | ...
                     | Target | 80% | 80%           Calls answered | 71%    | 80%    | R   | 82%    | ...
                     | RAG    | R   | G

Turned into one row a measure, such a table is read like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..records import Cell, RowKind, Table
from .grid import Grid, flat
from .headings import read_heading

_LABELS = frozenset(("figure", "target", "status", "direction", "variance", "second target", "floor"))
_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Turned:
    """The turned table, and where its cells and rows stand in the printed one; or why it is ``refused``."""

    table: Table
    origin: Mapping[tuple[int, int], tuple[int, int]]
    rows: Mapping[int, int]
    label_column: int
    refused: str | None = None

    def printed_uses(self, printed: Table, uses: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
        """What the cells of the printed table are used as, from the uses of the turned one; labels are headers.

        So are headings that are not used as a name.
        """
        heads = {
            (cell.row, cell.col): "header"
            for cell in printed.cells
            if cell.col == self.label_column or printed.row_kinds[cell.row] == "header"
        }
        return {**heads, **{self.origin[place]: use for place, use in uses.items() if place in self.origin}}


def turn(grid: Grid) -> Turned | None:
    """Turn a table of labelled rows; None where a table is not one."""
    label_column = next((col for col in range(grid.columns) if _is_label_column(grid, col)), None)
    if label_column is None or not grid.header_rows:
        return None
    values = [col for col in range(label_column + 1, grid.columns) if any(grid.heading(col))]
    blocks = _blocks(grid, label_column)
    if not values or not any(len(block) > 1 for block in blocks):
        return None
    return _Turning(grid, label_column, values, blocks).turn()


def _label(grid: Grid, row: int, col: int) -> str:
    cell = grid.at(row, col)
    return flat(cell.text) if cell is not None and cell.row == row else ""


def _is_label_column(grid: Grid, col: int) -> bool:
    """Whether a column's cells name fields: a target or status, and figures, each more than once."""
    texts = [text for row in grid.body if (text := _label(grid, row, col))]
    roles = [_role(text) for text in texts]
    known = {role for role in roles if role is not None}
    return (
        len(texts) >= 2
        and sum(role is not None for role in roles) >= _SHARE * len(texts)
        and "figure" in known
        and bool({"target", "status"} & known)
        and len(set(texts)) <= max(2, len(texts) // 2)
    )


def _role(text: str) -> str | None:
    """The field that a label names, if it says so plainly."""
    roles = read_heading(text).roles if len(text) <= 30 else {}
    best = max(roles, key=lambda role: roles[role], default=None)
    return best if best in _LABELS and roles[best] >= 0.85 else None


def _blocks(grid: Grid, col: int) -> list[list[int]]:
    """Runs of body rows in which no label comes twice and no new name begins."""
    blocks: list[list[int]] = []
    for row in grid.body:
        label = _label(grid, row, col)
        if not label:
            continue
        last = blocks[-1] if blocks else None
        repeated = last is not None and label in {_label(grid, other, col) for other in last}
        if (
            last is None
            or repeated
            or _begins_name(grid, row, col)
            or "section" in grid.table.row_kinds[last[-1] : row]
        ):
            blocks.append([row])
        else:
            last.append(row)
    return blocks


def _begins_name(grid: Grid, row: int, label_column: int) -> bool:
    cells = (grid.at(row, col) for col in range(label_column))
    return any(cell is not None and cell.row == row and flat(cell.text) for cell in cells)


class _Turning:
    """Builds the turned table: the columns that are kept, then each value column once for each label."""

    def __init__(self, grid: Grid, label_column: int, values: Sequence[int], blocks: Sequence[list[int]]) -> None:
        self.grid = grid
        self.label_column = label_column
        self.values = values
        self.blocks = {block[0]: block for block in blocks}
        self.label_rows = {self.label(row): row for block in blocks for row in block}
        self.labels = list(dict.fromkeys(self.label(row) for block in blocks for row in block))
        self.keep = [col for col in range(grid.columns) if col != label_column and col not in values]
        self.names_in_bands = not any(_begins_name(grid, row, label_column) for row in self.blocks)
        self.first_value = len(self.keep) + self.names_in_bands
        self.cells: list[Cell] = []
        self.kinds: list[RowKind] = ["header", "header"]
        self.origin: dict[tuple[int, int], tuple[int, int]] = {}
        self.rows: dict[int, int] = {}

    def label(self, row: int) -> str:
        return _label(self.grid, row, self.label_column)

    def turn(self) -> Turned:
        self._head()
        band: Cell | None = None
        for row in range(self.grid.table.rows):
            if self.grid.table.row_kinds[row] == "section":
                band = next((cell for cell in self.grid.table.row(row) if flat(cell.text)), band)
                if not self.names_in_bands and band is not None:
                    self._put(band, len(self.kinds), 0, colspan=self._columns())
                    self._close(row, "section")
            elif row in self.blocks:
                self._body(self.blocks[row], band)
                self._close(row, "body")
        cells = tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.col)))
        table = replace(self.grid.table, cells=cells, row_kinds=tuple(self.kinds), columns=self._columns())
        return Turned(table, self.origin, self.rows, self.label_column)

    def _columns(self) -> int:
        return self.first_value + len(self.values) * len(self.labels)

    def _column(self, value: int, label: str) -> int:
        return self.first_value + self.values.index(value) * len(self.labels) + self.labels.index(label)

    def _head(self) -> None:
        """Two header rows: the printed headings, and under those of the values the labels."""
        top = self.grid.header_rows[0]
        for place, col in enumerate(self.keep):
            self._put(self.grid.at(top, col), 0, place + self.names_in_bands, text=" ".join(self.grid.heading(col)))
        for col in self.values:
            first = self._column(col, self.labels[0])
            self._put(self.grid.at(top, col), 0, first, len(self.labels), " ".join(self.grid.heading(col)))
            for label in self.labels:
                self._put(self.grid.at(self.label_rows[label], self.label_column), 1, self._column(col, label))

    def _body(self, block: Sequence[int], band: Cell | None) -> None:
        row = len(self.kinds)
        if self.names_in_bands:
            self._put(band, row, 0)
        for place, col in enumerate(self.keep):
            self._put(self.grid.at(block[0], col), row, place + self.names_in_bands)
        for member in block:
            for col in self.values:
                self._put(self.grid.at(member, col), row, self._column(col, self.label(member)))

    def _put(self, cell: Cell | None, row: int, col: int, colspan: int = 1, text: str | None = None) -> None:
        if cell is not None:
            text = cell.text if text is None else text
            self.cells.append(replace(cell, row=row, col=col, rowspan=1, colspan=colspan, text=text))
            self.origin[row, col] = (cell.row, cell.col)

    def _close(self, printed_row: int, kind: RowKind) -> None:
        self.rows[len(self.kinds)] = printed_row
        self.kinds.append(kind)
