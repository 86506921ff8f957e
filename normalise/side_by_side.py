"""Two measures or more in every row, under the same headings again: read as if they stood below each other.

Measure | Actual | RAG |  | Measure | Actual | RAG          Measure | Actual | RAG
Bins    | 71%    | R   |  | Calls   | 82%    | G      ->   Bins    | 71%    | R
                                                            Calls   | 82%    | G
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from ..language.periods import financial_year
from ..language.statuses import hue
from ..records import Cell, RowKind
from .grid import Grid, flat
from .headings import fold_heading, read_heading
from .labelled import Turned
from .looks import is_nothing, wordiness
from .when import period_in, without_periods

# The share of a column's cells that are names where it holds names; how surely a heading names something.
_SHARE, _SURE = 0.8, 0.5
# A bare "Q2" is a period of some year.
_ANY_YEAR = financial_year(2000)
NOT_TOLD = "titles over its parts that do not tell the period of each"

_Part = tuple[int, ...]


def one_below_another(grid: Grid) -> Turned | None:
    """Put the measures of each row below one another; None where the headings do not come again.

    The heading of the names may be another one ("Housing", "Planning"). Periods over the parts become a column;
    where they cannot, the table is ``refused``.
    """
    for head in grid.header_rows:
        parts, name = _parts(grid, head)
        if parts:
            stacking = _Stacking(grid, head, parts, name)
            told = stacking.tells_periods()
            return Turned(grid.table, {}, {}, -1, NOT_TOLD) if told is None else stacking.turned(dated=told)
    return None


def _parts(grid: Grid, head: int) -> tuple[list[_Part], int]:
    """The columns of each part under headings that come again, without empty ones, and which of them holds names."""
    held = [col for col in range(grid.columns) if _holds_anything(grid, col)]
    starts = [cell.col for cell in grid.table.row(head) if flat(cell.text) and cell.col in held]
    texts = {col: fold_heading(cell.text, keep_periods=True) for col in starts if (cell := grid.at(head, col))}
    for size in range(2, len(starts) // 2 + 1):
        if len(starts) % size:
            continue
        runs = [starts[first : first + size] for first in range(0, len(starts), size)]
        unlike = [place for place in range(size) if len({texts[run[place]] for run in runs}) > 1]
        names = [
            place
            for place in range(size)
            if all(_holds_names(grid, run[place]) for run in runs)
            and _may_head_names([flat(cell.text) for run in runs if (cell := grid.at(head, run[place])) is not None])
        ]
        edges = [0, *(run[0] for run in runs[1:]), grid.columns]
        parts = [tuple(col for col in held if left <= col < right) for left, right in pairwise(edges)]
        places = {tuple(part.index(col) for col in run) for part, run in zip(parts, runs, strict=True)}
        if names and unlike in ([], names[:1]) and len({len(part) for part in parts}) == len(places) == 1:
            return parts, parts[0].index(runs[0][names[0]])
    return [], 0


def _holds_anything(grid: Grid, col: int) -> bool:
    return any(flat(cell.text) or cell.marks or hue(cell.fill) is not None for cell in grid.cells_in(col))


def _holds_names(grid: Grid, col: int) -> bool:
    """Whether nearly all that a column prints is words, and other ones in every row."""
    texts = [text for cell in grid.cells_in(col) if not is_nothing(text := flat(cell.text))]
    names = {text for text in texts if wordiness(text) > 0}
    return bool(texts) and len(names) >= _SHARE * len(texts)


def _may_head_names(texts: Sequence[str]) -> bool:
    """Whether headings are those of names: none reads like another field, and all or none say that they are."""
    known = [read_heading(text).roles for text in texts]
    best = [max(roles, key=lambda role: roles[role]) for roles in known if max(roles.values(), default=0.0) >= _SURE]
    return set(best) <= {"name"} and len(best) in (0, len(texts))


def _tells_field(text: str) -> bool:
    """Whether a title speaks of a field or basis of what stands under it: "Forecast", "Year to date"."""
    heading = read_heading(text)
    told = max(heading.roles.values(), default=0.0) >= _SURE
    return told or heading.basis is not None or "to date" in fold_heading(text)


class _Stacking:
    """Builds the table of one part below the other; rows across all parts stand between."""

    def __init__(self, grid: Grid, head: int, parts: Sequence[_Part], name: int) -> None:
        self.grid, self.head, self.parts = grid, head, parts
        self.part_of = {col: place for place, part in enumerate(parts) for col in part}
        self.name = name
        self.cells: list[Cell] = []
        self.kinds: list[RowKind] = []
        self.origin: dict[tuple[int, int], tuple[int, int]] = {}
        self.rows: dict[int, int] = {}
        self.titles = [row for row in range(head) if not self._is_across(row)]
        self.dated: Mapping[int, Cell] = {}

    def tells_periods(self) -> bool | None:
        """Whether the titles tell the period of each part; None where they tell of some, or of more than periods."""
        titles = [self._titles(part) for part in range(len(self.parts))]
        dated = [[cell for cell in cells if period_in(flat(cell.text), _ANY_YEAR) is not None] for cells in titles]
        headed = any(period_in(" ".join(self.grid.heading(col)[-1:]), _ANY_YEAR) for part in self.parts for col in part)
        others = [cell for cells in titles for cell in cells if _tells_field(flat(cell.text))]
        if not any(dated):
            return None if others else False
        return True if all(len(cells) == 1 for cells in dated) and not others and not headed else None

    def _titles(self, part: int) -> list[Cell]:
        """The cells with text that stand over a part, above its headings."""
        over = [self.grid.at(row, col) for row in self.titles for col in self.parts[part]]
        return list(dict.fromkeys(cell for cell in over if cell is not None and flat(cell.text)))

    def turned(self, *, dated: bool) -> Turned:
        """The table of one part below the other; ``dated`` ones have their period in a last column."""
        table = self.grid.table
        after = max(self.grid.header_rows) + 1
        heads = list(range(self.head, after))
        titles = self.titles
        if dated:
            own = {part: self._titles(part) for part in range(len(self.parts))}
            self.dated = {
                part: next(cell for cell in cells if period_in(flat(cell.text), _ANY_YEAR) is not None)
                for part, cells in own.items()
            }
        self._put_across(row for row in range(self.head) if self._is_across(row))
        by_rows = not titles and all(self._is_whole(row) for row in self.grid.body)
        headed: set[int] = set()
        for across, run in groupby(range(after, table.rows), self._is_across):
            rows = list(run)
            if across:
                self._put_across(rows)
                continue
            places = range(len(self.parts))
            order = [(row, part) for row in rows for part in places] if by_rows else [
                (row, part) for part in places for row in rows
            ]  # fmt: skip
            for row, part in order:
                if part not in headed:
                    headed.add(part)
                    self._put_part(titles if self._names_group(part) else [], part, "section")
                    self._put_part(heads, part, "header")
                self._put_part([row], part, table.row_kinds[row])
        columns = len(self.parts[0]) + dated
        turned = replace(table, cells=tuple(self.cells), row_kinds=tuple(self.kinds), columns=columns)
        return Turned(turned, self.origin, self.rows, -1)

    def _names_group(self, part: int) -> bool:
        """Whether the titles over a part say more than its period."""
        return any(without_periods(flat(cell.text)) for cell in self._titles(part))

    def _is_across(self, row: int) -> bool:
        """Whether a row belongs to all parts: a cell reaches over several, or its lone text is shaded through."""
        cells = self.grid.table.row(row)
        held = [cell for cell in cells if flat(cell.text) or cell.marks]
        shaded = len(held) == 1 and held[0] is cells[0] and {cell.fill for cell in cells} == {held[0].fill} != {None}
        return shaded or any(len(self._parts_under(cell)) > 1 for cell in cells)

    def _parts_under(self, cell: Cell) -> frozenset[int]:
        columns = range(cell.col, cell.col + cell.colspan)
        return frozenset(self.part_of[col] for col in columns if col in self.part_of)

    def _is_whole(self, row: int) -> bool:
        """Whether each part of a row is a row of its own: it has a name and more, or nothing."""
        for part in self.parts:
            cells = {col: cell for col in part if (cell := self.grid.at(row, col)) is not None}
            held = {col for col, cell in cells.items() if flat(cell.text) or cell.marks or hue(cell.fill) is not None}
            if any(cell.rowspan > 1 for cell in cells.values()):
                return False
            if held and (part[self.name] not in held or len(held) == 1):
                return False
        return True

    def _put_across(self, rows: Iterable[int]) -> None:
        """Rows of all parts: their text stands across the columns."""
        for row in rows:
            for cell in self.grid.table.row(row):
                if flat(cell.text):
                    self._put(cell, 0, len(self.parts[0]))
            self._close(row, self.grid.table.row_kinds[row])

    def _put_part(self, rows: Iterable[int], part: int, kind: RowKind) -> None:
        """Rows of one part; those that hold nothing of it are left out."""
        columns = self.parts[part]
        for row in rows:
            covering = [cell for col in columns if (cell := self.grid.at(row, col)) is not None]
            if not any(flat(cell.text) or cell.marks for cell in covering):
                continue
            for cell in dict.fromkeys(cell for cell in covering if cell.row == row):
                own = [place for place, col in enumerate(columns) if cell.col <= col < cell.col + cell.colspan]
                self._put(cell, own[0], len(own), cell.rowspan)
            self._put_period(part, kind)
            self._close(row, kind)

    def _put_period(self, part: int, kind: RowKind) -> None:
        """The period over a part at the end of a row of it, under a heading of its own."""
        title = self.dated.get(part)
        if title is None or kind == "section":
            return
        if kind == "header":
            title = replace(title, text="Period", lines=())
        here, col = len(self.kinds), len(self.parts[part])
        self.cells.append(replace(title, row=here, col=col, colspan=1, rowspan=1, fill=None, marks=()))
        if kind != "header":
            self.origin[here, col] = (title.row, title.col)

    def _put(self, cell: Cell, col: int, colspan: int, rowspan: int = 1) -> None:
        here = len(self.kinds)
        if (here, col) not in self.origin:
            self.cells.append(replace(cell, row=here, col=col, colspan=colspan, rowspan=rowspan))
            self.origin[here, col] = (cell.row, cell.col)

    def _close(self, row: int, kind: RowKind) -> None:
        self.rows[len(self.kinds)] = row
        self.kinds.append(kind)
