"""What holds for every rating rule, whatever the figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scrutiny.records import Box, Observation
from scrutiny.rules.bands import bands_of, stands_for, thresholds
from scrutiny.rules.definition import read
from scrutiny.rules.polarity import PolarityDecided
from scrutiny.rules.rating import rate
from scrutiny.rules.scheme import Scheme
from scrutiny.rules.schemes import load_all

SCHEMES = st.sampled_from(load_all({}))
FIGURES = st.decimals(-10_000, 10_000, places=2)
TARGETS = FIGURES.filter(bool)
STEPS = st.sampled_from([Decimal(0), Decimal("0.1"), Decimal(1)])


def figure(value: Decimal, target: Decimal, step: Decimal = Decimal(0), unit: str = "days") -> Observation:
    return Observation(
        document="d",
        seq=1,
        kind="measure",
        name="n",
        basis="actual",
        period="2022/23",
        box=Box(1, 0, 0, 1, 1),
        value=value,
        value_step=step,
        value_text=str(value),
        target=target,
        target_text=str(target),
        unit=unit,
    )


def reached(scheme: Scheme, observation: Observation, *, higher: bool) -> tuple[int, ...]:
    lines = thresholds(scheme, observation, higher=higher)
    assert not isinstance(lines, str)
    return bands_of(lines, stands_for(observation), higher=higher)


@given(SCHEMES, FIGURES, FIGURES, TARGETS, STEPS, st.booleans())
def test_a_better_figure_never_gets_a_worse_band(
    scheme: Scheme, one: Decimal, other: Decimal, target: Decimal, step: Decimal, higher: bool
) -> None:
    worse, better = sorted((one, other), reverse=not higher)
    bands_of_worse = reached(scheme, figure(worse, target, step), higher=higher)
    bands_of_better = reached(scheme, figure(better, target, step), higher=higher)
    assert bands_of_better[0] <= bands_of_worse[0]
    assert bands_of_better[-1] <= bands_of_worse[-1]


@given(SCHEMES, FIGURES, TARGETS, STEPS)
def test_mirrored_polarity_mirrors_the_band(scheme: Scheme, value: Decimal, target: Decimal, step: Decimal) -> None:
    mirrored = 2 * target - value
    up = reached(scheme, figure(value, target), higher=True)
    assert up == reached(scheme, figure(mirrored, target), higher=False)


@given(SCHEMES, FIGURES, TARGETS, st.decimals("0.01", 1000, places=2), st.booleans())
def test_scaling_actual_and_target_together_changes_nothing(
    scheme: Scheme, value: Decimal, target: Decimal, scale: Decimal, higher: bool
) -> None:
    plain = reached(scheme, figure(value, target), higher=higher)
    assert plain == reached(scheme, figure(value * scale, target * scale), higher=higher)


@given(SCHEMES, FIGURES, TARGETS, st.booleans())
def test_bands_agree_with_exact_fractions(scheme: Scheme, value: Decimal, target: Decimal, higher: bool) -> None:
    away = (Fraction(value) - Fraction(target)) / abs(Fraction(target)) * 100 * (1 if higher else -1)
    expected = []
    for position, band in enumerate(scheme.bands):
        above = scheme.bands[position - 1].edge if position else None
        edge = band.edge
        from_ok = edge is None or away > edge.offset or (away == edge.offset and edge.owner != "open")
        to_ok = above is None or away < above.offset or (away == above.offset and above.owner != "closed")
        if from_ok and to_ok:
            expected.append(position)
    assert reached(scheme, figure(value, target), higher=higher) == tuple(expected)


@given(SCHEMES, FIGURES, TARGETS, st.sampled_from([Decimal("0.1"), Decimal(1)]), st.integers(0, 98), st.booleans())
def test_every_value_that_a_printed_figure_may_stand_for_gives_a_possible_band(
    scheme: Scheme, printed: Decimal, target: Decimal, step: Decimal, part: int, higher: bool
) -> None:
    span = stands_for(figure(printed, target, step))
    inside = span.low + (span.high - span.low) * part / 99
    possible = reached(scheme, figure(printed, target, step), higher=higher)
    assert set(reached(scheme, figure(inside, target), higher=higher)) <= set(possible)


@given(SCHEMES, FIGURES, TARGETS, STEPS, st.data())
def test_a_verdict_with_known_polarity_is_never_sharper_than_with_unknown(
    scheme: Scheme, value: Decimal, target: Decimal, step: Decimal, data: st.DataObject
) -> None:
    """What disagrees whichever way is better disagrees under either; what agrees under both agrees under either."""
    published = data.draw(st.sampled_from([band.name for band in scheme.bands]))
    observation = replace(figure(value, target, step), status=published)
    unknown = rate(observation, scheme, "own", PolarityDecided()).verdict
    known = {
        rate(observation, scheme, "own", PolarityDecided(way, "printed", "")).verdict for way in ("higher", "lower")
    }
    if unknown == "disagrees":
        assert known == {"disagrees"}
    elif unknown == "uncheckable":
        assert "disagrees" in known
        assert known != {"disagrees"}
    else:
        assert "disagrees" not in known


POINTS = read(
    "points.yaml",
    "scheme: points\ncouncil: E06000001\nvalid: {}\nkind: written\nrates: {measure: figures}\nbands:\n"
    "- {band: Green, from: +1.5 points, edge: open}\n- {band: Amber, from: -2 points, edge: undefined}\n"
    "- {band: Orange, from: unpublished}\n- {band: Red}\n",
)


@given(FIGURES, FIGURES, FIGURES, STEPS, st.booleans())
def test_in_points_too_a_better_figure_never_gets_a_worse_band_also_with_an_unpublished_edge(
    one: Decimal, other: Decimal, target: Decimal, step: Decimal, higher: bool
) -> None:
    worse, better = sorted((one, other), reverse=not higher)
    bands_of_worse = reached(POINTS, figure(worse, target, step), higher=higher)
    bands_of_better = reached(POINTS, figure(better, target, step), higher=higher)
    assert bands_of_better[0] <= bands_of_worse[0]
    assert bands_of_better[-1] <= bands_of_worse[-1]


@given(FIGURES, FIGURES, FIGURES)
def test_in_points_moving_figure_and_target_together_changes_nothing(
    value: Decimal, target: Decimal, shift: Decimal
) -> None:
    plain = reached(POINTS, figure(value, target), higher=True)
    assert plain == reached(POINTS, figure(value + shift, target + shift), higher=True)
