"""The walk down a table of measures: bands, rows, rows that go on, comments under rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..language.names import split_code
from ..language.periods import Period
from ..language.statuses import hue
from ..records import Box, Cell, Legend, Problem
from .drafting import Above, drafts_of_row
from .fields import Fields
from .grid import Printed, flat, printed
from .looks import is_figure, is_nothing
from .names import NameRead, read_name
from .observations import Draft
from .rated_bands import NO_RATINGS, RatingAbove, Ratings, lone_cell, rated_by
from .sections import bands
from .series import series_of
from .tables_kind import Understood

_PROSE = 120
_UNREAD_SIGN = "the sign in the column of statuses stands in no key and its colour tells nothing"
_UNREAD_FILL = "the fill in the column of statuses stands in no key and its colour tells nothing"
_MOST = 0.7
# Words that end like a sentence: "... has stayed above the level that was planned for.", or are the end of one.
_SENTENCE = re.compile(r"^[“‘\"']?[A-Z].{25,}\.[”’\"']?$|^[a-z][^.]*\.$", re.DOTALL)
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


def read_rows(
    understood: Understood, legend: Legend, report: Period, above: Above, ratings: Ratings = NO_RATINGS
) -> TableRows:
    """Read a table of measures.

    Args:
        understood: a table used as ``measures`` with its columns' roles.
        above: the headings over the table; bands inside it go under them.
        ratings: what the headings and bands of the document rate (see ``rating_bands``).
    """
    return _Reader(understood, legend, report, above, ratings).read()


class _Reader:
    """Walks a table's rows, keeping the bands above the row and the name that a blank one repeats."""

    def __init__(self, understood: Understood, legend: Legend, report: Period, above: Above, ratings: Ratings) -> None:
        self.table = understood.grid.table
        self.grid = understood.grid
        self.columns = understood.columns
        self.above = above
        self.fields = Fields(understood.grid, understood.columns, series_of(understood.columns, report), legend, report)
        self.name_column = next(column for column in understood.columns if column.role == "name")
        self.result = TableRows()
        self.open_bands: list[tuple[str, tuple[Box, ...]]] = []
        self.ratings = ratings
        self.rating = RatingAbove(above.rating)
        self.name: NameRead | None = None

    def read(self) -> TableRows:
        rating = {row: cell for row in range(self.table.rows) if (cell := self._rating_band(row)) is not None}
        levels = bands(self.grid, [row for row in range(self.table.rows) if row not in rating and self._is_band(row)])
        for row in range(self.table.rows):
            if row in rating:
                self._use_row(row, "section")
                told = printed(rating[row])
                self.rating = RatingAbove(rated_by(told.text, "band", told.boxes, self.ratings), directly=True)
            elif self.grid.is_header(row):
                self._use_row(row, "header")
            elif row in levels:
                self._use_row(row, "section")
                level, text = levels[row]
                self.open_bands = [*self.open_bands[:level], (text, self._held_boxes(row))]
                self.rating = self.rating.after_band()
            else:
                self.rating = self.rating.after_row()
                self._read_row(row)
        for cell in self.fields.unknown_marks.values():
            self._problem("the mark that tells what kind of row this is stands in no key", cell)
        for cell in self.fields.unread_signs.values():
            self._problem(_UNREAD_SIGN if cell.marks or flat(cell.text) else _UNREAD_FILL, cell)
        return self.result

    # ------------------------------------------------------------------------------ bands

    def _rating_band(self, row: int) -> Cell | None:
        """The band that rates the rows below it, where no column does."""
        cell = lone_cell(self.table, row) if self.ratings and not self.fields.rated_in_columns else None
        return cell if cell is not None and flat(cell.text) in self.ratings else None

    def _is_band(self, row: int) -> bool:
        """A row with one short text that names what follows, not a sentence about what went before."""
        if self.grid.is_header(row):
            return False
        held = [cell for cell in self.table.row(row) if flat(cell.text)]
        text = flat(held[0].text) if len(held) == 1 else ""
        if not text or len(text) > _PROSE or _COMMENT.search(text) or _SENTENCE.search(text):
            return False
        across = held[0].colspan == self.table.columns >= 2 or self._is_shaded_across(held[0], row)
        alone = self.table.row_kinds[row] == "section" or across
        return alone or self._stands_out(held[0], row) or self._is_unlike_rows(held[0], row)

    def _is_unlike_rows(self, cell: Cell, row: int) -> bool:
        """Whether a lone unshaded text amid rows with figures lacks the code that their names begin with."""
        if cell.col > self.name_column.index or any(other.marks or other.fill for other in self.table.row(row)):
            return False
        names = [other for other in self.grid.cells_in(self.name_column.index) if other is not cell]
        coded = sum(split_code(flat(other.text))[0] is not None for other in names)
        return split_code(flat(cell.text))[0] is None and len(names) > 3 and coded >= _MOST * len(names)

    def _is_shaded_across(self, cell: Cell, row: int) -> bool:
        """Whether a lone text at the row's start is shaded all across as hardly any row with figures is."""
        cells = self.table.row(row)
        if (
            cell.fill is None
            or cell is not cells[0]
            or len(cells) < 2
            or {other.fill for other in cells} != {cell.fill}
        ):
            return False
        like = [other for other in self.grid.cells_in(self.name_column.index) if other.fill == cell.fill]
        return all(len([held for held in self.table.row(other.row) if flat(held.text)]) == 1 for other in like)

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
        if not held:
            self._use_row(row, "ignored: blank")
            return
        if self._is_comment(held, row):
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
        """What stands above a row, with the rating that it is given there."""
        return replace(self._grouped(row), rating=self.rating.status)

    def _grouped(self, row: int) -> Above:
        """Bands group rows; without them a column of themes whose values recur; else the headings."""
        headings = (*self.above.headings, *(text for text, _ in self.open_bands))
        if self.open_bands:
            return Above(headings, *self.open_bands[0])
        column = self.fields.column("theme")
        cell = self.fields.cell(row, column)
        recurs = column is not None and (column.look.distinct < 0.9 or cell is not None and cell.rowspan > 1)
        theme = self.fields.text(row, "theme") if recurs else None
        if theme is not None and cell is not None:
            return Above(headings, theme, printed(cell).boxes)
        return Above(headings, self.above.section, self.above.section_boxes)

    def _held_boxes(self, row: int) -> tuple[Box, ...]:
        return next((printed(cell).boxes for cell in self.table.row(row) if flat(cell.text)), ())

    def _has_figure(self, row: int) -> bool:
        """Whether a row prints a figure or status of its own, not one merged from above."""
        for one in self.fields.series:
            for column in (one.figure, one.status):
                cell = self.fields.cell(row, column)
                if cell is not None and cell.row == row and (cell.marks or not is_nothing(flat(cell.text))):
                    return True
        return False

    def _is_comment(self, held: list[Cell], row: int) -> bool:
        """A row that is one wide cell of words, or a lone sentence, is a comment on the row above."""
        if len(held) != 1 or held[0].marks:
            return False
        text = flat(held[0].text)
        wide = held[0].colspan >= max(2, self.table.columns - 1)
        alone = self.table.row_kinds[row] == "section" or bool(_SENTENCE.search(text))
        return wide or (alone and not is_figure(text) and held[0].row == row and not self._shows_status(row))

    def _shows_status(self, row: int) -> bool:
        """Whether a row's status is shown by a fill that its other cells do not share."""
        fills = {cell.fill for cell in self.table.row(row)}
        return len(fills) > 1 and any(
            (cell := self.fields.cell(row, one.status)) is not None and hue(cell.fill) is not None
            for one in self.fields.series
        )

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
