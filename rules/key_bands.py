"""From the lines of a rating key to the bands of a scheme, or the reason why they are none.

The lines are put in the one order, best first, in which every band ends where the next begins. Who owns a result just
on an edge follows from both wordings: a band that includes it has it, unless the other one does too; where both or
neither do, the edge is undefined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from ..records import Box
from .key_wording import Bound, NotUnderstood, Reach, reach_of
from .scheme import Band, Condition, Edge, Owner, fold

_MOST = 6


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line of a key: the words that stand for its band, the first its name, its wording and where it stands."""

    labels: tuple[str, ...]
    wording: str
    box: Box
    colour: str | None = None


def bands_of_key(lines: Sequence[KeyLine]) -> tuple[Band, ...]:
    """The bands that the lines of a key define, best first.

    Raises:
        NotUnderstood: a wording is not understood, or they do not fit together; nothing is read then.
    """
    if not 2 <= len(lines) <= _MOST:
        raise NotUnderstood(f"a key of {len(lines)} ratings")
    reaches = _in_one_unit([_understood(line) for line in lines])
    found: dict[tuple[int, ...], tuple[Band, ...]] = {}
    why = None
    for order in permutations(range(len(lines))):
        try:
            found[order] = _bands([lines[index] for index in order], [reaches[index] for index in order])
        except NotUnderstood as error:
            why = why or error
    if not found:
        raise why or NotUnderstood("its ratings do not fit together")
    if len(found) == 1:
        return next(iter(found.values()))
    printed = tuple(range(len(lines)))
    for order in (printed, printed[::-1]):
        if order in found:
            return found[order]
    raise NotUnderstood("the order of its ratings cannot be told")


def _understood(line: KeyLine) -> Reach:
    if not line.wording:
        raise NotUnderstood(f"{line.labels[0]} has no wording")
    try:
        return reach_of(line.wording)
    except NotUnderstood as error:
        raise NotUnderstood(f'{line.labels[0]}, "{line.wording}": {error}') from None


def _in_one_unit(reaches: list[Reach]) -> list[Reach]:
    """The tolerances of a key are one: a line that names its unit names it for the others."""
    bounds = [bound for reach in reaches for bound in (*reach.low, *reach.high)]
    named = {bound.measured for bound in bounds if bound.measured.startswith("tolerance ")}
    if len(named) != 1:
        return reaches
    unit = named.pop()

    def told(ends: tuple[Bound, ...]) -> tuple[Bound, ...]:
        return tuple(replace(bound, measured=unit) if bound.measured == "tolerance" else bound for bound in ends)

    return [replace(reach, low=told(reach.low), high=told(reach.high)) for reach in reaches]


def _bands(lines: Sequence[KeyLine], reaches: Sequence[Reach]) -> tuple[Band, ...]:
    edges: list[Edge] = []
    exceptions: list[tuple[tuple[Condition, Edge], ...]] = []
    for index, (upper, lower) in enumerate(zip(reaches, reaches[1:], strict=False)):
        names = f"{lines[index].labels[0]} and {lines[index + 1].labels[0]}"
        edges.append(_edge(upper, lower, edges, names))
        exceptions.append(tuple(_exceptions(upper, lower)))
    _check_ends(lines, reaches, edges)
    taken: set[str] = set()
    bands = []
    for index, line in enumerate(lines):
        labels = []
        for label in line.labels:
            if fold(label) not in taken:
                labels.append(label)
                taken.add(fold(label))
        if not labels:
            raise NotUnderstood(f"{line.labels[0]} stands for two ratings")
        edge = edges[index] if index < len(edges) else None
        said = exceptions[index] if index < len(exceptions) else ()
        bands.append(Band(labels[0], tuple(labels[1:]), line.colour, line.wording, edge, said))
    return tuple(bands)


def _edge(upper: Reach, lower: Reach, known: Sequence[Edge], names: str) -> Edge:
    """The edge between two neighbours."""
    passed = {_place(edge) for edge in known}
    begins = [bound for bound in upper.low if bound.place not in passed]
    ends = [bound for bound in lower.high if bound.place not in passed]
    shared = [(low, high) for low in begins for high in ends if low.place == high.place]
    if len(shared) == 1 and len(begins) == 1:
        low, high = shared[0]
        if any(not bound.soft and bound.place != low.place for bound in ends):
            raise NotUnderstood(f"where {names} meet is said in two ways")
        return _edge_at(low, _owner(low.included, high.included))
    hard = [bound for bound in ends if not bound.soft]
    if len(begins) == 1 and not hard:
        return _edge_at(begins[0], _owner(begins[0].included, None))
    if not begins and len(hard) == 1:
        return _edge_at(hard[0], _owner(None, hard[0].included))
    if upper.vague and not begins and not hard:
        return Edge("undefined", "unpublished")
    if begins and hard:
        raise NotUnderstood(f"{names} leave a gap between them, or overlap")
    raise NotUnderstood(f"nothing says where {names} meet")


def _check_ends(lines: Sequence[KeyLine], reaches: Sequence[Reach], edges: Sequence[Edge]) -> None:
    """Every end that a wording gives must be an edge above or below its band, and the edges go down."""
    for index, reach in enumerate(reaches):
        above = {_place(edge) for edge in edges[:index]}
        if any(bound.place not in above for bound in reach.high if not bound.soft):
            raise NotUnderstood(f"what is better than {lines[index].labels[0]} is not said")
        below = _place(edges[index]) if index < len(edges) else None
        if any(bound.place != below for bound in reach.low):
            raise NotUnderstood(f"what is worse than {lines[index].labels[0]} is not said")
    if not reaches[0].low:
        raise NotUnderstood(f"nothing says where {lines[0].labels[0]} ends")
    for edge, following in zip(edges, edges[1:], strict=False):
        if "unpublished" in (edge.line, following.line):
            continue
        if edge.line == following.line and (
            edge.measured == following.measured or not (edge.offset and following.offset)
        ):
            if following.offset >= edge.offset:
                raise NotUnderstood("its ratings are out of order")
        elif _RANKS.get(edge.line, 1) > _RANKS.get(following.line, 1):
            raise NotUnderstood("its ratings are out of order")


_RANKS = {"second target": 0, "target": 1, "floor": 2}


def _exceptions(upper: Reach, lower: Reach) -> Iterator[tuple[Condition, Edge]]:
    """The edges that hold for some targets only, from the end of the one band or the beginning of the other."""
    for index, reach in enumerate((upper, lower)):
        for exception in reach.exceptions:
            bounds = exception.reach.low if index == 0 else exception.reach.high
            main = reach.low if index == 0 else reach.high
            if not bounds:
                continue
            if len(bounds) != 1 or not main or bounds[0].soft:
                raise NotUnderstood("its exception does not fit its rule")
            owner = _owner(bounds[0].included, None) if index == 0 else _owner(None, bounds[0].included)
            yield Condition(target_above=exception.target_above, unit="percent"), _edge_at(bounds[0], owner)


def _owner(upper: bool | None, lower: bool | None) -> Owner:
    """Who has a result just on an edge, from what the wordings of both neighbours say of it."""
    if upper is None and lower is None or upper == lower:
        return "undefined"
    return "closed" if upper or lower is False else "open"


def _edge_at(bound: Bound, owner: Owner) -> Edge:
    line, offset, measured = bound.place
    return Edge(owner, line, offset, measured)


def _place(edge: Edge) -> tuple[object, object, object]:
    return edge.line, edge.offset, edge.measured if edge.offset else "percent"
