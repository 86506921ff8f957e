"""Tables of the database as pandas DataFrames, with a type for each column that can be missing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .described import Column, described
from .store import StoreReader

_TYPES = {"text": "string", "integer": "Int64", "real": "Float64", "decimal": "Float64"}


def frame(store: StoreReader, name: str, equal: Mapping[str, str | int | None]) -> pd.DataFrame:
    """A table, or those of its rows in which each of some columns has a value.

    Returns:
        A row for each, in the order of the table's key. Days are ``datetime64``, all else is text or
        a number that may be missing.

    Raises:
        KeyError: there is no such table or column.
        StoreError: the results cannot be read.
    """
    table = described()[name]
    known = {column.name for column in table.columns}
    if unknown := equal.keys() - known:
        raise KeyError(f"{name} has no {sorted(unknown)}")
    rows = list(store.rows_of(table.spec, equal))
    return pd.DataFrame({column.name: _typed(column, [row[column.name] for row in rows]) for column in table.columns})


def _typed(column: Column, values: list[str | int | float | None]) -> pd.Series:
    if column.unit == "date":
        return pd.to_datetime(pd.Series(values, dtype="string"), format="%Y-%m-%d")
    return pd.Series(values, dtype=_TYPES[column.kind])
