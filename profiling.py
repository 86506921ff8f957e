"""Writes down how a report's layout was understood, for a person to correct."""

from __future__ import annotations

from pathlib import Path

from .corpus import manifest
from .corpus.manifest import Hints
from .normalise import normalise
from .outputs.profile_text import profile_text
from .rules.keys import read_legend


def profile_of(file: Path, hints: Hints) -> str:
    """The layout profile of a report as it is read without one.

    Args:
        file: the PDF; a ``reports.csv`` beside it says what is known of it.
        hints: whose it is and when, where nothing else says so.

    Raises:
        CorpusError: the file is not there, or what is known of it is wrong.
        Unreadable: it cannot be read.
        Unidentified: council or period cannot be told.
    """
    from . import extract
    from .corpus.identify import report_for

    found = manifest.find([file], hints)
    for failure in found.failures:
        raise failure
    source = found.sources[0]
    pages = extract.read(source.path)
    report = report_for(source, pages)
    legend = read_legend(pages)
    return profile_text(report, pages, legend, normalise(report, pages, legend))
