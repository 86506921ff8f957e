"""The only place that knows the order of the stages.

Each document is read by itself, in worker processes. What needs the whole archive (which names are
one measure, which way is better, the ratings and findings) follows in the parent, council by
council, for the councils that the new documents touch. So neither timing nor order changes a row.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Literal

from . import extract
from .corpus import bundled_reports, manifest
from .corpus import decisions as people
from .corpus.identify import Unidentified, report_for
from .corpus.manifest import CorpusError, Hints, Source
from .normalise import matching, normalise, polarity
from .normalise.corrections import correct
from .outputs import tables
from .outputs.store import Saved, Store, StoredDocument
from .records import (
    Correction,
    Decisions,
    Extract,
    MeasureName,
    Normalised,
    Observation,
    PlanItem,
    PolarityEvidence,
    Report,
)
from .rules import findings, keys, schemes
from .rules.polarity import UNKNOWN, PolarityDecided, StatusEvidence, decide, status_evidence
from .rules.report import rate_report
from .rules.scheme import Scheme
from .workers import Failure, run_all

DATABASE = "scrutiny.db"

Became = Literal["read", "read_with_problems", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run: ``timeout`` is in seconds for each document; ``hints`` are about all documents."""

    out: Path
    decisions: Path
    hints: Hints
    engine: extract.Engine
    jobs: int
    timeout: float


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a document, and in one line why it failed or what it took the place of."""

    document: str
    became: Became
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: ``documents`` in the order of slugs.

    ``files`` are the results; ``refused`` says what was not even a document (a folder without
    reports), ``notes`` what else a person should know, a line each.
    """

    files: tuple[Path, ...]
    documents: tuple[Done, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def share_read(self) -> Literal["all", "some", "none"]:
        """How much of what was asked for is in the database."""
        failed = sum(document.became == "failed" for document in self.documents)
        if failed == len(self.documents):
            return "none"
        return "some" if failed or self.refused else "all"


OnDone = Callable[[int, int], None]
"""Told how many documents are done, of how many."""


def decisions_beside(paths: Sequence[Path]) -> Path:
    """The folder of decisions that belongs to these reports; that of the bundled ones is where the person is."""
    first = paths[0] if paths else Path()
    return (first if first.is_dir() else first.parent) / "decisions"


def run(paths: Sequence[Path], settings: Settings, on_done: OnDone) -> Outcome:
    """Read reports into the database, and rate what they publish again.

    Args:
        paths: files and folders; none stands for the bundled reports.
        settings: how to run.
        on_done: told of each document that is done.

    Raises:
        DecisionsError, SchemeError: a file that a person wrote is wrong; nothing was written.
        StoreError: the results cannot be written; what was there before is kept.
    """
    started = monotonic()
    decisions = people.load(settings.decisions)
    known_schemes = schemes.load_all(decisions.schemes)
    found = manifest.find(paths or [bundled_reports()], settings.hints)
    with Store.open(settings.out / DATABASE) as store:
        before = store.documents()
        begun = _Begun(store, decisions, known_schemes, settings)
        unchanged = [source for source in found.sources if begun.reading_is_current(source, before)]
        sources = [source for source in found.sources if source not in unchanged]
        done = [
            *_refuse(store, found.failures),
            *(Done(source.document, "unchanged") for source in unchanged),
            *_read_and_save(store, sources, decisions.corrections, settings, on_done),
        ]
        touched = _touched(before, store.documents(), {one.document for one in done if one.became != "unchanged"})
        notes = begun.notes + _rate_archive(store, None if begun.all_is_stale else touched, decisions, known_schemes)
        files = (store.path, *tables.write_csv(store, settings.out))
        store.finish_run(begun.number, len(sources), round(monotonic() - started, 3))
    refused = tuple(str(failure) for failure in found.failures if failure.document is None)
    return Outcome(files, tuple(sorted(done, key=lambda one: one.document)), refused, notes)


class _Begun:
    """A run that has begun, and what the last one leaves it to do."""

    def __init__(self, store: Store, decisions: Decisions, known_schemes: Sequence[Scheme], settings: Settings) -> None:
        made_by = version("council-scrutiny")
        if settings.engine != "scrutiny":
            made_by += f" with {settings.engine}"
        definitions = "\n".join(f"{scheme.scheme}\n{scheme.definition}" for scheme in known_schemes)
        rules = hashlib.sha256(definitions.encode()).hexdigest()
        last = store.last_run()
        self.notes: tuple[str, ...] = ()
        if last is not None and last.decisions_sha256 and not decisions.sha256:
            self.notes = (
                f"{settings.decisions}: no decisions here, but the last run had some; "
                "all was rated without them. Name their folder with --decisions and run again.",
            )
        self.number = store.start_run(made_by, rules, decisions.sha256)
        ended = last is not None and last.run == self.number - 1
        same_reading = last is not None and (last.version, last.decisions_sha256) == (made_by, decisions.sha256)
        self._readings_hold = ended and same_reading
        self.all_is_stale = not (self._readings_hold and last is not None and last.schemes_sha256 == rules)

    def reading_is_current(self, source: Source, before: Iterable[StoredDocument]) -> bool:
        """Whether reading a file would give what the store holds: same content, decisions, and facts given."""
        if not self._readings_hold:
            return False
        return any(
            (known.document, known.sha256) == (source.document, source.sha256)
            and known.state != "failed"
            and known.path == str(source.path)
            and source.council in (None, known.council)
            and source.title in (None, known.title)
            and source.kind in (None, known.kind)
            and (source.period is None or source.period.label == known.period)
            for known in before
        )


# ---------------------------------------------------------------------------- each document by itself


@dataclass(frozen=True, slots=True)
class _Task:
    source: Source
    engine: extract.Engine
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    report: Report
    extract: Extract
    normalised: Normalised


def read_document(task: _Task) -> _Reading | Failure:
    """Read one document from its pages to its observations: what a worker does."""
    source = task.source
    try:
        pages = extract.read(source.path, engine=task.engine)
        report = report_for(source, pages)
    except (extract.Unreadable, Unidentified) as error:
        return Failure(str(error))
    normalised = correct(normalise(report, pages, keys.read_legend(pages)), task.corrections)
    return _Reading(report, replace(pages, problems=(*source.problems, *pages.problems)), normalised)


def _read_and_save(
    store: Store, sources: Sequence[Source], corrections: Iterable[Correction], settings: Settings, on_done: OnDone
) -> Iterator[Done]:
    by_document = defaultdict(list)
    for correction in corrections:
        by_document[correction.document].append(correction)
    tasks = [_Task(source, settings.engine, tuple(by_document[source.document])) for source in sources]
    with closing(run_all(read_document, tasks, jobs=settings.jobs, timeout=settings.timeout)) as answers:
        for count, (index, answer) in enumerate(answers, 1):
            yield _save(store, sources[index], answer)
            on_done(count, len(sources))


def _save(store: Store, source: Source, answer: _Reading | Failure) -> Done:
    if isinstance(answer, Failure):
        store.fail_document(source.document, source.path, answer.message, sha256=source.sha256)
        return Done(source.document, "failed", answer.message)
    problems = (*answer.extract.problems, *answer.normalised.problems)
    problem = None
    if problems:
        problem = problems[0].message + (f" (and {len(problems) - 1} more)" if problems[1:] else "")
    state: Literal["read", "read_with_problems"] = "read_with_problems" if problems else "read"
    saved = store.save_document(answer.report, answer.extract, answer.normalised, state, problem)
    return Done(source.document, state, _what_it_replaced(saved))


def _what_it_replaced(saved: Saved) -> str | None:
    if saved.what == "replaced":
        return "took the place of another file of this name"
    return f"stood under the name {saved.was} before" if saved.what == "renamed" else None


def _refuse(store: Store, failures: Iterable[CorpusError]) -> Iterator[Done]:
    """Record files that could not even be opened; what was read of them before is kept."""
    known = store.known()
    for failure in failures:
        if failure.document is None:
            continue
        if failure.document not in known or known[failure.document].state == "failed":
            store.fail_document(failure.document, failure.file or Path(failure.document), str(failure))
        yield Done(failure.document, "failed", str(failure))


# ------------------------------------------------------------------------------- the whole archive


def _touched(before: Iterable[StoredDocument], after: Iterable[StoredDocument], changed: set[str]) -> set[str]:
    """The councils that have, or had, a document that changed."""
    known = [(one.document, one.council) for one in chain(before, after)]
    gone = {slug for slug, _ in known} - {one.document for one in after}
    return {council for slug, council in known if council is not None and slug in changed | gone}


def _rate_archive(
    store: Store, councils: set[str] | None, decisions: Decisions, known_schemes: Sequence[Scheme]
) -> tuple[str, ...]:
    """Rate what these councils publish, or all where none are named; returns what contradicts itself."""
    if councils is None:
        councils = {document.council for document in store.documents() if document.council is not None}
    with store.transaction():
        store.save_schemes([schemes.as_row(scheme) for scheme in known_schemes])
        return tuple(
            chain.from_iterable(_rate_council(store, council, decisions, known_schemes) for council in sorted(councils))
        )


def _rate_council(store: Store, council: str, decisions: Decisions, known_schemes: Sequence[Scheme]) -> tuple[str, ...]:
    """Match, decide which way is better, rate, and look for findings."""
    reports = [document.report() for document in store.documents(council=council) if document.state != "failed"]
    printed = {report.document: tuple(store.observations(document=report.document)) for report in reports}
    rows = {(row.document, row.seq): row for row in chain.from_iterable(printed.values())}

    names = [*_names_of_rows(council, rows.values())]
    for report in reports:
        names += _names_of_plan(council, store.plan_items(report.document))
    same = [decision for decision in decisions.same if decision.council == council]
    matched = matching.match(names, same, store.measure_names(council=council))
    store.save_measures(matched.measures, matched.names)

    measure_of = {
        (report.document, seq): measure
        for report in reports
        for seq, measure in store.measure_of(report.document).items()
    }
    evidence = [
        *_said_by_people(decisions, matched.names),
        *polarity.collect(measure_of, tuple(rows.values())),
    ]
    statuses = _statuses(reports, rows.values(), measure_of, known_schemes)
    decided = decide([measure.measure for measure in matched.measures], evidence, statuses)
    store.save_measures(
        [
            replace(measure, polarity=known.polarity, polarity_source=known.described)
            for measure in matched.measures
            for known in [decided.get(measure.measure, UNKNOWN)]
        ],
        matched.names,
    )

    def polarity_of(row: Observation) -> PolarityDecided:
        return decided.get(measure_of.get((row.document, row.seq), ""), UNKNOWN)

    found = [*findings.from_polarity(decided, {one.measure: one.name for one in matched.measures}, rows)]
    for report in reports:
        ratings = rate_report(report, printed[report.document], known_schemes, polarity_of)
        store.save_ratings(report.document, ratings)
        found += findings.from_ratings(printed[report.document], ratings, known_schemes, polarity_of)
    for report in reports:
        own = [finding for finding in found if finding.document == report.document]
        store.save_findings(report.document, findings.acknowledge(own, decisions.acknowledged))
    return tuple(problem.message for problem in matched.problems)


def _said_by_people(decisions: Decisions, names: Iterable[MeasureName]) -> Iterator[PolarityEvidence]:
    said = {(decision.council, decision.name): decision for decision in decisions.polarity}
    for name in names:
        if decision := said.get((name.council, name.name)):
            detail = f"{decision.who}, {decision.when.isoformat()}: {decision.why}"
            yield PolarityEvidence(name.measure, decision.polarity, "decision", detail)


def _statuses(
    reports: Iterable[Report],
    rows: Iterable[Observation],
    measure_of: Mapping[tuple[str, int], str],
    known_schemes: Sequence[Scheme],
) -> Iterator[StatusEvidence]:
    """What published statuses imply under the council's own scheme for the period of their report."""
    published_in = {report.document: report for report in reports}
    for row in rows:
        report, measure = published_in[row.document], measure_of.get((row.document, row.seq))
        chosen = schemes.scheme_for(known_schemes, report.council, report.period, report.kind, row.kind)
        if measure is not None and chosen is not None and chosen[1] == "own":
            yield from status_evidence(measure, [row], chosen[0])


def _names_of_rows(council: str, rows: Iterable[Observation]) -> Iterator[matching.PublishedName]:
    """What documents print, one record for each document, name, code and section."""
    together = defaultdict(list)
    for row in rows:
        together[row.document, row.name, row.code, row.section].append(row)
    for (document, name, code, section), same in together.items():
        yield matching.PublishedName(
            council=council,
            document=document,
            name=name,
            code=code,
            unit=next((row.unit for row in same if row.unit), None),
            section=section,
            kind=same[0].kind,
            figures=tuple((row.period, row.basis, row.value) for row in same),
            targets=tuple((row.period, row.target) for row in same if row.target is not None),
        )


def _names_of_plan(council: str, items: Iterable[PlanItem]) -> Iterator[matching.PublishedName]:
    """The measures that a delivery plan names, each once for its outcome; it publishes no figures."""
    named = {(item.document, item.measure_name, item.outcome) for item in items if item.measure_name}
    for document, name, outcome in sorted(named, key=lambda key: tuple(part or "" for part in key)):
        yield matching.PublishedName(council=council, document=document, name=name or "", section=outcome)


# ------------------------------------------------------------------------------- what people decide


class CannotCorrect(Exception):
    """What was to be corrected is not there; one line that says what is."""


def correct_figure(
    store: Store, document: str, seq: int, field: str, value: str, *, who: str, why: str, folder: Path | None
) -> Path:
    """Record a person's correction of one field of an observation.

    Args:
        store: where the observation stands.
        document, seq: which one.
        field: a column of ``observations`` that can be corrected.
        value: the right text; empty for none.
        who, why: who says so, and how that is known.
        folder: the decisions; None for those beside the document's file.

    Returns:
        The folder of decisions.

    Raises:
        CannotCorrect: there is no such observation or field.
        DecisionsError: the file of corrections that is there is wrong.
        OSError: the folder cannot be written.
    """
    if field not in people.CORRECTABLE:
        raise CannotCorrect(f"there is no field {field}: it is one of {', '.join(people.CORRECTABLE)}")
    rows = list(store.observations(document=document))
    row = next((row for row in rows if row.seq == seq), None)
    if row is None:
        raise CannotCorrect(f"there is no observation {seq} of {document}: see `scrutiny show {document}`")
    if folder is None:
        file = next(Path(known.path) for known in store.documents() if known.document == document)
        folder = decisions_beside([] if file.is_relative_to(bundled_reports()) else [file])
    alike = [one for one in rows if (one.name, one.period, one.basis) == (row.name, row.period, row.basis)]
    was = getattr(row, field, None)
    people.record_correction(
        folder,
        Correction(
            document=document,
            name=row.name,
            period=row.period,
            basis=row.basis,
            occurrence=alike.index(row) + 1,
            field=field,
            was=None if was is None else str(was),
            value=value or None,
            who=who,
            when=date.today(),
            why=why,
        ),
    )
    return folder
