"""The name cell of a row: the name as printed, its code, and the notes under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.names import fold, split_code, split_notes
from ..language.statuses import read_status
from ..records import Cell
from .grid import Printed, flat, printed, printed_lines

_NOTE = re.compile(r"\s*[(\[*]?\s*(?:nb\b|n\.b\.|note\b|notes\b|please note|please refer|source\b|\*|†)", re.IGNORECASE)
# A note that a conversion ran into the name.
_NOTE_WITHIN = re.compile(
    r"\s+[(\[*]{0,2}"
    r"(?=(?:NB\b|N\.B\.|Please (?:note|refer)\b|Note:|The (?:\w+ ){0,2}(?:classification|status|rating)\b))"
)
_CLOSED = re.compile(r"[.!?)]$")
_POLARITY = re.compile(
    r"\b(?:increase|decrease|reduction|high(?:er)?|low(?:er)?|bigger|smaller|more|fewer|less)\b[^()]*?"
    r"(?:\b(?:is|are|=)\s*)?\b(?:better|good|positive|preferred|desired|best)\b|\bgood (?:performance|is)\b[^()]*"
    r"|\baim(?:ing)? to (?:maximi[sz]e|minimi[sz]e|increase|decrease|reduce)\b",
    re.IGNORECASE,
)
_ENDING_POLARITY = re.compile(
    r"[\s,;–-]+(?P<note>(?:high(?:er)?|low(?:er)?|bigger|smaller|more|less|fewer|up|down)"
    r" (?:is|=|are) (?:better|good|best))\.?\s*$",
    re.IGNORECASE,
)
_QUOTED = r"[‘'“\"]([^‘'’”\"“]{2,30})[’'”\"]"
_CHANGED = re.compile(
    rf"\bchanged\b[^.]{{0,60}}?\bfrom {_QUOTED}"
    rf"|\b(?:previous(?:ly)?|was|last quarter|quarter (?:one|two|three|four|\d)|q[1-4])\b"
    rf"[^.;'‘“\"]{{0,60}}?{_QUOTED}"
    r"|\b(?:classification|status|rating|position|rated)\b[^.;'‘“\"]{0,40}?\bat the end of\b"
    rf"[^.;'‘“\"]{{0,30}}?{_QUOTED}",
    re.IGNORECASE,
)


_ANNOUNCES_CODE = re.compile(r"\b(?:ref(?:erence)?|code|no\.?|number)\b", re.IGNORECASE)
_ANNOUNCES_POLARITY = re.compile(r"\bdirection\b|\bpolarity\b|\bdesired\b|\baim\b", re.IGNORECASE)
_FIRST_CODE = re.compile(r"([A-Z&/]{0,6}[ -]?\d[\w./-]{0,6}):?(?=\s+\S)")
_LAST_BRACKET = re.compile(r"\(([^()]+)\)\s*$")


@dataclass(frozen=True, slots=True)
class NameRead:
    """A name cell read: ``notes`` are the paragraphs under the name."""

    name: Printed
    code: str | None
    notes: tuple[str, ...]
    polarity_note: str | None


def read_name(cell: Cell, heading: str = "") -> NameRead:
    """Read a name cell: the first paragraph is the name, what follows in other words or slanted is a note.

    Args:
        heading: the column's heading; where it announces a code (``KPI ref and description``) the
            first word may be one without looking like it, where it announces a desired direction
            the last bracket is one.
    """
    paragraphs = [flat(part) for part in cell.paragraphs if flat(part)]
    counts = sorted({line.paragraph for line in cell.lines})
    taken = 1
    if len(counts) == len(paragraphs):
        while taken < len(paragraphs) and _goes_on(paragraphs[taken - 1], paragraphs[taken], cell, counts[taken]):
            taken += 1
        lines = [line for line in cell.lines if line.paragraph in counts[:taken]]
        name = printed_lines(lines, " ".join(paragraphs[:taken]))
    else:
        name = Printed(paragraphs[0], printed(cell).boxes)
    notes = tuple(paragraphs[taken:])
    if (within := _NOTE_WITHIN.search(name.text)) is not None and within.start() > 0:
        notes = (name.text[within.end() :], *notes)
        name = Printed(name.text[: within.start()], name.boxes)
    if (ending := _ENDING_POLARITY.search(name.text)) is not None and ending.start() > 0:
        name = Printed(name.text[: ending.start()], name.boxes)
        notes = (ending["note"], *notes)
    told = (*split_notes(name.text)[1], *notes)
    polarity = next((found[0] for note in told if (found := _POLARITY.search(note))), None)
    if polarity is None and _ANNOUNCES_POLARITY.search(heading) and (bracket := _LAST_BRACKET.search(name.text)):
        polarity = bracket[1]
    code = split_code(name.text)[0]
    if code is None and _ANNOUNCES_CODE.search(heading) and (first := _FIRST_CODE.match(name.text)):
        code = first[1].rstrip(".")
    return NameRead(name, code, notes, polarity)


def _goes_on(before: str, paragraph: str, cell: Cell, count: int) -> bool:
    """Whether a paragraph is still the name: it begins in the middle of a sentence, upright like the name."""
    if _NOTE.match(paragraph) or any(line.italic for line in cell.lines if line.paragraph == count):
        return False
    return paragraph[:1].islower() and not _CLOSED.search(before)


def previous_status_in(text: str) -> str | None:
    """The earlier status that a note or comment quotes: "changed from 'Green' at the end of June"."""
    for found in _CHANGED.finditer(text):
        quoted = next(part for part in found.groups() if part is not None)
        status = read_status(quoted.strip())
        if status is not None and status.rated:
            return status.word
    return None


def plain_key(name: str) -> str:
    """A name reduced to its letters and digits, to find it again in prose."""
    return re.sub(r"[^a-z0-9]", "", fold(name))
