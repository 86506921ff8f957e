"""A person's corrections put in place of what was read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scrutiny.normalise.corrections import correct
from scrutiny.records import Box, Correction, Normalised, Observation


def row(seq, name="Homes built", **fields):
    known = {"document": "doc", "kind": "measure", "basis": "actual", "period": "2022/23", "box": Box(1, 0, 0, 9, 9)}
    return Observation(seq=seq, name=name, **{**known, **fields})


def correction(field, was, value, *, name="Homes built", occurrence=1):
    return Correction(
        "doc", name, "2022/23", "actual", occurrence, field, was, value, "Ann", date(2024, 1, 2), "misread"
    )


def test_a_figure_is_corrected_with_its_step_and_keeps_its_unit():
    read = Normalised((row(1, value=Decimal(418), unit="percent"),))
    (mended,) = correct(read, [correction("value", "418", "41.8")]).observations
    assert (mended.value, mended.value_step, mended.unit) == (Decimal("41.8"), Decimal("0.1"), "percent")


def test_repeats_of_a_name_are_told_apart_by_occurrence():
    read = Normalised((row(1, status="Red"), row(2, "Trees"), row(3, status="Red")))
    mended = correct(read, [correction("status", "Red", "Amber", occurrence=2)]).observations
    assert [one.status for one in mended] == ["Red", None, "Amber"]


def test_a_period_is_corrected_with_its_dates():
    read = Normalised((row(1),))
    (mended,) = correct(read, [correction("period", "2022/23", "2022/23 Q2")]).observations
    assert (mended.period, mended.period_start, mended.period_end) == (
        "2022/23 Q2",
        date(2022, 7, 1),
        date(2022, 9, 30),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(correction("status", "Red", "Amber", name="Trees"), id="no such row"),
        pytest.param(correction("status", "Green", "Amber"), id="made of another reading"),
        pytest.param(correction("value", "5", "many"), id="no figure"),
        pytest.param(correction("period", "2022/23", "soon"), id="no period"),
        pytest.param(correction("basis", "actual", "hoped"), id="no basis"),
        pytest.param(correction("seq", "1", "2"), id="not to be corrected"),
        pytest.param(correction("colour", None, "red"), id="no such field"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing_and_is_a_problem(wrong):
    read = Normalised((row(1, status="Red", value=Decimal(5), unit="count"),))
    result = correct(read, [wrong])
    assert result.observations == read.observations
    assert len(result.problems) == 1
    assert wrong.name in result.problems[0].message


def test_two_corrections_of_one_row_both_hold():
    read = Normalised((row(1, status="Red", value=Decimal(5), unit="count"),))
    (mended,) = correct(read, [correction("status", "Red", "Green"), correction("value", "5", "6")]).observations
    assert (mended.status, mended.value) == ("Green", Decimal(6))


def test_a_row_is_still_found_when_another_correction_renames_it():
    read = Normalised((row(1, status="Red"),))
    (mended,) = correct(
        read, [correction("name", "Homes built", "Homes started"), correction("status", "Red", "Green")]
    ).observations
    assert (mended.name, mended.status) == ("Homes started", "Green")


def test_a_row_is_found_by_its_name_as_corrected_so_far():
    read = Normalised((row(1, "Trees"), row(2)))
    first = correction("name", "Trees", "Homes built", name="Trees")
    second = correction("status", None, "Red", name="HOMES  built", occurrence=1)
    assert [one.status for one in correct(read, [first, second]).observations] == ["Red", None]


@pytest.mark.parametrize(
    ("fields", "field", "value", "told"),
    [
        ({"unit": "percent", "value_text": "418%"}, "value", "41.8", ("41.8%", Decimal("41.8"), "percent")),
        ({"unit": "gbp", "value_text": "£418"}, "value", "-4", ("-£4", Decimal(-4), "gbp")),
        ({"unit": "count", "value_text": "418"}, "value", "41.8%", ("41.8%", Decimal("41.8"), "percent")),
        ({"unit": "count", "value_text": "418"}, "value", None, ("418", None, None)),
        ({"unit": "percent", "value_text": "418"}, "value_text", "41.8%", ("41.8%", Decimal("41.8"), "percent")),
        ({"unit": "percent", "value_text": "418"}, "value_text", "Due in Q3", ("Due in Q3", None, None)),
        ({"unit": "gbp", "value_text": "0.000418"}, "value_text", "0.0005", ("0.0005", Decimal(500), "gbp")),
    ],
)
def test_text_figure_and_unit_of_a_corrected_row_tell_one_thing(fields, field, value, told):
    read = Normalised((row(1, value=Decimal(418), **fields),))
    was = fields["value_text"] if field == "value_text" else "418"
    (mended,) = correct(read, [correction(field, was, value)]).observations
    assert (mended.value_text, mended.value, mended.unit) == told


def test_a_figure_that_was_not_read_takes_the_unit_of_its_target():
    read = Normalised((row(1, value_text="smudge", target_text="90%", target=Decimal(90)),))
    (mended,) = correct(read, [correction("value", None, "87.5")]).observations
    assert (mended.value_text, mended.value, mended.unit) == ("87.5%", Decimal("87.5"), "percent")


def test_a_corrected_row_says_what_was_read_and_who_put_what_in_its_place():
    read = Normalised((row(1, status="Red", value=Decimal(5), unit="count"),))
    (mended,) = correct(read, [correction("status", "Red", "Green"), correction("value", "5", "6")]).observations
    signed = "by Ann, 2024-01-02: misread"
    assert mended.corrected == (
        f"status read as Red, corrected to Green {signed}; value read as 5, corrected to 6 {signed}"
    )


def test_a_correction_of_another_reading_is_told_in_plain_figures():
    read = Normalised((row(1, value=Decimal("8.3"), unit="count"),))
    (problem,) = correct(read, [correction("value", "7", "6")]).problems
    assert "made of 7, but 8.3 is read now" in problem.message


def test_what_was_read_is_told_once_however_often_it_is_corrected():
    read = Normalised((row(1, status="Red"),))
    (mended,) = correct(
        read, [correction("status", "Red", "Green"), correction("status", "Green", "Blue")]
    ).observations
    signed = "by Ann, 2024-01-02: misread"
    assert mended.corrected == (
        f"status read as Red, corrected to Green {signed}; status then corrected to Blue {signed}"
    )


def test_a_row_without_a_period_is_given_one():
    read = Normalised((row(1, period=""),))
    lacking = replace(correction("period", None, "2022/23"), period="")
    (mended,) = correct(read, [lacking]).observations
    assert (mended.period, mended.corrected[:50]) == ("2022/23", "period read as nothing, corrected to 2022/23 by An")
