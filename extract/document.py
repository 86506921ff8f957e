"""A whole document: page after page, tables stitched, prose under its headings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from ..records import Extract, PageSize, Passage, Problem, Table
from .breaks import heads_for, rest_of, with_beginning
from .care import Care, no_search_for_cycles
from .crossings import crossings
from .furniture import MarginLine
from .ink import PageInk, Word
from .lines import rows_of_words, words_in
from .opinions import Engine, sheets_by
from .outline import Block, box_of, outline
from .packed import Packed, packed
from .pdfium import PdfFile, Unreadable
from .prose import Paragraph, body_size, paragraphs_of
from .sheet import Sheet, outside_of
from .stitch import Joined, goes_on, joined
from .unread import is_scan, unread

# Running heads and feet stand in these parts of the page's height.
_MARGIN = 0.12
# Letters of prose that tell the size of running text.
_ENOUGH_PROSE = 100


def read(
    path: Path, *, engine: Engine = "scrutiny", pages: Sequence[int] | None = None, care: Care | None = None
) -> Extract:
    """Read a PDF's tables and prose.

    Args:
        path: the file.
        engine: who cuts the pages into cells; the other readers are slower second opinions.
        pages: page numbers to read, from 1; all by default.
        care: when to stop, and which pages to leave out.

    Returns:
        Tables stitched over page breaks and passages, in reading order.

    Raises:
        Unreadable: the file is no PDF, is damaged, locked, or empty.
    """
    return _numbered(_read(path, engine, pages, care or Care()))


def read_parts(
    path: Path, *, engine: Engine = "scrutiny", pages: Sequence[int] | None = None, care: Care | None = None
) -> tuple[Sequence[Table], tuple[Problem, ...]]:
    """Read the tables of each page by itself, not stitched over page breaks.

    Args:
        path: the file.
        engine: who cuts the pages into cells.
        pages: page numbers to read, from 1; all by default.
        care: when to stop, and which pages to leave out.

    Returns:
        A table for each part that a page shows, with one box and numbered from 1, page after page from the
        top down; and what could not be read.

    Raises:
        Unreadable: as for ``read``.
    """
    reading = _read(path, engine, pages, care or Care())
    places = sorted(
        (sheet.page, sheet.box.top, sheet.box.x0, of_block, of_sheet)
        for of_block, block in enumerate(reading.blocks)
        for of_sheet, sheet in enumerate(_sheets(block))
    )
    parts = (_sheets(reading.blocks[of_block])[of_sheet] for *_, of_block, of_sheet in places)
    return packed(part.as_table(number) for number, part in enumerate(parts, 1)), tuple(reading.problems)


def _sheets(block: Block) -> Sequence[Sheet]:
    """The parts of a table, one for each page that it is on; of a paragraph none."""
    return () if isinstance(block, Paragraph) else block


def _read(path: Path, engine: Engine, pages: Sequence[int] | None, care: Care) -> _Reading:
    """Take in one page after another; what one page brings up costs the others nothing."""
    reading = _Reading(path, engine)
    with PdfFile(path) as file:
        for number in sorted(pages) if pages is not None else range(1, len(file) + 1):
            if not 1 <= number <= len(file):
                raise Unreadable(f"there is no page {number}; the document has {len(file)}")
            if number in care.left_out:
                reading.problems.append(Problem("extract", care.left_out[number], page=number))
                continue
            if monotonic() > care.until:
                message = f"time ran out: pages {number} to {len(file)} were not read; raise --timeout"
                reading.problems.append(Problem("extract", message, page=number))
                break
            care.on_page(number)
            try:
                with no_search_for_cycles():
                    reading.add(_ink(file, number, reading.problems))
            except Unreadable as fault:
                reading.problems.append(Problem("extract", str(fault), page=number))
            except MemoryError:
                message = "the page needs more memory than there is: it was not read; raise --memory"
                reading.problems.append(Problem("extract", message, page=number))
            except Exception as fault:  # noqa: BLE001 - whatever one odd page brings up, the others are read
                message = f"a fault of scrutiny, please report it: {type(fault).__name__}: {fault}"
                reading.problems.append(Problem("extract", message, page=number))
    care.on_page(None)  # what follows is no page's work, and long for a document of thousands
    reading.end()
    return reading


def _ink(file: PdfFile, number: int, problems: list[Problem]) -> PageInk:
    """The ink of a page; that of a scanned one is seen in its picture."""
    ink = file.page(number)
    if not is_scan(ink):
        return ink
    from .scans import read_scan  # what it needs is slow to load, and few pages are scans

    read, doubts = read_scan(ink, lambda scale: file.picture(number, scale))
    problems += doubts
    return read


@dataclass(slots=True)
class _Page:
    """What is kept of a page until the next one has been seen."""

    size: PageSize
    sheets: tuple[Sheet, ...]
    ink: PageInk
    margins: tuple[MarginLine, ...]


@dataclass(slots=True)
class _Reading:
    """The document as read so far; holds the ink of two pages at most.

    ``blocks`` are in reading order; those from the page on where a table is still open wait in ``_waiting``.
    """

    path: Path
    engine: Engine
    sizes: list[PageSize] = field(default_factory=list)
    blocks: Packed[Block] = field(default_factory=Packed)
    letters: Counter[float] = field(default_factory=Counter)
    all_letters: Counter[float] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    _held: _Page | None = None
    _before: tuple[MarginLine, ...] = ()
    _open: list[Sheet] | None = None
    _inner: list[Sheet] | None = None
    _waiting: list[Block] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)

    def add(self, ink: PageInk) -> None:
        if self._held is not None and self._held.size.page != ink.number - 1:
            # The page between was not read: nothing goes on over it.
            self.end()
            self._before, self._open = (), None
        self.sizes.append(PageSize(ink.number, ink.width, ink.height))
        before = self._held.sheets[-1] if self._held is not None and self._held.sheets else None
        sheets, problems = sheets_by(self.engine, self.path, ink, before)
        self.problems += problems
        page = _Page(self.sizes[-1], sheets, ink, _margin_lines(ink))
        if self._held is not None:
            self._settle(self._held, page)
        self._held = page

    def end(self) -> None:
        """Take in the last page too."""
        if self._held is not None:
            self._settle(self._held, None)
            self._held = None
        self._take(self._waiting)
        self._waiting = []

    def _settle(self, page: _Page, after: _Page | None) -> None:
        """Take a page in, now that its neighbours tell what is page furniture."""
        beside = (*self._before, *(after.margins if after is not None else ()))
        furniture = [line for line in page.margins if line.runs_on(beside)]
        self._before = page.margins
        outside, running = _outside_tables(page, furniture, self._told)
        rest, heads = self._rest_on(page, outside), _heads_on(page, after, outside)
        pieces = [piece for piece in (rest, heads) if piece is not None]
        if pieces:
            page.sheets = tuple(sorted((*page.sheets, *pieces), key=lambda sheet: (sheet.box.top, sheet.box.x0)))
            outside = outside_of(pieces, outside)
        longer = _with_beginning(page, after, outside)
        if longer is not None:
            page.sheets = (*page.sheets[:-1], longer)
            outside = outside_of([longer], outside)
        self.problems += [Problem("extract", fault, page=page.size.page) for fault in page.ink.faults]
        self.words.update(words_in(" ".join([word.text for word in page.ink.words])))
        for size, letters in _letters_by_size(page.ink.words).items():
            self.all_letters[_half_point(size)] += letters
        self.problems += unread(page.ink, outside)
        self._place_sheets(page, outside, rest)
        tables = [sheet.box for sheet in page.sheets]
        for paragraph in paragraphs_of(page.ink, outside, tables):
            if not paragraph.bold:
                self.letters[_half_point(paragraph.size)] += len(paragraph.text)
            self._waiting.append(paragraph)
        self._waiting += [replace(paragraph, running=True) for paragraph in paragraphs_of(page.ink, running, tables)]
        self._take_what_is_closed()

    def body_size(self) -> float:
        """The size of running text, which is not bold; where there is hardly any, that of all text."""
        prose = sum(self.letters.values())
        return body_size(self.letters if prose > _ENOUGH_PROSE else self.all_letters)

    def _take_what_is_closed(self) -> None:
        """Take the blocks of the pages before that on which a table begins that may go on."""
        open_from = self._open[0].page if self._open is not None else math.inf
        self._take([block for block in self._waiting if box_of(block).page < open_from])
        self._waiting = [block for block in self._waiting if box_of(block).page >= open_from]

    def _take(self, blocks: Iterable[Block]) -> None:
        for block in sorted(blocks, key=_place):
            self.blocks.append(block)

    def _rest_on(self, page: _Page, outside: Sequence[Word]) -> Sheet | None:
        """What the page has of the table that is open, where that is too little for a table."""
        if self._open is None:
            return None
        end = page.sheets[0].box.top if page.sheets else page.size.height
        rest = rest_of(self._open[-1], page.ink, outside, end)
        return rest if rest is not None and goes_on(self._open, rest) else None

    def _place_sheets(self, page: _Page, outside: Sequence[Word], rest: Sheet | None) -> None:
        for index, sheet in enumerate(page.sheets):
            first = index == 0 or (index == 1 and rest is not None)
            at_top = first and not any(w.middle < sheet.box.top for w in outside)
            may_go_on = (self._open, self._inner) if at_top else ()
            on = next((table for table in may_go_on if table is not None and goes_on(table, sheet)), None)
            if on is not None:
                on.append(sheet)
            else:
                self._open = [sheet]
                self._waiting.append(self._open)
            self._place_nested(sheet, on is not None)
        last = page.sheets[-1] if page.sheets else None
        if last is None or any(w.middle > last.box.bottom for w in outside):
            self._open = None

    def _place_nested(self, sheet: Sheet, on: bool) -> None:
        """Tables in the cells of another; the first goes on from the page before where the row around it does."""
        for index, inner in enumerate(sheet.nested):
            same_row = on and not index and not ("header" in inner.kinds and inner.row_heads)
            if same_row and self._inner is not None and goes_on(self._inner, inner):
                self._inner.append(inner)
                continue
            self._inner = [inner]
            self._waiting.append(self._inner)
        if not sheet.nested:
            self._inner = None


def _heads_on(page: _Page, after: _Page | None, outside: Sequence[Word]) -> Sheet | None:
    """The headings at the foot of a page of the table with which the next page begins."""
    if after is None or not after.sheets or _words_above(after, after.sheets[0].box.top):
        return None
    start = max((sheet.box.bottom for sheet in page.sheets), default=0.0)
    return heads_for(after.sheets[0], page.ink, outside, start)


def _with_beginning(page: _Page, after: _Page | None, outside: Sequence[Word]) -> Sheet | None:
    """The last table of a page with the lines under it, where the next page goes on in its columns."""
    if after is None or not page.sheets or all(w.middle < page.sheets[-1].box.bottom for w in outside):
        return None
    last, first = page.sheets[-1], after.sheets[0] if after.sheets else None
    end = first.box.top if first is not None else after.size.height
    above = _words_above(after, end)
    goes = goes_on([last], first) if first is not None and not above else rest_of(last, after.ink, above, end)
    return with_beginning(last, page.ink, outside) if goes else None


def _words_above(page: _Page, height: float) -> list[Word]:
    """The words of a page above a height, but for those near its edges, which may be running heads."""
    near = {id(word) for line in page.margins for word in line.words}
    return [w for w in page.ink.words if w.middle < height and id(w) not in near]


def _place(block: Block) -> tuple[int, float, float]:
    box = box_of(block)
    return box.page, box.top, box.x0


def _letters_by_size(words: Iterable[Word]) -> Counter[float]:
    found: Counter[float] = Counter()
    for word in words:
        found[word.size] += len(word.text)
    return found


def _half_point(size: float) -> float:
    return round(size * 2) / 2


def _margin_lines(ink: PageInk) -> tuple[MarginLine, ...]:
    """The lines near the upper and lower edge of a page."""
    near = [w for w in ink.words if w.angle == 0 and not _MARGIN * ink.height < w.middle < (1 - _MARGIN) * ink.height]
    return tuple(MarginLine.of(row, ink.number) for row in rows_of_words(near))


def _outside_tables(page: _Page, running: Sequence[MarginLine], told: set[str]) -> tuple[list[Word], list[Word]]:
    """Words of prose, and those of running heads and feet not told before; both in no table."""
    words = outside_of(page.sheets, page.ink.words)
    outside = {id(w) for w in words}
    dropped: set[int] = set()
    kept: list[Word] = []
    for line in running:
        own = [w for w in line.words if id(w) in outside]
        dropped |= {id(w) for w in own}
        if line.mould not in told:
            told.add(line.mould)
            kept += own
    return [w for w in words if id(w) not in dropped], kept


def _numbered(reading: _Reading) -> Extract:
    """Number tables and passages, and set each under its headings."""
    blocks = reading.blocks
    tables: Packed[Table] = Packed()
    passages: Packed[Passage] = Packed()
    for order, (block, standing) in enumerate(zip(blocks, outline(blocks, reading.body_size()), strict=True)):
        if isinstance(block, Paragraph):
            passages.append(_passage(block, len(passages) + 1, order, standing.level, standing.above))
        else:
            above = (*standing.above, *block[0].row_heads)
            table = _table(joined(block, reading.words), len(tables) + 1, order, above)
            reading.problems += crossings(table)
            tables.append(table)
    return Extract(tuple(reading.sizes), tables.done(), passages.done(), tuple(reading.problems))


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
        engine=whole.engine,
        confidence=whole.confidence,
        reasons=whole.reasons,
    )
