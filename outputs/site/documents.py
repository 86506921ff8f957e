"""The pages of one document: its figures as printed, its claims, its plan, its findings and what could not be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...records import Claim, Finding, PlanItem, Problem
from ..audited import audited
from ..store import StoredDocument, StoreReader
from . import names
from .figures import Row, hue, parts_of, row_of
from .pages import Pages, part_of
from .spots import Marked, Pictured, of_box, of_finding

MOST_FINDINGS = 50
"""How many findings a page holds, each with its evidence; of more in one document, its page only tells where."""

_MOST_PROBLEMS = 100
_BEST_FIRST = ("blue", "green", "amber", "red", "grey", "none")


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """A line of the front page."""

    document: StoredDocument
    observations: int
    verdicts: Counter[str]
    reasons: Counter[str]
    assumed: int
    claims: Counter[str]
    findings: int
    plan_items: int
    problems: int


@dataclass(frozen=True, slots=True)
class Totals:
    """How all reports came out together."""

    states: Counter[str]
    verdicts: Counter[str]
    claims: Counter[str]

    @property
    def rated(self) -> int:
        """How many published ratings were worked out again."""
        return sum(self.verdicts[verdict] for verdict in ("agrees", "agrees_within_rounding", "disagrees"))


def totals_of(told: Iterable[DocumentTold]) -> Totals:
    """Add up the lines of the front page."""
    totals = Totals(Counter(), Counter(), Counter())
    for one in told:
        totals.states[one.document.state] += 1
        totals.verdicts.update(one.verdicts)
        totals.claims.update(one.claims)
    return totals


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the site shows of one document."""

    document: StoredDocument
    rows: tuple[Row, ...]
    claims: tuple[Claim, ...]
    plan: tuple[PlanItem, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    marks: tuple[Marked, ...]

    @property
    def told(self) -> DocumentTold:
        return DocumentTold(
            self.document,
            len(self.rows),
            Counter(row.verdict for row in self.rows),
            Counter(row.why for row in self.rows if row.why and row.verdict == "uncheckable"),
            sum(row.assumed for row in self.rows),
            Counter[str](claim.verdict for claim in self.claims),
            len(self.findings),
            len(self.plan),
            len(self.problems),
        )


def contents_of(store: StoreReader, document: StoredDocument, shown: Sequence[Finding]) -> Contents:
    """Read what the site shows of a document.

    Args:
        store: where the results are.
        document: which.
        shown: the findings about it or with evidence in it.
    """
    slug = document.document
    own = tuple(finding for finding in shown if finding.document == slug)
    rows = tuple(row_of(each, own) for each in audited(store, document=slug))
    claims, plan = store.claims(document=slug), store.plan_items(slug)
    problems = tuple(problem for _, problem in store.problems(document=slug))
    marks = (
        *(row.marked for row in rows),
        *(of_box(f"c{claim.seq}", claim.text, claim.box) for claim in claims),
        *(of_box(f"i{item.seq}", item.milestone or item.measure_name or "", item.box) for item in plan if item.box),
        *(of_box(f"p{number}", one.message, one.box) for number, one in enumerate(problems, 1) if one.box),
        *(of_finding(finding, slug) for finding in shown),
    )
    return Contents(document, rows, claims, plan, problems, own, marks)


def write_document(pages: Pages, contents: Contents, pictures: Mapping[str, Pictured]) -> None:
    """Write the pages of a document."""
    document, told = contents.document, contents.told
    slug = document.document
    facts: dict[str, Any] = {"document": document, "pictures": pictures}
    many_findings = len(contents.findings) > MOST_FINDINGS
    many_problems = len(contents.problems) > _MOST_PROBLEMS
    at = _finding_pages(contents.findings, slug) if many_findings else {}
    parts = list(parts_of(contents.rows))
    for number, sections in enumerate(parts, 1):
        pages.write(
            names.document_page(slug, number),
            "document.html",
            told=told,
            sections=sections,
            part=number,
            parts=len(parts),
            matrix=_matrix(contents.rows) if number == 1 else None,
            findings=() if many_findings or number > 1 else contents.findings,
            finding_pages=at,
            problems=() if many_problems or number > 1 else contents.problems,
            more_problems=len(contents.problems) if many_problems else 0,
            **facts,
        )
    if contents.claims:
        failing = [claim for claim in contents.claims if claim.verdict == "fails"]
        base, total = names.claims_of(slug), len(contents.claims)
        pages.write_list(base, "document_claims.html", contents.claims, total, told=told, failing=failing, **facts)
    if contents.plan:
        pages.write_list(names.plan_of(slug), "document_plan.html", contents.plan, len(contents.plan), **facts)
    if many_findings:
        base, total = names.findings_of(slug), len(contents.findings)
        pages.write_list(base, "document_findings.html", contents.findings, total, most=MOST_FINDINGS, **facts)
    if many_problems:
        numbered, total = enumerate(contents.problems, 1), len(contents.problems)
        pages.write_list(names.problems_of(slug), "document_problems.html", numbered, total, **facts)


def _finding_pages(findings: Sequence[Finding], slug: str) -> dict[str, str]:
    """The page of each finding of a document that has too many for its own page."""
    base = names.findings_of(slug)
    return {
        finding.finding: names.list_page(base, part_of(number, MOST_FINDINGS))
        for number, finding in enumerate(findings, 1)
    }


def _matrix(rows: Sequence[Row]) -> dict[str, Counter[str]] | None:
    """How many figures bear which status, by the theme or section that groups them; None where nothing is rated."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.seen.status and row.seen.basis in ("actual", "forecast"):
            counts[row.seen.theme or row.seen.section or "No theme"][row.seen.status] += 1
    printed = dict.fromkeys(word for row in counts.values() for word in row)
    words = sorted(printed, key=lambda word: _BEST_FIRST.index(hue(word)))
    return {theme: Counter({word: row[word] for word in words}) for theme, row in counts.items()} or None
