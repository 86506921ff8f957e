"""A correction is recorded for the row that a person sees, and leaves one consistent story."""

import csv
import sqlite3

import pytest

CALLS = "Calls answered within 20 seconds"
SIGNED = ("--who", "A. Reader", "--why", "seen on the page")


@pytest.fixture
def reports(tmp_path, small_report, write_scheme):
    folder = tmp_path / "reports"
    write_scheme(folder / "decisions")
    small_report(folder / "autumn.pdf", figure="51.2")
    return folder


@pytest.fixture
def run(reports, scrutiny_here):
    def run():
        done = scrutiny_here("run", reports, "--out", reports.parent / "results")
        assert done.returncode == 0, done.stderr
        return done

    return run


@pytest.fixture
def correct(reports, scrutiny_here):
    return lambda *what: scrutiny_here("correct", "autumn", *what, *SIGNED, "--out", reports.parent / "results")


@pytest.fixture
def ask(reports):
    def ask(sql):
        with sqlite3.connect(reports.parent / "results" / "scrutiny.db") as database:
            return database.execute(sql).fetchall()

    return ask


def test_a_corrected_figure_is_the_one_that_the_accusation_quotes(run, correct, ask, scrutiny_here, reports):
    run()
    assert correct("1", "value", "41").returncode == 0
    run()
    ((text, value, unit, said),) = ask("select value_text, value, unit, corrected from observations where seq = 1")
    assert (text, value, unit) == ("41%", 41.0, "percent")
    assert said.startswith("value read as 51.2%, corrected to 41% by A. Reader, ")
    assert said.endswith("seen on the page")
    ((message, arithmetic),) = ask("select message, arithmetic from findings where seq = 1")
    assert "41% against a target of 90.0% gives Red" in message
    assert "Actual 41%" in arithmetic
    assert said in arithmetic
    ((working,),) = ask("select working from ratings where seq = 1")
    assert said in working
    ((page, evidence),) = ask("select page, text from evidence where text like '41%'")
    assert (page, evidence) == (1, "41% (corrected by a person; the page prints 51.2%)")
    shown = scrutiny_here("show", "autumn", "1", "--out", reports.parent / "results").stdout
    assert "value read as 51.2%" in " ".join(shown.split())


def test_a_corrected_target_brings_its_text(run, correct, ask):
    run()
    assert correct("1", "target", "50.5").returncode == 0
    run()
    assert ask("select target_text, target from observations where seq = 1") == [("50.5%", 50.5)]
    assert ask("select recomputed from ratings where seq = 1") == [("Green",)]


def test_of_two_corrections_before_a_run_the_later_one_counts(run, correct, ask):
    run()
    for value in ("8.3", "83"):
        assert correct("1", "value", value).returncode == 0
    assert run().stderr == ""
    assert ask("select value_text, value from observations where seq = 1") == [("83%", 83.0)]
    assert ask("select * from problems") == []


def test_a_row_is_corrected_again_under_its_corrected_name(run, correct, ask):
    run()
    assert correct("1", "name", "Calls answered").returncode == 0
    run()
    assert correct("1", "value", "52").returncode == 0
    assert run().stderr == ""
    assert ask("select name, value from observations where seq = 1") == [("Calls answered", 52.0)]


def test_a_corrected_name_is_to_be_applied_before_rows_are_sought_by_it(run, correct, reports):
    run()
    correct("1", "name", "Household waste recycled")
    refused = correct("2", "value", "52")
    assert refused.returncode == 1
    assert "scrutiny run" in refused.stderr
    run()
    assert correct("2", "value", "52").returncode == 0
    *_, last = csv.DictReader((reports / "decisions" / "corrections.csv").open())
    assert (last["name"], last["occurrence"]) == ("Household waste recycled", "2")


def test_names_that_differ_in_print_only_are_counted_as_they_are_sought(run, correct, ask, small_report, reports):
    small_report(reports / "autumn.pdf", figure="51.2", calls="Household Waste  Recycled")
    run()
    assert correct("2", "value", "43").returncode == 0
    assert run().stderr == ""
    assert ask("select value from observations order by seq limit 2") == [(51.2,), (43.0,)]


@pytest.mark.parametrize(
    ("field", "value"), [("value", "abc"), ("target", "soon"), ("period", "then"), ("basis", "hoped"), ("name", "")]
)
def test_what_cannot_be_read_is_refused_at_once(run, correct, reports, field, value):
    run()
    refused = correct("1", field, value)
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1
    assert field in refused.stderr
    assert not (reports / "decisions" / "corrections.csv").exists()


CORRECTED = f"select document, period, value from observations where name = '{CALLS}'"


def test_a_correction_stays_with_its_figure_when_the_report_gets_another_period(
    run, correct, ask, scrutiny_here, reports
):
    run()
    correct("1", "value", "41")
    results = reports.parent / "results"
    done = scrutiny_here("run", reports / "autumn.pdf", "--period", "2021/22", "--out", results)
    assert done.stderr == ""
    assert ask(CORRECTED) == [("autumn", "2021/22", 41.0)]
    ((said,),) = ask(f"select corrected from observations where name = '{CALLS}'")
    assert "by A. Reader" in said
    assert said.endswith(f"(recorded for '{CALLS}', 2022/23 Q2, actual; found by its spot on page 1)")


def test_a_correction_stays_with_its_figure_when_the_file_is_renamed(run, correct, ask, reports):
    run()
    correct("1", "value", "41")
    (reports / "autumn.pdf").rename(reports / "quarter-2.pdf")
    assert "no longer" not in run().stderr
    assert ask(CORRECTED) == [("quarter-2", "2022/23 Q2", 41.0)]


def test_a_correction_that_loses_its_figure_says_so_aloud_and_where_it_was(run, correct, ask, reports, small_report):
    run()
    correct("1", "value", "41")
    small_report(reports / "autumn.pdf", calls="Calls answered in a minute", figure="51.2")
    (line,) = [line for line in run().stderr.splitlines() if "no longer" in line]
    assert line.startswith("scrutiny: autumn: ")
    assert f"'{CALLS}' (2022/23 Q2, actual)" in line
    assert "51.2 on page 1" in line
    ((message, page),) = ask("select message, page from problems where document = 'autumn'")
    assert message in line
    assert page == 1


def test_a_figure_of_another_edition_is_never_corrected_by_its_spot(run, correct, ask, reports, small_report):
    run()
    correct("1", "value", "41")
    small_report(reports / "autumn.pdf", figure="51.2", title="Quarterly Performance Report, Quarter 3 2022/23")
    assert "rows of this name are now for 2022/23 Q3" in run().stderr
    assert ask(CORRECTED) == [("autumn", "2022/23 Q3", 51.2)]


def test_corrections_of_a_report_that_is_not_there_wait_and_say_so(run, correct, reports, small_report):
    run()
    correct("1", "value", "41")
    small_report(reports / "winter.pdf", figure="60.1")
    file = reports / "decisions" / "corrections.csv"
    file.write_text(file.read_text().replace("\nautumn,", "\nspring,").replace(",51.2,41,", ",51.2,42,"))
    lines = file.read_text().splitlines()
    columns = lines[0].split(",")
    first = lines[1].split(",")
    first[columns.index("sha256")] = ""
    file.write_text(f"{lines[0]}\n{','.join(first)}\n")
    (line,) = run().stderr.splitlines()
    assert "corrections.csv" in line
    assert "spring" in line


def test_an_older_file_of_corrections_goes_on_without_the_columns_of_the_spot(run, correct, ask, reports):
    run()
    file = reports / "decisions" / "corrections.csv"
    header = "document,name,period,basis,occurrence,field,was,value,who,when,why"
    file.write_text(f"{header}\nautumn,{CALLS},2022/23 Q2,actual,1,value,51.2,41,Ann,2024-01-02,misread\n")
    run()
    assert ask(CORRECTED) == [("autumn", "2022/23 Q2", 41.0)]
    assert correct("1", "value", "43").returncode == 0
    assert file.read_text().splitlines()[0] == header
    assert run().stderr == ""
    assert ask(CORRECTED) == [("autumn", "2022/23 Q2", 43.0)]
