"""Words into lines, lines into unwrapped paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from ..records import Line
from .boxes import box_around
from .ink import Word

# Signs before the items of a list; the shapes among them may also be marks that mean something.
LIST_SIGNS = "•▪◦‣"
_BULLETS = frozenset(LIST_SIGNS + "●○■□➢➤\u2043")
# Distances of lines, in em.
_TIGHTEST, _USUAL_LEADING, _LOOSEST = 0.85, 1.17, 1.85
_SIZE = attrgetter("size")
_LEFT = attrgetter("x0")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"^(\(?\d{1,2}[.)]|\(?[a-z]\)|[-–—])$")


def is_bullet(word: Word) -> bool:
    """Whether a word is the sign before an item of a list."""
    return word.text in _BULLETS


def rows_of_words(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand side by side, from top to bottom, each row from left to right."""
    # Asked for many times for each page, so written for speed.
    words = list(words)
    if len(words) < 2:
        return [words] if words else []
    rows: list[list[Word]] = []
    top = bottom = size = 0.0
    for word in sorted(words, key=lambda word: (word.top + word.bottom, word.x0)):
        high, low = word.top, word.bottom
        shared = (bottom if bottom < low else low) - (top if top > high else high)
        height, own = bottom - top, low - high
        if rows and shared > 0.5 * (own if own < height else height):
            rows[-1].append(word)
            if word.size < size:
                continue
        else:
            rows.append([word])
        # A row is as high as its largest letters.
        top, bottom, size = high, low, word.size
    for row in rows:
        if len(row) > 1:
            row.sort(key=_LEFT)
    return rows


def join_words(words: Sequence[Word]) -> str:
    """The text of words in a row; no space where they touch (sub- and superscripts)."""
    text = words[0].text
    for before, word in zip(words, words[1:], strict=False):
        touching = before.size != word.size and word.x0 - before.x1 < 0.08 * min(before.size, word.size)
        text += word.text if touching else f" {word.text}"
    return text


def line_of(words: Sequence[Word], page: int, paragraph: int = 0) -> Line:
    """One printed line; it is bold or italic when all of its words are."""
    colours = [word.colour for word in words]
    return Line(
        join_words(words),
        box_around(page, *words),
        max([w.size for w in words]),
        all(w.bold for w in words),
        all(w.italic for w in words),
        colours[0] if colours.count(colours[0]) == len(colours) else max(colours, key=colours.count),
        paragraph,
    )


def lines_of(
    rows: Sequence[Sequence[Word]], page: int, width: float | None = None, leading: float | None = None
) -> tuple[Line, ...]:
    """Lines of a cell or passage, with their paragraphs counted.

    Args:
        rows: words side by side, from the top, as ``rows_of_words`` gives them.
        page: page number.
        width: how wide a line may get; None for the widest line here.
        leading: the distance of lines, in em; None for what it seems to be here.
    """
    if not rows:
        return ()
    room = _Room(rows, width)
    usual = leading_of([rows]) if leading is None else leading
    found: list[Line] = []
    paragraph = 0
    for index, row in enumerate(rows):
        if index and _begins_paragraph(rows[index - 1], row, room, usual):
            paragraph += 1
        found.append(line_of(row, page, paragraph))
    return tuple(found)


class _Room:
    """How much of a line's width was left unused."""

    def __init__(self, rows: Sequence[Sequence[Word]], width: float | None) -> None:
        lefts = [row[0].x0 for row in rows]
        widest = max(row[-1].x1 - row[0].x0 for row in rows)
        self._width = max(width, widest) if width is not None else widest
        self._left = min(lefts)
        middles = [(row[0].x0 + row[-1].x1) / 2 for row in rows]
        rights = [row[-1].x1 for row in rows]
        spread = max(lefts) - min(lefts)
        self._ragged_left = spread > 3 and (
            max(middles) - min(middles) < 0.4 * spread or max(rights) - min(rights) < 0.4 * spread
        )

    def left_over(self, row: Sequence[Word]) -> float:
        """Points between the end of a line and the furthest that a line may reach."""
        if self._ragged_left:
            return self._width - (row[-1].x1 - row[0].x0)
        return self._left + self._width - row[-1].x1


def leading_of(cells: Iterable[Sequence[Sequence[Word]]]) -> float:
    """The distance of lines that belong together, in em: the smaller of the distances found.

    Args:
        cells: the rows of words of each cell or block.
    """
    steps = sorted(
        step
        for rows in cells
        for above, below in pairwise(rows)
        if _TIGHTEST < (step := (_base(below) - _base(above)) / max([w.size for w in below])) < _LOOSEST
    )
    return steps[len(steps) // 4] if steps else _USUAL_LEADING


def _base(row: Sequence[Word]) -> float:
    return max(row, key=_SIZE).bottom


def _begins_paragraph(before: Sequence[Word], row: Sequence[Word], room: _Room, leading: float) -> bool:
    step = _base(row) - _base(before)
    size = max([w.size for w in row])
    if step > leading * size + max(0.17 * size, 1.2):
        return True
    if is_bullet(row[0]) or (_NUMBERED.match(row[0].text) and len(row) > 1 and _hard_break(before, row, room)):
        return True
    if abs(size - max([w.size for w in before])) > 0.15 * size:
        return True
    if _look(before) != _look(row) and _uniform(before) and _uniform(row):
        return True
    return _hard_break(before, row, room)


def _hard_break(before: Sequence[Word], row: Sequence[Word], room: _Room) -> bool:
    """The next word had room on the line before, with half an em to spare: the author broke the line."""
    size = before[-1].size
    first = row[1] if is_bullet(row[0]) and len(row) > 1 else row[0]
    return room.left_over(before) > 0.78 * size + (first.x1 - first.x0)


def _look(row: Sequence[Word]) -> tuple[bool, bool]:
    return row[0].bold, row[0].italic


def _uniform(row: Sequence[Word]) -> bool:
    return len({(w.bold, w.italic) for w in row}) == 1


def unwrapped(lines: Sequence[Line], room: float | None = None, known: Mapping[str, int] | None = None) -> str:
    """The text of lines: lines of a paragraph joined, paragraphs on lines of their own.

    Args:
        lines: printed lines with their paragraph numbers.
        room: how wide a line may get, for words broken at the cell's edge.
        known: how often each word stands in the document, to mend words broken at a line's end.
    """
    text = ""
    last: Line | None = None
    for line in lines:
        if last is None:
            text = line.text
        elif line.paragraph != last.paragraph:
            text += "\n" + line.text
        else:
            text = _joined(text, line.text, _fills_line(last, room), known or {})
        last = line
    return text


def joined_over_break(before: str, after: str, known: Mapping[str, int]) -> str:
    """Two pieces of one text that a page break cut."""
    return _joined(before, after, False, known)


def _joined(text: str, following: str, full_line: bool, known: Mapping[str, int]) -> str:
    last_word = text.rsplit(None, 1)[-1] if text.split() else ""
    next_word = following.split(None, 1)[0] if following.split() else ""
    ending, beginning = _last_part(last_word), _first_part(next_word)
    if last_word.endswith("-") and len(last_word) > 1 and next_word[:1].isalnum():
        return (text[:-1] if _is_hyphenated(last_word, ending, next_word, beginning, known) else text) + following
    if last_word.endswith("/") and len(last_word) > 1:
        return text + following
    if full_line and next_word[:1].islower() and (ending + beginning in known or known.get(ending, 0) <= 1):
        return text + following
    return f"{text} {following}"


def _is_hyphenated(last_word: str, ending: str, next_word: str, beginning: str, known: Mapping[str, int]) -> bool:
    """The hyphen is there only because the line ended: the whole word is known, its parts are not."""
    if not next_word[0].islower() or not last_word[-2].isalpha():
        return False
    return ending + beginning in known and not (known.get(ending, 0) > 1 and known.get(beginning, 0) > 1)


def _fills_line(line: Line, room: float | None) -> bool:
    """A single word as wide as the line may get: what follows may be the rest of it."""
    if room is None or " " in line.text or len(line.text) < 8:
        return False
    letter = (line.box.x1 - line.box.x0) / len(line.text)
    return room - (line.box.x1 - line.box.x0) < 1.2 * letter


def words_in(text: str) -> list[str]:
    """The words of a text in lower case, parted at anything that is no letter."""
    return _WORD.findall(text.lower())


def _last_part(word: str) -> str:
    return next(iter(reversed(words_in(word))), "")


def _first_part(word: str) -> str:
    return next(iter(words_in(word)), "")
