"""What a figure cell says besides its figure: a status, a target, a period, notes, a forecast."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.numbers import Figure, read_figure
from ..language.periods import Period, read_period
from ..language.statuses import status_within
from ..records import Basis
from .grid import flat

_AGAINST = re.compile(r"\bagainst (?:a |the )?(?:\w+ )?target (?:of )?(?P<target>.+?)\s*$", re.IGNORECASE)
_TARGET_NOTE = re.compile(r"\((?:a )?target\s*(?:[:=]|of|is|was)?\s*(?P<target>[£\d][^()]*)\)", re.IGNORECASE)
_FORECAST = re.compile(r"\bforecast(?:ed)?\b|\bprojected\b|\bexpected to be\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SHORT = 60
_SCORE = re.compile(r"\b(?:risk|opportunity) score\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ValueRead:
    """A figure cell read; ``figure.value`` is None where no figure is printed.

    ``status_text`` is the note that tells the status ("Target status = Blue").
    """

    figure: Figure
    status: str | None = None
    status_text: str | None = None
    target_text: str | None = None
    basis: Basis | None = None
    period: Period | None = None
    qualifiers: tuple[str, ...] = ()

    @property
    def is_score(self) -> bool:
        """Whether the cell calls its figure a risk or opportunity score."""
        return _SCORE.search(self.figure.text) is not None


def read_value(text: str) -> ValueRead:
    """Read the text of a figure cell, e.g. ``22 grants (Target status = Blue)``."""
    text = flat(text)
    figure = read_figure(text)
    told = status_within(text) if "(" in text else None
    told = told if told is not None and told.rated else None
    against = _AGAINST.search(text) or _TARGET_NOTE.search(text)
    return ValueRead(
        figure,
        status=told.word if told is not None else None,
        status_text=_status_note(text, told.word) if told is not None else None,
        target_text=against["target"] if against is not None else None,
        basis="forecast" if figure.value is not None and _FORECAST.search(text) else None,
        period=_period_in_brackets(text) if figure.value is not None else None,
        qualifiers=_qualifiers(text, figure),
    )


def _status_note(text: str, word: str) -> str:
    """The note in brackets that tells a status, else its word."""
    return next((note for note in _BRACKETS.findall(text) if status_within(f"({note})") is not None), word)


def _qualifiers(text: str, figure: Figure) -> tuple[str, ...]:
    if figure.value is not None:
        return tuple(part for part in (figure.qualifier or "").split("; ") if part)
    notes = [flat(note) for note in _BRACKETS.findall(text)] if len(text) <= _SHORT else []
    return tuple(note for note in notes if note and status_within(f"({note})") is None)


def _period_in_brackets(text: str) -> Period | None:
    """A period that fills a pair of brackets: ``54.1 per 10,000 (2020)``."""
    for note in _BRACKETS.findall(text):
        period = read_period(f"({note})")
        if period is not None and len(note) <= len(period.label) + 8 and not re.search(r"[a-z]{5,}", note):
            return period
    return None
