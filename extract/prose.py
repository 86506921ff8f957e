"""Prose: lines outside tables into paragraphs, and headings told by size and weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from ..records import Box, Line, Mark
from .belonging import NEAR, owner_of
from .boxes import Placed, box_around, drawing_mark, glyph_mark
from .ink import WHITE, PageInk, Word
from .lines import lines_of, rows_of_words, unwrapped

# Words further apart than this (in em) are in different columns, or set apart by tabs.
_COLUMN_GAP = 2.2
# How far below a line the next one of its paragraph may stand, in em.
_NEXT_LINE = 1.75
_LARGEST_MARK = 80.0

# Size in points (to the half point) and weight.
Look = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading of one page, not yet numbered or placed under headings.

    ``running`` tells a running head or foot, which heads nothing.
    """

    text: str
    box: Box
    size: float
    bold: bool
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()
    running: bool = False


def paragraphs_of(page: PageInk, words: Iterable[Word], tables: Sequence[Box]) -> tuple[Paragraph, ...]:
    """The prose of a page, top to bottom.

    Args:
        page: for its drawings.
        words: what stands outside tables and page furniture.
        tables: where the tables of the page stand.
    """
    upright = [w for w in words if w.angle == 0]
    marks = _marks_of(page, [w for w in upright if w.symbol])
    segments = [s for row in rows_of_words(w for w in upright if not w.symbol) for s in _segments(row)]
    found = [p for block in _blocks(segments, marks) for p in _paragraphs(block, page.number)]
    found = _beside_joined(sorted(found, key=lambda p: (p.box.top, p.box.x0)))
    return tuple(_with_marks(found, marks, tables))


def _segments(row: Sequence[Word]) -> list[list[Word]]:
    """Stretches of a line with no gap as wide as a column's."""
    found: list[list[Word]] = [[row[0]]]
    for before, word in zip(row, row[1:], strict=False):
        if word.x0 - before.x1 > _COLUMN_GAP * max(before.size, word.size):
            found.append([word])
        else:
            found[-1].append(word)
    return found


def _blocks(segments: Iterable[Sequence[Word]], marks: Sequence[Mark]) -> list[list[Sequence[Word]]]:
    """Segments below one another, of one size, with no more than a line's distance between.

    A line with a mark before it (a drawn bullet, a line of a key) begins anew.
    """
    blocks: list[list[_Stretch]] = []
    stretches = [_Stretch.of(words) for words in sorted(segments, key=lambda s: s[0].top)]
    furthest = _NEXT_LINE * max((stretch.size for stretch in stretches), default=0.0)
    near: list[list[_Stretch]] = []
    for stretch in stretches:
        near = [block for block in near if stretch.top - block[-1].bottom < furthest]
        anew = any(_stands_before(mark, stretch.words) for mark in marks)
        follows = None if anew else next((b for b in reversed(near) if stretch.follows(b[-1])), None)
        if follows is not None:
            follows.append(stretch)
        else:
            blocks.append([stretch])
            near.append(blocks[-1])
    return [[stretch.words for stretch in block] for block in blocks]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A segment, its largest size, and its lowest edge; ``top`` is no lower than any foot of its words."""

    words: Sequence[Word]
    top: float
    bottom: float
    size: float

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Stretch:
        return cls(words, words[0].top, max([w.bottom for w in words]), max([w.size for w in words]))

    def follows(self, above: _Stretch) -> bool:
        """Whether it stands on the next line, below the one above it, in letters of one size."""
        if not 0.3 * self.size < self.bottom - above.bottom < _NEXT_LINE * self.size:
            return False
        left, right = max(above.words[0].x0, self.words[0].x0), min(above.words[-1].x1, self.words[-1].x1)
        return right - left > 0 and abs(self.size - above.size) < 0.12 * self.size


def _stands_before(mark: Mark, segment: Sequence[Word]) -> bool:
    first, middle = segment[0], (mark.box.top + mark.box.bottom) / 2
    return first.top - 2 < middle < first.bottom + 2 and 0 <= first.x0 - mark.box.x1 + 1 < NEAR


def _paragraphs(block: Sequence[Sequence[Word]], page: int) -> list[Paragraph]:
    lines = lines_of(rows_of_words(w for segment in block for w in segment), page)
    found = []
    for _, together in groupby(lines, key=attrgetter("paragraph")):
        own = tuple(together)
        box = own[0].box
        for line in own[1:]:
            box = box.joined(line.box)
        bold = all(line.bold for line in own)
        found.append(Paragraph(unwrapped(own), box, max(line.size for line in own), bold, own))
    return found


def _beside_joined(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Single lines side by side are one line with tabs in it (``Rating: ...   Completed by: ...``)."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        last = found[-1] if found else None
        if (
            last is not None
            and len(last.lines) == len(paragraph.lines) == 1
            and abs(last.box.bottom - paragraph.box.bottom) < 2
            and last.box.x1 < paragraph.box.x0
        ):
            found[-1] = replace(
                last,
                text=f"{last.text}\t{paragraph.text}",
                box=last.box.joined(paragraph.box),
                bold=last.bold and paragraph.bold,
                lines=(*last.lines, *paragraph.lines),
            )
        else:
            found.append(paragraph)
    return found


def _marks_of(page: PageInk, glyphs: Sequence[Word]) -> list[Mark]:
    """Symbols, small drawings and swatches of colour on a page."""
    found = [glyph_mark(page.number, w) for w in glyphs]
    found += [drawing_mark(page.number, d) for d in page.drawings if d.kind != "illustration" and _is_small(d)]
    swatches = [f for f in page.fills if f.colour != WHITE and _is_small(f)]
    found += [Mark("shape", "block", box_around(page.number, f), f.colour) for f in swatches]
    return list(dict.fromkeys(found))


def _with_marks(paragraphs: Sequence[Paragraph], marks: Sequence[Mark], tables: Sequence[Box]) -> list[Paragraph]:
    """Give each mark to the paragraph that it belongs to."""
    owned: dict[int, list[Mark]] = {}
    for mark in marks:
        index = owner_of(mark, paragraphs, tables)
        if index is not None:
            owned.setdefault(index, []).append(mark)
    return [replace(p, marks=tuple(owned.get(i, ()))) for i, p in enumerate(paragraphs)]


def _is_small(thing: Placed) -> bool:
    return thing.x1 - thing.x0 < _LARGEST_MARK and thing.bottom - thing.top < _LARGEST_MARK


def body_size(sizes: Counter[float]) -> float:
    """The size of running text: the one in which most letters are set."""
    return max(sizes, key=lambda size: sizes[size]) if sizes else 10.0


def heading_levels(looks: Iterable[Look]) -> dict[Look, int]:
    """Levels of the looks that head something: 1 is the largest, bold before plain."""
    ordered = sorted(set(looks), key=lambda look: (-look[0], not look[1]))
    return {look: level for level, look in enumerate(ordered, start=1)}


def heads(size: float, bold: bool, text: str, body: float) -> bool:
    """Larger than running text, or bold and short without a full stop; words, not a number or a sign."""
    if is_larger(size, body):
        stands_out = len(text) < 400
    else:
        short = len(text) < 300 and not text.rstrip().endswith((".", ";", ",", ":"))
        stands_out = bold and size > 0.95 * body and short
    return stands_out and sum(letter.isalpha() for letter in text) >= 3


def is_larger(size: float, body: float) -> bool:
    """Clearly larger than running text."""
    return size > 1.15 * body


def look_of(size: float, bold: bool) -> Look:
    """What heading levels are told by."""
    return round(size * 2) / 2, bold
