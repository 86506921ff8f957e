"""Cells that hold a small table of their own: labels and figures on lines below each other.

``Quarterly data / Target 500.0 / Actual 475.0 / Forecast data / Target 1,000.0 / Actual 1,000.0 /
Deteriorating`` is an actual and a forecast, each with its target, and a direction of travel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ..language.directions import read_direction
from ..language.periods import Period
from ..records import Basis, Box, Cell, Line
from .grid import Printed, flat, tight, width
from .when import period_in, year_of

_LABEL = re.compile(
    r"(?P<label>targets?|actuals?|results?|out-?turn|values?|current|previous|last (?:year|quarter)|forecast"
    r"|floor|benchmark)"
    r"\b\s*[:=\-–]?\s*(?P<value>.*)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?P<what>quarterly|quarter|monthly|annual|year[- ]to[- ]date|ytd|year[- ]end|forecast|projected"
    r"|current|actual|q[1-4])"
    r"(?: (?:year[- ]end|end of year))?(?: (?P<noun>data|figures?|position|performance|results?))?\s*:?",
    re.IGNORECASE,
)
# Where a field or a group begins within a line: a label in capitals with its figure, or a title.
_RUN_TOGETHER = re.compile(
    r"\b(?:Targets?|Actuals?|Results?|Out-?turn)\b(?=\s*[:=]?\s*(?:[£<>~]?\s?-?\d|(?:Targets?|Actuals?)\b|$))"
    r"|\b(?:Quarterly|Monthly|Annual|Forecast|Year[- ]end|Current) (?:data|figures?|position|performance|results?)\b"
    r"|\b(?:Improving|Deteriorating|Stabilised|Stable|Declining|Worsening)\b$"
)
_FORECAST = re.compile(r"forecast|projected|year[- ]end", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stack:
    """One group of a stacked cell; a label without figure leaves its field None."""

    basis: Basis
    period: Period
    value: Printed | None = None
    target: Printed | None = None


@dataclass(frozen=True, slots=True)
class Stacked:
    stacks: tuple[Stack, ...]
    direction: Printed | None


@dataclass(slots=True)
class _Field:
    """A label and what follows it, while its lines are gathered."""

    label: str
    text: str
    boxes: list[Box]

    def printed(self) -> Printed | None:
        return Printed(flat(self.text), tight(self.boxes)) if flat(self.text) else None


def is_stacked(cell: Cell) -> bool:
    """Whether a cell holds at least two labelled fields, one of them a target or an actual."""
    labels = [match["label"].lower()[:6] for line in _lines(cell) if (match := _LABEL.fullmatch(flat(line.text)))]
    return len(set(labels)) >= 2 and bool({"target", "actual"} & set(labels))


def read_stacked(cell: Cell, report: Period) -> Stacked:
    """Read a stacked cell.

    Args:
        cell: a cell for which ``is_stacked`` holds.
        report: the period of the report; a forecast is of its year.
    """
    groups, direction = _groups(cell)
    stacks = tuple(_stack(title, fields, report) for title, fields in groups if fields or len(groups) == 1)
    return Stacked(stacks, direction)


def _groups(cell: Cell) -> tuple[list[tuple[str, list[_Field]]], Printed | None]:
    """The titled groups of fields, and the direction of travel on a line of its own."""
    groups: list[tuple[str, list[_Field]]] = []
    direction: Printed | None = None
    for line in _lines(cell):
        text = flat(line.text)
        label = _LABEL.fullmatch(text)
        if _is_title(text, groups):
            groups.append((text, []))
        elif label is not None:
            if not groups:
                groups.append(("", []))
            boxes = [_end_of(line, label["value"])] if label["value"] else []
            groups[-1][1].append(_Field(label["label"].lower(), label["value"], boxes))
        elif text and len(text) < 40 and read_direction(text) is not None:
            direction = Printed(text, (line.box,))
        elif groups and groups[-1][1]:
            field = groups[-1][1][-1]
            field.text = f"{field.text} {text}"
            field.boxes.append(line.box)
    return groups, direction


def _lines(cell: Cell) -> list[Line]:
    """A cell's lines; one on which a conversion ran several fields together, a line for each."""
    return [part for line in cell.lines for part in _fields_of(line)]


def _fields_of(line: Line) -> list[Line]:
    text = flat(line.text)
    starts = [found.start() for found in _RUN_TOGETHER.finditer(text)]
    if len(starts) < 2:
        return [line]
    edges = sorted({0, *starts, len(text)})
    whole = width(text)
    box, wide = line.box, line.box.x1 - line.box.x0
    return [
        replace(
            line,
            text=text[a:b].strip(),
            box=replace(box, x0=box.x0 + wide * width(text[:a]) / whole, x1=box.x0 + wide * width(text[:b]) / whole),
        )
        for a, b in pairwise(edges)
    ]


def _end_of(line: Line, text: str) -> Box:
    """The part of a line's box that its last words take, by what letters commonly measure."""
    whole = flat(line.text)
    before = whole[: len(whole) - len(text)]
    share = (width(before.rstrip()) + width(before)) / 2 / width(whole)
    return replace(line.box, x0=line.box.x0 + share * (line.box.x1 - line.box.x0))


def _is_title(text: str, groups: list[tuple[str, list[_Field]]]) -> bool:
    """Whether a line titles a group ("Forecast data"); a bare "Actual" amid fields is a blank field."""
    found = _GROUP.fullmatch(text)
    if found is None:
        return False
    if not groups or found["noun"] is not None or _LABEL.fullmatch(text) is None:
        return True
    return not groups[-1][1] and _FORECAST.search(text) is not None


def _stack(title: str, fields: list[_Field], report: Period) -> Stack:
    basis: Basis = "forecast" if _FORECAST.search(title) else "actual"
    period = period_in(title, report) if title else None
    if period is None:
        period = year_of(report) if basis == "forecast" else report
    value = next((field for field in fields if not field.label.startswith("target")), None)
    target = next((field for field in fields if field.label.startswith("target")), None)
    return Stack(basis, period, value.printed() if value else None, target.printed() if target else None)
