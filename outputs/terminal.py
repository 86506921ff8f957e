"""What is printed after a run: the results of each document, then the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..records import Finding, Severity
from .claimed import counted
from .listing import ListedRow, Trimmed, as_table, hanging
from .store import StoredDocument, StoreReader, Tally
from .wording import ASSUMED_MEANS, REASONS, SEVERITIES

_STYLES: dict[Severity, str] = {
    "error": "bold red",
    "conflict": "bold magenta",
    "look": "bold yellow",
    "information": "bold",
}


_TALLIED = {"agrees": "agree", "agrees_within_rounding": "within rounding", "disagrees": "disagree"}
_TALLY_COLUMNS = ("document", "observations", "rated again", *_TALLIED.values(), "cannot be checked")
_UNRATED = {
    "previous": "of earlier periods",
    "benchmark": "as benchmarks",
}
_MOST_TOLD = 20  # documents
_ASSUMED = "  of these, assumed"


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
