"""A region of ruling and shading into a grid of cells, merged cells included.

Where columns are ruled, a missing rule means a merged cell. Where only hairlines, bands of colour or
alignment tell rows, columns come from the places where rules meet, from the sides of fills, and from
the white corridors between words; there a missing edge means nothing, and only text that crosses it
merges cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from .columns import column_edges, parted
from .edges import Edges
from .ink import Word
from .lines import rows_of_words
from .region import Region
from .rowing import row_breaks
from .ruling import WordBands
from .standins import is_stand_in
from .whites import runs_of

# Header, body and total: a ruled table with no more bands than these may leave its rows unruled.
_FEW_BANDS = 3
# Words closer than this are one run of text, and a run reaches over an edge by more than that, in em.
_RUN_GAP, _OVER = 0.42, 0.25
# So many texts begin where a column's do.
_ALIGNED_TEXTS = 3


class Slot(NamedTuple):
    """A cell of the grid: rows and columns it covers, and its box as (x0, top, x1, bottom)."""

    row: int
    col: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Grid:
    """Edges of a grid and its cells. ``ruled`` tells whether ink separates the columns."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    ruled: bool

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @cached_property
    def _by_row(self) -> tuple[tuple[Slot, ...], ...]:
        return tuple(tuple(s for s in self.slots if s.row <= row < s.row + s.rowspan) for row in range(self.rows))

    def slot_of(self, word: Word) -> Slot:
        """The cell that a word's middle lies in, or the nearest where it stands a hair outside."""
        slots, centre = self._by_row[self._row_at(word.middle)], word.centre
        for slot in slots:
            if slot.x0 <= centre < slot.x1:
                return slot
        return min(slots, key=lambda slot: abs(centre - (slot.x0 + slot.x1) / 2))

    def slots_at(self, height: float) -> tuple[Slot, ...]:
        """The cells of the row at a height; none above or below the grid."""
        return self._by_row[self._row_at(height)] if self.ys[0] <= height < self.ys[-1] else ()

    def slots_between(self, top: float, bottom: float) -> list[Slot]:
        """The cells of the rows between two heights."""
        if bottom <= self.ys[0] or top >= self.ys[-1]:
            return []
        rows = self._by_row[self._row_at(top) : self._row_at(bottom) + 1]
        return list(dict.fromkeys(slot for row in rows for slot in row))

    def _row_at(self, height: float) -> int:
        return min(max(bisect_right(self.ys, height) - 1, 0), self.rows - 1)


def grid_of(region: Region, words: Sequence[Word], like: Sequence[float] = (), *, fewest_rows: int = 2) -> Grid | None:
    """The grid of a region, or None where it has fewer than two columns or too few rows.

    Args:
        region: connected ink.
        words: the upright words inside it, and what stands in for marks.
        like: column edges of a table that may go on here, taken where nothing is ruled and all fits.
        fewest_rows: how many rows make a grid.
    """
    edges = Edges(region)
    ys = edges.row_lines()
    ruled = edges.columns_are_ruled(edges.column_lines(), ys)
    xs = column_edges(edges, region, words, like, ruled)
    breaks = _row_breaks(ys, xs, words, ruled)
    ys = sorted([*ys, *breaks])
    if len(xs) < 3 or len(ys) <= fewest_rows:
        return None
    printed = [w for w in words if not is_stand_in(w)]
    separated = _separations(edges, xs, ys, frozenset(breaks), printed, ruled)
    slots = tuple(_merged(separated, xs, ys))
    return Grid(tuple(xs), tuple(ys), slots, ruled)


def _row_breaks(ys: Sequence[float], xs: Sequence[float], words: Sequence[Word], ruled: bool) -> list[float]:
    """Heights between rows that only figures and distances tell, in bands that no ink parts.

    Where columns are ruled, rows mostly are too, and figures below one another in several columns
    are rows only where a band or two hold the whole body, or each has a name beside it.
    """
    if len(xs) < 3:
        return []
    heights = WordBands(words)
    bands = [band for top, bottom in pairwise(ys) if (band := heights.between(top, bottom))]
    many = ruled and len(bands) > _FEW_BANDS
    return [height for band in bands for height in row_breaks(band, xs, named=many)]


@dataclass(frozen=True, slots=True)
class _Separations:
    """Whether an edge stands right of, and below, each grid square."""

    right: list[list[bool]]
    below: list[list[bool]]


def _separations(
    edges: Edges,
    xs: Sequence[float],
    ys: Sequence[float],
    breaks: frozenset[float],
    words: Sequence[Word],
    ruled: bool,
) -> _Separations:
    rows, columns = len(ys) - 1, len(xs) - 1
    right = []
    for row, runs in enumerate(_runs_by_row(xs, ys, words)):
        right.append(
            [
                col + 1 == columns
                or (
                    not _is_crossed(runs, xs[col + 1], xs[col + 2])
                    and (
                        not ruled
                        or edges.stands_down(xs[col + 1], ys[row], ys[row + 1])
                        or _is_parted(runs, xs[col], xs[col + 1], xs[col + 2])
                    )
                )
                for col in range(columns)
            ]
        )
    below = [
        [
            row + 1 == rows or ys[row + 1] in breaks or edges.stands_across(ys[row + 1], xs[col], xs[col + 1])
            for col in range(columns)
        ]
        for row in range(rows)
    ]
    _part_where_fills_end(edges, xs, ys, words, below)
    for row, col in product(range(rows - 1), range(columns)):
        below[row][col] |= edges.ends_beside(ys[row + 1], xs[col], xs[col + 1])
    return _Separations(right, below)


def _runs_by_row(xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]) -> list[list[Sequence[Word]]]:
    """The stretches of text in each row; headings a word's space apart are parted where a column's texts begin."""
    heights = WordBands(words)
    bands = [[runs_of(line) for line in rows_of_words(heights.between(top, bottom))] for top, bottom in pairwise(ys)]
    begins = Counter(round(run[0].x0) for band in bands for line in band for run in line)
    lefts = {x: bisect_right(xs, x + 1) - 1 for x, count in begins.items() if count >= _ALIGNED_TEXTS}
    edges = {x: xs[col] for x, col in lefts.items() if 0 < col < len(xs) - 1}
    return [
        [part for line in band for run in line for part in _parted_at(run, edges if len(line) > 2 else {})]
        for band in bands
    ]


def _parted_at(run: Sequence[Word], edges: Mapping[int, float]) -> list[Sequence[Word]]:
    """A run in two, at a word that begins where a column's other texts do."""
    for at in range(1, len(run)):
        edge = edges.get(round(run[at].x0))
        if edge is not None and run[0].x0 < edge <= run[at].x0 + 1:
            return [run[:at], *_parted_at(run[at:], edges)]
    return [run]


def _part_where_fills_end(
    edges: Edges, xs: Sequence[float], ys: Sequence[float], words: Sequence[Word], below: list[list[bool]]
) -> None:
    """Where no rule runs at all, the ends of shaded cells are where rows end, in every column."""
    columns = range(len(xs) - 1)
    told_by_fills = [
        row
        for row in range(len(ys) - 2)
        if any(below[row]) and not any(edges.is_ruled_across(ys[row + 1], xs[col], xs[col + 1]) for col in columns)
    ]
    by_column = parted(words, xs) if told_by_fills else ()
    for col, own in enumerate(by_column):
        for row in told_by_fills:
            below[row][col] |= not any(w.top + 1 < ys[row + 1] < w.bottom - 1 for w in own)


def _is_crossed(runs: Sequence[Sequence[Word]], edge: float, end: float) -> bool:
    """Text runs over an edge into a square that has no text of its own."""
    return any(_runs_over(run, edge) for run in runs) and not any(edge - 1 <= run[0].x0 < end for run in runs)


def _is_parted(runs: Sequence[Sequence[Word]], start: float, edge: float, end: float) -> bool:
    """Both sides of an edge have text of their own, and none runs over it."""
    left = any(start - 1 <= run[0].x0 and run[-1].x1 <= edge + 1 for run in runs)
    right = any(edge - 1 <= run[0].x0 and run[-1].x1 <= end + 1 for run in runs)
    return left and right and not any(_runs_over(run, edge) for run in runs)


def _runs_over(run: Sequence[Word], edge: float) -> bool:
    reach = _OVER * run[0].size
    return run[0].x0 + reach < edge < run[-1].x1 - reach


def _merged(separated: _Separations, xs: Sequence[float], ys: Sequence[float]) -> list[Slot]:
    """Squares without an edge between them as one cell, grown to a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for row in range(rows):
        for col in range(columns):
            if taken[row][col]:
                continue
            wide = 1
            while not separated.right[row][col + wide - 1] and not taken[row][col + wide]:
                wide += 1
            high = 1
            while row + high < rows and _continues(separated, taken, row + high, col, wide):
                high += 1
            for r in range(row, row + high):
                for c in range(col, col + wide):
                    taken[r][c] = True
            slots.append(Slot(row, col, high, wide, xs[col], ys[row], xs[col + wide], ys[row + high]))
    return slots


def _continues(separated: _Separations, taken: list[list[bool]], row: int, col: int, wide: int) -> bool:
    """No edge above this stretch, and it is one stretch of the same width."""
    open_above = all(not separated.below[row - 1][c] for c in range(col, col + wide))
    whole = all(not separated.right[row][c] for c in range(col, col + wide - 1))
    return open_above and whole and separated.right[row][col + wide - 1] and not any(taken[row][col : col + wide])
