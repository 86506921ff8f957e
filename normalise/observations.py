"""From the printed pieces of a row to an observation: figures, units, periods, places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..language.numbers import Figure, read_figure, read_part
from ..language.periods import Period
from ..language.units import scale_from_name, settle_unit, unit_from_name
from ..records import Basis, Box, Kind, Limit, LimitKind, Observation, Place, Problem
from .grid import Printed
from .looks import is_nothing
from .status import StatusRead
from .values import ValueRead, read_value
from .when import year_of


@dataclass(frozen=True, slots=True)
class Draft:
    """One figure or rating of a row in its printed pieces, before they are read as figures.

    ``period`` None means that the row names a place for its period and leaves it empty.
    ``also`` says where fields stand that are no ``Printed``: their role and boxes.
    ``unit_text`` is what a unit column prints; ``heading`` the heading of the figure's column,
    which may give a unit or scale (``(£m)``).
    """

    kind: Kind
    basis: Basis
    period: Period | None
    name: Printed
    code: str | None = None
    section: str | None = None
    headings: tuple[str, ...] = ()
    theme: str | None = None
    value: Printed | None = None
    target: Printed | None = None
    status: StatusRead | None = None
    previous_status: str | None = None
    direction: Printed | None = None
    commentary: Printed | None = None
    qualifiers: tuple[str, ...] = ()
    limits: tuple[tuple[LimitKind, Printed], ...] = ()
    unit_text: str | None = None
    unit_alike: str | None = None
    heading: str = ""
    polarity_note: str | None = None
    also: tuple[tuple[str, tuple[Box, ...]], ...] = ()
    table: int | None = None
    row: int | None = None

    @property
    def read(self) -> ValueRead | None:
        return read_value(self.value.text) if self.value is not None else None


def observe(draft: Draft, document: str, seq: int) -> Observation:
    """Read a draft's figures and settle its unit.

    Args:
        seq: printed order from 1.

    Returns:
        the observation; ``value``, ``target`` and ``unit`` are None where nothing numeric is printed.
    """
    read = draft.read
    target = _target_figure(draft, read)
    part = _part_of_whole(draft, target)
    figure = part or (_scaled(read.figure, draft) if read is not None else None)
    status, previous = _statuses(draft, read)
    period = read.period if read is not None and read.period is not None else draft.period
    basis = draft.basis
    if read is not None and read.basis == "forecast" and basis == "actual":
        basis, period = "forecast", year_of(period) if period is not None else None
    target_text = draft.target.text if draft.target is not None else read.target_text if read is not None else None
    return Observation(
        document=document,
        seq=seq,
        kind=draft.kind,
        name=draft.name.text,
        basis=basis,
        period=period.label if period is not None else "",
        box=_main_box(draft),
        section=draft.section,
        headings=draft.headings,
        theme=draft.theme,
        code=draft.code,
        period_start=period.start if period is not None else None,
        period_end=period.end if period is not None else None,
        value_text=draft.value.text if draft.value is not None else None,
        value=figure.value if figure is not None else None,
        value_step=figure.step if figure is not None else None,
        unit=_unit(draft, figure, target),
        qualifier="; ".join(dict.fromkeys(_qualifiers(draft, read, part))) or None,
        target_text=target_text or None,
        target=target.value if target is not None else None,
        status=status,
        status_read_from=_read_from(draft, read),
        previous_status=draft.previous_status or previous,
        direction=draft.direction.text if draft.direction is not None else None,
        commentary=draft.commentary.text if draft.commentary is not None and draft.commentary.text else None,
        polarity_note=draft.polarity_note,
        limits=_limits(draft, target),
        places=_places(draft),
        table=draft.table,
        row=draft.row,
    )


def _part_of_whole(draft: Draft, target: Figure | None) -> Figure | None:
    """``12 out of 15`` is 12 of what the name or a whole target counts; a share of nothing counted is no figure."""
    alike = draft.unit_alike == "count"
    counted = alike or unit_from_name(draft.name.text) == "count" or _is_whole(target)
    known = target.value if target is not None else None
    return read_part(draft.value.text, known) if draft.value is not None and counted else None


def _is_whole(target: Figure | None) -> bool:
    return target is not None and target.unit in (None, "count")


def unit_told(draft: Draft) -> str | None:
    """The unit that a draft prints with its figure, which the others of its row share where they print none."""
    part = _part_of_whole(draft, _target_figure(draft, draft.read))
    return (part or draft.read.figure).unit if draft.read is not None else None


def _qualifiers(draft: Draft, read: ValueRead | None, part: Figure | None) -> tuple[str, ...]:
    own = (part.qualifier,) if part is not None and part.qualifier else read.qualifiers if read is not None else ()
    return (*draft.qualifiers, *own)


def unread_figures(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """A problem for each value or target that prints digits but gives no figure."""
    for draft in drafts:
        for text in (draft.value, draft.target):
            figure = read_figure(text.text) if text is not None else None
            if text is None or figure is None or figure.value is not None or figure.ends or is_nothing(text.text):
                continue
            if text is draft.value and _part_of_whole(draft, _target_figure(draft, draft.read)) is not None:
                continue
            if figure.reason is not None and any(map(str.isdigit, re.sub(r"\(.*?\)", "", text.text))):
                message = f"no figure is read in {text.text[:60]!r}: {figure.reason}"
                yield Problem("normalise", message, text.boxes[0], text.boxes[0].page)


def _statuses(draft: Draft, read: ValueRead | None) -> tuple[str | None, str | None]:
    if draft.status is not None and draft.status.word is not None:
        return draft.status.word, draft.status.previous
    return (read.status if read is not None else None), None


def _read_from(draft: Draft, read: ValueRead | None) -> str | None:
    if draft.status is not None and draft.status.word is not None:
        return draft.status.read_from
    return "note" if read is not None and read.status is not None else None


def _target_figure(draft: Draft, read: ValueRead | None) -> Figure | None:
    if draft.target is not None:
        return _scaled(read_figure(draft.target.text), draft)
    return read_figure(read.target_text) if read is not None and read.target_text else None


def _scaled(figure: Figure, draft: Draft) -> Figure:
    """A bare figure under ``(£m)`` in its unit column, its column's heading or its name is millions."""
    told = (scale_from_name(text) for text in (draft.unit_text or "", draft.heading, draft.name.text))
    scale = next((scale for scale in told if scale != 1), 1)
    if (
        figure.value is None
        or scale == 1
        or figure.unit == "percent"
        or (figure.step is not None and figure.step >= scale)
    ):
        return figure
    step = figure.step * scale if figure.step is not None else None
    return replace(figure, value=_plain(figure.value * scale), step=_plain(step) if step is not None else None)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _unit(draft: Draft, figure: Figure | None, target: Figure | None) -> str | None:
    if figure is None or figure.value is None:
        return None
    if draft.read is not None and draft.read.is_score or draft.kind == "risk" and figure.unit in (None, "count"):
        return "score"
    if draft.unit_text and figure.unit in (None, "count"):
        told = read_figure(f"1{draft.unit_text}" if draft.unit_text == "%" else f"{draft.unit_text}1").unit
        told = told or settle_unit(replace(figure, unit=None), None, f"({draft.unit_text})")
        if told != "count":
            return told
    if figure.unit is None and draft.unit_alike is not None and (target is None or target.unit is None):
        return draft.unit_alike
    unit = settle_unit(figure, target, draft.name.text)
    if unit == "count" and figure.unit is None and draft.heading:
        return settle_unit(figure, target, draft.heading)
    return unit


def _limits(draft: Draft, target: Figure | None) -> tuple[Limit, ...]:
    """The row's limits; a range, printed as target or threshold, is a lower and an upper one."""
    ranged = [(draft.target, target)] if draft.target is not None and target is not None else []
    limits: list[Limit] = []
    for text, figure in ranged:
        limits += _ends(text, figure)
    for kind, text in draft.limits:
        figure = _scaled(read_figure(text.text), draft)
        limits += _ends(text, figure) or [Limit(kind, text.text, figure.value)]
    return tuple(limits)


def _ends(text: Printed, figure: Figure) -> list[Limit]:
    if figure.ends is None:
        return []
    return [Limit("lower", text.text, figure.ends[0]), Limit("upper", text.text, figure.ends[1])]


def _main_box(draft: Draft) -> Box:
    """The box of the value, else of the status in its row, else of the name."""
    if draft.value is not None and draft.value.boxes:
        return draft.value.boxes[0]
    above = draft.status is not None and draft.status.read_from in ("band", "heading")
    if draft.status is not None and draft.status.boxes and draft.status.word is not None and not above:
        return draft.status.boxes[0]
    return draft.name.boxes[0]


def _places(draft: Draft) -> tuple[Place, ...]:
    """Where each field stands, its pieces counted from 1."""
    fields: list[tuple[str, tuple[Box, ...]]] = [("name", draft.name.boxes)]
    for role, text in (
        ("value", draft.value),
        ("target", draft.target),
        ("direction", draft.direction),
        ("commentary", draft.commentary),
        *(draft.limits),
    ):
        if text is not None:
            fields.append((role, text.boxes))
    if draft.status is not None and draft.status.word is not None:
        fields.append(("status", draft.status.boxes))
    known = {role for role, _ in fields}
    fields += [(role, boxes) for role, boxes in draft.also if role not in known]
    if draft.status is not None and draft.status.previous is not None and draft.previous_status is None:
        fields.append(("previous_status", draft.status.boxes))
    placed: dict[str, list[Box]] = {}
    for role, boxes in fields:
        placed.setdefault(role, []).extend(boxes)
    return tuple(Place(role, part, box) for role, boxes in placed.items() for part, box in enumerate(boxes, start=1))
