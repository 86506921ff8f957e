"""From one row of a table of measures to its drafts: one for each figure or rating that it prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language.names import split_notes
from ..language.numbers import read_part
from ..records import Box, Cell
from .columns import Column
from .fields import Fields
from .grid import flat, printed
from .looks import is_nothing
from .names import NameRead
from .observations import Draft, unit_told
from .series import Series
from .stacked import is_stacked, read_stacked
from .standing import boxes_beside, boxes_of_code
from .status import StatusRead
from .values import read_value
from .when import year_of


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a row: its headings, outermost first, the section that they make and where that stands.

    ``rating`` is the status that a heading or band gives to all rows below it.
    """

    headings: tuple[str, ...]
    section: str | None
    section_boxes: tuple[Box, ...] = ()
    rating: StatusRead | None = None


def drafts_of_row(fields: Fields, row: int, name: NameRead, name_column: Column, above: Above) -> list[Draft]:
    """The drafts of a row, in the order of its columns.

    An earlier figure or a benchmark counts only where a figure is printed, another period's only
    where a figure or status is; the report's own is a draft even when it is blank.
    """
    name_cell = fields.cell(row, name_column)
    fill = name_cell.fill if name_cell is not None and not name_column.look.shows_hues else None
    base = _base(fields, row, name, name_column, above)
    stack = _stacked_cell(fields, row)
    if stack is not None:
        drafts = list(_of_stack(fields, stack, row, base, fill))
    else:
        drafts = [
            replace(draft, also=(*draft.also, *boxes_beside(fields, row, one, draft, name_cell)))
            for one in fields.series
            if (draft := _of_series(fields, row, base, one, name, fill, above.rating)) is not None
        ]
    unit = next((unit_told(draft) for draft in drafts if draft.basis == "actual" and draft.read), None)
    return [replace(draft, unit_alike=unit) for draft in drafts]


def _base(fields: Fields, row: int, name: NameRead, name_column: Column, above: Above) -> Draft:
    """What all drafts of a row share."""
    annual = [note for note in split_notes(name.name.text)[1] if note.lower().startswith("annual")]
    return Draft(
        kind=fields.kind(row, (*name_column.heading[-1:], *reversed(above.headings[-2:]))),
        basis="actual",
        period=fields.report,
        name=name.name,
        code=fields.text(row, "code") or name.code,
        section=above.section,
        headings=above.headings,
        theme=fields.text(row, "theme"),
        commentary=fields.commentary(row),
        qualifiers=(*name.notes, *("annual" for _ in annual[:1]), *fields.dates(row)),
        unit_text=fields.text(row, "unit"),
        polarity_note=fields.polarity(row) or name.polarity_note,
        also=(("section", above.section_boxes), ("code", boxes_of_code(fields, row, name, name_column))),
    )


def _of_series(
    fields: Fields,
    row: int,
    base: Draft,
    one: Series,
    name: NameRead,
    fill: str | None,
    above: StatusRead | None,
) -> Draft | None:
    cell = fields.cell(row, one.figure)
    value = printed(cell) if cell is not None and flat(cell.text) else None
    blank = value is None or (read_value(value.text).figure.value is None and read_part(value.text) is None)
    status = fields.status(row, one, base.kind, fill)
    if status is None and one.main and not fields.rated_in_columns and base.kind != "risk":
        status = above
    told = value is not None and not is_nothing(value.text) and one.basis not in ("previous", "benchmark")
    if blank and not one.main and not told and _is_empty(status):
        return None
    period, notes = fields.period(row, one, blank, (*name.notes, name.name.text))
    heading = one.figure.heading[-1] if one.figure is not None and one.figure.heading else ""
    draft = replace(base, basis=one.basis, period=period, value=value, status=status, heading=heading)
    if one.basis in ("previous", "benchmark") and not one.main:
        return replace(draft, commentary=None, qualifiers=())
    target = fields.cell(row, one.target)
    told_before = (*base.qualifiers, base.commentary.text if base.commentary is not None else "")
    return replace(
        draft,
        target=printed(target) if target is not None and flat(target.text) else None,
        previous_status=fields.previous_status(row, one, told_before) if one.main else None,
        direction=fields.direction(row, one),
        commentary=base.commentary or fields.direction_comment(row, one),
        qualifiers=(*base.qualifiers, *notes, *((one.note,) if one.note else ())),
        limits=fields.limits(row, one),
    )


def _stacked_cell(fields: Fields, row: int) -> Cell | None:
    candidates: Sequence[Column] = [column for column in fields.columns if column.look.stacked > 0.3]
    cells = (fields.cell(row, column) for column in candidates)
    return next((cell for cell in cells if cell is not None and is_stacked(cell)), None)


def _of_stack(fields: Fields, cell: Cell, row: int, base: Draft, fill: str | None) -> Iterator[Draft]:
    """A draft for each group of a stacked cell, and for each other status that the row prints."""
    read = read_stacked(cell, fields.report)
    rated = {one.basis: fields.status(row, one, base.kind, fill) for one in fields.series if one.status is not None}
    for place, stack in enumerate(read.stacks):
        yield replace(
            base,
            basis=stack.basis,
            period=stack.period,
            value=stack.value,
            target=stack.target,
            status=rated.pop(stack.basis, None),
            direction=read.direction if place == 0 else None,
        )
    for basis, status in rated.items():
        if not _is_empty(status):
            period = year_of(fields.report) if basis == "forecast" else fields.report
            yield replace(base, basis=basis, period=period, status=status)


def _is_empty(status: StatusRead | None) -> bool:
    return status is None or status.word is None
