"""What kind of thing a row is: a measure, milestone, project, risk, action or deliverable."""

from __future__ import annotations

import re

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


def kind_in(words: str) -> Kind | None:
    """The one kind that some words name; None where they name none or several."""
    found = [kind for kind, pattern in _WORDS if pattern.search(words)]
    return found[0] if len(found) == 1 else None


def kind_of_cell(cell: Cell | None, legend: Legend) -> Kind | None:
    """The kind that a type cell tells, by its word or by an icon of the report's key."""
    if cell is None:
        return None
    if flat(cell.text):
        return kind_in(flat(cell.text))
    for mark in cell.marks:
        entry = entry_of_mark(mark, legend.kinds())
        if entry is not None:
            return kind_of_word(entry.word)
    return None


def kind_of_word(word: str) -> Kind | None:
    """The kind that a key's word stands for; of several ("action / milestone") the first in the table above."""
    return next((kind for kind, pattern in _WORDS if pattern.search(word)), None)
