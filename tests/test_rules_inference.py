"""The rule behind ratings without a key: where its edges must lie, and which ratings contradict it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.periods import from_label
from scrutiny.records import Box, InferredRule, Observation, Report
from scrutiny.rules.inference import as_definition, infer
from scrutiny.rules.polarity import UNKNOWN, PolarityDecided

HIGHER = PolarityDecided("higher", "wording", "collected")


def row(seq: int, value: str, target: str, status: str, unit: str = "percent") -> Observation:
    decimals = len(value.partition(".")[2])
    return Observation(
        *("doc", seq, "measure", f"Measure {seq}", "actual", "2017/18 Q2", Box(1, 0, 0, 1, 1)),
        value=Decimal(value),
        value_step=Decimal(1).scaleb(-decimals),
        value_text=value,
        target=Decimal(target),
        target_text=target,
        status=status,
        unit=unit,
    )


# Printed figures of a report without a key.
COUNTED = [
    row(1, "475", "500", "Amber", "count"),
    row(2, "65", "65", "Green", "count"),
    row(3, "30", "34", "Red", "count"),
]
SHARES = [
    row(4, "97.4", "97.5", "Amber"),
    row(5, "93", "93", "Green"),
    row(6, "85", "90", "Red"),
    row(7, "81", "90", "Red"),
]


def inferred(*rows: Observation, polarity: PolarityDecided = HIGHER) -> InferredRule:
    found = infer(rows, lambda _: polarity)
    assert found is not None
    return found


def test_each_edge_lies_between_the_worst_rated_better_and_the_best_rated_worse() -> None:
    found = inferred(*COUNTED, *SHARES)
    assert [(edge.better, edge.worse, edge.reach) for edge in found.edges] == [
        ("Green", "Amber", "between 0 and 0.11% below target"),
        ("Amber", "Red", "between 5.00 and 5.56% below target"),
    ]
    assert [(edge.above, edge.below) for edge in found.edges] == [(2, 5), (4, 3)]
    assert (found.measured, found.explained, len(found.placed)) == ("percent", 7, 7)


def test_the_rounding_of_printed_figures_widens_the_stretch() -> None:
    found = inferred(*COUNTED, *SHARES)
    assert [edge.reach_rounded for edge in found.edges] == [
        "between 0 and 0.16% below target",
        "between 5.00 and 6.12% below target",
    ]


def test_a_rating_that_no_edge_explains_is_named() -> None:
    odd = row(8, "60", "90", "Green")
    found = inferred(*COUNTED, *SHARES, odd)
    assert [one.row.seq for one in found.against] == [8]
    assert len(found.edges) == 2


def test_a_rule_in_points_is_told_from_one_in_percent() -> None:
    points = [row(1, "9", "10", "Amber"), row(2, "97.5", "100", "Amber"), row(3, "8.1", "10", "Amber"),
              row(4, "97", "100", "Red"), row(5, "10", "10", "Green"), row(6, "7", "10", "Red")]  # fmt: skip
    assert inferred(*points).measured == "points"


def test_where_higher_is_not_known_to_be_better_nothing_is_inferred() -> None:
    assert infer([*COUNTED, *SHARES], lambda _: UNKNOWN) is None


@given(st.lists(st.integers(-30, 30), min_size=6, max_size=30, unique=True), st.integers(-12, -1))
def test_the_true_edge_always_lies_in_the_stretch(distances: list[int], edge: int) -> None:
    rows = [
        row(seq, str(1000 + 10 * distance), "1000", "Green" if distance >= edge else "Red", "count")
        for seq, distance in enumerate(distances)
    ]
    found = infer(rows, lambda _: HIGHER)
    if found is None or not found.edges:
        return
    assert found.measured == "percent"
    assert not found.against
    assert found.edges[0].low < edge <= found.edges[0].high


@given(st.permutations([*COUNTED, *SHARES]))
def test_the_order_of_the_rows_does_not_matter(rows: list[Observation]) -> None:
    numbered = [replace(one, seq=seq) for seq, one in enumerate(rows)]
    assert [(edge.low, edge.high) for edge in inferred(*numbered).edges] == [
        (edge.low, edge.high) for edge in inferred(*COUNTED, *SHARES).edges
    ]


def test_ratings_whose_edges_fall_together_give_no_rule() -> None:
    """Green reaches down to 5% below target, and so does Amber."""
    rated = [("95", "Green"), ("90", "Green"), ("90", "Amber"), ("90", "Red"), ("85", "Red")]
    found = inferred(*[row(seq, value, "100", status) for seq, (value, status) in enumerate(rated, 1)])
    assert len(found.edges) == 2
    report = Report("doc", Path("doc.pdf"), "", "E1", "A Council", "", from_label("2017/18 Q2"), "quarterly")
    assert as_definition(report, found) is None
