"""`scrutiny comparable`: Derby beside Derbyshire, and councils that nobody has heard of."""

import json
import sqlite3

import pytest


def told(scrutiny, results, *arguments):
    found = json.loads(scrutiny("comparable", *arguments, "--out", results, "--format", "json").stdout)
    return {(row["strength"].split(",")[0], row["one_name"], row["other_name"]): row for row in found}


def test_derby_and_derbyshire(scrutiny, golden_run):
    found = told(scrutiny, golden_run, "--council", "Derby", "--council", "Derbyshire")
    same = {one: other for strength, one, other in found if strength == "same definition"}
    assert sorted(same.values()) == [
        "Percentage of Council run children's homes rated as 'Good' or 'Outstanding' by Ofsted",
        "Percentage of residents agreeing that the Council provides value for money",
    ]
    subject = [f"{one} | {other}" for strength, one, other in found if strength == "same subject"]
    for words in ("sickness", "16 to 17 year olds in education", "residential and nursing homes"):
        assert any(words in pair for pair in subject), words
    (neet,) = [row for (_, one, _), row in found.items() if "NEET" in one]
    assert neet["strength"].startswith("same subject")
    assert neet["transformation"] is None, "one is an average of three months, the other does not tell"
    assert not any(strength == "same theme" for strength, _, _ in found)


def test_what_has_only_a_theme_in_common_is_told_on_demand(scrutiny, golden_run):
    found = told(scrutiny, golden_run, "--council", "Derby", "--council", "Derbyshire", "--themes")
    assert any(strength == "same theme" for strength, _, _ in found)


def test_the_view_tells_each_pair_both_ways_and_never_within_one_council(golden_run):
    with sqlite3.connect(golden_run / "scrutiny.db") as database:
        rows = set(database.execute("SELECT one, other, strength FROM comparables"))
    assert rows == {(other, one, strength) for one, other, strength in rows}
    assert not [one for one, other, _ in rows if one[:9] == other[:9]]


def test_three_councils_cannot_be_compared_at_once(scrutiny, golden_run):
    wrong = scrutiny("comparable", *["--council", "Derby"] * 3, "--out", golden_run)
    assert wrong.returncode == 1 and "two councils" in wrong.stderr


@pytest.fixture
def two_councils(tmp_path, small_report, scrutiny_here):
    small_report(tmp_path / "kent.pdf", calls="Calls abandoned by callers (%)")
    small_report(tmp_path / "devon.pdf", calls="Abandoned call rate (%)", council="Devon County Council")
    ran = scrutiny_here("run", tmp_path / "kent.pdf", tmp_path / "devon.pdf", "--out", tmp_path / "results")
    assert ran.returncode == 0, ran.stderr
    return tmp_path


def test_another_run_and_a_council_that_goes_leave_no_stale_pairs(two_councils, scrutiny_here):
    def strengths():
        with sqlite3.connect(two_councils / "results" / "scrutiny.db") as database:
            return sorted(strength for (strength,) in database.execute("SELECT strength FROM comparables"))

    before = strengths()
    assert before.count("same definition") >= 4
    scrutiny_here("run", two_councils / "kent.pdf", two_councils / "devon.pdf", "--out", two_councils / "results")
    assert strengths() == before
    (two_councils / "devon.pdf").write_bytes(b"")
    scrutiny_here("run", two_councils / "kent.pdf", two_councils / "devon.pdf", "--out", two_councils / "results")
    assert strengths() == []
