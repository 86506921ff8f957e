"""Rules that real councils have published can be written down, and rate figures as their councils say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scrutiny.corpus.councils import by_code
from scrutiny.records import Box, Limit, LimitKind, Observation, Rating
from scrutiny.rules.definition import read
from scrutiny.rules.polarity import PolarityDecided
from scrutiny.rules.rating import rate
from scrutiny.rules.scheme import Scheme

FILE = Path(__file__).parent / "data" / "published_schemes.yaml"
HIGHER = PolarityDecided("higher", "wording", "satisfied")
LOWER = PolarityDecided("lower", "wording", "complaints")


def all_schemes() -> dict[str, Scheme]:
    texts = FILE.read_text(encoding="utf-8").split("\n---\n")
    return {scheme.scheme: scheme for scheme in (read(FILE.name, text) for text in texts)}


SCHEMES = all_schemes()


def rated(
    rule: str | Scheme,
    value: str,
    target: str | None,
    *,
    lower: bool = False,
    last_year: str | None = None,
    **lines: str,
) -> Rating:
    """A figure, exact as printed, under a rule; its published rating is the best."""
    scheme = SCHEMES[rule] if isinstance(rule, str) else rule
    row = Observation(
        *("doc", 1, "measure", "Residents", "actual", "2022/23", Box(1, 0, 0, 1, 1)),
        value=Decimal(value),
        value_step=Decimal(0),
        value_text=value,
        target=Decimal(target) if target else None,
        target_text=target,
        status=scheme.bands[0].name,
        unit="percent",
        limits=tuple(Limit(kind, shown, Decimal(shown)) for kind, shown in named(lines)),
    )
    return rate(row, scheme, "own", LOWER if lower else HIGHER, Decimal(last_year) if last_year else None)


def named(lines: dict[str, str]) -> list[tuple[LimitKind, str]]:
    kinds: dict[str, LimitKind] = {
        "stretch": "target",
        "floor": "floor",
        "tolerance": "tolerance",
        "amber": "amber",
        "red": "red",
    }
    return [(kinds[name], value) for name, value in lines.items()]


def test_each_rule_is_of_a_council_that_exists_under_its_own_name() -> None:
    for scheme in SCHEMES.values():
        council = by_code(scheme.council)
        assert council is not None, scheme.scheme
        assert scheme.scheme.split("-")[0] in council.name.casefold(), scheme.scheme
    assert len(SCHEMES) == 38


@pytest.mark.parametrize(
    ("value", "last_year", "band"), [("72", None, "Green"), ("71", "74", "Red"), ("71", "71", "Amber")]
)
def test_ten_percent_then_last_year(value: str, last_year: str | None, band: str) -> None:
    assert rated("havering-2014", value, "80", last_year=last_year or "0").recomputed == band


def test_ten_percent_then_last_year_where_lower_is_better() -> None:
    assert rated("havering-2014", "104", "93", lower=True, last_year="118").recomputed == "Amber"


@pytest.mark.parametrize(
    ("value", "target", "floor", "band"),
    [
        ("90", "90", "80", "Green"),
        ("80", "90", "80", "Amber"),
        ("79", "90", "80", "Red"),
        ("22.4", "25.0", "29.0", "Green"),
        ("29.0", "25.0", "29.0", "Amber"),
        ("29.1", "25.0", "29.0", "Red"),
    ],
)
def test_a_floor_standard(value: str, target: str, floor: str, band: str) -> None:
    lower = Decimal(floor) > Decimal(target)
    assert rated("kent-2020-21", value, target, lower=lower, floor=floor).recomputed == band
    assert rated("tower-hamlets-2019-20", value, target, lower=lower, floor=floor).recomputed == band


def test_points_and_percent_of_the_target_differ() -> None:
    arrears = {"value": "8.2", "target": "7.50", "lower": True}
    assert rated("cheshire-west-2024-25", **arrears, tolerance="1.00").recomputed == "Triangle"  # type: ignore[arg-type]
    assert rated("rhondda-cynon-taf-2017-18", **arrears).recomputed == "Not on target"  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "band"), [("100", "Blue"), ("98", "Green"), ("95.4", "Amber"), ("92", "Red")])
def test_two_targets(value: str, band: str) -> None:
    assert rated("swansea-2012-13", value, "97", stretch="100").recomputed == band


@pytest.mark.parametrize(
    ("value", "bands"), [("136", ("OK",)), ("135.63", ("OK", "Warning")), ("131", ("Warning",)), ("130", ("Alert",))]
)
def test_printed_thresholds(value: str, bands: tuple[str, ...]) -> None:
    assert rated("aberdeenshire-2016-17", value, "137", amber="135.63", red="130.15").possible == bands


@pytest.mark.parametrize(
    ("scheme", "value", "bands"),
    [
        ("belfast-2023-24", "99", ("Green", "Amber")),
        ("belfast-2023-24", "95", ("Red",)),
        ("surrey-heath-2021-22", "90", ("Amber", "Red")),
        ("south-kesteven-2024-25", "90", ("Red",)),
        ("uttlesford-2021-22", "90", ("Amber",)),
        ("plymouth-2014-15", "85", ("Amber",)),
        ("wiltshire-2012-13", "95", ("Within 5%",)),
        ("cambridgeshire-2019-20", "89.9", ("Red",)),
        ("cambridgeshire-2019-20", "90", ("Blue", "Green", "Amber")),
    ],
)
def test_who_owns_an_edge(scheme: str, value: str, bands: tuple[str, ...]) -> None:
    assert rated(scheme, value, "100").possible == bands


@pytest.mark.parametrize(("value", "band"), [("0", "Happy face"), ("6.2", "Sad face")])
def test_a_target_of_zero_is_met_or_not(value: str, band: str) -> None:
    assert rated("rotherham-housing-2024-25", value, "0", lower=True).recomputed == band


@pytest.mark.parametrize("scheme", ["reigate-2012-13", "surrey-2012-13", "highland-2019-20"])
def test_a_tolerance_that_is_not_printed_leaves_only_what_the_target_decides(scheme: str) -> None:
    assert rated(scheme, "101", "100").verdict == "agrees"
    assert rated(scheme, "99", "100").verdict == "disagrees", "the best rating, but the target is missed"
    missed = rated(scheme, "99", "100")
    assert missed.possible == tuple(band.name for band in SCHEMES[scheme].bands[1:])


@pytest.mark.parametrize("scheme", ["lincolnshire-2022-23", "west-lindsey-2020-21"])
def test_a_tolerance_on_both_sides_of_the_target(scheme: str) -> None:
    bands = [rated(scheme, value, "50", tolerance="2").recomputed for value in ("53", "51", "49", "47")]
    names = [band.name for band in SCHEMES[scheme].bands]
    assert bands == [names[0], names[1], names[1], names[2]]


def test_a_line_that_is_not_printed_lies_no_lower_than_the_next_one_that_is() -> None:
    assert rated("swansea-2012-13", "50", "100").possible == ("Red",)
    assert rated("swansea-2012-13", "101", "100").possible == ("Blue", "Green")
    last_year = read("x.yaml", SCHEMES["havering-2014"].definition.replace("-10%", "-tolerance"))
    assert rated(last_year, "97", "100", last_year="99").possible == ("Green", "Red"), "last year may lie anywhere"


def test_what_cannot_be_recomputed_says_why_and_never_accuses() -> None:
    cannot = {name for name, scheme in SCHEMES.items() if scheme.not_recomputable}
    assert {"exeter-housing", "mid-devon-housing", "armagh-2016-17", "medway-2009-10"} < cannot
    for name in cannot | {"harlow-2010", "bracknell-forest-2024-25"}:
        rating = rated(name, "50", "100")
        assert (rating.verdict, rating.reason) == ("uncheckable", "not_recomputable"), name
        assert rating.working


def test_every_other_rule_rates_a_figure_far_off_its_target_as_its_worst() -> None:
    lines = {"stretch": "110", "floor": "95", "tolerance": "2", "amber": "98", "red": "95"}
    for name, scheme in SCHEMES.items():
        if scheme.not_recomputable or all(edge.line == "unpublished" for edge in scheme.edges()):
            continue
        assert scheme.bands[-1].name in rated(name, "50", "100", last_year="60", **lines).possible, name
        assert scheme.bands[0].name in rated(name, "120", "100", last_year="60", **lines).possible, name
