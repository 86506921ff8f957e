"""Every rating and its verdict: how many disagree and where, what agrees, what cannot be checked and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from .audited import Audited, audited
from .listing import Format, ListedRow, Trimmed, Value, as_table, hanging, show
from .store import StoreReader
from .wording import ASSUMED_MEANS, REASONS, VERDICTS

AUDIT_COLUMNS = (
    "document",
    "page",
    "seq",
    "name",
    "period",
    "value",
    "target",
    "status",
    "recomputed",
    "verdict",
    "reason",
    "scheme",
    "use",
    "value_text",
    "target_text",
)
_AUDIT_TABLE = ("page", "seq", "name", "period", "value", "target", "status")
_TITLES = {
    "disagrees": "Disagree",
    "agrees_within_rounding": "Agree within rounding",
    "agrees": "Agree",
    "uncheckable": "Cannot be checked",
}
# What the table for people lists where nobody asked for all.
_LISTED = ("disagrees", "agrees_within_rounding")
_LONGEST_FIGURE = 24  # characters


def show_audit(
    store: StoreReader,
    on: Console,
    *,
    council: str | None = None,
    period: str | None = None,
    form: Format = "table",
    every: bool = False,
) -> Counter[str]:
    """Every rating and its verdict, in every form in one order.

    First what disagrees in all documents, then what only rounding explains, what agrees, and what
    cannot be checked; each by document and as printed. The table for people begins with how many disagree,
    and where, and lists what disagrees or is near to it; the rest is counted.

    Args:
        store: where the results are.
        on: where to print.
        council: only this GSS code.
        period: only reports of this period, and observations that say so of themselves.
        form: ``table``, ``csv`` or ``json``.
        every: whether the table lists what agrees and what cannot be checked, too.

    Returns:
        How many observations have which verdict.
    """
    rated = [each for each in audited(store, council=council, period=period) if each.rating]
    ranks = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
    rows = sorted(map(audit_row, rated), key=lambda row: ranks[str(row["verdict"])])
    verdicts = Counter(str(row["verdict"]) for row in rows)
    if form != "table":
        show(rows, AUDIT_COLUMNS, form, on)
        return verdicts
    if rows:
        on.print(Trimmed(Text(_what_disagrees(rows), style="bold")))
        on.print()
    for verdict, alike in groupby(rows, key=lambda row: str(row["verdict"])):
        on.print(Text(f"{_TITLES[verdict]}: {verdicts[verdict]}", style="bold"))
        if every or verdict in _LISTED:
            on.print()
            _show_alike(list(alike), on)
        else:
            on.print(Trimmed(Padding(_count_alike(list(alike)), (0, 0, 1, 2))))
    assumed = Counter(str(row["verdict"]) for row in rows if is_assumed(row))
    counted = (
        f"{verdicts[verdict]} {words}" + (f" ({assumed[verdict]} of them assumed)" if assumed[verdict] else "")
        for verdict, words in VERDICTS.items()
        if verdicts[verdict]
    )
    on.print(Trimmed(Text(", ".join(counted) or "Nothing rated.")))
    if not every and verdicts.keys() - set(_LISTED):
        on.print(Trimmed(Text("Every rating with its verdict: scrutiny audit --all, or --format csv or json")))
    if assumed:
        on.print(Trimmed(Text(ASSUMED_MEANS)))
    return verdicts


def _what_disagrees(rows: Sequence[ListedRow]) -> str:
    """How many ratings disagree, and where."""
    pages: dict[str, dict[str, None]] = {}
    for row in rows:
        if row["verdict"] == "disagrees":
            pages.setdefault(str(row["document"]), {})[str(row["page"])] = None
    if not pages:
        again = sum(row["verdict"] != "uncheckable" for row in rows)
        return f"None of the {again} ratings that were worked out again disagrees" if again else "No rating is checked"
    count = sum(row["verdict"] == "disagrees" for row in rows)
    where = "; ".join(f"{document}, page{'s' * (len(on) > 1)} {', '.join(on)}" for document, on in pages.items())
    return f"{count} rating{'s' * (count > 1)} disagree{'s' * (count == 1)} with what the figures give: {where}"


def _count_alike(rows: Sequence[ListedRow]) -> RenderableType:
    """How many rows of one verdict each document has; of what cannot be checked, why."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        why = str(row["reason"]) if row["verdict"] == "uncheckable" else "assumed" if is_assumed(row) else "own key"
        counts.setdefault(str(row["document"]), Counter())[why] += 1
    return hanging(
        (document, ", ".join(f"{count} {REASONS.get(why, why)}" for why, count in found.most_common()))
        for document, found in counts.items()
    )


def _show_alike(rows: Sequence[ListedRow], on: Console) -> None:
    """Rows of one verdict, document by document, with what tells them apart."""
    why = "reason" if rows[0]["verdict"] == "uncheckable" else "recomputed"
    for (document, assumed), group in groupby(rows, key=lambda row: (str(row["document"]), is_assumed(row))):
        on.print(Text(document, style="bold").append(" (assumed)" if assumed else "", style="not bold"))
        told = [{**as_printed(row), "reason": REASONS.get(str(row["reason"]), row["reason"])} for row in group]
        on.print(as_table(told, (*_AUDIT_TABLE, why), on.width))
        on.print()


def as_printed(row: ListedRow) -> ListedRow:
    """A row with its figure and target as the page prints them; of a long text, the figure in it."""
    return {**row, **{name: _bare(row[f"{name}_text"], row[name]) for name in ("value", "target")}}


def _bare(text: Value, value: Value) -> Value:
    bare = str(text or "").split(" (")[0]
    return bare if len(bare) <= _LONGEST_FIGURE else value


def is_assumed(row: ListedRow) -> bool:
    return row["use"] == "assumed" and row["verdict"] != "uncheckable"


def verdict_in_words(row: ListedRow) -> str | None:
    """The verdict on one row in words; None where nothing was rated."""
    verdict, reason = row["verdict"], row["reason"]
    if verdict == "uncheckable":
        return f"cannot be checked: {REASONS.get(str(reason), reason)}"
    if not verdict:
        return None
    return str(verdict).replace("_", " ") + (" (assumed)" if is_assumed(row) else "")


def audit_row(each: Audited) -> ListedRow:
    seen, rating = each.observation, each.rating
    row: dict[str, Value] = {name: getattr(seen, name, None) for name in AUDIT_COLUMNS}
    row["page"] = seen.box.page
    if rating:
        row |= {name: getattr(rating, name) for name in ("recomputed", "verdict", "reason", "scheme", "use")}
    return row | {"period": seen.period or None}
