"""Blocks of a measure's periods down the page, under a band or heading with its name: read as if it stood left.

RCC 001 Potholes repaired            Potholes repaired | Period | Actual | Target
Period | Actual | Target      ->                       | Q1     | 34     | 40
Q1     | 34     | 40                                   | Q2     | 36     | 40
Q2     | 36     | 40
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..language.periods import Period, financial_year, find_periods
from ..records import Cell, Passage, Role, RowKind, Table
from .grid import flat
from .headings import read_heading
from .labelled import Turned
from .when import period_in, without_periods

# How surely a heading must name a role for a table to be one of such blocks, and the longest name in letters.
_SURE, LONGEST_NAME = 0.85, 200
# A bare "Q2" is a period of some year.
_ANY_YEAR = financial_year(2000)
BANDS_ARE_PERIODS = "periods over its headings, and no names over its figures"
# How far, in points, a line that names a table may stand over it.
_CLOSE = 30.0
SENTENCE = re.compile(r"[.!?][”’\"']?$")
_TIME = re.compile(r"\b(?:period|quarter|month|year|date|data)\b", re.IGNORECASE)
# Words of headings over parts of a report.
PART = re.compile(
    r"\b(?:performance|progress|summary|overview|results|measures|indicators|kpis|scorecard|dashboard|report|plan"
    r"|priority|theme|outcome|objective|appendix|section|data|key|trends?|history|quarter(?:s|ly)?|annual|monthly|table|figure|chart)\b",
    re.IGNORECASE,
)


def named_by_bands(table: Table, report: Period, above: Cell | None = None) -> Turned | None:
    """Turn blocks of periods under bands with names; None where a table is not one of such blocks.

    Args:
        above: the heading right over the table, which names it where it has no bands (see ``names_over_tables``).
    """
    heads = _heads(table)
    if not heads:
        return None
    column = _period_column(table, heads[0])
    rows = [row for row in range(table.rows) if row not in heads and _is_of_period(table, row, column, report)]
    names = _names(table, heads, rows, column)
    if not names and above is not None:
        names = dict.fromkeys(rows, above)
    if rows and len(names) < len(rows) and has_period_bands(table, heads):
        return Turned(table, {}, {}, -1, BANDS_ARE_PERIODS)
    if not rows or len(names) < len(rows):
        return None
    return with_names_left(table, heads, names)


def has_period_bands(table: Table, heads: Sequence[int]) -> bool:
    """Whether periods stand alone over headings, where names are looked for."""
    lone = [held[0] for head in heads if head > 0 and len(held := _held(table, head - 1)) == 1]
    return any(period_in(flat(cell.text), _ANY_YEAR) for cell in lone) and not any(
        without_periods(flat(cell.text)) for cell in lone
    )


def has_periods_down(table: Table) -> bool:
    """Whether rows of a table head periods and figures, and no names."""
    return bool(_heads(table))


def names_over_tables(tables: Sequence[Table], passages: Iterable[Passage]) -> dict[int, Cell]:
    """For tables by their number the heading right over each, as a cell outside of it (row -1).

    A heading that speaks of a report's parts, or of a time, names no measure.
    """
    before = {table.order: table for table in tables}
    last: dict[int, Passage] = {}
    orders = sorted(before)
    for passage in passages:
        place = bisect_left(orders, passage.order)
        known = last.get(orders[place]) if place < len(orders) else passage
        if known is None or known.order < passage.order:
            last[orders[place]] = passage
    return {
        before[order].number: Cell(-1, 0, flat(passage.text), (passage.box,), lines=passage.lines)
        for order, passage in last.items()
        if _stands_over(passage, before[order]) and _names_measure(passage)
    }


def _names_measure(passage: Passage) -> bool:
    text = flat(passage.text)
    part = PART.search(text) or SENTENCE.search(text) or find_periods(text)
    return len(text) < LONGEST_NAME and not part


def _stands_over(passage: Passage, table: Table) -> bool:
    """Whether a passage is a heading on the table's page, or stands close over the table."""
    over, box = table.boxes[0], passage.box
    close = 0 <= over.top - box.bottom < _CLOSE and box.x0 < over.x1 and over.x0 < box.x1
    return box.page == over.page and (passage.level > 0 or close)


def _held(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.row(row) if flat(cell.text)]


def _roles(text: str) -> Mapping[Role, float]:
    return read_heading(text).roles if len(text) < 40 else {}


def _heads(table: Table) -> list[int]:
    rows = dict.fromkeys(cell.row for cell in table.cells if len(cell.text) < 40 and _TIME.search(cell.text))
    return [row for row in rows if _heads_block(table, row)]


def _heads_block(table: Table, row: int) -> bool:
    """Whether a row heads a period, and a figure or target, and no names."""
    sure = {role for cell in _held(table, row) for role, trust in _roles(flat(cell.text)).items() if trust >= _SURE}
    return "period" in sure and bool({"figure", "target"} & sure) and "name" not in sure


def _period_column(table: Table, row: int) -> int:
    return next(cell.col for cell in _held(table, row) if _roles(flat(cell.text)).get("period", 0.0) >= _SURE)


def _is_of_period(table: Table, row: int, column: int, report: Period) -> bool:
    """Whether a row prints a period in its column, and something beside it."""
    cell = table.at(row, column)
    text = flat(cell.text) if cell is not None and cell.row == row else ""
    return 0 < len(text) < 40 and len(_held(table, row)) > 1 and period_in(text, report) is not None


def _names(table: Table, heads: list[int], rows: list[int], column: int) -> dict[int, Cell]:
    """The band over each row: the last row with one short text before the row, or before the headings of its block.

    After the first figures a text is a band only right over headings, where it looks like the first band, or where
    its periods begin again: else it is a note. Of two texts over one block the lower is the name, unless it speaks of
    a part of the report. There are no names where periods begin again below another text.
    """
    names: dict[int, Cell] = {}
    band: Cell | None = None
    first: Cell | None = None
    since: set[str] = set()
    for row in range(table.rows):
        if row in rows:
            period = _period_text(table, row, column)
            if band is not None:
                names[row] = band
                first = first or band
                if period in since:
                    return {}
            since.add(period)
        elif row not in heads and (lone := lone_text(table, row)) is not None:
            below = next((other for other in rows if other > row), None)
            again = below is not None and _period_text(table, below, column) in since
            told = first is None or looks_alike(lone, first) or is_over_headings(table, row, heads)
            free = band is None or band in names.values()
            if (told or again and set_like(lone, first or lone)) and (free or not PART.search(flat(lone.text))):
                band, since = lone, set()
    return names


def _period_text(table: Table, row: int, column: int) -> str:
    cell = table.at(row, column)
    return flat(cell.text) if cell is not None else ""


def lone_text(table: Table, row: int) -> Cell | None:
    """The short text alone at the start of a row that may be a name: no sentence, and no period."""
    held = _held(table, row)
    text = flat(held[0].text) if len(held) == 1 else ""
    short = 0 < len(text) < LONGEST_NAME and not SENTENCE.search(text)
    return held[0] if short and held[0].col == 0 and without_periods(text) else None


def is_over_headings(table: Table, row: int, heads: Sequence[int]) -> bool:
    """Whether the next row with text is one of headings."""
    below = next((other for other in range(row + 1, table.rows) if _held(table, other)), None)
    return below in heads


def looks_alike(one: Cell, band: Cell) -> bool:
    """Whether a text is set like a band that stands out: in a shade or in bold letters, of one size."""
    return set_like(one, band) and (band.fill is not None or look_of(band)[1])


def set_like(one: Cell, other: Cell) -> bool:
    """Whether two texts have one shade, weight and size."""
    return look_of(one) == look_of(other)


def look_of(cell: Cell) -> tuple[str | None, bool, float]:
    """The shade of a cell, whether it is in bold, and the size of its largest letters."""
    bold = bool(cell.lines) and all(line.bold for line in cell.lines)
    return cell.fill, bold, max((round(line.size, 1) for line in cell.lines), default=0.0)


def with_names_left(table: Table, heads: Sequence[int], names: Mapping[int, Cell]) -> Turned:
    """The table with a first column of names, each merged down its block, in place of their bands."""
    bands = {cell.row for cell in names.values() if cell.row >= 0}
    cells: list[Cell] = []
    kinds: list[RowKind] = []
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    printed: dict[int, int] = {}
    last: Cell | None = None
    for row in (row for row in range(table.rows) if row not in bands):
        here = len(kinds)
        name = names.get(row)
        if name is not None and name is not last:
            own = [other for other, cell in names.items() if cell is name]
            cells.append(
                replace(name, row=here, col=0, rowspan=len(own) if own[-1] - own[0] < len(own) else 1, colspan=1)
            )
            if name.row >= 0:
                origin[here, 0] = (name.row, name.col)
            last = name
        for cell in table.row(row):
            across = cell.col == 0 and cell.colspan >= table.columns - 1 > 1
            place = 0 if across else cell.col + 1
            cells.append(replace(cell, row=here, col=place, colspan=cell.colspan + across))
            origin[here, place] = (cell.row, cell.col)
        kinds.append("header" if row in heads else table.row_kinds[row] if name is None else "body")
        printed[here] = row
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Turned(
        replace(table, cells=tuple(cells), row_kinds=tuple(kinds), columns=table.columns + 1), origin, printed, -1
    )
