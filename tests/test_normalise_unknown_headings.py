"""Headings that say nothing: what cells and places still tell, and what is said of the rest."""

import pytest
from handmade import GREEN, RED, at, figures, read, table

NAMES = ("Calls answered in time", "Potholes mended on time", "Library visits", "Complaints upheld")
GOALS = ("80%", "90%", "1,200", "10")
RESULTS = ("82.4%", "85.1%", "1,351", "14")
WORDS = ("Green", "Amber", "Green", "Red")


def _rows(*columns):
    return [list(row) for row in zip(*columns, strict=True)]


def test_unknown_columns_that_no_look_tells_apart_are_not_used_and_named_in_one_problem():
    result = read(table(("Pledge", "Zyx", "Xyz", "Verdict"), *_rows(NAMES, GOALS, RESULTS, WORDS)))
    assert figures(result, "value", "target") == [(None, None)] * 4
    (problem,) = result.problems
    assert "'Zyx', 'Xyz'" in problem.message and "scrutiny profile" in problem.message


def test_of_two_unknown_columns_the_one_beside_the_target_is_the_result():
    result = read(table(("Pledge", "Zyx", "Xyz", "Target"), *_rows(NAMES, ("1", "2", "3", "4"), RESULTS, GOALS)))
    assert figures(result, "value_text", "target_text") == list(zip(RESULTS, GOALS, strict=True))


def test_a_table_of_names_and_figures_under_unknown_headings_is_one_problem():
    result = read(table(("Pledge of ours", "Zyx", "Xyz"), *_rows(NAMES, GOALS, RESULTS)))
    assert result.observations == ()
    assert result.table_uses[0].used_as == "ignored: unknown headings"
    (problem,) = result.problems
    assert "'Zyx', 'Xyz'" in problem.message and "scrutiny profile" in problem.message
    assert problem.page == 1 and problem.box is not None


@pytest.mark.parametrize(
    ("headings", "why"),
    [
        (("Service", "Budget £m", "Forecast £m", "Spend to come £m"), "sums of money"),
        (("Service", "Budget", "Outturn", "RAG"), "sums of money"),
        (("Year group", "2019/20", "2020/21", "2021/22"), "neither target nor status"),
        (("Level", "Likelihood", "Impact", "Zyx"), "neither target nor status"),
    ],
)
def test_a_table_that_is_known_to_be_another_is_no_problem(headings, why):
    result = read(table(headings, *_rows(NAMES, ("3", "4", "5", "2"), ("2", "4", "3", "1"), ("1", "3", "9", "4"))))
    assert (result.table_uses[0].used_as, result.observations) == (f"ignored: {why}", ())
    assert result.problems == ()


def test_figures_without_target_or_rating_are_no_measures_and_that_is_stored():
    result = read(table(("Indicator", "2021/22", "2022/23"), *_rows(NAMES, GOALS, RESULTS)), period="2022/23")
    assert (result.table_uses[0].used_as, result.observations) == ("ignored: neither target nor status", ())
    assert result.problems == ()


@pytest.mark.parametrize("heading", ["", "Line", "No.", "#", "Item"])
def test_whole_numbers_left_of_the_names_are_codes(heading):
    result = read(table((heading, "Measure", "Actual", "Target"), *_rows("1234", NAMES, RESULTS, GOALS)))
    assert figures(result, "code", "value_text") == list(zip("1234", RESULTS, strict=True))
    assert result.problems == ()


@pytest.mark.parametrize("spanned", [True, False], ids=["a heading over both", "a heading over the figure"])
def test_shades_right_of_each_years_figure_rate_that_year(spanned):
    head = ("Measure", at("2021/22", colspan=2), None, at("2022/23", colspan=2), None, "Target 2022/23")
    if not spanned:
        head = ("Measure", "2021/22", "", "2022/23", "", "Target 2022/23")
    rated = [[name, "45", at(fill=RED), "46", at(fill=GREEN), "44"] for name in NAMES]
    result = read(table(head, *rated), period="2022/23")
    assert figures(result, "period", "value_text", "target_text", "status")[:2] == [
        ("2021/22", "45", None, "Red"),
        ("2022/23", "46", "44", "Green"),
    ]


@pytest.mark.parametrize("heading", ["No.", "Ref", "#", "KPI No", "ID"])
@pytest.mark.parametrize("codes", [("EN/03", "EN/05", "EN/09"), ("(a)", "(b)", "(c)"), ("SS-KPI-1", "SS-KPI-2", "X9")])
def test_short_texts_under_a_heading_of_codes_are_codes(heading, codes):
    result = read(table((heading, "Measure", "Actual", "Target"), *_rows(codes, NAMES[:3], RESULTS[:3], GOALS[:3])))
    assert figures(result, "code", "name") == list(zip(codes, NAMES[:3], strict=True))


@pytest.mark.parametrize("beside", ["", "Data last refreshed 19/04/2024"])
def test_a_title_in_a_band_over_the_headings_heads_no_column(beside):
    rows = _rows(NAMES, ("81%", "88%", "1,300", "12"), GOALS, WORDS, RESULTS)
    heads = ("KPI", "Q4 2023/24", "Target", "RAG", "Q3 2023/24")
    result = read(table(("Corporate and Place", "", "", "", beside), heads, *rows), period="2023/24 Q4")
    assert figures(result, "basis", "period", "value_text", "target_text", "status")[:2] == [
        ("actual", "2023/24 Q4", "81%", "80%", "Green"),
        ("previous", "2023/24 Q3", "82.4%", None, None),
    ]


def test_a_title_and_an_introduction_over_headings_that_begin_with_a_code_head_no_column():
    heads = ("Ref", "Indicator", "Q1 23/24", "Q2 23/24", "RAG", "Target", "2022/23 year")
    title, introduction = "Customer Services", "Two rounds were late. The next count takes place in the autumn."
    merged = [(at(text, colspan=7), *(None,) * 6) for text in (title, introduction)]
    codes = [f"C{place}" for place in range(4)]
    others = (("81%", "88%", "1,300", "12"), RESULTS, WORDS, GOALS, ("79%", "87%", "1,250", "11"))
    result = read(table(*merged, heads, *_rows(codes, NAMES, *others), header=3), period="2023/24 Q2")
    assert set(figures(result, "code", "basis", "period", "value_text", "target_text")[:3]) == {
        ("C0", "previous", "2022/23", "79%", None),
        ("C0", "previous", "2023/24 Q1", "81%", None),
        ("C0", "actual", "2023/24 Q2", "82.4%", "80%"),
    }


def test_years_over_groups_of_headings_stay_though_a_title_stands_beside_them():
    rows = _rows(NAMES, RESULTS, GOALS, ("81%", "88%", "1,300", "12"), GOALS)
    result = read(
        table(
            ("Corporate indicators", "2021/22", "2021/22", "2022/23", "2022/23"),
            ("Measure", "Actual", "Target", "Actual", "Target"),
            *rows,
        ),
        period="2022/23",
    )
    assert {period for (period,) in figures(result, "period")} == {"2021/22", "2022/23"}


@pytest.mark.parametrize("title", ["2022/23", "Quarter 1 2023/24", "Results for Q1 2023/24"])
def test_a_title_over_the_headings_that_names_a_period_tells_it(title):
    heads = ("Measure", "Actual", "Target", "RAG")
    merged = (at(title, colspan=4), None, None, None)
    result = read(table(merged, heads, *_rows(NAMES, RESULTS, GOALS, WORDS), header=2))
    assert {period for (period,) in figures(result, "period")} == {"2022/23" if title == "2022/23" else "2023/24 Q1"}
