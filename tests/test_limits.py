"""A page made to hang or to fill the memory costs that page alone."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
import time
import zlib
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from conftest import pdf_of

from scrutiny.extract import Care, objects, read
from scrutiny.extract.packed import packed
from scrutiny.language.mentions import sentences
from scrutiny.records import CellUse
from scrutiny.workers import Steps, begin_step, run_all

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def one_page(path: Path, content: bytes, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> Path:
    """A PDF of one page with this content; further objects are numbered from 6."""
    packed = zlib.compress(content, 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F1 5 0 R >> %s >> >>" % resources,
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        FONT,
    )
    path.write_bytes(pdf_of([*objects, *more]))
    return path


def forms_without_end(path: Path) -> Path:
    """A page of forms in forms, ten in each, twelve deep: pdfium would take days over it."""
    forms = []
    for number in range(7, 19):
        inner = b"/X Do " * 10
        held = b"/Resources << /XObject << /X %d 0 R >> >>" % min(number, 17)
        if number == 18:
            inner, held = b"0 0 10 10 re f", b""
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 900] %s /Length %d >>" % (held, len(inner))
        forms.append(head + b"\nstream\n" + inner + b"\nendstream")
    # Each form draws the next; the last draws a rectangle.
    forms = [form.replace(b"/X %d 0 R" % min(n, 17), b"/X %d 0 R" % n) for n, form in enumerate(forms, 7)]
    return one_page(path, b"/X Do", b"/XObject << /X 6 0 R >>", tuple(forms))


def bound(path: Path, *parts: Path) -> Path:
    """The pages of several files in one."""
    whole = pypdfium2.PdfDocument.new()
    for part in parts:
        whole.import_pages(pypdfium2.PdfDocument(part))
    whole.save(path)
    return path


def test_a_page_that_hangs_is_left_out_and_the_others_are_rated(scrutiny, small_report, tmp_path):
    good = small_report(tmp_path / "good.pdf")
    bad = forms_without_end(tmp_path / "bad.pdf")
    report = bound(tmp_path / "report.pdf", good, bad, good)
    out = tmp_path / "results"
    started = time.monotonic()
    run = scrutiny("run", report, "--out", out, "--page-timeout", "3")
    assert run.returncode == 0, run.stderr
    assert time.monotonic() - started < 60
    with closing(sqlite3.connect(out / "scrutiny.db")) as database:
        problems = database.execute("select page, message from problems where stage = 'extract'").fetchall()
        pages = database.execute("select distinct page from observations order by page").fetchall()
    assert problems == [(2, "the page was left out: not read within 3 seconds; raise that with --page-timeout")]
    assert pages == [(1,), (3,)]


@pytest.mark.parametrize("how", [(), ("--parts",)])
def test_the_tables_of_a_file_are_shown_but_for_the_page_that_hangs(scrutiny, small_report, tmp_path, how):
    good, bad = small_report(tmp_path / "good.pdf"), forms_without_end(tmp_path / "bad.pdf")
    report = bound(tmp_path / "report.pdf", good, bad, good)
    shown = scrutiny("tables", report, "--page-timeout", "3", "--format", "csv", *how)
    assert shown.returncode == 0, shown.stderr
    assert {line.split(",")[1] for line in shown.stdout.splitlines()[1:]} == {"1", "3"}
    assert "page 2: the page was left out: not read within 3 seconds" in shown.stderr


def test_a_table_does_not_go_on_over_a_page_that_was_left_out(small_report, tmp_path):
    good = small_report(tmp_path / "good.pdf")
    report = bound(tmp_path / "report.pdf", good, good, good)
    extract = read(report, care=Care(left_out={2: "the page was left out: why"}))
    assert [page.page for page in extract.pages] == [1, 3]
    assert [(table.page_from, table.page_to) for table in extract.tables] == [(1, 1), (3, 3)]
    assert [(problem.page, problem.message) for problem in extract.problems] == [(2, "the page was left out: why")]


def test_when_time_runs_out_the_pages_read_by_then_are_kept(small_report, tmp_path):
    good = small_report(tmp_path / "good.pdf")
    report = bound(tmp_path / "report.pdf", good, good, good)
    seen: list[int | None] = []

    def slow(page: int | None) -> None:
        seen.append(page)
        time.sleep(0.3)

    extract = read(report, care=Care(until=time.monotonic() + 0.5, on_page=slow))
    assert [page.page for page in extract.pages] == [1, 2]
    assert seen == [1, 2, None]
    assert extract.problems[-1].message == "time ran out: pages 3 to 3 were not read; raise --timeout"


def test_a_huge_picture_drawn_as_an_icon_is_not_decoded(tmp_path):
    stored = zlib.compress(bytes(10_000 * 1_000), 9)
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 10000 /Height 1000 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stored), stored)
    )
    content = b"q 20 0 0 20 100 100 cm /I Do Q BT /F1 12 Tf 50 700 Td (Homes built) Tj ET"
    extract = read(one_page(tmp_path / "icon.pdf", content, b"/XObject << /I 6 0 R >>", (picture,)))
    assert [passage.text for passage in extract.passages] == ["Homes built"]
    (problem,) = extract.problems
    assert problem.message == "a picture drawn as an icon was not looked into: too large: 10000x1000"


@pytest.mark.parametrize("content", [b"q " * 50_000 + b"BT /F1 9 Tf 50 700 Td (Deep) Tj ET", b"[" * 100_000])
def test_deep_nesting_is_read_as_far_as_it_goes(tmp_path, content):
    started = time.process_time()
    assert len(read(one_page(tmp_path / "deep.pdf", content)).pages) == 1
    assert time.process_time() - started < 5


@pytest.mark.slow
def test_a_page_of_a_hundred_thousand_characters_is_read_whole(tmp_path):
    lines = [
        b"BT /F1 2 Tf %.1f %.2f Td (%s) Tj ET" % (5 + 295 * (i % 2), 838 - 1.66 * (i // 2), b"ab cd 12 " * 22)
        for i in range(505)
    ]
    started = time.process_time()
    extract = read(one_page(tmp_path / "full.pdf", b"\n".join(lines)))
    printed = sum(len(line.text.replace(" ", "")) for passage in extract.passages for line in passage.lines)
    printed += sum(len(cell.text.replace(" ", "")) for table in extract.tables for cell in table.cells)
    assert printed == 505 * 22 * 6
    assert time.process_time() - started < 20


def test_letters_without_end_are_no_sentence():
    assert sentences("Homes were built. Ab" + " cd 12 ab" * 8000) == ("Homes were built.",)


def test_a_page_of_more_paths_than_anybody_draws_is_read_as_far_as_that_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(objects, "_MOST_SEGMENTS", 12)
    content = b"100 100 50 50 re S 200 100 50 50 re S 300 100 50 50 re S BT /F1 12 Tf 50 700 Td (Homes built) Tj ET"
    extract = read(one_page(tmp_path / "drawn.pdf", content))
    assert [passage.text for passage in extract.passages] == ["Homes built"]
    (problem,) = extract.problems
    assert problem.message == "the page draws more than 12 segments of paths: only the first were read"


# ------------------------------------------------------------------------------- what a worker's step costs


def step_or_die(task: tuple[int, ...]) -> list[int]:
    done = []
    for step in task:
        begin_step(step)
        if step < 0:
            import os

            os.abort()
        done.append(step)
    begin_step(None)
    return done


def without(task: tuple[int, ...], step: int, why: str) -> tuple[int, ...] | None:
    assert "SIGABRT" in why
    return tuple(one for one in task if one != step) if len(task) > 2 else None


def test_a_step_that_kills_its_process_is_left_out_and_the_task_done_again():
    tasks = [(1, -2, 3), (4, 5), (-1, -2)]
    found = dict(run_all(step_or_die, tasks, jobs=1, timeout=30, steps=Steps(30, without)))
    assert (found[0], found[1]) == ([1, 3], [4, 5])
    assert "SIGABRT" in found[2].message


# ------------------------------------------------------------------------------- what a long document keeps

PEAK_OF_READING = """
import resource, sys
from pathlib import Path
from scrutiny.extract import read
extract = read(Path(sys.argv[1]))
print(len(extract.tables), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def pages_of_tables(path: Path, make_pdf, pages: int) -> Path:
    """A document with a table on each page, now of four columns, now of five: none goes on over a page break."""
    rows = [(f"Measure {row}", f"{row}.5%", "90.0%", "Amber", "Better") for row in range(25)]
    two = [make_pdf(path.with_name(f"{n}.pdf"), [(16, "Services")], [row[:n] for row in rows]) for n in (4, 5)]
    kinds = [pypdfium2.PdfDocument(one) for one in two]
    whole = pypdfium2.PdfDocument.new()
    for page in range(pages):
        whole.import_pages(kinds[page % 2])
    whole.save(path)
    return path


def test_a_long_document_is_held_packed_and_reads_the_same(small_report, tmp_path):
    report = bound(tmp_path / "report.pdf", *[small_report(tmp_path / "good.pdf")] * 130)
    extract = read(report)
    assert not isinstance(extract.tables, tuple)
    first, last = extract.tables[0], extract.tables[-1]
    assert ([cell.text for cell in first.cells], last.page_to) == ([cell.text for cell in last.cells], 130)
    assert [table.number for table in extract.tables] == list(range(1, len(extract.tables) + 1))
    assert [block.order for block in extract.blocks()] == list(range(len(extract.tables) + len(extract.passages)))
    sent = pickle.loads(pickle.dumps(extract))
    assert (tuple(sent.tables), tuple(sent.passages)) == (tuple(extract.tables), tuple(extract.passages))


def test_many_records_are_held_packed_and_are_the_same_at_the_other_end():
    uses = [CellUse(1, row, 0, "name") for row in range(250)]
    held = packed(iter(uses))
    assert not isinstance(held, tuple)
    assert list(held) == list(pickle.loads(pickle.dumps(held))) == uses
    assert packed(uses[:3]) == tuple(uses[:3])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="tells no peak of memory")
def test_a_page_more_costs_little_memory(make_pdf, tmp_path):
    def peak(pages: int) -> int:
        path = pages_of_tables(tmp_path / f"{pages}.pdf", make_pdf, pages)
        run = subprocess.run([sys.executable, "-c", PEAK_OF_READING, path], capture_output=True, text=True, check=True)
        return int(run.stdout.split()[1])

    # Kept as records, such a page takes some 40 KB; beyond the first hundred it is to take less than a quarter.
    assert peak(500) - peak(150) < 350 * 10 / 1024 + 4
