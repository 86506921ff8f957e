"""What needs the whole archive: which names are one measure, which way is better, the ratings, the findings.

It follows the reading of documents, in the parent, council by council. A council is skipped where
nothing that its ratings depend on has changed; what fails with one council costs the others nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from . import across
from .ground import Ground
from .joining import match_council
from .normalise import polarity
from .published import name_of_rows, names_of_plan, rows_by_name
from .records import Evidence, Observation, Rating, Report
from .recounting import recount_claims
from .rules import cross_checks, findings, inference, over_time, schemes, stated_targets
from .rules.definition import read
from .rules.polarity import UNKNOWN, PolarityDecided, decide, said_by_people
from .rules.printed import printed_key
from .rules.rating import is_rated, rate
from .rules.report import published_statuses, rate_report
from .rules.scheme import Scheme
from .workers import fault

if TYPE_CHECKING:
    from .outputs.store import Store, StoredDocument


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
    known_schemes = schemes.with_read_keys(ground.schemes, store.keys())
    store.save_schemes([schemes.as_row(scheme) for scheme in known_schemes])
    for council in store.councils():
        documents = [document for document in store.documents(council=council) if document.state != "failed"]
        rated_with = ground.of_rating(council, documents)
        if documents and all(document.rated_with == rated_with for document in documents):
            continue
        slugs = [document.document for document in documents]
        added = _added(council, documents, ground)
        try:
            with store.transaction():
                reports = [document.report() for document in documents]
                notes += _rate_council(store, council, reports, ground, added, known_schemes)
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


def _added(council: str, documents: Sequence[StoredDocument], ground: Ground) -> frozenset[str]:
    """The documents that came since the others were rated; empty where anything else has changed too."""
    old = [document for document in documents if document.rated_with is not None]
    before = ground.of_rating(council, old)
    changed = not old or any(document.rated_with != before for document in old)
    return frozenset() if changed else frozenset(one.document for one in documents if one.rated_with is None)


def _rate_council(
    store: Store,
    council: str,
    reports: Sequence[Report],
    ground: Ground,
    added: frozenset[str],
    known_schemes: Sequence[Scheme],
) -> tuple[str, ...]:
    """Match, decide which way is better, rate, and look for findings; returns what contradicts itself."""
    decisions, keys = ground.decisions, store.keys()
    schemes_of = {report.document: schemes.of_report(known_schemes, report.document, keys) for report in reports}
    printed = {report.document: tuple(store.observations(document=report.document)) for report in reports}
    rows = {(row.document, row.seq): row for row in chain.from_iterable(printed.values())}

    alike = rows_by_name(rows.values())
    covers = {report.document: report.period.label for report in reports}
    names = [name_of_rows(council, same, covers[same[0].document]) for same in alike]
    for report in reports:
        names += names_of_plan(council, store.plan_items(report.document), covers[report.document])
    same = [decision for decision in decisions.same if decision.council == council]
    matched = match_council(store, council, alike, names, same, added)
    measure_of = {
        (row.document, row.seq): measure
        for rows_alike, measure in zip(alike, matched.of, strict=False)  # the plans' names follow
        for row in rows_alike
    }

    evidence = [
        *said_by_people(decisions.polarity, matched.names),
        *polarity.collect(measure_of, tuple(rows.values())),
    ]
    statuses = tuple(published_statuses(reports, rows.values(), measure_of, schemes_of))
    decided = decide([measure.measure for measure in matched.measures], evidence, statuses)
    figures = defaultdict(list)
    for figure, measure in measure_of.items():
        figures[measure].append(rows[figure])
    measures = [
        replace(one, polarity=known.polarity, polarity_source=known.described)
        for one in matched.measures
        for known in [decided.get(one.measure, UNKNOWN).for_measure(figures[one.measure])]
    ]
    unchanged = across.unchanged_measures(store, council, measures, matched.names) if added else ()
    store.save_measures(measures, matched.names, measure_of)
    heard = [*evidence, *(status.evidence for status in statuses)]
    store.save_polarity_evidence(council, heard, {place: row.box for place, row in rows.items()})
    across.save_subjects(store, council, reports, measures, matched.names, figures, unchanged)
    across.follow_plans(store, reports, printed)
    store.save_proposals(council, matched.proposals)

    def polarity_of(row: Observation) -> PolarityDecided:
        return decided.get(measure_of[row.document, row.seq], UNKNOWN)

    keys_printed = _where_keys_are_printed(store, reports, known_schemes)
    slips = {
        (wrong.row.document, wrong.row.seq)
        for report in reports
        for wrong in cross_checks.wrong_directions(printed[report.document], polarity_of)
    }
    found = [*findings.from_polarity(decided, {one.measure: one.name for one in matched.measures}, rows, slips)]
    found += over_time.from_restatements(figures, {report.document: report.period.end for report in reports})
    for report in reports:
        ratings = rate_report(report, printed[report.document], schemes_of[report.document], polarity_of)
        store.save_ratings(report.document, ratings)
        store.tell_key(report.document, settled=any(rating.scheme and rating.use == "own" for rating in ratings))
        _save_inferred(store, report, printed[report.document], ratings, polarity_of)
        found += findings.from_ratings(printed[report.document], ratings, known_schemes, polarity_of, keys_printed)
    elsewhere = [
        *stated_targets.in_commentaries(rows.values()),
        *stated_targets.in_other_reports(list(rows.values()), measure_of),
    ]
    for report in reports:
        store.save_stated_targets(report.document, [one for one in elsewhere if one.document == report.document])
    found += cross_checks.from_reports(reports, printed, measure_of, polarity_of)
    found += recount_claims(store, reports, printed, measure_of, known_schemes, polarity_of)
    for report in reports:
        own = findings.distinct(finding for finding in found if finding.document == report.document)
        store.save_findings(report.document, findings.acknowledge(own, decisions.acknowledged))
    return tuple(problem.message for problem in matched.problems)


def _save_inferred(
    store: Store,
    report: Report,
    rows: Sequence[Observation],
    ratings: Sequence[Rating],
    polarity_of: Callable[[Observation], PolarityDecided],
) -> None:
    """Keep the rule behind a report's ratings where none is known, as far as they tell it, for information."""
    unknown = any(rating.reason == "no_scheme" for rating in ratings)
    found = inference.infer(rows, polarity_of) if unknown else None
    definition = inference.as_definition(report, found) if found else None
    if definition is None:
        store.save_inferred(report.document, None, ())
        return
    scheme = read(report.document, definition)
    rated = [rate(row, scheme, "own", polarity_of(row).for_figure(row)) for row in rows if is_rated(row)]
    told = [rating for rating in rated if rating.scheme]
    store.save_inferred(report.document, schemes.as_row(scheme), told)


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
