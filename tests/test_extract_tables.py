"""Tables come out the same whatever ink they are drawn with and wherever the page breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import AMBER, GREEN, RED, Ruling, write_report
from reportlab.lib import colors

from scrutiny.extract import read
from scrutiny.records import Table

LONG = (
    "Performance has improved since the last quarter, because more staff were recruited and the backlog "
    "of older cases was cleared by the end of August, as planned."
)
HEADER = ["Ref", "Measure", "Target", "Q1 actual", "Q1 RAG", "Q2 actual", "Q2 RAG", "Commentary"]
WIDTHS = [40, 150, 50, 55, 50, 55, 50, 240]
ROWS = [
    ["HH01", "Percentage of household waste sent for reuse", "50.0%", "48.2%", "Amber", "51.3%", "Green", LONG],
    ["HH02", "Number of missed bins per 100,000 collections", "60", "75", "Red", "58", "Green", "On target."],
    ["HH03", "Average days to re-let a council home", "25.0", "31.4", "Red", "29.0", "Amber", LONG],
    ["HH04", "Calls answered within 30 seconds", "80%", "82%", "Green", "84%", "Green", ""],
    ["HH05", "Number of affordable homes completed", "120", "30", "Green", "55", "Amber", f"{LONG} {LONG}"],
]


def grid(table: Table) -> list[list[str]]:
    """The text at each row and column; a merged cell's text stands at each of its squares."""
    squares = [[table.at(row, col) for col in range(table.columns)] for row in range(table.rows)]
    return [[cell.text if cell else "" for cell in row] for row in squares]


def only_table(path: Path) -> Table:
    (table,) = read(path).tables
    return table


@pytest.mark.parametrize("middle", [True, False], ids=["centred", "top"])
@pytest.mark.parametrize("ruling", ["grid", "hairlines", "zebra", "header", "none"])
def test_cells_are_the_same_whatever_the_ruling(tmp_path: Path, ruling: Ruling, middle: bool) -> None:
    path = write_report(tmp_path / "r.pdf", HEADER, ROWS, widths=WIDTHS, ruling=ruling, middle=middle, prose=LONG)
    table = only_table(path)
    assert grid(table) == [HEADER, *ROWS]
    assert table.row_kinds == ("header", *["body"] * len(ROWS))


@pytest.mark.parametrize("repeated", [True, False], ids=["header repeated", "header once"])
def test_a_table_over_pages_is_one_table_and_no_row_is_cut(tmp_path: Path, repeated: bool) -> None:
    rows = [[f"H{i:02}", f"Measure number {i}", "1", "2", "Red", "3", "Green", LONG] for i in range(40)]
    path = write_report(tmp_path / "r.pdf", HEADER, rows, widths=WIDTHS, repeat_header=repeated)
    table = only_table(path)
    assert table.page_to > 2
    assert grid(table) == [HEADER, *rows]


def test_a_row_cut_by_the_page_break_is_one_row_with_a_box_on_each_page(tmp_path: Path) -> None:
    rows = [["H1", "First", "1", "2", "Red", "3", "Green", " ".join([LONG] * 16)], ["H2", *ROWS[0][1:]]]
    path = write_report(
        tmp_path / "r.pdf", HEADER, rows, widths=WIDTHS, fills=[(1, 4, RED)], middle=False, prose=" ".join([LONG] * 9)
    )
    table = only_table(path)
    assert grid(table) == [HEADER, *rows]
    cut = table.at(1, 7)
    assert cut is not None and [box.page for box in cut.boxes] == [1, 2]
    status = table.at(1, 4)
    assert status is not None and status.fill == "#ff0000"


@pytest.mark.parametrize("ruling", ["grid", "hairlines"])
def test_section_rows_are_told_from_body_rows(tmp_path: Path, ruling: Ruling) -> None:
    rows = [["Housing", *[""] * 7], *ROWS[:2], ["Waste and recycling", *[""] * 7], *ROWS[2:]]
    path = write_report(tmp_path / "r.pdf", HEADER, rows, widths=WIDTHS, ruling=ruling, sections=[1, 4])
    table = only_table(path)
    assert [kind for kind in table.row_kinds if kind != "body"] == ["header", "section", "section"]
    assert table.row_kinds[1] == table.row_kinds[4] == "section"


def test_cells_merged_downwards_and_across_keep_their_spans(tmp_path: Path) -> None:
    rows = [[f"{r}{c}" for c in range(4)] for r in range(1, 5)]
    spans = [((0, 1), (0, 3)), ((2, 2), (3, 2))]
    path = write_report(tmp_path / "r.pdf", ["A", "B", "C", "D"], rows, widths=[80] * 4, spans=spans)
    table = only_table(path)
    down, across = table.at(2, 0), table.at(2, 3)
    assert down is not None and (down.text, down.row, down.rowspan) == ("10", 1, 3)
    assert across is not None and (across.text, across.col, across.colspan) == ("22", 2, 2)


def test_fills_of_cells_are_read_and_neighbours_stay_unfilled(tmp_path: Path) -> None:
    fills = [(1, 4, AMBER), (1, 6, GREEN), (2, 4, RED)]
    table = only_table(write_report(tmp_path / "r.pdf", HEADER, ROWS, widths=WIDTHS, ruling="hairlines", fills=fills))
    found = {(cell.row, cell.col): cell.fill for cell in table.cells if cell.fill}
    assert found == {(1, 4): "#ffc000", (1, 6): "#00b050", (2, 4): "#ff0000"}


def test_prose_is_no_table(tmp_path: Path) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["BodyText"]
    text = "In quarter 2 the rate was 48.2% against a target of 50.0%, and 75 bins were missed (60 in 2021/22). "
    story = [Paragraph(text * 6, style) for _ in range(5)]
    SimpleDocTemplate(str(tmp_path / "p.pdf")).build(story)
    extract = read(tmp_path / "p.pdf")
    assert extract.tables == ()
    assert len(extract.passages) == 5


def test_headings_above_a_table_are_its_path(tmp_path: Path) -> None:
    path = write_report(tmp_path / "r.pdf", HEADER, ROWS, widths=WIDTHS, title="Children and families", prose=LONG)
    assert only_table(path).headings == ("Children and families",)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.permutations(range(8)),
    ruling=st.sampled_from(["grid", "hairlines", "zebra"]),
    count=st.integers(2, 25),
)
def test_columns_in_any_order_and_any_number_of_rows(
    tmp_path: Path, order: list[int], ruling: Ruling, count: int
) -> None:
    rows = [[ROWS[i % 5][col] for col in order] for i in range(count)]
    header, widths = [HEADER[col] for col in order], [WIDTHS[col] for col in order]
    table = only_table(write_report(tmp_path / "r.pdf", header, rows, widths=widths, ruling=ruling))
    assert grid(table) == [header, *rows]


def test_a_whole_row_that_lacks_its_target_stays_a_row_after_a_page_break(tmp_path: Path) -> None:
    rows = [[f"H{i:02}", f"Measure number {i}", "1", "2", "Red", "3", "Green", LONG] for i in range(40)]
    for row in rows:
        row[2] = "" if row[0] > "H05" else row[2]
    rows = [[*row[:2], "5" if i % 2 else "", *row[3:]] for i, row in enumerate(rows)]
    path = write_report(tmp_path / "r.pdf", HEADER, rows, widths=WIDTHS)
    assert grid(only_table(path)) == [HEADER, *rows]


def test_lines_at_the_top_of_pages_that_differ_in_their_figures_are_all_kept(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "m.pdf"))
    for page, rate in enumerate((42, 48, 55), start=1):
        canvas.drawString(72, 790, f"Recycling rate was {rate}% against a target of 52%")
        canvas.drawString(72, 500, f"Commentary of page {'abc'[page - 1]}")
        canvas.drawString(280, 20, f"Page {page} of 3")
        canvas.showPage()
    canvas.save()
    texts = [passage.text for passage in read(tmp_path / "m.pdf").passages]
    assert [text for text in texts if "rate" in text] == [
        f"Recycling rate was {rate}% against a target of 52%" for rate in (42, 48, 55)
    ]
    assert texts.count("Page 1 of 3") == 1
    assert "Page 2 of 3" not in texts


@pytest.mark.parametrize(("span", "problems"), [((2, 3), 1), ((1, 2), 0), ((3, 4), 0)])
def test_a_cell_over_columns_of_two_groups_is_a_problem_with_its_place(
    tmp_path: Path, span: tuple[int, int], problems: int
) -> None:
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Printed

    heads = [["Measure", "Q1", "", "Q2", ""], ["", "Actual", "Target", "Actual", "Target"]]
    heads[1][span[0]], heads[1][span[1]] = "Target", ""
    groups = [((1, 0), (2, 0)), ((3, 0), (4, 0)), ((span[0], 1), (span[1], 1))]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTNAME", (0, 0), (-1, 1), "Helvetica-Bold")]
    rows = [*heads, ["Bins missed", "61", "60", "58", "62"], ["Calls answered", "82", "80", "84", "80"]]
    path = tmp_path / "r.pdf"
    spans = [("SPAN", start, end) for start, end in groups]
    SimpleDocTemplate(str(path)).build([Printed(rows, colWidths=[150] + [70] * 4, style=[*style, *spans])])
    found = read(path).problems
    assert len(found) == problems
    assert all('"Q1" and "Q2"' in problem.message and problem.box is not None for problem in found)


def test_the_last_row_keeps_the_paragraphs_of_a_tall_cell_where_nothing_is_ruled(tmp_path: Path) -> None:
    tall = "Quarterly data<br/>Target 50.0<br/>Actual 48.2<br/><br/>Forecast data<br/>Target 60.0"
    header, widths = ["Measure", "Q1", "Q2", "Performance", "Status"], [150, 50, 50, 120, 60]
    rows = [[f"Measure number {i}", "41", "42", tall if i == 3 else "Actual 48.2", "Red"] for i in range(4)]
    path = write_report(tmp_path / "r.pdf", header, rows, widths=widths, ruling="none", middle=False)
    last = only_table(path).at(4, 3)
    assert last is not None and last.text.split("\n")[-1].endswith("Target 60.0")
