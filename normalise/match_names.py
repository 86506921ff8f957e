"""Published names, and how they are read for matching."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..language.names import split_code, without_code
from ..records import Kind
from .match_spelling import TWO_WORDS
from .match_words import Tokens, spaced, stems, words
from .vetoes import Facets, facets_of

Figure = tuple[str, str, Decimal | None]

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_DASH = re.compile(r"\s[-\u2010-\u2015]\s")
_SCALE_WORDS = re.compile(
    r"\(?\bper (?:1,?000(?:,?000)?|10,?000|100,?000)\b(?: (?:of )?(?:the )?(?:population|people|residents|adults))?\)?",
    re.IGNORECASE,
)
_AGE_WORDS = re.compile(
    r"\b(?:population )?aged? (?:under|over) \d+|\(?under \d+s?\)?"
    r"|\(?\b(?:aged? )?\d\d(?: years)? ?(?:\+|(?:and|&|or) (?:over|above|older)\b|plus\b)\)?",
    re.IGNORECASE,
)
_CUT_OR_WHOLE = re.compile(r"(?<![\w'&/.-])([A-Za-z]{2,}|#)(?:\.(?!\w))?(?![\w'&/])")
_NO_OF = re.compile(r"\bno\.? (?=of\b)|^(?:the )?no\. ", re.IGNORECASE)
_LONGEST_PHRASE = 16


@dataclass(frozen=True, slots=True)
class PublishedName:
    """A name as one document prints it, with what is printed beside it.

    ``figures`` are (period, basis, value), a value None where none is published; ``targets`` are
    (period, target); ``period`` is what the report covers. One record for each document, name, code
    and section. An empty ``document`` says of none: such names may all stand in different ones.
    """

    council: str
    document: str
    name: str
    code: str | None = None
    unit: str | None = None
    section: str | None = None
    theme: str | None = None
    kind: Kind = "measure"
    figures: tuple[Figure, ...] = ()
    targets: tuple[tuple[str, Decimal], ...] = ()
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The telling stems of a name: ``main``, and those ``aside`` in brackets or behind a dash only."""

    main: frozenset[str]
    aside: frozenset[str]


Signature = tuple[Reading, frozenset[object]]


@dataclass(frozen=True)
class ReadName:
    """A name read for matching.

    It is read twice: as it is meant, short forms and phrases of the field each made one token, and
    to the letter.
    """

    meant: Reading
    literal: Reading
    facets: Facets

    @cached_property
    def signature(self) -> Signature:
        """What two names must share to say the same in other spellings."""
        return self.meant, self.facets.said


def name_and_code(name: str, code: str | None = None) -> tuple[str, str | None]:
    """The folded name without its code, and the code folded to letters and digits."""
    printed, _ = split_code(name)
    code = code or printed
    return without_code(name), _folded_code(code) or None if code else None


def read_name(
    name: str,
    acronyms: Mapping[str, Tokens],
    mended: Mapping[str, str] | None = None,
    compounds: Container[str] = frozenset(),
) -> ReadName:
    """Reads a printed name.

    Args:
        name: as printed.
        acronyms: short forms (lower case) with the stems that they stand for.
        mended: words (lower case) that are slips or cut short, with what they should read.
        compounds: words (lower case) that are written as two too.
    """
    rest, _ = _codes_held(split_code(name)[1])
    text = words().notes.sub(" ", _written_out(rest, mended or {}, compounds))
    bare = _AGE_WORDS.sub(" ", _SCALE_WORDS.sub(" ", text))
    meant = _reading(_expand(bare, acronyms), as_meant=True)
    facets = facets_of(text, meant.main | meant.aside)
    return ReadName(meant, _reading(bare, as_meant=False), facets)


def codes_of(name: str, code: str | None = None) -> frozenset[str]:
    """The folded codes of a name: its own, and those that it holds in brackets."""
    own = name_and_code(name, code)[1]
    return frozenset([*_codes_held(split_code(name)[1])[1], *([own] if own else [])])


def _written_out(text: str, mended: Mapping[str, str], compounds: Container[str]) -> str:
    """A text with its slips mended, its cut words whole and its compounds in one."""
    for written, right in words().rewrites:
        text = written.sub(right, text)

    def whole(match: re.Match[str]) -> str:
        word = match[1].lower()
        short = None if match[1].isupper() and match[1] == match[0] and len(word) > 1 else words().short.get(word)
        return short or mended.get(word) or match[0]

    text = _CUT_OR_WHOLE.sub(whole, _NO_OF.sub("number ", text))
    return TWO_WORDS.sub(lambda two: two[1] if f"{two[1]}{two[3]}".lower() in compounds else two[0], text)


def _codes_held(name: str) -> tuple[str, Iterable[str]]:
    """A name without the codes that it holds in brackets, and those codes."""
    held = []
    for inside in _BRACKETS.findall(name):
        code, rest = split_code(inside[0])
        if code and not rest:
            held.append(_folded_code(code))
            name = name.replace(f"({inside[0]})", " ")
    return name, held


def _folded_code(code: str) -> str:
    return re.sub(r"[^a-z0-9()&]", "", code.lower())


def _reading(text: str, *, as_meant: bool) -> Reading:
    main_text, aside_text = _apart(text)
    main = frozenset(_telling(main_text, as_meant=as_meant))
    if not main:
        main, aside_text = frozenset(_telling(f"{main_text} {aside_text}", as_meant=as_meant)), ""
    aside = frozenset(_telling(aside_text, as_meant=as_meant)) - main
    if as_meant:
        implied = frozenset().union(*(words().implied.get(token, frozenset()) for token in main))
        main, aside = (main - implied) or main, aside - implied
    return Reading(main or frozenset(spaced(text).split()), aside)


def _apart(text: str) -> tuple[str, str]:
    """What a name says, and what it adds in brackets or behind a dash; what only explains is left out."""
    main, *tail = _DASH.split(_BRACKETS.sub(" ", text), maxsplit=1)
    aside = [*(inside[0] or inside[1] for inside in _BRACKETS.findall(text)), *tail]
    return main, " ".join(part for part in aside if not words().explains.match(part))


def _telling(text: str, *, as_meant: bool) -> Iterator[str]:
    """The stems that say what is counted; as they are meant, phrases of the field are one token."""
    listed = words()
    run = stems(text, listed.small)
    at = 0
    while at < len(run):
        for length in range(min(_LONGEST_PHRASE, len(run) - at) if as_meant else 0, 0, -1):
            if token := listed.phrases.get(run[at : at + length]):
                yield token
                at += length
                break
        else:
            if run[at] not in listed.stop:
                yield run[at]
            at += 1


def _expand(text: str, acronyms: Mapping[str, Tokens]) -> str:
    """Writes out short forms; one in brackets behind its own long form goes."""

    def spelt(match: re.Match[str]) -> str:
        return " ".join(acronyms.get(match[1].lower(), (match[0],)))

    return re.sub(r"\b([A-Z][A-Z0-9&]+)s?\b", spelt, _drop_spelt_out(text, acronyms))


def _drop_spelt_out(text: str, acronyms: Mapping[str, Tokens]) -> str:
    def kept(match: re.Match[str]) -> str:
        long = acronyms.get(match[1].lower())
        before = stems(text[: match.start()], words().small)
        return " " if long and before[-len(long) :] == long else match[0]

    return re.sub(r"\(([A-Z][A-Z0-9&]+)s?\)", kept, text)
