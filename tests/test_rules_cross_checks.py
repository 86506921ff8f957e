"""Statements of one council's reports that cannot all be true are found; what may be true is left alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from handmade import table
from test_rules_claims import recounted

from scrutiny.language.periods import from_label
from scrutiny.records import Box, Observation, Report
from scrutiny.rules.cross_checks import from_reports, from_trends
from scrutiny.rules.polarity import UNKNOWN, PolarityDecided

Q1, Q2 = (
    Report(name, Path(f"{name}.pdf"), "", "E1", "A Council", "Report", from_label(label), "quarterly")
    for name, label in (("q1", "2023/24 Q1"), ("q2", "2023/24 Q2"))
)
HIGHER = PolarityDecided("higher", "printed", "aim to maximise")


def seen(document, seq, name, **more):
    period = {"q1": Q1, "q2": Q2}[document].period
    facts = {"basis": "actual", "period": period.label, "period_start": period.start, "period_end": period.end} | more
    return Observation(document, seq, more.pop("kind", "measure"), name, box=Box(seq, 0, 0, 1, 1), **facts)


def found(*observations, polarity=UNKNOWN):
    printed = {one: tuple(row for row in observations if row.document == one) for one in ("q1", "q2")}
    measure_of = {(row.document, row.seq): row.name for row in observations}
    return list(from_reports([Q1, Q2], printed, measure_of, lambda _: polarity))


def test_an_earlier_rating_is_compared_with_the_report_of_that_time():
    now = seen("q2", 1, "Flood risk", status="Good", previous_status="Strong")
    (finding,) = found(now, seen("q1", 4, "Flood risk", status="Requiring Review"))
    assert (finding.kind, finding.severity, finding.document) == ("earlier_rating", "conflict", "q2")
    assert {evidence.document for evidence in finding.evidence} == {"q1", "q2"}
    assert not found(now, seen("q1", 4, "Flood risk", status="Strong"))
    assert not found(now, seen("q1", 4, "Flood risk", status="No data"))
    assert not found(now, seen("q1", 4, "Another", status="Good"))


@pytest.mark.parametrize(
    ("direction", "polarity", "accused"),
    [
        ("Improving", HIGHER, True),
        ("Deteriorating", HIGHER, False),
        ("Improving", PolarityDecided("lower", "printed", "aim to minimise"), False),
        ("Improving", PolarityDecided("higher", "wording", "a guess"), False),
        ("Decreased", HIGHER, False),
        ("Improving", UNKNOWN, False),
    ],
)
def test_a_direction_of_travel_is_compared_with_its_two_figures_where_it_is_printed_which_way_is_better(
    direction, polarity, accused
):
    before = seen("q2", 1, "Calls answered", basis="previous", value=Decimal(90), table=1, row=2)
    now = seen("q2", 2, "Calls answered", value=Decimal(85), direction=direction, table=1, row=2)
    assert [finding.kind for finding in found(before, now, polarity=polarity)] == ["direction"] * accused


def test_a_slip_printed_in_two_places_is_one_finding_with_both_for_evidence():
    rows = [
        seen("q2", seq, "Calls answered", basis=basis, value=Decimal(value), direction=direction, table=table, row=2)
        for table in (1, 5)
        for seq, basis, value, direction in (
            (2 * table, "previous", 90, None),
            (2 * table + 1, "actual", 85, "Improving"),
        )
    ]
    (finding,) = found(*rows, polarity=HIGHER)
    assert finding.seq == 3
    assert {each.box.page for each in finding.evidence} == {2, 3, 10, 11}
    other = replace(rows[-1], value=Decimal(80))
    assert len({finding.finding for finding in found(*rows[:-1], other, polarity=HIGHER)}) == 2


def test_a_direction_of_travel_is_not_compared_with_the_figure_of_another_span():
    year = {"period": "2022/23", "period_start": date(2022, 4, 1), "period_end": date(2023, 3, 31)}
    before = seen("q2", 1, "Calls answered", basis="previous", value=Decimal(90), table=1, row=2, **year)
    now = seen("q2", 2, "Calls answered", value=Decimal(85), direction="Improving", table=1, row=2)
    assert not found(before, now, polarity=HIGHER)


def test_no_data_beside_a_figure_of_that_time_is_worth_a_look():
    stated = seen("q2", 1, "Calls answered", value=Decimal(85), value_text="85%", status="No data for 2023-24")
    (finding,) = found(stated)
    assert (finding.kind, finding.severity) == ("no_data", "look")
    older = {"period": "2022-03", "period_start": date(2022, 3, 1), "period_end": date(2022, 3, 31)}
    assert not found(seen("q2", 1, "Calls answered", value=Decimal(85), status="No data for 2023-24", **older))
    assert not found(seen("q2", 1, "Calls answered", status="No data"))


def trends(*moved):
    names = ("Improving", "No change", "Declining")
    ratings = table(("", "Mar 2024"), ("Green", "12"), ("Amber", "4"), ("Red", "3"), headings=("Measures",))
    directions = table(("", "Mar 2024"), *zip(names, moved, strict=True), headings=("Measures",), number=2)
    return list(from_trends([each.claim for each in recounted(tables=[ratings, directions])]))


def test_more_directions_of_travel_than_rated_things_do_not_add_up():
    assert not trends("9", "4", "6")
    assert not trends("9", "4", "2")
    (finding,) = trends("9", "6", "6")
    assert finding.message == "The directions of travel for Mar 2024 add up to 21, but 19 measures are rated."
    assert finding.arithmetic == "Directions: 9 + 6 + 6 = 21. Ratings: 12 + 4 + 3 = 19."
    assert len(finding.evidence) == 6
