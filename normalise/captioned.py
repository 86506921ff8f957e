"""Strips: each cell prints what it is over, under or before its figure, and no row of headings stands over them.

               2022/23  Target                           | 2022/23 | Target |
Bins emptied   91.4%    94.0%    (disc)   ->  Bins emptied | 91.4%   | 94.0%  | (disc)
               2022/23  Target                Calls        | 71.0%   | 80.0%  | (disc)
Calls          71.0%    80.0%    (disc)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..language.directions import read_direction
from ..language.periods import financial_year, read_period
from ..language.statuses import hue, read_status
from ..records import Cell, Line, RowKind
from .grid import Grid, flat, tight
from .headings import read_heading
from .labelled import Turned
from .looks import is_figure, is_nothing, wordiness

_LONGEST, _SURE = 30, 0.85
# The share of the rows with more than one text in which at least two cells have captions.
_SHARE = 0.8
_ROLES = frozenset(("figure", "target", "status", "previous", "direction", "floor", "variance", "second target"))
_BEFORE = re.compile(r"(?P<caption>[^:=]{2,30}?)\s*[:=]\s+(?P<value>\S.*)")
# A bare "Q2" is a period of some year.
_ANY_YEAR = financial_year(2000)

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Parted:
    """A cell parted in its caption and what it captions."""

    caption: Cell
    value: Cell

    @property
    def text(self) -> str:
        return flat(self.caption.text)


def under_captions(grid: Grid) -> Turned | None:
    """Make a row of headings of the captions that cells print; None where cells print none."""
    if grid.header_rows:
        return None
    readings = {(cell.row, cell.col): tuple(_readings(cell)) for cell in grid.table.cells}
    sure = {one.text for ones in readings.values() for one in ones if _is_value(flat(one.value.text))}
    parted = {
        place: one
        for place, ones in readings.items()
        if (one := next((one for one in ones if one.text in sure), None)) is not None
    }
    return _turned(grid, parted) if _is_strips(grid, parted) else None


def _readings(cell: Cell) -> Iterator[_Parted]:
    """The ways in which a cell may be a caption and something else: over it, under it, or before a colon."""
    if len(cell.lines) > 1 and cell.colspan == 1:
        for caption, rest in ((cell.lines[:1], cell.lines[1:]), (cell.lines[-1:], cell.lines[:-1])):
            if _is_caption(flat(caption[0].text)):
                yield _Parted(_of_lines(cell, caption), _of_lines(cell, rest))
    before = _BEFORE.fullmatch(flat(cell.text))
    if before is not None and cell.colspan == 1 and _is_caption(before["caption"]):
        yield _Parted(replace(cell, text=before["caption"], marks=()), replace(cell, text=before["value"]))


def _of_lines(cell: Cell, lines: tuple[Line, ...]) -> Cell:
    text = " ".join(flat(line.text) for line in lines)
    return replace(cell, text=text, lines=lines, boxes=tight(line.box for line in lines))


def _is_caption(text: str) -> bool:
    """Whether a short text names a field of a measure, or a period."""
    if not text or len(text) > _LONGEST or is_nothing(text):
        return False
    named = {role for role, trust in read_heading(text).roles.items() if trust >= _SURE}
    return bool(named & _ROLES) or read_period(text, _ANY_YEAR) is not None


def _is_value(text: str) -> bool:
    known = is_figure(text) or is_nothing(text)
    return known or read_status(text) is not None or read_direction(text) is not None


def _is_strips(grid: Grid, parted: Mapping[_Place, _Parted]) -> bool:
    """Whether nearly all rows print a name and two captions or more, none of them twice."""
    by_row: dict[int, list[str]] = {}
    for (row, _), one in parted.items():
        by_row.setdefault(row, []).append(one.text)
    several = [row for row in grid.body if len([cell for cell in grid.table.row(row) if flat(cell.text)]) > 1]
    strips = [row for row in several if len(by_row.get(row, ())) > 1 and _prints_name(grid, row, parted)]
    twice = any(len(set(texts)) < len(texts) for texts in by_row.values())
    unknown = any(_is_captioned(flat(cell.text)) for cell in grid.table.cells if (cell.row, cell.col) not in parted)
    return bool(strips) and not twice and not unknown and len(strips) >= _SHARE * len(several)


def _prints_name(grid: Grid, row: int, parted: Mapping[_Place, _Parted]) -> bool:
    """Whether a cell of a row that is not parted holds words, and no caption and figure of another kind."""
    texts = [flat(cell.text) for cell in grid.table.row(row) if (cell.row, cell.col) not in parted]
    return any(wordiness(text) > 0 and not _is_captioned(text) for text in texts)


def _is_captioned(text: str) -> bool:
    """Whether a text is a figure after a colon, or begins like a caption: "Stretch goal: 95%"."""
    before = _BEFORE.fullmatch(text)
    return before is not None and (is_figure(before["value"]) or _is_caption(before["caption"]))


def _turned(grid: Grid, parted: Mapping[_Place, _Parted]) -> Turned:
    """The table under its captions: each has a column, right of the column in whose cells it stands first."""
    table = grid.table
    starts: list[int] = []
    under: dict[str, int] = {}
    columns = 0
    for col in range(grid.columns):
        starts.append(columns)
        columns += any(_holds(cell) for cell in grid.cells_in(col) if (cell.row, cell.col) not in parted)
        for text in dict.fromkeys(one.text for (_, own), one in parted.items() if own == col):
            if text not in under:
                under[text] = columns
                columns += 1
    starts.append(columns)
    heads = {under[one.text]: one.caption for one in reversed(list(parted.values()))}
    cells = [replace(cell, row=0, col=col, rowspan=1, colspan=1, fill=None, marks=()) for col, cell in heads.items()]
    origin: dict[_Place, _Place] = {}
    for cell in table.cells:
        one = parted.get((cell.row, cell.col))
        col = starts[cell.col] if one is None else under[one.text]
        last = starts[cell.col + cell.colspan] if one is None else col + 1
        place = (cell.row + 1, col)
        if col < last and (one is not None or _holds(cell)):
            shown = cell if one is None else one.value
            cells.append(replace(shown, row=place[0], col=col, colspan=last - col if cell.colspan > 1 else 1))
            origin[place] = (cell.row, cell.col)
    kinds: tuple[RowKind, ...] = ("header", *table.row_kinds)
    cells.sort(key=lambda cell: (cell.row, cell.col))
    rows = {row + 1: row for row in range(table.rows)}
    return Turned(replace(table, cells=tuple(cells), row_kinds=kinds, columns=columns), origin, rows, -1)


def _holds(cell: Cell) -> bool:
    return bool(flat(cell.text) or cell.marks) or hue(cell.fill) is not None
