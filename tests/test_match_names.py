"""How names of measures are read: abbreviations, phrases of the field, what forbids a match."""

from __future__ import annotations

import pytest

from scrutiny.normalise.match_abbreviations import learn
from scrutiny.normalise.match_names import read_name
from scrutiny.normalise.match_spelling import mend
from scrutiny.normalise.match_words import stem
from scrutiny.normalise.vetoes import facets_of, objections


def test_an_acronym_is_learnt_from_the_words_before_its_bracket() -> None:
    learnt = learn(["Number of Local Area Agreements (LAAs) signed", "Percentage of LAAs met"])
    assert learnt["laa"] == ("local", "area", "agreement")


def test_an_acronym_may_skip_small_words_and_the_second_half_of_a_hyphen() -> None:
    learnt = learn(["Loans to small and medium-sized firms (SMF)", "Length of Stay in Hospital (LSH)"])
    assert learnt["smf"] == ("small", "medium", "sized", "firm")
    assert learnt["lsh"] == ("length", "stay", "in", "hospital")


def test_a_bare_acronym_is_a_capitalised_phrase_only_where_one_is_clearly_meant() -> None:
    names = ["Jobs made by BBC", "Homes of Borchester Borough Council"]
    assert learn(names)["bbc"] == ("borchester", "borough", "council")
    assert "bbc" not in learn([*names, "Big Bus Centre opened"])


def test_a_bracket_that_spells_nothing_out_is_not_learnt() -> None:
    assert "gross" not in learn(["New homes provided (gross)", "Visits (ABC) to parks"])
    assert "abc" not in learn(["Visits to parks (ABC)"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Percentage of household waste recycled", "% of household waste recycled"),
        ("Number of looked after children", "Children in care"),
        ("Fly-tipping incidents", "Number of fly tipping incidents"),
        ("Homes meeting the standard (snapshot)", "Number of homes meeting the standard"),
        ("Children with three or more moves", "Children with 3 or more moves"),
        ("Principal roads needing maintenance", "Principal roads where maintenance should be considered"),
    ],
)
def test_spellings_of_the_field_read_the_same(one: str, other: str) -> None:
    assert read_name(one, None, {}).meant.main == read_name(other, None, {}).meant.main


@pytest.mark.parametrize(
    ("one", "other"),
    [("recycled", "recycling"), ("homeless", "homelessness"), ("inspections", "inspection"), ("needs", "needing")],
)
def test_endings_do_not_tell_words_apart(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("residents", "residential"), ("primary", "principal"), ("gas", "gap")])
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Increase in recycling", "Decrease in recycling"),
        ("Adults aged 18-64 in residential care", "Adults aged 65 and over in residential care"),
        ("Young people aged 18-24 in paid work", "Young people aged 18-25 in paid work"),
        ("Children in care per 10,000", "Adults in care per 10,000"),
        ("Children in care", "Care leavers"),
        ("Burglaries in the town centre", "Burglaries across the town"),
        ("Cases closed under the prevention duty", "Cases closed under the relief duty"),
        ("Days lost to sickness, excluding schools", "Days lost to sickness as a result of stress"),
        ("Rates collected in-year", "Rates collected within 36 months"),
        ("Principal roads in poor condition", "Non-principal roads in poor condition"),
        ("Classified roads in poor condition", "Unclassified roads in poor condition"),
        ("Young people in education", "Young people not in education"),
        ("Phonics gap", "GCSE gap"),
        ("Pupils reaching the standard", "Gap between pupils reaching the standard"),
        ("Invoices paid within 10 days", "Invoices paid within 30 days"),
        ("Number of library visits", "Percentage of library visits"),
        ("Offences per 1,000 population", "Offences per 10,000 population"),
        ("Children who became the subject of a plan", "Children who are the subject of a plan"),
        ("Authorised absences", "Unauthorised absences"),
        ("Youth unemployment", "Unemployment"),
    ],
)
def test_names_that_say_different_things_are_forbidden(one: str, other: str) -> None:
    facets = [facets_of(name, read_name(name, {}).meant.main) for name in (one, other)]
    assert any(objection.judgement == "different" for objection in objections(*facets))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Older people still at home", "Older people (65 and over) still at home"),
        ("Children in need per 10,000", "Children in need per 10,000 aged under 18"),
        ("Grades 4-9 in English", "Grades 4 to 9 in English"),
        ("Fires in 2019/20", "Fires in 2020/21"),
    ],
)
def test_what_goes_without_saying_is_no_objection(one: str, other: str) -> None:
    assert list(objections(facets_of(one), facets_of(other))) == []


def test_a_slip_is_mended_by_the_word_that_the_other_names_write() -> None:
    names = ["Tenancy suport plans", "Tenancy support plans", "Homes in Easthblme", *["Homes in Eastholme"] * 4]
    assert mend(names) == {"suport": "support", "easthblme": "eastholme"}


def test_a_word_of_the_dictionary_is_no_slip_and_names_of_places_are_not_mixed() -> None:
    assert mend(["Police visits", "Policy visits", *["Contact made"] * 9, "Contract made"]) == {}
    assert mend(["Visits to Boxleigh", "Visits to Bexleigh"]) == {}


def test_a_cut_word_is_mended_where_one_word_only_goes_on_from_it() -> None:
    assert mend(["Households in temporary accomm.", "Homeless in accommodation"])["accomm"] == "accommodation"
    assert "prop" not in mend(["Share of prop. let", "Property let", "Proposals made"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No. of library visits", "Total number of library visits"),
        ("Avg no. of days to let a home", "Average number of days to let a home"),
        ("Children with BMI >85 centile", "Children with BMI above 85th centile"),
        ("Adults aged 65 & over in care", "Adults 65+ in care"),
        ("Rent collected (Q3 data)", "Rent collected [provisional]"),
        ("Sites for re-development", "Sites for redevelopment"),
    ],
)
def test_names_that_say_the_same_have_one_reading(one: str, other: str) -> None:
    assert read_name(one, {}).signature == read_name(other, {}).signature


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Number of homes let", "Average number of homes let"),
        ("Number of homes let", "Percentage of homes let"),
        ("New homes (gross)", "New homes (net)"),
        ("Cost of repairs", "Number of repairs"),
        ("Visits by 100 people", "Visits by 200 people"),
    ],
)
def test_names_that_count_otherwise_have_two_readings(one: str, other: str) -> None:
    assert read_name(one, {}).signature != read_name(other, {}).signature
