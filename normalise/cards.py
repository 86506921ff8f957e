"""Measure cards: a boxed panel with a big figure, a name and lines of label and value.

762                                  the latest figure, large
Number of people with a plan         the name
30 SEP 23                            the date of the figure
2021-2022 | 373                      one line for each year, the last one is the actual
Target    | 550
Performance | Strong
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..language.numbers import read_figure
from ..language.periods import Period, read_period
from ..records import Box, Cell, Legend, Line, Table
from .grid import Printed, flat, printed, printed_lines
from .headings import read_heading
from .looks import is_nothing
from .names import read_name
from .observations import Draft
from .status import StatusRead, status_of
from .when import period_in, without_periods


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a card: its role, the period it names, and its label and value."""

    row: int
    role: str
    period: Period | None
    label: Printed
    value: Cell


@dataclass(frozen=True, slots=True)
class Card:
    """``name`` is None where nothing stands over its lines (a conversion of the page lost it)."""

    name: Printed | None
    lines: tuple[CardLine, ...]


def is_card(table: Table) -> bool:
    """Whether a table is a card: a label and a value a row, most labels periods or fields of one measure."""
    if (
        "header" in table.row_kinds[1:]
        or table.row_kinds[:1] == ("header",)
        and _title(table) is None
        or any(len(_held(table, row)) > 2 for row in range(table.rows))
    ):
        return False
    lines = _lines(table)
    known = [line for line in lines if line.role != "note"]
    return (
        len(known) >= 2
        and 2 * len(known) > len(lines)
        and any(line.role == "figure" for line in known)
        and any(line.role in ("target", "status") for line in known)
        and (_title(table) is not None or lines[0].role != "note" and len(lines) == table.rows)
    )


def read_card(table: Table) -> Card:
    """Read a card's name and lines; ``table`` is one for which ``is_card`` holds."""
    title = _title(table)
    return Card(_name(title) if title is not None else None, tuple(_lines(table)))


def _held(table: Table, row: int) -> list[Cell]:
    """The cells of a row with text in them."""
    return [cell for cell in table.row(row) if flat(cell.text)]


def _title(table: Table) -> Cell | None:
    """The lone cell of the first row: it names the measure."""
    first = _held(table, 0)
    return first[0] if len(first) == 1 else None


def _name(title: Cell) -> Printed:
    """The lines of the title that are neither its big figure nor its date."""
    biggest = max((line.size for line in title.lines), default=0.0)
    kept = [line for line in title.lines if not _is_figure_line(line, biggest) and not is_date(line.text)]
    if not kept:
        return read_name(title).name
    return printed_lines(kept, _joined(title, kept))


def _is_figure_line(line: Line, biggest: float) -> bool:
    """The big figure, or what stands in its place: ``Due in Q3``."""
    text = flat(line.text)
    figure = read_figure(text).value is not None and sum(map(str.isalpha, text)) <= 2
    return line.size >= biggest and (figure or is_nothing(text))


def is_date(text: str) -> bool:
    """Whether a short text is a date or period and nothing else."""
    text = flat(text)
    return (
        len(text) <= 20
        and read_period(text) is not None
        and not re.search("[a-z]{3}", without_periods(text), re.IGNORECASE)
    )


def _joined(title: Cell, kept: list[Line]) -> str:
    """The kept lines unwrapped: as the cell's own text has them where it can be found there."""
    plain = flat(" ".join(line.text for line in kept))
    whole = flat(title.text)
    start, end = whole.find(flat(kept[0].text)), whole.find(flat(kept[-1].text))
    if 0 <= start <= end:
        found = whole[start : end + len(flat(kept[-1].text))]
        if found.replace(" ", "").replace("-", "") == plain.replace(" ", "").replace("-", ""):
            return found
    return plain


def _lines(table: Table) -> list[CardLine]:
    """The lines under the title that have a label and a value."""
    found: list[CardLine] = []
    for row in range(0 if _title(table) is None else 1, table.rows):
        held = _held(table, row)
        marked = [cell for cell in table.row(row) if cell.marks and cell not in held[:1]]
        if not held or len(held) == 1 and not marked and len(table.row(row)) < 2:
            continue
        label = held[0]
        value = held[1] if len(held) == 2 else marked[0] if marked else table.row(row)[-1]
        if value is label:
            continue
        role, period = _role(flat(label.text))
        found.append(CardLine(row, role, period, printed(label), value))
    return found


def _role(label: str) -> tuple[str, Period | None]:
    heading = read_heading(label)
    period = read_period(label)
    if heading.basis == "benchmark":
        return "benchmark", None
    best = max(heading.roles, key=lambda role: heading.roles[role], default=None)
    if best in ("target", "second target"):
        return "target", period or _target_period(label)
    if best == "status" or "status" in heading.roles and period is None:
        return "status", None
    if period is not None and len(label) <= 30:
        return "figure", period
    return "note", None


def _target_period(label: str) -> Period | None:
    """The year of ``Target 22-23``."""
    years = label.split()[-1].replace("-", "/")
    return read_period(years) if years[:1].isdigit() else None


def drafts_of(
    table: Table, name: Printed, legend: Legend, report: Period, section: str | None, headings: tuple[str, ...]
) -> tuple[Draft, ...]:
    """The drafts of a card: earlier years previous, the last one actual with target and status."""
    card = read_card(table)
    figures = [line for line in card.lines if line.role == "figure"]
    target = next((line for line in card.lines if line.role == "target"), None)
    status = next((line for line in card.lines if line.role == "status"), None)
    notes = tuple(
        f"{line.label.text} {flat(line.value.text)}"
        for line in card.lines
        if line.role in ("benchmark", "note") or _is_dated_target(line)
    )
    drafts: list[Draft] = []
    for line in figures:
        last = line is figures[-1]
        value = printed(line.value) if flat(line.value.text) else None
        if not last and (value is None or read_figure(value.text).value is None):
            continue
        drafts.append(
            Draft(
                kind="measure",
                basis="actual" if last else "previous",
                period=line.period or period_in(line.label.text, report),
                name=name,
                section=section,
                headings=headings,
                value=value,
                target=printed(target.value) if last and target is not None and flat(target.value.text) else None,
                status=_status(status, legend) if last else None,
                qualifiers=notes if last else (),
                also=_stands(card, line) if last else (("period", line.label.boxes),),
                table=table.number,
                row=line.row,
            )
        )
    drafts.extend(_benchmark(line, drafts[-1]) for line in card.lines if line.role == "benchmark" and drafts)
    return tuple(drafts)


def _stands(card: Card, last: CardLine) -> tuple[tuple[str, tuple[Box, ...]], ...]:
    """Where the period of a card's last figure stands, and the lines that qualify it."""
    told = [line for line in card.lines if line.role in ("benchmark", "note") or _is_dated_target(line)]
    return ("period", last.label.boxes), *(("qualifier", line.label.boxes) for line in told)


def _is_dated_target(line: CardLine) -> bool:
    return line.role == "target" and line.period is not None


def _benchmark(line: CardLine, last: Draft) -> Draft:
    """What others reached, in the period of the card's last figure."""
    stands = (*(stand for stand in last.also if stand[0] == "period"), ("qualifier", line.label.boxes))
    blank = replace(last, target=None, status=None, qualifiers=(line.label.text,), also=stands)
    return replace(blank, basis="benchmark", value=printed(line.value), row=line.row)


def _status(line: CardLine | None, legend: Legend) -> StatusRead | None:
    return status_of(line.value, legend.of("measure")) if line is not None else None


def uses_of(table: Table) -> dict[tuple[int, int], str]:
    """What each cell of a card is used as."""
    uses = {(cell.row, cell.col): "ignored: no line of a card" for cell in table.cells}
    title = _title(table)
    if title is not None:
        uses[title.row, title.col] = "name"
    lines = _lines(table)
    last = max((line.row for line in lines if line.role == "figure"), default=-1)
    for line in lines:
        for cell in table.row(line.row):
            uses[cell.row, cell.col] = "period" if line.role == "figure" else "header"
        value = {"figure": "actual" if line.row == last else "previous", "note": "qualifier"}.get(line.role, line.role)
        uses[line.value.row, line.value.col] = value
    return uses
