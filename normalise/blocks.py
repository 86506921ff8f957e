"""Blocks of one measure each: a bar with its name, headings without names, its figures, and perhaps a comment.

Bins emptied on the day
2021/22 | 2022/23 | Target | Rating                  | 2021/22 | 2022/23 | Target | Rating
91.4%   | 91.2%   | 94.0%  | Missed    ->  Bins ... | 91.4%   | 91.2%   | 94.0%  | Missed
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..language.names import split_code
from ..language.periods import financial_year, read_period
from ..records import Cell, Role, Table
from .banded import (
    BANDS_ARE_PERIODS,
    LONGEST_NAME,
    PART,
    SENTENCE,
    has_period_bands,
    is_over_headings,
    set_like,
    with_names_left,
)
from .grid import flat
from .headings import read_heading
from .labelled import Turned
from .looks import is_figure, is_nothing, wordiness
from .when import without_periods

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
    bars = {row: bar for row in rows if (bar := _bar(table, row, heads, rows)) is not None}
    names = {row: bar[-1] for row, bar in bars.items()}
    first = names.get(rows[0])
    if first is not None and not all(
        set_like(name, first) or is_over_headings(table, name.row, heads) for name in names.values()
    ):
        return None
    rated = any(role in ("target", "status") for cell in _held(table, heads[0]) for role in _roles(cell))
    if not names and above is not None and len(rows) == 1 and rated:
        names = {rows[0]: above}
    if len(names) < len(rows):
        return Turned(table, {}, {}, -1, BANDS_ARE_PERIODS) if has_period_bands(table, heads) else None
    comments = {row: told for row in rows if (told := _comment(table, row, list(names.values()))) is not None}
    codes = {row: bar[0] for row, bar in bars.items() if len(bar) > 1}
    beside, moved = _put_beside(table, heads, {"Code": codes, "Comments": comments})
    turned = with_names_left(beside, heads, names)
    return replace(turned, origin={place: moved.get(printed, printed) for place, printed in turned.origin.items()})


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


def _bar(table: Table, row: int, heads: Sequence[int], rows: Sequence[int]) -> list[Cell] | None:
    """The name over a row of figures and its headings, after the figures before: the last text there, no sentence.

    It is alone in its row, or a code stands before it.
    """
    before = max((other for other in rows if other < row), default=-1)
    over = [held for other in range(row - 1, before, -1) if other not in heads and (held := _held(table, other))]
    bar = next((held for held in over if not (len(over) > 1 and PART.search(flat(held[-1].text)))), None)
    return bar if bar is not None and _is_bar(bar) else None


def _is_bar(held: list[Cell]) -> bool:
    """Whether the texts of a row are a name, or a code and a name; a period alone is none."""
    text = flat(held[-1].text)
    named = wordiness(without_periods(text)) > 0 and len(text) < LONGEST_NAME and not SENTENCE.search(text)
    coded = len(held) == 2 and split_code(f"{flat(held[0].text)} {text}")[0] == flat(held[0].text)
    return named and (len(held) == 1 or coded)


def _comment(table: Table, row: int, names: Sequence[Cell]) -> Cell | None:
    """The text in plain letters, alone or after a label, in the row below the figures of a block."""
    held = _held(table, row + 1) if row + 1 < table.rows else []
    labelled = len(held) == 2 and "commentary" in _roles(held[0])
    if not (labelled or len(held) == 1) or held[-1] in names or held[-1].fill or held[-1].marks:
        return None
    plain = not any(line.bold for line in held[-1].lines)
    return held[-1] if plain and re.search(r"[^\W\d_]{2}", held[-1].text) else None


def _put_beside(
    table: Table, heads: Sequence[int], extras: Mapping[str, Mapping[int, Cell]]
) -> tuple[Table, dict[tuple[int, int], tuple[int, int]]]:
    """The table with more columns for texts of other rows, which these lose; and where what was moved is printed.

    Args:
        table: the table.
        heads: its rows of headings.
        extras: for the heading of each column the texts by the row that they belong to.
    """
    cells, columns = list(table.cells), table.columns
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    for heading, texts in extras.items():
        if not texts:
            continue
        cells = [cell for cell in cells if cell not in texts.values()]
        for row, cell in texts.items():
            cells.append(replace(cell, row=row, col=columns, rowspan=1, colspan=1))
            moved[row, columns] = (cell.row, cell.col)
            head = max(one for one in heads if one < row)
            label = next((one for one in cells if one.row == cell.row and "commentary" in _roles(one)), None)
            if label is not None:
                cells.remove(label)
                moved[head, columns] = (label.row, label.col)
        for head in heads:
            over = next(cell for cell in cells if cell.row == head)
            cells.append(replace(over, col=columns, colspan=1, text=heading, lines=(), marks=()))
        columns += 1
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return replace(table, cells=tuple(cells), columns=columns), moved
