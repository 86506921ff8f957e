"""Rating a figure again: bands, edges, rounding, verdicts, reasons, working."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from scrutiny.records import Box, Limit, Observation, Rating
from scrutiny.rules.definition import read
from scrutiny.rules.polarity import UNKNOWN, PolarityDecided
from scrutiny.rules.rating import is_rated, rate
from scrutiny.rules.scheme import Scheme
from scrutiny.rules.schemes import load_all

HIGHER = PolarityDecided("higher", "wording", "satisfied")
LOWER = PolarityDecided("lower", "wording", "complaints")
FOUR_BANDS, FIVE_PERCENT = load_all({})


def row(value: str | None, target: str | None, status: str | None = "Green", **fields: Any) -> Observation:
    plain = {} if value is None else {"value": Decimal(value.strip("%"))}
    if value is not None:
        decimals = len(value.strip("%").partition(".")[2])
        plain |= {"value_step": Decimal(1).scaleb(-decimals)}
    known = {
        "document": "sometown-2022-23",
        "seq": 1,
        "kind": "measure",
        "name": "Residents satisfied",
        "basis": "actual",
        "period": "2022/23 Q2",
        "box": Box(1, 0, 0, 10, 10),
        "value_text": value,
        "unit": "percent",
        "target_text": target,
        "target": Decimal(target.strip("%")) if target else None,
        "status": status,
    }
    return Observation(**(known | plain | fields))


def rated(observation: Observation, scheme: Scheme | None = FOUR_BANDS, polarity: PolarityDecided = HIGHER) -> Rating:
    return rate(observation, scheme, "own", polarity)


def band(observation: Observation, scheme: Scheme, polarity: PolarityDecided = HIGHER) -> str | None:
    """The band of a figure whatever was published."""
    return rated(replace(observation, status=scheme.bands[0].name), scheme, polarity).recomputed


def possible(observation: Observation, scheme: Scheme, polarity: PolarityDecided = HIGHER) -> tuple[str, ...]:
    """All bands that a figure may be in, whatever was published."""
    return rated(replace(observation, status=scheme.bands[0].name), scheme, polarity).possible


@pytest.mark.parametrize(
    ("value", "expected"),
    [("111.0%", "Blue"), ("105.0%", "Green"), ("99.0%", "Green"), ("95.0%", "Amber"), ("85.0%", "Red")],
)
def test_a_figure_falls_in_the_band_of_its_variance(value: str, expected: str) -> None:
    assert rated(row(value, "100%")).recomputed == expected


def test_the_variance_is_in_percent_of_the_target_and_positive_when_better() -> None:
    assert rated(row("84.2%", "90%")).variance == Decimal("-6.444444")
    assert rated(row("84.2%", "90%"), polarity=LOWER).variance == Decimal("6.444444")


def test_a_negative_target_does_not_turn_the_sides() -> None:
    surplus = row("-4", "-10", unit="count")
    assert rated(surplus).variance == 60
    assert rated(surplus).recomputed == "Blue"


@pytest.mark.parametrize("published", ["Blue", "Green"])
def test_on_an_edge_that_the_key_leaves_open_either_rating_agrees(published: str) -> None:
    rating = rated(row("110", "100", published, unit="count"))
    assert (rating.verdict, rating.recomputed, rating.possible) == ("agrees", None, ("Blue", "Green"))


def test_on_an_open_edge_neither_neighbour_excuses_a_third_rating() -> None:
    assert rated(row("110", "100", "Amber", unit="count")).verdict == "disagrees"


def test_a_closed_edge_belongs_to_the_band_above() -> None:
    assert band(row("90", "100", unit="count"), FOUR_BANDS) == "Amber"
    assert band(row("98", "100", unit="count"), FIVE_PERCENT) == "Good"
    assert band(row("105", "100", unit="count"), FIVE_PERCENT) == "Good"


@pytest.mark.parametrize(
    ("value", "target", "expected"),
    [("98.0%", "95.5%", "Strong"), ("97.0%", "95.5%", "Good"), ("98.0%", "95.0%", "Good")],
)
def test_two_percent_is_strong_where_the_target_is_above_95_percent(value: str, target: str, expected: str) -> None:
    assert band(row(value, target), FIVE_PERCENT) == expected


def test_the_exception_for_percentages_does_not_hold_for_counts() -> None:
    assert band(row("310", "300", unit="count"), FIVE_PERCENT) == "Good"


def test_a_printed_percentage_may_stand_for_a_value_across_the_edge() -> None:
    rating = rated(row("89.9%", "100%", "Amber"), FOUR_BANDS)
    assert rating.verdict == "disagrees"
    rating = rated(row("90%", "100%", "Red"))
    assert (rating.verdict, rating.recomputed, rating.possible) == ("agrees_within_rounding", "Amber", ("Amber", "Red"))


def test_rounding_reaches_down_to_its_lower_end_and_not_up_to_its_upper_end() -> None:
    """97.5% may stand for 97.45 but not for 97.55."""
    met_or_not = read_scheme("target", "closed")
    assert possible(row("97.5%", "97.45%"), met_or_not) == ("Met",)
    assert possible(row("97.5%", "97.45%"), met_or_not, LOWER) == ("Met", "Missed")
    assert possible(row("97.5%", "97.55%"), met_or_not) == ("Missed",)
    assert possible(row("97.5%", "97.55%"), met_or_not, LOWER) == ("Met",)


@pytest.mark.parametrize("value", ["90", "90.0"])
def test_counts_and_whole_money_are_exact(value: str) -> None:
    for unit in ("count", "gbp"):
        assert rated(row(value, "100", "Red", unit=unit)).verdict == "disagrees"


def test_money_printed_in_millions_is_rounded() -> None:
    raised = row("9.0", "10", "Red", unit="gbp")
    millions = {"value": Decimal(9_000_000), "target": Decimal(10_000_000), "value_step": Decimal(100_000)}
    assert rated(replace(raised, **millions)).verdict == "agrees_within_rounding"


def test_an_average_with_a_target_in_decimals_is_rounded() -> None:
    assert possible(row("9.0", "9.01", unit="count"), read_scheme("target", "closed")) == ("Met", "Missed")


@pytest.mark.parametrize(
    ("published", "verdict", "reason"),
    [
        ("Blue", "disagrees", None),
        ("Red", "disagrees", None),
        ("Amber", "uncheckable", "polarity_unknown"),
        ("Green", "uncheckable", "polarity_unknown"),
    ],
)
def test_with_unknown_polarity_only_what_neither_way_gives_disagrees(
    published: str, verdict: str, reason: str | None
) -> None:
    rating = rated(row("95", "100", published, unit="count"), polarity=UNKNOWN)
    assert (rating.verdict, rating.reason, rating.variance) == (verdict, reason, None)
    assert rating.possible == ("Green", "Amber")


def test_with_unknown_polarity_a_figure_on_target_agrees() -> None:
    rating = rated(row("100", "100", "Green", unit="count"), polarity=UNKNOWN)
    assert (rating.verdict, rating.recomputed) == ("agrees", "Green")


@pytest.mark.parametrize(
    ("observation", "scheme", "reason"),
    [
        (row(None, None, None, kind="project"), FOUR_BANDS, "not_rated_by_figures"),
        (row(None, None, None, kind="deliverable"), None, "not_rated_by_figures"),
        (row(None, None, None), FOUR_BANDS, "no_status"),
        (row(None, None, "Annual Collection"), FOUR_BANDS, "unrated_label"),
        (row(None, None, "Purple"), FOUR_BANDS, "unrated_label"),
        (row(None, None), FOUR_BANDS, "no_value"),
        (row("0", None), FOUR_BANDS, "no_target"),
        (row("2.4", "0"), FOUR_BANDS, "zero_target"),
        (row("2.4", "0"), None, "zero_target"),
        (row("2.4", "3"), None, "no_scheme"),
        (row("2.4", "3", basis="forecast"), FOUR_BANDS, "no_scheme"),
        (row("2.4", "3", basis="benchmark"), FOUR_BANDS, "no_scheme"),
    ],
)
def test_what_cannot_be_checked_has_the_first_reason_that_holds(
    observation: Observation, scheme: Scheme | None, reason: str
) -> None:
    rating = rated(observation, scheme)
    assert (rating.verdict, rating.reason, rating.recomputed) == ("uncheckable", reason, None)
    assert rating.working.endswith(".")


def test_a_measure_that_is_neither_better_higher_nor_lower_is_not_recomputed() -> None:
    neither = PolarityDecided("neither", "decision", "context only")
    assert rated(row("9", "10"), polarity=neither).reason == "not_recomputable"


def test_a_bound_is_no_figure_to_rate() -> None:
    rating = rated(row("10", "20", "Red", unit="count", qualifier="less than; No target set"))
    assert (rating.reason, rating.working) == ("not_recomputable", "The figure is printed as less than 10.")


def test_an_unpublished_tolerance_is_said_so() -> None:
    text = FOUR_BANDS.definition + "not_recomputable: The tolerances are agreed with each service and not published\n"
    rating = rated(row("9", "10"), read("x", text))
    assert rating.reason == "not_recomputable"
    assert "not published" in rating.working


def test_earlier_figures_are_rated_only_where_they_bear_a_status_or_target() -> None:
    assert not is_rated(row("9", None, None, basis="previous"))
    assert is_rated(row("9", None, "Red", basis="previous"))
    assert is_rated(row("9", None, None))


def test_the_working_can_be_followed_by_hand() -> None:
    rating = rated(row("84.2%", "90%", "Amber"))
    assert rating.working.split("\n") == [
        "Actual 84.2%, target 90%: (84.2 - 90) / 90 = -6.44%.",
        "Higher is better (wording: satisfied): 6.44% worse than the target.",
        "Blue to or beyond 99 (+10%), Green to or beyond 88.2 (-2%), Amber to 81 (-10%), else Red.",
        '84.2 gives Amber: "Performance is between 2% and 10% below the target".',
        "As printed it stands for 84.15 up to 84.25: the same.",
        "Published Amber: agrees. Key: derby-2022-23 (derby-2022-23-q2 page 38).",
    ]


def test_a_half_in_a_percentage_is_rounded_away_from_zero() -> None:
    assert "= -55.63%." in rated(row("35.5", "80", unit="count")).working


def test_no_distance_from_the_target_has_no_sign() -> None:
    assert "= 0.00%." in rated(row("67.5%", "67.5%"), polarity=LOWER).working


def test_with_unknown_polarity_the_working_says_what_the_figure_may_stand_for() -> None:
    same = rated(row("95.0%", "100%", "Amber"), polarity=UNKNOWN).working
    assert same.count("As printed it stands for 94.95 up to 95.05: the same.") == 1
    other = rated(row("90.0%", "100%", "Red"), polarity=UNKNOWN).working
    assert "As printed it stands for 89.95 up to 90.05: Amber or Red." in other


def test_the_working_never_rounds_a_variance_onto_an_edge() -> None:
    rating = rated(row("899999", "1000000", unit="count"))
    assert "-10.000100%" in rating.working


# ----------------------------------------------------------- the worked examples of other keys


def read_scheme(*edges: str, labels: tuple[str, ...] = ("Met", "Missed")) -> Scheme:
    """A scheme of edges written ``where, owner, where, owner``, with a last band after them."""
    lines = ["scheme: x", "council: E06000001", "valid: {}", "kind: written", "rates: {measure: figures}", "bands:"]
    pairs = list(zip(edges[::2], edges[1::2], strict=True))
    for label, (where, owner) in zip(labels, pairs, strict=False):
        lines += [f"- band: {label}", f"  from: {where}", f"  edge: {owner}"]
    return read("x.yaml", "\n".join([*lines, f"- band: {labels[len(pairs)]}"]))


RAG = ("Green", "Amber", "Red")


@pytest.mark.parametrize(
    ("value", "last_year", "polarity", "target", "expected"),
    [
        ("72%", None, HIGHER, "80%", "Green"),
        ("71%", "74", HIGHER, "80%", "Red"),
        ("71%", "71", HIGHER, "80%", "Amber"),
        ("104", "118", LOWER, "93", "Amber"),
    ],
)
def test_ten_percent_then_last_year_s_direction(
    value: str, last_year: str | None, polarity: PolarityDecided, target: str, expected: str
) -> None:
    scheme = read_scheme("-10%", "closed", "previous", "closed", labels=RAG)
    earlier = Decimal(last_year) if last_year else Decimal(0)
    assert rate(row(value, target), scheme, "own", polarity, earlier).recomputed == expected


def test_a_rule_that_needs_last_year_s_figure_is_not_recomputed_without_it() -> None:
    scheme = read_scheme("-10%", "closed", "previous", "closed", labels=RAG)
    assert rate(row("71%", "80%", "Amber"), scheme, "own", HIGHER).reason == "not_recomputable"
    assert rate(row("71%", "80%", "Red"), scheme, "own", HIGHER).reason == "not_recomputable"


def test_a_band_that_needs_no_last_year_is_told_without_it() -> None:
    scheme = read_scheme("-10%", "closed", "previous", "closed", labels=RAG)
    assert rate(row("72%", "80%", "Green"), scheme, "own", HIGHER).verdict == "agrees"
    assert rate(row("71%", "80%", "Green"), scheme, "own", HIGHER).verdict == "disagrees"


@pytest.mark.parametrize(
    ("value", "target", "floor", "polarity", "expected"),
    [
        ("90", "90", "80", HIGHER, "Green"),
        ("80", "90", "80", HIGHER, "Amber"),
        ("79", "90", "80", HIGHER, "Red"),
        ("22.4%", "25.0%", "29.0", LOWER, "Green"),
        ("29.0%", "25.0%", "29.0", LOWER, "Amber"),
        ("29.1%", "25.0%", "29.0", LOWER, "Red"),
    ],
)
def test_floor_standards(value: str, target: str, floor: str, polarity: PolarityDecided, expected: str) -> None:
    scheme = read_scheme("target", "closed", "floor", "closed", labels=RAG)
    limits = (Limit("floor", floor, Decimal(floor)),)
    assert rate(row(value, target, limits=limits), scheme, "own", polarity).recomputed == expected


def test_percentage_points_and_percent_of_target_give_different_bands() -> None:
    arrears = row("8.2%", "7.50%", limits=(Limit("tolerance", "1.00%", Decimal("1.00")),))
    points = read_scheme("target", "closed", "-tolerance points", "closed", labels=RAG)
    relative = read_scheme("target", "closed", "-5%", "closed", labels=RAG)
    assert band(arrears, points, LOWER) == "Amber"
    assert band(arrears, relative, LOWER) == "Red"


@pytest.mark.parametrize(("value", "expected"), [("100", "Blue"), ("98", "Green"), ("95.4", "Amber"), ("92", "Red")])
def test_two_targets(value: str, expected: str) -> None:
    bands = ("Blue", "Green", "Amber", "Red")
    scheme = read_scheme("second target", "closed", "target", "closed", "-5%", "closed", labels=bands)
    aimed = row(value, "97", limits=(Limit("target", "100", Decimal(100)),))
    assert rate(aimed, scheme, "own", HIGHER).recomputed == expected


def test_a_zero_target_says_something_where_the_rule_is_not_a_percentage() -> None:
    met_or_not = read_scheme("target", "closed", labels=("Met", "Missed"))
    assert rate(row("6.2%", "0%", "Missed"), met_or_not, "own", LOWER).verdict == "agrees"


# ------------------------------------------------------- what a key leaves open, and what is rated otherwise


def limits(**values: str) -> tuple[Limit, ...]:
    """Limits of a row by their kind; a value keeps the text that is printed."""
    return tuple(Limit(kind, text, Decimal(text.strip("%"))) for kind, text in values.items())  # type: ignore[arg-type]


def rule(bands: str, more: str = "") -> Scheme:
    """A scheme from the YAML of its bands and its other fields."""
    head = "scheme: x\ncouncil: E06000001\nvalid: {}\nkind: written\nrates: {measure: figures}\n"
    return read("x.yaml", f"{head}bands:\n{bands}{more}")


UNPUBLISHED = rule("- {band: Green, from: target, edge: closed}\n- {band: Amber, from: unpublished}\n- {band: Red}\n")
RANGE = rule(
    "- {band: Green, from: limits, edge: closed}\n- {band: Amber, from: limits -10%, edge: closed}\n- {band: Red}\n"
)


@pytest.mark.parametrize(
    ("value", "status", "verdict"),
    [
        ("99", "Amber", "uncheckable"),
        ("50", "Amber", "uncheckable"),
        ("99", "Green", "disagrees"),
        ("101", "Red", "disagrees"),
        ("101", "Green", "agrees"),
    ],
)
def test_with_an_unpublished_edge_only_what_lies_beyond_both_its_bands_disagrees(
    value: str, status: str, verdict: str
) -> None:
    rating = rated(row(value, "100", status, unit="count"), UNPUBLISHED)
    assert (rating.verdict, rating.reason) == (verdict, "not_recomputable" if verdict == "uncheckable" else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("50", "Green"), ("60", "Green"), ("45", "Amber"), ("66", "Amber"), ("44", "Red"), ("67", "Red")],
)
@pytest.mark.parametrize("polarity", [HIGHER, LOWER, UNKNOWN])
def test_between_two_limits_a_result_is_as_good_as_the_worse_of_its_sides(
    value: str, expected: str, polarity: PolarityDecided
) -> None:
    expected_range = row(value, None, "Green", unit="count", limits=limits(lower="50", upper="60"))
    assert rated(expected_range, RANGE, polarity).recomputed == expected


def test_a_range_with_only_one_limit_is_not_rated() -> None:
    rating = rated(row("55", None, "Green", unit="count", limits=limits(lower="50")), RANGE)
    assert rating.reason == "not_recomputable"


@pytest.mark.parametrize(
    ("tolerance", "unit", "verdict"),
    [
        ("1.00%", "percent", "uncheckable"),
        ("1.00", "percent", "agrees"),
        ("10%", "count", "agrees"),
        ("5%", "count", "disagrees"),
    ],
)
def test_a_tolerance_is_taken_in_the_unit_it_is_printed_in_and_where_that_may_be_two_both_are_tried(
    tolerance: str, unit: str, verdict: str
) -> None:
    scheme = read_scheme("target", "closed", "-tolerance", "closed", labels=RAG)
    arrears = row("8.2", "7.50", "Amber", unit=unit, limits=limits(tolerance=tolerance))
    assert rated(arrears, scheme, LOWER).verdict == verdict


def test_a_rule_in_percent_may_have_an_edge_of_its_own_for_a_target_of_zero() -> None:
    scheme = rule(
        "- {band: Green, from: target, edge: closed}\n"
        "- {band: Amber, from: -10%, edge: open, except: [{target_is: 0, from: -5 points, edge: closed}]}\n"
        "- {band: Red}\n"
    )
    assert rated(row("5", "0", "Amber", unit="count"), scheme, LOWER).verdict == "agrees"
    assert rated(row("6", "0", "Amber", unit="count"), scheme, LOWER).verdict == "disagrees"


def test_a_band_that_may_be_given_by_judgement_is_never_accused() -> None:
    scheme = rule(
        "- {band: Green, from: target, edge: closed}\n"
        "- {band: Amber, judgement: a milestone slipped, from: -10%, edge: open}\n- {band: Red}\n"
    )
    amber = rated(row("50", "100", "Amber", unit="count"), scheme)
    assert (amber.verdict, amber.reason) == ("uncheckable", "not_recomputable")
    assert "a milestone slipped" in amber.working
    assert rated(row("50", "100", "Green", unit="count"), scheme).verdict == "disagrees"


def test_a_rating_set_by_hand_is_not_checked_in_its_period_only() -> None:
    overrides = "overrides: [{name: residents  Satisfied, period: 2022/23 Q2, why: the survey was late}]\n"
    bands = "- {band: Green, from: target, edge: closed}\n- {band: Red}\n"
    by_hand = rated(row("50", "100", "Green"), rule(bands, overrides))
    assert (by_hand.reason, by_hand.working) == (
        "not_recomputable",
        "The council set this rating by hand: the survey was late.",
    )
    assert rated(row("50", "100", "Green", period="2022/23 Q3"), rule(bands, overrides)).verdict == "disagrees"


def test_a_line_that_is_published_elsewhere_is_used_where_the_row_prints_none() -> None:
    bands = (
        "- {band: Green, from: target, edge: closed}\n- {band: Amber, from: -tolerance, edge: closed}\n- {band: Red}\n"
    )
    known = rule(bands, "measures: [{name: Residents satisfied, tolerance: 2}]\n")
    assert rated(row("98", "100", "Amber", unit="count"), known).verdict == "agrees"
    own = row("98", "100", "Amber", unit="count", limits=limits(tolerance="1"))
    assert rated(own, known).verdict == "disagrees"
