"""Tables as spreadsheets print them: hairlines, names of sections over rows, small marks close beside figures."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from scrutiny.extract import read
from scrutiny.records import Table

_AMBER, _GREEN = colors.HexColor("#ffc000"), colors.HexColor("#00b050")
# Right edges of the figures, the left edge of the marks, the left edge of the comments.
_FIGURES, _MARKS, _COMMENTS = (260, 320, 380), 381.0, 440.0
_ROWS = [
    ("Repairs in time", "97.8%", "97.6%", "100.0%", _AMBER, "The new contract was put to work in April"),
    ("Homes not decent", "4.1%", "4.6%", "4.0%", _AMBER, "The average has now fallen for five months"),
    ("Rent collected", "97.7%", "97.2%", "95.0%", _GREEN, ""),
    ("Calls answered", "82%", "85%", "80%", _GREEN, "On course"),
]


def _drawn(path: Path, headed: bool = True) -> Table:
    """Headings over a band, then two sections of two rows, each named in slightly larger letters."""
    canvas = Canvas(str(path), pagesize=(700, 400))
    canvas.setFillColor(colors.HexColor("#e2f0d9"))
    canvas.rect(30, 340, 640, 18, stroke=0, fill=1)
    canvas.setFillColor(colors.black)
    canvas.setFont("Helvetica-Bold", 6)
    canvas.drawString(34, 346, "Indicator")
    for right, text in zip(_FIGURES, ("Aug", "Sep", "Target"), strict=True):
        canvas.drawRightString(right, 346, text)
    if headed:
        canvas.drawString(390, 346, "RAG")
        canvas.drawString(_COMMENTS, 346, "Comment")
    height = 340.0
    for at, (name, *figures, hue, said) in enumerate(_ROWS):
        if at % 2 == 0:
            canvas.setFont("Helvetica-Bold", 7.2)
            canvas.drawString(34, height - 12, ("Housing", "Finance")[at // 2])
            height -= 16
        canvas.setFont("Helvetica", 6)
        canvas.drawString(34, height - 12, name)
        for right, text in zip(_FIGURES, figures, strict=True):
            canvas.drawRightString(right, height - 12, text)
        canvas.setFillColor(hue)
        canvas.circle(_MARKS + 3, height - 10, 3, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        canvas.drawString(_COMMENTS, height - 12, said)
        height -= 18
        canvas.setLineWidth(0.4)
        canvas.line(30, height, 670, height)
    canvas.save()
    (table,) = read(path).tables
    return table


def test_sections_between_hairlines_stay_in_the_table_and_stand_in_rows_of_their_own(tmp_path: Path) -> None:
    table = _drawn(tmp_path / "r.pdf")
    assert table.row_kinds == ("header", "section", "body", "body", "section", "body", "body")
    assert [table.row(row)[0].text for row in (1, 4)] == ["Housing", "Finance"]


def test_marks_close_beside_figures_stand_under_their_own_heading(tmp_path: Path) -> None:
    table = _drawn(tmp_path / "r.pdf")
    assert [cell.text for cell in table.row(0)][3:] == ["Target", "RAG", "Comment"]
    assert [mark.colour for cell in table.cells if cell.col == 4 for mark in cell.marks] == [
        *("#ffc000", "#ffc000", "#00b050", "#00b050")
    ]


def test_marks_close_beside_figures_without_a_heading_stay_with_them(tmp_path: Path) -> None:
    table = _drawn(tmp_path / "r.pdf", headed=False)
    marked = table.at(2, 3)
    assert marked is not None and (marked.text, len(marked.marks)) == ("100.0%", 1)
