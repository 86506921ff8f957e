"""The commands that hand results on: ``report``."""

from __future__ import annotations

from pathlib import Path

import click

from .app import A_PATH, cli, complain, out_option, results


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
