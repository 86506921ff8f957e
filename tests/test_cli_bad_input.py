"""Whatever goes wrong: one clear line, the right exit code, the other documents in, the database readable."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and limits")

ENCRYPTED = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32)


@pytest.fixture
def folder(tmp_path, small_report):
    """A folder of reports with one good one."""
    reports = tmp_path / "reports"
    reports.mkdir()
    small_report(reports / "good.pdf")
    return reports


def states(results):
    """What became of each document: opens the database as a reader would."""
    with sqlite3.connect(f"{(results / 'scrutiny.db').as_uri()}?mode=ro", uri=True) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert not database.execute("pragma foreign_key_check").fetchall()
        return dict(database.execute("select document, state from documents"))


def problem(results, document):
    with sqlite3.connect(f"{(results / 'scrutiny.db').as_uri()}?mode=ro", uri=True) as database:
        return database.execute("select problem from documents where document = ?", (document,)).fetchone()[0]


def the_line(stderr, *words):
    """The one line on stderr that says so; there is no traceback."""
    assert "Traceback" not in stderr
    lines = [line for line in stderr.splitlines() if all(word in line for word in words)]
    assert len(lines) == 1, stderr
    return lines[0]


def truncated(path, small_report):
    whole = small_report(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 3])


def with_a_password(path, small_report):
    whole = small_report(path).read_bytes()
    object_number = whole.count(b" 0 obj") + 1
    body, end = whole.split(b"xref\n", 1)
    start = b"%d 0 obj\n%s\nendobj\n" % (object_number, ENCRYPTED)
    identity = b"/Encrypt %d 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] >>" % (
        object_number
    )
    entries, trailer = end.split(b"trailer\n", 1)
    entries = entries.replace(b"0 %d\n" % object_number, b"0 %d\n" % (object_number + 1))
    entries += b"%010d 00000 n \n" % len(body)
    trailer = trailer.split(b">>", 1)[0].replace(b"/Size %d" % object_number, b"/Size %d" % (object_number + 1))
    where = len(body) + len(start)
    path.write_bytes(
        body + start + b"xref\n" + entries + b"trailer\n" + trailer + identity + b"\nstartxref\n%d\n%%%%EOF\n" % where
    )


BROKEN = {
    "empty": lambda path, _: path.write_bytes(b""),
    "words": lambda path, _: path.write_text("Dear Sir, please find attached the report.\n" * 20),
    "truncated": truncated,
    "password": with_a_password,
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_read_fails_alone(scrutiny_here, folder, tmp_path, small_report, kind):
    BROKEN[kind](folder / "broken.pdf", small_report)
    run = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert run.returncode == 2
    the_line(run.stderr, "broken")
    found = states(tmp_path / "results")
    assert found["broken"] == "failed"
    assert found["good"].startswith("read")


def test_the_line_of_a_password_says_so(scrutiny_here, folder, tmp_path, small_report):
    with_a_password(folder / "locked.pdf", small_report)
    run = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert "password" in the_line(run.stderr, "locked")
    assert "password" in problem(tmp_path / "results", "locked")


def test_a_missing_file_fails_alone(scrutiny_here, folder, tmp_path):
    run = scrutiny_here("run", folder, folder / "gone.pdf", "--out", tmp_path / "results")
    assert run.returncode == 2
    the_line(run.stderr, "gone.pdf")
    assert states(tmp_path / "results")["good"].startswith("read")


def test_nothing_readable_is_its_own_exit_code(scrutiny_here, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    run = scrutiny_here("run", tmp_path / "empty.pdf", "--out", tmp_path / "results")
    assert run.returncode == 3
    the_line(run.stderr, "empty")


def test_a_folder_without_reports_is_said_to_be_one(scrutiny_here, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "readme.txt").write_text("nothing here")
    run = scrutiny_here("run", tmp_path / "notes", "--out", tmp_path / "results")
    assert run.returncode == 3
    the_line(run.stderr, "notes")


def test_results_that_cannot_be_written_stop_the_run(scrutiny_here, folder, tmp_path):
    (tmp_path / "results").write_text("a file in the way")
    run = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert run.returncode == 4
    assert "--out" in the_line(run.stderr, "results")


def test_a_database_that_is_none_stops_the_run(scrutiny_here, folder, tmp_path):
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "scrutiny.db").write_text("this is a letter, not a database" * 100)
    run = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert run.returncode == 4
    the_line(run.stderr, "scrutiny.db")


@pytest.mark.parametrize("limit", [20_000, 200_000])
def test_a_file_size_limit_leaves_a_readable_database(scrutiny, scrutiny_here, folder, tmp_path, small_report, limit):
    for number in range(6):
        small_report(folder / f"report-{number}.pdf", figure=f"8{number}.6")

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    run = scrutiny("run", folder, "--out", tmp_path / "results", preexec_fn=limited)
    assert run.returncode == 4, run.stderr
    the_line(run.stderr, "scrutiny.db")
    if (tmp_path / "results" / "scrutiny.db").stat().st_size > limit:
        states(tmp_path / "results")
    again = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert again.returncode == 0, again.stderr
    assert len(states(tmp_path / "results")) == 7


def test_a_wrong_decisions_file_stops_the_run(scrutiny_here, folder, tmp_path):
    decisions = folder / "decisions"
    decisions.mkdir()
    (decisions / "corrections.yaml").write_text("- document: good\n  name: [unclosed\n")
    run = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert run.returncode == 5
    the_line(run.stderr, "corrections.yaml")


@pytest.mark.parametrize(
    "arguments",
    [["run", "--no-such-option"], ["run", "--jobs", "none"], ["run", "--jobs", "0"], ["sing"], ["show"]],
)
def test_wrong_use_exits_1_and_points_to_the_help(scrutiny_here, arguments):
    run = scrutiny_here(*arguments)
    assert run.returncode == 1
    assert "-h" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "arguments", [["audit"], ["show", "good"], ["correct", "good", "1", "value", "7", "--who", "A", "--why", "b"]]
)
def test_no_database_yet_names_the_command_that_makes_it(scrutiny_here, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    run = scrutiny_here(*arguments)
    assert run.returncode == 1
    assert "scrutiny run" in the_line(run.stderr, "scrutiny.db")


# ------------------------------------------------------------------------------- stopped in mid run


# Python ends itself by the signal, which a shell calls 130 too, where it comes in the middle of an import.
@pytest.mark.parametrize(
    ("how", "codes"), [(signal.SIGINT, {130, -signal.SIGINT}), (signal.SIGKILL, {-signal.SIGKILL})]
)
@pytest.mark.parametrize("after", [0.3, 0.9])
def test_a_stop_at_any_moment_leaves_a_readable_database(
    scrutiny_here, folder, tmp_path, small_report, how, codes, after
):
    for number in range(40):
        small_report(folder / f"report-{number:02}.pdf", figure=f"{number}.6")
    results = tmp_path / "results"
    process = subprocess.Popen(
        [sys.executable, "-m", "scrutiny", "run", folder, "--out", results, "--jobs", "1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    time.sleep(after)
    os.killpg(process.pid, how) if how == signal.SIGINT else process.kill()
    _, stderr = process.communicate(timeout=20)
    if process.returncode == 0:
        pytest.skip("this machine was done before it could be stopped")
    assert process.returncode in codes
    assert "Traceback" not in stderr
    if (results / "scrutiny.db").exists():
        states(results)
    again = scrutiny_here("run", folder, "--out", results)
    assert again.returncode == 0, again.stderr
    assert len(states(results)) == 41


def test_a_reader_that_closes_the_pipe_early_is_no_fault(scrutiny_here, folder, tmp_path):
    scrutiny_here("run", folder, "--out", tmp_path / "results")
    show = subprocess.Popen(
        [sys.executable, "-m", "scrutiny", "show", "good", "--out", tmp_path / "results"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    show.stdout.close()
    assert show.stderr.read() == ""
    assert show.wait() == 0


def test_a_copy_of_the_reports_elsewhere_gives_no_machine_path_in_messages(scrutiny, folder, tmp_path):
    shutil.copy(folder / "good.pdf", tmp_path / "copy.pdf")
    run = scrutiny("run", "copy.pdf", "--out", "results", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert str(tmp_path) not in run.stdout + run.stderr
