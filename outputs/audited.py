"""Observations together with their document, measure and rating, as results are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language.names import fold
from ..records import Observation, Rating
from .store import StoredDocument, StoreReader


@dataclass(frozen=True, slots=True)
class Audited:
    """An observation and what is known of it; ``rating`` is None where none is asked of it."""

    document: StoredDocument
    observation: Observation
    measure: str | None
    rating: Rating | None


def audited(
    store: StoreReader,
    *,
    document: str | None = None,
    seq: int | None = None,
    council: str | None = None,
    period: str | None = None,
) -> Iterator[Audited]:
    """Observations in the order of slugs, then as printed; all conditions given must hold.

    Args:
        store: where the results are.
        document: a slug.
        seq: a printed number, from 1.
        council: a GSS code.
        period: what the report covers, or what the observation says of itself.
    """
    for report in store.documents(document=document, council=council):
        measures = store.measure_of(report.document)
        ratings = {rating.seq: rating for rating in store.ratings(document=report.document)}
        for observation in store.observations(document=report.document, seq=seq):
            if period in (None, report.period, observation.period):
                number = observation.seq
                yield Audited(report, observation, measures.get(number), ratings.get(number))


def unacknowledged(store: StoreReader, *, council: str | None = None, period: str | None = None) -> int:
    """How many ratings disagree that no person has acknowledged; a statement printed again is acknowledged with it."""
    disagreeing = [
        each
        for each in audited(store, council=council, period=period)
        if each.rating and each.rating.verdict == "disagrees"
    ]
    looked_at = {
        (finding.document, finding.seq)
        for finding in store.findings()
        if finding.acknowledged and finding.kind == "disagreement"
    }
    known = {_statement(each) for each in disagreeing if (each.document.document, each.observation.seq) in looked_at}
    return sum(_statement(each) not in known for each in disagreeing)


def _statement(each: Audited) -> tuple[object, ...]:
    seen = each.observation
    return (seen.document, fold(seen.name), seen.period, seen.basis, seen.value, seen.target, fold(seen.status or ""))
