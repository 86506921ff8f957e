"""The layout of a report as it was understood, as YAML that a person edits and keeps among the decisions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from ..language.periods import period_spans
from ..records import ColumnUse, Extract, Legend, LegendEntry, Normalised, Report, Table

_USES = {"measures": "measures", "counts": "counts", "key": "key"}
_QUARTER = re.compile(r"\b(?:q|quarter)\s?[1-4]\b", re.IGNORECASE)


def profile_text(report: Report, extract: Extract, legend: Legend, normalised: Normalised) -> str:
    """A layout profile of a report: whose it is, its key, and each table with columns and their roles.

    Tables with the same columns stand once. Comments are: what told a role; the period of a figure,
    for headings name theirs anew in each edition; tables that hold no measures, to be made some by hand.

    Args:
        report: who published it when.
        extract: what was read off its pages.
        legend: its key.
        normalised: what its tables and columns were read as.
    """
    return "\n".join(
        [
            f"# How {report.document} was understood ({report.council_name}, {report.period.label}).",
            "# Edit it and put it into decisions/profiles/: it goes before all guessing, in every report of this",
            "# council, kind and title (* stands for what changes).",
            f"profile: {_scalar(_name(report))}",
            f"council: {report.council}",
            f"kind: {report.kind}",
            f"title: {_scalar(_pattern(report.title))}",
            *_key(legend.entries),
            *_tables(extract, normalised),
            "",
        ]
    )


def _name(report: Report) -> str:
    words = re.findall(r"[a-z0-9]+", report.council_name.casefold())
    return "-".join([*words, report.kind])


def _pattern(title: str) -> str:
    """A title with ``*`` for the periods in it."""
    for span in reversed(period_spans(title)):
        title = f"{title[: span.start]}*{title[span.end :]}"
    return re.sub(r"\*(?:[\s,:;()–-]*\*)+", "*", _QUARTER.sub("*", title))


def _key(entries: Iterable[LegendEntry]) -> Iterator[str]:
    lines = list(dict.fromkeys(line for entry in entries for line in _looks(entry)))
    if lines:
        yield "key:"
        yield from lines


def _looks(entry: LegendEntry) -> Iterator[str]:
    start = f"  - {{word: {_scalar(entry.word)}, means: {entry.means}"
    colour = f", colour: {_scalar(entry.colour)}" if entry.colour else ""
    for mark in entry.marks:
        if mark.kind != "highlight" and " " not in mark.key:
            shade = f", colour: {_scalar(mark.colour)}" if mark.colour and mark.kind != "picture" else ""
            yield f"{start}, mark: {_scalar(f'{mark.kind} {mark.key}')}{shade}}}"
    if colour and not entry.marks:
        yield f"{start}{colour}}}"


def _tables(extract: Extract, normalised: Normalised) -> Iterator[str]:
    used_as = {use.table: use.used_as for use in normalised.table_uses}
    columns: dict[int, list[ColumnUse]] = {}
    for use in normalised.column_uses:
        columns.setdefault(use.table, []).append(use)
    alike: dict[tuple[object, ...], list[Table]] = {}
    for table in extract.tables:
        own = columns.get(table.number, [])
        if any(use.heading for use in own):
            look = (used_as.get(table.number), *((use.heading, use.role, use.basis) for use in own))
            alike.setdefault(look, []).append(table)
    measures = [tables for tables in alike.values() if used_as.get(tables[0].number) == "measures"]
    if measures:
        yield "tables:"
    for tables in measures:
        yield from _table(tables, "measures", columns[tables[0].number])
    others = [tables for tables in alike.values() if tables not in measures]
    if others:
        yield "# These hold no measures. For one that does: take the marks away and write use: measures."
    for tables in others:
        lines = _table(tables, used_as.get(tables[0].number, ""), columns[tables[0].number])
        yield from (f"#{line}" for line in lines)
    left = len(extract.tables) - sum(map(len, alike.values()))
    if left:
        yield f"# {left} tables have no columns with headings: plans, cards, or nothing that holds measures."


def _table(tables: list[Table], used_as: str, columns: list[ColumnUse]) -> Iterator[str]:
    pages = ", ".join(dict.fromkeys(str(table.page_from) for table in tables))
    why = "" if used_as in _USES else f"  # {used_as}"
    yield f"  # page {pages}; {sum(table.rows for table in tables)} rows"
    yield f"  - use: {_USES.get(used_as, 'ignored')}{why}"
    yield "    columns:"
    for use in columns:
        yield _column(use, measured=used_as == "measures")


def _column(use: ColumnUse, *, measured: bool) -> str:
    basis = f", basis: {use.basis}" if use.basis and use.role in ("target", "status", "direction") else ""
    figure = (use.basis or "actual") if use.role == "figure" else None
    told = f"  # {'; '.join(filter(None, (use.period, _goes_with(use), use.evidence)))}" if measured else ""
    heading = _scalar(" > ".join(use.heading))
    return f"      - {{heading: {heading}, role: {figure or use.role or 'ignore'}{basis}}}{told}"


def _goes_with(use: ColumnUse) -> str:
    return f"of column {', '.join(str(place + 1) for place in use.of)}" if use.of else ""


def _scalar(text: str) -> str:
    """A text as YAML, in quotation marks."""
    return json.dumps(text, ensure_ascii=False)
