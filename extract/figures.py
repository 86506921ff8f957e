"""What a figure looks like, before anybody asks what it counts."""

from __future__ import annotations

import re

_FIGURE = re.compile(r"^[£<>~+\-–−(]?\s?£?\s?\d[\d,.]*\s?(%|m|k|bn|pp|days?)?\)?\*?$", re.IGNORECASE)
_NONE = re.compile(r"^(n/?a|tbc|tba|[-–—])$", re.IGNORECASE)
_YEAR = re.compile(r"^(19|20)\d\d([/–-](\d\d|20\d\d))?$")


def is_figure(text: str) -> bool:
    """Whether a text is a figure and nothing else; a year is none."""
    return bool(_FIGURE.match(text)) and not _YEAR.match(text)


def stands_for_figure(text: str) -> bool:
    """Whether a text is a figure, or what is printed where there is none (``n/a``, a dash)."""
    return bool(_FIGURE.match(text) or _NONE.match(text))
