"""Rows of results as a table for people, or as CSV or JSON for programs."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Literal, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

Format = Literal["table", "csv", "json"]
Value = str | int | float | Decimal | date | None
ListedRow = Mapping[str, Value]

_WIDTH_OF_A_FILE = 100
_BETWEEN_COLUMNS = 2
_WIDEST_WORDS = (30, 16)  # a longer word may be broken, but only where there is no room for it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIGNED_NUMBER = re.compile(r"[+-]\s?£?[\d.,]*\s?%?")

_FIGURE = re.compile(r"[<>]?\s?[+\-\u2013(]?\s?£?\s?\d[\d.,]*\s?(?:%|p|m|k|bn|pp)?\)?")


def console(file: TextIO | None = None) -> Console:
    """A console that prints text as it is: no markup, no emoji, and no colour into files and pipes."""
    out = file or sys.stdout
    width = None if out.isatty() or "COLUMNS" in os.environ else _WIDTH_OF_A_FILE
    return Console(file=out, width=width, markup=False, emoji=False, highlight=False)


def show(rows: Sequence[ListedRow], columns: Sequence[str], form: Format, on: Console) -> None:
    """Print rows in the form asked for.

    Args:
        rows: what to print; a column that a row has not is empty.
        columns: which columns, in order.
        form: ``table``, ``csv`` (see ``write_csv_rows``) or ``json`` (a list of objects).
        on: where to.
    """
    if form == "table":
        on.print(as_table(rows, columns, on.width))
    else:
        on.file.write(csv_text(rows, columns) if form == "csv" else json_text(rows, columns))


def as_table(rows: Sequence[ListedRow], columns: Sequence[str], width: int) -> RenderableType:
    """A table whose long texts are folded, never cut; a list of fields where it does not fit a width in characters."""
    texts = {column: [_label(column), *(plain(row.get(column)) for row in rows)] for column in columns}
    room = width - _BETWEEN_COLUMNS * (len(columns) - 1)
    widths = next(filter(None, (_widths(list(texts.values()), room, longest) for longest in _WIDEST_WORDS)), None)
    if widths is None:
        filled = ([(column, row[column]) for column in columns if row.get(column) is not None] for row in rows)
        return Group(*(Group(hanging(fields), "") for fields in filled))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, _BETWEEN_COLUMNS - 1, 0, 0))
    for column, wide in zip(columns, widths, strict=True):
        side: Literal["left", "right"] = "right" if _holds_figures(column, rows) else "left"
        table.add_column(Text(_label(column)), justify=side, overflow="fold", width=wide)
    for row in zip(*(column[1:] for column in texts.values()), strict=True):
        table.add_row(*map(Text, row))
    return Trimmed(table)


def _widths(columns: Sequence[Sequence[str]], room: int, longest: int) -> list[int] | None:
    """The width of each column of texts, in characters: no word up to the longest is broken, narrow columns not folded.

    None where the room is too small for that.
    """
    widths = [min(longest, max(len(word) for text in texts for word in (text.split() or [""]))) for texts in columns]
    wanted = [max(len(line) for text in texts for line in (text.splitlines() or [""])) for texts in columns]
    if sum(widths) > room:
        return None
    for _ in range(room - sum(widths)):
        folded = [number for number, width in enumerate(widths) if width < wanted[number]]
        if not folded:
            break
        widths[min(folded, key=widths.__getitem__)] += 1
    return widths


def hanging(fields: Iterable[tuple[str, Value]], style: str = "") -> RenderableType:
    """Labels, and beside each a text whose further lines stand under its first."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold", max_width=32)
    grid.add_column(overflow="fold")
    for label, value in fields:
        grid.add_row(Text(_label(label), style=style), Text(plain(value)))
    return Trimmed(grid)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What is printed without the blanks that fill its lines up to the edge."""

    content: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in console.render_lines(self.content, options, pad=False):
            while line and not line[-1].text.rstrip():
                line.pop()
            yield from line[:-1]
            yield from (Segment(last.text.rstrip(), last.style) for last in line[-1:])
            yield Segment.line()


def _label(column: str) -> str:
    return column.replace("_", " ")


def _holds_figures(column: str, rows: Sequence[ListedRow]) -> bool:
    """Whether most values of a column are numbers, or texts that print one."""
    values = [row[column] for row in rows if row.get(column) not in (None, "")]
    return 2 * sum(map(_is_figure, values)) > len(values)


def _is_figure(value: Value) -> bool:
    return bool(_FIGURE.fullmatch(value)) if isinstance(value, str) else isinstance(value, int | float | Decimal)


def plain(value: Value) -> str:
    """A value as people write it: nothing for None, numbers in full, boxes to a hundredth of a point."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_text(rows: Iterable[ListedRow], columns: Sequence[str]) -> str:
    """Rows as CSV; see ``write_csv_rows``."""
    out = StringIO()
    write_csv_rows(out, rows, columns)
    return out.getvalue()


def write_csv_rows(out: TextIO, rows: Iterable[ListedRow], columns: Sequence[str]) -> None:
    """Write a header line and rows as CSV.

    A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers and texts
    that are nothing but a number with its sign stay as they are.
    """
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_safe(row.get(column)) for column in columns] for row in rows)


def _safe(value: Value) -> str:
    text = plain(value)
    if isinstance(value, str) and text.startswith(_FORMULA) and not _SIGNED_NUMBER.fullmatch(text):
        return "'" + text
    return text


def json_text(rows: Sequence[ListedRow], columns: Sequence[str]) -> str:
    """Rows as a JSON list of objects; dates in ISO form."""
    told = [{column: _jsonable(row.get(column)) for column in columns} for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _jsonable(value: Value) -> str | int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
