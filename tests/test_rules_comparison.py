"""One council's figures under another's rule, side by side with their own."""

from __future__ import annotations

from decimal import Decimal

from scrutiny.records import Box, Observation
from scrutiny.rules.comparison import SideBySide, bands_under, side_by_side, under
from scrutiny.rules.definition import read
from scrutiny.rules.equivalence import Equivalence
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
        "1.00% worse than target: Green (from -2% up) by its own rule, Missed (below target), its Red, by the other"
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


def test_under_another_rule_the_verdict_says_whether_the_published_rating_says_the_same() -> None:
    rules = Equivalence(TWO, STRICT)
    assert under(row(1, "100", "Green"), rules, HIGHER).verdict == "agrees"
    rating = under(row(1, "99", "Green"), rules, HIGHER)
    assert (rating.verdict, rating.recomputed, rating.reason) == ("disagrees", "Missed", None)
    assert rating.working.endswith("Published Green, under a rule of its own. Compared with: strict.")


def equal(own: Scheme, other: Scheme) -> dict[str, str]:
    """What each band of a rule is taken as equal to in another."""
    rules = Equivalence(own, other)
    return {
        band.name: "/".join(other.bands[place].name for place in places)
        for band, places in zip(own.bands, rules.equals, strict=True)
    }


BLUE = scheme("blue", ("Blue", "+10%"), ("Green", "-2%"), ("Amber", "-10%"), ("Red", None))
STRONG = scheme("strong", ("Strong", "+5%"), ("Good", "-2%"), ("Review", "-10%"), ("Action", None))
BLUE_MIDDLE = scheme("blue-middle", ("Green", "target"), ("Blue", "-5%"), ("Red", None))


def test_rules_with_as_many_bands_are_equal_in_order_whatever_their_colours() -> None:
    assert equal(STRONG, BLUE) == {"Strong": "Blue", "Good": "Green", "Review": "Amber", "Action": "Red"}
    assert equal(TWO, BLUE_MIDDLE) == {"Green": "Green", "Amber": "Blue", "Red": "Red"}


def test_rules_of_different_lengths_are_equal_by_colour_and_blue_is_no_colour_of_a_place() -> None:
    assert equal(BLUE, TWO) == {"Blue": "Green", "Green": "Green", "Amber": "Amber", "Red": "Red"}
    assert equal(TWO, BLUE) == {"Green": "Blue/Green", "Amber": "Amber", "Red": "Red"}
    assert equal(BLUE_MIDDLE, BLUE) == {"Green": "Blue/Green", "Blue": "", "Red": "Red"}


def test_a_better_band_of_the_same_colour_is_a_change_between_rules_with_as_many_bands() -> None:
    (each,) = side_by_side([(row(1, "106", "Strong"), HIGHER)], STRONG, BLUE)
    assert each.changed
    assert each.why == (
        "6.00% better than target: Strong (from +5% up) by its own rule, Green (+10% to -2%), its Good, by the other"
    )


def test_what_is_taken_as_equal_is_told() -> None:
    assert list(Equivalence(BLUE_MIDDLE, BLUE).told())[2] == "  Blue (target to -5%) = none of the other rule"
    assert next(Equivalence(STRONG, BLUE).told()) == "Both rules have 4 bands, taken as equal in order, best first:"


def test_a_word_outside_the_own_key_is_not_compared() -> None:
    (each,) = compared(row(1, "99", "Monitor"))
    assert (each.changed, each.why, each.other.scheme) == (None, "unrated label", "strict")


def test_a_rule_rates_figures_of_any_council_whatever_words_it_has() -> None:
    assert bands_under(row(1, "106", "Exceeding target"), STRONG, HIGHER).possible == ("Strong",)
    assert bands_under(row(1, "106", "Data only"), STRONG, HIGHER).reason == "unrated_label"
