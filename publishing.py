"""The audit report: the site of outputs/ with pictures of the pages from extract/."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from .extract.pdfium import Unreadable
from .extract.picture import plain_pages
from .outputs.site import NoPictures, SiteMade, write_site
from .outputs.store import StoredDocument, StoreReader
from .records import PagePicture


def publish(store: StoreReader, folder: Path) -> SiteMade:
    """Write the site of all results.

    Raises:
        SiteError: the folder holds something else, or cannot be written.
        StoreError: the results cannot be read.
    """
    return write_site(store, folder, _pictures)


def _pictures(document: StoredDocument, pages: Sequence[int]) -> Iterator[PagePicture]:
    """The pages of a document as it was read: a file that has changed since would show other figures."""
    path = Path(document.path)
    if path.suffix.lower() != ".pdf":
        raise NoPictures(f"{path} is text, which has no pages to show")
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NoPictures(f"{path} cannot be opened ({error.strerror}), so its pages are not shown") from error
    if digest != document.sha256:
        raise NoPictures(f"{path} has changed since it was read, so its pages are not shown; run again")
    try:
        yield from plain_pages(path, pages)
    except Unreadable as error:
        raise NoPictures(str(error)) from error
