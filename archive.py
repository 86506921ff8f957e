"""What needs the whole archive: which names are one measure, which way is better, the ratings, the findings.

It follows the reading of documents, in the parent, council by council. A council is skipped where
nothing that its ratings depend on has changed; what fails with one council costs the others nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from . import across
from .ground import Ground
from .normalise import matching, polarity
from .records import Evidence, Observation, PlanItem, Report
from .recounting import recount_claims
from .rules import findings, over_time, schemes
from .rules.polarity import UNKNOWN, PolarityDecided, decide, said_by_people
from .rules.printed import printed_key
from .rules.report import published_statuses, rate_report
from .rules.scheme import Scheme
from .workers import fault

if TYPE_CHECKING:
    from .outputs.store import Store


@dataclass(frozen=True, slots=True)
class Rated:
    """What rating an archive has to say: whose reports could not be rated, what contradicts itself."""

    failed: tuple[str, ...]
    notes: tuple[str, ...]


def rate_archive(store: Store, ground: Ground) -> Rated:
    """Rate what each council publishes, where anything that its ratings depend on has changed."""
    from .outputs.store import StoreError

    failed: list[str] = []
    notes: list[str] = []
    store.save_schemes([schemes.as_row(scheme) for scheme in ground.schemes])
    for council in store.councils():
        documents = [document for document in store.documents(council=council) if document.state != "failed"]
        rated_with = ground.of_rating(council, documents)
        if documents and all(document.rated_with == rated_with for document in documents):
            continue
        slugs = [document.document for document in documents]
        try:
            with store.transaction():
                notes += _rate_council(store, council, [document.report() for document in documents], ground)
                store.save_rated(slugs, rated_with)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault with one council's reports leaves those unrated only
            failed.append(f"{', '.join(slugs)}: read, but not rated: {fault(error)}")
            with store.transaction():
                for slug in slugs:
                    store.fail_rating(slug, f"not rated: {fault(error)}")
    across.compare_definitions(store)
    return Rated(tuple(failed), tuple(notes))


def _rate_council(store: Store, council: str, reports: Sequence[Report], ground: Ground) -> tuple[str, ...]:
    """Match, decide which way is better, rate, and look for findings; returns what contradicts itself."""
    decisions, known_schemes = ground.decisions, ground.schemes
    printed = {report.document: tuple(store.observations(document=report.document)) for report in reports}
    rows = {(row.document, row.seq): row for row in chain.from_iterable(printed.values())}

    alike = _rows_by_name(rows.values())
    covers = {report.document: report.period.label for report in reports}
    names = [_name_of_rows(council, same, covers[same[0].document]) for same in alike]
    for report in reports:
        names += _names_of_plan(council, store.plan_items(report.document), covers[report.document])
    same = [decision for decision in decisions.same if decision.council == council]
    matched = matching.match(names, same, store.measure_names(council=council))
    measure_of = {
        (row.document, row.seq): measure
        for rows_alike, measure in zip(alike, matched.of, strict=False)  # the plans' names follow
        for row in rows_alike
    }

    evidence = [
        *said_by_people(decisions.polarity, matched.names),
        *polarity.collect(measure_of, tuple(rows.values())),
    ]
    statuses = tuple(published_statuses(reports, rows.values(), measure_of, known_schemes))
    decided = decide([measure.measure for measure in matched.measures], evidence, statuses)
    figures = defaultdict(list)
    for figure, measure in measure_of.items():
        figures[measure].append(rows[figure])
    measures = [
        replace(one, polarity=known.polarity, polarity_source=known.described)
        for one in matched.measures
        for known in [decided.get(one.measure, UNKNOWN).for_measure(figures[one.measure])]
    ]
    store.save_measures(measures, matched.names, measure_of)
    heard = [*evidence, *(status.evidence for status in statuses)]
    store.save_polarity_evidence(council, heard, {place: row.box for place, row in rows.items()})
    across.save_subjects(store, council, reports, measures, matched.names, figures)
    across.follow_plans(store, reports, printed)

    def polarity_of(row: Observation) -> PolarityDecided:
        return decided.get(measure_of[row.document, row.seq], UNKNOWN)

    keys_printed = _where_keys_are_printed(store, reports, known_schemes)
    found = [*findings.from_polarity(decided, {one.measure: one.name for one in matched.measures}, rows)]
    found += over_time.from_restatements(figures, {report.document: report.period.end for report in reports})
    for report in reports:
        ratings = rate_report(report, printed[report.document], known_schemes, polarity_of)
        store.save_ratings(report.document, ratings)
        found += findings.from_ratings(printed[report.document], ratings, known_schemes, polarity_of, keys_printed)
    found += recount_claims(store, reports, printed, measure_of, known_schemes, polarity_of)
    for report in reports:
        own = [finding for finding in found if finding.document == report.document]
        store.save_findings(report.document, findings.acknowledge(own, decisions.acknowledged))
    return tuple(problem.message for problem in matched.problems)


def _where_keys_are_printed(
    store: Store, reports: Iterable[Report], known_schemes: Iterable[Scheme]
) -> dict[str, dict[str, Evidence]]:
    """The places of the keys that stand in these reports, by scheme."""
    read = {report.document for report in reports}
    return {
        scheme.scheme: printed_key(scheme, store.printed_on(scheme.document, scheme.page))
        for scheme in known_schemes
        if scheme.document in read and scheme.document and scheme.page
    }


def _rows_by_name(rows: Iterable[Observation]) -> list[list[Observation]]:
    """Rows of one document that print one name, as one kind, with one code, in one section."""
    together = defaultdict(list)
    for row in rows:
        together[row.document, row.name, row.kind, row.code, row.section].append(row)
    return list(together.values())


def _name_of_rows(council: str, rows: Sequence[Observation], period: str) -> matching.PublishedName:
    return matching.PublishedName(
        council=council,
        document=rows[0].document,
        name=rows[0].name,
        code=rows[0].code,
        unit=next((row.unit for row in rows if row.unit), None),
        section=rows[0].section,
        theme=next((row.theme for row in rows if row.theme), None),
        kind=rows[0].kind,
        figures=tuple((row.period, row.basis, row.value) for row in rows),
        targets=tuple((row.period, row.target) for row in rows if row.target is not None),
        period=period,
    )


def _names_of_plan(council: str, items: Iterable[PlanItem], period: str) -> Iterator[matching.PublishedName]:
    """The measures that a delivery plan names, each once for its outcome; it publishes no figures."""
    named = {(item.document, item.measure_name, item.outcome) for item in items if item.measure_name}
    for document, name, outcome in sorted(named, key=lambda key: tuple(part or "" for part in key)):
        yield matching.PublishedName(council, document, name or "", section=outcome, period=period)
