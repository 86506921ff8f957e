"""Boxes and marks of things on a page, for the records."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, Protocol

from ..records import Box, Mark
from .ink import Drawing, Word

_LENGTHS: dict[float, float] = {}
_MOST_LENGTHS = 20_000


class Placed(Protocol):
    """Anything with a place on a page, in points from its top left."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


def box_around(page: int, *things: Placed) -> Box:
    """The smallest box around things of one page, to a hundredth of a point."""
    if len(things) == 1:
        (thing,) = things
        return Box(page, _rounded(thing.x0), _rounded(thing.top), _rounded(thing.x1), _rounded(thing.bottom))
    return Box(
        page,
        _rounded(min([thing.x0 for thing in things])),
        _rounded(min([thing.top for thing in things])),
        _rounded(max([thing.x1 for thing in things])),
        _rounded(max([thing.bottom for thing in things])),
    )


@lru_cache(maxsize=_MOST_LENGTHS)
def _rounded(length: float) -> float:
    """A length to a hundredth of a point; equal ones are one object, since the edges of a column are many boxes'."""
    short = round(length, 2)
    if len(_LENGTHS) > _MOST_LENGTHS:
        _LENGTHS.clear()
    return _LENGTHS.setdefault(short, short)


def glyph_mark(page: int, word: Word) -> Mark:
    """The mark that a symbol character makes."""
    return Mark("glyph", word.text, box_around(page, word), word.colour)


def drawing_mark(page: int, drawing: Drawing) -> Mark:
    """The mark that a picture or drawn shape makes."""
    kind: Literal["picture", "shape"] = "picture" if drawing.kind == "picture" else "shape"
    return Mark(kind, drawing.key, box_around(page, drawing), drawing.colour)
