"""The ids of measures: kept once given, else made from the name that the earliest report prints."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ..records import MeasureName
from .match_names import PublishedName, name_and_code
from .match_nodes import Node

_SLUG_LENGTH = 72


def ids_of(nodes: Sequence[Node], groups: Sequence[tuple[int, ...]], known: Iterable[MeasureName]) -> list[str]:
    """The id of each group: the known one that most of its names have, else made from its first name."""
    known_as: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in known:
        known_as[name.council, name_and_code(name.name)[0]].add(name.measure)
    claims: list[tuple[int, str, int]] = []
    for at, members in enumerate(groups):
        fresh = _fresh(nodes, members)
        votes = Counter(
            measure
            for member in members
            for name in _folded(nodes[member])
            for measure in known_as[nodes[member].council, name]
            if nodes[member].anchored in (None, measure)
        )
        claims += [(-2 * count - (measure == fresh), measure, at) for measure, count in votes.items()]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, measure, at in sorted(claims):
        if at not in ids and measure not in taken:
            ids[at] = measure
            taken.add(measure)
    taken |= {measure for measures in known_as.values() for measure in measures}
    for at, members in enumerate(groups):
        if at not in ids:
            ids[at] = _free(_fresh(nodes, members), taken)
            taken.add(ids[at])
    return [ids[at] for at in range(len(groups))]


def founder(nodes: Sequence[Node], members: Iterable[int]) -> int:
    """The node that the earliest report prints; a name that nothing prints comes last."""
    return min(
        members, key=lambda member: (min(map(_when, nodes[member].published), default=("~",)), nodes[member].key)
    )


def _when(name: PublishedName) -> tuple[str, ...]:
    periods = [period for period, _, _ in name.figures]
    return name.period or min(periods, default="~"), name.document, name_and_code(name.name, name.code)[0]


def _folded(node: Node) -> frozenset[str]:
    return frozenset([node.key[2], *(name_and_code(name.name, name.code)[0] for name in node.published)])


def _free(wanted: str, taken: set[str]) -> str:
    number = 1
    while (candidate := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return candidate


def _fresh(nodes: Sequence[Node], members: Iterable[int]) -> str:
    """Council code and slug of the name that the earliest report prints, with what tells namesakes apart."""
    first = nodes[founder(nodes, members)]
    council, kind, folded, told_apart = first.key
    if first.published:
        folded = min(map(_when, first.published))[2]
    words = [folded, *([told_apart] if first.published else []), *([] if kind == "measure" else [kind])]
    return f"{council}-" + "-".join(slug for word in words if (slug := _slug(word)))


def _slug(text: str) -> str:
    """A text as part of an id; a long one is cut, and a digest of all of it keeps it apart from others."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if len(slug) <= _SLUG_LENGTH:
        return slug
    return f"{slug[:_SLUG_LENGTH].rsplit('-', 1)[0]}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
