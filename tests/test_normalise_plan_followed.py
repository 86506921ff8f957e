"""A delivery plan beside a later report: what is reported, how, and what is overdue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.normalise.plan_followed import due, follow
from scrutiny.records import Box, Observation, PlanItem

UNTIL = date(2022, 9, 30)


def item(seq=1, milestone=None, measure=None, must_do="Deliver the Housing Strategy", deadline=None):
    fields = dict.fromkeys(("theme", "outcome", "portfolio", "difference"))
    return PlanItem(
        "plan", seq, must_do=must_do, milestone=milestone, measure_name=measure, deadline=deadline, page=2, **fields
    )


def row(name, status="On track", kind="action", seq=1):
    return Observation("q2", seq, kind, name, "actual", "2022/23 Q2", Box(3, 0, 0, 9, 9), status=status)


def told(plan, *rows, measures=None, of_rows=None):
    (one,) = follow([plan], measures or {}, rows, of_rows or {}, "q2", UNTIL)
    return one


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Draft a charter for night-time economy businesses", "reported"),
        ("Draft a Charter for night time economy businesses in Westbury", "reported"),  # goes on
        ("Draft a Charter for night time", "reported"),  # cut off
        ("Draft the charter for businesses of the night time economy, and trade", "another wording"),
        ("Deliver the Housing Strategy", "through its commitment"),
        ("Draft a parking strategy", "not reported"),
        ("Complete the flood defences", "not reported"),
    ],
)
def test_a_milestone_is_found_by_its_words_else_by_its_commitment(name, how):
    found = told(item(milestone="Draft a Charter for night time economy businesses"), row(name))
    assert found.how == how
    assert (found.other_seq is None) == (how == "not reported")


def test_the_milestone_itself_goes_before_its_commitment():
    rows = [row("Deliver the Housing Strategy"), row("Draft a Charter for night time economy businesses", seq=2)]
    assert told(item(milestone="Draft a Charter for night time economy businesses"), *rows).other_seq == 2


def test_a_project_that_only_this_commitment_names_tells_of_it():
    castle = row("Delivering our priority projects - Castle Ward", "Amber", kind="project")
    plan = item(milestone="Homes on site", must_do="Deliver the Castle Ward scheme with partners and the agency")
    assert told(plan, castle).how == "through its project"
    assert told(item(milestone="Homes on site", must_do="Repair the castle"), castle).how == "not reported"


def test_risks_and_measures_are_no_milestones():
    plan = item(milestone="Draft a Charter for night time economy businesses")
    assert told(plan, row("Draft a Charter for night time economy businesses", kind="risk")).how == "not reported"


def test_a_measure_is_found_by_what_it_is_in_whatever_words():
    plan = item(measure="Affordable homes delivered")
    rows = [row("HO 01 Affordable homes delivered (annual)", kind="measure"), row("New homes", kind="measure", seq=2)]
    same = told(plan, *rows, measures={1: "m"}, of_rows={1: "m"})
    other = told(plan, *rows, measures={1: "m"}, of_rows={2: "m"})
    assert (same.how, same.other_seq, same.overdue) == ("reported", 1, None)
    assert (other.how, other.other_seq) == ("another wording", 2)
    assert told(plan, *rows, measures={1: "m"}, of_rows={2: "n"}).how == "not reported"


@pytest.mark.parametrize(
    ("deadline", "status", "overdue"),
    [
        ("June 2022", "On track", True),
        ("June 2022", "Completed", False),
        ("September 2022", "On track", False),  # due on the report's last day
        ("March 2023", "On track", False),
        ("June 2022\nMarch 2023", "On track", False),  # which milestone is due first is not told
        ("Ongoing", "On track", None),
        (None, "On track", None),
    ],
)
def test_overdue_is_what_is_past_its_date_and_not_completed(deadline, status, overdue):
    plan = item(milestone="Draft a Charter for night time economy businesses", deadline=deadline)
    found = told(plan, row("Draft a Charter for night time economy businesses", status))
    assert found.overdue is overdue
    assert found.completed is (status == "Completed")


def test_what_is_not_reported_at_all_is_overdue_too():
    assert told(item(milestone="Open the new bridge", deadline="June 2022"), row("Repair the roof")).overdue is True


def test_a_date_is_the_last_day_that_it_names():
    assert due(item(deadline="September 2022")) == date(2022, 9, 30)
    assert due(item(deadline="as needed")) is None


WORDS = st.lists(st.sampled_from("open new bridge repair roof school road park plan adopt".split()), max_size=6)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6), st.lists(WORDS.map(" ".join), max_size=6), st.randoms())
def test_every_item_is_told_of_once_whatever_the_order_of_the_rows(milestones, names, random):
    plan = [item(seq, milestone=text or None, deadline="June 2022") for seq, text in enumerate(milestones, 1)]
    rows = [row(name or "-", seq=seq) for seq, name in enumerate(dict.fromkeys(names), 1)]
    found = follow(plan, {}, rows, {}, "q2", UNTIL)
    assert [one.seq for one in found] == [one.seq for one in plan]
    assert {one.other_seq for one in found} <= {None, *(row.seq for row in rows)}
    again = follow(plan, {}, random.sample(rows, len(rows)), {}, "q2", UNTIL)
    assert [one.how for one in again] == [one.how for one in found]
