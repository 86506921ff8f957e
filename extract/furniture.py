"""Running heads and feet: lines in the margins that stand on page after page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .ink import Word
from .lines import join_words

_NUMBER = re.compile(r"\d+")
_SAME_HEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A line near the upper or lower edge of a page.

    ``mould`` is its text with figures left out, ``numbers`` are those figures.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    mould: str
    numbers: tuple[int, ...]
    height: float

    @classmethod
    def of(cls, words: Sequence[Word], page: int) -> MarginLine:
        text = join_words(words)
        numbers = tuple(int(number) for number in _NUMBER.findall(text))
        return cls(page, tuple(words), text, _NUMBER.sub("#", text), numbers, words[0].bottom)

    def runs_on(self, others: Iterable[MarginLine]) -> bool:
        """Whether the line stands on a neighbouring page too, the page's number aside."""
        return any(self._is_again(other) for other in others)

    def _is_again(self, other: MarginLine) -> bool:
        if self.mould != other.mould or abs(self.height - other.height) > _SAME_HEIGHT:
            return False
        changed = [(own, its) for own, its in zip(self.numbers, other.numbers, strict=True) if own != its]
        # Only the page's number counts up with the pages; and it is not set in bold, as numbered headings are.
        counts_up = all(its - own == other.page - self.page for own, its in changed)
        return not changed or (len(changed) == 1 and counts_up and not all(word.bold for word in self.words))
