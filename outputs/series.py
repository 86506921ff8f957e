"""A measure over all reports, as it is printed: every figure with its source and what changed at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.text import Text

from ..language.names import fold
from ..records import Change, Measure, Observation
from .listing import Format, ListedRow, Trimmed, Value, show
from .store import StoreReader

_OFFERED, _ALIKE = 3, 85  # names, where none has the words that were asked for, and how like them of 100
_TABLE = ("period", "basis", "value", "unit", "target", "status", "document", "page", "changes")
SERIES_COLUMNS = (
    *("measure", "period", "period_start", "period_end", "basis", "value", "value_text", "unit", "qualifier"),
    *("target", "target_text", "status", "name", "document", "page", "seq", "changes"),
)
CHOICE_COLUMNS = ("measure", "council", "council_name", "name", "unit", "figures", "reports")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A measure that a person may mean, with how much is known of it."""

    measure: Measure
    councils: tuple[str, ...]
    figures: int
    reports: int


def find(store: StoreReader, wanted: str, *, council: str | None = None) -> tuple[Chosen, ...]:
    """The measures that an id, a published name or some of its words mean, in the order of their ids.

    An id goes before a whole name, a whole name before words of one, and a measure with figures
    before those without.
    """
    if council is None and (measure := store.measure(wanted)):
        return (_chosen(store, measure, ()),)
    named: dict[str, set[str]] = defaultdict(set)
    folded, whole = fold(wanted).split(), set()
    for name in store.measure_names(council=council):
        known = fold(name.name)
        if all(word in known for word in folded):
            named[name.measure].add(name.council)
        if known == fold(wanted) or name.measure == wanted:
            whole.add(name.measure)
            named[name.measure].add(name.council)
    ids = sorted(whole or named)
    found = [_chosen(store, measure, named[one]) for one in ids if (measure := store.measure(one))]
    return tuple([each for each in found if each.figures] or found)


def nothing_found(store: StoreReader, wanted: str) -> str:
    """That no measure has these words in its name, and which names are most like them."""
    names = sorted({name.name for name in store.measure_names()})
    if not names:
        return "there are no measures in these results: run `scrutiny run` with a report first"
    alike = process.extract(
        wanted, names, scorer=fuzz.partial_ratio, processor=fold, score_cutoff=_ALIKE, limit=_OFFERED
    )
    offered = "; ".join(f'"{found}"' for found, _, _ in alike)
    told = f"most like it: {offered}" if offered else "`scrutiny audit --format csv` lists all names"
    return f'no measure has "{wanted}" in its name; {told}'


def _chosen(store: StoreReader, measure: Measure, councils: Iterable[str]) -> Chosen:
    figures, reports = store.extent(measure.measure)
    return Chosen(measure, tuple(sorted(councils)), figures, reports)


def published(store: StoreReader) -> dict[str, date]:
    """The last day of each report's own period, by document."""
    return {each.document: each.period_end for each in store.documents() if each.period_end}


def show_choice(store: StoreReader, chosen: Sequence[Chosen], on: Console, *, form: Format) -> None:
    """The measures that a person may mean: each with its councils, and its id on a line of its own, to be copied."""
    called = store.council_names()
    if form == "table":
        for each in chosen:
            whose = ", ".join(called.get(council, council) for council in each.councils)
            known = f"figures {each.figures}, reports {each.reports}"
            on.print(Trimmed(Text(f"{each.measure.name} ({whose}): {known}", overflow="fold")))
            on.print(Text(f"  {each.measure.measure}"), soft_wrap=True)
        return
    rows: list[ListedRow] = [
        {
            "measure": each.measure.measure,
            "council": ", ".join(each.councils),
            "council_name": ", ".join(called.get(council, council) for council in each.councils),
            "name": each.measure.name,
            "unit": each.measure.unit,
            "figures": each.figures,
            "reports": each.reports,
        }
        for each in chosen
    ]
    show(rows, CHOICE_COLUMNS, form, on)


def show_series(
    measure: Measure, ordered: Sequence[Observation], changes: Iterable[Change], on: Console, *, form: Format
) -> None:
    """Every figure of a measure by period, with what changed at it.

    Args:
        measure: the measure.
        ordered: its figures, in order.
        changes: where the series is not what it was.
        on: where to print.
        form: ``table``, ``csv`` or ``json``; the last two have all columns.
    """
    at: dict[tuple[str, int], list[str]] = defaultdict(list)
    for change in changes:
        at[change.document, change.seq].append(f"{change.kind}: {change.text}")
    rows = [_row(measure, row, at[row.document, row.seq], form) for row in ordered]
    if form == "table":
        better = f"{measure.polarity} is better ({measure.polarity_source})" if measure.polarity else "unknown"
        on.print(Trimmed(Text(measure.name)))
        on.print(Text(measure.measure), soft_wrap=True)
        on.print(Trimmed(Text(f"which way is better: {better}", overflow="fold")))
        on.print()
    show(rows, _TABLE if form == "table" else SERIES_COLUMNS, form, on)


def _row(measure: Measure, row: Observation, changes: Sequence[str], form: Format) -> ListedRow:
    told: dict[str, Value] = {column: getattr(row, column, None) for column in SERIES_COLUMNS}
    told |= {"measure": measure.measure, "page": row.box.page, "changes": "; ".join(changes) or None}
    if form == "table":
        told |= {"value": _with_note(row), "target": row.target_text}
    return told


def _with_note(row: Observation) -> str:
    """A figure as printed, and what is noted of it elsewhere."""
    value, note = row.value_text or "no figure", row.qualifier
    return value if not note or note in value else f"{value} ({note})"
