"""Tables that go on over page breaks become one; a row cut by the break becomes one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..records import Box, Cell, Line, Mark, RowKind
from .figures import is_figure
from .lines import LIST_SIGNS, joined_over_break, unwrapped
from .sheet import Sheet, SheetCell

# Column edges of one table on two pages (left and right pages may be set off differently).
_SAME_COLUMN = 6.0
_USUALLY_FILLED = 0.8
# A table set off further than this, in its widths, is one that stands beside it.
_FURTHEST_SET_OFF = 0.5


@dataclass(frozen=True, slots=True)
class Joined:
    """A table over one or more pages, not yet numbered or placed under headings."""

    cells: tuple[Cell, ...]
    kinds: tuple[RowKind, ...]
    columns: int
    boxes: tuple[Box, ...]
    engine: str
    confidence: float
    reasons: tuple[str, ...]


def goes_on(table: Sequence[Sheet], lower: Sheet) -> bool:
    """Whether the first table of a page continues the last one of the page before.

    Both must stand at the break with nothing but page furniture between; that is for the caller.

    Args:
        table: the pages of the table so far.
        lower: the table at the top of the next page.
    """
    headed, upper = table[0], table[-1]
    if upper.columns != lower.columns or upper.whole or lower.whole:
        return False
    upper_header, lower_header = _header_text(headed), _header_text(lower)
    if lower_header and lower_header == upper_header[-len(lower_header) :]:
        return True
    if _band_of_its_own(headed, lower) or _is_next_block(headed, lower) or not _same_edges(upper.xs, lower.xs):
        return False
    if lower_header:
        # Without a header of its own, the first body row may have been taken for one.
        return bool(upper_header) and _header_look(lower) != _header_look(headed)
    told = [cell for cell in lower.row(0) if cell.lines]
    sizes = {round(line.size) for cell in told for line in cell.lines}
    # A card begins with a large figure over its name.
    return not (len(told) == 1 and max(sizes) > 1.3 * min(sizes))


def _band_of_its_own(headed: Sheet, lower: Sheet) -> bool:
    """Whether another band stands over mostly the same headings: another group of rows, a table of its own."""
    known = {*_header_text(headed)}
    band, *heads = _header_rows(lower) or [()]
    again = max((sum(text in known for text in row) / len(row) for row in heads if len(row) > 1), default=0.0)
    return len(band) == 1 and not known & {*band} and again > 0.5


def _header_rows(sheet: Sheet) -> list[tuple[str, ...]]:
    rows = (row for row, kind in enumerate(sheet.kinds) if kind == "header")
    return [
        texts for row in rows if (texts := tuple("".join(cell.text.split()) for cell in sheet.row(row) if cell.text))
    ]


def _same_edges(one: Sequence[float], other: Sequence[float]) -> bool:
    """The same columns, though where nothing rules them their edges lie anywhere between the texts."""
    shift = other[0] - one[0]
    if abs(shift) > _FURTHEST_SET_OFF * (one[-1] - one[0]):
        return False
    narrowest = min(right - left for left, right in pairwise(one))
    return all(abs(b - a - shift) < max(_SAME_COLUMN, 0.3 * narrowest) for a, b in zip(one, other, strict=True))


def _is_next_block(headed: Sheet, lower: Sheet) -> bool:
    """Both begin with a name over the same label: fact boxes, one of which begins where another has ended."""
    if "section" not in lower.kinds[:1] or lower.kinds[:2] != headed.kinds[:2]:
        return False
    labels = [next((cell.text for cell in sheet.row(1) if cell.col == 0), "") for sheet in (headed, lower)]
    return labels[0] == labels[1] != ""


def _header_text(sheet: Sheet) -> tuple[str, ...]:
    """The texts of the header without their spaces, which a recognised picture gives now and then."""
    return tuple(text for row in _header_rows(sheet) for text in row)


def _header_look(sheet: Sheet) -> tuple[frozenset[str | None], bool]:
    cells = [cell for cell in sheet.row(0) if cell.lines]
    return frozenset(cell.fill for cell in cells), all(line.bold for cell in cells for line in cell.lines)


def joined(sheets: Sequence[Sheet], known: Mapping[str, int]) -> Joined:
    """Put the pieces of one table together.

    Args:
        sheets: the table as each page shows it, in order.
        known: how often each word stands in the document, to mend words broken at a line's end.
    """
    building = _Building(sheets[0].columns)
    for sheet in sheets:
        building.add(sheet)
    pages = f"stitched over pages {sheets[0].page} to {sheets[-1].page}"
    least = min(sheets, key=lambda sheet: sheet.confidence)
    told = dict.fromkeys((*sheets[0].reasons, *least.reasons, *((pages,) if len(sheets) > 1 else ())))
    return Joined(
        tuple(piece.cell(known) for piece in building.pieces),
        tuple(building.kinds),
        building.columns,
        tuple(sheet.box for sheet in sheets),
        sheets[0].engine,
        least.confidence,
        tuple(told),
    )


@dataclass(slots=True)
class _Piece:
    """A cell as it grows over page breaks."""

    row: int
    col: int
    rowspan: int
    colspan: int
    parts: list[SheetCell]

    @property
    def is_bare(self) -> bool:
        return all(part.is_bare for part in self.parts)

    @property
    def fill(self) -> str | None:
        return next((part.fill for part in self.parts if part.fill), None)

    def cell(self, known: Mapping[str, int]) -> Cell:
        text = ""
        lines: list[Line] = []
        marks: list[Mark] = []
        for part in self.parts:
            read = unwrapped(part.lines, part.room, known)
            if read:
                text = _continued(text, lines, part, read, known)
                lines += _renumbered(part.lines, lines, text)
            marks += part.marks
        boxes = tuple(part.box for part in self.parts)
        return Cell(self.row, self.col, text, boxes, self.rowspan, self.colspan, self.fill, tuple(marks), tuple(lines))


def _continued(text: str, lines: Sequence[Line], part: SheetCell, read: str, known: Mapping[str, int]) -> str:
    """Text that a page break cut, put together again."""
    if not text:
        return read
    last, first = lines[-1], part.lines[0]
    if _breaks_off(text, read, last, first, part.room):
        return joined_over_break(text, read, known)
    return f"{text}\n{read}"


def _breaks_off(text: str, read: str, last: Line, first: Line, room: float) -> bool:
    """The sentence goes on: same look, and no list sign or full stop and short line between."""
    if (last.bold, last.italic, round(last.size)) != (first.bold, first.italic, round(first.size)):
        return False
    if read[:1] in LIST_SIGNS or read[:1] == "–":
        return False
    if read[:1].islower() or text.rstrip()[-1:] in ",;-–/&(":
        return True
    word = first.text.split(None, 1)[0]
    needed = len(word) / len(first.text) * (first.box.x1 - first.box.x0) + 0.78 * first.size
    short = room - (last.box.x1 - last.box.x0) > needed
    return not (short or text.rstrip()[-1:] in ".!?:")


def _renumbered(lines: Sequence[Line], before: Sequence[Line], text: str) -> list[Line]:
    """Paragraph numbers counted on from the page before."""
    if not before:
        return list(lines)
    paragraphs = text.count("\n") + 1
    own = len({line.paragraph for line in lines})
    shift = paragraphs - own
    return [replace(line, paragraph=line.paragraph + shift) for line in lines]


class _Building:
    """A table while page after page is added to it."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.kinds: list[RowKind] = []
        self.pieces: list[_Piece] = []

    def add(self, sheet: Sheet) -> None:
        if not self.kinds:
            self._append(sheet, 0)
            return
        heads = sheet.kinds.count("header")
        if heads and not self._is_header_again(sheet):
            sheet = replace(sheet, kinds=tuple("body" if kind == "header" else kind for kind in sheet.kinds))
        elif heads:
            self._fold_header(sheet)
        first = sheet.kinds.count("header")
        if first >= len(sheet.kinds):
            return
        if sheet.kinds[first] == "body" and self.kinds[-1] == "body":
            self._join_rows(sheet, first)
        else:
            self._append(sheet, first)

    def _is_header_again(self, sheet: Sheet) -> bool:
        own = [p.parts[0] for p in self.pieces if self.kinds[p.row] == "header" and p.parts[0].text]
        again = _header_text(sheet)
        return tuple("".join(cell.text.split()) for cell in own)[-len(again) :] == again

    def _fold_header(self, sheet: Sheet) -> None:
        """Keep the places where the header is printed again, perhaps without the band over it."""
        over = max(self.kinds.count("header") - sheet.kinds.count("header"), 0)
        for cell in sheet.cells:
            if sheet.kinds[cell.row] == "header":
                for piece in self.pieces:
                    if (piece.row, piece.col) == (cell.row + over, cell.col) and self.kinds[piece.row] == "header":
                        piece.parts.append(replace(cell, lines=(), marks=()))

    def _append(self, sheet: Sheet, first: int) -> None:
        offset = len(self.kinds) - first
        self.kinds += sheet.kinds[first:]
        for cell in sheet.cells:
            if cell.row >= first:
                self.pieces.append(_Piece(cell.row + offset, cell.col, cell.rowspan, cell.colspan, [cell]))

    def _join_rows(self, sheet: Sheet, first: int) -> None:
        last_row = len(self.kinds) - 1
        cut = self._row_is_cut(sheet, first, last_row)
        offset = last_row - first if cut else last_row + 1 - first
        held: set[int] = set()
        for cell in sheet.cells:
            if cell.row == first and (above := self._takes_in(last_row, cell, cut)) is not None:
                above.parts.append(cell)
                above.rowspan = max(above.rowspan, cell.row + offset + cell.rowspan - above.row)
                held.add(id(cell))
        self.kinds += sheet.kinds[first + 1 if cut else first :]
        for cell in sheet.cells:
            if cell.row >= first and id(cell) not in held:
                self.pieces.append(_Piece(cell.row + offset, cell.col, cell.rowspan, cell.colspan, [cell]))

    def _takes_in(self, last_row: int, cell: SheetCell, cut: bool) -> _Piece | None:
        """The piece above the break that a cell below it continues."""
        same = self._piece_over(last_row, cell.col, cell.colspan)
        if not cut:
            return same if same is not None and self._carries_on(same, cell) else None
        if same is not None:
            return same
        # The two halves of the row are merged differently: the text goes on where it begins.
        return next(
            (piece for piece in self._pieces_at(last_row) if piece.col <= cell.col < piece.col + piece.colspan), None
        )

    def _pieces_at(self, row: int) -> list[_Piece]:
        return [piece for piece in self.pieces if piece.row <= row < piece.row + piece.rowspan]

    def _piece_over(self, row: int, col: int, colspan: int) -> _Piece | None:
        return next((p for p in self._pieces_at(row) if (p.col, p.colspan) == (col, colspan)), None)

    def _carries_on(self, above: _Piece, cell: SheetCell) -> bool:
        """A cell merged downwards goes on, empty, on the next page."""
        merged_here = any(p.col == cell.col and p.rowspan > 1 and self.kinds[p.row] == "body" for p in self.pieces)
        return cell.is_bare and merged_here and not above.is_bare and above.fill == cell.fill

    def _row_is_cut(self, sheet: Sheet, first: int, last_row: int) -> bool:
        """The first row below lacks what full rows have, and the last row above can take it."""
        if all(piece.is_bare for piece in self._pieces_at(last_row)):
            return True  # the break left the row's upper edge on the page before
        fragment = {cell.col: cell for cell in sheet.cells if cell.row == first}
        told = [cell for cell in fragment.values() if cell.lines]
        if not told:
            return bool(fragment)
        usual = self._usually_filled(sheet, first)
        lacking = {col for col in usual if col not in fragment or fragment[col].is_bare}
        if not lacking:
            last_lacks = any((above := self._piece_over(last_row, col, 1)) and above.is_bare for col in usual)
            return last_lacks and self._begins_midway(told)
        named = min(usual) not in lacking
        has_figure = any(is_figure(cell.text) for cell in told)
        mostly_lacking = len(lacking) >= max(2, len(usual) / 2) and not has_figure
        # A row with a name and a figure is whole, though its target or status may be missing.
        return not named or self._begins_midway(told) or mostly_lacking

    def _usually_filled(self, sheet: Sheet, first: int) -> set[int]:
        """Columns that nearly every body row fills, here and on the pages before."""
        filled = {col: [0, 0] for col in range(self.columns)}
        for piece in self.pieces:
            if self.kinds[piece.row] == "body" and piece.rowspan == 1:
                self._count(filled, piece.col, piece.is_bare)
        for cell in sheet.cells:
            if sheet.kinds[cell.row] == "body" and cell.rowspan == 1 and cell.row > first:
                self._count(filled, cell.col, cell.is_bare)
        return {col for col, (full, seen) in filled.items() if seen > 1 and full >= _USUALLY_FILLED * seen}

    @staticmethod
    def _count(filled: dict[int, list[int]], col: int, bare: bool) -> None:
        filled[col][0] += not bare
        filled[col][1] += 1

    @staticmethod
    def _begins_midway(cells: Sequence[SheetCell]) -> bool:
        return any(cell.lines[0].text[:1].islower() for cell in cells)
