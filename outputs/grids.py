"""The grids of tables as they were read, for people and for programs that compare readers."""

from __future__ import annotations

import json
from collections.abc import Iterable

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


def parts_json(parts: Iterable[Table]) -> str:
    """The parts of tables as a JSON list, one part on a line.

    Each has its ``page`` (from 1), its ``confidence`` (0 to 1) with the ``reasons`` for it, its ``bbox`` (x0, top, x1,
    bottom in points from the top left of the page as shown) and its ``cells``, each with ``row`` and ``col`` (from 0),
    ``rowspan``, ``colspan`` and ``text``. This is the
    form in which readers are compared on the tables of the ICDAR 2013 competition.
    """
    told = [
        {
            "page": part.boxes[0].page,
            "confidence": part.confidence,
            "reasons": part.reasons,
            "bbox": [part.boxes[0].x0, part.boxes[0].top, part.boxes[0].x1, part.boxes[0].bottom],
            "cells": [
                {"row": c.row, "col": c.col, "rowspan": c.rowspan, "colspan": c.colspan, "text": c.text}
                for c in part.cells
            ],
        }
        for part in parts
    ]
    return "[" + ",".join("\n" + json.dumps(part, ensure_ascii=False) for part in told) + "\n]\n"
