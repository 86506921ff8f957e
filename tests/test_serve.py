"""The results in Datasette: served over HTTP on this machine, described, searched, asked."""

import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import pytest

pytest.importorskip("datasette")

from scrutiny.outputs.serving import queries

PORT = 18_473


@pytest.fixture(scope="module")
def served(golden_run):
    command = [sys.executable, "-m", "scrutiny", "serve", "--out", str(golden_run), "--port", str(PORT)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert f"http://127.0.0.1:{PORT}/scrutiny" in server.stderr.readline()
        for _ in range(100):
            try:
                ask("/-/versions.json")
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        server.terminate()
        server.wait(10)


def ask(path, **parameters):
    address = f"http://127.0.0.1:{PORT}{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


@pytest.mark.parametrize("name", queries())
def test_every_question_has_an_answer_in_the_bundled_reports(served, name):
    answer = ask(f"/scrutiny/{name}.json", _shape="objects")
    assert answer["rows"], name


def test_words_narrow_a_question(served):
    rows = ask("/scrutiny/measure_over_time.json", _shape="objects", words="hate crime")["rows"]
    assert rows
    assert all("hate crime" in row["measure"].lower() for row in rows)


@pytest.mark.parametrize(("table", "words"), [("observations", "crimes"), ("passages", "residents")])
def test_names_and_passages_are_searched_by_word(served, table, words):
    assert ask(f"/scrutiny/{table}.json", _search=words, _shape="objects")["rows"]


def test_tables_have_titles_facets_and_columns_in_words(served):
    page = urllib.request.urlopen(f"http://127.0.0.1:{PORT}/scrutiny/ratings", timeout=10).read().decode()
    assert "Each rated figure worked out again" in page
    assert "positive is better. Unit: percent of the target." in page
    assert "verdict" in ask("/scrutiny/ratings.json")["facet_results"]


def test_the_results_themselves_are_only_read(served, golden_run):
    assert not list(golden_run.glob("scrutiny.db-*"))
    assert b"observations_fts" not in (golden_run / "scrutiny.db").read_bytes()
