"""What a measure is about, and how it is defined, by a vocabulary of this field's subjects.

Measures of two councils are compared by what is read here, never by how alike their names are: the
subjects of the vocabulary are the blocks, so that nobody compares all names with all names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml

from ..language.names import counted_as, split_code
from ..language.units import unit_from_name
from .match_words import plain, spaced, stems, words
from .vetoes import Facets, ages_told, facets_of, groups

_TERM = re.compile(r"\{([A-Z]+)\}")
_CODE = re.compile(r"\b(NI|BV)(?:PI)?[\s-]?0*(\d{1,3}[a-z]?)\b", re.IGNORECASE)
_SCALE = re.compile(r"\bper (1000+)(?: (?:of the )?(?:population|people|residents|adults|households))?\b")
_FORM = re.compile(
    r"\b(?:percentage(?: points?)?|percent|proportion|number|rate|average|mean|median|per|score|pps?)\b|%"
)
_SCALES = {"per_10000": 10_000, "per_100000": 100_000}
_TELLING_WORDS = 3
# Small words beyond those of matching: here a name is read for what is left of it.
_SMALL = frozenset(
    "on an the about more further old every per end quarter reach experienc prevalenc count level area".split()
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that councils measure; see ``subjects.yaml``.

    ``sides`` are the opposite ways to count it, ``complements`` those that make 100% together. Patterns are kept as
    they are written: few of them are ever needed.
    """

    name: str
    theme: str
    says: tuple[str, ...]
    never: str | None
    silent: str | None
    norm: str | None
    ignores: frozenset[str]
    sides: Mapping[str, str]
    complements: frozenset[frozenset[str]]

    def told_by(self, text: str) -> tuple[int, int] | None:
        """How surely a text is about this: how many of its patterns it holds, how long they are; None if it is not."""
        found = []
        for pattern in self.says:
            if not (match := _pattern(pattern).search(text)):
                return None
            found.append(len(match[0]))
        return None if self.never and _pattern(self.never).search(text) else (len(found), sum(found))


@dataclass(frozen=True, slots=True)
class Definition:
    """How a measure is defined, by one of its published names.

    ``subject`` is None where the vocabulary has none and the name too few telling words to stand for
    one. ``side`` is in which of opposite ways it counts, ``scale`` the population that a rate is for,
    ``over`` the time that is counted over where that is told. ``also`` are words that the vocabulary
    does not know.
    """

    name: str
    theme: str | None
    subject: str | None
    side: str | None
    unit: str | None
    scale: int | None
    facets: Facets
    over: frozenset[str]
    also: frozenset[str]

    @property
    def described(self) -> str:
        """All of it but ``also``, in words; the same for the same definition."""
        said = [self.subject or "", self.side or "", f"in {self.unit}" if self.unit else "unit not known"]
        said += [f"per {self.scale}"] if self.scale else []
        said += [f"ages {low} to {high}" for low, high in sorted(self.facets.ages)]
        said += [f"{group}: {' and '.join(sorted(things))}" for group, things in sorted(self.facets.things.items())]
        said += [f"number {number}" for number in sorted(self.facets.numbers)]
        said += [f"not {word}" for word in sorted(self.facets.negated)]
        said += [f"over {span}" for span in sorted(self.over)]
        return "; ".join(filter(None, said))


@cache
def _raw() -> dict[str, Any]:
    source = resources.files(__package__) / "data" / "subjects.yaml"
    loaded: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def subjects() -> tuple[Subject, ...]:
    """The subjects that come with the package, in the order of the file."""
    return tuple(_subject(theme["theme"], entry) for theme in _raw()["themes"] for entry in theme["subjects"])


@cache
def subject_named(name: str) -> Subject | None:
    """The subject of the vocabulary with a name."""
    return next((subject for subject in subjects() if subject.name == name), None)


def read_definition(names: Sequence[str], unit: str | None, council_name: str = "") -> Definition:
    """What a measure is about and how it is defined.

    Args:
        names: its published names; the first that the vocabulary knows is read, else the first of all.
        unit: of its figures; None where none is published.
        council_name: whose words tell nothing in its own names.
    """
    read = [(name, _text(name)) for name in names]
    known = next(((name, text, subject) for name, text in read if (subject := _subject_of(name, text))), None)
    name, text, subject = known or (*read[0], None)
    unit = unit or unit_from_name(name)
    scale = next((int(scale) for scale in _SCALE.findall(text)), _SCALES.get(unit or ""))
    own = stems(council_name) if council_name else ()
    over = counted_as(name) - {"snapshot"}
    if subject is None:
        told = _telling(text, own)
        worded = f"as worded: {' '.join(sorted(told))}" if len(told) >= _TELLING_WORDS else None
        facets = replace(facets_of(text), form=None, scale=frozenset(), stems=frozenset())
        return Definition(name, _theme_of(text), worded, None, unit, scale, facets, over, frozenset())
    if subject.norm:
        over = frozenset(span for span in over if not _pattern(subject.norm).search(span))
        text = _pattern(subject.norm).sub(" ", text)
    side = next((side for side, pattern in subject.sides.items() if _pattern(pattern).search(text)), None)
    left = _left_over(subject, text, own)
    return Definition(name, subject.theme, subject.name, side, unit, scale, _facets(subject, text), over, left)


def _subject(theme: str, entry: Mapping[str, Any]) -> Subject:
    return Subject(
        name=entry["subject"],
        theme=theme,
        says=tuple(entry["says"]),
        never="|".join(entry["not"]) if "not" in entry else None,
        silent=entry.get("silent"),
        norm=entry.get("norm"),
        ignores=frozenset(entry.get("ignores", ())),
        sides={side: "|".join(written) for side, written in entry.get("sides", {}).items()},
        complements=frozenset(map(frozenset, entry.get("complements", ()))),
    )


@cache
def _pattern(written: str) -> re.Pattern[str]:
    terms: Mapping[str, str] = _raw()["terms"]
    return re.compile(rf"(?<!\w)(?:{_TERM.sub(lambda term: f'(?:{terms[term[1]]})', written)})(?!\w)")


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), text) for pattern, text in _raw()["rewrites"].items())


@cache
def _by_code() -> Mapping[str, str]:
    return {
        code: entry["subject"]
        for theme in _raw()["themes"]
        for entry in theme["subjects"]
        for code in entry.get("codes", ())
    }


@cache
def _themes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((theme["theme"], _pattern(theme["words"])) for theme in _raw()["themes"])


def _text(name: str) -> str:
    """A name as patterns see it: without code and notes, other words for the same put in."""
    text = spaced(words().notes.sub(" ", ages_told(_CODE.sub(" ", split_code(name)[1]))))
    for pattern, other in _rewrites():
        text = pattern.sub(other, text)
    return text


def _subject_of(name: str, text: str) -> Subject | None:
    """The subject that a name speaks of, else that of its number in a national set."""
    if found := _subject_in(text):
        return found
    codes = (f"{prefix}{number}".lower() for prefix, number in _CODE.findall(name))
    return next((subject_named(_by_code()[code]) for code in codes if code in _by_code()), None)


@lru_cache(maxsize=8192)
def _subject_in(text: str) -> Subject | None:
    best: tuple[int, int] | None = None
    subject = None
    for each in subjects():
        told = each.told_by(text)
        if told and (best is None or told > best):
            best, subject = told, each
    return subject


def _theme_of(text: str) -> str | None:
    """The theme of which a text says most, of two the first."""
    said = [(len({match[0] for match in pattern.finditer(text)}), theme) for theme, pattern in _themes()]
    count, theme = max(said, key=lambda one: one[0])
    return theme if count else None


def _facets(subject: Subject, text: str) -> Facets:
    """Whom, where and since when a name counts, but for what the subject itself decides."""
    read = facets_of(_SCALE.sub(" ", text))
    around = facets_of(_pattern(subject.says[0]).sub(" ", text))
    decided = bool(subject.sides) or "negated" in subject.ignores
    numbers = (number for number in read.numbers if not (subject.silent and _pattern(subject.silent).fullmatch(number)))
    return Facets(
        form=None,
        ages=read.ages,
        numbers=frozenset() if "numbers" in subject.ignores else frozenset(numbers),
        scale=frozenset(),
        negated=frozenset() if decided else read.negated,
        stems=frozenset(),
        things={group: things for group, things in around.things.items() if group not in subject.ignores},
    )


def _left_over(subject: Subject, text: str, own: Collection[str]) -> frozenset[str]:
    """The telling stems that neither the subject nor a group of vetoes accounts for."""
    accounted = list(text)
    silent = (subject.silent,) if subject.silent else ()
    told = map(_pattern, (*subject.says, *subject.sides.values(), *silent))
    for pattern in (*told, *_group_patterns()):
        for match in pattern.finditer(text):
            accounted[match.start() : match.end()] = " " * len(match[0])
    return frozenset(_telling("".join(accounted), own))


@cache
def _group_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for group in groups() for pattern in group.things.values())


def _telling(text: str, own: Collection[str]) -> frozenset[str]:
    listed = words()
    rest = _FORM.sub(" ", _SCALE.sub(" ", plain(text)))
    dull = listed.stop | listed.generic | _SMALL | set(own)
    return frozenset(stem for stem in stems(rest, listed.small) if stem not in dull and not stem[0].isdigit())
