"""The figures of a report's summary tables: counts by status and theme, trends, overviews of labels and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..language.counted import folded_status, kinds_said, narrowed, said_of
from ..language.directions import read_direction
from ..language.mentions import Mention, mentions
from ..language.numbers import read_figure
from ..language.periods import read_period
from ..language.statuses import read_status
from ..records import Ask, Box, Cell, Claim, Normalised, Table
from .claim_wording import Context, asks_of

_TOTAL = re.compile(
    r"(?:(?:grand |overall |sub-?)?totals?|all(?: themes| measures| indicators)?|overall|sum)", re.IGNORECASE
)
_READ_AS_ROWS = ("measures", "cards", "plan", "key")
_LEAST_SHARE = 0.6
_NO_FIGURE = re.compile(r"\s*(?:n/?a|-|–|—|\*|tbc|nil)?\s*", re.IGNORECASE)
_SENSES = {"improving": "~improving", "worsening": "~worsening", "same": "~same"}
_MOST_LABEL_WORDS = 12
_MOST_CAPTION_WORDS = 4


def table_claims(tables: Iterable[Table], normalised: Normalised, context: Context, document: str) -> Iterator[Claim]:
    """The figures that summary tables state; tables that were read as rows, plans or keys state none.

    Args:
        tables: the tables of a report.
        normalised: what became of them.
        context: the report's statuses and scopes.
        document: its slug.

    Yields:
        claims without a verdict, in printed order, with ``seq`` 0.
    """
    used_as = {use.table: use.used_as for use in normalised.table_uses}
    for table in tables:
        if used_as.get(table.number, "").startswith(_READ_AS_ROWS) or "matrix" in used_as.get(table.number, ""):
            continue
        here = replace(context, headings=table.headings, group=f"table {table.number}")
        counted = _CountTable.of(table)
        yield from counted.claims(here, document) if counted else _overview(table, here, document)


# ------------------------------------------------------------------------------- rows and columns


@dataclass(frozen=True, slots=True)
class _CountTable:
    """A table of figures with a label for each row and each column."""

    table: Table
    head: int

    @classmethod
    def of(cls, table: Table) -> _CountTable | None:
        """The table as one of figures; None where it is something else."""
        head = next((row for row, kind in enumerate(table.row_kinds) if kind == "body"), table.rows)
        if head == 0 and not _figures_in(table.row(0)):
            head = 1
        inner = [cell for cell in table.cells if cell.row >= head and cell.col > 0 and cell.text.strip()]
        figured = [cell for cell in inner if _figure(cell) or _NO_FIGURE.fullmatch(cell.text)]
        labelled = [cell for cell in table.cells if cell.row >= head and cell.col == 0 and cell.text.strip()]
        if head == 0 or len(inner) < 2 or not labelled or len(figured) < _LEAST_SHARE * len(inner):
            return None
        if any(_figure(cell) and cell.colspan > 1 for cell in inner):
            return None
        return cls(table, head)

    def claims(self, context: Context, document: str) -> Iterator[Claim]:
        for cell in self.table.cells:
            figure = _figure(cell) if cell.row >= self.head and cell.col > 0 else None
            if figure is None:
                continue
            across, down = self._row_label(cell), self._column_labels(cell)
            labels = [label for label in (across, *down) if label]
            ask = _ask_of_labels(labels, figure, context)
            line = f"{across}|{' '.join(down)}"
            ask = replace(ask, line=line)
            text = " | ".join([*_caption(context), *labels, figure.text])
            yield _claim(document, cell.boxes[0], "table", text, figure, ask)

    def _row_label(self, cell: Cell) -> str:
        before = [other for col in range(cell.col) if (other := self.table.at(cell.row, col))]
        labels = [other.text for other in before if not _figure(other) and not _NO_FIGURE.fullmatch(other.text)]
        return " ".join(dict.fromkeys(labels[:2])).replace("\n", " ")

    def _column_labels(self, cell: Cell) -> list[str]:
        found = [
            other.text.replace("\n", " ")
            for row in range(self.head)
            if (other := self.table.at(row, cell.col)) is not None and other.text.strip() and other.col > 0
        ]
        return list(dict.fromkeys(found))


def _caption(context: Context) -> list[str]:
    return [context.headings[-1]] if context.headings else []


def _figures_in(cells: Iterable[Cell]) -> bool:
    return any(_figure(cell) for cell in cells if cell.col > 0)


def _figure(cell: Cell) -> Mention | None:
    """The one figure that a cell is."""
    text = cell.text.strip()
    if not text or len(text) > 24 or not any(character.isdigit() for character in text):
        return None
    figure = read_figure(text)
    if figure.value is None or figure.step is None or len(text[figure.end :].split()) > 1:
        return None
    if read_period(text) is not None:
        return None
    return Mention(figure.value, figure.step, figure.unit, figure.bound, figure.start, figure.end, text)


def _ask_of_labels(labels: Sequence[str], figure: Mention, context: Context) -> Ask:
    """What a cell counts by its labels; ``nothing`` where one of them is not understood."""
    words: list[str] = []
    scopes: list[str] = []
    kinds: list[str] = []
    period: str | None = None
    understood = True
    for label in labels:
        plain = label.strip()
        bare = re.sub(
            r"\s*\(?%\)?$|^(?:number|no\.?|count|#|percentage|%) of\s+", "", plain, flags=re.IGNORECASE
        ).strip()
        found_period = read_period(bare)
        if _TOTAL.fullmatch(bare):
            continue
        if word := _status_or_sense(bare, context):
            words.append(word)
        elif scope := context.scopes.like(bare):
            scopes.append(scope)
        elif found_period is not None:
            period = found_period.label if found_period.end != context.period.end else None
        elif (nouns := kinds_said(bare)) and len(bare.split()) <= _MOST_LABEL_WORDS:
            kinds += nouns[0][0]
            more = said_of(bare, context.statuses)
            words += [said.what for said in more]
            understood = understood and len(bare.split()) <= 4
        else:
            understood = understood and re.fullmatch(r"(?:number|no\.?|count|#|%|percentage)?", bare, re.I) is not None
    if not kinds and context.headings and len(context.headings[-1].split()) <= _MOST_CAPTION_WORDS:
        kinds = [kind for kinds, _, _ in kinds_said(context.headings[-1])[-1:] for kind in kinds]
    if not (words or scopes or kinds) or not understood or not (figure.is_count or figure.unit == "percent"):
        return Ask("nothing", group=context.group)
    counts = "share" if figure.unit == "percent" else "rows"
    if counts == "share" and not words:
        return Ask("nothing", group=context.group)
    return Ask(
        "share" if counts == "share" else "rows",
        tuple(dict.fromkeys(kinds)),  # type: ignore[arg-type]
        tuple(dict.fromkeys(words)),
        narrowed(" ".join(labels)),
        tuple(scopes) or tuple(context.headings),
        bool(scopes),
        period,
        context.group,
        True,
    )


def _status_or_sense(label: str, context: Context) -> str | None:
    folded = folded_status(label)
    if folded in context.statuses:
        return folded
    direction = read_direction(label)
    if direction and direction.sense in _SENSES and folded not in ("new",):
        return _SENSES[direction.sense]
    status = read_status(label)
    if status and status.rated:
        return folded_status(status.word)
    said = said_of(label, context.statuses)
    whole = said and said[0].start == 0 and said[0].end == len(label.strip())
    return said[0].what if whole else None


# ------------------------------------------------------------------------------- overviews


def _overview(table: Table, context: Context, document: str) -> Iterator[Claim]:
    """A small table of labels and figures: a theme with how many measures it has and how many of them did what."""
    named = [scope for cell in table.cells if (scope := context.scopes.like(cell.text.replace("\n", " ")))]
    title = next((cell.text for cell in table.cells if context.scopes.like(cell.text.replace("\n", " "))), "")
    for cell in table.cells:
        for label, figure in _labelled_figures(table, cell):
            text = f"{title}: {label}" if title else label
            asks = asks_of(label, [figure], context)
            ask = asks[0] or Ask("nothing", group=context.group)
            if ask.counts != "nothing" and named and not ask.named:
                ask = replace(ask, scope=(named[0],), named=True)
            yield _claim(document, _box_of(cell, figure), "overview", text, figure, ask)


def _labelled_figures(table: Table, cell: Cell) -> Iterator[tuple[str, Mention]]:
    """The figures of a cell with their labels: beside them in the cell, or in the cell to the left, line by line."""
    parts = cell.paragraphs
    beside = table.at(cell.row, cell.col - 1) if cell.col else None
    figures = [_whole_figure(part) for part in parts]
    if parts and all(figures) and beside is not None and len(beside.paragraphs) == len(parts):
        for label, part, figure in zip(beside.paragraphs, parts, figures, strict=True):
            if figure:
                text = f"{label} {part}"
                place = len(label) + 1
                yield text, replace(figure, start=place, end=place + len(part))
        return
    for part in parts:
        found = mentions(part)
        if not 0 < len(found) <= 4 or len(part.split()) > _MOST_LABEL_WORDS:
            continue
        for number, figure in enumerate(found):
            end = found[number + 1].start if number + 1 < len(found) else len(part)
            phrase = part[figure.start : end].strip(" ,;")
            if (figure.start == 0 or number) and re.search(r"[A-Za-z]{3}", phrase):
                yield phrase, replace(figure, start=0, end=figure.end - figure.start)


def _whole_figure(text: str) -> Mention | None:
    figure = read_figure(text)
    if figure.value is None or figure.step is None or text[figure.end :].strip():
        return None
    return Mention(figure.value, figure.step, figure.unit, figure.bound, 0, len(text), text)


def _box_of(cell: Cell, figure: Mention) -> Box:
    lines = [line for line in cell.lines if figure.text in line.text]
    return lines[0].box if len(lines) == 1 else cell.boxes[0]


def _claim(document: str, box: Box, where: str, text: str, figure: Mention, ask: Ask) -> Claim:
    unit = figure.unit or ("count" if figure.step == Decimal(1) else None)
    return Claim(
        document,
        0,
        box,
        "table" if where == "table" else "overview",
        " ".join(text.split()),
        figure.value,
        None,
        unit,
        "uncheckable",
        "",
        figure.step,
        figure.bound,
        ask,
    )
