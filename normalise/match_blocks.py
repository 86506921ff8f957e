"""Which names are worth comparing: those that share a rare word, two rarer words, or a code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from .match_nodes import Node

_WORDS_PER_NAME = 5
_LARGEST_BLOCK = 60


def candidates(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of nodes of one council that may be one measure, each once, in the order of their keys."""
    frequency = Counter((node.council, token) for node in nodes for token in _tokens(node))
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        if node.is_measure:
            for key in _keys(node, frequency):
                blocks[key].append(at)
    pairs = {
        pair
        for block in blocks.values()
        if len(block) <= _LARGEST_BLOCK
        for pair in combinations(sorted(set(block)), 2)
    }
    for one, other in sorted(pairs):
        yield nodes[one], nodes[other]


def _keys(node: Node, frequency: Counter[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """What a node may be found by."""
    rare = sorted(_tokens(node), key=lambda token: (frequency[node.council, token], token))[:_WORDS_PER_NAME]
    for token in rare:
        yield (node.council, "word", token)
    for pair in combinations(sorted(rare), 2):
        yield (node.council, "words", *pair)
    yield (node.council, "all", *sorted(node.read.meant.main))
    for code in sorted(node.all_codes):
        yield (node.council, "code", code)


def _tokens(node: Node) -> frozenset[str]:
    return node.read.meant.main | node.read.meant.aside
