"""Published names put on measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny.normalise import match_compare
from scrutiny.normalise.matching import Matched, PublishedName, explain, match
from scrutiny.records import MeasureName, SameDecision


def name(
    text: str,
    document: str = "one",
    *,
    value: str | None = None,
    period: str = "2020/21",
    basis: str = "actual",
    code: str | None = None,
    unit: str | None = None,
    section: str | None = None,
    council: str = "E1",
) -> PublishedName:
    figures = ((period, basis, Decimal(value) if value else None),)
    return PublishedName(council, document, text, code, unit, section, figures=figures)


def decide(one: str, other: str, *, same: bool) -> SameDecision:
    return SameDecision("E1", one, other, same, "Ann", date(2024, 5, 1), "looked at both")


def together(matched: Matched, names: Sequence[PublishedName]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for measure, published in zip(matched.of, names, strict=True):
        groups.setdefault(measure, set()).add(published.name)
    return sorted(groups.values(), key=sorted)


def are_one(*names: PublishedName, decisions: Sequence[SameDecision] = ()) -> bool:
    return len(set(match(names, decisions).of)) == 1


def test_the_same_name_in_two_reports_is_one_measure() -> None:
    assert are_one(name("Number of library visits"), name("Number of Library Visits ", "two"))


def test_a_new_code_does_not_make_a_new_measure() -> None:
    assert are_one(name("CS PM07 Number of library visits"), name("CS PM21 Number of library visits", "two"))


def test_other_spellings_typos_and_abbreviations_join() -> None:
    assert are_one(
        name("Percentage of Tenancy Support Plans (TSPs) reviewed"),
        name("% of TSPs reviewed", "two"),
        name("Proportion of tenancy suport plans reviewed", "three"),
    )


def test_a_shared_code_carries_a_name_that_was_reworded() -> None:
    reworded = (
        name("AB PM11 Visits to museums and galleries"),
        name("AB PM11 Museums and galleries: visits made", "two"),
    )
    assert are_one(*reworded)


def test_a_code_that_names_other_things_too_is_no_evidence() -> None:
    names = (
        name("AB PM11 Visits to museums and galleries"),
        name("AB PM11 Museums: visits made by children", "two"),
        name("AB PM11 Fly tips cleared", "three"),
    )
    assert len(set(match(names).of)) == 3


def test_an_id_is_made_from_the_name_of_the_earliest_report() -> None:
    later, earlier = (
        PublishedName("E1", document, text, figures=((period, "actual", Decimal(3)),), period=period)
        for document, text, period in (("a", "Number of visits", "2022/23"), ("b", "Total number of visits", "2017/18"))
    )
    assert [one.measure for one in match([later, earlier]).measures] == ["E1-total-number-of-visits"]


def test_names_that_say_of_no_document_may_all_be_one() -> None:
    assert are_one(name("Number of library visits", ""), name("CS PM2 Library visits", ""), name("Library viisits", ""))


def test_of_any_two_measures_the_best_pair_of_names_only_is_proposed() -> None:
    names = [
        name("Number of library visits"),
        name("Total number of library visits", "two"),
        name("Number of library visits by schools", "three"),
        name("Number of libary visits by schools", "four"),
    ]
    assert len(match(names).proposals) == 1


def test_what_is_settled_is_neither_split_nor_joined() -> None:
    known = [
        MeasureName("E1-a", "E1", "Number of visits", 100, "new"),
        MeasureName("E1-b", "E1", "Total number of visits", 100, "new"),
        MeasureName("E1-a", "E1", "Swimming", 100, "decision", "Ann"),
    ]
    printed = [name(one.name, "old") for one in known]
    assert match([*printed, name("Visits", "new")], known=known, settled=True).of[:3] == ("E1-a", "E1-b", "E1-a")


def test_a_substituted_telling_word_is_never_the_same() -> None:
    assert not are_one(
        name("Percentage of bins missed in Ashfield"), name("Percentage of bins missed in Boxley", "two")
    )


def test_an_added_scope_is_proposed_not_merged() -> None:
    names = [name("Number of library visits"), name("Number of library visits by schools", "two")]
    matched = match(names)
    assert len(set(matched.of)) == 2
    assert [{proposal.one, proposal.other} for proposal in matched.proposals] == [{one.name for one in names}]
    assert "school" in " ".join(matched.proposals[0].reasons)


def test_two_rows_of_one_report_with_other_figures_are_two_measures() -> None:
    assert not are_one(name("Number of visits", value="12034"), name("Total number of visits", value="11200"))
    assert are_one(name("Number of visits", value="12034"), name("Total number of visits", value="12034"))


def test_a_shared_target_brings_two_rows_of_one_report_to_a_persons_eye_only() -> None:
    one = PublishedName("E1", "one", "Bridges inspected", targets=(("2021/22", Decimal(23)),))
    other = PublishedName("E1", "one", "Bridges inspected this winter", targets=(("", Decimal(23)),))
    matched = match([one, other])
    assert len(set(matched.of)) == 2
    assert len(matched.proposals) == 1


def test_namesakes_of_one_report_are_told_apart_by_their_section() -> None:
    names = [
        name("Town centre", value="1200", section="Footfall"),
        name("Town centre", value="8", section="Vacancies"),
        name("Town centre", "two", value="1300", period="2021/22", section="Footfall"),
        name("Town centre", "two", value="9", period="2021/22", section="Vacancies"),
    ]
    matched = match(names)
    assert matched.of[0] != matched.of[1]
    assert len(matched.measures) == len(set(matched.of))


def test_a_measure_printed_twice_is_one_though_one_figure_differs() -> None:
    """The difference is the report's mistake, to be found; it must not be hidden by a second measure."""
    listed = PublishedName(
        "E1", "one", "Visits", figures=(("2020", "previous", Decimal(5)), ("2021", "actual", Decimal(6)))
    )
    card = PublishedName(
        "E1", "one", "Visits", section="A", figures=(("2020", "previous", Decimal(5)), ("2021", "actual", Decimal(9)))
    )
    assert are_one(listed, card)


def test_units_that_differ_forbid_a_match() -> None:
    assert not are_one(name("Homes let", unit="percent"), name("The homes let", "two", unit="days"))


def test_councils_are_never_mixed() -> None:
    names = [name("Number of library visits"), name("Number of library visits", "two", council="E2")]
    assert len(set(match(names).of)) == 2


def test_names_of_one_report_are_not_brought_together_by_a_third() -> None:
    names = [
        name("Number of adult learners", value="120"),
        name("Number of learners, adult", value="340"),
        name("Number of adult learner", "two", value="150", period="2021/22"),
    ]
    matched = match(names)
    assert matched.of[0] != matched.of[1]


def test_decisions_win_over_wording_and_over_vetoes() -> None:
    swimming, gym = name("Visits to pools"), name("Leisure card swipes", "two")
    assert are_one(swimming, gym, decisions=[decide(swimming.name, gym.name, same=True)])
    adults, old = name("Adults aged 18-64 in homes"), name("Adults aged 65+ in homes", "two")
    assert are_one(adults, old, decisions=[decide(adults.name, old.name, same=True)])
    one, other = name("Number of visits"), name("Total number of visits", "two")
    assert not are_one(one, other, decisions=[decide(one.name, other.name, same=False)])


def test_a_decided_difference_holds_through_others() -> None:
    """A = B and B != C gives A != C, though A and C alone would join."""
    a, b, c = name("Number of visits"), name("Footfall", "two"), name("Total number of visits", "three")
    decisions = [decide(a.name, b.name, same=True), decide(b.name, c.name, same=False)]
    matched = match([a, b, c], decisions)
    assert matched.of[0] == matched.of[1] != matched.of[2]


def test_decisions_that_cannot_all_hold_are_reported() -> None:
    names = [name("Alpha counts"), name("Beta counts", "two"), name("Gamma counts", "three")]
    decisions = [
        decide("Alpha counts", "Beta counts", same=True),
        decide("Beta counts", "Gamma counts", same=True),
        decide("Alpha counts", "Gamma counts", same=False),
    ]
    problems = match(names, decisions).problems
    assert len(problems) == 1
    assert "Beta counts" in problems[0].message


def test_a_decision_is_kept_with_its_author() -> None:
    names = [name("Visits to pools"), name("Leisure card swipes", "two")]
    found = match(names, [decide(names[0].name, names[1].name, same=True)]).names
    assert {one.decided_by for one in found if one.method == "decision"} == {"Ann"}


def test_an_id_stays_when_an_older_name_joins() -> None:
    first = match([name("Total number of visits", "report-2022")])
    joined = match(
        [name("Total number of visits", "report-2022"), name("Number of visits", "report-2017")], known=first.names
    )
    assert {measure.measure for measure in joined.measures} == {first.measures[0].measure}


def test_a_known_name_that_is_no_longer_printed_still_draws_new_names() -> None:
    known = [MeasureName("E1-visits", "E1", "Number of visits", 100, "new")]
    matched = match([name("Total number of visits", "two")], known=known)
    assert matched.of == ("E1-visits",)
    assert [one.name for one in matched.names] == ["Total number of visits"]


def test_ids_are_readable_and_each_its_own() -> None:
    long = "Average number of working days that it takes to let a council home again after it has become empty, "
    matched = match([name("Number of visits"), name(long + "all homes"), name(long + "sheltered homes")])
    ids = [measure.measure for measure in matched.measures]
    assert "E1-number-of-visits" in ids
    assert len(ids) == len(set(ids)) == 3


def test_projects_join_by_their_exact_name_only() -> None:
    one = PublishedName("E1", "one", "SR14 Build a new bridge", kind="project")
    assert are_one(one, PublishedName("E1", "two", "Build a new bridge", kind="project"))
    assert not are_one(one, PublishedName("E1", "two", "Build new bridges", kind="project"))
    assert not are_one(one, PublishedName("E1", "two", "Build a new bridge", kind="risk"))


def test_an_explanation_gives_its_reasons() -> None:
    names = [name("Adults aged 18-64 in residential care"), name("Adults aged 65+ in residential care", "two")]
    answer = explain(names, names[0].name, names[1].name)
    assert (answer.judgement, answer.reasons) == ("different", ("ages 18-64 against 65+",))


def test_every_name_of_the_input_has_its_record() -> None:
    names = [name("Number of visits"), name("number of  visits", "two"), name("Total number of visits", "three")]
    assert {one.name for one in match(names).names} == {one.name for one in names}


def test_a_name_that_one_report_prints_under_three_headings_has_one_record() -> None:
    """Two of its rows are two things; the third, of another year, goes with the first of them."""
    printed = [
        name("Contract offers", value="61.9", period="2024-09", section="High performing services"),
        name("Contract offers", value="57.3", period="2024/25", section="People strategy"),
        name("Contract offers", value="55.5", period="2024-09", section="Key measures"),
    ]
    matched = match(printed)
    assert len(set(matched.of)) == 2
    assert sorted({(one.measure, one.name, one.method) for one in matched.names}) == sorted(
        (measure, "Contract offers", "new") for measure in set(matched.of)
    )
    assert len(matched.names) == 2


_WHERE = st.tuples(
    st.sampled_from(["Calls answered", "Percentage of calls answered", "Homes let"]),
    st.sampled_from(["one", "two"]),
    st.sampled_from(["1.25", "2.25", None]),
    st.sampled_from(["2023/24", "2024/25"]),
    st.sampled_from([None, "PM1", "PM2"]),
    st.sampled_from([None, "Housing", "Customers"]),
)


@given(st.lists(_WHERE, max_size=10), st.booleans())
@settings(max_examples=120, deadline=None)
def test_a_name_stands_once_for_a_measure(rows: list[tuple[str, ...]], same: bool) -> None:
    names = [
        name(text, document, value=value, period=period, code=code, section=section)
        for text, document, value, period, code, section in rows
    ]
    decisions = [decide("Calls answered", "Homes let", same=same)]
    first = match(names, decisions)
    for matched in (first, match(names, decisions, first.names)):
        keys = [(one.measure, one.council, one.name) for one in matched.names]
        assert len(keys) == len(set(keys))
        assert {key[0] for key in keys} == set(matched.of)


_SOME = [
    name("Number of library visits", "a", value="1200"),
    name("Total number of library visits", "b", value="1300", period="2021/22"),
    name("Number of library visits by children", "b", value="300", period="2021/22"),
    name("CS PM07 Visits to libraries", "c", value="1300", period="2021/22", basis="previous"),
    name("Libary visits", "d"),
    name("Percentage of library visits online", "c"),
    name("Percentage of homes let within 20 days", "a", value="81"),
    name("% of homes let in 20 days", "b", value="82"),
    name("% of homes let in 30 days", "b", value="92"),
    name("Children in care", "a"),
    name("Looked after children", "b"),
    name("Adults in care", "b"),
]


@given(st.permutations(_SOME))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_names_changes_nothing(names: list[PublishedName]) -> None:
    matched, expected = match(names), match(_SOME)
    assert (matched.measures, matched.names, matched.proposals) == (
        expected.measures,
        expected.names,
        expected.proposals,
    )
    assert together(matched, names) == together(expected, _SOME)


def test_matching_again_with_what_is_known_changes_nothing() -> None:
    first = match(_SOME)
    assert match(_SOME, known=first.names) == first


@given(st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_text_is_put_on_some_measure(texts: list[str]) -> None:
    names = [name(text, f"d{at}") for at, text in enumerate(texts)]
    matched = match(names)
    assert set(matched.of) == {measure.measure for measure in matched.measures}


def test_many_names_are_matched_without_comparing_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    count, compared = 700, 0
    plain = match_compare.Comparer._compare

    def counting(*args: object) -> object:
        nonlocal compared
        compared += 1
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(match_compare.Comparer, "_compare", counting)
    words = [f"{a}{b}" for a in "bcdfghklmnprst" for b in ("arrow", "elly", "ingot", "oster", "umper")]
    names = [
        name(f"Number of {words[at % 70]} {words[(at * 7 + at // 70) % 70]} visits", f"d{at % 9}")
        for at in range(count)
    ]
    match(names)
    assert compared < 60 * count
