"""The audit report: the site of outputs/ with pictures from extract/ and yardsticks from rules/."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from .extract import textfile
from .extract.pdfium import Unreadable
from .extract.picture import plain_pages
from .outputs.series import published
from .outputs.site import NoPictures, SiteMade, Yardstick, write_site
from .outputs.store import StoredDocument, StoreReader
from .outputs.wording import REASONS
from .records import Observation, PagePicture
from .rules import over_time
from .rules.comparison import bands_under
from .rules.definition import read
from .rules.polarity import PolarityDecided
from .rules.scheme import Scheme
from .yardsticks import polarities


def publish(store: StoreReader, folder: Path) -> SiteMade:
    """Write the site of all results.

    Raises:
        NotWritten: the folder holds something else, or cannot be written.
        StoreError: the results cannot be read.
    """
    last_days = published(store)

    def in_order(rows: Iterable[Observation]) -> Iterator[tuple[Observation, bool]]:
        ordered = over_time.in_order(rows, last_days)
        restated = over_time.restated_rows(ordered, last_days)
        return ((row, (row.document, row.seq) in restated) for row in ordered)

    return write_site(store, folder, _Files(), Rules(store).for_both, in_order)


class Rules:
    """The known rules, as yardsticks for two councils."""

    def __init__(self, store: StoreReader) -> None:
        self._store = store
        self._known = tuple(read(row.scheme, row.definition) for row in store.schemes() if row.kind != "inferred")

    def for_both(self, one: str, other: str) -> Yardstick | None:
        """The latest rule of the one council or, where none is known, of the other."""
        for council in (one, other):
            own = [scheme for scheme in self._known if scheme.council == council]
            if own:
                latest = max(own, key=lambda scheme: (scheme.valid_to or date.max, scheme.scheme))
                return _Common(self._store, latest)
        return None


class _Common:
    """A rule under which figures of any council are rated."""

    def __init__(self, store: StoreReader, scheme: Scheme) -> None:
        self._store = store
        self._scheme = scheme
        self._polarities: dict[str, Callable[[Observation], PolarityDecided]] = {}

    @property
    def name(self) -> str:
        return self._scheme.scheme

    def band(self, document: str, seq: int) -> str:
        row = next(self._store.observations(document=document, seq=seq))
        if document not in self._polarities:
            self._polarities[document] = polarities(self._store, document)
        rating = bands_under(row, self._scheme, self._polarities[document](row))
        reason = REASONS.get(rating.reason or "", "cannot be told")
        return " or ".join(rating.possible) or f"not rated ({reason})"


class _Files:
    """The reports as they were read: a file that has changed since would show other figures."""

    def is_text(self, document: StoredDocument) -> bool:
        return textfile.is_text(Path(document.path))

    def lines(self, document: StoredDocument) -> Iterator[tuple[int, str]]:
        path = self._unchanged(document)
        try:
            for number, pieces in groupby(textfile.lines_of_file(path), key=lambda line: line.number):
                yield number, " ".join(piece.text for piece in pieces)
        except (Unreadable, OSError) as error:
            raise NoPictures(str(error)) from error

    def pictures(self, document: StoredDocument, pages: Sequence[int]) -> Iterator[PagePicture]:
        path = self._unchanged(document)
        try:
            yield from plain_pages(path, pages)
        except Unreadable as error:
            raise NoPictures(str(error)) from error

    def _unchanged(self, document: StoredDocument) -> Path:
        path = Path(document.path)
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise NoPictures(f"{path} cannot be opened ({error.strerror}), so its pages are not shown") from error
        if digest != document.sha256:
            raise NoPictures(f"{path} has changed since it was read, so its pages are not shown; run again")
        return path
