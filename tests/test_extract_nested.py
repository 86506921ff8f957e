"""A table in a cell of another is a table of its own, under what heads the row around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from scrutiny.extract import read
from scrutiny.records import Table as Read

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8, leading=9.6)
_GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), 8)]
_HEADS = ["Measure", "Actual", "Target", "RAG"]
_PROSPEROUS = [["Business start-ups supported", "34", "30", ""], ["Apprenticeships begun", "9", "15", ""]]
_HEALTHY = [["Activity sessions held", "120", "110", ""], ["Health checks", "18", "20", ""]]
_LOOKS = [colors.HexColor("#00b050"), colors.HexColor("#ff0000")]


def _measures(rows: list[list[str]], heads: bool = True) -> Table:
    shades = [("BACKGROUND", (3, row), (3, row), look) for row, look in enumerate(_LOOKS, heads)]
    return Table([*([_HEADS] if heads else []), *rows], colWidths=[150, 50, 50, 50], style=[*_GRID, *shades])


def _said(head: str) -> Paragraph:
    return Paragraph(f"{f'<b>{head}</b><br/>' if head else ''}Work went on through the quarter as was planned.", _BODY)


def _around(rows: list[list[Any]], heads: bool = True) -> Table:
    padded = [(f"{side}PADDING", (1, 0), (1, -1), 4) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
    above = [["Priority", "Measures"]] if heads else []
    return Table([*above, *rows], colWidths=[150, 308], style=[*_GRID, ("VALIGN", (0, 0), (-1, -1), "TOP"), *padded])


def _tables(path: Path, *parts: Any) -> list[Read]:
    SimpleDocTemplate(str(path)).build(list(parts))
    return list(read(path).tables)


def _texts(table: Read) -> list[list[str]]:
    return [[cell.text for cell in table.row(row)] for row in range(table.rows)]


def test_tables_in_the_cells_of_another_stand_under_the_row_around_them(tmp_path: Path) -> None:
    rows = [[_said("Prosperous"), _measures(_PROSPEROUS)], [_said("Healthy"), _measures(_HEALTHY)]]
    outer, first, second = _tables(tmp_path / "r.pdf", _around(rows))
    assert [table.headings for table in (outer, first, second)] == [(), ("Prosperous",), ("Healthy",)]
    assert [_texts(first), _texts(second)] == [[_HEADS, *_PROSPEROUS], [_HEADS, *_HEALTHY]]
    assert [cell.fill for cell in first.cells if cell.fill] == ["#00b050", "#ff0000"]
    held = outer.at(1, 1)
    assert held is not None and (held.text, held.marks, held.fill) == ("", (), None)


@pytest.mark.parametrize(("head", "tables"), [("", 1), ("Healthy", 2)], ids=["the same row", "another row"])
def test_a_nested_table_goes_on_over_the_page_break_with_the_row_around_it(
    tmp_path: Path, head: str, tables: int
) -> None:
    upper = _around([[_said("Prosperous"), _measures(_PROSPEROUS)]])
    lower = _around([[_said(head), _measures(_HEALTHY, heads=bool(head))]], heads=False)
    _, *nested = _tables(tmp_path / "r.pdf", upper, PageBreak(), lower)
    assert len(nested) == tables
    assert [row for table in nested for row in _texts(table) if row != _HEADS] == [*_PROSPEROUS, *_HEALTHY]


def test_a_frame_around_a_table_hides_it_not(tmp_path: Path) -> None:
    framed = Table([[_measures(_PROSPEROUS)]], style=[("BOX", (0, 0), (-1, -1), 1, colors.black)])
    (table,) = _tables(tmp_path / "r.pdf", framed)
    assert _texts(table) == [_HEADS, *_PROSPEROUS]


def test_a_framed_block_is_one_table_with_its_title_and_comment(tmp_path: Path) -> None:
    """A title in a band, hairlines that do not reach the frame, a comment; two such blocks one above the other."""
    heads, rows = ["Period", "Actual", "Target"], [["Q1", "3,437", "4,530"], ["Q2", "3,657", "4,530"]]

    def block(title: str, said: str) -> Table:
        lines = Table(
            [heads, *rows],
            colWidths=[70, 60, 60],
            style=[("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")],
        )
        style = [
            ("BOX", (0, 0), (-1, -1), 1, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#2e5d34")),
            ("ALIGN", (0, 0), (-1, -1), "LEFT"),
        ]
        return Table([[title], [lines], [Paragraph(said, _BODY)]], colWidths=[250], style=style)

    blocks = [block("RC1 Potholes repaired", "Better than last year."), block("RC2 Bins missed", "Data come late.")]
    first, second = _tables(tmp_path / "r.pdf", blocks[0], Spacer(1, 9), blocks[1])
    told = [[[text for text in row if text] for row in _texts(table)] for table in (first, second)]
    assert told[0] == [["RC1 Potholes repaired"], heads, *rows, ["Better than last year."]]
    assert told[1] == [["RC2 Bins missed"], heads, *rows, ["Data come late."]]
    assert first.row_kinds[:3] == ("header", "header", "body")
