"""Which blocks head what follows, how deep, and the path of headings above each block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Box
from .prose import Look, Paragraph, heading_levels, heads, is_larger, look_of
from .sheet import Sheet

Block = Paragraph | list[Sheet]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a block stands: its level (0 for no heading) and the headings above it, outermost first."""

    level: int
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """A text that heads what follows, and the look by which its level is told.

    ``local`` tells the caption of a table, which heads nothing after it.
    """

    text: str
    look: Look
    local: bool = False


def outline(blocks: Sequence[Block], body: float) -> list[Standing]:
    """Set each block of a document under its headings.

    Args:
        blocks: paragraphs and tables in reading order.
        body: the size of running text.
    """
    told = [_heading(blocks, index, body) for index in range(len(blocks))]
    levels = heading_levels(heading.look for heading in told if heading)
    paths: dict[tuple[str, ...], tuple[str, ...]] = {}
    found: list[Standing] = []
    path: list[tuple[int, _Heading]] = []
    for block, heading in zip(blocks, told, strict=True):
        level = levels[heading.look] if heading else 0
        if heading:
            path = [entry for entry in path if entry[0] < level]
        above = tuple(entry.text for _, entry in path)
        found.append(Standing(level, paths.setdefault(above, above)))
        if heading:
            path.append((level, heading))
        elif not isinstance(block, Paragraph):
            path = [entry for entry in path if not entry[1].local]
    return found


def _heading(blocks: Sequence[Block], index: int, body: float) -> _Heading | None:
    """The heading that a block is, or (a banner over boxes) holds in its first cell."""
    block = blocks[index]
    if not isinstance(block, Paragraph):
        return _banner(block[0], body)
    if block.running or not heads(block.size, block.bold, block.text, body):
        return None
    look = look_of(block.size, block.bold)
    if is_larger(block.size, body):
        return _Heading(block.text, look)
    after = (blocks[place] for place in range(index + 1, len(blocks)))
    following = next((b for b in after if not (isinstance(b, Paragraph) and b.running)), None)
    # Bold letters of the usual size head nothing at the foot of a page, nor side by side as labels.
    if following is None or box_of(following).page > block.box.page or _stands_beside(blocks, index):
        return None
    return _Heading(block.text, look, local=not isinstance(following, Paragraph))


def _stands_beside(blocks: Sequence[Block], index: int) -> bool:
    """Another text stands at the same height."""
    own = box_of(blocks[index])
    near = [box_of(b) for b in (*blocks[max(0, index - 4) : index], *blocks[index + 1 : index + 5])]
    return any(
        other.page == own.page
        and min(own.bottom, other.bottom) > max(own.top, other.top) + 1
        and (other.x0 >= own.x1 or other.x1 <= own.x0)
        for other in near
    )


def box_of(block: Block) -> Box:
    """Where a block stands; of a table, where it begins."""
    return block.box if isinstance(block, Paragraph) else block[0].box


def _banner(sheet: Sheet, body: float) -> _Heading | None:
    """Large words in a cell across the top of a table."""
    first = sheet.row(0)
    if len(first) != 1 or not first[0].lines:
        return None
    line = first[0].lines[0]
    if not (line.bold and is_larger(line.size, body) and heads(line.size, True, line.text, body)):
        return None
    return _Heading(line.text, look_of(line.size, line.bold))
