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
    Ask,
    Box,
    Claim,
    ColumnUse,
    Comparable,
    Evidence,
    Extract,
    Finding,
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
    Rating,
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


def _decimal(name: str, value: Decimal | None) -> dict[str, Any]:
    """A number for SQL and its exact twin."""
    return {
        name: None if value is None else float(value),
        name + EXACT: None if value is None else str(value),
    }


def _exact(row: Row, name: str) -> Decimal | None:
    text = row[name + EXACT]
    return None if text is None else Decimal(text)


def _box(box: Box | None) -> dict[str, Any]:
    if box is None:
        return dict.fromkeys(("page", "x0", "top", "x1", "bottom"))
    return {"page": box.page, "x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}


def _box_of(row: Row) -> Box:
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
        row |= _decimal(name, getattr(observation, name))
    return row | {
        "headings": _path(observation.headings),
        "headings" + EXACT: _exact_path(observation.headings),
        "period_start": _iso(observation.period_start),
        "period_end": _iso(observation.period_end),
        "table_no": observation.table,
        **_box(observation.box),
    }


def limit_rows(observation: Observation) -> Iterator[Row]:
    for number, limit in enumerate(observation.limits, 1):
        yield {
            "document": observation.document,
            "seq": observation.seq,
            "limit_no": number,
            "kind": limit.kind,
            "text": limit.text,
            **_decimal("value", limit.value),
        }


def place_rows(observation: Observation) -> Iterator[Row]:
    for number, place in enumerate(observation.places, 1):
        yield {
            "document": observation.document,
            "seq": observation.seq,
            "place_no": number,
            "role": place.role,
            "part": place.part,
            **_box(place.box),
        }


def observation_of(row: Row, limits: Iterable[Row], places: Iterable[Row]) -> Observation:
    fields: dict[str, Any] = {name: row[name] for name in _AS_PRINTED}
    fields["period"] = row["period"] or ""
    return Observation(
        **fields | {name: _exact(row, name) for name in _NUMBERS},
        headings=tuple(json.loads(exact)) if (exact := row["headings" + EXACT]) else _apart(row["headings"]),
        period_start=_day(row["period_start"]),
        period_end=_day(row["period_end"]),
        table=row["table_no"],
        box=_box_of(row),
        limits=tuple(Limit(limit["kind"], limit["text"], _exact(limit, "value")) for limit in limits),
        places=tuple(Place(place["role"], place["part"], _box_of(place)) for place in places),
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
    return {name: getattr(item, name) for name in names} | _box(item.box) | {"page": item.page}


def plan_item_of(row: Row) -> PlanItem:
    names = ("theme", "outcome", "must_do", "milestone", "portfolio", "deadline", "difference", "measure_name")
    return PlanItem(
        document=row["document"],
        seq=row["seq"],
        page=row["page"],
        box=None if row["x0"] is None else _box_of(row),
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
            **_box(cell.boxes[0] if cell.boxes else None),
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
            yield {"document": document, **where, **_box(box)}


def passage_rows(document: str, extract: Extract) -> Iterator[Row]:
    for passage in extract.passages:
        yield {
            "document": document,
            "passage_no": passage.number,
            "headings": _path(passage.headings),
            "text": passage.text,
            **_box(passage.box),
            "level": passage.level,
            "size": passage.size,
            "bold": int(passage.bold),
        }


def problem_rows(document: str, problems: Iterable[Problem]) -> Iterator[Row]:
    """Problems under ids that stay the same as long as the problem does."""
    seen: Counter[str] = Counter()
    for problem in problems:
        place = _box(problem.box) if problem.box else _box(None) | {"page": problem.page}
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
    box = None if row["x0"] is None else _box_of(row)
    return Problem(row["stage"], row["message"], box, row["page"])


def uses_of(normalised: Normalised) -> tuple[dict[tuple[int, int, int], str], dict[int, str]]:
    """What became of cells by (table, row, column), and of tables by number."""
    cells = {(use.table, use.row, use.col): use.use for use in normalised.cell_uses}
    return cells, {use.table: use.used_as for use in normalised.table_uses}


# --------------------------------------------------------------------------- measures and verdicts


def polarity_rows(evidence: Iterable[PolarityEvidence], where: Mapping[tuple[str, int], Box]) -> Iterator[Row]:
    """What speaks for a polarity, numbered from 1 for each measure, the most trusted source first."""
    seen: Counter[str] = Counter()
    ordered = sorted(evidence, key=lambda one: (one.measure, _MOST_TRUSTED_FIRST.index(one.source)))
    for one in ordered:
        seen[one.measure] += 1
        box = where.get((one.document or "", one.seq or 0))
        told = {"source": one.source, "says": one.polarity, "document": one.document, "seq": one.seq}
        yield {"measure": one.measure, "evidence_no": seen[one.measure], **told, **_box(box), "text": one.detail}


def proposal_row(proposal: Proposal) -> Row:
    """The two names in order, and the reasons a line each."""
    one, other = sorted((proposal.one, proposal.other))
    return {**asdict(proposal), "one": one, "other": other, "reasons": "\n".join(proposal.reasons)}


def proposal_of(row: Row) -> Proposal:
    return Proposal(**{**row, "reasons": tuple(row["reasons"].split("\n"))})


def plain_row(record: Measure | MeasureName | MeasureSubject | Comparable | PlanFollowed | SchemeRow) -> Row:
    """The row of a record whose fields are the columns."""
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}


def rating_row(rating: Rating) -> Row:
    return {
        "document": rating.document,
        "seq": rating.seq,
        "scheme": rating.scheme,
        "use": rating.use,
        **_decimal("variance", rating.variance),
        "recomputed": rating.recomputed,
        "possible": CHOICE_JOINT.join(rating.possible) or None,
        "verdict": rating.verdict,
        "reason": rating.reason,
        "working": rating.working,
    }


def rating_of(row: Row) -> Rating:
    plain = ("document", "seq", "scheme", "use", "recomputed", "verdict", "reason", "working")
    return Rating(
        **{name: row[name] for name in plain},
        variance=_exact(row, "variance"),
        possible=tuple(row["possible"].split(CHOICE_JOINT)) if row["possible"] else (),
    )


def claim_row(claim: Claim) -> Row:
    return {
        "document": claim.document,
        "seq": claim.seq,
        **_box(claim.box),
        "where": claim.where,
        "text": claim.text,
        **_decimal("claimed", claim.claimed),
        **_decimal("recomputed", claim.recomputed),
        "unit": claim.unit,
        "verdict": claim.verdict,
        "explanation": claim.explanation,
        **_decimal("step", claim.step),
        "bound": claim.bound,
        "asks": None if claim.asks is None else json.dumps(_told(claim.asks), ensure_ascii=False),
    }


def _told(ask: Ask) -> dict[str, Any]:
    """What a claim asks, without what it does not say."""
    return {name: value for name, value in asdict(ask).items() if value not in ((), "", None, False)}


def _asked(text: str | None) -> Ask | None:
    if text is None:
        return None
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()
    }
    return Ask(**said)


def claim_of(row: Row) -> Claim:
    plain = ("document", "seq", "where", "text", "unit", "verdict", "explanation", "bound")
    return Claim(
        **{name: row[name] for name in plain},
        box=_box_of(row),
        claimed=Decimal(row["claimed" + EXACT]),
        recomputed=_exact(row, "recomputed"),
        step=_exact(row, "step"),
        asks=_asked(row["asks"]),
    )


def finding_row(finding: Finding) -> Row:
    names = ("finding", "severity", "kind", "document", "seq", "message", "arithmetic", "acknowledged")
    return {name: getattr(finding, name) for name in names}


def evidence_rows(finding: Finding) -> Iterator[Row]:
    for number, evidence in enumerate(finding.evidence, 1):
        yield {
            "finding": finding.finding,
            "evidence_no": number,
            "document": evidence.document,
            **_box(evidence.box),
            "text": evidence.text,
        }


def finding_of(row: Row, evidence: Iterable[Row]) -> Finding:
    names = ("finding", "severity", "kind", "document", "seq", "message", "arithmetic", "acknowledged")
    return Finding(
        **{name: row[name] for name in names},
        evidence=tuple(map(evidence_of, evidence)),
    )


def evidence_of(row: Row) -> Evidence:
    return Evidence(row["document"], _box_of(row), row["text"])
