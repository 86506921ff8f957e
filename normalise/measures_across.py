"""Tables turned round: the measures are the columns, and the first column says what each row prints.

Measure    | Rent collected | Homes let          Measure        | Target | May | June | RAG
Target     | 98%            | 40          ->     Rent collected | 98%    | 97% | 99%  | Green
May        | 97%            | 38                 Homes let      | 40     | 38  | 41   | Red
June       | 99%            | 41
RAG        | Green          | Red
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language.periods import Period
from ..records import Cell, RowKind
from .grid import Grid, flat
from .headings import read_heading
from .labelled import Turned
from .looks import wordiness
from .when import period_in, without_periods

_SURE, _LONGEST_LABEL, _FEWEST_MEASURES = 0.85, 40, 2


def measures_as_rows(grid: Grid, report: Period) -> Turned | None:
    """Set each column of a table as a row; None where the columns are no measures.

    Args:
        grid: the printed table; its one row of headings names the measures, its first column the fields.
        report: the period of the report, which completes those of the labels.
    """
    if len(grid.header_rows) != 1 or any(cell.colspan > 1 or cell.rowspan > 1 for cell in grid.table.cells):
        return None
    head, fields = grid.header_rows[0], [row for row in grid.body if _text(grid, row, 0)]
    names = [col for col in range(1, grid.columns) if _text(grid, head, col)]
    if len(names) < max(_FEWEST_MEASURES, grid.columns - 1) or len(fields) < len(grid.body):
        return None
    kinds = [_field(_text(grid, row, 0), report) for row in fields]
    told = None not in kinds and {"target", "status"} & {*kinds} and {"figure", "period"} & {*kinds}
    distinct = len({_text(grid, row, 0) for row in fields}) == len(fields)
    if not told or not distinct or not _name_measures([_text(grid, head, col) for col in names], report):
        return None
    return _turned(grid, [head, *fields], [0, *names])


def _text(grid: Grid, row: int, col: int) -> str:
    cell = grid.at(row, col)
    return flat(cell.text) if cell is not None and cell.row == row else ""


def _field(label: str, report: Period) -> str | None:
    """What a row prints by its label: a field of a measure, or the figures of a period."""
    if len(label) > _LONGEST_LABEL:
        return None
    roles = read_heading(label).roles
    best = max(roles, key=lambda role: roles[role], default=None)
    if best in ("target", "status", "figure", "direction", "previous", "variance") and roles[best] >= _SURE:
        return best
    return "period" if period_in(label, report) is not None and not without_periods(label).strip(" ()") else None


def _name_measures(texts: Sequence[str], report: Period) -> bool:
    """Words that are no periods, and mostly no fields: a name may speak of a rating or a target too."""
    fields = [_field(text, report) for text in texts]
    return all(map(wordiness, texts)) and "period" not in fields and 2 * sum(map(bool, fields)) <= len(fields)


def _turned(grid: Grid, rows: list[int], columns: list[int]) -> Turned:
    cells: list[Cell] = []
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for here, col in enumerate(columns):
        for place, row in enumerate(rows):
            cell = grid.at(row, col)
            if cell is not None:
                cells.append(replace(cell, row=here, col=place))
                origin[here, place] = (cell.row, cell.col)
    below: list[RowKind] = ["body"] * (len(columns) - 1)
    table = replace(grid.table, cells=tuple(cells), row_kinds=("header", *below), columns=len(rows))
    return Turned(table, origin, dict.fromkeys(range(1, len(columns)), rows[0]), 0)
