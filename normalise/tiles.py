"""Tiles of a dashboard: a name, a large figure, and short texts that hold their label: read as a table of one row.

Homes built            |              Measure     | Actual | Target | Q1 2023/24 | Status
612                    |       ->     Homes built | 612    | 600    | 588        | On target
Target 600  Q1 2023/24: 588
On target              |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language.numbers import read_figure
from ..language.periods import financial_year, read_period
from ..language.statuses import read_status
from ..records import Cell, Table
from .grid import flat
from .headings import read_heading
from .labelled import Turned
from .looks import is_nothing
from .when import period_in, without_periods

_FIELDS = frozenset(("target", "status", "previous", "floor", "variance"))
# The figure is printed that much larger than the smallest text of a tile.
_LARGE, _SURE, _LONGEST_LABEL = 1.3, 0.85, 30
_UNTOLD, NAME_NOT_TOLD = "", "several texts beside its figure that may be its name or period"
# A bare "Q2" is a period of some year.
_ANY_YEAR = financial_year(2000)


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of the turned table: its heading, its text and the cell that holds both."""

    heading: str
    text: str
    cell: Cell


def as_row(table: Table) -> Turned | None:
    """Turn a tile into a table of one row; None where a table is none.

    The name, the figure and a status without a label of its own stand under the headings that such columns have.
    """
    fields = list(_fields(table))
    if not fields:
        return None
    if any(field.heading == _UNTOLD for field in fields):
        return Turned(table, {}, {}, -1, NAME_NOT_TOLD)
    cells: list[Cell] = []
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for col, field in enumerate(fields):
        for row, text in enumerate((field.heading, field.text)):
            labelled = row == 0 and field.text != flat(field.cell.text)
            marks = () if row == 0 else field.cell.marks
            if row == 1 or labelled:
                origin[row, col] = (field.cell.row, field.cell.col)
            cells.append(replace(field.cell, row=row, col=col, rowspan=1, colspan=1, text=text, marks=marks))
    turned = replace(
        table,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        row_kinds=("header", "body"),
        columns=len(fields),
    )
    return Turned(turned, origin, {1: fields[0].cell.row}, -1)


def _fields(table: Table) -> Iterator[_Field]:
    held = [cell for cell in table.cells if flat(cell.text)]
    sizes = {id(cell): max(line.size for line in cell.lines) for cell in held if cell.lines}
    if table.columns != 2 or len(sizes) < len(held) or not 3 <= len(held) <= 12:
        return
    largest = max(sizes.values())
    large = [cell for cell in held if sizes[id(cell)] == largest]
    if largest < _LARGE * min(sizes.values()) or len(large) != 1 or not _stands_for_figure(large[0]):
        return
    others = [cell for cell in held if cell is not large[0]]
    labelled = {id(cell): field for cell in others if (field := _labelled(cell)) is not None}
    free = [cell for cell in others if id(cell) not in labelled]
    statuses = [cell for cell in free if cell.marks or read_status(flat(cell.text)) is not None]
    periods = [cell for cell in free if cell not in statuses and _is_period(flat(cell.text))]
    names = [cell for cell in free if cell not in (*statuses, *periods) and cell.colspan == 2]
    if not names or not labelled or len(statuses) > 1:
        return
    name = _name(names, large[0])
    if name is None or len(periods) > 1:
        yield _Field(_UNTOLD, "", names[0])
        return
    yield _Field("Measure", flat(name.text), name)
    yield from (_Field("Period", flat(cell.text), cell) for cell in periods)
    yield _Field("Actual", flat(large[0].text), large[0])
    yield from (labelled[id(cell)] for cell in others if id(cell) in labelled)
    yield from (_Field("Status", flat(cell.text), cell) for cell in statuses)


def _is_period(text: str) -> bool:
    return period_in(text, _ANY_YEAR) is not None and not without_periods(text)


def _name(names: Sequence[Cell], figure: Cell) -> Cell | None:
    """The name nearest to the figure; None where a bold text further away, or one as near, may be it as well.

    What begins in small letters or brackets ("per 1,000 people") goes on with a name and is none.
    """
    begun = [cell for cell in names if not re.match(r"[a-z(*]", flat(cell.text))] or names
    near = min(abs(cell.row - figure.row) for cell in begun)
    nearest = [cell for cell in begun if abs(cell.row - figure.row) == near]
    bold = [cell for cell in begun if any(line.bold for line in cell.lines)]
    if len(bold) == 1:
        return bold[0] if bold[0] in nearest else None
    return nearest[0] if len(nearest) == 1 else None


def _stands_for_figure(cell: Cell) -> bool:
    text = flat(cell.text)
    return read_figure(text).value is not None or is_nothing(text)


def _labelled(cell: Cell) -> _Field | None:
    """A text that begins with the name of a field or a period, and its value after it."""
    text = flat(cell.text)
    for end in _ends_of_labels(text):
        label, value = text[:end].rstrip(" :="), text[end:].lstrip(" :=")
        sure = {str(role) for role, trust in read_heading(label).roles.items() if trust >= _SURE}
        known = bool(_FIELDS & sure)
        dated = read_period(label) is not None
        names_field = known and (dated or not re.search(r"\d", label))
        if value and (names_field or (dated and read_figure(value).value is not None)):
            return _Field(label, value, cell)
    return None


def _ends_of_labels(text: str) -> Sequence[int]:
    """Where the label may end: at a colon, else after each of its words, the longest first."""
    colon = re.match(r".{2,40}?\s*[:=]\s", text)
    spaces = [found.start() for found in re.finditer(r"\s", text[:_LONGEST_LABEL])]
    return [colon.end()] if colon else spaces[::-1]
