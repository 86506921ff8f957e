"""The tables of a document beside one another: one without headings borrows them, those with the same are read alike.

What is kept of a table is little, whatever its length: a long document's tables are never all at hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ..language.periods import Period, find_periods, read_quarter
from ..records import Cell, Extract, Legend, Profile, Table
from .banded import has_periods_down, named_by_bands, names_over_tables
from .blocks import has_no_names, named_by_bars
from .captioned import under_captions
from .cards import is_card
from .grid import Grid, flat
from .headings import fold_heading, read_heading
from .headless import Lender, borrowed_headings
from .labelled import Turned, turn
from .looks import Tally, is_figure, look_at
from .measures_across import measures_as_rows
from .profiles import told_of
from .side_by_side import one_below_another
from .tables_kind import Understood, understand
from .tiles import as_row

# No more of the tables with the same headings are looked at together than this, the nearest ones.
_MOST_ALIKE = 40
# Headings are borrowed from a table no further away than so many that have some.
_FURTHEST = 200

_Headings = tuple[tuple[str, ...], ...]


class Together:
    """The tables of a document, each to be understood with the help of its neighbours.

    All are gone through at first; later each is to be asked for once, by its place among them.
    """

    def __init__(self, extract: Extract, legend: Legend, report: Period, profile: Profile | None = None) -> None:
        tables = extract.tables
        self._legend, self._report, self._profile = legend, report, profile
        blocks = any(has_periods_down(table) or has_no_names(table) for table in tables)
        self._names_above = names_over_tables(tables, extract.passages) if blocks else {}
        self._borrowed: dict[int, _Headings] = {}
        self._tallies: dict[int, tuple[Tally, ...]] = {}
        self._headings: dict[int, _Headings] = {}
        self._by_headings: dict[_Headings, list[int]] = defaultdict(list)
        lenders: dict[int, Lender] = {}
        headless = []
        for place, table in enumerate(tables):
            _, grid = self._grid(place, table)
            if grid.header_rows and not is_card(grid.table):
                lenders[place] = Lender.of(grid)
            if grid.header_rows or is_card(grid.table):
                self._take_in(place, grid)
            else:
                headless.append(place)
        for place in headless:
            _, grid = self._grid(place, tables[place])
            borrowed = borrowed_headings(grid, _nearest(place, grid.columns, lenders))
            if borrowed is not None:
                self._borrowed[place] = borrowed
                grid = Grid(grid.table, (), borrowed)
            self._take_in(place, grid)
        for place, headings in sorted(self._headings.items()):
            self._by_headings[headings].append(place)

    def understood(self, place: int, table: Table) -> Understood:
        """Tell what a table is; ``place`` is its number among the document's tables, from 0."""
        turned, grid = self._grid(place, table)
        if turned is not None and turned.refused is not None:
            return Understood(table, grid, f"ignored: {turned.refused}")
        told = told_of(grid, self._profile)
        known = understand(grid, self._legend, self._report, self._alike(place), told)
        return replace(known, table=table, turned=turned, told=told)

    def _grid(self, place: int, table: Table) -> tuple[Turned | None, Grid]:
        above = self._names_above.get(table.number)
        printed = _headed(table)
        turned = (
            turn(printed)
            or named_by_bands(table, self._report, above)
            or named_by_bars(table, above)
            or measures_as_rows(printed, self._report)
            or one_below_another(printed)
            or under_captions(printed)
            or as_row(table)
        )
        grid = _headed(turned.table) if turned is not None else printed
        borrowed = self._borrowed.get(place)
        return turned, grid if borrowed is None else Grid(grid.table, (), borrowed)

    def _take_in(self, place: int, grid: Grid) -> None:
        headings = tuple(grid.heading(col) for col in range(grid.columns))
        self._headings[place] = headings
        if any(headings):
            self._tallies[place] = tuple(look_at(grid.cells_in(col), self._legend) for col in range(grid.columns))

    def _alike(self, place: int) -> list[tuple[Tally, ...]]:
        """The columns of the nearest tables with the same headings, in their order."""
        if place not in self._tallies:
            return []
        others = [other for other in self._by_headings[self._headings[place]] if other != place]
        nearest = sorted(others, key=lambda other: abs(other - place))[:_MOST_ALIKE]
        return [self._tallies[other] for other in sorted(nearest)]


def _nearest(place: int, columns: int, lenders: dict[int, Lender]) -> list[Lender]:
    """The tables with headings, those with as many columns first, then the nearest, an earlier one before a later."""
    before = [other for other in reversed(lenders) if other < place][:_FURTHEST]
    after = [other for other in lenders if other > place][:_FURTHEST]
    return sorted((lenders[other] for other in (*before, *after)), key=lambda lender: lender.columns != columns)


def _headed(table: Table) -> Grid:
    """A table by its cells, with the rows that read like headings taken for such, and titles over them for none."""
    grid = Grid(table)
    marked = grid.header_rows
    if marked and marked[0] > 0:
        return grid
    first = len(marked) if marked else _after_sections(table)
    headings = _without_titles(grid, (*marked, *_unmarked_header(grid, first, all_of_row=bool(marked))))
    return grid if headings == marked else Grid(table, headings)


def _after_sections(table: Table) -> int:
    """The first row that is no section: a table's own name may stand over its headings."""
    return next((row for row, kind in enumerate(table.row_kinds) if kind != "section"), 0)


def _without_titles(grid: Grid, headings: tuple[int, ...]) -> tuple[int, ...]:
    """The heading rows without those over the first that heads columns: they name the table, or introduce it."""
    heads = next((row for row in headings if _heads_columns(grid, row)), 0)
    return tuple(row for row in headings if row >= heads or not _is_title(grid, row))


def _heads_columns(grid: Grid, row: int) -> bool:
    """Whether several cells of a row, and most of them, read like headings."""
    texts = [flat(cell.text) for cell in grid.table.row(row) if flat(cell.text)]
    telling = sum(map(_reads_like_heading, texts))
    return telling >= 2 and 2 * telling >= len(texts)


def _is_title(grid: Grid, row: int) -> bool:
    """Whether a row begins with words that name no period, and nothing beside them reads like a heading."""
    first = _first_text(grid, row)
    beside = [cell for cell in grid.table.row(row) if cell.col > 0 and flat(cell.text)]
    named = not first or bool(find_periods(first)) or read_quarter(first) is not None
    return not named and not any(_reads_like_heading(flat(cell.text)) for cell in beside)


def _first_text(grid: Grid, row: int) -> str:
    cell = grid.at(row, 0)
    return flat(cell.text) if cell is not None and cell.row == row else ""


def _unmarked_header(grid: Grid, first: int, *, all_of_row: bool) -> tuple[int, ...]:
    """The leading rows that read like headings though they are not marked as header.

    Args:
        first: the row to begin with, the one after the marked header.
        all_of_row: whether every cell must read like a heading, not just half of them.
    """
    rows: list[int] = []
    for row in range(first, min(first + 3, grid.table.rows - 1)):
        cells = [cell for cell in grid.table.row(row) if flat(cell.text)]
        telling = [cell for cell in cells if _reads_like_heading(flat(cell.text))]
        if grid.table.row_kinds[row] != "body" or any(cell.marks for cell in cells):
            break
        if len(telling) >= 2 and len(telling) >= (1.0 if all_of_row else 0.5) * len(cells):
            rows = list(range(first, row + 1))
        elif not _is_start_of_heading(cells) or all_of_row:
            break
    return tuple(rows)


def _is_start_of_heading(cells: Sequence[Cell]) -> bool:
    """Whether a row holds only the first line of a heading that stands higher than those beside it."""
    return len(cells) == 1 and cells[0].col > 0 and cells[0].colspan == 1 and not is_figure(flat(cells[0].text))


def _reads_like_heading(text: str) -> bool:
    if len(text) >= 60 or is_figure(text):
        return False
    return not fold_heading(text) or max(read_heading(text).roles.values(), default=0.0) >= 0.6
