"""What is said across reports and councils: how plans fare, what measures are about, which can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from .normalise.comparable import pairs
from .normalise.plan_followed import follow
from .normalise.subjects import Definition, read_definition
from .records import Measure, MeasureName, MeasureSubject, Observation, Report

if TYPE_CHECKING:
    from .outputs.store import Store
    from .outputs.stored import Defined


def save_subjects(
    store: Store,
    council: str,
    reports: Sequence[Report],
    measures: Iterable[Measure],
    names: Iterable[MeasureName],
    figures: Mapping[str, Sequence[Observation]],
    unchanged: Collection[str] = frozenset(),
) -> None:
    """Say what each measure of a council is about; milestones, risks and the like are about none.

    Args:
        store: where the results are.
        council: whose measures they are.
        reports: the council's reports.
        measures: its measures.
        names: every name of them.
        figures: the rows of each measure; one of a plan has none.
        unchanged: measures of which everything is as it was, so that what is stored of them holds.
    """
    called = reports[-1].council_name if reports else ""
    known_as = defaultdict(list)
    for name in names:
        known_as[name.measure].append(name.name)
    subjects = []
    for measure in measures:
        if measure.measure in unchanged:
            continue
        rows = figures.get(measure.measure, ())
        if rows and all(row.kind != "measure" for row in rows):
            continue
        others = [name for name in known_as[measure.measure] if name != measure.name]
        read = read_definition([measure.name, *others], measure.unit, called)
        definition = read.described if read.subject else None
        also = " ".join(sorted(read.also))
        subjects.append(MeasureSubject(measure.measure, council, read.name, read.theme, read.subject, definition, also))
    store.save_subjects(council, subjects, unchanged)


def unchanged_measures(
    store: Store, council: str, measures: Iterable[Measure], names: Iterable[MeasureName]
) -> set[str]:
    """The measures that are stored with the same name, unit and published names."""
    before = _described(store.measures(council=council), store.measure_names(council=council))
    return {one for one, said in _described(measures, names).items() if before.get(one) == said}


def _described(measures: Iterable[Measure], names: Iterable[MeasureName]) -> dict[str, tuple[object, ...]]:
    known_as = defaultdict(list)
    for name in names:
        known_as[name.measure].append(name.name)
    return {one.measure: (one.name, one.unit, *known_as[one.measure]) for one in measures}


def follow_plans(store: Store, reports: Sequence[Report], printed: Mapping[str, Sequence[Observation]]) -> None:
    """Say what the reports of its time tell of each delivery plan of a council.

    Args:
        store: where the results are; rows and plan items have their measures.
        reports: the council's reports.
        printed: the rows of each.
    """
    for plan in reports:
        items = store.plan_items(plan.document)
        if not items:
            continue
        of_its_time = [
            report
            for report in sorted(reports, key=lambda report: (report.period.end, report.document))
            if report.document != plan.document
            and printed[report.document]
            and report.period.end > plan.period.start
            and report.period.start <= plan.period.end
        ]
        measures = store.measure_of_plan(plan.document)
        followed = [
            one
            for report in of_its_time
            for one in follow(
                items,
                measures,
                printed[report.document],
                store.measure_of(report.document),
                report.document,
                report.period.end,
            )
        ]
        store.save_plan_followed(plan.document, followed)


def compare_definitions(store: Store) -> None:
    """Compare the definitions that are new with those of the same subject; those compared before stay as they are."""
    defined = store.definitions()
    new = [_definition(one) for one in defined if not one.compared]
    subjects = {definition.subject for definition in new}
    known = [_definition(one) for one in defined if one.compared and one.subject in subjects]
    store.save_definition_pairs(pairs(new, known))


def _definition(one: Defined) -> Definition:
    return read_definition([one.name], one.unit, one.council_name)
