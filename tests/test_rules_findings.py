"""What is reported to an auditor, how gravely, and with which evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from scrutiny.records import Acknowledgement, Box, Evidence, Finding, Observation, Place, PolarityEvidence
from scrutiny.rules.definition import read
from scrutiny.rules.findings import acknowledge, distinct, from_polarity, from_ratings
from scrutiny.rules.polarity import PolarityDecided, decide
from scrutiny.rules.rating import rate
from scrutiny.rules.scheme import Scheme
from scrutiny.rules.schemes import load_all

FOUR_BANDS = load_all({})[0]
PRINTED = PolarityDecided("higher", "printed", "increase is positive")
WORDING = PolarityDecided("higher", "wording", "satisfied")


def row(seq: int = 1, value: str = "89", status: str = "Green", **fields: Any) -> Observation:
    known: dict[str, Any] = {
        "document": "sometown",
        "seq": seq,
        "kind": "measure",
        "name": "Homes built",
        "basis": "actual",
        "period": "2022/23",
        "box": Box(3, 0, 0, 500, 20),
        "value": Decimal(value),
        "value_text": value,
        "unit": "count",
        "target": Decimal(100),
        "target_text": "100",
        "status": status,
    }
    return Observation(**(known | fields))


def found(
    *rows: Observation,
    polarity: PolarityDecided = PRINTED,
    scheme: Scheme = FOUR_BANDS,
    use: Literal["own", "assumed"] = "own",
) -> tuple[Finding, ...]:
    ratings = [rate(item, scheme, use, polarity) for item in rows]
    return from_ratings(rows, ratings, [scheme], lambda _: polarity)


def test_a_wrong_rating_under_the_council_s_own_key_is_an_error_with_its_arithmetic() -> None:
    (finding,) = found(row())
    assert (finding.severity, finding.kind, finding.seq) == ("error", "disagreement", 1)
    assert "rated Green, but 89 against a target of 100 gives Red" in finding.message
    assert "(89 - 100) / 100 = -11.00%" in finding.arithmetic


def test_a_right_rating_is_no_finding() -> None:
    assert found(row(status="Red")) == ()


def test_an_assumed_key_only_informs() -> None:
    assert [finding.severity for finding in found(row(), use="assumed")] == ["information"]


def test_an_inferred_key_only_informs() -> None:
    inferred = read("x", FOUR_BANDS.definition.replace("kind: published", "kind: inferred"))
    assert [finding.severity for finding in found(row(), scheme=inferred)] == ["information"]


def test_where_the_other_polarity_would_be_right_a_weak_source_accuses_nobody() -> None:
    """112 is Blue if higher is better and Red if lower is."""
    assert found(row(value="112", status="Red"), polarity=WORDING)[0].severity == "look"
    assert found(row(value="112", status="Red"), polarity=PRINTED)[0].severity == "error"


def test_a_rating_that_is_wrong_both_ways_is_an_error_whatever_is_known() -> None:
    amber = row(value="150", status="Amber")
    for known in (WORDING, PolarityDecided()):
        assert found(amber, polarity=known)[0].severity == "error"


def test_each_figure_involved_is_shown_where_it_stands() -> None:
    value, status, name = Box(3, 100, 0, 120, 20), Box(3, 200, 0, 250, 20), Box(3, 0, 0, 90, 20)
    (finding,) = found(row(places=(Place("value", 1, value), Place("status", 1, status), Place("name", 1, name))))
    printed = [(value, "89"), (status, "Green"), (name, "Homes built")]
    assert [(item.box, item.text) for item in finding.evidence] == printed


def test_a_finding_keeps_its_id_when_rows_are_added_before_it() -> None:
    (before,) = found(row(seq=1))
    after = found(row(seq=1, name="Another", status="Red"), row(seq=2))
    assert [finding.finding for finding in after] == [before.finding]


def test_a_wrong_rating_printed_twice_is_one_finding_with_both_places() -> None:
    (once,) = found(row(seq=1))
    (finding,) = found(row(seq=1), row(seq=2, box=Box(9, 0, 0, 500, 20)))
    assert (finding.finding, finding.seq) == (once.finding, 1)
    assert [item.box.page for item in finding.evidence] == [3, 9]
    assert finding.message.endswith("It is printed 2 times, on pages 3 and 9.")


@pytest.mark.parametrize(
    "other",
    [row(2, value="88"), row(2, status="Amber"), row(2, target=Decimal(120)), row(2, period="2021/22")],
    ids=["figure", "status", "target", "period"],
)
def test_two_wrong_ratings_under_one_name_are_two_findings(other: Observation) -> None:
    findings = [finding.finding for finding in found(row(1), other) if finding.kind == "disagreement"]
    assert len(set(findings)) == 2


def test_what_the_key_says_of_both_ratings_is_evidence_too() -> None:
    says = {band.name: Evidence("key", Box(2, 0, 0, 9, 9), band.says) for band in FOUR_BANDS.bands}
    ratings = [rate(row(), FOUR_BANDS, "own", PRINTED)]
    (finding,) = from_ratings([row()], ratings, [FOUR_BANDS], lambda _: PRINTED, {FOUR_BANDS.scheme: says})
    assert finding.evidence[-2:] == (says["Green"], says["Red"])


def test_one_figure_rated_differently_in_two_places_is_a_conflict() -> None:
    kinds = [(finding.kind, finding.severity, finding.seq) for finding in found(row(1, status="Red"), row(2))]
    assert kinds == [("disagreement", "error", 2), ("rated_differently", "conflict", 2)]


@pytest.mark.parametrize(
    "other",
    [
        row(2, value="90"),
        row(2, name="Homes repaired"),
        row(2, period="2021/22"),
        row(2, target=Decimal(80)),
        row(2, status="Major slippage"),
        row(2, status="No Target"),
        row(2, basis="forecast"),
    ],
    ids=["figure", "name", "period", "target", "word for the same band", "unrated", "basis"],
)
def test_rows_that_differ_in_what_is_rated_are_no_conflict(other: Observation) -> None:
    kinds = {finding.kind for finding in found(row(1, status="Red"), other)}
    assert "rated_differently" not in kinds


def test_a_conflict_over_periods_of_different_length_is_worth_a_look() -> None:
    year = {"period_start": date(2022, 4, 1), "period_end": date(2023, 3, 31)}
    month = {"period": "2023-03", "period_start": date(2023, 3, 1), "period_end": date(2023, 3, 31)}
    findings = found(row(1, status="Red", **year), row(2, **month))
    assert [finding.severity for finding in findings if finding.kind == "rated_differently"] == ["look"]


def test_without_a_key_only_words_of_two_colours_are_two_ratings() -> None:
    rows = row(1, status="On track"), row(2, status="Green"), row(3, status="Red")
    findings = from_ratings(rows, [], [], lambda _: PRINTED)
    assert [(finding.kind, finding.seq) for finding in findings] == [("rated_differently", 3)]


def test_a_contradicted_polarity_is_worth_a_look_with_both_places() -> None:
    rows = {("sometown", seq): row(seq) for seq in (1, 2)}
    evidence = [
        PolarityEvidence("m", "higher", "direction", "80 to 89: Improving", "sometown", 1, "2022/23"),
        PolarityEvidence("m", "lower", "direction", "89 to 80: Improving", "sometown", 2, "2021/22"),
    ]
    (finding,) = from_polarity(decide(["m"], evidence), {"m": "Homes built"}, rows)
    assert (finding.severity, finding.kind, len(finding.evidence)) == ("look", "polarity_conflict", 2)
    assert "higher is better: 80 to 89: Improving" in finding.arithmetic


def test_a_direction_that_is_a_finding_of_its_own_is_not_told_again_as_a_doubt_about_the_polarity() -> None:
    rows = {("sometown", 1): row(1)}
    evidence = [
        PolarityEvidence("m", "lower", "printed", "aim to minimise", "sometown", 1, "2022/23"),
        PolarityEvidence("m", "higher", "direction", "80 to 89: Improving", "sometown", 1, "2022/23"),
    ]
    known = decide(["m"], evidence)
    assert len(from_polarity(known, {"m": "Homes built"}, rows)) == 1
    assert from_polarity(known, {"m": "Homes built"}, rows, {("sometown", 1)}) == ()


def test_what_is_told_twice_is_one_finding_with_the_evidence_of_both() -> None:
    (finding,) = found(row())
    elsewhere = Evidence("sometown", Box(9, 0, 0, 1, 1), "89")
    (kept,) = distinct([finding, replace(finding, evidence=(*finding.evidence, elsewhere))])
    assert kept.evidence == (*finding.evidence, elsewhere)


def test_an_acknowledged_finding_stays_listed_with_the_reason() -> None:
    (finding,) = found(row())
    reason = Acknowledgement(finding.finding, "A. Auditor", date(2024, 1, 5), "corrected in the next report")
    (kept,) = acknowledge([finding], [reason])
    assert kept == replace(finding, acknowledged="A. Auditor, 2024-01-05: corrected in the next report")
