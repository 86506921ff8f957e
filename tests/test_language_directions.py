"""Which way a figure went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.directions import find_direction, read_direction


@pytest.mark.parametrize(
    ("text", "word", "sense", "move"),
    [
        ("Improving", "Improving", "improving", None),
        ("Deteriorating", "Deteriorating", "worsening", None),
        ("Stabilised", "Stabilised", "same", "level"),
        ("No change", "No change", "same", "level"),
        ("New risk", "New risk", "new", None),
        ("↑", "↑", None, "up"),
        ("▼", "▼", None, "down"),
        ("decreased", "decreased", None, "down"),
        ("▲ Improving", "Improving", "improving", None),
    ],
)
def test_a_direction_is_read_and_an_arrow_only_moves(text: str, word: str, sense: str | None, move: str | None) -> None:
    direction = read_direction(text)
    assert direction is not None
    assert (direction.word, direction.sense, direction.move) == (word, sense, move)


@pytest.mark.parametrize("text", ["", "N/A", "-", "↑ ↓", "Improving access to services", "45%"])
def test_other_cells_tell_no_direction(text: str) -> None:
    assert read_direction(text) is None


@pytest.mark.parametrize(
    ("sentence", "word", "sense"),
    [
        ("Risk score has decreased from 12 to 9", "decreased", "improving"),
        ("Risk score has increased from 9 to 12", "increased", "worsening"),
        ("Risk remains the same", "remains the same", "same"),
        ("New risk – it replaces another", "New risk", "new"),
        ("Visits increased to 40", "increased", None),
    ],
)
def test_a_sentence_tells_a_direction(sentence: str, word: str, sense: str | None) -> None:
    direction = find_direction(sentence)
    assert direction is not None
    assert (direction.word, direction.sense) == (word, sense)


def test_what_is_denied_is_no_direction() -> None:
    assert find_direction("Attendance has not improved") is None


@given(st.text(max_size=80))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    read_direction(text)
    find_direction(text)
