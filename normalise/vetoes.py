"""What forbids that two names be one measure, however alike they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import yaml

from .match_words import NUMBER_WORDS, spaced, words

Silent = Literal["different", "look", "same"]

_AGES = re.compile(
    r"\b(?:aged? )?(?:"
    r"(?P<low>\d{1,2}) ?(?:to|-| ) ?(?P<high>\d{1,2})(?! ?(?:weeks?|months?|days?|hours?|hrs?|%|miles?))"
    r"|(?P<over>\d{2}) ?(?:\+|(?:years )?(?:and|or) (?:over|above|older)|plus)|(?:aged )?over (?P<over2>\d{2})s?\b"
    r"|(?:aged )?under (?P<under>\d{1,2})s?\b)"
)
_PLUS = re.compile(r"(\d\d) ?\+")
_AGES_ASIDE = re.compile(r"\((\d{1,2}) ?(?:-|\u2013|to) ?(\d{1,2})\)")
_AGE_TALK = re.compile(r"\b(?:age[ds]?|years?|olds?|adults?|people|persons?|child(?:ren)?|pupils?|under|over|\d ?\+)\b")
_SCALE = re.compile(r"\bper (1000+)\b")
_YEARS = re.compile(r"\b(?:19|20)\d\d(?:[ /-](?:\d\d){1,2})?\b(?! baseline)")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:st|nd|rd|th)?(?![\w.])|(?<![\w.])[a-z]\d+(?!\w)")
# "not known" is an answer, and what is left out or comes in two kinds has groups of its own.
_NEGATED = re.compile(
    r"\b(?:not|no|without|never)\b(?! known| including)(?: (?:in|to|a|an|the|other|be|being|been))? ?(\w*)"
    r"|\bnon (?!principal|opi|domestic|school)(\w+)"
)
_CONTRARY = ("un", "dis", "non", "in", "im", "ir", "mis")
_CONTRARY_LENGTH = 5
# How a thing is counted; of several the first holds ("average percentage of ...").
_FORMS: Mapping[str, re.Pattern[str]] = {
    "percentage points": re.compile(r"\bpercentage point"),
    "an average": re.compile(r"^(?:the )?(?:overall )?(?:average|mean|median)\b"),
    "money": re.compile(
        r"£|^(?:the )?(?:total )?(?:amount of (?:money|income|expenditure)|income generated|costs? of|value of"
        r"|expenditure on)\b"
    ),
    "a percentage": re.compile(r"(?<!\d )%|\b(?:percentage|percent|proportion)\b"),
    "a rate": re.compile(r"^(?:the )?rate of\b"),
    "a number": re.compile(r"\bnumbers? of\b|^(?:the )?(?:total |overall )?numbers?\b"),
}
# Forms that may be meant alike; any other two are different measures.
_MAY_BE: Mapping[frozenset[str], Literal["look"]] = {
    frozenset(pair): "look"
    for pair in (
        ("a percentage", "a rate"),
        ("an average", "a percentage"),
        ("an average", "a rate"),
        ("a number", "a rate"),
    )
}


@dataclass(frozen=True, slots=True)
class Group:
    """Things of which a name is about one; see ``vetoes.yaml``."""

    name: str
    about: str
    silent: Silent
    overlap: bool
    things: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Facets:
    """What a name says of itself: how it counts, ages as ``18-64``, numbers, scale, things for each group."""

    form: str | None
    ages: frozenset[tuple[int, int]]
    numbers: frozenset[str]
    scale: frozenset[str]
    negated: frozenset[str]
    stems: frozenset[str]
    things: Mapping[str, frozenset[str]]

    @property
    def said(self) -> frozenset[object]:
        """All of it that may tell two names apart, to compare at once."""
        plain = [("form", self.form), ("ages", self.ages), ("numbers", self.numbers), ("per", self.scale)]
        return frozenset([*plain, ("not", self.negated), *self.things.items()])


@dataclass(frozen=True, slots=True)
class Objection:
    """Why two names are ``different``, or should be looked at."""

    judgement: Literal["different", "look"]
    reason: str


@cache
def groups() -> tuple[Group, ...]:
    """The groups that come with the package."""
    raw = yaml.load(
        (resources.files(__package__) / "data" / "vetoes.yaml").read_text("utf-8"),
        Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
    )
    return tuple(
        Group(
            name=entry["group"],
            about=entry["about"],
            silent=entry["silent"],
            overlap=entry.get("overlap") == "same",
            things={thing: re.compile(rf"\b(?:{'|'.join(written)})\b") for thing, written in entry["things"].items()},
        )
        for entry in raw
    )


def facets_of(name: str, stems: frozenset[str] = frozenset()) -> Facets:
    """Reads what a name (its code set apart) says of ages, numbers, population, place and the rest.

    ``stems`` are its telling words as they are meant; patterns see the phrases among them too.
    """
    text = spaced(ages_told(name))
    said_and_meant = " | ".join([_PLUS.sub(r"\1 and over", text), *sorted(stems & frozenset(words().phrases.values()))])
    ages = frozenset(_ages(text))
    rest = _YEARS.sub(" ", _SCALE.sub(" ", _AGES.sub(" ", text) if ages else text))
    return Facets(
        form=next((form for form, pattern in _FORMS.items() if pattern.search(text)), None),
        ages=ages,
        numbers=frozenset(_numbers(rest)),
        scale=frozenset(_SCALE.findall(text)),
        stems=stems,
        negated=frozenset(match[1] or match[2] or "" for match in _NEGATED.finditer(text)),
        things={
            group.name: said
            for group in groups()
            if (said := frozenset(thing for thing, pattern in group.things.items() if pattern.search(said_and_meant)))
        },
    )


def ages_told(name: str) -> str:
    """A name with an age band that stands bare in brackets named as one."""
    return _AGES_ASIDE.sub(r"(aged \1-\2)", name)


def objections(one: Facets, other: Facets) -> Iterator[Objection]:
    """Everything that speaks against two names being one measure, in the order of the data file."""
    yield from _form_objections(one, other)
    yield from _figure_objections(one, other)
    if bool(one.negated) != bool(other.negated):
        denied = {f"not {word}".strip() for word in one.negated | other.negated}
        yield Objection("different", f"only one says {_listed(denied)}")
    yield from _opposites(one, other)
    for group in groups():
        mine, theirs = one.things.get(group.name, frozenset()), other.things.get(group.name, frozenset())
        if mine == theirs or (group.overlap and mine & theirs):
            continue
        if mine and theirs:
            yield Objection("different", f"{group.about}: {_listed(mine)} against {_listed(theirs)}")
        elif group.silent != "same":
            yield Objection(group.silent, f"{group.about}: only one says {_listed(mine or theirs)}")


def _form_objections(one: Facets, other: Facets) -> Iterator[Objection]:
    if one.form and other.form and one.form != other.form:
        judgement = _MAY_BE.get(frozenset({one.form, other.form}))
        yield Objection(judgement or "different", f"{one.form} against {other.form}")
    if one.scale != other.scale and not _says_no_more(one, other):
        scales = [f"per {_listed(facets.scale)}" if facets.scale else "no rate" for facets in (one, other)]
        yield Objection(_unlike(one.scale, other.scale), " against ".join(scales))


def _says_no_more(one: Facets, other: Facets) -> bool:
    """Whether the one without a rate says nothing at all of how it counts: a plan names a measure in short."""
    silent = one if not one.scale else other
    return not silent.scale and silent.form is None


def _figure_objections(one: Facets, other: Facets) -> Iterator[Objection]:
    if one.ages and other.ages and one.ages != other.ages:
        yield Objection("different", f"ages {_spans(one.ages)} against {_spans(other.ages)}")
    elif one.ages != other.ages and not _implied(one, other):
        yield Objection("look", f"only one gives ages ({_spans(one.ages or other.ages)})")
    if one.numbers != other.numbers:
        numbers = [_listed(facets.numbers) or "none" for facets in (one, other)]
        yield Objection(_unlike(one.numbers, other.numbers), "numbers " + " against ".join(numbers))


def _opposites(one: Facets, other: Facets) -> Iterator[Objection]:
    """Words of which one is the other's contrary: ``authorised`` and ``unauthorised``."""
    mine, theirs = one.stems - other.stems, other.stems - one.stems
    for word in sorted(mine | theirs):
        for prefix in _CONTRARY:
            opposite = prefix + word
            if (
                len(word) >= _CONTRARY_LENGTH
                and {word, opposite} <= mine | theirs
                and (word in mine) != (opposite in mine)
            ):
                yield Objection("different", f"{opposite} is the contrary of {word}")


def _unlike(one: frozenset[str], other: frozenset[str]) -> Literal["different", "look"]:
    """Different where both speak; to be looked at where one says nothing."""
    return "different" if one and other else "look"


def _implied(one: Facets, other: Facets) -> bool:
    """Whether the ages that one gives are those that both names' population has anyway."""
    ages = one.ages or other.ages
    both = one.things.get("population", frozenset()) & other.things.get("population", frozenset())
    older = "older" in one.things and "older" in other.things
    return (ages == {(0, 17)} and "children" in both) or (ages == {(65, 120)} and older)


def _ages(text: str) -> Iterator[tuple[int, int]]:
    """Age bands as (youngest, oldest), both included."""
    for match in _AGES.finditer(text):
        around = text[max(0, match.start() - 16) : match.end() + 12]
        if not _AGE_TALK.search(around):
            continue
        if match["low"] and int(match["low"]) < int(match["high"]):
            yield int(match["low"]), int(match["high"])
        elif over := match["over"] or match["over2"]:
            yield int(over), 120
        elif match["under"]:
            yield 0, int(match["under"]) - 1


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        yield re.sub(r"(?:st|nd|rd|th)$", "", match[0])
    for word in text.split():
        if word in NUMBER_WORDS:
            yield NUMBER_WORDS[word]


def _spans(ages: frozenset[tuple[int, int]]) -> str:
    return _listed({f"{low}+" if high == 120 else f"{low}-{high}" for low, high in ages})


def _listed(words: frozenset[str] | set[str]) -> str:
    return " and ".join(sorted(words))
