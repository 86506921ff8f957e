"""What fails with one document, or with one council's ratings, costs nothing else."""

import sqlite3
from dataclasses import replace

import pytest

from scrutiny import pipeline
from scrutiny.normalise import matching
from scrutiny.workers import Failure

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
        assert ask("select document, stage from problems order by document") == [
            ("autumn", "rules"),
            ("spring", "rules"),
        ]

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


def test_a_document_that_cannot_be_read_again_keeps_what_was_read_of_it(run, ask, archive, monkeypatch, scrutiny_here):
    run()
    before = ask("select * from observations where document = 'spring'")
    signed = ("--who", "A. Reader", "--why", "seen", "--out", archive.parent / "results")
    assert scrutiny_here("correct", "spring", "1", "value", "92.2", *signed).returncode == 0
    read = pipeline.read_document

    def out_of_time(task):
        return Failure("not read within the time limit of 3 seconds; raise it with --timeout")

    monkeypatch.setattr(pipeline, "read_document", out_of_time)
    for _ in range(2):
        failing = run()
        assert failing.returncode == 2
        (line,) = failing.stderr.splitlines()
        assert all(word in line for word in ("spring", "--timeout", "is kept"))
        assert "not read: not read within the time limit" in " ".join(failing.stdout.split())
        assert [row[:20] for row in ask("select * from observations where document = 'spring'")] == [
            row[:20] for row in before
        ]
        ((problem,),) = ask("select message from problems where document = 'spring'")
        assert "could not be read again" in problem
        assert ask("select state from documents where document = 'spring'") == [("read_with_problems",)]

    monkeypatch.setattr(pipeline, "read_document", read)
    mended = run()
    assert mended.returncode == 0
    assert ask("select value from observations where document = 'spring' and seq = 1") == [(92.2,)]
    assert ask("select * from problems") == []


def test_another_content_that_cannot_be_read_leaves_nothing_of_the_old_one(run, ask, archive):
    run()
    (archive / "spring.pdf").write_bytes(b"")
    assert run().returncode == 2
    assert ask("select state from documents where document = 'spring'") == [("failed",)]
    assert ask("select * from observations where document = 'spring'") == []


@pytest.mark.parametrize("fault", ["kind", "period"])
def test_a_document_whose_line_of_the_list_is_wrong_is_shown_as_not_read(run, ask, archive, small_report, fault):
    small_report(archive / "Late Report.pdf", figure="77.7")
    run()
    (archive / "reports.csv").write_text(f"file,{fault}\nLate Report.pdf,whenever\n")
    wrong = run()
    assert wrong.returncode == 2
    (line,) = [line for line in wrong.stdout.splitlines() if line.startswith("late-report")]
    assert "not read: " in line
    assert f"reports.csv, line 2: the {fault} 'whenever'" in wrong.stderr
    assert ask("select count(*) from documents where document like '%ate%eport%'") == [(1,)]
    assert ask("select count(*) from observations where document = 'late-report'") == [(3,)]


def test_a_council_that_was_said_but_is_not_on_the_pages_is_told_of(ask, archive, scrutiny_here):
    said = scrutiny_here("run", archive, "--council", "Surrey", "--out", archive.parent / "results")
    assert said.returncode == 0
    lines = said.stderr.splitlines()
    assert len(lines) == 2
    assert all("Surrey County Council" in line and "Kent County Council" in line for line in lines)
    assert ask("select document from problems where stage = 'corpus'") == [("autumn",), ("spring",)]
    assert ask("select distinct council_name from documents") == [("Surrey County Council",)]


def test_a_report_in_which_nothing_is_rated_or_planned_is_a_problem(scrutiny_here, make_pdf, tmp_path):
    make_pdf(
        tmp_path / "minutes.pdf",
        [(16, "Kent County Council"), (14, "Report, Quarter 2 2022/23")],
        [("Who", "What", "When", "Where"), ("Ann", "spoke", "often", "here"), ("Ben", "heard", "her", "there")],
    )
    done = scrutiny_here("run", tmp_path / "minutes.pdf", "--out", tmp_path / "results")
    assert done.returncode == 0
    with sqlite3.connect(tmp_path / "results" / "scrutiny.db") as database:
        ((state, problem),) = database.execute("select state, problem from documents")
        ((message,),) = database.execute("select message from problems")
    assert state == "read_with_problems"
    assert problem == message
    assert "is it a performance report? (of its tables 1 neither target nor status" in message
