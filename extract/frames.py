"""Ink within other ink: a table in a cell or a frame, rules that part the rows of what is around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .ink import PageInk
from .region import Region

_TOUCH, _NARROWEST = 2.5, 60.0
# A rule inside a region parts its rows where it runs over this share of its width.
_MOST_ACROSS, _FEW_RULES = 0.6, 3
# A block has a frame around no more than this share of the page, and hairlines over this share of its height.
_LARGEST_BLOCK, _LEAST_OF_BLOCK = 0.4, 0.3


def unnested(found: Sequence[Region], page: PageInk) -> list[Region]:
    """Ink inside a larger region (a box or a table in a cell) belongs to the smallest one that holds it.

    A rule across most of a region whose rows are parted by rules alone parts its rows too.
    """
    outer: list[Region] = []
    for region in sorted(found, key=_area, reverse=True):
        _put(outer, region)
    return [_block(region, page) for region in outer]


def _put(into: list[Region], inner: Region) -> None:
    """Place a region among others, in the one that it stands in."""
    for index, region in enumerate(into):
        if not _is_inside(inner, region):
            continue
        if _parts_rows(inner, region):
            into[index] = replace(region, across=(*region.across, *inner.across))
        else:
            within = list(region.within)
            _put(within, inner)
            into[index] = replace(region, within=tuple(within))
        return
    into.append(inner)


def _parts_rows(inner: Region, region: Region) -> bool:
    wide = inner.x1 - inner.x0 > _MOST_ACROSS * (region.x1 - region.x0)
    bare = not inner.fills and not region.down and not inner.down
    return bare and wide and len(region.across) > _FEW_RULES


def _block(region: Region, page: PageInk) -> Region:
    """A frame around a title, hairlines and a comment, as one region: the hairlines part its rows."""
    framed = all(min(s.at - region.x0, region.x1 - s.at) < _TOUCH for s in region.down)
    small = _area(region) < _LARGEST_BLOCK * page.width * page.height
    pieces = [piece for piece in region.within if piece.x1 - piece.x0 > _NARROWEST]  # a gauge's needle is none
    if not (region.down and framed and small and len(pieces) == 1):
        return region
    (inner,) = pieces
    wide = inner.x1 - inner.x0 > _MOST_ACROSS * (region.x1 - region.x0)
    tall = inner.bottom - inner.top > _LEAST_OF_BLOCK * (region.bottom - region.top)
    if inner.down or inner.fills or not (wide and tall):
        return region
    along = (replace(span, start=region.x0, end=region.x1) for span in inner.across)
    return replace(region, across=(*region.across, *along), within=inner.within)


def _area(region: Region) -> float:
    return (region.x1 - region.x0) * (region.bottom - region.top)


def _is_inside(inner: Region, outer: Region) -> bool:
    return (
        inner is not outer
        and outer.x0 - 1 <= inner.x0
        and inner.x1 <= outer.x1 + 1
        and outer.top - 1 <= inner.top
        and inner.bottom <= outer.bottom + 1
        and _area(outer) > _area(inner)
    )
