"""The whole database in other forms: CSV files, JSON, an Excel workbook, a Frictionless data package."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

from .beside import in_place_of
from .described import Column, Described, described
from .listing import write_csv_rows
from .store import StoreReader
from .workbook import write_workbook

Form = Literal["csv", "json", "xlsx", "datapackage"]
_BEGINS: Mapping[Form, bytes] = {"json": b'{\n"documents": [', "xlsx": b"PK\x03\x04"}

DEFAULT_NAMES: Mapping[Form, str] = {
    "csv": "csv",
    "json": "scrutiny.json",
    "xlsx": "scrutiny.xlsx",
    "datapackage": "datapackage",
}
"""What an export is called where nobody says: a folder, or a file."""

_TYPES = {"text": "string", "integer": "integer", "real": "number", "decimal": "number"}


def export(store: StoreReader, form: Form, to: Path) -> Path:
    """Write every table in one form.

    In CSV and in a workbook a text that a spreadsheet would take for a formula is kept a text.

    Args:
        store: where the results are.
        form: ``csv`` (a folder with a file for each table), ``json`` (one object, a list of rows for
            each table), ``xlsx`` (a workbook with a sheet for each) or ``datapackage`` (the CSV files
            with a ``datapackage.json`` that describes every column).
        to: the file, or folder, to write; what an earlier export left there is replaced.

    Returns:
        What was written: the file, or the folder.

    Raises:
        NotWritten: something that is no export stands there, or it could not be written.
        StoreError: the results could not be read.
    """
    writers: Mapping[Form, Callable[[StoreReader, Path], None]] = {
        "csv": _write_csv,
        "json": _write_json,
        "xlsx": write_workbook,
        "datapackage": _write_package,
    }
    with in_place_of(to, partial(_is_ours, form)) as beside:
        writers[form](store, beside)
    return to


def _write_csv(store: StoreReader, folder: Path) -> None:
    folder.mkdir()
    for table in described().values():
        columns = [column.name for column in table.columns]
        with (folder / f"{table.spec.name}.csv").open("w", encoding="utf-8", newline="") as file:
            write_csv_rows(file, store.rows_of(table.spec), columns)


def _write_json(store: StoreReader, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("{")
        for number, table in enumerate(described().values()):
            file.write(f'{"," if number else ""}\n"{table.spec.name}": [')
            for count, row in enumerate(store.rows_of(table.spec)):
                file.write(",\n" if count else "\n")
                json.dump(row, file, ensure_ascii=False)
            file.write("]")
        file.write("\n}\n")


def _write_package(store: StoreReader, folder: Path) -> None:
    _write_csv(store, folder)
    package = {
        "profile": "tabular-data-package",
        "name": "scrutiny",
        "title": "Council performance reports, read and rated again",
        "description": "Every figure is as published; NULL is never 0, and the printed text stands beside each number.",
        "resources": [_resource(table) for table in described().values()],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", "utf-8")


def _resource(table: Described) -> dict[str, Any]:
    spec = table.spec
    return {
        "name": spec.name.replace("_", "-"),
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": table.description,
        "path": f"{spec.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(spec.key),
            "foreignKeys": [
                {
                    "fields": list(columns),
                    "reference": {"resource": other.replace("_", "-"), "fields": list(described()[other].spec.key)},
                }
                for columns, other in spec.references.items()
            ],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, str]:
    kind = "date" if column.unit == "date" else _TYPES[column.kind]
    field = {"name": column.name, "type": kind, "description": column.description, "source": column.source}
    return field | ({"unit": column.unit} if column.unit else {})


def _is_ours(form: Form, to: Path) -> bool:
    """Whether an earlier export in this form stands there."""
    if form in _BEGINS:
        if not to.is_file():
            return False
        with to.open("rb") as file:
            return file.read(len(_BEGINS[form])) == _BEGINS[form]
    ours = {f"{name}.csv" for name in described()} | {"datapackage.json"}
    return to.is_dir() and all(file.name in ours for file in to.iterdir())
