"""Results as people and programs get them: on the terminal, as CSV, as JSON."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.language.periods import Period
from scrutiny.outputs.listing import as_table, console, csv_text, json_text
from scrutiny.outputs.shown import show_document, show_observation
from scrutiny.outputs.store import Store, StoreError
from scrutiny.outputs.tables import OBSERVATION_COLUMNS, write_csv
from scrutiny.outputs.terminal import show_findings, show_results
from scrutiny.outputs.verdicts import show_audit
from scrutiny.records import (
    Box,
    Evidence,
    Extract,
    Finding,
    Normalised,
    Observation,
    PageSize,
    Place,
    Rating,
    Report,
    SchemeRow,
)

BOX = Box(3, 10.5, 20.25, 30.0, 40.0)
LONG = "Rate of improvement in the share of children who reach a good level of development [in primary schools] :smile:"


def rated(document, seq, verdict, reason=None, **more):
    return Rating(
        document, seq, None, "own", Decimal("-40.0"), "Red", ("Red",), verdict, reason, "0.6 is 40% off", **more
    )


@pytest.fixture
def store(tmp_path):
    period = Period("2022/23 Q2", date(2022, 7, 1), date(2022, 9, 30))
    report = Report("north-q2", Path("north-q2.pdf"), "a" * 64, "E1", "North", "How we did", period, "quarterly")
    row = Observation(
        "north-q2",
        1,
        "measure",
        LONG,
        "actual",
        "2022/23 Q2",
        BOX,
        value_text="0.60",
        value=Decimal("0.60"),
        target_text="-5%",
        target=Decimal("-5"),
        status="Review",
        headings=("One", "Two"),
        places=(Place("value", 1, BOX),),
    )
    rows = tuple(replace(row, seq=seq, name=LONG if seq == 1 else f"Measure {seq}") for seq in range(1, 7))
    rows = (*rows[:5], replace(rows[5], basis="previous"))
    with Store.open(tmp_path / "scrutiny.db") as opened:
        opened.save_document(report, Extract((PageSize(1, 595, 842),), (), ()), Normalised(rows), "read")
        opened.save_ratings(
            "north-q2",
            [
                rated("north-q2", 1, "disagrees"),
                rated("north-q2", 2, "agrees"),
                rated("north-q2", 3, "agrees_within_rounding"),
                rated("north-q2", 4, "uncheckable", "no_target"),
                rated("north-q2", 5, "uncheckable", "no_target"),
            ],
        )
        look = Finding("f-look", "look", "k", "north-q2", 2, "Odd.", "2 > 1", (Evidence("north-q2", BOX, "x"),))
        error = Finding("f-error", "error", "k", "north-q2", 1, f"{LONG} is wrong.", "0.6 < 1.0", look.evidence)
        opened.save_findings("north-q2", [look, error])
        opened.fail_document("empty", Path("empty.pdf"), "empty.pdf: the file is empty.")
        yield opened


@pytest.fixture
def store_with_assumed(store):
    """One of the ratings that agree stands under the key of another year."""
    definition = "scheme: north-2020"
    store.save_schemes([SchemeRow("north-2020", "E1", "2020-04-01", "2021-03-31", "written", None, None, definition)])
    ratings = [
        replace(rating, use="assumed", scheme="north-2020") if rating.verdict == "agrees" else rating
        for rating in store.ratings(document="north-q2")
    ]
    store.save_ratings("north-q2", ratings)
    return store


def printed(show, *args, width=100, **more):
    out = io.StringIO()
    on = console(out)
    on.width = width
    show(*args, on, **more)
    return out.getvalue()


def unfolded(text):
    return " ".join(text.split())


# --------------------------------------------------------------------------------- results


def test_results_count_what_was_rated_again_and_say_why_the_rest_was_not(store):
    text = printed(show_results, store)
    line = next(line for line in text.splitlines() if line.startswith("north-q2"))
    assert line.split() == ["north-q2", "6", "3", "1", "1", "1", "2"]
    assert "cannot be checked: 2 no target" in unfolded(text)
    assert "not rated: 1 of earlier periods" in unfolded(text)
    assert "assumed" not in text


def test_what_was_rated_under_an_assumed_key_is_counted_apart_and_explained(store_with_assumed):
    text = printed(show_results, store_with_assumed)
    line = next(line for line in text.splitlines() if line.startswith("  of these, assumed"))
    assert line.split()[3:] == ["1", "1", "0", "0"]
    assert "assumed: rated under the key that the council published for another year" in unfolded(text)
    assert "empty.pdf: the file is empty." in text


def test_findings_come_most_serious_first_with_document_page_and_arithmetic(store):
    text = unfolded(printed(show_results, store))
    assert text.index("Errors in the reports: 1") < text.index("Worth a look: 1")
    assert f"north-q2, page 3 {LONG} is wrong. 0.6 < 1.0 f-error" in text


def test_no_findings_is_said():
    assert printed(show_findings, []) == "No findings.\n"


def test_of_many_documents_those_that_have_not_changed_are_counted_only(store):
    many = [f"other-{number}" for number in range(30)]
    for slug in many:
        store.fail_document(slug, Path(f"{slug}.pdf"), "gone")
    text = printed(show_results, store, unchanged=["north-q2", *many])
    assert [line.split()[-6:] for line in text.splitlines() if line.startswith("all")] == [
        ["6", "3", "1", "1", "1", "2"]
    ]
    assert "other-1" not in text
    assert "north-q2" not in text
    assert "not read: empty.pdf: the file is empty." in text


def test_results_of_some_documents_leave_out_the_findings_of_others(store):
    text = printed(show_results, store, documents=["empty"])
    assert "north-q2" not in text


# ------------------------------------------------------------------------- on any terminal


@pytest.mark.parametrize("width", [30, 60, 100, 200])
def test_nothing_is_cut_and_nothing_is_wider_than_the_terminal(store, width):
    for text in (
        printed(show_results, store, width=width),
        printed(show_audit, store, width=width),
        printed(lambda on: show_document(store, "north-q2", on), width=width),
        printed(lambda on: show_observation(store, "north-q2", 1, on), width=width),
    ):
        assert max(map(len, text.splitlines())) <= width
        assert "…" not in text
        assert not [line for line in text.splitlines() if line.endswith(" ")]
        assert "\x1b" not in text


def test_the_whole_name_is_there_when_it_is_folded(store):
    lines = printed(lambda on: show_document(store, "north-q2", on)).splitlines()
    heading = next(line for line in lines if " name " in line)
    start, end = heading.index("name"), heading.index("basis")
    words = " ".join(line[start:end] for line in lines[lines.index(heading) + 2 :]).split()
    assert " ".join(words).startswith(LONG)


@given(st.lists(st.lists(st.text("ab ", max_size=40), min_size=3, max_size=3), max_size=4), st.integers(3, 120))
def test_a_table_keeps_every_word_at_any_width(rows, width):
    out = io.StringIO()
    on = console(out)
    on.width = width
    on.print(as_table([dict(zip("xyz", row, strict=True)) for row in rows], "xyz", width))
    text = out.getvalue()
    assert max(map(len, text.splitlines()), default=0) <= width
    assert sum(map(text.count, "ab")) == sum(cell.count("a") + cell.count("b") for row in rows for cell in row)


# ------------------------------------------------------------------------------------ audit


def test_an_audit_puts_disagreements_first_and_says_why_a_row_cannot_be_checked(store):
    text = printed(show_audit, store, width=200)
    assert text.index("Disagree: 1") < text.index("Cannot be checked: 2") < text.index("no target")
    assert "1 disagree, 1 agree within rounding, 1 agree, 2 cannot be checked" in text


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_what_disagrees_in_any_document_comes_before_what_agrees_in_another(store, form):
    """Rows of a document are together only within one verdict."""
    period = Period("2022/23 Q2", date(2022, 7, 1), date(2022, 9, 30))
    report = Report("south-q2", Path("south-q2.pdf"), "b" * 64, "E1", "North", "How we did", period, "quarterly")
    wrong = Observation("south-q2", 1, "measure", "Wrong in the south", "actual", "2022/23 Q2", BOX)
    store.save_document(report, Extract((PageSize(1, 595, 842),), (), ()), Normalised((wrong,)), "read")
    store.save_ratings("south-q2", [rated("south-q2", 1, "disagrees")])
    text = printed(show_audit, store, form=form, every=True)
    assert text.index("Rate of") < text.index("Wrong in the south") < text.index("Measure 3") < text.index("Measure 2")


def test_an_audit_tells_ratings_under_an_assumed_key_in_every_form(store_with_assumed):
    assert "1 assumed" in printed(show_audit, store_with_assumed)
    text = printed(show_audit, store_with_assumed, every=True)
    assert "north-q2 (assumed)" in text
    assert "1 agree (1 of them assumed)" in text
    from_csv = csv.DictReader(io.StringIO(printed(show_audit, store_with_assumed, form="csv")))
    assumed = {"use": "assumed", "scheme": "north-2020"}
    assert [row["verdict"] for row in from_csv if assumed.items() <= row.items()] == ["agrees"]
    from_json = json.loads(printed(show_audit, store_with_assumed, form="json"))
    assert [row["verdict"] for row in from_json if assumed.items() <= row.items()] == ["agrees"]


def test_an_audit_begins_with_what_disagrees_and_where_and_only_counts_the_rest(store):
    first, *rest = printed(show_audit, store).splitlines()
    assert first == "1 rating disagrees with what the figures give: north-q2, page 3"
    assert not [line for line in rest if "Measure 2" in line]
    assert "scrutiny audit --all" in " ".join(rest)


def test_an_audit_is_of_one_council_or_period_where_asked(store):
    assert show_audit(store, console(io.StringIO()), council="E1", period="2022/23 Q2")["disagrees"] == 1
    assert not show_audit(store, console(io.StringIO()), council="E2")
    assert printed(show_audit, store, period="2019/20") == "Nothing rated.\n"


def test_an_audit_as_csv_and_json_holds_the_same_rows(store):
    from_csv = list(csv.DictReader(io.StringIO(printed(show_audit, store, form="csv"))))
    from_json = json.loads(printed(show_audit, store, form="json"))
    assert [row["verdict"] for row in from_csv] == [row["verdict"] for row in from_json]
    assert from_csv[0]["name"] == from_json[0]["name"] == LONG
    assert (from_csv[0]["value"], from_json[0]["value"]) == ("0.60", 0.6)
    assert (from_csv[0]["reason"], from_json[0]["reason"]) == ("", None)


# -------------------------------------------------------------------------------- one row


def test_an_observation_is_shown_with_its_figures_place_and_working(store):
    text = unfolded(printed(lambda on: show_observation(store, "north-q2", 1, on)))
    for part in (LONG, "value text 0.60", "target text -5%", "value 3 10.5 20.25 30 40", "0.6 is 40% off", "f-error"):
        assert part in text


def test_an_observation_rated_under_an_assumed_key_says_what_that_means(store_with_assumed):
    text = unfolded(printed(lambda on: show_observation(store_with_assumed, "north-q2", 2, on)))
    assert "use assumed: the council's key of another year" in text
    assert "verdict agrees (assumed)" in text
    assert "use own" not in unfolded(printed(lambda on: show_observation(store_with_assumed, "north-q2", 4, on)))


def test_an_earlier_figure_is_said_to_be_one_that_is_not_rated(store):
    text = unfolded(printed(lambda on: show_observation(store, "north-q2", 6, on)))
    assert "It is the figure of an earlier period, which is not rated." in text


def test_an_observation_as_json_is_one_object(store):
    (row,) = json.loads(printed(lambda on: show_observation(store, "north-q2", 1, on, form="json")))
    assert (row["name"], row["page"], row["x0"], row["verdict"]) == (LONG, 3, 10.5, "disagrees")


def test_asking_for_what_is_not_there_says_what_there_is(store):
    with pytest.raises(StoreError, match="There are: empty, north-q2"):
        show_document(store, "south", console(io.StringIO()))
    with pytest.raises(StoreError, match="numbered from 1 to 6"):
        show_observation(store, "north-q2", 99, console(io.StringIO()))


# ------------------------------------------------------------------------------------ files


def test_csv_files_hold_every_observation_with_its_verdict_and_every_finding(store, tmp_path):
    observations, findings = write_csv(store, tmp_path)
    rows = list(csv.DictReader(observations.open(encoding="utf-8", newline="")))
    assert tuple(rows[0]) == OBSERVATION_COLUMNS
    assert len(rows) == 6
    first = rows[0]
    assert (first["value"], first["target"], first["headings"]) == ("0.60", "-5", "One > Two")
    assert (first["verdict"], first["variance"], first["council_name"]) == ("disagrees", "-40.0", "North")
    assert rows[5]["verdict"] == ""
    found = list(csv.DictReader(findings.open(encoding="utf-8", newline="")))
    assert [(row["finding"], row["page"]) for row in found] == [("f-error", "3"), ("f-look", "3")]


def test_a_csv_that_cannot_be_written_leaves_the_old_one(store, tmp_path, monkeypatch):
    write_csv(store, tmp_path)
    before = (tmp_path / "observations.csv").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scrutiny.outputs.tables.csv_text", full)
    with pytest.raises(StoreError, match="No space left on device"):
        write_csv(store, tmp_path)
    assert (tmp_path / "observations.csv").read_bytes() == before
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".db", ".db-wal", ".db-shm"}


def test_the_lines_of_a_document_that_has_not_changed_are_copied(store, tmp_path, monkeypatch):
    write_csv(store, tmp_path)
    before = (tmp_path / "observations.csv").read_bytes()
    monkeypatch.setattr("scrutiny.outputs.tables.audited", lambda *_, **__: pytest.fail("read again"))
    write_csv(store, tmp_path)
    assert (tmp_path / "observations.csv").read_bytes() == before


@pytest.mark.parametrize(
    "damage", [lambda text: text.replace(b"North", b"South"), lambda text: text[:-9], lambda _: b""]
)
def test_a_csv_that_somebody_has_changed_is_made_anew(store, tmp_path, damage):
    write_csv(store, tmp_path)
    path = tmp_path / "observations.csv"
    before = path.read_bytes()
    path.write_bytes(damage(before))
    write_csv(store, tmp_path)
    assert path.read_bytes() == before


def test_the_lines_of_a_document_that_is_rated_again_are_made_anew(store, tmp_path):
    write_csv(store, tmp_path)
    store.save_ratings("north-q2", ())
    observations, _ = write_csv(store, tmp_path)
    assert {row["verdict"] for row in csv.DictReader(observations.open(encoding="utf-8", newline=""))} == {""}


def test_lines_told_while_another_program_wrote_are_told_anew(store, tmp_path):
    write_csv(store, tmp_path)
    with Store.open(store.path) as other:
        before, parts = store.changes_by_others(), store.csv_parts()
        other.save_ratings("north-q2", ())
    store.save_csv_parts(parts, before)
    assert store.csv_parts() == {}


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "+44 20"])
def test_a_text_that_a_spreadsheet_would_run_stays_text(text):
    (row,) = csv.DictReader(io.StringIO(csv_text([{"x": text}], ["x"]), newline=""))
    assert row["x"] == ("-" if text == "-" else "'" + text)


@pytest.mark.parametrize("value", [Decimal("-3.50"), -3, -0.5, "-3.5%", "-£1,200", "+2.1", "−3", "3=3", None])
def test_numbers_and_harmless_texts_stay_as_they_are(value):
    (row,) = csv.DictReader(io.StringIO(csv_text([{"x": value}], ["x"])))
    assert row["x"] == ("" if value is None else str(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_number_in_csv_is_the_number(value):
    (row,) = csv.DictReader(io.StringIO(csv_text([{"x": value}], ["x"])))
    assert Decimal(row["x"]) == value
    assert "E" not in row["x"]


def test_json_tells_numbers_nothing_and_days():
    text = json_text([{"a": Decimal("1.0"), "b": Decimal("1.5"), "c": None, "d": date(2023, 9, 30)}], "abcd")
    assert json.loads(text) == [{"a": 1, "b": 1.5, "c": None, "d": "2023-09-30"}]
