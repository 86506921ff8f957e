"""How reports of this field say which way a figure went."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Sense = Literal["improving", "worsening", "same", "new"]
Move = Literal["up", "down", "level"]


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction of travel.

    Attributes:
        word: as printed.
        sense: whether that is better; None where only the move is told (an arrow, ``increased``).
        move: where the figure went, where that is told.
    """

    word: str
    sense: Sense | None
    move: Move | None = None


def _words(*lines: tuple[str, Sense | None, Move | None]) -> Mapping[str, tuple[Sense | None, Move | None]]:
    return MappingProxyType({word: (sense, move) for words, sense, move in lines for word in words.split("|")})


# Folded words, alternatives separated by a bar.
_WORDS = _words(
    ("improving|improved|improvement|improve|better|getting better|has improved", "improving", None),
    ("positive|favourable", "improving", None),
    ("deteriorating|deteriorated|deterioration|declining|declined|decline|worsening|worsened|worse", "worsening", None),
    ("getting worse|negative|adverse|unfavourable|has deteriorated|has worsened|has declined", "worsening", None),
    ("stabilised|stabilized|stable|same|the same|no change|unchanged|maintained|static|steady|level", "same", "level"),
    ("no noticeable change|no significant change|little change|no movement|similar|constant", "same", "level"),
    ("remains the same|remained the same|remains unchanged|remained unchanged|remains stable", "same", "level"),
    ("stays the same|has not changed", "same", "level"),
    ("new|new risk|new measure|new indicator|new project|new this year|new this quarter", "new", None),
    ("up|increase|increased|increasing|higher|rising|risen|rose|has increased|upward|upwards", None, "up"),
    ("down|decrease|decreased|decreasing|lower|falling|fallen|fell|reduced|reducing|has decreased", None, "down"),
    ("has reduced|downward|downwards", None, "down"),
    ("↑|▲|△|⬆|⇧|⇑|🡅|🔼|➚|↗|⬈|🡕", None, "up"),
    ("↓|▼|▽|⬇|⇩|⇓|🡇|🔽|➘|↘|⬊|🡖", None, "down"),
    ("→|↔|⬌|⇔|➔|➜|►|▶|◄|=|⬅|←|⇄|⟷|➡", None, "level"),
)

_AROUND = " \t\n.,;:*()[]'\"\ufe0e\ufe0f"


@lru_cache(maxsize=4096)
def read_direction(text: str) -> Direction | None:
    """The direction of travel that a cell is: all of its text must be one; None for ``N/A`` and dashes."""
    if not text or len(text) > 60:
        return None
    word = " ".join(text.split()).strip(_AROUND)
    found = _WORDS.get(word.casefold())
    if found:
        return Direction(word, *found)
    arrows = {_WORDS[character] for character in word if character in _WORDS}
    others = {_WORDS[rest] for rest in (_without_arrows(word).casefold(),) if rest in _WORDS}
    if len(others) == 1:
        return Direction(_without_arrows(word), *others.pop())
    only_arrows = word and all(character in _WORDS or character == " " for character in word)
    return Direction(word, *arrows.pop()) if only_arrows and len(arrows) == 1 else None


def _without_arrows(word: str) -> str:
    return "".join(character for character in word if character not in _WORDS).strip(_AROUND)


def _said(pattern: str, sense: Sense | None, move: Move | None) -> tuple[re.Pattern[str], Sense | None, Move | None]:
    return re.compile(pattern, re.IGNORECASE), sense, move


_SENTENCES = (
    _said(r"\bnew (?:risk|measure|indicator|project)\b", "new", None),
    _said(r"\b(?:remain(?:s|ed|ing)?|stay(?:s|ed)?|kept) (?:the same|unchanged|stable|static)\b", "same", "level"),
    _said(r"\b(?:no (?:significant |noticeable )?change|unchanged|not changed)\b", "same", "level"),
    _said(r"\b(?:improved|improving|improvement)\b", "improving", None),
    _said(r"\b(?:deteriorat(?:ed|ing)|worsen(?:ed|ing)|declin(?:ed|ing))\b", "worsening", None),
    _said(r"\b(?:increased|increasing|risen|rose|gone up)\b", None, "up"),
    _said(r"\b(?:decreased|decreasing|reduced|fallen|fell|gone down)\b", None, "down"),
)
_DENIED = re.compile(r"\b(?:not|no|never|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
_RISK = re.compile(r"\brisk(?:\s\w+)?\s+(?:has|have|is|was|score)\b|\brisk score\b", re.IGNORECASE)
_RISK_SENSES: Mapping[Move, Sense] = MappingProxyType({"up": "worsening", "down": "improving", "level": "same"})


@lru_cache(maxsize=4096)
def find_direction(sentence: str) -> Direction | None:
    """The first direction that a sentence tells: ``Risk score has decreased from 12 to 9`` -> ``decreased``.

    A risk whose score went down improves; for anything else a move alone has no sense.
    """
    best: tuple[int, Direction] | None = None
    for pattern, sense, move in _SENTENCES:
        for found in pattern.finditer(sentence):
            if _DENIED.search(sentence, 0, found.start()):
                continue
            if best is None or found.start() < best[0]:
                told = _RISK_SENSES[move] if sense is None and move and _RISK.search(sentence) else sense
                best = (found.start(), Direction(found[0], told, move))
            break
    return best[1] if best else None
