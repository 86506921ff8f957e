"""Rows that were read as two because a name has several lines, and headings fused with the row below."""

from __future__ import annotations

from handmade import at, figures, read, table

from scrutiny.records import Box, Mark

HEADINGS = ("Measure", "Target", "Actual", "RAG")


def test_a_name_that_goes_on_in_the_next_row_with_the_figures_is_one_row():
    result = read(
        table(
            HEADINGS,
            ("Carbon emissions from the Council's buildings in", "", "", "Close to"),
            ("tonnes", "4,529", "4,143", "target"),
            ("Homes let", "30", "28", "Green"),
        )
    )
    assert figures(result, "name", "value", "status") == [
        ("Carbon emissions from the Council's buildings in tonnes", 4143, "Close to target"),
        ("Homes let", 28, "Green"),
    ]


def test_every_cell_of_a_joined_row_has_the_use_of_the_cell_above():
    rows = (("Average time to re-let a council", "22", "24", "Red"), ("home", "", "", ""))
    result = read(table(HEADINGS, *rows, ("Homes let", "30", "28", "Green")))
    assert {(use.row, use.col): use.use for use in result.cell_uses}[2, 0] == "name"
    assert figures(result, "name")[0] == ("Average time to re-let a council home",)


def test_a_bracket_that_is_closed_in_the_next_row_holds_the_rows_together():
    result = read(
        table(
            HEADINGS,
            ("Adults who are active (from the", "", "", ""),
            ("Active Lives survey)", "70%", "68%", "Amber"),
        )
    )
    assert figures(result, "name", "value") == [("Adults who are active (from the Active Lives survey)", 68)]


def test_rows_with_figures_of_their_own_stay_apart_though_a_name_ends_like_a_broken_one():
    rows = (("Homes built in", "20", "22", "Green"), ("the last year", "30", "28", "Amber"))
    assert len(read(table(HEADINGS, *rows)).observations) == 2


def test_parts_of_a_measure_in_small_letters_stay_rows():
    rows = (("Pupils in school", "", "", ""), ("boys", "90%", "91%", "Green"), ("girls", "90%", "92%", "Green"))
    assert [row.name for row in read(table(HEADINGS, *rows)).observations] == ["Pupils in school", "boys", "girls"]


def test_a_mark_in_each_row_keeps_the_rows_apart():
    dot = Mark("shape", "circle:1", Box(1, 0, 0, 5, 5), "#00b050")
    rows = (("Plans made with", "", "", at(marks=(dot,))), ("the county", "", "", at(marks=(dot,))))
    assert len(read(table(HEADINGS, *rows)).observations) == 2


def test_a_heading_repeated_in_the_cells_of_the_next_row_is_taken_off():
    result = read(
        table(
            HEADINGS,
            ("Homes let", "30", "28", "Green"),
            ("Measure\nAdults who are active (from the", "Target", "Actual", "RAG\nNot"),
            ("Active Lives survey)", "70%", "68%", "met"),
        )
    )
    assert figures(result, "name", "value", "status")[1:] == [
        ("Adults who are active (from the Active Lives survey)", 68, "Not met")
    ]
