"""What the site tells of a rating rule: its bands, best first, and how the ratings under it came out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import yaml

from ...records import SchemeRow

HUES = frozenset({"red", "amber", "green", "blue", "grey"})


@dataclass(frozen=True, slots=True)
class BandTold:
    """A band of a rule: its name, other words for it, where it ends and what the key says of it."""

    name: str
    labels: tuple[str, ...]
    hue: str
    edge: str | None
    owner: str | None
    says: str | None


@dataclass(frozen=True, slots=True)
class SchemeTold:
    row: SchemeRow
    bands: tuple[BandTold, ...]
    unrated: tuple[str, ...]
    verdicts: Counter[str]

    @property
    def rated(self) -> int:
        """How many ratings could be worked out under it."""
        return self.verdicts.total() - self.verdicts["uncheckable"]


def scheme_told(row: SchemeRow, verdicts: Counter[str]) -> SchemeTold:
    """A rule as its page shows it; ``row.definition`` was checked when it was read."""
    definition: dict[str, Any] = yaml.safe_load(row.definition) or {}
    bands = tuple(map(_band, definition.get("bands") or ()))
    return SchemeTold(row, bands, tuple(map(str, definition.get("unrated") or ())), verdicts)


def _band(band: dict[str, Any]) -> BandTold:
    name = str(band.get("band", ""))
    colour = str(band.get("colour") or name).lower()
    edge = band.get("from")
    return BandTold(
        name,
        tuple(map(str, band.get("labels") or ())),
        colour if colour in HUES else "none",
        None if edge is None else str(edge),
        band.get("edge"),
        band.get("says"),
    )
