"""Short forms learnt from the names themselves: ``Education Health and Care Plans (EHCP)``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .match_words import Tokens, stems, words

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&]{1,7})\)")
_CAPITALS = re.compile(r"\b[A-Z]{3,6}\b")
_TITLE = re.compile(r"\b[A-Z][a-z]+(?:[ -](?:(?:and|of|the|for|&) )?[A-Z][a-z]+){1,5}\b")
_MOST_WORDS = 9
_CLEARLY = 3
_FEWEST_CAPITALS = 3


def learn(names: Iterable[str]) -> Mapping[str, Tokens]:
    """Short forms (lower case) with the stems of their long forms, from one council's names.

    A bracketed acronym is learnt from the words before it; a bare one from a capitalised phrase
    with those initials, if the names hold only one. The field's common ones come with the package.
    """
    printed = sorted(set(names))
    found: dict[str, Counter[Tokens]] = defaultdict(Counter)
    for name in printed:
        for short, long in _bracketed(name):
            found[short][long] += 1
    titles = _titles(printed)
    for short in {match[0].lower() for name in printed for match in _CAPITALS.finditer(name)} - found.keys():
        if short in titles and (first := _clearly_first(titles[short])):
            found[short][first] += 1
    learnt = {short: min(longs, key=lambda long: (-longs[long], long)) for short, longs in found.items()}
    return {**words().abbreviations, **learnt}


def _bracketed(name: str) -> Iterator[tuple[str, Tokens]]:
    for match in _BRACKETED.finditer(name):
        short = match[1].rstrip("s") if match[1][:-1].isupper() else match[1]
        if short.isupper() and (long := _spelt_out(name[: match.start()], short.replace("&", ""))):
            yield short.lower(), stems(long, words().small)


def _spelt_out(before: str, short: str) -> str | None:
    """The shortest run of words before a bracket whose initials are the acronym's letters, in order or else not."""
    run = re.findall(r"[A-Za-z][\w'\u2019]*", before.replace("-", " "))
    parts = [run[-length:] for length in range(2, min(_MOST_WORDS, len(run)) + 1)]
    parts = [part for part in parts if part[0].lower() not in words().small]
    wanted = short.lower()
    for fits in (_in_order, _but_one, _in_any_order):
        for part in parts:
            if fits(part, wanted):
                return " ".join(part)
    return None


def _initials(part: list[str]) -> tuple[str, str]:
    """Initials of the telling words, and of all."""
    telling = [word for word in part if word.lower() not in words().small]
    return "".join(word[0].lower() for word in telling), "".join(word[0].lower() for word in part)


def _in_order(part: list[str], wanted: str) -> bool:
    return wanted in _initials(part)


def _in_any_order(part: list[str], wanted: str) -> bool:
    return sorted(wanted) in [sorted(initials) for initials in _initials(part)]


def _but_one(part: list[str], wanted: str) -> bool:
    """Whether all telling words but one give the letters: a hyphen's second half gives none (``medium-sized``)."""
    telling, _ = _initials(part)
    return (
        len(wanted) >= 3
        and telling[0] == wanted[0]
        and any(telling[:at] + telling[at + 1 :] == wanted for at in range(1, len(telling)))
    )


def _clearly_first(longs: Counter[Tokens]) -> Tokens | None:
    """The long form that is printed far more often than all others together."""
    long, count = min(longs.items(), key=lambda item: (-item[1], item[0]))
    return long if count >= _CLEARLY * (longs.total() - count) else None


def _titles(names: Iterable[str]) -> Mapping[str, Counter[Tokens]]:
    """Capitalised phrases, and their ends ("Visits to Borchester Town Hall"), by their initials."""
    found: dict[str, Counter[Tokens]] = defaultdict(Counter)
    for name in names:
        for match in _TITLE.finditer(name):
            capitals = list(re.finditer(r"[A-Z][a-z]+", match[0]))
            for first in range(len(capitals) - _FEWEST_CAPITALS + 1):
                initials = "".join(word[0][0] for word in capitals[first:]).lower()
                found[initials][stems(match[0][capitals[first].start() :], words().small)] += 1
    return found
