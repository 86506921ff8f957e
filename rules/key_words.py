"""The words by which a report speaks of its key."""

from __future__ import annotations

import re

from ..language.directions import find_direction, read_direction
from ..language.statuses import read_status
from ..records import Kind

_KEY = re.compile(
    r"\b(?:key|legend|ratings?|rag|status(?:es)?|colou?rs?|categor(?:y|ies)|symbols?|icons?|criteria|assessment|grading"
    r"|meaning|definitions?|classification)\b",
    re.IGNORECASE,
)
_KEY_ITSELF = re.compile(
    r"\bkey\b(?=\s*(?:$|[:\n(–-]|to\b|for\b|of\b))|\b(?:legend|symbols?|icons?|colou?rs?|meanings?|means?)\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"\b(?:symbols?|icons?|marked|denoted|indicated by|represented by|shown (?:by|with|as))\b|\(\s*(?:\)|$)|\[\s*\]",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^\s*(?:key|legend)\s*[:\t]\s*", re.IGNORECASE)
_GAP = re.compile(r"\(\s*(?:\)|$)|\[\s*\]")
_KIND_WORDS: tuple[tuple[Kind, str], ...] = (
    ("measure", r"measures?|indicators?|kpis?|pis?|metrics?"),
    ("milestone", r"milestones?"),
    ("action", r"actions?|activit(?:y|ies)"),
    ("project", r"projects?|programmes?"),
    ("risk", r"risks?"),
    ("deliverable", r"deliverables?"),
)
_KINDS = re.compile("|".join(rf"\b(?P<{kind}>{words})\b" for kind, words in _KIND_WORDS), re.IGNORECASE)
_CLAUSE = re.compile(r",|;|:|\b(?:marked|shown|denoted|indicated|represented|with|by|are|is|have|has)\b", re.IGNORECASE)
_MEANING = re.compile(r"\s*(?:\s[-–—]\s|[:=])\s*")
_FEW = 3
_LINE = 80
_WHOLE = 4
_LONGEST = 5


def speaks_of_key(text: str) -> bool:
    """Whether a heading or header row may stand over a key."""
    return _KEY.search(text) is not None


def announces_key(text: str) -> bool:
    """Whether a heading or header row stands over a key and hardly over anything else."""
    return _KEY_ITSELF.search(text) is not None


def speaks_of_symbol(text: str) -> bool:
    """Whether a sentence says which symbol marks something, or leaves a gap in brackets for it."""
    return _SYMBOL.search(text) is not None


def opening_status(text: str) -> str | None:
    """The status that a cell of a key opens with: ``Good`` of ``Good - performing well``.

    A single letter counts only alone: the ``A`` of a sentence is no rating.
    """
    if whole := read_status(text):
        return whole.word
    words = text.split()
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        opening = " ".join(words[:length])
        if len(opening) > 1 and (status := read_status(opening)):
            return status.word
    return None


def direction_word(text: str) -> str | None:
    """The direction of travel that a short line of a key explains: ``improved`` of ``Performance has improved``."""
    if len(text) > _LINE or opening_status(text):
        return None
    told = read_direction(text) or find_direction(text)
    return told.word if told is not None else None


def key_word(text: str) -> str | None:
    """The word that a line of a key explains, though this tool does not know it: ``Thriving`` of ``Thriving - ...``."""
    word = _MEANING.split(text.strip(), maxsplit=1)[0]
    known = word[:1].isupper() and len(word.split()) <= _FEW and not re.search(r"[\d.;,]", word)
    return word if known else None


def kinds_named(text: str) -> tuple[Kind, ...]:
    """All the kinds that a column heading of a key names: ``Projects and milestones``."""
    return tuple(kind for kind, words in _KIND_WORDS if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE))


def kind_named(text: str, *, whole: bool) -> Kind | None:
    """The kind of thing that some words name: ``project`` for ``Projects, marked with the symbol``.

    Args:
        text: The words.
        whole: Whether the words must be few, and name nothing but the kind.
    """
    phrase = next((part for part in _CLAUSE.split(text) if _KINDS.search(part)), "")
    if not phrase or (whole and len(text.split()) > _WHOLE):
        return None
    *_, last = _KINDS.finditer(phrase)
    if whole and phrase[last.end() :].strip(" .()"):
        return None
    return next(kind for kind, _ in _KIND_WORDS if last[kind])


def segments(text: str, icons: int) -> list[str]:
    """The words that go with each of a number of icons: split at gaps in brackets, else at wide spaces.

    ``Key`` before the first of them goes with none.
    """
    text = _TITLE.sub("", text)
    if icons == 1 and not _GAP.search(text):
        return [text.strip()]
    split = _GAP.split(text) if _GAP.search(text) else text.split("\t")
    return [part.strip() for part in split if part.strip(" ).")]


def word_starts(text: str) -> list[int]:
    """Where the words of a text begin."""
    return [found.start() for found in re.finditer(r"\S+", text)]
