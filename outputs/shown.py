"""What was read of one document, or one observation in full: its figures, where they stand, how it was rated."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ..records import Finding, Rating, StatedTarget
from .audited import Audited, audited
from .contract import PATH_JOINT
from .listing import Format, ListedRow, Trimmed, Value, as_table, hanging, show
from .store import StoredDocument, StoreError, StoreReader
from .terminal import show_findings
from .verdicts import as_printed, audit_row, verdict_in_words

_LIST_TABLE = ("seq", "page", "name", "basis", "period", "value", "target", "status", "verdict")
LIST_COLUMNS = (*_LIST_TABLE, "reason", "use", "value_text", "target_text")
_UNRATED_ONE = {
    "previous": "It is the figure of an earlier period, which is not rated.",
    "benchmark": "It is a benchmark, which is not rated.",
}
_USES = {
    "own": "own: the council's key for this period",
    "assumed": "assumed: the council's key of another year, because none is known for this one; it accuses nobody",
}


def show_document(store: StoreReader, document: str, on: Console, *, form: Format = "table") -> None:
    """The observations of one document, as printed.

    Raises:
        StoreError: there is no such document.
    """
    known = store.require(document)
    rows = [_observation_list_row(each) for each in audited(store, document=document)]
    if form == "table":
        on.print(hanging([(known.document, _about(known))], style="bold"))
        on.print()
        rows = [{**as_printed(row), "verdict": verdict_in_words(row)} for row in rows]
    show(rows, _LIST_TABLE if form == "table" else LIST_COLUMNS, form, on)


def show_observation(store: StoreReader, document: str, seq: int, on: Console, *, form: Format = "table") -> None:
    """One observation in full: the row, its figures, where they stand, how it was rated.

    Raises:
        StoreError: there is no such document or observation.
    """
    store.require(document)
    found = next(audited(store, document=document, seq=seq), None)
    if found is None:
        last = store.tally(document).observations
        raise StoreError(f"{document} has no observation {seq}: they are numbered from 1 to {last}.")
    if form == "table":
        _show_in_full(found, on)
        _show_stated(store.stated_targets(document, seq), on)
        findings = [each for each in store.findings(document=document) if _is_about(each, found)]
        if findings:
            on.print()
            show_findings(findings, on)
    else:
        facts = [*_facts(found), *_corners(found), *_rating_facts(found)]
        show([dict(facts)], [name for name, _ in facts], form, on)


def _is_about(finding: Finding, found: Audited) -> bool:
    """Whether a finding is of an observation, or its evidence stands where that does."""
    places = {found.observation.box, *(place.box for place in found.observation.places)}
    return finding.seq == found.observation.seq or any(each.box in places for each in finding.evidence)


def _show_in_full(found: Audited, on: Console) -> None:
    on.print(hanging((name, value) for name, value in _facts(found) if value is not None))
    on.print(Trimmed(Text("\nWhere it stands (points from the top left of the page)", style="bold")))
    on.print(as_table(_places(found), ("role", "page", "x0", "top", "x1", "bottom"), on.width))
    on.print(Text("\nHow it was rated", style="bold"))
    if found.rating:
        on.print(hanging((name, value) for name, value in _rating_in_words(found, found.rating) if value is not None))
    else:
        on.print(Trimmed(Text(_UNRATED_ONE.get(found.observation.basis, "It was not rated."))))


def _show_stated(stated: Sequence[StatedTarget], on: Console) -> None:
    """Targets that stand elsewhere: they inform, the row is not rated by them."""
    if stated:
        on.print(Text("\nTargets stated elsewhere (for information only)", style="bold"))
    for one in stated:
        where = f"{one.source_document}, page {one.box.page}"
        on.print(
            Trimmed(Text(f"{one.target:f} for {one.period or 'no period'}: {one.text} ({where})", overflow="fold"))
        )


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
        "corrected",
    )
    limits = "; ".join(f"{limit.kind}: {limit.text}" for limit in seen.limits) or None
    facts: list[tuple[str, Value]] = [(name, getattr(seen, name)) for name in names]
    facts += [("limits", limits), ("measure", found.measure)]
    return [*facts, ("headings", PATH_JOINT.join(seen.headings) or None), ("page", seen.box.page)]


def _rating_facts(found: Audited) -> list[tuple[str, Value]]:
    names = ("scheme", "use", "variance", "recomputed", "working", "verdict", "reason")
    return [(name, getattr(found.rating, name, None)) for name in names]


def _rating_in_words(found: Audited, rating: Rating) -> list[tuple[str, Value]]:
    """What is known of a rating, for people; nothing is said of a key where there is none."""
    share = None if rating.variance is None else f"{rating.variance:.2f}% of the target (positive is better)"
    words = {
        "use": _USES[rating.use] if rating.scheme else None,
        "variance": share,
        "verdict": verdict_in_words(audit_row(found)),
        "reason": None,
    }
    return [(name, words.get(name, value)) for name, value in _rating_facts(found)]


def _corners(found: Audited) -> list[tuple[str, Value]]:
    return [(name, getattr(found.observation.box, name)) for name in ("x0", "top", "x1", "bottom")]


def _places(found: Audited) -> list[ListedRow]:
    seen = found.observation
    boxes = [("row", seen.box), *((place.role, place.box) for place in seen.places)]
    return [{"role": role, **{name: getattr(box, name) for name in box.__dataclass_fields__}} for role, box in boxes]


def _observation_list_row(each: Audited) -> ListedRow:
    seen = each.observation
    row: dict[str, Value] = {name: getattr(seen, name, None) for name in LIST_COLUMNS}
    verdict = {name: getattr(each.rating, name, None) for name in ("verdict", "reason", "use")}
    return {**row, **verdict, "page": seen.box.page, "period": seen.period or None}


def _about(document: StoredDocument) -> str:
    parts = (document.title, document.council_name, document.period, document.problem)
    return ", ".join(part for part in parts if part)
