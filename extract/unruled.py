"""Tables without any ink but their text: lines that fall into the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .corridors import column_corridors
from .ink import WHITE, Fill, Word
from .lines import rows_of_words
from .regions import Region
from .rowing import row_breaks

# Stretches of a line further apart than this (in em) may stand in different columns.
_COLUMN_GAP = 0.9
_FEWEST_COLUMNS = 3
# Between two lines of one table there is no more than this much paper, in em.
_WIDEST_GAP = 5.0
_PADDING = 2.0
# Lines of a comment between two rows.
_LONGEST_COMMENT = 4


def unruled_regions(words: Sequence[Word], fills: Sequence[Fill]) -> tuple[Region, ...]:
    """Regions, without rules, where text stands in three columns or more and figures tell rows.

    Args:
        words: the upright words outside inked tables, and what stands in for marks there.
        fills: the fills of the page; a band of colour may be behind the headings.
    """
    lines = rows_of_words(w for w in words if w.angle == 0)
    found = []
    for first, last in _stretches(lines):
        region = _region(lines[first : last + 1], fills)
        if region is not None:
            found.append(region)
    return tuple(found)


def _stretches(lines: Sequence[Sequence[Word]]) -> list[tuple[int, int]]:
    """Runs of lines from one tabular line to another, without prose or wide gaps between."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    last = 0
    for index, line in enumerate(lines):
        if start is not None and (_far(lines[index - 1], line) or _ends_table(lines, start, last, index)):
            found.append((start, last))
            start = None
        if _is_tabular(line):
            start, last = (index if start is None else start), index
    if start is not None:
        found.append((start, last))
    return [(first, _wrapped_to(lines, first, last)) for first, last in found if last > first]


def _wrapped_to(lines: Sequence[Sequence[Word]], first: int, last: int) -> int:
    """Take in the lines under the last tabular one that go on in its columns."""
    end = last
    while end + 1 < len(lines):
        line, above = lines[end + 1], lines[end]
        step = line[0].top - above[0].top
        if step > 1.45 * line[0].size or _is_prose(line, lines[first : last + 1]) or line[0].bold:
            break
        end += 1
    return end


def _is_tabular(line: Sequence[Word]) -> bool:
    gaps = sum(b.x0 - a.x1 > _COLUMN_GAP * b.size for a, b in pairwise(line))
    return gaps >= _FEWEST_COLUMNS - 1


def _far(above: Sequence[Word], below: Sequence[Word]) -> bool:
    return min(w.top for w in below) - max(w.bottom for w in above) > _WIDEST_GAP * below[0].size


def _ends_table(lines: Sequence[Sequence[Word]], start: int, last: int, index: int) -> bool:
    """Prose under the table, not a comment between two of its rows."""
    if not _is_prose(lines[index], lines[start : last + 1]):
        return False
    following = lines[index + 1 : index + 1 + _LONGEST_COMMENT]
    goes_on = next((line for line in following if _is_tabular(line)), None)
    return goes_on is None or not _same_columns(lines[last], goes_on)


def _same_columns(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Most gaps of the one line are gaps of the other too."""
    gaps = [(a.x1, b.x0) for a, b in pairwise(one) if b.x0 - a.x1 > _COLUMN_GAP * b.size]
    free = [(left, right) for left, right in gaps if not any(w.x0 < right and w.x1 > left for w in other)]
    shared = [(left, right) for left, right in gaps if any(w.x1 <= right and w.x0 >= left - 1 for w in other)]
    return len(free) + len(shared) >= 0.6 * len(gaps)


def _is_prose(line: Sequence[Word], table: Sequence[Sequence[Word]]) -> bool:
    """A line that runs without a gap over what are gaps between columns in the lines before."""
    unbroken = all(b.x0 - a.x1 < _COLUMN_GAP * b.size for a, b in pairwise(line))
    tabular = next((row for row in reversed(table) if _is_tabular(row)), None)
    if not unbroken or tabular is None:
        return False
    gaps = [(a.x1, b.x0) for a, b in pairwise(tabular) if b.x0 - a.x1 > _COLUMN_GAP * b.size]
    return sum(line[0].x0 < left and right < line[-1].x1 for left, right in gaps) > 1


def _region(lines: Sequence[Sequence[Word]], fills: Sequence[Fill]) -> Region | None:
    words = [word for line in lines for word in line]
    left, right = min(w.x0 for w in words) - _PADDING, max(w.x1 for w in words) + _PADDING
    columns = column_corridors(words)
    if len(columns) < _FEWEST_COLUMNS - 1:
        return None
    top, bottom = min(w.top for w in words) - _PADDING, max(w.bottom for w in words) + _PADDING
    behind = tuple(
        f
        for f in fills
        if f.colour != WHITE and f.width > 0.5 * (right - left) and f.top < lines[0][0].middle < f.bottom
    )
    rows = len(row_breaks(words, [left, *(c.middle for c in columns), right]))
    if rows < 2 and not behind:
        return None
    return Region(
        min([left, *(f.x0 for f in behind)]),
        min([top, *(f.top for f in behind)]),
        max([right, *(f.x1 for f in behind)]),
        bottom,
        (),
        (),
        behind,
    )
