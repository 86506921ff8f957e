"""What the tests share: one run over the bundled reports, small PDFs, and the command as people start it."""

import contextlib
import io
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

SCRUTINY = (sys.executable, "-m", "scrutiny")
AS_SEEN = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}


def scrutiny(*arguments, cwd=None, timeout=120, **options):
    """Run the command in a process of its own, as a person would."""
    return subprocess.run(
        [*SCRUTINY, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=timeout,
        env=AS_SEEN,
        **options,
    )


@pytest.fixture(scope="session", name="scrutiny")
def scrutiny_command():
    return scrutiny


@pytest.fixture
def scrutiny_here(monkeypatch):
    """Run the command in this process, documents one after the other: for tests of what it does to the rows."""
    from scrutiny import cli, pipeline

    def one_by_one(function, tasks, **limits):
        yield from ((index, function(task)) for index, task in enumerate(tasks))

    def run(*arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
            monkeypatch.setattr(sys, "argv", ["scrutiny", *map(str, arguments)])
            cli.main()
        return subprocess.CompletedProcess(arguments, ended.value.code, out.getvalue(), err.getvalue())

    monkeypatch.setattr(pipeline, "run_all", one_by_one)
    for name in ("COLUMNS", "NO_COLOR"):
        monkeypatch.setenv(name, AS_SEEN[name])
    return run


@pytest.fixture(scope="session")
def golden_run(tmp_path_factory):
    """The results folder of one run over the bundled reports."""
    results = tmp_path_factory.mktemp("bundled") / "results"
    run = scrutiny("run", "--out", results, "--jobs", "2")
    assert run.returncode == 0, run.stderr
    return results


# ------------------------------------------------------------------------------------ small reports


def small_report(
    path: Path,
    *,
    calls: str = "Calls answered within 20 seconds",
    figure: str = "87.6",
    council: str = "Kent County Council",
    title: str = "Quarterly Performance Report, Quarter 2 2022/23",
) -> Path:
    """A one-page report of a council with one ruled table of measures."""
    rows = [
        ("Measure", "Actual", "Target", "Status"),
        (calls, f"{figure}%", "90.0%", "Amber"),
        ("Household waste recycled", "41.7%", "40.0%", "Green"),
        ("Days to process a new claim", "31", "20", "Red"),
    ]
    return make_pdf(path, [(16, council), (14, title), (10, "How the measures did against their targets.")], rows)


def make_pdf(path: Path, lines, rows) -> Path:
    """Write a one-page PDF: lines of text, each with its size, then a ruled table."""
    drawn, y = [], 790
    for size, text in lines:
        drawn.append(f"BT /F1 {size} Tf 50 {y} Td ({text}) Tj ET")
        y -= 2 * size
    y -= 24
    edges = (50, 320, 400, 470, 545) if len(rows[0]) == 4 else (50, 260, 332, 404, 476, 545)
    for row in rows:
        for (left, right), text in zip(pairwise(edges), row, strict=True):
            drawn.append(f"{left} {y} {right - left} 24 re S")
            drawn.append(f"BT /F1 10 Tf {left + 4} {y + 8} Td ({text}) Tj ET")
        y -= 24
    content = "\n".join(drawn).encode("latin-1")
    path.write_bytes(
        pdf_of(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                b" /Resources << /Font << /F1 5 0 R >> >> >>",
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            ]
        )
    )
    return path


def pdf_of(objects, trailer: bytes = b"") -> bytes:
    """The bytes of a PDF file made of these objects, numbered from 1; the first is the catalogue."""
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        len(written),
    )
    return written + table + end


@pytest.fixture(scope="session", name="make_pdf")
def pdf_maker():
    return make_pdf


@pytest.fixture(scope="session", name="small_report")
def small_report_maker():
    return small_report


SCHEME_OF_SMALL_REPORTS = """\
scheme: kent-own
council: E10000016
valid: {from: 2022-04-01, to: 2023-03-31}
kind: written
rates: {measure: figures}
covers: [actual]
bands:
  - {band: Green, colour: green, says: On target or better, from: +0%, edge: closed}
  - {band: Amber, colour: amber, says: Up to 10% worse than target, from: -10%, edge: closed}
  - {band: Red, colour: red, says: More than 10% worse than target}
"""


@pytest.fixture(scope="session")
def write_scheme():
    """Write the council's scheme of the small reports into a folder of decisions."""

    def write(decisions: Path) -> None:
        (decisions / "schemes").mkdir(parents=True)
        (decisions / "schemes" / "own.yaml").write_text(SCHEME_OF_SMALL_REPORTS)

    return write
