"""Reading schemes: what they say, which one holds when, and errors that tell what to mend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scrutiny.language.periods import Period
from scrutiny.rules.definition import read
from scrutiny.rules.scheme import Edge
from scrutiny.rules.schemes import SchemeError, as_row, load_all, scheme_for

HAND_WRITTEN = """\
scheme: ours-{year}
council: {council}
valid:
  from: {year}-04-01
  to: {next}-03-31
kind: written
rates:
  measure: figures
bands:
  - band: On target
    labels: [Green, Met]
    from: target
    edge: closed
  - band: Near
    from: -5%
    edge: open
  - band: Off
"""


def scheme_text(year: int = 2023, council: str = "E06000001") -> str:
    return HAND_WRITTEN.format(year=year, next=year + 1, council=council)


def quarter(year: int) -> Period:
    return Period(f"{year} Q2", date(year, 7, 1), date(year, 9, 30))


def test_the_packaged_schemes_name_the_page_they_stand_on() -> None:
    for scheme in load_all({}):
        assert scheme.kind == "published"
        assert scheme.document
        assert scheme.page
        assert as_row(scheme).definition == scheme.definition


def test_a_person_s_own_scheme_joins_the_packaged_ones() -> None:
    loaded = {scheme.scheme for scheme in load_all({"ours.yaml": scheme_text()})}
    assert "ours-2023" in loaded
    assert len(loaded) == len(load_all({})) + 1


def test_two_files_with_one_id_are_refused() -> None:
    with pytest.raises(SchemeError, match=r"b\.yaml.*'ours-2023' is taken by a\.yaml"):
        load_all({"a.yaml": scheme_text(), "b.yaml": scheme_text()})


def test_thresholds_are_read_as_exact_decimals() -> None:
    scheme = read("x.yaml", scheme_text().replace("-5%", "-0.1%"))
    assert scheme.bands[1].edge is not None
    assert scheme.bands[1].edge.offset == Decimal("-0.1")


@pytest.mark.parametrize(
    "written",
    ["+5%", "-1.5 points", "floor", "amber -5%", "-tolerance points", "-tolerance%", "second target", "previous"],
)
def test_an_edge_is_written_back_as_it_was_read(written: str) -> None:
    scheme = read("x.yaml", scheme_text().replace("from: -5%", "from: red").replace("from: target", f"from: {written}"))
    assert scheme.bands[0].edge is not None
    assert scheme.bands[0].edge.text == written


@pytest.mark.parametrize("written", ["0%", "0", "+0%", "-0.0%", "0 points", "target"])
def test_on_target_may_be_written_as_no_distance_from_it(written: str) -> None:
    scheme = read("x.yaml", scheme_text().replace("from: target", f"from: {written}"))
    assert scheme.bands[0].edge == Edge("closed")


@pytest.mark.parametrize("written", ["5%", "5", "+5", "0 %%", "floor 5%"])
def test_a_distance_without_its_sign_or_unit_is_refused(written: str) -> None:
    with pytest.raises(SchemeError, match="is not understood"):
        read("x.yaml", scheme_text().replace("from: target", f"from: {written}"))


def test_every_label_names_its_band_whatever_its_case() -> None:
    scheme = read("x.yaml", scheme_text())
    assert [scheme.band_of(word) for word in ("GREEN", " met* ", "on  target", "Off", "Purple")] == [0, 0, 0, 2, None]


@pytest.mark.parametrize(
    ("old", "new", "line", "remedy"),
    [
        ("edge: open", "edge: ajar", 16, "'closed', 'open' or 'undefined'"),
        ("from: -5%", "from: five below", 15, "Write target or 0% .*[+]5% or -2%"),
        ("from: -5%", "from: +5%", 14, r"Near reaches down to \+5%, no further than On target.*best first"),
        ("from: -5%", "from: +2 points", 14, "best first"),
        ("council: E06000001", "council: Sometown", 2, "GSS|letter and eight digits"),
        ("  to: 2024-03-31", "  to: March", 5, "Write it as 2023-04-01"),
        ("  to: 2024-03-31", "  to: 2022-03-31", 5, "Swap"),
        ("    edge: open\n", "", 14, "edge: closed"),
        ("  - band: Off", "  - band: Off\n    from: -9%", 17, "Take its 'from'"),
        ("  - band: Off", "  - band: Near", 17, "Give each word to one band"),
        ("  measure: figures", "  measures: figures", 8, "'measure', 'milestone'"),
        ("kind: written", "kind: written\nkind: inferred", 7, "Keep one"),
        ("kind: written", "sort: written", 6, "'kind'"),
        ("kind: written\n", "", 1, "Add a line 'kind"),
        ("bands:", "bands: [", 10, "indentation"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(old: str, new: str, line: int, remedy: str) -> None:
    with pytest.raises(SchemeError, match=remedy) as caught:
        read("mine.yaml", scheme_text().replace(old, new))
    assert caught.value.line == line
    assert str(caught.value).startswith(f"mine.yaml, line {line}: ")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(SchemeError, match="empty"):
        read("mine.yaml", "# nothing yet\n")


def test_a_scheme_valid_for_the_period_is_the_council_s_own() -> None:
    schemes = [read(f"{year}", scheme_text(year)) for year in (2022, 2023, 2024)]
    found = scheme_for(schemes, "E06000001", quarter(2023), "quarterly", "measure")
    assert found is not None
    assert (found[0].scheme, found[1]) == ("ours-2023", "own")


def test_the_nearest_other_year_of_the_council_is_assumed() -> None:
    schemes = [read(f"{year}", scheme_text(year)) for year in (2012, 2020, 2024)]
    found = scheme_for(schemes, "E06000001", quarter(2018), "quarterly", "measure")
    assert found is not None
    assert (found[0].scheme, found[1]) == ("ours-2020", "assumed")


def test_a_period_that_ends_after_the_scheme_is_not_its_own() -> None:
    scheme = read("x", scheme_text(2023))
    calendar_year = Period("2023", date(2023, 1, 1), date(2023, 12, 31))
    found = scheme_for([scheme], "E06000001", calendar_year, "annual", "measure")
    assert found == (scheme, "assumed")


def test_another_council_s_scheme_is_never_borrowed() -> None:
    assert scheme_for(load_all({}), "E06000002", quarter(2022), "quarterly", "measure") is None


def test_a_scheme_of_another_kind_of_report_or_thing_does_not_hold() -> None:
    scheme = read("x", scheme_text().replace("bands:", "reports: [quarterly]\nbands:"))
    assert scheme_for([scheme], "E06000001", quarter(2023), "annual", "measure") is None
    assert scheme_for([scheme], "E06000001", quarter(2023), "quarterly", "project") is None


def test_what_a_person_wrote_goes_before_what_was_published() -> None:
    published = read("x", scheme_text().replace("ours-2023", "a-published").replace("written", "published"))
    written = read("y", scheme_text())
    found = scheme_for([published, written], "E06000001", quarter(2023), "quarterly", "measure")
    assert found == (written, "own")
