"""Records to rows of the tables and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from ..records import (
    Box,
    ColumnUse,
    Comparable,
    Extract,
    Limit,
    Mark,
    Measure,
    MeasureName,
    MeasureSubject,
    Normalised,
    Observation,
    Place,
    PlanFollowed,
    PlanItem,
    PolarityEvidence,
    PolaritySource,
    Problem,
    Proposal,
    Report,
    SchemeRow,
    Table,
)
from .contract import CHOICE_JOINT, EXACT, PATH_JOINT, TableSpec
from .stored import State, StoredDocument

Row = Mapping[str, Any]

_MOST_TRUSTED_FIRST = get_args(PolaritySource)
_HALF_PAIRS = re.compile("[\ud800-\udfff]")


# ------------------------------------------------------------------------------------- small parts


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def decimal_columns(name: str, value: Decimal | None) -> dict[str, Any]:
    """A number for SQL and its exact twin."""
    return {
        name: None if value is None else float(value),
        name + EXACT: None if value is None else str(value),
    }


def exact(row: Row, name: str) -> Decimal | None:
    text = row[name + EXACT]
    return None if text is None else Decimal(text)


def box_columns(box: Box | None) -> dict[str, Any]:
    if box is None:
        return dict.fromkeys(("page", "x0", "top", "x1", "bottom"))
    return {"page": box.page, "x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def box_of(row: Row) -> Box:
    return Box(row["page"], row["x0"], row["top"], row["x1"], row["bottom"])


def _path(headings: Sequence[str]) -> str | None:
    return PATH_JOINT.join(headings) if headings else None


def _exact_path(headings: Sequence[str]) -> str | None:
    """The twin of a path of headings that could not be told apart again."""
    return None if _apart(_path(headings)) == tuple(headings) else json.dumps(headings, ensure_ascii=False)


def _apart(path: str | None) -> tuple[str, ...]:
    return tuple(path.split(PATH_JOINT)) if path else ()


def _marks(marks: Sequence[Mark]) -> str | None:
    if not marks:
        return None
    return json.dumps([[mark.kind, mark.key, mark.colour] for mark in marks], ensure_ascii=False)


def _storable(value: Any) -> Any:
    """The value; half a surrogate pair, which broken fonts yield and no database holds, as U+FFFD."""
    if isinstance(value, str) and not value.isascii():
        return _HALF_PAIRS.sub("\ufffd", value)
    return value


def filled(table: TableSpec, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The rows with every column of their table, in order.

    Raises:
        KeyError: a row has a column that the table has not.
    """
    columns = table.stored_columns()
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"{table.name} has no {sorted(unknown)}")
        yield {name: _storable(row.get(name)) for name in columns}


# ------------------------------------------------------------------------------------- documents


def document_row(document: StoredDocument) -> Row:
    fields = ("document", "path", "state", "sha256", "council", "council_name", "title", "period")
    more = ("kind", "pages", "source", "licence", "problem", "read_with", "rated_with")
    row: dict[str, Any] = {name: getattr(document, name) for name in fields + more}
    return row | {"period_start": _iso(document.period_start), "period_end": _iso(document.period_end)}


def document_of(row: Row) -> StoredDocument:
    days = {name: _day(row[name]) for name in ("period_start", "period_end")}
    return StoredDocument(**{**row, **days})


def stored(report: Report, pages: int, state: State, problem: str | None, read_with: str | None) -> StoredDocument:
    """The row of ``documents`` for a report that was read."""
    return StoredDocument(
        document=report.document,
        path=str(report.path),
        state=state,
        sha256=report.sha256,
        council=report.council,
        council_name=report.council_name,
        title=report.title,
        period=report.period.label,
        period_start=report.period.start,
        period_end=report.period.end,
        kind=report.kind,
        pages=pages,
        source=report.source,
        licence=report.licence,
        problem=problem,
        read_with=read_with,
    )


# ----------------------------------------------------------------------------------- observations

_AS_PRINTED = (
    "document",
    "seq",
    "kind",
    "section",
    "theme",
    "code",
    "name",
    "basis",
    "period",
    "value_text",
    "unit",
    "qualifier",
    "target_text",
    "status",
    "previous_status",
    "direction",
    "commentary",
    "status_read_from",
    "polarity_note",
    "corrected",
    "row",
)
_NUMBERS = ("value", "target", "value_step")


def observation_row(observation: Observation) -> Row:
    row: dict[str, Any] = {name: getattr(observation, name) for name in _AS_PRINTED}
    row["period"] = observation.period or None
    for name in _NUMBERS:
        row |= decimal_columns(name, getattr(observation, name))
    return row | {
        "headings": _path(observation.headings),
        "headings" + EXACT: _exact_path(observation.headings),
        "period_start": _iso(observation.period_start),
        "period_end": _iso(observation.period_end),
        "table_no": observation.table,
        **box_columns(observation.box),
    }


def limit_rows(observation: Observation) -> Iterator[Row]:
    for number, limit in enumerate(observation.limits, 1):
        yield {
            "document": observation.document,
            "seq": observation.seq,
            "limit_no": number,
            "kind": limit.kind,
            "text": limit.text,
            **decimal_columns("value", limit.value),
        }


def place_rows(observation: Observation) -> Iterator[Row]:
    for number, place in enumerate(observation.places, 1):
        yield {
            "document": observation.document,
            "seq": observation.seq,
            "place_no": number,
            "role": place.role,
            "part": place.part,
            **box_columns(place.box),
        }


def observation_of(row: Row, limits: Iterable[Row], places: Iterable[Row]) -> Observation:
    fields: dict[str, Any] = {name: row[name] for name in _AS_PRINTED}
    fields["period"] = row["period"] or ""
    return Observation(
        **fields | {name: exact(row, name) for name in _NUMBERS},
        headings=tuple(json.loads(listed)) if (listed := row["headings" + EXACT]) else _apart(row["headings"]),
        period_start=_day(row["period_start"]),
        period_end=_day(row["period_end"]),
        table=row["table_no"],
        box=box_of(row),
        limits=tuple(Limit(limit["kind"], limit["text"], exact(limit, "value")) for limit in limits),
        places=tuple(Place(place["role"], place["part"], box_of(place)) for place in places),
    )


def plan_row(item: PlanItem) -> Row:
    names = (
        "document",
        "seq",
        "theme",
        "outcome",
        "must_do",
        "milestone",
        "portfolio",
        "deadline",
        "difference",
        "measure_name",
    )
    return {name: getattr(item, name) for name in names} | box_columns(item.box) | {"page": item.page}


def plan_item_of(row: Row) -> PlanItem:
    names = ("theme", "outcome", "must_do", "milestone", "portfolio", "deadline", "difference", "measure_name")
    return PlanItem(
        document=row["document"],
        seq=row["seq"],
        page=row["page"],
        box=None if row["x0"] is None else box_of(row),
        **{name: row[name] for name in names},
    )


# --------------------------------------------------------------------------- what stood on the pages


def table_row(document: str, table: Table, used_as: str | None) -> Row:
    header = (cell.text for cell in table.cells if table.row_kinds[cell.row] == "header")
    return {
        "document": document,
        "table_no": table.number,
        "page_from": table.page_from,
        "page_to": table.page_to,
        "rows": table.rows,
        "columns": table.columns,
        "header": CHOICE_JOINT.join(text.replace("\n", " ") for text in header) or None,
        "engine": table.engine,
        "confidence": table.confidence,
        "used_as": used_as,
        "headings": _path(table.headings),
        "reasons": "; ".join(table.reasons) or None,
    }


def column_rows(document: str, uses: Iterable[ColumnUse]) -> Iterator[Row]:
    for use in uses:
        yield {
            "document": document,
            "table_no": use.table,
            "col": use.col,
            "header": _path(use.heading),
            "role": use.role,
            "basis": use.basis,
            "period": use.period,
            "goes_with": " ".join(map(str, use.of)) or None,
            "evidence": use.evidence,
        }


def cell_rows(document: str, table: Table, uses: Mapping[tuple[int, int, int], str]) -> Iterator[Row]:
    for cell in table.cells:
        yield {
            "document": document,
            "table_no": table.number,
            "row": cell.row,
            "col": cell.col,
            "text": cell.text,
            **box_columns(cell.boxes[0] if cell.boxes else None),
            "fill": cell.fill,
            "use": uses.get((table.number, cell.row, cell.col)),
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "marks": _marks(cell.marks),
        }


def cell_box_rows(document: str, table: Table) -> Iterator[Row]:
    """The further boxes of cells that a page break cuts; the first box stands with the cell."""
    for cell in table.cells:
        for part, box in enumerate(cell.boxes[1:], 2):
            where = {"table_no": table.number, "row": cell.row, "col": cell.col, "part": part}
            yield {"document": document, **where, **box_columns(box)}


def passage_rows(document: str, extract: Extract) -> Iterator[Row]:
    for passage in extract.passages:
        yield {
            "document": document,
            "passage_no": passage.number,
            "headings": _path(passage.headings),
            "text": passage.text,
            **box_columns(passage.box),
            "level": passage.level,
            "size": passage.size,
            "bold": int(passage.bold),
        }


def problem_rows(document: str, problems: Iterable[Problem]) -> Iterator[Row]:
    """Problems under ids that stay the same as long as the problem does."""
    seen: Counter[str] = Counter()
    for problem in problems:
        place = box_columns(problem.box) if problem.box else box_columns(None) | {"page": problem.page}
        key = json.dumps([document, problem.stage, problem.message, list(place.values())])
        seen[key] += 1
        digest = hashlib.sha256(f"{key}{seen[key]}".encode()).hexdigest()[:16]
        yield {
            "problem": digest,
            "document": document,
            **place,
            "stage": problem.stage,
            "message": problem.message,
        }


def problem_of(row: Row) -> Problem:
    box = None if row["x0"] is None else box_of(row)
    return Problem(row["stage"], row["message"], box, row["page"])


def uses_of(normalised: Normalised) -> tuple[dict[tuple[int, int, int], str], dict[int, str]]:
    """What became of cells by (table, row, column), and of tables by number."""
    cells = {(use.table, use.row, use.col): use.use for use in normalised.cell_uses}
    return cells, {use.table: use.used_as for use in normalised.table_uses}


# --------------------------------------------------------------------------- measures


def polarity_rows(evidence: Iterable[PolarityEvidence], where: Mapping[tuple[str, int], Box]) -> Iterator[Row]:
    """What speaks for a polarity, numbered from 1 for each measure, the most trusted source first."""
    seen: Counter[str] = Counter()
    ordered = sorted(evidence, key=lambda one: (one.measure, _MOST_TRUSTED_FIRST.index(one.source)))
    for one in ordered:
        seen[one.measure] += 1
        box = where.get((one.document or "", one.seq or 0))
        told = {"source": one.source, "says": one.polarity, "document": one.document, "seq": one.seq}
        yield {"measure": one.measure, "evidence_no": seen[one.measure], **told, **box_columns(box), "text": one.detail}


def proposal_row(proposal: Proposal) -> Row:
    """The two names in order, and the reasons a line each."""
    one, other = sorted((proposal.one, proposal.other))
    return {**asdict(proposal), "one": one, "other": other, "reasons": "\n".join(proposal.reasons)}


def proposal_of(row: Row) -> Proposal:
    return Proposal(**{**row, "reasons": tuple(row["reasons"].split("\n"))})


def plain_row(record: Measure | MeasureName | MeasureSubject | Comparable | PlanFollowed | SchemeRow) -> Row:
    """The row of a record whose fields are the columns."""
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}
