"""The database in Datasette: titles, columns in words, facets, search and questions that are ready to ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .described import Column, Described, described
from .schema import searchable_copy

_QUERIES = Path(__file__).parent / "data" / "queries.yaml"
_FACETS = {
    "documents": ["council_name", "period", "state"],
    "observations": ["document", "kind", "status", "basis"],
    "ratings": ["verdict", "reason", "scheme"],
    "claims": ["document", "verdict", "where"],
    "findings": ["severity", "kind", "document"],
    "measures": ["unit", "polarity", "theme"],
    "problems": ["document", "stage"],
    "tables": ["document", "used_as", "engine"],
}


def queries() -> dict[str, dict[str, str]]:
    """The questions, by name: title, description and SQL."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(_QUERIES.read_text("utf-8"))
    return loaded


def metadata() -> dict[str, Any]:
    """What Datasette shows about the database, its tables and columns."""
    return {
        "title": "scrutiny",
        "description": "Council performance reports: every figure as published, and the ratings worked out again",
        "databases": {
            "scrutiny": {
                "queries": queries(),
                "tables": {name: _table(table) for name, table in described().items()},
            }
        },
    }


def _table(table: Described) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": table.title,
        "description": table.description,
        "columns": {column.name: _in_words(column) for column in table.columns},
    }
    if facets := _FACETS.get(table.spec.name):
        told["facets"] = facets
    if "name" in table.spec.columns:
        told["label_column"] = "name"
    return told


def _in_words(column: Column) -> str:
    return f"{column.description} Unit: {column.unit}." if column.unit else column.description


def application(database: Path, room: Path) -> Any:
    """Datasette over a copy of the results, as an ASGI application.

    Args:
        database: the results; they are only read.
        room: a folder for the copy, in which full-text search is set up.

    Raises:
        ImportError: Datasette is not installed.
        StoreError: the results cannot be read.
    """
    from datasette.app import Datasette

    copy = searchable_copy(database, room)
    settings = {"default_page_size": 50, "sql_time_limit_ms": 5000}
    return Datasette([], immutables=[str(copy)], metadata=metadata(), settings=settings).app()
