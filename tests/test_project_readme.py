"""What the README and the page on schemes say of commands, options, files, results and tables is so."""

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import scrutiny
from scrutiny.cli import cli
from scrutiny.corpus.decisions import load
from scrutiny.rules.definition import read

README = Path(scrutiny.__file__).parent / "README.md"
SCHEMES = README.parent / "docs" / "schemes.md"
VERDICTS = ("", "", "agrees", "agrees_within_rounding", "disagrees", "uncheckable")
pytestmark = pytest.mark.skipif(not README.exists(), reason="runs in a checkout only")


def said() -> str:
    return README.read_text("utf-8")


def examples() -> list[str]:
    return re.findall(r"^    scrutiny (.*)$", said(), flags=re.MULTILINE)


def yaml_in(page: Path) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def options_of(command: str) -> set[str]:
    return {option for parameter in cli.commands[command].params for option in parameter.opts}


def test_every_command_is_in_the_readme_and_no_other():
    assert set(re.findall(r"(?:^    |`)scrutiny ([a-z]+)", said(), flags=re.MULTILINE)) == set(cli.commands)


def test_the_example_commands_work_one_after_the_other_on_a_report(scrutiny_here, small_report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    small_report(tmp_path / "my-report.pdf")
    first = sorted(examples(), key=lambda command: not command.startswith("run"))
    for command in first:
        done = scrutiny_here(*shlex.split(command))
        assert done.returncode == 0, (command, done.stderr)
    assert (tmp_path / "page-1.png").exists()
    assert (tmp_path / "decisions" / "corrections.csv").exists()


def test_the_rule_in_the_readme_rates_a_report_of_its_council(scrutiny_here, small_report, tmp_path):
    (tmp_path / "decisions" / "schemes").mkdir(parents=True)
    (tmp_path / "decisions" / "schemes" / "mine.yaml").write_text(*yaml_in(README))
    small_report(tmp_path / "my-report.pdf")
    assert scrutiny_here("run", tmp_path / "my-report.pdf", "--out", tmp_path / "results").returncode == 0
    with closing(sqlite3.connect(tmp_path / "results" / "scrutiny.db")) as database:
        rated = database.execute('select scheme, "use", verdict from ratings order by seq limit 2').fetchall()
    assert rated == [("kent-2022-23", "own", "agrees")] * 2


def test_the_rules_on_the_page_of_schemes_are_read_and_every_field_is_explained():
    explained = set(re.findall(r"`([a-z_ ]+)`", SCHEMES.read_text("utf-8")))
    assert len(yaml_in(SCHEMES)) == 6
    for text in yaml_in(SCHEMES):
        assert read("schemes.md", text).bands
        assert set(re.findall(r"([a-z_]+):", text)) - {"measure", "milestone"} <= explained | {
            "name",
            "period",
            "why",
            "tolerance",
        }
    edges = [edge.text for edge in read("schemes.md", yaml_in(SCHEMES)[1]).edges()]
    assert edges == ["second target", "-tolerance points", "-1 points", "floor"]


def test_every_edge_on_the_page_of_schemes_is_read():
    table = SCHEMES.read_text("utf-8").partition("## Where a band ends")[2].partition("```yaml")[0]
    cells = re.findall(r"^\| (`[^|]*`) \|", table, flags=re.MULTILINE)
    written = [edge for cell in cells for edge in re.findall(r"`([^`]+)`", cell) if edge != "from"]
    assert len(written) > 10
    for edge in written:
        below = "limits -7%" if edge == "limits" else "floor -7%"
        rule = yaml_in(README)[0].replace("-5%", below).replace("0%", edge)
        if edge == "unpublished":
            rule = rule.replace("edge: closed", "", 1)
        assert read("schemes.md", rule).bands[0].edge, edge


def test_the_columns_of_the_files_of_decisions_are_those_that_are_read(tmp_path):
    files = re.findall(r"^\| `([a-z]+\.csv)` \|.*\| `([a-z,]+)` \|$", said(), flags=re.MULTILINE)
    assert len(files) == 4
    for name, columns in files:
        (tmp_path / name).write_text(f"{columns},who,when,why\n")
    load(tmp_path)


def test_the_screen_shows_what_a_run_gives(golden_run):
    screen = re.search(r"<!-- screen: begin -->\n(.*?)<!-- screen: end -->", said(), flags=re.DOTALL).group(1)
    shown = {
        document: [int(number) for number in numbers.split()]
        for document, numbers in re.findall(r"^    (\S+)((?: +\d+){6})$", screen, flags=re.MULTILINE)
    }
    with closing(sqlite3.connect(golden_run / "scrutiny.db")) as database:
        counted = {name: [0] * 6 for (name,) in database.execute("select document from documents")}
        for name, number in database.execute("select document, count(*) from observations group by 1"):
            counted[name][0] = number
        for name, verdict, number in database.execute("select document, verdict, count(*) from ratings group by 1, 2"):
            counted[name][VERDICTS.index(verdict)] = number
            counted[name][1] += number if verdict != "uncheckable" else 0
        found = {finding for (finding,) in database.execute("select finding from findings")}
    counted["all"] = [sum(column) for column in zip(*counted.values(), strict=True)]
    assert shown == counted, "put what `COLUMNS=100 scrutiny run` prints between the markers"
    assert set(re.findall(r"\b[0-9a-f]{12}\b", screen)) <= found
    rated_again = re.search(r"(\d+) of (\d+) rows", said()).groups()
    assert [int(number) for number in rated_again] == [counted["all"][1], counted["all"][0]]


def test_options_in_the_table_of_commands_exist():
    rows = re.findall(r"^\| `scrutiny ([a-z]+)[^|]*\|(.*)\|$", said(), flags=re.MULTILINE)
    assert {command for command, _ in rows} == set(cli.commands)
    for command, what in rows:
        assert set(re.findall(r"--[a-z]+", what)) <= options_of(command), command


def test_exit_codes_are_those_that_the_help_gives():
    def table(text: str, pattern: str) -> dict[str, str]:
        return dict(re.findall(pattern, text, flags=re.MULTILINE))

    readme = table(said(), r"^\| (\d+) \| (.*?) \|$")
    given = table(cli.epilog or "", r"^ +(\d+) +(.*)$")
    assert readme.keys() == given.keys()


def test_make_targets_exist():
    makefile = (README.parent / "Makefile").read_text("utf-8")
    for target in re.findall(r"^    make ([a-z]+)", said(), flags=re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_the_query_runs_and_every_table_named_exists(golden_run):
    with closing(sqlite3.connect(golden_run / "scrutiny.db")) as database:
        (query,) = re.findall(r'^    sqlite3 results/scrutiny\.db "(.*?)"', said(), flags=re.MULTILINE | re.DOTALL)
        database.execute(query).fetchall()
        stored = {
            name for (name,) in database.execute("select name from sqlite_master where type in ('table', 'view')")
        }
    named = re.findall(
        r"^\| ((?:`[a-z_]+`(?:, )?)+) \| ", said().partition("## What the results hold")[2], re.MULTILINE
    )
    assert named
    assert {table for names in named for table in re.findall(r"`(\w+)`", names)} <= stored
