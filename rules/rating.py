"""Rating a figure again under a scheme, with the verdict and the working.

A published band ``agrees`` where the figures as printed give it, also where they lie exactly on an edge that the key
gives to it and to its neighbour; it ``agrees_within_rounding`` where only another value that the printed figure may
stand for gives it; else it ``disagrees``. What cannot be told is ``uncheckable``, with the first reason that holds:
not_rated_by_figures, no_status, unrated_label, no_value, no_target, zero_target, no_scheme, not_recomputable,
polarity_unknown.

A figure of a basis that the key does not speak of (a forecast under a key of positions reached) has ``no_scheme``.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from ..records import Observation, Rating, Reason, Verdict
from . import working
from .bands import EXACT, Outcome, Span, bands_of, stands_for, thresholds, within
from .polarity import PolarityDecided
from .scheme import Scheme, fold

Use = Literal["own", "assumed"]

_BOUNDS = ("less than", "more than", "at least", "at most", "about")
_PLACES = Decimal("0.000001")


def is_rated(observation: Observation) -> bool:
    """Whether an observation has a rating row: an earlier figure or a benchmark only if it bears a status or target."""
    if observation.basis in ("previous", "benchmark"):
        return observation.status is not None or observation.target is not None
    return True


def rate(
    observation: Observation,
    scheme: Scheme | None,
    use: Use,
    polarity: PolarityDecided,
    earlier: Decimal | None = None,
) -> Rating:
    """Rates one observation again.

    Args:
        observation: The row as published.
        scheme: The scheme that holds for it, or None.
        use: Whether the scheme is the council's own for the period or assumed from another; where no scheme
            holds the rating says ``own``, for nothing is assumed.
        polarity: What is known of the measure (already ``for_figure`` of this observation).
        earlier: The figure that the scheme's rule compares with (the same quarter of last year), where it has one.

    Returns:
        The rating. ``variance`` is in percent of the target, positive is better, to six places; None where the
        target is none or zero, or the polarity is unknown. ``recomputed`` is None where the printed figures
        lie on an undefined edge, or the two polarities give different bands.
    """
    if (reason := _unrated(observation, scheme)) is not None:
        return _uncheckable(observation, scheme, use, reason[0], reason[1])
    published = scheme.band_of(observation.status or "") if scheme else None
    assert scheme is not None, "without a scheme nothing is rated"
    assert published is not None, "nor is a status outside the key"
    if scheme.limits:
        observation = _with_limits(observation, scheme)
    if scheme.is_two_sided:
        one = _work_out_within(observation, scheme, stands_for(observation))
    elif polarity.polarity in ("range", "neither"):
        why = f"Neither higher nor lower is simply better ({polarity.described})"
        return _uncheckable(observation, scheme, use, "not_recomputable", why)
    elif polarity.polarity is None:
        return _rate_both_ways(observation, scheme, use, published, polarity, earlier)
    else:
        one = _work_out(observation, scheme, stands_for(observation), polarity.polarity == "higher", earlier)
    if isinstance(one, str):
        return _uncheckable(observation, scheme, use, "not_recomputable", one)
    verdict = _verdict(scheme, published, one)
    return Rating(
        observation.document,
        observation.seq,
        scheme.scheme,
        use,
        one.variance,
        scheme.bands[one.exact[0]].name if len(one.exact) == 1 else None,
        tuple([scheme.bands[position].name for position in one.possible]),
        verdict,
        "not_recomputable" if verdict == "uncheckable" else None,
        working.one_way(observation, scheme, one, polarity, verdict),
    )


def _with_limits(observation: Observation, scheme: Scheme) -> Observation:
    """The row with the lines that its council publishes for it elsewhere; what the row itself prints goes first."""
    known = scheme.limits.get(fold(observation.name))
    return replace(observation, limits=(*observation.limits, *known)) if known else observation


def _work_out(
    observation: Observation, scheme: Scheme, span: Span, higher: bool, earlier: Decimal | None
) -> Outcome | str:
    lines = thresholds(scheme, observation, higher=higher, earlier=earlier)
    if isinstance(lines, str):
        if lines == "unpublished":
            return "The council does not publish where the bands of its key end"
        return f"The rule needs the {lines} of this row, which is not printed"
    possible = bands_of(lines, span, higher=higher)
    exact = possible
    if len(possible) > 1 and not span.is_exact:
        exact = bands_of(lines, Span(span.value, span.value, span.value), higher=higher)
    return Outcome(higher, span, lines, exact, possible, variance(span.value, observation.target, higher=higher))


def _work_out_within(observation: Observation, scheme: Scheme, span: Span) -> Outcome | str:
    """As ``_work_out``, for a rule of two limits: a result is as good as the worse of its two sides."""
    lower = _work_out(observation, scheme, span, True, None)
    upper = _work_out(observation, scheme, span, False, None)
    if isinstance(lower, str) or isinstance(upper, str):
        return "The rule needs the lower and the upper limit of this row, which are not both printed"
    exact, possible = within(lower.exact, upper.exact), within(lower.possible, upper.possible)
    return lower._replace(exact=exact, possible=possible, variance=None, upper=upper.lines)


def variance(value: Decimal, target: Decimal | None, *, higher: bool) -> Decimal | None:
    """How far a figure lies from its target, in percent of the target, positive is better."""
    if not target:
        return None
    distance = EXACT.subtract(value, target) if higher else EXACT.subtract(target, value)
    share = EXACT.divide(EXACT.multiply(distance, 100), target.copy_abs())
    return share.quantize(_PLACES, ROUND_HALF_UP, EXACT)


def _verdict(scheme: Scheme, published: int, outcome: Outcome) -> Verdict:
    if published in outcome.exact:
        return "agrees" if outcome.is_sure else "uncheckable"
    if published in outcome.possible:
        return "agrees_within_rounding" if outcome.is_sure else "uncheckable"
    return "uncheckable" if scheme.bands[published].judgement else "disagrees"


def _rate_both_ways(
    observation: Observation,
    scheme: Scheme,
    use: Use,
    published: int,
    polarity: PolarityDecided,
    earlier: Decimal | None,
) -> Rating:
    span = stands_for(observation)
    up = _work_out(observation, scheme, span, True, earlier)
    down = _work_out(observation, scheme, span, False, earlier)
    if isinstance(up, str) or isinstance(down, str):
        return _uncheckable(observation, scheme, use, "not_recomputable", str(up))
    verdicts = {_verdict(scheme, published, up), _verdict(scheme, published, down)}
    verdict: Verdict = "uncheckable"
    if verdicts == {"disagrees"}:
        verdict = "disagrees"
    elif not verdicts & {"disagrees", "uncheckable"}:
        verdict = "agrees" if verdicts == {"agrees"} else "agrees_within_rounding"
    same = up.exact == down.exact and len(up.exact) == 1
    return Rating(
        observation.document,
        observation.seq,
        scheme.scheme,
        use,
        None,
        scheme.bands[up.exact[0]].name if same else None,
        tuple([scheme.bands[position].name for position in sorted({*up.possible, *down.possible})]),
        verdict,
        "polarity_unknown" if verdict == "uncheckable" else None,
        working.both_ways(observation, scheme, up, down, polarity, verdict),
    )


def _unrated(observation: Observation, scheme: Scheme | None) -> tuple[Reason, str] | None:
    """Why an observation cannot be rated, before its polarity is asked for: the first reason in order of precedence."""
    kind, status, target = observation.kind, observation.status, observation.target
    how = scheme.rates.get(kind) if scheme else None
    if how == "judgement" or (how is None and kind != "measure"):
        article = "An" if kind == "action" else "A"
        return "not_rated_by_figures", f"{article} {kind} is rated by judgement, not by figures"
    if not status:
        return "no_status", "No status is printed"
    if scheme and scheme.band_of(status) is None:
        return "unrated_label", working.outside_key(status, scheme)
    if observation.value is None:
        return "no_value", f"{status} is printed, but no figure"
    if target is None and (scheme is None or scheme.needs_target):
        return "no_target", f"{working.figure(observation)} is rated {status}, but no target is printed"
    if target == 0 and (scheme is None or scheme.is_relative_for(target, observation.unit)):
        return "zero_target", "The target is 0: a percentage of it says nothing"
    if scheme is None:
        return (
            "no_scheme",
            "No rating key is known for this council and period; docs/schemes.md says how to write one",
        )
    if observation.basis not in scheme.covers and not (observation.basis == "previous" and "actual" in scheme.covers):
        return "no_scheme", f"The key {scheme.scheme} does not speak of a {observation.basis}"
    if scheme.not_recomputable:
        return "not_recomputable", scheme.not_recomputable
    if scheme.overrides and (override := scheme.override_of(observation.name, observation.period)):
        return "not_recomputable", f"The council set this rating by hand: {override.why}"
    if bound := next((word for word in (observation.qualifier or "").split("; ") if word in _BOUNDS), None):
        return "not_recomputable", f"The figure is printed as {bound} {observation.value:,f}"
    return None


def _uncheckable(observation: Observation, scheme: Scheme | None, use: Use, reason: Reason, why: str) -> Rating:
    known = scheme.scheme if scheme and reason != "no_scheme" else None
    how: Use = use if known else "own"
    return Rating(observation.document, observation.seq, known, how, None, None, (), "uncheckable", reason, f"{why}.")
