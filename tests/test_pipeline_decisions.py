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
