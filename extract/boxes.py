"""Boxes and marks of things on a page, for the records."""

from __future__ import annotations

from typing import Literal, Protocol

from ..records import Box, Mark
from .ink import Drawing, Word


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
    return Box(
        page,
        round(min([thing.x0 for thing in things]), 2),
        round(min([thing.top for thing in things]), 2),
        round(max([thing.x1 for thing in things]), 2),
        round(max([thing.bottom for thing in things]), 2),
    )


def glyph_mark(page: int, word: Word) -> Mark:
    """The mark that a symbol character makes."""
    return Mark("glyph", word.text, box_around(page, word), word.colour)


def drawing_mark(page: int, drawing: Drawing) -> Mark:
    """The mark that a picture or drawn shape makes."""
    kind: Literal["picture", "shape"] = "picture" if drawing.kind == "picture" else "shape"
    return Mark(kind, drawing.key, box_around(page, drawing), drawing.colour)
