"""Evidence for which way a measure is better."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scrutiny.normalise.polarity import collect, read_note
from scrutiny.normalise.polarity_wording import wording
from scrutiny.records import Box, Limit, Observation, PolarityEvidence

BOX = Box(1, 0, 0, 1, 1)


def row(seq: int, value: str | None, basis: str = "actual", period: str = "2021/22", **fields: object) -> Observation:
    plain = Observation(
        "doc",
        seq,
        "measure",
        "Calls",
        basis,
        period,
        BOX,
        value=Decimal(value) if value else None,
        unit="count",  # type: ignore[arg-type]
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def evidence(*rows: Observation) -> list[PolarityEvidence]:
    return list(collect({(one.document, one.seq): "m" for one in rows}, rows))


def said(*rows: Observation) -> list[tuple[str, str]]:
    return [(one.source, one.polarity) for one in evidence(*rows)]


@pytest.mark.parametrize(
    ("before", "after", "direction", "expected"),
    [
        ("29.3", "46", "Improving", [("direction", "higher")]),
        ("46", "29.3", "Improving", [("direction", "lower")]),
        ("10.47", "12.8", "Deteriorating", [("direction", "lower")]),
        ("10", "9", "Worse", [("direction", "higher")]),
        ("10", "10.0", "Improving", []),
        ("10", "9", "Stabilised", []),
        ("10", "9", "N/A", []),
        ("10", "9", "↓", []),
        (None, "9", "Improving", []),
        ("10", None, "Improving", []),
    ],
)
def test_a_direction_tells_only_beside_two_different_figures(
    before: str | None, after: str | None, direction: str, expected: list[tuple[str, str]]
) -> None:
    assert said(row(1, after, direction=direction), row(2, before, "previous", "2020/21")) == expected


def test_the_latest_earlier_figure_is_the_one_compared_with() -> None:
    series = [
        row(1, "5", "previous", "2019/20"),
        row(2, "9", "previous", "2020/21"),
        row(3, "7", direction="Improving"),
    ]
    assert said(*series) == [("direction", "lower")]


def test_an_earlier_figure_of_another_section_or_unit_tells_nothing() -> None:
    assert said(row(1, "9", direction="Improving"), row(2, "5", "previous", section="Elsewhere")) == []
    assert said(row(1, "9", direction="Improving"), row(2, "5", "previous", unit="percent")) == []


def test_evidence_says_where_it_stands_and_from_what() -> None:
    found = evidence(row(1, "46", direction="Improving"), row(2, "29.3", "previous", "2020/21"))[0]
    assert (found.measure, found.document, found.seq, found.period) == ("m", "doc", 1, "2021/22")
    assert found.detail == '"Improving" is printed from 29.3 (2020/21) to 46 (2021/22)'


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("increase is positive", "higher"),
        ("a reduction is positive", "lower"),
        ("Aim to maximise", "higher"),
        ("Aim to Minimise", "lower"),
        ("Good performance HIGH", "higher"),
        ("low figure = good", "lower"),
        ("Higher is better", "higher"),
        ("Smaller is better", "lower"),
        ("higher is worse", "lower"),
        ("High", "higher"),
        ("Down", "lower"),
        ("snapshot", None),
        ("high or medium risk", None),
        ("low income", None),
        ("", None),
    ],
)
def test_printed_notes_are_understood(note: str, expected: str | None) -> None:
    assert read_note(note) == expected


def test_a_note_in_the_name_counts_as_printed_once() -> None:
    assert said(row(1, "9", name="Reports made (increase is positive)")) == [("printed", "higher")]
    assert said(row(1, "9", name="Reports made - lower is better")) == [("printed", "lower")]
    assert said(row(1, "9", name="Reports made (low)")) == []


@pytest.mark.parametrize(
    ("target", "limit", "expected"),
    [("90", Limit("floor", "80", Decimal(80)), "higher"), ("25", Limit("floor", "29", Decimal(29)), "lower"),
     ("5", Limit("red", "9", Decimal(9)), "lower")],
)  # fmt: skip
def test_the_side_on_which_a_threshold_lies_tells(target: str, limit: Limit, expected: str) -> None:
    assert said(row(1, "85", target=Decimal(target), limits=(limit,))) == [("printed", expected)]


def test_two_limits_make_a_range_and_a_tolerance_tells_nothing() -> None:
    both = (Limit("lower", "10", Decimal(10)), Limit("upper", "20", Decimal(20)))
    assert said(row(1, "15", limits=both)) == [("printed", "range")]
    assert said(row(1, "15", target=Decimal(15), limits=(Limit("tolerance", "5%", Decimal(5)),))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<= 10", ["lower"]), ("A maximum of 10", ["lower"]), ("no more than 10", ["lower"]), ("At least 90%", ["higher"]),
     ("≥ 90%", ["higher"]), ("not less than 90", ["higher"]), ("10", []), ("between more than 5 and less than 9", [])],
)  # fmt: skip
def test_the_wording_of_a_target_tells(text: str, expected: list[str]) -> None:
    assert [polarity for _, polarity in said(row(1, "9", target_text=text))] == expected


def test_only_measures_are_heard() -> None:
    assert said(row(1, "9", name="Complaints", kind="risk")) == []


def test_the_wording_is_told_once_for_a_name() -> None:
    assert said(row(1, "9", name="Complaints"), row(2, "8", name="Complaints")) == [("wording", "lower")]


@pytest.mark.parametrize(
    "name",
    [
        "Percentage of complaints answered within 20 days",
        "Percentage answered within 20 working days to resolve a complaint",
        "Percentage of residents who feel safe",
        "Tonnes of waste diverted from landfill",
        "Percentage of crimes detected",
        "Percentage reduction in complaints",
        "People waiting less than 18 weeks",
        "Empty homes brought back into use",
        "Children's homes judged good or outstanding",
        "Council tax collected in-year",
        "Young people in education, employment or training",
        "Pupils achieving the expected standard in reading",
        "Participants in smoking programmes who stop smoking",
        "People supported to move from residential care to more independent supported living",
        "The rate of returned online sexual health tests",
        "People with a learning disability with an outcome focused support plan",
        "Evictions prevented",
        "Abandoned vehicles removed within 24 hours of the point at which the council may",
    ],
)
def test_wordings_where_more_is_better(name: str) -> None:
    found = wording(name)
    assert found is not None
    assert found.polarity == "higher"


@pytest.mark.parametrize(
    "name",
    [
        "Number of complaints",
        "Average days lost to sickness absence (not including schools)",
        "Average time taken to let a home again",
        "Days to process a new claim",
        "Number of working days to re-let a home",
        "Percentage of young people not in education, employment or training",
        "Gap between disadvantaged pupils and others achieving the expected standard",
        "Residents dissatisfied with the council",
        "Percentage of repeat referrals within 12 months",
        "People waiting more than 18 weeks",
        "Roads in need of maintenance",
        "Permanent admissions to residential and nursing homes",
        "Contamination of recycling",
        "Number of abandoned vehicles reported",
        "Call abandonment rate",
    ],
)
def test_wordings_where_less_is_better(name: str) -> None:
    found = wording(name)
    assert found is not None
    assert found.polarity == "lower"


@pytest.mark.parametrize(
    "name",
    [
        "Number of children",
        "Planning applications received",
        "Percentage of complaints not answered within 20 days",
        "Council tax not collected",
        "Number of hate crimes reported",
        "Domestic abuse incidents and crimes recorded",
        "Number of complaints resolved",
        "Homes with no recycling collection",
        "Expenditure on the transport programme",
        "Homeless approaches",
        "Children in need per 10,000 population",
        "Fixed penalty notices issued for environmental offences",
        "Crime prevention visits made",
        "Rough sleepers helped into accommodation",
        "Contaminated land sites remediated",
    ],
)
def test_wordings_that_tell_nothing_certain(name: str) -> None:
    assert wording(name) is None
