"""Periods as column headings, cells and notes give them, completed from the period of the report."""

from __future__ import annotations

import re

from ..language.periods import (
    Period,
    contains,
    financial_year,
    find_periods,
    first_year,
    from_label,
    month,
    period_spans,
    previous_quarter,
    previous_year,
    quarter,
    quarter_of,
    read_period,
    read_quarter,
)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = re.compile(rf"\b({_MONTH_NAMES})\b(?:\s*['’]?(\d\d)\b)?", re.IGNORECASE)
_QUARTER = re.compile(
    r"\b(?:q|qtr|quarter)\.?\s*(?:[1-4]|one|two|three|four)\b|\b(?:first|second|third|fourth|1st|2nd|3rd"
    r"|4th) quarter\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\bq(?P<q1>[1-4])\s*(?:-|–|to|/|&|and)\s*q?(?P<q2>[1-4])\b"
    rf"|\b(?P<from>{_MONTH_NAMES})\s*(?:-|–|to)\s*(?P<to>{_MONTH_NAMES})\b",
    re.IGNORECASE,
)
_SHORT_YEARS = re.compile(r"\b\d\d\s?/\s?\d\d\b")
_BARE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_LAST_QUARTER = re.compile(r"\b(?:last|final) (?:quarter|qtr) of\b", re.IGNORECASE)
_SAME_LAST_YEAR = re.compile(
    r"(?:same|corresponding) (?P<what>q|quarter|qtr|period|month|time|point)\b|year ago|(?:12|twelve) months ago"
    r"|time last year|(?P<of>quarter|qtr|period|month) (?:(?:of|in) )?(?:(?:the )?(?:last|prev(?:ious)?|prior) year)",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"(?:last|prev(?:ious)?\.?|prior|preceding) (?:financial )?(?:year|yr|annual)|year before|^(?:PY|LY)\b",
    re.IGNORECASE,
)
_NEXT_YEAR = re.compile(r"\bnext (?:financial )?year\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|current) (?:financial )?(?:year|quarter|month|period)(?:['’]s)?(?!\w)", re.IGNORECASE)
_LAST = re.compile(
    r"\b(?:last|prev(?:ious)?\.?|prior|preceding)(?!\w)"
    r"(?! (?:\d+|two|three|four|five|six|nine|twelve|few|several|updated|refreshed|reviewed|revised)\b)"
    r"(?: (?:reporting|full))?(?: (?P<what>quarter|qtr|q|month)\b)?",
    re.IGNORECASE,
)
_IN_ARREARS = re.compile(r"\bquarter(?:ly)? in arrears\b", re.IGNORECASE)
_RELATES_TO = re.compile(r"\brelat(?:e|es|ing) to\b(?P<rest>[^.,;]{0,40})", re.IGNORECASE)


def months(period: Period) -> int:
    """How many months a period covers."""
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def year_of(period: Period) -> Period:
    """The year that holds a period: financial, but a calendar year stays what it is."""
    return period if months(period) >= 12 else financial_year(first_year(period))


def before(period: Period) -> Period:
    """The period of the same kind just before."""
    if quarter_of(period) is not None:
        return previous_quarter(period)
    if months(period) == 1:
        year, number = period.start.year, period.start.month
        return month(year - (number == 1), (number - 2) % 12 + 1)
    return previous_year(period)


def period_in(text: str, report: Period) -> Period | None:
    """The period that a heading or short cell names.

    A quarter or month without a year is taken in the year that the text names, else in the
    report's; "last year" and "previous quarter" are counted back from the report's period.
    """
    named = sorted(_named(text), key=months)
    if named and months(named[0]) < 12:
        return named[0]
    rest = _outside_periods(text)
    year = named[0] if named else previous_year(year_of(report)) if _LAST_YEAR.search(rest) else year_of(report)
    number = 4 if named and _YEARS_LAST_QUARTER.search(text) else read_quarter(rest)
    if number is not None:
        found = quarter(first_year(year), number)
        earlier = found.start >= report.start and _LAST.search(rest) is not None
        return previous_year(found) if earlier else found
    span = _SPAN.search(rest)
    if span is not None:
        return _span_in(year, span) or (named[0] if named else None)
    bare = _MONTH.search(rest)
    if bare is not None and not (bare[1] == "may" and rest != "may"):
        return _month_in(year, bare)
    if named:
        return _at_same_time(report, named[0]) if _SAME_LAST_YEAR.search(rest) else named[0]
    return _counted_back(rest, report)


def _outside_periods(text: str) -> str:
    """What a text says besides the periods that it names with their year."""
    for span in reversed(period_spans(text)):
        text = f"{text[: span.start]} {text[span.end :]}"
    return " ".join(text.split())


def _span_in(year: Period, found: re.Match[str]) -> Period | None:
    """Quarters, or months that make quarters, of a year: ``Apr-Sep``, ``Q1-Q3``; None for months that make none."""
    if found["q1"]:
        begin, finish = int(found["q1"]), int(found["q2"])
    else:
        opening, closing = ((_MONTHS.index(found[name][:3].lower()) - 3) % 12 for name in ("from", "to"))
        if opening % 3 or closing % 3 != 2:
            return None
        begin, finish = opening // 3 + 1, closing // 3 + 1
    first = first_year(year)
    label = f"{first}/{(first + 1) % 100:02d}"
    if begin == finish:
        return quarter(first, begin)
    return financial_year(first) if (begin, finish) == (1, 4) else from_label(f"{label} Q{begin}-Q{finish}")


def _at_same_time(report: Period, year: Period) -> Period:
    """The report's period in another year: the same quarter of 2022/23."""
    found = report
    while first_year(found) > first_year(year):
        found = previous_year(found)
    return found if contains(year, found) else year


def _named(text: str) -> tuple[Period, ...]:
    """Periods that a text names with their year; a heading's bare ``13/14`` and ``2012`` count."""
    found = find_periods(text)
    if found or len(text) > 60:
        return found
    for pattern in (_SHORT_YEARS, _BARE_YEAR):
        single = [read_period(match[0].replace(" ", "")) for match in pattern.finditer(text)]
        if len(single) == 1 and single[0] is not None:
            return (single[0],)
    return ()


def _month_in(year: Period, found: re.Match[str]) -> Period:
    number = _MONTHS.index(found[1][:3].lower()) + 1
    if found[2]:
        return month(2000 + int(found[2]), number)
    return month(year.start.year if number >= year.start.month else year.start.year + 1, number)


def _counted_back(text: str, report: Period) -> Period | None:
    same = _SAME_LAST_YEAR.search(text)
    if same is not None:
        return previous_year(_at_the_end(report, same["what"] or same["of"]))
    if _LAST_YEAR.search(text):
        return previous_year(year_of(report))
    if _NEXT_YEAR.search(text):
        return financial_year(first_year(report) + 1)
    last = _LAST.search(text)
    return before(_at_the_end(report, last["what"])) if last is not None else None


def _at_the_end(report: Period, what: str | None) -> Period:
    """The quarter or month with which a report's period ends, where its heading speaks of one; else that period.

    The quarter before a report "up to December" is the second, before one on a year the third.
    """
    if what is None or what.lower() not in ("quarter", "qtr", "q", "month"):
        return report
    if what.lower() == "month":
        return month(report.end.year, report.end.month)
    return quarter(first_year(report), (report.end.month - 4) % 12 // 3 + 1)


def period_of_note(note: str, report: Period) -> Period | None:
    """The period that a note says its figure is of, where it says so.

    "Reported a quarter in arrears" is the quarter before the report's; a snapshot is of its month.
    """
    if _IN_ARREARS.search(note) and quarter_of(report) is not None:
        return previous_quarter(report)
    if "snapshot" in note.lower():
        single = [found for found in find_periods(note) if months(found) == 1]
        return single[-1] if single else None
    related = _RELATES_TO.search(note)
    return period_in(related["rest"], report) if related is not None else None


def without_periods(text: str) -> str:
    """A heading without the years, quarters and months in it; "this year" says no more than the report does."""
    for span in reversed(period_spans(text)):
        text = f"{text[: span.start]} {text[span.end :]}"
    for pattern in (_SHORT_YEARS, _BARE_YEAR, _QUARTER, _MONTH, _THIS):
        text = pattern.sub(" ", text)
    return " ".join(re.sub(r"\(\s*(?:[-–/]|to)?\s*\)", " ", text).split()).strip(" -–:/")
