"""Targets told in a commentary or by another report are found with where they stand, and only those."""

from dataclasses import replace
from decimal import Decimal

import pytest
from test_rules_cross_checks import seen

from scrutiny.records import Box, Place
from scrutiny.rules.stated_targets import in_commentaries, in_other_reports


def told(commentary, **more):
    facts = {"value": Decimal("55.1"), "unit": "percent"} | more
    place = Place("commentary", 1, Box(9, 1, 2, 3, 4))
    row = seen("q2", 1, "Checks done in time", commentary=commentary, places=(place,), **facts)
    return [(one.period, str(one.target), one.box.page) for one in in_commentaries([row])]


@pytest.mark.parametrize(
    ("commentary", "expected"),
    [
        ("Checks are slow, against a target of 65%.", ("2023/24 Q2", "65", 9)),
        ("Checks are slow. The 2022/23 target of 60% was met.", ("2022/23", "60", 9)),
        ("Three points over the 50% target for 2022/23.", ("2022/23", "50", 9)),
        ("The year-end target of 62% is not expected to be met.", ("2023/24", "62", 9)),
    ],
)
def test_a_target_in_the_commentary_is_told_with_its_time_and_place(commentary, expected):
    assert told(commentary) == [expected]


@pytest.mark.parametrize(
    "commentary",
    [
        "It is suggested that the target be 65%.",
        "The national target of 65% is higher.",
        "The target is £65m.",
        "The target date is 30 June.",
        "Against a target of 6,500 homes.",
        "Nothing to add.",
    ],
)
def test_what_is_no_target_of_the_row_is_not_told(commentary):
    assert not told(commentary)


def test_a_target_that_the_row_prints_itself_is_not_told_again():
    assert not told("Against a target of 65%.", target=Decimal(65))


def test_the_target_that_another_report_prints_for_the_same_period_is_told_with_that_report():
    bare = seen("q2", 1, "Calls answered", value=Decimal(80), unit="percent", period="2023/24")
    other = seen("q1", 7, "Calls answered", value=Decimal(70), unit="percent", target=Decimal(90), period="2023/24")
    measure_of = {("q1", 7): "calls", ("q2", 1): "calls"}
    (one,) = in_other_reports([bare, other], measure_of)
    assert (one.document, one.seq, one.target, one.source_document, one.box.page) == ("q2", 1, 90, "q1", 7)
    assert not list(in_other_reports([replace(bare, target=Decimal(85)), other], measure_of))
    assert not list(in_other_reports([replace(bare, period="2022/23"), other], measure_of))
