"""Keys without a heading: a look and a word each, set in any way, before or after the figures that they explain."""

import pytest
from council_layouts import GRID, HUES, drawn, table_of
from foreign_kit import dingbat, face, first, prose, write
from layouts import Disc
from reportlab.platypus import Flowable, Spacer

from scrutiny.extract import read
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Report
from scrutiny.rules.keys import read_legend

COLOURS = tuple(HUES.values())
MOUTHS = ("smile", "flat", "frown")
LOOKS = {
    "faces": lambda rank, size=12: face(COLOURS[rank].hexval().replace("0x", "#"), MOUTHS[rank], size),
    "symbols": lambda rank, size=12: dingbat("★●✘"[rank], COLOURS[rank], size),
    "one symbol": lambda rank, size=12: dingbat("●", COLOURS[rank], size),
    "shapes": lambda rank, *_: drawn(("octagon", "triangle", "square")[rank], COLOURS[rank]),
    "circles": lambda rank, *_: Disc(COLOURS[rank]),
}
SAYINGS = {
    "known": ("Excellent: target met", "Acceptable: within 5% of the target", "Poor: more than 5% from the target"),
    "mixed": ("Doing well", "Needs watching", "Needs action"),
    "own": ("Flourishing", "Wobbling", "Stuck"),
}
ROWS = (("Repairs done", 0), ("Calls answered", 2), ("Visits", 1), ("Loans", 0), ("Claims", 2), ("Homes built", 0))


class Beside(Flowable):
    """Things drawn at places of their own, in points from the left and down from the top, without a table."""

    def __init__(self, height, *things):
        super().__init__()
        self.width, self.height, self.things = 600, height, things

    def draw(self):
        for x, down, thing in self.things:
            if isinstance(thing, str):
                self.canv.setFont("Helvetica", 9)
                self.canv.drawString(x, self.height - down - 9, thing)
            else:
                _, high = thing.wrapOn(self.canv, 16, 16)
                thing.drawOn(self.canv, x, self.height - down - high)


def _placed(height, words, place):
    """Each word and its look where ``place`` says, for the number and the word: the places of the look and the word."""

    def form(look):
        spots = [(place(rank, word), look(rank), word) for rank, word in enumerate(words)]
        return Beside(
            height, *(part for (of_look, of_word), icon, word in spots for part in ((*of_look, icon), (*of_word, word)))
        )

    return form


def _cells(words, widths, cells):
    return lambda look: table_of(cells([(look(rank), word) for rank, word in enumerate(words)]), widths, GRID, header=0)


FORMS = {
    "column": lambda words: _placed(60, words, lambda n, _: ((4, 18 * n), (50, 18 * n))),
    "words first": lambda words: _placed(60, words, lambda n, _: ((190, 18 * n), (4, 18 * n))),
    "one line": lambda words: _placed(20, words, lambda n, _: ((200 * n, 0), (200 * n + 20, 0))),
    "under": lambda words: _placed(40, words, lambda n, word: ((200 * n + 2 * len(word), 0), (200 * n, 16))),
    "cells": lambda words: _cells(words, (30, 200), lambda pairs: [[*pair] for pair in pairs]),
    "cells, words first": lambda words: _cells(words, (200, 30), lambda pairs: [[*reversed(pair)] for pair in pairs]),
    "row of cells": lambda words: _cells(
        words, (30, 170) * 3, lambda pairs: [[part for pair in pairs for part in pair]]
    ),
}


def _read(path, parts):
    write(path, "Report Quarter 1 2022/23", *parts)
    report = Report("report", path, "", "E00000000", "A Council", "Report", from_label("2022/23 Q1"), "quarterly")
    extract = read(path)
    legend = read_legend(extract)
    return normalise(report, extract, legend).observations, legend


def _figures(look):
    rows = [["Indicator", "Actual", "Target", "Status"], *([name, "91%", "90%", look(rank)] for name, rank in ROWS)]
    return [first("Housing"), table_of(rows, (230, 80, 80, 80), GRID)]


@pytest.mark.parametrize("words", SAYINGS.values(), ids=SAYINGS)
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_looks_of_statuses_stand_for_the_words_set_with_them(look, form, place, words, tmp_path):
    key = [
        prose("The council has looked at its figures again."),
        form(words)(lambda rank: look(rank, 9)),
        Spacer(0, 12),
    ]
    figures = _figures(look)
    parts = [*key, *figures] if place == "before" else [*figures, Spacer(0, 12), *key]
    found, _ = _read(tmp_path / "report.pdf", parts)
    short = [word.partition(":")[0] for word in words]
    assert [(row.name, row.status, row.status_read_from) for row in found] == [
        (name, short[rank], "legend") for name, rank in ROWS
    ]


@pytest.mark.parametrize(
    ("words", "ranks"),
    [
        pytest.param(("Library rebuilt", "New depot", "Town square"), (1, 0, 2), id="projects in no order"),
        pytest.param(("Town square", "New depot"), (0, 2), id="two projects"),
        pytest.param(("Actual", "Target", "Forecast"), (2, 0, 1), id="the lines of a chart"),
        pytest.param(("Visits", "Visits", "Loans"), (0, 1, 2), id="a word twice"),
        pytest.param(("Improving", "Worsening", "Steady"), (0, 2, 1), id="directions of travel"),
    ],
)
def test_other_things_with_looks_of_statuses_are_no_key(words, ranks, tmp_path):
    look = LOOKS["circles"]
    found, legend = _read(tmp_path / "report.pdf", [FORMS["column"](words)(lambda n: look(ranks[n])), *_figures(look)])
    assert not legend.statuses()
    assert {(row.status, row.status_read_from) for row in found} == {
        (word, "hue") for word in ("Green", "Amber", "Red")
    }


@pytest.mark.parametrize("form", ["one line", "row of cells"])
def test_arrows_of_travel_may_end_the_list(form, tmp_path):
    words, arrows = SAYINGS["mixed"], {"Improving": "▲", "Getting worse": "▼"}
    look = LOOKS["symbols"]
    pairs = [
        *((look(rank, 9), word) for rank, word in enumerate(words)),
        *((dingbat(sign, COLOURS[0], 9), word) for word, sign in arrows.items()),
    ]
    if form == "one line":
        key = Beside(
            20,
            *(part for n, (icon, word) in enumerate(pairs) for part in ((110 * n, 0, icon), (110 * n + 20, 0, word))),
        )
    else:
        key = table_of([[part for pair in pairs for part in pair]], (24, 90) * 5, GRID, header=0)
    found, _ = _read(
        tmp_path / "report.pdf", [prose("The figures of the quarter."), key, Spacer(0, 12), *_figures(look)]
    )
    assert [row.status for row in found] == [words[rank] for _, rank in ROWS]
