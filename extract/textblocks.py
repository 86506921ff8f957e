"""The blocks of a text: headings, paragraphs, and lines that are rows of tables.

Rows are told by tabs, by the upright strokes of Markdown, or by gaps that stand below one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .textfile import Piece, TextLine, piece_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_UNDER_HEADER = re.compile(r"(?=.*\|)\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_RULER = re.compile(r"\s*[-=_*+~|. ]{4,}\s*")
_ITEM = re.compile(r"\s*([-*•▪◦‣●○■□\u2043\uf0b7]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_GAP = re.compile(r"\S(\s{2,})(?=\S)")
# No English word but "a" is one small letter; "vitamin c" is left, since the word is known elsewhere.
_CUT_OFF = re.compile(r"\b([a-z]{5,}) ([b-z])\b(?=\s+[a-z])")
_STROKE = re.compile(r"(?<!\\)\|")

# The depth of a line that is all bold, below the six that Markdown counts, and of a line of capitals.
_BOLD_LEVEL, _CAPITALS_LEVEL = 7, 5
_LONGEST_HEADING = 400
# A line that ends this far before the others do was ended by its author.
_FULL = 0.8
_FEWEST_ALIGNED = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines of a table with nothing between them: a piece for each column of each row.

    ``headed`` is how many rows a line of dashes below them says to be the header, 0 without one.
    """

    rows: tuple[tuple[Piece, ...], ...]
    headed: int = 0

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph, or a heading (``level`` from 1, the outermost)."""

    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


Block = Rows | Prose


def blocks_of(lines: Sequence[TextLine]) -> tuple[Block, ...]:
    """The blocks of a text in the order of its lines; blank lines part them."""
    width = _width(lines)
    found: list[Block] = []
    for blank, group in groupby(lines, key=lambda line: line.is_blank):
        if not blank:
            for kind, members in groupby(_told(list(group)), key=lambda told: told[0]):
                found += _read(kind, [line for _, line in members], width)
    return tuple(found)


def _told(lines: Sequence[TextLine]) -> Iterator[tuple[str, TextLine]]:
    """What separates the columns of each line: a tab, a stroke, gaps, or nothing."""
    aligned = _aligned(lines)
    stroked = sum(bool(_STROKE.search(line.text.strip(" |"))) for line in lines) > 1
    for index, line in enumerate(lines):
        if "\t" in line.text.strip(" "):
            yield "tab", line
        elif line.text.lstrip().startswith("|") or (stroked and _STROKE.search(line.text)):
            yield "stroke", line
        elif index in aligned:
            yield "gap", line
        else:
            yield "prose", line


def _read(kind: str, lines: list[TextLine], width: float) -> list[Block]:
    if kind == "prose":
        return list(_prose(lines, width))
    if kind == "tab":
        return [Rows(tuple(tuple(_by_sign(line, re.compile("\t"))) for line in lines))]
    if kind == "stroke":
        return _stroked(lines)
    return [_gapped(lines)]


def mended(block: Block, known: Mapping[str, int]) -> Block:
    """A block with words put together whose last letter the edge of a cell cut off: ``intermediat e care``."""

    def whole(piece: Piece) -> Piece:
        text = _CUT_OFF.sub(lambda cut: cut[0] if known.get(cut[1], 0) > 1 else cut[1] + cut[2], piece.text)
        return replace(piece, text=text) if text != piece.text else piece

    if isinstance(block, Rows):
        return replace(block, rows=tuple(tuple(map(whole, row)) for row in block.rows))
    return replace(block, pieces=tuple(map(whole, block.pieces)))


# --------------------------------------------------------------------------------------- tables


def _by_sign(line: TextLine, sign: re.Pattern[str], inset: int = 0) -> Iterator[Piece]:
    start = inset
    for match in sign.finditer(line.text, inset):
        yield piece_of(line, start, match.start())
        start = match.end()
    yield piece_of(line, start, len(line.text))


def _stroked(lines: Sequence[TextLine]) -> list[Block]:
    under = [index for index, line in enumerate(lines) if _UNDER_HEADER.fullmatch(line.text)]
    rows = [tuple(_stroke_cells(line)) for line in lines if not _is_ruler(line)]
    return [Rows(tuple(rows), under[0] if under else 0)] if rows else []


def _is_ruler(line: TextLine) -> bool:
    return bool(_RULER.fullmatch(line.text) or _UNDER_HEADER.fullmatch(line.text))


def _stroke_cells(line: TextLine) -> Iterator[Piece]:
    told = line.text.rstrip()
    inset = len(told) - len(told.lstrip())
    inset += told[inset : inset + 1] == "|"
    end = len(told) - (told.endswith("|") and not told.endswith("\\|"))
    yield from _by_sign(TextLine(line.number, line.page, told[:end]), _STROKE, inset)


def _aligned(lines: Sequence[TextLine]) -> frozenset[int]:
    """The lines that hold texts set apart by gaps, where at least three next to each other do."""
    gaps = [len(_GAP.findall(line.text.strip())) for line in lines]
    found: set[int] = set()
    for has, group in groupby(range(len(lines)), key=lambda index: gaps[index] > 0):
        members = list(group)
        if has and len(members) >= _FEWEST_ALIGNED and sum(gaps[i] for i in members) >= 1.5 * len(members):
            found.update(members)
    return frozenset(found)


def _gapped(lines: Sequence[TextLine]) -> Rows:
    """Columns are where no line but a few has a letter."""
    texts = [line.text for line in lines]
    width = max(map(len, texts))
    filled = [sum(len(text) > at and not text[at].isspace() for text in texts) for at in range(width)]
    free = [at for at in range(width) if filled[at] == 0]
    corridors = [run for run in _runs(free) if len(run) > 1 and run[0] > 0]
    edges = [0, *(run[-1] + 1 for run in corridors), width]
    rows = tuple(
        tuple(piece_of(line, a, min(b, len(line.text))) for a, b in zip(edges, edges[1:], strict=False))
        for line in lines
    )
    return Rows(rows)


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in run]


# ---------------------------------------------------------------------------------------- prose


def _width(lines: Sequence[TextLine]) -> float:
    """How long lines of prose get before they are wrapped."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip() and "\t" not in line.text)
    return float(lengths[int(0.95 * (len(lengths) - 1))]) if lengths else 0.0


def _prose(lines: Sequence[TextLine], width: float) -> Iterator[Prose]:
    held: list[TextLine] = []
    for line in lines:
        if held and _begins(held[-1], line, width):
            yield from _paragraph(held)
            held = []
        if not _RULER.fullmatch(line.text):
            held.append(line)
    yield from _paragraph(held)


def _begins(before: TextLine, line: TextLine, width: float) -> bool:
    """Whether a line begins a paragraph."""
    if _ITEM.match(line.text) or _HEADING.fullmatch(line.text) or _HEADING.fullmatch(before.text):
        return True
    if before.text.endswith("  ") or _is_bold(line) != _is_bold(before):
        return True
    if line.text.lstrip()[:1].islower():
        return False
    first = line.text.split(None, 1)[0]
    return len(before.text) + 1 + len(first) < _FULL * width


def _is_bold(line: TextLine) -> bool:
    return piece_of(line, 0, len(line.text)).bold


def _paragraph(lines: Sequence[TextLine]) -> Iterator[Prose]:
    if not lines:
        return
    first = lines[0]
    heading = _HEADING.fullmatch(first.text)
    start = heading.start("text") if heading else 0
    pieces = (piece_of(first, start, len(first.text)), *(piece_of(line, 0, len(line.text)) for line in lines[1:]))
    told = tuple(piece for piece in pieces if piece.text)
    if not told:
        return
    if heading:
        yield Prose(told, len(heading[1]))
        return
    short = len(" ".join(piece.text for piece in told)) <= _LONGEST_HEADING
    worded = any(letter.isalpha() for piece in told for letter in piece.text)
    if short and worded and all(piece.bold for piece in told):
        yield Prose(told, _BOLD_LEVEL)
    elif len(lines) == 1 and _is_capitals(told[0].text):
        yield Prose(told, _CAPITALS_LEVEL)
    else:
        yield Prose(told)


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 4 <= len(letters) <= 80 and all(letter.isupper() for letter in letters)
