"""What headings and looks leave open about columns, settled by what stands beside them.

Codes before names, ratings beside the figures that they rate, and which of two figures under headings
that say nothing is the target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .columns import Column

UNHEADED = "figures without a heading beside others"
UNKNOWN = "figures under headings that are not known"
_ACTION = re.compile(
    r"\b(?:actions?|milestones?|projects?|tasks?|activit(?:y|ies)|deliverables?|commitments?|pledges?|steps?)\b", re.I
)
_REPORTED = re.compile(r"\breport|\bperiod\b|\bdata\b|\bquarter\b", re.I)
# Of more figures than that without headings none is the likeliest result.
_MOST_UNHEADED = 3
# Groups of measures: mostly words, hardly a blank cell, no more of them than this share of the names.
_WORDY, _SOME_EMPTY, _GROUPS = 0.6, 0.2, 0.5


def settled_by_place(columns: Sequence[Column]) -> list[Column]:
    """Settle what only the place of a column tells; the rest stays as it is."""
    columns = _dates_of_actions(_groups_before_names(_codes_before_names(columns)))
    columns = _blank_among_ratings(columns)
    columns = _ratings_beside_figures(columns)
    columns = _one_status_without_heading(columns)
    return _figures_not_told(_one_figure_without_heading(columns))


def _codes_before_names(columns: Sequence[Column]) -> list[Column]:
    """Rising whole numbers left of the names count the rows, unless their heading calls them results.

    Under a heading they may be the results where no other column holds figures.
    """
    name = next((column.index for column in columns if column.role == "name"), -1)
    return [
        replace(column, role="code", evidence=f"place: {column.title}".rstrip(": "))
        if column.index < name
        and column.look.numbering > 0.8
        and column.look.distinct > 0.8
        and column.look.rising
        and (not column.heading or any(other.role == "figure" for other in columns if other is not column))
        and not column.profile
        and (column.role is None or column.role == "figure" and column.told_by == "look")
        and not any(other.role == "code" for other in columns)
        else column
        for column in columns
    ]


def _groups_before_names(columns: Sequence[Column]) -> list[Column]:
    """Words without a heading left of the names, in cells merged over several rows, group the measures."""
    name = next((column for column in columns if column.role == "name"), None)
    return [
        replace(column, role="theme", evidence="place: left of several names")
        if name is not None
        and column.index < name.index
        and column.role in (None, "commentary", "owner")
        and not (column.heading or column.profile)
        and column.look.words >= _WORDY
        and column.look.empty < _SOME_EMPTY
        and 0 < column.look.filled <= _GROUPS * name.look.filled
        else column
        for column in columns
    ]


def _dates_of_actions(columns: Sequence[Column]) -> list[Column]:
    """Months and days beside actions and milestones without figures are when these are due, not what is reported on."""
    name = next((column.title for column in columns if column.role == "name"), "")
    if not _ACTION.search(name) or any(column.role == "figure" and column.look.filled for column in columns):
        return list(columns)
    return [
        replace(column, role="date")
        if column.role == "period" and column.heading and not column.profile and not _REPORTED.search(column.title)
        else column
        for column in columns
    ]


def _blank_among_ratings(columns: Sequence[Column]) -> list[Column]:
    """A blank column under a period is for a rating where all the others under a period hold ratings."""
    dated = [column for column in columns if column.heading and column.period is not None and not column.profile]
    held = [column for column in dated if column.look.filled and column.role in ("figure", "status")]
    if not held or any(column.role == "figure" for column in held):
        return list(columns)
    return [
        replace(column, role="status", evidence=f"place: {column.title}")
        if column in dated and column.role == "figure" and not column.look.filled
        else column
        for column in columns
    ]


def _ratings_beside_figures(columns: Sequence[Column]) -> list[Column]:
    """Ratings without a heading of their own, each right of its figure, are of that figure's period.

    ``2021/22 | (circle) | 2022/23 | (circle)``: a heading over both columns is the figure's.
    """
    beside = {
        column.index: figure
        for figure, column in pairwise(columns)
        if figure.role == "figure"
        and figure.heading
        and column.heading in ((), figure.heading)
        and not column.profile
        and column.look.status >= 0.6
        and column.look.direction == 0
        and column.look.figure < 0.3
    }
    if len(beside) < 2 and not any(columns[index].heading for index in beside):
        return list(columns)
    return [
        replace(
            column,
            role="status",
            basis=beside[column.index].basis,
            period=beside[column.index].period,
            heading=beside[column.index].heading,
            evidence="place: beside its figure",
        )
        if column.index in beside
        else column
        for column in columns
    ]


def _one_status_without_heading(columns: Sequence[Column]) -> list[Column]:
    """Of statuses without headings words go before shades and shades before marks, which may be coloured arrows."""
    bare = [column for column in columns if column.role == "status" and not column.heading and not column.profile]
    best = max(bare, key=lambda column: (column.look.terse > 0.5, column.look.shaded, -column.index), default=None)
    return [
        replace(column, role="direction")
        if column in bare and column is not best and column.look.marked > 0.5
        else column
        for column in columns
    ]


def _one_figure_without_heading(columns: Sequence[Column]) -> list[Column]:
    """Of figures without headings only the first of two may be the result: nothing tells what the others are."""
    known = any(column.role == "figure" and column.heading and column.basis is None for column in columns)
    known = known or sum(column.role == "figure" and not column.heading for column in columns) > _MOST_UNHEADED
    settled: list[Column] = []
    for column in columns:
        if column.role == "figure" and not column.heading and not column.profile:
            if known:
                column = replace(column, role=None, evidence=UNHEADED)
            known = True
        settled.append(column)
    return settled


def _figures_not_told(columns: Sequence[Column]) -> list[Column]:
    """Of several figures under headings that say nothing the one next to a told target is the result.

    What the others are is not told, and they are not used.
    """
    unknown = [column for column in columns if column.role == "figure" and column.told_by == "look" and column.heading]
    if len(unknown) < 2:
        return list(columns)
    settled = {column.index: replace(column, role=None, evidence=UNKNOWN) for column in unknown}
    told = next((column for column in columns if column.role == "target"), None)
    if told is not None:
        result = min(unknown, key=lambda column: (abs(column.index - told.index), column.index))
        settled[result.index] = replace(result, evidence=f"place: beside {told.title!r}")
    return [settled.get(column.index, column) for column in columns]
