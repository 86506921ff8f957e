"""Second opinions: both libraries' tables come out in our records, at the spot where a reader sees them."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from scrutiny.extract.second import SecondOpinionFailed, camelot_tables, disagreements, pdfplumber_tables
from scrutiny.records import Box, Cell, Table

ROWS = [["Measure", "Actual", "Target"], ["Waste recycled", "41.7%", "40.0%"], ["Calls answered", "87.6%", "90.0%"]]
WIDTHS, HEIGHT = (160, 80, 80), 24
LEFT, TOP = 60, 90
ENGINES = pytest.mark.parametrize("read", [pdfplumber_tables, camelot_tables], ids=["pdfplumber", "camelot"])


def draw_table(canvas, page_height):
    """Draws ROWS with rules around every cell, LEFT and TOP points from the corner of what is shown."""
    for row, texts in enumerate(ROWS):
        for col, text in enumerate(texts):
            left, low = LEFT + sum(WIDTHS[:col]), page_height - TOP - HEIGHT * (row + 1)
            canvas.rect(left, low, WIDTHS[col], HEIGHT)
            canvas.drawString(left + 6, low + 8, text)


def pdf_with(path, size, draw, **boxes):
    canvas = Canvas(str(path), pagesize=size, **boxes)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def assert_is_the_table(tables, page=1):
    (table,) = tables
    assert [[table.at(row, col).text for col in range(3)] for row in range(3)] == ROWS
    for cell in table.cells:
        (box,) = cell.boxes
        left, top = LEFT + sum(WIDTHS[: cell.col]), TOP + HEIGHT * cell.row
        assert box.page == page
        assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(
            (left, top, left + WIDTHS[cell.col], top + HEIGHT), abs=1.5
        )


@ENGINES
def test_a_ruled_table_is_read_with_the_box_of_each_cell(tmp_path, read):
    assert_is_the_table(read(pdf_with(tmp_path / "plain.pdf", (595, 842), lambda canvas: draw_table(canvas, 842)), 1))


@ENGINES
def test_boxes_are_measured_from_what_is_shown_of_a_cropped_page(tmp_path, read):
    def draw(canvas):
        canvas.translate(40, 30)
        draw_table(canvas, 700)

    assert_is_the_table(read(pdf_with(tmp_path / "cropped.pdf", (595, 842), draw, cropBox=(40, 30, 540, 730)), 1))


@ENGINES
def test_a_page_turned_by_its_viewer_is_read_as_shown(tmp_path, read):
    def draw(canvas):
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        draw_table(canvas, 595)

    assert_is_the_table(read(pdf_with(tmp_path / "turned.pdf", (595, 842), draw), 1))


@pytest.mark.parametrize("angle", [90, -90])
def test_boxes_of_a_table_printed_sideways_stand_where_it_stands(tmp_path, angle):
    def draw(canvas):
        canvas.translate(*((595, 0) if angle == 90 else (0, 842)))
        canvas.rotate(angle)
        draw_table(canvas, 595)

    (table,) = camelot_tables(pdf_with(tmp_path / "sideways.pdf", (595, 842), draw), 1)
    corner = next(cell for cell in table.cells if cell.text == "Measure").boxes[0]
    along, across = (LEFT, LEFT + WIDTHS[0]), (TOP, TOP + HEIGHT)
    shown = (across[0], 842 - along[1], across[1], 842 - along[0])
    if angle == -90:
        shown = (595 - across[1], along[0], 595 - across[0], along[1])
    assert (corner.x0, corner.top, corner.x1, corner.bottom) == pytest.approx(shown, abs=1.5)


@ENGINES
def test_a_merged_cell_stands_once_and_says_what_it_spans(tmp_path, read):
    def draw(canvas):
        for left, low, width, text in [(60, 700, 200, "2022/23"), (60, 676, 100, "Actual"), (160, 676, 100, "Target")]:
            canvas.rect(left, low, width, 24)
            canvas.drawString(left + 6, low + 8, text)
        canvas.rect(260, 676, 80, 48)
        canvas.drawString(266, 696, "Status")

    (table,) = read(pdf_with(tmp_path / "merged.pdf", (595, 842), draw), 1)
    spans = {cell.text: (cell.row, cell.col, cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans == {"2022/23": (0, 0, 1, 2), "Status": (0, 2, 2, 1), "Actual": (1, 0, 1, 1), "Target": (1, 1, 1, 1)}


@ENGINES
def test_the_page_asked_for_is_the_page_read(tmp_path, read):
    def draw(canvas):
        canvas.drawString(60, 700, "No table here")
        canvas.showPage()
        draw_table(canvas, 842)

    path = pdf_with(tmp_path / "second.pdf", (595, 842), draw)
    assert read(path, 1) == ()
    assert_is_the_table(read(path, 2), page=2)


@ENGINES
def test_what_cannot_be_read_is_one_error_that_names_the_file_and_the_page(tmp_path, read):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnot really")
    with pytest.raises(SecondOpinionFailed, match=r"page 1 of broken\.pdf"):
        read(broken, 1)
    path = pdf_with(tmp_path / "short.pdf", (595, 842), lambda canvas: draw_table(canvas, 842))
    with pytest.raises(SecondOpinionFailed, match=r"page 7 of short\.pdf"):
        read(path, 7)


# ------------------------------------------------------------------------------ comparing figures


def table(engine, *cells, page=1):
    """A one-row table; each cell is its text, left edge and right edge."""
    made = tuple(Cell(0, col, text, (Box(page, x0, 10, x1, 30),)) for col, (text, x0, x1) in enumerate(cells))
    around = made[0].boxes[0].joined(made[-1].boxes[0])
    return Table(0, 0, made, ("body",), len(made), (around,), engine=engine)


def test_two_readings_with_the_same_figures_agree():
    ours = table("scrutiny", ("Visits", 0, 50), ("16,420", 50, 90), ("£3.9m", 90, 130))
    theirs = table("pdfplumber", ("Visits", 1, 50), ("16420", 51, 90), ("£ 3.9m", 90, 131))
    assert disagreements(ours, theirs) == ()


def test_a_figure_that_only_one_reading_has_is_named_with_its_place():
    ours = table("scrutiny", ("Visits", 0, 50), ("87.6%", 50, 90))
    theirs = table("pdfplumber", ("Visits", 0, 50), ("81.6%", 50, 90))
    found = disagreements(ours, theirs)
    assert [problem.message for problem in found] == [
        "two readings differ: scrutiny reads 87.6 here, pdfplumber does not",
        "two readings differ: pdfplumber reads 81.6 here, scrutiny does not",
    ]
    assert {problem.box for problem in found} == {Box(1, 50, 10, 90, 30)}


def test_the_digits_of_codes_quarters_years_and_running_text_are_no_figures():
    running = "The figure moves with the season from 1 April"
    ours = table("scrutiny", ("PI002", 0, 50), ("Q1 2022/23", 50, 90), (running, 90, 300))
    theirs = table("camelot", ("PI003", 0, 50), ("Q2 2021/22", 50, 90), (running.replace("1", "2"), 90, 300))
    assert disagreements(ours, theirs) == ()


def test_figures_put_into_each_others_column_disagree():
    ours = table("scrutiny", ("12", 0, 50), ("15", 50, 90))
    theirs = table("pdfplumber", ("15", 0, 50), ("12", 50, 90))
    assert len(disagreements(ours, theirs)) == 4


def test_columns_that_one_reading_merged_do_not_disagree_while_their_figures_stand_apart():
    ours = table("scrutiny", ("12", 0, 50), ("15", 50, 90))
    assert disagreements(ours, table("camelot", ("12 15", 0, 90))) == ()
    assert disagreements(ours, table("camelot", ("1215", 0, 90)))


def test_tables_that_do_not_overlap_are_not_compared():
    ours = table("scrutiny", ("12", 0, 50))
    assert disagreements(ours, table("camelot", ("99", 200, 250))) == ()
    assert disagreements(ours, table("camelot", ("99", 0, 50), page=2)) == ()
