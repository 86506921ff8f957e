"""Tiles of a dashboard are tables of their own, and read as one row each."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from scrutiny.extract import read
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Legend, Observation, Report

_TILES = [
    (["Homes built in the", "first quarter"], "92%", "Target 95.5%", "Q1 2023/24: 90%", "Off target"),
    (["Bins missed"], "1,190", "Target 1,250", "Q1 2023/24: 1,180", "On target"),
    (["Days to answer"], "19.2 days", "Target 18.6 days", "Q1 2023/24: 17.6 days", "Near target"),
    (["Carers with a payment"], "n/a", "Target 12", "Q1 2023/24: 11", "No data"),
]
_HUES = {"Off target": "#c62828", "On target": "#2e7d32", "Near target": "#ef8c00", "No data": "#90a4ae"}


def _dashboard(path: Path, large: float = 18, rounded: bool = True) -> Path:
    canvas = Canvas(str(path), pagesize=(600, 400))
    for at, (name, figure, target, before, status) in enumerate(_TILES):
        left, foot = 30 + 270 * (at % 2), 250 - 120 * (at // 2)
        canvas.setStrokeColor(colors.grey)
        canvas.roundRect(left, foot, 250, 100, 5) if rounded else canvas.rect(left, foot, 250, 100)
        canvas.setFillColor(colors.black)
        canvas.setFont("Helvetica-Bold", 9)
        for line, text in enumerate(name):
            canvas.drawString(left + 8, foot + 86 - 11 * line, text)
        canvas.setFont("Helvetica", large)
        canvas.drawString(left + 8, foot + 48, figure)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(left + 8, foot + 28, target)
        canvas.drawRightString(left + 242, foot + 28, before)
        canvas.setFillColor(colors.HexColor(_HUES[status]))
        canvas.roundRect(left + 8, foot + 8, 60, 13, 6, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(left + 14, foot + 12, status)
    canvas.save()
    return path


def _observed(path: Path) -> list[Observation]:
    report = Report("report", path, "", "E00000000", "A Council", "Report", from_label("2024/25 Q1"), "quarterly")
    return list(normalise(report, read(path), Legend()).observations)


@pytest.mark.parametrize("rounded", [True, False])
def test_each_tile_is_a_table_that_keeps_its_mark_and_its_texts_side_by_side(tmp_path: Path, rounded: bool) -> None:
    tables = read(_dashboard(tmp_path / "r.pdf", rounded=rounded)).tables
    assert [[" ".join(cell.text.split()) for cell in table.cells] for table in tables] == [
        [" ".join(name), *rest] for name, *rest in _TILES
    ]
    (pill,) = [mark for cell in tables[0].cells for mark in cell.marks]
    assert pill.colour == "#c62828"


def test_a_tile_gives_its_figure_with_target_and_status_and_the_earlier_one(tmp_path: Path) -> None:
    told = [
        (one.basis, one.period, one.name, str(one.value), str(one.target), one.status)
        for one in _observed(_dashboard(tmp_path / "r.pdf"))
    ]
    assert sorted(told[:2]) == [
        ("actual", "2024/25 Q1", "Homes built in the first quarter", "92", "95.5", "Off target"),
        ("previous", "2023/24 Q1", "Homes built in the first quarter", "90", "None", None),
    ]
    assert ("actual", "2024/25 Q1", "Days to answer", "19.2", "18.6", "Near target") in told
    assert ("actual", "2024/25 Q1", "Carers with a payment", "None", "12", "No data") in told


def test_the_places_of_a_tile_are_those_of_its_cells(tmp_path: Path) -> None:
    extract = read(_dashboard(tmp_path / "r.pdf"))
    first = next(one for one in _observed(tmp_path / "r.pdf") if one.basis == "actual")
    cells = {cell.text: cell.boxes[0] for cell in extract.tables[0].cells}
    places = {place.role: place.box for place in first.places}
    for role, text in (("value", "92%"), ("target", "Target 95.5%")):
        place, cell = places[role], cells[text]
        assert cell.top <= place.top < place.bottom <= cell.bottom and cell.x0 <= place.x0 < place.x1 <= cell.x1


@pytest.mark.parametrize("large", [8, 9])
def test_boxes_of_text_without_a_large_figure_are_no_tiles(tmp_path: Path, large: float) -> None:
    tables = read(_dashboard(tmp_path / "r.pdf", large=large)).tables
    assert not any("a tile" in reason for table in tables for reason in table.reasons)


def test_framed_panels_of_prose_under_a_large_title_are_no_tiles(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "r.pdf"), pagesize=(700, 300))
    for at, title in enumerate(("What went well", "What needs work")):
        canvas.rect(30 + 320 * at, 100, 300, 110)
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(40 + 320 * at, 185, title)
        canvas.setFont("Helvetica", 10)
        for line, text in enumerate(
            ("Of the 12 measures 8 are green,", "3 are amber and 1 is red.", "More is to come.")
        ):
            canvas.drawString(40 + 320 * at, 160 - 16 * line, text)
    canvas.save()
    assert not any("a tile" in reason for table in read(tmp_path / "r.pdf").tables for reason in table.reasons)


def _tile(path: Path, *texts: tuple[str, str, int]) -> Path:
    """Two boxes with the same texts, each with its font and size."""
    canvas = Canvas(str(path), pagesize=(600, 300))
    for left in (30, 300):
        canvas.rect(left, 80, 250, 150)
        for line, (text, font, size) in enumerate(texts):
            canvas.setFont(font, size)
            canvas.drawString(left + 8, 205 - 28 * line, text)
    canvas.save()
    return path


_PLAIN, _BOLD = "Helvetica", "Helvetica-Bold"


def test_a_tile_may_tell_its_own_period_and_its_status_in_plain_words(tmp_path: Path) -> None:
    texts = [("Homes built", _BOLD, 11), ("612", _PLAIN, 22), ("March 2023", _PLAIN, 9), ("Target 600", _PLAIN, 9)]
    rows = _observed(_tile(tmp_path / "r.pdf", *texts, ("On target", _PLAIN, 9)))
    assert {(one.name, one.period, str(one.value), str(one.target), one.status) for one in rows} == {
        ("Homes built", "2023-03", "612", "600", "On target")
    }


def test_a_bold_text_further_from_the_figure_leaves_open_which_is_the_name(tmp_path: Path) -> None:
    texts = [("Priority 1 Housing", _BOLD, 11), ("Homes built", _PLAIN, 9), ("612", _PLAIN, 22)]
    assert _observed(_tile(tmp_path / "r.pdf", *texts, ("Target 600", _PLAIN, 9))) == []
