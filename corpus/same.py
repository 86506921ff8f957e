"""What decisions on pairs of names say together: A = B and B = C make A = C, and may deny it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from ..language.names import without_code
from ..records import SameDecision

_Name = tuple[str, str]


class Said:
    """Decisions on pairs of names of any councils, and what follows from them.

    A name is the same whatever its code and its accidents of print. Of two decisions on one pair the
    one where the person could not tell gives way.
    """

    def __init__(self, decisions: Iterable[SameDecision]) -> None:
        self._same: dict[_Name, list[tuple[_Name, SameDecision]]] = defaultdict(list)
        self._different: list[SameDecision] = []
        self._open: set[frozenset[_Name]] = set()
        for decision in decisions:
            one, other = _ends(decision)
            if decision.same is None:
                self._open.add(frozenset((one, other)))
            elif decision.same:
                self._same[one].append((other, decision))
                self._same[other].append((one, decision))
            else:
                self._different.append(decision)

    def chain(self, council: str, one: str, other: str) -> tuple[SameDecision, ...] | None:
        """The fewest decisions by which two names are one measure; None where there are none."""
        return self._path((council, without_code(one)), (council, without_code(other)))

    def denial(self, council: str, one: str, other: str) -> tuple[SameDecision, ...] | None:
        """The decisions by which two names are not one measure: the denial, and what carries it over."""
        here, there = (council, without_code(one)), (council, without_code(other))
        for decision in self._different:
            for near, far in (_ends(decision), _ends(decision)[::-1]):
                paths = self._path(here, near), self._path(far, there)
                if paths[0] is not None and paths[1] is not None:
                    return (decision, *paths[0], *paths[1])
        return None

    def answered(self, council: str, one: str, other: str) -> bool:
        """Whether a person has answered for two names, if only that they could not tell."""
        pair = frozenset(((council, without_code(one)), (council, without_code(other))))
        return pair in self._open or any(told(council, one, other) is not None for told in (self.chain, self.denial))

    def impossible(self) -> Iterator[tuple[SameDecision, tuple[SameDecision, ...]]]:
        """Each decision that two names are not one, with those by which they are."""
        for decision in self._different:
            if (chain := self._path(*_ends(decision))) is not None:
                yield decision, chain

    def _path(self, start: _Name, goal: _Name) -> tuple[SameDecision, ...] | None:
        reached: dict[_Name, tuple[SameDecision, ...]] = {start: ()}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            if here == goal:
                return reached[here]
            for there, decision in self._same.get(here, ()):
                if there not in reached:
                    reached[there] = (*reached[here], decision)
                    waiting.append(there)
        return None


def impossible(decisions: Sequence[SameDecision]) -> Iterator[tuple[SameDecision, tuple[SameDecision, ...]]]:
    """Decisions that cannot all hold: a denial, and the chain of decisions that makes it so."""
    yield from Said(decisions).impossible()


def in_words(decision: SameDecision) -> str:
    """One decision in words, with who made it when."""
    verb = {True: "is one measure with", False: "is not", None: "may or may not be"}[decision.same]
    return f'"{decision.one}" {verb} "{decision.other}" ({decision.who}, {decision.when.isoformat()})'


def _ends(decision: SameDecision) -> tuple[_Name, _Name]:
    return (decision.council, without_code(decision.one)), (decision.council, without_code(decision.other))
