"""``scrutiny match``: why two names are one measure, and a person who decides in a terminal."""

import contextlib
import os
import pty
import re
import select
import signal
import sqlite3
import sys
import time

import pytest

CALLS = "Calls answered within 20 seconds"
NEW, OLD = f"{CALLS} by schools", f"{CALLS} by councillors"
HEADER = "council,one,other,same,who,when,why"


class Terminal:
    """The command in a pseudo-terminal, as a person sits before it."""

    def __init__(self, *arguments, cwd):
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.environ.update(COLUMNS="100", NO_COLOR="1", TERM="dumb")
            os.execv(sys.executable, [sys.executable, "-m", "scrutiny", *map(str, arguments)])
        self.seen = ""

    def until(self, text, seconds=30):
        """What is printed up to a text."""
        deadline = time.monotonic() + seconds
        while text not in self.seen:
            ready, _, _ = select.select([self.end], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"waited for {text!r}, saw {self.seen!r}"
            try:
                part = os.read(self.end, 65536)
            except OSError:  # the command has ended
                part = b""
            assert part, f"ended before {text!r}, saw {self.seen!r}"
            self.seen += part.decode().replace("\r\n", "\n")
        before, _, self.seen = self.seen.partition(text)
        return before

    def press(self, key, then):
        os.write(self.end, key.encode())
        return self.until(then)

    def ended(self, seconds=30):
        """The exit code."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.end], [], [], 0.05)
            with contextlib.suppress(OSError):
                self.seen += os.read(self.end, 65536).decode() if ready else ""
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = None
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"did not end, saw {self.seen!r}")

    def stop(self):
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.end)


@pytest.fixture
def archive(tmp_path, small_report, scrutiny_here):
    """Three reports that call one measure by three names, none of them the same beyond doubt."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for quarter, name in enumerate((CALLS, NEW, OLD), start=1):
        title = f"Quarterly Performance Report, Quarter {quarter} 2022/23"
        small_report(folder / f"report-{quarter}.pdf", title=title, calls=name, figure=f"9{quarter}.6")
    assert scrutiny_here("run", folder, "--out", tmp_path / "results").returncode == 0
    return folder


@pytest.fixture
def review(archive, tmp_path):
    sittings = []

    def sit():
        sittings.append(Terminal("match", "review", "--who", "Ann", "--out", tmp_path / "results", cwd=tmp_path))
        return sittings[-1]

    yield sit
    for sitting in sittings:
        sitting.stop()


def lines(archive):
    return (archive / "decisions" / "same.csv").read_text().splitlines()


KEYS = "q quit"


def test_a_person_decides_takes_back_stops_and_goes_on(archive, review):
    sitting = review()
    first = sitting.until(KEYS)
    assert "1 of 3" in first
    assert all(text in first for text in (CALLS, "A", "B", "91.6%", "wording"))
    sitting.press("x", "Press one of s, d, u, z, q")
    sitting.press("\x1b[D", "Press one of s, d, u, z, q")  # the left arrow is no D
    sitting.press("d", "Recorded: different")
    assert "2 of 3" in sitting.until(KEYS)
    assert len(lines(archive)) == 2
    sitting.press("z", "Taken back")
    sitting.until("1 of 3")
    assert lines(archive) == [HEADER]
    sitting.press("s", "Recorded: same")
    sitting.until(KEYS)
    sitting.press("q", "1 of 3 answered, in")
    assert sitting.ended() == 0
    again = review()
    assert "2 of 3" in again.until(KEYS)
    again.press("u", "Recorded: unsure")
    assert "3 of 3" in again.until(KEYS)
    again.press("d", "3 of 3 answered")
    assert again.ended() == 0
    answers = [re.search(r",(yes|no|unsure),Ann,\d{4}-\d\d-\d\d,", line)[1] for line in lines(archive)[1:]]
    assert answers == ["yes", "unsure", "no"]


def test_what_follows_from_the_answers_is_not_asked(archive, review):
    """A = B and B != C: nobody has to say that A != C."""
    sitting = review()
    sitting.until(KEYS)
    sitting.press("s", "Recorded: same")
    sitting.until(KEYS)
    sitting.press("d", "3 of 3 answered")
    assert sitting.ended() == 0
    assert len(lines(archive)) == 3


def test_an_answer_is_applied_by_the_next_run(archive, review, tmp_path, scrutiny_here):
    sitting = review()
    sitting.until(KEYS)
    sitting.press("s", "Recorded: same")
    sitting.until(KEYS)
    sitting.press("q", " answered, in")
    assert sitting.ended() == 0
    assert scrutiny_here("run", archive, "--out", tmp_path / "results").returncode == 0
    with sqlite3.connect(tmp_path / "results" / "scrutiny.db") as database:
        measures = database.execute("select distinct measure from measure_names where name like 'Calls%'").fetchall()
        decided = database.execute("select distinct decided_by from measure_names where decided_by is not null")
        assert len(measures) == 2
        assert decided.fetchall() == [("Ann",)]


def test_an_answer_that_earlier_ones_deny_is_not_recorded_and_says_which(archive, review):
    (archive / "decisions").mkdir()
    sitting = review()
    other = NEW if NEW in sitting.until(KEYS) else OLD
    said = (f"E10000016,{CALLS},Phones,yes,Bob,2024-03-31,one line", f"E10000016,{other},Phones,no,Bob,2024-03-31,two")
    kept = "\n".join((HEADER, *said, ""))
    (archive / "decisions" / "same.csv").write_text(kept)
    refused = sitting.press("s", "Answer otherwise")
    assert "Not recorded" in refused
    assert refused.count("Bob") == 2
    assert (archive / "decisions" / "same.csv").read_text() == kept
    sitting.press("q", " answered, in")
    assert sitting.ended() == 0


def test_review_without_a_terminal_says_what_to_do(archive, tmp_path, scrutiny):
    run = scrutiny("match", "review", "--who", "Ann", "--out", tmp_path / "results", stdin=-3)
    assert run.returncode == 1
    assert "terminal" in run.stderr


def test_an_explanation_names_what_speaks_for_and_against(archive, tmp_path, scrutiny_here):
    run = scrutiny_here("match", "explain", CALLS, NEW, "--out", tmp_path / "results")
    assert run.returncode == 0
    assert "To be looked at" in run.stdout
    assert "school" in run.stdout


def test_a_name_that_no_report_prints_is_told_with_the_nearest(archive, tmp_path, scrutiny_here):
    run = scrutiny_here("match", "explain", "Calls answered in 20 second", NEW, "--out", tmp_path / "results")
    assert run.returncode == 1
    assert CALLS in run.stderr


@pytest.mark.parametrize("asked", ["seconds", "anwsered calls", "CALLS IN 20"])
def test_a_part_of_a_name_or_a_slip_finds_the_names_that_have_it(archive, tmp_path, scrutiny_here, asked):
    run = scrutiny_here("match", "explain", asked, NEW, "--out", tmp_path / "results")
    assert run.returncode == 1
    assert f'is "{CALLS}"' in run.stderr


def test_a_name_of_another_council_is_said_to_be_one(archive, tmp_path, small_report, scrutiny_here):
    small_report(archive / "surrey.pdf", council="Surrey County Council", calls="Potholes filled in a day")
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    run = scrutiny_here("match", "explain", CALLS, "Potholes filled in a day", "--out", tmp_path / "results")
    assert run.returncode == 1
    assert "is printed by E10000030, not by E10000016" in run.stderr
    assert "scrutiny comparable" in run.stderr


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (f"E10000016,{CALLS},Gone,yes,Ann,2024-03-31,b", 0, ('line 2: no report of E10000016 prints "Gone"',)),
        (f"E10000016,{CALLS},{NEW},maybe,Ann,2024-03-31,b", 5, ("line 2", "'maybe'")),
        ("<<<<<<< ours", 5, ("line 2", "merge")),
        (f"E10000016,{CALLS},{NEW}", 5, ("line 2", "columns")),
        (
            f"E10000016,{CALLS},{NEW},yes,Ann,2024-03-31,b\nE10000016,{NEW},{OLD},yes,Bob,2024-03-31,b\n"
            f"E10000016,{CALLS},{OLD},no,Cy,2024-03-31,b",
            5,
            ("line 4", "line 2", "line 3", "Ann", "Bob"),
        ),
    ],
)
def test_a_wrong_file_is_told_with_its_line_and_kept(archive, tmp_path, scrutiny_here, text, code, told):
    file = archive / "decisions" / "same.csv"
    file.parent.mkdir()
    file.write_text(f"{HEADER}\n{text}\n")
    run = scrutiny_here("run", archive, "--out", tmp_path / "results")
    assert run.returncode == code
    assert all(word in run.stderr for word in told), run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert file.read_text() == f"{HEADER}\n{text}\n"
