"""Where the lesser fields of a row stand: notes, codes, periods, earlier statuses, what the figure's cell adds."""

from __future__ import annotations

from collections.abc import Iterator

from ..language.names import split_notes
from ..records import Box, Cell
from .columns import Column
from .fields import Fields
from .grid import boxes_of_words, flat, printed
from .looks import is_nothing
from .names import NameRead, previous_status_in
from .observations import Draft
from .series import Series
from .when import period_in, period_of_note

Stands = tuple[str, tuple[Box, ...]]


def boxes_beside(fields: Fields, row: int, one: Series, draft: Draft, name_cell: Cell | None) -> tuple[Stands, ...]:
    """Where the fields of a draft stand that have no cell of their own, by role."""
    return (
        *_in_value(fields.cell(row, one.figure), draft),
        ("period", _of_period(fields, row, one, draft, name_cell)),
        ("qualifier", tuple(_of_qualifiers(fields, row, draft, name_cell))),
        ("previous_status", _of_previous(fields, row, one, draft, name_cell)),
    )


def boxes_of_code(fields: Fields, row: int, name: NameRead, name_column: Column) -> tuple[Box, ...]:
    """Where the code stands: in a column of its own or in the name."""
    own = fields.cell(row, fields.column("code"))
    if own is not None and flat(own.text):
        return printed(own).boxes
    cell = fields.cell(row, name_column)
    return boxes_of_words(cell.lines, name.code) if cell is not None and name.code else ()


def _in_value(cell: Cell | None, draft: Draft) -> Iterator[Stands]:
    """The status, target and period that the figure's cell tells in words."""
    read = draft.read
    if cell is None or read is None:
        return
    if read.status is not None:
        shaded = tuple(mark.box for mark in cell.marks if mark.kind == "highlight" and read.status in mark.key)
        noted = boxes_of_words(cell.lines, read.status_text or read.status)
        yield "status", shaded[:1] or noted or printed(cell).boxes
    if read.target_text:
        yield "target", boxes_of_words(cell.lines, read.target_text) or printed(cell).boxes
    if read.period is not None:
        yield "period", printed(cell).boxes


def _of_period(fields: Fields, row: int, one: Series, draft: Draft, name_cell: Cell | None) -> tuple[Box, ...]:
    """Where the period stands: in the row's own cell, a note under its name or the heading of its figure."""
    told_in_value = draft.read is not None and (draft.read.period is not None or draft.read.basis is not None)
    if draft.period is None or told_in_value:
        return ()
    own = fields.cell(row, fields.column("period"))
    if own is not None and period_in(flat(own.text), fields.report) == draft.period:
        return printed(own).boxes
    if name_cell is not None:
        for note in name_cell.paragraphs:
            if period_of_note(note, fields.report) == draft.period:
                return boxes_of_words(name_cell.lines, note) or printed(name_cell).boxes
    col = one.figure.index if one.figure is not None else None
    headers = [fields.grid.at(header, col) for header in reversed(fields.grid.header_rows)] if col is not None else []
    for header in headers:
        if header is not None and period_in(flat(header.text), fields.report) == draft.period:
            return printed(header).boxes
    return ()


def _of_qualifiers(fields: Fields, row: int, draft: Draft, name_cell: Cell | None) -> Iterator[Box]:
    """The notes under the name, the cells of dates, and the notes in the figure's cell."""
    for note in draft.qualifiers:
        yield from boxes_of_words(name_cell.lines, note) if name_cell is not None else ()
    for column in fields.columns:
        cell = fields.cell(row, column)
        if draft.qualifiers and column.role == "date" and cell is not None and not is_nothing(flat(cell.text)):
            yield from printed(cell).boxes
    own = fields.cell(row, fields.column("period"))
    if draft.qualifiers and own is not None and split_notes(flat(own.text))[1]:
        yield from printed(own).boxes
    value = draft.value
    if value is not None and draft.read is not None and draft.read.qualifiers:
        yield from value.boxes


def _of_previous(fields: Fields, row: int, one: Series, draft: Draft, name_cell: Cell | None) -> tuple[Box, ...]:
    """Where an earlier status stands: in its own cell, or as a note or comment tells it."""
    if draft.previous_status is None:
        return ()
    own = fields.cell(row, one.earlier_status)
    if own is not None and (flat(own.text) or own.marks or own.fill):
        return printed(own).boxes
    for note in draft.qualifiers:
        if previous_status_in(note) is not None and name_cell is not None:
            return boxes_of_words(name_cell.lines, note) or printed(name_cell).boxes
    comment = draft.commentary
    return comment.boxes if comment is not None and previous_status_in(comment.text) is not None else ()
