"""Workers fail alone: what raises, hangs or dies takes nothing else with it."""

import operator
import os
import subprocess
import sys
import textwrap
import time

import pytest

from scrutiny.sending import send
from scrutiny.workers import Failure, run_all


def answers(function, tasks, *, jobs=1, timeout=30.0):
    """Answers in the order of the tasks, whatever the order in which they came."""
    return [answer for _, answer in sorted(run_all(function, tasks, jobs=jobs, timeout=timeout), key=lambda a: a[0])]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_is_answered_under_its_own_index(jobs):
    assert answers(operator.neg, [1, 2, 3, 4, 5], jobs=jobs) == [-1, -2, -3, -4, -5]


def test_no_tasks_start_no_process():
    assert answers(operator.neg, []) == []


def test_a_task_that_raises_fails_alone_and_names_its_fault():
    good, bad, other = answers(int, ["7", "seven", "8"])
    assert (good, other) == (7, 8)
    assert isinstance(bad, Failure)
    assert "ValueError: invalid literal for int() with base 10: 'seven'" in bad.message


def test_a_task_that_kills_its_process_fails_alone():
    found = answers(eval, ["1 + 1", "__import__('os')._exit(3)", "2 + 2"], jobs=2)
    assert found == [2, Failure("the process that read it died (exit code 3)"), 4]


def test_a_task_killed_from_outside_names_the_signal():
    (found,) = answers(eval, ["__import__('os').kill(__import__('os').getpid(), 9)"])
    assert found == Failure("the process that read it died (SIGKILL: out of memory?)")


def test_a_task_that_hangs_is_stopped_at_its_time_limit_and_the_next_one_runs():
    started = time.monotonic()
    hung, done = answers(time.sleep, [60, 0], timeout=1.5)
    assert hung == Failure("not read within the time limit of 1.5 seconds; raise it with --timeout")
    assert done is None
    assert time.monotonic() - started < 20


def test_a_result_that_does_not_pickle_is_a_failure_not_a_hang():
    (found,) = answers(eval, ["lambda: 1"])
    assert isinstance(found, Failure)


def test_a_result_that_cannot_be_taken_apart_fails_alone():
    spoilt = "type('Spoilt', (), {'__reduce__': lambda self: (int, ('seven',))})()"
    first, bad, last = answers(eval, ["1", spoilt, "2"])
    assert (first, last) == (1, 2)
    assert "ValueError: invalid literal for int() with base 10: 'seven'" in bad.message


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_stalls_in_the_middle_of_its_answer_is_stopped_at_its_time_limit(jobs):
    # the first bytes of an answer of a mebibyte, put into the worker's own pipe
    half = r"__import__('os').write(__import__('sys')._getframe(1).f_locals['pipe'].fileno(), b'\x00\x10\x00\x00half')"
    started = time.monotonic()
    stalled, done = answers(eval, [f"({half}, __import__('time').sleep(60))", "1 + 1"], jobs=jobs, timeout=1.5)
    assert stalled == Failure("not read within the time limit of 1.5 seconds; raise it with --timeout")
    assert done == 2
    assert time.monotonic() - started < 20


def test_an_answer_larger_than_a_pipe_holds_arrives_whole():
    (found,) = answers(eval, ["'x' * 5_000_000"])
    assert len(found) == 5_000_000


def test_one_process_serves_many_tasks():
    assert len(set(answers(eval, ["__import__('os').getpid()"] * 4))) == 1


def test_closing_the_iterator_kills_the_workers():
    running = run_all(eval, ["__import__('os').getpid()", "__import__('time').sleep(60)"], jobs=1, timeout=60)
    _, pid = next(running)
    running.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_workers_end_when_their_parent_is_killed(tmp_path):
    started = tmp_path / "pid"
    script = tmp_path / "parent.py"
    hang = f"(open({str(started)!r}, 'w').write(str(__import__('os').getpid())), __import__('time').sleep(60))"
    script.write_text(
        textwrap.dedent(f"""
        from scrutiny.workers import run_all
        if __name__ == "__main__":
            list(run_all(eval, [{hang!r}], jobs=1, timeout=60))
        """)
    )
    parent = subprocess.Popen([sys.executable, str(script)])
    try:
        pid = int(_wait_for(lambda: started.exists() and started.read_text()))
    finally:
        parent.kill()
        parent.wait()
    assert _wait_for(lambda: not _runs(pid))


def _wait_for(condition, seconds=15):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a zombie that nobody reaps (the container's first process may not) has ended too
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_a_long_answer_is_never_held_pickled_as_a_whole():
    class Pipe:
        def __init__(self) -> None:
            self.pieces: list[int] = []

        def send_bytes(self, piece: bytes) -> None:
            self.pieces.append(len(piece))

    pipe = Pipe()
    send(pipe, [f"row {number}" for number in range(200_000)])
    assert max(pipe.pieces) < 200_000 < sum(pipe.pieces)
