"""The status that a cell shows: a word, a letter, a mark or a fill, through the report's key first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.directions import read_direction
from ..language.names import fold
from ..language.numbers import read_figure
from ..language.statuses import StatusWord, hue, pale_hue, read_status
from ..records import Box, Cell, Legend, LegendEntry, Mark
from .grid import flat, printed, tight

_OPENING = re.compile(r"(?P<word>[A-Z][A-Za-z /]{1,30}?)\s*(?:[.:;]|\s[-–—]|\()\s*\S")

# How far apart, of 765, printed shades of one colour of the key may be.
_NEAR = 40


@dataclass(frozen=True, slots=True)
class StatusRead:
    """A status with the way it was read (see ``Observation.status_read_from``) and where it stands."""

    word: str | None
    read_from: str | None
    previous: str | None
    boxes: tuple[Box, ...]
    rated: bool = True


def status_of(cell: Cell, legend: Legend, *, row_fill: str | None = None) -> StatusRead | None:
    """The status of a cell; None where it shows none.

    Args:
        cell: a cell of a status column, or one that may hold a status in place of a figure.
        legend: the report's key; it goes before what colours commonly mean.
        row_fill: the fill of the row's name cell, which is no status where the cell shares it.
    """
    text = flat(cell.text)
    own = next((entry.word for entry in legend.statuses() if fold(entry.word) == fold(text)), None) if text else None
    if own is not None:
        return StatusRead(text, "word", None, printed(cell).boxes)
    word = read_status(text) if text else None
    if word is not None:
        how = "letter" if len(text.strip(" .()*")) == 1 else "word"
        shown = _of_letter(word.word, legend) if how == "letter" else word.word
        return StatusRead(None if _is_nothing(shown) else shown, how, word.previous, printed(cell).boxes, word.rated)
    opening = _opening(cell)
    if opening is not None:
        return opening
    return _of_marks(cell.marks, legend) or (_of_fill(cell, legend, row_fill) if not _has_words(text) else None)


def _opening(cell: Cell) -> StatusRead | None:
    word = opening_status(cell)
    return StatusRead(word.word, "word", word.previous, printed(cell).boxes) if word is not None else None


def opening_status(cell: Cell) -> StatusWord | None:
    """The status that opens a cell of words: "On target. Two sites have opened".

    None where the whole cell is a status, alone or with an earlier one ("Good (Strong in Q1)").
    """
    text = flat(cell.text)
    if (whole := read_status(text)) is not None and whole.previous is not None:
        return None
    opened = _OPENING.match(text)
    opening = [flat(cell.paragraphs[0])] if len(cell.paragraphs) > 1 else []
    for part in (*opening, *([opened["word"]] if opened is not None else [])):
        word = read_status(part)
        if word is not None and word.rated and len(word.word) > 1 and part != text:
            return word
    return None


def status_of_pale_mark(cell: Cell, legend: Legend) -> StatusRead | None:
    """What the pale symbol of a cell of a status column stands for; None where it has no hue at all."""
    for mark in cell.marks:
        name = pale_hue(mark.colour)
        if name is not None and name != "grey" and mark.kind != "highlight":
            entry = entry_of_colour(name, legend)
            word, how = (entry.word, "legend") if entry is not None else (name.capitalize(), "hue")
            return StatusRead(word, how, None, (mark.box,))
    return None


def status_of_pale_fill(cell: Cell, legend: Legend) -> StatusRead | None:
    """What the pale fill of a blank cell stands for that is known to show a status; None where it has no hue at all."""
    name = pale_hue(cell.fill)
    if name is None or name == "grey":
        return None
    entry = entry_of_colour(name, legend)
    word, how = (entry.word, "legend") if entry is not None else (name.capitalize(), "hue")
    return StatusRead(word, how, None, tight(cell.boxes))


def _is_nothing(word: str) -> bool:
    return word.lower().replace(" ", "") in ("n/a", "na", "notapplicable", "n.a", "n\\a")


def _has_words(text: str) -> bool:
    """Whether a cell says more than a figure does: "25.7 days" on green is a rated figure, a comment is not."""
    return sum(character.isalpha() for character in text) > 3 and read_figure(text).value is None


def _of_letter(word: str, legend: Legend) -> str:
    """A letter's colour, or the key's word for that colour."""
    entry = entry_of_colour(word.lower(), legend)
    return entry.word if entry is not None else word


def _of_marks(marks: tuple[Mark, ...], legend: Legend) -> StatusRead | None:
    for mark in marks:
        entry = entry_of_mark(mark, legend.statuses())
        if entry is not None:
            return StatusRead(entry.word, "legend", None, (mark.box,))
    for mark in marks:
        glyph = read_status(mark.key) if mark.kind in ("glyph", "highlight") else None
        if glyph is not None:
            return StatusRead(glyph.word, "glyph" if mark.kind == "glyph" else "word", glyph.previous, (mark.box,))
    for mark in marks:
        shown = _of_colour(mark.colour, legend)
        if shown is not None and mark.kind != "highlight":
            return StatusRead(shown[0], shown[1], None, (mark.box,))
    return None


def _of_fill(cell: Cell, legend: Legend, row_fill: str | None) -> StatusRead | None:
    if cell.fill is None or cell.fill == row_fill:
        return None
    shown = _of_colour(cell.fill, legend)
    return StatusRead(shown[0], shown[1], None, tight(cell.boxes)) if shown is not None else None


def _of_colour(colour: str | None, legend: Legend) -> tuple[str, str] | None:
    """What a colour stands for: the key's word for it or for its only colour of that hue, else the hue's name."""
    name = hue(colour)
    if colour is None or name is None:
        return None
    near = [
        entry for entry in legend.statuses() if entry.colour is not None and _distance(entry.colour, colour) <= _NEAR
    ]
    entry = min(near, key=lambda one: _distance(one.colour or "", colour), default=None) or entry_of_colour(
        name, legend
    )
    return (entry.word, "legend") if entry is not None else (name.capitalize(), "hue")


def _distance(one: str, other: str) -> int:
    """How far two colours (``#rrggbb``) are apart, 0 to 765."""
    return sum(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))


def entry_of_colour(name: str, legend: Legend) -> LegendEntry | None:
    """The only entry of the key in that colour (``red``, ``amber``, ``green``, ``blue``, ``grey``)."""
    entries = {entry.word: entry for entry in legend.statuses() if hue(entry.colour) == name}
    return next(iter(entries.values())) if len(entries) == 1 else None


def entry_of_mark(mark: Mark, entries: tuple[LegendEntry, ...]) -> LegendEntry | None:
    """The entry of the key that shows a mark: same outline or picture, and no other colour."""
    alike = [
        (entry, shown) for entry in entries for shown in entry.marks if shown.kind == mark.kind and _alike(shown, mark)
    ]
    if alike and mark.kind == "picture":
        return min(alike, key=lambda pair: mark.bits_apart(pair[1].key))[0]
    same_colour = [entry for entry, shown in alike if shown.colour == mark.colour]
    if same_colour:
        return same_colour[0]
    same_hue = [entry for entry, shown in alike if hue(mark.colour) and hue(shown.colour) == hue(mark.colour)]
    return same_hue[0] if same_hue else None


def direction_of_mark(mark: Mark, legend: Legend) -> str | None:
    """The direction of travel that a mark shows: by the key, else as an arrow."""
    entry = entry_of_mark(mark, legend.directions())
    if entry is not None:
        return entry.word
    read = read_direction(mark.key)
    return read.word if read is not None else None


def _alike(shown: Mark, mark: Mark) -> bool:
    """Whether two marks of one kind look the same; a picture may have been drawn again at another size."""
    if mark.kind == "picture" and hue(shown.colour) != hue(mark.colour):
        return False
    return shown.key == mark.key or mark.kind == "picture" and mark.is_picture_of(shown.key)
