"""Scanned pages: recognised as such, set level, their rules, shades and words read off the picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from scrutiny.extract import raster, read, recognition, scans
from scrutiny.extract.ink import Drawing, PageInk, Word
from scrutiny.extract.recognition import NotInstalled, Recognised
from scrutiny.extract.unread import is_scan

# Pixels for each point.
SCALE = 150 / 72
XS, YS = (72, 300, 400, 500), (100, 130, 160, 190)
TEXTS = (("Measure", "Actual", "Target"), ("Calls answered", "87.6%", "90.0%"), ("Bins missed", "412", "400"))


def picture_of_a_table() -> raster.Picture:
    """A ruled table of 3 by 3 with a shaded header, on a page of 595 by 842 points."""
    image = Image.new("RGB", (round(595 * SCALE), round(842 * SCALE)), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle([at * SCALE for at in (XS[0], YS[0], XS[-1], YS[1])], fill="#c0d8f0")
    for x in XS:
        draw.line([x * SCALE, YS[0] * SCALE, x * SCALE, YS[-1] * SCALE], fill="black", width=2)
    for y in YS:
        draw.line([XS[0] * SCALE, y * SCALE, XS[-1] * SCALE, y * SCALE], fill="black", width=2)
    font = ImageFont.load_default(11 * SCALE)
    for row, texts in enumerate(TEXTS):
        for col, text in enumerate(texts):
            draw.text(((XS[col] + 8) * SCALE, (YS[row] + 8) * SCALE), text, fill="black", font=font)
    return np.asarray(image)


def as_recognised() -> tuple[Recognised, ...]:
    """What the engine would say of that picture; one figure is not sure."""
    found = []
    for row, texts in enumerate(TEXTS):
        for col, text in enumerate(texts):
            x, top = XS[col] + 8, YS[row] + 7
            for word in text.split():
                box = (x * SCALE, top * SCALE, (x + 6 * len(word)) * SCALE, (top + 14) * SCALE)
                found.append(Recognised(word, *box, 0.6 if word == "412" else 0.99, 3 * row + col))
                x += 6 * len(word) + 4
    return tuple(found)


def tilted(picture: raster.Picture, degrees: float) -> raster.Picture:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255)), dtype=np.uint8)


def scan(folder: Path, picture: raster.Picture) -> Path:
    """A PDF of one page that is nothing but the picture."""
    Image.fromarray(picture).save(folder / "scan.jpg", quality=70)
    canvas = Canvas(str(folder / "scan.pdf"), pagesize=(595, 842))
    canvas.drawImage(str(folder / "scan.jpg"), 0, 0, 595, 842)
    canvas.save()
    return folder / "scan.pdf"


def texts(path: Path) -> list[list[str]]:
    (table,) = read(path).tables
    return [[cell.text for cell in table.row(row)] for row in range(table.rows)]


# ------------------------------------------------------------------------------------- which pages


def word(text: str) -> Word:
    return Word(text, 10, 10, 60, 20, 10, False, False, "#000000", 0, 0)


PICTURE = Drawing("illustration", "", 0, 0, 595, 842, None)


@pytest.mark.parametrize(
    ("words", "drawings", "scanned"),
    [
        ((), (PICTURE,), True),
        ((word("Page"), word("3")), (PICTURE,), True),
        ((), (), False),
        (tuple(word("ordinary") for _ in range(20)), (PICTURE,), False),
        (tuple(word("(cid:17)(cid:4)") for _ in range(5)), (), True),
        (tuple(word("\ue012\ue013\uf0a7\ue020") for _ in range(9)), (), True),
        ((word("\uf0b7"), *(word("ordinary") for _ in range(20))), (), False),
    ],
)
def test_a_page_whose_text_is_missing_or_stands_for_nothing_is_a_scan(
    words: tuple[Word, ...], drawings: tuple[Drawing, ...], scanned: bool
) -> None:
    assert is_scan(PageInk(1, 595, 842, words=words, drawings=drawings)) is scanned


def test_without_the_engine_each_scanned_page_is_one_problem_that_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise NotInstalled

    monkeypatch.setattr(scans, "make_ready", missing)
    found = read(scan(tmp_path, picture_of_a_table()))
    assert [problem.page for problem in found.problems] == [1]
    assert "pip install 'council-scrutiny[ocr]'" in found.problems[0].message
    assert found.tables == ()


def test_a_garbage_text_layer_is_not_taken_for_words_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise NotInstalled

    monkeypatch.setattr(scans, "make_ready", missing)
    page = PageInk(1, 595, 842, words=tuple(word("\ue012\ue013\ue014") for _ in range(30)))
    assert scans.read_scan(page, lambda _: picture_of_a_table())[0].words == ()


# --------------------------------------------------------------------------------------- the picture


@pytest.mark.parametrize("degrees", [-2.3, 0.7, 0.0])
def test_a_tilted_picture_is_set_level(degrees: float) -> None:
    level = raster.set_upright(tilted(picture_of_a_table(), degrees))
    rules = raster.rules_in(raster.lines_in(level), SCALE)
    tops = sorted(rule.at for rule in rules if rule.horizontal and rule.length > 300)
    assert len(tops) == 4
    assert [b - a for a, b in zip(tops, tops[1:], strict=False)] == pytest.approx([30, 30, 30], abs=1)


def test_a_rule_between_rows_is_found_where_the_boxes_of_words_reach_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    tall = tuple(replace(one, top=one.top - 10 * SCALE) for one in as_recognised())
    monkeypatch.setattr(scans, "make_ready", lambda: None)
    monkeypatch.setattr(scans, "recognise", lambda _: tall)
    read_page, _ = scans.read_scan(PageInk(1, 595, 842), lambda _: picture_of_a_table())
    across = sorted(rule.at for rule in read_page.rules if rule.horizontal and rule.length > 300)
    assert across == pytest.approx(YS, abs=1)


def test_the_shades_of_a_picture_in_a_cell_are_no_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = picture_of_a_table().copy()
    for x, colour in ((310, (200, 30, 30)), (330, (30, 200, 30)), (350, (30, 30, 200))):  # within the middle cell
        cv2.rectangle(
            picture, [round(x * SCALE), round(136 * SCALE)], [round((x + 15) * SCALE), round(153 * SCALE)], colour, -1
        )
    monkeypatch.setattr(scans, "make_ready", lambda: None)
    monkeypatch.setattr(scans, "recognise", lambda _: tuple(one for one in as_recognised() if one.text != "87.6%"))
    read_page, _ = scans.read_scan(PageInk(1, 595, 842), lambda _: picture)
    assert {fill.colour for fill in read_page.fills} == {"#c0d8f0"}


def test_rules_and_shades_stand_where_they_are_drawn() -> None:
    picture = picture_of_a_table()
    rules = raster.rules_in(raster.lines_in(picture), SCALE)
    upright = sorted(rule.at for rule in rules if not rule.horizontal)
    assert upright == pytest.approx(XS, abs=1)
    shades = raster.fills_in(picture, SCALE)
    assert {fill.colour for fill in shades} == {"#c0d8f0"}
    assert (min(fill.x0 for fill in shades), max(fill.x1 for fill in shades)) == pytest.approx((XS[0], XS[-1]), abs=2)


def test_a_large_page_is_rendered_no_larger_than_ten_million_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def render(scale: float) -> raster.Picture:
        asked.append(scale)
        return np.full((50, 50, 3), 255, dtype=np.uint8)

    monkeypatch.setattr(scans, "make_ready", lambda: None)
    monkeypatch.setattr(scans, "recognise", lambda _: ())
    _, (problem,) = scans.read_scan(PageInk(1, 20000, 20000), render)
    assert asked[0] ** 2 * 20000**2 <= 10_000_000
    assert "no text was recognised" in problem.message


# ------------------------------------------------------------------------------------------ the table


def test_a_scanned_table_is_cut_into_cells_and_says_what_is_not_sure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "make_ready", lambda: None)
    monkeypatch.setattr(scans, "recognise", lambda _: as_recognised())
    found = read(scan(tmp_path, picture_of_a_table()))
    (table,) = found.tables
    assert [[cell.text for cell in table.row(row)] for row in range(3)] == [list(row) for row in TEXTS]
    assert table.row_kinds == ("header", "body", "body")
    assert table.row(0)[0].fill == "#c0d8f0"
    assert table.confidence <= 0.97 and any("recognised in a picture" in reason for reason in table.reasons)
    (doubt,) = found.problems
    assert "'412'" in doubt.message and "60%" in doubt.message
    assert doubt.box is not None and doubt.box.x0 == pytest.approx(308, abs=1)


def test_what_recognition_makes_of_an_icon_is_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    icon = replace(as_recognised()[0], text="\u548c")
    monkeypatch.setattr(scans, "make_ready", lambda: None)
    monkeypatch.setattr(scans, "recognise", lambda _: (icon, *as_recognised()[1:]))
    page, _ = scans.read_scan(PageInk(1, 595, 842), lambda _: picture_of_a_table())
    assert [one.text for one in page.words if one.symbol] == ["\u548c"]


def test_the_engine_reads_a_tilted_scan(tmp_path: Path) -> None:
    try:
        recognition.make_ready()
    except NotInstalled:
        pytest.skip("character recognition is not installed: make ocr")
    assert texts(scan(tmp_path, tilted(picture_of_a_table(), 0.7))) == [list(row) for row in TEXTS]
