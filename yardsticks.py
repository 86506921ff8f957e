"""Rating rules by themselves: the key of one file, rules inferred from ratings, councils under each other's rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus import manifest
from .corpus.identify import Unidentified, report_for
from .corpus.manifest import Hints
from .records import Observation, ReadKey, Report
from .rules.comparison import SideBySide, side_by_side
from .rules.definition import read
from .rules.equivalence import Equivalence
from .rules.inference import Inferred, infer
from .rules.key_scheme import read_key
from .rules.polarity import UNKNOWN, PolarityDecided
from .rules.scheme import Scheme
from .rules.schemes import scheme_for

if TYPE_CHECKING:
    from .extract import Engine
    from .outputs.store import Store, StoreReader


@dataclass(frozen=True, slots=True)
class KeyOfFile:
    """A document and the rating key that it prints, if any."""

    document: str
    key: ReadKey | None


def key_of_file(file: Path, hints: Hints, engine: Engine) -> KeyOfFile:
    """Read the rating key of one report.

    Args:
        file: the PDF.
        hints: its council and period, where its pages do not tell.
        engine: what to read it with.

    Raises:
        CorpusError: the file is no PDF.
        Unreadable: nothing can be read from it, or it does not tell whose it is and for when.
    """
    from . import extract

    found = manifest.find([file], hints)
    for failure in found.failures:
        raise failure
    source = found.sources[0]
    try:
        pages = extract.read(source.path, engine=engine)
        report = report_for(source, pages)
    except (Unidentified, extract.Unreadable) as error:
        said = str(error)
        raise extract.Unreadable(said if file.name in said else f"{file.name}: {said}") from error
    return KeyOfFile(report.document, read_key(report, pages))


def infer_from(store: StoreReader, document: str) -> Inferred | None:
    """The rule behind the published ratings of a document; None where they tell too little."""
    return infer(store.observations(document=document), polarities(store, document))


def polarities(store: StoreReader, document: str) -> Callable[[Observation], PolarityDecided]:
    """The polarity of each figure of a document, as it was decided for its measure."""
    known = store.measure_of(document)

    def of(row: Observation) -> PolarityDecided:
        measure = store.measure(known.get(row.seq, ""))
        if measure is None or measure.polarity is None:
            return UNKNOWN
        source, _, detail = (measure.polarity_source or "").partition(": ")
        return PolarityDecided(measure.polarity, source, detail)

    return of


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of one report under its own rule and another's, and in a line what came of it."""

    document: str
    council: str
    rules: Equivalence
    rows: tuple[SideBySide, ...]

    @property
    def checked(self) -> int:
        return sum(row.changed is not None for row in self.rows)

    @property
    def changes(self) -> int:
        return sum(row.changed is True for row in self.rows)


class CannotCompare(ValueError):
    """There is no rule to compare with; the message says which, and what to do."""


def compare(store: Store, one: str, other: str, under: str | None = None) -> tuple[Compared, ...]:
    """Rate the figures of two councils under each other's rule, or both under a third, and keep that.

    Args:
        store: where the results are, and the comparisons go.
        one: GSS code.
        other: GSS code.
        under: the id of the third rule.

    Returns:
        What came of each report of theirs that has a rule, in the order of slugs. A rule inferred from
        ratings is no council's own rule: it only counts where ``under`` names it.

    Raises:
        CannotCompare: no such rule is known, or a council has none.
    """
    known = tuple(read(row.scheme, row.definition) for row in store.schemes())
    published = tuple(scheme for scheme in known if scheme.kind != "inferred")
    third = next((scheme for scheme in known if scheme.scheme == under), None)
    if under is not None and third is None:
        names = ", ".join(scheme.scheme for scheme in known) or "none"
        raise CannotCompare(f"no rule has the id {under}; known are: {names}")
    for council in (one, other):
        if third is None and not any(scheme.council == council for scheme in published):
            raise CannotCompare(
                f"no rule of {council} is known: write it down as docs/schemes.md says, or give --under"
            )
    found: list[Compared] = []
    for mine, theirs in ((one, other), (other, one)):
        for document in store.documents(council=mine):
            if document.state != "failed":
                found += _compared(store, document.report(), published, third, theirs)
    return tuple(found)


def _compared(
    store: Store, report: Report, known: Sequence[Scheme], third: Scheme | None, theirs: str
) -> Iterator[Compared]:
    chosen = scheme_for(known, report.council, report.period, report.kind, "measure", report.document)
    elsewhere = scheme_for(known, theirs, report.period, report.kind, "measure")
    other = third or (elsewhere[0] if elsewhere else None)
    if chosen is None or other is None or other.scheme == chosen[0].scheme:
        return
    of = polarities(store, report.document)
    rows = [(row, of(row)) for row in store.observations(document=report.document)]
    compared = tuple(side_by_side(rows, chosen[0], other))
    if compared:
        store.save_comparisons(report.document, other.scheme, [each.other for each in compared if each.other.scheme])
        yield Compared(report.document, report.council, Equivalence(chosen[0], other), compared)


COMPARED = ("document", "seq", "measure", "figure", "target", "published", "own", "other", "changed", "why")


def compared_rows(found: Iterable[Compared]) -> list[dict[str, str | int | None]]:
    """A row to print for each figure that was compared."""
    return [
        {
            "document": report.document,
            "seq": each.row.seq,
            "measure": each.row.name.split("\n")[0],
            "figure": each.row.value_text,
            "target": each.row.target_text,
            "published": each.row.status,
            "own": each.own.recomputed,
            "other": each.other.recomputed,
            "changed": None if each.changed is None else "yes" if each.changed else "no",
            "why": each.why,
        }
        for report in found
        for each in report.rows
    ]


def told(report: Compared) -> Iterator[str]:
    """How many ratings of a report change under another rule, what was taken as equal, then each change and why."""
    yield summary(report)
    if report.checked:
        yield from (f"  {line}" for line in report.rules.told())
    for each in report.rows:
        if each.changed:
            name = each.row.name.split("\n")[0]
            short = name if len(name) <= 60 else f"{name[:59].rstrip()}\u2026"
            yield f"  {each.row.seq}  {each.own.recomputed} -> {each.other.recomputed}  {short}: {each.why}"


def summary(report: Compared) -> str:
    """How many ratings of a report change under another rule, and why others cannot be compared."""
    unknown = Counter(row.why for row in report.rows if row.changed is None)
    left = ""
    if unknown:
        reasons = ", ".join(f"{count} {why}" for why, count in unknown.most_common())
        left = f" ({sum(unknown.values())} more cannot be compared: {reasons})"
    own, other = report.rules.own.scheme, report.rules.other.scheme
    return f"{report.document}: {report.changes} of {report.checked} ratings change from {own} to {other}{left}."
