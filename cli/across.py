"""The commands that look over several reports: ``series``, ``comparable`` and ``plan``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import WrongUse, cli, council_in, format_option, out_option, results

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
    from ..outputs import listing
    from ..outputs import series as told
    from ..rules import over_time

    with results(out) as store:
        found = told.find(store, measure, council=council_in(store, council))
        if not found:
            raise WrongUse(told.nothing_found(store, measure))
        if len(found) > 1:
            told.show_choice(store, found, listing.console(), form=form)
            return
        published = told.published(store)
        figures = tuple(store.observations(measure=found[0].measure.measure))
        changes = over_time.changes(figures, published)
        ordered = over_time.in_order(figures, published)
        told.show_series(found[0].measure, ordered, changes, listing.console(), form=form)


@cli.command()
@click.option("--council", "councils", multiple=True, help="A name or GSS code; twice for two councils.")
@click.option("--themes", is_flag=True, help="List those that only have a theme in common, too.")
@format_option
@out_option
def comparable(councils: tuple[str, ...], themes: bool, form: Format, out: Path) -> None:
    """List measures of different councils that can be compared, how strongly and why.

    Only measures of the same definition are one series. Where arithmetic alone makes one figure
    comparable with the other, the transformation says how.
    """
    from ..outputs import comparing, listing

    if len(councils) > 2:
        raise WrongUse("two councils are compared: give --council at most twice")
    with results(out) as store:
        one, other = (*(council_in(store, council) for council in councils), None, None)[:2]
        comparing.show_comparables(store, listing.console(), council=one, other=other, themes=themes, form=form)


@cli.command()
@click.argument("plan")
@click.option("--against", metavar="REPORT", help="Only what this report tells of it.")
@format_option
@out_option
def plan(plan: str, against: str | None, form: Format, out: Path) -> None:
    """Show what later reports tell of a delivery plan: PLAN is its document.

    Which milestones and measures they report on, in which words, which never, and which milestones
    passed their review date without being reported as completed.
    """
    from ..outputs import listing, planned

    with results(out) as store:
        planned.show_plan(store, plan, listing.console(), against=against, form=form)
