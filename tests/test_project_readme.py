"""What the README says of commands, options, exit codes and tables is so."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import scrutiny
from scrutiny.cli import cli

README = Path(scrutiny.__file__).parent / "README.md"
pytestmark = pytest.mark.skipif(not README.exists(), reason="runs in a checkout only")


def said() -> str:
    return README.read_text("utf-8")


def options_of(command: str) -> set[str]:
    return {option for parameter in cli.commands[command].params for option in parameter.opts}


def test_every_command_is_in_the_readme_and_no_other():
    assert set(re.findall(r"(?:bin/|`)scrutiny ([a-z]+)", said())) == set(cli.commands)


def test_options_in_the_example_commands_exist():
    examples = re.findall(r"bin/scrutiny ([a-z]+)(.*?)(?:\s#.*)?$", said(), flags=re.MULTILINE)
    assert examples
    for command, arguments in examples:
        assert set(re.findall(r"--[a-z]+", arguments)) <= options_of(command), command


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
