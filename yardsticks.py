"""Rating rules set beside the results: the rule behind a document's ratings, councils under each other's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from .corpus.councils import by_code
from .records import Compared, InferredRule, Observation, Report
from .rules.comparison import side_by_side
from .rules.definition import read
from .rules.equivalence import Equivalence
from .rules.inference import infer
from .rules.polarity import UNKNOWN, PolarityDecided
from .rules.scheme import Scheme
from .rules.schemes import scheme_for

if TYPE_CHECKING:
    from .outputs.store import Store, StoreReader


def infer_from(store: StoreReader, document: str) -> InferredRule | None:
    """The rule behind the published ratings of a document; None where they tell too little.

    Raises:
        StoreError: there is no such document.
    """
    store.require(document)
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
            named = by_code(council)
            whose = named.name if named else council
            raise CannotCompare(f"no rule of {whose} is known: write it down as docs/schemes.md says, or give --under")
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
        equal = tuple(Equivalence(chosen[0], other).told())
        yield Compared(report.document, report.council, chosen[0].scheme, other.scheme, equal, compared)
