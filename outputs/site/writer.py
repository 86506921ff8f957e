"""Writes the site: page by page of each document, then what is told over all documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...records import Finding
from ..beside import in_place_of
from ..store import StoredDocument, StoreReader
from . import names
from .charts import series_chart
from .compared import MOST_PAIRS, Common, pairs_told
from .documents import MOST_FINDINGS, DocumentTold, contents_of, totals_of, write_document
from .drawing import Papers, show_pages
from .measures import MeasureTold, measures_told
from .pages import Pages
from .schemes import scheme_told
from .search import Entry, Search
from .spots import Pictured
from .timelines import InOrder, Timelines

_MARK = ".scrutiny-report"
_MOST_PAIRED = 40  # lines of two councils on a page, each of them with two charts


@dataclass(frozen=True, slots=True)
class SiteMade:
    """What was written: the front page, how many pages, and for which documents no page could be drawn, and why."""

    index: Path
    pages: int
    left_out: tuple[str, ...]


@dataclass(slots=True)
class _Site:
    """What is gathered while the documents are written, for the pages over all of them."""

    pages: Pages
    store: StoreReader
    search: Search
    findings: Sequence[Finding]
    told: list[DocumentTold] = field(default_factory=list)
    under_scheme: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    pictured: dict[str, Pictured] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def write_site(store: StoreReader, folder: Path, papers: Papers, common: Common, in_order: InOrder) -> SiteMade:
    """Write the whole site, in place of an earlier one.

    Args:
        store: where the results are.
        folder: where the site goes; it is made, or is one that an earlier call made.
        papers: the reports themselves, to show where something stands.
        common: chooses the rule under which two councils are rated alike.
        in_order: puts the figures of a measure in order and tells which were restated.

    Raises:
        NotWritten: the folder holds something else, or cannot be written; what was there is kept.
        StoreError: the results cannot be read.
    """
    with in_place_of(folder, _is_site) as beside:
        beside.mkdir()
        (beside / _MARK).touch()
        site = _Site(Pages(beside), store, Search(beside / "search"), store.findings())
        timelines = Timelines(store, in_order)
        _write_documents(site, papers)
        _write_schemes(site)
        _write_measures(site, timelines)
        _write_pairs(site, timelines, common)
        _write_findings(site)
        _write_claims(site)
        _write_index(site)
        site.search.finish()
        site.pages.write_assets()
    return SiteMade(folder / "index.html", site.pages.written, tuple(site.left_out))


def _is_site(folder: Path) -> bool:
    return (folder / _MARK).exists()


def _write_documents(site: _Site, papers: Papers) -> None:
    """Draw the pages of all documents, then write their pages: the evidence of a finding may stand in another one."""
    documents, shown = site.store.documents(), _by_document(site.findings)
    for document in documents:
        contents = contents_of(site.store, document, shown[document.document])
        pictured, why = show_pages(site.pages, papers, document, contents.marks)
        site.pictured[document.document] = pictured
        site.left_out += [why] if why else []
    for document in documents:
        contents = contents_of(site.store, document, shown[document.document])
        write_document(site.pages, contents, site.pictured)
        site.told.append(contents.told)
        for row in contents.rows:
            if row.rating and row.rating.scheme:
                site.under_scheme[row.rating.scheme][row.verdict] += 1
        site.search.add(_found(document))


def _by_document(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings about each document or with evidence in it, in their order."""
    shown: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for document in dict.fromkeys([finding.document, *(each.document for each in finding.evidence)]):
            shown[document].append(finding)
    return shown


def _found(document: StoredDocument) -> Entry:
    note = ", ".join(filter(None, (document.council_name, document.period)))
    return Entry(document.title or document.document, names.document_page(document.document), "report", note)


def _write_measures(site: _Site, timelines: Timelines) -> None:
    listed = _each_measure_written(site, timelines)
    site.pages.write_list("measures", "measures.html", listed, site.store.count("measures"))


def _each_measure_written(site: _Site, timelines: Timelines) -> Iterator[MeasureTold]:
    for told in measures_told(site.store, timelines):
        page = names.measure_page(told.measure.measure)
        chart = series_chart(told.points, told.measure.unit)
        site.pages.write(page, "measure.html", told=told, chart=chart, pictures=site.pictured)
        councils = ", ".join(dict.fromkeys(name.council_name for name in told.names))
        site.search.add(Entry(told.measure.name, page, "measure", councils))
        yield told


def _write_schemes(site: _Site) -> None:
    told = [scheme_told(row, site.under_scheme[row.scheme]) for row in site.store.schemes()]
    for scheme in told:
        site.pages.write(names.scheme_page(scheme.row.scheme), "scheme.html", told=scheme)
        site.search.add(Entry(scheme.row.scheme, names.scheme_page(scheme.row.scheme), "rating rule", ""))
    site.pages.write_list("schemes", "schemes.html", told, len(told))


def _write_pairs(site: _Site, timelines: Timelines, common: Common) -> None:
    councils = site.store.councils_compared(MOST_PAIRS + 1)
    listed = []
    for pair in pairs_told(site.store, timelines, common, councils[:MOST_PAIRS]):
        total = len(pair.comparisons)
        base = names.pair_of(*pair.codes)
        site.pages.write_list(
            base, "pair.html", pair.comparisons, total, most=_MOST_PAIRED, pair=pair, pictures=site.pictured
        )
        listed.append((base, pair.names, total))
    site.pages.write("compare.html", "compare.html", pairs=listed, more=len(councils) > MOST_PAIRS)


def _write_findings(site: _Site) -> None:
    total = len(site.findings)
    site.pages.write_list("findings", "findings.html", site.findings, total, most=MOST_FINDINGS, pictures=site.pictured)


def _write_claims(site: _Site) -> None:
    failing = site.store.claims(verdict="fails")
    site.pages.write_list("claims", "claims.html", failing, len(failing), pictures=site.pictured)


def _write_index(site: _Site) -> None:
    severities = Counter(finding.severity for finding in site.findings)
    totals = totals_of(site.told)
    site.pages.write_list("index", "index.html", site.told, len(site.told), totals=totals, severities=severities)
