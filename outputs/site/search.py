"""Search without a server: what can be found, and the words that find it, cut into small scripts.

A page that is opened from disk may load scripts but no other files, so each piece calls a function
with what it holds. ``index.js`` has the first word of each piece of words, ``wN.js`` the entries of
each of its words by number, ``eN.js`` the entries themselves. A search loads the pieces it needs.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[a-z0-9]{2,}")
ENTRIES_A_PIECE = 200
"""How many entries a piece holds; the pages' script divides by it, too."""

_PIECE_OF_WORDS = 100_000  # characters, about


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found: what it is called, where it stands, what it is and what tells it from others."""

    text: str
    page: str
    kind: str
    note: str


def words_of(text: str) -> set[str]:
    """The words by which a text is found: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return set(_WORD.findall(plain))


class Search:
    """Takes what can be found, one after the other, and writes it in pieces under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: list[Entry] = []
        self._count = 0
        self._found_by: dict[str, array[int]] = defaultdict(lambda: array("L"))

    def add(self, entry: Entry) -> None:
        for word in words_of(f"{entry.text} {entry.note}"):
            self._found_by[word].append(self._count)
        self._count += 1
        self._entries.append(entry)
        if len(self._entries) == ENTRIES_A_PIECE:
            self._write_entries()

    def finish(self) -> None:
        """Write what is left, and the words."""
        if self._entries:
            self._write_entries()
        first_words = []
        for number, piece in enumerate(self._pieces_of_words()):
            self._write(f"w{number}", piece)
            first_words.append(next(iter(piece)))
        self._write("index", first_words)

    def _pieces_of_words(self) -> Iterator[dict[str, list[int]]]:
        piece: dict[str, list[int]] = {}
        size = 0
        for word, numbers in sorted(self._found_by.items()):
            steps = [numbers[0], *(later - earlier for earlier, later in pairwise(numbers))]
            length = len(word) + sum(len(str(step)) + 1 for step in steps)
            if piece and size + length > _PIECE_OF_WORDS:
                yield piece
                piece, size = {}, 0
            piece[word] = steps
            size += length
        if piece:
            yield piece

    def _write_entries(self) -> None:
        number = (self._count - 1) // ENTRIES_A_PIECE
        self._write(f"e{number}", [astuple(entry) for entry in self._entries])
        self._entries.clear()

    def _write(self, name: str, told: Any) -> None:
        listed = json.dumps(told, ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")
        self._folder.mkdir(exist_ok=True)
        (self._folder / f"{name}.js").write_text(f'scrutinyFound("{name}",{listed});\n', "utf-8")
