"""The same rows come out however a table is set and wherever the page cuts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from layouts import Ruling, write_report
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from scrutiny.extract import read

_SAID = "More staff were recruited and the backlog of older cases was cleared by the end of August, as planned."
_HEADER = ["Ref", "Measure", "Target", "Actual", "Status", "Commentary"]
_WIDTHS = [45, 170, 60, 60, 60, 250]
_ROWS = [
    ["HH01", "Percentage of household waste sent for reuse, recycling or composting", "50.0%", "48.2%", "Amber", _SAID],
    ["HH02", "Missed bins per 100,000", "60", "75", "Red", "On target."],
    ["HH03", "Average days to re-let a council home", "25.0", "31.4", "Red", f"{_SAID} {_SAID}"],
    ["HH04", "Calls answered within 30 seconds", "80%", "82%", "Green", ""],
]
_FONTS = [("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold")]
_PROPERTY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _rows_read(path: Path) -> list[list[str]]:
    (table,) = read(path).tables
    squares = [[table.at(row, col) for col in range(table.columns)] for row in range(table.rows)]
    return [[cell.text if cell else "" for cell in row] for row in squares]


def _numbered(count: int) -> list[list[str]]:
    return [[f"H{i:02}", *_ROWS[i % 4][1:]] for i in range(count)]


@_PROPERTY
@given(
    order=st.permutations(range(6)),
    ruling=st.sampled_from(["grid", "hairlines", "zebra", "header"]),
    font=st.sampled_from(_FONTS),
    size=st.sampled_from([7, 8, 9]),
    wider=st.sampled_from([0.9, 1.0, 1.1]),
    middle=st.booleans(),
)
def test_columns_in_any_order_font_and_width_give_the_same_rows(
    tmp_path: Path, order: list[int], ruling: Ruling, font: tuple[str, str], size: float, wider: float, middle: bool
) -> None:
    rows = [[row[col] for col in order] for row in _numbered(6)]
    header, widths = [_HEADER[col] for col in order], [_WIDTHS[col] * wider for col in order]
    path = write_report(
        tmp_path / "r.pdf", header, rows, widths=widths, ruling=ruling, font=font, size=size, middle=middle
    )
    assert _rows_read(path) == [header, *rows]


@pytest.mark.parametrize("ruling", ["grid", "hairlines", "zebra"])
@pytest.mark.parametrize(
    ("count", "above"),
    [
        pytest.param(11, 12, id="a last row alone on its page"),
        pytest.param(11, 9, id="the last line of the last row alone on its page"),
        pytest.param(12, 9, id="a last line and a last row alone on their page"),
        pytest.param(12, 10, id="the first lines of a row under the last rule"),
        pytest.param(22, 1, id="the rest of a row over the first rule"),
    ],
)
@pytest.mark.parametrize("middle", [True, False])
def test_what_a_page_break_leaves_alone_stays_in_the_table(
    tmp_path: Path, ruling: Ruling, count: int, above: int, middle: bool
) -> None:
    rows = _numbered(count)
    path = write_report(
        tmp_path / "r.pdf",
        _HEADER,
        rows,
        widths=_WIDTHS,
        ruling=ruling,
        prose="The table lists every measure.<br/>" * above,
        middle=middle,
        repeat_header=False,
    )
    assert _rows_read(path) == [_HEADER, *rows]


@pytest.mark.parametrize("lines", [[("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)], []], ids=["ruled", "bare"])
def test_headings_alone_at_the_foot_of_a_page_head_the_rows_on_the_next(tmp_path: Path, lines: list[Any]) -> None:
    bold = ("FONTNAME", (0, 0), (-1, -1), "Helvetica-Bold")
    rows = [row[:5] for row in _numbered(6)]
    header = _HEADER[:5]
    parts = [
        Paragraph("Quarterly performance report", ParagraphStyle("title", fontSize=15, leading=18)),
        Spacer(1, 380),
        Table([header], colWidths=[45, 330, 60, 60, 60], style=[bold, *lines]),
        PageBreak(),
        Table(rows, colWidths=[45, 330, 60, 60, 60], style=lines),
    ]
    path = tmp_path / "r.pdf"
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build(parts)
    assert _rows_read(path) == [header, *rows]


@pytest.mark.parametrize("bold", [0, 1], ids=["upper bold", "both bold"])
def test_headings_in_two_rows_over_hairlines_are_headings(tmp_path: Path, bold: int) -> None:
    rows = [
        ["Measure", "2018/19", "", "2019/20", ""],
        ["", "Result", "Goal", "Result", "Goal"],
        ["Potholes filled within a week", "81%", "85%", "88%", "85%"],
        ["Library visits per head", "4.1", "4.0", "3.9", "4.0"],
    ]
    style = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey),
        ("FONTNAME", (0, 0), (-1, bold), "Helvetica-Bold"),
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (3, 0), (4, 0)),
    ]
    path = tmp_path / "r.pdf"
    parts = [Paragraph("Service measures"), Spacer(1, 9), Table(rows, colWidths=[230, 60, 60, 60, 60], style=style)]
    SimpleDocTemplate(str(path)).build(parts)
    (table,) = read(path).tables
    assert table.row_kinds == ("header", "header", "body", "body")
    assert _rows_read(path) == rows


@_PROPERTY
@given(
    above=st.integers(0, 24),
    ruling=st.sampled_from(["grid", "hairlines", "zebra"]),
    repeated=st.booleans(),
    middle=st.booleans(),
)
@example(above=9, ruling="hairlines", repeated=True, middle=False)  # the headings alone above the first rule
def test_a_cut_at_any_row_or_line_gives_the_same_rows(
    tmp_path: Path, above: int, ruling: Ruling, repeated: bool, middle: bool
) -> None:
    rows = _numbered(22)
    path = write_report(
        tmp_path / "r.pdf",
        _HEADER,
        rows,
        widths=_WIDTHS,
        ruling=ruling,
        prose="The table lists every measure.<br/>" * above,
        middle=middle,
        repeat_header=repeated,
    )
    found = _rows_read(path)
    # Where nothing of a row fits under them, reportlab prints the headings once more at the foot of the page.
    assert [found[0], *(row for row in found[1:] if row != _HEADER)] == [_HEADER, *rows]
