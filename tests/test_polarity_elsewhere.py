"""Which way is better, told by what another council prints of a measure that is defined alike."""

import sqlite3
from contextlib import closing

import pytest

NAME = "Percentage of residents holding library tickets"


@pytest.fixture
def reports(tmp_path, small_report):
    """Surrey says nothing of which way is better, Kent does."""
    folder = tmp_path / "reports"
    folder.mkdir()
    small_report(folder / "surrey.pdf", council="Surrey County Council", calls=NAME)
    small_report(folder / "kent.pdf", calls=f"{NAME} \\(high is good\\)")
    return folder


def ask(results, sql, *values):
    with closing(sqlite3.connect(results / "scrutiny.db")) as database:
        return database.execute(sql, values).fetchall()


def known_of(results, name=NAME):
    sql = (
        "select polarity, polarity_source from measures join measure_names using (measure) where measure_names.name = ?"
    )
    return ask(results, sql, name)


def test_what_another_council_prints_of_the_same_definition_tells(reports, tmp_path, scrutiny_here):
    scrutiny_here("run", reports, "--out", tmp_path / "results")
    ((polarity, source),) = known_of(tmp_path / "results")
    assert polarity == "higher"
    assert source.startswith("elsewhere: kent")
    heard = ask(tmp_path / "results", "select source, says, document, seq from polarity_evidence order by 1, 3")
    assert ("elsewhere", "higher", "kent", 1) in heard


def test_it_does_not_matter_which_report_came_first(reports, tmp_path, scrutiny_here):
    for order in (("kent", "surrey"), ("surrey", "kent")):
        for report in order:
            scrutiny_here("run", reports / f"{report}.pdf", "--out", tmp_path / order[0])
    everything = "select * from polarity_evidence order by measure, evidence_no"
    assert ask(tmp_path / "kent", everything) == ask(tmp_path / "surrey", everything)
    assert known_of(tmp_path / "kent") == known_of(tmp_path / "surrey")


def test_what_goes_elsewhere_is_heard_no_more(reports, tmp_path, small_report, scrutiny_here):
    scrutiny_here("run", reports, "--out", tmp_path / "results")
    small_report(reports / "kent.pdf", calls=NAME)
    scrutiny_here("run", reports / "kent.pdf", "--out", tmp_path / "results")
    assert set(known_of(tmp_path / "results")) == {(None, None)}


def test_councils_that_contradict_each_other_are_a_finding_and_decide_nothing(
    reports, tmp_path, small_report, scrutiny_here
):
    small_report(reports / "essex.pdf", council="Essex County Council", calls=f"{NAME} \\(low is good\\)")
    scrutiny_here("run", reports, "--out", tmp_path / "results")
    assert known_of(tmp_path / "results") == [(None, None)]
    found = dict(ask(tmp_path / "results", "select document, severity from findings where kind = 'polarity_conflict'"))
    assert found == {"essex": "information", "kent": "information", "surrey": "information"}
