"""What kind of thing a row is: a measure, milestone, project, risk, action or deliverable."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..records import Cell, Kind, Legend
from .grid import flat
from .status import entry_of_mark

_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("risk", re.compile(r"\brisks?\b", re.IGNORECASE)),
    ("milestone", re.compile(r"\bmilestones?\b", re.IGNORECASE)),
    ("project", re.compile(r"\b(?:projects?|programmes?)\b", re.IGNORECASE)),
    ("deliverable", re.compile(r"\bdeliverables?\b", re.IGNORECASE)),
    ("action", re.compile(r"\b(?:actions?|commitments?|activit(?:y|ies)|tasks?|initiatives?)\b", re.IGNORECASE)),
    ("measure", re.compile(r"\b(?:measures?|indicators?|kpis?|pis?)\b", re.IGNORECASE)),
)


def kinds_in(words: str) -> tuple[Kind, ...]:
    """The kinds that some words name."""
    return tuple(kind for kind, pattern in _WORDS if pattern.search(words))


def kind_told(texts: Iterable[str], has_target: bool) -> Kind | None:
    """The kind that the nearest of some headings tells.

    Args:
        texts: headings, the nearest first; one that names several kinds ("Action or measure") calls
            a row with a target a measure and another row the other kind.
        has_target: whether the row prints a target.
    """
    for text in texts:
        kinds = kinds_in(text)
        if len(kinds) == 1:
            return kinds[0]
        if kinds and "measure" in kinds:
            return "measure" if has_target else next(kind for kind in kinds if kind != "measure")
    return None


def kind_of_cell(cell: Cell | None, legend: Legend) -> Kind | None:
    """The kind that a type cell tells, by its word or by an icon of the report's key."""
    if cell is None:
        return None
    if flat(cell.text):
        return kind_told([flat(cell.text)], has_target=False)
    for mark in cell.marks:
        entry = entry_of_mark(mark, legend.kinds())
        if entry is not None:
            return kind_of_word(entry.word)
    return None


def kind_of_word(word: str) -> Kind | None:
    """The kind that a key's word stands for; of several ("action / milestone") the first in the table above."""
    return next((kind for kind, pattern in _WORDS if pattern.search(word)), None)
