"""Which text files of a folder are reports: conversions of them, not the notes that lie beside."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIXES = (".txt", ".text", ".md", ".markdown")

# Files about a folder, whatever they hold.
_ABOUT = re.compile(
    r"(read.?me|licen[cs]e|copying|notice|change.?log|history|authors|contributing|requirements|robots|index|todo|notes?)"
    r"([-_. ].*)?",
    re.IGNORECASE,
)
_PROBED = 4 * 1024 * 1024
# Two rows of a table: cells set apart by tabs, by strokes or by wide gaps.
_ROW = re.compile(rb"[^\t\r\n]\t[^\r\n]*\S|\|[^|\r\n]+\||\S {3,}\S[^\r\n]* {3,}\S")


def is_report(file: Path) -> bool:
    """Whether a text file found in a folder is taken for a report: it holds rows of a table.

    A file like ``README.md`` is none, nor is one that a PDF of the same name stands beside. One that
    a person names, or lists in a ``reports.csv``, is read without being asked.

    Raises:
        OSError: it cannot be read.
    """
    if file.suffix.casefold() not in SUFFIXES or _ABOUT.fullmatch(file.stem):
        return False
    if any(file.with_suffix(suffix).exists() for suffix in (".pdf", ".PDF")):
        return False
    with file.open("rb") as stream:
        content = stream.read(_PROBED).replace(b"\0", b"")  # the marks of UTF-16 are between its letters
    return len(_ROW.findall(content)) > 1
