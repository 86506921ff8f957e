"""Whether two names are one measure: same, different, or to be looked at, with the reasons in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from rapidfuzz.distance import OSA

from .match_names import Reading
from .match_nodes import Node, NodeKey
from .match_words import words
from .vetoes import objections

Judgement = Literal["same", "different", "look"]
Method = Literal["exact", "code", "alias", "fuzzy", "decision", "new"]

_SAME, _LOOK = 86.0, 62.0
_SAME_WITH_EVIDENCE, _LOOK_WITH_EVIDENCE = 58.0, 40.0
_GENERIC_WEIGHT, _ASIDE_WEIGHT = 0.25, 0.5
_TYPO_LENGTH, _LONG_TYPO_LENGTH, _RARE = 5, 9, 2
_TELLING_DIGITS = 3
_ROUND = 5
_MOST_NAMES_OF_A_CODE = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """``score`` is 0 to 100; ``reasons`` are for and against, most weighty first.

    ``vetoed``: the two can never be one measure, whatever others they resemble.
    """

    judgement: Judgement
    score: float
    method: Method
    reasons: tuple[str, ...]
    vetoed: bool = False


@dataclass(frozen=True, slots=True)
class _Overlap:
    """How much of two names is shared, by weight, and the telling words that only one has."""

    score: float
    only_one: frozenset[str]
    only_other: frozenset[str]


class Comparer:
    """Compares nodes by how telling their words are in the whole collection."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        listed = tuple(nodes)
        self._frequency = Counter(token for node in listed for token in _tokens(node))
        self._count = len(listed)
        self._weight = {token: self._telling(token) for token in self._frequency}
        self._answers: dict[tuple[NodeKey, NodeKey], Answer] = {}
        self._trusted: dict[tuple[str, str], bool] = {}
        self._carrying: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in listed:
            for code in node.codes_held:
                self._carrying[node.council, code].append(node)

    def compare(self, one: Node, other: Node) -> Answer:
        """The answer for two nodes of one council; the order of the two does not matter."""
        one, other = _ordered(one, other)
        if (one.key, other.key) not in self._answers:
            self._answers[one.key, other.key] = self._compare(one, other)
        return self._answers[one.key, other.key]

    def forbids(self, one: Node, other: Node) -> bool:
        """Whether the two can never be one measure, whatever others they resemble."""
        answer = self.compare(one, other)
        if answer.judgement != "different":
            return False
        return answer.vetoed or bool(one.documents & other.documents) or bool(_forbidden(*_ordered(one, other)))

    def trusts(self, council: str, code: str) -> bool:
        """Whether all names that carry a code may be one measure; a code that is given anew is no evidence."""
        if (council, code) not in self._trusted:
            named = self._carrying[council, code]
            self._trusted[council, code] = len(named) <= _MOST_NAMES_OF_A_CODE and not any(
                self._overlap(one, other).score < _LOOK_WITH_EVIDENCE or _forbidden(one, other)
                for one, other in combinations(named, 2)
            )
        return self._trusted[council, code]

    def _telling(self, token: str) -> float:
        """How telling a word is: 1 for one that stands in a single name, a quarter for one in all."""
        rare = math.log((1 + self._count) / (1 + self._frequency[token])) / math.log(1 + self._count)
        weight = 0.25 + 0.75 * max(0.0, rare)
        return weight * _GENERIC_WEIGHT if token in words().generic else weight

    def _compare(self, one: Node, other: Node) -> Answer:
        overlap = self._overlap(one, other)
        shared = sorted(one.codes_held & other.codes_held)
        if overlap.score < _LOOK_WITH_EVIDENCE and not shared:
            return Answer("different", overlap.score, "fuzzy", tuple(_wording(overlap)))
        code = next((code for code in shared if self.trusts(one.council, code)), None)
        if forbidden := _forbidden(one, other):
            return Answer("different", overlap.score, "fuzzy", forbidden, vetoed=True)
        doubts = [objection.reason for objection in objections(one.read.facets, other.read.facets)]
        evidence = tuple(_shared_figures(one, other))
        codes = (
            [f"the same code {code}"] if code else [f"the code {one}, which other names carry too" for one in shared]
        )
        reasons = (*codes, *evidence, *_wording(overlap), *doubts)
        alike = not (overlap.only_one or overlap.only_other or doubts) and overlap.score >= _SAME
        if one.documents & other.documents and not (evidence or alike):
            if overlap.score >= _LOOK and (target := _shared_target(one, other)):
                return Answer("look", overlap.score, "fuzzy", (target, *reasons))
            return Answer("different", overlap.score, "fuzzy", ("two names in one document", *reasons), vetoed=True)
        judgement = _judge(overlap, bool(doubts), bool(code or evidence))
        return Answer(judgement, overlap.score, _method(overlap, code, judgement), reasons)

    def _overlap(self, one: Node, other: Node) -> _Overlap:
        """The better of two readings: as the names are meant, and to the letter."""
        meant = self._shared(one.read.meant, other.read.meant)
        if meant.score >= 100:
            return meant
        literal = self._shared(one.read.literal, other.read.literal)
        return literal if literal.score > meant.score else meant

    def _shared(self, one: Reading, other: Reading) -> _Overlap:
        mine, theirs = self._weights(one), self._weights(other)
        pairs = {token: token for token in mine.keys() & theirs.keys()}
        pairs |= dict(self._typos(mine.keys() - pairs.keys(), theirs.keys() - pairs.keys()))
        shared = sum(max(mine[token], theirs[twin]) for token, twin in sorted(pairs.items()))
        twins = set(pairs.values())
        lone = {token: mine[token] for token in sorted(mine) if token not in pairs}
        alone = {token: theirs[token] for token in sorted(theirs) if token not in twins}
        left = sum(lone.values()) + sum(alone.values())
        return _Overlap(
            score=round(100 * 2 * shared / (2 * shared + left), 1) if shared else 0.0,
            only_one=frozenset(lone) - words().generic,
            only_other=frozenset(alone) - words().generic,
        )

    def _weights(self, reading: Reading) -> Mapping[str, float]:
        weights = {token: self._weight[token] * _ASIDE_WEIGHT for token in reading.aside}
        return weights | {token: self._weight[token] for token in reading.main}

    def _typos(self, mine: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Words that differ by a slip: one is rare in the collection, and neither is the other with a prefix."""
        free = sorted(theirs)
        for token in sorted(mine):
            for twin in free:
                if self._is_slip(token, twin):
                    free.remove(twin)
                    yield token, twin
                    break

    def _is_slip(self, token: str, twin: str) -> bool:
        shorter = min(len(token), len(twin))
        if shorter < _TYPO_LENGTH or token[0] != twin[0] or not (token.isalpha() and twin.isalpha()):
            return False
        if min(self._frequency[token], self._frequency[twin]) > _RARE:
            return False
        reach = 2 if shorter >= _LONG_TYPO_LENGTH else 1
        return OSA.distance(token, twin, score_cutoff=reach) <= reach


def _ordered(one: Node, other: Node) -> tuple[Node, Node]:
    return (one, other) if one.key <= other.key else (other, one)


def _forbidden(one: Node, other: Node) -> tuple[str, ...]:
    """Every reason for which the two can never be one measure."""
    against = objections(one.read.facets, other.read.facets)
    return (
        *(objection.reason for objection in against if objection.judgement == "different"),
        *_contradictions(one, other),
    )


def _judge(overlap: _Overlap, doubts: bool, evidence: bool) -> Judgement:
    """The answer where nothing forbids it; ``evidence`` is a code or a figure that both have."""
    substituted = bool(overlap.only_one and overlap.only_other)
    if evidence and overlap.score >= _SAME_WITH_EVIDENCE and not (substituted and overlap.score < _SAME):
        return "look" if doubts else "same"
    if overlap.score >= _SAME and not (doubts or overlap.only_one or overlap.only_other):
        return "same"
    return "look" if overlap.score >= (_LOOK_WITH_EVIDENCE if evidence else _LOOK) else "different"


def _tokens(node: Node) -> frozenset[str]:
    read = node.read
    return read.meant.main | read.meant.aside | read.literal.main | read.literal.aside


def _wording(overlap: _Overlap) -> Iterator[str]:
    yield f"wording {overlap.score:.0f} of 100 alike"
    if overlap.only_one or overlap.only_other:
        yield "only one has: " + ", ".join(sorted(overlap.only_one | overlap.only_other))


def _method(overlap: _Overlap, code: str | None, judgement: Judgement) -> Method:
    if overlap.score >= 100:
        return "alias"
    return "code" if code and judgement == "same" and overlap.score < _SAME else "fuzzy"


def _contradictions(one: Node, other: Node) -> Iterator[str]:
    """Two rows of one document that cannot be one measure, and units that differ."""
    for place in sorted(one.figures.keys() & other.figures.keys()):
        if one.figures[place] != other.figures[place]:
            document, period, basis = place
            figures = " and ".join(f"{min(node.figures[place])}" for node in (one, other))
            yield f"{document} prints {figures} for {period} ({basis})"
            break
    for document, period in sorted(one.targets_of.keys() & other.targets_of.keys()):
        targets = one.targets_of[document, period], other.targets_of[document, period]
        if targets[0] != targets[1]:
            yield f"{document} gives targets {targets[0]} and {targets[1]} for {period}"
            break
    mine, theirs = dict(one.codes), dict(other.codes)
    if any(mine[document] != theirs[document] for document in mine.keys() & theirs.keys()):
        yield "one document gives them different codes"
    if one.unit and other.unit and one.unit != other.unit:
        yield f"units {one.unit} and {other.unit}"


def _shared_figures(one: Node, other: Node) -> Iterator[str]:
    """Figures that both print for one period, or within one document, telling enough to be no chance."""
    periods = _by_period(one), _by_period(other)
    for period in sorted(periods[0].keys() & periods[1].keys()):
        for value in sorted(periods[0][period] & periods[1][period]):
            if _is_telling(value):
                yield f"both print {value} for {period}"
    inside = {(place[0], value) for place, values in one.figures.items() for value in values}
    within = {(place[0], value) for place, values in other.figures.items() for value in values}
    for document, value in sorted(inside & within):
        if _is_telling(value):
            yield f"{document} prints {value} for both"
            break


def _shared_target(one: Node, other: Node) -> str | None:
    """A target that one document gives both, where it is no round figure that many measures have."""
    for document, target in sorted(one.targets & other.targets):
        if target % _ROUND:
            return f"{document} gives both the target {target}"
    return None


def _by_period(node: Node) -> Mapping[str, frozenset[Decimal]]:
    found: dict[str, frozenset[Decimal]] = {}
    for (_, period, basis), values in node.figures.items():
        if basis in {"actual", "previous"}:
            found[period] = found.get(period, frozenset()) | values
    return found


def _is_telling(value: Decimal) -> bool:
    """Whether a figure has digits enough that two measures would hardly share it."""
    return len(value.normalize().as_tuple().digits) >= _TELLING_DIGITS
