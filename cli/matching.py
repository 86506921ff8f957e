"""The commands on which names are one measure: ``match explain`` and ``match review``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .app import WrongUse, cli, complain, council_in, decisions_option, out_option, results
from .keys import single_keys

if TYPE_CHECKING:
    from ..outputs.store import StoreReader
    from ..reviewing import Review

_ANSWERS: dict[str, bool | None] = {"s": True, "d": False, "u": None}
_END_OF_INPUT = ("\x04", "")


@cli.group()
def match() -> None:
    """Which published names are one measure: why, and what a person says."""


@match.command()
@click.argument("one", metavar="NAME")
@click.argument("other", metavar="NAME")
@click.option("--council", help="Whose names they are: a name or GSS code.  [default: the one that prints them]")
@decisions_option
@out_option
def explain(one: str, other: str, council: str | None, decisions: Path | None, out: Path) -> None:
    """Say whether two printed names are one measure, with all that speaks for and against it."""
    from ..corpus import decisions as people
    from ..outputs import listing, reviewed
    from ..reviewing import NoSuchName, council_of, explained, folder_of

    with results(out) as store:
        folder = decisions or folder_of(store)
        try:
            code = council_in(store, council) or council_of(store, one)
            names, answer = explained(store, code, one, other, people.load(folder))
        except NoSuchName as error:
            raise WrongUse(str(error)) from error
        told = (answer.judgement, answer.score, answer.reasons)
        reviewed.show_explained(store, code, names, told, listing.console())


@match.command()
@click.option("--council", help="Only names of this council: a name or GSS code.")
@click.option("--who", required=True, help="Who decides.")
@decisions_option
@out_option
def review(council: str | None, who: str, decisions: Path | None, out: Path) -> None:
    """Decide on the pairs of names that may be one measure, one after the other.

    Each answer is a line of decisions/same.csv at once; the next run applies it, and every one after.
    Stop when you like: the next review goes on from there.
    """
    from ..corpus import decisions as people
    from ..reviewing import Review, folder_of, not_printed

    if not sys.stdin.isatty():
        raise WrongUse("match review asks a person: run it in a terminal, or write the lines of same.csv yourself")
    with results(out) as store:
        folder = decisions or folder_of(store)
        for line in not_printed(store, people.load(folder), folder):
            complain(line)
        pairs = store.proposals(council=council_in(store, council))
        sitting = Review(pairs, folder, who)
        with single_keys() as press:
            _ask_until_done(store, sitting, press)
    answered = f"{sitting.total - sitting.left} of {sitting.total} answered"
    click.echo(f"{answered}, in {folder / 'same.csv'}; `scrutiny run` applies them.")


def _ask_until_done(store: StoreReader, sitting: Review, press: Callable[[], str]) -> None:
    from ..outputs import listing, reviewed
    from ..reviewing import Impossible

    screen, shown = listing.console(), None
    while (pair := sitting.current) is not None:
        if pair != shown:
            reviewed.show_pair(store, pair, sitting.total - sitting.left + 1, sitting.total, screen)
            shown = pair
        key = press().lower()
        if key == "q" or key in _END_OF_INPUT:
            return
        if key == "z":
            undone = sitting.undo()
            click.echo(
                f'Taken back: "{undone.one}" and "{undone.other}"' if undone else "There is nothing to take back."
            )
        elif key in _ANSWERS:
            try:
                sitting.answer(_ANSWERS[key])
                click.echo(f"Recorded: {reviewed.KEYS[key]}")
            except Impossible as error:
                click.echo(f"Not recorded: {error}. Answer otherwise, or take back with z.")
        else:
            click.echo(f"Press one of {', '.join(reviewed.KEYS)}.")
