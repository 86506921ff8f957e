"""Rows, roles, statuses and observations out of a document's tables and prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from ..records import Extract, Legend, Normalised, Profile, Report
from .corrections import correct
from .observations import observe, unread_figures
from .profiles import legend_told, profile_for
from .reading import walk

Item = TypeVar("Item")

__all__ = ["correct", "normalise", "profile_for"]


def normalise(
    report: Report,
    extract: Extract,
    legend: Legend,
    profile: Profile | None = None,
    *,
    held: Callable[[Iterable[Any]], Sequence[Any]] = tuple,
) -> Normalised:
    """Turn what was read off a document's pages into observations and plan items.

    Args:
        report: who published the document and the period it covers.
        extract: its tables and passages.
        legend: its key, which turns marks and colours into words.
        profile: what a person says of its layout, which goes before what is read and guessed.
        held: how its rows and the uses of its cells are held, which are many in a long document.

    Returns:
        the observations in printed order (``seq`` from 1), plan items, what became of every table,
        column and cell, and what could not be decided.
    """
    gathered = walk(report, extract, legend_told(legend, profile), profile)
    problems = (*gathered.problems, *unread_figures(gathered.drafts))
    drafts = enumerate(_each_let_go(gathered.drafts), start=1)
    return Normalised(
        observations=held(observe(draft, report.document, seq) for seq, draft in drafts),
        plan_items=tuple(gathered.plan),
        cell_uses=held(_each_let_go(gathered.cell_uses)),
        column_uses=tuple(gathered.column_uses),
        table_uses=tuple(gathered.table_uses),
        problems=problems,
    )


def _each_let_go(items: list[Item]) -> Iterator[Item]:
    """The items in their order, each forgotten when it is taken: a long document's are many."""
    items.reverse()
    while items:
        yield items.pop()
