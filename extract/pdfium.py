"""One pass over a PDF page through pdfium's raw calls."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from .characters import words_of
from .glyphs import glyphs_of
from .ink import PageInk, Word
from .objects import strokes_of
from .paths import PageGeometry
from .pictures import Pictures

# pdfium keeps something of every page that it loaded until the file is closed, so it is opened anew now and then.
_MOST_HELD = 100


class Unreadable(Exception):
    """The file cannot be read as a PDF; the message says why and what to do."""


class PdfFile:
    """An open PDF; pages are read one at a time and closed again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pictures = Pictures()
        self._document = _open(path)
        self._read_since_opened = 0

    def __len__(self) -> int:
        return len(self._document)

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def page(self, number: int) -> PageInk:
        """Read one page, counted from 1.

        Raises:
            Unreadable: pdfium cannot load the page.
        """
        if self._read_since_opened == _MOST_HELD:
            self._document.close()
            self._document = _open(self._path)
            self._read_since_opened = 0
        self._read_since_opened += 1
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError as error:
            raise Unreadable(f"page {number} cannot be loaded ({error})") from error
        try:
            return self._read(page, number)
        finally:
            page.close()

    def picture(self, number: int, scale: float) -> NDArray[np.uint8]:
        """A page as it is shown, at so many pixels for each point: rows of red, green and blue."""
        page = self._document[number - 1]
        try:
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
            return np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
        finally:
            page.close()

    def _read(self, page: Any, number: int) -> PageInk:
        geometry = _geometry(page)
        strokes = strokes_of(page, geometry, self._pictures)
        words = _shown(words_of(glyphs_of(page), geometry), geometry)
        return PageInk(
            number,
            geometry.width,
            geometry.height,
            words,
            tuple(strokes.rules),
            tuple(strokes.fills),
            tuple(strokes.drawings),
            strokes.faults,
        )


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(path)
        pages = len(document)
    except pdfium.PdfiumError as error:
        raise Unreadable(_why_not(path, str(error))) from error
    if pages == 0:
        raise Unreadable("the PDF has no pages; get the file again from its publisher")
    return document


def _why_not(path: Path, error: str) -> str:
    if path.stat().st_size == 0:
        return "the file is empty; get it again from its publisher"
    if "password" in error.lower():
        return "the PDF is locked with a password; save a copy without one and read that"
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF" not in head:
        return "the file is not a PDF, whatever its name says; check what was downloaded"
    return "the PDF is damaged or cut short; get it again from its publisher"


def _geometry(page: Any) -> PageGeometry:
    x0, y0, x1, y1 = page.get_cropbox(fallback_ok=True)
    return PageGeometry(x0, y0, x1, y1, page.get_rotation() % 360)


def _shown(words: Iterable[Word], geometry: PageGeometry) -> tuple[Word, ...]:
    """The words that are not cut off with the margins of the sheet."""
    width, height = geometry.width, geometry.height
    return tuple([w for w in words if 0 <= (w.x0 + w.x1) / 2 <= width and 0 <= (w.top + w.bottom) / 2 <= height])
