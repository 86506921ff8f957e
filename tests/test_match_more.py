"""New reports matched against what is known, without going through all of it again."""

import sqlite3

import pytest

from scrutiny import joining
from scrutiny.outputs.reading import StoreReader

CALLS = "Calls answered within 20 seconds"


def measures(results):
    with sqlite3.connect(results / "scrutiny.db") as database:
        return dict(database.execute("select name, measure from measure_names"))


@pytest.fixture
def archive(tmp_path, small_report, scrutiny_here, monkeypatch):
    """Two reports, matched; every council counts as large."""
    monkeypatch.setattr(joining, "MOST_MATCHED_ANEW", 0)
    folder = tmp_path / "reports"
    folder.mkdir()
    for quarter in (1, 2):
        title = f"Quarterly Performance Report, Quarter {quarter} 2022/23"
        small_report(folder / f"report-{quarter}.pdf", title=title, figure=f"9{quarter}.6")
    assert scrutiny_here("run", folder, "--out", tmp_path / "results").returncode == 0
    return folder


@pytest.fixture
def add(archive, tmp_path, small_report, scrutiny_here, monkeypatch):
    def one(calls):
        title = "Quarterly Performance Report, Quarter 3 2022/23"
        small_report(archive / "report-3.pdf", title=title, figure="88.8", calls=calls)
        run = scrutiny_here("run", archive, "--out", tmp_path / "results")
        assert run.returncode == 0, run.stderr
        return measures(tmp_path / "results")

    return one


def test_a_known_name_goes_where_it_is(archive, tmp_path, add):
    before = measures(tmp_path / "results")
    assert add(CALLS) == before


def test_another_spelling_joins_the_measure_that_it_is(tmp_path, add):
    before = measures(tmp_path / "results")
    assert add("PM07 Calls answered in 20 secnods") == before | {"PM07 Calls answered in 20 secnods": before[CALLS]}


def test_a_new_name_makes_a_measure_and_a_like_one_a_proposal(tmp_path, add):
    after = add(f"{CALLS} by schools")
    assert after[f"{CALLS} by schools"] != after[CALLS]
    with sqlite3.connect(tmp_path / "results" / "scrutiny.db") as database:
        assert database.execute("select one, other from proposals").fetchall() == [(CALLS, f"{CALLS} by schools")]
        rows = database.execute("select count(*) from observations where measure is null").fetchone()
    assert rows == (0,)


def test_the_rest_is_not_matched_again(archive, add, monkeypatch):
    asked = []
    plain = joining.match_more
    monkeypatch.setattr(joining, "match_more", lambda new, *rest: asked.append(len(new)) or plain(new, *rest))
    monkeypatch.setattr(joining.matching, "match", lambda *_: pytest.fail("matched anew"))
    add(CALLS)
    assert len(asked) == 1


def test_a_report_that_is_replaced_has_all_matched_anew(archive, tmp_path, small_report, scrutiny_here, monkeypatch):
    monkeypatch.setattr(joining, "match_more", lambda *_: pytest.fail("not matched anew"))
    small_report(archive / "report-2.pdf", figure="12.3", title="Quarterly Performance Report, Quarter 2 2022/23")
    assert scrutiny_here("run", archive, "--out", tmp_path / "results").returncode == 0


def test_a_new_report_costs_what_its_own_council_costs(archive, tmp_path, small_report, scrutiny_here, monkeypatch):
    small_report(archive / "surrey.pdf", council="Surrey County Council")
    scrutiny_here("run", archive, "--out", tmp_path / "results")
    read, plain = set(), StoreReader._observations_of

    def recording(store, document, wanted):
        read.add(document)
        return plain(store, document, wanted)

    monkeypatch.setattr(StoreReader, "_observations_of", recording)
    small_report(archive / "report-3.pdf", title="Quarterly Performance Report, Quarter 3 2022/23")
    scrutiny_here("run", archive / "report-3.pdf", "--out", tmp_path / "results")
    assert read == {"report-1", "report-2", "report-3"}
