"""What a table is: measures, a plan, a card, a key, counts, or nothing that holds rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..language.directions import read_direction
from ..language.periods import Period
from ..language.statuses import read_status
from ..records import Box, Legend, Table
from .cards import is_card
from .columns import Column
from .cut_rows import joined_rows, with_rows_joined, without_repeated_headings
from .grid import Grid, flat
from .headings import fold_heading, read_heading
from .labelled import Turned
from .looks import Tally
from .plan import plan_columns
from .profiles import Told
from .roles import columns_of
from .unread import why_not_measures

MEASURES, PLAN, CARDS, KEY, COUNTS = "measures", "plan", "cards", "key", "counts"
_TOTAL = re.compile(r"(?:grand )?totals?|all|overall|%|percentage|no\.?|number|count", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:improved|same|not reported|not on target|with a rag|no data|met|missed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """A table with what it is used as and, for measures, the role of each column.

    ``turned`` tells where the cells of ``grid`` are printed, where it is not the printed table;
    ``joined`` which of its rows were put into the row above; ``told`` what a person's profile says of it.
    """

    table: Table
    grid: Grid
    used_as: str
    columns: tuple[Column, ...] = ()
    turned: Turned | None = None
    joined: Mapping[int, int] = field(default_factory=dict)
    told: Told | None = None

    def column(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)


def understand(
    grid: Grid, legend: Legend, report: Period, alike: Sequence[Sequence[Tally]] = (), told: Told | None = None
) -> Understood:
    """Tell what a table is: as a profile says (``told``), else from its columns' roles and the look of its cells.

    ``alike`` are the columns of tables with the same headings.
    """
    table = grid.table
    used_as = told.table.used_as if told is not None else None
    if told is not None and used_as not in (None, MEASURES):
        return Understood(table, grid, f"ignored: by profile {told.profile}" if used_as == "ignored" else used_as)
    if used_as is None and is_card(table):
        return Understood(table, grid, CARDS)
    if used_as is None and plan_columns(grid):
        return Understood(table, grid, PLAN)
    if len(grid.body) == 0:
        return Understood(table, grid, "ignored: no rows")
    grid = grid.over(without_repeated_headings(grid))
    columns = columns_of(grid, legend, report, alike, told)
    name = next((column for column in columns if column.role == "name"), None)
    joined = joined_rows(grid, name.index) if name is not None else {}
    if joined:
        grid = grid.over(with_rows_joined(grid.table, joined))
        columns = columns_of(grid, legend, report, alike, told)
    if used_as == MEASURES and any(column.role == "name" for column in columns):
        return Understood(table, grid, MEASURES, _mixed(columns), joined=joined)
    if _is_key(grid, columns, legend):
        return Understood(table, grid, KEY, columns)
    if _is_counts(grid, columns):
        return Understood(table, grid, COUNTS, columns)
    if _is_matrix(columns):
        return Understood(table, grid, "ignored: a matrix", columns)
    why = why_not_measures(columns)
    if why is not None:
        return Understood(table, grid, f"ignored: {why}", columns)
    return Understood(table, grid, MEASURES, _mixed(columns), joined=joined)


def _is_key(grid: Grid, columns: tuple[Column, ...], legend: Legend) -> bool:
    """A report's key: the place of the legend, or words of status each with what it means."""
    inside = [
        entry
        for entry in legend.entries
        if entry.box is not None and any(_holds(box, entry.box) for box in grid.table.boxes)
    ]
    told = {column.role for column in columns if column.told_by == "heading" and column.look.filled}
    if "name" in told and told & {"date", "owner", "commentary"}:
        return False
    if (
        len(inside) >= 2
        and 2 * len(inside) >= len(grid.body)
        and not any(column.look.figure > 0.5 for column in columns)
    ):
        return True
    held = [column for column in columns if column.look.filled]
    return (
        len(held) >= 2
        and held[0].look.status >= 0.6
        and held[0].look.filled >= 3
        and held[0].look.distinct > 0.8
        and all(_explains(column) for column in held[1:])
    )


def _explains(column: Column) -> bool:
    """Running words, or another word for each status (a colour or letter beside what it stands for)."""
    look = column.look
    bare = not column.heading and look.words > 0.5 and look.figure == 0
    return look.wordy > 0.5 or ((look.status >= 0.6 or bare) and look.distinct > 0.8)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.page == inner.page
        and outer.x0 - 2 <= inner.x0
        and inner.x1 <= outer.x1 + 2
        and outer.top - 2 <= inner.top
        and inner.bottom <= outer.bottom + 2
    )


def _is_counts(grid: Grid, columns: tuple[Column, ...]) -> bool:
    """Numbers of measures by status: rows or columns are named by statuses or directions, cells are figures."""
    figures = [column for column in columns if column.look.figure > 0.6 and column.look.words < 0.2]
    if not figures:
        return False
    first = grid.cells_in(0)
    labels = [flat(cell.text) for cell in first if flat(cell.text)]
    named = [text for text in labels if _is_rating_word(text) or _TOTAL.fullmatch(text)]
    names = [column for column in columns if column.role == "name" and column.look.words > 0.5]
    if labels and not names and len(named) >= 0.6 * len(labels):
        return True
    titled = [column for column in figures if column.heading and _is_count_heading(column.heading[-1])]
    rating = [
        column for column in titled if _is_rating_word(flat(column.heading[-1])) or _COUNTED.search(column.heading[-1])
    ]
    return len(rating) >= 2 and len(titled) >= 0.6 * len(figures)


def _is_rating_word(text: str) -> bool:
    status = read_status(text)
    return (status is not None and not _TOTAL.fullmatch(text)) or read_direction(text) is not None


def _is_count_heading(text: str) -> bool:
    plain = fold_heading(text)
    return (
        _is_rating_word(text)
        or _TOTAL.fullmatch(plain) is not None
        or _COUNTED.search(plain) is not None
        or "number" in read_heading(text).roles
    )


def _is_matrix(columns: tuple[Column, ...]) -> bool:
    """A risk matrix: coloured numbers all over, under no heading that calls them results."""
    figures = [column for column in columns if column.look.figure > 0.7 and not column.heading]
    coloured = [column for column in figures if column.look.shaded > 0]
    return len(figures) >= 3 and len(coloured) >= 2


def _mixed(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Where no column is a figure's but the status column prints figures too, it is read as both."""
    if any(column.role == "figure" for column in columns):
        return columns
    return tuple(
        replace(column, role="figure", evidence=f"{column.evidence}; figures among statuses")
        if column.role == "status" and column.look.figure > 0.05
        else column
        for column in columns
    )
