"""What is known of the words of names in this field: read once from the data folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[%£]")
_ENDINGS = ("isation", "ization", "ation", "ness", "ing", "ed")
NUMBER_WORDS: Mapping[str, str] = {
    word: str(number)
    for number, word in [
        *enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1),
        *zip((15, 20, 30, 40, 50, 60, 90), "fifteen twenty thirty forty fifty sixty ninety".split(), strict=True),
    ]
}
"""Numbers that names write as words, with their figures."""
_IRREGULAR = {"children": "child", "people": "person", "women": "woman", "men": "man", "lives": "life"} | {
    word: figure for word, figure in NUMBER_WORDS.items() if word != "one"
}
_SIGNS = {"&": "and", "<": "below", ">": "above", "\u2264": "up to", "\u2265": "at least"}
_MIN_ROOT = 4

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``match_words.yaml``, their words reduced to stems.

    ``phrases`` maps runs of stems to the one token that stands for them; ``implied`` the words that
    may be missing beside such a token; ``short`` the words that are written for others, ``rewrites`` other spellings.
    """

    small: frozenset[str]
    stop: frozenset[str]
    generic: frozenset[str]
    phrases: Mapping[Tokens, str]
    implied: Mapping[str, frozenset[str]]
    abbreviations: Mapping[str, Tokens]
    short: Mapping[str, str]
    rewrites: tuple[tuple[re.Pattern[str], str], ...]
    notes: re.Pattern[str]
    explains: re.Pattern[str]


def plain(text: str) -> str:
    """Lower case, accents and apostrophes gone, signs that are words written out, ``85th`` as ``85``."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = text.replace("\u2019", "'").replace("'s", "").replace("'", "").replace("\u2044", "/")
    text = re.sub(r"[&<>\u2264\u2265]", lambda sign: f" {_SIGNS[sign[0]]} ", text)
    return re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", text)


def spaced(text: str) -> str:
    """The words of a name in lower case with single spaces between: what patterns are matched on."""
    return " ".join(re.findall(r"[a-z0-9+]+(?:\.[0-9]+)?|[%£]", re.sub(r"(?<=\d),(?=\d{3})", "", plain(text))))


@cache
def stem(word: str) -> str:
    """A word without plural or verbal ending, so that ``recycled`` and ``recycling`` are one."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _singular(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_ROOT:
            word = word[: -len(ending)]
            break
    return word[:-1] if word.endswith("e") and len(word) > _MIN_ROOT else word


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "zes", "sses")):
        return word[:-2]
    return word[:-1]


def stems(text: str, small: frozenset[str] = frozenset()) -> Tokens:
    """The stems of the words of a text, small words left out, in order."""
    figures = re.sub(r"(?<=\d),(?=\d{3})", "", plain(text))
    return tuple(stem(word) for word in _WORD.findall(figures) if word not in small)


@cache
def words() -> Words:
    """The word lists that come with the package."""
    source = resources.files(__package__) / "data" / "match_words.yaml"
    raw: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    small = frozenset(str(word) for word in raw["small"])
    phrases = {stems(phrase, small): token for token, written in raw["phrases"].items() for phrase in (token, *written)}
    return Words(
        small=small,
        stop=frozenset(stem(word) for entry in raw["stop"] for word in str(entry).split()),
        generic=frozenset(part for entry in raw["generic"] for part in stems(str(entry), small)),
        phrases=phrases,
        implied={
            token: frozenset(part for entry in entries for part in stems(entry, small))
            for token, entries in raw["implied"].items()
        },
        abbreviations={short: stems(long, small) for short, long in raw["abbreviations"].items()},
        short=raw["short"],
        rewrites=tuple((re.compile(written, re.IGNORECASE), right) for written, right in raw["rewrites"].items()),
        notes=re.compile("|".join(raw["notes"]), re.IGNORECASE),
        explains=re.compile(rf"\W*(?:{'|'.join(raw['explains'])})\b", re.IGNORECASE),
    )
