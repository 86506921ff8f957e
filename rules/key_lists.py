"""Keys that no heading announces: looks set together, each with a few words inside, beside or under it.

That they are a key is told by the looks, which tables show alone in cells, and by the words: one of them at least is
known for a status, or the colours go from green over amber to red as in a key, and as in no list of projects.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from ..language.statuses import hue, read_status
from ..records import Box, Extract, Mark
from .key_looks import Look, Vote, icons, is_used, look_of, mark_vote, ranks
from .key_words import direction_word, key_word, kind_named, opening_status

_LINE = 80
# In points: how far two icons of a list may be out of line, and how far below one another they stand.
_LEVEL, _NEXT = 4.0, 60.0
_MOST = 8
_PLACES = {"blue": 0, "green": 0, "amber": 1, "red": 2}


@dataclass(frozen=True, slots=True)
class _Said:
    text: str
    box: Box


def lists_without_heading(extract: Extract, used: Collection[Look]) -> Iterator[Vote]:
    """The votes of keys that are told by their looks and words alone.

    Args:
        extract: the passages of the report.
        used: the looks that stand alone in cells of the report's tables.
    """
    for page in sorted({passage.box.page for passage in extract.passages if passage.marks}):
        own = [passage for passage in extract.passages if passage.box.page == page]
        said = [_Said(line.text.strip(), line.box) for passage in own for line in passage.lines if line.text.strip()]
        found = icons(mark for passage in own for mark in passage.marks)
        for run in _runs(found):
            yield from _votes_of_run(run, said, found, used)


def _runs(found: Sequence[Mark]) -> list[list[Mark]]:
    """Icons below one another, and icons side by side."""
    down = _grouped(sorted(found, key=lambda icon: icon.box.top), lambda icon: (icon.box.x0 + icon.box.x1) / 2, _NEXT)
    return [*down, *_grouped(found, lambda icon: (icon.box.top + icon.box.bottom) / 2, None)]


def _grouped(found: Sequence[Mark], place: Callable[[Mark], float], reach: float | None) -> list[list[Mark]]:
    """Icons at one place across (or down), each no further than ``reach`` points below the one before."""
    runs: list[list[Mark]] = []
    for icon in found:
        for run in runs:
            near = reach is None or icon.box.top - run[-1].box.bottom < reach
            if near and abs(place(run[-1]) - place(icon)) <= _LEVEL:
                run.append(icon)
                break
        else:
            runs.append([icon])
    return [run for run in runs if 2 <= len(run) <= _MOST]


def _votes_of_run(
    run: Sequence[Mark], said: Sequence[_Said], found: Sequence[Mark], used: Collection[Look]
) -> list[Vote]:
    if sum(is_used(icon, used) for icon in run) < 2 or len({look_of(icon) for icon in run}) < len(run):
        return []
    beside = next((texts for side in _SIDES if (texts := _all_on(side, run, said, found))), [])
    # One list often goes on with the arrows of the direction of travel.
    rating = [(icon, text) for icon, text in zip(run, beside, strict=False) if not direction_word(text)]
    texts = [text for _, text in rating]
    told = [(icon, word) for icon, text in rating if (word := _word(text))]
    words = [word for _, word in told]
    if len(told) < max(2, len(texts)) or len({word.casefold() for word in words}) < len(words):
        return []
    if any(kind_named(text, whole=True) and not opening_status(text) for text in texts) or not _is_scale(told):
        return []
    known = any(read_status(word) for word in words)
    ranked = zip(told, ranks(words), strict=True)
    return [mark_vote(word, "status", icon, sure=known, rank=rank) for (icon, word), rank in ranked]


def _word(text: str) -> str | None:
    """The status that a line of a key explains; none for a sentence."""
    return None if len(text) > _LINE else opening_status(text) or key_word(text)


def _is_scale(told: Sequence[tuple[Mark, str]]) -> bool:
    """Whether known words have the colours they speak of, or the colours of unknown ones are a whole scale in order."""
    hues = [hue(icon.colour) for icon, _ in told]
    known = [(status.hue, shown) for (_, word), shown in zip(told, hues, strict=True) if (status := read_status(word))]
    if known:
        sides = [(_PLACES.get(str(own)), _PLACES.get(str(shown))) for own, shown in known]
        return all(own == shown or None in (own, shown) for own, shown in sides)
    places = [_PLACES[shown] for shown in hues if shown in _PLACES]
    ordered = places in (sorted(places), sorted(places, reverse=True))
    return ordered and {"green", "amber", "red"} <= {*hues}


# ------------------------------------------------------------------------- which words go with an icon

_Side = Callable[[Mark, _Said, Sequence[Mark]], float | None]


def _all_on(side: _Side, run: Sequence[Mark], said: Sequence[_Said], found: Sequence[Mark]) -> list[str]:
    """The words on one side of each icon; none where one of them lacks words or two share them."""
    nearest: list[_Said] = []
    for icon in run:
        near = [(distance, index) for index, one in enumerate(said) if (distance := side(icon, one, found)) is not None]
        if not near:
            return []
        nearest.append(said[min(near)[1]])
    return [one.text for one in nearest] if len({id(one) for one in nearest}) == len(run) else []


def _inside(icon: Mark, said: _Said, _found: Sequence[Mark]) -> float | None:
    within = icon.box.x0 <= said.box.x0 and said.box.x1 <= icon.box.x1
    return 0.0 if within and _is_level(icon, said) else None


def _right(icon: Mark, said: _Said, found: Sequence[Mark]) -> float | None:
    return _gap(icon.box.x1, said.box.x0, icon, said, found)


def _left(icon: Mark, said: _Said, found: Sequence[Mark]) -> float | None:
    return _gap(said.box.x1, icon.box.x0, icon, said, found)


def _under(icon: Mark, said: _Said, _found: Sequence[Mark]) -> float | None:
    middle, below = (icon.box.x0 + icon.box.x1) / 2, said.box.top - icon.box.bottom
    reach = 2 * (said.box.bottom - said.box.top)
    return below if said.box.x0 <= middle <= said.box.x1 and -1 <= below <= reach else None


_SIDES: tuple[_Side, ...] = (_inside, _right, _left, _under)


def _gap(start: float, end: float, icon: Mark, said: _Said, found: Sequence[Mark]) -> float | None:
    """How far words on the line of an icon are from it, with nothing drawn between."""
    if not _is_level(icon, said) or end - start < -1:
        return None
    between = any(_is_level(other, said) and start <= other.box.x0 and other.box.x1 <= end for other in found)
    return None if between else end - start


def _is_level(icon: Mark, said: _Said) -> bool:
    middle = (icon.box.top + icon.box.bottom) / 2
    return said.box.top - 2 <= middle <= said.box.bottom + 2
