"""Search without a server: what can be found, cut into small scripts by the first letters of its words.

A page that is opened from disk may load scripts but no other files, so each piece calls a function
with its entries. A search loads the one piece that its longest word points to.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_WORD = re.compile(r"[a-z0-9]{2,}")


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


def write_search(entries: Iterable[Entry], folder: Path) -> None:
    """Write the pieces as ``folder/ab.js``, each entry in the piece of each of its words, once."""
    pieces: dict[str, dict[Entry, None]] = defaultdict(dict)
    for entry in entries:
        for word in words_of(f"{entry.text} {entry.note}"):
            pieces[word[:2]][entry] = None
    folder.mkdir()
    for letters, found in pieces.items():
        told = [[each.text, each.page, each.kind, each.note] for each in found]
        listed = json.dumps(told, ensure_ascii=True, separators=(",", ":")).replace("</", "<\\/")
        (folder / f"{letters}.js").write_text(f'scrutinyFound("{letters}",{listed});\n', "utf-8")
