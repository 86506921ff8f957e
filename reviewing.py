"""A person goes through the pairs of names that may be one measure; every answer is written at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus import bundled_reports
from .corpus import decisions as people
from .corpus.same import Said, in_words
from .ground import decisions_beside
from .language.names import without_code
from .normalise.matching import Answer, explain
from .normalise.nearest_names import nearest
from .published import names_of
from .records import Decisions, Proposal, SameDecision

if TYPE_CHECKING:
    from .outputs.store import StoreReader


class Impossible(Exception):
    """An answer that denies earlier ones: one line that names them."""


class NoSuchName(Exception):
    """A name that no report prints; one line that says which are like it."""


class Review:
    """The proposals that nobody has answered yet, best evidence first, and the answers of one person.

    Each answer is a line of ``same.csv`` before the next pair is shown, so that a stop at any time
    loses nothing and the next review goes on from there.
    """

    def __init__(self, proposals: Sequence[Proposal], folder: Path, who: str) -> None:
        """Begin or go on.

        Raises:
            DecisionsError: a file of decisions that is there is wrong.
        """
        self._proposals = tuple(proposals)
        self._folder, self._who = folder, who
        self._load()

    @property
    def current(self) -> Proposal | None:
        """The pair to be answered next; None where all are."""
        return next((one for one in self._proposals if not self._said.answered(one.council, one.one, one.other)), None)

    @property
    def left(self) -> int:
        """How many pairs are not answered."""
        return sum(not self._said.answered(one.council, one.one, one.other) for one in self._proposals)

    @property
    def total(self) -> int:
        return len(self._proposals)

    def answer(self, same: bool | None) -> SameDecision:
        """Record an answer on the current pair; None for one that cannot be told.

        Raises:
            Impossible: earlier decisions deny it; nothing was written.
            DecisionsError, OSError: the file is wrong by now, or cannot be written.
        """
        pair = self.current
        if pair is None:
            raise Impossible("all pairs are answered")
        why = f"reviewed: {'; '.join(pair.reasons)}"
        decision = SameDecision(pair.council, pair.one, pair.other, same, self._who, date.today(), why)
        self._load()
        against = _against(self._said, decision)
        if against:
            raise Impossible("that cannot be, for " + " and ".join(map(in_words, against)))
        people.record_same(self._folder, decision)
        self._load()
        return decision

    def undo(self) -> SameDecision | None:
        """Take back this person's last answer on one of the pairs, of an earlier sitting too; None where there is none.

        Raises:
            DecisionsError, OSError: the file is wrong by now, or cannot be written.
        """
        pairs = {(one.council, frozenset((one.one, one.other))) for one in self._proposals}
        own = [
            one
            for one in people.load(self._folder).same
            if one.who == self._who and (one.council, frozenset((one.one, one.other))) in pairs
        ]
        if not own or not people.withdraw_same(self._folder, own[-1]):
            return None
        self._load()
        return own[-1]

    def _load(self) -> None:
        self._said = Said(people.load(self._folder).same)


def _against(said: Said, decision: SameDecision) -> tuple[SameDecision, ...]:
    """The earlier decisions that a new one denies."""
    pair = decision.council, decision.one, decision.other
    if decision.same is None:
        return ()
    return (said.denial(*pair) if decision.same else said.chain(*pair)) or ()


def folder_of(store: StoreReader) -> Path:
    """The decisions beside the reports of a database: for the bundled ones, where the person is."""
    files = [Path(known.path) for known in store.documents()]
    return decisions_beside([file for file in files if not file.is_relative_to(bundled_reports())])


def council_of(store: StoreReader, name: str) -> str:
    """The only council that prints a name.

    Raises:
        NoSuchName: none does, or several do.
    """
    printed = {(one.council, one.name) for one in store.measure_names()}
    councils = sorted({council for council, known in printed if without_code(known) == without_code(name)})
    if not councils:
        raise NoSuchName(_unknown(name, sorted(known for _, known in printed)))
    if len(councils) > 1:
        called = store.council_names()
        named = " and ".join(called.get(council, council) for council in councils)
        raise NoSuchName(f'"{name}" is printed by {named}: say which with --council')
    return councils[0]


def explained(
    store: StoreReader, council: str, one: str, other: str, decisions: Decisions
) -> tuple[tuple[str, str], Answer]:
    """Whether two printed names of a council are one measure, and why: what people decided first.

    Returns:
        The two names as they are printed, and the answer.

    Raises:
        NoSuchName: no report of the council prints one of them.
    """
    names = names_of(store, council)
    printed = {without_code(name.name): name.name for name in names}
    for name in (one, other):
        _refuse_foreign(store, council, printed, name)
    mine, theirs = _as_printed(printed, one), _as_printed(printed, other)
    said = Said(decisions.same)
    if chain := said.chain(council, mine, theirs):
        return (mine, theirs), Answer("same", 100.0, "decision", tuple(map(in_words, chain)))
    if denial := said.denial(council, mine, theirs):
        return (mine, theirs), Answer("different", 100.0, "decision", tuple(map(in_words, denial)))
    return (mine, theirs), explain(names, mine, theirs)


def _refuse_foreign(store: StoreReader, council: str, printed: Container[str], name: str) -> None:
    """Say so where another council prints a name, but not this one."""
    if (folded := without_code(name)) in printed:
        return
    elsewhere = {one.council for one in store.measure_names() if without_code(one.name) == folded}
    if elsewhere:
        raise NoSuchName(
            f'"{name}" is printed by {" and ".join(sorted(elsewhere))}, not by {council}, and names of two councils '
            f"are never put together; `scrutiny comparable --council {council} --council {min(elsewhere)}` sets them "
            "side by side"
        )


def _as_printed(printed: dict[str, str], name: str) -> str:
    """A name as a report prints it, whatever its code."""
    if name in printed.values():
        return name
    if (known := printed.get(without_code(name))) is not None:
        return known
    raise NoSuchName(_unknown(name, list(printed.values())))


def _unknown(name: str, printed: Sequence[str]) -> str:
    near = " or ".join(f'"{each}"' for each in nearest(name, printed))
    other = f"is {near} meant?" if near else "`scrutiny audit --format csv` lists all names"
    return f'no report prints "{name}"; {other}'


def not_printed(store: StoreReader, decisions: Decisions, folder: Path) -> Iterator[str]:
    """A line for each decision on a name that no report prints (any more): it is kept, and waits."""
    printed: dict[str, dict[str, str]] = defaultdict(dict)
    for known in store.measure_names() if decisions.same else ():
        printed[known.council][without_code(known.name)] = known.name
    for decision in decisions.same:
        for name in (decision.one, decision.other):
            if without_code(name) not in printed[decision.council]:
                near = nearest(name, printed[decision.council].values(), most=1)
                meant = f'; is "{near[0]}" meant?' if near else ""
                yield (
                    f'{folder / "same.csv"}, line {decision.line}: no report of {decision.council} prints "{name}"'
                    f"{meant}; the line is kept, and holds again when one does"
                )
