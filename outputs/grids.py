"""The grids of tables as they were read, for people and for programs that compare readers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..records import Table
from .listing import ListedRow

CELL_COLUMNS = ("table", "page", "row", "col", "text")


def cell_rows(tables: Iterable[Table]) -> list[ListedRow]:
    """A row for each cell, by ``CELL_COLUMNS``; a cell cut by a page break stands on its first page."""
    return [
        {"table": table.number, "page": cell.boxes[0].page, "row": cell.row, "col": cell.col, "text": cell.text}
        for table in tables
        for cell in table.cells
    ]


def parts_json(parts: Iterable[Table]) -> Iterator[str]:
    """The parts of tables as a JSON list, one part on a line, piece by piece: a long document has thousands.

    Each has its ``page`` (from 1), its ``confidence`` (0 to 1) with the ``reasons`` for it, its ``bbox`` (x0, top, x1,
    bottom in points from the top left of the page as shown) and its ``cells``, each with ``row`` and ``col`` (from 0),
    ``rowspan``, ``colspan`` and ``text``. This is the form in which readers are compared on the tables of the
    ICDAR 2013 competition.
    """
    before = "[\n"
    for part in parts:
        yield before + json.dumps(_told(part), ensure_ascii=False)
        before = ",\n"
    yield "[\n]\n" if before == "[\n" else "\n]\n"


def _told(part: Table) -> dict[str, Any]:
    box = part.boxes[0]
    return {
        "page": box.page,
        "confidence": part.confidence,
        "reasons": part.reasons,
        "bbox": [box.x0, box.top, box.x1, box.bottom],
        "cells": [
            {"row": c.row, "col": c.col, "rowspan": c.rowspan, "colspan": c.colspan, "text": c.text} for c in part.cells
        ],
    }
