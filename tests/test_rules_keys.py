"""Reading a report's key: which looks stand for which word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from scrutiny.records import Box, Cell, Extract, LegendEntry, Line, Mark, Passage, Table
from scrutiny.rules.keys import read_legend

RED, AMBER, GREEN, BLUE = "#ff0000", "#ffc000", "#00b050", "#00b0f0"
Content = str | tuple[str, str | Mark | None]


def mark(key: str, colour: str | None = None, kind: str = "shape", x: float = 0, size: float = 10) -> Mark:
    return Mark(kind, key, Box(1, x, 0, x + size, size), colour)  # type: ignore[arg-type]


def icon(key: str, x: float = 0) -> Mark:
    return mark(key, None, "picture", x)


def table(*rows: Sequence[Content], headings: tuple[str, ...] = (), header: bool = True) -> Table:
    """A table of cells given as text, or as text with a fill or a mark; the first row is the header."""
    cells = []
    for number, row in enumerate(rows):
        for col, content in enumerate(row):
            text, look = content if isinstance(content, tuple) else (content, None)
            fill = look if isinstance(look, str) else None
            marks = (look,) if isinstance(look, Mark) else ()
            box = Box(1, col * 50.0, number * 10.0, col * 50.0 + 50, number * 10.0 + 10)
            cells.append(Cell(number, col, text, (box,), fill=fill, marks=marks))
    kinds = ("header" if header else "body", *["body"] * (len(rows) - 1))
    return Table(1, 1, tuple(cells), kinds, len(rows[0]), (Box(1, 0, 0, 500, 500),), headings)  # type: ignore[arg-type]


def passage(text: str, *marks: Mark) -> Passage:
    return Passage(1, 2, text, Box(1, 0, 0, 400, 12), marks=marks)


def entries(*blocks: Table | Passage) -> tuple[LegendEntry, ...]:
    tables = tuple(block for block in blocks if isinstance(block, Table))
    passages = tuple(block for block in blocks if isinstance(block, Passage))
    return read_legend(Extract((), tables, passages)).entries


def fills(*blocks: Table | Passage) -> dict[str | None, str]:
    return {entry.colour: entry.word for entry in entries(*blocks) if not entry.marks}


def words(*blocks: Table | Passage) -> dict[tuple[str, str | None], str]:
    return {(entry.marks[0].key, entry.colour): entry.word for entry in entries(*blocks) if entry.marks}


COLOUR_KEY = table(
    ["Colour", "Status", "Measure"],
    [("Blue", BLUE), "Completed", "Beats the target by 10% or more"],
    [("Green", GREEN), "On track", "Within 2% of the target"],
    [("Amber", AMBER), "Some slippage", "Between 2% and 10% below"],
    [("Red", RED), "Major slippage", "More than 10% adverse"],
)


def test_a_table_of_fills_and_words_is_read_best_first() -> None:
    assert fills(COLOUR_KEY) == {BLUE: "Blue", GREEN: "Green", AMBER: "Amber", RED: "Red"}
    assert [entry.rank for entry in entries(COLOUR_KEY)] == [0, 1, 2, 3]


def test_a_key_that_lists_the_worst_first_is_ranked_from_the_best() -> None:
    key = table(["Rating"], [("Red", RED)], [("Amber", AMBER)], [("Green", GREEN)])
    assert {entry.word: entry.rank for entry in entries(key)} == {"Red": 2, "Amber": 1, "Green": 0}


def test_a_key_in_no_order_has_no_ranks() -> None:
    key = table(["Rating"], [("Amber", AMBER)], [("Green", GREEN)], [("Red", RED)])
    assert {entry.rank for entry in entries(key)} == {None}


def test_drawn_marks_in_front_of_their_words() -> None:
    key = table(
        ["Category", "Measures"],
        [("Strong", mark("star", "#0b6b3a")), "More than 5% better"],
        [("Review", mark("circle", "#f2a100")), "More than 2% worse"],
    )
    assert words(key) == {("star", "#0b6b3a"): "Strong", ("circle", "#f2a100"): "Review"}


def test_icons_in_a_column_of_their_own_take_the_word_that_opens_the_explanation() -> None:
    key = table(
        ["", "Deliverables"],
        [("", icon("a1")), "Good \u2013 performing well"],
        [("", icon("a2")), "Action \u2013 additional action will be taken"],
        headings=("Notes", "Key"),
    )
    assert {entry.marks[0].key: entry.word for entry in entries(key)} == {"a1": "Good", "a2": "Action"}


def test_circles_of_one_shape_are_told_apart_by_colour() -> None:
    key = table(["RAG", ""], [("", mark("circle", GREEN)), "On target"], [("", mark("circle", RED)), "Off target"])
    assert words(key) == {("circle", GREEN): "On target", ("circle", RED): "Off target"}


def test_fills_without_text_take_the_word_beside_them() -> None:
    key = table(["Key", ""], [("", GREEN), "Achieved"], [("", RED), "Not achieved"])
    assert fills(key) == {GREEN: "Achieved", RED: "Not achieved"}


def test_a_fill_that_shades_the_whole_column_tells_nothing() -> None:
    key = table(["Key", ""], [("Achieved", GREEN), "yes"], [("Not achieved", GREEN), "no"])
    assert entries(key) == ()


def test_a_table_of_results_is_no_key() -> None:
    """Its icons point up and down; only ratings with their look in one cell tell how ratings look."""
    results = table(
        ["Measure", "Actual", "Trend", "Status"],
        ["Homes built", "12", ("", mark("arrow", GREEN)), "Green"],
        ["Homes let", "14", ("", mark("arrow", RED)), ("Red", RED)],
        headings=("Status of measures",),
    )
    assert [(entry.word, entry.colour, entry.marks) for entry in entries(results)] == [("Red", RED, ())]


def test_a_long_list_that_speaks_of_status_is_no_key() -> None:
    rows = [[f"Homes in ward {number}", ("", icon(f"i{number}")), "On track"] for number in range(20)]
    assert entries(table(["Action", "", "Status"], *rows)) == ()


def test_a_legend_line_pairs_icons_and_words_in_order() -> None:
    line = passage("Strong\tGood", mark("tick", "#6aa41f", x=60), mark("star", "#0b6b3a", x=5))
    assert words(line) == {("star", "#0b6b3a"): "Strong", ("tick", "#6aa41f"): "Good"}


@pytest.mark.parametrize("title", ["Key\t", "Legend: ", "KEY:\t"])
def test_the_title_of_a_legend_line_belongs_to_no_icon(title: str) -> None:
    star, circle = mark("star", GREEN, x=40), mark("circle", GREEN, x=90)
    alone = passage(f"{title}Well above target", star)
    assert words(alone) == {("star", GREEN): "Well above target"}
    assert words(passage(f"{title}Well above target\tOn target", star, circle)) == {
        ("star", GREEN): "Well above target",
        ("circle", GREEN): "On target",
    }


def test_words_in_one_run_are_told_apart_by_where_the_icons_stand() -> None:
    """50 letters of 4 points; the icons stand in front of ``Green`` and ``Red``."""
    text = "Key:   Green - target met    Red - target not met."
    line = Line(text, Box(1, 100, 0, 300, 10), 9)
    icons = mark("dot", GREEN, x=112), mark("dot", RED, x=198)
    found = entries(Passage(1, 2, text, line.box, marks=icons, lines=(line,)))
    assert {(entry.word, entry.colour) for entry in found} == {("Green", GREEN), ("Red", RED)}


def test_a_legend_of_several_lines_is_read_line_by_line() -> None:
    lines = tuple(Line(word, Box(1, 20, y, 60, y + 10), 9) for word, y in (("Strong", 0), ("Good", 12)))
    icons = tuple(Mark("picture", key, Box(1, 5, y, 15, y + 10)) for key, y in (("a1", 0), ("a2", 12)))
    found = entries(Passage(1, 2, "Strong Good", Box(1, 20, 0, 60, 22), marks=icons, lines=lines))
    assert {entry.marks[0].key: entry.word for entry in found} == {"a1": "Strong", "a2": "Good"}


def test_a_dot_drawn_inside_a_ring_is_one_icon() -> None:
    line = passage("Review", mark("ring", AMBER, x=0, size=12), mark("dot", AMBER, x=3, size=5))
    assert words(line) == {("ring", AMBER): "Review"}


def test_a_bullet_in_front_of_a_rating_is_no_legend() -> None:
    assert entries(passage("On track", mark("circle", "#000000"))) == ()


def test_a_look_beside_two_ratings_stands_for_neither() -> None:
    assert entries(passage("Good", mark("dot", GREEN)), passage("Strong", mark("dot", GREEN))) == ()


def test_the_key_goes_before_ratings_that_look_alike() -> None:
    milestones = table(["Milestone", "Status"], ["Open the depot", ("Completed", BLUE)], ["Move", ("Completed", BLUE)])
    assert fills(milestones, COLOUR_KEY)[BLUE] == "Blue"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Projects, marked with the symbol", ["project"]),
        ("Strategic Risks, marked with the symbol", ["risk"]),
        ("Performance measures ( ) and Council Delivery Plan action status (\t)", ["measure", "action"]),
        ("Performance measures ( ) and Delivery Plan milestones (", ["measure", "milestone"]),
        ("Key performance indicator\tProject milestone", ["measure", "milestone"]),
    ],
)
def test_sentences_that_say_which_symbol_marks_what(text: str, kinds: list[str]) -> None:
    icons = [icon(f"k{number}", x=number * 100.0) for number in range(len(kinds))]
    found = entries(passage(text, *icons))
    assert [(entry.means, entry.word, entry.marks[0].key) for entry in found] == [
        ("kind", kind, f"k{number}") for number, kind in enumerate(kinds)
    ]


def test_a_picture_beside_a_sentence_about_projects_is_no_legend() -> None:
    assert entries(passage("Two projects were finished in the quarter and three are late", icon("photo"))) == ()


def test_a_picture_that_marks_a_heading_of_something_else_is_no_legend() -> None:
    assert entries(passage("Risk management", icon("shield"))) == ()


def test_a_report_without_a_key_has_none() -> None:
    assert entries(passage("Some text."), table(["Name", "Actual"], ["Homes", "3"])) == ()


def line_of_key(number: int, text: str, icon: Mark, *, heading: str = "Key") -> Passage:
    return Passage(number, number, text, icon.box, headings=("Report", heading), marks=(icon,))


def test_a_list_under_a_heading_that_announces_a_key_is_sure_and_ranked() -> None:
    key = [
        line_of_key(1, "Achieved \u2013 on or better than target", mark("tick", GREEN)),
        line_of_key(2, "Partially achieved \u2013 within 10% of target", mark("triangle", AMBER)),
        line_of_key(3, "Not achieved \u2013 more than 10% from target", mark("octagon", RED)),
    ]
    found = entries(*key, table(["Measure", "RAG"], ["Homes", ("Green", mark("tick", GREEN))]))
    assert [(entry.word, entry.rank) for entry in found] == [
        ("Achieved", 0),
        ("Partially achieved", 1),
        ("Not achieved", 2),
    ]


def test_a_word_that_is_new_to_the_tool_counts_in_a_key_with_known_ones() -> None:
    key = [
        line_of_key(1, "Thriving: well above target", mark("star", GREEN)),
        line_of_key(2, "Off target: below target", mark("star", RED)),
    ]
    assert [entry.word for entry in entries(*key)] == ["Thriving", "Off target"]


def test_squares_of_colours_that_are_no_traffic_light_count_in_a_key() -> None:
    key = [
        line_of_key(1, "OK", mark("circle", GREEN), heading="PI Status"),
        line_of_key(2, "Data Only", mark("block", "#9db4c8"), heading="PI Status"),
        line_of_key(3, "Unknown", mark("block", "#555555"), heading="PI Status"),
    ]
    assert words(*key)[("block", "#555555")] == "Unknown"
    assert words(*key)[("block", "#9db4c8")] == "Data Only"


def test_an_outline_drawn_twice_is_one_icon() -> None:
    ring = mark("circle", AMBER)
    key = [
        line_of_key(1, "Warning", ring),
        line_of_key(2, "Alert", mark("octagon", RED)),
    ]
    twice = Passage(1, 1, "Warning", ring.box, headings=key[0].headings, marks=(ring, ring))
    assert [entry.word for entry in entries(twice, key[1])] == ["Warning", "Alert"]


def test_a_key_without_a_heading_is_a_look_and_a_word_a_row() -> None:
    key = table([("", mark("tick", GREEN)), "OK"], [("", mark("octagon", RED)), "Alert"], header=False)
    assert words(key) == {("tick", GREEN): "OK", ("octagon", RED): "Alert"}


def test_a_key_may_have_other_words_for_milestones_than_for_measures() -> None:
    key = table(
        ["", "Measures", "Projects and milestones"],
        [("", GREEN), "On target", "On track"],
        [("", RED), "Off target", "Major slippage"],
        headings=("Key",),
    )
    found = [(entry.colour, entry.word, entry.kinds) for entry in entries(key)]
    assert found == [
        (GREEN, "On target", ("measure",)),
        (GREEN, "On track", ("milestone", "project")),
        (RED, "Off target", ("measure",)),
        (RED, "Major slippage", ("milestone", "project")),
    ]


def test_a_band_of_figures_is_the_word_of_a_key_only_where_there_is_no_other() -> None:
    named = table(["", "", ""], [("", GREEN), "On target", "Green"], [("", AMBER), "Within 5% of target", "Amber"])
    plain = table(["", ""], [("", GREEN), "On target"], [("", AMBER), "Within 5% of target"])
    assert fills(replace(named, headings=("Key",)))[AMBER] == "Amber"
    assert fills(replace(plain, headings=("Key",)))[AMBER] == "Within 5% of target"


def test_headings_that_are_status_words_by_chance_are_no_key() -> None:
    grey = "#d9d9d9"
    plan = table([("Action", grey), ("Trend", grey), ("Owner", grey)], ["Build homes", "up", "J. Smith"])
    assert entries(plan) == ()


def test_the_arrows_of_a_key_are_directions_of_travel_and_no_statuses() -> None:
    key = table(
        ["Direction", "Meaning"],
        [("", mark("polygon:1", GREEN)), "Performance has improved"],
        [("", mark("polygon:2", RED)), "Performance has declined"],
    )
    found = [(entry.means, entry.marks[0].key, entry.word) for entry in entries(key)]
    assert found == [("direction", "polygon:1", "improved"), ("direction", "polygon:2", "declined")]


def test_a_list_may_tell_of_ratings_and_of_arrows() -> None:
    lines = [("OK", "circle", GREEN), ("Alert", "circle", RED), ("Improving", "polygon", GREEN), ("Worse", "star", RED)]
    key = [line_of_key(place, word, mark(key, colour)) for place, (word, key, colour) in enumerate(lines)]
    assert {(entry.means, entry.word) for entry in entries(*key)} == {
        ("status", "OK"),
        ("status", "Alert"),
        ("direction", "Improving"),
        ("direction", "Worse"),
    }


def test_words_on_lines_of_their_own_go_with_the_icons_beside_them() -> None:
    lines = tuple(Line(text, Box(1, 60, top, 100, top + 9), 9.0) for text, top in (("Warning", 0), ("Alert", 15)))
    marks = (replace(icon("a"), box=Box(1, 110, 1, 118, 9)), replace(icon("b"), box=Box(1, 110, 16, 118, 24)))
    said = replace(passage("Warning Alert", *marks), lines=lines)
    assert words(said) == {("a", None): "Warning", ("b", None): "Alert"}


def test_a_new_word_among_known_ones_counts_where_tables_show_its_look() -> None:
    ring, disc, cross = mark("ring", AMBER), mark("disc", GREEN), mark("cross", RED)
    listed = [passage("On target", disc), passage("Keep watching", ring), passage("Off target", cross)]
    shown = table(["Measure", "Rating"], ["Visits", ("", ring)], ["Loans", ("", disc)])
    assert words(shown, *listed)["ring", AMBER] == "Keep watching"
    assert ("ring", AMBER) not in words(*listed)


def test_arrows_that_tables_show_are_told_by_a_line_without_a_heading() -> None:
    up, down = icon("e0c080808080c0e0"), icon("3070e0c0f0707070")
    line = passage("Improving\tGetting worse", up, replace(down, box=Box(1, 80, 0, 90, 10)))
    shown = table(["Measure", "Trend"], ["Visits", ("", icon("e0c080808080c0e1"))], ["Loans", ("", down)])
    told = {entry.word for entry in entries(shown, line) if entry.means == "direction"}
    assert told == {"Improving", "Getting worse"}
