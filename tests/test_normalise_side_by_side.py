"""Several measures in every row, under the same headings again."""

import pytest
from handmade import AMBER, GREEN, RED, at, figures, read, table
from hypothesis import given
from hypothesis import strategies as st

MEASURES = tuple(
    {"Indicator": name, "Q2 actual": value, "Q2 target": target, "RAG": at(word, fill=fill)}
    for name, value, target, word, fill in (
        ("Income from fees and charges", "£11.03m", "£12.50m", "Red", RED),
        ("Visits to the website", "462,511", "522,200", "Red", RED),
        ("Working days lost to sickness", "7.86", "8.03", "Green", GREEN),
        ("Staff appraisals completed", "82%", "90%", "Amber", AMBER),
        ("Complaints upheld by the Ombudsman", "TBC", "5", "", None),
        ("Invoices paid within 30 days", "96.1%", "95.0%", "Green", GREEN),
        ("Calls answered within a minute", "71%", "80%", "Red", RED),
    )
)
EXPECTED = sorted((row["Indicator"], row["Q2 actual"], row["Q2 target"], row["RAG"].text or None) for row in MEASURES)


def _printed(order, parts, gap, *, headings=None, between=()):
    """Rows of measures side by side; ``between`` is a row after the first one with measures."""
    space = [""] if gap else []
    rows = []
    for start in range(0, len(MEASURES), parts):
        row = []
        for place in range(parts):
            measure = MEASURES[start + place] if start + place < len(MEASURES) else dict.fromkeys(order, "")
            row += [*(space if place else []), *(measure[heading] for heading in order)]
        rows += [row, *(between if start == 0 else ())]
    heads = []
    for place in range(parts):
        own = [headings[place] if headings and heading == "Indicator" else heading for heading in order]
        heads += [*(space if place else []), *own]
    return table(heads, *rows)


def _read(printed):
    return read(printed, period="2023/24 Q2")


@given(st.permutations(["Indicator", "Q2 actual", "Q2 target", "RAG"]), st.integers(2, 3), st.booleans())
def test_every_measure_of_a_row_is_read_in_any_order_of_columns(order, parts, gap):
    rows = figures(_read(_printed(order, parts, gap)), "name", "value_text", "target_text", "status")
    assert sorted(rows) == EXPECTED


def test_measures_stand_in_the_order_in_which_rows_are_read_and_keep_their_places():
    result = _read(_printed(("Indicator", "Q2 actual", "Q2 target", "RAG"), 2, True))
    assert [row.name for row in result.observations] == [row["Indicator"] for row in MEASURES]
    second = next(place.box for place in result.observations[1].places if place.role == "value")
    assert (second.x0 // 50, second.top) == (6, 20)
    assert {(use.row, use.use) for use in result.cell_uses if use.col == 6} >= {(0, "header"), (1, "actual")}


def test_each_part_may_head_its_names_with_a_theme_of_its_own():
    rows = _read(_printed(("Indicator", "Q2 actual", "Q2 target", "RAG"), 2, False, headings=("Money", "People")))
    assert sorted(figures(rows, "name", "value_text", "target_text", "status")) == EXPECTED


def test_a_band_across_all_parts_is_the_section_of_what_follows_in_each():
    band = (at("Customer services", colspan=9, fill="#d9d9d9"),)
    rows = _read(_printed(("Indicator", "Q2 actual", "Q2 target", "RAG"), 2, True, between=(band,))).observations
    assert [row.section for row in rows] == [None] * 2 + ["Customer services"] * 5


def test_a_name_that_goes_on_in_the_next_row_is_that_of_its_own_part():
    heads = ("Indicator", "Actual", "Target")
    result = read(
        table(
            heads * 2,
            ("Share of invoices that are paid within", "96%", "95%", "Visits to the website", "462", "500"),
            ("thirty days of their receipt", "", "", "Staff appraisals completed", "82%", "90%"),
        )
    )
    assert figures(result, "name", "value_text") == [
        ("Share of invoices that are paid within thirty days of their receipt", "96%"),
        ("Visits to the website", "462"),
        ("Staff appraisals completed", "82%"),
    ]


def test_periods_side_by_side_with_the_same_headings_are_of_one_measure():
    heads = ("Indicator", "Owner", "Q1 actual", "RAG", "Q2 actual", "RAG")
    rows = [("Calls answered", "Jo Smith", "71%", "Red", "82%", "Green"),
            ("Bins missed", "Al Jones", "20", "Green", "30", "Red")]  # fmt: skip
    assert {row.name for row in read(table(heads, *rows)).observations} == {"Calls answered", "Bins missed"}


def test_periods_over_the_parts_are_those_of_their_rows():
    over = [at("2022/23", colspan=3), None, None, at("2023/24", colspan=3), None, None]
    heads = ("Measure", "Actual", "Target")
    rows = [("Bins missed", "1", "5", "Bins missed", "2", "6"), ("Trees cut", "3", "7", "Trees cut", "4", "8")]
    result = read(table(over, heads * 2, *rows, header=2), period="2023/24 Q2")
    assert sorted(figures(result, "name", "period", "value_text", "target_text", "section")) == [
        ("Bins missed", "2022/23", "1", "5", None),
        ("Bins missed", "2023/24", "2", "6", None),
        ("Trees cut", "2022/23", "3", "7", None),
        ("Trees cut", "2023/24", "4", "8", None),
    ]
    assert [use.use for use in result.cell_uses if use.row == 0] == ["period", "period"]


@pytest.mark.parametrize("titles", [("2022/23", "Housing"), ("Year to date", "Quarter 2"), ("Forecast", "Latest")])
def test_titles_that_tell_the_period_of_some_parts_only_are_refused(titles):
    over = [at(titles[0], colspan=3), None, None, at(titles[1], colspan=3), None, None]
    rows = [("Bins missed", "1", "5", "Bins left", "2", "6"), ("Trees cut", "3", "7", "Trees left", "4", "8")]
    result = read(table(over, ("Measure", "Actual", "Target") * 2, *rows, header=2))
    assert result.observations == ()
    assert [problem.message for problem in result.problems if "a table is not used" in problem.message]


@pytest.mark.parametrize("odd", ["Comment", "Lead officer", "Date", "Context"])
def test_only_headings_of_names_begin_a_part(odd):
    rows = [("Bins missed", "1", "5", "Jo was away", "2", "6"), ("Trees cut", "3", "7", "Al came late", "4", "8")]
    result = read(table(("Measure", "Actual", "Target", odd, "Actual", "Target"), *rows))
    assert {row.name for row in result.observations} <= {"Bins missed", "Trees cut"}
