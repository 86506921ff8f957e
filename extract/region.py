"""A piece of a page where a table may stand."""

from __future__ import annotations

from dataclasses import dataclass

from .ink import Fill, Word
from .ruling import Span


@dataclass(frozen=True, slots=True)
class Region:
    """Ink that hangs together: spans and fills, with the box around them, and other such ink ``within`` it."""

    x0: float
    top: float
    x1: float
    bottom: float
    across: tuple[Span, ...]
    down: tuple[Span, ...]
    fills: tuple[Fill, ...]
    within: tuple[Region, ...] = ()

    def holds(self, word: Word) -> bool:
        middle = (word.x0 + word.x1) / 2
        return self.x0 - 1 <= middle <= self.x1 + 1 and self.top - 1 <= word.middle <= self.bottom + 1
