"""The texts of a report in which it may state figures: paragraphs, and the cells of tables that hold prose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..language.mentions import sentences
from ..records import Box, Cell, Extract, Line, Normalised, Observation, Passage, Table

_PROSE_ROLES = frozenset({"commentary", "direction", "actual and commentary", "qualifier", "status"})
_FURNITURE = re.compile(
    r"(?:page|slide)\s?\d+(?: of \d+)?|(?:classification:?\s*)?official(?:[ -]sensitive)?|.*\t\d+|[\d\s.,%£()/-]+",
    re.IGNORECASE,
)
_LEAST_WORDS = 5
# A line of a key that stands in prose: "Amber: within 10% of target".
_LONGEST_KEY_LINE = 14
_MOST_EDGES = 2
_KEY_LINE = re.compile(
    r"[A-Z][\w/ ]{2,24}\s?[:=–-]\s.*\b(?:target|tolerance)\b.*|.*\d%.*\b(?:off|from|of) target\b", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place: ``box`` is that of its line where it is known, else of the text that it is part of.

    ``group`` names that text; ``before`` is the sentence before it there; ``seqs`` are the rows that it comments on.
    """

    text: str
    where: Literal["overview", "prose"]
    box: Box
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    group: str
    seqs: tuple[int, ...] = ()

    def box_of(self, printed: str) -> Box:
        """The box of the line that prints a figure; of the whole text where no one line does."""
        here = [line for line in self.lines if printed in line.text and _words(line.text) & _words(self.text)]
        return here[0].box if len(here) == 1 else self.box


def sentences_of(extract: Extract, normalised: Normalised) -> Iterator[Sentence]:
    """Every sentence of a report, in reading order; furniture, headings and the names of rows are none."""
    rows = _rows_at(normalised.observations)
    commented = _commented(normalised.observations)
    uses = {(use.table, use.row, use.col): use.use for use in normalised.cell_uses}
    used_as = {use.table: use.used_as for use in normalised.table_uses}
    for block in extract.blocks():
        if isinstance(block, Passage):
            yield from _of_passage(block, commented)
        elif used_as.get(block.number) != "key":
            yield from _of_table(block, uses, rows)


def _of_passage(passage: Passage, commented: Mapping[str, tuple[int, ...]]) -> Iterator[Sentence]:
    if _FURNITURE.fullmatch(passage.text.strip()):
        return
    group = f"passage {passage.number}"
    for text in sentences(passage.text):
        if _is_key_line(text):
            continue
        seqs = commented.get(" ".join(text.split()), ())
        yield Sentence(text, "prose", passage.box, passage.lines, passage.headings, group, seqs)


def _is_key_line(text: str) -> bool:
    """Whether a sentence says what a rating means, rather than how many there are."""
    brief = len(text.split()) <= _LONGEST_KEY_LINE and len(re.findall(r"\d[\d.,]*", text)) <= _MOST_EDGES
    return brief and _KEY_LINE.fullmatch(text) is not None


def _of_table(
    table: Table, uses: Mapping[tuple[int, int, int], str], rows: Mapping[tuple[int, int], tuple[int, ...]]
) -> Iterator[Sentence]:
    for cell in table.cells:
        use = uses.get((table.number, cell.row, cell.col), "")
        if not _is_prose(cell, use):
            continue
        group = f"cell {table.number} {cell.row} {cell.col}"
        seqs = rows.get((table.number, cell.row), ())
        for text in sentences(cell.text):
            if len(text.split()) >= _LEAST_WORDS:
                yield Sentence(text, "prose", cell.boxes[0], cell.lines, table.headings, group, seqs)


def _is_prose(cell: Cell, use: str) -> bool:
    if use in _PROSE_ROLES or use.startswith("ignored") or not use:
        return len(cell.text.split()) >= _LEAST_WORDS and use != "ignored: key"
    return False


def _rows_at(rows: Iterable[Observation]) -> dict[tuple[int, int], tuple[int, ...]]:
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for row in rows:
        if row.table is not None and row.row is not None:
            found[row.table, row.row].append(row.seq)
    return {place: tuple(seqs) for place, seqs in found.items()}


def _commented(rows: Sequence[Observation]) -> dict[str, tuple[int, ...]]:
    """The sentences of commentaries, and the rows that they comment on."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        for text in sentences(row.commentary or ""):
            found[" ".join(text.split())].append(row.seq)
    return {text: tuple(seqs) for text, seqs in found.items()}


def _words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{4,}", text))
