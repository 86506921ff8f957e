"""A recount as a person would write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..records import Ask, Observation
from .claim_readings import Reading, direction_of

_SENSES = {
    "~met": "meet their target",
    "~missed": "miss their target",
    "~improving": "improved",
    "~same": "stayed the same",
    "~worsening": "got worse",
}


def described(reading: Reading, ask: Ask) -> str:
    """What was counted: ``27 of the 38 measures with a rating are blue or green (Blue 7, Green 20), 71.05%``."""
    nouns = noun_of(ask)
    if ask.named:
        nouns += f" of {' and '.join(ask.scope)}"
    counted, whole = len(reading.counted), len(reading.whole)
    if not ask.words:
        rated = " with a rating" if ask.of else ""
        return f"the tables print {counted} {nouns}{rated}"
    what = " or ".join(_SENSES.get(word, word) for word in ask.words)
    parts = breakdown(reading.counted, ask)
    kind_of = "direction" if all(word in ("~improving", "~same", "~worsening") for word in ask.words) else "rating"
    share = f", which is {reading.share:.2f}%" if ask.counts == "share" and reading.share is not None else ""
    return f"{counted} of the {whole} {nouns} with a {kind_of}: {what}{parts}{share}"


def breakdown(rows: Iterable[Observation], ask: Ask) -> str:
    """How many of the rows have which status, where they have several."""
    if any(word in ("~improving", "~same", "~worsening") for word in ask.words):
        counts = Counter(row.direction or direction_of(row) or "" for row in rows)
    else:
        counts = Counter(row.status or "" for row in rows)
    return f" ({', '.join(f'{word} {number}' for word, number in sorted(counts.items()))})" if len(counts) > 1 else ""


def noun_of(ask: Ask) -> str:
    """What is counted, in the plural."""
    return f"{ask.kinds[0]}s" if ask.kinds else "rows"


def sentence_of(reading: Reading, ask: Ask) -> str:
    """A reading as a sentence."""
    said = described(reading, ask)
    return f"{said[0].upper()}{said[1:]}."
