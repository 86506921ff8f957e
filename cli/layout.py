"""The command that writes a report's layout down for a person to edit: ``profile``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from .app import A_PATH, WrongUse, cli


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=A_PATH, help="Write it into this file, which is not there yet.")
@click.option("--council", help="Whose the report is, where no reports.csv says so: a name or GSS code.")
@click.option("--period", help="What it covers, likewise: 2022/23, 2022/23 Q2, 2023-09.")
@click.option("--title", help="Its title, likewise.")
def profile(file: Path, out: Path | None, council: str | None, period: str | None, title: str | None) -> None:
    """Write down how the tables of a PDF are understood: columns and their roles, the key, what each is told by.

    Edited and put into decisions/profiles/, it goes before all guessing, in every report of that council and family.
    """
    from ..corpus.manifest import read_hints
    from ..ground import decisions_beside
    from ..single import profile_of

    if out is not None and out.exists():
        raise WrongUse(f"{out} is there already: name another file, or take it away")
    text = profile_of(file, read_hints(council, period, title))
    if out is None:
        click.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    home = decisions_beside([file]) / "profiles"
    put = "" if out.parent.resolve() == home.resolve() else f" put it into {home},"
    click.echo(f"Written to {out}: edit it,{put} and run `scrutiny run {shlex.quote(str(file))}` again.")
