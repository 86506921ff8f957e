"""One measure over several reports: restatements, gaps, and what else changes on the way."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.periods import financial_year, from_label
from scrutiny.records import Box, Observation
from scrutiny.rules.over_time import changes, from_restatements, in_order, restated_rows

PUBLISHED = {f"r{year}": date(year, 3, 31) for year in range(2000, 2040)}


def printed(document, period, value, **also):
    span = from_label(period)
    fields = {
        "seq": 1,
        "kind": "measure",
        "name": "Household waste recycled",
        "basis": "actual",
        "box": Box(4, 0, 0, 9, 9),
        "period_start": span.start,
        "period_end": span.end,
        "value": None if value is None else Decimal(value),
        "value_text": value,
        "unit": "percent",
    }
    return Observation(document=document, period=period, **fields | also)


def kinds(*rows):
    return [(change.kind, change.document) for change in changes(rows, PUBLISHED)]


def test_a_figure_printed_otherwise_in_a_later_report_is_restated_and_found():
    rows = [
        printed("r2022", "2021/22", "41.7"),
        printed("r2023", "2021/22", "40.2", basis="previous"),
        printed("r2023", "2022/23", "43.0", seq=2),
    ]
    assert kinds(*rows) == [("restated", "r2023")]
    (finding,) = from_restatements({"m": rows}, PUBLISHED)
    assert (finding.kind, finding.severity, finding.document, finding.seq) == ("restated", "look", "r2023", 1)
    assert [(each.document, each.box.page) for each in finding.evidence] == [("r2023", 4), ("r2022", 4)]
    assert "40.2" in finding.message and "41.7" in finding.message and "r2022" in finding.message


def test_what_was_called_provisional_may_be_put_right():
    rows = [
        printed("r2022", "2021/22", "41.7", qualifier="provisional"),
        printed("r2023", "2021/22", "40.2", basis="previous"),
    ]
    assert [finding.severity for finding in from_restatements({"m": rows}, PUBLISHED)] == ["information"]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (("41.7", {}), ("42", {})),  # printed with fewer digits
        (("41.7", {}), ("410", {"unit": "count"})),  # another unit is not the same figure
        (("41.7", {}), ("39.0", {"basis": "forecast"})),
        (("41.7", {}), ("39.0", {"basis": "benchmark"})),
        (("41.7", {}), (None, {})),
    ],
)
def test_what_may_be_the_same_figure_is_not_restated(first, again):
    rows = [printed("r2022", "2021/22", first[0], **first[1]), printed("r2023", "2021/22", again[0], **again[1])]
    assert "restated" not in {kind for kind, _ in kinds(*rows)}
    assert from_restatements({"m": rows}, PUBLISHED) == ()
    assert restated_rows(rows, PUBLISHED) == frozenset()


def test_every_print_of_both_figures_is_marked_as_restated_and_nothing_else():
    rows = [
        printed("r2022", "2021/22", "41.7"),
        printed("r2022", "2021/22", "41.70", seq=9),
        printed("r2023", "2021/22", "40.2", basis="previous"),
        printed("r2023", "2022/23", "43.0", seq=2),
    ]
    assert restated_rows(rows, PUBLISHED) == {("r2022", 1), ("r2022", 9), ("r2023", 1)}


def test_a_figure_that_one_report_prints_in_two_ways_is_not_restated():
    rows = [printed("r2022", "2021/22", "41.7"), printed("r2022", "2021/22", "43.9", seq=9)]
    assert restated_rows(rows, PUBLISHED) == frozenset()


def test_a_report_that_prints_both_figures_has_not_restated_the_first():
    rows = [
        printed("r2022", "2021/22", "41.7"),
        printed("r2023", "2021/22", "40.2", basis="previous"),
        printed("r2023", "2021/22", "41.7", basis="previous", seq=2),
    ]
    assert kinds(*rows) == []


def test_a_risk_score_is_no_figure_that_can_be_restated():
    rows = [printed("r2022", "2021/22", "9", kind="risk"), printed("r2023", "2021/22", "12", kind="risk")]
    assert from_restatements({"m": rows}, PUBLISHED) == ()


def test_years_and_quarters_without_a_figure_are_gaps():
    assert kinds(printed("r2020", "2019/20", "1"), printed("r2023", "2022/23", "1")) == [("gap", "r2023")]
    quarters = [printed("r2022", "2022/23 Q1", "1"), printed("r2023", "2022/23 Q3", "1")]
    assert [change.text for change in changes(quarters, PUBLISHED)] == [
        "none between 2022/23 Q1 and 2022/23 Q3 (1 quarter)"
    ]
    assert kinds(printed("r2022", "2022/23 Q2", "1"), printed("r2023", "2022/23", "1")) == []


def test_a_yearly_snapshot_is_no_gap_of_eleven_months():
    assert kinds(printed("r2022", "2022-03", "1"), printed("r2023", "2023-03", "1")) == []


def test_names_units_targets_and_ways_of_counting_that_change_are_told_where_they_do():
    rows = [
        printed("r2022", "2021/22", "41.7", target=Decimal(40), target_text="40%"),
        printed("r2023", "2022/23", "417", unit="count", target=Decimal(45), target_text="45%", name="Waste recycled"),
        printed("r2024", "2023/24", "418", unit="count", name="Waste recycled (rolling 12 months)"),
    ]
    found = [(change.kind, change.document) for change in changes(rows, PUBLISHED)]
    assert found == [("name", "r2023"), ("target", "r2023"), ("unit", "r2023"), ("definition", "r2024")]


def test_a_comment_that_the_definition_changed_is_a_break():
    rows = [
        printed("r2022", "2021/22", "41.7"),
        printed(
            "r2023", "2022/23", "50", commentary="The definition of this measure has changed. It is not comparable"
        ),
    ]
    assert kinds(*rows) == [("definition", "r2023")]


def test_codes_case_and_dashes_are_no_change_of_name():
    rows = [
        printed("r2022", "2021/22", "1", name="CP 08f Household waste recycled"),
        printed("r2023", "2022/23", "1", name="Household Waste recycled (increase is positive)"),
    ]
    assert kinds(*rows) == []


@given(st.lists(st.tuples(st.integers(2015, 2022), st.integers(0, 3)), max_size=8), st.randoms())
def test_the_order_in_which_rows_come_changes_nothing(figures, random):
    rows = [
        printed(f"r{year + late}", financial_year(year).label, str(value), seq=seq)
        for seq, (year, value) in enumerate(figures)
        for late in (1, 2)
    ]
    shuffled = random.sample(rows, len(rows))
    assert changes(shuffled, PUBLISHED) == changes(rows, PUBLISHED)
    assert in_order(shuffled, PUBLISHED) == in_order(rows, PUBLISHED)
