"""The themes and sections of a report, found again in its summaries, where they may be written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from ..language.names import fold
from ..records import Observation

_ARTICLES = re.compile(
    r"^(?:an?|the|our|theme|priority|outcome|directorate|portfolio)\s*\d*\s*[:.-]?\s+", re.IGNORECASE
)
_LEAST_LIKENESS = 92.0
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Scopes:
    """The names that group a report's rows, plain form to printed form."""

    names: tuple[tuple[str, str], ...]

    def named_in(self, text: str) -> tuple[str, ...]:
        """The scopes that a sentence names, the longest where one is part of another."""
        folded = f" {_words(text)} "
        found = [
            (plain, name)
            for plain, name in self.names
            if len(plain) >= _LEAST_LETTERS and f" {plain} " in folded and (" " in plain or _is_named(plain, text))
        ]
        longest = [
            name
            for plain, name in found
            if not any(plain != other and f" {plain} " in f" {other} " for other, _ in found)
        ]
        return tuple(longest)

    def like(self, label: str) -> str | None:
        """The scope that a label of a table names, where it names one."""
        plain = _plain(label)
        exact = next((name for known, name in self.names if known == plain), None)
        if exact or len(plain) < _LEAST_LETTERS:
            return exact
        scored = [(fuzz.ratio(plain, known), name) for known, name in self.names]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] >= _LEAST_LIKENESS else None


def scopes_of(rows: Iterable[Observation]) -> Scopes:
    """The themes, sections and headings of some rows."""
    names: dict[str, str] = {}
    for row in rows:
        for name in (row.theme, row.section, *row.headings):
            if name and (plain := _plain(name)):
                names.setdefault(plain, name)
    return Scopes(tuple(names.items()))


def is_within(row: Observation, scope: str) -> bool:
    """Whether a row stands under a theme, section or heading."""
    wanted = _plain(scope)
    return any(name and _plain(name) == wanted for name in (row.theme, row.section, *row.headings))


def is_section(row: Observation, scope: str) -> bool:
    """Whether a label is the very section of a row."""
    return row.section is not None and _plain(row.section) == _plain(scope)


def _is_named(word: str, text: str) -> bool:
    """Whether one word is written as a name: with a capital."""
    return any(found[0][0].isupper() for found in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))


@lru_cache(maxsize=8192)  # every claim asks it of the headings of every row
def _plain(name: str) -> str:
    return _words(_ARTICLES.sub("", fold(name)))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))
