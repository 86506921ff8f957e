"""An Excel workbook: one sheet for each table, with types, a frozen heading, filters and the colours of ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..language.statuses import read_status
from .contract import EXACT
from .described import Column, Described, described
from .rows import Row
from .store import StoreReader

MOST_ROWS = 1_048_575
"""How many rows a sheet holds below its heading; what is more goes on in the next sheet."""

_MOST_CHARACTERS = 32_767
_CUT = " [cut: a cell holds no more]"
_RATED = ("status", "previous_status", "recomputed")
_VERDICTS = {"agrees": "green", "holds": "green", "agrees_within_rounding": "blue", "disagrees": "red", "fails": "red"}
_HUES = {
    "red": ("#fbe9e7", "#7d130d"),
    "amber": ("#fdf0d5", "#5f3a00"),
    "green": ("#e3f3e8", "#0f4a24"),
    "blue": ("#e4eefb", "#123e73"),
}
_WIDTHS = {"text": 24, "integer": 9, "real": 11, "decimal": 14}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def write_workbook(store: StoreReader, path: Path) -> None:
    """Write every table of the results; no text becomes a formula or a link.

    The exact twins of numbers are left out: a sheet holds a number as the database does.

    Raises:
        OSError: the file cannot be written.
    """
    with xlsxwriter.Workbook(str(path), _OPTIONS) as workbook:
        looks = _Looks(workbook)
        for table in described().values():
            columns = [column for column in table.columns if not _is_twin(column, table)]
            for sheet, rows in _sheets(workbook, table, store):
                _fill(sheet, columns, rows, looks)


class _Looks:
    """The formats of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.heading: Format = workbook.add_format({"bold": True, "bg_color": "#eceef2", "bottom": 1})
        self.day: Format = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self.hues: dict[str, Format] = {
            hue: workbook.add_format({"bg_color": ground, "font_color": ink}) for hue, (ground, ink) in _HUES.items()
        }

    def of(self, column: Column, value: Any) -> Format | None:
        """How a value is shown: a rating or a verdict in its colour."""
        if column.name == "verdict":
            return self.hues.get(_VERDICTS.get(str(value), ""))
        if column.name in _RATED and value:
            read = read_status(str(value))
            return self.hues.get(read.hue) if read and read.hue else None
        return None


def _is_twin(column: Column, table: Described) -> bool:
    return column.name.endswith(EXACT) and column.name not in table.spec.columns


def _sheets(
    workbook: Workbook, table: Described, store: StoreReader
) -> Iterator[tuple[Worksheet, list[Row] | Iterator[Row]]]:
    """The sheets of a table with their rows: one, or more where it is longer than a sheet may be."""
    rows = iter(store.rows_of(table.spec))
    number = 1
    first = next(rows, None)
    if first is None:
        yield workbook.add_worksheet(table.spec.name), []
    while first is not None:
        sheet = workbook.add_worksheet(table.spec.name + (f" {number}" if number > 1 else ""))
        yield sheet, _with_first(first, islice(rows, MOST_ROWS - 1))
        first = next(rows, None)
        number += 1


def _with_first(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _fill(sheet: Worksheet, columns: Sequence[Column], rows: Iterator[Row] | list[Row], looks: _Looks) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS[column.kind])
        sheet.write_string(0, place, column.name, looks.heading)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            _write(sheet, last, place, column, row[column.name], looks)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write(sheet: Worksheet, row: int, place: int, column: Column, value: Any, looks: _Looks) -> None:
    if value is None:
        return
    if column.unit == "date":
        sheet.write_datetime(row, place, date.fromisoformat(value), looks.day)
    elif isinstance(value, str):
        fits = value if len(value) <= _MOST_CHARACTERS else value[: _MOST_CHARACTERS - len(_CUT)] + _CUT
        sheet.write_string(row, place, fits, looks.of(column, value))
    else:
        sheet.write_number(row, place, value)
