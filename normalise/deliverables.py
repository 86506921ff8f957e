"""Deliverables set as prose: a heading with the line of its rating and dates under it.

Refresh and implement our Library Strategy
Rating: Good (Strong in Q1)      Expected completion date: 31 Mar 2024
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..language.statuses import read_status
from ..records import Box, Passage
from .grid import Printed, boxes_of_words, flat, tight
from .kinds import kind_told
from .observations import Draft
from .status import StatusRead

_RATING = re.compile(
    r"^\s*(?:overall |current )?(?:rating|status|rag(?: rating| status)?|performance)\s*:\s*(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(r"(?P<label>[A-Z][A-Za-z]+(?: [a-z]+){0,3})\s*:\s*")

_HEADING_WORDS = 4
_DATED = re.compile(r"\b(?:date|completed|due|lead|owner)\b[^:]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RatingLine:
    """A rating line: the status, its words as printed, and the other fields (``Completion date 31 Mar 2024``)."""

    status: str
    words: str
    previous: str | None
    fields: tuple[str, ...]
    passage: Passage


def read_rating_line(passage: Passage) -> RatingLine | None:
    """Read ``Rating: Good   Expected completion date: 31 Mar 2024``; None for another passage."""
    found = _RATING.match(passage.text)
    if found is None or len(passage.text) > 200:
        return None
    rest = flat(found["rest"])
    first = _FIELD.search(rest)
    word = rest[: first.start()].strip() if first is not None else rest
    status = read_status(word)
    if status is None:
        return None
    return RatingLine(status.word, word, status.previous, tuple(_fields(rest)), passage)


def read_fields(passage: Passage) -> tuple[str, ...]:
    """The fields of a line that is nothing but fields: ``Original completion date: 30 Jun 2023``."""
    text = flat(passage.text)
    return tuple(_fields(text)) if len(text) <= 200 and _FIELD.match(text) and _DATED.search(text) else ()


def _fields(text: str) -> list[str]:
    found = list(_FIELD.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)][: len(found)]
    return [f"{match['label']} {text[match.end() : end].strip()}" for match, end in zip(found, ends, strict=True)]


def boxes_of_fields(passage: Passage, fields: tuple[str, ...]) -> tuple[tuple[str, tuple[Box, ...]], ...]:
    """Where the other fields of a rating line stand, each a qualifier."""
    return tuple(("qualifier", boxes_of_words(passage.lines, field) or (passage.box,)) for field in fields)


def draft_of(heading: Passage, line: RatingLine, headings: tuple[str, ...], section: str | None) -> Draft:
    """The draft of a deliverable: its heading names it, its rating line rates it."""
    status_boxes = boxes_of_words(line.passage.lines, line.words) or (line.passage.box,)
    return Draft(
        kind=kind_told(reversed([text for text in headings if len(text.split()) <= _HEADING_WORDS]), False)
        or "deliverable",
        basis="actual",
        period=None,
        name=Printed(flat(heading.text), tight(part.box for part in heading.lines) or (heading.box,)),
        section=section,
        headings=headings,
        status=StatusRead(line.status, "word", line.previous, status_boxes),
        qualifiers=line.fields,
        also=boxes_of_fields(line.passage, line.fields),
    )


def with_commentary(draft: Draft, passage: Passage) -> Draft:
    """A deliverable with a paragraph of what is told under its rating line."""
    text, boxes = passage.text.strip(), tight(line.box for line in passage.lines) or (passage.box,)
    before = draft.commentary
    if before is not None:
        text, boxes = f"{before.text}\n{text}", (*before.boxes, *boxes)
    return replace(draft, commentary=Printed(text, boxes))
