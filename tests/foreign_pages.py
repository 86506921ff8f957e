"""Reports in layouts that no sample shows, with all that each row prints: units, themes, risks, counts.

Every function writes a PDF and returns the figures in the order in which they should be read. The
figures are made up; what is real is the way they are set out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from council_layouts import GREY, GRID, HAIRLINES, HUES, drawn, table_of
from foreign_kit import EITHER, LETTERS, WORDS, Figure, Page, bare, face, first, prose, second, write
from layouts import AMBER, GREEN, RED
from reportlab.platypus import Spacer


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
    unit_and_polarity,
    theme_in_a_column,
    risks_after_measures,
    counts_and_measures,
    quarters_down,
    told_in_a_sentence,
    faces,
    quarter_and_year_to_date,
)
