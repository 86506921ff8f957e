"""Codes before a name, notes within it, and names made alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.names import fold, split_code, split_notes


@pytest.mark.parametrize(
    ("name", "code", "rest"),
    [
        ("L&C PM28 Livewell: NHS Health Checks", "L&C PM28", "Livewell: NHS Health Checks"),
        ("YA&H PM08 (NI 155) Number of homes", "YA&H PM08 (NI 155)", "Number of homes"),
        ("AHH Local 2A (i) Adults aged 18 to 64", "AHH Local 2A (i)", "Adults aged 18 to 64"),
        ("CP 08f Average working days", "CP 08f", "Average working days"),
        ("CM PM05 % sundry debt", "CM PM05", "% sundry debt"),
        ("SR14 - Adverse outcome", "SR14", "Adverse outcome"),
        ("SR27_PS20 - Diminishment", "SR27_PS20", "Diminishment"),
        ("SS PM07 - Children in Care (EIISS PM05)", "SS PM07", "Children in Care (EIISS PM05)"),
        ("GOV PM01 DBS renewal", "GOV PM01", "DBS renewal"),
        ("DH Local 62b Number of homes", "DH Local 62b", "Number of homes"),
        ("KPI 12 Name", "KPI 12", "Name"),
        ("KPI 1: Number of calls", "KPI 1", "Number of calls"),
        ("CS01 Name", "CS01", "Name"),
        ("NI192 Percentage recycled", "NI192", "Percentage recycled"),
        ("ASCOF 2A(1) Adults", "ASCOF 2A(1)", "Adults"),
        ("1C(2A) Proportion of people", "1C(2A)", "Proportion of people"),
        ("BV 109a Planning", "BV 109a", "Planning"),
        ("HHASC 2.1 Housing", "HHASC 2.1", "Housing"),
        ("HSG 12 Percentage of repairs", "HSG 12", "Percentage of repairs"),
        ("1.2.3 Name", "1.2.3", "Name"),
    ],
)
def test_a_code_is_told_from_the_name(name: str, code: str, rest: str) -> None:
    assert split_code(name) == (code, rest)


@pytest.mark.parametrize(
    "name",
    [
        *("Y6 pupils", "% sundry debt", "A52 Cycleway", "A52 junction", "CO2 emissions", "CO2 Emissions", "5G"),
        *("COVID-19 Response", "NAMRC Midlands", "16 to 17 year olds", "HS2 growth", "HS2 Growth Strategy"),
        *("100 homes", "KS2 Attainment", "KS2 - Attainment", "NEET 16-17", "PM2.5 Concentrations", "1.5 million"),
        *("S106 Contributions", "ISO 9001 Accreditation", "EHCP 20 Week Timeliness", "24/7 Service", "A&E Attendances"),
        *("3 Number plates", ""),
    ],
)
def test_what_only_looks_like_a_code_stays_in_the_name(name: str) -> None:
    assert split_code(name) == (None, name)


@given(
    st.from_regex(r"[B-DF-Z]{2,3} PM[0-9]{2}[a-f]?", fullmatch=True),
    st.sampled_from([" ", " - ", ": ", " – "]),
    st.sampled_from(["Number of homes", "Children in care", "% of calls", "NHS checks"]),
)
def test_code_and_name_put_together_come_apart_again(code: str, between: str, name: str) -> None:
    assert split_code(code + between + name) == (code, name)


@pytest.mark.parametrize(
    ("name", "bare", "notes"),
    [
        ("Children looked after (snapshot)", "Children looked after", ("snapshot",)),
        ("Waste recycled (reported a quarter in arrears)", "Waste recycled", ("reported a quarter in arrears",)),
        ("Hate crimes (increase is positive)", "Hate crimes", ("increase is positive",)),
        ("Crimes (rolling 12 months)", "Crimes", ("rolling 12 months",)),
        ("Voids (Lower is better) (Annual Measure)", "Voids", ("Lower is better", "Annual Measure")),
        ("Homes assisted NB – target to be amended", "Homes assisted", ("NB – target to be amended",)),
        ("New homes (gross)", "New homes (gross)", ()),
        ("Older people (65 and over)", "Older people (65 and over)", ()),
    ],
)
def test_notes_are_told_from_what_is_measured(name: str, bare: str, notes: tuple[str, ...]) -> None:
    assert split_notes(name) == (bare, notes)


def test_folding_makes_prints_of_one_name_alike() -> None:
    assert fold("Children’s  Homes – ‘good’ & safe / sound.") == fold("children's homes - 'GOOD' and safe/sound")


def test_folding_keeps_what_tells_names_apart() -> None:
    assert fold("Crimes (city centre)") != fold("Crimes (citywide)")
    assert fold("Average days between A and B") != fold("Average days between A-B")


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=80))
def test_no_name_makes_the_readers_fail(name: str) -> None:
    code, rest = split_code(name)
    assert rest in name
    assert code is None or name.strip().startswith(code)
    split_notes(name)
