"""One council's figures under another council's rule, beside their own.

A comparison says what a figure would be rated elsewhere; it accuses nobody. Ratings of two rules are compared by
their colour, since every council has words of its own; where a rule has no colours, by their place from the best.
Best is best, be it blue or green.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..language.statuses import read_status
from ..records import Observation, Rating
from .polarity import PolarityDecided
from .rating import rate
from .scheme import Scheme
from .working import percent


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A figure with its rating by its own council's rule and by another; ``changed`` is None where one is not known.

    ``why`` says what makes the difference, or why there is nothing to compare.
    """

    row: Observation
    own: Rating
    other: Rating
    changed: bool | None
    why: str


def under(row: Observation, scheme: Scheme, polarity: PolarityDecided, earlier: Decimal | None = None) -> Rating:
    """What a rule gives for a figure, whatever words its own council has for ratings.

    Args:
        row: The figure; without a published rating there is nothing to compare.
        scheme: The rule.
        polarity: What is known of the measure.
        earlier: The figure of a year before, where the rule compares with it.

    Returns:
        A rating whose ``verdict`` says whether the published rating has the same colour.
    """
    published = read_status(row.status) if row.status else None
    if published is None or not published.rated:
        return rate(row, scheme, "own", polarity, earlier)
    rated = rate(replace(row, status=scheme.bands[0].name), scheme, "own", polarity, earlier)
    if not rated.possible:
        return rated
    steps = rated.working.split("\n")[:-1]
    said = f"Published {row.status}, under a rule of its own. Compared with: {scheme.scheme}."
    working = "\n".join([*steps, said])
    if rated.recomputed is None:
        return replace(rated, verdict="uncheckable", reason="not_recomputable", working=working)
    colour = _colour(scheme, rated.recomputed)
    same = colour is None or published.hue is None or colour == published.hue
    return replace(rated, verdict="agrees" if same else "disagrees", reason=None, working=working)


def side_by_side(
    rows: Iterable[tuple[Observation, PolarityDecided]], own: Scheme, other: Scheme
) -> Iterator[SideBySide]:
    """Each rated figure under its own rule and under another."""
    for row, polarity in rows:
        if not row.status or row.basis not in own.covers or own.rates.get(row.kind) != "figures":
            continue
        here, there = under(row, own, polarity), under(row, other, polarity)
        if here.recomputed is None or there.recomputed is None:
            unknown = here if here.recomputed is None else there
            yield SideBySide(row, here, there, None, (unknown.reason or "undefined edge").replace("_", " "))
            continue
        changed = _differ(own, here.recomputed, other, there.recomputed)
        yield SideBySide(row, here, there, changed, _why(here, own, there, other) if changed else "")


def _differ(own: Scheme, here: str, other: Scheme, there: str) -> bool:
    places = own.band_of(here) or 0, other.band_of(there) or 0
    colours = _colour(own, here), _colour(other, there)
    if None in colours or places == (0, 0):
        return places[0] != places[1]
    return colours[0] != colours[1]


def _colour(scheme: Scheme, band: str) -> str | None:
    found = scheme.bands[scheme.band_of(band) or 0]
    if found.colour:
        return found.colour
    words = (read_status(word) for word in (found.name, *found.labels))
    return next((word.hue for word in words if word and word.hue), None)


def _why(here: Rating, own: Scheme, there: Rating, other: Scheme) -> str:
    """``5.56% worse than target: Amber is -2% to -10% here, Red beyond -5% there``."""
    variance = here.variance
    where = ""
    if variance is not None:
        where = f"{percent(variance.copy_abs())} {'better' if variance > 0 else 'worse'} than target: "
    if variance == 0:
        where = "on target: "
    return f"{where}{_stretch(own, here)} by its own rule, {_stretch(other, there)} by the other"


def _stretch(scheme: Scheme, rating: Rating) -> str:
    """A band and the edges between which it lies."""
    place = scheme.band_of(rating.recomputed or "") or 0
    above = scheme.bands[place - 1].edge if place else None
    below = scheme.bands[place].edge
    ends = f"from {below.text} up" if below and not above else f"below {above.text}" if above and not below else ""
    if above and below:
        ends = f"{above.text} to {below.text}"
    return f"{rating.recomputed} ({ends})"
