"""What the page itself does to its text: crops, turns, doubled letters, hidden layers, drawn marks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from conftest import pdf_of
from layouts import AMBER, GREEN, Disc, write_report
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as Grid

from scrutiny.extract import Unreadable, read
from scrutiny.extract.characters import Characters, TextStyle, words_of
from scrutiny.extract.paths import PageGeometry
from scrutiny.extract.pdfium import PdfFile
from scrutiny.records import Table

HEADER = ["Measure", "Actual", "Target", "Status"]
ROWS = [["Homes built", "30", "40", "Red"], ["Bins missed", "75", "80", "Green"]]
WIDTHS = [120, 60, 60, 60]


def texts(table: Table) -> list[str]:
    return [cell.text for cell in table.cells]


def plain(path: Path) -> Path:
    return write_report(path, HEADER, ROWS, widths=WIDTHS)


def changed(path: Path, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> Path:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    page.set_rotation(rotation)
    if crop:
        page.set_cropbox(*crop)
    document.save(path.with_name("changed.pdf"))
    return path.with_name("changed.pdf")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_turned_for_showing_is_read_as_words_that_run_that_way(tmp_path: Path, rotation: int) -> None:
    turned = changed(plain(tmp_path / "r.pdf"), rotation=rotation)
    with PdfFile(turned) as file:
        page = file.page(1)
    assert {word.angle for word in page.words} == {(-rotation) % 360}
    assert all(0 <= word.x0 < page.width and 0 <= word.top < page.height for word in page.words)


def test_boxes_are_measured_from_the_cropped_page(tmp_path: Path) -> None:
    whole = plain(tmp_path / "r.pdf")
    box = read(whole).tables[0].boxes[0]
    cropped = changed(whole, crop=(50, 0, 842, 545))
    moved = read(cropped).tables[0].boxes[0]
    assert (moved.x0, moved.top) == pytest.approx((box.x0 - 50, box.top - 50.3), abs=1)


def test_letters_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "d.pdf"))
    for shift in (0, 0.3):
        canvas.drawString(72 + shift, 700, "Performance 2022/23")
    canvas.save()
    (passage,) = read(tmp_path / "d.pdf").passages
    assert passage.text == "Performance 2022/23"


def test_a_hidden_layer_under_the_text_is_left_out(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "h.pdf"))
    canvas.drawString(72, 700, "Homes built 30")
    hidden = canvas.beginText(72.8, 700.5)
    hidden.setTextRenderMode(3)
    hidden.textOut("Hornes bui1t 30")
    canvas.drawText(hidden)
    canvas.save()
    assert [passage.text for passage in read(tmp_path / "h.pdf").passages] == ["Homes built 30"]


def test_the_same_drawn_circle_has_one_key_and_its_own_colour(tmp_path: Path) -> None:
    rows = [["Homes built", "30", "40", Disc(AMBER)], ["Bins missed", "75", "80", Disc(GREEN)]]
    (table,) = read(write_report(tmp_path / "r.pdf", HEADER, rows, widths=WIDTHS)).tables
    marks = [cell.marks[0] for cell in table.cells if cell.marks]
    assert [mark.colour for mark in marks] == ["#ffc000", "#00b050"]
    assert len({mark.key for mark in marks}) == 1
    assert marks[0].key.startswith("circle:")


def test_a_colour_behind_words_is_a_highlight_not_a_cell(tmp_path: Path) -> None:
    from layouts import highlighted

    rows = [[highlighted("22 grants (Target status = ", "Blue", ")"), "30", "40", "Red"], ROWS[1]]
    (table,) = read(write_report(tmp_path / "r.pdf", HEADER, rows, widths=[160, 60, 60, 60])).tables
    assert texts(table)[4] == "22 grants (Target status = Blue)"
    assert table.columns == 4
    (mark,) = table.row(1)[0].marks
    assert (mark.kind, mark.key, mark.colour) == ("highlight", "Blue)", "#00b0f0")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"Just a text\n" * 50, "not a PDF"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged or cut short"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=says):
        read(path)


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt="secret")
    canvas.drawString(72, 700, "Homes built")
    canvas.save()
    with pytest.raises(Unreadable, match="password"):
        read(tmp_path / "locked.pdf")


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no page 7; the document has 1"):
        read(plain(tmp_path / "r.pdf"), pages=[7])


@pytest.mark.parametrize("engine", ["pdfplumber", "camelot"])
def test_other_engines_cut_a_ruled_table_the_same_way(tmp_path: Path, engine: str) -> None:
    path = plain(tmp_path / "r.pdf")
    ours, theirs = read(path).tables[0], read(path, engine=engine).tables[0]  # type: ignore[arg-type]
    assert texts(theirs) == texts(ours)


def test_a_scanned_page_is_a_problem_that_says_so(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (600, 800), "grey").save(tmp_path / "scan.png")
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawImage(str(tmp_path / "scan.png"), 0, 0, 595, 842)
    canvas.save()
    (problem,) = read(tmp_path / "scan.pdf").problems
    assert problem.page == 1
    assert "scan" in problem.message


def test_figures_in_columns_that_make_no_table_are_a_problem_with_their_place(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "loose.pdf"))
    for row, y in enumerate(range(700, 400, -100)):  # too far apart for one table
        for x, text in ((72, f"Homes {row}"), (300, "12"), (420, "15%")):
            canvas.drawString(x, y, text)
    canvas.save()
    extract = read(tmp_path / "loose.pdf")
    assert extract.tables == ()
    (problem,) = extract.problems
    assert "3 lines of figures" in problem.message
    assert problem.box is not None and problem.box.page == 1


def test_words_cut_off_with_the_margin_are_not_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "m.pdf"))
    canvas.drawString(72, 820, "Printer's mark")
    canvas.drawString(72, 700, "Homes built")
    canvas.save()
    cropped = changed(tmp_path / "m.pdf", crop=(0, 0, 595, 780))
    assert [passage.text for passage in read(cropped).passages] == ["Homes built"]


def test_a_border_filled_between_two_rectangles_is_no_background(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "f.pdf"))
    for col in range(3):
        for row in range(3):
            x, y = 72 + 80 * col, 700 - 20 * row
            path = canvas.beginPath()
            path.rect(x, y, 80, 20)
            path.rect(x + 0.5, y + 0.5, 79, 19)
            canvas.setFillColorRGB(0.8, 0, 0)
            canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.drawString(x + 5, y + 6, f"cell {row}{col}")
    canvas.save()
    (table,) = read(tmp_path / "f.pdf").tables
    assert texts(table) == [f"cell {row}{col}" for row in range(3) for col in range(3)]
    assert {cell.fill for cell in table.cells} == {None}


def test_a_fill_reaches_no_further_than_its_clip(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "c.pdf"))
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(72, 600, 100, 50)
    canvas.clipPath(clip, stroke=0)
    canvas.setFillColorRGB(0, 0.69, 0.31)
    canvas.rect(0, 0, 595, 700, stroke=0, fill=1)
    canvas.restoreState()
    canvas.save()
    with PdfFile(tmp_path / "c.pdf") as file:
        (fill,) = file.page(1).fills
    assert (fill.x0, fill.x1, fill.height) == pytest.approx((72, 172, 50), abs=0.5)


def test_a_path_with_one_curve_keeps_its_straight_rules(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "p.pdf"))
    path = canvas.beginPath()
    for y in range(500, 700, 50):
        path.moveTo(72, y)
        path.lineTo(500, y)
    path.moveTo(72, 400)
    path.curveTo(100, 450, 200, 450, 300, 400)
    canvas.drawPath(path)
    canvas.save()
    with PdfFile(tmp_path / "p.pdf") as file:
        page = file.page(1)
    assert len(page.rules) == 4
    assert len(page.drawings) == 1


def test_a_full_stop_as_low_as_its_ink_stays_in_its_figure() -> None:
    """Some writers give a font no height; then the boxes of its characters end where their ink does."""
    printed = "72.1%"
    high, low = [700 + (1.4 if sign == "." else 6.5) for sign in printed], 700.0
    boxes = [(60 + 5.0 * at, top, 65 + 5.0 * at, low) for at, top in enumerate(high)]
    numbers = np.arange(len(printed))
    (word,) = words_of(
        Characters(
            np.array([ord(sign) for sign in printed]),
            np.array(boxes),
            numbers,
            np.zeros_like(numbers),
            np.zeros_like(numbers),
            [TextStyle(9, 0, False, False, "#000000", "Arial", False)],
            np.array([0]),
            np.array([[60.0, 700.0]]),
        ),
        PageGeometry(0, 0, 595, 842),
    )
    assert word.text == printed


@pytest.mark.parametrize(("rotation", "shift"), [(90, (595, 0)), (270, (0, 842))])
def test_a_table_printed_sideways_on_a_page_turned_for_showing_is_read_upright(
    tmp_path: Path, rotation: int, shift: tuple[float, float]
) -> None:
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=(595, 842))
    canvas.translate(*shift)
    canvas.rotate(rotation)
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (3, 1), (3, 1), AMBER)]
    table = Grid([HEADER, *ROWS], colWidths=WIDTHS, style=style)
    table.wrapOn(canvas, 842, 595)
    table.drawOn(canvas, 60, 300)
    canvas.save()
    (found,) = read(changed(tmp_path / "t.pdf", rotation=rotation)).tables
    assert [[cell.text for cell in found.row(row)] for row in range(3)] == [HEADER, *ROWS]
    marked = found.at(1, 3)
    assert marked is not None and marked.fill == "#ffc000"


def test_a_recognised_layer_over_a_table_leaves_its_cells_as_printed(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "o.pdf"))
    table = Grid([HEADER, *ROWS], colWidths=WIDTHS, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    table.wrapOn(canvas, 595, 842)
    table.drawOn(canvas, 60, 600)
    hidden = canvas.beginText()
    hidden.setTextRenderMode(3)
    for row, texts in enumerate([HEADER, *ROWS]):
        for col, text in enumerate(texts):
            hidden.setTextOrigin(66.5 + sum(WIDTHS[:col]), 600 + 18 * (2 - row) + 5.5)
            hidden.textOut(text.replace("l", "1"))
    canvas.drawText(hidden)
    canvas.save()
    (found,) = read(tmp_path / "o.pdf").tables
    assert [[cell.text for cell in found.row(row)] for row in range(3)] == [HEADER, *ROWS]


def test_a_face_that_takes_two_halves_to_write_is_one_coloured_mark(tmp_path: Path) -> None:
    drawn = b"BT /F1 12 Tf 0.9 0.5 0 rg 50 700 Td (A) Tj ET BT /F2 12 Tf 0 g 80 700 Td (Needs watching) Tj ET"
    means = b"/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n"
    means += b"1 beginbfchar <41> <D83DDE10> endbfchar\nendcmap end"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding %s >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        font % (b"Courier", b"/ToUnicode 7 0 R"),
        font % (b"Helvetica", b""),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(means), means),
    ]
    (tmp_path / "face.pdf").write_bytes(pdf_of(objects))
    [line] = read(tmp_path / "face.pdf").passages
    assert (line.text, [(mark.kind, mark.key, mark.colour) for mark in line.marks]) == (
        "Needs watching",
        [("glyph", "😐", "#e68000")],
    )
