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
            _severity(each),
            "claim",
            claim.document,
            None,
            f"\u201c{_short(claim.text)}\u201d: {_figure(claim)} is stated, but {_against(each)}.",
            claim.explanation,
            (Evidence(claim.document, claim.box, claim.text), *map(_evidence, each.rows), *each.evidence),
        )


def _severity(each: Recounted) -> Severity:
    """What its own words contradict is an error in the report; else of two statements one is wrong.

    A figure in prose may be of another time than the row that it seems to restate: that is worth a look.
    """
    if each.claim.asks is None:
        return "error"
    return "look" if each.evidence else "conflict"


def _against(each: Recounted) -> str:
    if each.evidence:
        return f"{each.evidence[0].text} is printed on page {each.evidence[0].box.page}"
    return "its own figures do not give it" if each.claim.asks is None else "the rows do not give it"


def _figure(claim: Claim) -> str:
    return f"{claim.claimed:,f}%" if claim.unit == "percent" else f"{claim.claimed:,f}"


def _evidence(row: Observation) -> Evidence:
    status = next((place.box for place in row.places if place.role == "status"), row.box)
    said = " | ".join(part for part in (row.name.split("\n")[0], row.value_text, row.status) if part)
    return Evidence(row.document, status, said)


def _short(text: str) -> str:
    text = text.lstrip("\u2022-* ")
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}\u2026"
