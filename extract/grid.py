"""A region of ruling and shading into a grid of cells, merged cells included.

Where columns are ruled, a missing rule means a merged cell. Where only hairlines, bands of colour or
alignment tell rows, columns come from the places where rules meet, from the sides of fills, and from
the white corridors between words; there a missing edge means nothing, and only text that crosses it
merges cells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .corridors import Corridor, corridors
from .figures import stands_for_figure
from .ink import Word
from .lines import rows_of_words
from .regions import Region
from .rowing import row_breaks
from .ruling import SNAP, WordBands
from .standins import is_stand_in

# Two edges closer than this hold no column or row of their own.
_THINNEST = 5.0
_COVERED = 0.55
# As many lines with figures side by side make columns of them.
_FEWEST_FIGURES = 3
_MOST_HEADING_LINES = 3
_SAME_EDGE = 8.0
# Header, body and total: a ruled table with no more bands than these may leave its rows unruled.
_FEW_BANDS = 3


@dataclass(frozen=True, slots=True)
class Slot:
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
        slots = self._by_row[self._row_at(word.middle)]
        return next(
            (slot for slot in slots if slot.x0 <= word.centre < slot.x1),
            min(slots, key=lambda slot: abs(word.centre - (slot.x0 + slot.x1) / 2)),
        )

    def slots_between(self, top: float, bottom: float) -> list[Slot]:
        """The cells of the rows between two heights."""
        if bottom <= self.ys[0] or top >= self.ys[-1]:
            return []
        rows = self._by_row[self._row_at(top) : self._row_at(bottom) + 1]
        return list(dict.fromkeys(slot for row in rows for slot in row))

    def _row_at(self, height: float) -> int:
        return min(max(bisect_right(self.ys, height) - 1, 0), self.rows - 1)


def grid_of(region: Region, words: Sequence[Word], like: Sequence[float] = ()) -> Grid | None:
    """The grid of a region, or None where it has fewer than two columns or rows.

    Args:
        region: connected ink.
        words: the upright words inside it, and what stands in for marks.
        like: column edges of a table that may go on here, taken where nothing is ruled and all fits.
    """
    edges = _Edges(region)
    ys = edges.row_lines()
    xs = edges.column_lines()
    ruled = edges.columns_are_ruled(xs, ys)
    xs = _with_figure_columns(xs, words) if ruled else _with_corridors(xs, words)
    if not ruled and _fits(like, region, words):
        xs = list(like)
    xs = _without_bare_strips(xs, words)
    breaks = _row_breaks(ys, xs, words, ruled)
    ys = sorted([*ys, *breaks])
    if len(xs) < 3 or len(ys) < 3:
        return None
    printed = [w for w in words if not is_stand_in(w)]
    separated = _separations(edges, xs, ys, frozenset(breaks), printed, ruled)
    slots = tuple(_merged(separated, xs, ys))
    return Grid(tuple(xs), tuple(ys), slots, ruled)


class _Edges:
    """The inked edges of a region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        rules = [(s.at, s.start, s.end) for s in region.across]
        bands = [f for f in region.fills if f.width > 0.6 * (region.x1 - region.x0)]
        drawn = [(s.at, s.start, s.end) for s in region.down]
        self._across = _Ruling([*rules, *((y, f.x0, f.x1) for f in region.fills for y in (f.top, f.bottom))])
        self._down = _Ruling([*drawn, *((x, f.top, f.bottom) for f in region.fills for x in (f.x0, f.x1))])
        self._ruled_across = _Ruling([*rules, *((y, f.x0, f.x1) for f in bands for y in (f.top, f.bottom))])
        self._ruled_down = _Ruling(drawn)
        joints = [joint for s in region.across for joint in s.joints]
        # One rule drawn in pieces tells nothing; pieces that meet at one place in several rules do.
        self._joints = [j for j in joints if sum(abs(j - other) < SNAP + 1 for other in joints) > 1]

    def row_lines(self) -> list[float]:
        return _clustered([*self._across.positions(), self.region.top, self.region.bottom])

    def column_lines(self) -> list[float]:
        return _clustered([*self._down.positions(), *self._joints, self.region.x0, self.region.x1])

    def columns_are_ruled(self, xs: Sequence[float], ys: Sequence[float]) -> bool:
        """Ink stands between columns along most of the height.

        The sides of fills do not count: bands of colour and shaded statuses have sides too.
        """
        inner = [x for x in xs if self.region.x0 + SNAP < x < self.region.x1 - SNAP]
        height = ys[-1] - ys[0]
        return any(self._ruled_down.covered(x, ys[0], ys[-1]) > 0.5 * height for x in inner)

    def stands_down(self, x: float, top: float, bottom: float) -> bool:
        return self._down.covered(x, top, bottom) > _COVERED * (bottom - top)

    def stands_across(self, y: float, x0: float, x1: float) -> bool:
        return self._across.covered(y, x0, x1) > _COVERED * (x1 - x0)

    def is_ruled_across(self, y: float, x0: float, x1: float) -> bool:
        """A rule, or the edge of a band of colour, that is more than one cell's."""
        return self._ruled_across.covered(y, x0, x1) > _COVERED * (x1 - x0)


def _clustered(positions: Sequence[float]) -> list[float]:
    """Positions with neighbours closer than a thin strip drawn together."""
    groups: list[list[float]] = []
    for place in sorted(positions):
        if groups and place - groups[-1][0] < _THINNEST and place - groups[-1][-1] < SNAP + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


class _Ruling:
    """Edges that run one way, found again by their position."""

    def __init__(self, edges: Iterable[tuple[float, float, float]]) -> None:
        self._edges = sorted(edges)
        self._positions = [at for at, _, _ in self._edges]

    def positions(self) -> list[float]:
        return self._positions

    def covered(self, at: float, start: float, end: float) -> float:
        """How much of a stretch is covered by edges at about one position."""
        near = slice(bisect_left(self._positions, at - SNAP - 1), bisect_right(self._positions, at + SNAP + 1))
        pieces = sorted((max(a, start), min(b, end)) for _, a, b in self._edges[near] if b > start and a < end)
        total, reached = 0.0, start
        for a, b in pieces:
            if b > reached:
                total += b - max(a, reached)
                reached = b
        return total


def _with_corridors(xs: list[float], words: Sequence[Word]) -> list[float]:
    """Add columns that only alignment shows, each with words of its own; keep the inked ones."""
    lines = list(xs)
    for corridor in corridors(words, tolerance=0.12):
        if any(corridor.left - SNAP <= x <= corridor.right + SNAP for x in lines[1:-1]):
            continue
        left = max(x for x in lines if x < corridor.middle)
        right = min(x for x in lines if x > corridor.middle)
        middles = [(w.x0 + w.x1) / 2 for w in words]
        if any(left < m < corridor.left for m in middles) and any(corridor.right < m < right for m in middles):
            lines = sorted([*lines, corridor.middle])
    return _clustered(_with_complements_joined(lines, xs, words))


def _with_complements_joined(lines: list[float], inked: Sequence[float], words: Sequence[Word]) -> list[float]:
    """Take for one column what never stands side by side: a heading and the figures set off under it."""
    rows = rows_of_words(words)
    kept = list(lines)
    index = 1
    while index < len(kept) - 1:
        left, edge, right = kept[index - 1 : index + 2]
        one = {i for i, row in enumerate(rows) if any(left <= w.centre < edge for w in row)}
        other = {i for i, row in enumerate(rows) if any(edge <= w.centre < right for w in row)}
        apart = bool(one and other) and not one & other
        if edge not in inked and apart and min(len(one), len(other)) <= _MOST_HEADING_LINES:
            del kept[index]
        else:
            index += 1
    return kept


def _fits(like: Sequence[float], region: Region, words: Sequence[Word]) -> bool:
    """The columns of a table before: as wide, and no word runs over their edges."""
    if len(like) < 3 or abs(like[0] - region.x0) > _SAME_EDGE or abs(like[-1] - region.x1) > _SAME_EDGE:
        return False
    if any(w.x0 + 1 < x < w.x1 - 1 for w in words for x in like[1:-1]):
        return False
    # A table with other columns would leave some of these empty.
    empty = sum(not any(a <= w.centre < b for w in words) for a, b in pairwise(like))
    return empty <= 1


def _with_figure_columns(xs: list[float], words: Sequence[Word]) -> list[float]:
    """Part a ruled column in which line after line holds several figures side by side."""
    lines = list(xs)
    for left, right in pairwise(xs):
        own = [w for w in words if left <= w.centre < right]
        for corridor in corridors(own):
            if sum(_figures_beside(line, corridor) for line in rows_of_words(own)) >= _FEWEST_FIGURES:
                lines.append(corridor.middle)
    return _clustered(lines)


def _figures_beside(line: Sequence[Word], corridor: Corridor) -> bool:
    """A figure stands right before, and another right after, a white strip."""
    before = [w for w in line if w.x1 <= corridor.left + 1]
    after = [w for w in line if w.x0 >= corridor.right - 1]
    return (
        bool(before and after)
        and stands_for_figure(before[-1].text)
        and stands_for_figure(after[0].text)
        and after[0].text[0] != "("
    )


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


def _without_bare_strips(xs: Sequence[float], words: Sequence[Word]) -> list[float]:
    """Drop edges that cut off a narrow strip without words (a coloured bar, a double line)."""
    kept = list(xs)
    index = 0
    while index < len(kept) - 1 and len(kept) > 2:
        left, right = kept[index], kept[index + 1]
        bare = not any(left <= (w.x0 + w.x1) / 2 <= right for w in words)
        if right - left < 12 and bare:
            del kept[index + 1 if index + 2 < len(kept) else index]
        else:
            index += 1
    return kept


@dataclass(frozen=True, slots=True)
class _Separations:
    """Whether an edge stands right of, and below, each grid square."""

    right: list[list[bool]]
    below: list[list[bool]]


def _separations(
    edges: _Edges,
    xs: Sequence[float],
    ys: Sequence[float],
    breaks: frozenset[float],
    words: Sequence[Word],
    ruled: bool,
) -> _Separations:
    rows, columns = len(ys) - 1, len(xs) - 1
    heights = WordBands(words)
    right = []
    for row in range(rows):
        runs = [run for line in rows_of_words(heights.between(ys[row], ys[row + 1])) for run in _runs(line)]
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
    return _Separations(right, below)


def _part_where_fills_end(
    edges: _Edges, xs: Sequence[float], ys: Sequence[float], words: Sequence[Word], below: list[list[bool]]
) -> None:
    """Where no rule runs at all, the ends of shaded cells are where rows end, in every column."""
    columns = range(len(xs) - 1)
    told_by_fills = [
        row
        for row in range(len(ys) - 2)
        if any(below[row]) and not any(edges.is_ruled_across(ys[row + 1], xs[col], xs[col + 1]) for col in columns)
    ]
    for col in columns:
        own = [w for w in words if xs[col] <= w.centre < xs[col + 1]]
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


def _runs(line: Sequence[Word]) -> list[list[Word]]:
    """Words of a line that stand no more than a word's space apart."""
    found: list[list[Word]] = []
    for word in line:
        if found and word.x0 - found[-1][-1].x1 < 0.42 * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _runs_over(run: Sequence[Word], edge: float) -> bool:
    reach = 0.25 * run[0].size
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
