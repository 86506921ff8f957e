"""A text names a council exactly, or it names none."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.corpus import bundled_reports
from scrutiny.corpus.councils import Strength, by_code, known_as, mentions

LIST = bundled_reports().parent / "councils.csv"
with LIST.open(encoding="utf-8", newline="") as _file:
    ROWS = [(row["gss_code"], " ".join(row["official_name"].split())) for row in csv.DictReader(_file)]


def codes(text: str, on: date | None = None) -> list[str]:
    return list(dict.fromkeys(mention.council.code for mention in mentions(text, on)))


def test_every_listed_council_is_found_by_its_official_name_and_by_its_code() -> None:
    for code, name in ROWS:
        assert codes(name) == [code]
        council = by_code(code)
        assert council is not None
        assert council.name == name


@given(
    st.sampled_from(ROWS),
    st.sampled_from(
        [str.upper, str.title, str.casefold, lambda name: name.replace(" ", "\n"), lambda name: name + "'s"]
    ),
    st.sampled_from(["", "Report of ", "The cabinet of ", "(", "published by: "]),
    st.sampled_from(["", " performance report", ".", ", quarter 2", ")", " | page 3"]),
)
def test_an_official_name_never_stands_for_another_council_however_it_is_set(row, written, before, after) -> None:
    code, name = row
    assert codes(before + written(name) + after) == [code]


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    assert all(mention.text in text for mention in mentions(text))


def test_every_alias_is_one_listed_council_s() -> None:
    with (LIST.parent / "aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert [council.code for council in known_as(row["alias"])] == [row["gss_code"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Derby City Council", ["E06000015"]),
        ("Derbyshire County Council", ["E10000007"]),
        ("Derbyshire Dales District Council", ["E07000035"]),
        ("North East Derbyshire District Council", ["E07000038"]),
        ("Nottingham City Council and Nottinghamshire County Council", ["E06000018", "E10000024"]),
        ("City of Derby Council", ["E06000015"]),
        ("Derbyshire CC", ["E10000007"]),
        ("Rotherham MBC", ["E08000018"]),
        ("Hackney Council", ["E09000012"]),
        ("Southend-on-Sea City Council", ["E06000033"]),
        ("King’s Lynn & West Norfolk Borough Council", ["E07000146"]),
        ("St. Helens Council", ["E08000013"]),
        ("Cyngor Sir Ynys Môn", ["W06000001"]),
    ],
)
def test_official_names_aliases_and_formal_variants_are_known(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Derby City Council Tax collected in year",
        "West Derby Council",
        "Greater Derby",
        "Derby Town Council",
        "Derby Road",
        "Derbyshire Constabulary",
        "Derbys",
        "Dreby City",
        "reading at key stage 2",
        "derbyshire cc",
    ],
)
def test_other_bodies_other_places_and_near_names_are_no_council(text: str) -> None:
    assert "E06000015" not in codes(text)
    assert codes(text) == []


def test_a_bare_place_name_is_told_from_a_name_in_full() -> None:
    found = mentions("Derby is compared with Leicester City Council")
    assert [(mention.council.code, mention.strength) for mention in found] == [
        ("E06000015", Strength.BARE),
        ("E06000016", Strength.OFFICIAL),
    ]


def test_two_bare_place_names_stay_two() -> None:
    assert codes("Derby and Derbyshire") == ["E06000015", "E10000007"]


def test_a_name_that_two_councils_bear_is_settled_by_the_day_alone() -> None:
    assert len(codes("North Yorkshire")) == 2
    assert codes("North Yorkshire", date(2019, 3, 31)) == ["E10000023"]
    assert codes("North Yorkshire", date(2024, 3, 31)) == ["E06000065"]
    assert codes("Somerset Council", date(2016, 3, 31)) == ["E10000027"]


def test_a_council_that_is_no_more_is_still_found() -> None:
    assert codes("Cumbria County Council", date(2025, 3, 31)) == ["E10000006"]


def test_a_mention_shows_the_words_as_printed() -> None:
    assert [mention.text for mention in mentions("by DERBY  City Council's cabinet")] == ["DERBY  City Council's"]
