"""The pictures of a document's pages: which are drawn, and the page of the site that shows each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...records import PagePicture
from ..store import StoredDocument
from . import names
from .pages import Pages
from .spots import Marked, Pictured, by_page, drawn_on

Draw = Callable[[StoredDocument, Sequence[int]], Iterator[PagePicture]]
"""Draws some pages of a document; raises ``NoPictures`` where its file is not to be had."""


class NoPictures(Exception):
    """The pages of a document cannot be drawn; one line that says why."""


def draw_pages(pages: Pages, draw: Draw, document: StoredDocument, marks: Sequence[Marked]) -> tuple[Pictured, str]:
    """Draw each page on which something is marked, and write the page that shows it.

    Args:
        pages: writes them.
        draw: draws them.
        document: whose they are.
        marks: what stands on them.

    Returns:
        The pages that have a picture, and where some have none, why.
    """
    slug, marked = document.document, by_page(marks)
    sizes = {}
    why = ""
    try:
        for picture in draw(document, list(marked)) if marked else ():
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
    except NoPictures as error:
        why = f"{slug}: {error}"
    return Pictured(slug, sizes), why
