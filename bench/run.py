"""Times scrutiny against its peers on the bundled reports, or on any folder of PDFs: one run, the same pages.

    python bench/run.py [--reports FOLDER] [--camelot-every N] [--times N] [--out FILE]

Each line is measured in a process of its own, so that the peak memory is that line's alone, and after its imports.
Time is that of the processor, which other work on the machine hardly changes; of several times the least counts. A
peer that is not installed is left out and said so. Nothing here fails on a slow machine: the numbers are for people
to compare.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib.util
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the bench: seconds of the processor, peak resident memory in megabytes."""

    pages: int
    seconds: float
    peak_mb: float

    @property
    def ms_a_page(self) -> float:
        return self.seconds / self.pages * 1000


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    needs: str
    what: str


LINES = (
    Line("floor", "pypdfium2", "floor: every character, object box and point of a path, read from Python"),
    Line("extract", "scrutiny", "scrutiny, the extract stage"),
    Line("run", "scrutiny", "scrutiny, a whole run (start-up, rating and database too)"),
    Line("pdfplumber", "pdfplumber", "pdfplumber, extract_tables"),
    Line("camelot", "camelot", "camelot, lattice"),
    Line("pymupdf", "pymupdf", "PyMuPDF, find_tables (AGPL)"),
    Line("tabula", "tabula", "tabula-py, lattice"),
)


# ------------------------------------------------------------------------------ what is measured


def floor(reports: Sequence[Path], every: int) -> int:
    """The least that any reader in Python must do: ask pdfium for each character and each point of a path."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    edges = [ctypes.c_double() for _ in range(4)]
    corners = [ctypes.c_float() for _ in range(4)]
    x, y = ctypes.c_float(), ctypes.c_float()
    pages = 0
    for report in reports:
        document = pypdfium2.PdfDocument(report)
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                pdfium.FPDFText_GetUnicode(text.raw, index)
                pdfium.FPDFText_GetCharBox(text.raw, index, *edges)
            for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
                item = pdfium.FPDFPage_GetObject(page.raw, index)
                pdfium.FPDFPageObj_GetBounds(item, *corners)
                if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
                    for number in range(pdfium.FPDFPath_CountSegments(item)):
                        segment = pdfium.FPDFPath_GetPathSegment(item, number)
                        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
                        pdfium.FPDFPathSegment_GetType(segment)
            pages += 1
            text.close()
            page.close()
        document.close()
    return pages


def extract(reports: Sequence[Path], every: int) -> int:
    from scrutiny.extract import read

    return sum(len(read(report).pages) for report in reports)


def run(reports: Sequence[Path], every: int) -> int:
    import pypdfium2

    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "scrutiny", "run", "--jobs", "1", "--out", out, str(reports[0].parent)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=out)
    return sum(len(pypdfium2.PdfDocument(report)) for report in reports)


def pdfplumber(reports: Sequence[Path], every: int) -> int:
    import pdfplumber

    pages = 0
    for report in reports:
        with pdfplumber.open(report) as document:
            for page in document.pages:
                page.extract_tables()
                page.close()
                pages += 1
    return pages


def camelot(reports: Sequence[Path], every: int) -> int:
    import pypdfium2
    from camelot.io import read_pdf

    pages = 0
    for report in reports:
        sample = range(1, len(pypdfium2.PdfDocument(report)) + 1, every)
        read_pdf(str(report), pages=",".join(map(str, sample)), flavor="lattice", suppress_stdout=True)
        pages += len(sample)
    return pages


def pymupdf(reports: Sequence[Path], every: int) -> int:
    import pymupdf

    pages = 0
    for report in reports:
        with pymupdf.open(report) as document:
            for page in document:
                page.find_tables()
                pages += 1
    return pages


def tabula(reports: Sequence[Path], every: int) -> int:
    import pypdfium2
    import tabula

    for report in reports:
        tabula.read_pdf(str(report), pages="all", lattice=True, silent=True)
    return sum(len(pypdfium2.PdfDocument(report)) for report in reports)


WORK: dict[str, Callable[[Sequence[Path], int], int]] = {
    "floor": floor,
    "extract": extract,
    "run": run,
    "pdfplumber": pdfplumber,
    "camelot": camelot,
    "pymupdf": pymupdf,
    "tabula": tabula,
}
IMPORTS = {
    "floor": ("pypdfium2",),
    # Second opinions are loaded where a page first needs one.
    "extract": ("scrutiny.extract", "camelot.io"),
    "pdfplumber": ("pdfplumber",),
    "camelot": ("camelot.io",),
    "pymupdf": ("pymupdf",),
    "tabula": ("tabula",),
}


# What is compared with a goal is measured as often on either side.
_SEVERAL_TIMES = ("floor", "extract", "pdfplumber")


def measure_here(name: str, reports: Sequence[Path], every: int, times: int) -> Measured:
    """Measures one line in this process, which has done nothing else."""
    for module in IMPORTS.get(name, ()):
        importlib.import_module(module)
    seconds = []
    for _ in range(times):
        started = _processor_seconds()
        pages = WORK[name](reports, every)
        seconds.append(_processor_seconds() - started)
    whose = resource.RUSAGE_CHILDREN if name == "run" else resource.RUSAGE_SELF
    peak = resource.getrusage(whose).ru_maxrss
    # Linux counts kilobytes, macOS bytes.
    return Measured(pages, min(seconds), peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _processor_seconds() -> float:
    """What this process and those that it started and that have ended have taken of the processor."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


# ------------------------------------------------------------------------------------- the table


def measure(name: str, reports: Path, every: int, times: int) -> Measured | str:
    """Measures one line in a process of its own; the reason as text where that failed."""
    command = [sys.executable, __file__, "--reports", str(reports), "--camelot-every", str(every), "--only", name]
    command += ["--times", str(times if name in _SEVERAL_TIMES else 1)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def table(found: dict[str, Measured | str], every: int) -> str:
    base, least = found["extract"], found["floor"]
    out = io.StringIO()
    print("| what | pages | seconds | ms a page | against the floor | against extract | peak memory |", file=out)
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |", file=out)
    left_out = []
    for line in LINES:
        result = found[line.name]
        if isinstance(result, str):
            left_out.append(f"Left out: {line.what} ({result}).")
            continue
        ratios = " | ".join(
            f"{result.ms_a_page / other.ms_a_page:.2f} x" if isinstance(other, Measured) else ""
            for other in (least, base)
        )
        figures = f"{result.seconds:.2f} | {result.ms_a_page:.1f} | {ratios} | {result.peak_mb:.0f} MB"
        print(f"| {line.what} | {result.pages} | {figures} |", file=out)
    print(file=out)
    print("Seconds of the processor; one core; each line in a process of its own, after its imports", file=out)
    print("(the whole run: all of it).", file=out)
    if every > 1 and isinstance(found["camelot"], Measured):
        print(f"camelot is slow: every {every}th page of each report, the others every page.", file=out)
    print(*left_out, sep="\n", file=out)
    return out.getvalue().rstrip() + "\n"


def one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def bundled() -> Path:
    import scrutiny

    return Path(scrutiny.__file__).parent / "corpus" / "reports"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=Path, help="a folder of PDFs [default: the bundled reports]")
    parser.add_argument("--camelot-every", type=int, default=5, help="camelot reads every Nth page [default: 5]")
    parser.add_argument("--times", type=int, default=3, help="how often floor, extract and pdfplumber are measured")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results.md", help="where the table goes")
    parser.add_argument("--only", choices=WORK, help="measure one line in this process and print it as JSON")
    options = parser.parse_args()
    folder = options.reports or bundled()
    reports = sorted(folder.glob("*.pdf"))
    if not reports:
        parser.error(f"no PDF in {folder}")
    if options.only:
        print(json.dumps(asdict(measure_here(options.only, reports, options.camelot_every, options.times))))
        return
    one_core()
    found: dict[str, Measured | str] = {}
    for line in LINES:
        print(f"measuring: {line.what}", file=sys.stderr)
        installed = importlib.util.find_spec(line.needs)
        found[line.name] = (
            measure(line.name, folder, options.camelot_every, options.times) if installed else "not installed"
        )
    text = table(found, options.camelot_every)
    options.out.write_text(text, encoding="utf-8")
    print(text, end="")
    print(f"Written to {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
