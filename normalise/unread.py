"""What is not understood of a table: why it holds no measures, which columns are not read, what was guessed."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from ..records import Box, Problem, Table
from .banded import BANDS_ARE_PERIODS
from .columns import Column
from .grid import Grid, flat
from .placed import UNHEADED, UNKNOWN
from .side_by_side import NOT_TOLD
from .tiles import NAME_NOT_TOLD
from .vocabulary import LIMIT_ROLES

NO_NAMES = "no column of names"
NOT_RATED = "neither target nor status"
NOT_KNOWN = "unknown headings"
BUDGET = "sums of money"
# Why the layout of a table is not read at all.
REFUSED = frozenset((NOT_TOLD, NAME_NOT_TOLD, BANDS_ARE_PERIODS))
_REMEDY = "say what the columns are in the profile that `scrutiny profile FILE` writes"
# From how many rows on figures under unknown headings may be measures.
_ROWS = 3
_MEASURE = re.compile(r"\b(?:measure|indicator|kpi|pi)s?\b", re.IGNORECASE)
_RISK = re.compile(r"\b(?:likelihood|impact|probability|severity)\b", re.IGNORECASE)
_BUDGET = re.compile(r"\bbudget\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\bbudgets?\b|\bspend(?:ing)?\b|\bexpenditure\b|\bsavings?\b|\bfunding\b|\bgrants?\b|\bcosts?\b|£", re.IGNORECASE
)


def why_not_measures(columns: Sequence[Column]) -> str | None:
    """Why a table holds no rated or measured rows; None where it does."""
    roles = {column.role for column in columns}
    if "name" not in roles:
        return NO_NAMES
    if "target" not in roles and _is_budget(columns):
        return BUDGET
    figures = [column for column in columns if column.role == "figure"]
    if {"target", "status"} & roles or (figures and set(LIMIT_ROLES) & roles):
        return None
    if any(column.look.stacked > 0.3 or column.look.status > 0.15 for column in figures):
        return None
    if any(column.look.shaded > 0.2 and column.heading for column in figures) and not all(
        column.look.shaded == 1.0 for column in figures
    ):
        return None
    if figures and ("risk" in " ".join(column.title for column in columns).lower()):
        return None
    if figures and "direction" in roles:
        return None
    return _why_not_rated(columns)


def _is_budget(columns: Sequence[Column]) -> bool:
    """Whether sums of money stand beside a budget, and no heading calls the names measures."""
    named = any(column.role == "name" and _MEASURE.search(column.title) for column in columns)
    budget = any(_BUDGET.search(column.title) and _holds_figures(column) for column in columns)
    return budget and not named and sum(_holds_figures(column) for column in columns) > 1


def _why_not_rated(columns: Sequence[Column]) -> str:
    """What a table of names and figures without target, rating or direction is."""
    shown = [column for column in columns if _holds_figures(column)]
    unknown = [column for column in shown if column.told_by != "heading"]
    named = any(column.role == "name" and column.told_by == "heading" for column in columns)
    risks = any(_RISK.search(column.title) for column in columns)
    if not unknown or risks or (len(shown) < 2 and not named):
        return NOT_RATED
    return BUDGET if any(_MONEY.search(column.title) for column in columns) else NOT_KNOWN


def table_not_used(table: Table, columns: Sequence[Column], used_as: str) -> Problem | None:
    """What to say of a table that looks like one of measures, but whose headings tell nothing; else None."""
    why = used_as.removeprefix("ignored: ")
    if why in REFUSED:
        message = f"a table is not used: it has {why}; `scrutiny show --columns` and its page show it"
        return Problem("normalise", message, table.boxes[0], table.page_from)
    figures = any(_holds_figures(column) for column in columns)
    told = {column.role for column in columns if column.told_by == "heading"}
    lost = why == NO_NAMES and figures and {"target", "status"} <= told
    if why != NOT_KNOWN and not lost:
        return None
    what = "no column of names" if lost else "nothing tells its results, targets or ratings"
    message = f"a table of names and figures is not used: {what} (headings: {_listed(columns) or 'none'}); {_REMEDY}"
    return Problem("normalise", message, table.boxes[0], table.page_from)


def columns_not_understood(table: Table, grid: Grid, columns: Sequence[Column]) -> list[Problem]:
    """What to say of the columns of a table of measures that have no role.

    Drawings without a heading beside a column of ratings are decoration.
    """
    rated = any(one.role == "status" and one.told_by == "heading" for one in columns)
    silent = [
        one
        for one in columns
        if one.role is None
        and one.look.filled
        and one.profile is None
        and not (rated and not one.heading and one.look.marked == 1)
    ]
    unknown = [one for one in silent if one.evidence == UNKNOWN]
    bare = [one for one in silent if one.evidence == UNHEADED]
    problems = [_of_column(table, grid, one) for one in silent if one not in (*unknown, *bare)]
    if bare:
        places = ", ".join(str(one.index + 1) for one in bare)
        message = f"no role found for columns {places}: {UNHEADED}; what they are is not told, and they are not used"
        box = _box(table, grid, bare[0])
        problems.append(Problem("normalise", message, box, box.page))
    if unknown:
        message = f"no role found for {_listed(unknown)}: {UNKNOWN}, which are not used; {_REMEDY}"
        problems.append(Problem("normalise", message, table.boxes[0], table.page_from))
    return problems


def cells_not_reached(table: Table, uses: Container[tuple[int, int]]) -> list[Problem]:
    """What to say of the texts of a table that stand where its layout, as it is read, has no place for them."""
    lost = [cell for cell in table.cells if flat(cell.text) and (cell.row, cell.col) not in uses]
    if not lost:
        return []
    texts = ", ".join(repr(flat(cell.text)[:40]) for cell in lost[:3])
    count = "1 cell of a table is" if len(lost) == 1 else f"{len(lost)} cells of a table are"
    box = lost[0].boxes[0]
    return [Problem("normalise", f"{count} not read, for its layout has no place for them: {texts}", box, box.page)]


def _of_column(table: Table, grid: Grid, column: Column) -> Problem:
    box = _box(table, grid, column)
    return Problem(
        "normalise", f"no role found for column {(column.title or f'column {column.index + 1}')!r}", box, box.page
    )


def _box(table: Table, grid: Grid, column: Column) -> Box:
    """The first cell of a column."""
    cells = grid.cells_in(column.index)
    return cells[0].boxes[0] if cells else table.boxes[0]


def _listed(columns: Sequence[Column]) -> str:
    return ", ".join(repr(column.title) for column in columns if column.title)


def _holds_figures(column: Column) -> bool:
    """Whether a column is of figures, not of words with a figure among them."""
    look = column.look
    return look.figure > 0.6 and look.wordy < 0.3 and look.filled >= _ROWS
