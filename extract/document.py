"""A whole document: page after page, tables stitched, prose under its headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..records import Extract, PageSize, Passage, Problem, Table
from .ink import PageInk, Word
from .lines import join_words, rows_of_words, words_in
from .opinions import Engine, sheets_by
from .pdfium import PdfFile, Unreadable
from .prose import Look, Paragraph, body_size, heading_levels, heads, is_larger, look_of, paragraphs_of
from .sheet import Sheet
from .stitch import Joined, goes_on, joined
from .unread import unread

# Running heads and feet stand in these parts of the page's height.
_MARGIN = 0.12


def read(path: Path, *, engine: Engine = "scrutiny", pages: Sequence[int] | None = None) -> Extract:
    """Read a PDF's tables and prose.

    Args:
        path: the file.
        engine: who cuts the pages into cells; the other readers are slower second opinions.
        pages: page numbers to read, from 1; all by default.

    Returns:
        Tables stitched over page breaks and passages, in reading order.

    Raises:
        Unreadable: the file is no PDF, is damaged, locked, or empty.
    """
    reading = _Reading(path, engine)
    with PdfFile(path) as file:
        for number in pages if pages is not None else range(1, len(file) + 1):
            if not 1 <= number <= len(file):
                raise Unreadable(f"there is no page {number}; the document has {len(file)}")
            try:
                reading.add(file.page(number))
            except Unreadable as fault:
                reading.problems.append(Problem("extract", str(fault), page=number))
    return reading.finish()


@dataclass(slots=True)
class _Page:
    """What is kept of a page until the next one has been seen."""

    size: PageSize
    sheets: tuple[Sheet, ...]
    ink: PageInk
    margins: frozenset[tuple[str, int]]


@dataclass(slots=True)
class _Placed:
    """A block with its place: page and height on it."""

    page: int
    top: float
    left: float
    block: list[Sheet] | Paragraph


@dataclass(slots=True)
class _Reading:
    """The document as read so far; holds the ink of two pages at most."""

    path: Path
    engine: Engine
    sizes: list[PageSize] = field(default_factory=list)
    placed: list[_Placed] = field(default_factory=list)
    letters: Counter[float] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    _held: _Page | None = None
    _before: frozenset[tuple[str, int]] = frozenset()
    _open: list[Sheet] | None = None
    _told: set[str] = field(default_factory=set)

    def add(self, ink: PageInk) -> None:
        self.sizes.append(PageSize(ink.number, ink.width, ink.height))
        before = self._held.sheets[-1] if self._held is not None and self._held.sheets else None
        sheets, problems = sheets_by(self.engine, self.path, ink, before)
        self.problems += problems
        page = _Page(self.sizes[-1], sheets, ink, _margin_lines(ink))
        if self._held is not None:
            self._settle(self._held, page.margins)
        self._held = page

    def finish(self) -> Extract:
        if self._held is not None:
            self._settle(self._held, frozenset())
        return _numbered(self)

    def _settle(self, page: _Page, after: frozenset[tuple[str, int]]) -> None:
        """Take a page in, now that its neighbours tell what is page furniture."""
        furniture = page.margins & (self._before | after)
        self._before = page.margins
        outside, running = _outside_tables(page, furniture, self._told)
        for word in page.ink.words:
            self.words.update(words_in(word.text))
        self.problems += unread(page.ink, outside)
        self._place_sheets(page, outside)
        for paragraph in paragraphs_of(page.ink, outside):
            self.letters[round(paragraph.size * 2) / 2] += len(paragraph.text)
            self._place(paragraph)
        for paragraph in paragraphs_of(page.ink, running):
            self._place(replace(paragraph, running=True))

    def _place(self, paragraph: Paragraph) -> None:
        box = paragraph.box
        self.placed.append(_Placed(box.page, box.top, box.x0, paragraph))

    def _place_sheets(self, page: _Page, outside: Sequence[Word]) -> None:
        for index, sheet in enumerate(page.sheets):
            at_top = index == 0 and not any(w.middle < sheet.box.top for w in outside)
            if at_top and self._open is not None and goes_on(self._open, sheet):
                self._open.append(sheet)
                continue
            self._open = [sheet]
            self.placed.append(_Placed(page.size.page, sheet.box.top, sheet.box.x0, self._open))
        last = page.sheets[-1] if page.sheets else None
        if last is None or any(w.middle > last.box.bottom for w in outside):
            self._open = None


def _margin_lines(ink: PageInk) -> frozenset[tuple[str, int]]:
    """Lines near the upper and lower edge, with figures made alike, and where they stand."""
    near = [w for w in ink.words if w.angle == 0 and not _MARGIN * ink.height < w.middle < (1 - _MARGIN) * ink.height]
    return frozenset((re.sub(r"\d+", "#", join_words(row)), round(row[0].bottom / 4)) for row in rows_of_words(near))


def _outside_tables(
    page: _Page, furniture: frozenset[tuple[str, int]], told: set[str]
) -> tuple[list[Word], list[Word]]:
    """Words of prose, and those of running heads and feet not told before; both in no table."""
    words = [w for w in page.ink.words if not any(sheet.holds(w) for sheet in page.sheets)]
    if not furniture:
        return words, []
    height = page.ink.height
    near = [w for w in words if w.angle == 0 and not _MARGIN * height < w.middle < (1 - _MARGIN) * height]
    dropped: set[int] = set()
    kept: list[Word] = []
    for row in rows_of_words(near):
        line = (re.sub(r"\d+", "#", join_words(row)), round(row[0].bottom / 4))
        if line in furniture:
            dropped |= {id(w) for w in row}
            if line[0] not in told:
                told.add(line[0])
                kept += row
    return [w for w in words if id(w) not in dropped], kept


def _numbered(reading: _Reading) -> Extract:
    """Number tables and passages, and set each under its headings."""
    body = body_size(reading.letters)
    blocks = sorted(reading.placed, key=lambda p: (p.page, p.top, p.left))
    told = [_heading_of(blocks, index, body) for index in range(len(blocks))]
    levels = heading_levels(heading.look for heading in told if heading)
    tables: list[Table] = []
    passages: list[Passage] = []
    path: list[tuple[int, str]] = []
    for order, (placed, heading) in enumerate(zip(blocks, told, strict=True)):
        level = levels[heading.look] if heading else 0
        if heading:
            path = [entry for entry in path if entry[0] < level]
        above = tuple(text for _, text in path)
        if isinstance(placed.block, Paragraph):
            passages.append(_passage(placed.block, len(passages) + 1, order, level, above))
        else:
            tables.append(_table(joined(placed.block, reading.words), len(tables) + 1, order, above))
        if heading:
            path.append((level, heading.text))
    return Extract(tuple(reading.sizes), tuple(tables), tuple(passages), tuple(reading.problems))


@dataclass(frozen=True, slots=True)
class _Heading:
    """A text that heads what follows, and the look by which its level is told."""

    text: str
    look: Look


def _heading_of(blocks: Sequence[_Placed], index: int, body: float) -> _Heading | None:
    """The heading that a block is, or (a banner over boxes) holds in its first cell."""
    placed = blocks[index]
    block = placed.block
    if not isinstance(block, Paragraph):
        return _banner(block[0], body)
    if block.running or not heads(block.size, block.bold, block.text, body):
        return None
    following = next((p for p in blocks[index + 1 :] if not (isinstance(p.block, Paragraph) and p.block.running)), None)
    ends_page = following is None or following.page > placed.page
    # Nothing is headed at the foot of a page; larger letters may still be a title page's.
    if ends_page and not is_larger(block.size, body):
        return None
    return _Heading(block.text, look_of(block.size, block.bold))


def _banner(sheet: Sheet, body: float) -> _Heading | None:
    """Large words in a cell across the top of a table."""
    first = sheet.row(0)
    if len(first) != 1 or not first[0].lines:
        return None
    line = first[0].lines[0]
    if not (line.bold and is_larger(line.size, body) and heads(line.size, True, line.text, body)):
        return None
    return _Heading(line.text, look_of(line.size, line.bold))


def _passage(paragraph: Paragraph, number: int, order: int, level: int, headings: tuple[str, ...]) -> Passage:
    return Passage(
        number,
        order,
        paragraph.text,
        paragraph.box,
        level,
        headings,
        paragraph.size,
        paragraph.bold,
        paragraph.marks,
        paragraph.lines,
    )


def _table(whole: Joined, number: int, order: int, headings: tuple[str, ...]) -> Table:
    return Table(
        number,
        order,
        tuple(sorted(whole.cells, key=lambda cell: (cell.row, cell.col))),
        whole.kinds,
        whole.columns,
        whole.boxes,
        headings,
        confidence=whole.confidence,
        reasons=whole.reasons,
    )
