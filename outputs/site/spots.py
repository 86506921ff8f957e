"""Where on which page each figure of the site stands: the boxes that are drawn, and the pages that are needed."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...records import Box, Evidence, Finding, Observation
from . import names

PageSize = tuple[float, float]
"""Width and height of a page in points, as it is shown."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A box on a page and the field that stands in it (``value``, ``target``, ``status``, ``row``, ...)."""

    role: str
    box: Box


@dataclass(frozen=True, slots=True)
class Marked:
    """The spots of one thing on the site; ``anchor`` names it on the page's own picture."""

    anchor: str
    label: str
    spots: tuple[Spot, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(spot.box.page for spot in self.spots))


_STANDS_ABOVE = ("section", "theme", "heading")


def of_observation(seen: Observation) -> Marked:
    """The row and each of its fields; a row that a page break cut has spots on both pages.

    What stands above the row is left out: it would draw the cut-out away from the figure.
    """
    fields = [Spot(place.role, place.box) for place in seen.places if place.role not in _STANDS_ABOVE]
    return Marked(f"r{seen.seq}", seen.name, (Spot("row", seen.box), *fields))


def of_finding(finding: Finding, document: str) -> Marked:
    """The evidence of a finding that stands in one document."""
    boxes = dict.fromkeys(each.box for each in finding.evidence if each.document == document)
    return Marked(f"f{finding.finding}", finding.message, tuple(Spot("figure", box) for box in boxes))


@dataclass(frozen=True, slots=True)
class Place:
    """What a finding points to on one page of a document."""

    document: str
    text: str
    marked: Marked


def places_of(finding: Finding) -> tuple[Place, ...]:
    """The evidence of a finding page by page, in its order."""
    pages: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for each in finding.evidence:
        pages[each.document, each.box.page].append(each)
    return tuple(
        Place(
            document,
            " · ".join(dict.fromkeys(each.text for each in here if each.text)),
            Marked(f"f{finding.finding}", finding.message, tuple(Spot("figure", each.box) for each in here)),
        )
        for (document, _), here in pages.items()
    )


def of_box(anchor: str, label: str, box: Box) -> Marked:
    return Marked(anchor, label, (Spot("figure", box),))


@dataclass(slots=True)
class Pictured:
    """The pages of one document that have a picture; of a text, the first line of each page of its lines."""

    document: str
    sizes: Mapping[int, PageSize] = field(default_factory=dict)
    is_text: bool = False
    first_lines: Sequence[int] = ()

    def there(self, box: Box, anchor: str) -> str:
        """The page of the site that shows a box; empty where none does."""
        if self.is_text and self.first_lines:
            part = bisect_right(self.first_lines, box.top)
            return f"{names.list_page(names.lines_of(self.document), part)}#L{box.top:.0f}"
        return f"{names.page_of_document(self.document, box.page)}#{anchor}" if box.page in self.sizes else ""

    def seen(self, marked: Marked) -> str:
        """What the cut-out needs, as JSON: for each spot page, page size, role and corners; empty without a picture."""
        drawn = [
            [spot.box.page, *self.sizes[spot.box.page], spot.role, *_corners(spot.box)]
            for spot in marked.spots
            if spot.box.page in self.sizes
        ]
        return json.dumps(drawn, separators=(",", ":")) if drawn else ""


def by_page(marks: Iterable[Marked]) -> dict[int, list[Marked]]:
    """What is marked on each page, in the order of pages, then as given."""
    pages: dict[int, list[Marked]] = defaultdict(list)
    for marked in marks:
        for page in marked.pages:
            pages[page].append(marked)
    return dict(sorted(pages.items()))


def drawn_on(page: int, marks: Sequence[Marked]) -> Iterator[tuple[Marked, list[tuple[str, list[float]]]]]:
    """Each thing on a page with its boxes as (role, [x, y, width, height])."""
    for marked in marks:
        yield (
            marked,
            [
                (spot.role, [x0, top, round(x1 - x0, 1), round(bottom - top, 1)])
                for spot in marked.spots
                if spot.box.page == page
                for x0, top, x1, bottom in [_corners(spot.box)]
            ],
        )


def _corners(box: Box) -> tuple[float, float, float, float]:
    left, right = sorted((box.x0, box.x1))
    top, bottom = sorted((box.top, box.bottom))
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
