"""The commands that look over several reports: ``series``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import WrongUse, cli, format_option, out_option, results

if TYPE_CHECKING:
    from ..outputs.listing import Format


@cli.command()
@click.argument("measure")
@click.option("--council", help="Only measures of this council: a name or GSS code.")
@format_option
@out_option
def series(measure: str, council: str | None, form: Format, out: Path) -> None:
    """Show every figure of MEASURE over all reports, and where the series is not what it was.

    MEASURE is its id, a published name of it, or some words of one; where several fit, they are listed.
    """
    from ..corpus.manifest import read_hints
    from ..outputs import listing
    from ..outputs import series as told
    from ..rules import over_time

    with results(out) as store:
        found = told.find(store, measure, council=read_hints(council, None).council)
        if not found:
            raise WrongUse(f'no measure has "{measure}" in its name; `scrutiny audit` lists all names')
        if len(found) > 1:
            told.show_choice(found, listing.console(), form=form)
            return
        published = told.published(store)
        figures = tuple(store.observations(measure=found[0].measure.measure))
        changes = over_time.changes(figures, published)
        ordered = over_time.in_order(figures, published)
        told.show_series(found[0].measure, ordered, changes, listing.console(), form=form)
