"""Whether two measures of different councils can be compared, how strongly, and why.

Only measures of the same definition may ever be drawn as one series. A definition that one of them
does not tell (a unit, an age band) is another definition: nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Literal

from ..records import Comparable
from .subjects import Definition, subject_named
from .vetoes import objections

Strength = Literal["same definition", "same subject, another definition"]


def pairs(new: Sequence[Definition], known: Iterable[Definition] = ()) -> Iterator[Comparable]:
    """Every two definitions of one subject, both ways round, each with itself too.

    Args:
        new: definitions with a subject, each described differently.
        known: others, whose pairs with each other are not wanted again.
    """
    by_subject: dict[str, tuple[list[Definition], list[Definition]]] = {}
    for place, definitions in enumerate((new, known)):
        for each in definitions:
            if each.subject is not None:
                by_subject.setdefault(each.subject, ([], []))[place].append(each)
    for fresh, others in by_subject.values():
        yield from (compare(one, other) for one, other in product(fresh, fresh))
        for one, other in product(fresh, others):
            yield compare(one, other)
            yield compare(other, one)


def compare(one: Definition, other: Definition) -> Comparable:
    """How two definitions of one subject compare; ``x`` in the transformation is a figure of the first.

    Raises:
        ValueError: they are of two subjects, or of none.
    """
    if one.subject is None or one.subject != other.subject:
        raise ValueError(f"{one.described} and {other.described} are not of one subject")
    unlike = list(_unlike_otherwise(one, other))
    differences = [*_unlike_forms(one, other), *unlike]
    strength: Strength = "same subject, another definition" if differences else "same definition"
    subject = one.subject.removeprefix("as worded: ")
    reason = "; ".join([f"both measure: {subject}", *differences])
    return Comparable(one.described, other.described, strength, reason, None if unlike else _transformation(one, other))


def _unlike_forms(one: Definition, other: Definition) -> Iterator[str]:
    if one.side != other.side:
        yield f'"{one.side or "not told"}" against "{other.side or "not told"}"'
    if one.unit is None or other.unit is None:
        yield "the unit of one is not known" if one.unit or other.unit else "their units are not known"
    elif one.unit != other.unit:
        yield f"{one.unit} against {other.unit}"
    elif one.scale != other.scale:
        yield " against ".join(f"per {each.scale}" if each.scale else "no rate" for each in (one, other))
    if one.over != other.over:
        yield " against ".join(" and ".join(sorted(each.over)) or "no span told" for each in (one, other))


def _unlike_otherwise(one: Definition, other: Definition) -> Iterator[str]:
    for objection in objections(one.facets, other.facets):
        yield objection.reason


def _transformation(one: Definition, other: Definition) -> str | None:
    """What makes of the first measure's figure one that stands beside the second's, where arithmetic alone can.

    Figures over other spans of time are no arithmetic apart, and a span that one does not tell may be another one.
    """
    if one.over != other.over:
        return None
    subject = subject_named(one.subject or "")
    if subject and one.side != other.side:
        whole = {one.side, other.side} in subject.complements
        return "100 - x" if whole and one.unit == other.unit == "percent" else None
    if one.scale and other.scale and one.scale != other.scale:
        larger, smaller = max(one.scale, other.scale), min(one.scale, other.scale)
        times, rest = divmod(larger, smaller)
        return None if rest else f"{times} * x" if other.scale == larger else f"x / {times}"
    return None
