"""Which unit a figure has where its cell does not say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.numbers import read_figure
from scrutiny.language.units import scale_from_name, settle_unit, unit_from_name


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Percentage of household waste recycled", "percent"),
        ("CM PM05 % sundry debt collected in-year", "percent"),
        ("Proportion of adults who are inactive", "percent"),
        ("Percentage of calls answered within 5 days", "percent"),
        ("Children in need per 10,000 population aged under 18", "per_10000"),
        ("Placements (per 100,000 population)", "per_100000"),
        ("Attainment: percentage point gap to the national figure", "percentage_points"),
        ("Average working days lost to sickness per employee", "days"),
        ("Average number of days between entry and placement", "days"),
        ("Average days between a decision and a match", "days"),
        ("Number of days lost to sickness", "days"),
        ("Number of people waiting more than 30 days", "count"),
        ("Average number of visits completed within 10 days", None),
        ("Investment generated (£)", "gbp"),
        ("Amount of money saved by trading standards", "gbp"),
        ("Number of claims over £500", "count"),
        ("Total number of participants", "count"),
        ("Rate of improvement in primary schools", "rate"),
        ("Children achieving at least a 3% reduction", None),
        ("Jobs created", None),
    ],
)
def test_a_name_tells_its_unit(name: str, unit: str | None) -> None:
    assert unit_from_name(name) == unit


@pytest.mark.parametrize(
    ("value", "target", "name", "unit"),
    [
        ("86%", "", "Number of online services", "percent"),
        ("11", "22 per 100,000", "Percentage of anything", "per_100000"),
        ("66.3", "74", "Plans per 10,000 population", "per_10000"),
        ("95.2", "", "Percentage of invoices paid", "percent"),
        ("12", "10-15%", "Voids", "percent"),
        ("12", "", "Voids", "count"),
        ("N/A", "50%", "Percentage of invoices paid", None),
    ],
)
def test_the_cell_goes_before_the_target_and_that_before_the_name(
    value: str, target: str, name: str, unit: str | None
) -> None:
    assert settle_unit(read_figure(value), read_figure(target), name) == unit


@pytest.mark.parametrize(
    ("name", "scale"),
    [("Savings (£m)", 1_000_000), ("Income £000s", 1_000), ("Investment (£)", 1), ("£120 million programme", 1)],
)
def test_a_name_tells_the_scale_of_its_bare_figures(name: str, scale: int) -> None:
    assert scale_from_name(name) == Decimal(scale)


@given(st.text(max_size=80))
def test_no_name_makes_the_reader_fail(name: str) -> None:
    unit_from_name(name)
    scale_from_name(name)
