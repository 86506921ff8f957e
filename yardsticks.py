"""Rating rules by themselves: the key of one file, rules inferred from ratings, councils under each other's rules."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus import manifest
from .corpus.identify import Unidentified, report_for
from .corpus.manifest import Hints
from .records import ReadKey
from .rules.key_scheme import read_key

if TYPE_CHECKING:
    from .extract import Engine


@dataclass(frozen=True, slots=True)
class KeyOfFile:
    """A document and the rating key that it prints, if any."""

    document: str
    key: ReadKey | None


def key_of_file(file: Path, hints: Hints, engine: Engine) -> KeyOfFile:
    """Read the rating key of one report.

    Args:
        file: the PDF.
        hints: its council and period, where its pages do not tell.
        engine: what to read it with.

    Raises:
        CorpusError: the file is no PDF.
        Unreadable: nothing can be read from it, or it does not tell whose it is and for when.
    """
    from . import extract

    found = manifest.find([file], hints)
    for failure in found.failures:
        raise failure
    source = found.sources[0]
    pages = extract.read(source.path, engine=engine)
    try:
        report = report_for(source, pages)
    except Unidentified as error:
        raise extract.Unreadable(str(error)) from error
    return KeyOfFile(report.document, read_key(report, pages))
