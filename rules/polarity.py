"""Which way is better for a measure: higher or lower, and how that is known.

Sources are heard in the order of how far they are trusted; the first that speaks decides. Where one
source contradicts itself nothing is decided, and the contradiction is kept to be looked at. A
published status may be evidence for other periods of the measure, never for the figure it rates nor
for the same figure printed again: that would prove a rating by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..records import MeasureName, Observation, Polarity, PolarityDecision, PolarityEvidence
from .bands import bands_of, stands_for, thresholds
from .scheme import Scheme

_TRUST = ("decision", "printed", "direction", "elsewhere", "wording", "status")


@dataclass(frozen=True, slots=True)
class StatusEvidence:
    """A published status that only one polarity explains, with the figure that it rates."""

    evidence: PolarityEvidence
    observation: Observation


@dataclass(frozen=True, slots=True)
class PolarityDecided:
    """What is known of a measure's polarity.

    ``source`` is the kind of evidence that decided, ``detail`` its words; both None where ``polarity`` is. ``conflict``
    holds the evidence that contradicts itself, where that is why nothing was decided; ``overruled`` what
    less trusted sources that are printed too say against it. ``statuses`` is what the published statuses
    would say, to be heard figure by figure.
    """

    polarity: Polarity | None = None
    source: str | None = None
    detail: str | None = None
    conflict: tuple[PolarityEvidence, ...] = ()
    overruled: tuple[PolarityEvidence, ...] = ()
    statuses: tuple[StatusEvidence, ...] = ()

    @property
    def described(self) -> str | None:
        """The source as it is stored and printed: ``wording: "complaints"``."""
        return f"{self.source}: {self.detail}" if self.source else None

    def for_figure(self, observation: Observation) -> PolarityDecided:
        """The polarity to rate one figure by: its own status and those of the same figure are not heard."""
        if not self.statuses or self.source not in (None, "status") or self._contradicted_above_status():
            return self
        others = [item.evidence for item in self.statuses if not _same_figure(item.observation, observation)]
        return _heard(others)

    def for_measure(self, figures: Iterable[Observation]) -> PolarityDecided:
        """What to say of the measure as a whole.

        What only its statuses tell is said where it can rate one of its figures, a published rating of
        another period; else whoever joined figure and measure would find every rating proved by itself.
        """
        if self.source != "status":
            return self
        rated = (figure for figure in figures if figure.status and figure.value is not None)
        return self if any(self.for_figure(figure).polarity for figure in rated) else UNKNOWN

    def _contradicted_above_status(self) -> bool:
        return any(item.source != "status" for item in self.conflict)


UNKNOWN = PolarityDecided()


def decide(
    measures: Iterable[str],
    evidence: Iterable[PolarityEvidence],
    statuses: Iterable[StatusEvidence] = (),
) -> dict[str, PolarityDecided]:
    """Decides the polarity of each measure.

    Args:
        measures: The ids of the measures to decide.
        evidence: What is known from decisions, print, directions, elsewhere and wording.
        statuses: What published statuses imply (``status_evidence``); heard last.

    Returns:
        For every measure what was decided, ``UNKNOWN`` where nothing speaks. Rate a figure by
        ``for_figure``, so that its own status is not heard.
    """
    by_measure: dict[str, list[PolarityEvidence]] = {}
    for item in evidence:
        by_measure.setdefault(item.measure, []).append(item)
    rated: dict[str, list[StatusEvidence]] = {}
    for status in statuses:
        rated.setdefault(status.evidence.measure, []).append(status)
    decided = {}
    for measure in measures:
        heard = rated.get(measure, ())
        known = _heard([*by_measure.get(measure, ()), *(status.evidence for status in heard)])
        decided[measure] = replace(known, statuses=tuple(heard))
    return decided


def said_by_people(decisions: Iterable[PolarityDecision], names: Iterable[MeasureName]) -> Iterator[PolarityEvidence]:
    """What people decided of measures, under any of their published names."""
    said = {(decision.council, decision.name): decision for decision in decisions}
    for name in names:
        if decision := said.get((name.council, name.name)):
            detail = f"{decision.who}, {decision.when.isoformat()}: {decision.why}"
            yield PolarityEvidence(name.measure, decision.polarity, "decision", detail)


def status_evidence(measure: str, observations: Iterable[Observation], scheme: Scheme) -> tuple[StatusEvidence, ...]:
    """What the published statuses of a measure imply about its polarity.

    A status speaks only where its figure and target give the published band under one polarity, and cannot
    under the other, whatever the rounding.

    Args:
        measure: The id of the measure.
        observations: Figures of the measure, rated under ``scheme`` as their own.
        scheme: The council's scheme for the period of these figures.
    """
    found = []
    for observation in observations:
        if (polarity := _implied(observation, scheme)) is None:
            continue
        detail = f"{observation.value_text} against {observation.target_text} was rated {observation.status}"
        where = (observation.document, observation.seq, observation.period)
        found.append(StatusEvidence(PolarityEvidence(measure, polarity, "status", detail, *where), observation))
    return tuple(found)


def _implied(observation: Observation, scheme: Scheme) -> Polarity | None:
    published = scheme.band_of(observation.status) if observation.status else None
    if published is None or observation.value is None or not observation.target or scheme.not_recomputable:
        return None
    if observation.basis not in scheme.covers or scheme.rates.get(observation.kind) != "figures":
        return None
    if scheme.is_two_sided or scheme.bands[published].judgement:
        return None
    explained: list[Polarity] = []
    for higher in (True, False):
        lines = thresholds(scheme, observation, higher=higher)
        if isinstance(lines, str):
            return None
        if published in bands_of(lines, stands_for(observation), higher=higher):
            explained.append("higher" if higher else "lower")
    return explained[0] if len(explained) == 1 else None


def _heard(evidence: list[PolarityEvidence]) -> PolarityDecided:
    for source in _TRUST:
        said = [item for item in evidence if item.source == source]
        if not said:
            continue
        if len({item.polarity for item in said}) > 1:
            return PolarityDecided(conflict=tuple(said))
        return PolarityDecided(said[0].polarity, source, said[0].detail, overruled=_against(said[0], evidence))
    return UNKNOWN


def _against(decisive: PolarityEvidence, evidence: Iterable[PolarityEvidence]) -> tuple[PolarityEvidence, ...]:
    """What stands against the evidence that decided, with that first; nothing stands against a person.

    A status that does not fit is a disagreement of its rating, and found as such.
    """
    if decisive.source == "decision":
        return ()
    others = [item for item in evidence if item.polarity != decisive.polarity and item.source != "status"]
    return (decisive, *others) if others else ()


def _same_figure(one: Observation, other: Observation) -> bool:
    """Whether one may be the other printed again: periods that share a day, or the same figure and target."""
    if (one.document, one.seq) == (other.document, other.seq) or one.period == other.period:
        return True
    if one.value == other.value and one.target == other.target:
        return True
    if one.period_start and one.period_end and other.period_start and other.period_end:
        return one.period_start <= other.period_end and other.period_start <= one.period_end
    return False
