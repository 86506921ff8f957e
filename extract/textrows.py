"""The printed rows of a table in a text, each whole where the conversion split it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ..records import RowKind
from .figures import is_figure, stands_for_figure
from .textfile import Piece
from .textsections import section_in
from .textsigns import as_mark, is_nothing, is_open, is_stray, says_again
from .texttables import TextTable, without_header

_ENDS = ".!?:;"
# Texts up to this length are fields, longer ones prose.
_SHORT, _PROSE = 60, 120
# The share of stray characters that tells a column of icons, and of rows that tells what every row has.
_ICONS, _OFTEN, _MOSTLY = 0.3, 0.4, 0.6
# In so many of its columns a line has texts of its own that is a row though its name seems to go on.
_MOST_COLUMNS = 0.7
# A line of a wrapped name is not that much longer than the one above it.
_WIDER = 1.7


@dataclass(slots=True)
class Row:
    """A printed row while lines are added to it: the pieces of each cell. ``rank`` is higher for outer sections."""

    kind: RowKind
    cells: list[list[Piece]]
    rank: int = 0

    @property
    def top(self) -> float:
        """The number of its first line."""
        return min(piece.box.top for pieces in self.cells for piece in pieces)

    @property
    def is_begun(self) -> bool:
        """Whether it holds no more than the begin of a name."""
        return not any(self.text(col) for col in range(1, len(self.cells)))

    def text(self, col: int) -> str:
        return " ".join(piece.text for piece in self.cells[col] if piece.text)

    def add(self, line: Sequence[Piece]) -> None:
        for col, piece in enumerate(line):
            if (piece.text or piece.marks) and not says_again(self.text(col), piece.text):
                self.cells[col].append(piece)

    def close(self, icons: Collection[int]) -> None:
        """What a conversion made of an icon, beside or instead of words, is a mark.

        Args:
            icons: the columns that held pictures, where figures are none.
        """
        self.cells = [
            [as_mark(piece) if is_stray(piece.text, among_icons=col in icons) else piece for piece in cell]
            for col, cell in enumerate(self.cells)
        ]


def rows_of(table: TextTable, known: Mapping[str, int], prose: Sequence[str]) -> list[Row]:
    """The printed rows of a table, each whole.

    Args:
        table: its parts.
        known: how often each word stands in the document.
        prose: the paragraphs outside tables, where the names of sections may stand whole.
    """
    columns = table.parts[0].columns
    parts = [without_header(part) for part in table.parts]
    lines = [line for part in parts for line in part]
    firsts = {id(part[0]) for part in parts if part}
    joining = _Joining(lines)
    sections = bool(table.header.rows) or columns > 2
    rows: list[Row] = []
    named_before = True
    for at, line in enumerate(lines):
        section = section_in(line, known, prose) if sections else None
        last = rows[-1] if rows and rows[-1].kind == "body" else None
        if section is not None and not (last is not None and last.is_begun and is_open(last.text(0))):
            rows.append(Row("section", [[replace(line[0], text=section)], *([] for _ in range(columns - 1))]))
        elif last is not None and joining.continues(last, at, named_before=named_before, first=id(line) in firsts):
            last.add(line if named_before or not line[0].text else (replace(line[0], apart=True), *line[1:]))
        else:
            rows.append(Row("body", [[piece] if piece.text or piece.marks else [] for piece in line]))
        named_before = bool(line[0].text)
    for row in rows:
        row.close(joining.icons)
    _rank_sections(rows)
    return rows


def _rank_sections(rows: Sequence[Row]) -> None:
    """A section that another one follows at once is the outer: it is made larger, as a heading would be."""
    sections = [at for at, row in enumerate(rows) if row.kind == "section"]
    inner = {rows[at].text(0) for at in sections if at - 1 in sections}
    outer = {rows[at].text(0) for at in sections if at + 1 in sections} - inner
    for at in sections:
        rows[at].rank = int(rows[at].text(0) in outer)


class _Joining:
    """Which lines of a table continue the row above them.

    A line does where it names nothing, begins in the middle of a sentence, or a long text of the row
    above goes on in it; and where the row above still lacks what rows of this table have.
    """

    def __init__(self, lines: Sequence[Sequence[Piece]]) -> None:
        self._lines = lines
        columns = range(1, len(lines[0]) if lines else 1)
        self.icons = frozenset(col for col in columns if _holds_icons([line[col].text for line in lines]))
        self._told = [col for col in columns if col not in self.icons]
        self._prose = {col for col in columns if any(len(line[col].text) > _PROSE for line in lines)}
        self._keys = [col for col in self._told if _is_key([line[col].text for line in lines if line[0].text])]

    def continues(self, above: Row, at: int, *, named_before: bool, first: bool) -> bool:
        """Whether a line is more of the row above.

        Args:
            above: that row so far.
            at: the place of the line.
            named_before: whether the line above it has something in the first column.
            first: whether it is the first after a break.
        """
        line = self._lines[at]
        name = line[0].text
        if not any(map(str.isalnum, name)):
            wrapped = any(self._is_wrapped(near) for near in (at - 1, at, at + 1) if 0 <= near < len(self._lines))
            return wrapped or self._own(above, line, beside=True) < 2
        if name[:1].islower() or name[:1] in "()&,;/" or is_open(above.text(0)):
            return self._own(above, line) < max(2, _MOST_COLUMNS * (len(line) - 1))
        if not named_before:
            # A name has no gap in it: these are words of something else, unless a row begins here.
            return not any(line[col].text for col in self._keys) and self._goes_on(above, line)
        if not first and self._keys and not any(above.text(col) for col in self._keys):
            return True
        if self._is_filled_like(above, line) or len(name) > _WIDER * len(above.cells[0][-1].text):
            return False
        return self._goes_on(above, line)

    def _goes_on(self, above: Row, line: Sequence[Piece]) -> bool:
        return any(_goes_on(above.text(col), line[col].text) for col in self._told)

    def _is_wrapped(self, at: int) -> bool:
        """Whether a text of a line begins in lower case: the lines are those of the page, not whole paragraphs."""
        texts = [self._lines[at][col].text for col in self._told]
        return any(text[:1].islower() and not stands_for_figure(text) for text in texts)

    def _own(self, above: Row, line: Sequence[Piece], *, beside: bool = False) -> int:
        """In how many columns a line has a text of its own; ``beside``: that the row above has filled, too."""
        return sum(
            _is_of_its_own(above.text(col), line[col].text)
            and (not beside or not is_nothing(above.text(col)) and not says_again(above.text(col), line[col].text))
            for col in self._told
        )

    def _is_filled_like(self, above: Row, line: Sequence[Piece]) -> bool:
        """Whether a line fills all columns of short texts that the first line of the row above fills."""
        first = [(col, above.cells[col][0]) for col in self._told if col not in self._prose and above.cells[col]]
        short = [col for col, piece in first if len(piece.text) <= _SHORT and piece.box.top == above.top]
        return bool(short) and all(line[col].text for col in short)


def _holds_icons(texts: Sequence[str]) -> bool:
    """Whether a column held pictures: a good part of what stands in it is stray characters."""
    told = [text for text in texts if text]
    return sum(map(is_stray, told)) > _ICONS * len(told)


def _is_key(texts: Sequence[str]) -> bool:
    """Whether a column of short texts is filled in most rows."""
    told = [text for text in texts if text]
    short = sum(len(text) <= _SHORT for text in told)
    return len(told) > _OFTEN * len(texts) and short > _MOSTLY * len(told)


def _is_of_its_own(above: str, text: str) -> bool:
    """Whether a text begins like one, rather than going on from the one above it."""
    letters = sum(letter.isalnum() for letter in text)
    if letters < 2 and not is_figure(text) or is_stray(text) or text.count(")") > text.count("("):
        return False
    if is_figure(text) and above[-1:].isalpha() and not any(map(str.isdigit, above)):
        return False  # the figure of a label
    return not is_open(above) and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "£•")


def _goes_on(above: str, text: str) -> bool:
    """Whether a text is more of the one above it: that cannot end there, or this begins in lower case."""
    if not above or not text or stands_for_figure(above) or stands_for_figure(text):
        return False
    return is_open(above) or (text[:1].islower() and above.rstrip()[-1] not in _ENDS)
