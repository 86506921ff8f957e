"""Reading one file with care, in a worker: what hangs, dies or grows beyond bounds costs a page, not the file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from .records import Passage, Problem, Table
from .workers import Failure, Steps, begin_step, run_all

if TYPE_CHECKING:
    from .extract import Engine

# The share of a document's time that its pages have.
SHARE_OF_PAGES = 0.8
# Pages of one document that may hang or kill their worker.
_MOST_LEFT_OUT = 5

LeftOut = tuple[tuple[int, str], ...]
"""Pages that hung or killed their worker, each with a line that says so."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for a file and for each page of it, and megabytes for the process that reads it."""

    timeout: float
    page_timeout: float
    memory: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file shows: its tables, its passages where they were asked for, and what could not be read.

    ``left_out`` are the pages that hung or killed their worker.
    """

    tables: Sequence[Table]
    passages: Sequence[Passage]
    problems: tuple[Problem, ...]
    left_out: frozenset[int]


def one_page_less(left_out: LeftOut, page: int, why: str) -> LeftOut | None:
    """The pages to be left out, with one more; None where that are too many."""
    if len(left_out) == _MOST_LEFT_OUT:
        return None
    return (*left_out, (page, f"the page was left out: {why}"))


def see(path: Path, engine: Engine, pages: Sequence[int] | None, limits: Limits, *, parts: bool) -> Seen:
    """Read the tables of a file under limits.

    Args:
        path: the file.
        engine: who cuts its pages into cells.
        pages: page numbers to read, from 1; None for all.
        limits: for the file and each page.
        parts: whether to give each page's tables by themselves, without passages.

    Raises:
        Unreadable: it cannot be read, or not within the limits.
    """
    from .extract import Unreadable

    task = _Task(path, engine, pages, parts, SHARE_OF_PAGES * limits.timeout)
    steps = Steps(limits.page_timeout, _Task.without)
    running = run_all(_see, [task], jobs=1, timeout=limits.timeout, steps=steps, memory=limits.memory)
    with closing(running) as answers:
        _, answer = next(answers)
    if isinstance(answer, Failure):
        raise Unreadable(answer.message)
    return answer


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    engine: Engine
    pages: Sequence[int] | None
    parts: bool
    seconds: float
    left_out: LeftOut = ()

    def without(self, page: int, why: str) -> _Task | None:
        left_out = one_page_less(self.left_out, page, why)
        return None if left_out is None else replace(self, left_out=left_out)


def _see(task: _Task) -> Seen | Failure:
    """What the worker does."""
    from . import extract

    left_out = dict(task.left_out)
    care = extract.Care(monotonic() + task.seconds, left_out, begin_step)
    try:
        if task.parts:
            tables, problems = extract.read_parts(task.path, engine=task.engine, pages=task.pages, care=care)
            return Seen(tables, (), problems, frozenset(left_out))
        read = extract.read(task.path, engine=task.engine, pages=task.pages, care=care)
    except (extract.Unreadable, OSError) as error:
        return Failure(str(error))
    return Seen(read.tables, read.passages, read.problems, frozenset(left_out))
