"""What every writing in ``scrutiny.db`` goes through, and the notes on its runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from . import contract, rows, schema
from .contract import TableSpec
from .reading import StoreReader
from .rows import Row
from .schema import explained
from .stored import CsvPart


class StoreWriter(StoreReader):
    """An open ``scrutiny.db``, to write in it. Closing leaves one tidy file."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Create a database, or open one to write in it.

        Raises:
            StoreError: the file cannot be written, is no database of this version of scrutiny, or
                another program holds it.
        """
        return cls(path, schema.open_to_write(path))

    def close(self) -> None:
        """Close; everything stands in one file again, unless another program reads it."""
        schema.close_tidily(self._db)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is written, or nothing. May stand inside another.

        Raises:
            StoreError: the database could not be written; it is as it was before.
            Unstorable: what was to be written contradicts itself; likewise.
        """
        with explained(self.path), self._db.atomic():
            self._db.execute("PRAGMA defer_foreign_keys = ON")
            yield

    def save_csv_parts(self, parts: Mapping[str, CsvPart], before: int) -> None:
        """Say where each document stands in ``observations.csv``, in place of all that was said.

        Nothing is said where another program has written since ``changes_by_others`` was ``before``: its lines,
        or these, may be older than the database.
        """
        new = [{"document": document, **asdict(part)} for document, part in parts.items()]
        with self.transaction():
            self._db.table("csv_parts").delete_where()
            if self.changes_by_others() == before:
                self._insert(contract.CSV_PARTS, new)

    def start_run(self, version: str, schemes_sha256: str, decisions_sha256: str, decisions: Path | None = None) -> int:
        """Note that a run begins, with the digests of what it goes by (empty for none); returns its number.

        ``decisions`` is the folder of what people decided, as it was named.
        """
        with self.transaction():
            number = int(self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM runs").fetchone()[0])
            begun = {"run": number, "started": _now(), "version": version}
            digests = {"schemes_sha256": schemes_sha256, "decisions_sha256": decisions_sha256 or None}
            folder = {"decisions": str(decisions) if decisions and decisions_sha256 else None}
            self._insert(contract.RUNS, [begun | digests | folder])
        return number

    def save_said(self, contents: Iterable[str], facts: Mapping[str, str]) -> None:
        """Keep what a person said of files, by the sha256 of their content; what was said before of a fact goes."""
        new = [{"sha256": one, "fact": fact, "value": facts[fact]} for one in sorted(contents) for fact in facts]
        with self.transaction():
            self._insert(contract.SAID, new, replace=True)

    def finish_run(self, run: int, documents: int, seconds: float) -> None:
        """Note that a run is done: how many documents it read, in how many seconds."""
        with self.transaction():
            done = {"finished": _now(), "documents": documents, "seconds": seconds}
            self._db.table("runs").update(run, done)

    def _insert(self, table: TableSpec, new: Iterable[Row], *, replace: bool = False) -> None:
        self._db.table(table.name).insert_all(rows.filled(table, new), replace=replace)

    def _tuples(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        return list(self._db.execute(sql, values))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
