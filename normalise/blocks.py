"""Blocks of one measure each: a bar with its name, headings without names, its figures, and perhaps a comment.

Bins emptied on the day
2021/22 | 2022/23 | Target | Rating                  | 2021/22 | 2022/23 | Target | Rating
91.4%   | 91.2%   | 94.0%  | Missed    ->  Bins ... | 91.4%   | 91.2%   | 94.0%  | Missed
"""

from __future__ import annotations

from collections.abc import Sequence

from ..language.periods import financial_year, read_period
from ..records import Cell, Role, Table
from .banded import LONGEST_NAME, SENTENCE, with_names_left
from .grid import flat
from .headings import read_heading
from .labelled import Turned
from .looks import is_figure, is_nothing, wordiness

_LONGEST_HEADING, _SURE, _SHARE = 40, 0.6, 0.6
# A bare "Q2" is a period of some year.
_ANY_YEAR = financial_year(2000)


def named_by_bars(table: Table, above: Cell | None = None) -> Turned | None:
    """Put the names that stand over headings and figures left of the figures; None where a table has no such blocks.

    Headings may stand once, over all blocks, or in each.

    Args:
        above: the heading right over the table, which names a row without a bar (see ``names_over_tables``) if it is
            the only one and has a target or status.
    """
    heads = _heads(table)
    rows = [row for row in range(heads[0] if heads else table.rows, table.rows) if _is_figures(table, row, heads)]
    if not rows or not all(_prints_no_name(table, row, max(h for h in heads if h < row)) for row in rows):
        return None
    names = {row: bar for row in rows if (bar := _bar(table, row, heads, rows)) is not None}
    rated = any(role in ("target", "status") for cell in _held(table, heads[0]) for role in _roles(cell))
    if not names and above is not None and len(rows) == 1 and rated:
        names = {rows[0]: above}
    return with_names_left(table, heads, names) if len(names) == len(rows) else None


def has_no_names(table: Table) -> bool:
    """Whether a table heads figures and no names, so that its name may stand over it."""
    return bool(_heads(table))


def _held(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.row(row) if flat(cell.text)]


def _roles(cell: Cell) -> dict[Role, float]:
    text = flat(cell.text)
    known = read_heading(text).roles if len(text) < _LONGEST_HEADING else {}
    return {role: trust for role, trust in known.items() if trust >= _SURE}


def _is_period(cell: Cell) -> bool:
    return read_period(flat(cell.text), _ANY_YEAR) is not None


def _heads(table: Table) -> list[int]:
    return [row for row in range(table.rows) if _heads_figures(table, row)]


def _heads_figures(table: Table, row: int) -> bool:
    """Whether a row of several texts heads figures, by fields or periods, and no names."""
    cells = _held(table, row)
    periods = [cell for cell in cells if _is_period(cell)]
    told = [cell for cell in cells if cell not in periods and _roles(cell)]
    roles = {role for cell in told for role in _roles(cell)}
    figures = any(is_figure(flat(cell.text)) for cell in cells if cell not in periods)
    return (
        len(cells) > 1
        and not figures
        and "name" not in roles
        and len(periods) + len(told) >= _SHARE * len(cells)
        and (len(periods) > 1 or bool(roles & {"figure", "target"}))
    )


def _is_figures(table: Table, row: int, heads: Sequence[int]) -> bool:
    """Whether a row of several texts prints a figure, or that there is none."""
    texts = [flat(cell.text) for cell in _held(table, row)]
    return row not in heads and len(texts) > 1 and any(is_figure(text) or is_nothing(text) for text in texts)


def _prints_no_name(table: Table, row: int, head: int) -> bool:
    """Whether all words of a row stand under headings of something else than names."""
    for cell in _held(table, row):
        over = table.at(head, cell.col)
        if wordiness(flat(cell.text)) > 0 and (over is None or not _roles(over)):
            return False
    return True


def _bar(table: Table, row: int, heads: Sequence[int], rows: Sequence[int]) -> Cell | None:
    """The last text alone in its row over a row of figures and its headings, under the figures before; no sentence."""
    before = max((other for other in rows if other < row), default=-1)
    for over in range(row - 1, before, -1):
        held = _held(table, over)
        if over in heads or not held:
            continue
        text = flat(held[0].text)
        named = len(held) == 1 and wordiness(text) > 0 and len(text) < LONGEST_NAME and not SENTENCE.search(text)
        return held[0] if named else None
    return None
