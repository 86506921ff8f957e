"""Measures of different councils side by side, as they are printed."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from .listing import Format, ListedRow, Trimmed, show
from .store import StoreReader

COMPARABLE_COLUMNS = ("strength", "one", "one_name", "other", "other_name", "reason", "transformation")
_TABLE = ("one", "other", "reason", "transformation")


def show_comparables(
    store: StoreReader, on: Console, *, council: str | None, other: str | None, themes: bool, form: Format
) -> None:
    """Which measures of two councils can be compared, strongest first, and why.

    Args:
        store: where the results are.
        on: where to print.
        council: whose measures come first; all councils if None.
        other: with whose they are compared.
        themes: whether to tell of those that only have a theme in common.
        form: ``table``, ``csv`` or ``json``.
    """
    names = {measure.measure: measure.name for measure in store.measures()}
    found = store.comparables(council=council, other=other, themes=themes)
    rows: list[ListedRow] = [
        {column: getattr(pair, column, None) for column in COMPARABLE_COLUMNS}
        | {"one_name": names[pair.one], "other_name": names[pair.other]}
        for pair in found
    ]
    if form != "table":
        show(rows, COMPARABLE_COLUMNS, form, on)
        return
    if not rows:
        on.print(Trimmed(Text("No measures of two councils here have a subject in common.")))
    called = store.council_names()
    whose = {name.measure: called.get(name.council, name.council) for name in store.measure_names()}
    for strength in dict.fromkeys(pair.strength for pair in found):
        on.print(Trimmed(Text(strength.capitalize(), style="bold")))
        on.print()
        named: list[ListedRow] = [
            {**row, **{end: f"{row[f'{end}_name']} ({whose[str(row[end])]})" for end in ("one", "other")}}
            for row in rows
            if row["strength"] == strength
        ]
        told = tuple(column for column in _TABLE if any(row[column] for row in named))
        show(named, told, form, on)
        on.print()
