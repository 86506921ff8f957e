"""Status words, letters and colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.statuses import hue, read_status, status_within


@pytest.mark.parametrize(
    ("text", "word", "colour"),
    [
        ("Green", "Green", "green"),
        ("RED", "RED", "red"),
        ("A", "Amber", "amber"),
        ("Green / Amber", "Green / Amber", "green"),
        ("Amber/Red", "Amber/Red", "amber"),
        ("On track (Q3 position)", "On track", "green"),
        ("Some Slippage", "Some Slippage", "amber"),
        ("★ Strong", "Strong", "green"),
        ("Rating: Good", "Good", "green"),
        ("Requiring Action", "Requiring Action", "red"),
        ("Not met", "Not met", "red"),
        ("Completed", "Completed", "blue"),
        ("Almost on target", "Almost on target", "amber"),
        ("Nearly achieved", "Nearly achieved", "amber"),
        ("Not fully met", "Not fully met", "amber"),
        ("Narrowly missed", "Narrowly missed", "amber"),
        ("Significantly below target", "Significantly below target", "red"),
        ("Slightly above target", "Slightly above target", "green"),
        ("Not yet achieved", "Not yet achieved", "red"),
    ],
)
def test_a_status_keeps_its_printed_word(text: str, word: str, colour: str) -> None:
    status = read_status(text)
    assert status is not None
    assert (status.word, status.hue, status.rated) == (word, colour, True)


@pytest.mark.parametrize(
    "text",
    ["Annual Collection", "No Target", "No data for 2023-24", "Data only", "Grey", "Monitor", "Contextual", "N/A"],
)
def test_words_that_say_why_there_is_no_rating_are_not_rated(text: str) -> None:
    status = read_status(text)
    assert status is not None
    assert (status.word, status.rated) == (text, False)


@pytest.mark.parametrize(
    ("text", "word", "previous"),
    [
        ("Good (Strong in Q1)", "Good", "Strong"),
        ("Good (Review at Q1)", "Good", "Review"),
        ("Green (was Green / Amber)", "Green", "Green / Amber"),
        ("Good - previously Strong", "Good", "Strong"),
        ("Green (provisional)", "Green", None),
    ],
)
def test_an_earlier_status_is_told_apart(text: str, word: str, previous: str | None) -> None:
    status = read_status(text)
    assert status is not None
    assert (status.word, status.previous) == (word, previous)


@pytest.mark.parametrize(
    "text", ["", "-", "45%", "Review our waste strategy", "Good progress was made", "Green spaces"]
)
def test_figures_and_sentences_are_no_status(text: str) -> None:
    assert read_status(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("22 grants (Target status = Blue)", "Blue"),
        ('rated as "Requiring Review"', "Requiring Review"),
        ("88% (Amber)", "Amber"),
        ("No target set", None),
        ("the rating is under discussion", None),
    ],
)
def test_a_status_is_found_inside_a_cell(text: str, word: str | None) -> None:
    status = status_within(text)
    assert (status.word if status else None) == word


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("#ff0000", "red"),
        ("#c00000", "red"),
        ("#ffc000", "amber"),
        ("#ffff00", "amber"),
        ("#ed7d31", "amber"),
        ("#92d050", "green"),
        ("#00b050", "green"),
        ("#0070c0", "blue"),
        ("#00b0f0", "blue"),
        ("#a6a6a6", "grey"),
        ("#c6efce", "green"),
        ("#1f497d", None),
        ("#ffffff", None),
        ("#f2f2f2", None),
        ("#000000", None),
        ("#e2efda", None),
        ("#fff2cc", None),
        ("#7030a0", None),
        ("red", None),
        (None, None),
    ],
)
def test_a_fill_shows_a_traffic_light_or_none(colour: str | None, name: str | None) -> None:
    assert hue(colour) == name


@given(st.text(max_size=80))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    read_status(text)
    status_within(text)
    hue(text)


@given(st.integers(0, 255), st.integers(0, 255))
def test_greys_are_never_a_rated_colour(level: int, nudge: int) -> None:
    near = min(255, level + nudge % 4)
    assert hue(f"#{level:02x}{level:02x}{near:02x}") in (None, "grey")


@pytest.mark.parametrize("text", ["Not yet overdue", "Not yet behind", "Not quite failed", "Not yet completed"])
def test_what_is_not_yet_bad_or_not_yet_due_is_no_rating(text: str) -> None:
    assert read_status(text) is None


@pytest.mark.parametrize(("text", "hue"), [("Not yet on target", "red"), ("Not fully met", "amber")])
def test_what_is_not_yet_good_is_rated(text: str, hue: str) -> None:
    status = read_status(text)
    assert status is not None and status.hue == hue
