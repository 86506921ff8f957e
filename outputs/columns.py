"""How the tables of a document were read: where each stands, what it is used as and why, each column's role."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from .contract import TABLES
from .listing import ListedRow, Trimmed, as_table, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from .listing import Format
    from .store import StoreReader

_COLUMNS = ("table", "page", "used_as", "column", "heading", "role", "basis", "period", "of_column", "evidence")
_ON_SCREEN = ("column", "heading", "read_as", "because")
# Tables whose columns a person may want to mend: those read, and those where no column told of a target or status.
_WITH_COLUMNS = ("measures", "ignored: neither target nor status")


def show_columns(store: StoreReader, document: str, on: Console, *, form: Format = "table") -> None:
    """The tables of a document and their columns: what each was read as, and what told so.

    Columns are counted from 1, from the left; ``of_column`` names those of the figures that a target,
    status, direction or limit goes with.

    Raises:
        StoreError: there is no such document.
    """
    store.require(document)
    rows = [_row(row) for row in store.columns(document)]
    if form != "table":
        show(rows, _COLUMNS, form, on)
        return
    columns: defaultdict[object, list[ListedRow]] = defaultdict(list)
    for row in rows:
        columns[row["table"]].append(_told(row))
    on.print(Text(f"Tables of {document}", style="bold"))
    tables = list(store.rows_of(TABLES, {"document": document}))
    if not tables:
        on.print(Trimmed(Text("No table was found in it.")))
    for table in tables:
        on.print()
        on.print(Trimmed(Text(_what(table), overflow="fold")))
        on.print(Trimmed(Padding(Text(_how(table), overflow="fold"), (0, 0, 0, 2))))
        if columns[table["table_no"]] and table["used_as"] in _WITH_COLUMNS:
            told = as_table(columns[table["table_no"]], _ON_SCREEN, on.width - 2)
            on.print(Trimmed(Padding(told, (0, 0, 0, 2))))
    on.print()


def _what(table: Mapping[str, Any]) -> str:
    pages = f"page {table['page_from']}"
    if table["page_to"] != table["page_from"]:
        pages = f"pages {table['page_from']} to {table['page_to']}"
    use = table["used_as"] or "used for nothing"
    use = use if use.startswith(("ignored", "used")) else f"read as {use}"
    return f"Table {table['table_no']}, {pages}, {table['rows']} rows, {table['columns']} columns: {use}"


def _how(table: Mapping[str, Any]) -> str:
    by = "" if table["engine"] == "scrutiny" else f" by {table['engine']}"
    return f"found{by} with confidence {table['confidence']:.2f}: {table['reasons'] or 'no reason is told'}"


def _row(row: Mapping[str, Any]) -> ListedRow:
    return {
        "table": row["table_no"],
        "page": row["page_from"],
        "used_as": row["used_as"],
        "column": row["col"] + 1,
        "heading": row["header"],
        "role": row["role"],
        "basis": row["basis"],
        "period": row["period"],
        "of_column": ", ".join(str(int(place) + 1) for place in (row["goes_with"] or "").split()) or None,
        "evidence": row["evidence"],
    }


def _told(row: ListedRow) -> ListedRow:
    """A column for the screen: what it was read as in words; what its cells look like only where no heading told."""
    role = row["basis"] if row["role"] == "figure" and row["basis"] else row["role"]
    of = f"of column {row['of_column']}" if row["of_column"] else None
    basis = row["basis"] if row["role"] != "figure" else None
    evidence = str(row["evidence"] or "")
    return {
        **row,
        "read_as": " ".join(str(part) for part in (basis, role, row["period"], of) if part) or "nothing",
        "because": evidence.split(";")[0] if evidence.startswith("heading") else evidence,
    }
