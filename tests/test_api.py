"""scrutiny from Python: the examples on its page run, and tables have types that can be missing."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

import scrutiny
from scrutiny.outputs.schema import StoreError
from scrutiny.rules.nodes import SchemeError

PAGE = Path(scrutiny.__file__).parent / "docs" / "python.md"
RULE = """
scheme: one
council: E10000016
valid: {from: 2022-04-01, to: 2023-03-31}
kind: written
rates: {measure: figures}
bands: [{band: Green, from: 0%, edge: closed}, {band: Red}]
"""


@pytest.mark.skipif(not PAGE.exists(), reason="runs in a checkout only")
def test_the_examples_on_the_page_work_one_after_the_other(small_report, tmp_path, monkeypatch, capsys):
    examples = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert len(examples) == 3
    monkeypatch.chdir(tmp_path)
    small_report(tmp_path / "my-report.pdf")
    told = {}
    for number, example in enumerate(examples):
        told = {"__name__": "__main__"}
        exec(compile(example, f"example {number + 1}", "exec"), told)
        if number == 1:
            assert list(told["by_status"].index) == ["Amber", "Green", "Red"]
            assert len(told["places"]) == 3
    assert "Calls answered within 20 seconds" in capsys.readouterr().out


@pytest.fixture(scope="module")
def results(golden_run):
    with scrutiny.open(golden_run) as opened:
        yield opened


def test_a_table_has_every_row_with_numbers_that_can_be_missing(results):
    rows = results.observations()
    assert len(rows) == len(results.table("observations"))
    assert str(rows["value"].dtype) == "Float64"
    assert str(rows["period_start"].dtype).startswith("datetime64")
    unpublished = rows[rows["value"].isna()]
    assert len(unpublished) > 0
    assert unpublished["value_exact"].isna().all()
    assert not (rows["value_exact"].notna() & rows["value"].isna()).any()


def test_observations_are_chosen_by_report_council_and_measure(results):
    rows = results.observations(council="E10000007")
    assert set(rows["document"]) == {"derbyshire-2023-24-q2"}
    assert (rows["verdict"] == "disagrees").sum() == 2
    measure = rows["measure"].iloc[0]
    assert set(results.observations(measure=measure)["measure"]) == {measure}


def test_an_unknown_table_or_column_is_named(results):
    with pytest.raises(KeyError, match="no_such"):
        results.table("no_such")
    with pytest.raises(KeyError, match="no_such"):
        results.table("documents", no_such=1)


def test_results_that_are_not_there_say_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="scrutiny run"):
        scrutiny.open(tmp_path)


def test_what_became_of_each_report_is_told(small_report, tmp_path):
    small_report(tmp_path / "good.pdf")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut short")
    with scrutiny.run(tmp_path, tmp_path / "nowhere.pdf", out=tmp_path / "results") as results:
        bad, good, nowhere = results.outcomes
    assert (bad.document, bad.state, good.document, good.state) == ("bad", "failed", "good", "read")
    assert "damaged or cut short" in bad.problems[0] and good.problems == ()
    assert (nowhere.document, nowhere.state) == (None, "refused") and "no such file" in nowhere.problems[0]
    with scrutiny.run(tmp_path / "good.pdf", out=tmp_path / "results") as results:
        assert [outcome.state for outcome in results.outcomes] == ["unchanged"]


def test_a_run_that_reads_nothing_says_so(tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 cut short")
    with pytest.raises(scrutiny.NothingRead, match="bad: the PDF is damaged") as raised:
        scrutiny.run(tmp_path / "bad.pdf", out=tmp_path / "results")
    assert [outcome.state for outcome in raised.value.outcomes] == ["failed"]


def test_council_and_period_are_told_where_the_pages_do_not(small_report, tmp_path):
    small_report(tmp_path / "plain.pdf", title="A report", council="")
    told = {"council": "Derby City Council", "period": "2022/23 Q2", "kind": "quarterly"}
    with scrutiny.run(tmp_path / "plain.pdf", out=tmp_path / "results", **told) as results:
        (row,) = results.documents().to_dict("records")
    assert (row["council"], row["period"], row["kind"]) == ("E06000015", "2022/23 Q2", "quarterly")


def test_one_figure_is_rated_with_its_rounding():
    assert scrutiny.rate("97.4%", "97.4%", "Green", scheme=RULE, polarity="higher").verdict == "agrees"
    assert scrutiny.rate("97.4%", "97.42%", "Green", scheme=RULE, polarity="higher").verdict == "agrees_within_rounding"
    assert scrutiny.rate(Decimal("9"), 8, "Green", scheme=RULE, polarity="lower").recomputed == "Red"


@pytest.mark.parametrize("value", ["many", 87.6])
def test_what_is_no_figure_is_refused(value):
    with pytest.raises(ValueError, match="is no figure"):
        scrutiny.rate(value, "90%", "Green", scheme=RULE, polarity="higher")


def test_a_wrong_rule_says_where():
    with pytest.raises(SchemeError, match="line"):
        scrutiny.rate("1", "2", "Green", scheme="scheme: one\n", polarity="higher")
