"""What is matched: one node for each distinct name of a council, whatever documents print it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain, combinations

from ..records import MeasureName
from .match_abbreviations import learn
from .match_names import PublishedName, ReadName, Signature, codes_of, name_and_code, read_name
from .match_spelling import compounds, mend

Print = tuple[str, str, str, Decimal]
NodeKey = tuple[str, str, str, str]
Figures = Mapping[tuple[str, str, str], frozenset[Decimal]]


@dataclass(frozen=True)
class Node:
    """One distinct name of one council, or several that are one measure beyond doubt (see ``together``).

    ``key`` is (council, kind, folded name, what tells it from its namesakes). ``published`` are
    its records, by document; ``codes_held`` every folded code that it carries; ``anchored`` the
    measure it is known to be, where no document of this run prints it.
    """

    key: NodeKey
    read: ReadName
    published: tuple[PublishedName, ...]
    codes_held: frozenset[str] = frozenset()
    anchored: str | None = None

    @property
    def council(self) -> str:
        return self.key[0]

    @property
    def is_measure(self) -> bool:
        """Whether other wordings are looked for: only of measures."""
        return self.key[1] == "measure"

    @cached_property
    def documents(self) -> frozenset[str]:
        """The documents that print it; a name that says of no document is in none."""
        return frozenset(name.document for name in self.published if name.document)

    @cached_property
    def codes(self) -> frozenset[tuple[str, str]]:
        """(document, folded code) pairs of the codes printed as the row's own."""
        return frozenset(
            (name.document, code)
            for name in self.published
            if name.document and (code := name_and_code(name.name, name.code)[1])
        )

    @cached_property
    def figures(self) -> Figures:
        """(document, period, basis) to the values printed there."""
        found: dict[tuple[str, str, str], set[Decimal]] = defaultdict(set)
        for name in self.published:
            for period, basis, value in name.figures:
                if value is not None:
                    found[name.document, period, basis].add(value)
        return {place: frozenset(values) for place, values in found.items()}

    @cached_property
    def targets(self) -> frozenset[tuple[str, Decimal]]:
        """(document, target) pairs."""
        return frozenset((document, target) for (document, _), target in self.targets_of.items())

    @cached_property
    def targets_of(self) -> Mapping[tuple[str, str], Decimal]:
        """(document, period) to the target printed there."""
        return {(name.document, period): target for name in self.published for period, target in name.targets}

    @cached_property
    def unit(self) -> str | None:
        units = Counter(name.unit for name in self.published if name.unit)
        return min(units, key=lambda unit: (-units[unit], unit)) if units else None


def build(names: Sequence[PublishedName], known: Iterable[MeasureName] = ()) -> tuple[Node, ...]:
    """Nodes of all names, in the order of their keys, and of the known names that are not among them."""
    by_council: dict[str, list[PublishedName]] = defaultdict(list)
    for name in names:
        by_council[name.council].append(name)
    kept: dict[str, list[MeasureName]] = defaultdict(list)
    for one in known:
        kept[one.council].append(one)
    nodes: list[Node] = []
    for council in sorted(by_council):
        nodes += _nodes(council, by_council[council], kept[council])
    return tuple(sorted(nodes, key=lambda node: node.key))


def kind_class(name: PublishedName) -> str:
    """Kinds that are one for matching: a milestone is called an action in some reports."""
    return "milestone" if name.kind == "action" else name.kind


def agree(nodes: Sequence[Node]) -> bool:
    """Whether nothing printed beside some names speaks against their being one measure."""
    units = {node.unit for node in nodes if node.unit}
    printed = (
        [*node.figures.items(), *node.targets_of.items(), *dict(node.codes).items()] for node in nodes if node.published
    )
    seen: dict[object, object] = {}
    return len(units) <= 1 and all(seen.setdefault(place, said) == said for place, said in chain.from_iterable(printed))


def together(nodes: Sequence[Node]) -> Node:
    """Nodes of one reading as one, under the key of the first."""
    first = nodes[0]
    published = tuple(name for node in nodes for name in node.published)
    return Node(first.key, first.read, published, frozenset().union(*(node.codes_held for node in nodes)))


def _nodes(council: str, names: Sequence[PublishedName], known: Sequence[MeasureName]) -> Iterator[Node]:
    read = _Reader([*(name.name for name in names), *(one.name for one in known)])
    groups: dict[tuple[str, str], list[PublishedName]] = defaultdict(list)
    for name in sorted(set(names), key=_order):
        groups[kind_class(name), name_and_code(name.name, name.code)[0]].append(name)
    for (kind, folded), group in groups.items():
        for told_apart, part in _namesakes(group):
            codes = frozenset().union(*(codes_of(name.name, name.code) for name in part))
            yield Node((council, kind, folded, told_apart), read(part[0].name), tuple(part), codes)
    here = {folded for _, folded in groups}
    anchors: dict[tuple[str, str], MeasureName] = {}
    for one in sorted(known, key=lambda one: (one.name, one.measure)):
        anchors.setdefault((name_and_code(one.name)[0], one.measure), one)
    for (folded, measure), one in anchors.items():
        if folded not in here:
            key = (council, "measure", folded, measure)
            yield Node(key, read(one.name), (), codes_of(one.name), anchored=measure)


class _Reader:
    """Reads names by what all of them write: short forms, slips."""

    def __init__(self, names: Sequence[str]) -> None:
        self._acronyms = learn(names)
        self._mended = mend(names)
        self._compounds = compounds(names)
        self._same: dict[Signature, ReadName] = {}

    def __call__(self, name: str) -> ReadName:
        """One reading for all names of one signature."""
        read = read_name(name, self._acronyms, self._mended, self._compounds)
        return self._same.setdefault(read.signature, read)


def _order(name: PublishedName) -> tuple[str, ...]:
    return name.document, name.name, name.code or "", name.section or "", name.unit or "", repr(name.figures)


def _namesakes(names: list[PublishedName]) -> list[tuple[str, list[PublishedName]]]:
    """One group, unless a document prints quite other figures for the same period under the same name.

    Then code, section and unit tell the things apart ("Town centre" under footfall and under
    vacancies). A thing printed twice with one figure that differs is still one: its other figures,
    or its target, agree.
    """
    parts: dict[str, list[PublishedName]] = defaultdict(list)
    for name in names:
        apart = (name_and_code(name.name, name.code)[1], name.section, name.unit)
        parts["|".join(word or "" for word in apart).lower()].append(name)
    prints = {told: _prints(part) for told, part in parts.items()}
    if not any(_are_apart(prints[one], prints[other]) for one, other in combinations(parts, 2)):
        return [("", names)]
    joined: list[tuple[str, list[PublishedName], set[Print]]] = []
    for told in sorted(parts):
        home = next((group for group in joined if group[2] & prints[told]), None)
        if home is None:
            joined.append((told, list(parts[told]), set(prints[told])))
        else:
            home[1].extend(parts[told])
            home[2].update(prints[told])
    return [(told, part) for told, part, _ in joined]


def _prints(names: Iterable[PublishedName]) -> frozenset[Print]:
    """What documents print of a thing: (document, period, basis or ``target``, value)."""
    figures = {(name.document, *figure) for name in names for figure in name.figures}
    targets = {(name.document, period, "target", target) for name in names for period, target in name.targets}
    return frozenset(
        (document, period, basis, value) for document, period, basis, value in figures | targets if value is not None
    )


def _are_apart(one: frozenset[Print], other: frozenset[Print]) -> bool:
    """Whether one document prints figures of both for a period, and they agree on nothing."""
    return not one & other and bool({place[:3] for place in one} & {place[:3] for place in other})
