"""Measures of different councils: the same definition, the same subject, or neither."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.normalise.comparable import compare, pairs
from scrutiny.normalise.subjects import _pattern, read_definition, subjects
from scrutiny.normalise.vetoes import groups

SAME = "same definition"
SUBJECT = "same subject, another definition"


def read(name, unit="percent", council="Westbury Borough Council"):
    return read_definition([name], unit, council)


def how(one, other):
    """How two measures, each a name or a name and a unit, compare; None if they are of two subjects."""
    mine, theirs = (read(*([told] if isinstance(told, str) else told)) for told in (one, other))
    if mine.subject is None or mine.subject != theirs.subject:
        return None
    found = compare(mine, theirs)
    return SUBJECT if mine.also != theirs.also else found.strength


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Recycling rate", "% of household waste sent for reuse, recycling and composting (NI 192)"),
        ("Percentage of Council Tax collected in-year", "BV9 Council tax collection rate"),
        ("FOI requests responded to within 20 working days", "Freedom of Information requests answered in time"),
        ("% of schools judged good or outstanding by Ofsted", "Schools rated good or better"),
        ("New EHCPs issued within 20 weeks", "Education, Health and Care Plans completed in 20 weeks"),
        ("% of calls abandoned", "Abandoned call rate"),
        ("Town centre vacancy rate", "% of empty shops in the town centre"),
        (("Number of KSI casualties", "count"), ("People killed or seriously injured on our roads", "count")),
        (("Children in care per 10,000", "per_10000"), ("Rate of looked after children", "per_10000")),
        (("Sickness: days lost per employee", "days"), ("Working days lost to sickness absence per FTE", "days")),
        (
            "Percentage of residents who agree the Council provides value for money",
            "Residents agreeing that Westbury Council gives value for money",
        ),
        (
            "Percentage of inspected services and institutions judged 'good' or 'outstanding' - Children's Homes",
            "Council run children's homes rated 'Good' or 'Outstanding' by Ofsted",
        ),
        ("Missed bin collections per 100,000", "Number of missed bins per 100,000 collections"),
        ("Unclassified roads requiring structural maintenance", "U roads in need of maintenance (%)"),
        ("Emergency repairs completed within target time", "Housing repairs: emergency jobs completed on time"),
        ("Safeguarding enquiries where the risk was reduced", "% of concluded S42 enquiries where risk reduced"),
        ("Recycling contamination rate", "Contamination of recycling"),
        ("Care leavers (19-21) in employment", "Care leavers aged 19 to 21 in employment"),
    ],
)
def test_one_definition_whatever_the_words(one, other):
    assert how(one, other) == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Days lost to sickness per employee", "days"), ("Percentage of hours lost to sickness", "percent")),
        (("Sickness days per FTE", "days"), ("Sickness days per FTE due to stress", "days")),
        (("Number of children in care", "count"), ("Children in care per 10,000", "per_10000")),
        ("Council tax collected in-year", "Council tax collected within 36 months"),
        ("Principal roads in need of maintenance", "Unclassified roads in need of maintenance"),
        ("Major planning applications decided in time", "Minor planning applications decided in time"),
        ("Care leavers in education, employment or training", "Care leavers not in education, employment or training"),
        (
            ("Admissions of people aged 65 and over to residential care per 100,000", "per_100000"),
            ("Number of permanent admissions to residential and nursing homes", "count"),
        ),
        (("Affordable homes delivered", None), ("Affordable homes delivered", "count")),
        ("Council run children's homes rated good", "Percentage of all children's homes rated good or outstanding"),
        ("Children's homes run by the council rated good", "Independently run children's homes rated good"),
        ("Voluntary staff turnover", "Employee turnover rate"),
        ("Unauthorised absence from secondary schools", "Absence from secondary schools"),
        (("Families in temporary accommodation", "count"), ("Households in temporary accommodation", "count")),
        (
            ("Days to process new Housing Benefit claims", "days"),
            ("Days to process new Housing Benefit and Council Tax Support claims", "days"),
        ),
        (("Domestic abuse incidents", "count"), ("Recorded domestic abuse offences", "count")),
        (("Hate incidents reported", "count"), ("Racist incidents recorded", "count")),
        (("Overspend against the revenue budget", "gbp"), ("Forecast overspend against the revenue budget", "gbp")),
        (("Number of homelessness applications", "count"), ("Households presenting as homeless", "count")),
    ],
)
def test_one_subject_defined_in_another_way(one, other):
    assert how(one, other) == SUBJECT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fly-tips removed within 24 hours", ("Number of fly-tipping incidents", "count")),
        ("Complaints answered within 10 days", ("Number of complaints received", "count")),
        ("Children on a child protection plan", "Children on a child protection plan for a second time"),
        ("Homelessness cases prevented", "Households in temporary accommodation"),
        ("Smoking prevalence in adults", "Smoking quit rate at 4 weeks"),
        ("Older people still at home 91 days after hospital discharge", "Admissions of older people to care homes"),
        ("Children's homes judged good or better", "Schools judged good or better"),
        ("Re-referrals to children's social care", ("Referrals to children's social care", "count")),
        (
            "Stability of placements: looked after children",
            "Adults whose long-term needs are met by nursing placements",
        ),
        ("Completed within 28 days", "Completed within 28 days"),
        ("Uptake of the flu vaccine", "Uptake of the MMR vaccine"),
        (("Children missing education", "count"), ("Children missing from care", "count")),
        (("Council homes built", "count"), ("Council homes sold under the right to buy", "count")),
        ("Traffic signal faults repaired in time", "Street light faults repaired in time"),
        ("Occupancy of council industrial units", "Occupancy of shops in the town centre"),
    ],
)
def test_two_subjects_are_not_compared(one, other):
    assert how(one, other) is None


def transformation(one, other):
    return compare(read(*one), read(*other)).transformation


def test_what_arithmetic_can_make_comparable_says_how():
    neet = ("Young people in years 12 and 13 not in education, employment or training or not known", "percent")
    eet = ("16 to 17 year olds in education, employment or training", "percent")
    assert transformation(neet, eet) == "100 - x"
    assert transformation(
        ("Children in care per 10,000", "per_10000"), ("Children in care per 100,000", "per_100000")
    ) == ("10 * x")
    assert transformation(
        ("Children in care per 100,000", "per_100000"), ("Children in care per 10,000", "per_10000")
    ) == ("x / 10")


def test_no_transformation_hides_a_difference():
    eet = ("16 to 17 year olds in education, employment or training", "percent")
    assert transformation(("16 to 17 year olds not in education, employment or training", "percent"), eet) is None
    other_ages = ("Young people aged 16 to 24 not in education, employment or training or not known", "percent")
    assert transformation(other_ages, eet) is None


def test_figures_over_other_spans_of_time_are_not_made_comparable():
    neet = "Young people in years 12 and 13 not in education, employment or training or not known"
    eet = "16 to 17 year olds in education, employment or training"
    average = (f"{eet} (3 month average)", "percent")
    assert transformation((neet, "percent"), average) is None
    assert transformation((f"{neet} (3 month average)", "percent"), average) == "100 - x"
    cumulative = ("Delayed transfers of care per 1,000 (cumulative)", "per_1000")
    rolling = ("Delayed transfers of care per 100,000 (rolling 12 months)", "per_100000")
    assert transformation(cumulative, rolling) is None
    assert transformation(cumulative, ("Delayed transfers of care per 100,000 (cumulative)", "per_100000")) == "100 * x"


def test_the_reasons_name_the_difference():
    told = compare(read("Sickness days per FTE", "days"), read("Sickness absence rate (excluding schools)", "percent"))
    assert "days against percent" in told.reason and "without schools" in told.reason


def test_an_unknown_subject_is_compared_only_where_the_names_say_the_same():
    assert how("Beehives inspected by wardens annually", "Wardens' inspected beehives") == SAME
    assert how("Beehives inspected by wardens annually", "Beehives inspected by rangers") is None


NAMES = st.sampled_from(
    [
        "Council tax collected",
        "Recycling rate",
        "Number of children in care aged under 18",
        "Sickness days per FTE, excluding schools",
        "Care leavers not in education, employment or training",
        "Beehives inspected by wardens",
        "Roads",
    ]
)


@given(NAMES, NAMES, st.sampled_from(["percent", "count", "days", None]), st.sampled_from(["percent", "count", None]))
def test_comparing_is_the_same_both_ways_round(one, other, unit, another):
    mine, theirs = read(one, unit), read(other, another)
    if mine.subject is not None and mine.subject == theirs.subject:
        there, back = compare(mine, theirs), compare(theirs, mine)
        assert there.strength == back.strength
        assert (mine.described == theirs.described and mine.unit is not None) <= (there.strength == SAME)


def test_only_definitions_of_one_subject_are_paired():
    names = ["Council tax collected", "Council tax collected within 36 months", "Recycling rate", "Abandoned call rate"]
    new, known = [read(name) for name in names[:2]], [read(name) for name in names[2:]]
    assert len(list(pairs(new, known))) == 4
    assert list(pairs([], known)) == []


def test_the_vocabulary_holds_together():
    names = [subject.name for subject in subjects()]
    assert len(names) == len(set(names)) > 300
    assert {group for subject in subjects() for group in subject.ignores} <= {group.name for group in groups()} | {
        "numbers",
        "negated",
    }
    assert all(side in subject.sides for subject in subjects() for pair in subject.complements for side in pair)
    assert not [
        (one.name, other.name)
        for one, other in combinations(subjects(), 2)
        if one.says == other.says and one.never == other.never
    ]


def test_every_pattern_of_the_vocabulary_can_be_read():
    """They are compiled when they are first needed, which may be in nobody's report."""
    for subject in subjects():
        for written in (*subject.says, subject.never, subject.silent, subject.norm, *subject.sides.values()):
            assert written is None or _pattern(written)
