"""One council's figures under another's rule, side by side with their own."""

from __future__ import annotations

from decimal import Decimal

from scrutiny.records import Box, Observation
from scrutiny.rules.comparison import SideBySide, side_by_side, under
from scrutiny.rules.definition import read
from scrutiny.rules.polarity import UNKNOWN, PolarityDecided
from scrutiny.rules.scheme import Scheme

HIGHER = PolarityDecided("higher", "wording", "satisfied")


def scheme(name: str, *bands: tuple[str, str | None]) -> Scheme:
    """A rule of bands, each with the offset it reaches down to, closed."""
    lines = [
        f"scheme: {name}",
        "council: E06000001",
        "valid: {}",
        "kind: written",
        "rates: {measure: figures}",
        "bands:",
    ]
    lines += [f"- {{band: {band}{f', from: {edge}, edge: closed' if edge else ''}}}" for band, edge in bands]
    return read(name, "\n".join(lines))


TWO = scheme("two-percent", ("Green", "-2%"), ("Amber", "-10%"), ("Red", None))
STRICT = scheme("strict", ("Met", "target"), ("Missed", None))


def row(seq: int, value: str, status: str | None, target: str | None = "100") -> Observation:
    return Observation(
        *("doc", seq, "measure", "Residents satisfied", "actual", "2022/23", Box(1, 0, 0, 1, 1)),
        value=Decimal(value),
        value_step=Decimal(0),
        value_text=value,
        target=Decimal(target) if target else None,
        target_text=target,
        status=status,
        unit="count",
    )


def compared(*rows: Observation, polarity: PolarityDecided = HIGHER) -> list[SideBySide]:
    return list(side_by_side([(one, polarity) for one in rows], TWO, STRICT))


def test_a_rating_changes_where_the_colour_of_its_band_does() -> None:
    found = compared(row(1, "99", "Green"), row(2, "100", "Green"), row(3, "80", "Red"))
    assert [(each.own.recomputed, each.other.recomputed, each.changed) for each in found] == [
        ("Green", "Missed", True),
        ("Green", "Met", False),
        ("Red", "Missed", False),
    ]


def test_what_makes_the_difference_is_told_with_both_stretches() -> None:
    (each,) = compared(row(1, "99", "Green"))
    assert each.why == (
        "1.00% worse than target: Green (from -2% up) by its own rule, Missed (below target) by the other"
    )


def test_what_one_rule_cannot_rate_is_no_change() -> None:
    no_target, unknown = (
        compared(row(1, "99", "Green", target=None))[0],
        compared(row(1, "99", "Green"), polarity=UNKNOWN),
    )
    assert (no_target.changed, no_target.why) == (None, "no target")
    assert unknown[0].changed is None


def test_a_figure_without_a_rating_is_not_compared() -> None:
    assert compared(row(1, "99", None)) == []


def test_under_another_rule_the_verdict_says_whether_the_colour_stays() -> None:
    assert under(row(1, "100", "Green"), STRICT, HIGHER).verdict == "agrees"
    rating = under(row(1, "99", "Green"), STRICT, HIGHER)
    assert (rating.verdict, rating.recomputed, rating.reason) == ("disagrees", "Missed", None)
    assert rating.working.endswith("Published Green, under a rule of its own. Compared with: strict.")
