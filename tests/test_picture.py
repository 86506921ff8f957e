"""The picture of a page shows what was read where it was read."""

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from scrutiny.extract.picture import draw_page
from scrutiny.records import Box, Cell, Mark, Passage, Table

WHITE = (255, 255, 255)


@pytest.fixture
def blank(tmp_path):
    path = tmp_path / "blank.pdf"
    canvas = Canvas(str(path), pagesize=(200, 300))
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return path


def drawn(path, page, tables=(), passages=(), scale=1.0):
    return Image.open(io.BytesIO(draw_page(path, page, tables, passages, scale)))


def table_on(page, mark=()):
    cells = (
        Cell(0, 0, "Measure", (Box(page, 20, 30, 100, 60),)),
        Cell(1, 0, "41.7%", (Box(page, 20, 60, 100, 90),), marks=mark),
    )
    return Table(1, 0, cells, ("header", "body"), 1, (Box(page, 20, 30, 100, 90),))


def test_a_page_without_findings_is_the_page_at_its_scale(blank):
    picture = drawn(blank, 1, scale=1.5)
    assert picture.size == (300, 450)
    assert picture.getcolors() == [(300 * 450, WHITE)]


def test_header_and_body_rows_are_tinted_apart_and_nothing_outside_is(blank):
    picture = drawn(blank, 1, [table_on(1)])
    header, body, outside = picture.getpixel((80, 50)), picture.getpixel((80, 80)), picture.getpixel((150, 200))
    assert len({header, body, WHITE}) == 3
    assert outside == WHITE


def test_marks_and_passages_are_framed_where_they_stand(blank):
    mark = Mark("shape", "circle", Box(1, 70, 70, 80, 80))
    passage = Passage(1, 0, "Some prose", Box(1, 20, 200, 150, 220))
    picture = drawn(blank, 1, [table_on(1, (mark,))], [passage])
    assert picture.getpixel((75, 70)) != drawn(blank, 1, [table_on(1)]).getpixel((75, 70))
    assert picture.getpixel((100, 200)) != WHITE
    assert picture.getpixel((100, 210)) == WHITE


def test_what_stands_on_other_pages_is_left_out(blank):
    assert drawn(blank, 2, [table_on(1)]).getcolors() == [(200 * 300, WHITE)]


def test_a_page_that_is_not_there_is_refused_with_the_pages_that_are(blank):
    with pytest.raises(ValueError, match="no page 3; its pages are 1 to 2"):
        draw_page(blank, 3, ())
