"""The rows of a table of measures: each body row becomes drafts, one for each figure it prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..language.directions import find_direction, read_direction
from ..language.names import split_notes
from ..language.periods import Period
from ..records import Box, Cell, Kind, Legend, LimitKind, Problem
from .grid import Printed, flat, printed
from .headings import LIMIT_ROLES
from .kinds import kind_in, kind_of_cell
from .looks import is_nothing
from .names import NameRead, previous_status_in, read_name
from .observations import Draft
from .sections import bands
from .series import Series, series_of
from .stacked import is_stacked, read_stacked
from .status import StatusRead, status_of
from .tables_kind import Understood
from .values import read_value
from .when import period_in, period_of_note, year_of

_PROSE = 120


@dataclass(slots=True)
class TableRows:
    """What a table of measures held: drafts in printed order, what became of each cell, problems."""

    drafts: list[Draft] = field(default_factory=list)
    uses: dict[tuple[int, int], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a table: its headings, and the section that they make."""

    headings: tuple[str, ...]
    section: str | None


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
        self.table = understood.table
        self.grid = understood.grid
        self.columns = understood.columns
        self.legend = legend
        self.report = report
        self.above = above
        self.series = series_of(understood.columns, report)
        self.name_column = next(column for column in understood.columns if column.role == "name")
        self.rated = any(one.status is not None for one in self.series)
        self.result = TableRows()
        self.open_bands: list[str] = []
        self.unknown_marks: set[str] = set()
        self.name: NameRead | None = None

    def read(self) -> TableRows:
        section_rows = [row for row in range(self.table.rows) if self._is_section(row)]
        levels = bands(self.grid, section_rows)
        for row in range(self.table.rows):
            if row in self.grid.header_rows or self.table.row_kinds[row] == "header":
                self._use_row(row, "header")
            elif row in section_rows:
                self._use_row(row, "section")
                if row in levels:
                    level, text = levels[row]
                    self.open_bands = [*self.open_bands[:level], text]
            else:
                self._read_row(row)
        return self.result

    # ------------------------------------------------------------------------------ bands

    def _is_section(self, row: int) -> bool:
        if self.table.row_kinds[row] == "header" or row in self.grid.header_rows:
            return False
        held = [cell for cell in self.table.row(row) if flat(cell.text)]
        if len(held) != 1 or len(flat(held[0].text)) > _PROSE:
            return False
        if self.table.row_kinds[row] == "section":
            return True
        return held[0].colspan >= 2 and held[0].colspan == self.table.columns or self._stands_out(held[0], row)

    def _stands_out(self, cell: Cell, row: int) -> bool:
        """Whether a lone cell in the name column is set in bold, as the names are not."""
        others = [other for other in self.grid.cells_in(self.name_column.index) if other is not cell]
        own_marks = any(other.marks or other.fill != cell.fill for other in self.table.row(row))
        return (
            cell.col == self.name_column.index
            and not own_marks
            and _is_bold(cell)
            and sum(_is_bold(other) for other in others) < 0.5 * max(1, len(others))
        )

    def _use_row(self, row: int, use: str) -> None:
        for cell in self.table.row(row):
            self.result.uses[cell.row, cell.col] = use

    # ------------------------------------------------------------------------------ one row

    def _read_row(self, row: int) -> None:
        cells = self.table.row(row)
        if not cells:
            return
        if self._is_comment_row(cells):
            self._comment(cells)
            return
        for cell in cells:
            self.result.uses[cell.row, cell.col] = self.columns[cell.col].use if cell.colspan == 1 else self._wide_use(cell)
        name_cell = self.grid.at(row, self.name_column.index)
        held = [cell for cell in cells if flat(cell.text) or cell.marks]
        if name_cell is not None and flat(name_cell.text):
            self.name = read_name(name_cell)
        elif not self._has_figure(row):
            self._goes_on(row, held)
            return
        if self.name is None:
            if held:
                self._problem("a row without a name", held[0])
            return
        self._emit(row, self.name)

    def _wide_use(self, cell: Cell) -> str:
        roles = [self.columns[col].use for col in range(cell.col, cell.col + cell.colspan)]
        return roles[0] if len(set(roles)) == 1 else f"{roles[0]} and more"

    def _is_comment_row(self, cells: tuple[Cell, ...]) -> bool:
        """A row that is one wide cell of words: a comment on the row above."""
        held = [cell for cell in cells if flat(cell.text)]
        return len(held) == 1 and held[0].colspan >= max(2, self.table.columns - 1)

    def _comment(self, cells: tuple[Cell, ...]) -> None:
        for cell in cells:
            self.result.uses[cell.row, cell.col] = "commentary" if flat(cell.text) else "ignored: empty"
            if flat(cell.text):
                self._add_commentary(printed(cell), cell)

    def _goes_on(self, row: int, held: list[Cell]) -> None:
        """A row without name and figure goes on with the row above; what it adds is commentary."""
        for cell in held:
            if self.columns[cell.col].role == "commentary":
                self._add_commentary(printed(cell), cell)
            elif flat(cell.text) and self.columns[cell.col].role is not None:
                self._problem(f"a row without a name: {flat(cell.text)[:40]!r} is not used", cell)

    def _add_commentary(self, text: Printed, cell: Cell) -> None:
        if not self.result.drafts:
            self._problem("a comment before any row", cell)
            return
        row = self.result.drafts[-1].row
        for place, draft in enumerate(self.result.drafts):
            if draft.row == row:
                before = draft.commentary
                joined = Printed(f"{before.text}\n{text.text}", (*before.boxes, *text.boxes)) if before else text
                self.result.drafts[place] = replace(draft, commentary=joined)

    def _has_figure(self, row: int) -> bool:
        wanted = [column for one in self.series for column in (one.figure, one.status) if column is not None]
        for column in wanted:
            cell = self.grid.at(row, column.index)
            if cell is not None and cell.row == row and (not is_nothing(flat(cell.text)) or cell.marks):
                return True
        return False

    # ------------------------------------------------------------------------------ drafts

    def _emit(self, row: int, name: NameRead) -> None:
        base = self._base(row, name)
        drafts = [draft for one in self.series if (draft := self._draft(row, base, one)) is not None]
        stack = self._stacked_cell(row)
        if stack is not None:
            drafts = list(self._from_stack(stack, row, base))
        main_unit = next((draft.read.figure.unit for draft in drafts if draft.basis == "actual" and draft.read), None)
        self.result.drafts.extend(replace(draft, unit_alike=main_unit) for draft in drafts)

    def _base(self, row: int, name: NameRead) -> Draft:
        headings = (*self.above.headings, *self.open_bands)
        theme = self._text(row, "theme")
        section = self.open_bands[0] if self.open_bands else theme if theme and self._groups_by_theme() else self.above.section
        commentary = self._printed(row, "commentary")
        polarity = self._polarity(row)
        annual = next((note for note in split_notes(name.name.text)[1] if note.lower().startswith("annual")), None)
        return Draft(
            kind=self._kind(row),
            basis="actual",
            period=self.report,
            name=name.name,
            code=self._text(row, "code") or name.code,
            section=section,
            headings=tuple(headings),
            theme=theme,
            commentary=commentary,
            qualifiers=(*name.notes, *(("annual",) if annual else ()), *self._dates(row)),
            unit_text=self._text(row, "unit"),
            polarity_note=polarity or name.polarity_note,
            table=self.table.number,
            row=row,
        )

    def _polarity(self, row: int) -> str | None:
        """What a polarity column prints; an arrow is told in words."""
        column = next((column for column in self.columns if column.role == "polarity"), None)
        cell = self.grid.at(row, column.index) if column is not None else None
        if cell is None:
            return None
        for text in (flat(cell.text), *(mark.key for mark in cell.marks)):
            arrow = read_direction(text) if text else None
            if arrow is not None and arrow.move in ("up", "down"):
                return arrow.move
        return flat(cell.text) or None

    def _groups_by_theme(self) -> bool:
        """Whether a theme column groups the rows: its values recur, and no bands do it."""
        column = next((column for column in self.columns if column.role == "theme"), None)
        return column is not None and column.look.distinct < 0.9

    def _dates(self, row: int) -> tuple[str, ...]:
        """Due and completion dates, with what they are called."""
        return tuple(
            f"{column.heading[-1] if column.heading else 'Date'} {text}"
            for column in self.columns
            if column.role in ("date", "frequency") and (text := self._at(row, column.index)) and not is_nothing(text)
        )

    def _kind(self, row: int) -> Kind:
        column = next((column for column in self.columns if column.role == "kind"), None)
        cell = self.grid.at(row, column.index) if column is not None else None
        told = kind_of_cell(cell, self.legend)
        if told is not None:
            return told
        if cell is not None and cell.marks and cell.marks[0].key not in self.unknown_marks:
            self.unknown_marks.add(cell.marks[0].key)
            self._problem("the mark that tells what kind of row this is is not in the report's key", cell)
        for one in self.series:
            if one.figure is not None and read_value(self._at(row, one.figure.index)).is_score:
                return "risk"
        heading = self.name_column.heading[-1] if self.name_column.heading else ""
        return kind_in(heading) or "measure"

    def _draft(self, row: int, base: Draft, one: Series) -> Draft | None:
        cell = self.grid.at(row, one.figure.index) if one.figure is not None else None
        value = printed(cell) if cell is not None and flat(cell.text) else None
        status = self._status(row, one, cell, base.kind)
        blank = value is None or read_value(value.text).figure.value is None
        if blank and not one.main and (one.basis in ("previous", "benchmark") or (value is None and _is_empty(status))):
            return None
        if blank and not one.main and value is not None and _is_empty(status) and is_nothing(value.text):
            return None
        period, qualifiers = self._period(row, one, blank)
        if one.basis in ("previous", "benchmark") and not one.main:
            return replace(
                base,
                basis=one.basis,
                period=period,
                value=value,
                status=status,
                commentary=None,
                qualifiers=(),
                heading=one.figure.heading[-1] if one.figure is not None and one.figure.heading else "",
            )
        target = self.grid.at(row, one.target.index) if one.target is not None else None
        return replace(
            base,
            basis=one.basis,
            period=period,
            value=value,
            target=printed(target) if target is not None and flat(target.text) else None,
            status=status,
            previous_status=self._previous_status(row, base) if one.main else None,
            direction=self._direction(row, one),
            commentary=base.commentary or self._direction_comment(row, one),
            qualifiers=(*base.qualifiers, *qualifiers),
            limits=self._limits(row, one),
            heading=one.figure.heading[-1] if one.figure is not None and one.figure.heading else "",
        )

    def _status(self, row: int, one: Series, figure: Cell | None, kind: Kind) -> StatusRead | None:
        """From its own column, else from the figure's cell; the shade of a risk's score is no status."""
        name = self.grid.at(row, self.name_column.index)
        fill = name.fill if name is not None else None
        if one.status is not None:
            cell = self.grid.at(row, one.status.index)
            return status_of(cell, self.legend, row_fill=fill) if cell is not None else None
        if figure is None or self.rated or kind == "risk" or one.basis not in ("actual", "forecast"):
            return None
        read = status_of(figure, self.legend, row_fill=fill)
        return read if read is not None and read.rated else None

    def _previous_status(self, row: int, base: Draft) -> str | None:
        column = next((column for column in self.columns if column.role == "previous status"), None)
        cell = self.grid.at(row, column.index) if column is not None else None
        read = status_of(cell, self.legend) if cell is not None else None
        if read is not None and read.word is not None:
            return read.word
        texts = (*base.qualifiers, base.commentary.text if base.commentary is not None else "")
        return next((word for text in texts if (word := previous_status_in(text)) is not None), None)

    def _period(self, row: int, one: Series, blank: bool) -> tuple[Period | None, tuple[str, ...]]:
        """The row's own period before the column's before the report's, with the notes beside it."""
        column = next((column for column in self.columns if column.role == "period"), None)
        if column is not None and one.basis == "actual":
            text = self._at(row, column.index)
            notes = tuple(_short(note) for note in split_notes(text)[1]) if text else ()
            own = period_in(text, self.report) if text else None
            if own is not None or (blank and not text and column.look.filled):
                return own, notes
        if one.main and one.period is None or one.period == self.report:
            noted = next((found for note in self._notes(row) if (found := period_of_note(note, self.report))), None)
            if noted is not None:
                return noted, ()
        return one.period or self.report, ()

    def _notes(self, row: int) -> tuple[str, ...]:
        return (*self.name.notes, self.name.name.text) if self.name is not None else ()

    def _direction(self, row: int, one: Series) -> Printed | None:
        cell = self.grid.at(row, one.direction.index) if one.direction is not None else None
        if cell is None:
            return None
        text = flat(cell.text)
        if text:
            read = read_direction(text) or find_direction(text)
            word = read.word if read is not None else text if len(text) <= 40 and not is_nothing(text) else None
            return Printed(word, printed(cell).boxes) if word is not None else None
        for mark in cell.marks:
            read = read_direction(mark.key)
            if read is not None:
                return Printed(read.word, (mark.box,))
        return None

    def _direction_comment(self, row: int, one: Series) -> Printed | None:
        """A direction column that prints sentences holds the comment too."""
        cell = self.grid.at(row, one.direction.index) if one.direction is not None else None
        return printed(cell) if cell is not None and len(flat(cell.text)) > 40 else None

    def _limits(self, row: int, one: Series) -> tuple[tuple[LimitKind, Printed], ...]:
        found: list[tuple[LimitKind, Printed]] = []
        for column in one.limits:
            cell = self.grid.at(row, column.index)
            if cell is not None and flat(cell.text) and not is_nothing(flat(cell.text)):
                found.append((LIMIT_ROLES.get(column.role or "", "target"), printed(cell)))
        return tuple(found)

    # ------------------------------------------------------------------------------ stacked cells

    def _stacked_cell(self, row: int) -> Cell | None:
        for column in self.columns:
            cell = self.grid.at(row, column.index)
            if cell is not None and column.look.stacked > 0.3 and is_stacked(cell):
                return cell
        return None

    def _from_stack(self, cell: Cell, row: int, base: Draft) -> Iterator[Draft]:
        """A draft for each group of a stacked cell, and for each other status that the row prints."""
        read = read_stacked(cell, self.report)
        rated = {one.basis: self._status(row, one, None, base.kind) for one in self.series if one.status is not None}
        for place, stack in enumerate(read.stacks):
            yield replace(
                base,
                basis=stack.basis,
                period=stack.period,
                value=stack.value,
                target=stack.target,
                status=rated.pop(stack.basis, None),
                direction=read.direction if place == 0 else None,
                previous_status=self._previous_status(row, base) if place == 0 else None,
            )
        for basis, status in rated.items():
            if not _is_empty(status):
                yield replace(base, basis=basis, period=year_of(self.report) if basis == "forecast" else self.report, status=status)

    # ------------------------------------------------------------------------------ cells

    def _at(self, row: int, col: int) -> str:
        cell = self.grid.at(row, col)
        return flat(cell.text) if cell is not None else ""

    def _text(self, row: int, role: str) -> str | None:
        column = next((column for column in self.columns if column.role == role), None)
        return (self._at(row, column.index) or None) if column is not None else None

    def _printed(self, row: int, role: str) -> Printed | None:
        """The text of all columns of a role, a line each."""
        texts = [
            printed(cell, "\n".join(cell.paragraphs))
            for column in self.columns
            if column.role == role and (cell := self.grid.at(row, column.index)) is not None and flat(cell.text)
        ]
        if not texts:
            return None
        return Printed("\n".join(text.text for text in texts), tuple(box for text in texts for box in text.boxes))

    def _problem(self, message: str, cell: Cell) -> None:
        box: Box = cell.boxes[0]
        self.result.problems.append(Problem("normalise", message, box, box.page))


def _is_bold(cell: Cell) -> bool:
    return bool(cell.lines) and all(line.bold for line in cell.lines)


def _is_empty(status: StatusRead | None) -> bool:
    return status is None or status.word is None


def _short(note: str) -> str:
    return "annual" if note.lower().startswith("annual") else note


