"""What every command shares: the group, its options, the results it opens, and what becomes of an error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..outputs.store import StoreReader

_EXIT_CODES = """\b
Exit codes:
  0    done, whether or not there are findings
  1    wrong use
  2    some documents failed (not read, or not rated), the others are in
  3    nothing could be read
  4    the results could not be written
  5    a decisions, scheme or profile file is wrong
  6    audit --fail-on: there is one
  70   a fault of scrutiny: please report the line it prints
  130  stopped"""
DONE, WRONG_USE, SOME_FAILED, NOTHING_READ, NOT_WRITTEN, WRONG_FILE, FOUND_ONE = range(7)
FAULT, STOPPED = 70, 130
_QUIET_FOR = 15.0  # seconds between two lines on how far a run is

A_PATH: Any = click.Path(path_type=Path)
out_option = click.option(
    "--out", type=A_PATH, default=Path("results"), show_default=True, help="The folder of the results."
)
decisions_option = click.option(
    "--decisions", type=A_PATH, help="The folder of what people decided.  [default: decisions/ beside the reports]"
)
engine_option = click.option(
    "--engine",
    type=click.Choice(["scrutiny", "pdfplumber", "camelot"]),
    default="scrutiny",
    show_default=True,
    help="What finds the tables on a page.",
)
format_option = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


class WrongUse(Exception):
    """What was asked cannot be done; one line that says what to do instead."""


_FIRST_STEPS = """\
scrutiny reads the performance reports that councils publish as PDF, and checks the ratings they give themselves.

  scrutiny run my-report.pdf   read a report (or a folder of them) into results/
  scrutiny run                 read the reports that come with scrutiny
  scrutiny audit               list every rating with its verdict
  scrutiny report              write the audit report, to open in a browser
  scrutiny -h                  every command
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXIT_CODES, invoke_without_command=True)
@click.version_option(package_name="council-scrutiny", prog_name="scrutiny")
@click.pass_context
def cli(context: click.Context) -> None:
    """Read the performance reports that councils publish as PDF, and check the ratings they give themselves."""
    if context.invoked_subcommand is None:
        click.echo(_FIRST_STEPS, nl=False)


# ------------------------------------------------------------------------------- around every command


@contextmanager
def results(out: Path) -> Iterator[StoreReader]:
    """The results, for a command that only reads them."""
    from ..outputs.store import StoreError, StoreReader
    from ..pipeline import DATABASE

    try:
        with StoreReader.read(out / DATABASE) as store:
            yield store
    except StoreError as error:
        raise WrongUse(str(error)) from error


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr where that is a terminal, else a line now and then: the log of a long run shows it alive."""
    if not sys.stderr.isatty():
        yield _now_and_then()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("reading", total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)


def _now_and_then() -> Callable[[int, int], None]:
    told = monotonic()

    def on_done(done: int, total: int) -> None:
        nonlocal told
        if done < total and monotonic() - told >= _QUIET_FOR:
            complain(f"{done} of {total} reports are read")
            told = monotonic()

    return on_done


def complain(line: str) -> None:
    click.echo("scrutiny: " + " ".join(line.split()), err=True)


def main() -> None:
    """Run the command; the one place where what goes wrong becomes a line and an exit code."""
    try:
        with cli.make_context("scrutiny", sys.argv[1:]) as context:
            code = cli.invoke(context) or DONE
        sys.stdout.flush()
    except click.exceptions.Exit as asked:
        code = asked.exit_code
    except click.ClickException as error:
        error.show()
        code = WRONG_USE
    except (KeyboardInterrupt, click.Abort):
        complain("stopped; the documents already read are in the database, run again to finish")
        code = STOPPED
    except (BrokenPipeError, SystemExit):  # the reader has seen enough; rich says so by exiting
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception as error:  # noqa: BLE001 - nobody wants to read a traceback
        code, line = _explained(error)
        complain(line)
    sys.exit(code)


def _explained(error: Exception) -> tuple[int, str]:
    if isinstance(error, ImportError):
        return FAULT, f"scrutiny is not installed whole ({error}): install it again"
    from ..corpus.decisions import DecisionsError
    from ..corpus.manifest import CorpusError
    from ..corpus.profiles import ProfileError
    from ..correcting import CannotCorrect
    from ..extract import Unreadable
    from ..outputs.beside import NotWritten
    from ..outputs.store import StoreError
    from ..rules.schemes import SchemeError
    from ..workers import fault

    codes: tuple[tuple[tuple[type[Exception], ...], int], ...] = (
        ((WrongUse, CannotCorrect, CorpusError), WRONG_USE),
        ((Unreadable,), NOTHING_READ),
        ((StoreError, NotWritten, OSError), NOT_WRITTEN),
        ((DecisionsError, SchemeError, ProfileError), WRONG_FILE),
    )
    for kinds, code in codes:
        if isinstance(error, kinds):
            return code, str(error)
    return FAULT, fault(error)
