"""Header rows and section rows, told from body rows by how they look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..records import Line, RowKind
from .figures import is_figure

# (rowspan, first column, colspan, text, fill, lines, has marks) of each cell that begins in a row.
CellLook = tuple[int, int, int, str, str | None, tuple[Line, ...], bool]

_LONGEST_SECTION = 200
_MOST_HEADER_ROWS = 4


def row_kinds(rows: Sequence[Sequence[CellLook]], columns: int) -> tuple[RowKind, ...]:
    """Say of each row whether it is header, section or body.

    Args:
        rows: the looks of the cells that begin in each row.
        columns: how many columns the table has.
    """
    kinds: list[RowKind] = ["body"] * len(rows)
    for index in range(_header_rows(rows, columns)):
        kinds[index] = "header"
    usual = _usual_fill(rows)
    for index, row in enumerate(rows):
        if kinds[index] == "body" and _is_section(row, columns, usual):
            kinds[index] = "section"
    return tuple(kinds)


def _header_rows(rows: Sequence[Sequence[CellLook]], columns: int) -> int:
    """How many rows at the top head the columns."""
    start = 0
    while start < len(rows) - 1 and _is_title(rows[start], columns):
        start += 1
    if start >= len(rows) - 1 or not _heads(rows, start):
        return 0
    end = start + max((look[0] for look in rows[start]), default=1)
    first = _fills(rows[start])
    while (
        end < min(len(rows) - 1, start + _MOST_HEADER_ROWS)
        and len(rows[end]) > 1
        and first
        and _fills(rows[end]) == first
        and (_all_bold(rows[end]) or _heads_bare_columns(rows, end))
        and not _has_figures(rows[end])
        and not _names_section(rows[end], rows[end - 1])
    ):
        end += 1
    return min(end, len(rows))


def _heads(rows: Sequence[Sequence[CellLook]], index: int) -> bool:
    row = rows[index]
    below = [r for r in rows[index + max((look[0] for look in row), default=1) :] if len(r) > 1]
    texts = [look[3] for look in row if look[3]]
    if len(texts) < 2 or not below or _has_figures(row):
        return False
    fills = _fills(row)
    shared = sum(_fills(other) == fills for other in below)
    if fills and None not in fills and shared <= 0.2 * len(below) and _one_colour(fills):
        return True
    # A section's name, alone in its row, is often bold too.
    full = [other for other in below if sum(bool(look[3]) for look in other) > 1]
    if _all_bold(row) and sum(_all_bold(other) for other in full) <= 0.3 * len(full):
        return True
    return not any(len(text) > 60 for text in texts) and _figures_below(below)


def _names_section(row: Sequence[CellLook], above: Sequence[CellLook]) -> bool:
    """One text, in the first column, under one that heads that column already: what follows, not columns."""
    told = [look for look in row if look[3]]
    headed = any(look[3] and look[1] == 0 for look in above)
    return len(told) == 1 and told[0][1] == 0 and headed


def _heads_bare_columns(rows: Sequence[Sequence[CellLook]], index: int) -> bool:
    """Texts where the row above says nothing and those below hold figures: Result and Goal under a year each."""
    bare = {look[1] for look in rows[index - 1] if not look[3]}
    own = {look[1] for look in rows[index] if look[3]}
    return len(bare & own & _columns_of_figures(rows[index + 1 :])) > 1


def _one_colour(fills: frozenset[str | None]) -> bool:
    """Header cells share a shade or two; a row of traffic lights does not."""
    return len(fills) <= 2


def _is_title(row: Sequence[CellLook], columns: int) -> bool:
    """One text across the whole table, above the header, or at the beginning of a band of colour."""
    told = [look for look in row if look[3]]
    if len(told) != 1 or told[0][1] > 0 or "\n" in told[0][3]:
        return False
    band = _fills(row)
    return told[0][2] == columns or (len(band) == 1 and None not in band)


def _fills(row: Sequence[CellLook]) -> frozenset[str | None]:
    return frozenset(look[4] for look in row)


def _all_bold(row: Sequence[CellLook]) -> bool:
    lines = [line for look in row for line in look[5]]
    return bool(lines) and all(line.bold for line in lines)


def _has_figures(row: Sequence[CellLook]) -> bool:
    return any(is_figure(look[3]) for look in row)


def _figures_below(rows: Sequence[Sequence[CellLook]]) -> bool:
    """A column below holds figures in most rows."""
    return bool(_columns_of_figures(rows))


def _columns_of_figures(rows: Sequence[Sequence[CellLook]]) -> set[int]:
    """The columns that hold figures in most rows."""
    counts: Counter[int] = Counter()
    for row in rows:
        counts.update({look[1] for look in row if is_figure(look[3])})
    return {col for col, count in counts.items() if count > 0.5 * len(rows)}


def _usual_fill(rows: Sequence[Sequence[CellLook]]) -> str | None:
    counts = Counter(row[0][4] for row in rows if len(row) > 1)
    return counts.most_common(1)[0][0] if counts else None


def _is_section(row: Sequence[CellLook], columns: int, usual: str | None) -> bool:
    """One text, at the left, alone in its row, and set off by its look."""
    told = [look for look in row if look[3]]
    if len(told) != 1 or any(look[6] for look in row if look is not told[0]):
        return False
    rowspan, col, colspan, text, fill, lines, _ = told[0]
    if col != 0 or rowspan > 1 or len(text) > _LONGEST_SECTION or "\n" in text:
        return False
    if len({round(line.size) for line in lines}) > 1:
        return False
    others_filled = {look[4] for look in row if look is not told[0]} - {None, usual, fill}
    if others_filled:
        return False
    bold = all(line.bold for line in lines)
    if colspan == columns:
        return True
    return (fill is not None and fill != usual) or colspan > 1 or (bold and usual is None)
