"""Other readers' tables: in place of the first reading (``--engine``), or to check a doubtful one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from ..records import Problem, Table
from .grid import Grid, Slot
from .ink import PageInk
from .second import SecondOpinionFailed, camelot_tables, disagreements, pdfplumber_tables
from .sheet import Sheet, sheet_as_told
from .tables import sheets_of

Engine = Literal["scrutiny", "pdfplumber", "camelot"]
ENGINES: tuple[str, ...] = get_args(Engine)

# Below this confidence a page is read a second time.
DOUBTFUL = 0.7


def sheets_by(
    engine: Engine, path: Path, page: PageInk, before: Sheet | None
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The tables of a page as an engine cuts it into cells, and what went wrong.

    ``before`` is the last table of the page before.

    Words, fills and marks are this project's own reading whatever the engine: the others are asked
    for the grid only. A doubtful first reading is compared with a second one, and where a figure
    differs, that is a problem.
    """
    if page.sureness is not None:  # the others read no pictures
        return tuple(_as_sure(sheet, page.sureness) for sheet in sheets_of(page, before)), ()
    if engine == "scrutiny":
        return _checked(path, page, sheets_of(page, before))
    try:
        tables = pdfplumber_tables(path, page.number) if engine == "pdfplumber" else camelot_tables(path, page.number)
    except SecondOpinionFailed as fault:
        return (), (Problem("extract", str(fault), page=page.number),)
    told = (sheet_as_told(page, _grid(table), table.engine, table.confidence, table.reasons) for table in tables)
    return tuple(sheet for sheet in told if sheet is not None), ()


def _as_sure(sheet: Sheet, sureness: float) -> Sheet:
    """A table whose words were recognised, which is no surer than they are."""
    reasons = (*sheet.reasons, f"its words were recognised in a picture, {sureness:.0%} sure")
    return replace(sheet, confidence=round(min(sheet.confidence, sureness), 2), reasons=reasons)


def _grid(table: Table) -> Grid:
    edges_x = {cell.col: cell.boxes[0].x0 for cell in table.cells}
    edges_y = {cell.row: cell.boxes[0].top for cell in table.cells}
    box = table.boxes[0]
    slots = tuple(
        Slot(c.row, c.col, c.rowspan, c.colspan, c.boxes[0].x0, c.boxes[0].top, c.boxes[0].x1, c.boxes[0].bottom)
        for c in table.cells
    )
    xs = [edges_x[col] for col in sorted(edges_x)]
    ys = [edges_y[row] for row in sorted(edges_y)]
    return Grid((*xs, box.x1), (*ys, box.bottom), slots, ruled=True)


def _checked(path: Path, page: PageInk, sheets: tuple[Sheet, ...]) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The tables, the doubtful ones with what a second reading says of their figures, and where it has others."""
    if not any(sheet.confidence < DOUBTFUL for sheet in sheets):
        return sheets, ()
    try:
        others = camelot_tables(path, page.number, "stream")
    except SecondOpinionFailed as fault:
        return sheets, (Problem("extract", str(fault), page=page.number),)
    checked: list[Sheet] = []
    problems: list[Problem] = []
    for sheet in sheets:
        if sheet.confidence < DOUBTFUL:
            found = [problem for other in others for problem in disagreements(sheet.as_table(), other)]
            problems += found
            said = f"differs in {len(found)} figures" if found else "has no other figures"
            sheet = replace(sheet, reasons=(*sheet.reasons, f"a second reading, by camelot, {said}"))
        checked.append(sheet)
    return tuple(checked), tuple(problems)
