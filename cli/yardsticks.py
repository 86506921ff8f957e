"""The commands about rating rules: ``schemes`` and ``compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import (
    DONE,
    NOTHING_READ,
    WrongUse,
    cli,
    complain,
    council_in,
    engine_option,
    format_option,
    out_option,
    results,
)

if TYPE_CHECKING:
    from ..extract import Engine
    from ..outputs.listing import Format


@cli.group()
def schemes() -> None:
    """Read, list and infer rating rules."""


@schemes.command("read")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--council", help="Whose the report is, where no reports.csv says so: a name or GSS code.")
@click.option("--period", help="What it covers, likewise: 2022/23, 2022/23 Q2, 2023-09.")
@engine_option
def read_command(file: Path, council: str | None, period: str | None, engine: Engine) -> int:
    """Print the rating key of a report as YAML, to keep in decisions/schemes/."""
    from ..corpus.manifest import read_hints
    from ..single import key_of_file

    document, key = key_of_file(file, read_hints(council, period), engine)
    if key is None:
        complain(f"{document}: no rating key is found in it")
        return NOTHING_READ
    if key.definition is None:
        complain(f"{document}: {key.problem.message if key.problem else 'not understood'}")
        return NOTHING_READ
    click.echo(key.definition, nl=False)
    return DONE


@schemes.command("list")
@format_option
@out_option
def list_command(form: Format, out: Path) -> None:
    """List the rules by which reports were rated, and the keys that were not understood."""
    from ..outputs import listing, rules

    with results(out) as store:
        listing.show(rules.scheme_rows(store), rules.SCHEME_COLUMNS, form, listing.console())


@schemes.command()
@click.argument("document")
@format_option
@out_option
def infer(document: str, form: Format, out: Path) -> int:
    """Tell the rule behind a document's published ratings, as far as they tell it.

    For each edge: between which results it must lie, on the printed figures and under their rounding, with the figures
    that say so, and how many stand on either side; then the ratings that no such rule explains.
    """
    from .. import yardsticks
    from ..outputs import listing, swapped

    with results(out) as store:
        found = yardsticks.infer_from(store, document)
        if found is None:
            complain(f"{document}: too few ratings with figure, target and a known better side to infer a rule")
            return NOTHING_READ
    swapped.show_inferred(found, listing.console(), form=form)
    return DONE


@cli.command()
@click.argument("one")
@click.argument("other")
@click.option("--under", metavar="SCHEME", help="Rate both under this rule instead: an id of `scrutiny schemes list`.")
@format_option
@out_option
def compare(one: str, other: str, under: str | None, form: Format, out: Path) -> int:
    """Rate the figures of two councils under their own rule and under each other's.

    Told are the ratings that change, and why; as CSV and JSON all of them. They are kept in `comparisons`.
    """
    from .. import yardsticks
    from ..outputs import listing, swapped
    from ..outputs.store import Store, StoreError
    from ..pipeline import DATABASE

    with results(out) as known:  # says what is wrong with the results, if they are not there
        councils = [council_in(known, name) or "" for name in (one, other)]
    if councils[0] == councils[1]:
        raise WrongUse("a council is compared with another one")
    try:
        with Store.open(out / DATABASE) as store:
            found = yardsticks.compare(store, councils[0], councils[1], under)
    except (StoreError, yardsticks.CannotCompare) as error:
        raise WrongUse(str(error)) from error
    swapped.show_compared(found, listing.console(), form=form)
    return DONE
