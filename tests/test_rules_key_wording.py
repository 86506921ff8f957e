"""What the wordings of rating keys say, in the many ways in which councils word them."""

from __future__ import annotations

import pytest

from scrutiny.records import Box
from scrutiny.rules.key_bands import KeyLine, bands_of_key
from scrutiny.rules.key_wording import NotUnderstood, reach_of

# The lines of a key, and its edges best first; None: it is to be declined, whole.
KEYS: dict[str, tuple[list[tuple[str, str]], list[str] | None]] = {
    "within-10-simple": (
        [("Green", "On or above target"), ("Amber", "Within 10% of target"), ("Red", "More than 10% below target")],
        ["target closed", "-10% closed"],
    ),
    "gap-10": (
        [
            ("Green", "Target met or exceeded"),
            ("Amber", "Target missed by less than 10%"),
            ("Red", "Target missed by more than 10%"),
        ],
        ["target closed", "-10% undefined"],
    ),
    "missed-by-or-more": (
        [
            ("Green", "Target achieved"),
            ("Amber", "Target missed, but within 5%"),
            ("Red", "Target missed by 5% or more"),
        ],
        ["target closed", "-5% undefined"],
    ),
    "floor": (
        [
            ("Green", "Target has been achieved or exceeded"),
            ("Amber", "Floor Standard achieved but Target has not been met"),
            ("Red", "Floor Standard has not been achieved"),
        ],
        ["target closed", "floor closed"],
    ),
    "floor-2": (
        [
            ("Green", "Performance at or better than target"),
            ("Amber", "Performance below target but above the floor standard"),
            ("Red", "Performance below the floor standard"),
        ],
        ["target closed", "floor undefined"],
    ),
    "minimum": (
        [
            ("Green", "Meeting target"),
            ("Amber", "Below target but meeting the minimum standard"),
            ("Red", "Below the minimum standard"),
        ],
        ["target closed", "floor closed"],
    ),
    "plymouth": (
        [("Green", "On target"), ("Amber", "15% or less below target"), ("Red", "More than 15% below target")],
        ["target closed", "-15% closed"],
    ),
    "newport": (
        [("Green", "On or ahead of target"), ("Amber", "Within 15% of target"), ("Red", "Over 15% away from target")],
        ["target closed", "-15% closed"],
    ),
    "surrey-heath": (
        [("Green", "On target"), ("Amber", "Less than 10% away from target"), ("Red", "More than 10% off target")],
        ["target closed", "-10% undefined"],
    ),
    "belfast": (
        [
            ("Green", "On target or within 1% of target"),
            ("Amber", "Between 1% and 5% adrift of target"),
            ("Red", "5% or more adrift of target"),
        ],
        ["-1% undefined", "-5% undefined"],
    ),
    "uttlesford": (
        [
            ("Green", "Target met"),
            ("Amber", "Target missed within a 10% threshold"),
            ("Red", "Target missed by more than 10%"),
        ],
        ["target closed", "-10% closed"],
    ),
    "rct": (
        [
            ("On target", "On target"),
            ("Within 5% of target", "Within 5% of target"),
            ("Not on target", "Not on target"),
        ],
        ["target closed", "-5% closed"],
    ),
    "cambridgeshire": (
        [
            ("Blue", "Better than target by more than 5%"),
            ("Green", "On target or up to 5% better"),
            ("Amber", "Off target by up to 10%"),
            ("Red", "Off target by more than 10%"),
        ],
        ["+5% open", "target closed", "-10% closed"],
    ),
    "swansea": (
        [
            ("Blue", "The stretch target has been met"),
            ("Green", "The target has been met"),
            ("Amber", "Within 5% of target"),
            ("Red", "Target missed by more than 5%"),
        ],
        ["second target closed", "target closed", "-5% closed"],
    ),
    "havering": (
        [
            ("Green", "On target, or no more than 10% off target"),
            (
                "Amber",
                "More than 10% off target but improved or maintained compared with the same quarter last year",
            ),
            ("Red", "More than 10% off target and performance has worsened compared with the same quarter last year"),
        ],
        ["-10% closed", "previous closed"],
    ),
    "points": (
        [
            ("Green", "On or better than target"),
            ("Amber", "Up to 2 percentage points worse than target"),
            ("Red", "More than 2 percentage points worse than target"),
        ],
        ["target closed", "-2 points closed"],
    ),
    "cheshire": (
        [
            ("Green", "On target"),
            ("Amber", "Out of target but within tolerance"),
            ("Red", "Out of target and outside tolerance"),
        ],
        ["target closed", "-tolerance closed"],
    ),
    "tolerance-points": (
        [
            ("Green", "At or above target"),
            ("Amber", "Below target but within the tolerance (percentage points)"),
            ("Red", "Below target and outside the tolerance"),
        ],
        ["target closed", "-tolerance points closed"],
    ),
    "judgement": (
        [
            ("Green", "On course to deliver"),
            ("Amber", "Some concerns about delivery"),
            ("Red", "Serious concerns about delivery"),
        ],
        None,
    ),
    "quartile": (
        [("Green", "Top quartile"), ("Amber", "Second or third quartile"), ("Red", "Bottom quartile")],
        None,
    ),
    "forecast": (
        [
            ("Green", "Forecast to meet the annual target"),
            ("Amber", "Forecast to be within 5% of the annual target"),
            ("Red", "Forecast to miss the annual target by more than 5%"),
        ],
        None,
    ),
    "contradiction": (
        [
            ("Green", "Within 2% of target"),
            ("Amber", "Between 5% and 10% below target"),
            ("Red", "More than 10% below target"),
        ],
        None,
    ),
    "two-rules": (
        [
            ("Green", "On target"),
            ("Amber", "Within 5% of target (10% for financial measures)"),
            ("Red", "More than 5% below target"),
        ],
        None,
    ),
    "three-of-three": (
        [
            ("Green", "Exceeds target by 2% or more"),
            ("Amber", "Within 2% of target, above or below"),
            ("Red", "More than 2% worse than target"),
        ],
        ["+2% undefined", "-2% closed"],
    ),
    "plus-minus": (
        [
            ("Green", "Better than target by more than 5%"),
            ("Amber", "Within +/- 5% of target"),
            ("Red", "Worse than target by more than 5%"),
        ],
        ["+5% open", "-5% closed"],
    ),
    "percent-words": (
        [
            ("Green", "Performance is at or above target"),
            ("Amber", "Performance is up to five per cent below target"),
            ("Red", "Performance is more than five per cent below target"),
        ],
        ["target closed", "-5% closed"],
    ),
    "signs": (
        [("Green", ">= target"), ("Amber", "< target but >= -5%"), ("Red", "< -5%")],
        ["target closed", "-5% closed"],
    ),
    "range-dash": (
        [
            ("Green", "On or better than target"),
            ("Amber", "0-5% worse than target"),
            ("Red", "Over 5% worse than target"),
        ],
        ["target undefined", "-5% closed"],
    ),
    "lincolnshire-like": (
        [
            ("Exceeded", "Better than the target range"),
            ("Achieved", "Within the target range"),
            ("Not achieved", "Worse than the target range"),
        ],
        None,
    ),
    "two-bands": (
        [("Green", "Target met"), ("Red", "Target not met")],
        ["target closed"],
    ),
    "attained": (
        [("Green", "100% or more of target"), ("Amber", "90% to 99% of target"), ("Red", "Less than 90% of target")],
        None,
    ),
    "outside-expected": (
        [
            ("Green", "Performance met or exceeded the target"),
            ("Amber", "Performance was below target by no more than 3%"),
            ("Red", "Performance was below target by over 3%"),
        ],
        ["target closed", "-3% closed"],
    ),
    "blue-excluded": (
        [
            ("Blue", "Exceeded target by at least 10%"),
            ("Green", "Target met or exceeded by less than 10%"),
            ("Amber", "Target missed by up to 5%"),
            ("Red", "Target missed by more than 5%"),
        ],
        ["+10% closed", "target closed", "-5% closed"],
    ),
    "south-kesteven": (
        [
            ("Green", "On or above target"),
            ("Amber", "Under target by less than 10%, or milestone slipped with a plan in place"),
            ("Red", "Significantly below target"),
        ],
        None,
    ),
    "adverse-variance": (
        [
            ("Green", "No adverse variance from target"),
            ("Amber", "Adverse variance of up to 5%"),
            ("Red", "Adverse variance of more than 5%"),
        ],
        ["target closed", "-5% closed"],
    ),
    "brighton": (
        [
            ("Green", "At or better than the green value"),
            ("Amber", "Between the amber value and the green value"),
            ("Red", "Worse than the amber value"),
        ],
        None,
    ),
    "derby": (
        [
            ("Blue", "Performance beats the target by 10% or more"),
            ("Green", "Performance is within 2% below the target, or above it by up to 10%"),
            ("Amber", "Performance is between 2% and 10% below the target"),
            ("Red", "Performance is more than 10% adverse of target"),
        ],
        ["+10% undefined", "-2% undefined", "-10% closed"],
    ),
    "agreed tolerance": (
        [("Green", "On or above target"), ("Amber", "Within agreed tolerance"), ("Red", "Below target")],
        ["target closed", "-tolerance closed"],
    ),
    "near without a number": (
        [("Green", "On or above target"), ("Amber", "Close to target"), ("Red", "Significantly below target")],
        ["target closed", "unpublished undefined"],
    ),
    "near before a number": (
        [("Green", "On target"), ("Amber", "Close to target"), ("Red", "Over 15% below target")],
        ["target closed", "-15% closed"],
    ),
}


def edges(lines: list[tuple[str, str]]) -> list[str] | None:
    try:
        bands = bands_of_key([KeyLine((label,), wording, Box(1, 0, 0, 1, 1)) for label, wording in lines])
    except NotUnderstood:
        return None
    return [f"{band.edge.text} {band.edge.owner}" for band in bands if band.edge]


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_read_right_or_declined(name: str) -> None:
    lines, expected = KEYS[name]
    assert edges(lines) == expected


@pytest.mark.parametrize("name", [name for name, (_, expected) in KEYS.items() if expected])
def test_a_key_that_is_printed_worst_first_is_the_same_key(name: str) -> None:
    lines, expected = KEYS[name]
    assert edges(lines[::-1]) == expected


def test_an_exception_for_high_targets_is_read_with_its_own_edge() -> None:
    reach = reach_of("More than 5% better than target (2% better than target if the target is greater than 95%)")
    assert [str(bound.offset) for bound in reach.low] == ["5"]
    assert [(str(one.target_above), str(one.reach.low[0].offset)) for one in reach.exceptions] == [("95", "2")]


@pytest.mark.parametrize(
    "wording",
    [
        "Within 5% of the annual target",  # which target the row prints is not known
        "Within 5% of target, or milestone slipped",
        "5% or 10% below target",
        "More than 5%",
        "Within 5% of target unless agreed otherwise",
        "At least 90% of target",
        "Not on or above target by 5%",
        "Good performance",
        "",
    ],
)
def test_a_wording_that_says_more_or_something_else_is_not_understood(wording: str) -> None:
    with pytest.raises(NotUnderstood):
        reach_of(wording)


def test_the_reason_names_the_rating_and_the_word() -> None:
    lines = [("Green", "On target"), ("Amber", "Within 5% of trajectory"), ("Red", "More than 5% off target")]
    with pytest.raises(NotUnderstood, match="Amber, \"Within 5% of trajectory\": 'trajectory' is not understood"):
        bands_of_key([KeyLine((label,), wording, Box(1, 0, 0, 1, 1)) for label, wording in lines])
