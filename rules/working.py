"""How a rating was worked out, in the lines that a person would write to follow it by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ..records import Observation, Verdict
from .bands import EXACT, Outcome
from .polarity import PolarityDecided
from .scheme import Edge, Scheme, fold

_CENT = Decimal("0.01")
_SHORT = 24
_SAID: dict[Verdict, str] = {
    "agrees": "agrees",
    "agrees_within_rounding": "agrees only within the rounding of the printed figures",
    "disagrees": "disagrees",
    "uncheckable": "cannot be told from the figures",
}


def one_way(
    observation: Observation, scheme: Scheme, outcome: Outcome, polarity: PolarityDecided, verdict: Verdict
) -> str:
    """The working of a figure whose polarity is known, a statement a line."""
    better = f"{'Higher' if outcome.higher else 'Lower'} is better ({polarity.described}){_standing(outcome.variance)}."
    return "\n".join(
        [
            _distance(observation, scheme, outcome),
            "Best between a lower and an upper limit." if outcome.upper else better,
            *_fall(scheme, outcome),
            *_rounding(scheme, outcome),
            *correction(observation),
            *_left_to_judgement(observation, scheme, outcome, verdict),
            _conclusion(observation, scheme, verdict),
        ]
    )


def _left_to_judgement(observation: Observation, scheme: Scheme, outcome: Outcome, verdict: Verdict) -> list[str]:
    """Why a rating cannot be told though its figures are known."""
    if verdict != "uncheckable":
        return []
    published = scheme.bands[scheme.band_of(observation.status or "") or 0]
    if published.judgement:
        return [f"{published.name} may also be given by judgement: {published.judgement}."]
    if any(line.other is not None for line in outcome.lines):
        return ["The row does not tell whether its tolerance is in percent of the target or in percentage points."]
    lines = outcome.lines[outcome.exact[0] : outcome.exact[-1]]
    missing = next((line.edge for line in lines if line.place is None and line.edge.line != "unpublished"), None)
    if missing is not None:
        return [f"For that the rule needs more of this row: {scheme.scheme} reaches {_unknown(missing)}."]
    return ["The council does not publish where the one ends and the other begins."]


def both_ways(
    observation: Observation, scheme: Scheme, up: Outcome, down: Outcome, polarity: PolarityDecided, verdict: Verdict
) -> str:
    """The working of a figure whose polarity is unknown: if higher is better, and if lower is."""
    why = "the evidence contradicts itself" if polarity.conflict else "nothing tells"
    same = up.possible == up.exact and down.possible == down.exact
    return "\n".join(
        [
            _distance(observation, scheme, up),
            f"Which way is better is not known ({why}), so both are tried.",
            f"If higher is better{_standing(up.variance)}:",
            *_fall(scheme, up),
            *(() if same else _rounding(scheme, up)),
            f"If lower is better{_standing(down.variance)}:",
            *_fall(scheme, down),
            *_rounding(scheme, down),
            *correction(observation),
            _conclusion(observation, scheme, verdict).replace(
                "from the figures", "without knowing which way is better"
            ),
        ]
    )


def assumed(scheme: Scheme, period: str) -> str:
    """What to say of a key that is not known to hold for a period."""
    return f"This is under the key of {scheme.time}, assumed for {period}: no key of that time is known."


def outside_key(status: str, scheme: Scheme) -> str:
    """What to say of a published word that names no band."""
    if any(fold(status).startswith(fold(label)) for label in scheme.unrated):
        return f"{status} says that it is not rated"
    bands = ", ".join(band.name for band in scheme.bands)
    return f"{status} is none of the ratings of the key {scheme.scheme} ({bands})"


def correction(observation: Observation) -> list[str]:
    """What to say of a row in which a person has put something in place of what was read."""
    return [f"A person's correction: {observation.corrected}."] if observation.corrected else []


def figure(observation: Observation) -> str:
    """The printed figure, or its number where the printed text is long."""
    return _printed(observation.value_text, observation.value)


def percent(share: Decimal) -> str:
    """A percentage to two places; to more where two would hide on which side of a whole number it lies."""
    rounded = share.quantize(_CENT, ROUND_HALF_UP, EXACT)
    if rounded != share and rounded == rounded.to_integral_value():
        rounded = share.quantize(Decimal("0.000001"), ROUND_HALF_UP, EXACT)
    return f"{rounded or rounded.copy_abs():,f}%"


def _distance(observation: Observation, scheme: Scheme, outcome: Outcome) -> str:
    """The figures, and their variance as a sum: ``(84.2 - 90) / 90 = -6.44%``."""
    actual = f"{scheme.figure.capitalize()} {figure(observation)}"
    target = observation.target
    if target is None:
        return f"{actual}."
    line = f"{actual}, target {_printed(observation.target_text, target)}"
    if outcome.variance is None:
        return f"{line}."
    share = outcome.variance if outcome.higher else outcome.variance.copy_negate()
    return f"{line}: ({outcome.span.value:,f} - {target:,f}) / {target.copy_abs():,f} = {percent(share)}."


def _standing(variance: Decimal | None) -> str:
    if variance is None:
        return ""
    if not variance:
        return ": exactly on target"
    return f": {percent(variance.copy_abs())} {'better' if variance > 0 else 'worse'} than the target"


def _fall(scheme: Scheme, outcome: Outcome) -> list[str]:
    """Where the edges lie in the measure's own unit, and the band of the printed figure."""
    return [_edges(scheme, outcome), _band(scheme, outcome)]


def _rounding(scheme: Scheme, outcome: Outcome) -> list[str]:
    """What the printed figure may stand for, and which bands that reaches."""
    if outcome.span.is_exact:
        return []
    same = outcome.possible == outcome.exact
    reach = "the same" if same else _or([scheme.bands[position].name for position in outcome.possible])
    return [f"As printed it stands for {_plain(outcome.span.low)} up to {_plain(outcome.span.high)}: {reach}."]


def _edges(scheme: Scheme, outcome: Outcome) -> str:
    """The worst value of each band: ``Strong beyond 94.5 (+5%), Good to 88.2 (-2%), else Review``."""
    parts = []
    for position, line in enumerate(outcome.lines):
        if line.place is None:
            until = _unknown(line.edge)
        else:
            until = f"{_OWNS[line.edge.owner]} {_reaches(outcome, position)} ({line.edge.text})"
        parts.append(f"{scheme.bands[position].name} {until}")
    return f"{', '.join(parts)}, else {scheme.bands[-1].name}."


def _reaches(outcome: Outcome, position: int) -> str:
    """The value of the measure at which a band ends; two under two limits, or where its tolerance may be either."""
    line = outcome.lines[position]
    assert line.place is not None
    reach = _plain(line.place if outcome.higher else EXACT.minus(line.place))
    if line.other is not None:
        return f"{reach} or {_plain(line.other if outcome.higher else EXACT.minus(line.other))}"
    if outcome.upper and (above := outcome.upper[position].place) is not None:
        return f"{reach} and {_plain(EXACT.minus(above))}"
    return reach


def _unknown(edge: Edge) -> str:
    if edge.line == "unpublished":
        return "to a line that is not published"
    needs = "tolerance" if edge.line == "target" else edge.line
    return f"to its {needs}, which the row does not print"


_OWNS = {"closed": "to", "open": "beyond", "undefined": "to or beyond"}


def _band(scheme: Scheme, outcome: Outcome) -> str:
    value = _plain(outcome.span.value)
    if len(outcome.exact) > 1:
        names = _or([scheme.bands[position].name for position in outcome.exact])
        where = "lies exactly on an edge that the key leaves open" if outcome.is_sure else "may be either"
        return f"{value} {where}: {names}."
    band = scheme.bands[outcome.exact[0]]
    return f'{value} gives {band.name}: "{band.says}".' if band.says else f"{value} gives {band.name}."


def _conclusion(observation: Observation, scheme: Scheme, verdict: Verdict) -> str:
    where = f"{scheme.document} page {scheme.page}" if scheme.document else scheme.kind
    return f"Published {observation.status}: {_SAID[verdict]}. Key: {scheme.scheme} ({where})."


def _printed(text: str | None, value: Decimal | None) -> str:
    if text and len(text) <= _SHORT and "\n" not in text:
        return text
    return "" if value is None else f"{value:,f}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize(EXACT):,f}"


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
