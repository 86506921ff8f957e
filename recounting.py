"""Puts the recounting of claims together: what a council's reports state, against what they print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .language.statuses import read_status
from .records import Claim, Finding, Observation, Rating, Report
from .rules.claim_findings import from_claims
from .rules.claim_readings import Books
from .rules.claim_recount import recount
from .rules.claim_rows import against_rows
from .rules.cross_checks import from_trends
from .rules.polarity import PolarityDecided
from .rules.rating import rate
from .rules.scheme import Scheme

if TYPE_CHECKING:
    from .outputs.store import Store

PolarityOf = Callable[[Observation], PolarityDecided]


def recount_claims(
    store: Store,
    reports: Sequence[Report],
    printed: Mapping[str, tuple[Observation, ...]],
    measure_of: Mapping[tuple[str, int], str],
    schemes: Sequence[Scheme],
    polarity_of: PolarityOf,
) -> Iterator[Finding]:
    """Count the claims of a council's reports again and save them.

    Args:
        store: where the claims are, as they were found.
        reports: the council's reports.
        printed: their observations, by document.
        measure_of: the measure of each observation, by document and ``seq``.
        schemes: all schemes that are known.
        polarity_of: what is known of the polarity of an observation's measure.

    Yields:
        a finding for each claim that fails.
    """
    for report in reports:
        claims = [_as_found(claim) for claim in store.claims(document=report.document)]
        if not claims:
            continue
        rows = printed[report.document]
        books = Books(
            report,
            rows,
            {row.seq: measure_of[row.document, row.seq] for row in rows},
            _regraded(rows, store.ratings(document=report.document), schemes, polarity_of),
            {other.period.label: printed[other.document] for other in reports if other is not report},
        )
        recounted = against_rows(recount(claims, books), books)
        store.save_claims(report.document, [each.claim for each in recounted])
        yield from from_claims(recounted)
        yield from from_trends([each.claim for each in recounted])


def _as_found(claim: Claim) -> Claim:
    """A claim before it was counted, where an earlier run has done that; what its own words decide stays."""
    if claim.asks is None:
        return claim
    return replace(claim, verdict="uncheckable", recomputed=None, explanation="")


def _regraded(
    rows: Sequence[Observation], ratings: Iterable[Rating], schemes: Iterable[Scheme], polarity_of: PolarityOf
) -> dict[int, str]:
    """What the rule gives for figures whose status is a word that rates nothing (``Annual Collection``).

    They are rated as if they bore the best rating: what the rule gives hangs on their figures alone.
    """
    used = Counter(rating.scheme for rating in ratings if rating.scheme and rating.recomputed)
    scheme = next((one for one in schemes if used and one.scheme == used.most_common(1)[0][0]), None)
    found = {}
    for row in rows:
        if scheme is None or row.basis != "actual" or not row.status or _is_rating(row.status):
            continue
        known = polarity_of(row).for_figure(row)
        rating = rate(replace(row, status=scheme.bands[0].name), scheme, "assumed", known)
        if rating.recomputed:
            found[row.seq] = rating.recomputed
    return found


def _is_rating(word: str) -> bool:
    status = read_status(word)
    return status is not None and status.rated
