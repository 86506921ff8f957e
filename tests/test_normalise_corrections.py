"""A person's corrections put in place of what was read."""

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
