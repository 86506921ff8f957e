"""What a person who has read one report may want to do next: the most useful commands first."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .audited import audited
from .store import StoreReader

MOST = 3


@dataclass(frozen=True, slots=True)
class Step:
    """A command, and what it is good for."""

    command: str
    use: str


def next_steps(store: StoreReader, document: str, out: Path) -> tuple[Step, ...]:
    """The three most useful commands after a report was read.

    Args:
        store: where the results are.
        document: the report's slug.
        out: the folder of the results, named in the commands where it is not the default.
    """
    where = () if out == Path("results") else ("--out", str(out))
    return tuple(islice(_steps(store, document, where), MOST))


def _steps(store: StoreReader, document: str, where: tuple[str, ...]) -> Iterator[Step]:
    rows = list(audited(store, document=document))
    stored = next(each for each in store.documents() if each.document == document)
    doubtful = next((each for each in rows if each.rating and each.rating.verdict == "disagrees"), None)
    broken = next((one.box.page for _, one in store.problems(document=document) if one.box), None)
    if doubtful:
        yield _step("the rating that disagrees, with its working", "show", document, doubtful.observation.seq, *where)
    if not rows and not store.plan_items(document):
        page = broken or 1
        yield _step("see what was read on a page", "tables", stored.path, "--page", page, *_image(stored.path))
    elif not doubtful:
        yield _step("every row, with its verdict", "show", document, *where)
    yield _step("the audit report, to open in a browser", "report", *where)
    if broken and rows:
        yield _step("what was read where a problem is", "tables", stored.path, "--page", broken, *_image(stored.path))
    if rows:
        yield _step("every table as an Excel workbook", "export", *where)


def _image(path: str) -> tuple[str, ...]:
    """The option that draws a page, where there is one to draw."""
    return ("--image", "page.png") if path.lower().endswith(".pdf") else ()


def _step(use: str, *words: object) -> Step:
    return Step(shlex.join(["scrutiny", *map(str, words)]), use)
