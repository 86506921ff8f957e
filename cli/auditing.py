"""The commands that show what was read and how it was rated: ``audit`` and ``show``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import DONE, FOUND_ONE, cli, council_in, format_option, out_option, results

if TYPE_CHECKING:
    from ..outputs.listing import Format


@cli.command()
@click.option("--council", help="Only this council: a name or GSS code.")
@click.option("--period", help="Only reports and figures of this period.")
@format_option
@click.option("--all", "every", is_flag=True, help="List what agrees and what cannot be checked, too.")
@click.option(
    "--fail-on", type=click.Choice(["disagreement"]), help="Exit 6 where there is one that nobody acknowledged."
)
@out_option
def audit(council: str | None, period: str | None, form: Format, every: bool, fail_on: str | None, out: Path) -> int:
    """Tell which ratings disagree with what their figures give, in all documents.

    What agrees or cannot be checked is counted; --all lists it, and so do CSV and JSON. A rating under the
    council's key of another year is marked as assumed.
    """
    from ..corpus.manifest import read_hints
    from ..outputs import listing, verdicts
    from ..outputs.audited import unacknowledged

    wanted = read_hints(None, period).period
    label = wanted.label if wanted else None
    with results(out) as store:
        code = council_in(store, council)
        verdicts.show_audit(store, listing.console(), council=code, period=label, form=form, every=every)
        found = fail_on is not None and unacknowledged(store, council=code, period=label) > 0
    return FOUND_ONE if found else DONE


@cli.command()
@click.argument("document")
@click.argument("seq", required=False, type=int)
@click.option("--columns", is_flag=True, help="What each column of its tables was read as, and what told so.")
@format_option
@out_option
def show(document: str, seq: int | None, columns: bool, form: Format, out: Path) -> None:
    """Show a document's observations, or one in full.

    In full: its figures, where on the page they stand, and step by step how it was rated.
    """
    from ..outputs import listing, shown
    from ..outputs.columns import show_columns

    with results(out) as store:
        if columns:
            show_columns(store, document, listing.console(), form=form)
        elif seq is None:
            shown.show_document(store, document, listing.console(), form=form)
        else:
            shown.show_observation(store, document, seq, listing.console(), form=form)
