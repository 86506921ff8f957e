"""`scrutiny tables --parts`: each page's tables by themselves, for programs that compare readers of tables."""

from __future__ import annotations

import json

import pytest
from layouts import write_report

from scrutiny.extract import read, read_parts

HEADER = ["Measure", "Actual", "Target", "Status"]
ROWS = [[f"Measure number {row}", str(row), str(row + 10), "Amber"] for row in range(60)]
WIDTHS = [200, 60, 60, 60]


@pytest.fixture
def long_table(tmp_path):
    """A table of sixty rows over several pages, the two figures under one heading."""
    rows = [[*row] for row in ROWS]
    return write_report(tmp_path / "any.pdf", HEADER, rows, widths=WIDTHS, spans=[((1, 0), (2, 0))])


def test_a_table_over_pages_is_one_part_on_each_page_in_json(scrutiny_here, long_table):
    done = scrutiny_here("tables", long_table, "--format", "json", "--parts")
    parts = json.loads(done.stdout)
    (whole,) = read(long_table).tables
    assert [part["page"] for part in parts] == [box.page for box in whole.boxes] == list(range(1, len(parts) + 1))
    assert len(parts) > 2
    assert [tuple(part["bbox"]) for part in parts] == [(box.x0, box.top, box.x1, box.bottom) for box in whole.boxes]
    for part in parts:
        assert (part["confidence"], part["reasons"]) == (0.95, ["columns and rows are ruled"])
        assert part["cells"][0]["row"] == part["cells"][0]["col"] == 0
        spans = [(c["col"], c["rowspan"], c["colspan"], c["text"]) for c in part["cells"] if c["row"] == 0]
        assert spans == [(0, 1, 1, "Measure"), (1, 1, 2, "Actual"), (3, 1, 1, "Status")]
    told = [c["text"] for part in parts for c in part["cells"] if c["row"] and c["col"] == 0]
    assert told == [row[0] for row in ROWS]


def test_one_page_alone_shows_the_same_part(long_table):
    every, _ = read_parts(long_table)
    (alone,), _ = read_parts(long_table, pages=[2])
    assert (alone.cells, alone.boxes) == (every[1].cells, every[1].boxes)
    assert (alone.number, every[1].number) == (1, 2)


def test_what_could_not_be_read_is_said_and_the_other_pages_are_shown(scrutiny_here, small_report, tmp_path):
    import pypdfium2

    small_report(tmp_path / "one.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "one.pdf")
    bitmap = pypdfium2.PdfBitmap.new_native(40, 40, pypdfium2.raw.FPDFBitmap_BGR)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(500, 700))
    scan = document.new_page(595, 842)
    scan.insert_obj(picture)
    scan.gen_content()
    document.save(tmp_path / "two.pdf")
    done = scrutiny_here("tables", tmp_path / "two.pdf", "--format", "json", "--parts")
    assert [part["page"] for part in json.loads(done.stdout)] == [1]
    assert done.stderr.startswith("scrutiny: page 2: the page is a picture")
