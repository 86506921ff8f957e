"""Which names are worth comparing: those that share a rare word, rarer words together, or a code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from .match_nodes import Node

_WORDS_PER_NAME = 5
_LARGEST_BLOCK = 60


def candidates(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of nodes (by number) of one council that may be one measure, each once, in their order.

    A block too large to be telling is passed over: names in it that are alike share rarer words, or
    more of them, and meet in another.
    """
    frequency = Counter((node.council, token) for node in nodes for token in _tokens(node))
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        if node.is_measure:
            for key in _keys(node, frequency):
                blocks[key].append(at)
    pairs = {pair for block in blocks.values() if 1 < len(block) <= _LARGEST_BLOCK for pair in combinations(block, 2)}
    yield from sorted(pairs)


def _keys(node: Node, frequency: Counter[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """What a node may be found by, each once."""
    council = node.council
    rare = sorted(_tokens(node), key=lambda token: (frequency[council, token], token))[:_WORDS_PER_NAME]
    for count in (1, 2, 3):
        for some in combinations(sorted(rare), count):
            yield (council, "words", *some)
    if len(node.read.meant.main) > _WORDS_PER_NAME:
        yield (council, "words", *sorted(node.read.meant.main))
    for code in sorted(node.codes_held):
        yield (council, "code", code)


def _tokens(node: Node) -> frozenset[str]:
    return node.read.meant.main | node.read.meant.aside
