"""Whatever is named that is not there: every command answers with one line that says what to do, and its exit code."""

import sqlite3

import pytest

from scrutiny.cli import cli
from scrutiny.cli.app import CODES

OF_RESULTS = {
    "audit": ["audit"],
    "show": ["show", "good"],
    "show a row": ["show", "good", "1"],
    "show columns": ["show", "good", "--columns"],
    "claims": ["claims"],
    "series": ["series", "Calls"],
    "comparable": ["comparable"],
    "plan": ["plan", "good"],
    "schemes list": ["schemes", "list"],
    "schemes infer": ["schemes", "infer", "good"],
    "compare": ["compare", "Kent", "Derby"],
    "correct": ["correct", "good", "1", "value", "7", "--who", "A", "--why", "b"],
    "match explain": ["match", "explain", "one", "other"],
    "match review": ["match", "review", "--who", "A"],
    "report": ["report"],
    "export": ["export"],
    "serve": ["serve", "--port", "0"],
}
OF_FILES = {
    "run": (["run"], 3),
    "tables": (["tables"], 1),
    "profile": (["profile"], 1),
    "schemes read": (["schemes", "read"], 1),
}


def is_told(done, code, *words):
    """One line on stderr, nothing on stdout, the exit code; no traceback."""
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines), done.stdout) == (code, 1, ""), done.stderr + done.stdout
    assert lines[0].startswith("scrutiny: ")
    assert "fault of scrutiny" not in lines[0]
    for word in words:
        assert word in lines[0]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder of one's own, and a terminal to answer in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda _: True, "fileno": lambda _: 0})())
    return tmp_path


def database(out, sql):
    out.mkdir()
    with sqlite3.connect(out / "scrutiny.db") as made:
        made.executescript(sql)


RESULTS = {
    "no folder": (lambda _: None, "scrutiny run"),
    "no database in it": (lambda out: out.mkdir(), "scrutiny run"),
    "an empty file": (lambda out: database(out, ""), "scrutiny run"),
    "a file in the way": (lambda out: out.write_text("x"), "--out"),
    "a folder in the way": (lambda out: (out / "scrutiny.db").mkdir(parents=True), "is a folder"),
}
UNUSABLE = {
    "no database at all": (lambda out: (out.mkdir(), (out / "scrutiny.db").write_text("a letter" * 99)), "--out"),
    "another version": (lambda out: database(out, "create table a (b); pragma user_version = 3"), "version 3"),
    "another program": (lambda out: database(out, "create table a (b)"), "another program"),
    "half of the tables": (lambda out: database(out, "create table a (b); pragma user_version = 4"), "run again"),
}


@pytest.mark.parametrize("state", RESULTS)
@pytest.mark.parametrize("command", OF_RESULTS)
def test_results_that_are_not_there_or_no_results(scrutiny_here, here, command, state):
    make, remedy = RESULTS[state]
    make(here / "results")
    is_told(scrutiny_here(*OF_RESULTS[command]), 1, "results", remedy)


@pytest.mark.parametrize("state", UNUSABLE)
@pytest.mark.parametrize("command", OF_RESULTS)
def test_a_database_that_cannot_be_used_is_no_wrong_use(scrutiny_here, here, command, state):
    make, remedy = UNUSABLE[state]
    make(here / "results")
    is_told(scrutiny_here(*OF_RESULTS[command]), 4, "results", remedy)


@pytest.fixture(scope="module")
def no_report(tmp_path_factory):
    from scrutiny.outputs.store import Store

    out = tmp_path_factory.mktemp("none")
    Store.open(out / "scrutiny.db").close()
    return out


@pytest.mark.parametrize("command", OF_RESULTS)
def test_results_without_any_report(scrutiny_here, here, no_report, command):
    is_told(scrutiny_here(*OF_RESULTS[command], "--out", no_report), 1, "holds no report", "scrutiny run")


@pytest.fixture(scope="module")
def results(tmp_path_factory, small_report, scrutiny):
    folder = tmp_path_factory.mktemp("one")
    small_report(folder / "good.pdf")
    assert scrutiny("run", folder / "good.pdf", "--out", folder / "results").returncode == 0
    return folder / "results"


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nosuch"],
        ["show", "nosuch", "1"],
        ["show", "nosuch", "--columns"],
        ["claims", "nosuch"],
        ["plan", "nosuch"],
        ["schemes", "infer", "nosuch"],
        ["correct", "nosuch", "1", "value", "7", "--who", "A", "--why", "b"],
    ],
    ids=" ".join,
)
def test_a_document_that_is_not_there_is_answered_with_those_that_are(scrutiny_here, here, results, arguments):
    is_told(scrutiny_here(*arguments, "--out", results), 1, "nosuch", "There are: good")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nobodys"],
        ["show", "nobodys", "1"],
        ["show", "nobodys", "--columns"],
        ["claims", "nobodys"],
        ["plan", "nobodys"],
        ["schemes", "infer", "nobodys"],
        ["correct", "nobodys", "1", "value", "7", "--who", "A", "--why", "b"],
    ],
    ids=" ".join,
)
def test_a_document_that_could_not_be_read_is_answered_with_why(scrutiny_here, here, make_pdf, arguments):
    rows = [("Measure", "Actual", "Target", "Status"), ("Calls answered", "87.6%", "90.0%", "Amber")]
    make_pdf(here / "nobodys.pdf", [(16, "Report, Quarter 2 2022/23")], rows)
    assert scrutiny_here("run", "nobodys.pdf").returncode == 3
    is_told(scrutiny_here(*arguments), 1, "nobodys was not read", "--council NAME")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "good", "99"], ["no observation 99", "1 to 3"]),
        (["correct", "good", "99", "value", "7", "--who", "A", "--why", "b"], ["99", "scrutiny show good"]),
        (["correct", "good", "1", "colour", "7", "--who", "A", "--why", "b"], ["colour", "value_text"]),
        (["plan", "good"], ["good", "no delivery plan"]),
        (["series", "nosuch"], ["nosuch", "audit --format csv"]),
        (["series", "Household waste recycld"], ["Household waste recycled"]),
        (["match", "explain", "nosuch", "other"], ["nosuch", "audit --format csv"]),
        (["audit", "--council", "Atlantis"], ["Atlantis", "GSS code"]),
        (["audit", "--council", "Derby"], ["no report of Derby City Council", "reports of: Kent County Council"]),
        (["series", "Calls", "--council", "Derby"], ["no report of Derby"]),
        (["comparable", "--council", "Derby"], ["no report of Derby"]),
        (["compare", "Kent", "Derby"], ["no report of Derby"]),
        (["match", "explain", "a", "b", "--council", "Derby"], ["no report of Derby"]),
        (["match", "review", "--who", "A", "--council", "Derby"], ["no report of Derby"]),
        (["audit", "--period", "soon"], ["soon", "2022/23"]),
        (["audit", "--format", "xml"], ["xml", "scrutiny audit -h"]),
        (["export", "--format", "odt"], ["odt", "scrutiny export -h"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_what_else_is_not_there_is_named_with_what_to_do(scrutiny_here, here, results, arguments, words):
    is_told(scrutiny_here(*arguments, "--out", results), 1, *words)


@pytest.mark.parametrize("command", OF_FILES)
def test_a_file_that_is_not_there(scrutiny_here, here, command):
    arguments, code = OF_FILES[command]
    is_told(scrutiny_here(*arguments, here / "nosuch.pdf"), code, "nosuch.pdf")


@pytest.mark.parametrize("command", OF_FILES)
def test_a_folder_in_place_of_a_file(scrutiny_here, here, command):
    arguments, code = OF_FILES[command]
    (here / "folder.pdf").mkdir()
    is_told(scrutiny_here(*arguments, here / "folder.pdf"), code, "folder.pdf")


@pytest.mark.parametrize("command", OF_FILES)
@pytest.mark.parametrize("content", [b"", b"Dear Sir, this is no PDF at all\n", b"%PDF-1.4\n1 0 obj"])
def test_a_file_that_cannot_be_read(scrutiny_here, here, command, content):
    (here / "broken.pdf").write_bytes(content)
    is_told(scrutiny_here(*OF_FILES[command][0], here / "broken.pdf"), 3, "broken")


def test_a_folder_of_decisions_that_is_not_there_is_said(scrutiny_here, here, small_report):
    small_report(here / "good.pdf")
    done = scrutiny_here("run", "good.pdf", "--decisions", "nowhere")
    assert done.returncode == 0
    assert "nowhere: there is no such folder" in done.stderr


def test_every_command_stands_in_one_of_these_tests():
    grouped = {f"{name} {inner}" for name in ("schemes", "match") for inner in cli.commands[name].commands}
    tested = {" ".join(words) for command in (*OF_RESULTS, *OF_FILES) for words in [command.split()]}
    assert (set(cli.commands) - {"schemes", "match"}) | grouped <= tested


def test_every_kind_of_error_that_has_a_code_is_there():
    from importlib import import_module

    for named in CODES:
        module, _, kind = named.rpartition(".")
        assert issubclass(getattr(import_module(f"scrutiny.{module}"), kind), Exception)
