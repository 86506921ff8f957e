"""Which way is better, by the wording of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import get_args

import yaml

from ..records import Polarity
from .match_words import spaced, words

_SCOPE = re.compile(
    r"\(?\b(?:excluding|not including|excl|other than)\b[^)]*\)?|\bwith or without\b"
    r"|\bor whose activity is not known\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\b(?:not?|never|without|fail(?:ed|ing|ure)? to|un(?:able|resolved|answered|paid|collected))\b")

Rules = tuple[tuple[Polarity | None, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a name's wording says, and the words that say it."""

    polarity: Polarity
    words: str


@cache
def _tiers() -> tuple[Rules, ...]:
    raw = yaml.load(
        (resources.files(__package__) / "data" / "polarity_wording.yaml").read_text("utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    return tuple(tuple(_rules(tier)) for tier in raw)


def _rules(tier: Mapping[str, Sequence[str]]) -> Iterator[tuple[Polarity | None, re.Pattern[str]]]:
    for polarity in (*get_args(Polarity), None):
        for pattern in tier.get(polarity or "silent", ()):
            yield polarity, re.compile(rf"\b(?:{pattern})")


@cache
def wording(name: str) -> Wording | None:
    """Which way the wording of a name says is better; None where it says nothing certain.

    ``Percentage of defects completed within target timescales`` -> higher; ``Number of complaints``
    -> lower; ``Number of people`` -> None.
    """
    text = spaced(_SCOPE.sub(" ", words().notes.sub(" ", name)))
    for at, rules in enumerate(_tiers()):
        if at and _NEGATION.search(text):
            return None
        said = [(polarity, found[0]) for polarity, pattern in rules if (found := pattern.search(text))]
        if said:
            polarity, told = said[0]
            alone = all(other == polarity for other, _ in said)
            return Wording(polarity, told.strip()) if polarity and alone else None
    return None
