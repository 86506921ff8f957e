"""A doubtful table is read a second time, and what the two readings do not share is said with its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from layouts import write_report

from scrutiny.extract import opinions, read
from scrutiny.extract.second import SecondOpinionFailed

HEADER = ["Measure", "Target", "Actual", "Status"]
ROWS = [["Waste recycled", "50.0%", "48.2%", "Amber"], ["Missed bins", "60", "75", "Red"]]
WIDTHS = [200, 80, 80, 80]


def second_reading(monkeypatch: pytest.MonkeyPatch, misread: dict[str, str]) -> None:
    """Another reader, which finds the same table but misreads some cells."""

    def tables(path: Path, page: int, flavor: str) -> tuple[object, ...]:
        (found,) = (sheet.as_table() for sheet in real_sheets[0])
        cells = tuple(replace(cell, text=misread.get(cell.text, cell.text)) for cell in found.cells)
        return (replace(found, cells=cells, engine="camelot"),)

    real_sheets: list[tuple[opinions.Sheet, ...]] = []
    sheets_of = opinions.sheets_of

    def kept(*arguments: object) -> tuple[opinions.Sheet, ...]:
        real_sheets.append(sheets_of(*arguments))  # type: ignore[arg-type]
        return real_sheets[0]

    monkeypatch.setattr(opinions, "sheets_of", kept)
    monkeypatch.setattr(opinions, "camelot_tables", tables)


def test_a_figure_that_a_second_reading_has_otherwise_is_a_problem_with_its_page_and_box(tmp_path, monkeypatch):
    second_reading(monkeypatch, {"48.2%": "46.2%"})
    extract = read(write_report(tmp_path / "r.pdf", HEADER, ROWS, widths=WIDTHS, ruling="none"))
    (table,) = extract.tables
    cell = table.at(1, 2)
    assert [(problem.message, problem.page, problem.box) for problem in extract.problems] == [
        ("two readings differ: scrutiny reads 48.2 here, camelot does not", 1, cell.boxes[0]),
        ("two readings differ: camelot reads 46.2 here, scrutiny does not", 1, cell.boxes[0]),
    ]
    assert cell.text == "48.2%"
    assert table.reasons[-1] == "a second reading, by camelot, differs in 2 figures"


def test_a_second_reading_with_the_same_figures_is_a_reason_for_the_table(tmp_path, monkeypatch):
    second_reading(monkeypatch, {})
    extract = read(write_report(tmp_path / "r.pdf", HEADER, ROWS, widths=WIDTHS, ruling="none"))
    assert extract.problems == ()
    assert extract.tables[0].reasons[-1] == "a second reading, by camelot, has no other figures"


def test_a_reader_that_fails_is_a_problem_and_the_table_stays(tmp_path, monkeypatch):
    def fails(*_: object) -> None:
        raise SecondOpinionFailed("camelot stream could not read page 1")

    monkeypatch.setattr(opinions, "camelot_tables", fails)
    extract = read(write_report(tmp_path / "r.pdf", HEADER, ROWS, widths=WIDTHS, ruling="none"))
    assert [problem.message for problem in extract.problems] == ["camelot stream could not read page 1"]
    assert len(extract.tables) == 1


def test_a_ruled_table_is_trusted_and_a_cell_with_two_figures_is_a_reason_for_doubt(tmp_path, monkeypatch):
    asked: list[object] = []
    monkeypatch.setattr(opinions, "camelot_tables", lambda *arguments: asked.append(arguments) or ())
    rows = [[f"Measure {n}", "50", "48", "Red"] for n in range(5)]
    ruled = read(write_report(tmp_path / "r.pdf", HEADER, rows, widths=WIDTHS)).tables[0]
    assert (ruled.confidence, asked) == (0.95, [])
    two_rows = [["Measure 8 and measure 9", "50<br/>60", "48<br/>61", "Red"]]
    doubtful = read(write_report(tmp_path / "d.pdf", HEADER, [*rows, *two_rows], widths=WIDTHS)).tables[0]
    assert doubtful.confidence < opinions.DOUBTFUL
    assert doubtful.reasons[-1] != ruled.reasons[-1]
    assert "2 cells hold several figures, where others hold one" in doubtful.reasons
    assert len(asked) == 1
