"""Which way is better, who is believed, and that no rating proves itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scrutiny.records import Box, Observation, Polarity, PolarityEvidence
from scrutiny.rules.findings import from_polarity
from scrutiny.rules.polarity import UNKNOWN, PolarityDecided, decide, status_evidence
from scrutiny.rules.schemes import load_all

FOUR_BANDS = load_all({})[0]


def said(polarity: Polarity, source: Any, detail: str = "why") -> PolarityEvidence:
    return PolarityEvidence("m", polarity, source, detail)


def decided(*evidence: PolarityEvidence) -> PolarityDecided:
    return decide(["m"], evidence)["m"]


def quarter(number: int, value: str, target: str = "100", status: str = "Red", **fields: Any) -> Observation:
    start = {1: date(2022, 4, 1), 2: date(2022, 7, 1), 3: date(2022, 10, 1)}[number]
    end = {1: date(2022, 6, 30), 2: date(2022, 9, 30), 3: date(2022, 12, 31)}[number]
    known: dict[str, Any] = {
        "document": f"sometown-q{number}",
        "seq": 7,
        "kind": "measure",
        "name": "Complaints",
        "basis": "actual",
        "period": f"2022/23 Q{number}",
        "period_start": start,
        "period_end": end,
        "box": Box(1, 0, 0, 1, 1),
        "value_text": value,
        "value": Decimal(value),
        "value_step": Decimal(1),
        "unit": "count",
        "target_text": target,
        "target": Decimal(target),
        "status": status,
    }
    return Observation(**(known | fields))


@pytest.mark.parametrize(
    ("trusted", "less"),
    [("decision", "printed"), ("printed", "direction"), ("direction", "elsewhere"), ("elsewhere", "wording")],
)
def test_the_more_trusted_source_decides(trusted: str, less: str) -> None:
    known = decided(said("higher", less), said("lower", trusted, "trusted"))
    assert (known.polarity, known.source, known.described) == ("lower", trusted, f"{trusted}: trusted")


def test_a_source_that_contradicts_itself_decides_nothing_and_is_kept() -> None:
    one, other = said("higher", "direction", "rose and improved"), said("lower", "direction", "fell and improved")
    known = decided(one, other, said("higher", "wording"))
    assert known.polarity is None
    assert known.conflict == (one, other)


def test_a_measure_without_evidence_is_unknown() -> None:
    assert decided() == UNKNOWN


def test_a_red_that_only_one_way_explains_tells_which_way_is_better() -> None:
    evidence = status_evidence("m", [quarter(1, "150")], FOUR_BANDS)
    assert [item.evidence.polarity for item in evidence] == ["lower"]


@pytest.mark.parametrize(
    "observation",
    [
        quarter(1, "100", status="Green"),
        quarter(1, "150", status="Amber"),
        quarter(1, "150", status="N/A"),
        quarter(1, "150", target="0"),
        quarter(1, "150", basis="forecast"),
        quarter(1, "150", kind="risk"),
    ],
    ids=["both ways", "neither way", "unrated", "zero target", "forecast", "not by figures"],
)
def test_a_status_that_does_not_single_out_one_way_tells_nothing(observation: Observation) -> None:
    assert status_evidence("m", [observation], FOUR_BANDS) == ()


def from_statuses(*observations: Observation) -> PolarityDecided:
    return decide(["m"], [], status_evidence("m", observations, FOUR_BANDS))["m"]


def test_another_period_s_status_is_evidence() -> None:
    known = from_statuses(quarter(1, "150")).for_figure(quarter(2, "140"))
    assert (known.polarity, known.source) == ("lower", "status")


def test_a_status_is_no_evidence_for_the_figure_that_it_rates() -> None:
    rated = quarter(1, "150")
    assert from_statuses(rated).polarity == "lower"
    assert from_statuses(rated).for_figure(rated).polarity is None


@pytest.mark.parametrize(
    "again",
    [
        quarter(1, "150", document="sometown-q2"),
        quarter(1, "150", period="2022-06", period_start=date(2022, 6, 1)),
        quarter(2, "150"),
    ],
    ids=["in another report", "under another name for the period", "the same figure and target"],
)
def test_a_status_is_no_evidence_for_the_same_figure_printed_again(again: Observation) -> None:
    assert from_statuses(quarter(1, "150")).for_figure(again).polarity is None


def test_a_measure_says_nothing_of_a_way_that_only_the_rated_figure_tells() -> None:
    """Else a figure joined to its measure would be proved by its own rating."""
    rated = quarter(1, "150")
    earlier = quarter(2, "140", status=None, basis="previous")
    assert from_statuses(rated).for_measure([rated, replace(rated, seq=8), earlier]) == UNKNOWN


def test_a_measure_says_which_way_where_a_status_can_rate_another_period() -> None:
    rated = quarter(1, "150"), quarter(2, "140")
    assert from_statuses(rated[0]).for_measure(rated).described == "status: 150 against 100 was rated Red"


def test_what_a_measure_s_wording_tells_is_said_without_any_figure() -> None:
    assert decided(said("higher", "wording")).for_measure([]).polarity == "higher"


def test_only_the_other_periods_are_heard_where_statuses_contradict() -> None:
    """The wrong Red of quarter 2 contradicts quarters 1 and 3, but is not heard when quarter 2 is rated."""
    known = from_statuses(quarter(1, "150"), quarter(2, "50"), quarter(3, "160"))
    assert known.polarity is None
    assert known.for_figure(quarter(2, "50")).polarity == "lower"


def test_statuses_do_not_break_a_tie_among_more_trusted_sources() -> None:
    torn = [said("higher", "wording"), said("lower", "wording")]
    known = decide(["m"], torn, status_evidence("m", [quarter(1, "150")], FOUR_BANDS))["m"]
    assert known.for_figure(quarter(2, "140")).polarity is None


def test_statuses_are_not_asked_where_something_better_decides() -> None:
    known = decide(["m"], [said("higher", "wording")], status_evidence("m", [quarter(1, "150")], FOUR_BANDS))["m"]
    assert known.for_figure(quarter(2, "140")).polarity == "higher"
    assert replace(known, statuses=()).polarity == "higher"


def conflicts(*evidence: PolarityEvidence) -> list[tuple[str, str]]:
    row = quarter(1, "90")
    placed = [replace(item, document=row.document, seq=row.seq) for item in evidence]
    found = from_polarity(decide(["m"], placed), {"m": "Complaints"}, {(row.document, row.seq): row})
    assert all(finding.kind == "polarity_conflict" for finding in found)
    return [(finding.severity, finding.message) for finding in found]


def test_two_printed_sources_that_disagree_are_a_finding_though_the_more_trusted_decides() -> None:
    ((severity, message),) = conflicts(said("lower", "printed"), said("higher", "direction"))
    assert severity == "look"
    assert message == "Complaints: which way is better is told by printed (lower), but direction says otherwise."


def test_wording_against_print_is_for_information_only() -> None:
    ((severity, _),) = conflicts(said("higher", "direction"), said("lower", "wording"))
    assert severity == "information"


def test_nothing_stands_against_a_person_and_a_status_is_found_elsewhere() -> None:
    assert conflicts(said("lower", "decision"), said("higher", "printed")) == []
    assert conflicts(said("lower", "printed"), said("higher", "status")) == []
    assert conflicts(said("lower", "printed"), said("lower", "wording")) == []


def test_a_range_or_no_better_way_is_known_as_such() -> None:
    assert decided(said("neither", "decision"), said("lower", "wording")).polarity == "neither"
    assert decided(said("range", "printed")).described == "printed: why"
