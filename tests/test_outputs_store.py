"""The store: what is written comes back, in one piece, whatever happens in between."""

import dataclasses
import os
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutiny.language.periods import Period
from scrutiny.outputs.store import Store, StoreError, StoreReader, Unstorable
from scrutiny.records import (
    Box,
    Cell,
    CellUse,
    Claim,
    Evidence,
    Extract,
    Finding,
    Limit,
    Mark,
    Measure,
    MeasureName,
    Normalised,
    Observation,
    PageSize,
    Passage,
    Place,
    PlanItem,
    Problem,
    Rating,
    Report,
    SchemeRow,
    Table,
    TableUse,
)

BOX = Box(1, 10.5, 20.25, 30.0, 40.0)
BOX_2 = Box(2, 10.5, 20.25, 30.0, 40.0)
PERIOD = Period("2022/23 Q2", date(2022, 7, 1), date(2022, 9, 30))

CONTRACT = {
    "documents": "document sha256 council council_name title period kind pages path source licence state problem",
    "observations": "document seq kind section headings theme code name basis period period_start period_end "
    "value_text value unit qualifier target_text target status previous_status direction commentary measure page "
    "x0 top x1 bottom",
    "limits": "document seq kind text value",
    "places": "document seq role part page x0 top x1 bottom",
    "measures": "measure name unit polarity polarity_source theme",
    "measure_names": "measure council name score method decided_by",
    "proposals": "council one other score reasons",
    "name_words": "council word name",
    "schemes": "scheme council valid_from valid_to kind document page definition",
    "ratings": "document seq scheme use variance recomputed possible verdict reason working",
    "comparisons": "document seq scheme",
    "claims": "document seq page x0 top x1 bottom where text claimed recomputed unit verdict explanation",
    "findings": "finding severity kind document seq message arithmetic acknowledged",
    "evidence": "finding document page x0 top x1 bottom text",
    "plan_items": "document seq theme outcome must_do milestone portfolio deadline difference "
    "measure_name measure page",
    "tables": "document table_no page_from page_to rows columns header engine confidence used_as",
    "cells": "document table_no row col text page x0 top x1 bottom fill use",
    "passages": "document passage_no page headings text x0 top x1 bottom",
    "problems": "problem document page x0 top x1 bottom stage message",
    "runs": "run started finished version schemes_sha256 decisions_sha256 documents seconds",
    "csv_parts": "document start bytes crc32",
}


def report(document="north-q2", sha256="a" * 64, council="E1"):
    return Report(
        document, Path(f"{document}.pdf"), sha256, council, "North", "Title", PERIOD, "quarterly", "web", "OGL"
    )


def observation(seq=1, document="north-q2", **more):
    return Observation(document, seq, "measure", f"Measure {seq}", "actual", PERIOD.label, BOX, **more)


def extract(pages=1):
    header = Cell(0, 0, "Name", (BOX,))
    cut = Cell(1, 0, "A name cut\nby a page", (BOX, BOX_2), fill="#ff0000", marks=(Mark("glyph", "tick", BOX),))
    table = Table(1, 1, (header, cut), ("header", "body"), 1, (BOX, BOX_2))
    passage = Passage(1, 0, "Some prose", BOX, headings=("One", "Two"))
    return Extract(tuple(PageSize(n, 595, 842) for n in range(1, pages + 1)), (table,), (passage,))


def normalised(*observations, **more):
    return Normalised(observations or (observation(),), **more)


def save(store, document="north-q2", sha256="a" * 64, *observations, council="E1", **more):
    rows = observations or (observation(document=document),)
    return store.save_document(report(document, sha256, council), extract(), normalised(*rows, **more), "read")


def select(path, sql, *values):
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def every_row(path):
    return {
        table: sorted(select(path, f"SELECT * FROM {table}"), key=repr)
        for (table,) in select(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if table != "runs"
    }


@pytest.fixture
def path(tmp_path):
    return tmp_path / "results" / "scrutiny.db"


@pytest.fixture
def store(path):
    with Store.open(path) as opened:
        yield opened


# ------------------------------------------------------------------------------ the contract


@pytest.mark.parametrize("table", CONTRACT)
def test_every_table_and_column_of_the_contract_is_there(store, path, table):
    columns = [row[1] for row in select(path, f"PRAGMA table_info({table})")]
    assert set(CONTRACT[table].split()) <= set(columns)


def test_the_columns_of_the_contract_come_first_and_in_its_order(store, path):
    for table in ("documents", "observations", "ratings", "findings", "cells"):
        columns = [row[1] for row in select(path, f"PRAGMA table_info({table})")]
        wanted = CONTRACT[table].split()
        assert [name for name in columns if name in wanted] == wanted


def test_figures_are_numbers_to_sql(store, path):
    save(store, "north-q2", "a" * 64, observation(value=Decimal("16420000"), target=Decimal("41.7")))
    assert select(path, "SELECT typeof(value), typeof(target), value / 2, target FROM observations") == [
        ("real", "real", 8210000.0, 41.7)
    ]


def test_nothing_published_is_null_and_never_nought(store, path):
    save(store, "north-q2", "a" * 64, observation(value_text="N/A"), observation(2, value=Decimal(0)))
    assert select(path, "SELECT value FROM observations ORDER BY seq") == [(None,), (0.0,)]


# ---------------------------------------------------------------------------- there and back

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
headings = st.lists(words | st.sampled_from(["A > B", " > ", "C >", "> D", ""]), max_size=3).map(tuple)
labels = st.lists(words.filter(lambda text: text and "|" not in text), max_size=3).map(tuple)
figures = st.decimals(allow_nan=False, allow_infinity=False)
points = st.floats(0, 10**6)
boxes = st.builds(Box, st.integers(1, 10**6), points, points, points, points)
limits = st.builds(Limit, text=words, value=st.none() | figures)
places = st.builds(Place, role=words, part=st.integers(1, 9), box=boxes)
field_values = {
    "document": st.just("north-q2"),
    "name": words,
    "period": words,
    "box": boxes,
    "headings": headings,
    "limits": st.lists(limits, max_size=3).map(tuple),
    "places": st.lists(places, max_size=3).map(tuple),
}
for each in dataclasses.fields(Observation):
    if each.type == "str | None":
        field_values[each.name] = st.none() | words
    elif each.type == "Decimal | None":
        field_values[each.name] = st.none() | figures
    elif each.type in ("date | None", "int | None"):
        field_values[each.name] = st.none() | (st.dates() if "date" in each.type else st.integers(0, 10**6))

often = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def digits(record):
    """The record with its decimals as text: 1.50 is not 1.5."""
    return repr(record)


@often
@given(st.builds(Observation, **field_values, seq=st.integers(1, 10**6)))
def test_an_observation_comes_back_as_it_was(store, each):
    save(store, "north-q2", "a" * 64, each)
    assert list(map(digits, store.observations())) == [digits(each)]


@often
@given(st.builds(Rating, st.just("north-q2"), st.just(1), st.none(), variance=st.none() | figures, possible=labels))
def test_a_rating_comes_back_as_it_was(store, rating):
    save(store)
    store.save_ratings("north-q2", [rating])
    assert list(map(digits, store.ratings())) == [digits(rating)]


@often
@given(
    st.builds(
        Claim,
        st.just("north-q2"),
        st.integers(1, 9),
        boxes,
        claimed=figures,
        recomputed=st.none() | figures,
        text=words,
    )
)
def test_a_claim_comes_back_as_it_was(store, claim):
    save(store)
    store.save_claims("north-q2", [claim])
    assert list(map(digits, store.claims(document="north-q2"))) == [digits(claim)]


def test_a_report_a_plan_and_findings_come_back_as_they_were(store):
    item = PlanItem("north-q2", 1, "Theme", None, "Must do", "By May", None, None, None, "Homes built", 1, BOX)
    finding = Finding("f1", "error", "disagreement", "north-q2", 1, "m", "1 - 1", (Evidence("north-q2", BOX, "t"),))
    save(store, plan_items=(item, dataclasses.replace(item, seq=2, box=None)))
    store.save_findings("north-q2", [finding])
    assert store.documents()[0].report() == report()
    assert store.plan_items("north-q2") == (item, dataclasses.replace(item, seq=2, box=None))
    assert store.findings() == (finding,)


def test_no_box_of_a_cut_cell_and_no_use_is_lost(store, path):
    save(store, cell_uses=(CellUse(1, 1, 0, "name"),), table_uses=(TableUse(1, "measures"),))
    assert select(path, "SELECT row, page, use, fill FROM cells") == [(0, 1, None, None), (1, 1, "name", "#ff0000")]
    assert select(path, "SELECT row, part, page FROM cell_boxes") == [(1, 2, 2)]
    assert select(path, "SELECT header, used_as, page_from, page_to FROM tables") == [("Name", "measures", 1, 2)]
    assert select(path, "SELECT headings FROM passages") == [("One > Two",)]


def test_a_figure_whose_period_nobody_knows_has_none(store, path):
    save(store, "north-q2", "a" * 64, dataclasses.replace(observation(), period=""))
    assert select(path, "SELECT period FROM observations") == [(None,)]
    assert [row.period for row in store.observations()] == [""]


def test_a_run_without_decisions_has_no_digest_of_them(store, path):
    store.start_run("1.0", "s", "")
    assert select(path, "SELECT decisions_sha256 FROM runs") == [(None,)]


def test_what_is_printed_on_a_page_is_told_with_its_places(store):
    save(store)
    assert [text.text for text in store.printed_on("north-q2", 1)] != []
    assert {text.box.page for text in store.printed_on("north-q2", 1)} == {1}
    assert store.printed_on("north-q2", 99) == ()


def test_the_same_problem_twice_is_two_rows_with_ids_that_stay(store, path):
    problem = Problem("extract", "unreadable", BOX)
    save(store, problems=(problem, problem, Problem("normalise", "odd", page=3)))
    ids = select(path, "SELECT problem, page FROM problems ORDER BY problem")
    save(store, problems=(problem, problem, Problem("normalise", "odd", page=3)))
    assert len({each for each, _ in ids}) == 3
    assert select(path, "SELECT problem, page FROM problems ORDER BY problem") == ids


# ------------------------------------------------------------------ a document and its place


def test_saving_says_what_it_replaced(store):
    assert save(store).what == "new"
    assert save(store).what == "again"
    assert save(store, sha256="b" * 64).what == "replaced"
    renamed = save(store, "north-renamed", "b" * 64)
    assert (renamed.what, renamed.was) == ("renamed", "north-q2")
    assert list(store.known()) == ["north-renamed"]


def test_a_replaced_document_takes_all_its_old_rows_with_it(store, path):
    save(store, "north-q2", "a" * 64, observation(), observation(2, limits=(Limit("floor", "5", Decimal(5)),)))
    store.save_ratings("north-q2", [Rating("north-q2", 2, None, "own", None, None, (), "uncheckable", "no_value", "")])
    store.save_claims("north-q2", [Claim("north-q2", 1, BOX, "prose", "t", Decimal(1), None, None, "holds", "")])
    store.save_findings(
        "north-q2", [Finding("f", "look", "k", "north-q2", 2, "", "", (Evidence("north-q2", BOX, ""),))]
    )
    save(store, "north-q2", "b" * 64, observation())
    for table in ("limits", "ratings", "claims", "findings", "evidence"):
        assert select(path, f"SELECT count(*) FROM {table}") == [(0,)], table
    assert select(path, "SELECT count(*) FROM observations") == [(1,)]


def test_a_finding_whose_evidence_is_replaced_goes_too(store):
    save(store)
    save(store, "south-q2", "b" * 64)
    both = (Evidence("south-q2", BOX, "x"), Evidence("north-q2", BOX, "y"))
    store.save_findings("south-q2", [Finding("f", "look", "k", "south-q2", 1, "", "", both)])
    save(store, "north-q2", "c" * 64)
    assert store.findings() == ()


def test_a_failed_document_is_there_with_its_message_and_empty_files_do_not_replace_each_other(store):
    for document in ("empty-1", "empty-2"):
        store.fail_document(document, Path(f"{document}.pdf"), "is empty", sha256="e" * 64, facts={"council": "E1"})
    failed = store.documents(council="E1")
    assert [(each.document, each.state, each.problem) for each in failed] == [
        ("empty-1", "failed", "is empty"),
        ("empty-2", "failed", "is empty"),
    ]
    assert [problem.message for _, problem in store.problems(document="empty-1")] == ["is empty"]


def test_a_document_is_replaced_whole_or_not_at_all(store, path):
    save(store)
    before = every_row(path)
    twice_the_same = (observation(1), observation(1))
    with pytest.raises(Unstorable, match=r"observations\.seq"):
        save(store, "north-q2", "b" * 64, *twice_the_same)
    assert every_row(path) == before


def test_stopping_inside_a_transaction_undoes_all_of_it(store, path):
    before = every_row(path)
    with pytest.raises(KeyboardInterrupt), store.transaction():
        save(store)
        save(store, "south-q2", "b" * 64)
        raise KeyboardInterrupt
    assert every_row(path) == before


def test_half_a_character_from_a_broken_font_does_not_stop_a_run(store):
    save(store, "north-q2", "a" * 64, observation(commentary="caf\ud83d\u00e9"))
    assert next(store.observations()).commentary == "caf\ufffd\u00e9"


def test_an_error_that_is_not_the_databases_is_not_taken_for_one(store):
    with pytest.raises(FileNotFoundError), store.transaction():
        raise FileNotFoundError


def test_a_failure_of_one_document_inside_a_transaction_leaves_the_others(store):
    with store.transaction():
        save(store)
        with pytest.raises(Unstorable):
            save(store, "south-q2", "b" * 64, observation(1, "south-q2"), observation(1, "south-q2"))
    assert list(store.known()) == ["north-q2"]


def test_a_document_that_could_not_be_rated_keeps_what_was_read_and_says_so_until_it_is_rated(store):
    save(store, problems=(Problem("normalise", "a row without a name"),))
    rating = Rating("north-q2", 1, None, "own", None, None, (), "uncheckable", "no_scheme", "")
    store.save_ratings("north-q2", [rating])
    store.save_findings(
        "north-q2", [Finding("f", "error", "k", "north-q2", 1, "m", "a", (Evidence("north-q2", BOX, "t"),))]
    )
    store.save_rated(["north-q2"], "all of it")
    assert [document.rated_with for document in store.documents()] == ["all of it"]
    store.fail_rating("north-q2", "not rated")
    assert [document.rated_with for document in store.documents()] == [None]
    assert (store.ratings(), store.findings()) == ((), ())
    assert len(list(store.observations())) == 1
    assert {problem.message for _, problem in store.problems()} == {"a row without a name", "not rated"}
    store.save_rated(["north-q2"], "all of it")
    assert {problem.message for _, problem in store.problems()} == {"a row without a name"}


def test_councils_are_those_that_printed_something_or_once_did(store):
    save(store)
    save(store, "south-q2", "b" * 64, council="E2")
    store.save_measures([Measure("m", "Measure 1")], [MeasureName("m", "E2", "Measure 1", 100.0, "new")])
    store.fail_document("south-q2", Path("south-q2.pdf"), "is empty", facts={"council": "E2"})
    store.fail_document("west-q2", Path("west-q2.pdf"), "is empty", facts={"council": "E3"})
    assert store.councils() == ("E1", "E2")


def test_a_heading_that_holds_the_joint_comes_back_as_one_and_reads_as_ever(store, path):
    told, plain = observation(1, headings=("Targets > 90%", "Calls")), observation(2, headings=("Targets", "Calls"))
    save(store, "north-q2", "a" * 64, told, plain)
    assert [row.headings for row in store.observations()] == [told.headings, plain.headings]
    assert select(path, "SELECT headings, headings_exact FROM observations ORDER BY seq") == [
        ("Targets > 90% > Calls", '["Targets > 90%", "Calls"]'),
        ("Targets > Calls", None),
    ]


# --------------------------------------------------------------------------------- measures


def test_measures_are_set_by_name_by_unit_and_by_what_the_matcher_knows(store):
    percent, count = Measure("m-percent", "Homes", "percent"), Measure("m-count", "Homes", "count")
    homes = dataclasses.replace(observation(1), name="Homes", unit="percent")
    rows = (homes, dataclasses.replace(homes, seq=2, unit="count"), dataclasses.replace(homes, seq=3, unit="count"))
    save(store, "north-q2", "a" * 64, *rows)
    names = [MeasureName(each.measure, "E1", "Homes", 100.0, "exact") for each in (percent, count)]
    store.save_measures([percent, count], names, {("north-q2", 3): "m-percent"})
    assert store.measure_of("north-q2") == {1: "m-percent", 2: "m-count", 3: "m-percent"}
    assert [each.seq for each in store.observations(measure="m-percent")] == [1, 3]


def test_a_name_of_one_council_says_nothing_of_another(store):
    save(store)
    save(store, "south-q2", "b" * 64, council="E2")
    store.save_measures([Measure("m", "Measure 1")], [MeasureName("m", "E1", "Measure 1", 100.0, "exact")])
    assert store.measure_of("north-q2") == {1: "m"}
    assert store.measure_of("south-q2") == {}


def test_names_that_nobody_prints_any_more_are_forgotten(store):
    save(store)
    store.save_measures([Measure("old", "Measure 1")], [MeasureName("old", "E1", "Measure 1", 100.0, "exact")])
    save(store, "north-q2", "b" * 64, observation(2))
    store.save_measures([Measure("new", "Measure 2")], [MeasureName("new", "E1", "Measure 2", 100.0, "exact")])
    assert [each.measure for each in store.measures()] == ["new"]
    assert [each.name for each in store.measure_names(council="E1")] == ["Measure 2"]


def test_a_rating_under_a_scheme_that_changed_does_not_stand(store):
    save(store, "north-q2", "a" * 64, observation(1), observation(2))
    kept, changed = (SchemeRow(name, "E1", None, None, "published", None, None, "bands: 3") for name in ("k", "c"))
    store.save_schemes([kept, changed])
    store.save_ratings(
        "north-q2",
        [
            Rating("north-q2", 1, "k", "own", None, None, (), "agrees", None, ""),
            Rating("north-q2", 2, "c", "own", None, None, (), "agrees", None, ""),
        ],
    )
    store.save_schemes([kept, dataclasses.replace(changed, definition="bands: 4")])
    assert [rating.seq for rating in store.ratings()] == [1]


# ----------------------------------------------------------------------- the same rows again


def fill(path, documents):
    with Store.open(path) as store:
        for document in documents:
            save(store, document, document[0] * 64, observation(1, document), observation(2, document))
        names = [MeasureName("m", "E1", "Measure 1", 100.0, "exact")]
        store.save_measures([Measure("m", "Measure 1")], names)
        store.save_schemes([SchemeRow("s", "E1", None, None, "published", None, None, "x")])
        for document in sorted(documents):
            rating = Rating(document, 1, "s", "own", Decimal("-1.5"), "Red", ("Red",), "disagrees", None, "w")
            finding = Finding(f"f-{document}", "error", "k", document, 1, "m", "a", (Evidence(document, BOX, "t"),))
            store.save_ratings(document, [rating])
            store.save_findings(document, [finding])


def test_the_same_rows_whatever_order_documents_come_in_and_however_often(tmp_path):
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    fill(one, ["a", "b", "c"])
    fill(other, ["c", "a", "b"])
    assert every_row(one) == every_row(other)
    fill(one, ["b", "a", "c"])
    assert every_row(one) == every_row(other)


def test_every_foreign_key_holds(tmp_path):
    fill(tmp_path / "one.db", ["a", "b"])
    fill(tmp_path / "one.db", ["b"])
    assert select(tmp_path / "one.db", "PRAGMA foreign_key_check") == []


# ------------------------------------------------------------------------- opening and closing


def test_after_closing_one_tidy_file_is_left_that_opens_read_only(path):
    with Store.open(path) as store:
        save(store)
    assert [each.name for each in path.parent.iterdir()] == ["scrutiny.db"]
    with StoreReader.read(path) as store:
        assert list(store.known()) == ["north-q2"]
    assert [each.name for each in path.parent.iterdir()] == ["scrutiny.db"]


def test_a_reader_sees_the_last_complete_state_while_a_run_writes(store, path):
    save(store)
    with store.transaction():
        save(store, "south-q2", "b" * 64)
        with StoreReader.read(path) as reader:
            assert list(reader.known()) == ["north-q2"]


def test_a_database_of_another_version_is_refused_with_the_step_that_mends_it(path):
    with Store.open(path) as store:
        store._db.execute("PRAGMA user_version = 99")
    for open_it in (Store.open, StoreReader.read):
        with pytest.raises(StoreError, match=r"version 99.*Move the file away and run again"):
            open_it(path)


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "scrutiny.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE accounts (name)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="made by another program"):
        Store.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"This is no database.\n" * 100, b"%PDF-1.7\n" + bytes(4000)])
def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "scrutiny.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not an SQLite database") as refused:
        Store.open(path)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_database(path):
    path.parent.mkdir()
    path.touch()
    with Store.open(path) as store:
        assert store.known() == {}


def test_reading_where_there_are_no_results_says_what_to_do(path):
    with pytest.raises(StoreError, match="Run `scrutiny run` first"):
        StoreReader.read(path)
    assert not path.parent.exists()


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "results").write_text("a file")
    with pytest.raises(StoreError, match="Choose another folder with --out"):
        Store.open(tmp_path / "results" / "scrutiny.db")


def test_a_locked_database_says_that_another_program_writes(path, monkeypatch):
    monkeypatch.setattr("scrutiny.outputs.schema._WAIT_FOR_ANOTHER_WRITER", 0.05)
    with Store.open(path) as first, Store.open(path) as second, first.transaction():
        save(first)
        with pytest.raises(StoreError, match="another program is writing"):
            save(second)


@pytest.fixture
def as_ordinary_user(tmp_path):
    """Rights do not bind root: give them up for the length of a test."""
    if os.name != "posix":
        pytest.skip("rights of a file are a matter of POSIX")
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_folder_is_one_line(path, request):
    with Store.open(path) as store:
        save(store)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    request.getfixturevalue("as_ordinary_user")
    with pytest.raises(StoreError, match=r"may not be written|cannot be opened"), Store.open(path) as store:
        save(store, sha256="b" * 64)
    with StoreReader.read(path) as store:
        assert list(store.known()) == ["north-q2"]


def test_the_latest_finished_run_is_told_and_a_stopped_one_is_not(store):
    assert store.last_run() is None
    first = store.start_run("1.0", "s", "d")
    store.finish_run(first, 5, 1.5)
    store.start_run("1.1", "s2", "d2")
    latest = store.last_run()
    assert (latest.run, latest.version, latest.documents, latest.seconds) == (first, "1.0", 5, 1.5)
