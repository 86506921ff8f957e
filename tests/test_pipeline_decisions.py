"""What people decide wins, survives reruns, and is undone by taking its line away."""

import sqlite3

import pytest

CALLS = "Calls answered within 20 seconds"


@pytest.fixture
def reports(tmp_path, small_report, write_scheme):
    """A report that rates 95% against a target of 90% Amber, and the council's scheme."""
    folder = tmp_path / "reports"
    write_scheme(folder / "decisions")
    small_report(folder / "autumn.pdf", figure="95.0")
    return folder


@pytest.fixture
def ask(reports, scrutiny_here):
    """Run, then ask the database."""

    def run_and_ask(sql, *values):
        results = reports.parent / "results"
        run = scrutiny_here("run", reports, "--out", results)
        assert run.returncode == 0, run.stderr
        with sqlite3.connect(results / "scrutiny.db") as database:
            return database.execute(sql, values).fetchall()

    return run_and_ask


VERDICT = f"select verdict, recomputed from ratings join observations using (document, seq) where name = '{CALLS}'"


def test_a_scheme_that_a_person_writes_rates_what_it_is_valid_for(reports, ask):
    assert ask(VERDICT) == [("disagrees", "Green")]
    (reports / "decisions" / "schemes" / "own.yaml").unlink()
    assert ask(VERDICT) == [("uncheckable", None)]


def test_a_decision_on_polarity_goes_before_every_other_evidence(reports, ask):
    assert ask(VERDICT) == [("disagrees", "Green")]
    decision = reports / "decisions" / "polarity.csv"
    decision.write_text(
        f"council,name,polarity,who,when,why\nE10000016,{CALLS},lower,A. Reader,2024-03-31,they said so\n"
    )
    assert ask(VERDICT) == [("agrees", "Amber")]
    ((polarity, source),) = ask("select polarity, polarity_source from measures where name = ?", CALLS)
    assert polarity == "lower"
    assert "A. Reader" in source
    decision.unlink()
    assert ask(VERDICT) == [("disagrees", "Green")]


def test_an_acknowledged_finding_stays_and_says_why(reports, ask):
    ((finding, acknowledged),) = ask("select finding, acknowledged from findings where kind = 'disagreement'")
    assert acknowledged is None
    (reports / "decisions" / "acknowledged.csv").write_text(
        f"finding,who,when,why\n{finding},A. Reader,2024-03-31,the council agrees\n"
    )
    ((same, acknowledged),) = ask("select finding, acknowledged from findings where kind = 'disagreement'")
    assert same == finding
    assert "the council agrees" in acknowledged


def test_an_acknowledged_finding_is_no_longer_counted_among_the_errors(reports, ask, scrutiny_here):
    audit = ("audit", "--fail-on", "disagreement", "--out", reports.parent / "results")
    ((finding,),) = ask("select finding from findings where kind = 'disagreement'")
    assert scrutiny_here(*audit).returncode == 6
    (reports / "decisions" / "acknowledged.csv").write_text(
        f"finding,who,when,why\n{finding},A. Reader,2024-03-31,the council agrees\n"
    )
    run = scrutiny_here("run", reports, "--out", reports.parent / "results")
    assert "Errors in the reports" not in run.stdout
    assert "Acknowledged: 1" in run.stdout
    done = scrutiny_here(*audit)
    assert done.returncode == 0
    assert "1 disagree" in done.stdout


@pytest.mark.parametrize(("answer", "measures"), [("yes", 1), ("no", 2)])
def test_two_names_are_one_measure_if_a_person_says_so(reports, small_report, ask, answer, measures):
    winter = "Quarterly Performance Report, Quarter 3 2022/23"
    small_report(reports / "winter.pdf", title=winter, calls=f"{CALLS} \\(new service\\)")
    (reports / "decisions" / "same.csv").write_text(
        f"council,one,other,same,who,when,why\nE10000016,{CALLS},{CALLS} (new service),{answer},A,2024-03-31,b\n"
    )
    assert len(ask("select distinct measure from observations where name like 'Calls%'")) == measures


def test_decisions_that_are_suddenly_gone_are_missed_aloud(reports, scrutiny_here, tmp_path):
    scrutiny_here("run", reports, "--out", tmp_path / "results")
    run = scrutiny_here("run", reports, "--decisions", tmp_path / "nowhere", "--out", tmp_path / "results")
    assert run.returncode == 0
    assert "--decisions" in run.stderr


def test_an_acknowledgement_of_no_finding_is_told_in_one_line(reports, scrutiny_here, tmp_path):
    scrutiny_here("run", reports, "--out", tmp_path / "results")
    (reports / "decisions" / "acknowledged.csv").write_text(
        "finding,who,when,why\ndeadbeef0123,A. Reader,2024-03-31,the council agrees\n"
    )
    run = scrutiny_here("run", reports, "--out", tmp_path / "results")
    assert run.returncode == 0
    (line,) = run.stderr.splitlines()
    assert "acknowledged.csv" in line
    assert "deadbeef0123" in line


def test_decisions_beside_other_reports_of_a_run_are_said_to_be_unused(reports, small_report, scrutiny_here, tmp_path):
    (tmp_path / "own" / "decisions").mkdir(parents=True)
    small_report(tmp_path / "own" / "mine.pdf")
    run = scrutiny_here("run", tmp_path / "own" / "mine.pdf", reports, "--out", tmp_path / "results")
    assert run.returncode == 0
    (line,) = run.stderr.splitlines()
    assert f"{reports / 'decisions'}: not used" in line
    assert f"here {tmp_path / 'own' / 'decisions'}" in line


def test_a_run_takes_the_first_decisions_that_lie_beside_its_reports(reports, small_report, scrutiny_here, tmp_path):
    (tmp_path / "own").mkdir()
    small_report(tmp_path / "own" / "mine.pdf")
    run = scrutiny_here("run", tmp_path / "own" / "mine.pdf", reports, "--out", tmp_path / "results")
    assert run.stderr == ""
    with sqlite3.connect(tmp_path / "results" / "scrutiny.db") as database:
        assert database.execute("select scheme from schemes where kind = 'written'").fetchall() == [("kent-own",)]
