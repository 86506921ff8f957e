"""Rules beside published ratings, as they are printed: inferred ones, and another council's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from ..records import Compared, InferredRule, OnScale
from .listing import Format, ListedRow, Trimmed, show

INFERRED_COLUMNS = ("edge", "printed", "rounded", "above", "below", "worst above", "best below")
COMPARED_COLUMNS = ("document", "seq", "measure", "figure", "target", "published", "own", "other", "changed", "why")
_LONGEST_NAME = 60


def show_inferred(found: InferredRule, on: Console, *, form: Format) -> None:
    """What was inferred: a row for each edge, then one for each rating that no such rule explains."""
    show([*_edges(found), *_against(found)], INFERRED_COLUMNS, form, on)
    if form == "table":
        on.print(Trimmed(Text(_how_far(found))))


def show_compared(found: Sequence[Compared], on: Console, *, form: Format) -> None:
    """The ratings that change under another rule, and why; as CSV and JSON every figure."""
    if form != "table":
        show(_rows(found), COMPARED_COLUMNS, form, on)
        return
    for report in found:
        for line in _told(report):
            on.print(Text(line), soft_wrap=True)


def _edges(found: InferredRule) -> Iterator[ListedRow]:
    for edge in found.edges:
        yield {
            "edge": f"{edge.better} / {edge.worse}",
            "printed": edge.reach,
            "rounded": edge.reach_rounded,
            "above": edge.above,
            "below": edge.below,
            "worst above": _figure(edge.worst),
            "best below": _figure(edge.best),
        }


def _against(found: InferredRule) -> Iterator[ListedRow]:
    for one in found.against:
        yield {"edge": "not explained", "printed": f"{_figure(one)} is {one.band}"}


def _how_far(found: InferredRule) -> str:
    scale = "in percent of the target" if found.measured == "percent" else "in points"
    rows = f"{found.explained} of {len(found.placed)} ratings"
    return f"A rule {scale} explains {rows}{' (all)' if not found.against else ''}."


def _figure(one: OnScale) -> str:
    row = one.row
    return f"{row.seq}: {row.value_text} against {row.target_text or row.target}"


def _rows(found: Iterable[Compared]) -> list[ListedRow]:
    return [
        {
            "document": report.document,
            "seq": each.row.seq,
            "measure": each.row.name.split("\n")[0],
            "figure": each.row.value_text,
            "target": each.row.target_text,
            "published": each.row.status,
            "own": each.own.recomputed,
            "other": each.other.recomputed,
            "changed": None if each.changed is None else "yes" if each.changed else "no",
            "why": each.why,
        }
        for report in found
        for each in report.rows
    ]


def _told(report: Compared) -> Iterator[str]:
    """How many ratings of a report change under another rule, what was taken as equal, then each change and why."""
    yield _how_many(report)
    if report.checked:
        yield from (f"  {line}" for line in report.equal)
    for each in report.rows:
        if each.changed:
            name = each.row.name.split("\n")[0]
            short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}\u2026"
            yield f"  {each.row.seq}  {each.own.recomputed} -> {each.other.recomputed}  {short}: {each.why}"


def _how_many(report: Compared) -> str:
    unknown = Counter(row.why for row in report.rows if row.changed is None)
    left = ""
    if unknown:
        reasons = ", ".join(f"{count} {why}" for why, count in unknown.most_common())
        left = f" ({sum(unknown.values())} more cannot be compared: {reasons})"
    own, other = report.own, report.other
    return f"{report.document}: {report.changes} of {report.checked} ratings change from {own} to {other}{left}."
