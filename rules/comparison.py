"""One council's figures under another council's rule, beside their own.

A comparison says what a figure would be rated elsewhere; it accuses nobody. Which ratings of the two rules say the
same is ``equivalence``'s to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from ..language.statuses import read_status
from ..records import Observation, Rating, SideBySide
from .equivalence import Equivalence, stretch
from .polarity import PolarityDecided
from .rating import rate
from .scheme import Scheme
from .working import percent


def bands_under(row: Observation, scheme: Scheme, polarity: PolarityDecided) -> Rating:
    """What a rule gives for a figure that its own council rates in any words; its ``verdict`` is of no account."""
    published = read_status(row.status) if row.status else None
    if published is None or not published.rated:
        return rate(row, scheme, "own", polarity)
    return rate(replace(row, status=scheme.bands[0].name), scheme, "own", polarity)


def under(row: Observation, rules: Equivalence, polarity: PolarityDecided, earlier: Decimal | None = None) -> Rating:
    """What another rule gives for a figure, whatever words its own council has for ratings.

    Args:
        row: The figure; without a published rating there is nothing to compare.
        rules: Its council's rule and the other one.
        polarity: What is known of the measure.
        earlier: The figure of a year before, where the rule compares with it.

    Returns:
        A rating whose ``verdict`` says whether the published rating says the same.
    """
    scheme = rules.other
    if not row.status or rules.own.band_of(row.status) is None:
        unrated = rate(row, rules.own, "own", polarity, earlier)
        return replace(unrated, scheme=scheme.scheme if unrated.scheme else None)
    rated = rate(replace(row, status=scheme.bands[0].name), scheme, "own", polarity, earlier)
    if not rated.possible:
        return rated
    steps = rated.working.split("\n")[:-1]
    said = f"Published {row.status}, under a rule of its own. Compared with: {scheme.scheme}."
    working = "\n".join([*steps, said])
    if rated.recomputed is None:
        return replace(rated, verdict="uncheckable", reason="not_recomputable", working=working)
    same = rules.is_same(row.status, rated.recomputed)
    return replace(rated, verdict="agrees" if same else "disagrees", reason=None, working=working)


def side_by_side(
    rows: Iterable[tuple[Observation, PolarityDecided]], own: Scheme, other: Scheme
) -> Iterator[SideBySide]:
    """Each rated figure under its own rule and under another."""
    rules, itself = Equivalence(own, other), Equivalence(own, own)
    for row, polarity in rows:
        if not row.status or row.basis not in own.covers or own.rates.get(row.kind) != "figures":
            continue
        here, there = under(row, itself, polarity), under(row, rules, polarity)
        if here.recomputed is None or there.recomputed is None:
            unknown = here if here.recomputed is None else there
            yield SideBySide(row, here, there, None, (unknown.reason or "undefined edge").replace("_", " "))
            continue
        changed = not rules.is_same(here.recomputed, there.recomputed)
        yield SideBySide(row, here, there, changed, _why(here, there, rules, row) if changed else "")


def _why(here: Rating, there: Rating, rules: Equivalence, row: Observation) -> str:
    """``6.20% better than target: Strong (from +5% up) by its own rule, Green (+10% to -2%), its Good, ...``."""
    variance = here.variance
    where = ""
    if variance is not None:
        where = f"{percent(variance.copy_abs())} {'better' if variance > 0 else 'worse'} than target: "
    if variance == 0:
        where = "on target: "
    elsewhere = rules.called(there.recomputed or "")
    called = f", its {elsewhere}," if elsewhere and elsewhere != there.recomputed else ""
    return (
        f"{where}{_stretch(rules.own, here, row)} by its own rule, "
        f"{_stretch(rules.other, there, row)}{called} by the other"
    )


def _stretch(scheme: Scheme, rating: Rating, row: Observation) -> str:
    return stretch(scheme, scheme.band_of(rating.recomputed or "") or 0, row)
