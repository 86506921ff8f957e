"""The grammar of one printed amount: sign, currency, digits, scale, unit, and the bound around it.

Spellings are kept to this field: ``m`` after an amount is a million, never a metre. All patterns
expect a text that ``plain`` has made even; it keeps every character at its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed.

    Attributes:
        value: plain decimal, scale applied (``£16.420m`` -> 16420000); None where no single figure is printed.
        unit: percent, percentage_points, gbp, days, per_10000, per_100000, count, score or rate,
            where the text itself says so.
        step: worth of one unit in the last printed digit (``87.6%`` -> 0.1, ``£3.929m`` -> 1000).
        qualifier: bound and notes, joined by ``; `` (``less than; No target set``); neither a
            status, a target nor a period in brackets is one.
        text: the text that was read.
        bound: ``less than``, ``more than``, ``at least``, ``at most`` or ``about``.
        notes: every note in brackets or by a sign, in printed order, without its brackets.
        ends: both ends of a range (``75-80%``), lower first.
        reason: why a text with digits has no value.
        start: first character of the figure in the text given.
        end: one past its last character.
    """

    value: Decimal | None
    unit: str | None
    step: Decimal | None
    qualifier: str | None
    text: str
    bound: str | None = None
    notes: tuple[str, ...] = ()
    ends: tuple[Decimal, Decimal] | None = None
    reason: str | None = None
    start: int = 0
    end: int = 0


_EVEN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f\t\r\n\f\v", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019", "'"),
        "⩽": "≤",
        "⩾": "≥",
        "％": "%",
        "＜": "<",
        "＞": ">",
    }
)


def plain(text: str) -> str:
    """The text with one kind of space, dash and quote; as long as before, so that places stay."""
    return text.translate(_EVEN)


# ------------------------------------------------------------------------------- the amount

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_MOST_DIGITS = 18

_SCALES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("k", "thousand"), 1_000),
        **dict.fromkeys(("m", "mn", "mil", "million", "millions"), 1_000_000),
        **dict.fromkeys(("b", "bn", "billion", "billions"), 1_000_000_000),
    }
)


def _scale(name: str, currency: str) -> str:
    """A scale: a word, or a letter right behind the digits (with a space only behind money)."""
    word = rf"\s?(?P<{name}>thousand|millions?|billions?|mn|mil|bn)"
    letter = rf"(?({currency})\s?)(?P<{name}_letter>[kmb])"
    return rf"(?:(?:{word}|{letter})(?![A-Za-z0-9]))?"


_POINTS = r"(?:%|percentage|per\s?cent|percent)[\s-]?(?:points?|pts?|pp)(?!\w)|(?:pps?|ppts?|p\.p\.)(?!\w)"
_PERCENT = r"%|per\s?cent(?:age)?(?!\w)|percent(?!\w)|pct(?!\w)"
_DAYS = r"(?:(?:working|calendar|sick|sickness|lost)\s){0,2}days?(?!\w)"
_RATE = (
    r"(?:[A-Za-z'/-]+\s){0,5}?(?:per\s?|/\s?)"
    r"(?P<per>1,000,000|100,?000|10,?000|1,?000|100k|10k|1k|million|thousand)(?![0-9,][0-9]|\w)"
)
_SCORE = r"(?:points?|score)(?!\w)"
_POUNDS = r"(?:pounds?|gbp)(?!\w)"
_UNIT = (
    rf"\s?(?:(?P<points>{_POINTS})|(?P<percent>{_PERCENT})|(?P<days>{_DAYS})|(?P<rate>{_RATE})"
    rf"|(?P<score>{_SCORE})|(?P<pounds>{_POUNDS}))"
)
_RATES: Mapping[str, str] = MappingProxyType(
    {"10000": "per_10000", "10k": "per_10000", "100000": "per_100000", "100k": "per_100000"}
)
# No letter, digit, further decimal or minute may hang on the digits: 5G, 1.2.3, 12,34, 10:30, 1st.
_CLOSES = r"(?![A-Za-z0-9£]|[.,][0-9]|\s?:\s?[0-9])"

AMOUNT = re.compile(
    rf"(?P<sign>[+-])?\s?(?P<currency>(?:£|gbp)\s?)?(?P<inner>-(?=[0-9.]))?(?P<digits>{DIGITS})(?![0-9])"
    rf"{_scale('scale', 'currency')}(?:{_UNIT}|{_CLOSES})",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"(?P<between>between\s|from\s)?(?P<low_sign>-)?(?P<low_currency>£\s?)?(?P<low>{DIGITS})(?![0-9])"
    rf"{_scale('low_scale', 'low_currency')}\s?(?:%|per\s?cent|percent)?\s?(?:-|to\s|(?(between)and\s|(?!)))\s?"
    rf"(?P<currency>£\s?)?(?P<high>{DIGITS})(?![0-9]){_scale('scale', 'currency')}(?:{_UNIT}|{_CLOSES})",
    re.IGNORECASE,
)


def value_and_step(amount: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """The value of a match of ``AMOUNT`` and the worth of its last digit; None for overlong digits."""
    read = _number(amount["digits"], _scale_of(amount, "scale"))
    if read is None:
        return None
    value, step = read
    return (-value if "-" in (amount["sign"], amount["inner"]) else value), step


def ends_of(found: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Both ends of a match of ``RANGE``; the second one's scale holds for both in ``£1-2m``."""
    scale = _scale_of(found, "scale")
    high = _number(found["high"], scale)
    low = _number(found["low"], _scale_of(found, "low_scale") if _has_scale(found, "low_scale") else scale)
    if low is None or high is None:
        return None
    lower = -low[0] if found["low_sign"] else low[0]
    return (lower, high[0]) if lower < high[0] else None


def unit_of(found: re.Match[str]) -> str | None:
    """The unit that a match of ``AMOUNT`` prints."""
    if found["points"]:
        return "percentage_points"
    if found["percent"]:
        return "percent"
    if found["currency"] or found["pounds"]:
        return "gbp"
    if found["days"]:
        return "days"
    if found["rate"]:
        return _RATES.get(found["per"].replace(",", "").casefold(), "rate")
    return "score" if found["score"] else None


def unit_of_range(found: re.Match[str]) -> str | None:
    """The unit that a match of ``RANGE`` prints at either end (``£1-2m``)."""
    return unit_of(found) or ("gbp" if found["low_currency"] else None)


def is_bare(amount: re.Match[str]) -> bool:
    """Whether an amount is digits only, with neither currency, scale nor unit."""
    return amount.end("digits") == amount.end() and not amount["currency"]


def _has_scale(found: re.Match[str], group: str) -> bool:
    return bool(found[group] or found[f"{group}_letter"])


def _scale_of(found: re.Match[str], group: str) -> int:
    word = found[group] or found[f"{group}_letter"]
    return _SCALES[word.casefold()] if word else 1


def _number(digits: str, scale: int) -> tuple[Decimal, Decimal] | None:
    bare = digits.replace(",", "")
    if len(bare) > _MOST_DIGITS:
        return None
    decimals = len(bare.partition(".")[2])
    value, step = Decimal(bare), Decimal(1).scaleb(-decimals)
    return (value, step) if scale == 1 else (_without_idle_zeros(value * scale), _without_idle_zeros(step * scale))


def _without_idle_zeros(value: Decimal) -> Decimal:
    """16420000, not 16420000.000 nor 1.642E+7."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


# ------------------------------------------------------------------------------- the bound

# Spellings before an amount. "No more than" must be tried before "more than".
_BEFORE: tuple[tuple[str, str], ...] = (
    ("at most", r"≤|<\s?=|=<|at most|up to|(?:no|not) (?:more|greater|higher) than|(?:a )?max(?:imum)?\.?(?: of)?:?"),
    ("at least", r"≥|>\s?=|=>|at least|(?:no|not) (?:less|fewer|lower) than|(?:a )?min(?:imum)?\.?(?: of)?:?"),
    ("less than", r"<|less than|fewer than|under|below|lower than"),
    ("more than", r">|more than|over|above|greater than|higher than|in excess of|exceeding"),
    ("about", r"~|≈|about|around|circa|c\.|ca\.|approx(?:\.|imately)?|roughly|nearly|almost|(?:an )?estimated"),
)
_AFTER: tuple[tuple[str, str], ...] = (
    ("at most", r"(?:or|and) (?:less|fewer|lower|below|under)|max(?:imum)?"),
    ("at least", r"\+|(?:or|and) (?:more|over|higher|above|greater|better)|min(?:imum)?"),
)


def _any_of(spellings: tuple[tuple[str, str], ...]) -> str:
    return "|".join(f"(?P<b{number}>{pattern})" for number, (_, pattern) in enumerate(spellings))


_BOUND = re.compile(rf"(?:{_any_of(_BEFORE)})(?![A-Za-z])\s*", re.IGNORECASE)
_BOUND_ENDING = re.compile(rf"(?:^|(?<=[\s(]))(?:{_any_of(_BEFORE)})\s*$", re.IGNORECASE)
_BOUND_AFTER = re.compile(rf"\s?(?:{_any_of(_AFTER)})(?![A-Za-z])", re.IGNORECASE)
_LONGEST_BOUND = 24


def bound_at(text: str, place: int) -> tuple[str, int] | None:
    """The bound that begins at a place, and where the amount after it may begin."""
    found = _BOUND.match(text, place)
    return (_which(found, _BEFORE), found.end()) if found else None


def bound_before(text: str, place: int) -> str | None:
    """The bound that ends right before a place (``... fewer than |10``)."""
    found = _BOUND_ENDING.search(text, max(0, place - _LONGEST_BOUND), place)
    return _which(found, _BEFORE) if found else None


def bound_after(text: str, place: int) -> str | None:
    """The bound printed behind an amount (``95% or above``, ``500+``)."""
    found = _BOUND_AFTER.match(text, place)
    return _which(found, _AFTER) if found else None


def _which(found: re.Match[str], spellings: tuple[tuple[str, str], ...]) -> str:
    return next(name for number, (name, _) in enumerate(spellings) if found[f"b{number}"] is not None)


# ------------------------------------------------------------------------------- around it

_SCORE_LABEL = re.compile(r"\bscore\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
# Words after an amount that say something of it, not what is counted.
_NOT_COUNTED = re.compile(
    r"a|above|across|after|against|and|are|as|at|average|based|because|been|below|better|by|compared|completed|data|"
    r"decreased|down|during|focus|for|from|green|red|amber|blue|has|have|improved|in|increased|is|less|lower|minus|more|"
    r"of|off|on|or|out|over|per|plus|previous|previously|progress|provisional|recycled|same|since|so|status|target|than|"
    r"that|the|this|to|under|until|up|versus|vs|was|were|which|will|with|worse|year|yes|ytd",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"ftes?|people|children|adults|staff|men|women|(?=.{4})[a-z'-]*[^\Ws]s", re.IGNORECASE)
_WORDS_TO_NOUN = 4


def unit_around(before: str, after: str) -> str | None:
    """The unit that the words around a bare amount give: a score by its label, things counted by their plural."""
    if _SCORE_LABEL.search(before):
        return "score"
    if after[:1] != " ":
        return None
    for word in _WORD.findall(after[:80])[:_WORDS_TO_NOUN]:
        if _NOT_COUNTED.fullmatch(word):
            return None
        if _COUNTED.fullmatch(word):
            return "count"
    return None


_RATIO = re.compile(r"\s?(?:in(?: every)?|out of(?: the)?|of(?: the)?|/|:)\s?[0-9](?:[0-9,.]*[0-9])?", re.IGNORECASE)
_MONTH_AFTER = re.compile(
    r"(?:st|nd|rd|th)?(?:\sof)?[\s/.-]?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\w)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\s?(?:hours?|hrs?|minutes?|mins?|weeks?|months?|years?|yrs?|days?)\b\s?(?:and|,)?\s?[0-9]", re.I
)
_LONE_LETTER = re.compile(r"\s[kmb](?![A-Za-z])", re.IGNORECASE)


def ratio_end(text: str, amount: re.Match[str]) -> int | None:
    """Where ``1 in 4`` ends, for an amount that begins it."""
    found = _RATIO.match(text, amount.end()) if is_bare(amount) else None
    return found.end() if found else None


def reason_against(text: str, amount: re.Match[str]) -> str | None:
    """Why an amount is no figure of its own, by what hangs on it; None where it is one."""
    end = amount.end()
    if len(amount["digits"]) > _MOST_DIGITS:
        return "too many digits for a figure"
    if amount["days"] and _DURATION.match(text, amount.end("digits")):
        return "a duration in more than one unit"
    if not is_bare(amount):
        return None
    if ratio_end(text, amount) is not None:
        return "a ratio"
    if _MONTH_AFTER.match(text, end):
        return "a date"
    if len(amount["digits"]) > 1 and amount["digits"][0] == "0" and amount["digits"][1].isdigit():
        return "a number that begins with 0 is a name, not a figure"
    if _DURATION.match(text, end):
        return "a duration in more than one unit"
    return "a letter that may be a unit or a scale" if _LONE_LETTER.match(text, end) else None
