"""Reports in layouts that no sample shows, with all that each row prints: ratings first, thresholds, two years.

Every function writes a PDF and returns the figures in the order in which they should be read. The
figures are made up; what is real is the way they are set out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from council_layouts import BOLD, GRID, HAIRLINES, HUES, drawn, table_of
from foreign_kit import LETTERS, WORDS, ZEBRA, Figure, Page, bare, dingbat, first, second, write
from layouts import AMBER, GREEN, RED
from reportlab.lib import colors
from reportlab.platypus import Paragraph


def minimum_and_aim(path: Path) -> Page:
    """Aim, minimum, result; letters in brackets after the figure; outcome headings as rows; polarity arrows."""
    ms = (
        (
            "A healthier borough",
            (
                ("Adults who smoke", "13.1%", "12.0%", "14.0%", "A", "Lower"),
                ("Health checks offered", "4,120", "4,000", "3,600", "G", "Higher"),
            ),
        ),
        ("A safer borough", (("Reports of anti-social behaviour", "1,902", "1,500", "1,800", "R", "Lower"),)),
    )
    rows: list[list[Any]] = [["Outcome and indicator", "Better to be", "Aim", "Minimum", "Result 2019-20", "R, A or G"]]
    st = []
    found = []
    for sec, inside in ms:
        rows.append([Paragraph(sec, BOLD)] + [""] * 5)
        st += [
            ("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)),
            ("BACKGROUND", (0, len(rows) - 1), (-1, len(rows) - 1), ZEBRA),
        ]
        for n, v, t, f, r, p in inside:
            rows.append([n, p, t, f, v, r])
            found.append(
                Figure(n, bare(v), bare(t), WORDS[r], period="2019/20", section=sec, limits=(("floor", bare(f)),))
            )
    write(path, "Outcomes scorecard 2019-20", table_of(rows, (220, 80, 70, 70, 90, 70), HAIRLINES, *st))
    return Page("2019/20", tuple(found))


def four_quarters_grouped(path: Path) -> Page:
    """Target, actual and rating under each of two quarters, words shaded; the year's target last."""
    ms = (
        ("P1", "Street lights repaired in 5 days", ("90%", "92%", "Green"), ("90%", "84%", "Red"), "95%"),
        ("P2", "Highway claims settled", ("20", "18", "Amber"), ("25", "31", "Green"), "90"),
    )
    rows: list[list[Any]] = [
        ["Code", "Key performance indicator", "Quarter 1", "", "", "Quarter 2", "", "", "Year end target"],
        ["", "", "Target", "Outturn", "RAG", "Target", "Outturn", "RAG", ""],
    ]
    st: list[Any] = [("SPAN", (2, 0), (4, 0)), ("SPAN", (5, 0), (7, 0))] + [("SPAN", (c, 0), (c, 1)) for c in (0, 1, 8)]
    found = []
    for code, n, a, b, y in ms:
        rows.append([code, n, *a, *b, y])
        r = len(rows) - 1
        st += [("BACKGROUND", (4, r), (4, r), HUES[a[2]]), ("BACKGROUND", (7, r), (7, r), HUES[b[2]])]
        for q, (t, v, s) in enumerate((a, b), 1):
            found.append(
                Figure(
                    n,
                    bare(v),
                    bare(t),
                    s,
                    period=f"2018/19 Q{q}",
                    code=code,
                    limits=(("target", bare(y)),) if q == 2 else (),
                )
            )
    write(
        path,
        "Place directorate indicators: Quarter 2 2018/19",
        first("Highways"),
        table_of(rows, (40, 190, 60, 60, 60, 60, 60, 60, 80), GRID, *st, header=2),
    )
    return Page("2018/19 Q2", tuple(found))


def rag_at_left_and_forecast(path: Path) -> Page:
    """Two narrow columns of shade alone before the name: now, and at the year's end; key in words."""
    ms = (
        ("Green", "Amber", "Homes with a fire check", "310", "300", "610"),
        ("Red", "Red", "Firefighters recruited", "4", "12", "15"),
        ("Amber", "Green", "Calls answered in 10 seconds", "93%", "95%", "96%"),
    )
    rows: list[list[Any]] = [["RAG now", "RAG forecast", "Indicator", "Actual Q3", "Target Q3", "Year-end forecast"]]
    st = []
    found = []
    for a, b, n, v, t, f in ms:
        rows.append(["", "", n, v, t, f])
        r = len(rows) - 1
        st += [("BACKGROUND", (0, r), (0, r), HUES[a]), ("BACKGROUND", (1, r), (1, r), HUES[b])]
        found += [Figure(n, bare(v), bare(t), a, period="2022/23 Q3"), Figure(n, bare(f), "", b, "forecast", "2022/23")]
    write(path, "Fire and rescue performance, Q3 2022/23", table_of(rows, (44, 50, 220, 80, 80, 100), GRID, *st))
    return Page("2022/23 Q3", tuple(found))


def ticks_and_crosses(path: Path) -> Page:
    """A tick or a cross without a key: met or not; unit in the heading; commentary; responsible officer."""
    ms = (("Capital spend", "4.20", "5.00", "✘", RED), ("Income from parking", "1.31", "1.20", "✔", GREEN))
    rows: list[list[Any]] = [
        ["Budget indicator", "Actual (£m)", "Budgeted target (£m)", "On target", "Remarks", "Responsible officer"]
    ]
    rows += [[n, v, t, dingbat(s, c), "Monitored each month by the board.", "A. Smith"] for n, v, t, s, c in ms]
    write(path, "Finance report, Quarter 1 2021/22", table_of(rows, (170, 80, 110, 60, 200, 100), GRID))
    return Page(
        "2021/22 Q1",
        tuple(
            Figure(
                n,
                str(int(float(v) * 1000000)),
                str(int(float(t) * 1000000)),
                "Red" if s == "✘" else "Green",
                period="2021/22 Q1",
                unit="gbp",
            )
            for n, v, t, s, c in ms
        ),
    )


def blocks_of_colour_words_in_key(path: Path) -> Page:
    """Colour alone with the key's own words in a line of prose with swatches; portfolios as prose headings."""
    looks = {
        "Excellent": colors.HexColor("#00703c"),
        "Satisfactory": colors.HexColor("#f4c430"),
        "Concern": colors.HexColor("#c0152f"),
    }
    ms = (
        (
            "Portfolio: Finance",
            (
                ("Invoices paid in 30 days", "98.1%", "97.0%", "Excellent"),
                ("Debt older than a year", "£210k", "£150k", "Concern"),
            ),
        ),
        ("Portfolio: Leisure", (("Theatre seats sold", "71%", "75%", "Satisfactory"),)),
    )
    key = [["", w] for w in looks]
    parts: list[Any] = [
        second("Colours used"),
        table_of(key, (18, 120), *[("BACKGROUND", (0, i), (0, i), c) for i, c in enumerate(looks.values())], header=0),
    ]
    found = []
    for sec, inside in ms:
        rows: list[list[Any]] = [["Indicator", "Target", "Outturn", "Assessment"]]
        st = []
        for n, v, t, w in inside:
            rows.append([n, t, v, ""])
            st.append(("BACKGROUND", (3, len(rows) - 1), (3, len(rows) - 1), looks[w]))
            found.append(
                Figure(
                    n,
                    {"£210k": "210000"}.get(v, bare(v)),
                    {"£150k": "150000"}.get(t, bare(t)),
                    w,
                    period="2010/11",
                    section=sec,
                )
            )
        parts += [first(sec), table_of(rows, (240, 80, 80, 90), GRID, *st)]
    write(path, "Cabinet: annual performance 2010/11", *parts, upright=True)
    return Page("2010/11", tuple(found))


def arrows_and_scores(path: Path) -> Page:
    """Coloured arrows for trend beside letters, and last year's figure and letter."""
    ms = (
        ("KPI 1", "Bins missed per 100,000", "52", "60", "A", "R", "down", GREEN, "55"),
        ("KPI 2", "Streets with litter", "4%", "4%", "G", "G", "level", AMBER, "5%"),
        ("KPI 3", "Recycling rate", "41%", "44%", "R", "G", "down", RED, "45%"),
    )
    rows: list[list[Any]] = [
        [
            "Reference",
            "Performance indicator",
            "Last year",
            "Last year RAG",
            "This year",
            "This year RAG",
            "Trend",
            "Target",
        ]
    ]
    found = []
    for c, n, v, b, s, sb, w, col, t in ms:
        rows.append([c, n, b, sb, v, s, drawn(w, col), t])
        found += [
            Figure(n, bare(b), basis="previous", period="2016/17", code=c),
            Figure(n, bare(v), bare(t), WORDS[s], period="2017/18", code=c),
        ]
    st = [("BACKGROUND", (3, i), (3, i), LETTERS[m[5]]) for i, m in enumerate(ms, 1)] + [
        ("BACKGROUND", (5, i), (5, i), LETTERS[m[4]]) for i, m in enumerate(ms, 1)
    ]
    write(path, "Waste services 2017/18", table_of(rows, (60, 180, 60, 60, 60, 60, 50, 60), GRID, *st))
    return Page("2017/18", tuple(found))


def thresholds_per_row(path: Path) -> Page:
    """Green, amber and red thresholds in each row, the month's figure and the year to date, both rated."""
    ms = (
        ("Average wait for an answer (seconds)", "&lt;=30", "31-45", "&gt;45", "28", "Green", "39", "Amber"),
        ("Staff appraisals done", "&gt;=95%", "85-94%", "&lt;85%", "81%", "Red", "88%", "Amber"),
    )
    rows: list[list[Any]] = [
        [
            "Indicator",
            "Green threshold",
            "Amber threshold",
            "Red threshold",
            "Nov-23",
            "Nov-23 RAG",
            "Year to date",
            "YTD RAG",
        ],
        *map(list, ms),
    ]
    write(path, "Monthly performance report November 2023", table_of(rows, (200, 80, 80, 80, 60, 70, 70, 60), GRID))
    found = []
    for n, g, _a, _r, v, s, y, ys in ms:
        t = g.replace("&lt;=", "").replace("&gt;=", "")
        found += [Figure(n, bare(v), bare(t), s, period="2023-11"), Figure(n, bare(y), bare(t), ys, period="2023-11")]
    return Page("2023-11", tuple(found))


ALL: tuple[Callable[[Path], Page], ...] = (
    minimum_and_aim,
    four_quarters_grouped,
    rag_at_left_and_forecast,
    ticks_and_crosses,
    blocks_of_colour_words_in_key,
    arrows_and_scores,
    thresholds_per_row,
)
