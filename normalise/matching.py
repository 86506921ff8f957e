"""Every published name put on the measure that it is, within one council.

Names are read (``match_names``), those worth it compared (``match_blocks``, ``match_compare``, with
the vetoes of ``vetoes``), and put together so that every "different" holds (``match_clusters``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from ..language.names import without_code
from ..records import Measure, MeasureName, Problem, Proposal, SameDecision
from .match_blocks import candidates
from .match_clusters import cluster
from .match_compare import Answer, Comparer, Judgement
from .match_ids import founder, ids_of
from .match_names import PublishedName, name_and_code
from .match_nodes import Node, NodeKey, agree, build, kind_class, together

__all__ = ["Answer", "Matched", "Proposal", "PublishedName", "explain", "match"]


@dataclass(frozen=True, slots=True)
class Matched:
    """``of[i]`` is the measure of the i-th published name that was given."""

    measures: tuple[Measure, ...]
    names: tuple[MeasureName, ...]
    of: tuple[str, ...]
    proposals: tuple[Proposal, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Link:
    """Why two nodes (by number) are one measure."""

    one: int
    other: int
    answer: Answer
    decided_by: str | None = None


def match(
    names: Sequence[PublishedName],
    decisions: Sequence[SameDecision] = (),
    known: Sequence[MeasureName] = (),
    *,
    settled: bool = False,
) -> Matched:
    """Puts names on measures; the order of the names changes nothing but the order of ``of``.

    Args:
        names: what the documents print, one record for each document, name, code and section.
        decisions: what people decided; they win over everything.
        known: names already on a measure. A measure keeps its id when names join it; a known name
            that is not among ``names`` stands for its measure, so that new names can join it.
        settled: leave the known names where they are: no measure is split or joined with another.

    Returns:
        Measures and names in the order of their ids; pairs to be looked at, best first; problems
        where decisions contradict each other.
    """
    single = build(names, known)
    held = _held(single, known) if settled else {}
    nodes = _bundled(single, decisions, held)
    comparer = Comparer(nodes)
    decided = _decided(nodes, decisions)
    links = [link for link in decided if link.answer.judgement == "same"] + list(_anchored(nodes, held))
    apart = [(link.one, link.other) for link in decided if link.answer.judgement == "different"]
    answers = [
        _Link(one, other, comparer.compare(nodes[one], nodes[other]))
        for one, other in candidates(nodes)
        if not {nodes[one].key, nodes[other].key} <= held.keys()
    ]
    found = [link for link in answers if link.answer.judgement == "same"]
    groups, impossible = cluster(
        len(nodes),
        [(link.one, link.other) for link in links],
        apart,
        [(link.answer.score, link.one, link.other) for link in found],
        lambda one, other: (
            len({held.get(nodes[one].key), held.get(nodes[other].key), None}) > 2
            or comparer.forbids(nodes[one], nodes[other])
        ),
    )
    ids = ids_of(nodes, groups, known)
    home = {member: at for at, members in enumerate(groups) for member in members}
    measures = [_measure(ids[at], [nodes[member] for member in members]) for at, members in enumerate(groups)]
    published = _names(nodes, groups, ids, links + found)
    return Matched(
        measures=tuple(sorted(filter(None, measures), key=lambda measure: measure.measure)),
        names=tuple(sorted(published, key=lambda one: (one.measure, one.council, one.name))),
        of=_of(names, nodes, home, ids),
        proposals=_proposals(nodes, answers, home, apart),
        problems=tuple(_impossible(nodes[one], nodes[other]) for one, other in impossible),
    )


def explain(names: Sequence[PublishedName], one: str, other: str) -> Answer:
    """How two printed names compare, among all of the names given.

    Raises:
        KeyError: one of them is not among the names.
    """
    nodes = build(names)
    mine, theirs = _printing(nodes, one), _printing(nodes, other)
    if mine == theirs:
        return Answer("same", 100.0, "exact", ("the same words",))
    return Comparer(_bundled(nodes)).compare(mine, theirs)


def _printing(nodes: Sequence[Node], name: str) -> Node:
    for node in nodes:
        if any(published.name == name for published in node.published):
            return node
    raise KeyError(name)


def _held(nodes: Sequence[Node], known: Iterable[MeasureName]) -> dict[NodeKey, str]:
    """The measure of each node that is known as one only."""
    measures: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in known:
        measures[name.council, without_code(name.name)].add(name.measure)
    found = {node.key: measures[node.council, node.key[2]] for node in nodes if node.is_measure}
    return {key: min(ids) for key, ids in found.items() if len(ids) == 1}


def _bundled(
    nodes: Sequence[Node], decisions: Sequence[SameDecision] = (), held: Mapping[NodeKey, str] = MappingProxyType({})
) -> list[Node]:
    """Names of one reading as one node, so that they are compared with others only once.

    Left single are names that a person decided on, known ones that nothing prints, and those beside
    which anything printed disagrees.
    """
    spoken_of = {(one.council, name_and_code(name)[0]) for one in decisions for name in (one.one, one.other)}
    alike: dict[tuple[object, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        single = not node.is_measure or node.anchored or (node.council, node.key[2]) in spoken_of
        alike[node.key if single else (node.council, node.read.signature, held.get(node.key))].append(node)
    bundled = [[together(group)] if len(group) > 1 and agree(group) else group for group in alike.values()]
    return sorted(chain.from_iterable(bundled), key=lambda node: node.key)


def _decided(nodes: Sequence[Node], decisions: Iterable[SameDecision]) -> list[_Link]:
    """What people decided, for the names that are here, in an order that does not depend on the files."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        by_name[node.key[0], node.key[2]].append(at)
    links = []
    for decision in sorted(decisions, key=lambda d: (d.council, d.one, d.other, d.when)):
        ends = [by_name[decision.council, name_and_code(name)[0]] for name in (decision.one, decision.other)]
        if decision.same is None:
            continue
        judgement: Judgement = "same" if decision.same else "different"
        for one in ends[0]:
            for other in ends[1]:
                if one != other:
                    reasons = (f"{decision.who} decided on {decision.when.isoformat()}: {decision.why}",)
                    links.append(_Link(one, other, Answer(judgement, 100.0, "decision", reasons), decision.who))
    return links


def _anchored(nodes: Sequence[Node], held: Mapping[NodeKey, str]) -> Iterator[_Link]:
    """Known names of one measure stay together: those that are held, and those that no document of this run prints."""
    first: dict[str, int] = {}
    for at, node in enumerate(nodes):
        if measure := node.anchored or held.get(node.key):
            if measure in first:
                yield _Link(first[measure], at, Answer("same", 100.0, "exact", ("known to be one measure",)))
            first.setdefault(measure, at)


def _measure(measure: str, members: Sequence[Node]) -> Measure | None:
    """Name as the latest document has it, the unit that most names have; None if nothing prints it."""
    published = [name for node in members for name in node.published]
    if not published:
        return None
    latest = max(published, key=lambda name: (_last_period(name), name.document, name.name, name.section or ""))
    units = Counter(name.unit for name in published if name.unit)
    unit = min(units, key=lambda unit: (-units[unit], unit)) if units else None
    return Measure(measure, latest.name, unit=unit, theme=latest.theme)


def _last_period(name: PublishedName) -> str:
    return max((period for period, basis, _ in name.figures if basis == "actual"), default="")


def _names(
    nodes: Sequence[Node], groups: Sequence[tuple[int, ...]], ids: Sequence[str], links: Iterable[_Link]
) -> Iterator[MeasureName]:
    reasons: dict[int, list[_Link]] = defaultdict(list)
    for link in links:
        reasons[link.one].append(link)
        reasons[link.other].append(link)
    for at, members in enumerate(groups):
        first = founder(nodes, members)
        found: list[MeasureName] = []
        for member in members:
            inside = [link for link in reasons[member] if {link.one, link.other} <= set(members)]
            found += _published_names(nodes[member], ids[at], inside, member == first)
        yield from _each_once(found)


def _each_once(names: Iterable[MeasureName]) -> Iterable[MeasureName]:
    """A name that several nodes of one measure print (namesakes by section) stands once, for its best reason."""
    best: dict[str, MeasureName] = {}
    for one in names:
        best[one.name] = max(best.get(one.name, one), one, key=_reason_of)
    return best.values()


def _reason_of(name: MeasureName) -> tuple[bool, bool, float, str]:
    """Orders reasons: what a person decided, then the name that the measure was made for, then the score."""
    return name.decided_by is not None, name.method == "new", name.score, name.method


def _published_names(node: Node, measure: str, links: Sequence[_Link], founder: bool) -> Iterator[MeasureName]:
    """One record for each printed form of a node's name."""
    best = max(links, key=lambda link: (bool(link.decided_by), link.answer.score, -link.one, -link.other), default=None)
    printed = sorted({(name.document, name.name) for name in node.published})
    seen: set[str] = set()
    for _, name in printed:
        if name in seen:
            continue
        if seen:
            alike = without_code(name) in {without_code(other) for other in seen}
            yield MeasureName(measure, node.council, name, 100.0, "exact" if alike else "alias")
        elif founder or best is None:
            yield MeasureName(measure, node.council, name, 100.0, "new")
        else:
            yield MeasureName(measure, node.council, name, best.answer.score, best.answer.method, best.decided_by)
        seen.add(name)


def _of(
    names: Sequence[PublishedName], nodes: Sequence[Node], home: Mapping[int, int], ids: Sequence[str]
) -> tuple[str, ...]:
    measure_of = {(kind_class(name), name): ids[home[at]] for at, node in enumerate(nodes) for name in node.published}
    return tuple(measure_of[kind_class(name), name] for name in names)


def _proposals(
    nodes: Sequence[Node], answers: Iterable[_Link], home: Mapping[int, int], apart: Iterable[tuple[int, int]]
) -> tuple[Proposal, ...]:
    """Of any two measures the pair of names to be looked at that is most alike, unless a person told them apart."""
    settled = {frozenset((home[one], home[other])) for one, other in apart}
    best: dict[frozenset[int], Proposal] = {}
    for link in sorted(answers, key=lambda link: (-link.answer.score, link.one, link.other)):
        measures = frozenset((home[link.one], home[link.other]))
        if link.answer.judgement == "different" or len(measures) == 1 or measures in settled:
            continue
        one, other = nodes[link.one], nodes[link.other]
        found = Proposal(one.council, _shown(one), _shown(other), link.answer.score, link.answer.reasons)
        best.setdefault(measures, found)
    return tuple(sorted(best.values(), key=lambda one: (-one.score, one.council, one.one, one.other)))


def _shown(node: Node) -> str:
    return node.published[0].name if node.published else node.key[2]


def _impossible(one: Node, other: Node) -> Problem:
    return Problem(
        "normalise",
        f'the decisions say that "{_shown(one)}" and "{_shown(other)}" are one measure, but also, directly or through '
        "other names, that they are not: mend the decisions",
    )
