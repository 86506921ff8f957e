"""Reading the key of a report: which looks (a fill, an icon, a drawn shape, a glyph) stand for which word.

Evidence is gathered from all over the report and weighed. A table or list that is a key, or a sentence that says what
a symbol marks, decides by itself. A look that merely stands beside a word (a legend under a chart, an icon in front of
a rating) counts only if it stands beside the same word everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..language.directions import read_direction
from ..language.statuses import hue, read_status
from ..records import Extract, Legend, Line, Mark, Passage, Table
from .key_lists import lists_without_heading
from .key_looks import Look, Vote, counted, entry, icons, is_used, look_of, mark_vote, ranks
from .key_tables import looks_alone, table_votes
from .key_words import (
    announces_key,
    direction_word,
    key_word,
    kind_named,
    opening_status,
    segments,
    speaks_of_key,
    speaks_of_symbol,
    word_starts,
)

_NEAR = 6  # letters


def read_legend(extract: Extract) -> Legend:
    """Reads the key of a report.

    Args:
        extract: The tables and passages of the report.

    Returns:
        An entry for each look and its word, those of key tables first. A status entry has the fill ``colour`` or the
        ``marks`` that stand for it, its ``rank`` where a key orders the words, and the ``kinds`` of row that it is for
        where the key has other words for others. A kind entry has the kind (``measure``, ``milestone``, ``project``,
        ``risk``, ``action``, ``deliverable``) as its word, a direction entry the direction of travel.
    """
    alone = {table.number: looks_alone(table) for table in extract.tables}

    def used(besides: Table | None) -> frozenset[Look]:
        others = (looks for number, looks in alone.items() if besides is None or number != besides.number)
        return frozenset[Look]().union(*others)

    votes = [vote for table in extract.tables for vote in table_votes(table, used)]
    passages = sorted(extract.passages, key=lambda passage: passage.order)
    for headings, under in groupby(passages, key=lambda passage: passage.headings):
        together = list(under)
        said = "\n".join(headings[-1:])
        listed = (
            _list_votes(together, used(None) if announces_key(said) else frozenset()) if speaks_of_key(said) else []
        )
        plain = [vote for passage in together for vote in _passage_votes(passage)]
        votes.extend(listed or [*plain, *_votes_among(plain, together, used(None)), *_arrows(together, used(None))])
    votes.extend(lists_without_heading(extract, used(None)))
    return Legend(tuple(entry(vote) for vote in counted(votes)))


def _list_votes(passages: Sequence[Passage], used: frozenset[Look]) -> list[Vote]:
    """The votes of a list under a heading that announces a key: icons, each with its word beside it.

    Args:
        passages: what stands under the heading.
        used: the looks that stand alone in cells of the report's tables, where surely a key is announced.
    """
    lines = [pair for passage in passages for pair in _with_words(passage)]
    arrows = [(icon, word) for icon, text in lines if (word := direction_word(text))]
    said = [(icon, opening_status(text) or key_word(text)) for icon, text in lines if not direction_word(text)]
    told = [(icon, word) for icon, word in said if word]
    looks = {look_of(icon) for icon, _ in told}
    words = [word for _, word in told]
    directions = [mark_vote(word, "direction", icon, sure=True) for icon, word in arrows] if len(arrows) > 1 else []
    if len(told) < 2 or len(looks) < len(told) or len(set(words)) < len(words):
        return directions
    known = any(opening_status(word) for word in words)
    if not known and sum(is_used(icon, used) and not kind_named(word, whole=True) for icon, word in told) < 2:
        return directions
    ranked = zip(told, ranks(words), strict=True)
    return directions + [mark_vote(word, "status", icon, sure=True, rank=rank) for (icon, word), rank in ranked]


def _with_words(passage: Passage) -> list[tuple[Mark, str]]:
    """The icons of a passage, each with the words on its line or up to the next; none where that is not told."""
    found = icons(passage.marks)
    rows = [_lines_at(icon, passage.lines) for icon in found]
    if len(found) == len(passage.lines) > 1 and len({id(line) for (line, *_) in filter(None, rows)}) == len(found):
        return [(icon, line.text.strip()) for icon, (line, *_) in zip(found, rows, strict=True)]
    parts = segments(passage.text, len(found)) if found else []
    return list(zip(found, parts, strict=True)) if len(parts) == len(found) else []


def _lines_at(icon: Mark, lines: Iterable[Line]) -> list[Line]:
    """The lines beside an icon."""
    middle = (icon.box.top + icon.box.bottom) / 2
    return [line for line in lines if line.box.page == icon.box.page and line.box.top <= middle <= line.box.bottom]


def _votes_among(votes: Sequence[Vote], passages: Sequence[Passage], used: frozenset[Look]) -> list[Vote]:
    """Votes for words that nobody knows, listed on a page among two known statuses or more, whose looks tables show."""
    statuses = [vote for vote in votes if vote.means == "status"]
    listed = [pair for passage in passages for pair in _with_words(passage)]
    known = {(vote.box, vote.word) for vote in statuses}
    pages = [vote.box.page for vote in statuses]
    told = {vote.look for vote in statuses}
    return [
        mark_vote(word, "status", icon, sure=False)
        for icon, text in listed
        if (icon.box, text) not in known
        and pages.count(icon.box.page) >= 2
        and look_of(icon) not in told
        and is_used(icon, used)
        and (word := key_word(text)) == text
        and not direction_word(text)
        and not kind_named(text, whole=True)
    ]


def _arrows(passages: Sequence[Passage], used: frozenset[Look]) -> list[Vote]:
    """Votes of looks that tables show, each beside another direction of travel and nothing more."""
    pairs = [(icon, told.word) for one in passages for icon, text in _with_words(one) if (told := read_direction(text))]
    shown = [(icon, word) for icon, word in pairs if is_used(icon, used)]
    if len(shown) < 2 or len({look_of(icon) for icon, _ in pairs}) < len(pairs):
        return []
    return [mark_vote(word, "direction", icon, sure=False) for icon, word in pairs]


def _passage_votes(passage: Passage) -> Iterator[Vote]:
    """The words that stand beside the icons of a passage: statuses, or kinds of things."""
    found = icons(passage.marks)
    paired = _with_words(passage)
    if not paired:
        yield from _legend_votes(found, [_word_after(icon, passage.lines) for icon in found])
        return
    icons_, parts = [icon for icon, _ in paired], [part for _, part in paired]
    statuses = [read_status(part) for part in parts]
    if all(statuses):
        yield from _legend_votes(icons_, [status.word for status in statuses if status])
        return
    symbolic = speaks_of_symbol(passage.text)
    for icon, part, status in zip(icons_, parts, statuses, strict=True):
        if status is None and (kind := kind_named(part, whole=not symbolic)):
            yield mark_vote(kind, "kind", icon, sure=symbolic)


def _legend_votes(found: list[Mark], words: list[str | None]) -> Iterator[Vote]:
    """Votes of a line of icons that each have a status beside them; a drawn dot without a colour is a bullet."""
    if not all(words):
        return
    for icon, word in zip(found, words, strict=True):
        if word and (icon.kind == "picture" or hue(icon.colour)):
            yield mark_vote(word, "status", icon, sure=False)


def _word_after(icon: Mark, lines: Iterable[Line]) -> str | None:
    """The status that is printed to the right of an icon; where letters stand in a line is told by its width."""
    for line in _lines_at(icon, lines):
        if not line.text:
            continue
        across = (icon.box.x1 - line.box.x0) / max(line.box.x1 - line.box.x0, 1)
        place = max(0, round(across * len(line.text)))
        starts = sorted(word_starts(line.text), key=lambda start: abs(start - place))
        near = (line.text[start:] for start in starts if abs(start - place) <= _NEAR)
        return next((word for text in near if (word := opening_status(text))), None)
    return None
