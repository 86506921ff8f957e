"""What each table and column of ``scrutiny.db`` holds, in words: for exports and for Datasette."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .contract import ALL_TABLES, EXACT, ColumnKind, TableSpec

_DATA = Path(__file__).parent / "data"
_EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as stored.

    ``kind`` tells how it is read, ``unit`` what it is in (``date`` for a day) or nothing, ``source``
    where what it holds comes from.
    """

    name: str
    kind: ColumnKind
    description: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Described:
    """A table with a title, a sentence, and its columns in order, the exact twins of decimals last."""

    spec: TableSpec
    title: str
    description: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    description: str
    unit: str
    source: str


@cache
def described() -> Mapping[str, Described]:
    """Every table of the database, by name, in the order in which they can be filled."""
    with (_DATA / "tables.csv").open(encoding="utf-8", newline="") as file:
        titles = {row["table"]: (row["title"], row["description"]) for row in csv.DictReader(file)}
    with (_DATA / "columns.csv").open(encoding="utf-8", newline="") as file:
        told = {
            (row["table"], row["column"]): _Told(row["description"], row["unit"], row["source"])
            for row in csv.DictReader(file)
        }
    return {spec.name: Described(spec, *titles[spec.name], tuple(_columns(spec, told))) for spec in ALL_TABLES}


def _columns(spec: TableSpec, told: Mapping[tuple[str, str], _Told]) -> Iterator[Column]:
    for name in spec.stored_columns():
        twin = name.removesuffix(EXACT)
        known = told.get((spec.name, name)) or told.get((_EVERYWHERE, name))
        if known is not None:
            yield Column(name, spec.columns[name], known.description, known.unit, known.source)
        else:
            of = told.get((spec.name, twin)) or told[_EVERYWHERE, twin]
            yield Column(name, "text", f"The same number as {twin}, digit for digit.", of.unit, of.source)
