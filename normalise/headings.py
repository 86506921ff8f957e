"""What the words of a column heading say about the column: roles, and which figures it holds.

A heading may fit several roles (``Performance`` heads figures in one
report and statuses in another); what the cells look like then decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..records import Basis, Role
from .vocabulary import ABBREVIATIONS, BASES, TERMS
from .when import without_periods

_COMPILED = tuple((role, trust, re.compile(pattern)) for role, trust, pattern in TERMS)

_BASES = tuple((basis, re.compile(pattern)) for basis, pattern in BASES)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read: how far to trust each role (0 to 1), and the basis that its words name."""

    text: str
    roles: Mapping[Role, float]
    basis: Basis | None


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Read the words of one heading; periods in it are set aside.

    Args:
        text: a heading as printed, one line, e.g. ``Amber T'hold`` or ``Q4 13/14 Direction of Travel``.
    """
    plain = fold_heading(text)
    roles: dict[Role, float] = {}
    for role, trust, pattern in _COMPILED:
        if trust > roles.get(role, 0.0) and pattern.search(plain):
            roles[role] = trust
    basis = next((basis for basis, pattern in _BASES if pattern.search(fold_heading(text, keep_periods=True))), None)
    return Heading(text, roles, basis)


def fold_heading(text: str, *, keep_periods: bool = False) -> str:
    """A heading in lower case, abbreviations written out, footnote marks and periods (``2022/23 year``) left out."""
    plain = re.sub(r"\s+", " ", text.lower().replace("’", "'"))
    plain = re.sub(r"\((?:[ivx]+|\d)\)|[*†‡^]+", " ", plain)
    for pattern, word in ABBREVIATIONS:
        plain = re.sub(pattern, word, plain)
    if not keep_periods:
        rest = without_periods(plain)
        plain = "" if rest == "year" != plain else rest
    return " ".join(plain.split()).strip(" .:-–")
