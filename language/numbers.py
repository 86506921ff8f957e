"""How reports of this field write figures.

A cell prints ``[label] [bound] amount [unit] [what is counted] [notes]``: ``Q2 position £9.812
million savings``, ``Less than 10 (No target set)``, ``8.4 adults per 100,000``. The amount must open
the text (a small label may stand before it): what stands deep in a sentence is not the cell's
figure. What is no figure (a range, a ratio, a date, several figures at once) has no value and a
``reason``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from . import amounts
from .amounts import AMOUNT, DIGITS, RANGE, Figure
from .periods import PeriodSpan, period_spans
from .prose import read_figures, target_within

__all__ = ["Figure", "read_figure", "read_figures", "read_part", "target_within"]


@lru_cache(maxsize=16384)
def read_figure(text: str) -> Figure:
    """The figure that a cell prints.

    Args:
        text: a cell's text, e.g. ``£16.420m``, ``41.7% recycled (Target status = Green)``, ``Less than 10``.

    Returns:
        the figure; its ``value`` is None where the cell prints none, or more than one. A bare
        four-digit number is read as a number: that it is a year only its column can tell.
    """
    even = _TORN.sub(r"\1", amounts.plain(text))
    notes = _notes_of(even)
    if not any(character.isdigit() for character in text):
        return Figure(None, None, None, _qualifier(None, notes), text, notes=notes)
    bracketed = _WHOLLY_BRACKETED.fullmatch(even)
    if bracketed:
        return _accounting(text, bracketed, notes)
    return _read(text, _without_notes(even) if notes else even, notes)


def read_part(text: str, target: Decimal | None = None) -> Figure | None:
    """The part of ``12 out of 15`` with its whole as a qualifier; None for any other text, and for a part above it.

    None too where the target is above the whole: ``90`` beside it may be a percentage.
    """
    found = _PART.fullmatch(amounts.plain(text).strip())
    if found is None:
        return None
    part, whole = (Decimal(found[name].replace(",", "")) for name in ("part", "whole"))
    return (
        Figure(part, "count", Decimal(1), f"out of {found['whole']}", text)
        if max(part, target or part) <= whole
        else None
    )


# ------------------------------------------------------------------------------------- a cell

# A figure that a page's wide type sets apart: ``72 . 1%``.
_TORN = re.compile(r"(?<=\d)\s([.,])\s(?=\d)")
# One that may: ``85. 2%`` is 85.2% or the 85 of a list.
_GAPPED = re.compile(r"(?<=\d)(?:\.\s\d{1,2}|\s\.\d{1,2})(?!\d)")
_COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_PART = re.compile(rf"(?P<part>{_COUNT}) (?:out )?of (?P<whole>{_COUNT})")
_SYMBOLS = re.compile(r"[\s▲▼△▽↑↓→←↔↗↘➔➜⬆⬇●■★✔✓⦿•\ue000-\uf8ff]+")
_LABEL_WORD = (
    r"(?:actual|outturn|results?|value|current|latest|total|overall|forecast|projected|projection|target|position|"
    r"performance|(?:(?:risk|opportunity)\s)?(?:score|rating)|year[\s-]?end|annual|quarterly|monthly|ytd|year\sto\sdate|"
    r"q[1-4]|(?:quarter|qtr)\s[1-4]|baseline|average|estimate)"
)
_LABEL = re.compile(rf"{_LABEL_WORD}(?:\s+{_LABEL_WORD}){{0,4}}(?:\s*[:=]|\s+-(?=\s)|(?=\s))\s*", re.IGNORECASE)
_SECOND_LABEL = re.compile(
    rf"\b(?:actual|outturn|result|forecast|q[1-4]|(?:quarter|qtr)\s[1-4])\s*[:=-]?\s*£?(?:{DIGITS})", re.IGNORECASE
)
_BARE_YEAR = re.compile(r"[0-9]{4}")
_JOINT = re.compile(r"\s*(?:[:=]|-(?=\s))?\s*")
_ANOTHER = re.compile(rf"\s*(?:(?:and|or|&|/|;|,|\||vs\.?|v|-|to)\s*)?[+-]?£?(?:{DIGITS})", re.IGNORECASE)
_LISTED = re.compile(rf"(?:[,;]|\band|&)\s*(?P<currency>£)?(?:{DIGITS})\s?(?P<percent>%)?(?![a-z])", re.IGNORECASE)


def _read(text: str, body: str, notes: tuple[str, ...]) -> Figure:
    """A cell that is not wholly in brackets; ``body`` has blanks where its notes stood."""
    spans = period_spans(body)
    place = _after_label(body, spans)
    label = body[:place]
    bounded = amounts.bound_at(body, place)
    bound, place = bounded if bounded else (None, place)

    def nothing(reason: str) -> Figure:
        return Figure(None, None, None, _qualifier(bound, notes), text, bound, notes, reason=reason)

    if any(span.start <= place < span.end and not _BARE_YEAR.fullmatch(body, span.start, span.end) for span in spans):
        return nothing("a period")
    ranged = RANGE.match(body, place)
    if ranged:
        ends = amounts.ends_of(ranged)
        return replace(nothing("a range"), ends=ends, unit=amounts.unit_of_range(ranged) if ends else None)
    amount = AMOUNT.match(body, place)
    if amount is None:
        return nothing("no figure opens the text")
    against = amounts.reason_against(body, amount) or _reason_against(body, label, amount)
    read = amounts.value_and_step(amount)
    if against or read is None:
        return nothing(against or "too many digits for a figure")
    bound = bound or amounts.bound_after(body, amount.end())
    unit = amounts.unit_of(amount) or amounts.unit_around(label, body[amount.end() :])
    return Figure(
        read[0], unit, read[1], _qualifier(bound, notes), text, bound, notes, start=amount.start(), end=amount.end()
    )


def _after_label(body: str, spans: tuple[PeriodSpan, ...]) -> int:
    """Where the figure may begin: behind symbols, a small label and a period set before it."""
    symbols = _SYMBOLS.match(body)
    place = symbols.end() if symbols else 0
    for _ in range(2):
        span = next((span for span in spans if span.start == place), None)
        joint = _JOINT.match(body, span.end) if span else None
        if joint and joint.end() < len(body):
            place = joint.end()
        label = _LABEL.match(body, place)
        place = label.end() if label else place
    return place


def _reason_against(body: str, label: str, amount: re.Match[str]) -> str | None:
    """Why an amount that opens a cell is not the cell's figure, by what else stands there."""
    if amount["sign"] and body[amount.end("sign")] == " ":
        return "a dash that may be a bullet stands before it"
    if _GAPPED.match(body, amount.end()):
        return "a gap stands beside its full stop"
    if _ANOTHER.match(body, amount.end()) or (label.strip() and _SECOND_LABEL.search(body, amount.end())):
        return "more than one figure"
    listed = _LISTED.search(body, amount.end())
    alike = listed and all(bool(listed[mark]) == bool(amount[mark]) for mark in ("percent", "currency"))
    return "more than one figure" if alike else None


_WHOLLY_BRACKETED = re.compile(r"\s*(?P<currency>£\s?)?\(\s*(?P<inside>[^()]+?)\s*\)\s*")


def _accounting(text: str, bracketed: re.Match[str], notes: tuple[str, ...]) -> Figure:
    """``(1,200)`` and ``£(1.2m)`` are negative, as accountants write it; ``(2022/23)`` is a note."""
    inside = (bracketed["currency"] or "") + bracketed["inside"]
    amount = None if period_spans(inside) else AMOUNT.fullmatch(inside)
    if amount and not amount["sign"] and not amount["inner"] and not amounts.reason_against(inside, amount):
        read = amounts.value_and_step(amount)
        if read:
            return Figure(-read[0], amounts.unit_of(amount), read[1], None, text, end=len(text))
    return Figure(None, None, None, _qualifier(None, notes), text, notes=notes, reason="only a note in brackets")


# ------------------------------------------------------------------------------------- notes

_NOTE = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)(?:\)|$)|\[([^\[\]]*)\]|(?<=[\w%)])\s?([*†‡^#]+)(?=\s|$|\()")
_NOTE_SIGNS = frozenset("([*†‡^#")
_SHORT_NOTES = {"p": "provisional", "prov": "provisional", "e": "estimated", "est": "estimated", "r": "revised"}
_STATUS_OR_TARGET = re.compile(
    r"(?:target )?(?:status|rag|rating)\b.*"
    r"|(?:against |vs )?(?:an? |the )?target (?!to |not |under |tbc|for amend).*\d.*",
    re.IGNORECASE,
)


def _notes_of(even: str) -> tuple[str, ...]:
    """The notes in brackets or by a sign, without their brackets; an unclosed one runs to the end."""
    if _NOTE_SIGNS.isdisjoint(even):
        return ()
    return tuple(next(part for part in found.groups() if part is not None).strip() for found in _NOTE.finditer(even))


def _without_notes(even: str) -> str:
    return _NOTE.sub(lambda found: " " * len(found[0]), even)


def _qualifier(bound: str | None, notes: tuple[str, ...]) -> str | None:
    """Bound and notes in one text, without what has a column of its own: a status, target or period."""
    kept = (_SHORT_NOTES.get(note.casefold(), note) for note in notes if not _stands_elsewhere(note))
    return "; ".join(part for part in (bound, *kept) if part) or None


def _stands_elsewhere(note: str) -> bool:
    if _STATUS_OR_TARGET.fullmatch(note):
        return True
    spans = period_spans(note)
    return len(spans) == 1 and spans[0].period is not None and (spans[0].start, spans[0].end) == (0, len(note))
