"""The commands that read reports: ``run``, ``tables`` and ``correct``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .app import (
    A_PATH,
    DONE,
    NOTHING_READ,
    SOME_FAILED,
    WrongUse,
    cli,
    complain,
    decisions_option,
    engine_option,
    format_option,
    out_option,
    progress,
    results,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..extract import Engine
    from ..outputs.listing import Format


def _limits(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that bound what reading a document may take."""
    options = (
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=300.0,
            show_default=True,
            help="Seconds that one document may take; pages that were read by then are kept.",
        ),
        click.option(
            "--page-timeout",
            type=click.FloatRange(min=0, min_open=True),
            default=30.0,
            show_default=True,
            help="Seconds that one page may take; the document is read without it.",
        ),
        click.option(
            "--memory",
            type=click.IntRange(min=256),
            default=4096,
            show_default=True,
            help="Megabytes that reading a document may take (on Linux); it is read without the page that needs more.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@cli.command()
@click.argument("paths", metavar="[FILE|FOLDER]...", nargs=-1, type=A_PATH)
@out_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="How many documents to read at once.",
)
@_limits
@engine_option
@click.option("--council", help="Whose the reports are, where no reports.csv says so: a name or GSS code.")
@click.option("--period", help="What they cover, likewise: 2022/23, 2022/23 Q2, 2023-09.")
@click.option("--title", help="Their title, likewise.")
@click.option("--kind", help="Their kind, likewise: quarterly, annual, plan, monthly or other.")
@decisions_option
@click.option("--verbose", is_flag=True, help="Tell of each table how it was read, and why.")
def run(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int,
    timeout: float,
    page_timeout: float,
    memory: int,
    engine: Engine,
    council: str | None,
    period: str | None,
    title: str | None,
    kind: str | None,
    decisions: Path | None,
    verbose: bool,
) -> int:
    """Read reports into OUT/scrutiny.db and rate their figures again.

    A folder stands for every PDF in it, with its reports.csv if it has one; no path for the reports
    that come with scrutiny. Documents that did not change since the last run are skipped. What --council,
    --period, --title and --kind say of a file is kept: later runs take it as said.
    """
    from .. import pipeline
    from ..corpus.manifest import read_hints
    from ..ground import decisions_beside
    from ..outputs import columns, listing, next_steps, terminal
    from ..outputs.store import StoreReader

    folder = decisions or decisions_beside(paths)
    hints = read_hints(council, period, title, kind)
    if decisions is not None and not decisions.exists():
        complain(f"{decisions}: there is no such folder; check --decisions, for nothing decided is used")
    settings = pipeline.Settings(out, folder, hints, engine, jobs, timeout, page_timeout, memory)
    with progress() as on_done:
        outcome = pipeline.run(paths, settings, on_done)
    told = [f"{done.document}: {done.message}" for done in outcome.documents if done.message]
    for line in (*told, *outcome.refused, *outcome.unrated, *outcome.notes):
        complain(line)
    if outcome.share_read == "none":
        return NOTHING_READ
    with StoreReader.read(outcome.files[0]) as store:
        terminal.show_results(
            store,
            listing.console(),
            documents=[done.document for done in outcome.documents],
            not_read={done.document: done.message or "" for done in outcome.documents if done.became == "failed"},
            unchanged={done.document for done in outcome.documents if done.became == "unchanged"},
        )
        if verbose:
            for done in outcome.documents:
                columns.show_columns(store, done.document, listing.console())
        steps = next_steps.next_steps(store, outcome.documents[0].document, out) if len(outcome.documents) == 1 else ()
    if unchanged := sum(done.became == "unchanged" for done in outcome.documents):
        click.echo(f"Unchanged since the last run: {unchanged} of {len(outcome.documents)}")
    click.echo(f"The results are in {out}: {', '.join(file.name for file in outcome.files)}")
    for step in steps:
        click.echo(f"Next: {step.command}  # {step.use}")
    return DONE if outcome.share_read == "all" else SOME_FAILED


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--page", type=click.IntRange(min=1), help="Only this page.")
@format_option
@click.option("--image", type=A_PATH, help="Draw what was read on the page, with --page, into this PNG.")
@click.option("--parts", is_flag=True, help="A table for each part that a page shows, not stitched over page breaks.")
@engine_option
@_limits
def tables(
    file: Path,
    page: int | None,
    form: Format,
    image: Path | None,
    parts: bool,
    engine: Engine,
    timeout: float,
    page_timeout: float,
    memory: int,
) -> None:
    """Show the tables of a PDF, of any kind, as they are read.

    With --parts and --format json: a list of parts, each with its page, its box (bbox: x0, top, x1, bottom in points
    from the top left of the page) and its cells (row, col from 0, rowspan, colspan, text).
    """
    from ..careful import Limits, see
    from ..outputs import grids, listing
    from ..single import naming

    if image is not None and page is None:
        raise WrongUse("--image draws one page: name it with --page")
    if image is not None and file.suffix.lower() in (".txt", ".text", ".md", ".markdown"):
        raise WrongUse(f"{file} is text, which has no pages to draw: leave --image out")
    pages = None if page is None else [page]
    with naming(file):
        seen = see(file, engine, pages, Limits(timeout, page_timeout, memory), parts=parts)
    if image is not None and page is not None and page not in seen.left_out:
        from ..extract.picture import draw_page

        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_bytes(draw_page(file, page, seen.tables, seen.passages))
        complain(f"page {page} is drawn in {image}: the tables and texts on it, each with its box")
    for problem in seen.problems:
        complain(f"page {problem.page}: {problem.message}" if problem.page else problem.message)
    if not seen.tables:
        complain(f"{file}: no table on page {page}" if page else f"{file}: no table in it")
        if form == "table":
            return
    if parts and form == "json":
        for piece in grids.parts_json(seen.tables):
            click.echo(piece, nl=False)
    else:
        listing.show(grids.cell_rows(seen.tables), grids.CELL_COLUMNS, form, listing.console())


@cli.command()
@click.argument("document")
@click.argument("seq", type=int)
@click.argument("field")
@click.argument("value")
@click.option("--who", required=True, help="Who says so.")
@click.option("--why", required=True, help="How that is known.")
@decisions_option
@out_option
def correct(
    document: str, seq: int, field: str, value: str, who: str, why: str, decisions: Path | None, out: Path
) -> None:
    """Record a correction of a misread figure.

    It says that FIELD of observation SEQ is VALUE. The correction is a line of
    decisions/corrections.csv; the next run applies it, and every one after.
    """
    from ..correcting import correct_figure

    with results(out) as store:
        folder = correct_figure(store, document, seq, field, value, who=who, why=why, folder=decisions)
    click.echo(f"Recorded in {folder / 'corrections.csv'}; run `scrutiny run` again on the same reports to apply it.")
