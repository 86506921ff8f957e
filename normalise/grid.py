"""A table looked up by row and column, and text with the boxes around exactly that text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from ..records import Box, Cell, Line, Table


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of text as printed, with one box for each page that it stands on."""

    text: str
    boxes: tuple[Box, ...]


def tight(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """One box for each page around all the boxes on it, in page order."""
    joined: dict[int, Box] = {}
    for box in boxes:
        joined[box.page] = joined[box.page].joined(box) if box.page in joined else box
    return tuple(joined[page] for page in sorted(joined))


def printed(cell: Cell, text: str | None = None) -> Printed:
    """A cell's text (or a part of it) with the boxes around its lines; the cell's own without lines."""
    return Printed(flat(cell.text) if text is None else text, tight(line.box for line in cell.lines) or cell.boxes)


def printed_lines(lines: Iterable[Line], text: str) -> Printed:
    """A text that is made of some lines, with the boxes around them."""
    return Printed(text, tight(line.box for line in lines))


def boxes_of_words(lines: Iterable[Line], words: str) -> tuple[Box, ...]:
    """Where some words stand in lines: each line's box cut to the share that they take of its width.

    Returns:
        one box for each page; nothing where the words do not stand there. Only letters and digits are
        compared, for a mended word may stand on two lines.
    """
    letters = [(line, at) for line in lines for at, letter in enumerate(line.text) if letter.isalnum()]
    printed_letters = "".join(line.text[at].casefold()[0] for line, at in letters)
    wanted = "".join(letter.casefold()[0] for letter in words if letter.isalnum())
    start = printed_letters.find(wanted) if wanted else -1
    while start >= 0:
        line, at = letters[start]
        if at == 0 or not line.text[at - 1].isalnum():
            runs = groupby(letters[start : start + len(wanted)], key=lambda letter: id(letter[0]))
            return tight(_part(run[0][0], run[0][1], run[-1][1] + 1) for run in (list(run) for _, run in runs))
        start = printed_letters.find(wanted, start + 1)
    return ()


def _part(line: Line, start: int, end: int) -> Box:
    """The box of a line's letters from ``start`` to ``end``."""
    point = (line.box.x1 - line.box.x0) / width(line.text)
    left = line.box.x0 + point * width(line.text[:start])
    return replace(line.box, x0=left, x1=left + point * width(line.text[start:end]))


def width(text: str) -> float:
    """The width of a text in letters, narrow ones counted as half."""
    return sum(0.5 if character in " .,:;'!|iIjlft()-/" else 1.2 if character in "MWmw%" else 1.0 for character in text)


def flat(text: str) -> str:
    """The text in one line, its spaces folded."""
    return " ".join(text.split())


class Grid:
    """A table's cells by place: merged cells are found at every row and column that they cover."""

    def __init__(
        self,
        table: Table,
        header_rows: tuple[int, ...] | None = None,
        borrowed: tuple[tuple[str, ...], ...] | None = None,
    ) -> None:
        self.table = table
        self._borrowed = borrowed
        self._at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    self._at.setdefault((row, col), cell)
        self.header_rows = self._leading_headers() if header_rows is None else header_rows

    def over(self, table: Table) -> Grid:
        """The same headings over a table with the same rows and columns."""
        return Grid(table, self.header_rows, self._borrowed)

    def _leading_headers(self) -> tuple[int, ...]:
        """The rows of the first run of header rows; later ones repeat it or head another part."""
        rows: list[int] = []
        for row, kind in enumerate(self.table.row_kinds):
            if kind == "header":
                rows.append(row)
            elif rows:
                break
        return tuple(rows)

    def at(self, row: int, col: int) -> Cell | None:
        return self._at.get((row, col))

    @property
    def columns(self) -> int:
        return self.table.columns

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The rows that are neither header nor section."""
        return tuple(row for row, kind in enumerate(self.table.row_kinds) if kind == "body" and not self.is_header(row))

    def is_header(self, row: int) -> bool:
        """Whether a row is a header row, or repeats the words of one as on a new page."""
        return self.table.row_kinds[row] == "header" or row in self.header_rows or self._repeats_headings(row)

    def _repeats_headings(self, row: int) -> bool:
        """Whether several cells of a row hold nothing but words of the headings."""
        texts = [text for cell in self.table.row(row) if (text := flat(cell.text))]
        return len(texts) > 1 and all(set(text.casefold().split()) <= self._heading_words for text in texts)

    @cached_property
    def _heading_words(self) -> frozenset[str]:
        paths = (path for col in range(self.columns) for path in self.heading(col))
        return frozenset(word for heading in paths for word in heading.casefold().split())

    def heading(self, col: int) -> tuple[str, ...]:
        """The path of header texts over a column, outermost first, without repeats; borrowed where it has none."""
        if self._borrowed is not None:
            return self._borrowed[col] if col < len(self._borrowed) else ()
        path: list[str] = []
        seen: set[int] = set()
        for row in self.header_rows:
            cell = self.at(row, col)
            if cell is not None and id(cell) not in seen and flat(cell.text):
                seen.add(id(cell))
                path.append(flat(cell.text))
        return tuple(path)

    def cells_in(self, col: int) -> tuple[Cell, ...]:
        """The body cells of a column that span no other column, each once."""
        found: dict[int, Cell] = {}
        for row in self.body:
            cell = self.at(row, col)
            if cell is not None and cell.colspan == 1:
                found.setdefault(id(cell), cell)
        return tuple(found.values())
