"""Reports that print each measure by itself: in strips whose cells are captioned, in blocks under bars, in two lists.

Every function writes a PDF and returns the figures in the order in which they should be read. The
figures are made up; what is real is the way they are set out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from council_layouts import BODY, BOLD, GRID, Upright, table_of
from foreign_kit import ZEBRA, Figure, Page, bare, prose, second, write
from layouts import AMBER, GREEN, RED, Disc
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table

_HUES = {"Green": GREEN, "Amber": AMBER, "Red": RED}
_NAVY, _PALE = colors.HexColor("#004b87"), colors.HexColor("#eaf1f8")
_MEASURES = (
    (
        "Best start in life",
        (
            ("Child protection conferences held within 15 working days", "91.4%", "91.2%", "94.0%", "Amber"),
            ("Children looked after at the end of the year", "422", "409", "420", "Green"),
            ("Two year olds who take up a funded place", "77.2%", "78.0%", "76.5%", "Green"),
            ("Care leavers in education, employment or training", "55%", "54%", "64%", "Red"),
            ("Families helped before a crisis", "812", "901", "850", "Green"),
        ),
    ),
    (
        "Clean and green",
        (
            ("Trees planted on land of the council", "1,871", "2,121", "2,210", "Amber"),
            ("Missed bins for every 100,000 collections", "61.5", "57.0", "49.0", "Red"),
            ("Abandoned vehicles removed within a day", "92%", "96%", "92%", "Green"),
            ("Fly-tips cleared within two days", "94.5%", "94.0%", "95.0%", "Amber"),
            ("Street lights that work", "99.1%", "99.3%", "99.0%", "Green"),
        ),
    ),
)


def _figures() -> tuple[Figure, ...]:
    return tuple(
        figure
        for section, measures in _MEASURES
        for name, last, now, target, status in measures
        for figure in (
            Figure(name, bare(last), basis="previous", period="2022/23", section=section),
            Figure(name, bare(now), bare(target), status, period="2023/24", section=section),
        )
    )


class _Band(Flowable):  # type: ignore[misc]
    """A chapter's name on a band of colour as wide as the page."""

    def __init__(self, text: str, colour: colors.Color, indent: float) -> None:
        super().__init__()
        self.text, self.colour, self.indent, self.height = text, colour, indent, 30

    def wrap(self, *available: float) -> tuple[float, float]:
        return available[0], self.height

    def draw(self) -> None:
        self.canv.setFillColor(self.colour)
        self.canv.rect(-self.indent, 0, A4[0], self.height, stroke=0, fill=1)
        self.canv.setFillColor(colors.white)
        self.canv.setFont("Helvetica-Bold", 14)
        self.canv.drawString(0, 10, self.text)


def strips_under_wide_bands(path: Path) -> Page:
    """Hairlines under strips, narrower than the bands of colour with the chapters' names; discs at the right."""
    parts: list[Any] = []
    for (section, measures), colour in zip(_MEASURES, (_NAVY, colors.HexColor("#2d7d32")), strict=True):
        rows = []
        for name, last, now, target, status in measures:
            told = (("2022/23", last), ("2023/24", f"<b>{now}</b>"), ("Target", target))
            cells = [Paragraph(f'<font size="6">{caption}</font><br/>{value}', BODY) for caption, value in told]
            rows.append([Paragraph(name, BODY), *cells, Disc(_HUES[status])])
        strips = Table(rows, colWidths=(290, 65, 65, 65, 30))
        strips.setStyle(
            [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.lightgrey), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        )
        parts += [Spacer(1, 12), _Band(section, colour, 40), Spacer(1, 4), strips]
    key = [[Disc(_HUES[word]), word] for word in _HUES]
    write(path, "Our year in review 2023/24", Table(key, colWidths=(20, 100), hAlign="LEFT"), *parts, upright=True)
    return Page("2023/24", _figures())


def bars_over_figures(path: Path) -> Page:
    """Each measure a small table: a filled bar with its name, headings, figures, a comment across."""
    parts: list[Any] = []
    for section, measures in _MEASURES:
        parts.append(second(section))
        for name, last, now, target, status in measures:
            bar = Paragraph(f'<font color="white"><b>{name}</b></font>', BODY)
            heads = ["2022/23", "2023/24", "Target 2023/24", "Good is", "Rating"]
            comment = "The service expects to do better once the new system is at work in the spring."
            block = table_of(
                [[bar, "", "", "", ""], heads, [last, now, target, "High", status], [comment, "", "", "", ""]],
                (100, 100, 110, 90, 100),
                GRID,
                ("SPAN", (0, 0), (-1, 0)),
                ("BACKGROUND", (0, 0), (-1, 0), _NAVY),
                ("BACKGROUND", (0, 1), (-1, 1), _PALE),
                ("BACKGROUND", (4, 2), (4, 2), _HUES[status]),
                ("SPAN", (0, 3), (-1, 3)),
            )
            parts += [KeepTogether([block]), Spacer(1, 12)]
    write(path, "Performance assessment 2023/24", *parts, upright=True)
    return Page("2023/24", _figures())


def two_lists_in_one_table(path: Path) -> Page:
    """Two measures in every row under the same headings, with a narrow empty column between them."""
    found = []
    parts: list[Any] = []
    heads = [Paragraph(text, BOLD) for text in ("Indicator", "Actual", "Target", "Status")]
    for section, measures in _MEASURES:
        rows: list[list[Any]] = [[*heads, "", *heads]]
        style: list[Any] = []
        for left, right in zip(measures[::2], [*measures[1::2], None], strict=True):
            row: list[Any] = []
            for col, one in ((0, left), (5, right)):
                name, _, now, target, status = one or ("",) * 5
                row += [*([""] if col else []), Paragraph(name, BODY), now, target, status]
                if one is not None:
                    style.append(("BACKGROUND", (col + 3, len(rows)), (col + 3, len(rows)), _HUES[status]))
                    found.append(Figure(name, bare(now), bare(target), status, period="2023/24 Q1", section=section))
            rows.append(row)
        widths = (180, 60, 60, 55, 16, 180, 60, 60, 55)
        parts += [second(section), prose("Lower is not always better."), table_of(rows, widths, GRID, *style)]
    write(path, "Delivery plan, first quarter 2023/24", *parts)
    return Page("2023/24 Q1", tuple(found))


def turned_words_around_the_rules(path: Path) -> Page:
    """Headings that run up, over the first hairline; sections that run up, at the side of their rows."""
    heads = ["", "Measure", *map(Upright, ("Q2 2022/23", "Q2 2023/24", "Q2 target", "RAG")), "Narrative"]
    rows: list[list[Any]] = [heads]
    style: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
    for section, measures in _MEASURES:
        style += [("SPAN", (0, len(rows)), (0, len(rows) + 4)), ("BACKGROUND", (0, len(rows)), (0, len(rows)), _PALE)]
        for place, (name, last, now, target, status) in enumerate(measures):
            style.append(("BACKGROUND", (5, len(rows)), (5, len(rows)), _HUES[status]))
            style += [("BACKGROUND", (1, len(rows)), (4, len(rows)), ZEBRA)] if place % 2 else []
            told = "Two large schemes went over into the next year, which explains the shortfall." if place == 1 else ""
            rows.append(["" if place else Upright(section), name, last, now, target, status[0], told])
    write(
        path,
        "Council performance",
        second("Quarter 2, 2023/24"),
        table_of(rows, (20, 300, 45, 45, 45, 30, 200), *style),
    )
    found = (replace(one, period=f"{one.period} Q2") for one in _figures())
    return Page("2023/24 Q2", tuple(found))


ALL: tuple[Callable[[Path], Page], ...] = (
    strips_under_wide_bands,
    bars_over_figures,
    two_lists_in_one_table,
    turned_words_around_the_rules,
)
