"""Finding the rating key of a report: the lines that say where each rating begins and ends.

A key is a small table, a list, or sentences. Found are its lines, a label and a wording each; ``key_bands`` makes
bands of them. What looks like a key and is not understood is told as a problem with its place, and nothing is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..language.statuses import hue, read_status
from ..records import Box, Cell, Extract, Kind, Passage, Table
from .key_bands import KeyLine
from .key_looks import icons
from .key_words import direction_word, kinds_named, opening_status, segments, speaks_of_key

_MOST_ROWS = 14
_LONGEST = 260
_LINE_WORD = r"targets?|floor|tolerances?|thresholds?|minimum (?:standard|expectation)"
_RULE = re.compile(
    rf"\b(?:{_LINE_WORD})\b.*\b(?:met|meet\w*|achiev\w*|attain\w*|within|below|above|under|over|better|worse|more|less|off"
    r"|miss\w*|exceed\w*|beat\w*|on|at|not|outside|from|of)\b"
    rf"|\b(?:met|meet\w*|achiev\w*|within|below|above|under|over|better|worse|off|miss\w*|exceed\w*|beat\w*|on|at|outside"
    rf"|adverse|close|near|just|slightly|well|significantly)\b.*\b(?:{_LINE_WORD})\b"
    r"|\b(?:within|more than|less than|over|up to|between)\s+\d+(?:\.\d+)?\s*(?:%|per ?cent|percentage|points?)"
    rf"|[<>]=?\s*(?:{_LINE_WORD}|[+-]?\d)",
    re.IGNORECASE | re.DOTALL,
)
_DONE = re.compile(r"(?:\w+\s+){0,3}(?:complete|completed|closed|delivered)\b(?:\s+\w+){0,3}\.?", re.IGNORECASE)
_COLOURS = r"(?:Red|Amber|Green|Blue|Yellow|Orange|Gr[ae]y|White|RED|AMBER|GREEN|BLUE|YELLOW|GREY|ORANGE)"
_JOINT = (
    r"(?:rated|status|ratings?|means?|indicates?|denotes?|shows?|signifies|represents|is|are|when|if|where|that"
    r"|[=:–—-])"
)
_LABELLED = re.compile(
    rf"\b(?P<label>{_COLOURS}(?:\s*/\s*{_COLOURS})?)\b['\"”’]?\s*(?:\([^()]{{1,24}}\)\s*)?(?:{_JOINT}\s+|[=:–—-]\s*)+"
)
_OPENER = re.compile(r"\s*(?:\s[-–—]|[:=–—])\s*")
_ENDS = re.compile(r"[\s,;.]*(?:\b(?:and|or|an?|the)\b)?\s*['\"“‘]?\s*$")


@dataclass(frozen=True, slots=True)
class FoundKey:
    """The lines of a key that speak of figures, the labels that are no rating, and what else the key says.

    ``others`` are the kinds of row for which it has columns of their own, rated by judgement. ``odd`` is why
    a line cannot be taken.
    """

    lines: tuple[KeyLine, ...]
    unrated: tuple[str, ...]
    others: tuple[Kind, ...]
    announced: bool
    odd: str | None = None

    @property
    def box(self) -> Box:
        first = self.lines[0].box
        for line in self.lines[1:]:
            if line.box.page == first.page:
                first = first.joined(line.box)
        return first


def keys_found(extract: Extract) -> Iterator[FoundKey]:
    """What looks like a rating key, in reading order: tables, then lists and sentences."""
    for table in extract.tables:
        if table.rows <= _MOST_ROWS and not _has_figures(table):
            yield from filter(None, [_in_table(table) or _across(table)])
    passages = sorted(extract.passages, key=lambda passage: passage.order)
    for headings, under in groupby(passages, key=lambda passage: passage.headings):
        yield from _in_passages(list(under), announced=speaks_of_key("\n".join(headings[-1:])))


def speaks_of_rule(wording: str) -> bool:
    """Whether a wording may say how a figure stands to its target."""
    return len(wording) <= _LONGEST and _RULE.search(wording) is not None


# ---------------------------------------------------------------------------- tables


def _in_table(table: Table) -> FoundKey | None:
    """A key with a line for each rating."""
    rows = [table.row(row) for row in range(table.rows)]
    columns = {cell.col: _heading(table, cell.col) for cells in rows for cell in cells}
    kinds = {col: kinds_named(heading) for col, heading in columns.items()}
    of_measures = [col for col, named in kinds.items() if "measure" in named]
    counts = {
        col: sum(speaks_of_rule(cell.text) for cells in rows for cell in cells if cell.col == col) for col in columns
    }
    col = max(counts, key=lambda one: (one in of_measures, counts[one]), default=None)
    if col is None or counts[col] < 2:
        return None
    found: list[KeyLine] = []
    unrated: list[str] = []
    odd: str | None = None
    for index, cells in enumerate(rows):
        wording = next((cell for cell in cells if cell.col == col), None)
        line = _line([cell for cell in cells if cell.col == col or not kinds[cell.col]], wording)
        if line is None or (table.row_kinds[index] == "header" and not speaks_of_rule(line.wording)):
            continue
        taken = _taken(line)
        if taken == "rule":
            found.append(line)
        elif taken == "unrated":
            unrated += line.labels
        elif taken == "odd":
            odd = odd or f'{line.labels[0]}, "{line.wording}", says nothing of a target'
    others = sorted({kind for named in kinds.values() for kind in named} - {"measure"})
    announced = speaks_of_key("\n".join([*table.headings[-1:], *columns.values()]))
    return _key(found, unrated, tuple(others), announced, odd)


def _across(table: Table) -> FoundKey | None:
    """A key with a column for each rating: the labels over their wordings."""
    for row in range(table.rows - 1):
        pairs = [(cell, table.at(row + 1, cell.col)) for cell in table.row(row)]
        lines = [
            line for label, below in pairs if below and below is not label and (line := _line((label, below), below))
        ]
        said = [line for line in lines if _taken(line) == "rule"]
        if len(said) >= 2 and all(opening_status(line.labels[0]) for line in said):
            odd = next((line.labels[0] for line in lines if _taken(line) == "odd"), None)
            unrated = [label for line in lines if _taken(line) == "unrated" for label in line.labels]
            reason = None if odd is None else f"{odd} says nothing of a target"
            return _key(said, unrated, (), speaks_of_key("\n".join(table.headings[-1:])), reason)
    return None


def _line(cells: Sequence[Cell], wording: Cell | None) -> KeyLine | None:
    """The labels and the wording of a row."""
    if wording is None:
        return None
    text = wording.text
    labels = [word for cell in cells if cell is not wording and (word := _label(cell.text))]
    named, text = _without_label(text)
    labels += named
    looks = [hue(cell.fill) for cell in cells] + [hue(mark.colour) for cell in cells for mark in icons(cell.marks)]
    colour = next((look for look in looks if look), None)
    if not labels:
        short = [cell.text for cell in cells if cell is not wording and 0 < len(cell.text.split()) <= 3]
        labels = [word for word in short if speaks_of_label(word)][:1]
    if colour:
        labels.append(colour.capitalize())
    return KeyLine(tuple(dict.fromkeys(labels)), " ".join(text.split()), wording.boxes[0], colour) if labels else None


def _without_label(text: str) -> tuple[list[str], str]:
    """The status that opens a line, if it is parted from what follows, and the rest: ``Good - on target``."""
    opening = opening_status(text)
    if not opening or not text.startswith(opening):
        return [], text
    joint = _OPENER.match(text, len(opening))
    return ([opening], text[joint.end() :]) if joint else ([], text)


def _label(text: str) -> str | None:
    status = read_status(text) if not speaks_of_rule(text) or len(text.split()) <= 3 else None
    return status.word if status else None


def speaks_of_label(word: str) -> bool:
    return word[:1].isupper() and not any(character.isdigit() for character in word)


def _taken(line: KeyLine) -> str:
    """What becomes of a line: a ``rule``, ``unrated``, ``done`` (of things that end, not of figures) or ``odd``."""
    if direction_word(line.wording):
        return "direction"
    statuses = [status for label in line.labels[:1] if (status := read_status(label))]
    whole = read_status(line.wording)
    if any(not status.rated for status in statuses) or (whole is not None and not whole.rated):
        return "unrated"
    if speaks_of_rule(line.wording):
        return "rule"
    return "done" if _DONE.fullmatch(line.wording) else "odd"


def _key(
    lines: Sequence[KeyLine], unrated: Sequence[str], others: tuple[Kind, ...], announced: bool, odd: str | None
) -> FoundKey | None:
    lines = _with_own_labels(lines)
    names = [line.labels[0].casefold() for line in lines]
    if len(lines) < 2 or len(set(names)) < len(names) or not any(opening_status(name) for name in names):
        return None
    return FoundKey(tuple(lines), tuple(dict.fromkeys(unrated)), others, announced, odd)


def _with_own_labels(lines: Sequence[KeyLine]) -> list[KeyLine]:
    """The lines without the further labels, colours say, that several of them have."""
    count = Counter(label.casefold() for line in lines for label in line.labels)
    return [
        replace(line, labels=(line.labels[0], *(label for label in line.labels[1:] if count[label.casefold()] == 1)))
        for line in lines
    ]


def _heading(table: Table, col: int) -> str:
    texts = [cell.text for cell in table.cells if cell.col == col and table.row_kinds[cell.row] == "header"]
    return " ".join(text for text in texts if not speaks_of_rule(text))


def _has_figures(table: Table) -> bool:
    texts = (cell.text for cell in table.cells if table.row_kinds[cell.row] == "body")
    return any(text.strip("£% ").replace(",", "").replace(".", "").isdigit() for text in texts)


# ---------------------------------------------------------------------------- lists and sentences


def _in_passages(passages: Sequence[Passage], *, announced: bool) -> Iterator[FoundKey]:
    """Keys in passages that follow each other: a line a passage, or several lines in one."""
    together: list[KeyLine] = []
    for passage in passages:
        lines = list(_lines_of(passage))
        if len(lines) > 1 or not lines:
            yield from _finished(together, announced=announced)
            together = []
        if len(lines) > 1:
            yield from _finished(lines, announced=announced or speaks_of_key(passage.text))
        else:
            together += lines
    yield from _finished(together, announced=announced)


def _finished(lines: Sequence[KeyLine], *, announced: bool) -> Iterator[FoundKey]:
    rules = [line for line in lines if _taken(line) == "rule"]
    unrated = [label for line in lines if _taken(line) == "unrated" for label in line.labels]
    odd = next((line for line in lines if _taken(line) == "odd"), None)
    reason = f'{odd.labels[0]}, "{odd.wording}", says nothing of a target' if odd else None
    if found := _key(rules, unrated, (), announced, reason):
        yield found


def _lines_of(passage: Passage) -> Iterator[KeyLine]:
    text = passage.text
    found = list(_LABELLED.finditer(text))
    if found:
        ends = [one.start() for one in found[1:]] + [len(text)]
        for one, end in zip(found, ends, strict=True):
            wording = _first_sentence(_ENDS.sub("", text[one.end() : end]))
            named, wording = _without_label(wording)
            yield KeyLine((one["label"].capitalize(), *named), wording, passage.box)
        return
    looks = icons(passage.marks)
    parts = segments(text, len(looks)) if looks else []
    if len(parts) == len(looks) and parts and all(hue(look.colour) for look in looks):
        for look, part in zip(looks, parts, strict=True):
            colour = hue(look.colour) or ""
            named, wording = _without_label(part)
            yield KeyLine((*(named or [part]), colour.capitalize()), wording, look.box, colour)
        return
    named, wording = _without_label(text)
    if named:
        yield KeyLine((*named,), wording, passage.box)


def _first_sentence(text: str) -> str:
    """The wording up to the end of its sentence, but for a condition that follows in brackets."""
    found = re.search(r"\.\s+(?=[A-Z])", text)
    return text[: found.start()] if found else text
