"""Rows, roles, statuses and observations out of a document's tables and prose."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import Extract, Legend, Normalised, Profile, Report
from .corrections import correct
from .observations import Draft, observe, unread_figures
from .profiles import legend_told, profile_for
from .reading import walk

__all__ = ["correct", "normalise", "profile_for"]


def normalise(report: Report, extract: Extract, legend: Legend, profile: Profile | None = None) -> Normalised:
    """Turn what was read off a document's pages into observations and plan items.

    Args:
        report: who published the document and the period it covers.
        extract: its tables and passages.
        legend: its key, which turns marks and colours into words.
        profile: what a person says of its layout, which goes before what is read and guessed.

    Returns:
        the observations in printed order (``seq`` from 1), plan items, what became of every table,
        column and cell, and what could not be decided.
    """
    gathered = walk(report, extract, legend_told(legend, profile), profile)
    problems = (*gathered.problems, *unread_figures(gathered.drafts))
    drafts = enumerate(_each_let_go(gathered.drafts), start=1)
    return Normalised(
        observations=tuple(observe(draft, report.document, seq) for seq, draft in drafts),
        plan_items=tuple(gathered.plan),
        cell_uses=tuple(gathered.cell_uses),
        column_uses=tuple(gathered.column_uses),
        table_uses=tuple(gathered.table_uses),
        problems=problems,
    )


def _each_let_go(drafts: list[Draft]) -> Iterator[Draft]:
    """The drafts in their order, each forgotten when it is taken: a long document's are many."""
    drafts.reverse()
    while drafts:
        yield drafts.pop()
