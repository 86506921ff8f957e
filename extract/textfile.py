"""A file of text, as converters leave reports: its lines, its pages, and what markup means in it.

A place in a text is a line and a stretch of it: of a box, ``top`` is the number of its first line in
the file, from 1, ``bottom`` that of the line after its last, ``x0`` and ``x1`` count characters from
the line's begin. ``page`` is told by form feeds and page marks; without any, all is page 1.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..records import Box, Line, Mark
from .pdfium import Unreadable

SUFFIXES = (".txt", ".text", ".md", ".markdown")
# All letters are of one size in a text; headings are made larger by their depth.
BODY_SIZE = 10.0

_LARGEST = 64 * 1024 * 1024
_BYTE_ORDER = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PAGE_MARK = re.compile(
    r"\s*(?:[-=–—_*<!\[{(]+\s*page\s*[:#]?\s*(?P<named>\d+)\b[^\w]*(?:of\s+\d+[^\w]*)?|\{(?P<counted>\d+)\}-{8,})\s*",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>|</li>\s*(?:<li>)?|<li>|</?[uo]l\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|strong|i|em|u|s|sup|sub|span|p|div|font|small|mark|a|td|th|tr)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BEFORE_ITEM = re.compile(r"^\s*[-*•▪]\s+")
_SIGNS_OF_LISTS = frozenset("•▪◦‣●○■□➢➤\u2043\uf0b7\uf0a7\uf02d")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the file: ``number`` from 1, ``text`` without its end."""

    number: int
    page: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of one line, free of markup: a cell's share of a row, or a line of prose.

    ``apart`` tells what begins a paragraph of its own.
    """

    text: str
    box: Box
    bold: bool = False
    italic: bool = False
    marks: tuple[Mark, ...] = ()
    apart: bool = False

    def line(self, paragraph: int = 0, size: float = BODY_SIZE) -> Line:
        return Line(self.text, self.box, size, self.bold, self.italic, None, paragraph)


def is_text(path: Path) -> bool:
    """Whether a file is read as text, by its name."""
    return path.suffix.casefold() in SUFFIXES


def lines_of_file(path: Path) -> tuple[TextLine, ...]:
    """The lines of a text file in the order of the file, without the marks between pages.

    Raises:
        Unreadable: the file is empty, larger than 64 MB, or holds no text.
    """
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(f"{path.name} is empty")
    if size > _LARGEST:
        raise Unreadable(f"{path.name} has {size // 1024**2} MB, more than a text of a report can: split it")
    text = _decoded(path.read_bytes())
    if "\0" in text:
        raise Unreadable(f"{path.name} is no text, whatever its name says")
    return tuple(_paged(text))


def _decoded(content: bytes) -> str:
    """UTF-8 or what its byte order mark says; else the code page of older British files."""
    for mark, encoding in _BYTE_ORDER:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _paged(text: str) -> Iterator[TextLine]:
    page = 1
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        marked = _PAGE_MARK.fullmatch(line)
        if marked is not None:
            page = int(marked["named"]) if marked["named"] else int(marked["counted"]) + 1
            yield TextLine(number, page, "")
            continue
        *before, rest = line.split("\f")
        for piece in before:
            if piece.strip():
                yield TextLine(number, page, piece)
            yield TextLine(number, page, "")
            page += 1
        yield TextLine(number, page, rest)


def piece_of(line: TextLine, start: int, end: int) -> Piece:
    """What stands in a line between two characters: words without markup, symbols as marks."""
    raw = line.text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip())
    box = Box(line.page, float(start), float(line.number), float(max(end, start)), float(line.number + 1))
    told = _TAG.sub("", _LINK.sub(r"\1", _BREAK.sub("\n", raw.strip())))
    enclosed = _BEFORE_ITEM.sub("", _without_symbols(raw))
    bold = _is_all_in(enclosed, ("**", "**"), ("__", "__"), ("<b>", "</b>"), ("<strong>", "</strong>"))
    italic = _is_all_in(enclosed, ("*", "*"), ("_", "_"), ("<i>", "</i>"), ("<em>", "</em>"))
    if bold:
        told = _BEFORE_ITEM.sub("", told)  # an icon before a heading, taken for a list's sign
    told = html.unescape(_ESCAPED.sub(r"\1", _SLANTED.sub(_either, _STRONG.sub(r"\2", told))))
    paragraphs = (_without_symbols(part) for part in told.split("\n"))
    text = "\n".join(part for part in paragraphs if part)
    return Piece(text, box, bold, italic, tuple(Mark("glyph", sign, box) for sign in told if _is_symbol(sign)))


def _either(match: re.Match[str]) -> str:
    return match[1] if match[1] is not None else match[2]


def _is_all_in(raw: str, *pairs: tuple[str, str]) -> bool:
    """Whether one pair of signs encloses the whole text."""
    told = raw.strip()
    return any(
        len(told) > len(opening) + len(closing)
        and told.startswith(opening)
        and told.endswith(closing)
        and opening[0] not in told[len(opening) : -len(closing)]
        for opening, closing in pairs
    )


def _without_symbols(text: str) -> str:
    return " ".join("".join(" " if _is_symbol(sign) else sign for sign in text).split())


def _is_symbol(sign: str) -> bool:
    """A tick, star, arrow, flag or private-use character; the signs before items of lists are none."""
    return sign > "\u2000" and sign not in _SIGNS_OF_LISTS and unicodedata.category(sign) in ("So", "Co", "Cn")
