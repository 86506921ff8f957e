"""Blocks of periods down the page, each under a band with the name of its measure."""

from dataclasses import replace

from handmade import AMBER, GREEN, RED, at, figures, read, table

from scrutiny.records import Box, Passage

HEADS = ("Period", "Actual", "Target", "Performance")


def _block(name, *rows, number=1, comment=None):
    below = ((at(comment, colspan=4),),) if comment else ()
    rated = [(period, value, "40", at(fill=fill)) for period, value, fill in rows]
    return table((at(name, colspan=4),), HEADS, *rated, *below, header=0, sections=(0,), number=number)


def test_a_band_over_periods_names_the_measure():
    block = _block("RCC 001 Potholes repaired", ("Q1 2023/24", "34", RED), ("Q2 2023/24", "41", GREEN))
    result = read(block, period="2023/24 Q2")
    assert figures(result, "name", "code", "period", "value_text", "target_text", "status", "section") == [
        ("RCC 001 Potholes repaired", "RCC 001", "2023/24 Q1", "34", "40", "Red", None),
        ("RCC 001 Potholes repaired", "RCC 001", "2023/24 Q2", "41", "40", "Green", None),
    ]
    assert [place.box.top for row in result.observations for place in row.places if place.role == "value"] == [40, 60]
    assert {use.use for use in result.cell_uses if use.row == 0} == {"name"}
    assert result.problems == ()


def test_a_sentence_under_the_periods_is_their_comment_and_no_name():
    block = _block("Missed bins", ("Q1", "34", AMBER), ("Q2", "41", RED), comment="Data come a quarter late.")
    rows = read(block, period="2023/24 Q2").observations
    assert [(row.name, row.period) for row in rows] == [("Missed bins", "2023/24 Q1"), ("Missed bins", "2023/24 Q2")]
    assert rows[-1].commentary == "Data come a quarter late."


def test_several_blocks_of_one_table_have_a_name_each():
    rows = [("Q1", "34", "40", at(fill=RED)), ("Q2", "41", "40", at(fill=GREEN))]
    both = table(
        (at("Potholes repaired", colspan=4),), HEADS, *rows, (at("Missed bins", colspan=4),), HEADS, *rows, header=0
    )
    assert [row.name for row in read(both).observations] == ["Potholes repaired"] * 2 + ["Missed bins"] * 2


def test_periods_without_a_band_over_them_have_no_name():
    result = read(table(HEADS, ("Q1", "34", "40", at(fill=RED)), ("Q2", "41", "40", at(fill=GREEN))))
    assert result.observations == ()
    assert result.table_uses[0].used_as == "ignored: no column of names"


def test_a_heading_right_over_periods_names_the_measure():
    rows = [("Q1", "34", "40", at(fill=RED)), ("Q2", "41", "40", at(fill=GREEN))]
    over = Passage(1, 0, "Missed bins per 100,000 collections", Box(1, 0, 0, 200, 12), level=2)
    result = read(table(HEADS, *rows), passages=(over,))
    assert [(row.name, row.value_text) for row in result.observations] == [(over.text, "34"), (over.text, "41")]
    assert [place.box for place in result.observations[0].places if place.role == "name"] == [over.box]


def test_a_heading_of_a_part_of_the_report_names_no_measure():
    rows = [("Q1", "34", "40", at(fill=RED)), ("Q2", "41", "40", at(fill=GREEN))]
    over = Passage(1, 0, "Quarterly performance", Box(1, 0, 0, 200, 12), level=2)
    assert read(table(HEADS, *rows), passages=(over,)).observations == ()


def test_a_plain_line_close_over_periods_names_the_measure():
    rows = [("Q1", "34", "40", at(fill=RED)), ("Q2", "41", "40", at(fill=GREEN))]
    low = replace(table(HEADS, *rows), boxes=(Box(1, 0, 100, 200, 180),))
    over = Passage(1, 0, "RCC 017 Missed bins", Box(1, 0, 80, 190, 90))
    assert {row.name for row in read(low, passages=(over,)).observations} == {"RCC 017 Missed bins"}
    far = replace(over, box=Box(1, 0, 10, 190, 20))
    assert read(low, passages=(far,)).observations == ()


def test_a_short_note_between_periods_is_no_name():
    rows = [("Q1", "34", "40", at(fill=RED)), (at("Two crews were away", colspan=4),), ("Q2", "36", "40", at(fill=RED))]
    band, other = at("Potholes repaired", colspan=4), at("Gullies cleaned", colspan=4)
    result = read(table((band,), HEADS, *rows, (other,), HEADS, ("Q1", "3", "4", at(fill=RED)), header=0))
    assert figures(result, "name", "value_text") == [
        ("Potholes repaired", "34"),
        ("Potholes repaired", "36"),
        ("Gullies cleaned", "3"),
    ]


def test_the_year_to_date_among_quarters_says_so():
    block = _block("Potholes repaired", ("Q1", "34", RED), ("Q2", "36", RED), ("Year to date", "70", GREEN))
    rows = figures(read(block, period="2023/24 Q2"), "period", "value_text", "qualifier")
    assert rows == [
        ("2023/24 Q1", "34", None),
        ("2023/24 Q2", "36", None),
        ("2023/24 Q2", "70", "Year to date"),
    ]


def test_years_over_quarters_are_no_names():
    rows = [("Q1", "34", "40", at(fill=RED)), ("Q2", "41", "40", at(fill=GREEN))]
    both = table((at("2022/23", colspan=4),), HEADS, *rows, (at("2023/24", colspan=4),), HEADS, *rows, header=0)
    result = read(both)
    assert result.observations == ()
    assert "periods over its headings" in " ".join(problem.message for problem in result.problems)


def test_texts_that_a_turned_table_has_no_place_for_are_a_problem():
    heads = ("Measure", "", "Q1", "Q2")
    rows = [("Calls answered", "Actual", "71%", "82%"), ("", "Target", "80%", "80%"), ("", "", "lost words", ""),
            ("Bins emptied", "Actual", "1%", "2%"), ("", "Target", "3%", "4%")]  # fmt: skip
    problems = [problem for problem in read(table(heads, *rows)).problems if "has no place" in problem.message]
    assert [(problem.page, "'lost words'" in problem.message) for problem in problems] == [(1, True)]


def test_a_plain_band_over_periods_that_begin_again_names_the_next_measure():
    quarters = [("Q1", "34", "40", at(fill=RED)), ("Q2", "36", "40", at(fill=RED))]
    rows = [(at("Potholes repaired", colspan=4),), HEADS, *quarters, (at("Gullies cleaned", colspan=4),), *quarters]
    assert [row.name for row in read(table(*rows, header=0)).observations] == [
        *["Potholes repaired"] * 2,
        *["Gullies cleaned"] * 2,
    ]
