"""Second opinions: what pdfplumber and camelot make of a page, in this project's records.

They are asked for a page whose first reading is doubtful and by ``--engine``. Neither tells header
rows from body rows, so every row of theirs is ``body``; what they print of a table is its grid, its
text and, with camelot, how sure it is.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pypdfium2

from ..records import Box, Cell, Problem, RowKind, Table

Flavor = Literal["lattice", "stream", "network", "hybrid"]

# A word that is a figure; the digits of a code, a quarter or a year are none.
_FIGURE = re.compile(r"[£(<>~+\-–−]*(\d+(?:,\d{3})*(?:\.\d+)?)(?:%|[a-z]{1,2})?[)*†]*", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")
# A cell with more words than this is running text: where its words stand tells nothing of figures.
_RUNNING = 5
_SAME_EDGE = 1.0  # points: edges nearer than this are one edge


class SecondOpinionFailed(Exception):
    """The other library could not read the page; the message says which one, where and why."""


def pdfplumber_tables(path: Path, page_number: int) -> tuple[Table, ...]:
    """The tables that pdfplumber finds on one page.

    Args:
        path: the PDF.
        page_number: the page, from 1.

    Returns:
        Tables from the top of the page down, ``number`` and ``order`` 0, boxes in points from the
        top left of the page as shown.

    Raises:
        SecondOpinionFailed: pdfplumber could not read the page.
    """

    def read(page_alone: bytes) -> tuple[Table, ...]:
        # Imported here: pdfplumber takes longer to load than most pages take to read.
        import pdfplumber

        with pdfplumber.open(io.BytesIO(page_alone)) as pdf:
            page = pdf.pages[0]
            left, top = page.bbox[:2]
            return tuple(_from_pdfplumber(found, page_number, left, top) for found in page.find_tables())

    return _ask("pdfplumber", read, path, page_number)


def camelot_tables(path: Path, page_number: int, flavor: Flavor = "lattice") -> tuple[Table, ...]:
    """The tables that camelot finds on one page.

    Args:
        path: the PDF.
        page_number: the page, from 1.
        flavor: camelot's method: ``lattice`` follows rules, the others the text.

    Returns:
        Tables in camelot's order, ``number`` and ``order`` 0, boxes in points from the top left of
        the page as shown.

    Raises:
        SecondOpinionFailed: camelot could not read the page.
    """

    def read(page_alone: bytes) -> tuple[Table, ...]:
        # Imported here: camelot loads OpenCV and pandas, about a second.
        from camelot.io import read_pdf

        width, height = _shown_size(page_alone)
        found = read_pdf(io.BytesIO(page_alone), pages="1", flavor=flavor, suppress_stdout=True)
        return tuple(_from_camelot(table, page_number, width, height) for table in found)

    return _ask(f"camelot {flavor}", read, path, page_number)


def disagreements(first: Table, second: Table) -> tuple[Problem, ...]:
    """Where two readings of a table differ in the figures that they found at the same spot.

    Cells that overlap are compared together, so a reading that merges two columns does not differ
    from one that keeps them apart as long as the same figures stand there. Figures within running
    text are not asked for.

    Args:
        first: one reading.
        second: another reading of the same page.

    Returns:
        A problem for each figure that only one of the two has, with its page and box, from the top
        down; none where the tables do not overlap.
    """
    said: list[Problem] = []
    for box, ours, theirs in _overlapping_groups(first, second):
        for reader, other, cells, others in ((first, second, ours, theirs), (second, first, theirs, ours)):
            told = Counter(_figures(cell for cell in cells if not _is_running(cell)))
            extra = told - Counter(_figures(others))
            said.extend(
                Problem(
                    "extract",
                    f"two readings differ: {reader.engine} reads {figure} here, {other.engine} does not",
                    box,
                    box.page,
                )
                for figure in extra.elements()
            )
    return tuple(said)


def _ask(engine: str, read: Callable[[bytes], tuple[Table, ...]], path: Path, page_number: int) -> tuple[Table, ...]:
    try:
        with _quiet():
            return read(_page_alone(path, page_number))
    except Exception as error:
        # Caught whole: on an odd page these libraries raise almost anything.
        reason = str(error).strip() or type(error).__name__
        raise SecondOpinionFailed(f"{engine} could not read page {page_number} of {path.name}: {reason}") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the libraries' warnings off the terminal: an empty page is an answer, not a warning."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "camelot", "playa")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _page_alone(path: Path, page_number: int) -> bytes:
    """A PDF of this page only, its paper cut to what is shown.

    Both libraries measure from the edge of the paper, and camelot's picture from the edge of what is
    shown; in this copy the two are one, so that boxes stand where a reader sees them.
    """
    source = pypdfium2.PdfDocument(path)
    try:
        alone = pypdfium2.PdfDocument.new()
        try:
            alone.import_pages(source, [page_number - 1])
            page = alone[0]
            page.set_mediabox(*page.get_cropbox())
            written = io.BytesIO()
            alone.save(written)
            return written.getvalue()
        finally:
            alone.close()
    finally:
        source.close()


def _shown_size(page_alone: bytes) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(page_alone)
    try:
        width, height = document[0].get_size()
        return float(width), float(height)
    finally:
        document.close()


# -------------------------------------------------------------------------------- to our records


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell as a library gives it: its box and its text as printed, lines and all."""

    box: Box
    text: str


def _from_pdfplumber(found: Any, page_number: int, left: float, top: float) -> Table:
    cells = [
        _Found(Box(page_number, x0 - left, y0 - top, x1 - left, y1 - top), text or "")
        for row, texts in zip(found.rows, found.extract(), strict=True)
        for (x0, y0, x1, y1), text in ((box, text) for box, text in zip(row.cells, texts, strict=True) if box)
    ]
    return _table(cells, "pdfplumber", confidence=0.5, reason="pdfplumber does not say how sure it is")


def _from_camelot(found: Any, page_number: int, width: float, height: float) -> Table:
    def shown(x0: float, y0: float, x1: float, y1: float) -> Box:
        return _upright(found.rotation, page_number, width, height, (x0, y0, x1, y1))

    merged = [
        _Found(
            shown(
                min(c.x1 for c in group), min(c.y1 for c in group), max(c.x2 for c in group), max(c.y2 for c in group)
            ),
            "\n".join(cell.text for cell in group if cell.text.strip()),
        )
        for group in _merged(found.cells)
    ]
    accuracy = float(found.parsing_report["accuracy"])
    return _table(
        merged, f"camelot {found.flavor}", confidence=accuracy / 100, reason=f"camelot's accuracy is {accuracy:.0f} %"
    )


def _upright(turned: str, page: int, width: float, height: float, box: tuple[float, float, float, float]) -> Box:
    """A box measured from the bottom left of a page that camelot turned so that its text runs across."""
    x0, y0, x1, y1 = box
    if turned == "anticlockwise":
        return Box(page, width - y1, height - x1, width - y0, height - x0)
    if turned == "clockwise":
        return Box(page, y0, x0, y1, x1)
    return Box(page, x0, height - y1, x1, height - y0)


def _merged(grid: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Camelot's grid cells in groups with no rule between them, in reading order."""
    group_of: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, cells in enumerate(grid):
        for col, cell in enumerate(cells):
            group = [(row, col)]
            for open_side, before in ((not cell.left, (row, col - 1)), (not cell.top, (row - 1, col))):
                neighbours = group_of.get(before, [])
                if open_side and neighbours is not group:
                    group = neighbours + group
            for place in group:
                group_of[place] = group
    groups = {id(group): group for group in group_of.values()}
    return [[grid[row][col] for row, col in group] for group in groups.values()]


def _table(found: Sequence[_Found], engine: str, confidence: float, reason: str) -> Table:
    """A table whose rows and columns are the edges at which its cells begin."""
    tops = _edges([cell.box.top for cell in found])
    lefts = _edges([cell.box.x0 for cell in found])
    cells = [
        Cell(
            row=_before(tops, cell.box.top + _SAME_EDGE) - 1,
            col=_before(lefts, cell.box.x0 + _SAME_EDGE) - 1,
            text=" ".join(cell.text.split()),
            boxes=(cell.box,),
            rowspan=max(1, _before(tops, cell.box.bottom - _SAME_EDGE) - _before(tops, cell.box.top + _SAME_EDGE) + 1),
            colspan=max(1, _before(lefts, cell.box.x1 - _SAME_EDGE) - _before(lefts, cell.box.x0 + _SAME_EDGE) + 1),
        )
        for cell in found
    ]
    row_kinds: tuple[RowKind, ...] = tuple("body" for _ in tops)
    around = found[0].box
    for cell in found[1:]:
        around = around.joined(cell.box)
    return Table(
        number=0,
        order=0,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        row_kinds=row_kinds,
        columns=len(lefts),
        boxes=(around,),
        engine=engine,
        confidence=confidence,
        reasons=(reason,),
    )


def _edges(values: Sequence[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _before(edges: Sequence[float], value: float) -> int:
    return sum(edge <= value for edge in edges)


# ------------------------------------------------------------------------------ comparing figures


def _figures(cells: Iterable[Cell]) -> list[str]:
    words = (word for cell in cells for word in cell.text.split())
    return [
        found[1].replace(",", "") for word in words if (found := _FIGURE.fullmatch(word)) and not _YEAR.fullmatch(word)
    ]


def _is_running(cell: Cell) -> bool:
    return sum(any(letter.isalpha() for letter in word) for word in cell.text.split()) > _RUNNING


def _overlapping_groups(first: Table, second: Table) -> list[tuple[Box, list[Cell], list[Cell]]]:
    """Groups of cells of both tables that lie over one another, from the top down."""
    groups: list[tuple[Box, list[Cell], list[Cell]]] = []
    others = list(_pieces(second))
    for cell, box in _pieces(first):
        beside = [piece for piece in others if piece[1].top < box.bottom and piece[1].bottom > box.top]
        ours, theirs = [cell], [other for other, other_box in beside if _overlap(box, other_box)]
        if not theirs:
            continue
        apart = []
        for group in groups:
            if any(cell in group[2] for cell in theirs):
                box = box.joined(group[0])
                ours = group[1] + ours
                theirs = group[2] + [cell for cell in theirs if cell not in group[2]]
            else:
                apart.append(group)
        groups = [*apart, (box, ours, theirs)]
    return sorted(groups, key=lambda group: (group[0].page, group[0].top, group[0].x0))


def _pieces(table: Table) -> Iterator[tuple[Cell, Box]]:
    for cell in table.cells:
        for box in cell.boxes:
            yield cell, box


def _overlap(one: Box, other: Box) -> bool:
    """Whether more than half of the smaller box lies in the other."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if one.page != other.page or across <= 0 or down <= 0:
        return False
    smaller = min((box.x1 - box.x0) * (box.bottom - box.top) for box in (one, other))
    return across * down > smaller / 2
