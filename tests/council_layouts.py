"""Small reports in the layouts of councils that no sample shows, each with the figures that it prints.

Every function writes a PDF and returns the figures in the order in which they should be read. The
figures are made up; what is real is the way they are set out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from layouts import AMBER, GREEN, RED, Disc
from reportlab.graphics.shapes import Drawing, Polygon
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

Shape = Literal["up", "down", "level", "triangle", "octagon", "tick", "square", "circle"]

GREY, PALE = colors.HexColor("#d9d9d9"), colors.HexColor("#9db4c8")
HUES = {"Green": GREEN, "Amber": AMBER, "Red": RED}

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=8, leading=9.6)
BOLD = ParagraphStyle("bold", parent=BODY, fontName="Helvetica-Bold")
_TITLE = ParagraphStyle("title", parent=BOLD, fontSize=16, leading=20, spaceAfter=8)
_HEADING = ParagraphStyle("heading", parent=BOLD, fontSize=12, leading=15, spaceBefore=8, spaceAfter=5)

GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
HAIRLINES = ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey)


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure or rating as a report prints it; figures are plain decimals, '' where none is printed."""

    name: str
    value: str = ""
    target: str = ""
    status: str = ""
    basis: str = "actual"
    period: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a generated report covers and the figures it prints."""

    period: str
    rows: tuple[Printed, ...]


_POINTS: dict[Shape, tuple[float, ...]] = {
    "up": (5, 10, 10, 5, 7, 5, 7, 0, 3, 0, 3, 5, 0, 5),
    "down": (5, 0, 10, 5, 7, 5, 7, 10, 3, 10, 3, 5, 0, 5),
    "level": (10, 5, 5, 10, 5, 7, 0, 7, 0, 3, 5, 3, 5, 0),
    "triangle": (0, 0, 10, 0, 5, 10),
    "octagon": (3, 0, 7, 0, 10, 3, 10, 7, 7, 10, 3, 10, 0, 7, 0, 3),
    "tick": (0, 5, 2, 3, 4, 5, 8, 0, 10, 2, 4, 9),
    "square": (0, 0, 10, 0, 10, 10, 0, 10),
}


def drawn(shape: Shape, colour: colors.Color) -> Flowable:
    """A drawn symbol, 10 points wide."""
    drawing = Drawing(10, 10)
    drawing.add(Polygon(list(_POINTS[shape]), fillColor=colour, strokeColor=None))
    return drawing


class Upright(Flowable):
    """A heading that is read from the bottom up."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.width, self.height = text, 12, 70

    def draw(self) -> None:
        self.canv.rotate(90)
        self.canv.setFont("Helvetica-Bold", 8)
        self.canv.drawString(3, -9, self.text)


def table_of(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], *style: Any, header: int = 1, repeat: bool = True
) -> Table:
    """A table whose texts wrap; the first ``header`` rows are bold and, on each page, repeated."""
    cells = [
        [Paragraph(cell, BOLD if number < header else BODY) if isinstance(cell, str) else cell for cell in row]
        for number, row in enumerate(rows)
    ]
    return Table(
        cells,
        colWidths=list(widths),
        repeatRows=header if repeat else 0,
        hAlign="LEFT",
        style=[("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *style],
    )


def shaded(rows: Sequence[Sequence[Any]], col: int, words: dict[str, colors.Color]) -> list[Any]:
    """The fills of a status column."""
    return [("BACKGROUND", (col, n), (col, n), words[row[col]]) for n, row in enumerate(rows) if row[col] in words]


def write(path: Path, title: str, *parts: Any) -> None:
    story: list[Flowable] = [Paragraph(title, _TITLE)]
    story += [Paragraph(part, _HEADING) if isinstance(part, str) else part for part in parts]
    SimpleDocTemplate(
        str(path), pagesize=landscape(A4), leftMargin=36, rightMargin=36, topMargin=36, title=title
    ).build(story)


# ------------------------------------------------------------------------------------ one period


def floor_standards(path: Path) -> Layout:
    """A target and a floor, letters for ratings, coloured arrows for the direction of travel."""
    measures = (
        ("CS1", "Callers who rated the adviser as good", "96%", "G", "down", "96%", "90%", "97%"),
        ("CS4", "Calls to the contact centre answered", "91%", "A", "down", "95%", "90%", "93%"),
        ("CS7", "Complaints answered in time", "71%", "R", "up", "85%", "80%", "69%"),
        ("CY3", "Children referred again within 12 months", "22.4%", "G", "up", "25.0%", "29.0%", "23.0%"),
    )
    letters = {"G": GREEN, "A": AMBER, "R": RED}
    arrows = {"up": GREEN, "down": RED}
    rows: list[list[Any]] = [
        ["Ref", "Indicator description", "Latest Quarter", "RAG", "DoT", "Target", "Floor", "Previous Quarter"]
    ]
    for code, name, now, letter, way, target, floor, before in measures:
        rows.append([code, name, now, letter, drawn(way, arrows[way]), target, floor, before])  # type: ignore[arg-type]
    key = [
        ["G", "Target has been achieved"],
        ["A", "Floor Standard achieved, Target not met"],
        ["R", "Floor Standard not achieved"],
    ]
    write(
        path,
        "Performance Dashboard, Quarter 3 2023/24",
        "Guidance notes",
        table_of(key, (30, 300), GRID, *shaded(key, 0, letters), header=0),
        "Customer Services",
        table_of(
            rows,
            (40, 240, 70, 40, 40, 60, 60, 80),
            GRID,
            ("BACKGROUND", (0, 0), (-1, 0), GREY),
            *shaded(rows, 3, letters),
        ),
    )
    words = {"G": "Green", "A": "Amber", "R": "Red"}
    printed: list[Printed] = []
    for _, name, now, letter, _, target, _, before in measures:
        printed.append(Printed(name, plain(now), plain(target), words[letter], period="2023/24 Q3"))
        printed.append(Printed(name, plain(before), basis="previous", period="2023/24 Q2"))
    return Layout("2023/24 Q3", tuple(printed))


def expected_ranges(path: Path) -> Layout:
    """Activity without a target, held against an upper and a lower limit."""
    measures = (
        ("Calls answered", "112,300", "125,000", "105,000"),
        ("Visits to libraries", "801,002", "1,100,000", "950,000"),
    )
    rows = [
        ["Indicator description", "Year to date", "Expected range: upper", "Expected range: lower"],
        *map(list, measures),
    ]
    write(path, "Activity, Quarter 3 2023/24", "Activity indicators", table_of(rows, (240, 90, 110, 110), GRID))
    return Layout(
        "2023/24 Q3",
        tuple(Printed(name, value.replace(",", ""), period="2023/24 Q3") for name, value, _, _ in measures),
    )


def tolerances_without_rules(path: Path) -> Layout:
    """No ink at all: headings to the left, figures to the right of their columns."""
    measures = (
        ("Rent collected as a share of rent due", "100.00%", "2.00%", "98.70%", "Within tolerance"),
        ("Rent arrears", "7.50%", "1.00%", "8.20%", "Within tolerance"),
        ("Empty homes as a share of stock", "3.00%", "0.25%", "3.40%", "Outside tolerance"),
        ("Calls answered", "90.00%", "5.00%", "92.10%", "On target"),
    )
    right = ParagraphStyle("right", parent=BODY, alignment=2)
    rows: list[list[Any]] = [["KPI description", "Target", "Tolerance (+/-)", "Quarter 4 Result", "Performance"]]
    rows += [[name, *(Paragraph(part, right) for part in figures), told] for name, *figures, told in measures]
    write(path, "Performance, Quarter 4 2024/25", "Housing", table_of(rows, (230, 110, 130, 130, 130)))
    return Layout(
        "2024/25 Q4",
        tuple(
            Printed(name, result.rstrip("%"), target.rstrip("%"), told, period="2024/25 Q4")
            for name, target, _, result, told in measures
        ),
    )


def comments_beneath(path: Path) -> Layout:
    """The wanted direction in the name's cell, two targets, a comment across the row beneath."""
    measures = (
        ("WM9", "Municipal waste reused, recycled or composted", "High", "45.3%", "49.8%", "48.0%", "52.0%", "Green"),
        ("ST6", "Fly-tipping cleared within 5 working days", "High", "94.1%", "90.6%", "95.0%", "97.0%", "Amber"),
        ("HR2", "Working days lost per employee", "Low", "11.2", "12.6", "10.0", "9.0", "Red"),
    )
    rows: list[list[Any]] = [
        [
            "PI Ref",
            "PI &amp; Desired Direction of Travel",
            "Annual Perf. 2011/12",
            "Annual Perf. 2012/13",
            "Target 2012/13",
            "Stretch target 2012/13",
            "RAG",
        ]
    ]
    spans: list[Any] = []
    for code, name, good, before, now, target, stretch, word in measures:
        rows.append([code, f"{name}<br/>({good} is good)", before, now, target, stretch, word])
        rows.append(["Comment: the new contract began in April and the service is settling in.", *[""] * 6])
        spans.append(("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)))
    write(
        path,
        "Annual performance 2012/13",
        "Environment",
        table_of(rows, (50, 240, 80, 80, 80, 90, 70), GRID, *spans, *shaded(rows, 6, HUES)),
    )
    printed: list[Printed] = []
    for _, name, _, before, now, target, _, word in measures:
        printed.append(Printed(name, before.rstrip("%"), basis="previous", period="2011/12"))
        printed.append(Printed(name, now.rstrip("%"), target.rstrip("%"), word, period="2012/13"))
    return Layout("2012/13", tuple(printed))


def footnotes(path: Path) -> Layout:
    """Raised figures that point to notes, an asterisk, a suppressed number, and reasons for no figure."""
    rows: list[list[Any]] = [
        ["Performance Indicator", "Good performance", "Value", "Target", "RAG"],
        ["Affordable homes delivered<super size='5'>1</super>", "Aim to maximise", "&lt;5", "45", "Red"],
        ["Households in temporary accommodation", "Aim to minimise", "118*", "100", "Red"],
        ["Household waste recycled<super size='5'>2</super>", "Aim to maximise", "51.4% (p)", "52.5%", "Amber"],
        ["Satisfaction with street cleaning", "Aim to maximise", "Due Mar 2018", "62%", ""],
    ]
    note = Paragraph("1 Figures under five are not shown. 2 Provisional. * At 31 December.", BODY)
    write(
        path,
        "Third quarter 2017/18",
        "A home for everyone",
        table_of(rows, (260, 110, 90, 70, 70), GRID, *shaded(rows, 4, HUES)),
        note,
    )
    return Layout(
        "2017/18 Q3",
        (
            Printed("Affordable homes delivered", "5", "45", "Red", period="2017/18 Q3"),
            Printed("Households in temporary accommodation", "118", "100", "Red", period="2017/18 Q3"),
            Printed("Household waste recycled", "51.4", "52.5", "Amber", period="2017/18 Q3"),
            Printed("Satisfaction with street cleaning", "", "62", period="2017/18 Q3"),
        ),
    )


def upright_headings(path: Path) -> Layout:
    """Headings of narrow columns, read from the bottom up."""
    measures = (
        ("Rent collected", "98.6%", "98.5%", "Green"),
        ("Complaints answered in time", "81%", "95%", "Red"),
        ("Garages let", "1,455", "1,500", "Amber"),
    )
    rows: list[list[Any]] = [
        ["Indicator", Upright("Actual Q3"), Upright("Target Q3"), Upright("RAG status")],
        *map(list, measures),
    ]
    write(
        path,
        "Corporate indicators, Quarter 3 2018/19",
        "Corporate",
        table_of(rows, (240, 50, 50, 50), GRID, *shaded(rows, 3, HUES)),
    )
    return Layout(
        "2018/19 Q3",
        tuple(Printed(n, plain(v), plain(t), s, period="2018/19 Q3") for n, v, t, s in measures),
    )


# ------------------------------------------------------------------------------- several periods


def quarters_side_by_side(path: Path) -> Layout:
    """A figure and a shaded rating under each quarter; the last quarter is not yet filled in."""
    measures = (
        ("N1", "People helped with the cost of living", "1,000", ("1,020", "1,104", "1,350"), "GGG"),
        ("N2", "Fly-tipping looked into", "97%", ("98.1%", "96.5%", "91.0%"), "GAR"),
        ("N3", "Days to decide a new housing benefit claim", "22 days", ("24.5 days", "23.1 days", "21.9 days"), "AAG"),
    )
    hues = {"G": GREEN, "A": AMBER, "R": RED}
    rows: list[list[Any]] = [
        ["Ref", "Measure", "2022/23 Target", *(part for q in range(1, 5) for part in (f"Quarter {q}", ""))],
        ["", "", "", *("Actual", "RAG") * 4],
    ]
    style: list[Any] = [("SPAN", (col, 0), (col, 1)) for col in range(3)]
    style += [("SPAN", (3 + 2 * q, 0), (4 + 2 * q, 0)) for q in range(4)]
    for code, name, target, values, letters in measures:
        rows.append([code, name, target, *(part for value in values for part in (value, "")), "", ""])
        style += [
            ("BACKGROUND", (4 + 2 * q, len(rows) - 1), (4 + 2 * q, len(rows) - 1), hues[letter])
            for q, letter in enumerate(letters)
        ]
    key = [["", "Green"], ["", "Amber"], ["", "Red"]]
    fills = [("BACKGROUND", (0, n), (0, n), hue) for n, hue in enumerate((GREEN, AMBER, RED))]
    write(
        path,
        "Council Plan scorecard, Quarter 3 2022/23",
        "Key",
        table_of(key, (40, 80), GRID, *fills, header=0),
        "Every neighbourhood thriving",
        table_of(rows, (30, 170, 70, *(62, 40) * 4), GRID, *style, header=2),
    )
    words = {"G": "Green", "A": "Amber", "R": "Red"}
    printed: list[Printed] = []
    for _, name, target, values, letters in measures:
        for q, (value, letter) in enumerate(zip(values, letters, strict=True), 1):
            printed.append(Printed(name, plain(value), plain(target), words[letter], period=f"2022/23 Q{q}"))
    return Layout("2022/23 Q3", tuple(printed))


def years_side_by_side(path: Path) -> Layout:
    """Values of three years; target and status, a drawn shape, under the last; the key beneath."""
    measures: tuple[tuple[str, tuple[str, str, str], str, str], ...] = (
        ("Pupils with five awards at level 5", ("63.0%", "65.1%", "66.4%"), "67.0%", "Warning"),
        ("Cost of a primary school pupil", ("£5,104", "£5,590", "£5,876"), "£5,700", "Alert"),
        ("New affordable homes", ("601", "384", "572"), "570", "OK"),
        ("Tenants content with their home", ("-", "-", "86.1%"), "", "Data Only"),
    )
    shapes: dict[str, tuple[Shape, colors.Color]] = {
        "OK": ("tick", GREEN),
        "Warning": ("triangle", AMBER),
        "Alert": ("octagon", RED),
        "Data Only": ("square", PALE),
    }
    rows: list[list[Any]] = [
        ["Short Name", "2019/20", "2020/21", "2021/22", "", ""],
        ["", "Value", "Value", "Value", "Target", "Status"],
    ]
    rows += [[name, *values, target, drawn(*shapes[word])] for name, values, target, word in measures]
    key = [[drawn(*look), word] for word, look in shapes.items()]
    spans = (("SPAN", (0, 0), (0, 1)), ("SPAN", (3, 0), (5, 0)))
    write(
        path,
        "Annual performance report 2021/22",
        "Education and housing",
        table_of(rows, (230, 80, 80, 80, 80, 60), GRID, *spans, header=2),
        "PI Status",
        table_of(key, (30, 120), header=0),
    )
    printed: list[Printed] = []
    for name, values, target, word in measures:
        printed += [
            Printed(name, plain(value), basis="previous", period=year)
            for year, value in zip(("2019/20", "2020/21"), values, strict=False)
            if value != "-"
        ]
        printed.append(Printed(name, plain(values[2]), plain(target), word, period="2021/22"))
    return Layout("2021/22", tuple(printed))


def two_ratings(path: Path) -> Layout:
    """Drawn circles for now and for the year's end; a second table of projects right beneath."""
    measures = (
        ("Household waste recycled", "33.0%", "31.2%", "Amber", "33.4%", "Green"),
        ("Planning appeals dismissed", "65%", "58%", "Red", "63%", "Amber"),
        ("Homes found for families at risk", "600", "512", "Amber", "1,240", "Green"),
    )
    projects = (("Town centre", "Amber", "Amber", "March 2026"), ("Office move", "Amber", "Green", "November 2023"))
    rows: list[list[Any]] = [
        ["Indicator", "Q2 Target", "Q2 Actual", "Current RAG", "Year-end forecast", "Forecast RAG"]
    ]
    rows += [
        [name, target, now, Disc(HUES[rag]), then, Disc(HUES[later])]
        for name, target, now, rag, then, later in measures
    ]
    works: list[list[Any]] = [["Project", "Previous RAG", "Current RAG", "Completion date"]]
    works += [[name, Disc(HUES[before]), Disc(HUES[now]), when] for name, before, now, when in projects]
    key = [[Disc(hue), word] for word, hue in HUES.items()]
    write(
        path,
        "Strategic performance report, Quarter 2 2023/24",
        "Key",
        table_of(key, (20, 80), header=0),
        "Corporate indicators",
        table_of(rows, (230, 80, 80, 90, 100, 90), HAIRLINES),
        "Major projects",
        table_of(works, (230, 120, 120, 120), HAIRLINES),
    )
    printed: list[Printed] = []
    for name, target, now, rag, then, later in measures:
        printed.append(Printed(name, plain(now), plain(target), rag, period="2023/24 Q2"))
        printed.append(Printed(name, plain(then), "", later, "forecast", "2023/24"))
    printed += [Printed(name, status=now, period="2023/24 Q2") for name, _, now, _ in projects]
    return Layout("2023/24 Q2", tuple(printed))


# --------------------------------------------------------------------------------- whole pages


def counts_between_measures(path: Path) -> Layout:
    """Three ruled tables under each other, each with columns of its own; the middle one only counts."""
    first = (("Invoices paid within 10 days", "92.3", "92.0", "Green"), ("Seconds to answer a call", "49", "30", "Red"))
    second = (("Homes re-let", "38", "25", "Red"), ("Repairs done at first visit", "91.2%", "90.0%", "Green"))
    one = [["Measure", "Actual", "Target", "RAG"], *map(list, first)]
    counts = [
        ["Directorate", "Green", "Amber", "Red", "Total"],
        ["Resources", "4", "2", "1", "7"],
        ["Adults", "3", "0", "2", "5"],
    ]
    two: list[list[Any]] = [
        ["Ref", "Measure", "Result", "Target", "Status"],
        *([f"H{n}", *row] for n, row in enumerate(second, 1)),
    ]
    write(
        path,
        "Performance, Quarter 3 2008/09",
        "One borough",
        table_of(one, (260, 80, 80, 80), GRID, *shaded(one, 3, HUES)),
        "Summary by directorate",
        table_of(counts, (150, 60, 60, 60, 60), GRID),
        "Housing",
        table_of(two, (40, 300, 90, 90, 90), GRID, *shaded(two, 4, HUES)),
    )
    return Layout(
        "2008/09 Q3", tuple(Printed(n, plain(v), plain(t), s, period="2008/09 Q3") for n, v, t, s in first + second)
    )


def counts_only(path: Path) -> Layout:
    """Summaries of ratings and of directions of travel: the words of measures, and no measure among them."""
    ratings = [
        ["RAG rating", "Green", "Amber", "Red", "N/A", "Total"],
        ["A home for everyone", "1", "0", "1", "1", "3"],
        ["Clean and safe", "1", "1", "0", "2", "4"],
    ]
    ways = [
        ["Direction", "Up", "Across", "Down", "N/A", "Total"],
        ["Last Year", "4", "1", "2", "0", "7"],
        ["Last Quarter", "5", "1", "1", "0", "7"],
    ]
    widths = (180, 60, 60, 60, 60, 60)
    shades = [("BACKGROUND", (n, 0), (n, 0), hue) for n, hue in enumerate((GREEN, AMBER, RED), 1)]
    write(
        path,
        "Third quarter 2017/18",
        "Performance at a glance",
        table_of(ratings, widths, GRID, *shades),
        Spacer(1, 14),
        table_of(ways, widths, GRID),
    )
    return Layout("2017/18 Q3", ())


def header_on_the_first_page_only(path: Path) -> Layout:
    """A table that goes on over two page breaks without its headings."""
    measures = tuple(
        (f"{thing} {place}", str(60 + n), str(70 - n), ("Green", "Amber", "Red")[n % 3])
        for n, (thing, place) in enumerate(
            (thing, place)
            for thing in (
                "Repairs in",
                "Visits to",
                "Complaints from",
                "Fly-tips in",
                "Potholes in",
                "Trees planted in",
            )
            for place in ("Northgate", "Southfield", "Eastham", "Weston", "Middleton", "Oakley", "Ashby", "Elmswell")
        )
    )
    rows = [["Measure", "Actual", "Target", "RAG"], *map(list, measures)]
    table = table_of(
        rows, (300, 100, 100, 100), GRID, ("BACKGROUND", (0, 0), (-1, 0), GREY), *shaded(rows, 3, HUES), repeat=False
    )
    write(path, "Ward performance, Quarter 1 2019/20", "Wards", Spacer(1, 40), table, PageBreak(), "Notes")
    return Layout("2019/20 Q1", tuple(Printed(n, v, t, s, period="2019/20 Q1") for n, v, t, s in measures))


def plain(figure: str) -> str:
    """The plain decimal of a printed figure."""
    return figure.replace(" days", "").strip("£%").replace(",", "")
