"""The commands as people type them."""

import csv
import io
import json
import os
import pty
import sqlite3
import subprocess
import sys

import pytest

from scrutiny.extract import ENGINES

COMMANDS = ["run", "audit", "show", "tables", "correct"]


@pytest.fixture(scope="module")
def reports(tmp_path_factory, small_report):
    folder = tmp_path_factory.mktemp("archive") / "reports"
    folder.mkdir()
    small_report(folder / "autumn.pdf")
    small_report(folder / "spring.pdf", figure="91.2")
    return folder


@pytest.fixture(scope="module")
def results(reports, scrutiny):
    folder = reports.parent / "results"
    run = scrutiny("run", reports, "--out", folder)
    assert run.returncode == 0, run.stderr
    return folder


def query(results, sql):
    with sqlite3.connect(results / "scrutiny.db") as database:
        return database.execute(sql).fetchall()


# ------------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(scrutiny, command):
    run = scrutiny(command, "-h")
    assert run.returncode == 0
    assert f"scrutiny {command}" in run.stdout


def test_the_help_lists_the_commands_and_the_exit_codes(scrutiny):
    help_text = scrutiny("-h").stdout
    assert all(f"  {command} " in help_text for command in COMMANDS)
    assert all(f"  {code} " in help_text for code in (0, 1, 2, 3, 4, 5, 6, 70, 130))


def test_the_version_is_that_of_the_package(scrutiny):
    from importlib.metadata import version

    assert scrutiny("--version").stdout == f"scrutiny, version {version('council-scrutiny')}\n"


def test_help_loads_no_reader_and_no_database():
    heavy = "numpy", "pypdfium2", "sqlite_utils", "rich", "yaml", "pandas", "camelot", "pdfplumber"
    program = f"import sys, scrutiny.cli; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


# -------------------------------------------------------------------------------------------- run


def test_run_reads_a_folder_and_says_where_the_results_are(reports, results, scrutiny):
    run = scrutiny("run", reports, "--out", reports.parent / "first")
    assert run.returncode == 0
    assert run.stderr == ""
    assert "autumn" in run.stdout
    assert "spring" in run.stdout
    last = run.stdout.splitlines()[-1]
    assert str(reports.parent / "first") in last
    assert all(
        (reports.parent / "first" / name).exists() for name in ("scrutiny.db", "observations.csv", "findings.csv")
    )
    assert query(results, "select document, state, council from documents") == [
        ("autumn", "read", "E10000016"),
        ("spring", "read", "E10000016"),
    ]


def test_run_reads_the_figures_of_a_report(results):
    sql = "select name, value, target, status from observations where document = 'autumn' order by seq"
    assert query(results, sql) == [
        ("Calls answered within 20 seconds", 87.6, 90.0, "Amber"),
        ("Household waste recycled", 41.7, 40.0, "Green"),
        ("Days to process a new claim", 31.0, 20.0, "Red"),
    ]


def test_options_say_what_the_pages_do_not(tmp_path, small_report, scrutiny_here):
    small_report(tmp_path / "plain.pdf", title="A quarterly report", council="")
    unknown = scrutiny_here("run", tmp_path / "plain.pdf", "--out", tmp_path / "results")
    assert unknown.returncode == 3
    assert "--council" in unknown.stderr
    assert "--period" in unknown.stderr
    told = scrutiny_here(
        *("run", tmp_path / "plain.pdf", "--out", tmp_path / "results"),
        *("--council", "Kent", "--period", "2019/20 Q3", "--title", "Autumn figures"),
    )
    assert told.returncode == 0, told.stderr
    assert query(tmp_path / "results", "select council_name, period, title, state from documents") == [
        ("Kent County Council", "2019/20 Q3", "Autumn figures", "read")
    ]


def test_a_council_that_is_none_is_wrong_use(reports, tmp_path, scrutiny_here):
    run = scrutiny_here("run", reports, "--council", "Narnia", "--out", tmp_path / "results")
    assert run.returncode == 1
    assert "Narnia" in run.stderr
    assert not (tmp_path / "results").exists()


def test_progress_is_for_terminals_only(reports, tmp_path):
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "scrutiny", "run", reports, "--out", tmp_path / "results"],
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        seen += chunk
    out, _ = run.communicate()
    assert b"reading" in seen
    assert b"reading" not in out


# -------------------------------------------------------------------------------------- the others


def test_audit_lists_every_rating_in_the_form_asked_for(results, scrutiny):
    table = scrutiny("audit", "--out", results)
    assert table.returncode == 0
    rows = list(csv.DictReader(io.StringIO(scrutiny("audit", "--format", "csv", "--out", results).stdout)))
    assert [(row["document"], row["status"]) for row in rows if row["document"] == "autumn"] == [
        ("autumn", "Amber"),
        ("autumn", "Green"),
        ("autumn", "Red"),
    ]
    told = json.loads(scrutiny("audit", "--format", "json", "--out", results).stdout)
    assert [row["verdict"] for row in told] == [row["verdict"] for row in rows]


def test_figures_are_shown_as_the_page_prints_them(scrutiny_here, small_report, tmp_path):
    small_report(tmp_path / "autumn.pdf", figure="87.60")
    scrutiny_here("run", tmp_path / "autumn.pdf", "--out", tmp_path / "out")
    for command in (("audit", "--all"), ("show", "autumn")):
        (line,) = (
            line
            for line in scrutiny_here(*command, "--out", tmp_path / "out").stdout.splitlines()
            if "Calls answered" in line
        )
        assert "87.60%" in line and "90.0%" in line


def test_audit_keeps_to_a_council_and_period(results, scrutiny_here):
    def rows(*wanted):
        return json.loads(scrutiny_here("audit", *wanted, "--format", "json", "--out", results).stdout)

    assert len(rows("--council", "Kent County Council", "--period", "2022/23 Q2")) == 6
    assert rows("--period", "2021/22") == []


def test_audit_fails_on_a_disagreement_only_where_there_is_one(
    results, tmp_path, small_report, write_scheme, scrutiny_here
):
    assert scrutiny_here("audit", "--fail-on", "disagreement", "--out", results).returncode == 0
    reports = tmp_path / "reports"
    write_scheme(reports / "decisions")
    small_report(reports / "wrong.pdf", figure="99.9")
    assert scrutiny_here("run", reports, "--out", tmp_path / "results").returncode == 0
    audit = scrutiny_here("audit", "--fail-on", "disagreement", "--out", tmp_path / "results")
    assert audit.returncode == 6, audit.stdout


def test_show_lists_a_document_or_explains_one_figure(results, scrutiny):
    assert "Household waste recycled" in scrutiny("show", "autumn", "--out", results).stdout
    figure = scrutiny("show", "autumn", "2", "--out", results).stdout
    assert "41.7%" in figure
    assert "2022/23 Q2" in figure


@pytest.mark.parametrize("wanted", [["winter"], ["autumn", "99"]])
def test_show_says_what_there_is_instead_of_what_is_not(results, scrutiny_here, wanted):
    run = scrutiny_here("show", *wanted, "--out", results)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1


def test_tables_shows_what_is_read_without_a_database(reports, tmp_path, scrutiny):
    run = scrutiny("tables", reports / "autumn.pdf", "--format", "csv", "--page", "1", cwd=tmp_path)
    rows = list(csv.DictReader(io.StringIO(run.stdout)))
    assert [row["text"] for row in rows if row["row"] == "1"] == [
        "Calls answered within 20 seconds",
        "87.6%",
        "90.0%",
        "Amber",
    ]
    assert list(tmp_path.iterdir()) == []


def test_tables_draws_a_page(reports, tmp_path, scrutiny):
    picture = tmp_path / "page.png"
    run = scrutiny("tables", reports / "autumn.pdf", "--page", "1", "--image", picture)
    assert run.returncode == 0, run.stderr
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("engine", ENGINES)
def test_tables_can_ask_every_engine(reports, scrutiny, engine):
    run = scrutiny("tables", reports / "autumn.pdf", "--engine", engine, "--format", "csv")
    assert run.returncode == 0, run.stderr
    assert "Household waste recycled" in run.stdout
    assert run.stderr == ""


@pytest.mark.parametrize(("arguments", "code"), [(["--page", "7"], 3), (["--image", "page.png"], 1)])
def test_tables_says_which_page_it_needs(reports, tmp_path, scrutiny, arguments, code):
    run = scrutiny("tables", reports / "autumn.pdf", *arguments, cwd=tmp_path)
    assert run.returncode == code
    assert len(run.stderr.splitlines()) == 1


# ------------------------------------------------------------------------------------- corrections


def test_a_correction_is_applied_by_every_later_run(tmp_path, small_report, scrutiny_here):
    reports, results = tmp_path / "reports", tmp_path / "results"
    reports.mkdir()
    small_report(reports / "autumn.pdf")
    scrutiny_here("run", reports, "--out", results)
    signed = ("--who", "A. Reader", "--why", "the page shows 86.7", "--out", results)
    recorded = scrutiny_here("correct", "autumn", "1", "value", "86.7", *signed)
    assert recorded.returncode == 0, recorded.stderr
    assert "scrutiny run" in recorded.stdout
    assert "A. Reader" in (reports / "decisions" / "corrections.csv").read_text()
    for _ in range(2):
        run = scrutiny_here("run", reports, "--out", results)
        assert run.returncode == 0, run.stderr
        assert query(results, "select value from observations where seq = 1") == [(86.7,)]
    (reports / "decisions" / "corrections.csv").unlink()
    scrutiny_here("run", reports, "--out", results)
    assert query(results, "select value from observations where seq = 1") == [(87.6,)]


@pytest.mark.parametrize(("seq", "field"), [("99", "value"), ("1", "valeu")])
def test_a_correction_of_what_is_not_there_is_wrong_use(reports, results, scrutiny_here, seq, field):
    run = scrutiny_here("correct", "autumn", seq, field, "1", "--who", "A", "--why", "b", "--out", results)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) == 1
    assert not (reports / "decisions").exists()
