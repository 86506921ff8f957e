"""Which ratings of two councils' rules say the same.

Every council has words of its own, and a colour is no rank: blue is best in one key and the middle in another. Two
rules with as many bands are set side by side in order, best first. Otherwise bands are equal by colour, best is always
best and last is always last; blue alone tells nothing of a place. What was taken as equal is told with each comparison.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..language.statuses import read_status
from ..records import Observation
from .scheme import Band, Scheme


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two rules, and for each band of ``own`` the positions of the bands of ``other`` that say the same."""

    own: Scheme
    other: Scheme
    how: Literal["rank", "colour"] = field(init=False)
    equals: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        ours, theirs = self.own.bands, self.other.bands
        if len(ours) == len(theirs):
            object.__setattr__(self, "how", "rank")
            object.__setattr__(self, "equals", tuple((place,) for place in range(len(ours))))
            return
        object.__setattr__(self, "how", "colour")
        equals = tuple(tuple(_equal_by_colour(place, ours, theirs)) for place in range(len(ours)))
        object.__setattr__(self, "equals", equals)

    def is_same(self, ours: str, theirs: str) -> bool:
        """Whether a rating by the one rule says the same as a rating by the other."""
        here, there = self.own.band_of(ours), self.other.band_of(theirs)
        return here is not None and there in self.equals[here]

    def called(self, theirs: str) -> str | None:
        """What the own rule calls a rating of the other: ``Blue or Green``; None if it has nothing like it."""
        there = self.other.band_of(theirs)
        names = [band.name for band, equal in zip(self.own.bands, self.equals, strict=True) if there in equal]
        return " or ".join(names) or None

    def told(self) -> Iterator[str]:
        """What is taken as equal and why, then a line for each band: ``Strong (from +5% up) = Blue (from +10% up)``."""
        if self.how == "rank":
            yield f"Both rules have {len(self.equals)} bands, taken as equal in order, best first:"
        else:
            yield "The rules have different numbers of bands, taken as equal by colour, best with best, last with last:"
        for place, equal in enumerate(self.equals):
            theirs = " or ".join(stretch(self.other, there) for there in equal) or "none of the other rule"
            yield f"  {stretch(self.own, place)} = {theirs}"


def stretch(scheme: Scheme, place: int, row: Observation | None = None) -> str:
    """A band and the edges between which it lies, those for a row's target where a row is given."""
    above = _edge(scheme.bands[place - 1], row) if place else None
    below = _edge(scheme.bands[place], row)
    ends = f"from {below} up" if below and not above else f"below {above}" if above and not below else ""
    if above and below:
        ends = f"{above} to {below}"
    return f"{scheme.bands[place].name} ({ends})"


def _edge(band: Band, row: Observation | None) -> str | None:
    edge = band.edge_for(row.target, row.unit) if row else band.edge
    return edge.text if edge else None


def _equal_by_colour(place: int, ours: tuple[Band, ...], theirs: tuple[Band, ...]) -> Iterator[int]:
    colour = _colour(ours[place])
    for there, band in enumerate(theirs):
        best, last = (place, there) == (0, 0), (place, there) == (len(ours) - 1, len(theirs) - 1)
        if best or last or (colour is not None and colour == _colour(band)):
            yield there


def _colour(band: Band) -> str | None:
    """The colour that a band is printed in or that its words stand for; none where it is blue."""
    words = (read_status(word) for word in (band.name, *band.labels))
    colour = band.colour or next((word.hue for word in words if word and word.hue), None)
    return colour.casefold() if colour and colour.casefold() != "blue" else None
