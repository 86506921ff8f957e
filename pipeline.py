"""The only place that knows the order of the stages.

Each document is read by itself, in worker processes. What needs the whole archive (which names are
one measure, which way is better, the ratings and findings) follows in the parent, council by
council. Documents and councils are skipped on their own merits: with each is kept a digest of what
its rows depend on. So neither timing, nor the order of files, nor a stop in between changes a row,
and what fails with one document or council costs the others nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Literal

from . import decided
from .archive import rate_archive
from .careful import SHARE_OF_PAGES, LeftOut, one_page_less
from .corpus import bundled_reports, manifest
from .corpus import decisions as people
from .corpus.manifest import CorpusError, Hints, Source
from .ground import Ground, decisions_unused, made_by
from .normalise import normalise, profile_for
from .normalise.corrections import correct
from .records import (
    Claim,
    Correction,
    Extract,
    Normalised,
    Problem,
    Profile,
    ReadKey,
    Report,
)
from .rules import key_scheme, keys, schemes
from .rules.claims import find_claims
from .workers import Failure, Steps, begin_step, fault, run_all

# A worker needs no database and its parent no reader of PDFs, and they are slow to load: each is
# imported where it is used.
if TYPE_CHECKING:
    from .extract import Engine
    from .outputs.store import Saved, Store

DATABASE = "scrutiny.db"
_KEPT = "what was read of it before is kept"

Became = Literal["read", "read_with_problems", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to run; ``hints`` are about all documents.

    ``timeout`` is in seconds for each document, ``page_timeout`` for each page; ``memory`` in megabytes for each
    process.
    """

    out: Path
    decisions: Path
    hints: Hints
    engine: Engine
    jobs: int
    timeout: float
    page_timeout: float = 30.0
    memory: int = 4096


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a document, and in one line why it failed, what it took the place of or what is in doubt."""

    document: str
    became: Became
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: ``documents`` in the order of slugs.

    ``files`` are the results; ``refused`` says what was not even a document (a folder without
    reports), ``unrated`` whose reports are in but could not be rated, ``notes`` what else a person
    should know, a line each.
    """

    files: tuple[Path, ...]
    documents: tuple[Done, ...]
    refused: tuple[str, ...]
    unrated: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def share_read(self) -> Literal["all", "some", "none"]:
        """How much of what was asked for is in the database, and rated."""
        failed = sum(document.became == "failed" for document in self.documents)
        if failed == len(self.documents):
            return "none"
        return "some" if failed or self.refused or self.unrated else "all"


OnDone = Callable[[int, int], None]
"""Told how many documents are done, of how many."""


def run(paths: Sequence[Path], settings: Settings, on_done: OnDone) -> Outcome:
    """Read reports into the database, and rate what they publish again.

    Args:
        paths: files and folders; none stands for the bundled reports.
        settings: how to run.
        on_done: told of each document that is done.

    Raises:
        DecisionsError, SchemeError, ProfileError: a file that a person wrote is wrong; nothing was written.
        StoreError: the results cannot be written; what was there before is kept.
    """
    from .outputs import tables
    from .outputs.store import Store

    started = monotonic()
    decisions = people.load(settings.decisions)
    ground = Ground(made_by(settings.engine), decisions, schemes.load_all(decisions.schemes))
    with Store.open(settings.out / DATABASE) as store:
        found = manifest.find(paths or [bundled_reports()], settings.hints, decided.said_before(store))
        decided.remember(store, found.sources, settings.hints)
        missed = tuple(decided.missed(store, ground, settings.decisions))
        number = store.start_run(ground.made_by, ground.rules, decisions.sha256, settings.decisions)
        known = {document.document: document for document in store.documents()}
        sources = [source for source in found.sources if not ground.has_read(source, known.get(source.document))]
        changed = {source.document for source in sources}
        done = [
            *_refuse(store, found.failures),
            *(Done(source.document, "unchanged") for source in found.sources if source.document not in changed),
            *_read_and_save(store, sources, ground, settings, on_done),
        ]
        rated = rate_archive(store, ground)
        waiting = tuple(decided.waiting(store, ground, settings.decisions))
        files = (store.path, *tables.write_csv(store, settings.out))
        store.finish_run(number, len(sources), round(monotonic() - started, 3))
    return Outcome(
        files,
        tuple(sorted(done, key=lambda one: one.document)),
        refused=tuple(str(failure) for failure in found.failures if failure.document is None),
        unrated=rated.failed,
        notes=(
            *decided.taken_as_said(found.sources),
            *missed,
            *decisions_unused(settings.decisions, paths, found.sources),
            *waiting,
            *rated.notes,
        ),
    )


# ---------------------------------------------------------------------------- each document by itself


@dataclass(frozen=True, slots=True)
class _Task:
    """A document to be read: pages for so many seconds, but for those that hung or killed a worker before."""

    source: Source
    engine: Engine
    corrections: tuple[Correction, ...]
    profiles: tuple[Profile, ...]
    seconds: float
    left_out: LeftOut = ()

    def without(self, page: int, why: str) -> _Task | None:
        """The task but for one page more; None where there were too many."""
        left_out = one_page_less(self.left_out, page, why)
        return None if left_out is None else replace(self, left_out=left_out)


@dataclass(frozen=True, slots=True)
class _Reading:
    report: Report
    extract: Extract
    normalised: Normalised
    claims: Sequence[Claim]
    doubts: tuple[Problem, ...]
    key: ReadKey | None


def read_document(task: _Task) -> _Reading | Failure:
    """Read one document from its pages to its observations: what a worker does."""
    from . import extract
    from .corpus.identify import Unidentified, another_council, report_for
    from .extract.packed import packed

    source = task.source
    try:
        care = extract.Care(monotonic() + task.seconds, dict(task.left_out), begin_step)
        pages = extract.read(source.path, engine=task.engine, care=care)
        begin_step(None)
        report = report_for(source, pages)
    except (extract.Unreadable, Unidentified, OSError) as error:
        return Failure(str(error))
    profile = profile_for(task.profiles, report.council, report.title, report.kind)
    read = normalise(report, pages, keys.read_legend(pages), profile, held=packed)
    normalised = correct(read, task.corrections)
    key = key_scheme.read_key(report, pages)
    doubt = another_council(report, pages) if source.council else None
    nothing = _without_rows(report, pages, normalised)
    problems = (*([doubt] if doubt else []), *nothing, *source.problems, *pages.problems)
    problems = (*problems, *([key.problem] if key and key.problem else []))
    doubts = (*([doubt] if doubt else []), *normalised.problems[len(read.problems) :])
    claims = packed(find_claims(report, pages, normalised))
    return _Reading(report, replace(pages, problems=problems), normalised, claims, doubts, key)


def _without_rows(report: Report, pages: Extract, normalised: Normalised) -> Iterator[Problem]:
    """What to say of a document in which nothing was found that is rated or planned."""
    if normalised.observations or normalised.plan_items:
        return
    uses = Counter(use.used_as.removeprefix("ignored: ") for use in normalised.table_uses)
    tables = ", ".join(f"{count} {use}" for use, count in uses.most_common())
    told = f"of its tables {tables}; `scrutiny show {report.document} --columns` tells more"
    nothing = f"no measure, milestone or risk was found on its {len(pages.pages)} pages"
    yield Problem("normalise", f"{nothing}: is it a performance report? ({told if tables else 'it has no table'})")


def _read_and_save(
    store: Store, sources: Sequence[Source], ground: Ground, settings: Settings, on_done: OnDone
) -> Iterator[Done]:
    profiles, seconds = ground.decisions.profiles, SHARE_OF_PAGES * settings.timeout
    tasks = [
        _Task(source, settings.engine, ground.corrections_of(source.document, source.sha256), profiles, seconds)
        for source in sources
    ]
    steps = Steps(settings.page_timeout, _Task.without)
    running = run_all(
        read_document, tasks, jobs=settings.jobs, timeout=settings.timeout, steps=steps, memory=settings.memory
    )
    with closing(running) as answers:
        for count, (index, answer) in enumerate(answers, 1):
            source = sources[index]
            yield _save_or_fail(store, source, answer, ground)
            on_done(count, len(sources))


def _save_or_fail(store: Store, source: Source, answer: _Reading | Failure, ground: Ground) -> Done:
    from .outputs.store import StoreError

    if not isinstance(answer, Failure):
        try:
            return _save(store, answer, ground.of_reading(answer.report))
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in what was read of one document fails that one only
            answer = Failure(fault(error))
    return _fail(store, source, answer.message)


def _fail(store: Store, source: Source, message: str) -> Done:
    """Record a document that could not be read; what was read of the same content before is kept."""
    known = store.known().get(source.document)
    if known is not None and known.state != "failed" and known.sha256 == source.sha256:
        store.keep_document(source.document, f"could not be read again: {message}")
        return Done(source.document, "failed", f"{message} ({_KEPT})")
    store.fail_document(source.document, source.path, message, sha256=source.sha256)
    return Done(source.document, "failed", message)


def _save(store: Store, answer: _Reading, read_with: str) -> Done:
    from .outputs.wording import summed_up

    problems = (*answer.extract.problems, *answer.normalised.problems)
    state: Literal["read", "read_with_problems"] = "read_with_problems" if problems else "read"
    saved = store.save_document(
        answer.report,
        answer.extract,
        answer.normalised,
        state,
        summed_up(problems),
        read_with,
        answer.claims,
        answer.key,
    )
    told = (_what_it_replaced(saved), *(doubt.message for doubt in answer.doubts))
    return Done(answer.report.document, state, "; ".join(filter(None, told)) or None)


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
        if failure.document in known and known[failure.document].state != "failed":
            yield Done(failure.document, "failed", f"{failure} ({_KEPT})")
        else:
            store.fail_document(failure.document, failure.file or Path(failure.document), str(failure))
            yield Done(failure.document, "failed", str(failure))
