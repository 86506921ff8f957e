"""Tables whose heading row is missing, repeated, unmarked or not alone, and rows that are no measures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import GREEN, RED, at, figures, read, table

from scrutiny.records import Box, Mark

HEADINGS = ("Measure", "Target", "Actual", "Last year", "RAG")
FIRST = table(HEADINGS, ("Homes built", "20", "22", "19", "Green"), ("Homes let", "30", "28", "31", "Amber"))
WANTED = [("Homes sold", "previous", 41), ("Homes sold", "actual", 38)]


def rows_of(result):
    return figures(result, "name", "basis", "value")


def on_page(part, page, *, number):
    """A table moved to another page."""
    cells = tuple(replace(cell, boxes=tuple(replace(box, page=page) for box in cell.boxes)) for cell in part.cells)
    return replace(part, cells=cells, number=number, order=number, boxes=(replace(part.boxes[0], page=page),))


def test_a_table_that_goes_on_without_headings_is_read_like_the_one_before():
    rest = table(("Homes sold", "40", "38", "41", "Amber"), header=0)
    result = read(FIRST, on_page(rest, 2, number=2))
    assert figures(result, "name", "basis", "value", "target")[-2:] == [
        ("Homes sold", "actual", 38, 40),
        ("Homes sold", "previous", 41, None),
    ]


def test_a_table_on_other_columns_borrows_no_headings():
    rest = table(("", "", "Homes sold", "", "", "38", "", "Amber"), header=0)
    result = read(FIRST, on_page(rest, 2, number=2))
    assert [row.target for row in result.observations if row.name == "Homes sold"] == [None]


def test_as_many_columns_of_the_same_width_go_on_though_their_inner_edges_differ():
    rest = on_page(table(("Homes sold", "40", "38", "41", "Amber"), header=0), 2, number=2)
    shifts = {0: (0, 15), 1: (15, 15), 2: (15, 15), 3: (15, 15), 4: (15, 0)}
    cells = tuple(
        replace(cell, boxes=(replace(cell.boxes[0], x0=cell.boxes[0].x0 + left, x1=cell.boxes[0].x1 + right),))
        for cell in rest.cells
        for left, right in (shifts[cell.col],)
    )
    result = read(FIRST, replace(rest, cells=cells))
    assert figures(result, "value", "target")[-2] == (38, 40)


def test_a_table_whose_headings_come_later_borrows_them_too():
    lost = on_page(table(("Homes sold", "40", "38", "41", "Amber"), header=0), 1, number=1)
    result = read(lost, on_page(FIRST, 2, number=2))
    assert figures(result, "value", "target")[0] == (38, 40)


def test_a_heading_row_on_shifted_columns_heads_the_table_below_it():
    """A table and the heading row of the next in one, as where no gap is left between them."""
    above = table(HEADINGS, ("Homes built", "20", "22", "19", "Green"), ("Measure", "RAG", "", "Actual", "Target"))
    below = on_page(table(("Homes sold", "Amber", "", "38", "40"), header=0), 1, number=2)
    result = read(above, below)
    assert figures(result, "name", "value", "target", "status")[-1] == ("Homes sold", 38, 40, "Amber")


def test_of_figures_without_any_heading_only_one_is_a_result_and_the_others_are_reported():
    result = read(table(("Homes built", "20", "22", "Green"), ("Homes let", "30", "28", "Amber"), header=0))
    assert rows_of(result) == [("Homes built", "actual", 20), ("Homes let", "actual", 30)]
    assert any("without a heading" in problem.message for problem in result.problems)


def test_a_heading_in_two_rows_of_which_only_the_upper_is_marked():
    result = read(
        table(
            ("", "Quarter 1", "Quarter 1", "Quarter 2", "Quarter 2"),
            ("Measure", "Actual", "Target", "Actual", "Target"),
            ("Homes built", "20", "22", "24", "25"),
        )
    )
    assert figures(result, "name", "basis", "period", "value", "target") == [
        ("Homes built", "previous", "2023/24 Q1", 20, None),
        ("Homes built", "actual", "2023/24 Q2", 24, 25),
    ]


def test_a_heading_that_stands_higher_than_the_others_begins_a_row_above_them():
    result = read(
        table(
            ("", "", "", "Forecast"),
            ("Measure", "Actual", "Status", "year end status"),
            ("Homes built", "22", "Green", "Amber"),
            header=0,
        )
    )
    assert figures(result, "basis", "value", "status") == [("actual", 22, "Green"), ("forecast", None, "Amber")]


def test_a_heading_repeated_in_the_body_in_other_cells_is_no_row():
    result = read(
        table(
            ("Performance measure", "Actual", "Q2 target", "RAG"),
            ("Homes built", "22", "20", "Green"),
            ("Performance", "Actual", "target", ""),
            ("Homes let", "28", "30", "Amber"),
        )
    )
    assert rows_of(result) == [("Homes built", "actual", 22), ("Homes let", "actual", 28)]


@pytest.mark.parametrize("section", [(), (2,)])
def test_a_lone_sentence_in_the_name_column_is_the_comment_of_the_row_above(section):
    words = "Demand rose in the autumn and 12 schemes worth £1.4m."
    result = read(
        table(
            HEADINGS,
            ("Homes built", "20", "22", "19", "Green"),
            (words, "", "", "", ""),
            ("Homes let", "30", "28", "31", "Amber"),
            sections=section,
        )
    )
    assert {row.name: row.commentary for row in result.observations if row.basis == "actual"} == {
        "Homes built": words,
        "Homes let": None,
    }


def test_a_lone_text_shaded_all_across_is_a_band():
    shaded = [at(text, fill="#d9d9d9") for text in ("Warm homes", "", "", "", "")]
    result = read(table(HEADINGS, shaded, ("Homes built", "20", "22", "19", "Green")))
    assert figures(result, "name", "section")[0] == ("Homes built", "Warm homes")


def test_a_lone_text_without_a_code_amid_coded_names_is_a_band():
    rows = [(f"PI00{place} Homes of ward {place}", "20", "22", "19", "Green") for place in range(1, 6)]
    result = read(table(HEADINGS, *rows[:2], ("Warm homes", "", "", "", ""), *rows[2:]))
    assert [row.section for row in result.observations if row.basis == "actual"] == [None] * 2 + ["Warm homes"] * 3


def test_a_name_whose_figures_are_all_blank_is_still_a_row():
    result = read(table(HEADINGS, ("Homes built", "20", "22", "19", "Green"), ("Homes let", "", "", "", "")))
    assert ("Homes let", "actual", None) in rows_of(result)


def test_a_lone_name_rated_by_the_fill_of_its_row_is_no_comment():
    name = "All the homes that were promised have been handed over to their tenants."
    result = read(table(("Milestone", "Date", "RAG"), (name, "", at(fill=GREEN)), ("Open the depot", "", "Amber")))
    assert figures(result, "name", "status")[0] == (name, "Green")


def test_of_two_columns_of_colours_without_headings_the_one_in_words_is_the_status():
    arrows = [at(marks=(Mark("shape", f"polygon:{colour}", Box(1, 0, 0, 5, 5), colour),)) for colour in (RED, GREEN)]
    rows = (("Homes built", arrows[0], "On target", "22"), ("Homes let", arrows[1], "Off target", "28"))
    assert figures(read(table(*rows, header=0)), "status", "value") == [("On target", 22), ("Off target", 28)]


def test_a_tall_cell_beside_the_names_groups_them_and_is_no_name():
    rows = [(name, "Green", "22") for name in ("Homes built", "Homes let", "Homes sold")]
    tall = at("Warm homes for all", rowspan=3)
    result = read(table((tall, *rows[0]), *((None, *row) for row in rows[1:]), header=0))
    assert figures(result, "name") == [("Homes built",), ("Homes let",), ("Homes sold",)]


def test_of_many_figures_without_headings_none_is_guessed_to_be_the_result():
    rows = [(name, "1", "2", "3", "4", at(fill=GREEN)) for name in ("Visits to libraries", "Loans of books", "E-books")]
    result = read(table(*rows, header=0))
    assert [row.value for row in result.observations] == [None] * 3
    (problem,) = [one for one in result.problems if "without a heading" in one.message]
    assert "columns 2, 3, 4, 5" in problem.message
