"""Reports that survive only as text: the same tables and passages, with line numbers for places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..records import Box, Extract, PageSize, Passage, Problem, Table
from .lines import words_in
from .pdfium import Unreadable
from .textblocks import Block, Prose, Rows, blocks_of, mended
from .textcells import cells_of
from .textfile import BODY_SIZE, TextLine, lines_of_file
from .textrows import rows_of
from .texttables import Header, Part, TextTable, part_of

# Letters of a heading are that much larger for each level that it stands above the lowest.
_STEP, _LOWEST = 2.0, 7
_RUNNING_LENGTH = 60


def read_text(path: Path, pages: Sequence[int] | None = None) -> Extract:
    """Read the tables and prose of a text file.

    Args:
        path: the file.
        pages: page numbers to read, from 1; all by default.

    Returns:
        tables, put together over page breaks, and passages, in the order of the lines; places are
        lines of the file (``Extract.places``).

    Raises:
        Unreadable: the file is empty, too large or no text, or has no such page.
    """
    lines = lines_of_file(path)
    last = max(line.page for line in lines)
    if pages is not None and (missing := [page for page in pages if not 1 <= page <= last]):
        raise Unreadable(f"there is no page {missing[0]}; the document has {last}")
    wanted = [line for line in lines if pages is None or line.page in pages]
    blocks = blocks_of(wanted)
    words = _words(blocks)
    reading = _Reading(words, _running(blocks))
    for block in (mended(block, words) for block in blocks):
        reading.add(block)
    return reading.finish(tuple(_page_sizes(wanted)))


def _page_sizes(lines: Sequence[TextLine]) -> Iterator[PageSize]:
    """Width in characters, and the number of the page's last line."""
    for page in sorted({line.page for line in lines}):
        own = [line for line in lines if line.page == page]
        yield PageSize(page, float(max(len(line.text) for line in own)), float(own[-1].number + 1))


def _words(blocks: Sequence[Block]) -> Counter[str]:
    words: Counter[str] = Counter()
    for block in blocks:
        pieces = [piece for row in block.rows for piece in row] if isinstance(block, Rows) else block.pieces
        for piece in pieces:
            words.update(words_in(piece.text))
    return words


def _running(blocks: Sequence[Block]) -> frozenset[str]:
    """Short lines that stand next to tables again and again: heads and feet of pages."""
    beside: Counter[str] = Counter()
    for index, block in enumerate(blocks):
        near = (*blocks[max(0, index - 2) : index], *blocks[index + 1 : index + 3])
        if isinstance(block, Prose) and not block.level and len(block.text) <= _RUNNING_LENGTH:
            beside[_mould(block.text)] += any(isinstance(other, Rows) for other in near)
    return frozenset(mould for mould, count in beside.items() if count > 2)


def _mould(text: str) -> str:
    return "".join("0" if letter.isdigit() else letter for letter in text)


@dataclass(slots=True)
class _Reading:
    """A text while block after block is taken in."""

    words: Counter[str]
    running: frozenset[str]
    tables: list[tuple[int, tuple[str, ...], TextTable]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: list[Header] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    order: int = 0
    _open: TextTable | None = None
    _told: set[str] = field(default_factory=set)

    def add(self, block: Block) -> None:
        self.order += 1
        if isinstance(block, Rows):
            self._add_rows(block)
            return
        running = _mould(block.text) in self.running
        if running and _mould(block.text) in self._told:
            return
        if running:
            self._told.add(_mould(block.text))
        else:
            self._open = None
        self._add_prose(block)

    def _add_rows(self, block: Rows) -> None:
        part = part_of(block, self.known)
        for row in part.above:
            self._add_prose(Prose(tuple(piece for piece in row if piece.text)))
        if not part.body and not part.header.rows:
            return
        if self._open is not None and self._open.goes_on_in(part):
            self._open.parts.append(part)
            return
        if len(part.body) + len(part.header.rows) < 2 or part.columns < 2:
            for row in (*part.header.rows, *part.body):
                self._add_prose(Prose(tuple(piece for piece in row if piece.text)))
            return
        if part.header.rows:
            self.known.append(part.header)
        self._open = TextTable([part])
        self.tables.append((self.order, tuple(text for _, text in self.path), self._open))

    def _add_prose(self, block: Prose) -> None:
        if not block.pieces:
            return
        if block.level:
            self.path = [entry for entry in self.path if entry[0] < block.level]
        above = tuple(text for _, text in self.path)
        size = BODY_SIZE + _STEP * (_LOWEST + 1 - block.level if block.level else 0)
        lines = tuple(piece.line(0, size) for piece in block.pieces)
        box = _around([line.box for line in lines])[0]
        bold = all(piece.bold for piece in block.pieces)
        marks = tuple(mark for piece in block.pieces for mark in piece.marks)
        number = len(self.passages) + 1
        self.passages.append(Passage(number, self.order, block.text, box, block.level, above, size, bold, marks, lines))
        if block.level:
            self.path.append((block.level, block.text))

    def finish(self, sizes: tuple[PageSize, ...]) -> Extract:
        prose = [passage.text.lstrip("-•* ") for passage in self.passages]
        tables: list[Table] = []
        for order, headings, table in self.tables:
            rows = rows_of(table, self.words, prose)
            header, columns = table.header, table.parts[0].columns
            cells, kinds = cells_of(header, rows, columns)
            boxes = _around([box for cell in cells for box in cell.boxes])
            tables.append(
                Table(
                    len(tables) + 1, order, cells, kinds, columns, boxes, headings, "text", 0.8, _reasons(table.parts)
                )
            )
        return Extract(sizes, tuple(tables), tuple(self.passages), tuple(self.problems), places="lines")


def _reasons(parts: Sequence[Part]) -> tuple[str, ...]:
    told = ("columns are told by the signs between them",)
    return (*told, f"put together from {len(parts)} parts") if len(parts) > 1 else told


def _around(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """One box for each page around all on it."""
    found: dict[int, Box] = {}
    for box in boxes:
        found[box.page] = found[box.page].joined(box) if box.page in found else box
    return tuple(found[page] for page in sorted(found))
