"""Keys whose words nobody knows beforehand, with looks of every kind, above and below the figures they explain."""

import pytest
from council_layouts import GRID, HUES, drawn, table_of
from foreign_kit import dingbat, face, first, second, write
from layouts import Disc
from reportlab.lib import colors

from scrutiny.extract import read
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Report
from scrutiny.rules.keys import read_legend

WORDS = ("Achieving", "Slipping", "Failing")
COLOURS = tuple(HUES.values())
LOOKS = {
    "fill": lambda rank: COLOURS[rank],
    "symbols": lambda rank: dingbat("★●✘"[rank], COLOURS[rank]),
    "one symbol": lambda rank: dingbat("●", COLOURS[rank]),
    "black symbols": lambda rank: dingbat("★●✘"[rank], colors.black),
    "shapes": lambda rank: drawn(("octagon", "triangle", "square")[rank], COLOURS[rank]),
    "grey shapes": lambda rank: drawn(("octagon", "triangle", "square")[rank], colors.grey),
    "circles": lambda rank: Disc(COLOURS[rank]),
    "pictures": lambda rank: face("#ffffff", ("smile", "flat", "frown")[rank]),
}
ROWS = (("Repairs done", 0, "down", "Red"), ("Calls answered", 1, "up", "Green"), ("Visits", 2, "level", "Amber"))


def _table(rows, widths, header):
    """Colours among the cells become fills."""
    fills = [
        ("BACKGROUND", (col, number), (col, number), cell)
        for number, row in enumerate(rows)
        for col, cell in enumerate(row)
        if isinstance(cell, colors.Color)
    ]
    plain = [["" if isinstance(cell, colors.Color) else cell for cell in row] for row in rows]
    return table_of(plain, widths, GRID, *fills, header=header)


def _key(look, form):
    if form == "meanings":
        rows = [["Symbol", "Meaning"], *([look(rank), f"{word} - as planned"] for rank, word in enumerate(WORDS))]
        return [_table(rows, (60, 200), 1)]
    if form == "row":
        return [
            second("Key"),
            _table([[part for n, word in enumerate(WORDS) for part in (look(n), word)]], (20, 90) * 3, 0),
        ]
    return [second("Key to ratings"), _table([[look(rank), word] for rank, word in enumerate(WORDS)], (30, 200), 0)]


@pytest.mark.parametrize("form", ["list", "meanings", "row"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_a_look_stands_for_the_word_beside_it_in_the_key(look, form, tmp_path):
    rows = [["Indicator", "Actual", "Target", "Status", "Trend"]]
    rows += [[name, "91%", "90%", look(rank), drawn(way, HUES[hue])] for name, rank, way, hue in ROWS]
    path = tmp_path / "report.pdf"
    figures = [first("Housing"), _table(rows, (230, 80, 80, 80, 70), 1)]
    write(path, "Report Quarter 1 2022/23", *_key(look, form), *figures)
    report = Report("report", path, "", "E00000000", "A Council", "Report", from_label("2022/23 Q1"), "quarterly")
    extract = read(path)
    found = normalise(report, extract, read_legend(extract)).observations
    assert [(row.name, row.status, row.status_read_from) for row in found] == [
        (name, WORDS[rank], "legend") for name, rank, _, _ in ROWS
    ]


def test_projects_under_a_heading_that_only_speaks_of_ratings_are_no_key(tmp_path):
    path = tmp_path / "report.pdf"
    rows = [["Project", "Current RAG"], ["Town centre", Disc(COLOURS[1])], ["Office move", Disc(COLOURS[0])]]
    write(path, "Report Quarter 1 2022/23", first("Key projects"), _table(rows, (230, 80), 1))
    assert {entry.word for entry in read_legend(read(path)).entries} <= {"Green", "Amber"}
