"""The role of each column: from its heading, then from what its cells look like, then from its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..language.periods import Period
from ..records import Basis, Legend, Role
from .columns import Column
from .grid import Grid
from .headings import Heading, fold_heading, read_heading
from .looks import Look, Tally, fit, look_at, look_of
from .placed import settled_by_place
from .profiles import Told, period_told
from .when import period_in

# How far a look is trusted under a heading that tells something else, and without a heading; and the
# least that a role must score.
_LOOK_BESIDE, _LOOK_ALONE, _LEAST = 0.4, 0.6, 0.18
# From what score on a heading settles that its table has a column of that role.
_TOLD = 0.5
# The score of a role in which a person's profile puts a column: above all guesses.
_SAID = 2.0
# How far a heading that says plainly what it is over is trusted.
_PLAIN = 0.95
_BASELINE = re.compile(r"^\W*(?:\d+\W+)*baseline\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    role: Role
    score: float
    why: str


def columns_of(
    grid: Grid, legend: Legend, report: Period, alike: Sequence[Sequence[Tally]] = (), told: Told | None = None
) -> tuple[Column, ...]:
    """Find every column's role; tables with the same headings (``alike``, by column) are looked at together.

    What a profile says (``told``) stands. Heading words are trusted most; a look that speaks
    against them can turn the choice among the roles that the words allow; a column without a
    telling heading goes by look, then place.
    """
    drafts: list[tuple[Column, list[_Candidate]]] = []
    for index in range(grid.columns):
        path = grid.heading(index)
        look = look_of([look_at(grid.cells_in(index), legend), *(one[index] for one in alike)])
        heading = " > ".join(path)
        candidates = [*_by_heading(path, look), *_by_look(look, trust=_LOOK_BESIDE if path else _LOOK_ALONE)]
        column = Column(
            index,
            path,
            None,
            look,
            period=_heading_period(path, report),
        )
        column = replace(column, basis=_basis(path, column.period, report))
        drafts.append((replace(column, evidence=heading), candidates))
    if told is not None:
        drafts = [_as_told(column, candidates, told, report) for column, candidates in drafts]
    sure = {one.role for _, candidates in drafts for one in candidates if one.why == "heading" and one.score > _TOLD}
    drafts = [(column, _not_told_elsewhere(candidates, sure)) for column, candidates in drafts]
    columns = [_or_headed_as_status(_best(column, candidates)) for column, candidates in drafts]
    return tuple(settled_by_place(_one_name(columns, {column.index: candidates for column, candidates in drafts})))


def _as_told(
    column: Column, candidates: list[_Candidate], told: Told, report: Period
) -> tuple[Column, list[_Candidate]]:
    """A column that a profile speaks of has the role that it says, or none."""
    said = told.columns.get(column.index)
    if said is None:
        return column, candidates
    basis = said.basis if said.role == "figure" or said.basis is not None else column.basis
    period = period_told(said, report) or column.period
    column = replace(column, basis=basis, period=period, profile=told.profile, evidence=f"profile {told.profile}")
    return column, [_Candidate(said.role, _SAID, "profile")] if said.role is not None else []


def _basis(path: Sequence[str], period: Period | None, report: Period) -> Basis | None:
    """The basis that the lowest part of a heading names; a baseline of an earlier year is a figure of that year."""
    basis = next((read_heading(part).basis for part in reversed(path) if read_heading(part).basis), None)
    earlier = period is not None and period.end < report.start
    return "previous" if basis == "benchmark" and earlier and _BASELINE.search(" ".join(path)) else basis


def _heading_period(path: Sequence[str], report: Period) -> Period | None:
    """The period that a heading names: the lowest part that names one, completed by the parts above."""
    return period_in(" ".join(path), report) if path else None


def _by_heading(path: Sequence[str], look: Look) -> list[_Candidate]:
    roles: dict[Role, float] = {}
    for depth, part in enumerate(reversed(path)):
        for role, trust in _roles_of(read_heading(part)).items():
            roles[role] = max(roles.get(role, 0.0), trust * (1.0 if depth == 0 else 0.8))
    return [_Candidate(role, trust * fit(role, look), "heading") for role, trust in roles.items()]


def _roles_of(heading: Heading) -> Mapping[Role, float]:
    """The roles of a heading; a bare period or basis (``Q1``, ``Last year``, ``England``) heads figures."""
    bare = heading.basis is not None or not fold_heading(heading.text)
    if set(heading.roles) - {"direction"} or not bare:
        return heading.roles
    return {**heading.roles, "figure": 0.7, "status": 0.3, "direction": max(0.45, heading.roles.get("direction", 0.0))}


def _by_look(look: Look, trust: float) -> list[_Candidate]:
    """Roles that the cells look like, whatever the heading says."""
    if look.filled == 0:
        return []
    shares: list[tuple[Role, float]] = [
        ("status", max(look.status - look.nothing, look.shaded if look.words < 0.3 else 0.0)),
        ("figure", look.figure),
        ("direction", look.direction),
        ("period", look.period),
        ("kind", look.kind),
        ("code", look.code * 0.9 if look.figure < 0.8 else 0.0),
        ("commentary", look.long * 0.8),
        ("name", look.words * (0.4 + 0.5 * look.distinct)),
    ]
    return [_Candidate(role, trust * share, "look") for role, share in shares if share > 0.4]


def _not_told_elsewhere(candidates: Sequence[_Candidate], told: set[Role]) -> list[_Candidate]:
    """A table whose headings tell its statuses and figures has no others by look: "Completed" may be a result."""
    telling = told & {"status", "figure"}
    return [one for one in candidates if one.why == "heading" or one.role not in telling]


def _best(column: Column, candidates: Sequence[_Candidate]) -> Column:
    top = max(candidates, key=lambda candidate: candidate.score, default=None)
    if top is None or top.score < _LEAST:
        return column
    if top.why == "profile":
        return replace(column, role=top.role, score=top.score)
    return replace(column, role=top.role, score=top.score, evidence=f"{top.why}: {column.evidence}".rstrip(": "))


def _or_headed_as_status(column: Column) -> Column:
    """A column without a role whose heading plainly says status, whatever different signs its cells print."""
    trust = read_heading(column.heading[-1]).roles.get("status", 0.0) if column.heading else 0.0
    look = column.look
    if column.role is not None or column.profile or trust < _PLAIN or look.figure > 0.3 or look.long > 0.3:
        return column
    if look.filled * look.distinct < 2:
        return column
    return replace(column, role="status", score=_LEAST, evidence=f"heading: {column.title}")


def _one_name(columns: Sequence[Column], candidates: Mapping[int, Sequence[_Candidate]]) -> list[Column]:
    """Leave one name column: the best, the leftmost of equals; the others take their next role."""
    names = [column for column in columns if column.role == "name"]
    if not names:
        return _name_by_place(columns)
    most = max(column.look.filled for column in names)

    def fitness(column: Column) -> float:
        """Names are one a row: a column of fewer, taller cells groups rows."""
        tall = not column.heading and 2 * column.look.filled < most
        return round(column.score * (0.97**column.index) * (0.5 if tall else 1.0), 3)

    chosen = max(names, key=lambda column: (fitness(column), -column.index))
    settled: list[Column] = []
    for column in columns:
        if column.role == "name" and column is not chosen:
            rest = [candidate for candidate in candidates[column.index] if candidate.role != "name"]
            column = _best(replace(column, role=None), rest)
            if column.role is None:
                column = replace(column, role="commentary" if column.look.words > 0.3 else None, evidence="second name")
        settled.append(column)
    return settled


def _name_by_place(columns: Sequence[Column]) -> list[Column]:
    """Without a column called name: the first whose cells are words of their own."""
    texty = [
        column
        for column in columns
        if column.look.words > 0.5
        and column.look.distinct > 0.6
        and not column.profile
        and column.role in (None, "theme", "commentary", "owner", "kind", "code")
    ]
    if not texty:
        return list(columns)
    first = texty[0]
    return [replace(column, role="name", evidence="place") if column is first else column for column in columns]
