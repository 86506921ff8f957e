"""Every figure that a sentence mentions, in digits or in words, and the sentences of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from . import amounts
from .amounts import AMOUNT, Figure
from .periods import period_spans
from .prose import read_figures


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in a sentence.

    Attributes:
        value: plain decimal, scale applied.
        step: worth of one unit in the last printed digit.
        unit: percent, gbp, days, ...; None where the text does not say, which is a count for most purposes.
        bound: ``more than``, ``about``, ...; None for a plain figure.
        start: its first character in the sentence.
        end: one past its last.
        text: as printed.
    """

    value: Decimal
    step: Decimal
    unit: str | None
    bound: str | None
    start: int
    end: int
    text: str

    @property
    def is_percent(self) -> bool:
        return self.unit in ("percent", "percentage_points")

    @property
    def is_count(self) -> bool:
        """Whether it may count things: a whole number without a unit of its own."""
        return self.unit in (None, "count") and self.step == 1 and self.value >= 0


_SMALL: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty".split()
        )
    }
)
_TENS: Mapping[str, int] = MappingProxyType(
    {word: 10 * ten for ten, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
)
_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})[- ](?P<ones>{'|'.join(list(_SMALL)[1:10])})"
    rf"|(?P<round>{'|'.join(list(_TENS)[1:])})|(?P<small>{'|'.join(_SMALL)}))\b(?![-'’]\w)",
    re.IGNORECASE,
)
# "One" is an article more often than a figure, and small numbers of years or times count nothing that is published.
_NOT_COUNTING = re.compile(
    r"\s(?:another|hand|side|or more|way|year|time|day|week|month|quarter|stop|to one|thing|end)s?\b",
    re.IGNORECASE,
)
_ONE_COUNTS = re.compile(r"\s(?:\w+\s){0,2}?(?:is|was|has|had|were|are|of the|in|as|to|at|new)\b", re.IGNORECASE)
_BEFORE_NUMBER_WORD = re.compile(
    r"(?:\b(?:quarter|part|no|any|every|each|that|this|phase|stage|key stage|level|tier|step)|\d|[/-])\s?$", re.I
)


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """The figures of a text in printed order: those of ``read_figures``, both ends of a ratio, and number words.

    Periods, dates, codes and ranges are none.
    """
    even = amounts.plain(text)
    found = [*_in_digits(text, even), *_in_words(even)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _in_digits(text: str, even: str) -> Iterator[Mention]:
    for figure in read_figures(text):
        if figure.value is not None and figure.step is not None and not _is_year(even, figure):
            printed = text[figure.start : figure.end].strip()
            unit = "percentage_points" if figure.unit == "percentage_points" else figure.unit
            yield Mention(figure.value, figure.step, unit, figure.bound, figure.start, figure.end, printed)
        elif figure.reason == "a ratio" or (figure.ends and even[figure.start].isalpha()):
            yield from _both_ends(even, figure.start, figure.end)


def _is_year(even: str, figure: Figure) -> bool:
    """Whether four digits without a unit are a year, as in ``Property 2025 programme``."""
    return figure.unit in (None, "count") and _YEAR.fullmatch(even[figure.start : figure.end].strip()) is not None


def _both_ends(even: str, start: int, end: int) -> Iterator[Mention]:
    """``12 out of 19`` and ``from 12 to 9`` mention two figures; the second's unit is that of both."""
    ends = [
        (read, amount)
        for found in re.finditer(r"£?[0-9][0-9,]*(?:\.[0-9]+)?", even[start:end])
        for amount in [AMOUNT.match(even, start + found.start())]
        if amount and (read := amounts.value_and_step(amount))
    ]
    if all(_YEAR.fullmatch(amount[0].strip()) for _, amount in ends):
        return  # from one year to another
    unit = next((unit for _, amount in reversed(ends) if (unit := amounts.unit_of(amount))), None)
    for read, amount in ends:
        yield Mention(*read, unit, None, amount.start(), amount.end(), amount[0].strip())


def _in_words(even: str) -> Iterator[Mention]:
    spans = period_spans(even)
    for found in _WORDS.finditer(even):
        if any(span.start <= found.start() < span.end for span in spans):
            continue
        if _BEFORE_NUMBER_WORD.search(even, max(0, found.start() - 12), found.start()):
            continue
        if _NOT_COUNTING.match(even, found.end()):
            continue
        value = _value_of(found)
        if value == 1 and not _ONE_COUNTS.match(even, found.end()):
            continue
        place = found.start()
        bound = amounts.bound_before(even, place)
        yield Mention(Decimal(value), Decimal(1), None, bound, place, found.end(), found[0])


def _value_of(found: re.Match[str]) -> int:
    if found["tens"]:
        return _TENS[found["tens"].lower()] + _SMALL[found["ones"].lower()]
    return _TENS[found["round"].lower()] if found["round"] else _SMALL[found["small"].lower()]


_YEAR = re.compile(r"(?:19|20)\d\d")
_STOP = re.compile(r"(?<=[.!?;])[)'\"”’]*\s+(?=[\"'“‘(]?[A-Z0-9£])|\n+|(?<=;)\s+")
_NO_STOP = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|nos|vs|st|mr|mrs|dr|c|ca|para|fig|inc|etc)\.|\b[A-Z]\.)$", re.IGNORECASE
)


_LONGEST_SENTENCE = 3000


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a line of its own is one, and so is what a semicolon parts.

    Thousands of letters without a stop are no sentence: reading one would take hours.
    """
    parts: list[str] = []
    begin = 0
    for stop in _STOP.finditer(text):
        if _NO_STOP.search(text[begin : stop.start()]):
            continue
        parts.append(text[begin : stop.start()].strip())
        begin = stop.end()
    parts.append(text[begin:].strip())
    return tuple(part for part in parts if 0 < len(part) <= _LONGEST_SENTENCE)
