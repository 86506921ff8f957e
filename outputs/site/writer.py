"""Writes the site: page by page of each document, then what is told over all documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...records import Claim, Finding, PagePicture
from ..audited import audited
from ..beside import in_place_of
from ..store import StoredDocument, StoreReader
from . import names
from .charts import series_chart
from .compared import Common, pairs_told
from .figures import Row, hue, parts_of, row_of
from .measures import MeasureTold, measures_told
from .pages import Pages
from .schemes import scheme_told
from .search import Entry, write_search
from .spots import Marked, Pictured, by_page, drawn_on, of_box, of_finding
from .timelines import InOrder, Timelines

Draw = Callable[[StoredDocument, Sequence[int]], Iterator[PagePicture]]
"""Draws some pages of a document; raises ``NoPictures`` where its file is not to be had."""

_MARK = ".scrutiny-report"
_BEST_FIRST = ("blue", "green", "amber", "red", "grey", "none")


class NoPictures(Exception):
    """The pages of a document cannot be drawn; one line that says why."""


@dataclass(frozen=True, slots=True)
class SiteMade:
    """What was written: the front page, how many pages, and for which documents no page could be drawn, and why."""

    index: Path
    pages: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """A line of the front page."""

    document: StoredDocument
    observations: int
    verdicts: Counter[str]
    assumed: int
    claims: Counter[str]
    findings: int
    plan_items: int


@dataclass(slots=True)
class _Site:
    """What is gathered while the documents are written, for the pages over all of them."""

    pages: Pages
    store: StoreReader
    draw: Draw
    told: list[DocumentTold] = field(default_factory=list)
    under_scheme: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    found: list[Entry] = field(default_factory=list)
    pictured: dict[str, Pictured] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def write_site(store: StoreReader, folder: Path, draw: Draw, common: Common, in_order: InOrder) -> SiteMade:
    """Write the whole site, in place of an earlier one.

    Args:
        store: where the results are.
        folder: where the site goes; it is made, or is one that an earlier call made.
        draw: makes the pictures of the pages on which something stands.
        common: chooses the rule under which two councils are rated alike.
        in_order: puts the figures of a measure in order and tells which were restated.

    Raises:
        NotWritten: the folder holds something else, or cannot be written; what was there is kept.
        StoreError: the results cannot be read.
    """
    with in_place_of(folder, _is_site) as beside:
        beside.mkdir()
        (beside / _MARK).touch()
        site = _Site(Pages(beside), store, draw)
        findings = store.findings()
        for document in store.documents():
            _write_document(site, document, findings)
        timelines = Timelines(store, in_order)
        _write_measures(site, timelines)
        _write_schemes(site)
        _write_pairs(site, timelines, common)
        _write_findings(site, findings)
        site.pages.write_list("claims", "claims.html", _failing(store), pictures=site.pictured)
        site.pages.write_list("index", "index.html", site.told, findings=findings)
        write_search(site.found, beside / "search")
        site.pages.write_assets()
    return SiteMade(folder / "index.html", site.pages.written, tuple(site.left_out))


def _is_site(folder: Path) -> bool:
    return (folder / _MARK).exists()


# ------------------------------------------------------------------------------------- one document


def _write_document(site: _Site, document: StoredDocument, findings: Sequence[Finding]) -> None:
    slug = document.document
    own = [finding for finding in findings if finding.document == slug]
    rows = [row_of(each, own) for each in audited(site.store, document=slug)]
    claims = site.store.claims(document=slug)
    plan = site.store.plan_items(slug)
    problems = [problem for _, problem in site.store.problems(document=slug)]
    shown = [finding for finding in findings if any(each.document == slug for each in finding.evidence)]
    marks = [
        *(row.marked for row in rows),
        *(of_box(f"c{claim.seq}", claim.text, claim.box) for claim in claims),
        *(of_box(f"i{item.seq}", item.milestone or item.measure_name or "", item.box) for item in plan if item.box),
        *(of_box(f"p{number}", one.message, one.box) for number, one in enumerate(problems, 1) if one.box),
        *(of_finding(finding, slug) for finding in shown),
    ]
    site.pictured[slug] = _draw_pages(site, document, marks)
    parts = list(parts_of(rows))
    verdicts = Counter(row.verdict for row in rows)
    recounted = Counter[str](claim.verdict for claim in claims)
    assumed = sum(row.assumed for row in rows)
    told = DocumentTold(document, len(rows), verdicts, assumed, recounted, len(own), len(plan))
    site.told.append(told)
    for number, sections in enumerate(parts, 1):
        site.pages.write(
            names.document_page(slug, number),
            "document.html",
            told=told,
            document=document,
            sections=sections,
            part=number,
            parts=len(parts),
            matrix=_matrix(rows) if number == 1 else None,
            findings=own if number == 1 else (),
            problems=problems if number == 1 else (),
            pictures=site.pictured,
        )
    for row in rows:
        if row.rating and row.rating.scheme:
            site.under_scheme[row.rating.scheme][row.verdict] += 1
    for base, template, listed in (
        (names.claims_of(slug), "document_claims.html", claims),
        (names.plan_of(slug), "document_plan.html", plan),
    ):
        if listed:
            site.pages.write_list(base, template, listed, document=document, pictures=site.pictured)
    title = document.title or slug
    note = ", ".join(filter(None, (document.council_name, document.period)))
    site.found.append(Entry(title, names.document_page(slug), "report", note))


def _draw_pages(site: _Site, document: StoredDocument, marks: Sequence[Marked]) -> Pictured:
    """Draw each page on which something is marked, and write the page that shows it."""
    slug, marked, sizes = document.document, by_page(marks), {}
    if not marked:
        return Pictured(slug)
    try:
        for picture in site.draw(document, list(marked)):
            sizes[picture.page] = (picture.width, picture.height)
            site.pages.write_bytes(names.picture_of_page(slug, picture.page), picture.image)
            site.pages.write(
                names.page_of_document(slug, picture.page),
                "page.html",
                document=document,
                picture=picture,
                image=f"{picture.page}.webp",
                drawn=list(drawn_on(picture.page, marked[picture.page])),
            )
    except NoPictures as error:
        site.left_out.append(f"{slug}: {error}")
    return Pictured(slug, sizes)


def _matrix(rows: Sequence[Row]) -> dict[str, Counter[str]] | None:
    """How many figures bear which status, by the theme or section that groups them; None where nothing is rated."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.seen.status and row.seen.basis in ("actual", "forecast"):
            counts[row.seen.theme or row.seen.section or "No theme"][row.seen.status] += 1
    printed = dict.fromkeys(word for row in counts.values() for word in row)
    words = sorted(printed, key=lambda word: _BEST_FIRST.index(hue(word)))
    return {theme: Counter({word: row[word] for word in words}) for theme, row in counts.items()} or None


# ------------------------------------------------------------------------------------ all documents


def _write_measures(site: _Site, timelines: Timelines) -> None:
    told: list[MeasureTold] = []
    for measure in measures_told(site.store, timelines):
        told.append(measure)
        site.pages.write(
            names.measure_page(measure.measure.measure),
            "measure.html",
            told=measure,
            chart=series_chart(measure.points, measure.measure.unit),
        )
        councils = ", ".join(dict.fromkeys(name.council_name for name in measure.names))
        site.found.append(Entry(measure.measure.name, names.measure_page(measure.measure.measure), "measure", councils))
    site.pages.write_list("measures", "measures.html", told)


def _write_schemes(site: _Site) -> None:
    told = [scheme_told(row, site.under_scheme[row.scheme]) for row in site.store.schemes()]
    for scheme in told:
        site.pages.write(names.scheme_page(scheme.row.scheme), "scheme.html", told=scheme)
        site.found.append(Entry(scheme.row.scheme, names.scheme_page(scheme.row.scheme), "rating rule", ""))
    site.pages.write("schemes.html", "schemes.html", told=told)


def _write_pairs(site: _Site, timelines: Timelines, common: Common) -> None:
    told = list(pairs_told(site.store, timelines, common))
    for pair in told:
        site.pages.write(names.pair_page(*pair.codes), "pair.html", pair=pair)
    site.pages.write("compare.html", "compare.html", pairs=told)


def _write_findings(site: _Site, findings: Sequence[Finding]) -> None:
    site.pages.write_list("findings", "findings.html", findings, pictures=site.pictured)


def _failing(store: StoreReader) -> list[Claim]:
    return [claim for claim in store.claims() if claim.verdict == "fails"]
