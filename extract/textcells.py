"""The cells of a table in a text, with the lines and characters that they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..records import Box, Cell, RowKind
from .textfile import BODY_SIZE, Piece
from .textrows import Row
from .textsigns import is_open
from .texttables import Header

_ENDS = ".!?:;"
# Lines longer than this were not wrapped by a cell.
_WRAPPED = 60
# How much larger an outer section's letters are said to be.
_STEP = 2.0


def cells_of(header: Header, rows: Sequence[Row], columns: int) -> tuple[tuple[Cell, ...], tuple[RowKind, ...]]:
    """The cells of a table and the kind of each row."""
    kinds: list[RowKind] = ["header"] * len(header.rows)
    cells = [cell for index, row in enumerate(header.rows) for cell in _header_cells(header, row, index)]
    for index, row in enumerate(rows, len(kinds)):
        if row.kind == "section":
            cells.append(_cell(index, 0, row.cells[0], row.cells[0][0].box, columns, row.rank))
        else:
            edge = next(pieces[0].box for pieces in row.cells if pieces)
            cells += [_cell(index, col, pieces, replace(edge, x1=edge.x0)) for col, pieces in enumerate(row.cells)]
        kinds.append(row.kind)
    return tuple(cells), tuple(kinds)


def _header_cells(header: Header, row: Sequence[Piece], index: int) -> list[Cell]:
    """The cells of a header row; one over columns that only the row below names spans them."""
    found: list[Cell] = []
    below = header.rows[index + 1] if index + 1 < len(header.rows) else None
    for col, piece in enumerate(row):
        wide = 1
        while below is not None and piece.text and below[col].text and _is_under(row, below, col + wide):
            wide += 1
        covered = found and found[-1].col + found[-1].colspan > col
        if not covered:
            found.append(_cell(index, col, [piece] if piece.text else [], piece.box, wide))
    return found


def _is_under(row: Sequence[Piece], below: Sequence[Piece], col: int) -> bool:
    return col < len(row) and not row[col].text and bool(below[col].text)


def _cell(row: int, col: int, pieces: Sequence[Piece], edge: Box, wide: int = 1, rank: int = 0) -> Cell:
    text = ""
    lines = []
    paragraph = 0
    for piece in pieces:
        if piece.text:
            apart = bool(text) and (piece.apart or not _runs_on(text, piece.text))
            paragraph += apart
            text = f"{text}\n{piece.text}" if apart else f"{text} {piece.text}" if text else piece.text
            lines.append(piece.line(paragraph, BODY_SIZE + _STEP * rank))
            paragraph += piece.text.count("\n")
    boxes: dict[int, Box] = {}
    for piece in pieces:
        boxes[piece.box.page] = boxes[piece.box.page].joined(piece.box) if piece.box.page in boxes else piece.box
    marks = tuple(mark for piece in pieces for mark in piece.marks)
    return Cell(row, col, text, tuple(boxes.values()) or (edge,), 1, wide, None, marks, tuple(lines))


def _runs_on(text: str, more: str) -> bool:
    """Whether a line is more of the paragraph above it."""
    last = text.rsplit("\n", 1)[-1]
    whole = len(last) > _WRAPPED and len(more) > _WRAPPED and not is_open(last)
    return more[:1] not in "-•▪●" and not ((whole or last.rstrip()[-1:] in _ENDS) and more[:1].isupper())
