"""The command that shows what reports state of their own figures: ``claims``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import cli, format_option, out_option, results

if TYPE_CHECKING:
    from ..outputs.listing import Format


@cli.command()
@click.argument("document", required=False)
@click.option("--verdict", type=click.Choice(["holds", "fails", "uncheckable"]), help="Only claims with this verdict.")
@format_option
@out_option
def claims(document: str | None, verdict: str | None, form: Format, out: Path) -> None:
    """List what reports state of their own figures, with the figure that recounting gives.

    Those that fail come first. What cannot be checked stands under its reason, a few of each; with --verdict
    uncheckable, as CSV or as JSON all.
    """
    from ..outputs import claimed, listing

    with results(out) as store:
        claimed.show_claims(store, listing.console(), document=document, verdict=verdict, form=form)
