"""Where the words of a key are found again on its page."""

from __future__ import annotations

from scrutiny.records import Box, Evidence
from scrutiny.rules.printed import WHOLE_KEY, printed_key, said_of
from scrutiny.rules.schemes import load_all

FOUR_BANDS = load_all({})[0]
RED = FOUR_BANDS.bands[-1]


def printed(text: str, top: float = 0) -> Evidence:
    return Evidence("key", Box(38, 10, top, 90, top + 10), text)


def test_a_band_stands_in_the_smallest_text_that_holds_its_words() -> None:
    cell, paragraph = printed(RED.says.upper().replace(" ", "\n", 1), 20), printed(f"The key. {RED.says}.")
    assert printed_key(FOUR_BANDS, [paragraph, cell]) == {RED.name: cell}


def test_a_key_whose_words_are_not_found_again_stands_somewhere_on_its_page() -> None:
    key = printed_key(FOUR_BANDS, [printed("A", 0), printed("B", 50)])
    assert [item.box for item in said_of(["Red"], key)] == [Box(38, 10, 0, 90, 60)]
    assert list(key) == [WHOLE_KEY]


def test_a_page_without_text_tells_no_place() -> None:
    assert printed_key(FOUR_BANDS, []) == {}


def test_a_text_that_says_two_bands_is_shown_once() -> None:
    both = printed("Red and Amber")
    assert said_of(["Red", "Amber", "Blue"], {"Red": both, "Amber": both}) == (both,)
