"""Pictures of pages: with what was read drawn over one, for a person to check at a glance, or plain."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from ..records import Box, Mark, PagePicture, Passage, RowKind, Table
from .pdfium import Unreadable

Colour = tuple[int, int, int]

_TABLE: Colour = (200, 0, 60)
_ROWS: dict[RowKind, Colour] = {"header": (120, 60, 200), "section": (0, 130, 120), "body": (30, 100, 220)}
_PASSAGE: Colour = (120, 120, 120)
_HEADING: Colour = (190, 110, 0)
_MARK: Colour = (220, 0, 200)
_MOST_PIXELS = 2400  # along the longer side
_TINT = 40  # of 255: the page must stay readable under it


def draw_page(
    path: Path, page: int, tables: Sequence[Table], passages: Sequence[Passage] = (), scale: float = 2.0
) -> bytes:
    """Draws what was read off one page over the page itself.

    Tables have a red frame; body cells are blue, header cells violet and section cells teal, each
    with its row and column; marks are pink; passages grey, headings among them brown.

    Args:
        path: the PDF.
        page: the page, from 1.
        tables: the tables of the document; those on other pages are left out.
        passages: its passages, likewise.
        scale: pixels per point.

    Returns:
        The picture as PNG.

    Raises:
        ValueError: the document has no such page.
    """
    picture = _rendered(path, page, scale).convert("RGBA")
    tint = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = _Pen(ImageDraw.Draw(tint), page, scale)
    for passage in passages:
        pen.frame(passage.box, _HEADING if passage.level else _PASSAGE, width=1)
        pen.marks(passage.marks)
    for table in tables:
        pen.cells(table)
        for box in table.boxes:
            pen.frame(box, _TABLE, width=3)
    written = io.BytesIO()
    Image.alpha_composite(picture, tint).convert("RGB").save(written, format="PNG")
    return written.getvalue()


def plain_pages(path: Path, pages: Iterable[int], scale: float = 1.6) -> Iterator[PagePicture]:
    """Pictures of some pages as they are shown, one at a time.

    Args:
        path: the PDF.
        pages: which, from 1; a page that the document has not is passed over.
        scale: pixels per point; a page of unusual size gets fewer, so that no picture grows without bound.

    Raises:
        Unreadable: the file is no PDF that can be opened.
    """
    with _opened(path) as document:
        for number in pages:
            if 1 <= number <= len(document):
                page = document[number - 1]
                width, height = page.get_size()
                fitted = min(scale, _MOST_PIXELS / max(width, height, 1.0))
                image = page.render(scale=fitted).to_pil().convert("RGB")
                page.close()
                written = io.BytesIO()
                image.save(written, format="WEBP", quality=60, method=2)
                yield PagePicture(number, width, height, written.getvalue())


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise Unreadable(f"{path}: its pages cannot be drawn ({error})") from error
    try:
        yield document
    finally:
        document.close()


def _rendered(path: Path, page: int, scale: float) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        if not 1 <= page <= len(document):
            raise ValueError(f"{path.name} has no page {page}; its pages are 1 to {len(document)}")
        image: Image.Image = document[page - 1].render(scale=scale).to_pil()
        return image
    finally:
        document.close()


class _Pen:
    """Draws in points on one page; boxes of other pages are passed over."""

    def __init__(self, draw: ImageDraw.ImageDraw, page: int, scale: float) -> None:
        self._draw = draw
        self._page = page
        self._scale = scale
        self._font = ImageFont.load_default(size=max(8.0, 5 * scale))

    def cells(self, table: Table) -> None:
        for cell in table.cells:
            colour = _ROWS[table.row_kinds[cell.row]]
            for box in cell.boxes:
                self.frame(box, colour, width=1, tinted=True)
                self._label(box, f"{cell.row},{cell.col}", colour)
            self.marks(cell.marks)

    def marks(self, marks: Sequence[Mark]) -> None:
        for mark in marks:
            self.frame(mark.box, _MARK, width=2)

    def frame(self, box: Box, colour: Colour, width: int, tinted: bool = False) -> None:
        if box.page == self._page:
            fill = (*colour, _TINT) if tinted else None
            self._draw.rectangle(self._pixels(box), fill=fill, outline=(*colour, 255), width=width)

    def _label(self, box: Box, text: str, colour: Colour) -> None:
        if box.page == self._page:
            left, top, _, _ = self._pixels(box)
            ground = self._draw.textbbox((left + 1, top), text, font=self._font)
            self._draw.rectangle(ground, fill=(255, 255, 255, 190))
            self._draw.text((left + 1, top), text, fill=(*colour, 255), font=self._font)

    def _pixels(self, box: Box) -> tuple[float, float, float, float]:
        left, right = sorted((box.x0 * self._scale, box.x1 * self._scale))
        top, bottom = sorted((box.top * self._scale, box.bottom * self._scale))
        return left, top, right, bottom
