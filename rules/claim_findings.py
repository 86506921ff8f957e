"""What an auditor should look at among the statements that a report makes about its own figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..records import Claim, Evidence, Finding, Observation, Severity
from .claim_recount import Recounted
from .findings import identity

_LONGEST = 160


def from_claims(recounted: Iterable[Recounted]) -> Iterator[Finding]:
    """A finding for each claim of a report that fails, with its place and those of the rows that were counted."""
    seen: Counter[str] = Counter()
    for each in recounted:
        claim = each.claim
        if claim.verdict != "fails":
            continue
        said = f"{claim.text} {claim.claimed:f}"
        seen[said] += 1
        yield Finding(
            identity("claim", claim.document, said, "", "", seen[said]),
            _severity(claim),
            "claim",
            claim.document,
            None,
            f"{_short(claim.text)}: {_figure(claim)} is stated, which its own figures do not give.",
            claim.explanation,
            (Evidence(claim.document, claim.box, claim.text), *map(_evidence, each.rows), *each.evidence),
        )


def _severity(claim: Claim) -> Severity:
    """What its own words contradict is an error in the report; else of two statements one is wrong."""
    return "error" if claim.asks is None else "conflict"


def _figure(claim: Claim) -> str:
    return f"{claim.claimed:,f}%" if claim.unit == "percent" else f"{claim.claimed:,f}"


def _evidence(row: Observation) -> Evidence:
    status = next((place.box for place in row.places if place.role == "status"), row.box)
    said = " | ".join(part for part in (row.name.split("\n")[0], row.value_text, row.status) if part)
    return Evidence(row.document, status, said)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}\u2026"
