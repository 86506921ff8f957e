"""The tables of a text: header rows told from the body, and parts with the same header put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from .figures import is_figure, stands_for_figure
from .textblocks import Rows
from .textfile import Piece

# How like another a header printed again is, of 100, in most of its columns.
_ALIKE, _MOST_COLUMNS = 80, 0.7
_LONGEST_HEADING = 80
# How like a heading the begin of a cell is that has it run in, of 100.
_RUN_IN = 75
# A header stands among the first lines of a part; what is above it is a running head.
_SEARCHED = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The rows that head the columns, a piece for each column."""

    rows: tuple[tuple[Piece, ...], ...]

    def title(self, col: int) -> str:
        return " ".join(row[col].text for row in self.rows if col < len(row) and row[col].text)

    @property
    def filled(self) -> int:
        return sum(bool(self.title(col)) for col in range(len(self.rows[0]))) if self.rows else 0

    def is_like(self, other: Header) -> bool:
        """Whether both head the same columns, though one lacks words or has some garbled."""
        if not self.rows or not other.rows or len(self.rows[0]) != len(other.rows[0]):
            return False
        pairs = [(self.title(col), other.title(col)) for col in range(len(self.rows[0]))]
        told = [(one.casefold(), two.casefold()) for one, two in pairs if one and two]
        alike = sum(fuzz.partial_ratio(one, two) >= _ALIKE for one, two in told)
        return len(told) >= 2 and alike >= _MOST_COLUMNS * len(told)


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one table with nothing between them.

    ``above`` are the lines over the header, which belong to no row.
    """

    header: Header
    body: tuple[tuple[Piece, ...], ...]
    above: tuple[tuple[Piece, ...], ...] = ()

    @property
    def columns(self) -> int:
        rows = self.header.rows or self.body
        return len(rows[0]) if rows else 0


@dataclass(slots=True)
class TextTable:
    """A table while parts are added to it."""

    parts: list[Part] = field(default_factory=list)

    def goes_on_in(self, part: Part) -> bool:
        """Whether a part below, with nothing but page furniture between, has the same header."""
        last = self.parts[-1]
        return last.columns == part.columns and part.header.is_like(self.header)

    @property
    def header(self) -> Header:
        """The fullest of the headers, the first of equals."""
        return max((part.header for part in self.parts), key=lambda header: (header.filled, -len(header.rows)))


def part_of(block: Rows, known: Sequence[Header]) -> Part:
    """Tell the header of a block of lines from its body.

    Args:
        block: the lines.
        known: headers of tables above, by which one is known again.
    """
    rows = _squared(block)
    if block.headed:
        return Part(Header(rows[: block.headed]), rows[block.headed :])
    again = next(
        (at for at in range(min(_SEARCHED, len(rows))) for header in known if _head(rows, at).is_like(header)), None
    )
    at = again if again is not None else _first_header(rows)
    if at is None:
        return Part(Header(()), rows)
    header = _head(rows, at)
    while again is not None and at + len(header.rows) < len(rows) and _repeats(rows[at + len(header.rows)], header):
        header = Header((rows[at + len(header.rows)],))
        at += 1
    return Part(header, rows[at + len(header.rows) :], rows[:at])


def _repeats(row: Sequence[Piece], header: Header) -> bool:
    return Header((tuple(row),)).is_like(header) and not any(is_figure(piece.text) for piece in row)


def _squared(block: Rows) -> tuple[tuple[Piece, ...], ...]:
    """Rows of one length, without columns that hold nothing at the right."""
    blank = replace(block.rows[0][0], text="", marks=())
    rows = [(*row, *[_after(row, blank)] * (block.columns - len(row))) for row in block.rows]
    used = max((col + 1 for row in rows for col, piece in enumerate(row) if piece.text or piece.marks), default=1)
    return tuple(row[:used] for row in rows)


def _after(row: Sequence[Piece], blank: Piece) -> Piece:
    end = row[-1].box
    return replace(blank, box=replace(end, x0=end.x1))


def _first_header(rows: Sequence[tuple[Piece, ...]]) -> int | None:
    """The first row of short texts without figures over most columns, where rows of the same width follow."""
    for at in range(min(_SEARCHED, len(rows) - 1)):
        texts = [piece.text for piece in rows[at] if piece.text]
        if any(stands_for_figure(text) or len(text) > _LONGEST_HEADING for text in texts):
            return None
        full = len(texts) >= max(2, 0.6 * len(rows[at]))
        if full and (len(rows[at]) > 2 or _figures_below(rows[at + 1 :])):
            return at
        if len(texts) == len(rows[at]) - 1 and not rows[at][0].text and _figures_below(rows[at + 1 :]):
            return at
    return None


def _figures_below(rows: Sequence[tuple[Piece, ...]]) -> bool:
    below = [row for row in rows if row[0].text]
    return bool(below) and sum(any(is_figure(piece.text) for piece in row[1:]) for row in below) > 0.5 * len(below)


def _head(rows: Sequence[tuple[Piece, ...]], at: int) -> Header:
    """A header row, and the row below it that names the columns of a group."""
    first = rows[at]
    if at + 1 >= len(rows):
        return Header((first,))
    second = rows[at + 1]
    told = [col for col, piece in enumerate(second) if piece.text]
    splits = any(not first[col].text for col in told)
    plain = all(len(second[col].text) <= _LONGEST_HEADING and not stands_for_figure(second[col].text) for col in told)
    if len(told) > 1 and not second[0].text and splits and plain:
        return Header((first, second))
    return Header((first,))


def without_header(part: Part) -> list[tuple[Piece, ...]]:
    """The body of a part, without the words of the header that the conversion ran into its first line."""
    titles = [part.header.title(col) for col in range(part.columns)] if part.header.rows else []
    body = list(part.body)
    if not titles or not body:
        return body
    starts = [_begins_with(piece.text, title) for piece, title in zip(body[0], titles, strict=True)]
    if sum(starts) > 1:
        body[0] = tuple(
            replace(piece, text=piece.text[len(title) :].strip()) if start else piece
            for piece, title, start in zip(body[0], titles, starts, strict=True)
        )
    return [line for line in body if any(piece.text or piece.marks for piece in line)]


def _begins_with(text: str, title: str) -> bool:
    return len(title) > 3 and fuzz.ratio(text[: len(title)].casefold(), title.casefold()) >= _RUN_IN
