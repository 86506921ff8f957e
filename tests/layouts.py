"""Small PDFs of tables in the layouts that councils use, made for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Ruling = Literal["grid", "hairlines", "zebra", "header", "none"]

GREEN, AMBER, RED = colors.HexColor("#00b050"), colors.HexColor("#ffc000"), colors.HexColor("#ff0000")
HEADER = colors.HexColor("#1f497d")

_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8, leading=9.6)
_BOLD = ParagraphStyle("bold", parent=_BODY, fontName="Helvetica-Bold")
_WHITE = ParagraphStyle("white", parent=_BOLD, textColor=colors.white)
_PROSE = ParagraphStyle("prose", parent=_BODY, fontSize=10, leading=12, spaceAfter=6)
_HEADING = ParagraphStyle("heading", parent=_BOLD, fontSize=15, leading=18, spaceAfter=8)


class Disc(Flowable):  # type: ignore[misc]
    """A drawn circle, as traffic lights often are."""

    def __init__(self, colour: colors.Color) -> None:
        super().__init__()
        self.colour, self.width, self.height = colour, 9, 9

    def draw(self) -> None:
        self.canv.setFillColor(self.colour)
        self.canv.circle(4.5, 4.5, 4.5, stroke=0, fill=1)


def highlighted(before: str, word: str, after: str) -> Paragraph:
    """Text with a coloured word in it."""
    return Paragraph(f'{before}<font backColor="#00b0f0">{word}</font>{after}', _BODY)


def write_report(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    widths: Sequence[float],
    ruling: Ruling = "grid",
    fills: Sequence[tuple[int, int, colors.Color]] = (),
    sections: Sequence[int] = (),
    title: str = "Quarterly performance report",
    prose: str = "",
    middle: bool = True,
    repeat_header: bool = True,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    font: tuple[str, str] = ("Helvetica", "Helvetica-Bold"),
    size: float = 8,
) -> Path:
    """Write a report with one table.

    Args:
        path: where to.
        header: column headings.
        rows: body cells: text, or a drawing; counted from 1 in ``fills`` and ``sections``.
        widths: column widths in points.
        ruling: what ink the table has.
        fills: (row, column, colour) of shaded cells.
        sections: rows that are one cell across, bold.
        title: heading above the table.
        prose: a paragraph between heading and table.
        middle: short cells centred in height beside tall ones.
        repeat_header: print the header again on each page.
        spans: merged cells as ((column, row), (column, row)).
        font: the faces of the table, plain and bold, in ``size`` points.
    """
    body = ParagraphStyle("cell", parent=_BODY, fontName=font[0], fontSize=size, leading=1.2 * size)
    bold = ParagraphStyle("bold cell", parent=body, fontName=font[1])
    white = ParagraphStyle("white cell", parent=bold, textColor=colors.white)
    shaded = ruling in ("grid", "zebra", "header")
    cells: list[list[Any]] = [[Paragraph(text, white if shaded else bold) for text in header]]
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")]
    for index, row in enumerate(rows, start=1):
        look = bold if index in sections else body
        cells.append([Paragraph(cell, look) if isinstance(cell, str) else cell for cell in row])
        if index in sections:
            style.append(("SPAN", (0, index), (-1, index)))
    style += _ruling(ruling, len(cells))
    style += [("BACKGROUND", (col, row), (col, row), colour) for row, col, colour in fills]
    style += [("SPAN", start, end) for start, end in spans]
    table = Table(cells, colWidths=list(widths), repeatRows=1 if repeat_header else 0, splitInRow=1)
    table.setStyle(TableStyle(style))
    story: list[Any] = [Paragraph(title, _HEADING)]
    if prose:
        story.append(Paragraph(prose, _PROSE))
    SimpleDocTemplate(str(path), pagesize=landscape(A4), title=title).build([*story, table, Spacer(1, 12)])
    return path


def _ruling(ruling: Ruling, rows: int) -> list[Any]:
    header = ("BACKGROUND", (0, 0), (-1, 0), HEADER)
    if ruling == "grid":
        return [("GRID", (0, 0), (-1, -1), 0.5, colors.black), header]
    if ruling == "hairlines":
        return [("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)]
    if ruling == "zebra":
        pale = colors.HexColor("#eef3f7")
        return [header, *(("BACKGROUND", (0, row), (-1, row), pale) for row in range(2, rows, 2))]
    return [header] if ruling == "header" else []
