"""The same input gives the same rows, whatever the order, the timing or what was there before."""

import shutil
import sqlite3

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
    for number in range(4):
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


def test_reports_added_one_by_one_give_the_rows_of_all_at_once(archive, tmp_path, scrutiny):
    scrutiny("run", archive, "--out", tmp_path / "at-once")
    for report in sorted(archive.iterdir()):
        scrutiny("run", report, "--out", tmp_path / "one-by-one")
    assert rows(tmp_path / "one-by-one") == rows(tmp_path / "at-once")


def test_a_changed_file_is_read_again_and_its_old_rows_are_gone(archive, tmp_path, small_report, scrutiny):
    scrutiny("run", archive, "--out", tmp_path / "results")
    small_report(archive / "report-1.pdf", figure="12.3")
    run = scrutiny("run", archive, "--out", tmp_path / "results")
    assert run.returncode == 0
    assert "Unchanged since the last run: 3 of 4" in run.stdout
    assert "report-1" in run.stderr
    scrutiny("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")


def test_a_renamed_file_leaves_nothing_under_its_old_name(archive, tmp_path, scrutiny):
    scrutiny("run", archive, "--out", tmp_path / "results")
    (archive / "report-1.pdf").rename(archive / "spring.pdf")
    run = scrutiny("run", archive, "--out", tmp_path / "results")
    assert "report-1" in run.stderr
    assert [name for name, _ in documents(tmp_path / "results")] == ["report-0", "report-2", "report-3", "spring"]


def test_a_failed_file_is_tried_again_when_it_is_mended(archive, tmp_path, small_report, scrutiny):
    (archive / "report-1.pdf").write_bytes(b"")
    assert scrutiny("run", archive, "--out", tmp_path / "results").returncode == 2
    small_report(archive / "report-1.pdf", figure="81.6")
    assert scrutiny("run", archive, "--out", tmp_path / "results").returncode == 0
    scrutiny("run", archive, "--out", tmp_path / "afresh")
    assert rows(tmp_path / "results") == rows(tmp_path / "afresh")


def test_a_missing_file_does_not_wipe_what_was_read_of_it(archive, tmp_path, scrutiny):
    scrutiny("run", archive, "--out", tmp_path / "results")
    (archive / "report-1.pdf").unlink()
    run = scrutiny("run", archive / "report-1.pdf", "--out", tmp_path / "results")
    assert run.returncode == 3
    assert ("report-1", "read") in documents(tmp_path / "results")


def test_options_that_say_otherwise_are_heard_of_an_unchanged_file(archive, tmp_path, scrutiny):
    scrutiny("run", archive, "--out", tmp_path / "results")
    scrutiny("run", archive, "--period", "2019/20 Q1", "--out", tmp_path / "results")
    assert {period for (period,) in documents(tmp_path / "results", "period")} == {"2019/20 Q1"}


def test_a_time_limit_that_is_too_short_fails_documents_and_says_what_to_do(archive, tmp_path, scrutiny):
    run = scrutiny("run", archive, "--timeout", "0.001", "--out", tmp_path / "results")
    assert run.returncode == 3
    assert all("--timeout" in line for line in run.stderr.splitlines())
    assert {state for _, state in documents(tmp_path / "results")} == {"failed"}
