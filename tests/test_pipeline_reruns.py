"""The same input gives the same rows, whatever the order, the timing or what was there before."""

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest


def rows(results):
    """Every row of every table but ``runs``, by table; their order in the file means nothing."""
    with sqlite3.connect(results / "scrutiny.db") as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {
            table: sorted(map(repr, database.execute(f'select * from "{table}"')))
            for table in tables
            if table != "runs" and not table.startswith("sqlite_") and "_fts" not in table
        }


def documents(results, columns="document, state"):
    with sqlite3.connect(results / "scrutiny.db") as database:
        return database.execute(f"select {columns} from documents order by document").fetchall()


@pytest.fixture
def archive(tmp_path, small_report):
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(3):
        small_report(reports / f"report-{number}.pdf", figure=f"8{number}.6")
    return reports


def test_one_job_gives_the_rows_of_two(golden_run, tmp_path, scrutiny):
    run = scrutiny("run", "--out", tmp_path / "results", "--jobs", "1")
    assert run.returncode == 0, run.stderr
    assert rows(tmp_path / "results") == rows(golden_run)


def test_the_same_run_again_changes_no_row_and_reads_nothing(golden_run, tmp_path, scrutiny):
    shutil.copytree(golden_run, tmp_path / "results")
    run = scrutiny("run", "--out", tmp_path / "results")
    assert "Unchanged since the last run: 5 of 5" in run.stdout
    assert rows(tmp_path / "results") == rows(golden_run)


def test_rating_again_what_was_read_before_changes_no_row(golden_run, tmp_path, scrutiny):
    shutil.copytree(golden_run, tmp_path / "results")
    with closing(sqlite3.connect(tmp_path / "results" / "scrutiny.db")) as database, database:
        database.execute("update documents set rated_with = null")
    run = scrutiny("run", "--out", tmp_path / "results")
    assert "Unchanged since the last run: 5 of 5" in run.stdout
    assert rows(tmp_path / "results") == rows(golden_run)


def test_reports_added_one_by_one_give_the_rows_of_all_at_once(archive, tmp_path, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "at-once")
    for report in sorted(archive.iterdir()):
        scrutiny_here("run", report, "--out", tmp_path / "one-by-one")
    assert rows(tmp_path / "one-by-one") == rows(tmp_path / "at-once")
    for name in ("observations.csv", "findings.csv"):
        assert (tmp_path / "one-by-one" / name).read_bytes() == (tmp_path / "at-once" / name).read_bytes()


def test_a_correction_reads_only_its_own_document_again(archive, tmp_path, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    signed = ("--who", "A. Reader", "--why", "seen", "--out", tmp_path / "results")
    assert scrutiny_here("correct", "report-1", "1", "value", "86.7", *signed).returncode == 0
    run = scrutiny_here("run", archive, "--out", tmp_path / "results")
    assert "Unchanged since the last run: 2 of 3" in run.stdout
    scrutiny_here("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")


def test_other_decisions_and_schemes_rate_again_without_reading(archive, tmp_path, write_scheme, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    write_scheme(archive / "decisions")
    run = scrutiny_here("run", archive, "--out", tmp_path / "results")
    assert "Unchanged since the last run: 3 of 3" in run.stdout
    scrutiny_here("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")
    assert "kent-own" in str(rows(tmp_path / "results")["ratings"])


def test_a_council_whose_last_report_is_gone_leaves_no_names_behind(archive, tmp_path, small_report, scrutiny_here):
    small_report(archive / "report-3.pdf", council="Surrey County Council")
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    small_report(archive / "report-3.pdf", figure="83.6")
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    scrutiny_here("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")


def test_a_killed_run_is_taken_up_where_it_stopped(archive, tmp_path, small_report, scrutiny_here):
    for number in range(3, 12):
        small_report(archive / f"report-{number:02}.pdf", figure=f"{number}.6")
    results = tmp_path / "results"
    command = [sys.executable, "-m", "scrutiny", "run", archive, "--out", results, "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and saved(results) < 2:
        time.sleep(0.002)
    process.kill()
    process.wait()
    before = saved(results)
    assert 2 <= before <= 12
    run = scrutiny_here("run", archive, "--out", results)
    assert f"Unchanged since the last run: {before} of 12" in run.stdout
    scrutiny_here("run", archive, "--out", tmp_path / "afresh")
    assert rows(results) == rows(tmp_path / "afresh")


def saved(results):
    """How many documents are in the database of a run that is on."""
    try:
        with closing(sqlite3.connect(f"{(results / 'scrutiny.db').as_uri()}?mode=ro", uri=True)) as database:
            return database.execute("select count(*) from documents").fetchone()[0]
    except sqlite3.OperationalError:  # no file yet, or no tables in it
        return 0


def test_a_changed_file_is_read_again_and_its_old_rows_are_gone(archive, tmp_path, small_report, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    small_report(archive / "report-1.pdf", figure="12.3")
    run = scrutiny_here("run", archive, "--out", tmp_path / "results")
    assert run.returncode == 0
    assert "Unchanged since the last run: 2 of 3" in run.stdout
    assert "report-1" in run.stderr
    scrutiny_here("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")


def test_a_renamed_file_leaves_nothing_under_its_old_name(archive, tmp_path, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    (archive / "report-1.pdf").rename(archive / "spring.pdf")
    run = scrutiny_here("run", archive, "--out", tmp_path / "results")
    assert "report-1" in run.stderr
    assert [name for name, _ in documents(tmp_path / "results")] == ["report-0", "report-2", "spring"]


def test_a_failed_file_is_tried_again_when_it_is_mended(archive, tmp_path, small_report, scrutiny_here):
    (archive / "report-1.pdf").write_bytes(b"")
    assert scrutiny_here("run", archive, "--out", tmp_path / "results").returncode == 2
    small_report(archive / "report-1.pdf", figure="81.6")
    assert scrutiny_here("run", archive, "--out", tmp_path / "results").returncode == 0
    scrutiny_here("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")


def test_a_missing_file_does_not_wipe_what_was_read_of_it(archive, tmp_path, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    (archive / "report-1.pdf").unlink()
    run = scrutiny_here("run", archive / "report-1.pdf", "--out", tmp_path / "results")
    assert run.returncode == 3
    assert ("report-1", "read") in documents(tmp_path / "results")


def test_options_that_say_otherwise_are_heard_of_an_unchanged_file(archive, tmp_path, scrutiny_here):
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    scrutiny_here("run", archive, "--period", "2019/20 Q1", "--out", tmp_path / "results")
    assert {period for (period,) in documents(tmp_path / "results", "period")} == {"2019/20 Q1"}


def test_a_time_limit_that_is_too_short_fails_documents_and_says_what_to_do(archive, tmp_path, scrutiny):
    run = scrutiny("run", archive, "--timeout", "0.001", "--out", tmp_path / "results")
    assert run.returncode == 3
    assert all("--timeout" in line for line in run.stderr.splitlines())
    assert {state for _, state in documents(tmp_path / "results")} == {"failed"}
