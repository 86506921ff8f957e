"""How periods are written, and which words only look like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language import periods
from scrutiny.language.periods import Period, find_periods, from_label, read_period, read_quarter


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2022/23", "2022/23"),
        ("2022-23", "2022/23"),
        ("2022–23", "2022/23"),
        ("2021-2022", "2021/22"),
        ("2021/2022", "2021/22"),
        ("1999/00", "1999/00"),
        ("2011-12", "2011/12"),
        ("22/23", "2022/23"),
        ("Target 22-23", "2022/23"),
        ("2022/23 outturn", "2022/23"),
        ("Q2 2022/23", "2022/23 Q2"),
        ("2022/23 Q2", "2022/23 Q2"),
        ("Quarter 2 2023-24", "2023/24 Q2"),
        ("Quarter two of 2023-24", "2023/24 Q2"),
        ("second quarter 2022/23", "2022/23 Q2"),
        ("Q4 13/14", "2013/14 Q4"),
        ("Quarter 4 (January to March 2023)", "2022/23 Q4"),
        ("Q1 to Q3 2022/23", "2022/23 Q1-Q3"),
        ("April - September 2023", "2023/24 Q1-Q2"),
        ("Apr-Jun 2023", "2023/24 Q1"),
        ("Quarter ending 31 December 2023", "2023/24 Q3"),
        ("the three months to June 2022", "2022/23 Q1"),
        ("nine months ended 31 December 2022", "2022/23 Q1-Q3"),
        ("Year ended 31 March 2023", "2022/23"),
        ("12 months to June 2023", "2023-06"),
        ("2008/9", "2008/09"),
        ("2022 to 2023", "2022/23"),
        ("FY2023/24", "2023/24"),
        ("1 April 2022 to 31 March 2023", "2022/23"),
        ("January - December 2020", "2020"),
        ("Sep-2023", "2023-09"),
        ("2023-09", "2023-09"),
        ("September 2022", "2022-09"),
        ("Sept 22", "2022-09"),
        ("end of September 2022", "2022-09"),
        ("30 SEP 23", "2023-09"),
        ("30/09/2023", "2023-09"),
        ("2023-09-30", "2023-09"),
        ("as at 31 March 2024", "2024-03"),
        ("Mar-2023 (Annual Measure)", "2023-03"),
        ("54.1 per 10,000 (2020)", "2020"),
        ("2020", "2020"),
        ("Council Plan 2023-25: Quarter 2 2023-24", "2023/24 Q2"),
    ],
)
def test_a_period_is_read(text: str, label: str) -> None:
    period = read_period(text)
    assert period is not None
    assert period == from_label(label)


@pytest.mark.parametrize(
    "text",
    [
        *("", "FY23", "Q2", "Q2 2022", "2,020", "Council Plan 2023-25", "2022 – 2025", "2023/26", "22/23 of them"),
        *("In May 22 people came", "16-17 year olds", "September 2022 to August 2023", "HS2", "the Q4 to Q1 swing"),
        "2021/22 and 2022/23",
    ],
)
def test_what_is_no_single_period_is_not_guessed(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [("Q3", "2022/23 Q3"), ("Quarter 1 Actual", "2022/23 Q1"), ("Actual May", "2022-05"), ("Feb", "2023-02")],
)
def test_a_bare_quarter_or_month_is_read_within_the_reports_year(text: str, label: str) -> None:
    assert read_period(text, periods.quarter(2022, 2)) == from_label(label)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Q2", 2),
        ("Qtr 2", 2),
        ("quarter two", 2),
        ("4th quarter", 4),
        ("Q1 and Q2", None),
        ("", None),
        ("met for the third quarter in a row", None),
        ("met for the third quarter in", None),
    ],
)
def test_a_bare_quarter_needs_no_year(text: str, number: int | None) -> None:
    assert read_quarter(text) == number


def test_periods_of_a_note_are_found_in_order() -> None:
    found = find_periods("2023-24 data and target are for the year to Sep-2023, the plan is for 2023-25")
    assert [period.label for period in found] == ["2023/24", "2023-09"]


def test_an_academic_year_runs_from_september() -> None:
    (found,) = find_periods("academic year 2022/23")
    assert (found.start, found.end) == (date(2022, 9, 1), date(2023, 8, 31))


years = st.integers(1990, 2088)
any_period = st.one_of(
    st.builds(periods.financial_year, years),
    st.builds(periods.quarter, years, st.integers(1, 4)),
    st.builds(periods.month, years, st.integers(1, 12)),
    st.builds(periods.calendar_year, years),
)


@given(any_period)
def test_a_label_gives_its_period_back(period: Period) -> None:
    assert from_label(period.label) == period


@given(
    years,
    st.integers(1, 4),
    st.sampled_from(["Q{q} {y}/{z}", "Quarter {q} {y}-{z}", "{y}/{z} Q{q}", "Qtr {q} ({y}/{z})"]),
)
def test_a_printed_quarter_is_read_back(year: int, number: int, form: str) -> None:
    printed = form.format(q=number, y=year, z=f"{(year + 1) % 100:02d}")
    assert read_period(printed) == periods.quarter(year, number)


@given(
    st.dates(date(1990, 1, 1), date(2089, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%d %b %y", "%b-%Y", "%d.%m.%y"]),
)
def test_a_printed_date_is_read_as_its_month(day: date, form: str) -> None:
    assert read_period(day.strftime(form)) == periods.month(day.year, day.month)


# From 2011 on: before, "2003-09" may be a month as well.
@given(st.integers(2011, 2088), st.integers(2, 9))
def test_a_span_of_several_years_is_never_one_financial_year(year: int, length: int) -> None:
    assert find_periods(f"Council Plan {year}-{(year + length) % 100:02d}") == ()


@given(any_period)
def test_a_period_contains_itself_and_lies_a_year_after_the_one_before(period: Period) -> None:
    assert periods.contains(period, period)
    earlier = periods.previous_year(period)
    assert (earlier.start.year, earlier.start.month) == (period.start.year - 1, period.start.month)
    assert earlier.end < period.start


@given(years, st.integers(1, 4))
def test_the_quarter_before_ends_the_day_before(year: int, number: int) -> None:
    this = periods.quarter(year, number)
    assert (this.start - periods.previous_quarter(this).end).days == 1
    assert periods.quarter_of(this) == number
    assert periods.contains(periods.financial_year(periods.first_year(this)), this)


def test_a_year_has_no_quarter_before_it() -> None:
    with pytest.raises(ValueError, match="no quarter"):
        periods.previous_quarter(periods.financial_year(2022))


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789/-–. QqFYSeptMaryto()", max_size=30)))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    assert all(period.start <= period.end for period in find_periods(text))
    read_period(text, periods.quarter(2022, 2))
    read_quarter(text)
    from_label(text)
