"""`scrutiny schemes` and `compare`: what they print in each format, and what they say when they cannot."""

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from scrutiny.rules.definition import read

KEY = (
    "How measures are rated",
    "Green: on or above target. Amber: within 10% of target. Red: more than 10% off target.",
)
ROWS = [
    ("Measure", "Actual", "Target", "Status"),
    ("Household waste recycled", "50.0%", "50.0%", "Green"),
    ("Council tax collected", "92.1%", "95.0%", "Amber"),
    ("Rent collected", "70.0%", "95.0%", "Red"),
]


@pytest.fixture
def report(tmp_path, make_pdf):
    def write(*key, name="kent.pdf", council="Kent County Council", rows=ROWS):
        title = (14, "Quarterly Performance Report, Quarter 2 2022/23")
        make_pdf(tmp_path / name, [(16, council), title, *((10, line) for line in key)], rows)
        return tmp_path / name

    return write


@pytest.fixture
def results(golden_run, tmp_path):
    """The results of the bundled reports, to write to."""
    return shutil.copytree(golden_run, tmp_path / "results")


def printed(run, form):
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout) if form == "json" else list(csv.DictReader(io.StringIO(run.stdout)))


def one_line(run, code, *words):
    """The run says in one line what is wrong."""
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    (line,) = [line for line in run.stderr.splitlines() if line.strip()]
    assert all(word in line for word in words), line


def test_a_key_is_printed_as_a_rule_that_can_be_kept(report, scrutiny_here, tmp_path):
    run = scrutiny_here("schemes", "read", report(*KEY))
    assert run.returncode == 0, run.stderr
    scheme = read("kept.yaml", run.stdout)
    assert [(band.name, band.edge.text if band.edge else None) for band in scheme.bands] == [
        ("Green", "target"),
        ("Amber", "-10%"),
        ("Red", None),
    ]
    (tmp_path / "decisions" / "schemes").mkdir(parents=True)
    (tmp_path / "decisions" / "schemes" / "kept.yaml").write_text(run.stdout.replace("-10%", "-2%"))
    assert scrutiny_here("run", tmp_path / "kent.pdf", "--out", tmp_path / "out").returncode == 0
    with closing(sqlite3.connect(tmp_path / "out" / "scrutiny.db")) as database:
        verdicts = dict(database.execute("select name, verdict from ratings join observations using (document, seq)"))
    assert verdicts["Council tax collected"] == "disagrees", "3.05% short, and the kept rule was mended to 2%"


def test_a_report_without_a_key_has_nothing_to_print(report, scrutiny_here):
    run = scrutiny_here("schemes", "read", report())
    one_line(run, 3, "no rating key is found")
    assert run.stdout == ""


def test_a_key_that_is_not_understood_is_declined_with_its_place(report, scrutiny_here):
    unclear = report(KEY[0], "Green: on target. Amber: somewhat off. Red: more than 10% off target.")
    run = scrutiny_here("schemes", "read", unclear)
    one_line(run, 3, "page 1 is not understood", "somewhat off")
    assert run.stdout == ""


def test_a_key_that_is_not_understood_is_no_problem_while_a_rule_of_a_person_rates(
    report, scrutiny_here, tmp_path, write_scheme
):
    report(KEY[0], "Green: on target. Amber: somewhat off. Red: more than 10% off target.")

    def problems():
        run = scrutiny_here("run", tmp_path / "kent.pdf", "--out", tmp_path / "out")
        assert run.returncode == 0
        with closing(sqlite3.connect(tmp_path / "out" / "scrutiny.db")) as database:
            told = database.execute("select state, problem from documents").fetchall()
            messages = [message for (message,) in database.execute("select message from problems")]
        assert [problem for _, problem in told if problem] == messages
        return messages

    declined = problems()
    assert "page 1 is not understood" in declined[0]
    write_scheme(tmp_path / "decisions")
    assert problems() == []
    listed = scrutiny_here("schemes", "list", "--out", tmp_path / "out", "--format", "csv").stdout
    assert "a key that is not understood; kent-own rates it" in listed
    (tmp_path / "decisions" / "schemes" / "own.yaml").unlink()
    assert problems() == declined


def test_a_file_that_is_not_there_or_no_pdf_is_named(scrutiny_here, tmp_path):
    assert scrutiny_here("schemes", "read", tmp_path / "none.pdf").returncode == 1
    (tmp_path / "text.pdf").write_text("no PDF")
    one_line(scrutiny_here("schemes", "read", tmp_path / "text.pdf"), 3, "text.pdf", "not a PDF")


def test_a_report_that_does_not_say_whose_it_is_wants_to_be_told(report, scrutiny_here):
    unsigned = report(*KEY, council="A council")
    one_line(scrutiny_here("schemes", "read", unsigned), 3, "kent.pdf", "council")
    told = scrutiny_here("schemes", "read", unsigned, "--council", "Kent")
    assert told.returncode == 0 and "council: E10000016" in told.stdout


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_rules_are_listed_with_where_they_stand(scrutiny_here, golden_run, form):
    rows = {
        row["scheme"]: row
        for row in printed(scrutiny_here("schemes", "list", "--out", golden_run, "--format", form), form)
    }
    derbyshire = rows["derbyshire-2023-24"]
    assert (derbyshire["printed"], int(derbyshire["rows"])) == ("derbyshire-2023-24-q2 page 3", 75)


def test_the_list_is_a_table_for_people(scrutiny_here, golden_run):
    run = scrutiny_here("schemes", "list", "--out", golden_run)
    assert run.returncode == 0
    assert "read off" in run.stdout


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_edges_behind_ratings_are_inferred(scrutiny_here, golden_run, form):
    run = scrutiny_here("schemes", "infer", "derby-2017-18-q2", "--out", golden_run, "--format", form)
    told = json.dumps(printed(run, form))
    assert "5.56" in told and "0.11" in told


def test_what_tells_too_little_to_infer_a_rule_says_so(report, scrutiny_here, golden_run, tmp_path):
    assert scrutiny_here("run", report(rows=ROWS[:2]), "--out", tmp_path / "out").returncode == 0
    document = next(iter(documents(tmp_path / "out")))
    one_line(scrutiny_here("schemes", "infer", document, "--out", tmp_path / "out"), 3, document, "too few ratings")
    assert scrutiny_here("schemes", "infer", "nowhere-2020", "--out", golden_run).returncode != 0


def documents(results):
    with closing(sqlite3.connect(results / "scrutiny.db")) as database:
        return [document for (document,) in database.execute("select document from documents")]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_all_figures_of_both_councils_are_compared(scrutiny_here, results, form):
    rows = printed(scrutiny_here("compare", "Derby", "Derbyshire", "--out", results, "--format", form), form)
    here = [row for row in rows if row["document"] == "derbyshire-2023-24-q2"]
    assert [sum(row["changed"] == said for row in here) for said in ("yes", "no")] == [6, 69]
    assert {(row["own"], row["other"]) for row in here if row["changed"] == "yes"} == {("Strong", "Green")}
    assert all(row["why"] for row in here if row["changed"] != "no")


def test_a_person_is_told_what_was_taken_as_equal_and_why_a_rating_changes(scrutiny_here, results):
    run = scrutiny_here("compare", "Derbyshire", "Derby", "--out", results)
    assert run.returncode == 0, run.stderr
    assert "6 of 75 ratings change" in run.stdout
    assert "Good (+5% to -2%) = Green (+10% to -2%)" in run.stdout
    assert "7.84% better than target: Strong (from +5% up) by its own rule, Green (+10% to -2%), its Good" in run.stdout
    with closing(sqlite3.connect(results / "scrutiny.db")) as database:
        kept = dict(
            database.execute("select verdict, count(*) from comparisons where document like 'derbys%' group by 1")
        )
    assert kept["disagrees"] >= 6


def test_two_councils_may_be_compared_under_a_third_rule(scrutiny_here, results):
    run = scrutiny_here("compare", "Derby", "Derbyshire", "--under", "derbyshire-2023-24", "--out", results)
    assert run.returncode == 0 and "to derbyshire-2023-24" in run.stdout
    wrong = scrutiny_here("compare", "Derby", "Derbyshire", "--under", "none", "--out", results)
    one_line(wrong, 1, "no rule has the id none", "derby-2022-23")


@pytest.mark.parametrize(
    ("councils", "words"),
    [
        (("Derby", "Atlantis"), ("Atlantis",)),
        (("Derby", "Derby"), ("compared with another one",)),
        (("Derby", "Kent"), ("no report of Kent",)),
    ],
)
def test_councils_that_cannot_be_compared_are_named(scrutiny_here, results, councils, words):
    one_line(scrutiny_here("compare", *councils, "--out", results), 1, *words)


def test_without_results_there_is_nothing_to_compare_or_list(scrutiny_here, tmp_path):
    for command in (("compare", "Derby", "Derbyshire"), ("schemes", "list"), ("schemes", "infer", "x")):
        run = scrutiny_here(*command, "--out", tmp_path / "none")
        assert run.returncode != 0
        assert "Traceback" not in run.stderr and run.stderr.strip()


def test_a_rule_inferred_from_ratings_is_no_councils_own(scrutiny_here, results):
    with closing(sqlite3.connect(results / "scrutiny.db")) as database, database:
        database.execute(
            "update schemes set kind = 'inferred', definition = replace(replace(definition, 'kind: stated', "
            "'kind: inferred'), 'kind: published', 'kind: inferred') where definition like '%council: E10000007%'"
        )
    run = scrutiny_here("compare", "Derby", "Derbyshire", "--out", results)
    one_line(run, 1, "no rule of Derbyshire County Council is known")
