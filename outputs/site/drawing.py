"""Where the figures of a document stand: pictures of its pages, or the lines of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ...records import PagePicture
from ..store import StoredDocument
from . import names
from .pages import Pages
from .spots import Marked, PageSize, Pictured, by_page, drawn_on

_LONGEST_PAGE = 300_000  # characters of a text, with those around each line
_AROUND_A_LINE = 60


class NoPictures(Exception):
    """The pages of a document cannot be shown; one line that says why."""


class Papers(Protocol):
    """The reports as they were published."""

    def is_text(self, document: StoredDocument) -> bool:
        """Whether a document is text, which has lines instead of pages."""

    def lines(self, document: StoredDocument) -> Iterator[tuple[int, str]]:
        """The lines of a text with their numbers; raises ``NoPictures`` where its file is not to be had."""

    def pictures(self, document: StoredDocument, pages: Sequence[int]) -> Iterator[PagePicture]:
        """Some pages of a document, drawn; raises ``NoPictures`` likewise."""


def show_pages(pages: Pages, papers: Papers, document: StoredDocument, marks: Sequence[Marked]) -> tuple[Pictured, str]:
    """Write the pages that show where the figures of a document stand.

    Args:
        pages: writes them.
        papers: the reports themselves.
        document: which of them.
        marks: what stands on its pages.

    Returns:
        What is shown of it and, where something is not, why.
    """
    shown = Pictured(document.document, is_text=papers.is_text(document))
    try:
        if shown.is_text:
            shown.first_lines = _write_lines(pages, papers, document, marks)
        else:
            shown.sizes = _draw(pages, papers, document, marks)
    except NoPictures as error:
        return shown, f"{document.document}: {error}"
    return shown, ""


def _write_lines(pages: Pages, papers: Papers, document: StoredDocument, marks: Sequence[Marked]) -> tuple[int, ...]:
    """Write the lines of a text, and return the first of each page of them."""
    told = {int(spot.box.top): marked.label for marked in marks for spot in marked.spots}
    parts: list[list[tuple[int, str]]] = [[]]
    size = 0
    for number, text in papers.lines(document):
        size += len(text) + _AROUND_A_LINE
        if size > _LONGEST_PAGE and parts[-1]:
            parts.append([])
            size = 0
        parts[-1].append((number, text))
    for part, lines in enumerate(parts, 1):
        base = names.lines_of(document.document)
        facts = {"base": base, "part": part, "parts": len(parts), "lines": lines, "told": told}
        pages.write(names.list_page(base, part), "lines.html", document=document, **facts)
    return tuple(lines[0][0] for lines in parts if lines)


def _draw(pages: Pages, papers: Papers, document: StoredDocument, marks: Sequence[Marked]) -> dict[int, PageSize]:
    """Draw each page on which something is marked, and write the page that shows it."""
    slug, marked = document.document, by_page(marks)
    sizes = {}
    for picture in papers.pictures(document, list(marked)) if marked else ():
        sizes[picture.page] = (picture.width, picture.height)
        pages.write_bytes(names.picture_of_page(slug, picture.page), picture.image)
        pages.write(
            names.page_of_document(slug, picture.page),
            "page.html",
            document=document,
            picture=picture,
            image=f"{picture.page}.webp",
            drawn=list(drawn_on(picture.page, marked[picture.page])),
        )
    return sizes
