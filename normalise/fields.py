"""The fields of one row of a table of measures, each by the role of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.directions import find_direction, read_direction
from ..language.names import split_notes
from ..language.periods import Period
from ..language.statuses import pale_hue
from ..records import Cell, Kind, Legend, LimitKind, Role
from .columns import Column
from .grid import Grid, Printed, boxes_of_words, flat, printed
from .kinds import kind_of_cell, kind_told
from .looks import is_nothing
from .names import previous_status_in
from .series import Series
from .status import StatusRead, direction_of_mark, opening_status, status_of, status_of_pale_fill, status_of_pale_mark
from .values import read_value
from .vocabulary import LIMIT_ROLES
from .when import period_in, period_of_note

_SENTENCE = 40
# Characters that mean something in their own font only, and what stands for one that cannot be told.
_WITHOUT_SENSE = re.compile("[\ue000-\uf8ff\ufffd]")
_STATUS_WORDS = 4
_HEADING_WORDS = 6


class Fields:
    """Reads the fields of a table's rows.

    ``unknown_marks`` gathers type icons that the key does not show, ``unread_signs`` what stands in columns of
    statuses and is neither a word nor in the key nor of a telling colour.
    """

    def __init__(
        self, grid: Grid, columns: Sequence[Column], series: Sequence[Series], legend: Legend, report: Period
    ) -> None:
        self.grid = grid
        self.columns = columns
        self.series = series
        self.legend = legend
        self.report = report
        self.unknown_marks: dict[str, Cell] = {}
        self.unread_signs: dict[str, Cell] = {}
        self.rated_in_columns = any(one.status is not None for one in series)

    def column(self, role: Role) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)

    def cell(self, row: int, column: Column | None) -> Cell | None:
        return self.grid.at(row, column.index) if column is not None else None

    def text(self, row: int, role: Role) -> str | None:
        """The text of the first column of a role."""
        cell = self.cell(row, self.column(role))
        return (flat(cell.text) or None) if cell is not None else None

    def commentary(self, row: int) -> Printed | None:
        """All columns of commentary, else the comment that a status column prints after the status."""
        cells = [self.cell(row, column) for column in self.columns if column.role == "commentary"]
        texts = [printed(cell, "\n".join(cell.paragraphs)) for cell in cells if cell is not None and flat(cell.text)]
        if not texts:
            return self._status_comment(row)
        return Printed("\n".join(text.text for text in texts), tuple(box for text in texts for box in text.boxes))

    def _status_comment(self, row: int) -> Printed | None:
        for one in self.series:
            cell = self.cell(row, one.status) if one.main else None
            if cell is not None and opening_status(cell) is not None:
                return printed(cell)
        return None

    def dates(self, row: int) -> tuple[str, ...]:
        """Due and completion dates, with what they are called; of frequencies only that a figure is annual."""
        found = []
        for column in self.columns:
            cell = self.cell(row, column)
            if cell is None or is_nothing(flat(cell.text)):
                continue
            if column.role == "date":
                found.append(f"{column.heading[-1] if column.heading else 'Date'} {flat(cell.text)}")
            elif column.role == "frequency" and _short(flat(cell.text)) == "annual":
                found.append("annual")
        return tuple(found)

    def kind(self, row: int, headings: Sequence[str]) -> Kind:
        """By the type column, else a risk by its score, else by what the headings call the rows.

        Args:
            headings: the heading of the names, then the headings above the row, the nearest first.
        """
        cell = self.cell(row, self.column("kind"))
        told = kind_of_cell(cell, self.legend)
        if told is not None:
            return told
        if cell is not None and cell.marks:
            self.unknown_marks.setdefault(cell.marks[0].key, cell)
        for one in self.series:
            figure = self.cell(row, one.figure)
            if figure is not None and read_value(figure.text).is_score:
                return "risk"
        has_target = self._has_target(row)
        own = kind_told(headings[:1], has_target)
        above = [text for text in headings[1:] if len(text.split()) <= _HEADING_WORDS]
        return own or (None if has_target else kind_told(above, has_target)) or "measure"

    def _has_target(self, row: int) -> bool:
        cells = [self.cell(row, one.target) for one in self.series]
        return any(cell is not None and not is_nothing(flat(cell.text)) for cell in cells)

    def polarity(self, row: int) -> str | None:
        """What a polarity column prints; an arrow is told in words."""
        cell = self.cell(row, self.column("polarity"))
        if cell is None:
            return None
        for text in (flat(cell.text), *(mark.key for mark in cell.marks)):
            arrow = read_direction(text) if text and not any(map(str.isalpha, text)) else None
            if arrow is not None and arrow.move in ("up", "down"):
                return arrow.move
        return flat(cell.text) or None

    def status(self, row: int, one: Series, kind: Kind, name_fill: str | None) -> StatusRead | None:
        """From the status column, else from the figure's own cell; the shade of a risk's score is no status."""
        legend = self.legend.of(kind)
        cell = self.cell(row, one.status)
        if cell is not None:
            read = self._yes_or_no(cell, one) or status_of(cell, legend, row_fill=name_fill)
            read = read or status_of_pale_mark(cell, legend) or _unknown_word(cell)
            shade = self._shade(cell, row, name_fill)
            read = read or (status_of_pale_fill(cell, legend) if shade else None)
            if read is None and (sign := _sign(cell) or shade):
                self.unread_signs.setdefault(sign, cell)
            return read
        figure = self.cell(row, one.figure)
        if figure is None or self.rated_in_columns or kind == "risk" or one.basis not in ("actual", "forecast"):
            return None
        read = status_of(figure, legend, row_fill=name_fill)
        return read if read is not None and read.rated else None

    def _shade(self, cell: Cell, row: int, name_fill: str | None) -> str | None:
        """The fill of a blank cell that tells it from the rest of its row, in a column of fills of several colours."""
        beside = {other.fill for other in self.grid.table.row(row) if other is not cell}
        if cell.fill is None or flat(cell.text) or cell.marks or cell.fill in (name_fill, *beside):
            return None
        told = {pale_hue(other.fill) for other in self.grid.cells_in(cell.col) if not flat(other.text)}
        return cell.fill if len(told - {None, "grey"}) > 1 else None

    def _yes_or_no(self, cell: Cell, one: Series) -> StatusRead | None:
        """``Y`` is a yes in a column that prints an ``N`` too, where no letter of it stands for red or green."""
        text = flat(cell.text).upper()
        if text not in ("Y", "N") or one.status is None:
            return None
        letters = {flat(other.text).upper() for other in self.grid.cells_in(one.status.index)}
        if "N" not in letters or letters & {"R", "G"}:
            return None
        return StatusRead("Yes" if text == "Y" else "No", "letter", None, printed(cell).boxes)

    def previous_status(self, row: int, one: Series, notes: Sequence[str]) -> str | None:
        """From its own column, else as a note or comment tells it."""
        cell = self.cell(row, one.earlier_status)
        read = status_of(cell, self.legend) if cell is not None else None
        if read is not None and read.word is not None:
            return read.word
        return next((word for text in notes if (word := previous_status_in(text)) is not None), None)

    def period(self, row: int, one: Series, blank: bool, notes: Sequence[str]) -> tuple[Period | None, tuple[str, ...]]:
        """What the row says of its period before its column before the report; and the notes beside it.

        The period is None where the row has a place for it and, like its figure, it is left empty.
        """
        column = self.column("period")
        cell = self.cell(row, column)
        if column is not None and cell is not None and one.basis == "actual":
            text = flat(cell.text)
            own = period_in(text, self.report) if text else None
            if own is not None or (blank and not text):
                return own, tuple(_short(note) for note in split_notes(text)[1]) if text else ()
            if text and not is_nothing(text) and "to date" in text.lower():
                return one.period or self.report, (text,)
        if one.period is None or one.period == self.report:
            noted = next((found for note in notes if (found := period_of_note(note, self.report)) is not None), None)
            if noted is not None and one.main:
                return noted, ()
        return one.period or self.report, ()

    def direction(self, row: int, one: Series) -> Printed | None:
        """A word, an arrow, or the direction that a sentence tells."""
        cell = self.cell(row, one.direction)
        if cell is None:
            return None
        text = flat(cell.text)
        if text:
            read = read_direction(text) or find_direction(text)
            word = read.word if read is not None else text if len(text) <= _SENTENCE and not is_nothing(text) else None
            return Printed(word, boxes_of_words(cell.lines, word) or printed(cell).boxes) if word is not None else None
        for mark in cell.marks:
            shown = direction_of_mark(mark, self.legend)
            if shown is not None:
                return Printed(shown, (mark.box,))
        return None

    def direction_comment(self, row: int, one: Series) -> Printed | None:
        """The comment of a direction column that prints sentences."""
        cell = self.cell(row, one.direction)
        return printed(cell) if cell is not None and len(flat(cell.text)) > _SENTENCE else None

    def limits(self, row: int, one: Series) -> tuple[tuple[LimitKind, Printed], ...]:
        """Second targets, floors, tolerances and thresholds."""
        found: list[tuple[LimitKind, Printed]] = []
        for column in one.limits:
            cell = self.cell(row, column)
            if cell is not None and not is_nothing(flat(cell.text)):
                found.append((LIMIT_ROLES.get(column.role or "", "target"), printed(cell)))
        return tuple(found)


def _unknown_word(cell: Cell) -> StatusRead | None:
    """A short text in a status column is a status as the report words it, though this tool does not know it."""
    text = _WITHOUT_SENSE.sub("", flat(cell.text)).strip()
    if is_nothing(text) or len(text.split()) > _STATUS_WORDS or any(character.isdigit() for character in text):
        return None
    return StatusRead(text, "word", None, printed(cell).boxes)


def _sign(cell: Cell) -> str | None:
    """By what a sign without a known sense is told from others: the first drawn or printed one of a cell."""
    drawn = (mark.key for mark in cell.marks if mark.kind != "highlight")
    return next(drawn, None) or "".join(_WITHOUT_SENSE.findall(cell.text)) or None


def _short(note: str) -> str:
    return "annual" if note.lower().startswith("annual") else note
