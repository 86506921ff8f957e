"""Reading the key of a report: which looks (a fill, an icon, a drawn shape, a glyph) stand for which word.

Evidence is gathered from all over the report and weighed. A table that is a key, or a sentence that says what a
symbol marks, decides by itself. A look that merely stands beside a word (a legend under a chart, an icon in front of a
rating) counts only if it stands beside the same word everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..language.statuses import hue, read_status
from ..records import Box, Cell, Extract, Legend, LegendEntry, Line, Mark, Passage, Table
from .key_words import kind_named, opening_status, segments, speaks_of_key, speaks_of_symbol, word_starts

_MOST_ROWS = 12
_NEAR = 6  # letters
_Look = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class _Vote:
    """One place in the report where a look stands for a word."""

    word: str
    means: Literal["status", "kind"]
    look: _Look
    sure: bool
    box: Box
    mark: Mark | None = None
    colour: str | None = None
    rank: int | None = None


def read_legend(extract: Extract) -> Legend:
    """Reads the key of a report.

    Args:
        extract: The tables and passages of the report.

    Returns:
        An entry for each look and its word, those of key tables first. A status entry has the fill ``colour`` or the
        ``marks`` that stand for it, and its ``rank`` where a key table orders the words. A kind entry has
        the kind (``measure``, ``milestone``, ``project``, ``risk``, ``action``, ``deliverable``) as its word.
    """
    votes: list[_Vote] = []
    for block in extract.blocks():
        votes.extend(_table_votes(block) if isinstance(block, Table) else _passage_votes(block))
    return Legend(tuple(_entry(vote) for vote in _counted(votes)))


def _counted(votes: list[_Vote]) -> list[_Vote]:
    """The votes that stand: for each look the first sure one, else the first if all others agree with it."""
    by_look: dict[tuple[str, _Look], list[_Vote]] = {}
    for vote in votes:
        by_look.setdefault((vote.means, vote.look), []).append(vote)
    kept = []
    for cast in by_look.values():
        sure = next((vote for vote in cast if vote.sure), None)
        if sure is not None:
            kept.append(sure)
        elif len({vote.word.casefold() for vote in cast}) == 1:
            kept.append(cast[0])
    return sorted(kept, key=lambda vote: not vote.sure)


def _entry(vote: _Vote) -> LegendEntry:
    marks = () if vote.mark is None else (vote.mark,)
    return LegendEntry(vote.word, vote.means, vote.colour, marks, vote.box, vote.rank)


# --------------------------------------------------------------------------------------- tables


def _table_votes(table: Table) -> Iterator[_Vote]:
    key = _key_rows(table)
    if key:
        ranks = _ranks([word for word, _ in key])
        for rank, (word, cells) in zip(ranks, key, strict=True):
            yield from _votes_of_row(word, cells, rank, _shared_fills(key))
        return
    for cell in table.cells:
        yield from _votes_of_cell(cell)


def _key_rows(table: Table) -> list[tuple[str, tuple[Cell, ...]]]:
    """The words of a key table with the cells of their rows, top to bottom; empty if the table is no key."""
    body = [row for row, kind in enumerate(table.row_kinds) if kind != "header"]
    if len(body) > _MOST_ROWS or not speaks_of_key(_said_above(table)) or _has_figures(table):
        return []
    rows = []
    for row in body:
        cells = table.row(row)
        if word := _word_of(cells):
            rows.append((word, cells))
    words = [word.casefold() for word, _ in rows]
    return rows if len(rows) > 1 and len(set(words)) == len(words) else []


def _said_above(table: Table) -> str:
    heads = [cell.text for cell in table.cells if table.row_kinds[cell.row] != "body"]
    return "\n".join([*table.headings[-1:], *heads])


def _has_figures(table: Table) -> bool:
    """Whether a body cell is a bare number: keys explain in words, tables of results and counts have figures."""
    texts = (cell.text for cell in table.cells if table.row_kinds[cell.row] == "body")
    return any(text.strip("£% ").replace(",", "").replace(".", "").isdigit() for text in texts)


def _word_of(cells: tuple[Cell, ...]) -> str | None:
    """The status that a key row explains: that of the cell with a look, else the nearest to its right, else any."""
    looking = next((index for index, cell in enumerate(cells) if _icons(cell.marks) or hue(cell.fill)), None)
    if looking is None:
        return None
    for cell in (*cells[looking:], *cells[:looking]):
        if word := opening_status(cell.text):
            return word
    return None


def _votes_of_row(word: str, cells: tuple[Cell, ...], rank: int | None, shared: frozenset[str]) -> Iterator[_Vote]:
    for cell in cells:
        if hue(cell.fill) and cell.fill not in shared:
            yield _fill_vote(word, cell, sure=True, rank=rank)
        for icon in _icons(cell.marks):
            yield _mark_vote(word, "status", icon, sure=True, rank=rank)


def _shared_fills(key: Iterable[tuple[str, tuple[Cell, ...]]]) -> frozenset[str]:
    """Fills that stand in more than one row of a key and so tell nothing: stripes and shaded columns."""
    seen: set[str] = set()
    shared: set[str] = set()
    for _, cells in key:
        fills = {cell.fill for cell in cells if cell.fill}
        shared |= fills & seen
        seen |= fills
    return frozenset(shared)


def _ranks(words: list[str]) -> list[int | None]:
    """Places from the best, 0, for the words of a key in order; None for all where the words do not tell the order."""
    known = [read_status(word) for word in words]
    rated = [index for index, status in enumerate(known) if status is None or status.rated]
    told = [status.rank for status in known if status and status.rated and status.rank is not None]
    if len(set(told)) < 2 or told not in (sorted(told), sorted(told, reverse=True)):
        return [None] * len(words)
    if told != sorted(told):
        rated.reverse()
    places: dict[int, int] = {index: place for place, index in enumerate(rated)}
    return [places.get(index) for index in range(len(words))]


def _votes_of_cell(cell: Cell) -> Iterator[_Vote]:
    """A rating with its look in one cell of any table: no key, but it shows how the report prints that rating."""
    icons = _icons(cell.marks)
    status = read_status(cell.text)
    if status:
        if hue(cell.fill):
            yield _fill_vote(status.word, cell, sure=False)
        if len(icons) == 1:
            yield _mark_vote(status.word, "status", icons[0], sure=False)
    elif len(icons) == 1 and len(cell.text) < 30 and (kind := kind_named(cell.text, whole=True)):
        yield _mark_vote(kind, "kind", icons[0], sure=False)


# ------------------------------------------------------------------------------------- passages


def _passage_votes(passage: Passage) -> Iterator[_Vote]:
    """The words that stand beside the icons of a passage: statuses, or kinds of things."""
    icons = _icons(passage.marks)
    parts = segments(passage.text, len(icons)) if icons else []
    if len(parts) == len(icons) and not all(statuses := [read_status(part) for part in parts]):
        symbolic = speaks_of_symbol(passage.text)
        for icon, part, status in zip(icons, parts, statuses, strict=True):
            if status is None and (kind := kind_named(part, whole=not symbolic)):
                yield _mark_vote(kind, "kind", icon, sure=symbolic)
    elif len(parts) == len(icons):
        yield from _legend_votes(icons, [status.word for status in statuses if status])
    else:
        yield from _legend_votes(icons, [_word_after(icon, passage.lines) for icon in icons])


def _legend_votes(icons: list[Mark], words: list[str | None]) -> Iterator[_Vote]:
    """Votes of a line of icons that each have a status beside them; a drawn dot without a colour is a bullet."""
    if not all(words):
        return
    for icon, word in zip(icons, words, strict=True):
        if word and (icon.kind == "picture" or hue(icon.colour)):
            yield _mark_vote(word, "status", icon, sure=False)


def _word_after(icon: Mark, lines: Iterable[Line]) -> str | None:
    """The status that is printed to the right of an icon; where letters stand in a line is told by its width."""
    middle = (icon.box.top + icon.box.bottom) / 2
    for line in lines:
        if line.box.page != icon.box.page or not line.box.top <= middle <= line.box.bottom or not line.text:
            continue
        across = (icon.box.x1 - line.box.x0) / max(line.box.x1 - line.box.x0, 1)
        place = max(0, round(across * len(line.text)))
        starts = sorted(word_starts(line.text), key=lambda start: abs(start - place))
        near = (line.text[start:] for start in starts if abs(start - place) <= _NEAR)
        return next((word for text in near if (word := opening_status(text))), None)
    return None


# ---------------------------------------------------------------------------------------- looks


def _icons(marks: Iterable[Mark]) -> list[Mark]:
    """The marks as a reader sees them, left to right and line by line: of shapes drawn in one another the outer."""
    drawn = [mark for mark in marks if mark.kind != "highlight"]
    outer = [mark for mark in drawn if not any(_inside(mark.box, other.box) for other in drawn if other is not mark)]
    outer.sort(key=lambda mark: mark.box.x0)
    lines: list[list[Mark]] = []
    for mark in sorted(outer, key=lambda mark: mark.box.top):
        middle = (mark.box.top + mark.box.bottom) / 2
        if lines and lines[-1][0].box.page == mark.box.page and middle < lines[-1][0].box.bottom:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return [mark for line in lines for mark in sorted(line, key=lambda mark: mark.box.x0)]


def _inside(inner: Box, outer: Box) -> bool:
    if inner.page != outer.page or (inner.x1 - inner.x0) >= (outer.x1 - outer.x0):
        return False
    middle = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= middle[0] <= outer.x1 and outer.top <= middle[1] <= outer.bottom


def _fill_vote(word: str, cell: Cell, *, sure: bool, rank: int | None = None) -> _Vote:
    return _Vote(word, "status", ("fill", cell.fill or "", None), sure, cell.boxes[0], colour=cell.fill, rank=rank)


def _mark_vote(
    word: str, means: Literal["status", "kind"], mark: Mark, *, sure: bool, rank: int | None = None
) -> _Vote:
    colour = None if mark.kind == "picture" else mark.colour
    return _Vote(word, means, (mark.kind, mark.key, colour), sure, mark.box, mark, mark.colour, rank)
