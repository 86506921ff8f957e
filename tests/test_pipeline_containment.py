"""What fails with one document, or with one council's ratings, costs nothing else."""

import sqlite3
from dataclasses import replace

import pytest

from scrutiny import pipeline
from scrutiny.normalise import matching

KENT = "E10000016"


@pytest.fixture
def archive(tmp_path, small_report):
    reports = tmp_path / "reports"
    reports.mkdir()
    small_report(reports / "autumn.pdf")
    small_report(reports / "spring.pdf", figure="91.2")
    small_report(reports / "winter.pdf", council="Surrey County Council")
    return reports


@pytest.fixture
def run(archive, scrutiny_here):
    return lambda: scrutiny_here("run", archive, "--out", archive.parent / "results")


@pytest.fixture
def ask(archive):
    def ask(sql):
        with sqlite3.connect(archive.parent / "results" / "scrutiny.db") as database:
            assert not database.execute("pragma foreign_key_check").fetchall()
            return database.execute(sql).fetchall()

    return ask


def two_cells_in_one_place(reading):
    first, *others = reading.extract.tables
    doubled = replace(first, cells=(*first.cells, first.cells[0]))
    return replace(reading, extract=replace(reading.extract, tables=(doubled, *others)))


def two_rows_of_one_number(reading):
    rows = reading.normalised.observations
    return replace(reading, normalised=replace(reading.normalised, observations=(*rows, rows[0])))


def a_value_of_no_kind(reading):
    first, *others = reading.normalised.observations
    odd = replace(first, commentary=object())
    return replace(reading, normalised=replace(reading.normalised, observations=(odd, *others)))


def a_record_that_is_none(reading):
    return replace(reading, normalised=replace(reading.normalised, observations=(None,)))


@pytest.mark.parametrize(
    "spoil", [two_cells_in_one_place, two_rows_of_one_number, a_value_of_no_kind, a_record_that_is_none]
)
def test_records_of_one_document_that_cannot_be_stored_fail_that_document(run, ask, monkeypatch, spoil):
    read = pipeline.read_document

    def spoilt(task):
        reading = read(task)
        return spoil(reading) if task.source.document == "spring" else reading

    monkeypatch.setattr(pipeline, "read_document", spoilt)
    spoiling = run()
    assert spoiling.returncode == 2
    (line,) = spoiling.stderr.splitlines()
    assert "spring" in line
    assert "report it" in line
    assert ask("select document, state from documents") == [
        ("autumn", "read"),
        ("spring", "failed"),
        ("winter", "read"),
    ]
    assert ask("select document, count(*) from ratings group by 1") == [("autumn", 3), ("winter", 3)]
    ((problem,),) = ask("select message from problems where document = 'spring'")
    assert problem in line

    monkeypatch.setattr(pipeline, "read_document", read)
    mended = run()
    assert mended.returncode == 0
    assert "Unchanged since the last run: 2 of 3" in mended.stdout
    assert ask("select count(*) from ratings") == [(9,)]


def test_a_fault_with_one_councils_ratings_keeps_all_that_was_read_and_is_tried_again(run, ask, monkeypatch):
    match = matching.match

    def faulty(names, *rest):
        if names[0].council == KENT:
            raise IndexError("tuple index out of range")
        return match(names, *rest)

    monkeypatch.setattr(matching, "match", faulty)
    for _ in range(2):
        spoilt = run()
        assert spoilt.returncode == 2
        (line,) = spoilt.stderr.splitlines()
        assert all(word in line for word in ("autumn", "spring", "not rated", "report it", "IndexError"))
        assert ask("select document, state from documents where state = 'read'") == [
            ("autumn", "read"),
            ("spring", "read"),
            ("winter", "read"),
        ]
        assert ask("select document, count(*) from observations group by 1") == [
            ("autumn", 3),
            ("spring", 3),
            ("winter", 3),
        ]
        assert ask("select document, count(*) from ratings group by 1") == [("winter", 3)]
        assert ask("select document, stage from problems") == [("autumn", "rules"), ("spring", "rules")]

    monkeypatch.setattr(matching, "match", match)
    mended = run()
    assert mended.returncode == 0
    assert mended.stderr == ""
    assert "Unchanged since the last run: 3 of 3" in mended.stdout
    assert ask("select count(*) from ratings") == [(9,)]
    assert ask("select * from problems") == []


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (ZeroDivisionError("division by zero"), "report it: ZeroDivisionError: division by zero (test_pipeline_"),
        (ImportError("libpdfium.so: cannot open shared object file"), "install it again"),
    ],
)
def test_a_fault_that_nobody_foresaw_is_one_line_and_its_own_exit_code(run, monkeypatch, error, says):
    def faulty(*_):
        raise error

    monkeypatch.setattr(pipeline, "_refuse", faulty)
    fault = run()
    assert fault.returncode == 70
    (line,) = fault.stderr.splitlines()
    assert says in line
    assert str(error) in line


def test_a_full_disk_is_no_fault_of_a_document(run, ask, monkeypatch):
    from scrutiny.outputs.store import Store, StoreError

    def full(*_):
        raise StoreError("scrutiny.db: no room left to write")

    monkeypatch.setattr(Store, "save_document", full)
    stopped = run()
    assert stopped.returncode == 4
    assert ask("select * from documents") == []
