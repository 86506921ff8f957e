"""What the words of column headings say."""

import pytest

from scrutiny.language.periods import from_label
from scrutiny.normalise.headings import read_heading
from scrutiny.normalise.when import period_in, period_of_note


def best(heading):
    roles = read_heading(heading).roles
    return max(roles, key=roles.get) if roles else None


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("PI Ref No", "code"),
        ("KPI ref and description", "name"),
        ("Short Name", "name"),
        ("Performance Indicator", "name"),
        ("Criteria", "name"),
        ("PI & Desired Direction of Travel", "name"),
        ("Indicator Description", "name"),
        ("Corporate Objective", "theme"),
        ("Section Ref.", "link"),
        ("Pref'd Outcm", "polarity"),
        ("Good performance is", "polarity"),
        ("Actual May", "figure"),
        ("Value", "figure"),
        ("YTD Result", "figure"),
        ("Year-end result", "figure"),
        ("Quarter 4 Result", "figure"),
        ("Target Nov", "target"),
        ("June Target", "target"),
        ("ALP 2013/14", "target"),
        ("TTAF 2012/13 (iii)", "second target"),
        ("Stretch target", "second target"),
        ("Amber T'hold", "amber"),
        ("Red threshold", "red"),
        ("Floor Standard", "floor"),
        ("Minimum expectation", "floor"),
        ("60% TRIGGER", "floor"),
        ("Tolerance", "tolerance"),
        ("Upper limit", "upper"),
        ("Variance from target", "variance"),
        ("RAG Rating", "status"),
        ("YTD RAG", "status"),
        ("On Target", "status"),
        ("Quarter 2 Status and narrative", "status"),
        ("Previous Status", "previous status"),
        ("Long Trend (Last Year)", "direction"),
        ("Q4 13/14 Direction of Travel", "direction"),
        ("DoT", "direction"),
        ("Responsible Officer", "owner"),
        ("Notes", "commentary"),
        ("Comments (if relevant) /Responsible HoS", "commentary"),
        ("Action or measure", "kind"),
        ("Due date", "date"),
        ("KPI Number", "code"),
        ("Unit of Measure", "unit"),
        ("BRAG", "status"),
        ("RAG (Red, Amber, Green)", "status"),
        ("Green threshold", "target"),
        ("Inherent risk score", "number"),
        ("Current risk score", "figure"),
        ("Corrective action", "commentary"),
        ("Managed By", "owner"),
        ("% complete", "figure"),
        ("Target date", "date"),
        ("No. with a RAG rating Q3 2016/17", "status"),
        ("Target value", "target"),
        ("Where we want to be", "target"),
        ("Where are we now?", "figure"),
        ("Did we meet the target?", "status"),
        ("Performance v target", "variance"),
        ("+/-", "variance"),
        ("High/Low", "polarity"),
        ("What we are measuring", "name"),
        ("Story behind the data", "commentary"),
    ],
)
def test_a_heading_has_its_role(heading, role):
    assert best(heading) == role


@pytest.mark.parametrize(
    ("heading", "basis"),
    [
        ("Year-end prediction (for 2018/19)", "forecast"),
        ("Top Quartile 06/07", "benchmark"),
        ("Statistical Neighbours Mean", "benchmark"),
        ("Same quarter last year", "previous"),
        ("Previous result", "previous"),
        ("Latest result", None),
        ("Eng. avg", "benchmark"),
        ("12 month rolling average", None),
        ("PY", "previous"),
        ("12 months ago", "previous"),
        ("Anticipated outturn", "forecast"),
    ],
)
def test_a_heading_tells_which_figures_stand_under_it(heading, basis):
    assert read_heading(heading).basis == basis


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("Q4 13/14 Direction of Travel", "2013/14 Q4"),
        ("2021/22 Performance Information Q4 Actual", "2021/22 Q4"),
        ("Q3", "2022/23 Q3"),
        ("Quarter two", "2022/23 Q2"),
        ("Actual May", "2022-05"),
        ("Actual Jan", "2023-01"),
        ("2019", "2019"),
        ("Target 08/09", "2008/09"),
        ("Last year", "2021/22"),
        ("Same quarter last year", "2021/22 Q2"),
        ("Previous quarter", "2022/23 Q1"),
        ("Next year target", "2023/24"),
        ("Latest result", None),
        ("Target", None),
    ],
)
def test_the_period_of_a_heading_is_completed_by_the_reports(heading, period):
    found = period_in(heading, from_label("2022/23 Q2"))
    assert (found.label if found else None) == period


@pytest.mark.parametrize(
    ("report", "heading", "period"),
    [
        ("2023-12", "Previous quarter", "2023/24 Q2"),
        ("2023-11", "Last quarter", "2023/24 Q2"),
        ("2023-12", "Last month", "2023-11"),
        ("2023-12", "Same quarter last year", "2022/23 Q3"),
        ("2023-12", "Same month last year", "2022-12"),
        ("2022/23", "Previous quarter", "2022/23 Q3"),
        ("2023/24 Q1", "Last qtr", "2022/23 Q4"),
        ("2023/24 Q1-Q3", "Previous quarter", "2023/24 Q2"),
        ("2023/24 Q1-Q3", "Same period last year", "2022/23 Q1-Q3"),
        ("2023/24 Q3", "Year end 2022/23", "2022/23"),
        ("2023/24 Q3", "Previous year", "2022/23"),
        ("2023/24 Q3", "PY", "2022/23"),
        ("2023/24 Q3", "Prev Qtr", "2023/24 Q2"),
        ("2023/24 Q3", "12 months ago", "2022/23 Q3"),
        ("2023/24 Q2", "Q2 last year", "2022/23 Q2"),
        ("2023/24 Q1", "Previous quarter (Q4)", "2022/23 Q4"),
        ("2023/24 Q2", "Same period 2022/23", "2022/23 Q2"),
        ("2023/24 Q2", "YTD (Apr-Sep)", "2023/24 Q1-Q2"),
        ("2023/24 Q2", "Apr-Jun", "2023/24 Q1"),
        ("2023/24 Q2", "Q1 to Q3", "2023/24 Q1-Q3"),
        ("2023/24 Q2", "Year to March 2023", "2022/23"),
        ("2023/24 Q4", "Last Q4", "2022/23 Q4"),
        ("2023/24 Q2", "Last quarter of 2022/23", "2022/23 Q4"),
    ],
)
def test_a_heading_that_counts_back_says_whether_quarter_month_or_year(report, heading, period):
    found = period_in(heading, from_label(report))
    assert found is not None and found.label == period


@pytest.mark.parametrize(
    ("note", "period"),
    [
        ("NB – reported a quarter in arrears", "2022/23 Q1"),
        ("The figures relate to quarter one, with quarter two available in November", "2022/23 Q1"),
        ("Only available as a snapshot: 5.8% represents September 2022", "2022-09"),
        ("Target proposed for amendment", None),
    ],
)
def test_a_note_may_say_which_period_its_figure_is_of(note, period):
    found = period_of_note(note, from_label("2022/23 Q2"))
    assert (found.label if found else None) == period


@pytest.mark.parametrize("heading", ["Last 12 months", "Last five quarters", "Last updated"])
def test_a_span_up_to_now_is_not_counted_back(heading):
    assert period_in(heading, from_label("2023/24 Q2")) is None
