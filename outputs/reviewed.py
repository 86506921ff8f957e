"""Two names that may be one measure, as a person sees them: the names, their figures over time, the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rich.console import Console

from ..records import Observation, Proposal
from .listing import ListedRow, as_table, hanging
from .store import StoreReader

_LETTERS = ("A", "B")
KEYS = {"s": "same", "d": "different", "u": "unsure", "z": "undo", "q": "quit"}


def show_pair(store: StoreReader, pair: Proposal, at: int, total: int, on: Console) -> None:
    """A pair to be decided on: ``at`` is its number among all ``total``."""
    figures = [_figures(store, pair.council, name) for name in (pair.one, pair.other)]
    on.print(f"\n{at} of {total}, {store.council_names().get(pair.council, pair.council)}\n")
    on.print(hanging(zip(_LETTERS, (pair.one, pair.other), strict=True)))
    for letter, name in zip(_LETTERS, (pair.one, pair.other), strict=True):
        for other in _other_names(store, pair.council, name):
            on.print(hanging([(f"{letter} too", other)]))
    on.print()
    places = sorted({place for each in figures for place in each})
    rows: list[ListedRow] = [
        {"period": period, "basis": basis}
        | {letter: "\n".join(each[period, basis]) or None for letter, each in zip(_LETTERS, figures, strict=True)}
        for period, basis in places
    ]
    if rows:
        on.print(as_table(rows, ("period", "basis", *_LETTERS), on.width))
        on.print()
    on.print(hanging([(f"{pair.score:.0f} of 100", "\n".join(pair.reasons))]))
    on.print("\n" + "  ".join(f"{key} {meaning}" for key, meaning in KEYS.items()))


def show_explained(
    store: StoreReader, council: str, names: Iterable[str], answer: tuple[str, float, tuple[str, ...]], on: Console
) -> None:
    """How two names compare, with the reasons, and the measures that they stand on now."""
    judgement, score, reasons = answer
    verdict = {"same": "the same measure", "different": "different measures"}.get(judgement, "to be looked at")
    on.print(f"{verdict[0].upper()}{verdict[1:]} ({score:.0f} of 100)")
    on.print(hanging([("because", reason) for reason in reasons[:1]] + [("and", reason) for reason in reasons[1:]]))
    on.print()
    for name in names:
        known = [one for one in store.measure_names(council=council) if one.name == name]
        for one in known:
            by = f", decided by {one.decided_by}" if one.decided_by else ""
            on.print(hanging([(one.name, f"{one.measure} ({one.method}{by})")]))


def _figures(store: StoreReader, council: str, name: str) -> defaultdict[tuple[str, str], list[str]]:
    """What is printed for the measure of a name, by period and basis."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(store, council, name):
        target = f", target {row.target_text}" if row.target_text else ""
        found[row.period, row.basis].append(
            f"{row.value_text or 'no figure'}{target} ({row.document} p. {row.box.page})"
        )
    return found


def _rows(store: StoreReader, council: str, name: str) -> Iterable[Observation]:
    """Observations of the measures that a name stands for; of the name alone where it has none."""
    measures = {one.measure for one in store.measure_names(council=council) if one.name == name}
    for measure in sorted(measures):
        yield from store.observations(council=council, measure=measure)


def _other_names(store: StoreReader, council: str, name: str) -> list[str]:
    names = store.measure_names(council=council)
    measures = {one.measure for one in names if one.name == name}
    return sorted({one.name for one in names if one.measure in measures} - {name})
