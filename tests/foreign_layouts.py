"""More reports in layouts that no sample shows, with all that each row prints: limits, sections, codes, units.

Every function writes a PDF and returns the figures in the order in which they should be read. The
figures are made up; what is real is the way they are set out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from council_layouts import BODY, BOLD, GREY, GRID, HAIRLINES, HUES, drawn, table_of
from layouts import AMBER, GREEN, RED, Disc
from PIL import Image as Picture
from PIL import ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer

BLUE, PURPLE = colors.HexColor("#0070c0"), colors.HexColor("#7030a0")
ZEBRA = colors.HexColor("#eef3f8")
LETTERS = {"G": GREEN, "A": AMBER, "R": RED}
# A risk's shade may or may not be its status.
EITHER = "*"
WORDS = {"G": "Green", "A": "Amber", "R": "Red", "B": "Blue"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row as printed; figures are plain decimals, '' where none is printed; ``limits`` are kind and value."""

    name: str
    value: str = ""
    target: str = ""
    status: str = ""
    basis: str = "actual"
    period: str = ""
    section: str = ""
    code: str = ""
    unit: str = ""
    direction: str = ""
    limits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a generated report covers, the figures it prints, and what else should be known of it."""

    period: str
    rows: tuple[Figure, ...]


def _style(name: str, size: float, *, bold: bool = True, font: str = "Helvetica") -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=f"{font}-Bold" if bold else font, fontSize=size, leading=size * 1.2, spaceBefore=6, spaceAfter=4
    )


_TITLE, _FIRST, _SECOND, _PROSE = (
    _style("title", 20),
    _style("first", 15),
    _style("second", 11.5),
    _style("prose", 9.5, bold=False),
)


def first(text: str) -> Paragraph:
    return Paragraph(text, _FIRST)


def second(text: str) -> Paragraph:
    return Paragraph(text, _SECOND)


def prose(text: str) -> Paragraph:
    return Paragraph(text, _PROSE)


def centred(text: str) -> Paragraph:
    return Paragraph(text, ParagraphStyle("centred", parent=BODY, alignment=1))


def dingbat(sign: str, colour: colors.Color) -> Paragraph:
    """A symbol out of a symbol font."""
    text = f'<font name="ZapfDingbats" color="{colour.hexval().replace("0x", "#")}" size="11">{sign}</font>'
    return Paragraph(text, ParagraphStyle("sign", parent=BODY, alignment=1))


def face(colour: str, mouth: str) -> Image:
    """A small picture of a face: ``mouth`` is smile, flat or frown."""
    picture = Picture.new("RGB", (48, 48), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((2, 2, 45, 45), fill=colour, outline="black")
    for x in (16, 32):
        pen.ellipse((x - 3, 15, x + 3, 21), fill="black")
    if mouth == "smile":
        pen.arc((12, 14, 36, 38), 20, 160, fill="black", width=3)
    elif mouth == "frown":
        pen.arc((12, 28, 36, 52), 200, 340, fill="black", width=3)
    else:
        pen.line((14, 33, 34, 33), fill="black", width=3)
    stream = BytesIO()
    picture.save(stream, "PNG")
    stream.seek(0)
    return Image(stream, 12, 12)


def write(path: Path, title: str, *parts: Any, upright: bool = False) -> None:
    story: list[Flowable] = [Paragraph(title, _TITLE), *parts]
    size = A4 if upright else landscape(A4)
    SimpleDocTemplate(str(path), pagesize=size, leftMargin=34, rightMargin=34, topMargin=36, title=title).build(story)


def fills(rows: Sequence[Sequence[Any]], col: int, looks: dict[str, colors.Color], *, top: int = 1) -> list[Any]:
    return [("BACKGROUND", (col, top + n), (col, top + n), looks[word]) for n, word in enumerate(rows) if word in looks]


def bare(figure: str) -> str:
    return figure.replace(" days", "").replace(" weeks", "").strip("£%").replace(",", "")


# ---------------------------------------------------------------------------------- the layouts


def least_expected(path: Path) -> Page:
    """A minimum expected level beside the target, rated by shade alone in words of the key's own."""
    looks = {"On track": GREEN, "Close watch": AMBER, "Below minimum": RED}
    measures = (
        ("1.1", "Planning applications decided in time", "High", "90%", "80%", "93%", "91%", "On track"),
        ("1.2", "Land searches returned in 10 days", "High", "95%", "85%", "88%", "90%", "Close watch"),
        ("1.3", "Days to re-let a council home", "Low", "21", "28", "31", "26", "Below minimum"),
        ("1.4", "Sickness days per full-time employee", "Low", "7.5", "9.0", "8.1", "8.4", "Close watch"),
    )
    rows: list[list[Any]] = [
        [
            "No.",
            "What we measure",
            "Good is",
            "Our target",
            "Minimum expected level",
            "How we did this quarter",
            "Last quarter",
            "Result",
        ]
    ]
    rows += [[*row[:-1], ""] for row in measures]
    shades = [("BACKGROUND", (7, n), (7, n), looks[row[-1]]) for n, row in enumerate(measures, 1)]
    key = [["", word] for word in looks]
    write(
        path,
        "How are we doing? April to June 2021",
        second("What the colours mean"),
        table_of(
            key, (24, 160), GRID, *[("BACKGROUND", (0, n), (0, n), c) for n, c in enumerate(looks.values())], header=0
        ),
        first("A council that delivers"),
        table_of(rows, (30, 150, 40, 50, 66, 66, 56, 50), GRID, ("BACKGROUND", (0, 0), (-1, 0), GREY), *shades),
        upright=True,
    )
    found: list[Figure] = []
    for code, name, _, target, least, now, before, word in measures:
        found.append(
            Figure(
                name,
                bare(now),
                bare(target),
                word,
                period="2021/22 Q1",
                section="A council that delivers",
                code=code,
                limits=(("floor", bare(least)),),
            )
        )
        found.append(Figure(name, bare(before), basis="previous", period="2020/21 Q4"))
    return Page("2021/22 Q1", tuple(found))


def letters_beside_quarters(path: Path) -> Page:
    """One row of headings: a figure and a letter for each quarter, last year's outturn first, target last."""
    measures = (
        ("HS1", "Homelessness prevented", "61%", ("63%", "58%", "49%"), "GAR", "60%"),
        ("HS2", "Empty homes brought back into use", "112", ("31", "60", "95"), "GGG", "100"),
        ("HS3", "Repairs completed first time", "88.0%", ("86.1%", "90.4%", "91.2%"), "RAG", "91.0%"),
    )
    rows: list[list[Any]] = [
        [
            "KPI Ref",
            "KPI",
            "Outturn 2021/22",
            "Q1 2022/23",
            "Q1 RAG",
            "Q2 2022/23",
            "Q2 RAG",
            "Q3 2022/23",
            "Q3 RAG",
            "Target 2022/23",
        ]
    ]
    for code, name, before, values, letters, target in measures:
        pairs = [part for v, r in zip(values, letters, strict=True) for part in (v, r)]
        rows.append([code, name, before, *pairs, target])
    write(
        path,
        "Key performance indicators",
        prose("This appendix sets out the indicators for the third quarter of 2022/23 (October to December 2022)."),
        first("Homes and communities"),
        table_of(rows, (44, 180, 64, 62, 44, 62, 44, 62, 44, 66), HAIRLINES),
    )
    found: list[Figure] = []
    for code, name, before, values, letters, target in measures:
        found.append(Figure(name, bare(before), basis="previous", period="2021/22", code=code))
        for q, (value, letter) in enumerate(zip(values, letters, strict=True), 1):
            found.append(Figure(name, bare(value), bare(target), WORDS[letter], period=f"2022/23 Q{q}", code=code))
    return Page("2022/23 Q3", tuple(found))


def bold_letters(path: Path) -> Page:
    """Letters without any shade, among them B for finished, and units in thousands in the headings of sections."""
    measures = (
        ("Leisure", (("Gym members", "4,210", "4,000", "G"), ("Swims by under-16s", "11,902", "13,000", "A"))),
        (
            "Waste",
            (("Missed bins per 100,000 collections", "61.2", "50", "R"), ("Bring sites removed", "12", "12", "B")),
        ),
    )
    rows: list[list[Any]] = [["Indicator", "Actual to date", "Profiled target", "R/A/G/B", "Comments"]]
    spans: list[Any] = []
    for section, inside in measures:
        rows.append([Paragraph(section, BOLD), "", "", "", ""])
        spans.append(("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)))
        for name, value, target, letter in inside:
            rows.append([name, value, target, centred(f"<b>{letter}</b>"), "As planned for the time of year."])
    write(
        path,
        "Service plan monitoring: September 2019",
        table_of(rows, (220, 90, 90, 60, 240), GRID, *spans),
        Spacer(1, 8),
        prose("Key: R - behind plan, A - slightly behind plan, G - on plan, B - complete"),
    )
    return Page(
        "2019-09",
        tuple(
            Figure(name, bare(value), bare(target), WORDS[letter], period="2019-09", section=section)
            for section, inside in measures
            for name, value, target, letter in inside
        ),
    )


def circles_without_a_heading(path: Path) -> Page:
    """Drawn circles in a column that has no heading; priorities as shaded rows across; no key at all."""
    measures = (
        (
            "Priority 1: Thriving town centres",
            (("Shops that stand empty", "9.1%", "8.0%", "Amber"), ("Market stalls let", "74", "70", "Green")),
        ),
        (
            "Priority 2: A greener borough",
            (("Trees planted", "412", "900", "Red"), ("Charging points installed", "36", "30", "Green")),
        ),
    )
    rows: list[list[Any]] = [["", "Measure of success", "2023/24 Result", "2023/24 Target"]]
    style: list[Any] = []
    for section, inside in measures:
        rows.append([Paragraph(section, BOLD), "", "", ""])
        style += [
            ("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)),
            ("BACKGROUND", (0, len(rows) - 1), (-1, len(rows) - 1), GREY),
        ]
        rows += [[Disc(HUES[word]), name, value, target] for name, value, target, word in inside]
    write(
        path,
        "Corporate Plan: annual report 2023/24",
        table_of(rows, (30, 260, 90, 90), HAIRLINES, *style),
        upright=True,
    )
    return Page(
        "2023/24",
        tuple(
            Figure(name, bare(value), bare(target), word, period="2023/24", section=section)
            for section, inside in measures
            for name, value, target, word in inside
        ),
    )


def shaded_months(path: Path) -> Page:
    """No column for the rating: each month's figure stands on its own shade."""
    months = (("Apr", "2022-04"), ("May", "2022-05"), ("Jun", "2022-06"), ("Jul", "2022-07"))
    measures = (
        ("Calls answered within 60 seconds", "80%", ("82%", "79%", "66%", "81%"), "GARG"),
        ("Invoices paid on time", "97%", ("98%", "97%", "96%", "90%"), "GGAR"),
        ("Days lost to sickness", "0.7", ("0.6", "0.7", "0.9", "0.8"), "GGRA"),
    )
    rows: list[list[Any]] = [["Performance indicator", "Target", *(f"{label}-22" for label, _ in months)]]
    style: list[Any] = []
    for name, target, values, letters in measures:
        rows.append([name, target, *values])
        style += [
            ("BACKGROUND", (2 + n, len(rows) - 1), (2 + n, len(rows) - 1), LETTERS[r]) for n, r in enumerate(letters)
        ]
    write(
        path,
        "Monthly scorecard, July 2022",
        prose("Figures on green met the target, on amber came within 10% of it, on red missed it by more."),
        table_of(rows, (240, 70, 70, 70, 70, 70), GRID, *style),
    )
    return Page(
        "2022-07",
        tuple(
            Figure(name, bare(value), bare(target), WORDS[letter], period=period)
            for name, target, values, letters in measures
            for (_, period), value, letter in zip(months, values, letters, strict=True)
        ),
    )


def now_and_at_the_end(path: Path) -> Page:
    """Two ratings under headings of two rows: the quarter, and what is expected at the year's end."""
    measures = (
        ("EC1", "Businesses supported", "150", "162", "Green", "600", "640", "Green", "J. Hall"),
        ("EC2", "Apprentices started", "40", "31", "Red", "160", "150", "Amber", "P. Ray"),
        ("EC3", "Residents helped into work", "75", "74", "Amber", "300", "301", "Green", "J. Hall"),
    )
    rows: list[list[Any]] = [
        ["Ref", "Measure", "Quarter 2 position", "", "", "Year-end projection", "", "", "Lead officer"],
        ["", "", "Target", "Actual", "Status", "Target", "Forecast", "Status", ""],
        *map(list, measures),
    ]
    style = [("SPAN", (2, 0), (4, 0)), ("SPAN", (5, 0), (7, 0))] + [("SPAN", (c, 0), (c, 1)) for c in (0, 1, 8)]
    for n, row in enumerate(measures, 2):
        style += [("BACKGROUND", (4, n), (4, n), HUES[row[4]]), ("BACKGROUND", (7, n), (7, n), HUES[row[7]])]  # type: ignore[list-item]
    write(
        path,
        "Economy dashboard Quarter 2 2022-23",
        first("Economy and skills"),
        table_of(rows, (36, 190, 60, 60, 60, 60, 66, 60, 80), GRID, *style, header=2),
    )
    found: list[Figure] = []
    for code, name, target, now, word, goal, then, later, _ in measures:
        found.append(Figure(name, now, target, word, period="2022/23 Q2", code=code, section="Economy and skills"))
        found.append(Figure(name, then, goal, later, "forecast", "2022/23", code=code))
    return Page("2022/23 Q2", tuple(found))


def signs_with_a_legend(path: Path) -> Page:
    """Signs of a symbol font for ratings and ways, all of them explained, one shape in two colours."""
    ratings = {
        "Exceeding": ("★", PURPLE),
        "Achieving": ("✔", GREEN),
        "Slightly missing": ("●", AMBER),
        "Missing": ("●", RED),
    }
    ways = {"Improving": ("▲", GREEN), "Declining": ("▼", RED), "Stable": ("◆", BLUE)}
    measures = (
        ("Satisfaction with parks", "81%", "75%", "Exceeding", "Improving"),
        ("Museum visits", "40,500", "40,000", "Achieving", "Stable"),
        ("Library loans", "91,000", "95,000", "Slightly missing", "Declining"),
        ("Events held", "14", "25", "Missing", "Improving"),
    )
    rows: list[list[Any]] = [["Indicator", "Performance", "Target", "Achievement", "Trend"]]
    rows += [[n, v, t, dingbat(*ratings[s]), dingbat(*ways[w])] for n, v, t, s, w in measures]
    key: list[list[Any]] = [["Achievement", "", "Trend", ""]]
    for n, word in enumerate(ratings):
        way = list(ways)[n] if n < len(ways) else ""
        key.append([dingbat(*ratings[word]), word, dingbat(*ways[way]) if way else "", way])
    write(
        path,
        "Culture and leisure, Quarter 4 2018/19",
        second("Legend"),
        table_of(key, (70, 110, 50, 110), GRID),
        first("Culture"),
        table_of(rows, (230, 90, 90, 90, 70), HAIRLINES),
    )
    return Page(
        "2018/19 Q4",
        tuple(
            Figure(n, bare(v), bare(t), s, period="2018/19 Q4", section="Culture", direction=w)
            for n, v, t, s, w in measures
        ),
    )


def years_and_neighbours(path: Path) -> Page:
    """Four years of figures, this year's and next year's target, and others' averages."""
    measures = (
        ("Pupils at the expected standard", ("64%", "60%", "61%", "63%"), "65%", "Not met", "66%", "60%", "61%"),
        ("Children in care per 10,000", ("58.2", "60.1", "59.3", "57.0"), "58.0", "Met", "56.0", "70.0", "63.1"),
        ("Care leavers in work or training", ("55%", "52%", "-", "61%"), "60%", "Met", "62%", "55%", "54%"),
    )
    rows: list[list[Any]] = [
        [
            "Indicator",
            "2019-20",
            "2020-21",
            "2021-22",
            "2022-23",
            "2022-23 target",
            "Target met?",
            "2023-24 target",
            "England average",
            "Statistical neighbours",
        ]
    ]
    rows += [[n, *years, t, s, later, england, others] for n, years, t, s, later, england, others in measures]
    banded = [("BACKGROUND", (0, n), (-1, n), ZEBRA) for n in range(1, len(rows), 2)]
    write(
        path,
        "Children's services annual review 2022-23",
        table_of(rows, (190, 56, 56, 56, 56, 60, 66, 60, 66, 76), *banded),
    )
    found: list[Figure] = []
    for name, years, target, word, later, _, _ in measures:
        for year, value in zip(("2019/20", "2020/21", "2021/22"), years, strict=False):
            if value != "-":
                found.append(Figure(name, bare(value), basis="previous", period=year))
        found.append(
            Figure(name, bare(years[3]), bare(target), word, period="2022/23", limits=(("target", bare(later)),))
        )
    return Page("2022/23", tuple(found))


def unit_and_polarity(path: Path) -> Page:
    """The unit, the wanted way, a stretch target and red and amber thresholds in columns of their own."""
    measures = (
        ("F1", "Council tax collected", "%", "Aim to maximise", "97.2", "97.0", "98.0", "96.0", "95.0", "Green"),
        ("F2", "Overspend forecast", "£000", "Aim to minimise", "1,250", "0", "-500", "500", "1,000", "Red"),
        ("F3", "Time to process a claim", "Days", "Aim to minimise", "18.4", "18", "15", "19", "22", "Amber"),
        (
            "F4",
            "Digital transactions",
            "Number",
            "Aim to maximise",
            "8,410",
            "8,000",
            "9,000",
            "7,500",
            "7,000",
            "Green",
        ),
    )
    rows: list[list[Any]] = [
        [
            "Code",
            "Title",
            "Unit of measure",
            "Polarity",
            "Year to date",
            "Target",
            "Stretch target",
            "Amber threshold",
            "Red threshold",
            "Status",
        ],
        *map(list, measures),
    ]
    write(
        path,
        "Finance indicators, Quarter 2 2020/21",
        first("Finance"),
        table_of(
            rows,
            (36, 150, 60, 84, 60, 56, 60, 62, 62, 56),
            GRID,
            *[("BACKGROUND", (9, n), (9, n), HUES[row[9]]) for n, row in enumerate(measures, 1)],
        ),
    )
    units = {"%": "percent", "£000": "gbp", "Days": "days", "Number": "count"}

    def scaled(figure: str, unit: str) -> str:
        return str(int(bare(figure)) * 1000) if unit == "£000" else bare(figure)

    return Page(
        "2020/21 Q2",
        tuple(
            Figure(
                name,
                scaled(now, unit),
                scaled(target, unit),
                word,
                period="2020/21 Q2",
                section="Finance",
                code=code,
                unit=units[unit],
                limits=(
                    ("target", scaled(stretch, unit)),
                    ("amber", scaled(amber, unit)),
                    ("red", scaled(red, unit)),
                ),
            )
            for code, name, unit, _, now, target, stretch, amber, red, word in measures
        ),
    )


def theme_in_a_column(path: Path) -> Page:
    """Headings three deep: portfolio and priority in the prose by size, the theme merged down a column."""
    tables = (
        (
            "Portfolio: Adult Care",
            "Priority A - Independent lives",
            (
                (
                    "Care at home",
                    (
                        ("People using technology", "1,450", "1,400", "Achieved"),
                        ("Reablement that ends care", "71%", "75%", "Not achieved"),
                    ),
                ),
                ("Carers", (("Carers assessed", "610", "600", "Achieved"),)),
            ),
        ),
        (
            "Portfolio: Highways",
            "Priority B - Roads that work",
            (
                (
                    "Roads",
                    (
                        ("Potholes mended in 5 days", "84%", "90%", "Not achieved"),
                        ("Roads resurfaced (miles)", "31.5", "30.0", "Achieved"),
                    ),
                ),
                ("Lighting", (("Lamps changed to LED", "96%", "95%", "Achieved"),)),
            ),
        ),
    )
    parts: list[Any] = []
    found: list[Figure] = []
    for portfolio, priority, themes in tables:
        rows: list[list[Any]] = [["Theme", "Success measure", "Outturn", "Target", "Judgement"]]
        spans: list[Any] = []
        for theme, inside in themes:
            spans.append(("SPAN", (0, len(rows)), (0, len(rows) + len(inside) - 1)))
            for name, value, target, word in inside:
                rows.append([theme if name == inside[0][0] else "", name, value, target, word])
                found.append(Figure(name, bare(value), bare(target), word, period="2016/17", section=priority))
        parts += [
            first(portfolio),
            second(priority),
            prose("Progress against the measures in the plan is below."),
            table_of(rows, (90, 200, 70, 70, 90), GRID, *spans),
        ]
    write(path, "Council Plan outturn 2016/17", *parts, upright=True)
    return Page("2016/17", tuple(found))


def risks_after_measures(path: Path) -> Page:
    """Measures rated in words with arrows of other colours, then risks whose scores are shaded."""
    measures = (
        ("Staff turnover", "12.1%", "10.0%", "Amber", "up", RED),
        ("Agency spend", "£2.10m", "£2.40m", "Green", "down", GREEN),
        ("Training completed", "78%", "95%", "Red", "level", AMBER),
    )
    risks = (
        ("Loss of a key supplier", "3", "4", "12", AMBER, "up"),
        ("Cyber attack", "4", "5", "20", RED, "level"),
        ("Flooding of the depot", "2", "2", "4", GREEN, "down"),
    )
    rows: list[list[Any]] = [["Measure", "Current", "Direction of travel", "Target", "Rating"]]
    rows += [[n, v, drawn(w, c), t, s] for n, v, t, s, w, c in measures]  # type: ignore[arg-type]
    register: list[list[Any]] = [["Risk description", "Likelihood", "Impact", "Risk score", "Movement"]]
    register += [[n, likely, impact, score, drawn(w, GREY)] for n, likely, impact, score, _, w in risks]  # type: ignore[arg-type]
    write(
        path,
        "People and risk report, Quarter 1 2024/25",
        first("Our people"),
        table_of(rows, (230, 80, 90, 80, 80), GRID),
        first("Strategic risks"),
        table_of(
            register,
            (230, 80, 80, 80, 80),
            GRID,
            *[("BACKGROUND", (3, n), (3, n), row[4]) for n, row in enumerate(risks, 1)],
        ),
    )
    figures = {"£2.10m": "2100000", "£2.40m": "2400000"}
    found = [
        Figure(n, figures.get(v, bare(v)), figures.get(t, bare(t)), s, period="2024/25 Q1", section="Our people")
        for n, v, t, s, _, _ in measures
    ]
    found += [
        Figure(n, score, "", EITHER, period="2024/25 Q1", section="Strategic risks") for n, _, _, score, _, _ in risks
    ]
    return Page("2024/25 Q1", tuple(found))


def counts_and_measures(path: Path) -> Page:
    """A table of how many measures are on target, then the measures, with the same words."""
    counts = [
        ["Priority", "On target", "Near target", "Off target", "No data", "Total measures"],
        ["Clean", "2", "1", "0", "0", "3"],
        ["Safe", "0", "0", "1", "1", "2"],
        ["Total", "2", "1", "1", "1", "5"],
        ["%", "40%", "20%", "20%", "20%", "100%"],
    ]
    measures = (
        ("Clean", "Streets free of litter", "96%", "95%", "On target"),
        ("Clean", "Graffiti removed in 2 days", "91%", "92%", "Near target"),
        ("Clean", "Bins collected", "99.9%", "99.8%", "On target"),
        ("Safe", "Burglaries per 1,000 homes", "9.2", "7.0", "Off target"),
        ("Safe", "Food premises inspected", "Not available", "100%", "No data"),
    )
    rows = [["Priority", "Measure", "Result", "Target", "On target?"], *map(list, measures)]
    write(
        path,
        "Performance summary 2014/15 Quarter 2",
        first("Measures on target"),
        table_of(counts, (120, 80, 80, 80, 80, 100), GRID),
        first("Measures in full"),
        table_of(rows, (80, 240, 90, 90, 100), GRID),
    )
    return Page(
        "2014/15 Q2",
        tuple(
            Figure(n, "" if v == "Not available" else bare(v), bare(t), s, period="2014/15 Q2", section=p)
            for p, n, v, t, s in measures
        ),
    )


def quarters_down(path: Path) -> Page:
    """Each measure is a block: its quarters stand under each other, the target and a letter beside each."""
    measures = (
        ("Complaints answered at stage 1", ("88%", "81%", "90%", "92%"), "90%", "ARGG"),
        ("New homes started", ("14", "22", "30", "51"), "25", "RAGG"),
    )
    rows: list[list[Any]] = [["Indicator", "Quarter", "Value", "Target", "RAG"]]
    style: list[Any] = []
    found: list[Figure] = []
    for name, values, target, letters in measures:
        style.append(("SPAN", (0, len(rows)), (0, len(rows) + 3)))
        for q, (value, letter) in enumerate(zip(values, letters, strict=True), 1):
            rows.append([name if q == 1 else "", f"Q{q} 2021/22", value, target, letter])
            style.append(("BACKGROUND", (4, len(rows) - 1), (4, len(rows) - 1), LETTERS[letter]))
            found.append(Figure(name, bare(value), bare(target), WORDS[letter], period=f"2021/22 Q{q}"))
    write(path, "Area committee report, March 2022", table_of(rows, (220, 80, 70, 70, 50), GRID, *style), upright=True)
    return Page("2021/22 Q4", tuple(found))


def told_in_a_sentence(path: Path) -> Page:
    """The rating is the first word of the comment, and the figure to date stands beside the quarter's."""
    measures = (
        ("Recycling rate", "47.1%", "48.0%", "Amber", "collections were late in two weeks of June."),
        ("Fly-tips cleared in 24 hours", "98%", "95%", "Green", "the new crew has made a difference."),
        ("Air quality sites over the limit", "3", "1", "Red", "road works have moved traffic to the ring road."),
    )
    rows: list[list[Any]] = [
        ["KPI ref and description", "Quarter 1 Target", "Quarter 1 Result", "Quarter 1 Status and narrative"]
    ]
    rows += [
        [f"E{n}. {name}", target, value, f"{word.upper()} - {text}"]
        for n, (name, value, target, word, text) in enumerate(measures, 1)
    ]
    write(
        path,
        "Place scrutiny committee, Quarter 1 2024-25",
        first("Environment"),
        table_of(rows, (220, 80, 80, 300), GRID),
    )
    return Page(
        "2024/25 Q1",
        tuple(
            Figure(
                f"E{n}. {name}",
                bare(value),
                bare(target),
                word.upper(),
                period="2024/25 Q1",
                section="Environment",
                code=f"E{n}",
            )
            for n, (name, value, target, word, _) in enumerate(measures, 1)
        ),
    )


def faces(path: Path) -> Page:
    """Pictures of faces for ratings, with a key of pictures and words beside each other."""
    looks = {"Good": ("#92d050", "smile"), "Fair": ("#ffd966", "flat"), "Poor": ("#ff7c80", "frown")}
    measures = (
        ("Tenants satisfied with repairs", "88%", "85%", "Good", "86%"),
        ("Calls abandoned", "9%", "8%", "Fair", "7%"),
        ("Gas safety checks done", "97.0%", "100%", "Poor", "99.1%"),
    )
    rows: list[list[Any]] = [["Performance measure", "Last year", "This year", "Target", "How did we do?"]]
    rows += [[n, before, v, t, face(*looks[s])] for n, v, t, s, before in measures]
    key: list[list[Any]] = [[part for word, look in looks.items() for part in (face(*look), word)]]
    write(
        path,
        "Annual report to tenants 2015/16",
        table_of(rows, (240, 80, 80, 80, 90), HAIRLINES),
        Spacer(1, 10),
        table_of(key, (20, 70, 20, 70, 20, 70), header=0),
    )
    found: list[Figure] = []
    for n, v, t, s, before in measures:
        found.append(Figure(n, bare(before), basis="previous", period="2014/15"))
        found.append(Figure(n, bare(v), bare(t), s, period="2015/16"))
    return Page("2015/16", tuple(found))


def quarter_and_year_to_date(path: Path) -> Page:
    """The quarter and the year so far each with a target and a rating, and a tolerance for both."""
    measures = (
        ("Freedom of information requests answered", "95%", "91%", "Amber", "95%", "96%", "Green", "5%"),
        ("Care plans reviewed", "100%", "88%", "Red", "100%", "93%", "Red", "5%"),
    )
    rows: list[list[Any]] = [
        ["PI", "Q3 Target", "Q3 Actual", "Q3 Status", "YTD Target", "YTD Actual", "YTD Status", "Tolerance"],
        *map(list, measures),
    ]
    write(
        path, "Scorecard: quarter ending 31 December 2023", table_of(rows, (220, 64, 64, 64, 64, 64, 64, 64), HAIRLINES)
    )
    found: list[Figure] = []
    for name, target, now, word, goal, so_far, told, room in measures:
        limits = (("tolerance", bare(room)),)
        found.append(Figure(name, bare(now), bare(target), word, period="2023/24 Q3", limits=limits))
        found.append(Figure(name, bare(so_far), bare(goal), told, period="2023/24 Q3", limits=limits))
    return Page("2023/24 Q3", tuple(found))


ALL: tuple[Callable[[Path], Page], ...] = (
    least_expected,
    letters_beside_quarters,
    bold_letters,
    circles_without_a_heading,
    shaded_months,
    now_and_at_the_end,
    signs_with_a_legend,
    years_and_neighbours,
    unit_and_polarity,
    theme_in_a_column,
    risks_after_measures,
    counts_and_measures,
    quarters_down,
    told_in_a_sentence,
    faces,
    quarter_and_year_to_date,
)
