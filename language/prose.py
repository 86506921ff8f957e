"""Figures in running prose, and the target told beside a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from . import amounts
from .amounts import AMOUNT, RANGE, Figure
from .periods import period_spans

_OPENING = re.compile(
    r"(?<![\w£.,/:-])(?=[+-]?(?:£|gbp\s?[0-9]|[0-9.]))|(?<![\w£.,/:-])(?=(?:between|from)\s[0-9£])", re.I
)
_NUMBERED_THING = re.compile(
    r"\b(?:q|qtr|quarters?|sections?|pages?|appendix|figure|table|key stages?|stage|phase|tier|band|level|step)\.?\s?$",
    re.I,
)
_DIGIT_RUN = re.compile(r"[+-]?[0-9][0-9.,/:-]*\w*(?:\s[0-9]{3,}\b)*")


@lru_cache(maxsize=4096)
def read_figures(text: str) -> tuple[Figure, ...]:
    """All figures in running prose, in printed order, with their place (``start``, ``end``) in the text.

    Periods, dates, quarters, codes, telephone numbers and ordinals are no figures. A range stands
    as one figure without value, with both ``ends``; a ratio (``1 in 4``, ``3 of 4``) as one without value.
    """
    if not any(character.isdigit() for character in text):
        return ()
    return tuple(_figures_in(text, amounts.plain(text)))


def _figures_in(text: str, even: str) -> Iterator[Figure]:
    spans = period_spans(even)
    place = 0
    while found := _OPENING.search(even, place):
        place = found.end()
        covering = next((span for span in spans if span.start <= place < span.end), None)
        if covering:
            place = covering.end
            continue
        figure = _figure_at(text, even, place)
        if figure:
            yield figure
            place = max(figure.end, place + 1)
        else:
            passed = _DIGIT_RUN.match(even, place)
            place = passed.end() if passed else place + 1


def _figure_at(text: str, even: str, place: int) -> Figure | None:
    if _NUMBERED_THING.search(even, max(0, place - 14), place):
        return None
    ranged = RANGE.match(even, place)
    ends = amounts.ends_of(ranged) if ranged else None
    if ranged and ends:
        unit = amounts.unit_of_range(ranged)
        return Figure(None, unit, None, None, text, ends=ends, reason="a range", start=place, end=ranged.end())
    amount = AMOUNT.match(even, place)
    if amount is None:
        return None
    ratio = amounts.ratio_end(even, amount)
    if ratio is not None:
        return Figure(None, None, None, None, text, reason="a ratio", start=place, end=ratio)
    read = None if amounts.reason_against(even, amount) else amounts.value_and_step(amount)
    if read is None:
        return None
    bound = amounts.bound_before(even, place) or amounts.bound_after(even, amount.end())
    unit = amounts.unit_of(amount) or amounts.unit_around(even[max(0, place - 12) : place], even[amount.end() :][:80])
    return Figure(read[0], unit, read[1], bound, text, bound, start=place, end=amount.end())


# ------------------------------------------------------------------------------------- targets

_TARGET = re.compile(
    r"(?P<lead>(?:^|[(;,.:\n])\s*(?:(?:the|our|annual|quarterly|monthly|local|national|profiled|year[\s-]end|ytd|q[1-4])\s){0,2}"
    r"|\b(?:against|versus|vs\.?|to|with|than)\s(?:an?|the|its|our)\s(?:[a-z-]+\s){0,2}?)?"
    r"\btarget(?:s|ed)?(?:\s(?:figure|value|level|rate|set|outturn))?"
    r"(?:\s(?:for|at|by)?\s?(?:the\s(?:year|quarter)|q[1-4]|quarter [1-4]|"
    r"(?:20)?[0-9]{2}\s?[/-]\s?(?:20)?[0-9]{2}(?![0-9%])))?"
    r"(?P<link>\s?(?:of|is|was|being|:|=|-(?=\s)|to be))?\s*",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:against|versus|vs\.?|compared (?:to|with))\s(?:an?|the|its|our)\s", re.IGNORECASE)
_TARGET_AFTER = re.compile(r"\s(?:[a-z-]+\s){0,2}?target\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def target_within(text: str) -> Figure | None:
    """The target told beside a figure: ``... against a target of £13.168 million``, ``(target 65%)``.

    Returns:
        the target's figure, with its place in the text; None where no target with a value is told.
    """
    even = amounts.plain(text)
    if "target" not in even.casefold():
        return None
    for found in _TARGET.finditer(even):
        figure = _bounded_amount(text, even, found.end()) if found["lead"] is not None or found["link"] else None
        if figure:
            return figure
    for found in _AGAINST.finditer(even):
        figure = _bounded_amount(text, even, found.end())
        if figure and _TARGET_AFTER.match(even, figure.end):
            return figure
    return None


def _bounded_amount(text: str, even: str, place: int) -> Figure | None:
    """The amount, with the bound before it, that stands right at a place."""
    bounded = amounts.bound_at(even, place)
    bound, place = bounded if bounded else (None, place)
    amount = None if RANGE.match(even, place) else AMOUNT.match(even, place)
    if amount is None or any(span.start <= place < span.end for span in period_spans(even)):
        return None
    read = None if amounts.reason_against(even, amount) else amounts.value_and_step(amount)
    if read is None:
        return None
    bound = bound or amounts.bound_after(even, amount.end())
    return Figure(read[0], amounts.unit_of(amount), read[1], bound, text, bound, start=amount.start(), end=amount.end())
