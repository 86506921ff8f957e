"""What conversions leave in texts: icons as stray characters, words given twice, texts that break off."""

from __future__ import annotations

import re
from dataclasses import replace

from ..records import Mark
from .figures import stands_for_figure
from .textfile import Piece

# Words after which a text goes on.
_OPEN_ENDS = frozenset(
    "a an and are as at be by for from in into is its not of on or our per"
    " that the their to was were which who with".split()
)
_SHORTEST_ECHO = 8
# What an icon became is this short, or has no letters and figures to speak of.
_LONGEST_STRAY = 6
_SIGNS_ONLY = re.compile(r"[\W\d_]*[=~^_■≡#|<>]{2,}[\W\d_]*|\W+ ?\d{0,4}[\W\d_]*")
_LETTER_WORD = re.compile(r"[a-z]{2}", re.IGNORECASE)


def is_stray(text: str, *, among_icons: bool = False) -> bool:
    """Neither a word, a figure, a code with a digit, nor a letter by itself: ``Ē``, ``= 1 ===``."""
    if among_icons and text:
        return not _LETTER_WORD.search(text)
    if not text or len(text) > _LONGEST_STRAY and not _SIGNS_ONLY.fullmatch(text) or stands_for_figure(text):
        return False
    if len(text) == 1 and text.isascii() and text.isalnum():
        return False
    return not _LETTER_WORD.search(text) and not re.fullmatch(r"[A-Z]?[\w.,/–-]*\d[\w.,/%–-]*", text, re.ASCII)


def is_nothing(text: str) -> bool:
    return not text or is_stray(text)


def as_mark(piece: Piece) -> Piece:
    return replace(piece, text="", marks=(*piece.marks, Mark("glyph", piece.text, piece.box)))


def says_again(text: str, more: str) -> bool:
    """Whether a conversion gave the last words of a cell twice."""
    one, two = ("".join(told.split()).casefold() for told in (text, more))
    return bool(two) and (one == two or (len(two) >= _SHORTEST_ECHO and one.endswith(two)))


def is_open(text: str) -> bool:
    """A text that cannot end where it does."""
    words = text.casefold().split()
    return bool(words) and (
        words[-1] in _OPEN_ENDS or text.rstrip()[-1] in ",(/&=–-" or text.count("(") > text.count(")")
    )
