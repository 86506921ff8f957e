"""What a person says of a file with an option is kept with its content, told, and can be said otherwise."""

import sqlite3

import pytest


@pytest.fixture
def nobodys(tmp_path, make_pdf):
    """A report that tells neither whose it is nor for when."""
    rows = [("Measure", "Actual", "Target", "Status"), ("Calls answered", "87.6%", "90.0%", "Amber")]
    return make_pdf(tmp_path / "nobodys.pdf", [(16, "How we did")], rows)


@pytest.fixture
def run(tmp_path, scrutiny_here):
    return lambda *arguments: scrutiny_here("run", *arguments, "--out", tmp_path / "results")


def facts(results):
    with sqlite3.connect(results / "scrutiny.db") as database:
        return database.execute("select council, period, title, kind from documents").fetchall()


def test_what_was_said_once_is_taken_on_a_rerun_and_told(nobodys, run, tmp_path, write_scheme):
    assert run(nobodys).returncode == 3
    said = ("--council", "Kent", "--period", "2022/23 Q2", "--title", "Ours", "--kind", "other")
    assert run(nobodys, *said).stderr == ""
    told = facts(tmp_path / "results")
    assert told == [("E10000016", "2022/23 Q2", "Ours", "other")]
    nobodys.write_bytes(nobodys.read_bytes())
    again = run(nobodys)
    assert again.returncode == 0
    assert facts(tmp_path / "results") == told
    (line,) = again.stderr.splitlines()
    assert "nobodys: council Kent County Council, period 2022/23 Q2, title Ours, kind other" in line
    assert "--council --period --title --kind" in line


def test_it_is_said_of_the_content_whatever_the_file_is_called(nobodys, run, tmp_path):
    run(nobodys, "--council", "Kent", "--period", "2022/23 Q2")
    renamed = nobodys.rename(tmp_path / "autumn.pdf")
    assert run(renamed).returncode == 0
    assert facts(tmp_path / "results")[0][:2] == ("E10000016", "2022/23 Q2")


def test_facts_may_be_said_one_after_the_other(nobodys, run, tmp_path):
    assert run(nobodys, "--council", "Kent").returncode == 3
    assert run(nobodys, "--period", "2022/23 Q2").returncode == 0
    assert facts(tmp_path / "results")[0][:2] == ("E10000016", "2022/23 Q2")


def test_what_is_said_later_and_what_reports_csv_says_go_before(nobodys, run, tmp_path):
    run(nobodys, "--council", "Kent", "--period", "2022/23 Q2")
    assert "period" not in run(nobodys, "--period", "2022/23 Q3").stderr.replace("--period", "")
    assert facts(tmp_path / "results")[0][1] == "2022/23 Q3"
    (tmp_path / "reports.csv").write_text("file,period\nnobodys.pdf,2022/23 Q4\n")
    run(nobodys)
    assert facts(tmp_path / "results")[0][1] == "2022/23 Q4"


def test_what_cannot_be_told_is_asked_for_with_what_it_may_be(run, tmp_path, make_pdf):
    rows = [("Measure", "Actual", "Target", "Status"), ("Calls answered", "87.6%", "90.0%", "Amber")]
    prose = (10, "Between 2022/23 and 2021/22 Kent and Derby rang less; 2022/23 was quieter than most years before.")
    filler = [(10, f"Services are for people, and people say what they think of them, {n} of them.") for n in range(9)]
    make_pdf(tmp_path / "vague.pdf", [(16, "How we did"), *filler, prose], rows)
    (line,) = run(tmp_path / "vague.pdf").stderr.splitlines()
    assert "its pages speak of Kent County Council (once), Derby City Council (once)" in line
    assert "its pages speak of 2022/23 (2 times), 2021/22 (once)" in line
    assert "--council NAME and --period PERIOD" in line


def test_a_council_that_is_not_known_is_answered_with_those_it_may_be(nobodys, run):
    refused = run(nobodys, "--council", "Notinghamshire")
    assert refused.returncode == 1
    assert "Nottinghamshire County Council (E10000024)" in refused.stderr
