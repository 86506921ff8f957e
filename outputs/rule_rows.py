"""Keys and comparisons as rows of the database, and back."""

from __future__ import annotations

from dataclasses import asdict

from ..records import Box, Rating, ReadKey
from .rows import Row, rating_row


def comparison_row(rating: Rating) -> Row:
    """A rating under a rule that is not the document's own."""
    return {name: value for name, value in rating_row(rating).items() if name != "use"}


def key_row(document: str, key: ReadKey) -> Row:
    return {"document": document, "definition": key.definition, **asdict(key.box)}


def key_of(row: Row) -> ReadKey:
    return ReadKey(row["definition"], Box(row["page"], row["x0"], row["top"], row["x1"], row["bottom"]))
