"""Reports in layouts that no sample shows, with all that each row prints: one figure and several side by side.

Every function writes a PDF and returns the figures in the order in which they should be read. The
figures are made up; what is real is the way they are set out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from council_layouts import BOLD, GREY, GRID, HAIRLINES, HUES, table_of
from foreign_kit import (
    BLUE,
    LETTERS,
    PURPLE,
    WORDS,
    ZEBRA,
    Figure,
    Page,
    bare,
    centred,
    dingbat,
    first,
    prose,
    second,
    write,
)
from layouts import AMBER, GREEN, RED, Disc
from reportlab.platypus import Paragraph, Spacer


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


ALL: tuple[Callable[[Path], Page], ...] = (
    least_expected,
    letters_beside_quarters,
    bold_letters,
    circles_without_a_heading,
    shaded_months,
    now_and_at_the_end,
    signs_with_a_legend,
    years_and_neighbours,
)
