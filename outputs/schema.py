"""Opens ``scrutiny.db`` and makes its tables; says in one line what is wrong where that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

from sqlite_utils import Database
from sqlite_utils.db import ForeignKey

from . import contract
from .contract import TableSpec

_WAIT_FOR_ANOTHER_WRITER = 5.0  # seconds

_BUSY = "another program is writing in it; wait until that is done, then run again"
_REMEDIES = {
    "SQLITE_NOTADB": "this is not an SQLite database; move the file away, or choose another folder with --out",
    "SQLITE_CORRUPT": "the database is damaged; move the file away and run again",
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY": "the file or its folder may not be written; change that, or choose another with --out",
    "SQLITE_CANTOPEN": "the file cannot be opened; check the folder's permissions, or choose another with --out",
    "SQLITE_FULL": "no room left to write; what was there is kept. Free some space, then run again",
    "SQLITE_IOERR": "writing failed; what was there is kept. Is the disk full, or a file-size limit set "
    "(ulimit -f)? Mend that, then run again",
    "SQLITE_ERROR": "its tables are not those of this scrutiny; move the file away and run again",
}
_FAULTS_OF_RECORDS = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError)


class StoreError(Exception):
    """The results cannot be written or read. One line: what, where, what to do."""


class Unusable(StoreError):
    """The database itself is at fault, not what was asked: damaged, of another version, or not to be opened."""


class Unstorable(Exception):
    """These records contradict each other, or hold what no column can; any others could be written."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a ``StoreError`` with a remedy, or ``Unstorable`` where the records are at fault."""
    try:
        yield
    except _FAULTS_OF_RECORDS as error:
        raise Unstorable(f"its records do not fit together ({error})") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "")
        remedy = next((text for known, text in _REMEDIES.items() if code.startswith(known)), "it cannot be used")
        raise Unusable(f"{path}: {remedy} ({error}).") from error


def open_to_write(path: Path) -> Database:
    """Open a database, made with its folder and its tables where there is none.

    Raises:
        StoreError: the file cannot be written, is none of this version of scrutiny, or another
            program holds it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path.parent}: {error.strerror or error}. Choose another folder with --out.") from error
    _check_place(path)
    with explained(path):
        database = _connect(path, "rwc")
        with _closed_on_failure(database):
            _check_version(database, path, may_be_new=True)
            _keep_readers_going(database)
            database.execute("PRAGMA foreign_keys = ON")
            _make_tables(database)
    return database


def open_to_read(path: Path) -> Database:
    """Open a database that is there, only to read it.

    Raises:
        StoreError: there is none, or it is none of this version of scrutiny.
    """
    _check_place(path)
    if not path.exists():
        raise StoreError(_nothing_in(path))
    with explained(path):
        database = _connect(path, "ro")
        with _closed_on_failure(database):
            _check_version(database, path, may_be_new=False)
    return database


def _check_place(path: Path) -> None:
    if path.parent.exists() and not path.parent.is_dir():
        raise StoreError(f"{path.parent}: this is a file. Name the folder of the results with --out.")
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder, not a database. Move it away, or choose another with --out.")


def searchable_copy(path: Path, folder: Path) -> Path:
    """Copy a database and set up full-text search in the copy; the database itself holds rows only.

    Raises:
        StoreError: it cannot be read, or there is no room for the copy.
    """
    copy = folder / path.name
    with explained(path), closing(open_to_read(path)) as original, closing(Database(copy)) as database:
        original.conn.backup(database.conn)
        database.execute("PRAGMA journal_mode = DELETE").fetchone()
        for table in contract.ALL_TABLES:
            if table.searched:
                database.table(table.name).enable_fts(table.searched)
    return copy


def close_tidily(database: Database) -> None:
    """Close a database that was written: one file again, unless another program is reading it."""
    with suppress(sqlite3.Error):
        database.execute("PRAGMA journal_mode = DELETE").fetchone()
    database.close()


def _connect(path: Path, mode: Literal["rwc", "ro"]) -> Database:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return Database(sqlite3.connect(address, uri=True, timeout=_WAIT_FOR_ANOTHER_WRITER, isolation_level=None))


@contextmanager
def _closed_on_failure(database: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _keep_readers_going(database: Database) -> None:
    """Let readers see the last complete state while a run is on, and after a run is killed.

    A file system that has no write-ahead log keeps the ordinary journal.
    """
    with suppress(sqlite3.OperationalError):
        if database.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
            database.execute("PRAGMA synchronous = NORMAL")


def _nothing_in(path: Path) -> str:
    return f"{path}: there are no results yet. Run `scrutiny run` first, or name their folder."


def _check_version(database: Database, path: Path, *, may_be_new: bool) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version == contract.SCHEMA_VERSION:
        return
    if version == 0 and not database.table_names():
        if may_be_new:
            return
        raise StoreError(_nothing_in(path))
    made_by = f"version {version} of the tables" if version else "another program"
    raise Unusable(
        f"{path}: made by {made_by}, and this scrutiny reads version {contract.SCHEMA_VERSION}. "
        "Move the file away and run again, or choose another folder with --out."
    )


def _make_tables(database: Database) -> None:
    with database.atomic():
        if database.table_names():
            return
        for table in contract.ALL_TABLES:
            _make_table(database, table)
        for name, query in contract.VIEWS.items():
            database.create_view(name, query)
        database.execute(f"PRAGMA user_version = {contract.SCHEMA_VERSION}")


def _make_table(database: Database, table: TableSpec) -> None:
    sql = database.create_table_sql(
        table.name,
        table.stored_columns(),
        pk=table.key[0] if len(table.key) == 1 else table.key,
        not_null=set(table.key),
        foreign_keys=[_foreign_key(table, columns, other) for columns, other in table.references.items()],
    )
    in_key_order = not table.searched and table is not contract.RUNS
    database.execute(sql.strip().removesuffix(";") + (" WITHOUT ROWID" if in_key_order else ""))
    for columns in table.indexes:
        database.table(table.name).create_index(columns)


def _foreign_key(table: TableSpec, columns: tuple[str, ...], other: str) -> ForeignKey:
    key = next(spec.key for spec in contract.ALL_TABLES if spec.name == other)
    single = len(columns) == 1
    return ForeignKey(
        table=table.name,
        column=columns[0] if single else None,
        other_table=other,
        other_column=key[0] if single else None,
        columns=columns,
        other_columns=key,
        is_compound=not single,
    )
