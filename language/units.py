"""Which unit a measure's figures have: from the cell, else its target, else its name."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from .amounts import Figure
from .names import split_code


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


# Read in this order; the first that a name holds is its unit.
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percentage_points", _pattern(r"\bpercentage[\s-]points?\b|%[\s-]points?\b|\(pps?\)|\bppts?\b")),
    ("per_100000", _pattern(r"\b(?:per|/)\s?100(?:,?000|k)\b(?![\d,])")),
    ("per_10000", _pattern(r"\b(?:per|/)\s?10(?:,?000|k)\b(?![\d,])")),
    ("rate", _pattern(r"\bper\s(?:1,?000|1k|thousand|million)\b(?![\d,])|\brate of (?:improvement|change|progress)\b")),
    ("percent", _pattern(r"\(\s?%\s?\)|%\s*$")),
    ("gbp", _pattern(r"\((?:in\s)?£(?:m|k|bn|'?000s?|\smillions?)?\)|£\s?(?:m|k|bn|'?000s?)?\s*$")),
    ("days", _pattern(r"\((?:in\s)?(?:(?:working|calendar)\s)?days?\)|\bin (?:(?:working|calendar) )?days\b")),
    (
        "days",
        _pattern(
            r"^(?:the\s)?(?:(?:average|mean|median|total|cumulative)\s)*(?:number of\s|no\.? of\s)?"
            r"(?:(?:working|calendar|sick|sickness|lost)\s)*days?\b"
        ),
    ),
    (
        "days",
        _pattern(
            r"\b(?:average|mean|median)\b(?:\s(?!within\b|under\b|over\b|after\b|less\b|more\b)[a-z/()'-]+)*?\sdays\b"
        ),
    ),
    (
        "count",
        _pattern(
            r"^(?:the\s)?(?:total\s|gross\s|net\s)*(?:numbers?|no\.?|count)\sof\b|^(?:the\s)?total numbers?\b|^#\s"
        ),
    ),
    ("percent", _pattern(r"\b(?:percentage|per\s?cent|percent|proportion|pct)\b|(?<!\d)(?<!\d\s)%")),
    (
        "gbp",
        _pattern(
            r"\bamount of (?:money|income|funding|savings|debt)\b|\bin pounds\b|\bvalue of\b|"
            r"\b(?:unit )?costs? (?:per|of)\b|£(?!\s?\d)"
        ),
    ),
    (
        "score",
        _pattern(
            r"\bscores?\b\s*(?:$|[-(:])|\b(?:average|mean|risk|satisfaction)\b.*\bscore\b|"
            r"\battainment 8\b|\bprogress 8\b"
        ),
    ),
    ("rate", _pattern(r"^(?:the\s)?(?:[a-z-]+\s)?rates? of\b|\brate\s*$")),
)
_SCALES = (
    (_pattern(r"£\s?m\b|£\s?millions?\b|\((?:in )?millions?\)"), 1_000_000),
    (_pattern(r"£\s?k\b|\b000s\b|£\s?'?000\b"), 1_000),
    (_pattern(r"£\s?bn\b"), 1_000_000_000),
)


@lru_cache(maxsize=4096)
def unit_from_name(name: str) -> str | None:
    """The unit that a measure's name tells; None where it tells none.

    A number of things is a ``count``, but a number of days is ``days``; a percent sign beside a
    number (``at least a 3% reduction``) is a threshold, not the unit.
    """
    bare = split_code(name)[1].strip()
    return next((unit for unit, pattern in _NAMES if pattern.search(bare)), None)


@lru_cache(maxsize=4096)
def scale_from_name(name: str) -> Decimal:
    """What a bare figure under this name or heading is to be multiplied by: ``(£m)`` -> 1000000, else 1."""
    return Decimal(next((scale for pattern, scale in _SCALES if pattern.search(name)), 1))


def settle_unit(value: Figure, target: Figure | None, name: str) -> str | None:
    """The unit of a value: its cell's own, else its target's, else its name's, else ``count``.

    Returns:
        None where there is no value.
    """
    if value.value is None:
        return None
    of_target = target.unit if target is not None and (target.value is not None or target.ends) else None
    return value.unit or of_target or unit_from_name(name) or "count"
