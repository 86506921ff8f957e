"""Tables, cells and reports made by hand, for tests of what is made of them."""

from __future__ import annotations

from pathlib import Path

from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Box, Cell, Extract, Legend, Line, PageSize, Report, Table

GREEN, AMBER, RED, BLUE = "#00b050", "#ffc000", "#ff0000", "#0070c0"


def cell(row, col, text="", *, colspan=1, rowspan=1, fill=None, marks=(), bold=False, italic=()):
    """A cell whose paragraphs (parted by newlines) are a line each; ``italic`` are the slanted ones."""
    box = Box(1, 50.0 * col, 20.0 * row, 50.0 * (col + colspan), 20.0 * (row + rowspan))
    lines = tuple(
        Line(part, Box(1, box.x0 + 2, box.top + 4 * place, box.x0 + 40, box.top + 4 * place + 4), 8.0, bold,
             place in italic, None, place)
        for place, part in enumerate(text.split("\n"))
        if part
    )  # fmt: skip
    return Cell(row, col, text, (box,), rowspan, colspan, fill, tuple(marks), lines)


def table(*rows, header=1, sections=(), headings=(), number=1):
    """A table of rows of texts or cells; a cell is moved to the place where it is written."""
    cells = []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if isinstance(text, Cell):
                italic = [place for place, line in enumerate(text.lines) if line.italic]
                bold = any(line.bold for line in text.lines)
                look = {"fill": text.fill, "marks": text.marks, "bold": bold, "italic": italic}
                cells.append(cell(row, col, text.text, colspan=text.colspan, rowspan=text.rowspan, **look))
            elif text is not None:
                cells.append(cell(row, col, text))
    kinds = tuple("header" if row < header else "section" if row in sections else "body" for row in range(len(rows)))
    columns = max(len(row) for row in rows)
    return Table(number, number, tuple(cells), kinds, columns, (Box(1, 0, 0, 600, 800),), tuple(headings))


def at(text="", **options):
    return cell(0, 0, text, **options)


def read(*tables, period="2023/24 Q2", legend=None, passages=()):
    report = Report("doc", Path("doc.pdf"), "", "E00", "A Council", "Report", from_label(period), "quarterly")
    extract = Extract((PageSize(1, 600, 800),), tuple(tables), tuple(passages))
    return normalise(report, extract, legend or Legend())


def figures(result, *fields):
    return [tuple(getattr(row, field) for field in fields) for row in result.observations]


FLOORS = (
    ("Ref", "Indicator description", "Latest result", "Target", "Floor standard", "RAG", "DoT", "Previous result"),
    ("CS01", "Callers who rated the advisor as good", "97%", "96%", "90%", "G", "↑", "95%"),
    ("HT08", "Potholes waiting to be mended", "4,210", "3,500", "5,000", "A", "↓", "3,980"),
)
