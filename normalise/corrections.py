"""A person's corrections of misread figures, put in place of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ..language.names import fold
from ..language.numbers import Figure, read_figure
from ..language.periods import from_label
from ..language.units import settle_unit
from ..records import CORRECTABLE, Box, Correction, Normalised, Observation, Problem

_FIGURES = {"value": "value_text", "target": "target_text"}
_TEXTS = {text: figure for figure, text in _FIGURES.items()}
_CHOICES = {
    "kind": frozenset(("measure", "milestone", "project", "risk", "action", "deliverable")),
    "basis": frozenset(("actual", "forecast", "previous", "benchmark")),
}
FOUND_BY = frozenset(("name", "period", "basis"))
"""The fields by which a correction finds its row."""


class DoesNotFit(Exception):
    """A correction cannot be applied to its row; why, in words."""


def correct(normalised: Normalised, corrections: Sequence[Correction]) -> Normalised:
    """Apply corrections of one document in their order.

    Each is found by name, period, basis and occurrence, else by its spot on the page: a report that is
    now known to be of another period, or is called otherwise, keeps its corrections. A correction speaks
    of the rows as the earlier ones left them, or as they were read. Of two that were made of one reading
    the later one counts.

    Returns:
        the same with the corrected observations, which say in ``corrected`` what was read, who put
        what in its place, when and why; a correction that finds nothing, or that was made of another
        reading, is a problem and changes nothing.
    """
    if not corrections:
        return normalised
    read = tuple(normalised.observations)
    observations = list(read)
    problems = list(normalised.problems)
    for correction in corrections:
        place = _place(observations, correction)
        place = _place(read, correction) if place is None else place
        there = _at_its_spot(read, correction)
        moved = there is not None and (place is None or not _was_read(observations[place], read[place], correction))
        place = there if moved else place
        if place is None:
            problems.append(_problem(correction, _lost(read, correction)))
            continue
        try:
            observations[place] = corrected(observations[place], correction, read[place])
            if moved:
                observations[place] = _told_as_moved(observations[place], correction)
        except DoesNotFit as why:
            problems.append(_problem(correction, str(why), observations[place]))
    return replace(normalised, observations=tuple(observations), problems=tuple(problems))


def occurrence(observations: Sequence[Observation], observation: Observation) -> int:
    """Which of the rows of its document, name, period and basis an observation is, from 1."""
    places = _alike(observations, observation.name, observation.period, observation.basis)
    return [observations[place] for place in places].index(observation) + 1


def spot(observation: Observation) -> Box:
    """Where the figure of an observation stands, or its rating, or at least its row."""
    places = {place.role: place.box for place in reversed(observation.places)}
    return places.get("value") or places.get("status") or observation.box


def corrected(now: Observation, correction: Correction, read: Observation) -> Observation:
    """One observation with a correction.

    Args:
        now: as it is after earlier corrections.
        correction: what a person says of it.
        read: as it was read.

    Raises:
        DoesNotFit: the correction was made of another reading, or what it says cannot be read.
    """
    field = correction.field
    if field not in CORRECTABLE:
        raise DoesNotFit(f"there is no field {field!r} to be corrected")
    stands = getattr(now, field)
    if not _was_read(now, read, correction):
        raise DoesNotFit(f"it was made of {_said(correction.was)}, but {_said(stands)} is read now")
    changed = _changed(now, field, correction.value)
    story = _story(correction, changed, read, again=stands != getattr(read, field))
    return replace(changed, corrected="; ".join(filter(None, (now.corrected, story))))


def _place(observations: Sequence[Observation], correction: Correction) -> int | None:
    found = _alike(observations, correction.name, correction.period, correction.basis)
    return found[correction.occurrence - 1] if 1 <= correction.occurrence <= len(found) else None


def _alike(observations: Sequence[Observation], name: str, period: str, basis: str) -> list[int]:
    """Where the rows of a document stand that print a name, however it is set, for a period and basis."""
    wanted = (fold(name), period, basis)
    return [place for place, row in enumerate(observations) if (fold(row.name), row.period, row.basis) == wanted]


def _at_its_spot(read: Sequence[Observation], correction: Correction) -> int | None:
    """The one row whose figure stands where that of a correction stood and reads as it did."""
    x, y = correction.x, correction.y
    if x is None or y is None:
        return None
    here = [
        place
        for place, row in enumerate(read)
        for box in [spot(row)]
        if box.page == correction.page and box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
        if _was_read(row, row, correction)
    ]
    here = [place for place in here if read[place].basis == correction.basis] or here
    return here[0] if len(here) == 1 else None


def _told_as_moved(row: Observation, correction: Correction) -> Observation:
    named = f"{correction.name!r}, {correction.period}, {correction.basis}"
    return replace(
        row, corrected=f"{row.corrected} (recorded for {named}; found by its spot on page {correction.page})"
    )


def _was_read(now: Observation, read: Observation, correction: Correction) -> bool:
    """Whether a row says, or said when it was read, what a correction was made of."""
    return any(_same(getattr(row, correction.field), correction.was) for row in (now, read))


def _lost(read: Sequence[Observation], correction: Correction) -> str:
    """Why no row is found for a correction, and what the rows of its name are now."""
    was = f"it was {_said(correction.was)}" + (f" on page {correction.page}" if correction.page else "")
    alike = {f"{row.period} ({row.basis})" for row in read if fold(row.name) == fold(correction.name)}
    now = f"rows of this name are now for {', '.join(sorted(alike))}" if alike else "no row has this name now"
    return f"it no longer finds its figure: {was}; {now}. Mend or delete its line"


def _changed(row: Observation, field: str, text: str | None) -> Observation:
    if field in _FIGURES:
        return _with_figure(row, field, text)
    if field in _TEXTS:
        return _with_text(row, field, text)
    if field == "period":
        return _with_period(row, text)
    if field in _CHOICES and text not in _CHOICES[field]:
        raise DoesNotFit(f"{_said(text)} is none of {', '.join(sorted(_CHOICES[field]))}")
    if field == "name" and not text:
        raise DoesNotFit("a row has a name")
    return replace(row, **{field: text})  # type: ignore[arg-type]


def _same(stands: object, was: str | None) -> bool:
    if stands is None or was is None:
        return (stands or None) is (was or None)
    if isinstance(stands, Decimal):
        try:
            return stands == Decimal(was)
        except InvalidOperation:
            return read_figure(was).value == stands
    return str(stands) == was


# ------------------------------------------------------------------- a figure, its text and its unit


def _with_figure(row: Observation, field: str, text: str | None) -> Observation:
    """A corrected figure and the text that prints it; a text around no figure stays."""
    if text is None:
        return _with(row, field, None, getattr(row, _FIGURES[field]))
    figure = read_figure(text)
    if figure.value is None:
        raise DoesNotFit(f"{_said(text)} is no figure")
    return _with(row, field, figure, _as_printed(text, figure, _unit(row, figure)))


def _with_text(row: Observation, text_field: str, text: str | None) -> Observation:
    """A corrected text and the figure in it; a column in thousands or millions stays one."""
    field = _TEXTS[text_field]
    before = getattr(row, text_field)
    printed = read_figure(before).value if before else None
    figure = read_figure(text) if text else None
    if figure is not None and figure.value is not None and printed and getattr(row, field):
        scale = getattr(row, field) / printed
        if scale in (1_000, 1_000_000, 1_000_000_000) and figure.step is not None and figure.step < scale:
            figure = replace(figure, value=figure.value * scale, step=figure.step * scale)
    return _with(row, field, figure, text)


def _with(row: Observation, field: str, figure: Figure | None, text: str | None) -> Observation:
    value = figure.value if figure is not None else None
    if field == "target":
        return replace(row, target=value, target_text=text)
    if figure is None or value is None:
        return replace(row, value=None, value_step=None, unit=None, value_text=text)
    return replace(row, value=value, value_step=figure.step, unit=_unit(row, figure), value_text=text)


def _unit(row: Observation, figure: Figure) -> str | None:
    target = read_figure(row.target_text) if row.target_text else None
    return figure.unit or row.unit or settle_unit(figure, target, row.name)


def _as_printed(text: str, figure: Figure, unit: str | None) -> str:
    """A bare figure with the sign of its unit: ``41`` of a percentage is ``41%``."""
    signed = {"percent": f"{text}%", "gbp": f"-£{text[1:]}" if text.startswith("-") else f"£{text}"}.get(unit or "")
    if signed is None or figure.unit is not None:
        return text
    again = read_figure(signed)
    return signed if (again.value, again.unit) == (figure.value, unit) else text


def _with_period(row: Observation, text: str | None) -> Observation:
    period = from_label(text) if text else None
    if period is None:
        raise DoesNotFit(f"{_said(text)} is no period (as 2022/23, 2022/23 Q2, 2023-09 or 2020)")
    return replace(row, period=period.label, period_start=period.start, period_end=period.end)


# ------------------------------------------------------------------------------------- in words


def _story(correction: Correction, now: Observation, read: Observation, *, again: bool) -> str:
    """What was read and what was put in its place, by whom, when and why."""
    shown = _FIGURES.get(correction.field, correction.field)
    said, before = (_said(getattr(row, shown) or getattr(row, correction.field)) for row in (now, read))
    told = "then corrected" if again else f"read as {before}, corrected"
    return f"{correction.field} {told} to {said} by {correction.who}, {correction.when.isoformat()}: {correction.why}"


def _said(value: object) -> str:
    return "nothing" if value in (None, "") else f"{value:f}" if isinstance(value, Decimal) else f"{value!s:.60}"


def _problem(correction: Correction, why: str, observation: Observation | None = None) -> Problem:
    what = f"{correction.field} of {correction.name!r} ({correction.period}, {correction.basis})"
    message = f"the correction of {what} is not applied: {why}"
    box = observation.box if observation is not None else None
    return Problem("normalise", message, box, box.page if box is not None else correction.page)
