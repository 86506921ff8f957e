"""The tables of a page: those in ink, those without any, and those that stand in a cell of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .bars import bars_of
from .boxes import Placed
from .grid import Grid, grid_of
from .ink import PageInk, Word
from .openings import widened
from .region import Region
from .regions import regions
from .ruling import WordBands
from .sheet import Sheet, is_table, outside_of, read_along, sheet_in
from .standins import is_stand_in, stand_ins
from .tiles import tiles_of
from .unruled import unruled_regions

# A text beside a nested table that is longer than this is a comment, and does not head it.
_LONGEST_HEAD = 120


def sheets_of(page: PageInk, before: Sheet | None = None) -> tuple[Sheet, ...]:
    """The tables of a page, top to bottom; those in cells of others are ``nested`` in these.

    Args:
        page: its ink.
        before: the last table of the page before, which may go on here in the same columns.
    """
    along = read_along(page)
    pieces = regions(page)
    tiles = tiles_of(page, along, pieces)
    words, marks = outside_of(tiles, along), outside_of(tiles, stand_ins(page))
    found = _sheets_in(page, _outside_tiles(tiles, pieces), words, marks, before)
    outside, bare = outside_of(found, words), outside_of(found, marks)
    found += _sheets_in(page, unruled_regions([*outside, *bare], page.fills, bars_of(page)), outside, bare, before)
    return tuple(sorted([*tiles, *found], key=lambda sheet: (sheet.box.top, sheet.box.x0)))


def _outside_tiles(tiles: Sequence[Sheet], pieces: Sequence[Region]) -> list[Region]:
    return [piece for piece in pieces if not any(_holds(tile, piece) for tile in tiles)]


def _sheets_in(
    page: PageInk, where: Sequence[Region], words: Sequence[Word], marks: Sequence[Word], before: Sheet | None
) -> list[Sheet]:
    things = WordBands([*words, *marks])
    held = {id(w) for region in where for w in things.between(region.top - 1, region.bottom + 1) if region.holds(w)}
    outside = [w for w in words if id(w) not in held]
    return [sheet for region in where for sheet in _sheets_of_region(page, region, things, outside, before)]


def _sheets_of_region(
    page: PageInk, piece: Region, things: WordBands, outside: Sequence[Word], before: Sheet | None
) -> list[Sheet]:
    """The table that a region is, with those in its cells; or those that it is no more than a frame around."""
    like = before.xs if before is not None else ()
    inside = _inside(piece, things)
    region = piece if piece.down or not inside else widened(piece, inside, outside, like)
    if region != piece:
        inside = _inside(region, things)
    beside = [w for w in inside if not is_stand_in(w) and not any(within.holds(w) for within in region.within)]
    found = [sheet for within in region.within for sheet in _sheets_of_region(page, within, things, beside, None)]
    inner = [sheet for sheet in found if _is_filled(sheet)]
    own = [w for w in inside if not any(_holds(sheet, w) for sheet in inner)]
    grid = grid_of(region, own, like, fewest_rows=1 if inner else 2) if own else None
    if grid is not None and inner and not all(_in_one_cell(sheet, grid) for sheet in inner):
        inner, own = [], inside
        grid = grid_of(region, own, like)
    if grid is None:
        return inner
    sheet = sheet_in(_without(page, inner), region, grid, [w for w in own if not is_stand_in(w)])
    sheet = replace(sheet, nested=tuple(replace(one, row_heads=_row_heads(sheet, one)) for one in inner))
    return [sheet] if is_table(sheet) or inner else []


def _inside(region: Region, things: WordBands) -> list[Word]:
    return [w for w in things.between(region.top - 1, region.bottom + 1) if region.holds(w)]


def _holds(sheet: Sheet, thing: Placed) -> bool:
    box, x, y = sheet.box, (thing.x0 + thing.x1) / 2, (thing.top + thing.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _without(page: PageInk, inner: Sequence[Sheet]) -> PageInk:
    """A page without the fills and drawings of nested tables."""
    if not inner:
        return page
    fills = tuple(f for f in page.fills if not any(_holds(sheet, f) for sheet in inner))
    drawings = tuple(d for d in page.drawings if not any(_holds(sheet, d) for sheet in inner))
    return replace(page, fills=fills, drawings=drawings)


def _is_filled(sheet: Sheet) -> bool:
    """Most of its cells hold something: the grid behind a chart in a frame is none."""
    return 2 * sum(not cell.is_bare for cell in sheet.cells) > len(sheet.cells)


def _in_one_cell(sheet: Sheet, grid: Grid) -> bool:
    box = sheet.box
    return any(s.x0 <= box.x0 and box.x1 <= s.x1 and s.top <= box.top and box.bottom <= s.bottom for s in grid.slots)


def _row_heads(outer: Sheet, inner: Sheet) -> tuple[str, ...]:
    """What the first cell of the row around a nested table calls it: its first paragraph, if that is no sentence."""
    middle = (inner.box.top + inner.box.bottom) / 2
    for cell in outer.cells:
        if cell.col == 0 and cell.box.top <= middle <= cell.box.bottom and cell.box.x1 <= inner.box.x0:
            head = cell.text.split("\n")[0]
            return (head,) if head and len(head) <= _LONGEST_HEAD and head[-1] != "." else ()
    return ()
