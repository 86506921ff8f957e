"""Evidence for which way a measure is better, collected from what reports print.

What a person decided and what published statuses imply are added by others; here is what stands
printed: notes and thresholds, directions of travel beside two figures, and the wording of names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from ..language.directions import read_direction
from ..records import Observation, Polarity, PolarityEvidence
from .polarity_wording import wording

Source = Literal["printed", "direction", "wording"]

_BETTER_HIGH = r"(?:increases?|higher|high|bigger|larger|more|maximis\w+|up)"
_BETTER_LOW = r"(?:decreases?|reductions?|lower|low|smaller|less|fewer|minimis\w+|down)"
_HIGHER_LOWER: tuple[Polarity, Polarity] = ("higher", "lower")
_SIDES = tuple(zip((_BETTER_HIGH, _BETTER_LOW), _HIGHER_LOWER, strict=True))
_OF_FIGURES = r"(?: (?:figure|number|score|value|percentage|rate|performance|is|are))*"
_GOOD = r"(?:better|best|good|positive|preferred|desir\w+)"
_NOTES: tuple[tuple[re.Pattern[str], Polarity], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), polarity)
    for side, polarity in _SIDES
    for pattern in (
        rf"\b{side}{_OF_FIGURES} ?[=:-]? ?(?:the )?{_GOOD}",
        rf"\b(?:good|better|best)(?: performance)?(?: is)? ?[=:-]? ?(?:to be )?{side}\b",
        rf"\baim(?:ing)?(?: is)?(?: to(?: be)?|:)? ?{side}\b",
        rf"^\W*(?:aim to |should )?{side}\W*$",
    )
)
_BAD_NOTES: tuple[tuple[re.Pattern[str], Polarity], ...] = tuple(
    (re.compile(rf"\b{side}{_OF_FIGURES} ?=? ?(?:bad|negative|worse|worst|adverse)", re.IGNORECASE), polarity)
    for side, polarity in zip((_BETTER_LOW, _BETTER_HIGH), _HIGHER_LOWER, strict=True)
)
_ASIDE = re.compile(r"\([^()]*\)|\s[-\u2013\u2014]\s[^()]*$")
_AT_MOST = re.compile(
    r"[<≤]|\b(?:at most|no more than|not more than|maximum|(?<!no )(?<!not )(?:less|fewer) than|below)\b"
    r"|\b(?:reduc\w+|decrease)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"[>≥]|\b(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|minimum|(?<!no )(?<!not )(?:more|greater) than"
    r"|above|increase)\b|\d%?\+",
    re.IGNORECASE,
)


def collect(
    measure_of: Mapping[tuple[str, int], str], observations: Sequence[Observation]
) -> tuple[PolarityEvidence, ...]:
    """All printed evidence for the polarity of measures, in the order of documents and rows.

    Args:
        measure_of: the measure of each observation, by (document, seq).
        observations: every observation of the measures in question.

    Returns:
        Evidence of the sources ``printed``, ``direction`` and ``wording``; a name's wording once for
        each measure and distinct name.
    """
    rows: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in sorted(observations, key=lambda row: (row.document, row.seq)):
        if row.kind == "measure" and (measure := measure_of.get((row.document, row.seq))):
            rows[measure, row.document].append(row)
    found: list[PolarityEvidence] = []
    heard: set[tuple[str, str]] = set()
    for (measure, _), printed in sorted(rows.items(), key=lambda item: item[0]):
        for row in printed:
            found += _printed(measure, row)
            found += _direction(measure, row, printed)
            if (measure, row.name) not in heard and (said := wording(row.name)):
                heard.add((measure, row.name))
                found.append(_evidence(measure, row, said.polarity, "wording", f'"{said.words}" in its name'))
    return tuple(found)


def read_note(text: str) -> Polarity | None:
    """Which way a printed note says is better; None where it says nothing, or both.

    ``increase is positive`` -> ``higher``; ``low figure = good`` -> ``lower``; ``aim to maximise``.
    """
    bad = {polarity for pattern, polarity in _BAD_NOTES if pattern.search(text)}
    said = bad or {polarity for pattern, polarity in _NOTES if pattern.search(text)}
    return said.pop() if len(said) == 1 else None


def _printed(measure: str, row: Observation) -> Iterator[PolarityEvidence]:
    """Notes in the row or its name, the side on which thresholds lie, and how the target is worded."""
    if row.polarity_note and (polarity := read_note(row.polarity_note)):
        yield _evidence(measure, row, polarity, "printed", f'"{row.polarity_note}" is printed')
    elif said := _note_in_name(row.name):
        yield _evidence(measure, row, said[0], "printed", f'"{said[1]}" is printed in its name')
    yield from _thresholds(measure, row)
    target = row.target_text or ""
    most, least = _AT_MOST.search(target), _AT_LEAST.search(target)
    if most and not least:
        yield _evidence(measure, row, "lower", "printed", f'its target is printed as "{target}"')
    elif least and not most:
        yield _evidence(measure, row, "higher", "printed", f'its target is printed as "{target}"')


def _note_in_name(name: str) -> tuple[Polarity, str] | None:
    """What a note of at least two words, in brackets or behind a dash, says; and the note."""
    for found in _ASIDE.findall(name):
        note = found.strip(" ()-\u2013\u2014")
        if len(note.split()) > 1 and (polarity := read_note(note)):
            return polarity, note
    return None


def _thresholds(measure: str, row: Observation) -> Iterator[PolarityEvidence]:
    """A floor below the target says higher is better, above it lower; two limits say a range."""
    limits = {limit.kind: limit.value for limit in row.limits if limit.value is not None}
    if "lower" in limits and "upper" in limits:
        detail = f"a lower and an upper limit ({limits['lower']} and {limits['upper']}) are printed"
        yield _evidence(measure, row, "range", "printed", detail)
        return
    best = row.target if row.target is not None else limits.get("amber")
    worst = next((limits[kind] for kind in ("floor", "red", "amber") if kind in limits), None)
    if best is not None and worst is not None and best != worst:
        side: Polarity = "higher" if worst < best else "lower"
        where = "below" if worst < best else "above"
        yield _evidence(measure, row, side, "printed", f"the threshold {worst} lies {where} {best}")


def _direction(measure: str, row: Observation, printed: Iterable[Observation]) -> Iterator[PolarityEvidence]:
    """Improving or deteriorating, printed beside two different figures."""
    direction = read_direction(row.direction) if row.direction and row.basis == "actual" else None
    if direction is None or direction.sense not in ("improving", "worsening") or row.value is None:
        return
    before = _figure_before(row, printed)
    if before is None or before.value is None or before.value == row.value:
        return
    rose = row.value > before.value
    polarity: Polarity = "higher" if rose == (direction.sense == "improving") else "lower"
    figures = f"{before.value:f} ({before.period}) to {row.value:f} ({row.period})"
    detail = f'"{row.direction}" is printed from {figures}'
    yield _evidence(measure, row, polarity, "direction", detail)


def _figure_before(row: Observation, printed: Iterable[Observation]) -> Observation | None:
    """The latest earlier figure printed beside a row: of its own table row where one is known, else its name."""
    beside = [other for other in printed if other.basis == "previous" and _is_beside(other, row)]
    return max(beside, key=lambda other: (other.row == row.row, _when(other)), default=None)


def _is_beside(other: Observation, row: Observation) -> bool:
    same_place = (other.name, other.section, other.table) == (row.name, row.section, row.table)
    return same_place and other.value is not None and other.unit in (row.unit, None)


def _when(row: Observation) -> str:
    return row.period_end.isoformat() if row.period_end else row.period


def _evidence(measure: str, row: Observation, polarity: Polarity, source: Source, detail: str) -> PolarityEvidence:
    return PolarityEvidence(measure, polarity, source, detail, row.document, row.seq, row.period)
