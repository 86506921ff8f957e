"""Which paragraph a mark belongs to: the one that it stands in or before, else the words on its line or under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..records import Box, Line, Mark

NEAR = 60.0
# How many lines below an icon the word that it stands for may begin.
_UNDER = 2.0


class Printed(Protocol):
    """Lines of prose with the box around them."""

    @property
    def box(self) -> Box: ...
    @property
    def lines(self) -> tuple[Line, ...]: ...


def owner_of(mark: Mark, paragraphs: Sequence[Printed], tables: Sequence[Box]) -> int | None:
    """The index of the paragraph that a mark belongs to; None where it belongs to none, or to a table.

    Args:
        mark: a symbol, drawing or swatch of the page.
        paragraphs: the prose of the page.
        tables: the boxes of its tables.
    """
    beside = min(_beside(mark, paragraphs), default=None)
    if beside is not None and beside[0] < NEAR:
        return beside[1]
    if any(_holds(box, mark.box) for box in tables):
        return None
    found = beside or min(_below(mark, paragraphs), default=None)
    return found[1] if found is not None else None


def _beside(mark: Mark, paragraphs: Sequence[Printed]) -> list[tuple[float, int]]:
    """How far each paragraph on the mark's line is from it, in points."""
    middle = (mark.box.top + mark.box.bottom) / 2
    return [
        (max(0.0, paragraph.box.x0 - mark.box.x1, mark.box.x0 - paragraph.box.x1), index)
        for index, paragraph in enumerate(paragraphs)
        if paragraph.box.top - 3 <= middle <= paragraph.box.bottom + 3
    ]


def _below(mark: Mark, paragraphs: Sequence[Printed]) -> list[tuple[float, int]]:
    """How far below the mark each paragraph begins with a line that the mark stands over."""
    middle = (mark.box.x0 + mark.box.x1) / 2
    found = []
    for index, paragraph in enumerate(paragraphs):
        box = paragraph.box
        for line in paragraph.lines if box.x0 <= middle <= box.x1 and box.bottom > mark.box.bottom else ():
            distance = line.box.top - mark.box.bottom
            if line.box.x0 <= middle <= line.box.x1 and -1 <= distance <= _UNDER * (line.box.bottom - line.box.top):
                found.append((distance, index))
    return found


def _holds(outer: Box, inner: Box) -> bool:
    across, down = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 - 1 <= across <= outer.x1 + 1 and outer.top - 1 <= down <= outer.bottom + 1
