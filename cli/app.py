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
  4    the results could not be written, or not be read
  5    a decisions, scheme or profile file is wrong
  6    audit --fail-on: there is one
  70   a fault of scrutiny: please report the line it prints
  130  stopped"""
DONE, WRONG_USE, SOME_FAILED, NOTHING_READ, NOT_WRITTEN, WRONG_FILE, FOUND_ONE = range(7)
FAULT, STOPPED = 70, 130
_PACKAGE = __package__.rpartition(".")[0]
CODES = {
    "cli.app.WrongUse": WRONG_USE,
    "correcting.CannotCorrect": WRONG_USE,
    "corpus.listing.CorpusError": WRONG_USE,
    "extract.pdfium.Unreadable": NOTHING_READ,
    "outputs.schema.StoreError": NOT_WRITTEN,
    "outputs.beside.NotWritten": NOT_WRITTEN,
    "corpus.decisions.DecisionsError": WRONG_FILE,
    "language.yaml_nodes.FileError": WRONG_FILE,
}
"""What ends a command with which code: errors by the module and name of their kind."""

_QUIET_FOR = 15.0  # seconds between two lines on how far a run is

A_PATH: Any = click.Path(path_type=Path, readable=False)  # what opens it says what is wrong with it
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
    """The results, for a command that only reads them.

    Raises:
        WrongUse: there are none, or they hold no report.
        Unusable: they cannot be read, or another version of scrutiny made them.
    """
    from ..outputs.schema import Unusable
    from ..outputs.store import StoreError, StoreReader
    from ..pipeline import DATABASE

    try:
        with StoreReader.read(out / DATABASE) as store:
            if not store.documents():
                raise WrongUse(f"{store.path}: it holds no report; read one with `scrutiny run FILE`")
            yield store
    except Unusable:
        raise
    except StoreError as error:
        raise WrongUse(str(error)) from error


def council_in(store: StoreReader, text: str | None) -> str | None:
    """The GSS code of a council that a person named, of which there are reports; None where none was named.

    Raises:
        CorpusError: nobody goes by that name.
        StoreError: there is no report of it here.
    """
    from ..corpus.councils import by_code
    from ..corpus.manifest import read_hints

    code = read_hints(text).council
    council = by_code(code) if code else None
    if council is not None:
        store.require_council(council.code, council.name)
    return code


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
        used = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "scrutiny"
        complain(f"{error.format_message().rstrip('.')}; see `{used} -h`")
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
    """The exit code and the line for an error, told by its kind; nothing is imported that may be what is missing."""
    if isinstance(error, ImportError):
        return FAULT, f"scrutiny is not installed whole ({error}): install it again"
    for kind in type(error).__mro__:
        code = CODES.get(f"{kind.__module__}.{kind.__name__}".removeprefix(f"{_PACKAGE}."))
        if code is not None:
            return code, str(error)
    if isinstance(error, OSError):
        return (
            NOT_WRITTEN,
            f"{error.filename or 'a file'}: {error.strerror or error}; check the path and its permissions",
        )
    from ..workers import fault

    return FAULT, fault(error)
