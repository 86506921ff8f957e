"""Several figures in a row: floors, quarters, years, forecasts, blocks of labelled rows."""

from decimal import Decimal

import pytest
from handmade import AMBER, FLOORS, GREEN, RED, at, figures, read, table
from hypothesis import given
from hypothesis import strategies as st


def test_a_floor_is_a_limit_and_letters_are_statuses():
    result = read(table(*FLOORS))
    actual = [row for row in result.observations if row.basis == "actual"]
    assert [(row.code, row.value, row.target, row.status) for row in actual] == [
        ("CS01", Decimal(97), Decimal(96), "Green"),
        ("HT08", Decimal(4210), Decimal(3500), "Amber"),
    ]
    assert [(limit.kind, limit.value) for limit in actual[1].limits] == [("floor", Decimal(5000))]
    assert {row.status_read_from for row in actual} == {"letter"}
    assert [row.direction for row in actual] == ["↑", "↓"]


def test_the_previous_result_is_the_quarter_before_without_target_or_status():
    result = read(table(*FLOORS))
    previous = [row for row in result.observations if row.basis == "previous"]
    assert [(row.period, row.value, row.target, row.status) for row in previous] == [
        ("2023/24 Q1", Decimal(95), None, None),
        ("2023/24 Q1", Decimal(3980), None, None),
    ]


@given(st.permutations(range(8)))
def test_the_order_of_the_columns_does_not_change_the_rows(order):
    shuffled = [[row[place] for place in order] for row in FLOORS]
    wanted = {
        (row.name, row.basis, row.value, row.target, row.status, row.code) for row in read(table(*FLOORS)).observations
    }
    found = {
        (row.name, row.basis, row.value, row.target, row.status, row.code)
        for row in read(table(*shuffled)).observations
    }
    assert found == wanted


def test_quarters_side_by_side_are_an_observation_each_with_the_rating_next_to_it():
    result = read(
        table(
            ("Performance measure", "Unit", "2022/23 outturn", "Target 2023/24", "Q1", "RAG", "Q2", "RAG", "Q3", "RAG"),
            ("Waste recycled", "%", "44.1", "46.0", "45.2", "A", "46.3", "G", "", ""),
        )
    )
    assert figures(result, "basis", "period", "value", "target", "status", "unit") == [
        ("previous", "2022/23", Decimal("44.1"), None, None, "percent"),
        ("actual", "2023/24 Q1", Decimal("45.2"), Decimal("46.0"), "Amber", "percent"),
        ("actual", "2023/24 Q2", Decimal("46.3"), Decimal("46.0"), "Green", "percent"),
    ]


def test_columns_under_a_quarter_belong_together():
    result = read(
        table(
            ("Measure", at("Quarter 1", colspan=3), None, None, at("Quarter 2", colspan=3), None, None, "Trend"),
            ("", "Actual", "Target", "RAG", "Actual", "Target", "RAG", ""),
            ("Sickness days for each employee", "2.1", "2.0", "Amber", "4.4", "4.0", "Red", "Worsening"),
            header=2,
        )
    )
    assert figures(result, "period", "value", "target", "status", "direction") == [
        ("2023/24 Q1", Decimal("2.1"), Decimal("2.0"), "Amber", None),
        ("2023/24 Q2", Decimal("4.4"), Decimal("4.0"), "Red", "Worsening"),
    ]


def test_two_ratings_are_of_the_year_to_date_and_of_the_forecast():
    result = read(
        table(
            ("Key performance indicator", "YTD actual", "YTD target", "YTD RAG", "Year end forecast", "Year end target",
             "Forecast RAG"),
            ("Homes completed", "48", "40", "Green", "75", "90", "Red"),
        )
    )  # fmt: skip
    assert figures(result, "basis", "period", "value", "target", "status") == [
        ("actual", "2023/24 Q2", Decimal(48), Decimal(40), "Green"),
        ("forecast", "2023/24", Decimal(75), Decimal(90), "Red"),
    ]


def test_years_side_by_side_are_previous_but_for_the_reports_own():
    result = read(
        table(
            ("Pledge", "2020/21", "2021/22", "2022/23", "Target 2022/23", "RAG", "National average"),
            ("Pupils at good schools", "81%", "83%", "86%", "85%", "Green", "84%"),
            ("Young people first entering youth justice", "212", "n/a", "175", "180", "Green", ""),
        ),
        period="2022/23",
    )
    assert figures(result, "basis", "period", "value", "target") == [
        ("previous", "2020/21", Decimal(81), None),
        ("previous", "2021/22", Decimal(83), None),
        ("actual", "2022/23", Decimal(86), Decimal(85)),
        ("benchmark", "2022/23", Decimal(84), None),
        ("previous", "2020/21", Decimal(212), None),
        ("actual", "2022/23", Decimal(175), Decimal(180)),
    ]


def test_a_name_merged_over_quarters_names_each_of_them():
    result = read(
        table(
            ("Measure", "Period", "Value", "Target", "Status"),
            (at("Calls answered within a minute", rowspan=2), "Q1 2023/24", "71%", "80%", "Red"),
            (None, "Q2 2023/24", "82%", "80%", "Green"),
        )
    )
    assert figures(result, "name", "period", "status") == [
        ("Calls answered within a minute", "2023/24 Q1", "Red"),
        ("Calls answered within a minute", "2023/24 Q2", "Green"),
    ]


BLOCKS = (
    ("Measure", "", "Q1", "Q2", "Q3"),
    (at("Calls answered within a minute", rowspan=3), "Actual", "71%", "82%", ""),
    (None, "Target", "80%", "80%", "80%"),
    (None, "RAG", "R", "G", ""),
    (at("Days to decide a claim", rowspan=3), "Actual", "22", "19", ""),
    (None, "Target", "20", "20", "20"),
    (None, "RAG", "A", "G", ""),
)


def test_rows_labelled_actual_target_and_rag_are_fields_of_one_measure():
    result = read(table(*BLOCKS))
    assert figures(result, "name", "period", "value", "target", "status") == [
        ("Calls answered within a minute", "2023/24 Q1", Decimal(71), Decimal(80), "Red"),
        ("Calls answered within a minute", "2023/24 Q2", Decimal(82), Decimal(80), "Green"),
        ("Days to decide a claim", "2023/24 Q1", Decimal(22), Decimal(20), "Amber"),
        ("Days to decide a claim", "2023/24 Q2", Decimal(19), Decimal(20), "Green"),
    ]
    assert [row.row for row in result.observations] == [1, 1, 4, 4]
    uses = {(use.row, use.col): use.use for use in result.cell_uses}
    assert (uses[1, 0], uses[2, 2], uses[3, 2], uses[1, 1]) == ("name", "target", "status", "header")


def test_labelled_rows_under_a_band_are_named_by_it():
    result = read(
        table(
            ("", "Q1", "Q2"),
            (at("Calls answered within a minute", colspan=3), None, None),
            ("Actual", "71%", "82%"),
            ("Target", "80%", "80%"),
            (at("Days to decide a claim", colspan=3), None, None),
            ("Actual", "22", "19"),
            ("Target", "20", "20"),
            sections=(1, 4),
        )
    )
    assert figures(result, "name", "period", "value", "target")[1::2] == [
        ("Calls answered within a minute", "2023/24 Q2", Decimal(82), Decimal(80)),
        ("Days to decide a claim", "2023/24 Q2", Decimal(19), Decimal(20)),
    ]


def test_a_year_end_target_beside_the_months_target_is_a_limit():
    result = read(
        table(
            (
                "Performance indicator",
                "Pref'd Outcm",
                "Actual May",
                "Actual July",
                "Target July",
                "Target 08/09",
                "Trend",
            ),
            ("Days lost to sickness", "Lower", "8.9", "8.4", "8.0", "7.5", "Improving"),
        ),
        period="2008-07",
    )
    before, now = result.observations
    assert (before.basis, before.period, before.value) == ("previous", "2008-05", Decimal("8.9"))
    assert (now.period, now.target, now.polarity_note, now.direction) == (
        "2008-07",
        Decimal("8.0"),
        "Lower",
        "Improving",
    )
    assert [(limit.kind, limit.value) for limit in now.limits] == [("target", Decimal("7.5"))]


def test_two_targets_and_next_years_target():
    result = read(
        table(
            (
                "PI & Desired Direction of Travel",
                "ALP 2012/13",
                "TTAF 2012/13 (iii)",
                "Q2 2012/13",
                "RAG",
                "ALP 2013/14",
            ),
            ("Reports completed on time (increase)", "97%", "100%", "98%", "GREEN", "98%"),
        ),
        period="2012/13 Q2",
    )
    (row,) = result.observations
    assert (row.value, row.target, row.polarity_note) == (Decimal(98), Decimal(97), "increase")
    assert sorted(limit.value for limit in row.limits) == [Decimal(98), Decimal(100)]


def test_an_upper_and_a_lower_limit_stand_in_for_a_target():
    result = read(
        table(
            ("Indicator description", "Year to date", "Expected range: upper", "Expected range: lower"),
            ("Calls answered", "112,300", "125,000", "105,000"),
        )
    )
    (row,) = result.observations
    assert (row.value, row.target) == (Decimal(112300), None)
    assert [(limit.kind, limit.value) for limit in row.limits] == [
        ("upper", Decimal(125000)),
        ("lower", Decimal(105000)),
    ]


def test_a_month_before_the_rated_one_is_an_earlier_figure_though_it_lies_in_the_same_quarter():
    result = read(
        table(("Measure", "Actual Oct", "Actual Nov", "Target Nov", "RAG"), ("Homes built", "18", "22", "20", "Green")),
        period="2023/24 Q3",
    )
    assert figures(result, "basis", "period", "target") == [
        ("previous", "2023-10", None),
        ("actual", "2023-11", 20),
    ]


def test_an_annual_target_beside_the_quarters_goes_with_the_rated_forecast():
    heads = ("PI", "Q2 Target", "Q2 Actual", "RAG", "Annual Target", "Forecast", "Forecast RAG")
    result = read(
        table(heads, ("Visits", "40", "41", "Green", "90", "85", "Amber"), ("Loans", *"123", "8", "9", "Red"))
    )
    assert figures(result, "basis", "value_text", "target_text", "status")[:2] == [
        ("actual", "41", "40", "Green"),
        ("forecast", "85", "90", "Amber"),
    ]


def test_a_lone_rating_beside_the_year_to_date_rates_that():
    heads = ("KPI", "Q1", "Q2", "Year to date", "Annual Target", "RAG")
    result = read(table(heads, ("Visits", "40", "41", "81", "80", "Green"), ("Loans", "9", "8", "17", "20", "Red")))
    assert figures(result, "basis", "value_text", "target_text", "status", "qualifier")[:3] == [
        ("previous", "40", None, None, None),
        ("actual", "41", None, None, None),
        ("actual", "81", "80", "Green", "year to date"),
    ]


def test_an_unrated_month_inside_the_rated_quarter_stands_beside_it():
    heads = ("KPI", "Jul", "Aug", "Sep", "Q2", "Target", "RAG")
    result = read(table(heads, ("Visits", "1", "2", "3", "6", "8", "Red"), ("Loans", "1", "2", "3", "6", "5", "Green")))
    assert figures(result, "basis", "period")[:4] == [
        ("previous", "2023-07"),
        ("previous", "2023-08"),
        ("previous", "2023-09"),
        ("actual", "2023/24 Q2"),
    ]


@pytest.mark.parametrize("period", ["2023/24 Q3", "2023/24"])
def test_of_ratings_by_quarter_the_latest_is_the_rows_own(period):
    shades = [at(fill=GREEN), at(fill=AMBER), at(fill=RED), ""]
    rows = [("Adopt the local plan", *shades), ("Open the library", *shades), ("Build the homes", *shades)]
    result = read(table(("Action", "Q1", "Q2", "Q3", "Q4"), *rows), period=period)
    assert figures(result, "period", "status", "previous_status") == [(period, "Red", "Amber")] * 3


def test_dates_of_milestones_are_no_periods():
    rows = [("Start on site", "Apr 2023", "Complete"), ("Open the centre", "Mar 2024", "On track")]
    for heading in ("Due", "Date", "Zyx"):
        result = read(table(("Milestone", heading, "Status"), *rows))
        assert figures(result, "period", "qualifier")[0] == ("2023/24 Q2", f"{heading} Apr 2023")


def test_a_target_beside_the_quarters_figure_keeps_it_from_the_year_to_date():
    rows = [("Bins missed", "90", "91", "180", "G"), ("Calls lost", "80", "70", "150", "R")]
    result = read(table(("Measure", "Target", "Q2 actual", "Year to date", "RAG"), *rows))
    assert figures(result, "value_text", "target_text", "status")[:2] == [("91", "90", "Green"), ("180", None, None)]


def test_numbers_left_of_the_names_that_do_not_rise_are_no_codes():
    rows = [("34", "Bins missed", "30"), ("27", "Calls lost", "40"), ("35", "Trees cut", "50"), ("41", "Roads", "60")]
    assert {row.code for row in read(table(("Cases", "Measure", "Target"), *rows)).observations} == {None}
