"""The tables of one page: each cell with its words, fill and marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..records import Box, Cell, Line, Mark, RowKind, Table
from .boxes import box_around, drawing_mark, glyph_mark
from .figures import is_figure
from .grid import Grid, Slot
from .ink import WHITE, Drawing, Fill, PageInk, Word
from .lines import leading_of, lines_of, rows_of_words, unwrapped
from .looks import row_kinds
from .region import Region
from .ruling import is_highlight

_BACKGROUND = 0.6
# The padding at the right may be a little more than that at the left.
_WITHIN_PADDING = 0.96


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as one page shows it. ``room`` is how wide its lines may get."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[Line, ...]
    room: float
    fill: str | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def text(self) -> str:
        return unwrapped(self.lines, self.room)

    @property
    def is_bare(self) -> bool:
        """Neither words nor marks."""
        return not self.lines and not self.marks


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as one page shows it; ``xs`` are its column edges.

    ``nested`` are tables that stand in its cells, whose words are not the cells'; of such a table ``row_heads`` is what
    heads the row around it. One that is ``whole`` does not go on over a page break.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    cells: tuple[SheetCell, ...]
    kinds: tuple[RowKind, ...]
    confidence: float
    reasons: tuple[str, ...]
    engine: str = "scrutiny"
    nested: tuple[Sheet, ...] = ()
    row_heads: tuple[str, ...] = ()
    whole: bool = False

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def as_table(self, number: int = 0) -> Table:
        """The table of this page alone."""
        cells = tuple(
            Cell(c.row, c.col, c.text, (c.box,), c.rowspan, c.colspan, c.fill, c.marks, c.lines) for c in self.cells
        )
        return Table(
            number,
            0,
            cells,
            self.kinds,
            self.columns,
            (self.box,),
            engine=self.engine,
            confidence=self.confidence,
            reasons=self.reasons,
        )

    def row(self, index: int) -> tuple[SheetCell, ...]:
        return tuple(cell for cell in self.cells if cell.row == index)


def outside_of(sheets: Sequence[Sheet], words: Sequence[Word]) -> list[Word]:
    """The words that stand in none of the tables."""
    outside = list(words)
    for box in (sheet.box for sheet in sheets):
        x0, top, x1, bottom = box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1
        outside = [
            w for w in outside if not (x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom)
        ]
    return outside


def sheet_as_told(page: PageInk, grid: Grid, engine: str, confidence: float, reasons: tuple[str, ...]) -> Sheet | None:
    """The table of a page in a grid that another reader found; None where it holds too little for one."""
    region = _region_of(grid)
    sheet = sheet_in(page, region, grid, [w for w in read_along(page) if region.holds(w)])
    told = replace(sheet, engine=engine, confidence=confidence, reasons=reasons)
    return told if is_table(told) else None


def sheet_within(page: PageInk, grid: Grid, words: Sequence[Word]) -> Sheet:
    """Words of a page as a table in a given grid, be it a single row."""
    return sheet_in(page, _region_of(grid), grid, words)


def _region_of(grid: Grid) -> Region:
    return Region(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], (), (), ())


def read_along(page: PageInk) -> list[Word]:
    """The words that run across, up or down."""
    return [w for w in page.words if w.angle != -1]


def is_table(sheet: Sheet) -> bool:
    """At least two rows and two columns hold words."""
    filled = [cell for cell in sheet.cells if cell.lines]
    return len({cell.row for cell in filled}) > 1 and len({cell.col for cell in filled}) > 1


def sheet_in(page: PageInk, region: Region, grid: Grid, words: Sequence[Word]) -> Sheet:
    """Words of a page as a table: those of a region in its grid."""
    by_slot: dict[Slot, list[Word]] = {slot: [] for slot in grid.slots}
    for word in words:
        by_slot[grid.slot_of(word)].append(word)
    text = {slot: [w for w in held if not w.symbol] for slot, held in by_slot.items()}
    rows = {slot: rows_of_words(w for w in text[slot] if w.angle == 0) for slot in grid.slots}
    rooms, leading = _rooms(grid, rows), leading_of(rows.values())
    drawings_of = _drawings_by_slot(grid, _whole_drawings(d for d in page.drawings if d.kind != "illustration"))
    fills_of = _fills_by_slot(grid, page.fills)
    cells = tuple(
        SheetCell(
            slot.row,
            slot.col,
            slot.rowspan,
            slot.colspan,
            box_around(page.number, slot),
            _lines(rows[slot], text[slot], page.number, rooms[slot.col, slot.colspan], leading),
            rooms[slot.col, slot.colspan],
            _background(slot, fills_of[slot]),
            _marks(page.number, slot, by_slot[slot], fills_of[slot], drawings_of[slot]),
        )
        for slot in grid.slots
    )
    cells, count = _without_bare_rows(cells, grid.rows)
    kinds = row_kinds([[_look(c) for c in row] for row in _by_row(cells, count)], grid.columns)
    confidence, reasons = _trust(region, grid, cells)
    box = box_around(page.number, region)
    return Sheet(page.number, box, grid.xs, cells, kinds, confidence, reasons)


def _look(cell: SheetCell) -> tuple[int, int, int, str, str | None, tuple[Line, ...], bool]:
    return cell.rowspan, cell.col, cell.colspan, cell.text, cell.fill, cell.lines, bool(cell.marks)


def _rooms(grid: Grid, rows: Mapping[Slot, Sequence[Sequence[Word]]]) -> dict[tuple[int, int], float]:
    """How wide lines get in each column: as the widest line, or the cell less what is kept free at its left."""
    rooms: dict[tuple[int, int], float] = {}
    free: dict[tuple[int, int], float] = {}
    for slot in grid.slots:
        key = (slot.col, slot.colspan)
        for row in rows[slot]:
            rooms[key] = max(rooms.get(key, 0.0), row[-1].x1 - row[0].x0)
            free[key] = min(free.get(key, slot.x1 - slot.x0), max(0.0, row[0].x0 - slot.x0))
    return {
        (slot.col, slot.colspan): max(
            rooms.get((slot.col, slot.colspan), 0.0),
            _WITHIN_PADDING * (slot.x1 - slot.x0 - 2 * free.get((slot.col, slot.colspan), 0.0)),
        )
        for slot in grid.slots
    }


def _lines(
    rows: Sequence[Sequence[Word]], words: Sequence[Word], page: int, room: float, leading: float
) -> tuple[Line, ...]:
    return lines_of(rows, page, room, leading) if rows else _turned_lines(words, page)


def _turned_lines(words: Sequence[Word], page: int) -> tuple[Line, ...]:
    """Lines of text that runs up or down (rotated column headings)."""
    if not words:
        return ()
    along = sorted(words, key=lambda w: w.order)
    text = " ".join(w.text for w in along)
    box = box_around(page, *words)
    first = along[0]
    return (Line(text, box, first.size, first.bold, first.italic, first.colour),)


def _fills_by_slot(grid: Grid, fills: Sequence[Fill]) -> dict[Slot, list[Fill]]:
    """The fills that reach into each cell, in the order of painting."""
    found: dict[Slot, list[Fill]] = {slot: [] for slot in grid.slots}
    for fill in fills:
        for slot in grid.slots_between(fill.top, fill.bottom):
            if fill.x0 < slot.x1 and fill.x1 > slot.x0:
                found[slot].append(fill)
    return found


def _drawings_by_slot(grid: Grid, drawings: Iterable[Drawing]) -> dict[Slot, list[Drawing]]:
    """The drawings whose middle lies in each cell."""
    found: dict[Slot, list[Drawing]] = {slot: [] for slot in grid.slots}
    for drawing in drawings:
        centre, middle = (drawing.x0 + drawing.x1) / 2, (drawing.top + drawing.bottom) / 2
        for slot in grid.slots_at(middle):
            if slot.x0 <= centre < slot.x1 and slot.top <= middle < slot.bottom:
                found[slot].append(drawing)
    return found


def _background(slot: Slot, fills: Sequence[Fill]) -> str | None:
    """The colour painted last over most of a cell; None for white or nothing."""
    area = (slot.x1 - slot.x0) * (slot.bottom - slot.top)
    colour = WHITE
    for fill in fills:
        if _shared(slot, fill) > _BACKGROUND * area:
            colour = fill.colour
    return None if colour == WHITE else colour


def _shared(slot: Slot, fill: Fill) -> float:
    wide = min(slot.x1, fill.x1) - max(slot.x0, fill.x0)
    high = min(slot.bottom, fill.bottom) - max(slot.top, fill.top)
    return wide * high if wide > 0 and high > 0 else 0.0


def _marks(
    page: int, slot: Slot, words: Sequence[Word], fills: Sequence[Fill], drawings: Sequence[Drawing]
) -> tuple[Mark, ...]:
    found = [glyph_mark(page, w) for w in words if w.symbol]
    found += [drawing_mark(page, d) for d in drawings]
    area = (slot.x1 - slot.x0) * (slot.bottom - slot.top)
    for fill in fills:
        own = fill.width * fill.height
        if fill.colour == WHITE or own > _BACKGROUND * area or _shared(slot, fill) < 0.8 * own:
            continue
        box = box_around(page, fill)
        if is_highlight(fill, words):
            behind = sorted((w for w in words if _is_behind(fill, w)), key=lambda w: w.x0)
            found.append(Mark("highlight", " ".join(w.text for w in behind), box, fill.colour))
        else:
            found.append(Mark("shape", "block", box, fill.colour))
    return tuple(dict.fromkeys(found))


def _is_behind(fill: Fill, word: Word) -> bool:
    shared = min(fill.x1, word.x1) - max(fill.x0, word.x0)
    return shared > 0.3 * (word.x1 - word.x0) and fill.top - 2 < word.middle < fill.bottom + 2


def _whole_drawings(drawings: Iterable[Drawing]) -> list[Drawing]:
    """Pieces drawn on top of each other or side by side are one drawing (a flag and its pole)."""
    whole: list[Drawing] = []
    for piece in drawings:
        if whole and _one_drawing(whole[-1], piece):
            last = whole[-1]
            larger = max(last, piece, key=lambda d: (d.x1 - d.x0) * (d.bottom - d.top))
            whole[-1] = replace(
                last,
                key=f"{last.key}+{piece.key}" if last.key != piece.key else last.key,
                x0=min(last.x0, piece.x0),
                top=min(last.top, piece.top),
                x1=max(last.x1, piece.x1),
                bottom=max(last.bottom, piece.bottom),
                colour=larger.colour,
            )
        else:
            whole.append(piece)
    return list(dict.fromkeys(whole))


def _one_drawing(one: Drawing, other: Drawing) -> bool:
    near = 1.5
    return (
        one.kind == other.kind == "shape"
        and one.x0 - near < other.x1
        and other.x0 - near < one.x1
        and one.top - near < other.bottom
        and other.top - near < one.bottom
    )


def _without_bare_rows(cells: tuple[SheetCell, ...], rows: int) -> tuple[tuple[SheetCell, ...], int]:
    """Leave out thin rows that hold nothing (the strip between two close rules)."""
    reached = {row for c in cells for row in range(c.row + 1, c.row + c.rowspan)}
    thin = {
        row
        for row, own in enumerate(_by_row(cells, rows))
        if own
        and row not in reached
        and all(c.is_bare and c.rowspan == 1 and c.box.bottom - c.box.top < 8 for c in own)
    }
    if not thin:
        return cells, rows
    places = {row: new for new, row in enumerate(r for r in range(rows) if r not in thin)}
    kept = tuple(replace(c, row=places[c.row]) for c in cells if c.row not in thin)
    return kept, len(places)


def _by_row(cells: Iterable[SheetCell], rows: int) -> list[list[SheetCell]]:
    """The cells that begin in each row."""
    found: list[list[SheetCell]] = [[] for _ in range(rows)]
    for cell in cells:
        found[cell.row].append(cell)
    return found


def _trust(region: Region, grid: Grid, cells: Sequence[SheetCell]) -> tuple[float, tuple[str, ...]]:
    """How sure the reading is, and why."""
    if grid.ruled:
        confidence, reasons = 0.95, ["columns and rows are ruled"]
    elif region.across or region.fills:
        confidence, reasons = 0.85, ["rows are ruled or shaded, columns are told by alignment"]
    else:
        confidence, reasons = 0.65, ["columns and rows are told by alignment alone"]
    filled = sum(1 for c in cells if not c.is_bare)
    if filled < 0.5 * len(cells):
        confidence -= 0.1
        reasons.append(f"{len(cells) - filled} of {len(cells)} cells are empty")
    stacked = _stacks_of_figures(cells, grid.columns)
    if stacked:
        confidence -= 0.3
        reasons.append(f"{stacked} cells hold several figures, where others hold one")
    return round(confidence, 2), tuple(reasons)


def _stacks_of_figures(cells: Sequence[SheetCell], columns: int) -> int:
    """Cells that hold figures one below the other in columns of single ones: rows may have been missed."""
    found = 0
    for col in range(columns):
        counts = [len(c.lines) for c in cells if c.col == col and c.lines and all(is_figure(x.text) for x in c.lines)]
        several = sum(count > 1 for count in counts)
        found += several if several < 0.5 * len(counts) else 0
    return found
