"""Rows rated by the band or heading above them, and bands that only name a colour."""

import pytest
from handmade import AMBER, GREEN, RED, at, figures, read, table
from reportlab.platypus import SimpleDocTemplate, Spacer
from reportlab.platypus import Table as PdfTable

from scrutiny.extract.document import read as extract
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Box, Legend, Line, Passage, Report

HEADS = ("Measure", "Target", "Actual")
POTHOLES = ("Potholes mended in time", "90%", "71%")
CALLS = ("Calls answered in time", "80%", "78%")
HOMES = ("Affordable homes completed", "40", "45")


def band(text, fill=None):
    return (at(text, colspan=3, fill=fill, bold=True),)


def under(*bands):
    return [
        table(band(text, fill), HEADS, row, header=2, number=number)
        for number, ((text, fill), row) in enumerate(zip(bands, (POTHOLES, CALLS, HOMES), strict=False), start=1)
    ]


def statuses(result):
    return [row.status for row in result.observations]


@pytest.mark.parametrize(
    "bands",
    [
        (("RED – more than 5% off target", RED), ("AMBER – within 5% of target", AMBER), ("GREEN – met", GREEN)),
        (("Red", None), ("Amber", None), ("Green", None)),
        (("Red measures (1)", None), ("Amber measures (1)", None), ("Green measures (1)", None)),
        (("Indicators rated red", RED), ("Indicators rated amber", AMBER), ("Indicators rated green", GREEN)),
        (("RAG status: Red", None), ("RAG status: Amber", None), ("RAG status: Green", None)),
        (("Red rated KPIs", None), ("Amber rated KPIs", None), ("Green rated KPIs", None)),
    ],
)
def test_a_band_over_a_tables_headings_rates_its_rows(bands):
    result = read(*under(*bands))
    assert [status.lower() for status in statuses(result)] == ["red", "amber", "green"]
    assert {(row.status_read_from, row.section) for row in result.observations} == {("band", None)}
    assert {place.box.top for row in result.observations for place in row.places if place.role == "status"} < {0.0, 2.0}


def test_bands_in_one_table_rate_the_rows_under_each():
    rows = [HEADS, band("Off target", RED), POTHOLES, CALLS, band("On target", GREEN), HOMES]
    result = read(table(*rows, sections=(1, 4)))
    assert statuses(result) == ["Off target", "Off target", "On target"]


@pytest.mark.parametrize("rated", ["Roads", "No target – for information"])
def test_a_band_ends_where_another_begins_that_rates_nothing(rated):
    rows = [HEADS, band("Red", RED), POTHOLES, band("Green", GREEN), CALLS, band(rated, "#d5d8dc"), HOMES]
    assert statuses(read(table(*rows, sections=(1, 3, 5)))) == ["Red", "Green", None]


def test_groups_right_under_a_band_that_rates_are_sections_of_it():
    rows = [HEADS, band("Red"), band("Roads"), POTHOLES, band("Customers"), CALLS, band("Green"), band("Homes"), HOMES]
    result = read(table(*rows, sections=(1, 2, 4, 6, 7)))
    assert figures(result, "status", "section") == [("Red", "Roads"), ("Red", "Customers"), ("Green", "Homes")]


def test_headings_in_the_prose_rate_the_tables_below_them():
    headings = ("Performance report", "Red measures"), ("Performance report", "Green measures")
    tables = [
        table(HEADS, row, headings=path, number=2 * number)
        for number, (path, row) in enumerate(zip(headings, (POTHOLES, HOMES), strict=True), start=1)
    ]
    passages = [_heading(path, 2 * number - 1) for number, path in enumerate(headings, start=1)]
    result = read(*tables, passages=passages)
    assert figures(result, "status", "status_read_from", "theme") == [
        ("Red", "heading", None),
        ("Green", "heading", None),
    ]


@pytest.mark.parametrize(
    "bands",
    [
        (("Green spaces", GREEN), ("Red Lane depot", RED), ("Amber Valley", AMBER)),
        (("Green", GREEN), ("Safe", RED), ("Fair", AMBER)),
        (("Green – parks and open spaces", GREEN), ("Blue – rivers and canals", None)),
        (("Green: meeting our climate target", GREEN), ("Homes", None), ("Jobs", None)),
        (("Green measures", None), ("Housing measures", None)),
        (("Red", GREEN), ("Green", RED)),
        (("Action", None), ("Review", None), ("Strong", None)),
    ],
)
def test_a_band_that_merely_names_a_colour_rates_nothing(bands):
    assert set(statuses(read(*under(*bands)))) == {None}


def test_a_column_of_statuses_goes_before_the_bands():
    tables = [
        table(band(text), (*HEADS, "RAG"), (*row, rating), header=2, number=number)
        for number, (text, row, rating) in enumerate((("Red", POTHOLES, "Green"), ("Green", HOMES, "–")), start=1)
    ]
    assert statuses(read(*tables)) == ["Green", None]


def test_earlier_figures_beside_are_not_rated_by_the_band():
    heads = ("Measure", "2022/23 Q1", "Target", "2023/24 Q2")
    tables = [
        table((at(text, colspan=4),), heads, (name, "70%", target, actual), header=2, number=number)
        for number, (text, (name, target, actual)) in enumerate((("Red", POTHOLES), ("Green", HOMES)), start=1)
    ]
    assert {(row.basis, row.status) for row in read(*tables).observations} >= {
        ("previous", None),
        ("actual", "Red"),
        ("actual", "Green"),
    }


def _heading(path, order):
    box = Box(1, 0, 20 * order, 200, 20 * order + 10)
    line = Line(path[-1], box, 14.0, True, False, None, 0)
    return Passage(order, order, path[-1], box, 2, path[:-1], 14.0, True, lines=(line,))


@pytest.mark.parametrize("repeated", [0, (0, 1), (1,)], ids=["headings once", "band again", "headings again"])
def test_tables_under_bands_over_page_breaks_keep_their_ratings(tmp_path, repeated):
    path = tmp_path / "report.pdf"
    names = [("Red", RED, 9), ("Amber", AMBER, 4), ("Green", GREEN, 7)]
    parts = []
    for word, colour, count in names:
        rows = [[f"{word.upper()} – measures", "", ""], [*HEADS[:2], f"Result {word}"]]
        rows += [[f"{word} measure number {place}", "90%", f"{70 + place}%"] for place in range(count)]
        look = [
            ("SPAN", (0, 0), (2, 0)),
            ("BACKGROUND", (0, 0), (2, 0), colour),
            ("BACKGROUND", (0, 1), (2, 1), "#ebdef0"),
            ("GRID", (0, 0), (-1, -1), 0.5, "#000000"),
            ("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold"),
        ]
        parts += [PdfTable(rows, (200, 70, 90), style=look, repeatRows=repeated), Spacer(1, 12)]
    SimpleDocTemplate(str(path), pagesize=(500, 330)).build(parts)
    report = Report("doc", path, "", "E00", "A Council", "Report", from_label("2023/24 Q2"), "quarterly")
    found = normalise(report, extract(path), Legend()).observations
    assert [(row.name, row.status) for row in found] == [
        (f"{word} measure number {place}", word) for word, _, count in names for place in range(count)
    ]
