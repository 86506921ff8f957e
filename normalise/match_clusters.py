"""Names put together into measures, every "different" respected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass
class Clusters:
    """A union-find over ``count`` members in which some pairs must stay apart.

    ``apart`` holds pairs that were decided to be different; ``forbids`` tells for two members
    whether their names forbid it.
    """

    count: int
    forbids: Callable[[int, int], bool]
    apart: frozenset[frozenset[int]] = frozenset()
    _members: dict[int, set[int]] = field(init=False)
    _home: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._members = {member: {member} for member in range(self.count)}
        self._home = list(range(self.count))

    def join(self, one: int, other: int, *, decided: bool = False) -> bool:
        """Puts two members and all with them together; False where a pair among them must stay apart.

        A decided pair is stopped only by other decisions, never by names.
        """
        here, there = self._home[one], self._home[other]
        if here == there:
            return True
        pairs = [(mine, theirs) for mine in self._members[here] for theirs in self._members[there]]
        if any(frozenset(pair) in self.apart for pair in pairs):
            return False
        if not decided and any(self.forbids(*pair) for pair in pairs if pair != (one, other)):
            return False
        keep, give = min(here, there), max(here, there)
        for member in self._members[give]:
            self._home[member] = keep
        self._members[keep] |= self._members.pop(give)
        return True

    def groups(self) -> Sequence[tuple[int, ...]]:
        """The clusters, members in order, by their first member."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def cluster(
    count: int,
    must: Iterable[tuple[int, int]],
    apart: Iterable[tuple[int, int]],
    edges: Iterable[tuple[float, int, int]],
    forbids: Callable[[int, int], bool],
) -> tuple[Sequence[tuple[int, ...]], tuple[tuple[int, int], ...]]:
    """Clusters of ``count`` members, and the ``must`` pairs that the ``apart`` ones made impossible.

    ``edges`` are (score, one, other); the best are joined first.
    """
    clusters = Clusters(count, forbids, frozenset(frozenset(pair) for pair in apart))
    impossible = tuple(pair for pair in must if not clusters.join(*pair, decided=True))
    for _, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        clusters.join(one, other)
    return clusters.groups(), impossible
