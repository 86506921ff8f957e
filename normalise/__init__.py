"""Rows, roles, statuses and observations out of a document's tables and prose."""

from __future__ import annotations

from ..records import Extract, Legend, Normalised, Report
from .corrections import correct
from .observations import observe, unread_figures
from .reading import walk

__all__ = ["correct", "normalise"]


def normalise(report: Report, extract: Extract, legend: Legend) -> Normalised:
    """Turn what was read off a document's pages into observations and plan items.

    Args:
        report: who published the document and the period it covers.
        extract: its tables and passages.
        legend: its key, which turns marks and colours into words.

    Returns:
        the observations in printed order (``seq`` from 1), plan items, what became of every table
        and cell, and what could not be decided.
    """
    gathered = walk(report, extract, legend)
    return Normalised(
        observations=tuple(observe(draft, report.document, seq) for seq, draft in enumerate(gathered.drafts, start=1)),
        plan_items=tuple(gathered.plan),
        cell_uses=tuple(gathered.cell_uses),
        table_uses=tuple(gathered.table_uses),
        problems=(*gathered.problems, *unread_figures(gathered.drafts)),
    )
