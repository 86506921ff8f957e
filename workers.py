"""Where work runs: a pool of worker processes, each task with a time limit.

A task that raises, hangs or kills its process fails alone; the others go on. Workers are started
afresh (``spawn``) on every system, so what works on one works on all, and no worker holds
another's pipe. A worker ends by itself when the process that started it is gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result, in words for the person who started it."""

    message: str


def fault(error: Exception) -> str:
    """A fault that nobody foresaw, and where it was raised, in one line for the person who meets it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"a fault of scrutiny, please report it: {what} ({Path(frame.filename).name}:{frame.lineno})"


def run_all(
    function: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, timeout: float
) -> Generator[tuple[int, Result | Failure], None, None]:
    """Run a function on every task in worker processes.

    Args:
        function: importable by name; it, the tasks and the results must pickle.
        tasks: what to call it with.
        jobs: how many processes at most.
        timeout: seconds that one task may take.

    Yields:
        The index of a task with its result, or with why there is none, in the order in which they
        are done: merge by index. Closing the iterator kills the workers.
    """
    waiting = deque(enumerate(tasks))
    idle: list[_Worker[Task, Result]] = []
    busy: list[_Worker[Task, Result]] = []
    answers: list[tuple[int, Result | Failure]] = []
    try:
        while True:
            while waiting and len(busy) < jobs:
                worker = idle.pop() if idle else _Worker(function, timeout)
                busy.append(worker)
                worker.give(*waiting.popleft())
            yield from answers  # only now, so that the workers are busy while the caller is
            if not busy:
                return
            answers = []
            for worker in _wait_for_some(busy):
                busy.remove(worker)
                answers.append((worker.index, worker.take()))
                if worker.is_alive:
                    idle.append(worker)
    finally:
        for worker in (*busy, *idle):
            worker.kill()


class _Worker(Generic[Task, Result]):
    """A process that answers one task at a time."""

    def __init__(self, function: Callable[[Task], Result], timeout: float) -> None:
        self.pipe, far_end = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_work, args=(function, far_end), daemon=True)
        self._timeout = timeout
        with _interrupts_held_back():
            self._process.start()
        far_end.close()
        self.is_alive = True
        self.index = -1
        self.deadline = monotonic()

    def give(self, index: int, task: Task) -> None:
        self.index = index
        self.deadline = monotonic() + self._timeout
        with contextlib.suppress(OSError):  # a worker that died while idle is found by take()
            self.pipe.send(task)

    def take(self) -> Result | Failure:
        """The answer of a worker that has one, is dead or is out of time."""
        if not self.pipe.poll():
            self.kill()
            return Failure(f"not read within the time limit of {self._timeout:g} seconds; raise it with --timeout")
        try:
            answer: Result | Failure = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            self.kill()
            return Failure(f"the process that read it died ({_cause_of_death(self._process.exitcode)})")
        return answer

    def kill(self) -> None:
        self.is_alive = False
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _wait_for_some(busy: Sequence[_Worker[Any, Any]]) -> list[_Worker[Any, Any]]:
    """The workers that have an answer, are dead or are out of time: at least one."""
    done: list[_Worker[Any, Any]] = []
    while not done:
        seconds = min(worker.deadline for worker in busy) - monotonic()
        ready = wait([worker.pipe for worker in busy], max(0.0, seconds))
        now = monotonic()
        done = [worker for worker in busy if worker.pipe in ready or worker.deadline <= now]
    return done


def _cause_of_death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        return f"{name}: out of memory?" if name == "SIGKILL" else name
    return f"exit code {exitcode}"


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Start a process whole, and deaf to Ctrl-C, which reaches the whole group: its parent is to end it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[tuple[int, FrameType | None]] = []
    before = signal.signal(signal.SIGINT, lambda *caught: held.append(caught))
    try:
        with _blocked(signal.SIGINT):  # the new process inherits this
            yield
    finally:
        signal.signal(signal.SIGINT, before)
        if held and callable(before):
            before(*held[0])


@contextlib.contextmanager
def _blocked(number: signal.Signals) -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # a helper of multiprocessing; when it starts, it lifts what is blocked
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ------------------------------------------------------------------------- in the worker process


def _work(function: Callable[[Task], Result], pipe: Connection[Any, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(function(task))
        except Exception as error:  # noqa: BLE001 - the border of the process: a fault in one task fails that one only
            with contextlib.suppress(OSError):
                pipe.send(Failure(fault(error)))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
