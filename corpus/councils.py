"""The councils of the United Kingdom, and which of them a text names.

A name counts only as it is written: the official name, an alias, or a formal variant of the place
name (``X Council``, ``London Borough of X``). The bare place name is weak evidence. Nothing is
matched by likeness: two places whose names begin alike are two places.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from pathlib import Path

from rapidfuzz import process

from ..records import Council

_HERE = Path(__file__).parent

# A word, an ampersand, a comma, or any other sign: a sign ends a name.
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|\S")
_DASHES = "-‐‑"
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)

# What makes a name that of an authority rather than of a place.
_GOVERNING = re.compile("council|borough|corporation|authority|cyngor|comhairle|mdc|region")
_OF_AUTHORITIES = re.compile(f"county|city|district|metropolitan|royal|london|lb|of|the|and|{_GOVERNING.pattern}")
# How alike two names of places are, of 100, for the one to be offered where the other is unknown.
_ALIKE = 85
# "West Xton Council" is not the council of Xton.
_QUALIFIERS = re.compile("(north|south|east|west)(ern)?|mid|upper|lower|greater|new")
# A place name before one of these words names another body, or another place.
_TAILS = re.compile(
    "academy|airport|borough|canal|clinical|college|combined|constabulary|council|county|city|district|fire|forest|"
    "gardens|heath|homes|hospitals?|integrated|lane|moor|museum|nhs|park|parish|police|region|road|school|station|"
    "street|town|university|vale|valley"
)
_SMALL_WORDS = re.compile("and|of|the|on|in|upon|under|with|le|y|ar|nan|,")


class Strength(IntEnum):
    """How much a name says, strongest first."""

    OFFICIAL = 0
    ALIAS = 1
    FORMAL = 2
    BARE = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A council named in a text, and how."""

    council: Council
    strength: Strength
    text: str


@dataclass(frozen=True, slots=True)
class _Life:
    begins: date | None
    ends: date | None

    def holds(self, day: date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class _Token:
    raw: str
    fold: str
    stem: str
    start: int
    end: int
    joined: bool


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    strength: Strength
    capitals: str = ""


def by_code(code: str) -> Council | None:
    """The council with a GSS code, or None."""
    return _councils().get(code.strip().upper())


def known_as(text: str, on: date | None = None) -> tuple[Council, ...]:
    """The councils that go by a name or GSS code, where that is the whole text.

    Args:
        text: ``E06000015``, ``Derby City Council`` or ``Derby``.
        on: a day on which the council should have existed, used to choose among several.
    """
    council = by_code(text)
    if council is not None:
        return (council,)
    tokens = _tokens(text)
    names = _index().get(tuple(token.fold for token in tokens), ())
    return tuple(_councils()[name.code] for name in _best(names, on))


def nearest(text: str) -> tuple[Council, ...]:
    """The councils of places that are written most like a text, for a person to choose from: at most three."""
    places = {council.code: _place_words(council.short_name) for council in _councils().values()}
    found = process.extract(_place_words(text), places, score_cutoff=_ALIKE, limit=3)
    return tuple(_councils()[code] for _, _, code in found)


def _place_words(name: str) -> str:
    return " ".join(word for word in re.findall(r"[^\W_]+", name.casefold()) if not _OF_AUTHORITIES.fullmatch(word))


def mentions(text: str, on: date | None = None) -> tuple[Mention, ...]:
    """Every naming of a council in a text, in order; the longest name at a spot is the one meant.

    A name that several councils bear gives them all.

    Args:
        text: prose, a heading or a line of a page.
        on: a day within the report's period: of councils with one name, those alive then are meant.
    """
    tokens = _tokens(text)
    found: list[Mention] = []
    position = 0
    while position < len(tokens):
        length, names = _longest(tokens, position)
        spot = text[tokens[position].start : tokens[position + max(length, 1) - 1].end]
        found += [Mention(_councils()[name.code], name.strength, spot) for name in _best(names, on)]
        position += max(length, 1)
    return tuple(found)


def _longest(tokens: Sequence[_Token], position: int) -> tuple[int, tuple[_Name, ...]]:
    """The longest name that begins at a token: how many tokens, and whose name it is."""
    if tokens[position].stem not in _first_words() and tokens[position].fold not in _first_words():
        return 0, ()
    for length in range(min(_longest_name(), len(tokens) - position), 0, -1):
        words = tokens[position : position + length]
        known = {*_index().get(_key(words), ()), *_index().get((*_key(words[:-1]), words[-1].stem), ())}
        names = tuple(name for name in sorted(known, key=_order) if _stands(name, tokens, position, length))
        if names:
            return length, names
    return 0, ()


def _stands(name: _Name, tokens: Sequence[_Token], position: int, length: int) -> bool:
    """Whether the words around a name, and its capitals, leave it the name of this council."""
    words = tokens[position : position + length]
    before = tokens[position - 1].fold if position else ""
    after = tokens[position + length].fold if position + length < len(tokens) else ""
    if words[-1].fold == "council" and after == "tax":
        return False
    if name.strength is not Strength.OFFICIAL and (_QUALIFIERS.fullmatch(before) or tokens[position].joined):
        return False
    if name.capitals and name.capitals not in {word.raw for word in words}:
        return False
    if name.strength is Strength.BARE:
        return not _TAILS.fullmatch(after) and all(
            word.raw[0].isupper() or _SMALL_WORDS.fullmatch(word.fold) for word in words
        )
    return True


def _best(names: Iterable[_Name], on: date | None) -> tuple[_Name, ...]:
    """Of those who bear a name, the ones alive on the day if any were; of these the strongest."""
    chosen = list(names)
    if on is not None:
        chosen = [name for name in chosen if _lives()[name.code].holds(on)] or chosen
    strongest = min((name.strength for name in chosen), default=Strength.BARE)
    return tuple(dict.fromkeys(name for name in chosen if name.strength == strongest))


def _order(name: _Name) -> tuple[int, str]:
    return name.strength, name.code


def _key(tokens: Sequence[_Token]) -> tuple[str, ...]:
    return tuple(token.fold for token in tokens)


def _tokens(text: str) -> list[_Token]:
    """Words folded for comparison; hyphens inside a name and the stop of ``St.`` fall away."""
    tokens: list[_Token] = []
    joined = False
    for match in _TOKEN.finditer(text):
        raw = match.group()
        inside = match.start() > 0 and match.end() < len(text)
        if raw in _DASHES and inside and text[match.start() - 1].isalnum() and text[match.end()].isalnum():
            joined = True
            continue
        if raw == "." and tokens and tokens[-1].fold == "st":
            continue
        fold = "and" if raw == "&" else _fold(raw)
        stem = _fold(_POSSESSIVE.sub("", raw))
        tokens.append(_Token(raw, fold, stem, match.start(), match.end(), joined))
        joined = False
    return tokens


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’").casefold()


# ------------------------------------------------------------------------------------ the list


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with (_HERE / "councils.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            {key: " ".join((value or "").split()) for key, value in row.items()} for row in csv.DictReader(file)
        )


@cache
def _councils() -> dict[str, Council]:
    return {
        row["gss_code"]: Council(
            row["gss_code"],
            row["official_name"],
            row["short_name"],
            row["tier"],
            row["nation"],
            row["county_gss_code"] or None,
        )
        for row in _rows()
    }


@cache
def _lives() -> dict[str, _Life]:
    return {row["gss_code"]: _Life(_day(row["from"]), _day(row["to"])) for row in _rows()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _index() -> dict[tuple[str, ...], tuple[_Name, ...]]:
    """Every name that a council goes by, as folded words."""
    index: dict[tuple[str, ...], dict[str, _Name]] = {}
    for text, name in (*_listed_names(), *_aliases()):
        words = _key(_tokens(text))
        for key in {words, tuple(word for word in words if word != ",")}:
            held = index.setdefault(key, {}).get(name.code)
            if held is None or name.strength < held.strength:
                index[key][name.code] = name
    return {key: tuple(sorted(names.values(), key=_order)) for key, names in index.items()}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0] for key in _index())


@cache
def _longest_name() -> int:
    return max(len(key) for key in _index())


def _aliases() -> Iterator[tuple[str, _Name]]:
    with (_HERE / "aliases.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            formal = _governs(row["alias"])
            yield row["alias"], _Name(row["gss_code"], Strength.ALIAS if formal else Strength.BARE)


def _listed_names() -> Iterator[tuple[str, _Name]]:
    for council in _councils().values():
        yield council.name, _Name(council.code, Strength.OFFICIAL)
        if council.tier in {"combined authority", "strategic"}:
            continue  # named after a region that many others share: only in full
        place = _place(council.short_name)
        for form in _formal_forms(council):
            yield form.format(place), _Name(council.code, Strength.FORMAL)
        for form, capitals in _initials(council):
            yield form.format(place), _Name(council.code, Strength.FORMAL, capitals)
        for bare in (council.short_name, place, *((f"City of {place}", f"{place} City") if _is_city(council) else ())):
            if not _governs(bare):
                yield bare, _Name(council.code, Strength.BARE)


def _governs(name: str) -> bool:
    return any(_GOVERNING.fullmatch(token.fold) for token in _tokens(name))


def _place(short_name: str) -> str:
    """The place alone: ``City of Lincoln``, ``Dundee City`` and ``Dorset County`` without the rank."""
    return re.sub(r"^(The|City of|County) | (City|County|Council)$", "", re.sub(r"^The ", "", short_name))


def _is_city(council: Council) -> bool:
    return "city" in council.name.casefold().split()


def _formal_forms(council: Council) -> tuple[str, ...]:
    """How a council of its tier signs itself; ranks change in time, so a town may write city."""
    forms = ["{} Council"]
    if "County" in council.name.split():
        forms += ["{} County Council"]
    if council.nation == "Wales":
        forms += ["{} County Borough Council"]
    if not _is_county(council):
        forms += ["{} City Council", "City of {} Council", "{} Borough Council"]
    if council.tier == "district":
        forms += ["{} District Council"]
    if council.tier == "metropolitan district":
        forms += ["{} Metropolitan Borough Council", "{} Metropolitan District Council", "Metropolitan Borough of {}"]
    if council.tier == "london borough":
        forms += ["London Borough of {}", "London Borough {}"]
    return tuple(forms)


def _initials(council: Council) -> Iterator[tuple[str, str]]:
    if _is_city(council) or _is_county(council):
        yield "{} CC", "CC"
    if "Metropolitan" in council.name.split():
        yield "{} MBC", "MBC"
    elif "Borough" in council.name.split() and council.tier != "london borough":
        yield "{} BC", "BC"
    if "District" in council.name.split():
        yield "{} DC", "DC"
    if council.tier == "london borough":
        yield "LB {}", "LB"
        yield "LB of {}", "LB"


def _is_county(council: Council) -> bool:
    return council.tier == "county" or council.name.endswith("County Council")
