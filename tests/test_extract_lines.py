"""Lines into text: what belongs together is joined, what the author parted stays apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scrutiny.extract.lines import joined_over_break, unwrapped
from scrutiny.records import Box, Line


def lines(*texts: str, width: float = 100.0, paragraphs: tuple[int, ...] = ()) -> tuple[Line, ...]:
    numbers = paragraphs or (0,) * len(texts)
    return tuple(
        Line(text, Box(1, 0, 10.0 * i, width, 10.0 * i + 9), 9.0, paragraph=number)
        for i, (text, number) in enumerate(zip(texts, numbers, strict=True))
    )


def test_lines_of_a_paragraph_are_joined_and_paragraphs_parted() -> None:
    assert unwrapped(lines("Homes", "built", "Note", paragraphs=(0, 0, 1))) == "Homes built\nNote"


def test_a_word_broken_at_the_cells_edge_is_whole_again() -> None:
    assert unwrapped(lines("rehabilitation/intermediat", "e care"), room=101) == "rehabilitation/intermediate care"


def test_a_full_line_that_ends_with_a_whole_word_keeps_its_space() -> None:
    known = {"opportunity": 4, "score": 9}
    assert unwrapped(lines("Opportunity", "score 6"), room=101, known=known) == "Opportunity score 6"


def test_a_hyphen_set_only_because_the_line_ended_goes() -> None:
    assert unwrapped(lines("perform-", "ance"), known={"performance": 3}) == "performance"


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    known = {"longterm": 1, "long": 5, "term": 4}
    assert unwrapped(lines("long-", "term care"), known=known) == "long-term care"
    assert unwrapped(lines("a 10-", "year strategy"), known={"year": 2}) == "a 10-year strategy"


def test_a_slash_at_the_lines_end_takes_no_space() -> None:
    assert unwrapped(lines("reablement/", "rehabilitation services")) == "reablement/rehabilitation services"


def test_text_cut_by_a_page_break_is_one_text() -> None:
    assert (
        joined_over_break("the proportion of pupils", "in good schools", {})
        == "the proportion of pupils in good schools"
    )


@given(st.lists(st.lists(st.from_regex(r"[a-z0-9%£.,]{1,9}", fullmatch=True), min_size=1, max_size=6), max_size=8))
def test_no_letter_is_lost_or_added_by_unwrapping(printed: list[list[str]]) -> None:
    text = unwrapped(lines(*(" ".join(words) for words in printed)))
    assert text.replace(" ", "").replace("\n", "") == "".join("".join(words) for words in printed)
