"""Slips of the fingers and cut words, mended by what the other names of the collection write."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from rapidfuzz.distance import OSA

_WORD = re.compile(r"[a-z]{5,}")
TWO_WORDS = re.compile(r"\b([A-Za-z]{3,})([ -])(?=([A-Za-z]{3,})\b)")
"""A word, what parts it from the next, and that one, which is not taken."""
_SHORTEST_COMPOUND = 7
_CUT = re.compile(r"\b([a-z]{4,})\.(?!\w)")
_LONG = 9  # letters from which on a word may hold two slips
_SLIPS_OF_NAMES = 4  # how much more often a word that no dictionary has must stand to be the right one


def mend(names: Iterable[str]) -> Mapping[str, str]:
    """The words of some names that are slips or cut short, and what they should read, in lower case.

    A word that an English dictionary has is never a slip: ``policy`` is not ``police``. A slip of
    one letter (of two in a long word) is mended where the word that it should be stands elsewhere in
    the collection, begins alike, and is in the dictionary or stands there far more often. A cut word
    (``accomm.``) is mended where one word only goes on from it.
    """
    counts = Counter(word for name in names for word in set(_WORD.findall(name.lower())))
    cut = {part for name in names for part in _CUT.findall(name.lower())}
    strange = {word for word in counts if not _is_known(word)}
    return dict(_slips(counts, strange)) | dict(_cuts(counts, strange | cut))


def compounds(names: Iterable[str]) -> frozenset[str]:
    """The words, in lower case, that some names write as one, others as two: ``breastfeeding``, ``breast feeding``."""
    folded = [name.lower() for name in names]
    written = {word for name in folded for word in _WORD.findall(name) if len(word) >= _SHORTEST_COMPOUND}
    joined = {f"{two[1]}{two[3]}" for name in folded for two in TWO_WORDS.finditer(name)}
    return frozenset(joined & written)


def _slips(counts: Counter[str], strange: set[str]) -> Iterator[tuple[str, str]]:
    right = {word for word in counts if word not in strange or counts[word] >= _SLIPS_OF_NAMES}
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word in right:
        for rest in _rests(word):
            by_rest[rest].append(word)
    for word in sorted(strange):
        near = {other for rest in _rests(word) for other in by_rest.get(rest, ())}
        meant = [other for other in near if _is_slip(word, other, counts, strange)]
        if best := _the_one(word, meant, counts):
            yield word, best


def _is_slip(word: str, other: str, counts: Counter[str], strange: set[str]) -> bool:
    if word == other or word[0] != other[0] or _is_ending(word, other):
        return False
    if counts[other] < counts[word] * (_SLIPS_OF_NAMES if other in strange else 1):
        return False
    reach = 2 if min(len(word), len(other)) >= _LONG else 1
    return OSA.distance(word, other, score_cutoff=reach) <= reach


def _is_ending(word: str, other: str) -> bool:
    """Whether two words differ by a plural only, which stems take off anyway."""
    return word + "s" == other or other + "s" == word


def _the_one(word: str, meant: Sequence[str], counts: Counter[str]) -> str | None:
    """The nearest word, of the nearest the most frequent; None where a plural or another is as good."""
    ranked = sorted(meant, key=lambda other: (OSA.distance(word, other), -counts[other], other))
    return ranked[0] if ranked else None


def _rests(word: str) -> Iterator[str]:
    """What is left of a word without one letter, or two of a long one: words that are a slip apart share one."""
    yield word
    for count in range(1, 3 if len(word) >= _LONG else 2):
        for gone in combinations(range(1, len(word)), count):
            yield "".join(letter for at, letter in enumerate(word) if at not in gone)


def _cuts(counts: Counter[str], cut: set[str]) -> Iterator[tuple[str, str]]:
    """Cut words with the commonest word that goes on from them, unless words of other roots do too."""
    whole = sorted(word for word in counts if word not in cut)
    starts: dict[str, list[str]] = defaultdict(list)
    for word in whole:
        starts[word[:4]].append(word)
    for part in sorted(cut):
        longer = [word for word in starts[part[:4]] if word.startswith(part) and len(word) >= len(part) + 3]
        if longer and all(word.startswith(longer[0][:-2]) for word in longer):
            yield part, max(longer, key=lambda word: (counts[word], word))


def _is_known(word: str) -> bool:
    return word in _dictionary() or (word.endswith("s") and word[:-1] in _dictionary())


@cache
def _dictionary() -> Mapping[str, int]:
    """English words with their frequency."""
    from spellchecker import SpellChecker

    words: Mapping[str, int] = SpellChecker(language="en", distance=1).word_frequency.dictionary
    return words
