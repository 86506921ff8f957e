"""What a later report tells of a delivery plan: which milestones and measures it reports on, and how.

A measure is found by what it is, whatever it is called. A milestone is found by its own words, else
by those of the commitment that it belongs to, else by a project that both name. Words count for the
more the fewer rows have them; rows are compared only where they share a telling one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import log
from typing import Literal

from ..language.names import split_code, split_notes
from ..language.periods import find_periods
from ..language.statuses import read_status
from ..records import FollowedHow, Observation, PlanFollowed, PlanItem
from .match_words import spaced, stems, words

_TASKS = ("milestone", "action", "deliverable", "project")
_ALIKE = 70.0
_WORDS_OF_A_START = 5
_SAME = 100.0
_BEHIND_DASH = re.compile(r"\s[-\u2010-\u2015]\s")
_RAREST_ROWS = 4  # a word that more rows have does not make one worth comparing


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of a report by what it says: its words, and where a project is named behind a dash, those of it."""

    row: Observation
    folded: str
    stems: frozenset[str]
    project: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    how: FollowedHow
    row: Observation
    score: float
    reason: str


def follow(
    items: Sequence[PlanItem],
    measure_of_item: Mapping[int, str],
    rows: Iterable[Observation],
    measure_of_row: Mapping[int, str],
    report: str,
    until: date,
) -> tuple[PlanFollowed, ...]:
    """What one report tells of each item of a plan.

    Args:
        items: the plan.
        measure_of_item: the measure of an item, by its number.
        rows: the report's rows.
        measure_of_row: the measure of a row, by its number.
        report: the report's short name.
        until: the last day that it covers.

    Returns:
        One record for each item, in order. ``overdue`` is told of milestones whose review date can be
        read: of several dates the last one counts; what is due on ``until`` itself is not overdue yet.
    """
    printed = list(rows)
    tasks = _Tasks([row for row in printed if row.kind in _TASKS], items)
    of_measure = defaultdict(list)
    for row in printed:
        if measure := measure_of_row.get(row.seq):
            of_measure[measure].append(row)
    followed = []
    for item in items:
        if item.milestone:
            found = tasks.find(item)
            overdue = _is_overdue(item, found, until)
        else:
            found, overdue = _by_measure(item, of_measure.get(measure_of_item.get(item.seq, ""), ())), None
        followed.append(_record(item, found, overdue, report))
    return tuple(followed)


def due(item: PlanItem) -> date | None:
    """The last day by which an item is to be reviewed; None where no date can be read.

    Several lines name the dates of several milestones in an order that nobody knows: the last counts.
    """
    return max((period.end for period in find_periods(item.deadline or "")), default=None)


def is_completed(row: Observation) -> bool:
    """Whether a row is reported as completed, in its status or in place of a figure."""
    read = [read_status(text) for text in (row.status, row.value_text) if text]
    return any(word is not None and word.hue == "blue" and word.rank == 0 for word in read)


def _record(item: PlanItem, found: _Found | None, overdue: bool | None, report: str) -> PlanFollowed:
    if found is None:
        return PlanFollowed(item.document, item.seq, report, "not reported", overdue=overdue)
    row = found.row
    told = row.status or row.value_text
    return PlanFollowed(
        item.document,
        item.seq,
        report,
        found.how,
        row.seq,
        round(found.score, 1),
        found.reason,
        told,
        bool(item.milestone) and is_completed(row),
        overdue,
    )


def _is_overdue(item: PlanItem, found: _Found | None, until: date) -> bool | None:
    last_day = due(item)
    if last_day is None:
        return None
    return last_day < until and not (found is not None and is_completed(found.row))


def _by_measure(item: PlanItem, rows: Sequence[Observation]) -> _Found | None:
    if not rows:
        return None
    row = min(rows, key=lambda row: (row.basis != "actual", row.value is None, row.seq))
    if _bare(row.name) == _bare(item.measure_name or ""):
        return _Found("reported", row, _SAME, "the same name")
    return _Found("another wording", row, _SAME, "one measure under another name")


def _bare(name: str) -> str:
    return spaced(split_notes(split_code(name)[1])[0])


class _Tasks:
    """The milestones, actions and projects of a report, to find those of a plan among them."""

    def __init__(self, rows: Iterable[Observation], items: Iterable[PlanItem]) -> None:
        self._reported = [_read(row) for row in rows]
        told = {text for item in items for text in (item.milestone, item.must_do) if text}
        self._stems_of = {text: _stems(text) for text in told}
        counted = Counter(chain.from_iterable([*self._stems_of.values(), *(one.stems for one in self._reported)]))
        total = len(told) + len(self._reported)
        self._weight = {stem: log(1 + total / count) for stem, count in counted.items()}
        self._with_stem: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self._reported):
            for stem in one.stems:
                self._with_stem[stem].append(at)
        self._commitments = Counter(
            stem for text in {item.must_do for item in items if item.must_do} for stem in self._stems_of[text]
        )

    def find(self, item: PlanItem) -> _Found | None:
        """The row that tells of a milestone: by its words, by those of its commitment, by a project both name."""
        return (
            self._by_words(item.milestone, "the milestone")
            or self._by_words(item.must_do, "its commitment")
            or self._by_project(item)
        )

    def _by_words(self, text: str | None, what: Literal["the milestone", "its commitment"]) -> _Found | None:
        if not text:
            return None
        mine, folded = self._stems_of[text], spaced(text)
        best: _Found | None = None
        for one in self._near(mine):
            if one.folded == folded or _begins(one.folded, folded):
                how: FollowedHow = "reported" if what == "the milestone" else _through(one.row)
                return _Found(how, one.row, _SAME, f"the same words as {what}")
            score = self._alike(mine, one.stems) * _SAME
            if score >= _ALIKE and (best is None or score > best.score):
                how = "another wording" if what == "the milestone" else _through(one.row)
                best = _Found(how, one.row, score, f"words like those of {what}")
        return best

    def _by_project(self, item: PlanItem) -> _Found | None:
        """A project whose every telling word the commitment holds, one of them no other commitment's."""
        mine = self._stems_of.get(item.must_do or "", frozenset())
        for one in self._near(mine):
            if one.project and one.project <= mine and any(self._commitments[stem] <= 1 for stem in one.project):
                named = " ".join(sorted(one.project))
                return _Found("through its project", one.row, _SAME, f"both name the project ({named})")
        return None

    def _near(self, mine: Iterable[str]) -> Iterator[Reported]:
        """Rows that share a rare word, in printed order."""
        near = {
            at for stem in mine for at in self._with_stem.get(stem, ()) if len(self._with_stem[stem]) <= _RAREST_ROWS
        }
        yield from (self._reported[at] for at in sorted(near))

    def _alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much of the weight of all their words two texts share, 0 to 1."""
        shared, whole = (sum(self._weight[stem] for stem in stems_) for stems_ in (one & other, one | other))
        return shared / whole if whole else 0.0


def _through(row: Observation) -> FollowedHow:
    return "through its project" if row.kind == "project" else "through its commitment"


def _begins(one: str, other: str) -> bool:
    """Whether one text, perhaps cut off, is the beginning of the other."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter.split()) >= _WORDS_OF_A_START and longer.startswith(shorter)


def _read(row: Observation) -> Reported:
    tail = _BEHIND_DASH.split(row.name, maxsplit=1)[1:] if row.kind == "project" else []
    return Reported(row, spaced(row.name), _stems(row.name), _stems(tail[0]) if tail else frozenset())


def _stems(text: str) -> frozenset[str]:
    listed = words()
    return frozenset(stem for stem in stems(text, listed.small) if stem not in listed.stop | listed.generic)
