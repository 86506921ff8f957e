"""Tiles of a dashboard: boxes of one size, each with a name, a large figure and a few short texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..language.numbers import read_figure
from ..records import RowKind
from .grid import Grid, Slot
from .ink import PageInk, Word
from .lines import rows_of_words
from .region import Region
from .ruling import WordBands
from .sheet import Sheet, sheet_within
from .standins import is_stand_in
from .whites import runs_of

_Box = tuple[float, float, float, float]
# A tile is no smaller, in points; tiles of one size differ by less; it has so many lines.
_NARROWEST, _LOWEST, _SAME_SIZE = 90.0, 40.0, 4.0
_FEWEST_LINES, _MOST_LINES = 3, 12
# The figure is that much larger than the smallest text, and no longer than so many words.
_LARGE, _MOST_WORDS = 1.3, 4
# Texts of one line stand apart by so much, in em.
_APART = 1.0


def tiles_of(page: PageInk, words: Sequence[Word], pieces: Sequence[Region]) -> list[Sheet]:
    """The tiles of a page, each a table of two columns: a row for each text, two for those side by side.

    Args:
        page: its ink.
        words: its words, read along.
        pieces: its connected ink.
    """
    bands = WordBands(words)
    boxes = list(dict.fromkeys([*_rounded(page), *_square(pieces)]))
    held = {box: _inside(box, bands) for box in boxes}
    tiles = [box for box in boxes if _reads_as_tile(held[box]) and not _is_parted(box, page)]
    figured = {box for box in tiles if _shows_figure(held[box])}
    alike = [
        box
        for box in tiles
        if any(_same_size(box, other) and _apart(box, other) for other in tiles)
        and any(_same_size(box, other) for other in figured)
    ]
    return [_sheet(page, box, held[box]) for box in alike]


def _rounded(page: PageInk) -> Iterator[_Box]:
    """Outlines with rounded corners, as large as a tile."""
    for drawing in page.drawings:
        if drawing.kind == "shape" and drawing.key.startswith("curve"):
            box = (drawing.x0, drawing.top, drawing.x1, drawing.bottom)
            if _is_large(box):
                yield box


def _square(pieces: Sequence[Region]) -> Iterator[_Box]:
    """Frames and shaded boxes with nothing inside that parts them."""
    for piece in pieces:
        edges = [min(s.at - piece.top, piece.bottom - s.at) for s in piece.across]
        edges += [min(s.at - piece.x0, piece.x1 - s.at) for s in piece.down]
        box = (piece.x0, piece.top, piece.x1, piece.bottom)
        if not piece.within and all(edge < _SAME_SIZE for edge in edges) and _is_large(box):
            yield box


def _is_large(box: _Box) -> bool:
    return box[2] - box[0] > _NARROWEST and box[3] - box[1] > _LOWEST


def _inside(box: _Box, bands: WordBands) -> list[Word]:
    return [w for w in bands.between(box[1], box[3]) if box[0] < w.centre < box[2] and not is_stand_in(w)]


def _reads_as_tile(words: Sequence[Word]) -> bool:
    """A few lines, one of which is a figure, or a word or two in its place, in larger letters."""
    lines = rows_of_words(w for w in words if w.angle == 0)
    if not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return False
    largest, smallest = max(w.size for w in words), min(w.size for w in words)
    large = [line for line in lines if line[0].size == largest]
    return largest >= _LARGE * smallest and len(large) == 1 and len(large[0]) <= _MOST_WORDS


def _shows_figure(words: Sequence[Word]) -> bool:
    """Whether the largest line is a figure: boxes of one size with titles over prose are no tiles."""
    largest = max(w.size for w in words)
    return read_figure(" ".join(w.text for w in words if w.size == largest and w.angle == 0)).value is not None


def _is_parted(box: _Box, page: PageInk) -> bool:
    """Rules inside part it into rows: a table in a box."""
    return any(
        rule.horizontal and box[1] + 3 < rule.at < box[3] - 3 and box[0] - 1 < rule.start and rule.end < box[2] + 1
        for rule in page.rules
    )


def _same_size(one: _Box, other: _Box) -> bool:
    wide, high = (one[2] - one[0]) - (other[2] - other[0]), (one[3] - one[1]) - (other[3] - other[1])
    return max(abs(wide), abs(high)) < _SAME_SIZE


def _apart(one: _Box, other: _Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def _sheet(page: PageInk, box: _Box, words: Sequence[Word]) -> Sheet:
    rows = _rows(words)
    beside = [runs for row in rows if len(row) == 1 and len(runs := _texts(row[0])) == 2]
    middle = (box[0] + box[2]) / 2
    left, right = max((a[-1].x1 for a, _ in beside), default=middle), min((b[0].x0 for _, b in beside), default=middle)
    xs = (box[0], (left + right) / 2 if left < right else middle, box[2])
    tops = [min(w.top for line in row for w in line) for row in rows]
    bottoms = [max(w.bottom for line in row for w in line) for row in rows]
    ys = (box[1], *((low + top) / 2 for low, top in zip(bottoms, tops[1:], strict=False)), box[3])
    slots: list[Slot] = []
    for row, (lines, (top, bottom)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        if len(lines) == 1 and len(_texts(lines[0])) == 2:
            slots += [Slot(row, col, 1, 1, xs[col], top, xs[col + 1], bottom) for col in range(2)]
        else:
            slots.append(Slot(row, 0, 1, 2, xs[0], top, xs[2], bottom))
    own = tuple(d for d in page.drawings if (d.x0, d.top, d.x1, d.bottom) != box)
    sheet = sheet_within(replace(page, drawings=own), Grid(xs, ys, tuple(slots), ruled=False), words)
    reason = "a tile of a dashboard: one of several boxes of a size, with a large figure"
    kinds: list[RowKind] = ["body"] * len(sheet.kinds)
    return replace(sheet, kinds=tuple(kinds), confidence=0.8, reasons=(reason,), whole=True)


def _texts(line: Sequence[Word]) -> list[Sequence[Word]]:
    """The texts of a line that stand clearly apart."""
    found: list[Sequence[Word]] = []
    for run in runs_of(line):
        if found and run[0].x0 - found[-1][-1].x1 < _APART * run[0].size:
            found[-1] = [*found[-1], *run]
        else:
            found.append(run)
    return found


def _rows(words: Sequence[Word]) -> list[list[Sequence[Word]]]:
    """Lines of one look right below each other are one text; texts side by side are a row of their own."""
    rows: list[list[Sequence[Word]]] = []
    for line in rows_of_words(w for w in words if w.angle == 0):
        above = rows[-1][-1] if rows else None
        alone = len(_texts(line)) == 1
        if above is not None and alone and len(_texts(above)) == 1 and _one_text(above, line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _one_text(above: Sequence[Word], line: Sequence[Word]) -> bool:
    one, other = above[0], line[0]
    looks = (one.bold, one.size, one.colour) == (other.bold, other.size, other.colour)
    return looks and abs(one.x0 - other.x0) < 2 and other.top - one.bottom < 0.6 * other.size
