"""The statements that a report makes about its own figures, found in its tables and its prose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from ..language.counted import folded_status
from ..language.mentions import mentions
from ..records import Ask, Claim, Extract, Normalised, Report
from .claim_arithmetic import Decided, decided_in
from .claim_risks import risk_claims
from .claim_scopes import scopes_of
from .claim_tables import table_claims
from .claim_texts import Sentence, sentences_of
from .claim_wording import Context, asks_of

Verdict = Literal["holds", "fails"]


def find_claims(report: Report, extract: Extract, normalised: Normalised) -> tuple[Claim, ...]:
    """Every figure that a report states outside its rows, with what it counts as far as that is understood.

    Args:
        report: whose and of when.
        extract: its tables and passages.
        normalised: its rows, and what became of its cells.

    Returns:
        claims in the order of pages, numbered from 1, still without a verdict but for those that their own
        words decide.
    """
    rows = normalised.observations
    words = (word for row in rows for word in (row.status, row.value_text, row.previous_status) if word)
    statuses = frozenset(folded_status(word) for word in words if not any(c.isdigit() for c in word))
    context = Context(statuses, scopes_of(rows), report.period)
    in_tables = tuple(table_claims(extract.tables, normalised, context, report.document))
    told = {(claim.asks.group, claim.claimed) for claim in in_tables if claim.asks}
    in_prose = (claim for text in sentences_of(extract, normalised) for claim in _of_sentence(text, context, report))
    scores = risk_claims(extract.tables, report.document)
    found = [*scores, *in_tables, *(claim for claim in in_prose if (_table_of(claim), claim.claimed) not in told)]
    seen: dict[tuple[object, ...], Claim] = {}
    for claim in found:
        seen.setdefault((claim.text, claim.claimed, claim.unit, claim.box), claim)
    ordered = sorted(seen.values(), key=lambda claim: (claim.box.page, claim.box.top, claim.box.x0))
    return tuple(replace(claim, seq=number) for number, claim in enumerate(ordered, 1))


def _table_of(claim: Claim) -> str:
    """The group of the table whose cell holds a sentence: its overview may have told the same figure."""
    group = claim.asks.group if claim.asks else ""
    return f"table {group.split()[1]}" if group.startswith("cell ") else ""


def _of_sentence(sentence: Sentence, context: Context, report: Report) -> Iterator[Claim]:
    figures = mentions(sentence.text)
    here = replace(context, headings=sentence.headings, group=sentence.group)
    decided = {each.number: each for each in decided_in(sentence.text, figures)}
    for number, (figure, ask) in enumerate(zip(figures, asks_of(sentence.text, figures, here), strict=True)):
        plain = Ask("nothing", scope=sentence.headings, group=sentence.group)
        made = Claim(
            report.document,
            0,
            sentence.box_of(figure.text),
            sentence.where,
            " ".join(sentence.text.split()),
            figure.value,
            None,
            figure.unit or ("count" if figure.is_count else None),
            "uncheckable",
            "",
            figure.step,
            figure.bound,
            replace(ask or plain, seqs=sentence.seqs),
        )
        yield _decided(made, decided[number]) if number in decided else made


def _decided(claim: Claim, decided: Decided) -> Claim:
    """A claim that the other figures of its sentence decide."""
    verdict: Verdict = "holds" if decided.holds else "fails"
    return replace(claim, recomputed=decided.recomputed, verdict=verdict, explanation=decided.explanation, asks=None)
