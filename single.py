"""One report by itself, without a database: the layout and the rating key that are read off its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus import manifest
from .corpus.manifest import Hints
from .normalise import normalise
from .outputs.profile_text import profile_text
from .records import Extract, ReadKey, Report
from .rules.key_scheme import read_key
from .rules.keys import read_legend

if TYPE_CHECKING:
    from .extract import Engine


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """See to it that what cannot be read is named in the line that says so.

    Raises:
        Unreadable: with the file's name.
    """
    from .extract import Unreadable

    try:
        yield
    except Unreadable as error:
        if file.name in str(error):
            raise
        raise Unreadable(f"{file}: {error}") from error


def profile_of(file: Path, hints: Hints) -> str:
    """The layout profile of a report as it is read without one.

    Args:
        file: the PDF; a ``reports.csv`` beside it says what is known of it.
        hints: whose it is and when, where nothing else says so.

    Raises:
        CorpusError: the file is not there, or what is known of it is wrong.
        Unreadable: nothing can be read from it, or it does not tell whose it is and for when.
    """
    report, pages = _read(file, hints)
    legend = read_legend(pages)
    return profile_text(report, pages, legend, normalise(report, pages, legend))


def key_of_file(file: Path, hints: Hints, engine: Engine) -> tuple[str, ReadKey | None]:
    """The document that a file is, and the rating key that it prints, if any.

    Args:
        file: the PDF.
        hints: its council and period, where its pages do not tell.
        engine: what to read it with.

    Raises:
        CorpusError: the file is not there, or what is known of it is wrong.
        Unreadable: nothing can be read from it, or it does not tell whose it is and for when.
    """
    report, pages = _read(file, hints, engine)
    return report.document, read_key(report, pages)


def _read(file: Path, hints: Hints, engine: Engine = "scrutiny") -> tuple[Report, Extract]:
    from . import extract
    from .corpus.identify import Unidentified, report_for

    found = manifest.find([file], hints)
    for failure in found.failures:
        raise failure
    with naming(file):
        pages = extract.read(found.sources[0].path, engine=engine)
        try:
            return report_for(found.sources[0], pages), pages
        except Unidentified as error:
            raise extract.Unreadable(str(error)) from error
