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
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from types import FrameType
from typing import Any, Generic, TypeVar

from .sending import Broken, receive, send

Task = TypeVar("Task")
Result = TypeVar("Result")

_SPAWN = multiprocessing.get_context("spawn")
# How a process ends that was given no more memory: killed by the system, or by its own hand.
_OUT_OF_MEMORY = ("SIGKILL", "SIGABRT", "SIGTRAP", "SIGILL")
_PARTING = 1.0  # seconds for a process to be gone that has hung up, and for the thread that hears it


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result, in words for the person who started it."""

    message: str


@dataclass(frozen=True, slots=True)
class Steps(Generic[Task]):
    """How tasks go step by step: ``timeout`` is in seconds for one step.

    ``without`` gives a task again but for a step that hung or killed its process (its number, and why), to be started
    afresh; None where it is to fail.
    """

    timeout: float
    without: Callable[[Task, int, str], Task | None]


@dataclass(frozen=True, slots=True)
class _Step:
    number: int | None


def begin_step(number: int | None) -> None:
    """Say in a worker which step of its task begins, None for what belongs to no step; elsewhere nothing."""
    if _pipe_to_parent is not None:
        send(_pipe_to_parent, _Step(number))


def fault(error: Exception) -> str:
    """A fault that nobody foresaw, and where it was raised, in one line for the person who meets it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"a fault of scrutiny, please report it: {what} ({Path(frame.filename).name}:{frame.lineno})"


def run_all(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    timeout: float,
    steps: Steps[Task] | None = None,
    memory: int | None = None,
) -> Generator[tuple[int, Result | Failure], None, None]:
    """Run a function on every task in worker processes.

    Args:
        function: importable by name; it, the tasks and the results must pickle.
        tasks: what to call it with.
        jobs: how many processes at most.
        timeout: seconds that one task may take.
        steps: what is done where a step of a task hangs or kills its process; None where tasks have no steps.
        memory: megabytes that one process may take, where the system can hold it to that.

    Yields:
        The index of a task with its result, or with why there is none, in the order in which they
        are done: merge by index. Closing the iterator kills the workers.
    """
    waiting = deque(enumerate(tasks))
    idle: list[_Worker[Task, Result]] = []
    busy: list[_Worker[Task, Result]] = []
    heard = threading.Event()
    answers: list[tuple[int, Result | Failure]] = []
    try:
        while True:
            while waiting and len(busy) < jobs:
                idle = [worker for worker in idle if worker.is_alive]
                worker = idle.pop() if idle else _Worker(function, timeout, heard, steps, memory)
                busy.append(worker)
                worker.give(*waiting.popleft())
            yield from answers  # only now, so that the workers are busy while the caller is
            if not busy:
                return
            answers = []
            for worker in _wait_for_some(busy, heard):
                busy.remove(worker)
                answer = worker.take()
                again = worker.task_without_its_step(answer)
                if again is None:
                    answers.append((worker.index, answer))
                else:
                    waiting.appendleft((worker.index, again))
                if worker.is_alive:
                    idle.append(worker)
    finally:
        for worker in (*busy, *idle):
            worker.kill()


class _Worker(Generic[Task, Result]):
    """A process that answers one task at a time, and a thread that hears its answers.

    A process may stall in the middle of an answer: nobody but the thread waits for the rest.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        timeout: float,
        heard: threading.Event,
        steps: Steps[Task] | None,
        memory: int | None,
    ) -> None:
        self.pipe, far_end = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_work, args=(function, far_end, memory), daemon=True)
        self._steps = steps
        self._task: Task | None = None
        self._step: int | None = None
        self._step_ends = self._task_ends = monotonic()
        self._timeout = timeout
        self._heard = heard
        self._answers: SimpleQueue[Result | Failure] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        with _interrupts_held_back():
            self._process.start()
            self._listener.start()
        far_end.close()
        self.is_alive = True
        self.index = -1

    @property
    def deadline(self) -> float:
        """When the task, or the step of it that is being done, is to be over."""
        return self._task_ends if self._step is None else min(self._task_ends, self._step_ends)

    @property
    def has_answer(self) -> bool:
        return not self._answers.empty()

    def give(self, index: int, task: Task) -> None:
        self.index, self._task, self._step = index, task, None
        self._task_ends = monotonic() + self._timeout
        with contextlib.suppress(OSError):  # the listener hears of a worker that is dead
            self.pipe.send(task)

    def take(self) -> Result | Failure:
        """The answer of a worker that has one, is dead or is out of time."""
        try:
            answer = self._answers.get_nowait()
        except Empty:
            answer = Failure(self._out_of_time())
            self.is_alive = False
        if not self.is_alive:
            self.kill()
        return answer

    def _out_of_time(self) -> str:
        if self._steps is not None and self._step is not None and self._step_ends < self._task_ends:
            return f"not read within {self._steps.timeout:g} seconds; raise that with --page-timeout"
        self._step = None  # no step is to blame
        return f"not read within the time limit of {self._timeout:g} seconds; raise it with --timeout"

    def task_without_its_step(self, answer: Result | Failure) -> Task | None:
        """The task to be started again, where a step of it hung or killed this worker."""
        if self.is_alive or not isinstance(answer, Failure):
            return None
        if self._steps is None or self._step is None or self._task is None:
            return None
        return self._steps.without(self._task, self._step, answer.message)

    def kill(self) -> None:
        self.is_alive = False
        self._process.kill()
        self._process.join()
        self._listener.join(_PARTING)
        if not self._listener.is_alive():
            self.pipe.close()

    def _listen(self) -> None:
        """Hear every answer, until there is nobody to give one."""
        while True:
            answer = self._hear()
            if isinstance(answer, _Step):
                if self._steps is not None:
                    self._step_ends = monotonic() + self._steps.timeout
                    self._step = answer.number
                    self._heard.set()  # whoever waits is to wait until then
                continue
            self._answers.put(answer)
            self._heard.set()
            if not self.is_alive:
                return

    def _hear(self) -> Result | Failure | _Step:
        try:
            answer: Result | Failure | _Step = receive(self.pipe)
        except Broken as broken:
            (error,) = broken.args
            return Failure(fault(error))
        except (EOFError, OSError):
            self.is_alive = False
            self._process.join(_PARTING)
            return Failure(f"the process that read it died ({_cause_of_death(self._process.exitcode)})")
        return answer


def _wait_for_some(busy: Sequence[_Worker[Any, Any]], heard: threading.Event) -> list[_Worker[Any, Any]]:
    """The workers that have an answer, are dead or are out of time: at least one."""
    while True:
        heard.clear()
        now = monotonic()
        if done := [worker for worker in busy if worker.has_answer or worker.deadline <= now]:
            return done
        heard.wait(min(worker.deadline for worker in busy) - now)


def _cause_of_death(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        name = signal.Signals(-exitcode).name
        return f"{name}: out of memory?" if name in _OUT_OF_MEMORY else name
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


_pipe_to_parent: Connection[Any, Any] | None = None


def _work(function: Callable[[Task], Result], pipe: Connection[Any, Any], memory: int | None) -> None:
    global _pipe_to_parent
    _pipe_to_parent = pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory is not None:
        _hold_to(memory)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            send(pipe, function(task))
        except Exception as error:  # noqa: BLE001 - the border of the process: a fault in one task fails that one only
            with contextlib.suppress(OSError):
                send(pipe, Failure(fault(error)))


def _hold_to(megabytes: int) -> None:
    """Let this process take no more memory than that; what asks for more fails or ends it."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
    except (ImportError, OSError, ValueError):
        return  # Windows has no such limit, and a lower one may hold already


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
