"""The words by which a sentence counts what a report rates: of what, how rated, and of which time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from . import amounts
from .statuses import read_status

Counted = Literal["measure", "milestone", "project", "risk", "action", "deliverable"]


@dataclass(frozen=True, slots=True)
class Said:
    """A word of interest in a sentence: ``what`` it means, from ``start`` to ``end``."""

    what: str
    start: int
    end: int


# What reports call the rows of their tables. Several kinds: the word stands for any of them.
_NOUNS: tuple[tuple[tuple[Counted, ...], str], ...] = (
    (("measure",), r"(?:measures?|indicators?|kpis?|pis?|metrics?|targets)"),
    (("action", "milestone"), r"(?:actions?|tasks?|milestones?)"),
    (("project",), r"projects?"),
    (("risk",), r"risks?"),
    (("deliverable", "action", "milestone"), r"(?:deliverables?|commitments?|pledges?|objectives?|promises?)"),
)
_NOUN = re.compile("|".join(rf"(?P<n{number}>\b{pattern}\b)" for number, (_, pattern) in enumerate(_NOUNS)), re.I)

_THEIR = r"(?:(?:their|the|its|our|these|those|annual|quarterly|year[- ]end)\s)*"
_MEET = r"(?:met|meet(?:s|ing)?|achiev(?:ed?|ing)|hit(?:ting)?|reach(?:ed|ing)?|exceed(?:ed|ing)?|attained|delivered)"
# What is said in words of how figures stand; the first that fits at a place.
_SENSES: tuple[tuple[str, str], ...] = (
    ("~missed", rf"(?:not (?:yet )?|failed to |did not |didn't |failing to ){_MEET} {_THEIR}targets?"),
    ("~missed", rf"(?:miss(?:ed|ing)?|below|behind|off|worse than|short of|under|not on|outside) {_THEIR}targets?"),
    ("~met", rf"(?:(?:are|were|is|was) )?(?:on|at) (?:or (?:above|better than|exceeding|ahead of) )?{_THEIR}targets?"),
    ("~met", rf"(?:on or (?:above|better than)|above|ahead of|better than) {_THEIR}targets?"),
    (
        "~met",
        rf"{_MEET}(?: (?:or|and) (?:exceed(?:ed|ing|s)?|surpass(?:ed|ing)?|gone beyond|better(?:ed)?))? "
        rf"(?:{_THEIR}targets?|it\b|them\b)(?: or (?:gone beyond|exceeded|surpassed|bettered) (?:it|them))?",
    ),
    ("~same", r"(?:stay(?:ed|ing)?|remain(?:ed|ing|s)?|kept) (?:the same|stable|static|steady|unchanged|level)"),
    ("~same", r"(?:no change|unchanged|maintained)"),
    ("~worsening", r"(?:got(?:ten)?|getting|grown) worse|\b(?:deteriorat(?:ed|ing|ion)|(?:declin|worsen)(?:ed|ing))"),
    ("~improving", r"(?:improv(?:ed|ing|ement)|got(?:ten)? better|getting better)"),
)  # fmt: skip
_SENSE = re.compile("|".join(rf"(?P<s{number}>\b{pattern})" for number, (_, pattern) in enumerate(_SENSES)), re.I)

_OF: tuple[tuple[str, str], ...] = (
    ("~rated", r"\brated\b(?! as| ['\"“‘])|\b(?:with|that (?:have|carry)) an? (?:rag )?(?:rating|status)"),
    ("~target", r"\b(?:with|that (?:have|carry)|have) (?:an? |(?:data and )?)(?:agreed )?targets?\b"),
    ("~target", r"\b(?:data and )?targets? (?:are|were) available"),
)  # fmt: skip

_WORD = re.compile(r"[A-Za-z][A-Za-z'/-]*|/")
_COLOUR = frozenset("red amber green blue yellow orange".split())
# Words that go before a status that is a plain word: "were good", "rated as poor", "9 Good".
_LEADS = re.compile(
    r"(?:\b(?:rated|rating|as|are|were|is|was|been|be|have|had|has|at|status|judged|or|and|either|another|more|further|"
    r"now|all|also|showing|shown|marked|classed|assessed|reported|currently|them|these|measures|indicators|kpis|actions|"
    r"milestones|projects|risks|deliverables|commitments)|\d|[:,(/|–-])\s*$",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s$", re.IGNORECASE)
_BROKEN = re.compile(r"[.,;:()\n\"“”]|\s['‘’]|['‘’]\s")
_LEAD_WORD = re.compile(r"(?:rated|rating|status|rag)\s", re.IGNORECASE)
_QUOTES = "'\"“”‘’"
_MOST_WORDS = 4


def kinds_said(text: str) -> tuple[tuple[tuple[Counted, ...], int, int], ...]:
    """The words for rows of tables in a text, each with the kinds of row that it may mean, and its place."""
    found = []
    for match in _NOUN.finditer(text):
        number = next(number for number in range(len(_NOUNS)) if match[f"n{number}"])
        found.append((_NOUNS[number][0], match.start(), match.end()))
    return tuple(found)


def said_of(text: str, known: frozenset[str]) -> tuple[Said, ...]:
    """How a text says that things are rated or went, in the order of the text.

    Args:
        text: a sentence.
        known: the folded statuses that the report itself uses.

    Returns:
        folded statuses, or senses (``~met``, ``~missed``, ``~improving``, ``~same``, ``~worsening``).
    """
    even = amounts.plain(text)
    senses = [Said(_SENSES[_which(match)][0], match.start(), match.end()) for match in _SENSE.finditer(even)]
    statuses = [said for said in _statuses(even, known) if not any(_overlap(said, sense) for sense in senses)]
    exact = [said for said in _statuses(even, known) if said.what in known and said not in statuses]
    senses = [sense for sense in senses if not any(_overlap(sense, said) for said in exact)]
    return tuple(sorted([*senses, *statuses, *exact], key=lambda said: said.start))


def narrowed(text: str) -> tuple[str, ...]:
    """What else a text says of the things that it counts: ``~rated``, ``~target``."""
    return tuple(what for what, pattern in _OF if re.search(pattern, text, re.IGNORECASE))


def _which(match: re.Match[str]) -> int:
    return next(number for number in range(len(_SENSES)) if match[f"s{number}"])


def _overlap(one: Said, other: Said) -> bool:
    return one.start < other.end and other.start < one.end


def _statuses(text: str, known: frozenset[str]) -> Iterator[Said]:
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        said = next(_at(text, words, place, known), None)
        if said is None:
            place += 1
            continue
        yield said
        place += sum(said.start <= word.start() < said.end for word in words[place:])


def _at(text: str, words: list[re.Match[str]], place: int, known: frozenset[str]) -> Iterator[Said]:
    """The status that begins at a word, the longest first."""
    for length in range(min(_MOST_WORDS, len(words) - place), 0, -1):
        start, end = words[place].start(), words[place + length - 1].end()
        written = text[start:end].rstrip("'/")
        end = start + len(written)
        if not written or _BROKEN.search(written) or _LEAD_WORD.match(written):
            continue
        folded = folded_status(written)
        if (folded in known or _is_status(folded)) and _stands_as_status(text, start, end, folded, length):
            yield Said(folded, start, end)


def _stands_as_status(text: str, start: int, end: int, folded: str, length: int) -> bool:
    """Whether a word is used as a status here: quoted, capitalised, or where a status stands."""
    if folded.split("/")[0] in _COLOUR or length > 1:
        return True
    before, after = text[:start].rstrip(" "), text[end : end + 1]
    if before[-1:] in _QUOTES and before and after in _QUOTES and after:
        return True
    if _LEADS.search(text[:start]) or _NUMBER_WORD.search(text[:start]):
        return True
    return not before and text[end : end + 2].strip()[:1] in (":", "-", "–", "=", "") and text[start].isupper()


@lru_cache(maxsize=4096)
def _is_status(folded: str) -> bool:
    status = read_status(folded)
    return status is not None and status.rated and len(folded) > 1


@lru_cache(maxsize=4096)
def folded_status(word: str) -> str:
    """A status to be compared: case and spaces aside, a pair of colours in alphabetical order."""
    folded = " ".join(word.casefold().split()).strip(" .:'\"")
    parts = re.split(r"\s*[/-]\s*", folded)
    return "/".join(sorted(parts)) if len(parts) == 2 and all(part in _COLOUR for part in parts) else folded


def same_sense(one: str, other: str) -> bool:
    """Whether two status words say the same: ``requiring review`` and ``review``, ``delivered`` and ``completed``."""
    first, second = read_status(one), read_status(other)
    if first is None or second is None or not (first.rated and second.rated):
        return False
    if {one, other} & _COLOUR or "/" in one + other:
        return False
    return (first.hue, first.rank) == (second.hue, second.rank) and first.rank is not None


def same_colour(word: str, colour: str) -> bool:
    """Whether a status word stands for a colour: ``within tolerance`` for ``amber``."""
    said = read_status(word)
    if colour not in _COLOUR or said is None or not said.rated or word in _COLOUR or "/" in word:
        return False
    return said.hue is not None and said.hue == (read_status(colour) or said).hue


def meets(word: str) -> bool | None:
    """Whether a status says that a target is met; None where the word does not tell."""
    status = read_status(word)
    if status is None or not status.rated:
        return None
    if "/" in folded_status(word):
        return None
    return status.hue in ("green", "blue") or status.rank == 0


_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|preceding|last (?:quarter|year|month|period)|"
    r"(?:a|one) (?:year|quarter) (?:ago|earlier|before)|at the time)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|from|than|compared (?:to|with)|against|on|over)\b[^.;]{0,24}$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:forecasts?|forecasted|expect(?:s|ed|ing)?|predict(?:s|ed)?|project(?:ed|ions?)|will|anticipat(?:e|ed)|"
    r"by (?:the )?(?:year[- ]end|end of (?:the )?year)|should|aim(?:s|ed|ing)?|plan(?:s|ned) to|on course to)\b",
    re.IGNORECASE,
)


def speaks_of_earlier(text: str) -> bool:
    """Whether a text speaks of an earlier time, not only compares with it."""
    return any(not _SINCE.search(text[: found.start()]) for found in _EARLIER.finditer(text))


def speaks_of_later(text: str) -> bool:
    """Whether a text speaks of what is expected."""
    return _AHEAD.search(text) is not None
