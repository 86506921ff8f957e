"""Clean straight lines: pieces joined, underlines and strike-throughs of text left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .ink import Fill, PageInk, Rule, Word

# Positions closer than this are one line drawn twice or drawn unevenly.
SNAP = 2.0
_JOIN = 2.5
_TALLEST_WORD = 40.0


@dataclass(frozen=True, slots=True)
class Span:
    """Pieces of a rule joined; ``joints`` are the places where pieces met (column edges, often)."""

    at: float
    start: float
    end: float
    joints: tuple[float, ...] = ()


def spans(rules: Iterable[Rule]) -> tuple[Span, ...]:
    """Join collinear pieces that touch or overlap. All rules must run one way."""
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if rows and rule.at - rows[-1][-1].at <= 0.8 and rule.at - rows[-1][0].at <= SNAP:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return tuple(span for row in rows for span in _joined(row))


def _joined(row: Sequence[Rule]) -> list[Span]:
    at = sum(rule.at for rule in row) / len(row)
    ordered = sorted(row, key=lambda r: r.start)
    found: list[Span] = []
    start, end = ordered[0].start, ordered[0].end
    joints: list[float] = []
    for rule in ordered[1:]:
        if rule.start > end + _JOIN:
            found.append(Span(at, start, end, tuple(joints)))
            start, end, joints = rule.start, rule.end, []
            continue
        if abs(rule.start - end) <= _JOIN and rule.length > 6:
            joints.append((rule.start + end) / 2)
        end = max(end, rule.end)
    return [*found, Span(at, start, end, tuple(joints))]


class WordBands:
    """Words by their height on the page, to ask for those near a line or a fill."""

    def __init__(self, words: Iterable[Word]) -> None:
        given = list(words)
        middles = [(word.top + word.bottom) / 2 for word in given]
        placed = sorted(range(len(given)), key=middles.__getitem__)
        self._words = [given[number] for number in placed]
        self._middles = [middles[number] for number in placed]

    def between(self, top: float, bottom: float) -> Sequence[Word]:
        """Words whose middle lies between two heights."""
        return self._words[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]


def without_underlines(page: PageInk, bands: WordBands) -> tuple[Rule, ...]:
    """The rules of a page but for those drawn under (or through) a run of words."""
    return tuple(rule for rule in page.rules if not (rule.horizontal and _underlines(rule, bands)))


def _underlines(rule: Rule, bands: WordBands) -> bool:
    """As long as the words just above it, and near their foot."""
    above = [
        word
        for word in bands.between(rule.at - _TALLEST_WORD, rule.at + 1)
        if word.angle == 0
        and word.top + 0.3 * (word.bottom - word.top) < rule.at < word.bottom + 0.12 * word.size
        and word.x1 > rule.start - 1
        and word.x0 < rule.end + 1
    ]
    if not above:
        return False
    left, right = min(w.x0 for w in above), max(w.x1 for w in above)
    covered = sum(min(w.x1, rule.end) - max(w.x0, rule.start) for w in above)
    return left - 3 < rule.start and rule.end < right + 3 and covered > 0.7 * rule.length


def is_highlight(fill: Fill, words: Iterable[Word]) -> bool:
    """A fill drawn snugly behind words of one line, not a cell's background."""
    behind = [
        w for w in words if w.x1 > fill.x0 + 1 and w.x0 < fill.x1 - 1 and fill.top - 2 < w.middle < fill.bottom + 2
    ]
    if not behind:
        return False
    left, right = min(w.x0 for w in behind), max(w.x1 for w in behind)
    size = max(w.size for w in behind)
    return left - fill.x0 < 1.6 and fill.x1 - right < 1.6 and fill.height < 1.5 * size
