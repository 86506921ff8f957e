"""The commands that hand results on: ``report``, ``export`` and ``serve``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import A_PATH, WrongUse, cli, complain, out_option, results

if TYPE_CHECKING:
    from ..outputs.export import Form


@cli.command()
@out_option
@click.option("--to", type=A_PATH, help="The folder of the site.  [default: OUT/report]")
def report(out: Path, to: Path | None) -> None:
    """Write the audit report: a site that opens from disk.

    Every figure on it is a link to its spot on the page, with the working of its rating.
    """
    from ..publishing import publish

    with results(out) as store:
        made = publish(store, to or out / "report")
    for line in made.left_out:
        complain(line)
    click.echo(f"The report is in {made.index} ({made.pages} pages); open it in a browser.")


@cli.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "xlsx", "datapackage"]),
    default="xlsx",
    show_default=True,
    help="A folder of CSV files, one JSON file, an Excel workbook, or a Frictionless data package.",
)
@out_option
@click.option("--to", type=A_PATH, help="The file or folder to write.  [default: in OUT]")
def export(form: Form, out: Path, to: Path | None) -> None:
    """Write every table of the results for other programs."""
    from ..outputs.export import DEFAULT_NAMES
    from ..outputs.export import export as write

    with results(out) as store:
        written = write(store, form, to or out / DEFAULT_NAMES[form])
    click.echo(f"Written: {written}")


@cli.command()
@out_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on: this machine's only.")
@click.option("--port", type=click.IntRange(min=0, max=65535), default=8001, show_default=True)
def serve(out: Path, host: str, port: int) -> None:
    """Open the results in Datasette, with full-text search and ready questions.

    Needs the extra: pip install 'council-scrutiny[serve]'. The results are only read.
    """
    from tempfile import TemporaryDirectory

    from ..pipeline import DATABASE

    try:
        import uvicorn

        from ..outputs.serving import application
    except ImportError as error:
        raise WrongUse("serve needs Datasette: pip install 'council-scrutiny[serve]'") from error
    with results(out), TemporaryDirectory(prefix="scrutiny-") as room:
        click.echo(f"http://{host}:{port}/scrutiny (stop with Ctrl-C)", err=True)
        try:
            uvicorn.run(application(out / DATABASE, Path(room)), host=host, port=port, log_level="warning")
        except SystemExit as stopped:  # so uvicorn ends where it cannot listen
            if stopped.code:
                raise WrongUse(f"{host}:{port} cannot be listened on; choose another --port") from stopped
