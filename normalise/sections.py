"""The bands inside a table that group its rows, and which of the headings above a row is its section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..language.names import fold
from ..records import Cell, Extract, Table
from .grid import Grid, flat

# Words of headings that only say what the table is ("Key Measure Summary"), not what groups its rows.
_LABEL_WORDS = frozenset(
    "a actions all and annual appendix borough city county district end context corporate council dashboard "
    "data deliverables detail details for indicator indicators"
    " information in introduction key kpi kpis list measure measures of on our overview performance plan "
    "priorities priority progress projects"
    " quarter quarterly q1 q2 q3 q4 report reporting result results scorecard summary table tables targets "
    "the update with year".split()
)


def bands(grid: Grid, rows: Sequence[int]) -> Mapping[int, tuple[int, str]]:
    """The level (0 outermost) and text of each section row.

    Bands of two looks are two levels: the darker, larger or upright one is the outer.
    """
    cells = {row: cell for row in rows if (cell := _band_cell(grid.table, row)) is not None}
    looks = sorted({_look(cell) for cell in cells.values()})
    if len(looks) > 1 and not _alternate([_look(cells[row]) for row in rows if row in cells]):
        looks = []
    return {row: (looks.index(_look(cell)) if looks else 0, flat(cell.text)) for row, cell in cells.items()}


def _alternate(looks: Sequence[tuple[float, float, bool]]) -> bool:
    """Whether looks recur, as levels do; a look that stands once may be an accident of a page."""
    return len(set(looks)) < len(looks) or len(looks) <= 3


def _band_cell(table: Table, row: int) -> Cell | None:
    return next((cell for cell in table.row(row) if flat(cell.text)), None)


def _look(cell: Cell) -> tuple[float, float, bool]:
    """Sorts the strongest look first: dark fill, large letters, upright."""
    size = max((line.size for line in cell.lines), default=0.0)
    italic = bool(cell.lines) and all(line.italic for line in cell.lines)
    return (round(_lightness(cell.fill), 1), -round(size), italic)


def _lightness(fill: str | None) -> float:
    """0 for black to 1 for white or no fill."""
    if fill is None or not re.fullmatch(r"#[0-9a-f]{6}", fill):
        return 1.0
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def is_label(heading: str) -> bool:
    """Whether a heading only names the table below it."""
    words = re.findall(r"[a-z0-9]+", heading.lower())
    return bool(words) and all(word in _LABEL_WORDS or re.fullmatch(r"(?:19|20)?\d\d", word) for word in words)


def section_of(headings: Sequence[str]) -> str | None:
    """The innermost heading that groups rows: one that only names the table does not."""
    telling = [heading for heading in headings if not is_label(heading)]
    return telling[-1] if telling else (headings[-1] if headings else None)


def theme_over(headings: Sequence[str], section: str | None, titles: frozenset[str]) -> str | None:
    """The outermost heading over a section that tells more than what the document or the table is.

    Args:
        headings: the path of headings above a row, outermost first.
        titles: the folded headings that name the whole document.
    """
    over = headings[: headings.index(section)] if section in headings else headings
    return next((heading for heading in over if heading != section and not _names_all(heading, titles)), None)


def _names_all(heading: str, titles: frozenset[str]) -> bool:
    return fold(flat(heading)) in titles or is_label(heading)


def titles_of(title: str, extract: Extract) -> frozenset[str]:
    """The folded headings that name a document: its title, the only one of its rank on page 1, one over all else.

    Args:
        title: the document's title as it is known.
    """
    headings = [passage for passage in extract.passages if passage.level > 0]
    found = {fold(flat(title))}
    first = next(iter(sorted(headings, key=lambda passage: passage.order)), None)
    if first is not None and first.box.page == 1 and [one.level for one in headings].count(first.level) == 1:
        found.add(fold(flat(first.text)))
    paths = [block.headings for block in extract.blocks() if block.headings]
    outermost = {path[0] for path in paths}
    if len(outermost) == 1 and len({path[:2] for path in paths}) > 1:
        found |= {fold(flat(heading)) for heading in outermost}
    return frozenset(found)
