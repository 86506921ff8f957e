"""A person's layout profile applied: which one is for a report, what it says of a table, a column and the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Literal, cast

from ..language.periods import Period, from_label
from ..records import (
    Box,
    Legend,
    LegendEntry,
    LegendMeans,
    Mark,
    Problem,
    Profile,
    ProfileColumn,
    ProfileLook,
    ProfileTable,
)
from .grid import Grid
from .headings import fold_heading
from .when import period_in


@dataclass(frozen=True, slots=True)
class Told:
    """What a profile says of one table; ``columns`` by their place in it."""

    profile: str
    table: ProfileTable
    columns: Mapping[int, ProfileColumn] = field(default_factory=dict)


def profile_for(profiles: Sequence[Profile], council: str, title: str, kind: str) -> Profile | None:
    """The profile of a council's report family; of several the one that says most of what it is for."""
    fitting = [
        one
        for one in profiles
        if one.council == council
        and one.kind in (None, kind)
        and (one.title is None or fnmatchcase(title.casefold(), one.title.casefold()))
    ]
    return max(
        fitting, key=lambda one: (one.title is not None, len(one.title or ""), one.kind is not None), default=None
    )


def told_of(grid: Grid, profile: Profile | None) -> Told | None:
    """What a profile says of a table: the entry with the most columns all of which the table has, in their order."""
    if profile is None:
        return None
    headings = [_folded(grid.heading(col)) for col in range(grid.columns)]
    best: Told | None = None
    for table in profile.tables:
        places = _places([_folded(column.heading) for column in table.columns], headings)
        if places is not None and (best is None or len(places) > len(best.columns)):
            best = Told(profile.profile, table, dict(zip(places, table.columns, strict=True)))
    return best


def period_told(column: ProfileColumn, report: Period) -> Period | None:
    """The period that a profile gives a column."""
    if column.period is None or column.period == "report":
        return report if column.period else None
    return from_label(column.period) or period_in(column.period, report)


def legend_told(legend: Legend, profile: Profile | None) -> Legend:
    """The key with the looks that a profile explains in place of what was read of them."""
    if profile is None or not profile.looks:
        return legend
    kept = [entry for entry in legend.entries if not any(_is_look(entry, look) for look in profile.looks)]
    told = [_entry(look, look.means, legend) for look in profile.looks if look.means is not None]
    return Legend((*told, *kept))


def unused(profile: Profile | None, told: Sequence[Told | None]) -> list[Problem]:
    """A problem for each table of a profile that the report does not have."""
    if profile is None:
        return []
    used = [one.table for one in told if one is not None]
    return [
        Problem("normalise", f"no table has the columns that profile {profile.profile} names: {_listed(table)}")
        for table in profile.tables
        if table not in used
    ]


def _listed(table: ProfileTable) -> str:
    return ", ".join(repr(" > ".join(column.heading)) for column in table.columns)


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    """A path of headings as it is from edition to edition: without periods."""
    return tuple(fold_heading(part) for part in " > ".join(path).split(" > "))


def _places(wanted: Sequence[tuple[str, ...]], headings: Sequence[tuple[str, ...]]) -> list[int] | None:
    """Where headings stand among a table's, in order; None where one is missing."""
    places: list[int] = []
    for one in wanted:
        start = places[-1] + 1 if places else 0
        place = next((place for place in range(start, len(headings)) if headings[place] == one), None)
        if place is None:
            return None
        places.append(place)
    return places


def _is_look(entry: LegendEntry, look: ProfileLook) -> bool:
    if look.mark is None:
        return not entry.marks and entry.colour == look.colour
    return any(
        (mark.kind, mark.key) == look.mark and (look.colour is None or mark.colour == look.colour)
        for mark in entry.marks
    )


def _entry(look: ProfileLook, means: LegendMeans, legend: Legend) -> LegendEntry:
    """The line of the key that a profile writes; where the page prints that look, it stands there."""
    printed = next((entry for entry in legend.entries if _is_look(entry, look)), None)
    if printed is not None:
        return replace(printed, word=look.word, means=means, rank=printed.rank if means == printed.means else None)
    marks = () if look.mark is None else (_mark(look.mark, look.colour),)
    return LegendEntry(look.word, means, look.colour, marks)


def _mark(mark: tuple[str, str], colour: str | None) -> Mark:
    """A mark that stands on no page."""
    kind, key = mark
    return Mark(cast(Literal["picture", "shape", "glyph"], kind), key, Box(0, 0, 0, 0, 0), colour)
