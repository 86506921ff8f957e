"""How figures are written, and what only looks like one."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.numbers import read_figure, read_figures, read_part, target_within


@pytest.mark.parametrize(
    ("text", "value", "unit", "step"),
    [
        ("87.6%", "87.6", "percent", "0.1"),
        ("41.7% recycled (Target status = Green)", "41.7", "percent", "0.1"),
        ("12 per cent", "12", "percent", "1"),
        ("+4.1pp", "4.1", "percentage_points", "0.1"),
        ("3 percentage points", "3", "percentage_points", "1"),
        ("16.7 ppts", "16.7", "percentage_points", "0.1"),
        ("38,551", "38551", None, "1"),
        ("38,551.0", "38551", None, "0.1"),
        ("£16.420m", "16420000", "gbp", "1000"),
        ("£9.812 million", "9812000", "gbp", "1000"),
        ("£ 111,340,000", "111340000", "gbp", "1"),
        ("£3.5 m", "3500000", "gbp", "100000"),
        ("£450k", "450000", "gbp", "1000"),
        ("£2bn", "2000000000", "gbp", "1000000000"),
        ("£0.0 (No target set)", "0", "gbp", "0.1"),
        ("1.2k", "1200", None, "100"),
        ("8.4 adults per 100,000", "8.4", "per_100000", "0.1"),
        ("83.20 per 10,000 population", "83.20", "per_10000", "0.01"),
        ("2.1 per 1,000", "2.1", "rate", "0.1"),
        ("12.8 days", "12.8", "days", "0.1"),
        ("5.82 days lost", "5.82", "days", "0.01"),
        ("7.5 working days", "7.5", "days", "0.1"),
        ("22 grants", "22", "count", "1"),
        ("9 FTE (No target set)", "9", "count", "1"),
        ("1,128 fixed term suspensions", "1128", "count", "1"),
        ("10.5 weeks", "10.5", "count", "0.1"),
        ("Risk score 16", "16", "score", "1"),
        ("Opportunity score 6", "6", "score", "1"),
        ("9.5% with 3 or more moves", "9.5", "percent", "0.1"),
        ("17.1%, down from 18.2%", "17.1", "percent", "0.1"),
        ("Sep-2023: 762", "762", None, "1"),
        ("2022/23: 45%", "45", "percent", "1"),
        ("Actual 45", "45", None, "1"),
        ("-3.2%", "-3.2", "percent", "0.1"),
        ("\u22123.2%", "-3.2", "percent", "0.1"),
        ("-£1.2m", "-1200000", "gbp", "100000"),
        ("(1,200)", "-1200", None, "1"),
        ("£(1.2m)", "-1200000", "gbp", "100000"),
        ("▲ 3.2%", "3.2", "percent", "0.1"),
    ],
)
def test_a_figure_is_read_with_its_unit_and_the_worth_of_its_last_digit(
    text: str, value: str, unit: str | None, step: str
) -> None:
    figure = read_figure(text)
    assert (figure.value, figure.unit, figure.step) == (Decimal(value), unit, Decimal(step))


@pytest.mark.parametrize(
    "text",
    [
        *("", "N/A", "n/a", "-", "–", "Not set", "TBC", "Pass", "No Target", "Completed"),
        *("Data due in Q3", "To be reported in Q4", "Please refer to action 12", "No data for 2023-24", "Q2"),
        *("31 Mar 2024", "5 May", "30/09/2023", "2022/23", "2023/24", "2022-23", "Sep-2023", "Quarter 2 2023/24"),
        *("(2022/23)", "(provisional)", "01332 640000", "10:30", "24/7", "1st", "5G", "1.2.3", "45p", "Grade 2A"),
        *("1 in 4", "3 of 4", "9 out of 10", "7.2/10", "75-80%", "10 to 15", "£1m - £2m", "2 hrs 30 mins"),
        *("1 506", "12,34", "1,23,456", "45% 50%", "45\n50", "12 Green, 3 Amber", "14.5 M", "- 3.2%"),
        *(
            "Quarter 2",
            "Month 3",
            "Target 22-23",
            "Target 98.0% Actual 97.0%",
            "Q1 40 Q2 45",
            "Performance is 2% below",
        ),
        "Work with the 45 schools that 12% of pupils attend",
    ],
)
def test_what_is_no_single_figure_has_no_value(text: str) -> None:
    assert read_figure(text).value is None


@pytest.mark.parametrize("text", ["1 in 4", "75-80%", "45% 50%", "31 Mar 2024", "2022/23", "01332 640000"])
def test_digits_without_a_value_say_why(text: str) -> None:
    assert read_figure(text).reason


@pytest.mark.parametrize(
    ("text", "ends", "unit"),
    [
        ("75-80%", ("75", "80"), "percent"),
        ("75% - 80%", ("75", "80"), "percent"),
        ("10 to 15", ("10", "15"), None),
        ("between 10 and 15", ("10", "15"), None),
        ("£1-2m", ("1000000", "2000000"), "gbp"),
    ],
)
def test_a_range_has_ends_and_never_their_mean(text: str, ends: tuple[str, str], unit: str | None) -> None:
    figure = read_figure(text)
    assert (figure.value, figure.unit) == (None, unit)
    assert figure.ends == tuple(map(Decimal, ends))


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("Less than 10", 10, "less than"),
        ("<5", 5, "less than"),
        ("fewer than 5", 5, "less than"),
        ("> 90%", 90, "more than"),
        ("no more than 7", 7, "at most"),
        ("a maximum of 4", 4, "at most"),
        ("<= 4", 4, "at most"),
        ("10 or fewer", 10, "at most"),
        ("at least 80%", 80, "at least"),
        ("≥95%", 95, "at least"),
        ("500+", 500, "at least"),
        ("c. 45", 45, "about"),
        ("43 (Q3 data)", 43, "Q3 data"),
        ("62% (provisional)", 62, "provisional"),
        ("45 (p)", 45, "provisional"),
        ("45*", 45, "*"),
        ("Less than 10 (No target set)", 10, "less than; No target set"),
        ("£1,490 (Q3 data", 1490, "Q3 data"),
        ("22 grants (Target status = Blue)", 22, None),
        ("65% (target 70%)", 65, None),
        ("54 per 10,000 (2020)", 54, None),
    ],
)
def test_bounds_and_notes_qualify_a_figure(text: str, value: int, qualifier: str | None) -> None:
    figure = read_figure(text)
    assert (figure.value, figure.qualifier) == (value, qualifier)


def test_a_bare_number_that_could_be_a_year_is_a_number() -> None:
    assert read_figure("1907").value == 1907


def test_a_period_in_brackets_is_kept_among_the_notes() -> None:
    assert read_figure("54.1 per 10,000 (2020)").notes == ("2020",)


# ------------------------------------------------------------------------------------- properties

decimals = st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False).map(lambda d: d.copy_abs())
places = st.integers(min_value=0, max_value=3)


@given(decimals, places, st.booleans(), st.sampled_from(["", "%", " per 10,000", " days", "pp", " grants (note)"]))
def test_a_printed_number_is_read_back_exactly(number: Decimal, digits: int, grouped: bool, tail: str) -> None:
    rounded = number.quantize(Decimal(1).scaleb(-digits))
    printed = f"{rounded:,f}" if grouped else f"{rounded:f}"
    figure = read_figure(printed + tail)
    assert figure.value == rounded
    assert figure.step == Decimal(1).scaleb(-digits)


@given(
    st.decimals(min_value=0, max_value=9999, places=3, allow_nan=False).map(lambda d: d.copy_abs()),
    places,
    st.sampled_from([("k", 3), ("m", 6), (" million", 6), ("bn", 9), (" thousand", 3)]),
    st.booleans(),
)
def test_scaled_money_is_read_back_exactly(
    number: Decimal, digits: int, scale: tuple[str, int], negative: bool
) -> None:
    word, power = scale
    rounded = number.quantize(Decimal(1).scaleb(-digits))
    figure = read_figure(f"{'-' if negative else ''}£{rounded:,f}{word}")
    assert figure.value == (-1 if negative else 1) * rounded * 10**power
    assert figure.step == Decimal(10) ** (power - digits)
    assert figure.value % figure.step == 0


@given(st.integers(0, 999), st.integers(1, 999))
def test_a_range_is_never_one_value(low: int, width: int) -> None:
    figure = read_figure(f"{low}-{low + width}%")
    assert figure.value is None
    assert figure.ends == (low, low + width)


texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789.,-–/:£%()[]* kmbQq+<>≤inoftagre\n", max_size=30),
)


@given(texts)
def test_no_text_makes_the_readers_fail(text: str) -> None:
    figure = read_figure(text)
    assert figure.text == text
    assert (figure.value is None) == (figure.step is None)
    target_within(text)
    spans = [(found.start, found.end) for found in read_figures(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


# ------------------------------------------------------------------------------------- in prose


def test_all_figures_of_a_sentence_are_found_where_they_stand() -> None:
    text = "At 30 September 2022, 71% of 38 measures (up 3.2pp) met target; £1.5m was saved, fewer than 10 failed."
    assert [(text[f.start : f.end], f.value, f.unit, f.bound) for f in read_figures(text)] == [
        ("71%", Decimal(71), "percent", None),
        ("38", Decimal(38), "count", None),
        ("3.2pp", Decimal("3.2"), "percentage_points", None),
        ("£1.5m", Decimal(1500000), "gbp", None),
        ("10", Decimal(10), None, "less than"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "in 2022/23 Q2 and on 31 March 2024",
        "PM09 on the A52 with 5G, 1st of all, 1.2.3",
        "call 01332 640000 at 10:30",
        "Quarter 2, section 4, page 12 of the annex",
    ],
)
def test_dates_codes_and_numbers_of_things_are_no_figures(text: str) -> None:
    assert read_figures(text) == ()


def test_ranges_and_ratios_in_prose_have_no_value() -> None:
    found = read_figures("between 10 and 15 weeks for 1 in 4 of the 16-17 year olds")
    assert [(figure.value, figure.ends) for figure in found] == [(None, (10, 15)), (None, None), (None, (16, 17))]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("£9m savings forecast against a target of £13.168 million", "13168000", "gbp"),
        ("65% (target 70%)", "70", "percent"),
        ("Target: 90%", "90", "percent"),
        ("Target 22-23 68.5%", "68.5", "percent"),
        ("Target for 2022/23 is 45", "45", None),
        ("rose to 62% against the 65% target", "65", "percent"),
    ],
)
def test_a_target_told_beside_a_figure_is_found(text: str, value: str, unit: str | None) -> None:
    target = target_within(text)
    assert target is not None
    assert (target.value, target.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["(Target status = Blue)", "No target set", "target 2022/23", "we target 5 areas", "on target 45", "N/A"]
)
def test_the_word_target_alone_tells_no_target(text: str) -> None:
    assert target_within(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("12 out of 15", 12), ("1,204 of 1,300", 1204), ("16 out of 15", None), ("12", None)]
)
def test_the_part_of_a_whole_is_told_apart_from_other_figures(text: str, value: int | None) -> None:
    part = read_part(text)
    assert (part.value if part is not None else None) == value


@pytest.mark.parametrize(("text", "value"), [("72 . 1%", "72.1"), ("77 , 956", "77956")])
def test_a_figure_that_was_torn_at_its_point_or_comma_is_one(text: str, value: str) -> None:
    assert read_figure(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["85. 2%", "3. 5", "12 .5 days"])
def test_a_figure_with_a_gap_on_one_side_of_its_full_stop_is_not_cut_there(text: str) -> None:
    figure = read_figure(text)
    assert figure.value is None and figure.reason == "a gap stands beside its full stop"


def test_a_share_beside_a_target_above_its_whole_is_no_count() -> None:
    assert read_part("12 out of 15", Decimal(90)) is None
    assert read_part("12 out of 15", Decimal(14)) is not None
