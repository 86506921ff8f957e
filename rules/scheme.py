"""What a rating scheme is: a council's rule for turning a figure and a target into a status.

A scheme is a list of bands, best first. Each band but the last has an *edge*: the worst result that
is still in the band. A result belongs to the first band whose edge it reaches. An edge is a point on
the measure's own axis: a line that the report prints (the target, a floor, an amber or red
threshold, a second target, last year's figure) moved by a percentage of that line, by points in the
measure's unit, or by a tolerance printed for the row. Where the council does not publish how far a
band reaches, its edge is ``unpublished``: it lies somewhere below the edge above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from ..language.periods import financial_year
from ..records import Basis, Kind, Limit, SchemeKind

Line = Literal[
    "target", "second target", "floor", "amber", "red", "previous", "lower", "upper", "limits", "unpublished"
]
Measured = Literal["percent", "points", "tolerance percent", "tolerance points", "tolerance"]
Owner = Literal["closed", "open", "undefined"]
RatedBy = Literal["figures", "judgement"]


@dataclass(frozen=True, slots=True)
class Condition:
    """When an exception to an edge holds: the target, in this unit, is above or below a figure, or just it."""

    target_above: Decimal | None = None
    target_below: Decimal | None = None
    target_is: Decimal | None = None
    unit: str | None = None

    def holds(self, target: Decimal | None, unit: str | None) -> bool:
        return (
            target is not None
            and (self.target_above is None or target > self.target_above)
            and (self.target_below is None or target < self.target_below)
            and (self.target_is is None or target == self.target_is)
            and self.unit in (None, unit)
        )


@dataclass(frozen=True, slots=True)
class Edge:
    """The worst result that is still in a band.

    ``offset`` moves the ``line`` towards better results (positive) or worse ones (negative), in
    percent of the line, in points of the measure's unit, or in multiples of the row's tolerance
    (``tolerance``: in points or percent, whichever the row prints; where that is not clear, either).
    The line ``limits`` is two: a result reaches an edge if it reaches it from the lower limit upwards
    and from the upper limit downwards.
    ``owner`` says who has the result that lies exactly on the edge: this band (``closed``), the next
    one (``open``), or both or neither by the wording of the key (``undefined``: either is right).
    ``text`` is the edge as it is written in YAML.
    """

    owner: Owner
    line: Line = "target"
    offset: Decimal = Decimal(0)
    measured: Measured = "percent"
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self._written())

    @property
    def is_relative(self) -> bool:
        """Whether it lies a percentage away from its line, which says nothing where the line is zero."""
        return self.offset != 0 and self.measured.endswith("percent")

    def _written(self) -> str:
        if not self.offset:
            return self.line
        sign = "+" if self.offset > 0 else "-"
        amount = "tolerance" if self.measured.startswith("tolerance") else f"{self.offset.copy_abs():f}"
        unit = _UNITS.get(self.measured, "")
        moved = f"{sign}{amount}{unit}"
        return moved if self.line == "target" else f"{self.line} {moved}"


_UNITS: Mapping[Measured, str] = {
    "percent": "%",
    "tolerance percent": "%",
    "points": " points",
    "tolerance points": " points",
}


@dataclass(frozen=True, slots=True)
class Band:
    """One rating: its name, the published words for it, and how far down it reaches.

    ``edge`` is None in the last band, which takes what is left. ``exceptions`` are edges that hold
    instead of it under a condition, the first that applies. ``says`` is the key's own wording.
    ``judgement`` is why the band may also be given whatever the figures are, where that is so.
    """

    name: str
    labels: tuple[str, ...]
    colour: str | None = None
    says: str = ""
    edge: Edge | None = None
    exceptions: tuple[tuple[Condition, Edge], ...] = ()
    judgement: str | None = None

    def edge_for(self, target: Decimal | None, unit: str | None) -> Edge | None:
        """The edge that holds for a target in a unit."""
        for condition, edge in self.exceptions:
            if condition.holds(target, unit):
                return edge
        return self.edge


@dataclass(frozen=True, slots=True)
class Override:
    """A rating that somebody at the council set by hand: for a measure, in one period or in all, and why."""

    name: str
    why: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A council's rating rule for a span of time.

    ``rates`` says how each kind of thing is rated; a kind that is not in it is not this scheme's.
    ``covers`` are the bases (actual, forecast) that the rule speaks of. ``reports`` are the kinds of
    report that it holds for, all when empty. ``not_recomputable`` is why nobody outside the council
    can work the rating out, where that is so. ``figure`` is the basis of the figure that the status of
    a row rates. ``limits`` are lines of single measures that the council publishes elsewhere, by name.
    ``overrides`` are ratings set by hand. ``read_off`` whether nobody wrote it down: it was read off
    ``document`` by this program. ``definition`` is the YAML text it was read from.
    ``needs_target`` says whether any edge starts from the target, ``is_two_sided`` whether its edges
    are two limits with the good results between them.
    """

    scheme: str
    council: str
    valid_from: date | None
    valid_to: date | None
    kind: SchemeKind
    rates: Mapping[Kind, RatedBy]
    bands: tuple[Band, ...]
    reports: tuple[str, ...] = ()
    covers: tuple[Basis, ...] = ("actual",)
    unrated: tuple[str, ...] = ()
    document: str | None = None
    page: int | None = None
    not_recomputable: str | None = None
    figure: Basis = "actual"
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    read_off: bool = False
    definition: str = ""
    _index: Mapping[str, int] = field(init=False, repr=False, compare=False)
    needs_target: bool = field(init=False, repr=False, compare=False)
    is_two_sided: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lines = {edge.line for edge in self.edges()}
        object.__setattr__(self, "needs_target", "target" in lines)
        object.__setattr__(self, "is_two_sided", "limits" in lines)
        index: dict[str, int] = {}
        for position, band in enumerate(self.bands):
            for label in (band.name, *band.labels):
                index[label] = index[fold(label)] = position
        object.__setattr__(self, "_index", index)

    @property
    def time(self) -> str:
        """When it is valid, in words: ``2022/23``, ``2022/23 to 2024/25``, ``2022/23 and later``."""
        first, last = _first_year(self.valid_from), _last_year(self.valid_to)
        if first and last:
            return first if first == last else f"{first} to {last}"
        if first or last:
            return f"{first} and later" if first else f"{last} and earlier"
        return "all years"

    def edges(self) -> Iterator[Edge]:
        """All edges, those of exceptions included."""
        for band in self.bands:
            if band.edge is not None:
                yield band.edge
            yield from (edge for _, edge in band.exceptions)

    def is_relative_for(self, target: Decimal, unit: str | None) -> bool:
        """Whether an edge that holds for a target is a percentage of it."""
        edges = (band.edge_for(target, unit) for band in self.bands)
        return any(edge.is_relative for edge in edges if edge is not None and edge.line == "target")

    def override_of(self, name: str, period: str) -> Override | None:
        """The override of a measure's rating in a period, where there is one."""
        known = (one for one in self.overrides if one.period in (None, period))
        return next((one for one in known if fold(one.name) == fold(name)), None)

    def band_of(self, status: str) -> int | None:
        """The position of the band that a published word names, 0 for the best, or None."""
        position = self._index.get(status)
        return position if position is not None else self._index.get(fold(status))


def _first_year(day: date | None) -> str | None:
    """The financial year that begins on a day; the day itself where none does."""
    if day is None:
        return None
    return financial_year(day.year).label if (day.month, day.day) == (4, 1) else day.isoformat()


def _last_year(day: date | None) -> str | None:
    if day is None:
        return None
    return financial_year(day.year - 1).label if (day.month, day.day) == (3, 31) else day.isoformat()


def fold(label: str) -> str:
    """A status word with case, spaces and closing punctuation set aside: ``' On  Track* '`` is ``on track``."""
    return " ".join(label.split()).strip(" .,;:*").casefold()
