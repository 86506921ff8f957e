"""What the commands print: results per document, findings, ratings, one observation in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..records import Finding, Rating, Severity, StatedTarget
from .audited import Audited, audited
from .claimed import counted
from .contract import PATH_JOINT
from .listing import Format, ListedRow, Trimmed, Value, as_table, hanging, show
from .store import StoredDocument, StoreError, StoreReader, Tally
from .wording import ASSUMED_MEANS, REASONS, SEVERITIES, VERDICTS

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
_LIST_TABLE = ("seq", "page", "name", "basis", "period", "value", "target", "status", "verdict")
LIST_COLUMNS = (*_LIST_TABLE, "reason", "use", "value_text", "target_text")

_STYLES: dict[Severity, str] = {
    "error": "bold red",
    "conflict": "bold magenta",
    "look": "bold yellow",
    "information": "bold",
}
_TITLES = {
    "disagrees": "Disagree",
    "agrees_within_rounding": "Agree within rounding",
    "agrees": "Agree",
    "uncheckable": "Cannot be checked",
}


# What the table for people lists where nobody asked for all.
_LISTED = ("disagrees", "agrees_within_rounding")
_TALLIED = {"agrees": "agree", "agrees_within_rounding": "within rounding", "disagrees": "disagree"}
_TALLY_COLUMNS = ("document", "observations", "rated again", *_TALLIED.values(), "cannot be checked")
_UNRATED = {
    "previous": "of earlier periods",
    "benchmark": "as benchmarks",
}
_UNRATED_ONE = {
    "previous": "It is the figure of an earlier period, which is not rated.",
    "benchmark": "It is a benchmark, which is not rated.",
}
_MOST_TOLD = 20  # documents
_LONGEST_FIGURE = 24  # characters
_ASSUMED = "  of these, assumed"
_USES = {
    "own": "own: the council's key for this period",
    "assumed": "assumed: the council's key of another year, because none is known for this one; it accuses nobody",
}


# ------------------------------------------------------------------------------- after a run


def show_results(
    store: StoreReader,
    on: Console,
    *,
    documents: Sequence[str] | None = None,
    not_read: Mapping[str, str] = MappingProxyType({}),
    unchanged: Collection[str] = frozenset(),
) -> None:
    """What was read and rated again, document by document, then the findings.

    Of many documents those that have not changed are counted only, together with all that is in the store.

    Args:
        store: where the results are.
        on: where to print.
        documents: the slugs to tell of; all that are in the store if None.
        not_read: of these, those that could not be read this time, and why; what is in the store of
            them is of an earlier run, and not told.
        unchanged: of these, those that this run did not have to read.
    """
    told = [each for each in store.documents() if documents is None or each.document in documents]
    whole = None
    if len(told) > _MOST_TOLD and unchanged:
        told, whole = [each for each in told if each.document not in unchanged], store.tally_of_all()
    read = [each.document for each in told if each.state != "failed" and each.document not in not_read]
    tallies = {document: store.tally(document) for document in read}
    if tallies or whole:
        on.print(_tally_table(tallies, whole, on.width))
        on.print()
    if any(tally.assumed for tally in tallies.values()):
        on.print(Trimmed(Text(ASSUMED_MEANS)))
        on.print()
    on.print(
        hanging(
            (each.document, _became(each, tally) if tally else f"not read: {not_read.get(each.document, each.problem)}")
            for each in told
            for tally in [tallies.get(each.document)]
        )
    )
    on.print()
    show_findings(_findings_of(store, tallies), on)


def _findings_of(store: StoreReader, documents: Collection[str]) -> list[Finding]:
    """The findings of some documents, most serious first."""
    if len(documents) > _MOST_TOLD:
        return [each for each in store.findings() if each.document in documents]
    found = [each for document in documents for each in store.findings(document=document)]
    order: list[Severity] = list(SEVERITIES)
    return sorted(found, key=lambda each: order.index(each.severity))


def _tally_table(tallies: Mapping[str, Tally], whole: Tally | None, width: int) -> RenderableType:
    """The counts of each document and of all, or of the ``whole`` store; assumed keys in a line of their own."""
    rows = [row for document, tally in tallies.items() for row in _counted(document, tally)]
    if whole:
        rows += _counted("all in the results", whole)
    elif len(tallies) > 1:
        rows += _counted("all", _sum_of(tallies.values()))
    return as_table(rows, _TALLY_COLUMNS, width)


def _counted(document: str, tally: Tally) -> Iterator[ListedRow]:
    unchecked = {"cannot be checked": tally.verdicts.get("uncheckable", 0)}
    yield {"document": document, "observations": tally.observations, **_decided(tally.verdicts), **unchecked}
    if tally.assumed:
        yield {"document": _ASSUMED, **_decided(tally.assumed)}


def _decided(verdicts: Mapping[str, int]) -> dict[str, int]:
    counts = {words: verdicts.get(verdict, 0) for verdict, words in _TALLIED.items()}
    return {"rated again": sum(counts.values()), **counts}


def _sum_of(tallies: Iterable[Tally]) -> Tally:
    observations, verdicts, assumed = 0, Counter[str](), Counter[str]()
    for tally in tallies:
        observations += tally.observations
        verdicts.update(tally.verdicts)
        assumed.update(tally.assumed)
    return Tally(observations, verdicts=verdicts, assumed=assumed)


def _became(document: StoredDocument, tally: Tally) -> str:
    """A line each: why ratings cannot be checked, what else was read, what went wrong."""
    told = []
    if tally.reasons:
        told.append(
            "cannot be checked: " + ", ".join(f"{n} {REASONS.get(why, why)}" for why, n in tally.reasons.items())
        )
    if tally.unrated:
        told.append(
            "not rated: " + ", ".join(f"{n} {_UNRATED.get(basis, basis)}" for basis, n in tally.unrated.items())
        )
    decided = {verdict: claims for verdict, claims in tally.claims.items() if verdict != "uncheckable"}
    if decided:
        told.append(f"statements recounted: {counted(decided)}")
    if tally.plan_items:
        told.append(f"{tally.plan_items} plan items")
    if document.problem:
        told.append(f"read with problems: {document.problem}")
    return "\n".join(told) or "every rating checked"


# ----------------------------------------------------------------------------------- findings


def show_findings(findings: Sequence[Finding], on: Console) -> None:
    """Findings, most serious first, each with document, page and arithmetic; those acknowledged apart, last."""
    if not findings:
        on.print("No findings.")
        return
    for severity, title in SEVERITIES.items():
        here = [each for each in findings if each.severity == severity and not each.acknowledged]
        _show_group(title, _STYLES[severity], here, on)
    _show_group("Acknowledged", "bold", [each for each in findings if each.acknowledged], on)


def _show_group(title: str, style: str, findings: Sequence[Finding], on: Console) -> None:
    if findings:
        on.print(Text(f"{title}: {len(findings)}", style=style))
    for finding in findings:
        on.print(Trimmed(Padding(_finding(finding), (0, 0, 1, 2))))


def _finding(finding: Finding) -> RenderableType:
    pages = dict.fromkeys(each.box.page for each in finding.evidence if each.document == finding.document)
    where = finding.document + (f", page{'s' * (len(pages) > 1)} {', '.join(map(str, pages))}" if pages else "")
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
    rows = sorted(map(_audit_row, rated), key=lambda row: ranks[str(row["verdict"])])
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
    assumed = Counter(str(row["verdict"]) for row in rows if _is_assumed(row))
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
        why = str(row["reason"]) if row["verdict"] == "uncheckable" else "assumed" if _is_assumed(row) else "own key"
        counts.setdefault(str(row["document"]), Counter())[why] += 1
    return hanging(
        (document, ", ".join(f"{count} {REASONS.get(why, why)}" for why, count in found.most_common()))
        for document, found in counts.items()
    )


def _show_alike(rows: Sequence[ListedRow], on: Console) -> None:
    """Rows of one verdict, document by document, with what tells them apart."""
    why = "reason" if rows[0]["verdict"] == "uncheckable" else "recomputed"
    for (document, assumed), group in groupby(rows, key=lambda row: (str(row["document"]), _is_assumed(row))):
        on.print(Text(document, style="bold").append(" (assumed)" if assumed else "", style="not bold"))
        told = [{**_printed(row), "reason": REASONS.get(str(row["reason"]), row["reason"])} for row in group]
        on.print(as_table(told, (*_AUDIT_TABLE, why), on.width))
        on.print()


def _printed(row: ListedRow) -> ListedRow:
    """A row with its figure and target as the page prints them; of a long text, the figure in it."""
    return {**row, **{name: _as_printed(row[f"{name}_text"], row[name]) for name in ("value", "target")}}


def _as_printed(text: Value, value: Value) -> Value:
    bare = str(text or "").split(" (")[0]
    return bare if len(bare) <= _LONGEST_FIGURE else value


def _is_assumed(row: ListedRow) -> bool:
    return row["use"] == "assumed" and row["verdict"] != "uncheckable"


def _verdict(row: ListedRow) -> str | None:
    """The verdict on one row in words; None where nothing was rated."""
    verdict, reason = row["verdict"], row["reason"]
    if verdict == "uncheckable":
        return f"cannot be checked: {REASONS.get(str(reason), reason)}"
    if not verdict:
        return None
    return str(verdict).replace("_", " ") + (" (assumed)" if _is_assumed(row) else "")


def _audit_row(each: Audited) -> ListedRow:
    seen, rating = each.observation, each.rating
    row: dict[str, Value] = {name: getattr(seen, name, None) for name in AUDIT_COLUMNS}
    row["page"] = seen.box.page
    if rating:
        row |= {name: getattr(rating, name) for name in ("recomputed", "verdict", "reason", "scheme", "use")}
    return row | {"period": seen.period or None}


# --------------------------------------------------------------------------------------- show


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
        rows = [{**_printed(row), "verdict": _verdict(row)} for row in rows]
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
        "verdict": _verdict(_audit_row(found)),
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
