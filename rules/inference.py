"""The rule behind ratings whose key is not published, as far as the ratings tell it.

From figures, targets and published bands follows, for the edge between two neighbouring bands, the stretch in which it
must lie: below the worst result rated better and above the best result rated worse. Nothing more is known, so what
is inferred informs and never accuses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from statistics import median
from typing import Literal

from ..language.statuses import read_status
from ..records import EdgeFound, InferredRule, Observation, OnScale, Report
from .bands import EXACT, stands_for
from .polarity import PolarityDecided
from .scheme import Band, Edge, Measured, Owner
from .written import definition_of

_FEWEST = 4
_ROUND = tuple(Decimal(number) for number in ("0", "5", "10", "1", "2", "15", "20", "3", "25", "2.5", "4", "50"))
_CENT = Decimal("0.01")


PolarityOf = Callable[[Observation], PolarityDecided]


def infer(rows: Iterable[Observation], polarity_of: PolarityOf) -> InferredRule | None:
    """The rule that explains most of the published ratings.

    Args:
        rows: The observations of one report.
        polarity_of: What is known of the polarity of an observation's measure.

    Returns:
        Of a rule in percent of the target and one in points the one that explains more (percent where they explain
        the same); None where fewer than four figures of two bands can be placed.
    """
    known = [(row, _better_higher(row, polarity_of)) for row in rows]
    rated = [(row, higher) for row, higher in known if higher is not None]
    found = [one for measured in _MEASURED if (one := _fitted(measured, rated)) is not None]
    return max(found, key=lambda one: one.explained, default=None)


_Scale = Literal["percent", "points"]
_MEASURED: tuple[_Scale, ...] = ("percent", "points")


def _better_higher(row: Observation, polarity_of: PolarityOf) -> bool | None:
    """Whether higher is better; None where that is not known, or there is nothing to place."""
    status = read_status(row.status) if row.status else None
    if row.kind != "measure" or row.value is None or not row.target or status is None or not status.rated:
        return None
    if row.basis not in ("actual", "forecast") or row.qualifier and "than" in row.qualifier:
        return None
    polarity = polarity_of(row).for_figure(row).polarity
    return {"higher": True, "lower": False}.get(polarity or "")


def _fitted(measured: _Scale, rated: Sequence[tuple[Observation, bool]]) -> InferredRule | None:
    placed = [_placed(row, measured, higher=higher) for row, higher in rated]
    bands = _in_order(placed)
    if len(placed) < _FEWEST or len(bands) < 2:
        return None
    place = {band: index for index, band in enumerate(bands)}
    against: dict[int, OnScale] = {}
    for index in range(len(bands) - 1):
        for one in _misplaced([each for each in placed if each.row.seq not in against], index, place):
            against[one.row.seq] = one
    fitting = [one for one in placed if one.row.seq not in against]
    edges = tuple(_edges(bands, fitting, place, measured))
    return InferredRule(measured, bands, edges, tuple(placed), tuple(against.values()))


def _placed(row: Observation, measured: Measured, *, higher: bool) -> OnScale:
    assert row.value is not None
    assert row.target is not None
    span = stands_for(row)
    distances = [EXACT.subtract(value, row.target) for value in (row.value, span.low, span.high)]
    if not higher:
        distances = [distance.copy_negate() for distance in distances]
    if measured == "percent":
        size = row.target.copy_abs()
        distances = [EXACT.divide(EXACT.multiply(distance, 100), size) for distance in distances]
    status = read_status(row.status or "")
    return OnScale(row, status.word if status else "", distances[0], min(distances), max(distances))


def _in_order(placed: Sequence[OnScale]) -> tuple[str, ...]:
    """The bands, best first: by what their words say, and where they do not, by their figures."""
    distances: Mapping[str, list[Decimal]] = defaultdict(list)
    for one in placed:
        distances[one.band].append(one.distance)
    ranks = {band: status.rank for band in distances if (status := read_status(band))}
    middles = {band: median(found) for band, found in distances.items()}
    known = sorted((band for band in distances if ranks.get(band) is not None), key=lambda band: ranks[band] or 0)
    for band in sorted((band for band in distances if ranks.get(band) is None), key=lambda band: middles[band]):
        worse = sum(middles[other] >= middles[band] for other in known)
        known.insert(worse, band)
    return tuple(known)


def _misplaced(placed: Sequence[OnScale], index: int, place: Mapping[str, int]) -> list[OnScale]:
    """The fewest figures that stand on the wrong side of an edge, wherever it is put."""
    better = [one for one in placed if place[one.band] <= index]
    worse = [one for one in placed if place[one.band] > index]
    choices = []
    for edge in {one.distance for one in placed}:
        for owned in (True, False):
            wrong = [one for one in better if one.distance < edge or (one.distance == edge and not owned)]
            wrong += [one for one in worse if one.distance > edge or (one.distance == edge and owned)]
            choices.append((len(wrong), abs(edge), wrong))
    return min(choices, key=lambda choice: choice[:2])[2] if choices else []


def _edges(
    bands: Sequence[str], placed: Sequence[OnScale], place: Mapping[str, int], measured: _Scale
) -> Iterator[EdgeFound]:
    for index, (better, worse) in enumerate(zip(bands, bands[1:], strict=False)):
        over = [one for one in placed if place[one.band] <= index]
        under = [one for one in placed if place[one.band] > index]
        if not over or not under:
            continue
        worst, best = min(over, key=lambda one: one.distance), max(under, key=lambda one: one.distance)
        low, high = best.distance, worst.distance
        low_rounded, high_rounded = max(one.low for one in under), min(one.high for one in over)
        yield EdgeFound(
            better=better,
            worse=worse,
            low=low,
            high=high,
            reach=_between(low, high, measured),
            reach_rounded=_between(low_rounded, max(low_rounded, high_rounded), measured),
            worst=worst,
            best=best,
            above=len(over),
            below=len(under),
        )


def _between(low: Decimal, high: Decimal, measured: _Scale) -> str:
    """Where an edge lies, in words: ``between 5.00 and 5.56% below target``, rounded outwards."""
    unit = "%" if measured == "percent" else " points"
    floor, ceiling = low.quantize(_CENT, ROUND_FLOOR, EXACT), high.quantize(_CENT, ROUND_CEILING, EXACT)
    if ceiling <= 0:
        near, far = abs(ceiling), abs(floor)
        return f"between {near if near else 0} and {far}{unit} below target"
    if floor >= 0:
        return f"between {floor if floor else 0} and {ceiling}{unit} above target"
    return f"between {abs(floor)}{unit} below and {ceiling}{unit} above target"


def as_definition(report: Report, found: InferredRule) -> str | None:
    """The YAML of the inferred rule, at the roundest edges that explain the ratings.

    None where a band has no edge, or where edges fall together: ratings by no rule of this form.
    """
    if len(found.edges) < len(found.bands) - 1:
        return None
    edges = [_roundest(edge, found.measured) for edge in found.edges]
    if any(below.offset >= above.offset for above, below in pairwise(edges)):
        return None
    bands = [
        Band(name, (), says=edge.reach, edge=chosen)
        for name, edge, chosen in zip(found.bands, found.edges, edges, strict=False)
    ]
    return definition_of(
        scheme=inferred_id(report.document),
        council=report.council,
        valid=(report.period.start.isoformat(), report.period.end.isoformat()),
        kind="inferred",
        document=report.document,
        covers=("actual", "forecast"),
        bands=(*bands, Band(found.bands[-1], ())),
    )


def inferred_id(document: str) -> str:
    """The id of the scheme that is inferred from a document."""
    return f"{document}-inferred"


def _roundest(edge: EdgeFound, measured: Measured) -> Edge:
    numbers = [sign * number for number in _ROUND for sign in (Decimal(-1), Decimal(1))]
    offset = next((number for number in numbers if edge.low <= number <= edge.high), None)
    if offset is None:
        offset = EXACT.divide(EXACT.add(edge.low, edge.high), Decimal(2)).quantize(_CENT, context=EXACT)
    owner: Owner = "undefined"
    if edge.low == edge.high:
        owner = "undefined"
    elif offset == edge.high:
        owner = "closed"
    elif offset == edge.low:
        owner = "open"
    return Edge(owner, "target", offset + 0, measured if offset else "percent")
