"""What the commands print: results per document, findings, ratings, one observation in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..records import Finding, Severity
from .audited import Audited, audited
from .contract import PATH_JOINT
from .listing import Format, ListedRow, Value, as_table, hanging, show
from .store import Store, StoredDocument, StoreError, Tally

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
)
_AUDIT_TABLE = ("page", "seq", "name", "period", "value", "target", "status", "recomputed", "verdict")
_LIST_TABLE = ("seq", "page", "name", "basis", "period", "value", "target", "status", "verdict")
LIST_COLUMNS = (*_LIST_TABLE, "reason")

_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "error": ("Errors in the reports", "bold red"),
    "conflict": ("Statements that cannot both be true", "bold magenta"),
    "look": ("Worth a look", "bold yellow"),
    "information": ("For information", "bold"),
}
_VERDICTS = {
    "disagrees": "disagree",
    "agrees_within_rounding": "agree within rounding",
    "uncheckable": "cannot be checked",
    "agrees": "agree",
}
_REASONS = {
    "no_value": "no figure",
    "no_target": "no target",
    "zero_target": "target is zero",
    "no_status": "no rating published",
    "unrated_label": "label is not a rating",
    "no_scheme": "no scheme known",
    "not_recomputable": "scheme cannot be recomputed",
    "polarity_unknown": "unknown which way is better",
    "not_rated_by_figures": "not rated by figures",
}


# ------------------------------------------------------------------------------- after a run


def show_results(store: Store, on: Console, *, documents: Sequence[str] | None = None) -> None:
    """What was read and rated again, document by document, then the findings.

    Args:
        store: where the results are.
        on: where to print.
        documents: the slugs to tell of; all that are in the store if None.
    """
    told = [each for each in store.documents() if documents is None or each.document in documents]
    tallies = {each.document: store.tally(each.document) for each in told if each.state != "failed"}
    if tallies:
        on.print(_tally_table(tallies, on.width))
        on.print()
    on.print(hanging((each.document, _became(each, tallies.get(each.document))) for each in told))
    on.print()
    show_findings([each for each in store.findings() if each.document in {one.document for one in told}], on)


def _tally_table(tallies: Mapping[str, Tally], width: int) -> RenderableType:
    rows: list[ListedRow] = [{"document": document, **_numbers(tally)} for document, tally in tallies.items()]
    if len(rows) > 1:
        total = sum((Counter(_numbers(tally)) for tally in tallies.values()), Counter[str]())
        rows.append({"document": "all", **{name: total[name] for name in rows[0] if name != "document"}})
    return as_table(rows, tuple(rows[0]), width)


def _numbers(tally: Tally) -> dict[str, int]:
    return {
        "observations": tally.observations,
        "rated again": tally.rated_again,
        "agree": tally.verdicts.get("agrees", 0),
        "within rounding": tally.verdicts.get("agrees_within_rounding", 0),
        "disagree": tally.verdicts.get("disagrees", 0),
        "cannot be checked": tally.verdicts.get("uncheckable", 0),
    }


def _became(document: StoredDocument, tally: Tally | None) -> str:
    """In a line: why ratings cannot be checked, what else was read, what went wrong."""
    if tally is None:
        return f"not read: {document.problem}"
    told = []
    if tally.reasons:
        told.append(
            "cannot be checked: " + ", ".join(f"{n} {_REASONS.get(why, why)}" for why, n in tally.reasons.items())
        )
    if tally.unrated:
        told.append(f"{tally.unrated} of a kind that is not rated")
    if tally.plan_items:
        told.append(f"{tally.plan_items} plan items")
    if document.problem:
        told.append(f"read with problems: {document.problem}")
    return "; ".join(told) or "every rating checked"


# ----------------------------------------------------------------------------------- findings


def show_findings(findings: Sequence[Finding], on: Console) -> None:
    """Findings, most serious first, each with document, page and arithmetic."""
    if not findings:
        on.print("No findings.")
        return
    for severity, (title, style) in _SEVERITIES.items():
        here = [each for each in findings if each.severity == severity]
        if here:
            on.print(Text(f"{title}: {len(here)}", style=style))
        for finding in here:
            on.print(Padding(_finding(finding), (0, 0, 1, 2), expand=False))


def _finding(finding: Finding) -> RenderableType:
    pages = sorted({each.box.page for each in finding.evidence if each.document == finding.document})
    where = finding.document + (f", page {', '.join(map(str, pages))}" if pages else "")
    parts = [(where, "bold"), (f"\n{finding.message}", "")]
    if finding.arithmetic:
        parts.append((f"\n{finding.arithmetic}", ""))
    others = [
        f"{each.document}, page {each.box.page}" for each in finding.evidence if each.document != finding.document
    ]
    if others:
        parts.append((f"\nagainst {'; '.join(dict.fromkeys(others))}", ""))
    if finding.acknowledged:
        parts.append((f"\nacknowledged: {finding.acknowledged}", "italic"))
    parts.append((f"\n{finding.finding}", "dim"))
    return Text.assemble(*parts, overflow="fold")


# -------------------------------------------------------------------------------------- audit


def show_audit(
    store: Store, on: Console, *, council: str | None = None, period: str | None = None, form: Format = "table"
) -> Counter[str]:
    """Every rating and its verdict, document by document: what disagrees first, then as printed.

    Args:
        store: where the results are.
        on: where to print.
        council: only this GSS code.
        period: only reports of this period, and observations that say so of themselves.
        form: ``table``, ``csv`` or ``json``.

    Returns:
        How many observations have which verdict.
    """
    rated = [each for each in audited(store, council=council, period=period) if each.rating]
    ranks = {verdict: rank for rank, verdict in enumerate(_VERDICTS)}
    rows = sorted(map(_audit_row, rated), key=lambda row: (str(row["document"]), ranks[str(row["verdict"])]))
    verdicts = Counter(str(row["verdict"]) for row in rows)
    if form != "table":
        show(rows, AUDIT_COLUMNS, form, on)
        return verdicts
    for document, group in groupby(rows, key=lambda row: str(row["document"])):
        on.print(Text(document, style="bold"))
        on.print(as_table([{**row, "verdict": _verdict(row)} for row in group], _AUDIT_TABLE, on.width))
        on.print()
    counted = (f"{verdicts[verdict]} {words}" for verdict, words in _VERDICTS.items() if verdicts[verdict])
    on.print(", ".join(counted) or "Nothing rated.")
    return verdicts


def _verdict(row: ListedRow) -> str | None:
    """The verdict on one row in words; None where nothing was rated."""
    verdict, reason = row["verdict"], row["reason"]
    if verdict == "uncheckable":
        return f"cannot be checked: {_REASONS.get(str(reason), reason)}"
    return str(verdict).replace("_", " ") if verdict else None


def _audit_row(each: Audited) -> ListedRow:
    seen, rating = each.observation, each.rating
    row: dict[str, Value] = {name: getattr(seen, name, None) for name in AUDIT_COLUMNS}
    row["page"] = seen.box.page
    if rating:
        row |= {"recomputed": rating.recomputed, "verdict": rating.verdict, "reason": rating.reason}
    return row


# --------------------------------------------------------------------------------------- show


def show_document(store: Store, document: str, on: Console, *, form: Format = "table") -> None:
    """The observations of one document, as printed.

    Raises:
        StoreError: there is no such document.
    """
    known = _known_document(store, document)
    rows = [_observation_list_row(each) for each in audited(store, document=document)]
    if form == "table":
        on.print(hanging([(known.document, _about(known))], style="bold"))
        on.print()
        rows = [{**row, "verdict": _verdict(row)} for row in rows]
    show(rows, _LIST_TABLE if form == "table" else LIST_COLUMNS, form, on)


def show_observation(store: Store, document: str, seq: int, on: Console, *, form: Format = "table") -> None:
    """One observation in full: the row, its figures, where they stand, how it was rated.

    Raises:
        StoreError: there is no such document or observation.
    """
    _known_document(store, document)
    found = next(audited(store, document=document, seq=seq), None)
    if found is None:
        last = store.tally(document).observations
        raise StoreError(f"{document} has no observation {seq}: they are numbered from 1 to {last}.")
    if form == "table":
        _show_in_full(found, store.findings(document=document, seq=seq), on)
    else:
        facts = [*_facts(found), *_corners(found), *_rating_facts(found)]
        show([dict(facts)], [name for name, _ in facts], form, on)


def _show_in_full(found: Audited, findings: Sequence[Finding], on: Console) -> None:
    on.print(hanging((name, value) for name, value in _facts(found) if value is not None))
    on.print(Text("\nWhere it stands (points from the top left of the page)", style="bold"))
    on.print(as_table(_places(found), ("role", "page", "x0", "top", "x1", "bottom"), on.width))
    on.print(Text("\nHow it was rated", style="bold"))
    if found.rating:
        on.print(hanging((name, value) for name, value in _rating_facts(found) if value is not None))
    else:
        on.print("It is of a kind that is not rated.")
    if findings:
        on.print()
        show_findings(findings, on)


def _facts(found: Audited) -> list[tuple[str, Value]]:
    seen = found.observation
    names = (
        "document",
        "seq",
        "kind",
        "section",
        "theme",
        "code",
        "name",
        "basis",
        "period",
        "value_text",
        "value",
        "unit",
        "qualifier",
        "target_text",
        "target",
        "status",
        "status_read_from",
        "previous_status",
        "direction",
        "polarity_note",
        "commentary",
    )
    limits = "; ".join(f"{limit.kind}: {limit.text}" for limit in seen.limits) or None
    facts: list[tuple[str, Value]] = [(name, getattr(seen, name)) for name in names]
    facts += [("limits", limits), ("measure", found.measure)]
    return [*facts, ("headings", PATH_JOINT.join(seen.headings) or None), ("page", seen.box.page)]


def _rating_facts(found: Audited) -> list[tuple[str, Value]]:
    names = ("scheme", "use", "variance", "recomputed", "working", "verdict", "reason")
    return [(name, getattr(found.rating, name, None)) for name in names]


def _corners(found: Audited) -> list[tuple[str, Value]]:
    return [(name, getattr(found.observation.box, name)) for name in ("x0", "top", "x1", "bottom")]


def _places(found: Audited) -> list[ListedRow]:
    seen = found.observation
    boxes = [("row", seen.box), *((place.role, place.box) for place in seen.places)]
    return [{"role": role, **{name: getattr(box, name) for name in box.__dataclass_fields__}} for role, box in boxes]


def _observation_list_row(each: Audited) -> ListedRow:
    seen = each.observation
    row: dict[str, Value] = {name: getattr(seen, name, None) for name in LIST_COLUMNS}
    verdict = {name: getattr(each.rating, name, None) for name in ("verdict", "reason")}
    return {**row, **verdict, "page": seen.box.page}


def _known_document(store: Store, document: str) -> StoredDocument:
    known = {each.document: each for each in store.documents()}
    if document not in known:
        names = ", ".join(known) or "none"
        raise StoreError(f"{store.path}: there is no document {document}. There are: {names}.")
    return known[document]


def _about(document: StoredDocument) -> str:
    parts = (document.title, document.council_name, document.period, document.problem)
    return ", ".join(part for part in parts if part)
