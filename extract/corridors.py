"""Columns that nothing but alignment shows: white corridors between words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .figures import is_figure
from .ink import Word
from .lines import rows_of_words

# How wide a strip is at least, in em: between words, and between two figures of a line.
_WIDE, _NARROW = 0.62, 0.22
# The share of lines that may cross a strip between columns: sections' names and the like.
_CROSSING = 0.12


@dataclass(frozen=True, slots=True)
class Corridor:
    """A strip without words, from ``left`` to ``right``."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def corridors(words: Sequence[Word], tolerance: float = 0.0) -> tuple[Corridor, ...]:
    """White strips that part words into columns.

    Args:
        words: the words of a band or table body.
        tolerance: the share of lines that may cross a strip (headings across columns).

    Returns:
        Corridors from left to right, each with words on both sides.
    """
    if not words:
        return ()
    rows = rows_of_words(words)
    allowed = int(tolerance * len(rows))
    size = _usual_size(words)
    tight = _between_figures(rows)
    events: list[tuple[float, int]] = []
    for row in rows:
        for left, right in _runs(row):
            events.append((left, 1))
            events.append((right, -1))
    events.sort(key=lambda event: (event[0], -event[1]))
    found: list[Corridor] = []
    depth, opened = 0, min(w.x0 for w in words)
    for place, change in events:
        before = depth
        depth += change
        if before <= allowed < depth:
            needed = _NARROW if any(opened - 1 < left and right < place + 1 for left, right in tight) else _WIDE
            if place - opened >= needed * size:
                found.append(Corridor(opened, place))
        elif depth <= allowed < before:
            opened = place
    runs = [run for row in rows for run in _runs(row)] if allowed else []
    return tuple(_freed(c, runs) for c in found if _parts(c, words))


def _freed(corridor: Corridor, runs: Sequence[tuple[float, float]]) -> Corridor:
    """The widest part of a strip that not even the few lines stand in which may cross it."""
    widest, best, reached = 0.0, corridor, corridor.left
    for left, right in sorted(run for run in runs if run[1] > corridor.left and run[0] < corridor.right):
        if left - reached > widest:
            widest, best = left - reached, Corridor(reached, left)
        reached = max(reached, right)
    if corridor.right - reached > widest:
        widest, best = corridor.right - reached, Corridor(reached, corridor.right)
    return best if widest > 1 else corridor


def _parts(corridor: Corridor, words: Sequence[Word]) -> bool:
    return any(w.x1 <= corridor.left + 1 for w in words) and any(w.x0 >= corridor.right - 1 for w in words)


def _runs(row: Sequence[Word]) -> list[tuple[float, float]]:
    """Stretches of a line whose words stand a word's space apart."""
    found: list[tuple[float, float]] = []
    before = row[0]
    for word in row:
        if found and word.x0 - found[-1][1] < 0.55 * word.size and not _are_figures(before, word):
            found[-1] = (found[-1][0], max(found[-1][1], word.x1))
        else:
            found.append((word.x0, word.x1))
        before = word
    return found


def _between_figures(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """Gaps between two figures side by side: they stand in two columns, however close."""
    return [(a.x1, b.x0) for row in rows for a, b in pairwise(row) if _are_figures(a, b)]


def _are_figures(one: Word, other: Word) -> bool:
    return is_figure(one.text) and is_figure(other.text) and other.x0 - one.x1 > _NARROW * other.size


def _usual_size(words: Sequence[Word]) -> float:
    sizes = sorted(w.size for w in words)
    return sizes[len(sizes) // 2]


def column_corridors(words: Sequence[Word]) -> tuple[Corridor, ...]:
    """The white strips between the columns of a table, told by its lines that fall into columns.

    Comments across the table tell nothing; other text only narrows a strip that it reaches into.
    """
    lines = rows_of_words(words)
    tabular = [line for line in lines if sum(b.x0 - a.x1 > b.size for a, b in pairwise(line)) > 1]
    if len(tabular) < 2:
        return corridors(words, _CROSSING)
    found = corridors([word for line in tabular for word in line], _CROSSING)
    told = {id(line) for line in tabular}
    runs = [run for line in lines if id(line) not in told for run in _runs(line)]
    within = [run for run in runs if not any(run[0] < c.left and run[1] > c.right for c in found)]
    return tuple(_freed(corridor, within) for corridor in found)
