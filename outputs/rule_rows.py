"""What ``rules/`` decided as rows of the database, and back: keys, ratings, claims and findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from ..records import Ask, Box, Claim, Evidence, Finding, Problem, Rating, ReadKey, StatedTarget
from .contract import CHOICE_JOINT, EXACT
from .rows import Row, box_columns, box_of, decimal_columns, exact


def rating_row(rating: Rating) -> Row:
    return {
        "document": rating.document,
        "seq": rating.seq,
        "scheme": rating.scheme,
        "use": rating.use,
        **decimal_columns("variance", rating.variance),
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
        variance=exact(row, "variance"),
        possible=tuple(row["possible"].split(CHOICE_JOINT)) if row["possible"] else (),
    )


def claim_row(claim: Claim) -> Row:
    return {
        "document": claim.document,
        "seq": claim.seq,
        **box_columns(claim.box),
        "where": claim.where,
        "text": claim.text,
        **decimal_columns("claimed", claim.claimed),
        **decimal_columns("recomputed", claim.recomputed),
        "unit": claim.unit,
        "verdict": claim.verdict,
        "explanation": claim.explanation,
        **decimal_columns("step", claim.step),
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
        box=box_of(row),
        claimed=Decimal(row["claimed" + EXACT]),
        recomputed=exact(row, "recomputed"),
        step=exact(row, "step"),
        asks=_asked(row["asks"]),
    )


def stated_target_row(stated: StatedTarget, number: int) -> Row:
    plain = ("document", "seq", "period", "text", "source_document")
    told = {name: getattr(stated, name) for name in plain}
    return {**told, **box_columns(stated.box), **decimal_columns("target", stated.target), "stated_no": number}


def stated_target_of(row: Row) -> StatedTarget:
    plain = ("document", "seq", "period", "text", "source_document")
    return StatedTarget(**{name: row[name] for name in plain}, target=Decimal(row["target" + EXACT]), box=box_of(row))


def finding_row(finding: Finding) -> Row:
    names = ("finding", "severity", "kind", "document", "seq", "message", "arithmetic", "acknowledged")
    return {name: getattr(finding, name) for name in names}


def evidence_rows(finding: Finding) -> Iterator[Row]:
    for number, evidence in enumerate(finding.evidence, 1):
        yield {
            "finding": finding.finding,
            "evidence_no": number,
            "document": evidence.document,
            **box_columns(evidence.box),
            "text": evidence.text,
        }


def finding_of(row: Row, evidence: Iterable[Row]) -> Finding:
    names = ("finding", "severity", "kind", "document", "seq", "message", "arithmetic", "acknowledged")
    return Finding(
        **{name: row[name] for name in names},
        evidence=tuple(map(evidence_of, evidence)),
    )


def evidence_of(row: Row) -> Evidence:
    return Evidence(row["document"], box_of(row), row["text"])


def comparison_row(rating: Rating) -> Row:
    """A rating under a rule that is not the document's own."""
    return {name: value for name, value in rating_row(rating).items() if name != "use"}


def key_row(document: str, key: ReadKey) -> Row:
    problem = key.problem.message if key.problem else None
    return {"document": document, "definition": key.definition, **asdict(key.box), "problem": problem}


def key_of(row: Row) -> ReadKey:
    box = Box(row["page"], row["x0"], row["top"], row["x1"], row["bottom"])
    problem = Problem("rules", row["problem"], box, box.page) if row["problem"] else None
    return ReadKey(row["definition"], box, problem)
