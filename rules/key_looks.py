"""The looks of a key: fills and icons, and the votes that one of them stands for a word."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..language.statuses import read_status
from ..records import Box, Cell, Kind, LegendEntry, LegendMeans, Mark

Look = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Vote:
    """One place in the report where a look stands for a word, of rows of some kinds (none for all)."""

    word: str
    means: LegendMeans
    look: Look
    sure: bool
    box: Box
    mark: Mark | None = None
    colour: str | None = None
    rank: int | None = None
    kinds: tuple[Kind, ...] = ()


def fill_vote(word: str, cell: Cell, *, sure: bool, rank: int | None = None, kinds: tuple[Kind, ...] = ()) -> Vote:
    """A vote that a cell's fill stands for a status."""
    look = ("fill", cell.fill or "", None)
    return Vote(word, "status", look, sure, cell.boxes[0], colour=cell.fill, rank=rank, kinds=kinds)


def mark_vote(
    word: str,
    means: LegendMeans,
    mark: Mark,
    *,
    sure: bool,
    rank: int | None = None,
    kinds: tuple[Kind, ...] = (),
) -> Vote:
    """A vote that an icon stands for a word."""
    return Vote(word, means, look_of(mark), sure, mark.box, mark, mark.colour, rank, kinds)


def look_of(mark: Mark) -> Look:
    """By what an icon is known; a picture has no colour of its own, a block of colour is a fill."""
    if (mark.kind, mark.key) == ("shape", "block") and mark.colour is not None:
        return ("fill", mark.colour, None)
    return (mark.kind, mark.key, None if mark.kind == "picture" else mark.colour)


def is_used(mark: Mark, used: Collection[Look]) -> bool:
    """Whether looks hold that of an icon; a picture drawn again at another size differs in a few bits."""
    look = look_of(mark)
    return look in used or (
        mark.kind == "picture" and any(kind == "picture" and mark.is_picture_of(key) for kind, key, _ in used)
    )


def counted(votes: Iterable[Vote]) -> list[Vote]:
    """The votes that stand: for each look the first sure one, else the first if all others agree with it."""
    by_look: dict[tuple[str, Look, tuple[Kind, ...]], list[Vote]] = {}
    for vote in votes:
        by_look.setdefault((vote.means, vote.look, vote.kinds), []).append(vote)
    told = {(means, look) for (means, look, _), cast in by_look.items() if any(vote.sure for vote in cast)}
    kept = []
    for (means, look, _), cast in by_look.items():
        sure = next((vote for vote in cast if vote.sure), None)
        if sure is not None:
            kept.append(sure)
        elif (means, look) not in told and len({vote.word.casefold() for vote in cast}) == 1:
            kept.append(cast[0])
    return sorted(kept, key=lambda vote: not vote.sure)


def entry(vote: Vote) -> LegendEntry:
    """The line of the legend that a vote makes."""
    marks = () if vote.mark is None else (vote.mark,)
    return LegendEntry(vote.word, vote.means, vote.colour, marks, vote.box, vote.rank, vote.kinds)


def ranks(words: Sequence[str]) -> list[int | None]:
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


def icons(marks: Iterable[Mark]) -> list[Mark]:
    """The marks as a reader sees them, left to right and line by line: of shapes drawn over one another the outer."""
    drawn: list[Mark] = []
    for mark in marks:
        if mark.kind != "highlight" and not any(_same_place(mark.box, other.box) for other in drawn):
            drawn.append(mark)
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


def _same_place(one: Box, other: Box) -> bool:
    """Whether an outline is drawn over another: once filled and once stroked."""
    apart = (one.x0 - other.x0, one.top - other.top, one.x1 - other.x1, one.bottom - other.bottom)
    return one.page == other.page and all(abs(distance) < 1 for distance in apart)


def _inside(inner: Box, outer: Box) -> bool:
    if inner.page != outer.page or (inner.x1 - inner.x0) >= (outer.x1 - outer.x0):
        return False
    middle = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= middle[0] <= outer.x1 and outer.top <= middle[1] <= outer.bottom
