"""Rows told by the white between them, where it is clearly wider than that between lines of one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .ink import Word
from .lines import rows_of_words

# Lines of one text follow each other at this distance, in em.
_TIGHTEST, _USUALLY, _LOOSEST = 0.9, 1.05, 1.6
_EVEN = 0.08
# The white between rows exceeds that between lines by this much at least, in em.
_CLEARLY = 0.2
# Words closer than this are one run of text, and a run reaches over an edge by more than that, in em.
_RUN_GAP, _OVER = 0.42, 0.25
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two wide whites: one row, or part of one."""

    top: float
    bottom: float
    words: tuple[Word, ...]

    def columns(self, xs: Sequence[float]) -> set[int]:
        """The columns in which it has words."""
        return {sum(x <= word.centre for x in xs[1:-1]) for word in self.words}

    def joined(self, below: Block) -> Block:
        return Block(self.top, max(self.bottom, below.bottom), (*self.words, *below.words))


def blocks_by_white(words: Sequence[Word], xs: Sequence[float]) -> list[Block]:
    """The stretches of a band between whites that are wider than those between lines of a text.

    Args:
        words: the upright words of a band.
        xs: column edges.

    Returns:
        Stretches from the top down; none where no text wraps, so that nothing tells how close its lines stand.
    """
    leading = _leading(words, xs)
    if leading is None:
        return []
    found: list[list[Word]] = []
    reached = 0.0
    for word in sorted(words, key=lambda w: w.top):
        if found and word.top - reached <= (leading - 1 + _CLEARLY) * word.size:
            found[-1].append(word)
            reached = max(reached, word.bottom)
        else:
            found.append([word])
            reached = word.bottom
    return [Block(block[0].top, max(w.bottom for w in block), tuple(block)) for block in found]


def rows_by_white(words: Sequence[Word], xs: Sequence[float], anchors: Sequence[Sequence[Word]]) -> list[Block]:
    """The rows of a band where wide whites tell them, from the top down.

    Args:
        words: the upright words of a band.
        xs: column edges.
        anchors: lines that each tell a row.

    Returns:
        Rows; none where several lines of figures stand between two wide whites.
    """
    blocks = blocks_by_white(words, xs)
    counts = [sum(block.top < line[0].middle < block.bottom for line in anchors) for block in blocks]
    if not blocks or max(counts) > 1:
        return []
    first = next(index for index, count in enumerate(counts) if count)
    columns = [block.columns(xs) for block in blocks]
    rows = [blocks[0]]
    for index, block in enumerate(blocks[1:], 1):
        if index < first:
            # Lines of headings, however far apart; a text alone at the left is a section's name.
            belongs = columns[index] != {0} and columns[index - 1] != {0}
        else:
            belongs = _is_part(blocks, index, counts, columns)
        rows[-1:] = [rows[-1].joined(block)] if belongs else [rows[-1], block]
    return rows


def _is_part(blocks: Sequence[Block], index: int, counts: Sequence[int], columns: Sequence[set[int]]) -> bool:
    """Whether a paragraph of a tall cell, and not a row, begins here: one of two blocks has no name and no figures."""

    def is_bare(at: int) -> bool:
        return not counts[at] and 0 not in columns[at]

    def white(at: int) -> float:
        return blocks[at].top - blocks[at - 1].bottom if 0 < at < len(blocks) else float("inf")

    below_is_part = is_bare(index) and white(index) <= white(index + 1) + 1
    above_is_part = is_bare(index - 1) and white(index) < white(index - 1) - 1
    return below_is_part or above_is_part


def _leading(words: Sequence[Word], xs: Sequence[float]) -> float | None:
    """The distance of lines of one text, in em; None where no column shows two lines that close."""
    steps = sorted(
        step
        for left, right in pairwise(xs)
        for upper, lower in pairwise(rows_of_words(w for w in words if left <= w.centre < right))
        if _TIGHTEST < (step := (lower[0].bottom - upper[0].bottom) / lower[0].size) < _LOOSEST
        and upper[0].size == lower[0].size
    )
    # One pair of lines closer than this may be a slip: a sign set a little lower.
    slips = len(steps) > 1 and steps[0] < _USUALLY and steps[1] > steps[0] + _EVEN
    return steps[slips] if steps else None


def runs_across(line: Sequence[Word], xs: Sequence[float]) -> bool:
    """Whether running words, such as a comment, stand over column edges: over one where nothing stands beside them."""
    runs = runs_of(line)
    for run in runs:
        reach = _OVER * run[0].size
        over = sum(run[0].x0 + reach < x < run[-1].x1 - reach for x in xs[1:-1])
        if (over > 1 and len(run) > _FEW_WORDS) or (over and len(runs) == 1 and run[0].x0 < xs[1]):
            return True
    return False


def runs_of(line: Sequence[Word]) -> list[list[Word]]:
    """Words of a line that stand no more than a word's space apart."""
    found: list[list[Word]] = []
    for word in line:
        if found and word.x0 - found[-1][-1].x1 < _RUN_GAP * word.size:
            found[-1].append(word)
        else:
            found.append([word])
    return found
