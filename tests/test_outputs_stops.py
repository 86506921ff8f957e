"""A run that is stopped at any moment leaves a database that can be read and written on."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import closing

import pytest

from scrutiny.outputs.store import StoreReader

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

ROWS = 200

WRITER = """
    import sys
    from datetime import date
    from decimal import Decimal
    from pathlib import Path
    from scrutiny.language.periods import Period
    from scrutiny.outputs.store import Store, StoreError
    from scrutiny.records import Box, Extract, Normalised, Observation, PageSize, Report

    period = Period("2022/23", date(2022, 4, 1), date(2023, 3, 31))
    box = Box(1, 1.0, 2.0, 3.0, 4.0)
    try:
        with Store.open(Path(sys.argv[1])) as store:
            for number in range(int(sys.argv[2])):
                slug = f"report-{number:04}"
                report = Report(slug, Path(slug), f"{number:064}", "E1", "North", "T", period, "annual")
                rows = [
                    Observation(slug, seq, "measure", f"Measure {seq}", "actual", "2022/23", box,
                                commentary="so it is " * 40, value=Decimal(seq))
                    for seq in range(1, ROWS + 1)
                ]
                extract = Extract((PageSize(1, 595, 842),), (), ())
                store.save_document(report, extract, Normalised(tuple(rows)), "read")
                print(slug, flush=True)
    except StoreError as error:
        print("StoreError:", error, flush=True)
        sys.exit(4)
"""


def writer(path, documents, before=""):
    script = before + textwrap.dedent(WRITER).replace("ROWS", str(ROWS))
    command = [sys.executable, "-c", script, str(path), str(documents)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def whole_documents(path):
    """The documents in the database, opened as a reader opens it, each whole."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = database.execute(
            "SELECT document, count(seq) FROM documents LEFT JOIN observations USING (document) GROUP BY document"
        ).fetchall()
    assert {count for _, count in counts} <= {ROWS}
    return [document for document, _ in counts]


def written_on(path):
    """Run again over the same database: it takes on where it stopped, and leaves one file."""
    process = writer(path, 3)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, out + errors
    assert {"report-0000", "report-0001", "report-0002"} <= set(whole_documents(path))
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("megabytes", [0.02, 0.3, 1.5])
def test_a_file_size_limit_is_one_line_and_what_was_there_is_kept(tmp_path, megabytes):
    path = tmp_path / "out" / "scrutiny.db"
    limit = int(megabytes * 2**20)
    before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    process = writer(path, 60, before)
    out, errors = process.communicate(timeout=60)
    *saved, last = out.splitlines()
    assert process.returncode == 4, out + errors
    assert last.startswith("StoreError:")
    assert "then run again" in last
    assert errors == ""
    if saved:
        assert whole_documents(path) == saved
    written_on(path)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("after", [1, 7])
def test_a_run_stopped_in_the_middle_leaves_whole_documents(tmp_path, how, after):
    path = tmp_path / "out" / "scrutiny.db"
    with writer(path, 5000) as process:
        said = [process.stdout.readline().strip() for _ in range(after)]
        time.sleep(0.01)
        process.send_signal(how)
        said += process.stdout.read().split()
        process.wait(timeout=30)
    assert process.returncode != 0
    kept = whole_documents(path)
    assert kept[: len(said)] == said
    assert len(kept) <= len(said) + 1
    written_on(path)


def test_a_killed_run_can_be_read_by_scrutiny_without_writing_on(tmp_path):
    path = tmp_path / "out" / "scrutiny.db"
    with writer(path, 5000) as process:
        said = process.stdout.readline().strip()
        process.kill()
        process.stdout.read()
    with StoreReader.read(path) as store:
        assert said in store.known()
        assert len(list(store.observations(document=said))) == ROWS
