"""A person's corrections of misread figures, put in place of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation

from ..language.names import fold
from ..language.numbers import read_figure
from ..language.periods import from_label
from ..records import Correction, Normalised, Observation, Problem

_WORDS = frozenset(
    (
        "section",
        "theme",
        "code",
        "name",
        "value_text",
        "unit",
        "qualifier",
        "target_text",
        "status",
        "previous_status",
        "direction",
        "commentary",
    )
)
_FIGURES = frozenset(("value", "target"))
_CHOICES = {
    "kind": frozenset(("measure", "milestone", "project", "risk", "action", "deliverable")),
    "basis": frozenset(("actual", "forecast", "previous", "benchmark")),
}


def correct(normalised: Normalised, corrections: Sequence[Correction]) -> Normalised:
    """Apply corrections; each is found by document, name, period, basis and occurrence.

    Returns:
        the same with the corrected observations; a correction that finds nothing, or that was made
        of another reading, is a problem and changes nothing.
    """
    observations = list(normalised.observations)
    places = {correction: _place(observations, correction) for correction in corrections}
    problems = list(normalised.problems)
    for correction, place in places.items():
        if place is None:
            problems.append(_problem(correction, "there is no such row"))
            continue
        try:
            observations[place] = _corrected(observations[place], correction)
        except _DoesNotFit as why:
            problems.append(_problem(correction, str(why), observations[place]))
    return replace(normalised, observations=tuple(observations), problems=tuple(problems))


class _DoesNotFit(Exception):
    """A correction cannot be applied to the row that it names."""


def _place(observations: Sequence[Observation], correction: Correction) -> int | None:
    found = [
        place
        for place, observation in enumerate(observations)
        if observation.document == correction.document
        and fold(observation.name) == fold(correction.name)
        and observation.period == correction.period
        and observation.basis == correction.basis
    ]
    return found[correction.occurrence - 1] if 1 <= correction.occurrence <= len(found) else None


def _corrected(observation: Observation, correction: Correction) -> Observation:
    if correction.field not in {field.name for field in fields(Observation)}:
        raise _DoesNotFit(f"there is no field {correction.field!r}")
    now = getattr(observation, correction.field)
    if not _same(now, correction.was):
        raise _DoesNotFit(f"it was made of {correction.was!r}, but {now!r} is read now")
    text = correction.value
    if correction.field in _FIGURES:
        return _with_figure(observation, correction.field, text)
    if correction.field == "period":
        return _with_period(observation, text)
    if correction.field in _CHOICES:
        if text not in _CHOICES[correction.field]:
            raise _DoesNotFit(f"{text!r} is none of {', '.join(sorted(_CHOICES[correction.field]))}")
        return replace(observation, **{correction.field: text})  # type: ignore[arg-type]
    if correction.field not in _WORDS:
        raise _DoesNotFit(f"{correction.field!r} is not to be corrected")
    return replace(observation, **{correction.field: text})  # type: ignore[arg-type]


def _same(now: object, was: str | None) -> bool:
    if now is None or was is None:
        return (now or None) is (was or None)
    if isinstance(now, Decimal):
        try:
            return now == Decimal(was)
        except InvalidOperation:
            return read_figure(was).value == now
    return str(now) == was


def _with_figure(observation: Observation, field: str, text: str | None) -> Observation:
    """A corrected figure; a value brings its step, and loses its unit with its figure."""
    figure = read_figure(text) if text else None
    if figure is not None and figure.value is None:
        raise _DoesNotFit(f"{text!r} is no figure")
    value = figure.value if figure is not None else None
    if field == "target":
        return replace(observation, target=value)
    unit = (figure.unit or observation.unit or "count") if figure is not None else None
    return replace(observation, value=value, value_step=figure.step if figure is not None else None, unit=unit)


def _with_period(observation: Observation, text: str | None) -> Observation:
    period = from_label(text) if text else None
    if period is None:
        raise _DoesNotFit(f"{text!r} is no period (as 2022/23, 2022/23 Q2, 2023-09 or 2020)")
    return replace(observation, period=period.label, period_start=period.start, period_end=period.end)


def _problem(correction: Correction, why: str, observation: Observation | None = None) -> Problem:
    what = f"{correction.field} of {correction.name!r} ({correction.period}, {correction.basis})"
    message = f"the correction of {what} is not applied: {why}"
    box = observation.box if observation is not None else None
    return Problem("normalise", message, box, box.page if box is not None else None)
