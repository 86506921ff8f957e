"""A delivery plan beside the reports that came after it, as it is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from ..records import FollowedHow, PlanFollowed, PlanItem
from .listing import Format, ListedRow, Trimmed, hanging, show
from .store import StoreError, StoreReader

PLAN_COLUMNS = (
    *("document", "seq", "page", "kind", "commitment", "item", "deadline", "how", "overdue"),
    *("other_document", "other_seq", "reported_as", "status", "score", "reason"),
)
_TABLE = ("page", "item", "deadline", "how", "reported_as", "status")
_OVERDUE = "Past their review date, not reported as completed"
_TITLES: dict[FollowedHow, str] = {
    "not reported": "Not reported",
    "another wording": "Reported in other words",
    "through its commitment": "Milestones whose commitment is reported",
    "through its project": "Milestones whose project is reported",
    "reported": "Reported",
}


def show_plan(store: StoreReader, plan: str, on: Console, *, against: str | None, form: Format) -> None:
    """What later reports tell of a plan: of each item the last report that tells of it.

    Args:
        store: where the results are.
        plan: the plan's short name.
        on: where to print.
        against: only what this report tells.
        form: ``table``, ``csv`` or ``json``.

    Raises:
        StoreError: there is no such plan, or no report of its time.
    """
    store.require(plan)
    items = {item.seq: item for item in store.plan_items(plan)}
    if not items:
        plans = ", ".join(store.plans()) or "none"
        raise StoreError(f"{plan}: no delivery plan was found in it; plans are: {plans}")
    followed = store.plan_followed(plan)
    reports = tuple(dict.fromkeys(one.other_document for one in followed))
    if against is not None and against not in reports:
        raise StoreError(f"{against}: no report of the time of {plan}; these are: {', '.join(reports) or 'none'}")
    if not reports:
        raise StoreError(f"{plan}: no other report of its time is here; add one with `scrutiny run`")
    told = _last_told(one for one in followed if against in (None, one.other_document))
    rows = [_row(store, items[one.seq], one) for one in told]
    if form == "table":
        _print(rows, told, items, (against,) if against else reports, on)
    else:
        show(rows, PLAN_COLUMNS, form, on)


def _last_told(followed: Iterable[PlanFollowed]) -> list[PlanFollowed]:
    """For each item what the last report that tells of it says, else that the last of all does not.

    A milestone that any report calls completed is not overdue; else it is if it is at the last of them.
    """
    told: dict[int, PlanFollowed] = {}
    done: set[int] = set()
    overdue: dict[int, bool | None] = {}
    for one in followed:
        if one.how != "not reported" or told.get(one.seq, one).how == "not reported":
            told[one.seq] = one
        if one.completed:
            done.add(one.seq)
        overdue[one.seq] = one.overdue
    return [replace(told[seq], overdue=False if seq in done else overdue[seq]) for seq in sorted(told)]


def _row(store: StoreReader, item: PlanItem, one: PlanFollowed) -> ListedRow:
    found = store.observations(document=one.other_document, seq=one.other_seq) if one.other_seq else ()
    return {
        "document": item.document,
        "seq": item.seq,
        "page": item.page,
        "kind": "milestone" if item.milestone else "measure",
        "commitment": item.must_do,
        "item": item.milestone or item.measure_name,
        "deadline": item.deadline,
        "how": one.how,
        "overdue": None if one.overdue is None else "yes" if one.overdue else "no",
        "other_document": one.other_document,
        "other_seq": one.other_seq,
        "reported_as": next((row.name for row in found), None),
        "status": one.status,
        "score": one.score,
        "reason": one.reason,
    }


def _print(
    rows: Sequence[ListedRow],
    told: Sequence[PlanFollowed],
    items: dict[int, PlanItem],
    reports: Sequence[str],
    on: Console,
) -> None:
    counts = Counter((bool(items[one.seq].milestone), one.how) for one in told)
    summary = [("reports", ", ".join(reports))]
    for is_milestone, kind in ((True, "milestones"), (False, "measures")):
        hows = [f"{counts[is_milestone, how]} {how}" for how in _TITLES if counts[is_milestone, how]]
        summary.append((kind, ", ".join(hows) or "none"))
    overdue = Counter(one.how == "not reported" for one in told if one.overdue)
    apart = f"{overdue[False]} reported as not complete, {overdue[True]} not reported"
    summary.append(("overdue", f"{overdue.total()} milestones ({apart})"))
    on.print(hanging(summary))
    groups = {_OVERDUE: [row for row in rows if row["overdue"] == "yes"]}
    groups |= {title: [row for row in rows if row["how"] == how] for how, title in _TITLES.items()}
    for title, group in groups.items():
        if group:
            on.print()
            on.print(Trimmed(Text(f"{title}: {len(group)}", style="bold")))
            on.print()
            show(group, tuple(column for column in _TABLE if any(row[column] for row in group)), "table", on)
