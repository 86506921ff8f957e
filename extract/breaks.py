"""What a page break leaves alone: the last row of a table, the rest of a row, headings without a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from ..records import Line, RowKind
from .figures import is_figure
from .grid import Grid, Slot
from .ink import PageInk, Word
from .lines import rows_of_words
from .regions import regions
from .sheet import Sheet, sheet_within
from .stitch import goes_on
from .whites import runs_of

# A run of text reaches over an edge by more than this, and texts of one column line up within that, in em.
_OVER, _ALIGNED = 0.25, 0.25
# The white between rows is wider than that between lines by this much, and that between lines is usually this, in em.
_CLEARLY, _USUAL_WHITE = 0.2, 0.25
# Headings are no more lines than these, and stand over so many columns of the rows under them.
_MOST_LINES, _FEWEST_HEADED, _MOST_HEADED = 4, 3, 0.6
_SAME_EXTENT, _PADDING = 4.0, 2.0
# The lines of a row cut by the break stand no further under the ink than this, in em.
_NEAR = 1.5


def rest_of(upper: Sheet, page: PageInk, outside: Sequence[Word], end: float) -> Sheet | None:
    """The piece of a table that a page begins with and that is no table by itself: one row, or the rest of one.

    Args:
        upper: the table as the page before shows it, open at its foot.
        page: the ink of the page.
        outside: its words in no table and no running head.
        end: the height at which the first table of the page begins.

    Returns:
        The piece in the columns of ``upper``; None where the page begins with something else.
    """
    lines = [line for line in rows_of_words(w for w in outside if w.angle == 0) if line[0].middle < end]
    looks = _looks(upper)
    fitting = list(takewhile(lambda line: _fits(line, upper.xs) and _looks_as(line, looks), lines))
    blocks = _blocks(fitting, page, _white_between_lines(upper))
    kept = blocks[:1] + list(takewhile(lambda block: len(_columns(block, upper.xs)) > 1, blocks[1:]))
    if not kept or not (_lines_up(kept[0], upper, looks) or _is_framed(kept[0], upper, page)):
        return None
    sheet = _piece(page, upper.xs, kept)
    reason = "goes on from the page before, in its columns"
    return _told_as(sheet, "body", upper, reason)


def with_beginning(upper: Sheet, page: PageInk, outside: Sequence[Word]) -> Sheet | None:
    """The last table of a page with the first lines of a row that the break cuts, where its ink ends above them.

    Args:
        upper: the table, which goes on on the next page.
        page: the ink of the page.
        outside: its words in no table and no running foot.

    Returns:
        The table, one row longer; None where it ends with the page, or something else stands under it.
    """
    lines = rows_of_words(w for w in outside if w.angle == 0 and w.middle > upper.box.bottom)
    looks = _looks(upper)
    blocks = _blocks(lines, page, _white_between_lines(upper))
    if len(blocks) != 1 or lines[0][0].top - upper.box.bottom > _NEAR * lines[0][0].size:
        return None
    if not all(_fits(line, upper.xs) and _looks_as(line, looks) for line in lines):
        return None
    if 0 in _columns(blocks[0], upper.xs) or not _lines_up(blocks[0], upper, looks):
        return None
    piece, rows = _piece(page, upper.xs, blocks), len(upper.kinds)
    cells = (*upper.cells, *(replace(cell, row=cell.row + rows) for cell in piece.cells))
    return replace(upper, cells=cells, kinds=(*upper.kinds, "body"), box=replace(upper.box, bottom=piece.box.bottom))


def heads_for(lower: Sheet, page: PageInk, outside: Sequence[Word], start: float) -> Sheet | None:
    """The headings at the foot of a page whose first row stands on the next one.

    Args:
        lower: the first table of the next page.
        page: the ink of the page.
        outside: its words in no table and no running foot.
        start: the height at which the last table of the page ends.

    Returns:
        The headings in the columns of ``lower``; None where the page ends with something else.
    """
    lines = [line for line in rows_of_words(w for w in outside if w.angle == 0) if line[0].middle > start]
    fitting = list(takewhile(lambda line: _fits(line, lower.xs), reversed(lines[-_MOST_LINES:])))[::-1]
    blocks = _blocks(fitting, page, _USUAL_WHITE)
    if not blocks:
        return None
    told = _columns(blocks[-1], lower.xs)
    texts = [" ".join(word.text for word in run) for line in blocks[-1] for run in runs_of(line)]
    if len(told) < max(_FEWEST_HEADED, _MOST_HEADED * lower.columns) or any(is_figure(text) for text in texts):
        return None
    sheet = _piece(page, lower.xs, blocks[-1:])
    reason = "headings at the foot of the page, their rows on the next one"
    heads = _told_as(sheet, "header", lower, reason)
    return heads if goes_on([heads], lower) else None


def _told_as(sheet: Sheet, kind: RowKind, other: Sheet, reason: str) -> Sheet:
    """A piece with rows of one kind, as sure as the other part of its table."""
    kinds = (kind,) * len(sheet.kinds)
    return replace(sheet, kinds=kinds, engine=other.engine, confidence=other.confidence, reasons=(reason,))


def _piece(page: PageInk, xs: Sequence[float], blocks: Sequence[Sequence[Sequence[Word]]]) -> Sheet:
    """Blocks of lines as the rows of a table with given columns."""
    rows = [[word for line in block for word in line] for block in blocks]
    tops, bottoms = [min(w.top for w in row) for row in rows], [max(w.bottom for w in row) for row in rows]
    between = [(upper + lower) / 2 for upper, lower in zip(bottoms, tops[1:], strict=False)]
    ys = [tops[0] - _PADDING, *between, bottoms[-1] + _PADDING]
    slots = tuple(
        Slot(row, col, 1, 1, left, top, right, bottom)
        for row, (top, bottom) in enumerate(pairwise(ys))
        for col, (left, right) in enumerate(pairwise(xs))
    )
    return sheet_within(page, Grid(tuple(xs), tuple(ys), slots, ruled=False), [word for row in rows for word in row])


def _looks(sheet: Sheet) -> list[Line]:
    """The lines of the body of a table."""
    return [line for cell in sheet.cells if sheet.kinds[cell.row] == "body" for line in cell.lines]


def _looks_as(line: Sequence[Word], looks: Sequence[Line]) -> bool:
    """No larger or smaller than what the table is printed in."""
    sizes = {round(told.size) for told in looks}
    return all(any(abs(word.size - size) < 1 for size in sizes) for word in line if not word.symbol)


def _fits(line: Sequence[Word], xs: Sequence[float]) -> bool:
    """Every run of a line stands in one column."""
    return all(None not in (place := _place(run, xs)) and place[0] == place[1] for run in runs_of(line))


def _place(run: Sequence[Word], xs: Sequence[float]) -> tuple[int | None, int | None]:
    """The columns in which a run begins and ends."""
    reach = min(_OVER * run[0].size, (run[-1].x1 - run[0].x0) / 2)
    return _column_at(run[0].x0 + reach, xs), _column_at(run[-1].x1 - reach, xs)


def _column_at(x: float, xs: Sequence[float]) -> int | None:
    return next((col for col, (left, right) in enumerate(pairwise(xs)) if left <= x <= right), None)


def _columns(block: Sequence[Sequence[Word]], xs: Sequence[float]) -> set[int]:
    return {sum(x <= word.centre for x in xs[1:-1]) for line in block for word in line}


def _white_between_lines(sheet: Sheet) -> float:
    """The usual white between the lines of one text of a table, in em."""
    whites = [
        (below.box.top - above.box.bottom) / above.size
        for cell in sheet.cells
        for above, below in pairwise(cell.lines)
        if above.paragraph == below.paragraph
    ]
    return median(whites) if whites else _USUAL_WHITE


def _blocks(lines: Sequence[Sequence[Word]], page: PageInk, white: float) -> list[list[Sequence[Word]]]:
    """Lines parted by more white than stands between lines of a text, or by a rule."""
    found: list[list[Sequence[Word]]] = []
    reached = 0.0
    for line in lines:
        top = min(word.top for word in line)
        ruled = any(reached - 1 < at < top + 1 for at in _rules_over(page, line))
        if found and not ruled and top - reached <= (white + _CLEARLY) * line[0].size:
            found[-1].append(line)
        else:
            found.append([line])
        reached = max(reached, *(word.bottom for word in line))
    return found


def _rules_over(page: PageInk, line: Sequence[Word]) -> Iterator[float]:
    """Heights of the rules that run along a line of text."""
    for rule in page.rules:
        if rule.horizontal and rule.start <= line[0].centre <= rule.end:
            yield rule.at


def _lines_up(block: Sequence[Sequence[Word]], upper: Sheet, looks: Sequence[Line]) -> bool:
    """Its texts stand exactly below those of the table, and not in the first column alone."""
    lined = {
        place
        for line in block
        for run in runs_of(line)
        if (place := _place(run, upper.xs)[0]) and any(_same_place(run, told) for told in looks)
    }
    return bool(lined) and 2 * len(lined) >= len(_columns(block, upper.xs) - {0})


def _same_place(run: Sequence[Word], told: Line) -> bool:
    """Their left sides, right sides or middles are one below the other."""
    left, right = run[0].x0 - told.box.x0, run[-1].x1 - told.box.x1
    return min(abs(left), abs(right), abs(left + right) / 2) < _ALIGNED * told.size


def _is_framed(block: Sequence[Sequence[Word]], upper: Sheet, page: PageInk) -> bool:
    """Ink as wide as the table is around it."""
    words = [word for line in block for word in line]
    return any(
        abs(region.x0 - upper.xs[0]) + abs(region.x1 - upper.xs[-1]) < 2 * _SAME_EXTENT
        and all(region.holds(word) for word in words)
        for region in regions(page)
    )
