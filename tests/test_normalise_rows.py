"""The rows of a table: names, sections, notes, periods, comments, kinds."""

from decimal import Decimal

import pytest
from handmade import AMBER, FLOORS, GREEN, RED, at, figures, read, table

from scrutiny.records import Box, Legend, LegendEntry, Mark


def test_a_cell_that_says_forecast_against_a_target_is_a_forecast_of_the_year():
    text = "Q2 position £9.812 million savings forecasted to be delivered against a target of £13.168 million"
    result = read(
        table(
            ("Item description", "Q2 position", "Supporting information"),
            ("Savings from contracts", text, "Training in managing contracts goes on."),
            ("Adopt a local plan", "On track", "The consultation closed in June this year."),
        )
    )
    assert figures(result, "basis", "period", "value", "target")[0] == (
        "forecast",
        "2023/24",
        Decimal(9812000),
        Decimal(13168000),
    )


def test_the_darker_band_is_the_section_and_both_are_headings():
    dark, pale = "#1f3864", "#d9e2f3"

    def band(text, fill):
        return (at(text, colspan=3, fill=fill), None, None)

    result = read(
        table(
            ("Measure", "Actual", "Target"),
            band("Strategy", dark),
            band("Recovery measures", pale),
            ("External funding", "£53,700,000", "£56,000,000"),
            band("Governance", dark),
            band("Recovery measures", pale),
            ("Days lost to sickness", "12.8 days", "8.5 days"),
            sections=(1, 2, 4, 5),
            headings=("Results",),
        )
    )
    assert figures(result, "section", "headings") == [
        ("Strategy", ("Results", "Strategy", "Recovery measures")),
        ("Governance", ("Results", "Governance", "Recovery measures")),
    ]


def test_a_heading_that_only_names_the_table_is_no_section():
    result = read(
        table(
            ("Key Measure", "Actual", "Target"), ("Visits", "5", "6"), headings=("Safe places", "Key Measure Summary")
        )
    )
    assert result.observations[0].section == "Safe places"


def test_notes_under_a_name_qualify_it_and_may_move_its_period():
    result = read(
        table(
            ("Item description", "Result", "Target"),
            (at("Waste recycled\nNB - reported a quarter in arrears", italic=(1,)), "41.7%", "40%"),
            (at("Claimants\nPlease note that this is a snapshot of September 2023", italic=(1,)), "4.7%", "4%"),
        )
    )
    assert figures(result, "name", "period", "qualifier") == [
        ("Waste recycled", "2023/24 Q1", "NB - reported a quarter in arrears"),
        ("Claimants", "2023-09", "Please note that this is a snapshot of September 2023"),
    ]


def test_a_row_that_leaves_date_and_figure_empty_has_no_period():
    result = read(
        table(
            ("Key Measure", "Date", "Actual", "Target", "Performance"),
            ("Roads in need of work", "", "Data due in Q3", "13.0%", "No data for 2023-24"),
            ("Pupils reaching the standard", "Aug-2023 (Annual Measure)", "79.0%", "79.0%", "Good"),
        )
    )
    assert figures(result, "period", "value", "target", "status", "qualifier") == [
        ("", None, Decimal("13.0"), "No data for 2023-24", None),
        ("2023-08", Decimal("79.0"), Decimal("79.0"), "Good", "annual"),
    ]


def test_nothing_printed_is_null_and_never_nought():
    result = read(
        table(("Measure", "Actual", "Target", "Status"), ("Homes", "N/A", "Not set", "-"), ("Trees", "0", "5", "Red"))
    )
    assert figures(result, "value", "target", "unit", "status") == [
        (None, None, None, None),
        (Decimal(0), Decimal(5), "count", "Red"),
    ]
    assert result.observations[0].value_text == "N/A"


def test_comments_beside_merged_cells_belong_to_the_one_row():
    result = read(
        table(
            ("Measure", "Actual", "Target", "Commentary"),
            (at("Visits", rowspan=2), at("5", rowspan=2), at("6", rowspan=2), "The doors opened late."),
            (None, None, None, "A second site is planned."),
        )
    )
    assert figures(result, "name", "value", "commentary") == [
        ("Visits", Decimal(5), "The doors opened late.\nA second site is planned.")
    ]


@pytest.mark.parametrize("heading", ["Q1 RAG", "Previous status", "RAG last quarter"])
def test_an_earlier_rating_without_a_figure_is_the_previous_status(heading):
    result = read(
        table(
            ("Measure", heading, "Q2 actual", "Target", "Q2 RAG"),
            ("Visits", "Red", "5", "6", "Amber"),
            ("Loans", "Green", "9", "8", "Green"),
        )
    )
    assert figures(result, "period", "value", "status", "previous_status") == [
        ("2023/24 Q2", Decimal(5), "Amber", "Red"),
        ("2023/24 Q2", Decimal(9), "Green", "Green"),
    ]


def test_a_header_repeated_on_a_new_page_is_no_row():
    head, *rows = FLOORS
    result = read(table(head, rows[0], head, rows[1]))
    assert [row.code for row in result.observations if row.basis == "actual"] == ["CS01", "HT08"]
    assert {use.use for use in result.cell_uses if use.row == 2} == {"header"}


def test_a_comment_under_a_row_is_its_commentary():
    comment = at("Comment: the summer exhibition brought more families than last year.", colspan=4)
    result = read(
        table(
            ("Measure", "Result", "Target", "RAG"),
            ("Museum visitors", "14,310", "13,000", "G"),
            (comment, None, None, None),
        )
    )
    (row,) = result.observations
    assert row.commentary is not None
    assert row.commentary.startswith("Comment: the summer")
    assert {use.use for use in result.cell_uses if use.row == 2} == {"commentary"}


def test_actions_keep_their_due_date():
    result = read(
        table(
            ("Action", "Lead officer", "Due date", "RAG", "Progress update"),
            ("Adopt a new local plan", "Head of Planning", "31/03/2024", "Green", "The consultation closed in June."),
            ("Open the leisure centre", "Head of Leisure", "30/09/2023", "Red", "The contractor has left the site."),
        )
    )
    assert figures(result, "kind", "status", "qualifier") == [
        ("action", "Green", "Due date 31/03/2024"),
        ("action", "Red", "Due date 30/09/2023"),
    ]


def test_an_icon_tells_the_kind_though_drawn_at_another_size():
    def icon(key):
        return Mark("picture", key, Box(1, 0, 0, 9, 9), "#224063")

    legend = Legend(
        (
            LegendEntry("Projects", "kind", None, (icon("305c570b19090705"),)),
            LegendEntry("Performance measures", "kind", None, (icon("5555556769166060"),)),
        )
    )
    result = read(
        table(
            ("Item description", "Type", "Position", "Supporting information"),
            ("City park", at(marks=[icon("3058570b19090705")]), "Green", "Work goes on as it was planned to."),
            ("Waste recycled", at(marks=[icon("5555557669166060")]), "41.7%", "Figures come in a quarter later."),
        ),
        legend=legend,
    )
    assert [row.kind for row in result.observations] == ["project", "measure"]


def test_a_polarity_note_that_closes_a_name_is_no_part_of_it_unless_in_brackets():
    result = read(
        table(
            ("Measure", "Actual", "Target"),
            ("Bins emptied on time High is good", "90", "95"),
            ("Visits to libraries (Higher is better)", "80", "85"),
        )
    )
    assert figures(result, "name", "polarity_note") == [
        ("Bins emptied on time", "High is good"),
        ("Visits to libraries (Higher is better)", "Higher is better"),
    ]


def test_a_part_of_a_whole_is_a_count_where_the_name_or_target_counts():
    rows = [
        ("Number of play areas inspected", "12 out of 15", "15"),
        ("Play areas in good order", "12 out of 15", "80%"),
    ]
    inspected, share = read(table(("Measure", "Actual", "Target"), *rows)).observations
    assert (inspected.value, inspected.unit, inspected.qualifier) == (12, "count", "out of 15")
    assert share.value is None


def test_a_baseline_of_an_earlier_year_is_a_figure_of_that_year():
    rows = [("Visits", "5", "7", "6"), ("Loans", "6", "8", "9")]
    result = read(table(("Measure", "Baseline 2019/20", "2023/24", "Target 2023/24"), *rows), period="2023/24")
    assert [(row.basis, row.period) for row in result.observations[:2]] == [
        ("previous", "2019/20"),
        ("actual", "2023/24"),
    ]


def test_rated_actions_with_dates_and_comments_are_no_key():
    rows = [
        (name, due, at(word, fill=fill), "Work goes on as the board was told in May")
        for name, due, word, fill in (
            ("Open the new library in the square", "Mar 2023", "Amber", AMBER),
            ("Complete the business case for the bridge", "Sep 2022", "Green", GREEN),
            ("Deliver new homes for rent", "Dec 2023", "Red", RED),
        )
    ]
    result = read(table(("Action", "Due date", "Q2 status", "Progress this quarter"), *rows))
    assert [row.status for row in result.observations] == ["Amber", "Green", "Red"]


def test_the_end_of_a_sentence_alone_in_a_row_is_no_measure():
    rows = [("Visits", "5", "7"), ("and they have not been counted since.", "", ""), ("Loans of books", "6", "8")]
    assert [row.name for row in read(table(("Measure", "Actual", "Target"), *rows)).observations] == [
        "Visits",
        "Loans of books",
    ]


def test_earlier_parts_of_a_whole_are_counts_where_the_row_is_rated_by_one():
    result = read(
        table(
            ("Measure", "2021/22 Q2", "2022/23 Q2", "Target"),
            ("Homes rated good", "21 out of 24", "22 out of 24", "23"),
            ("Homes rated outstanding", "3 out of 24", "4 out of 24", "20%"),
        )
    )
    assert figures(result, "name", "value_text", "value", "qualifier") == [
        ("Homes rated good", "21 out of 24", Decimal(21), "out of 24"),
        ("Homes rated good", "22 out of 24", Decimal(22), "out of 24"),
        ("Homes rated outstanding", "3 out of 24", None, None),
        ("Homes rated outstanding", "4 out of 24", None, None),
    ]
