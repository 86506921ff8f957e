"""What stands on a page, before anybody asks what it is: words, rules, fills, shapes, pictures.

Everything is in points from the top left of the page as shown; colours are ``#rrggbb``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

WHITE = "#ffffff"


class Word(NamedTuple):
    """Characters printed without a gap. ``angle`` is the reading direction: 0, 90, 180, 270 or -1.

    ``order`` is the place in the page's content; ``symbol`` tells a word made only of symbol
    characters (ticks, arrows, stars, private-use glyphs). A tuple, since a page has thousands.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    italic: bool
    colour: str
    angle: int
    order: int
    symbol: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


class Rule(NamedTuple):
    """A straight line along an axis: ``at`` is its y when horizontal, its x when vertical."""

    horizontal: bool
    at: float
    start: float
    end: float
    colour: str = "#000000"

    @property
    def length(self) -> float:
        return self.end - self.start


class Fill(NamedTuple):
    """A filled rectangle; a later one (higher ``order``) paints over an earlier one."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    order: int

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn outline that is no rectangle, or a picture. ``key`` is the same for the same look."""

    kind: str
    key: str
    x0: float
    top: float
    x1: float
    bottom: float
    colour: str | None


@dataclass(frozen=True, slots=True)
class PageInk:
    """All ink of one page. ``sureness``, 0 to 1, is how sure its words are that were recognised in a picture."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    faults: tuple[str, ...] = field(default=())
    sureness: float | None = None
