"""Statements of one council that cannot all be true: across its reports, and within a row.

The earlier rating that a row prints against the report of that time, the direction of travel against
the two figures it tells of, "no data" beside a figure, and trend tables that count more than there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from ..language.counted import folded_status, same_sense
from ..language.directions import read_direction
from ..language.names import fold
from ..language.periods import period_spans
from ..language.statuses import read_status
from ..records import Claim, Evidence, Finding, Observation, Report
from .findings import evidence_of, identity, short
from .polarity import PolarityDecided

PolarityOf = Callable[[Observation], PolarityDecided]

_FIRM = ("decision", "printed")
_NO_DATA = ("no data", "data not", "not available", "unavailable", "data awaited", "awaiting data")
_DIRECTIONS = ("~improving", "~same", "~worsening")


def from_reports(
    reports: Sequence[Report],
    printed: Mapping[str, tuple[Observation, ...]],
    measure_of: Mapping[tuple[str, int], str],
    polarity_of: PolarityOf,
) -> Iterator[Finding]:
    """What the reports of one council say against each other and against themselves.

    Args:
        reports: the council's reports.
        printed: their observations, by document.
        measure_of: the measure of each observation, by document and ``seq``.
        polarity_of: what is known of the polarity of an observation's measure.
    """
    for report in reports:
        rows = printed[report.document]
        before = [other for other in reports if other.period.end + timedelta(days=1) == report.period.start]
        for earlier in before:
            yield from _earlier_ratings(rows, earlier, printed[earlier.document], measure_of)
        yield from _directions(wrong_directions(rows, polarity_of))
        yield from _no_data(rows, report)


# ------------------------------------------------------------------------------- the earlier rating


def _earlier_ratings(
    rows: Iterable[Observation],
    report: Report,
    then: Iterable[Observation],
    measure_of: Mapping[tuple[str, int], str],
) -> Iterator[Finding]:
    """``Good (Strong in Q1)`` where the Q1 report rates it Review."""
    rated: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in then:
        if row.status and row.basis == "actual" and _is_rating(row.status):
            rated[row.kind, measure_of[row.document, row.seq]].append(row)
    told: set[tuple[str, str]] = set()
    for row in rows:
        key = row.kind, measure_of[row.document, row.seq]
        same = rated.get(key, [])
        if not row.previous_status or not same or key in told or not _is_rating(row.previous_status):
            continue
        if any(_agree(row.previous_status, other.status or "") for other in same):
            continue
        told.add(key)
        yield Finding(
            identity("earlier_rating", row.document, row.name, row.period, row.basis, 1),
            "conflict",
            "earlier_rating",
            row.document,
            row.seq,
            f"{short(row.name)}: was {row.previous_status} in the quarter before, it says, "
            f"but the report of {report.period.label} rates it {same[0].status}.",
            f"Printed as earlier: {row.previous_status}; {report.document} page {same[0].box.page}: {same[0].status}.",
            (*evidence_of(row), *evidence_of(same[0])),
        )


def _agree(one: str, other: str) -> bool:
    first, second = folded_status(one), folded_status(other)
    return first == second or same_sense(first, second)


def _is_rating(word: str) -> bool:
    status = read_status(word)
    return status is not None and status.rated


# ------------------------------------------------------------------------------- within a row


@dataclass(frozen=True, slots=True)
class WrongDirection:
    """A direction of travel that the two figures beside it contradict."""

    row: Observation
    before: Observation
    known: PolarityDecided


def wrong_directions(rows: Sequence[Observation], polarity_of: PolarityOf) -> Iterator[WrongDirection]:
    """``Improving`` beside a worse figure than before, where print or a person says which way is better.

    Args:
        rows: the observations of one report.
        polarity_of: what is known of the polarity of an observation's measure.
    """
    earlier: defaultdict[tuple[int, int], list[Observation]] = defaultdict(list)
    for row in rows:
        if row.basis == "previous" and row.value is not None and row.table is not None and row.row is not None:
            earlier[row.table, row.row].append(row)
    for row in rows:
        told = read_direction(row.direction) if row.direction else None
        printed = earlier.get((row.table, row.row), []) if row.table is not None and row.row is not None else []
        before = [one for one in printed if _months(one) == _months(row)]
        if told is None or row.basis != "actual" or row.value is None or not before:
            continue
        known = polarity_of(row)
        if told.sense not in ("improving", "worsening") or known.source not in _FIRM:
            continue
        if known.polarity not in ("higher", "lower") or any(one.unit != row.unit for one in before):
            continue
        better = {
            _is_better(row.value, one.value, known.polarity == "higher") for one in before if one.value is not None
        }
        if better == {told.sense == "worsening"}:
            yield WrongDirection(row, before[0], known)


def _directions(wrong: Iterable[WrongDirection]) -> Iterator[Finding]:
    """A finding for each slip; one that is printed in several places is one, with all of them for evidence."""
    printed: defaultdict[tuple[str, str], dict[tuple[object, ...], list[WrongDirection]]] = defaultdict(dict)
    for one in wrong:
        said = one.before.value, one.row.value, fold(one.row.direction or "")
        printed[fold(one.row.name), one.row.period].setdefault(said, []).append(one)
    for slips in printed.values():
        for nth, places in enumerate(slips.values(), 1):
            yield _wrong_direction(places, nth)


def _months(row: Observation) -> int | None:
    """How many months a figure covers: a year is not compared with a quarter."""
    if row.period_start is None or row.period_end is None:
        return None
    return round((row.period_end - row.period_start).days / 30)


def _is_better(now: Decimal, then: Decimal, higher: bool) -> bool | None:
    return None if now == then else (now > then) == higher


def _wrong_direction(places: Sequence[WrongDirection], nth: int) -> Finding:
    row, before, known = places[0].row, places[0].before, places[0].known
    return Finding(
        identity("direction", row.document, row.name, row.period, row.basis, nth),
        "look",  # it may tell of another earlier figure than the one printed
        "direction",
        row.document,
        row.seq,
        f"{short(row.name)}: {row.direction} is printed, but {before.value_text} went to {row.value_text}, "
        f"and {known.polarity} is better.",
        f"{before.value_text} ({before.period}) to {row.value_text} ({row.period}); {known.described}.",
        tuple(each for one in places for row in (one.before, one.row) for each in evidence_of(row)),
    )


def _no_data(rows: Iterable[Observation], report: Report) -> Iterator[Finding]:
    """``No data for 2023-24`` beside a figure of 2023-24."""
    told: set[str] = set()
    for row in rows:
        said = (row.status or "").casefold()
        if row.value is None or row.basis != "actual" or not any(words in said for words in _NO_DATA):
            continue
        if row.period_start is None or row.period_end is None or row.name in told:
            continue
        spans = [span.period for span in period_spans(row.status or "") if span.period is not None]
        period = spans[0] if spans else report.period
        if period.start <= row.period_start and row.period_end <= period.end:
            told.add(row.name)
            yield Finding(
                identity("no_data", row.document, row.name, row.period, row.basis, 1),
                "look",
                "no_data",
                row.document,
                row.seq,
                f"{short(row.name)}: {row.status} stands beside {row.value_text}, a figure of {row.period}.",
                f"{row.status}; {row.value_text} ({row.period}).",
                tuple(evidence_of(row)),
            )


# ------------------------------------------------------------------------------- trend tables


def from_trends(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Columns of a trend table in which more things moved or stayed than there are.

    Args:
        claims: the claims of one report, recounted.
    """
    moved: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    rated: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        ask = claim.asks
        if claim.where != "table" or ask is None or ask.counts != "rows" or not ask.words or not ask.kinds:
            continue
        column = (ask.kinds, ask.line.partition("|")[2], ask.scope)
        (moved if _is_of_trends(claims, ask.group) else rated)[(*column, ask.group)].append(claim)
    for key, parts in moved.items():
        wholes = [cells for other, cells in rated.items() if other[:3] == key[:3] and len(cells) > 1]
        directions = [claim for claim in parts if claim.asks and claim.asks.words[0] in _DIRECTIONS]
        for whole in wholes[:1]:
            total = sum(claim.claimed for claim in whole)
            if sum(claim.claimed for claim in directions) > total and all(one.verdict == "holds" for one in whole):
                yield _too_many(parts, whole)


def _is_of_trends(claims: Iterable[Claim], group: str) -> bool:
    words = {claim.asks.words for claim in claims if claim.asks and claim.asks.group == group}
    return sum(word[:1] == (direction,) for word in words for direction in _DIRECTIONS) >= 2


def _too_many(parts: Sequence[Claim], whole: Sequence[Claim]) -> Finding:
    def added(claims: Iterable[Claim]) -> str:
        listed = tuple(claims)
        return f"{' + '.join(f'{one.claimed:f}' for one in listed)} = {sum(one.claimed for one in listed):f}"

    label = (parts[0].asks.line.partition("|")[2] if parts[0].asks else "") or "this column"
    what = parts[0].asks.kinds[0] if parts[0].asks else "row"
    return Finding(
        identity("does_not_add_up", parts[0].document, f"{parts[0].text.partition('|')[0]} {label}", "", "", 1),
        "conflict",
        "does_not_add_up",
        parts[0].document,
        None,
        f"The directions of travel for {label} add up to {sum(one.claimed for one in parts):f}, "
        f"but {sum(one.claimed for one in whole):f} {what}s are rated.",
        f"Directions: {added(parts)}. Ratings: {added(whole)}.",
        tuple(Evidence(one.document, one.box, one.text) for one in (*parts, *whole)),
    )
