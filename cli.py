"""The commands: parse and print, decide nothing.

Modules are imported where a command needs them, so that ``scrutiny -h`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .extract import Engine
    from .outputs.listing import Format
    from .outputs.store import Store

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

_PATH: Any = click.Path(path_type=Path)
_out = click.option("--out", type=_PATH, default=Path("results"), show_default=True, help="The folder of the results.")
_decisions = click.option(
    "--decisions", type=_PATH, help="The folder of what people decided.  [default: decisions/ beside the reports]"
)
_engine = click.option(
    "--engine",
    type=click.Choice(["scrutiny", "pdfplumber", "camelot"]),
    default="scrutiny",
    show_default=True,
    help="What finds the tables on a page.",
)
_format = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


class WrongUse(Exception):
    """What was asked cannot be done; one line that says what to do instead."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXIT_CODES)
@click.version_option(package_name="council-scrutiny", prog_name="scrutiny")
def cli() -> None:
    """Read the performance reports that councils publish as PDF, and check the ratings they give themselves."""


@cli.command()
@click.argument("paths", metavar="[FILE|FOLDER]...", nargs=-1, type=_PATH)
@_out
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="How many documents to read at once.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    help="Seconds that one document may take.",
)
@_engine
@click.option("--council", help="Whose the reports are, where no reports.csv says so: a name or GSS code.")
@click.option("--period", help="What they cover, likewise: 2022/23, 2022/23 Q2, 2023-09.")
@click.option("--title", help="Their title, likewise.")
@_decisions
def run(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int,
    timeout: float,
    engine: Engine,
    council: str | None,
    period: str | None,
    title: str | None,
    decisions: Path | None,
) -> int:
    """Read reports into OUT/scrutiny.db and rate their figures again.

    A folder stands for every PDF in it, with its reports.csv if it has one; no path for the reports
    that come with scrutiny. Documents that did not change since the last run are skipped.
    """
    from . import pipeline
    from .corpus.manifest import read_hints
    from .ground import decisions_beside
    from .outputs import listing, terminal
    from .outputs.store import Store

    folder = decisions or decisions_beside(paths)
    settings = pipeline.Settings(out, folder, read_hints(council, period, title), engine, jobs, timeout)
    with _progress() as on_done:
        outcome = pipeline.run(paths, settings, on_done)
    told = [f"{done.document}: {done.message}" for done in outcome.documents if done.message]
    for line in (*told, *outcome.refused, *outcome.unrated, *outcome.notes):
        _complain(line)
    if outcome.share_read == "none":
        return NOTHING_READ
    with Store.read(outcome.files[0]) as store:
        terminal.show_results(
            store,
            listing.console(),
            documents=[done.document for done in outcome.documents],
            not_read={done.document: done.message or "" for done in outcome.documents if done.became == "failed"},
        )
    if unchanged := sum(done.became == "unchanged" for done in outcome.documents):
        click.echo(f"Unchanged since the last run: {unchanged} of {len(outcome.documents)}")
    click.echo(f"The results are in {out}: {', '.join(file.name for file in outcome.files)}")
    return DONE if outcome.share_read == "all" else SOME_FAILED


@cli.command()
@click.option("--council", help="Only this council: a name or GSS code.")
@click.option("--period", help="Only reports and figures of this period.")
@_format
@click.option(
    "--fail-on", type=click.Choice(["disagreement"]), help="Exit 6 where there is one that nobody acknowledged."
)
@_out
def audit(council: str | None, period: str | None, form: Format, fail_on: str | None, out: Path) -> int:
    """List every rating with its verdict, what disagrees first, in all documents.

    A rating under the council's key of another year is marked as assumed.
    """
    from .corpus.manifest import read_hints
    from .outputs import listing, terminal
    from .outputs.audited import unacknowledged

    wanted = read_hints(council, period)
    label = wanted.period.label if wanted.period else None
    with _results(out) as store:
        terminal.show_audit(store, listing.console(), council=wanted.council, period=label, form=form)
        found = fail_on is not None and unacknowledged(store, council=wanted.council, period=label) > 0
    return FOUND_ONE if found else DONE


@cli.command()
@click.argument("document")
@click.argument("seq", required=False, type=int)
@_format
@_out
def show(document: str, seq: int | None, form: Format, out: Path) -> None:
    """Show a document's observations, or one in full.

    In full: its figures, where on the page they stand, and step by step how it was rated.
    """
    from .outputs import listing, terminal

    with _results(out) as store:
        if seq is None:
            terminal.show_document(store, document, listing.console(), form=form)
        else:
            terminal.show_observation(store, document, seq, listing.console(), form=form)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--page", type=click.IntRange(min=1), help="Only this page.")
@_format
@click.option("--image", type=_PATH, help="Draw what was read on the page, with --page, into this PNG.")
@_engine
def tables(file: Path, page: int | None, form: Format, image: Path | None, engine: Engine) -> None:
    """Show the tables of a PDF as they are read."""
    from . import extract
    from .outputs import listing

    if image is not None and page is None:
        raise WrongUse("--image draws one page: name it with --page")
    read = extract.read(file, engine=engine, pages=None if page is None else [page])
    if image is not None and page is not None:
        from .extract.picture import draw_page

        image.write_bytes(draw_page(file, page, read.tables, read.passages))
    rows: list[listing.ListedRow] = [
        {"table": table.number, "page": cell.boxes[0].page, "row": cell.row, "col": cell.col, "text": cell.text}
        for table in read.tables
        for cell in table.cells
    ]
    listing.show(rows, ("table", "page", "row", "col", "text"), form, listing.console())


@cli.command()
@click.argument("document")
@click.argument("seq", type=int)
@click.argument("field")
@click.argument("value")
@click.option("--who", required=True, help="Who says so.")
@click.option("--why", required=True, help="How that is known.")
@_decisions
@_out
def correct(
    document: str, seq: int, field: str, value: str, who: str, why: str, decisions: Path | None, out: Path
) -> None:
    """Record a correction of a misread figure.

    It says that FIELD of observation SEQ is VALUE. The correction is a line of
    decisions/corrections.csv; the next run applies it, and every one after.
    """
    from .correcting import correct_figure

    with _results(out) as store:
        folder = correct_figure(store, document, seq, field, value, who=who, why=why, folder=decisions)
    click.echo(f"Recorded in {folder / 'corrections.csv'}; run `scrutiny run` again on the same reports to apply it.")


# ------------------------------------------------------------------------------- around every command


@contextmanager
def _results(out: Path) -> Iterator[Store]:
    """The results, for a command that only reads them."""
    from .outputs.store import Store, StoreError
    from .pipeline import DATABASE

    try:
        with Store.read(out / DATABASE) as store:
            yield store
    except StoreError as error:
        raise WrongUse(str(error)) from error


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("reading", total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)


def _complain(line: str) -> None:
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
        _complain("stopped; the documents already read are in the database, run again to finish")
        code = STOPPED
    except (BrokenPipeError, SystemExit):  # the reader has seen enough; rich says so by exiting
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except Exception as error:  # noqa: BLE001 - nobody wants to read a traceback
        code, line = _explained(error)
        _complain(line)
    sys.exit(code)


def _explained(error: Exception) -> tuple[int, str]:
    if isinstance(error, ImportError):
        return FAULT, f"scrutiny is not installed whole ({error}): install it again"
    from .corpus.decisions import DecisionsError
    from .corpus.manifest import CorpusError
    from .correcting import CannotCorrect
    from .extract import Unreadable
    from .outputs.store import StoreError
    from .rules.schemes import SchemeError
    from .workers import fault

    codes: tuple[tuple[tuple[type[Exception], ...], int], ...] = (
        ((WrongUse, CannotCorrect, CorpusError), WRONG_USE),
        ((Unreadable,), NOTHING_READ),
        ((StoreError, OSError), NOT_WRITTEN),
        ((DecisionsError, SchemeError), WRONG_FILE),
    )
    for kinds, code in codes:
        if isinstance(error, kinds):
            return code, str(error)
    return FAULT, fault(error)
