"""What each column of a document's tables was read as, and what told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .listing import ListedRow, show
from .store import StoreError

if TYPE_CHECKING:
    from rich.console import Console

    from .listing import Format
    from .store import StoreReader

_COLUMNS = ("table", "page", "used_as", "column", "heading", "role", "basis", "period", "of_column", "evidence")
_ON_SCREEN = ("table", "page", "column", "heading", "role", "basis", "period", "of_column", "evidence")


def show_columns(store: StoreReader, document: str, on: Console, *, form: Format = "table") -> None:
    """The columns of a document's tables; on the screen those of tables of measures only.

    Columns are counted from 1, from the left; ``of_column`` names those of the figures that a target,
    status, direction or limit goes with.

    Raises:
        StoreError: there is no such document.
    """
    if document not in store.known():
        raise StoreError(f"there is no document {document}: `scrutiny audit` lists those that are there")
    rows: list[ListedRow] = [
        {
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
        for row in store.columns(document)
        if form != "table" or row["used_as"] == "measures"
    ]
    show(rows, _ON_SCREEN if form == "table" else _COLUMNS, form, on)
