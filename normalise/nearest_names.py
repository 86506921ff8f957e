"""The printed names that a person may mean who writes another one: a part of it, other words, a slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from rapidfuzz import fuzz, process, utils

from .match_words import stems, words

_A_SLIP = 80.0  # of 100: how like a word of the names a word must be that none of them has
_ENOUGH = 0.35  # the weight of the words in common, as a share of all that are asked for


def nearest(name: str, printed: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The printed names that share the most telling words with a name, the most alike of them first.

    A word tells more the fewer names have it; a misspelt one stands for the word that it is most like. The code of a
    name counts as a word.
    """
    known = {each: frozenset(stems(each, words().small)) for each in sorted(set(printed))}
    often = Counter(stem for told in known.values() for stem in told)
    weights = {stem: 1 + log(len(known) / often[stem]) for stem in often}
    wanted = [_meant(stem, often) for stem in dict.fromkeys(stems(name, words().small))]
    asked = sum(weights.get(stem or "", _unknown(weights)) for stem in wanted)
    found = []
    for each, told in known.items():
        share = sum(weights[stem] for stem in wanted if stem in told) / asked if asked else 0.0
        if share >= _ENOUGH:
            found.append((-round(share, 3), -fuzz.token_sort_ratio(name, each, processor=utils.default_process), each))
    return tuple(each for _, _, each in sorted(found)[:most])


def _meant(stem: str, often: Counter[str]) -> str | None:
    """The word of the names that one stands for; None where it is like none of them."""
    if stem in often:
        return stem
    found = process.extractOne(stem, sorted(often), scorer=fuzz.ratio, score_cutoff=_A_SLIP) if len(stem) > 3 else None
    return found[0] if found else None


def _unknown(weights: dict[str, float]) -> float:
    """What a word weighs that no name has: as much as one of middling weight, so that the others still tell."""
    ordered = sorted(weights.values())
    return ordered[len(ordered) // 2] if ordered else 1.0
