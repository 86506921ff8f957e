"""Tables without any ink but their text: lines that fall into the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .corridors import column_corridors
from .figures import is_figure
from .ink import WHITE, Fill, Word
from .lines import rows_of_words
from .region import Region
from .rowing import row_breaks

# Stretches of a line further apart than this (in em) may stand in different columns.
_COLUMN_GAP = 0.9
_FEWEST_COLUMNS = 3
# Between two lines of one table there is no more than this much paper, in em.
_WIDEST_GAP = 5.0
_PADDING = 2.0
# Lines of a comment between two rows, and lines of rows with which a line's columns are compared.
_LONGEST_COMMENT, _LOOK_BACK = 8, 6
# Two lines share a gap that overlaps by this much, in em, and are of one table where they share this part of them.
_SHARED_GAP, _MOST = 0.4, 0.6
_LARGER, _SNUG = 1.15, 0.45
# The next paragraph of a tall cell stands no further below the last than this, in em.
_NEXT_PARAGRAPH = 2.6


def unruled_regions(words: Sequence[Word], fills: Sequence[Fill], bars: Sequence[Fill] = ()) -> tuple[Region, ...]:
    """Regions, without rules, where text stands in three columns or more and figures tell rows.

    Args:
        words: the upright words outside inked tables, and what stands in for marks there.
        fills: the fills of the page; a band of colour may be behind the headings.
        bars: those of them that are a bar of colour beside a row.
    """
    lines = rows_of_words(w for w in words if w.angle == 0)
    found = []
    for first, last in _stretches(lines):
        region = _region(lines[first : last + 1], fills, bars)
        if region is not None:
            found.append(region)
    return tuple(found)


def _stretches(lines: Sequence[Sequence[Word]]) -> list[tuple[int, int]]:
    """Runs of lines from one tabular line to another in the same columns, each with its first line and its last."""
    found: list[list[int]] = []
    for index, line in enumerate(lines):
        if found and (_far(lines[index - 1], line) or _heads_another(line, [lines[i] for i in found[-1]])):
            found.append([])
        if not _is_tabular(line):
            continue
        if found and found[-1] and not _goes_on(lines, found[-1], index):
            found.append([])
        if not found:
            found.append([])
        found[-1].append(index)
    return [(_headed_from(lines, told[0]), _wrapped_to(lines, told[0], told[-1])) for told in found if len(told) > 1]


def _goes_on(lines: Sequence[Sequence[Word]], told: Sequence[int], index: int) -> bool:
    """A tabular line stands in the columns of those before it, with no more than a comment between."""
    between = lines[told[-1] + 1 : index]
    if sum(_is_prose(line, [lines[i] for i in told]) for line in between) > _LONGEST_COMMENT:
        return False
    return any(_same_columns(lines[i], lines[index]) for i in told[-_LOOK_BACK:])


def _heads_another(line: Sequence[Word], table: Sequence[Sequence[Word]]) -> bool:
    """Larger words than those of the rows above, and no row itself under headings in small print: another follows."""
    rows = [row for row in table if any(is_figure(word.text) for word in row)]
    if not table or min(w.size for w in line) <= _LARGER * median(w.size for row in rows or table for w in row):
        return False
    return bool(rows) or not (_is_tabular(line) and any(_same_columns(row, line) for row in table))


def _headed_from(lines: Sequence[Sequence[Word]], first: int) -> int:
    """Take in the lines of headings that stand snug over the first tabular line, not as tabular themselves."""
    start = first
    while start > 0:
        line, below = lines[start - 1], lines[start]
        white = min(w.top for w in below) - max(w.bottom for w in line)
        parted = len(_gaps(line)) > 0 or line[0].x0 > lines[first][0].x1
        snug = white <= _SNUG * line[0].size and not _heads_another(line, [below])
        if not snug or not parted or _is_prose(line, [lines[first]]):
            break
        start -= 1
    return start


def _wrapped_to(lines: Sequence[Sequence[Word]], first: int, last: int) -> int:
    """Take in the lines under the last tabular one that go on in its columns."""
    end = last
    while end + 1 < len(lines):
        line, above = lines[end + 1], lines[end]
        step = line[0].top - above[0].top
        if _lines_up(line, lines[first : last + 1]) and step <= _NEXT_PARAGRAPH * line[0].size:
            end += 1
            continue
        if step > 1.45 * line[0].size or _is_prose(line, lines[first : last + 1]) or line[0].bold:
            break
        end += 1
    return end


def _lines_up(line: Sequence[Word], table: Sequence[Sequence[Word]]) -> bool:
    """Every stretch of a line begins where texts of the table do, none of them in its first column."""
    left = min(row[0].x0 for row in table)
    starts = [b.x0 for row in table for a, b in pairwise(row) if b.x0 - a.x1 > _COLUMN_GAP * b.size]
    own = [line[0].x0, *(b.x0 for a, b in pairwise(line) if b.x0 - a.x1 > _COLUMN_GAP * b.size)]
    return line[0].x0 > left + line[0].size and all(sum(abs(x - at) < 1 for at in starts) > 1 for x in own)


def _is_tabular(line: Sequence[Word]) -> bool:
    return len(_gaps(line)) >= _FEWEST_COLUMNS - 1


def _gaps(line: Sequence[Word]) -> list[tuple[float, float]]:
    """The stretches of a line without words, wide enough to part columns."""
    return [(a.x1, b.x0) for a, b in pairwise(line) if b.x0 - a.x1 > _COLUMN_GAP * b.size]


def _far(above: Sequence[Word], below: Sequence[Word]) -> bool:
    return min(w.top for w in below) - max(w.bottom for w in above) > _WIDEST_GAP * below[0].size


def _same_columns(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Most gaps of the line with fewer are gaps of the other too."""
    few, many = sorted((_gaps(one), _gaps(other)), key=len)
    least = _SHARED_GAP * one[0].size
    shared = sum(any(min(b, d) - max(a, c) > least for c, d in many) for a, b in few)
    return shared > 1 and shared >= _MOST * len(few)


def _is_prose(line: Sequence[Word], table: Sequence[Sequence[Word]]) -> bool:
    """A line that runs without a gap over what are gaps between columns in the lines before."""
    unbroken = all(b.x0 - a.x1 < _COLUMN_GAP * b.size for a, b in pairwise(line))
    tabular = next((row for row in reversed(table) if _is_tabular(row)), None)
    if not unbroken or tabular is None:
        return False
    return sum(line[0].x0 < left and right < line[-1].x1 for left, right in _gaps(tabular)) > 1


def _region(lines: Sequence[Sequence[Word]], fills: Sequence[Fill], bars: Sequence[Fill]) -> Region | None:
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
    beside = tuple(f for f in bars if left < (f.x0 + f.x1) / 2 < right and top < (f.top + f.bottom) / 2 < bottom)
    rows = len(row_breaks(words, [left, *(c.middle for c in columns), right]))
    if rows < 2 and not behind:
        return None
    ink = (*behind, *beside)
    return Region(
        min([left, *(f.x0 for f in ink)]),
        min([top, *(f.top for f in ink)]),
        max([right, *(f.x1 for f in ink)]),
        max([bottom, *(f.bottom for f in beside)]),
        (),
        (),
        ink,
    )
