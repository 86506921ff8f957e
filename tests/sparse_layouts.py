"""The same five measures in layouts with little ink, or with ink that tells half of the rows; keys apart from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from council_layouts import BOLD, GREY, GRID, HUES, Layout, Printed, plain, shaded, table_of, write
from layouts import Disc
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Spacer, Table

_FIVE = (
    ("Rent collected", "98.6%", "98.5%", "Green"),
    ("Complaints answered in time", "81%", "95%", "Red"),
    ("Garages let", "1,455", "1,500", "Amber"),
    ("Homes re-let within 21 days", "64%", "60%", "Green"),
    ("Repairs done at the first visit", "88.2%", "90.0%", "Amber"),
)
_UPRIGHT_RULES = (
    ("LINEBEFORE", (0, 0), (-1, -1), 0.5, colors.grey),
    ("LINEAFTER", (-1, 0), (-1, -1), 0.5, colors.grey),
    ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.grey),
    ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.grey),
)


def _five(period: str) -> Layout:
    return Layout(period, tuple(Printed(n, plain(v), plain(t), s, period=period) for n, v, t, s in _FIVE))


def shaded_ratings_between_upright_rules(path: Path) -> Layout:
    """Rules between the columns only, and the ratings shaded: the shading tells rows in one column alone."""
    rows = [["Indicator", "Actual", "Target", "RAG"], *map(list, _FIVE)]
    table = table_of(rows, (260, 80, 80, 80), *_UPRIGHT_RULES, *shaded(rows, 3, HUES))
    write(path, "Housing indicators, Quarter 3 2018/19", "Housing", table)
    return _five("2018/19 Q3")


def bands_between_upright_rules(path: Path) -> Layout:
    """Rules between the columns only, and bands across that name the sections."""
    rows: list[list[Any]] = [["Ref", "Indicator", "Actual", "Target", "Status"]]
    bands = []
    for number, row in enumerate(_FIVE, 1):
        if number in (1, 4):
            bands.append(len(rows))
            rows.append(["Homes" if number == 1 else "Repairs", *[""] * 4])
        rows.append([f"H{number}", *row])
    across = [part for n in bands for part in (("SPAN", (0, n), (-1, n)), ("BACKGROUND", (0, n), (-1, n), GREY))]
    table = table_of(rows, (40, 240, 80, 80, 80), *_UPRIGHT_RULES, *across)
    write(path, "Housing indicators, Quarter 3 2018/19", "Housing", table)
    return _five("2018/19 Q3")


def comments_without_rules(path: Path) -> Layout:
    """No ink; under each row a sentence that runs across all its columns."""
    said = (
        "The team met its partners each month and the work will go on until the spring, when the new contract begins."
    )
    rows: list[list[Any]] = [["Indicator", "Actual", "Target", "Status"]]
    spans = []
    for row in _FIVE:
        rows += [list(row), [said, "", "", ""]]
        spans.append(("SPAN", (0, len(rows) - 1), (-1, len(rows) - 1)))
    table = table_of(rows, (180, 70, 70, 80), *spans)
    write(path, "Housing indicators, Quarter 3 2018/19", "Housing", table)
    return _five("2018/19 Q3")


def stripes_under_a_plain_heading(path: Path) -> Layout:
    """Every other row striped; the headings, bold, stand on white."""
    rows = [["Indicator", "Target", "Actual", "Status"], *([n, t, v, s] for n, v, t, s in _FIVE)]
    stripes = [("BACKGROUND", (0, n), (-1, n), colors.HexColor("#eef3f7")) for n in range(2, len(rows), 2)]
    write(path, "Housing indicators, Quarter 3 2018/19", "Housing", table_of(rows, (260, 80, 80, 80), *stripes))
    return _five("2018/19 Q3")


def words_close_to_figures(path: Path) -> Layout:
    """No ink; a column of words whose longest nearly touches the figures of the next."""
    ways = ("Improving", "No change", "Worsening", "No change", "Improving")
    rows: list[list[Any]] = [["Indicator", "Trend", "Result", "Target", "Status"]]
    rows += [[name, way, *rest] for (name, *rest), way in zip(_FIVE, ways, strict=True)]
    write(path, "Housing indicators, Quarter 3 2018/19", "Housing", table_of(rows, (200, 54, 60, 60, 80)))
    return _five("2018/19 Q3")


def key_right_above(path: Path) -> Layout:
    """A ruled key of shades and, hardly apart from it, the table, whose ratings are shades without words."""
    words = {"Green": "On target", "Amber": "Close to target", "Red": "Off target"}
    rows: list[list[Any]] = [["Indicator", "Actual", "Target", "Status"], *([n, v, t, ""] for n, v, t, _ in _FIVE)]
    fills = [("BACKGROUND", (3, n), (3, n), HUES[s]) for n, (*_, s) in enumerate(_FIVE, 1)]
    key = [["", word] for word in words.values()]
    shades = [("BACKGROUND", (0, n), (0, n), hue) for n, hue in enumerate(HUES.values())]
    write(
        path,
        "Housing indicators, Quarter 3 2018/19",
        "Key",
        table_of(key, (50, 200), GRID, *shades, header=0),
        Spacer(1, 6),
        table_of(rows, (260, 80, 80, 80), GRID, *fills),
    )
    period = "2018/19 Q3"
    return Layout(period, tuple(Printed(n, plain(v), plain(t), words[s], period=period) for n, v, t, s in _FIVE))


def key_in_lines(path: Path) -> Layout:
    """A key of one line for each symbol, what it means after a dash, at the end of the report."""
    words = {"Green": "Achieved", "Amber": "Partially achieved", "Red": "Not achieved"}
    rows: list[list[Any]] = [["Indicator", "Status", "Actual", "Target"]]
    rows += [[n, Disc(HUES[s]), v, t] for n, v, t, s in _FIVE]
    means = ("on or better than target", "within 10% of target", "more than 10% from target")
    key = [[Disc(HUES[s]), f"{words[s]} – {meaning}"] for s, meaning in zip(HUES, means, strict=True)]
    write(
        path,
        "Housing indicators, Quarter 3 2018/19",
        "Housing",
        table_of(rows, (260, 60, 80, 80), GRID),
        "Key",
        table_of(key, (20, 300), header=0),
    )
    period = "2018/19 Q3"
    return Layout(period, tuple(Printed(n, plain(v), plain(t), words[s], period=period) for n, v, t, s in _FIVE))


def bars_before_names(path: Path, *, wide: float = 7, gap: float = 0, heading: float = 6) -> Layout:
    """No ink but a bar of colour before each name, which is its rating; headings on two lines, in small print."""
    small = ParagraphStyle("small", parent=BOLD, fontSize=heading, leading=heading + 1, textColor=colors.purple)
    heads = ["", "Indicator", "Result this quarter", "Target for the year", "Change since last quarter"]
    rows: list[list[Any]] = [[Paragraph(text, small) for text in heads]]
    told = []
    for number, (name, value, target, status) in enumerate(_FIVE):
        name += " (all sites of the council, and those let by others)" if number == 2 else ""
        rows.append(["", name, value, target, "Better"])
        told.append(Printed(name, plain(value), plain(target), status, period="2018/19 Q3"))
    fills = [("BACKGROUND", (0, n), (0, n), HUES[row.status]) for n, row in enumerate(told, 1)]
    look = [
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, -1), 0),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ]
    look += [("LINEBELOW", (0, 0), (-1, -1), gap, colors.white)] if gap else []
    table = table_of(rows, (wide, 160, 60, 60, 70), *fills, *look)
    write(path, "Housing indicators, Quarter 3 2018/19", "Housing", table)
    return Layout("2018/19 Q3", tuple(told))


def boxes_of_facts(path: Path, *, abreast: int = 2) -> Layout:
    """A ruled box for each measure: its name in a bar, its labels down the side; boxes side by side, over pages."""
    bar = (("SPAN", (0, 0), (-1, 0)), ("BACKGROUND", (0, 0), (-1, 0), GREY))
    boxes, told = [], []
    for place, (name, value, target, status) in enumerate(_FIVE * 4):
        name += f" ({place})"
        rows = [[name, ""], ["Target", target], ["2017/18", "7"], ["2018/19", value], ["Status", status]]
        boxes.append(table_of(rows, (60, 150), GRID, *bar, *shaded(rows, 1, HUES)))
        told.append(Printed(name, plain(value), plain(target), status, period="2018/19"))
        told.append(Printed(name, "7", "", "", "previous", "2017/18"))
    lines = [boxes[at : at + abreast] for at in range(0, len(boxes), abreast)]
    parts = [Table([line], colWidths=[224] * len(line), hAlign="LEFT", spaceAfter=8) for line in lines]
    write(path, "Housing indicators 2018/19", "Housing", *parts)
    return Layout("2018/19", tuple(told))


def title_bar_over_prose(path: Path, *, size: float = 17) -> Layout:
    """The page's name in large letters on a bar as wide as the table, and two columns of prose between them."""
    title = ParagraphStyle("title", parent=BOLD, fontSize=size, leading=size + 3, textColor=colors.white)
    said = "The team met its partners each month, 12 in all, and the work will go on until the next contract begins. "
    bar = table_of([[Paragraph("Performance and delivery", title), "March 2019"]], (420, 80), header=0)
    bar.setStyle([("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#34526f"))])
    prose = table_of([[said * 4, said * 3]], (250, 250), header=0)
    rows = [["Environment", "", "", ""], ["Indicator", "Actual", "Target", "Status"], *map(list, _FIVE)]
    hairs = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("BACKGROUND", (0, 0), (-1, 0), GREY)]
    write(
        path, "Housing indicators, Quarter 3 2018/19", bar, prose, table_of(rows, (260, 80, 80, 80), *hairs, header=2)
    )
    return _five("2018/19 Q3")
