"""Targets that stand elsewhere than in a row's own column: in its commentary, or in another report.

They inform; no figure is rated by them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ..language.amounts import Figure
from ..language.mentions import sentences
from ..language.numbers import read_figures, target_within
from ..language.periods import financial_year, first_year, from_label, period_spans
from ..records import Observation, StatedTarget

_NOT_A_TARGET = re.compile(
    r"\btarget(?:s|ed)? (?:date|group|time ?scales?|area|audience|cohort)|\b(?:national|regional|england|government)\b",
    re.IGNORECASE,
)
_SUGGESTED = re.compile(r"\b(?:suggest|propos|recommend|should|would|could)\w*", re.IGNORECASE)
_OF_THE_YEAR = re.compile(r"\b(?:year[- ]end|yearly|annual|year's|for the year|full[- ]year)\b", re.IGNORECASE)
_TARGET_AFTER = re.compile(r"\s(?:day\s)?target\b(?!\s(?:group|date|area|time))", re.IGNORECASE)
_BEFORE_TARGET = re.compile(r"(?:'s)?\s(?:[\w-]+\s){0,2}target(?:s|ed)?(?:\s(?:of|is|was|at))?\s?:?\s?", re.IGNORECASE)
_AFTER_TARGET = re.compile(r"\s(?:day\s)?(?:target\s)?(?:for|by|in|at)\s(?:the\s)?(?:end of\s)?", re.IGNORECASE)
_FAMILIES = (frozenset({"percent", "percentage_points"}), frozenset({"gbp"}), frozenset({"days"}))


def in_commentaries(rows: Iterable[Observation]) -> Iterator[StatedTarget]:
    """Targets that the commentaries of rows tell: ``against a target of 65%``.

    A target that the row prints in its own column is not told again; one that is only suggested is none.
    """
    for row in rows:
        if row.kind != "measure" or row.basis not in ("actual", "forecast") or "arget" not in (row.commentary or ""):
            continue
        box = next((place.box for place in row.places if place.role == "commentary"), row.box)
        told: set[Decimal] = set()
        for text in sentences(row.commentary or ""):
            figure = target_within(text) or _before_the_word(text)
            if figure is None or figure.value is None or _NOT_A_TARGET.search(text) or _SUGGESTED.search(text):
                continue
            if figure.value in (row.target, *told) or not _may_be_of(figure, row):
                continue
            told.add(figure.value)
            period = _period_of(text, figure, row.period)
            yield StatedTarget(row.document, row.seq, period, figure.value, " ".join(text.split()), row.document, box)


def in_other_reports(rows: Sequence[Observation], measure_of: Mapping[tuple[str, int], str]) -> Iterator[StatedTarget]:
    """Targets that another report of the council prints for a measure and period for which this one prints none.

    Args:
        rows: the observations of all reports of the council.
        measure_of: the measure of each observation, by document and ``seq``.
    """
    printed: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in rows:
        if row.target is not None and row.period:
            printed[measure_of[row.document, row.seq], row.period].append(row)
    for row in rows:
        if row.target is not None or row.basis not in ("actual", "forecast") or row.value is None:
            continue
        others = printed.get((measure_of[row.document, row.seq], row.period), [])
        told: set[tuple[str, Decimal]] = set()
        for other in others:
            if other.document == row.document or other.unit != row.unit or other.target is None:
                continue
            if (other.document, other.target) not in told:
                told.add((other.document, other.target))
                yield _of_other(row, other, other.target)


def _of_other(row: Observation, other: Observation, target: Decimal) -> StatedTarget:
    box = next((place.box for place in other.places if place.role == "target"), other.box)
    return StatedTarget(
        row.document, row.seq, row.period, target, other.target_text or f"{target:f}", other.document, box
    )


def _before_the_word(text: str) -> Figure | None:
    """The figure in ``the 10.5 day target for 2022/23``."""
    return next((one for one in read_figures(text) if _TARGET_AFTER.match(text, one.end)), None)


def _may_be_of(figure: Figure, row: Observation) -> bool:
    """Whether a target may be one of a row: of its unit, where both say theirs, and of its size."""
    own = next((family for family in _FAMILIES if row.unit in family), frozenset())
    told = next((family for family in _FAMILIES if figure.unit in family), frozenset())
    if figure.unit is not None and row.unit is not None and own != told:
        return False
    if figure.unit is None and own:
        return False
    if row.value and figure.value:
        return Decimal("0.1") <= abs(figure.value / row.value) <= 10
    return True


def _period_of(text: str, figure: Figure, reported: str) -> str:
    """The time that stands right beside a target (``2022/23 target of 10.5 days``), else that of the row."""
    near = [
        span.period
        for span in period_spans(text)
        if span.period is not None
        if _BEFORE_TARGET.fullmatch(text[span.end : figure.start])
        or _AFTER_TARGET.fullmatch(text[figure.end : span.start])
    ]
    if near:
        return near[0].label
    period = from_label(reported)
    if period is not None and _OF_THE_YEAR.search(text[max(0, figure.start - 40) : figure.end + 20]):
        return financial_year(first_year(period)).label
    return reported
