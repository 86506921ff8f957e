"""The walk down a table of measures: bands, rows, rows that go on, comments under rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..language.periods import Period
from ..records import Cell, Legend, Problem
from .drafting import Above, drafts_of_row
from .fields import Fields
from .grid import Printed, flat, printed
from .looks import is_nothing
from .names import NameRead, read_name
from .observations import Draft
from .sections import bands
from .series import series_of
from .tables_kind import Understood

_PROSE = 120
_COMMENT = re.compile(
    r"^(?:comments?|commentary|notes?|narrative|context|reason)\b\s*[:\-–]|[a-z]{3,}\.$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class TableRows:
    """What a table of measures held: drafts in printed order, what became of each cell, problems."""

    drafts: list[Draft] = field(default_factory=list)
    uses: dict[tuple[int, int], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_rows(understood: Understood, legend: Legend, report: Period, above: Above) -> TableRows:
    """Read a table of measures.

    Args:
        understood: a table used as ``measures`` with its columns' roles.
        above: the headings over the table; bands inside it go under them.
    """
    return _Reader(understood, legend, report, above).read()


class _Reader:
    """Walks a table's rows, keeping the bands above the row and the name that a blank one repeats."""

    def __init__(self, understood: Understood, legend: Legend, report: Period, above: Above) -> None:
        self.table = understood.grid.table
        self.grid = understood.grid
        self.columns = understood.columns
        self.above = above
        self.fields = Fields(understood.grid, understood.columns, series_of(understood.columns, report), legend, report)
        self.name_column = next(column for column in understood.columns if column.role == "name")
        self.result = TableRows()
        self.open_bands: list[str] = []
        self.name: NameRead | None = None

    def read(self) -> TableRows:
        levels = bands(self.grid, [row for row in range(self.table.rows) if self._is_band(row)])
        for row in range(self.table.rows):
            if self.grid.is_header(row):
                self._use_row(row, "header")
            elif row in levels:
                self._use_row(row, "section")
                level, text = levels[row]
                self.open_bands = [*self.open_bands[:level], text]
            else:
                self._read_row(row)
        for cell in self.fields.unknown_marks.values():
            self._problem("the mark that tells what kind of row this is stands in no key", cell)
        return self.result

    # ------------------------------------------------------------------------------ bands

    def _is_band(self, row: int) -> bool:
        """A row with one short text that names what follows, not a sentence about what went before."""
        if self.grid.is_header(row):
            return False
        held = [cell for cell in self.table.row(row) if flat(cell.text)]
        if len(held) != 1 or len(flat(held[0].text)) > _PROSE or _COMMENT.search(flat(held[0].text)):
            return False
        across = held[0].colspan == self.table.columns >= 2
        return self.table.row_kinds[row] == "section" or across or self._stands_out(held[0], row)

    def _stands_out(self, cell: Cell, row: int) -> bool:
        """Whether a lone cell in the name column is set in bold, as the names are not."""
        others = [other for other in self.grid.cells_in(self.name_column.index) if other is not cell]
        marked = any(other.marks or other.fill != cell.fill for other in self.table.row(row))
        bold = sum(_is_bold(other) for other in others)
        return cell.col == self.name_column.index and not marked and _is_bold(cell) and 2 * bold < max(1, len(others))

    def _use_row(self, row: int, use: str) -> None:
        for cell in self.table.row(row):
            self.result.uses[cell.row, cell.col] = use

    # ------------------------------------------------------------------------------ rows

    def _read_row(self, row: int) -> None:
        cells = self.table.row(row)
        held = [cell for cell in cells if flat(cell.text) or cell.marks]
        if self._is_comment(held):
            self._use_row(row, "commentary")
            self._add_commentary(printed(held[0]), held[0])
            return
        for cell in cells:
            self.result.uses[cell.row, cell.col] = self._use(cell)
        name_cell = self.grid.at(row, self.name_column.index)
        if name_cell is not None and flat(name_cell.text):
            self.name = read_name(name_cell, self.name_column.title)
        named_here = name_cell is not None and name_cell.row == row and bool(flat(name_cell.text))
        if not named_here and not self._has_figure(row):
            self._go_on(held)
            return
        if self.name is not None:
            drafts = drafts_of_row(self.fields, row, self.name, self.name_column, self._above(row))
            self.result.drafts.extend(replace(draft, table=self.table.number, row=row) for draft in drafts)
        elif held:
            self._problem("a row without a name", held[0])

    def _use(self, cell: Cell) -> str:
        """The roles of the columns that a cell stands in; a figure's is its basis."""
        bases = {one.place: one.basis for one in self.fields.series}
        columns = self.columns[cell.col : cell.col + cell.colspan]
        return " and ".join(dict.fromkeys(bases.get(column.index, column.use) for column in columns))

    def _above(self, row: int) -> Above:
        """Bands group rows; without them a column of themes whose values recur; else the headings."""
        headings = (*self.above.headings, *self.open_bands)
        if self.open_bands:
            return Above(headings, self.open_bands[0])
        column = self.fields.column("theme")
        theme = self.fields.text(row, "theme") if column is not None and column.look.distinct < 0.9 else None
        return Above(headings, theme or self.above.section)

    def _has_figure(self, row: int) -> bool:
        """Whether a row prints a figure or status of its own, not one merged from above."""
        for one in self.fields.series:
            for column in (one.figure, one.status):
                cell = self.fields.cell(row, column)
                if cell is not None and cell.row == row and (cell.marks or not is_nothing(flat(cell.text))):
                    return True
        return False

    def _is_comment(self, held: list[Cell]) -> bool:
        """A row that is one wide cell of words is a comment on the row above."""
        return len(held) == 1 and held[0].colspan >= max(2, self.table.columns - 1)

    def _go_on(self, held: list[Cell]) -> None:
        """A row without name and figure goes on with the row above: what it adds is commentary."""
        for cell in held:
            if self.columns[cell.col].role == "commentary":
                self._add_commentary(printed(cell), cell)
            elif flat(cell.text):
                self._problem(f"{flat(cell.text)[:40]!r} stands in a row without a name and is not used", cell)

    def _add_commentary(self, text: Printed, cell: Cell) -> None:
        drafts = self.result.drafts
        if not drafts:
            self._problem("a comment stands before any row", cell)
            return
        for place, draft in enumerate(drafts):
            if draft.row == drafts[-1].row and draft.basis != "previous":
                before = draft.commentary
                joined = Printed(f"{before.text}\n{text.text}", (*before.boxes, *text.boxes)) if before else text
                drafts[place] = replace(draft, commentary=joined)

    def _problem(self, message: str, cell: Cell) -> None:
        box = cell.boxes[0]
        self.result.problems.append(Problem("normalise", message, box, box.page))


def _is_bold(cell: Cell) -> bool:
    return bool(cell.lines) and all(line.bold for line in cell.lines)
