"""Which reader a file is for: pages of a PDF, or lines of a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..records import Extract, Problem, Table
from . import document
from .archived import read_text
from .care import Care
from .opinions import Engine
from .textfile import is_text


def read(
    path: Path, *, engine: Engine = "scrutiny", pages: Sequence[int] | None = None, care: Care | None = None
) -> Extract:
    """Read a file's tables and prose: a PDF, or (``.txt``, ``.md``) the text that a conversion left of one.

    Args:
        path: the file; its suffix tells a text.
        engine: who cuts the pages of a PDF into cells; the other readers are slower second opinions.
        pages: page numbers to read, from 1; all by default.
        care: when to stop, and which pages of a PDF to leave out.

    Returns:
        Tables put together over page breaks and passages, in reading order.

    Raises:
        Unreadable: the file is neither, is damaged, locked, or empty.
    """
    if is_text(path):
        return read_text(path, pages)
    return document.read(path, engine=engine, pages=pages, care=care)


def read_parts(
    path: Path, *, engine: Engine = "scrutiny", pages: Sequence[int] | None = None, care: Care | None = None
) -> tuple[Sequence[Table], tuple[Problem, ...]]:
    """Read the tables of each page of a PDF by itself; those of a text, which no page cuts, as they are.

    Args and errors are those of ``read``.

    Returns:
        the tables from the top down, and what could not be read.
    """
    if is_text(path):
        text = read_text(path, pages)
        return tuple(text.tables), text.problems
    return document.read_parts(path, engine=engine, pages=pages, care=care)
