"""How reports of this field write periods.

Financial years run from 1 April to 31 March. A label has one of these forms: ``2022/23`` (a
financial year), ``2022/23 Q2`` (a quarter), ``2022/23 Q1-Q2`` (quarters read as one span),
``2023-09`` (a month, or a snapshot taken in it), ``2020`` (a calendar year).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time as the database writes it; ``start`` and ``end`` are both included.

    ``label`` is ``2022/23``, ``2022/23 Q2``, ``2023-09`` or ``2020``.
    """

    label: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PeriodSpan:
    """Where a text speaks of time: characters ``start`` to ``end`` (not included).

    ``period`` is None for a span that is no period of the database (a plan of several years, an
    academic half-year): it is told apart so that no part of it is taken for one.
    """

    period: Period | None
    start: int
    end: int


# ------------------------------------------------------------------------- making periods


def financial_year(first: int) -> Period:
    """The financial year that begins in April of ``first``; ``first`` is 1900 to 9998."""
    return Period(f"{first}/{(first + 1) % 100:02d}", date(first, 4, 1), date(first + 1, 3, 31))


def quarter(first: int, number: int) -> Period:
    """Quarter ``number`` (1 to 4) of the financial year that begins in April of ``first``."""
    return _quarters(first, number, number)


def month(year: int, number: int) -> Period:
    """A calendar month, ``number`` 1 to 12."""
    return Period(f"{year}-{number:02d}", date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def calendar_year(year: int) -> Period:
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def _quarters(first: int, begin: int, finish: int) -> Period:
    """Quarters ``begin`` to ``finish`` of a financial year, as one span."""
    if (begin, finish) == (1, 4):
        return financial_year(first)
    opening, closing = 3 * begin + 1, 3 * finish + 3
    end_year, end_month = (first, closing) if closing <= 12 else (first + 1, closing - 12)
    start = date(first, opening, 1) if opening <= 12 else date(first + 1, opening - 12, 1)
    name = f"Q{begin}" if begin == finish else f"Q{begin}-Q{finish}"
    label = f"{first}/{(first + 1) % 100:02d} {name}"
    return Period(label, start, date(end_year, end_month, monthrange(end_year, end_month)[1]))


# ------------------------------------------------------------------------- asking about periods

_LABEL = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:/(?P<next>\d\d)(?: Q(?P<begin>[1-4])(?:-Q(?P<finish>[1-4]))?)?|-(?P<month>\d\d))?"
)


@lru_cache(maxsize=4096)
def from_label(label: str) -> Period | None:
    """The period with this label of the database; None where the label is none."""
    found = _LABEL.fullmatch(label)
    if not found:
        return None
    first = int(found["year"])
    if found["month"]:
        return month(first, int(found["month"])) if 1 <= int(found["month"]) <= 12 else None
    if not found["next"]:
        return calendar_year(first)
    if int(found["next"]) != (first + 1) % 100:
        return None
    begin = int(found["begin"]) if found["begin"] else 1
    finish = int(found["finish"] or found["begin"] or 4)
    return _quarters(first, begin, finish) if begin <= finish else None


def first_year(period: Period) -> int:
    """The year in which the financial year that holds the period's last day begins."""
    return period.end.year if period.end.month >= 4 else period.end.year - 1


def quarter_of(period: Period) -> int | None:
    """1 to 4 where the period is one quarter of a financial year."""
    shape = from_label(period.label)
    return int(period.label[-1]) if shape and " Q" in period.label and "-" not in period.label else None


def quarter_ended(period: Period) -> int | None:
    """1 to 4 where the period is the last month of a quarter of a financial year."""
    months = _LABEL.fullmatch(period.label)
    return (period.end.month - 4) % 12 // 3 + 1 if months and months["month"] and period.end.month % 3 == 0 else None


def previous_year(period: Period) -> Period:
    """The same span a year earlier."""
    found = _LABEL.fullmatch(period.label)
    if not found:
        raise ValueError(f"{period.label!r} is no label of a period")
    earlier = int(found["year"]) - 1
    if found["next"]:
        tail = period.label[7:]
        result = from_label(f"{earlier}/{(earlier + 1) % 100:02d}{tail}")
    else:
        result = from_label(f"{earlier}{period.label[4:]}")
    if result is None:
        raise ValueError(f"no year before {period.label!r}")
    return result


def previous_quarter(period: Period) -> Period:
    """The quarter before a quarter; raises ``ValueError`` for a period that is none."""
    number = quarter_of(period)
    if number is None:
        raise ValueError(f"{period.label!r} is no quarter")
    first = first_year(period)
    return quarter(first, number - 1) if number > 1 else quarter(first - 1, 4)


def contains(outer: Period, inner: Period) -> bool:
    """Whether every day of ``inner`` lies in ``outer``."""
    return outer.start <= inner.start and inner.end <= outer.end


# ------------------------------------------------------------------------- how they are written

_MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_QUARTER_NUMBERS = {
    **dict.fromkeys(("1", "one", "first", "1st"), 1),
    **dict.fromkeys(("2", "two", "second", "2nd"), 2),
    **dict.fromkeys(("3", "three", "third", "3rd"), 3),
    **dict.fromkeys(("4", "four", "fourth", "4th"), 4),
}

_DASH = r"[-\u2010-\u2015]"
_TO = rf"\s*(?:{_DASH}|to|until|through|/|and)\s*"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FULL = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_QUARTER = (
    rf"(?:(?:q(?:tr|uarter)?s?\.?\s?-?\s?)(?:[1-4]|one|two|three|four)(?![\d%]|\.\d)|{_ORDINAL}\s(?:quarter|qtr))"
)
_OF = r"(?:\s*[,:|–—-]?\s*(?:of|in|for)?\s*(?:the\s)?(?:financial\syear|fy|year)?\s*\(?\s*)"
_TWO_YEARS = rf"{_FULL}(?:\s?(?:/|{_DASH})\s?(?:{_FULL}|\d\d)|\sto\s{_FULL}|\s?/\d)(?![\d/]|{_DASH}\d)"
_SHORT_YEARS = rf"\d\d(?:/|{_DASH})\d\d(?![\d/%]|{_DASH}\d)"
_START = r"(?:(?<![\w£$€/.,])|(?<=\bfy))"
_ENDS = r"(?![A-Za-z0-9])"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _century(year: str) -> int:
    """A year of two or four digits; two digits stand for 1990 to 2089."""
    number = int(year)
    return number if len(year) == 4 else number + (1900 if number >= 90 else 2000)


def _month_number(word: str) -> int:
    return _MONTH_NUMBERS[word.casefold()]


def _quarter_number(words: str) -> int:
    """The number in words such as ``Quarter two``, ``Q2``, ``2nd quarter``."""
    folded = words.casefold()
    if folded[-1].isdigit():
        return int(folded[-1])
    parts = folded.replace("-", " ").split()
    return next(_QUARTER_NUMBERS[part] for part in parts if part in _QUARTER_NUMBERS)


def _first_of(years: str) -> int | None:
    """The first year of ``2022/23``, ``2021-2022``, ``2008/9`` or ``13/14``; None unless the second follows it."""
    one, other = re.findall(r"\d+", years)
    first = _century(one)
    follows = int(other) == (first + 1) % 10 if len(other) == 1 else int(other) in ((first + 1) % 100, first + 1)
    return first if follows and len(other) in (1, 2, 4) else None


def _read_quarter(found: re.Match[str]) -> Period | None:
    first = _first_of(found["years"])
    return None if first is None else quarter(first, _quarter_number(found["quarter"]))


def _read_quarter_span(found: re.Match[str]) -> Period | None:
    first = _first_of(found["years"])
    begin, finish = _quarter_number(found["begin"]), _quarter_number(found["finish"])
    return _quarters(first, begin, finish) if first is not None and begin < finish else None


def _read_months(found: re.Match[str]) -> Period | None:
    """A span of months: whole quarters of one financial year, or one calendar year; None else."""
    finish_year = _century(found["finish_year"])
    begin, finish = _month_number(found["begin"]), _month_number(found["finish"])
    begin_year = _century(found["begin_year"]) if found["begin_year"] else finish_year - (begin > finish)
    if begin_year > finish_year or not 1900 <= begin_year <= 2100:
        return None
    if (begin, finish) == (1, 12) and begin_year == finish_year:
        return calendar_year(begin_year)
    first = begin_year if begin >= 4 else begin_year - 1
    opening = (begin - 4) % 12
    closing = (finish_year - first) * 12 + finish - 4
    if opening % 3 or (closing + 1) % 3 or not opening < closing <= 11:
        return None
    return _quarters(first, opening // 3 + 1, closing // 3 + 1)


def _read_named_month(found: re.Match[str]) -> Period | None:
    return month(_century(found["year"]), _month_number(found["month"]))


def _read_numbered_month(found: re.Match[str]) -> Period | None:
    return month(_century(found["year"]), int(found["month"]))


_SPAN_MONTHS = {"quarter": 3, "three": 3, "3": 3, "half": 6, "six": 6, "6": 6, "nine": 9, "9": 9}


def _read_up_to(found: re.Match[str]) -> Period:
    """``Quarter ended 31 December 2023``, ``nine months to December 2023``, ``year ended 31 March 2024``.

    A span that is no period of the database (a year to June) is the month in which it ends.
    """
    end = month(_century(found["year"]), _month_number(found["month"]))
    first = first_year(end)
    closing = (end.end.month - 4) % 12 // 3 + 1
    length = _SPAN_MONTHS.get(found["span"].casefold().split()[0].split("-")[0], 12)
    if length == 12 and end.end.month in (3, 12):
        return financial_year(first) if end.end.month == 3 else calendar_year(end.end.year)
    opening = closing - length // 3 + 1
    if length == 12 or end.end.month % 3 or opening < 1:
        return end
    return _quarters(first, opening, closing)


def _read_years(found: re.Match[str]) -> Period | None:
    first = _first_of(found["years"])
    if first is None:
        return None
    if found["academic"] or found["academic_after"]:
        return Period(financial_year(first).label, date(first, 9, 1), date(first + 1, 8, 31))
    return financial_year(first)


def _read_short_years(found: re.Match[str]) -> Period | None:
    first = _first_of(found["years"])
    return None if first is None else financial_year(first)


def _read_month_or_years(found: re.Match[str]) -> Period | None:
    """``2023-09`` is a month, but ``2008-09`` the financial year that every report means by it."""
    year, number = int(found["year"]), int(found["month"])
    return financial_year(year) if number == (year + 1) % 100 else month(year, number)


def _read_calendar_year(found: re.Match[str]) -> Period | None:
    return calendar_year(int(found["year"]))


# In this order: what a longer form has taken is not looked at again.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...] = (
    (
        _pattern(
            rf"{_START}(?P<begin>{_QUARTER}){_TO}(?P<finish>{_QUARTER}|[1-4](?!\d)){_OF}"
            rf"(?P<years>{_TWO_YEARS}|{_SHORT_YEARS})"
        ),
        _read_quarter_span,
    ),
    (_pattern(rf"{_START}(?P<quarter>{_QUARTER}){_OF}(?P<years>{_TWO_YEARS}|{_SHORT_YEARS})"), _read_quarter),
    (
        _pattern(rf"{_START}(?P<years>{_TWO_YEARS}|{_SHORT_YEARS})\s*[,:|(–—-]?\s*(?P<quarter>{_QUARTER}){_ENDS}"),
        _read_quarter,
    ),
    (
        _pattern(
            rf"{_START}(?:{_DAY}\s)?(?P<begin>{_MONTH})(?:[\s'’-]*(?P<begin_year>{_FULL}))?{_TO}"
            rf"(?:{_DAY}\s)?(?P<finish>{_MONTH})[\s,'’-]*(?P<finish_year>{_FULL}|\d\d){_ENDS}"
        ),
        _read_months,
    ),
    (
        _pattern(
            rf"{_START}(?P<span>quarter|(?:three|six|nine|twelve|3|6|9|12)[ -]months?(?: period)?|half[ -]year"
            rf"|(?:financial )?year)\s(?:end(?:ed|ing)|(?:up )?to)(?: the)?(?: end of)?\s"
            rf"(?:{_DAY}\s)?(?P<month>{_MONTH})[\s,'’-]*(?P<year>{_FULL}){_ENDS}"
        ),
        _read_up_to,
    ),
    (
        _pattern(rf"{_START}(?P<year>{_FULL})-(?P<month>0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]){_ENDS}"),
        _read_numbered_month,
    ),
    (
        _pattern(rf"{_START}{_DAY}[\s,.'’/-]{{0,2}}(?P<month>{_MONTH})[\s,.'’/-]{{0,2}}(?P<year>{_FULL}|\d\d){_ENDS}"),
        _read_named_month,
    ),
    (_pattern(rf"{_START}(?P<month>{_MONTH})\s{_DAY},?\s(?P<year>{_FULL}){_ENDS}"), _read_named_month),
    (
        _pattern(
            rf"{_START}(?:0?[1-9]|[12]\d|3[01])(?P<between>[/.])(?P<month>0?[1-9]|1[0-2])(?P=between)"
            rf"(?P<year>{_FULL}|\d\d)(?![\w/])"
        ),
        _read_numbered_month,
    ),
    (_pattern(rf"{_START}(?P<month>{_MONTH})[\s,.'’/-]{{0,2}}(?P<year>{_FULL}){_ENDS}"), _read_named_month),
    (
        _pattern(
            rf"{_START}(?P<month>{_MONTH})(?:\.?\s?['’/-]\s?(?P<year>\d\d){_ENDS})",
        ),
        _read_named_month,
    ),
    (
        _pattern(rf"{_START}(?P<month>{_MONTH})\.?\s?(?P<year>[0-4]\d)(?=\s*(?:$|[),.;:\]]))"),
        _read_named_month,
    ),
    (_pattern(rf"{_START}(?P<year>{_FULL})-(?P<month>0[1-9]|1[0-2])(?![\d/-])"), _read_month_or_years),
    (
        _pattern(
            rf"{_START}(?P<academic>(?:academic|school)\s(?:years?\s)?)?(?P<years>{_TWO_YEARS}){_ENDS}"
            rf"(?P<academic_after>\s(?:academic|school)\syear)?"
        ),
        _read_years,
    ),
    (
        _pattern(
            r"(?:(?<=\bfy)|(?<=\bfy\s)|(?<=\byear\s)|(?<=^)|(?<=\())(?P<years>\d\d/\d\d)(?![\w/%])(?!\s(?:of|out)\b)"
        ),
        _read_short_years,
    ),
    (
        _pattern(r"(?:(?<=\btarget\s)|(?<=\bactual\s)|(?<=\boutturn\s))(?P<years>\d\d[/-]\d\d)(?![\w/%-])"),
        _read_short_years,
    ),
    (
        _pattern(
            rf"(?:(?<=\()|(?<=^)|(?<=\bin\s)|(?<=\bduring\s)|(?<=\byear\s))(?P<year>{_FULL})(?![\d/%£,.:]\d|\w|{_DASH})"
            r"(?=\s*(?:$|[),.;:]))"
        ),
        _read_calendar_year,
    ),
)


# Every form holds one of these; most cells hold none, and are done with at once.
_HINT = _pattern(rf"{_FULL}|\d[/.'’–-]\d|\b{_MONTH}(?![a-z])")


@lru_cache(maxsize=4096)
def period_spans(text: str) -> tuple[PeriodSpan, ...]:
    """Where a text speaks of periods, in printed order, with what no single period can stand for."""
    if not _HINT.search(text):
        return ()
    taken: list[PeriodSpan] = []
    for pattern, read in _FORMS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if all(end <= span.start or span.end <= start for span in taken):
                taken.append(PeriodSpan(read(found), start, end))
    return tuple(sorted(taken, key=lambda span: span.start))


def find_periods(text: str) -> tuple[Period, ...]:
    """The periods that a text names, in printed order, each once.

    A span of several years (``Council Plan 2023-25``) is none. A bare year counts only where the
    words before it or brackets around it say that it is meant as time (``in 2020``, ``(2020)``).
    """
    found = (span.period for span in period_spans(text) if span.period is not None)
    return tuple(dict.fromkeys(found))


# Not of what holds "for the third quarter in a row", which a line may cut short.
_BARE_QUARTER = _pattern(
    rf"{_START}(?P<quarter>{_QUARTER}){_ENDS}(?!\s+(?:running|in(?:\s+a\s+row|\s+a|\s+succession)?\s*(?:[.,;]|$)))"
)


def read_quarter(text: str) -> int | None:
    """1 to 4 where the text names just one quarter (``Q2``, ``Quarter two``, ``2nd quarter``)."""
    numbers = {_quarter_number(found["quarter"]) for found in _BARE_QUARTER.finditer(text)}
    return numbers.pop() if len(numbers) == 1 else None


_BARE_MONTH = _pattern(
    rf"\s*(?:(?:actual|target|end\sof|as\sat|to)\s+)?(?:the\send\sof\s)?(?P<month>{_MONTH})\.?(?:\s+(?:actual|target))?\s*"
)


@lru_cache(maxsize=4096)
def read_period(text: str, within: Period | None = None) -> Period | None:
    """The one period that a text names; None where it names none or several.

    Args:
        text: a cell, heading or note, e.g. ``Quarter 2 2023-24`` or ``as at 31 March 2024``.
        within: the report's period; a bare ``Q2`` or ``September`` is then read in the financial
            year in which that period ends.
    """
    found = find_periods(text)
    if len(found) == 1:
        return found[0]
    if found or within is None:
        return None
    number = read_quarter(text)
    if number is not None:
        return quarter(first_year(within), number)
    return _bare_month(text, first_year(within))


def _bare_month(text: str, first: int) -> Period | None:
    found = _BARE_MONTH.fullmatch(text)
    if found is None:
        return None
    number = _month_number(found["month"])
    return month(first if number >= 4 else first + 1, number)
