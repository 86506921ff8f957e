"""One measure over all reports: the order of its figures, and where the series is not what it was.

Only what is printed counts. A figure printed again with another value is a restatement only where no
rounding makes the two one; what a report calls provisional it may put right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise

from ..language.names import counted_as, fold, split_code, split_notes
from ..language.periods import from_label
from ..records import Change, Finding, Observation, Severity
from .bands import stands_for
from .findings import evidence_of, identity, short

_MEASURED = ("actual", "previous")
_BASES = ("previous", "actual", "forecast", "benchmark")
_GRAINS = {12: "year", 3: "quarter", 1: "month"}
_MONTHS_A_YEAR = 12
_NOT_FINAL = re.compile(r"\b(?:provisional|estimate[ds]?|draft|unaudited|to be confirmed|tbc|interim)\b", re.IGNORECASE)
_PUT_RIGHT = re.compile(r"\b(?:revised|restated|amended|corrected|recalculated|updated|final)\b", re.IGNORECASE)
_REDEFINED = re.compile(
    r"\b(?:definition|methodology|method of calculation|calculation)\b[^.]{0,40}\b(?:chang|revis|amend|updat|new)\w*"
    r"|\b(?:new|revised|changed|amended|different)\s(?:definition|methodology|calculation)"
    r"|\bnot (?:directly )?comparable\b|\bno longer comparable\b|\bbreak in (?:the )?(?:series|trend)\b",
    re.IGNORECASE,
)


def in_order(rows: Iterable[Observation], published: Mapping[str, date]) -> tuple[Observation, ...]:
    """The figures of one measure by period; those of one period as they were published.

    Args:
        rows: figures of one measure.
        published: the last day of each report's own period, by document.
    """
    return tuple(sorted(rows, key=lambda row: (*_time(row), *_printed_at(row, published))))


def changes(rows: Iterable[Observation], published: Mapping[str, date]) -> tuple[Change, ...]:
    """Where the series of one measure is not what it was, each at the row where that shows.

    Args:
        rows: all figures of one measure.
        published: the last day of each report's own period, by document.

    Returns:
        In the order of the series: ``restated`` figures and ``target`` of one period, ``gap`` of
        periods without a figure, and against the report before changes of ``name``, ``unit``,
        ``target`` and ``definition`` (what notes and comments say of how it is counted).
    """
    ordered = in_order(rows, published)
    place = {(row.document, row.seq): at for at, row in enumerate(ordered)}
    found = [*_restated(ordered, published), *_gaps(ordered), *_renamed(ordered, published), *_redefined(ordered)]
    found += _other_targets(ordered)
    found += [
        Change("unit", row.document, row.seq, f"counted in {row.unit}, in {before.unit} until {before.period}")
        for before, row in pairwise(row for row in ordered if row.value is not None and row.basis in _MEASURED)
        if before.unit != row.unit
    ]
    return tuple(sorted(found, key=lambda change: (place[change.document, change.seq], change.kind, change.text)))


def from_restatements(
    rows_of: Mapping[str, Sequence[Observation]], published: Mapping[str, date]
) -> tuple[Finding, ...]:
    """A finding for each figure that a later report prints differently for the same period.

    Args:
        rows_of: the figures of each measure of one council.
        published: the last day of each report's own period, by document.

    Returns:
        Findings about the later report; for information where the earlier figure was called
        provisional, or the later one says that it was put right, else worth a look.
    """
    return tuple(
        _finding(before, after)
        for _, rows in sorted(rows_of.items())
        for before, after in _restatements(in_order(rows, published), published)
        if after.kind == "measure"
    )


def restated_rows(rows: Iterable[Observation], published: Mapping[str, date]) -> frozenset[tuple[str, int]]:
    """The figures of one measure that another report prints differently for the same period.

    Args:
        rows: all figures of one measure.
        published: the last day of each report's own period, by document.

    Returns:
        Those of both reports, as document and ``seq``.
    """
    pairs = _unlike_reports(in_order(rows, published), published)
    return frozenset((row.document, row.seq) for pair in pairs for report in pair for row in report)


def _finding(before: Observation, after: Observation) -> Finding:
    provisional = _NOT_FINAL.search(before.qualifier or "") or _PUT_RIGHT.search(after.qualifier or "")
    severity: Severity = "information" if provisional else "look"
    notes = [f'"{row.qualifier}" is printed beside {row.value_text}.' for row in (before, after) if row.qualifier]
    corrected = [
        f"{row.document}: corrected by a person ({row.corrected})." for row in (before, after) if row.corrected
    ]
    return Finding(
        identity("restated", after.document, after.name, after.period, after.basis, 1),
        severity,
        "restated",
        after.document,
        after.seq,
        f"{short(after.name)}: {after.value_text} is printed for {after.period}, "
        f"but {before.value_text} in {before.document} (page {before.box.page}).",
        " ".join([f"{_plainly(before)} was restated as {_plainly(after)}.", *notes, *corrected]),
        (*evidence_of(after), *evidence_of(before)),
    )


def _plainly(row: Observation) -> str:
    return f"{row.value:f} ({row.unit or 'no unit'}, {row.document})"


# ------------------------------------------------------------------------------------- one period again


def _restated(ordered: Sequence[Observation], published: Mapping[str, date]) -> Iterator[Change]:
    for before, after in _restatements(ordered, published):
        text = f"{before.value_text} in {before.document}"
        yield Change("restated", after.document, after.seq, text)


def _restatements(
    ordered: Sequence[Observation], published: Mapping[str, date]
) -> Iterator[tuple[Observation, Observation]]:
    """A period's figure as one report prints it and as the next one does, where they cannot be one figure."""
    for before, after in _unlike_reports(ordered, published):
        yield before[-1], after[0]


def _unlike_reports(
    ordered: Sequence[Observation], published: Mapping[str, date]
) -> Iterator[tuple[Sequence[Observation], Sequence[Observation]]]:
    """A period's figures in one report and in the next one, where none of them can be one figure."""
    measured = [row for row in ordered if row.basis in _MEASURED and row.value is not None and row.period]
    for _, group in groupby(measured, key=_time):
        by_unit = defaultdict(list)
        for row in group:
            by_unit[row.unit].append(row)
        for rows in by_unit.values():
            yield from _unlike(rows, published)


def _unlike(
    rows: Sequence[Observation], published: Mapping[str, date]
) -> Iterator[tuple[Sequence[Observation], Sequence[Observation]]]:
    by_report = sorted(rows, key=lambda row: _printed_at(row, published))
    reports = [list(group) for _, group in groupby(by_report, key=lambda row: row.document)]
    for before, after in pairwise(reports):
        if not any(_may_be_one(one, other) for one in before for other in after):
            yield before, after


def _may_be_one(one: Observation, other: Observation) -> bool:
    """Whether rounding makes two printed figures one."""
    mine, theirs = stands_for(one), stands_for(other)
    if mine.is_exact or theirs.is_exact:
        exact, span = (mine, theirs) if mine.is_exact else (theirs, mine)
        return exact.value == span.value or span.low <= exact.value < span.high
    return mine.low < theirs.high and theirs.low < mine.high


# ------------------------------------------------------------------------------------- over the periods


def _gaps(ordered: Sequence[Observation]) -> Iterator[Change]:
    """Steps between two figures of one length that are longer than the shortest one seen.

    A span of one month may be a snapshot taken once a quarter or year: there, one step alone tells nothing.
    """
    by_length: dict[int, dict[int, Observation]] = defaultdict(dict)
    for row in ordered:
        period = from_label(row.period)
        if period is not None and row.basis in _MEASURED and row.value is not None:
            length = _month(period.end) - _month(period.start) + 1
            by_length[length].setdefault(_month(period.end), row)
    for length, rows in sorted(by_length.items()):
        steps = [later - earlier for earlier, later in pairwise(rows)]
        usual = length if length > 1 else min(steps, default=length)
        for (earlier, before), (later, row) in pairwise(rows.items()):
            missing = (later - earlier) // usual - 1
            if missing > 0 and length in _GRAINS:
                grain = _GRAINS.get(usual, "figure")
                text = f"none between {before.period} and {row.period} ({missing} {grain}{'s' * (missing > 1)})"
                yield Change("gap", row.document, row.seq, text)


def _other_targets(ordered: Sequence[Observation]) -> Iterator[Change]:
    """Targets that are not that of the period of the same length before, or are told anew for one period."""
    rows = [row for row in ordered if row.target is not None and row.basis != "benchmark"]
    rows.sort(key=lambda row: (row.basis == "forecast", _length(row)))
    for _, group in groupby(rows, key=lambda row: (row.basis == "forecast", _length(row))):
        for before, row in pairwise(group):
            if before.target != row.target:
                again = " for the same period" if before.period == row.period else f" for {before.period}"
                text = f"{row.target_text}, {before.target_text} in {before.document}{again}"
                yield Change("target", row.document, row.seq, text)


def _renamed(ordered: Sequence[Observation], published: Mapping[str, date]) -> Iterator[Change]:
    """Names and notes of a report against those of the report before."""
    by_report = sorted(ordered, key=lambda row: _printed_at(row, published))
    reports = [list(group) for _, group in groupby(by_report, key=lambda row: row.document)]
    for before, rows in pairwise(reports):
        if not {_bare(row) for row in before} & {_bare(row) for row in rows}:
            yield Change("name", rows[0].document, rows[0].seq, f'"{before[-1].name}" in {before[-1].document}')
        was, counted = (_counted(each) for each in (before, rows))
        if was != counted:
            text = f"counted as {_listed(counted)}, in {before[-1].document} as {_listed(was)}"
            yield Change("definition", rows[0].document, rows[0].seq, text)


def _redefined(ordered: Sequence[Observation]) -> Iterator[Change]:
    """What is printed beside a figure of another way to count."""
    heard = set()
    for row in ordered:
        for text in (row.qualifier, row.commentary):
            said = _REDEFINED.search(text or "")
            if said and (row.document, said[0]) not in heard:
                heard.add((row.document, said[0]))
                yield Change("definition", row.document, row.seq, f'"{said[0]}" is printed')


def _bare(row: Observation) -> str:
    return fold(split_notes(split_code(row.name)[1])[0])


def _counted(rows: Iterable[Observation]) -> frozenset[str]:
    """What the notes of some rows say of how they are counted."""
    said = [note for row in rows for note in (*split_notes(split_code(row.name)[1])[1], row.qualifier or "")]
    return frozenset().union(*map(counted_as, said))


def _listed(ways: Iterable[str]) -> str:
    return ", ".join(f'"{way}"' for way in sorted(ways)) or "nothing special"


def _length(row: Observation) -> int:
    period = from_label(row.period)
    return _month(period.end) - _month(period.start) if period else -1


def _month(day: date) -> int:
    return day.year * _MONTHS_A_YEAR + day.month


def _time(row: Observation) -> tuple[date, date, str]:
    period = from_label(row.period)
    start = row.period_start or (period.start if period else date.min)
    end = row.period_end or (period.end if period else date.min)
    return end, start, row.period


def _printed_at(row: Observation, published: Mapping[str, date]) -> tuple[date, str, int, int]:
    return published.get(row.document, date.min), row.document, _BASES.index(row.basis), row.seq
