"""What needs the whole archive: which names are one measure, which way is better, the ratings, the findings.

It follows the reading of documents, in the parent, council by council. A council is skipped where
nothing that its ratings depend on has changed; what fails with one council costs the others nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from . import across
from .ground import Ground, digest
from .joining import match_council
from .normalise import polarity
from .published import name_of_rows, names_of_plan, rows_by_name
from .records import Evidence, MeasureName, Observation, PolarityEvidence, Rating, Report
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

_AND = ":"  # between what matching depended on and what rating did besides


@dataclass(frozen=True, slots=True)
class Rated:
    """What rating an archive has to say: whose reports could not be rated, what contradicts itself."""

    failed: tuple[str, ...]
    notes: tuple[str, ...]


def rate_archive(store: Store, ground: Ground) -> Rated:
    """Match and rate what each council publishes, where anything that its ratings depend on has changed.

    All councils are matched before any is rated, for what one prints of a measure tells of another's that is defined
    alike.
    """
    failed: dict[str, str] = {}
    notes: list[str] = []
    known_schemes = schemes.with_read_keys(ground.schemes, store.keys())
    store.save_schemes([schemes.as_row(scheme) for scheme in known_schemes])
    matched_with: dict[str, str] = {}
    for council in store.councils():
        documents = _read(store, council)
        matched_with[council] = ground.of_rating(council, documents)
        if documents and all(_matched_with(document) == matched_with[council] for document in documents):
            continue
        with _contained(store, council, documents, failed):
            notes += _match_council(store, council, documents, ground)
            store.save_rated([document.document for document in documents], matched_with[council])
    elsewhere = store.polarity_elsewhere()
    for council in [council for council in matched_with if council not in failed]:
        said = elsewhere.get(council, ())
        rated_with = f"{matched_with[council]}{_AND}{digest(*said)}"
        documents = _read(store, council)
        if all(document.rated_with == rated_with for document in documents):
            continue
        with _contained(store, council, documents, failed):
            _rate_council(store, council, documents, ground, known_schemes, said)
            store.save_rated([document.document for document in documents], rated_with)
    across.compare_definitions(store)
    return Rated(tuple(failed[council] for council in sorted(failed)), tuple(notes))


def _read(store: Store, council: str) -> list[StoredDocument]:
    return [document for document in store.documents(council=council) if document.state != "failed"]


def _matched_with(document: StoredDocument) -> str | None:
    """What matching a document depended on: the first part of what its rating did."""
    return document.rated_with.partition(_AND)[0] if document.rated_with else None


@contextmanager
def _contained(
    store: Store, council: str, documents: Sequence[StoredDocument], failed: dict[str, str]
) -> Iterator[None]:
    """A fault with one council's reports leaves those unrated only, and says so."""
    from .outputs.store import StoreError

    slugs = [document.document for document in documents]
    try:
        with store.transaction():
            yield
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the other councils are rated
        failed[council] = f"{', '.join(slugs)}: read, but not rated: {fault(error)}"
        with store.transaction():
            for slug in slugs:
                store.fail_rating(slug, f"not rated: {fault(error)}")


def _added(council: str, documents: Sequence[StoredDocument], ground: Ground) -> frozenset[str]:
    """The documents that came since the others were matched; empty where anything else has changed too."""
    old = [document for document in documents if document.rated_with is not None]
    before = ground.of_rating(council, old)
    changed = not old or any(_matched_with(document) != before for document in old)
    return frozenset() if changed else frozenset(one.document for one in documents if one.rated_with is None)


def _match_council(store: Store, council: str, documents: Sequence[StoredDocument], ground: Ground) -> tuple[str, ...]:
    """Put a council's names on measures, and say what these are about; returns what contradicts itself."""
    reports = [document.report() for document in documents]
    added = _added(council, documents, ground)
    printed = {report.document: tuple(store.observations(document=report.document)) for report in reports}
    rows = {(row.document, row.seq): row for row in chain.from_iterable(printed.values())}
    alike = rows_by_name(rows.values())
    covers = {report.document: report.period.label for report in reports}
    names = [name_of_rows(council, same, covers[same[0].document]) for same in alike]
    for report in reports:
        names += names_of_plan(council, store.plan_items(report.document), covers[report.document])
    same = [decision for decision in ground.decisions.same if decision.council == council]
    matched = match_council(store, council, alike, names, same, added)
    measure_of = {
        (row.document, row.seq): measure
        for rows_alike, measure in zip(alike, matched.of, strict=False)  # the plans' names follow
        for row in rows_alike
    }
    unchanged = across.unchanged_measures(store, council, matched.measures, matched.names) if added else ()
    store.save_measures(matched.measures, matched.names, measure_of)
    figures = _by_measure(rows, measure_of)
    across.save_subjects(store, council, reports, matched.measures, matched.names, figures, unchanged)
    evidence = _evidence(ground, matched.names, measure_of, rows)
    store.save_polarity_evidence(council, evidence, {place: row.box for place, row in rows.items()})
    across.follow_plans(store, reports, printed)
    store.save_proposals(council, matched.proposals)
    return tuple(problem.message for problem in matched.problems)


def _by_measure(
    rows: Mapping[tuple[str, int], Observation], measure_of: Mapping[tuple[str, int], str]
) -> dict[str, list[Observation]]:
    figures = defaultdict(list)
    for place, row in rows.items():
        figures[measure_of[place]].append(row)
    return figures


def _evidence(
    ground: Ground,
    names: Iterable[MeasureName],
    measure_of: Mapping[tuple[str, int], str],
    rows: Mapping[tuple[str, int], Observation],
) -> list[PolarityEvidence]:
    """What a council's people and reports themselves say of which way is better."""
    return [*said_by_people(ground.decisions.polarity, names), *polarity.collect(measure_of, tuple(rows.values()))]


def _rate_council(
    store: Store,
    council: str,
    documents: Sequence[StoredDocument],
    ground: Ground,
    known_schemes: Sequence[Scheme],
    elsewhere: Sequence[PolarityEvidence],
) -> None:
    """Decide which way is better for the measures that were matched, rate, and look for findings."""
    decisions, keys = ground.decisions, store.keys()
    reports = [document.report() for document in documents]
    schemes_of = {report.document: schemes.of_report(known_schemes, report.document, keys) for report in reports}
    printed = {report.document: tuple(store.observations(document=report.document)) for report in reports}
    rows = {(row.document, row.seq): row for row in chain.from_iterable(printed.values())}
    measures = store.measures(council=council)
    measure_of = {
        (report.document, seq): measure
        for report in reports
        for seq, measure in store.measure_of(report.document).items()
    }
    figures = _by_measure(rows, measure_of)

    evidence = [*_evidence(ground, store.measure_names(council=council), measure_of, rows), *elsewhere]
    statuses = tuple(published_statuses(reports, rows.values(), measure_of, schemes_of))
    decided = decide([measure.measure for measure in measures], evidence, statuses)
    known = {one.measure: decided[one.measure].for_measure(figures.get(one.measure, ())) for one in measures}
    store.save_polarities({measure: (each.polarity, each.described) for measure, each in known.items()})
    heard = [*evidence, *(status.evidence for status in statuses)]
    store.save_polarity_evidence(council, heard, {place: row.box for place, row in rows.items()})

    def polarity_of(row: Observation) -> PolarityDecided:
        return decided.get(measure_of[row.document, row.seq], UNKNOWN)

    keys_printed = _where_keys_are_printed(store, reports, known_schemes)
    slips = {
        (wrong.row.document, wrong.row.seq)
        for report in reports
        for wrong in cross_checks.wrong_directions(printed[report.document], polarity_of)
    }
    names = {one.measure: one.name for one in measures}
    found = [*findings.from_polarity(decided, names, rows, slips, figures)]
    found += over_time.from_restatements(figures, {report.document: report.period.end for report in reports})
    for report in reports:
        ratings = rate_report(report, printed[report.document], schemes_of[report.document], polarity_of)
        store.save_ratings(report.document, ratings)
        key = keys.get(report.document)
        if key is not None and key.problem is not None:
            store.tell_key(
                report.document, key.problem, settled=any(rating.scheme and rating.use == "own" for rating in ratings)
            )
        _save_inferred(store, report, printed[report.document], ratings, polarity_of)
        found += findings.from_ratings(printed[report.document], ratings, known_schemes, polarity_of, keys_printed)
    stated = [
        *stated_targets.in_commentaries(rows.values()),
        *stated_targets.in_other_reports(list(rows.values()), measure_of),
    ]
    for report in reports:
        store.save_stated_targets(report.document, [one for one in stated if one.document == report.document])
    found += cross_checks.from_reports(reports, printed, measure_of, polarity_of)
    found += recount_claims(store, reports, printed, measure_of, known_schemes, polarity_of)
    for report in reports:
        own = findings.distinct(finding for finding in found if finding.document == report.document)
        store.save_findings(report.document, findings.acknowledge(own, decisions.acknowledged))


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
