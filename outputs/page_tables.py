"""The tables of a file as they were read, printed."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from rich.box import SQUARE
from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from ..records import Cell, Extract, Table
from .listing import Format, ListedRow, show


def show_tables(extract: Extract, on: Console, *, pages: Collection[int] | None = None, form: Format = "table") -> None:
    """Print every table that stands on some pages.

    Args:
        extract: what was read off the pages.
        on: where to print.
        pages: page numbers from 1; all pages if None.
        form: ``table`` draws each table; ``csv`` has one line for each row of a table, its columns
            numbered; ``json`` has every cell with its boxes.
    """
    tables = [table for table in extract.tables if pages is None or _pages(table) & set(pages)]
    if form == "csv":
        columns = [str(number + 1) for number in range(max((table.columns for table in tables), default=0))]
        rows = [row for table in tables for row in _rows(table)]
        show(rows, ("table", "page", "row", "kind", *columns), form, on)
    elif form == "json":
        on.file.write(json.dumps([_as_object(table) for table in tables], ensure_ascii=False, indent=2) + "\n")
    elif tables:
        for table in tables:
            _draw(table, on)
    else:
        on.print("No tables.")


def _pages(table: Table) -> set[int]:
    return set(range(table.page_from, table.page_to + 1))


def _rows(table: Table) -> list[ListedRow]:
    """Each row's texts by column number from 1; a merged cell stands at its first row and column."""
    page = table.page_from
    rows: list[ListedRow] = []
    for number, kind in enumerate(table.row_kinds):
        cells = table.row(number)
        page = next((cell.boxes[0].page for cell in cells if cell.boxes), page)
        texts = {str(cell.col + 1): cell.text for cell in cells}
        rows.append({"table": table.number, "page": page, "row": number + 1, "kind": kind, **texts})
    return rows


def _as_object(table: Table) -> dict[str, Any]:
    return {
        "table": table.number,
        "pages": [table.page_from, table.page_to],
        "headings": table.headings,
        "columns": table.columns,
        "row_kinds": table.row_kinds,
        "engine": table.engine,
        "confidence": table.confidence,
        "reasons": table.reasons,
        "cells": [_cell(cell) for cell in table.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row + 1,
        "column": cell.col + 1,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": cell.text,
        "fill": cell.fill,
        "marks": [{"kind": mark.kind, "key": mark.key, "colour": mark.colour} for mark in cell.marks],
        "boxes": [{name: getattr(box, name) for name in box.__dataclass_fields__} for box in cell.boxes],
    }


def _draw(table: Table, on: Console) -> None:
    one_page = table.page_from == table.page_to
    pages = f"page {table.page_from}" if one_page else f"pages {table.page_from} to {table.page_to}"
    on.print(Text(f"Table {table.number}, {pages}: {table.rows} rows by {table.columns} columns", style="bold"))
    doubts = f" ({'; '.join(table.reasons)})" if table.reasons else ""
    on.print(Text(f"read by {table.engine}, confidence {table.confidence:.2f}{doubts}", style="dim"))
    drawn = Drawn(box=SQUARE, show_header=False, show_lines=True)
    for _ in range(table.columns):
        drawn.add_column(overflow="fold")
    for number, kind in enumerate(table.row_kinds):
        drawn.add_row(*_texts(table.row(number), table.columns), style="" if kind == "body" else "bold")
    on.print(drawn)


def _texts(cells: Sequence[Cell], columns: int) -> list[Text]:
    told = {cell.col: cell for cell in cells}
    return [_drawn_text(told[column]) if column in told else Text() for column in range(columns)]


def _drawn_text(cell: Cell) -> Text:
    """The text, and in brackets what the cell shows besides: its colour and its marks."""
    looks = [cell.fill, *(f"{mark.kind} {mark.colour or ''}".strip() for mark in cell.marks)]
    shown = f" [{', '.join(look for look in looks if look)}]" if any(looks) else ""
    return Text(cell.text + shown)
