"""Delivery plans: outcomes, must-do's, milestones, deadlines and the measures by which they show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..records import Box, Cell, PlanItem
from .grid import Grid, flat, tight

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "milestone",
        re.compile(
            r"\bmilestones?\b|\bkey (?:actions?|steps?|tasks?|deliverables?)\b|\bwhat we will do\b"
            r"|\bdeliver(?:y|able) steps?\b",
            re.I,
        ),
    ),
    (
        "measure",
        re.compile(
            r"\b(?:performance |success )?(?:measures?|indicators?|kpis?)\b|\bmeasures? of success\b"
            r"|\bhow we will measure\b",
            re.I,
        ),
    ),
    (
        "deadline",
        re.compile(
            r"\bdeadlines?\b|\b(?:due|target|completion|end) dates?\b|\bby when\b|\btimescales?\b|^when\b", re.I
        ),
    ),
    ("portfolio", re.compile(r"\bportfolios?\b|\blead\b|\bowners?\b|\bofficers?\b|\bresponsib", re.I)),
    (
        "difference",
        re.compile(r"\bdifferences?\b|\bimpacts?\b|\bbenefits?\b|\bsuccess looks like\b|\bresidents will see\b", re.I),
    ),
    (
        "must_do",
        re.compile(
            r"\bmust[- ]do\b|\bmust do[’']?s\b|\bpriorit(?:y|ies)\b|\bcommitments?\b|\bpledges?\b"
            r"|\bobjectives?\b|\bactions?\b|\bprojects?\b",
            re.I,
        ),
    ),
    ("outcome", re.compile(r"\boutcomes?\b|\baims?\b|\bambitions?\b|\bgoals?\b", re.I)),
)
_RATED = re.compile(
    r"\btargets?\b(?! dates?)|\bactuals?\b|\bresults?\b|\brag\b|\bstatus\b|\bout-?turn\b|\bperformance$"
    r"|\bprogress\b|\bposition\b",
    re.IGNORECASE,
)
_BROAD = re.compile(r"\b(?:priorit(?:y|ies)|objectives?|themes?)\b", re.IGNORECASE)
_LEAST_ROLES = 4
_NOTE = re.compile(r"\s*\(?\s*(?:n\s?/\s?a\b|tbc\b|please (?:also )?(?:refer|note|see)\b)", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[•▪◦●‣·\uf0b7]|[-–—o]\s)")


def plan_columns(grid: Grid) -> Mapping[str, int]:
    """The plan role of each column, empty where the table is no plan.

    A plan has milestones, or measures with deadlines, to come under something to be done; it
    prints no targets and no results.
    """
    found: dict[str, int] = {}
    for col in range(grid.columns):
        heading = grid.heading(col)
        if not heading:
            continue
        if _RATED.search(heading[-1]):
            return {}
        roles = [role for role, pattern in _ROLES if pattern.search(heading[-1])]
        if roles[:1] == ["must_do"] and _is_broad(grid, found.get("must_do")) and "outcome" not in found:
            found["outcome"] = found.pop("must_do")
        role = next((role for role in roles if role not in found), None)
        if role is not None:
            found[role] = col
    something_to_do = bool({"must_do", "outcome"} & set(found))
    steps = "milestone" in found or {"measure", "deadline"} <= set(found)
    return found if something_to_do and steps and len(found) >= _LEAST_ROLES else {}


def _is_broad(grid: Grid, col: int | None) -> bool:
    """Whether a column is of objectives or priorities, under which a later one tells what is to be done."""
    return col is not None and _BROAD.search(grid.heading(col)[-1]) is not None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph with the list under it."""

    text: str
    box: Box


def plan_items(grid: Grid, theme: str | None, document: str, first_seq: int) -> tuple[PlanItem, ...]:
    """The milestones and measures of a plan's rows, in printed order.

    Cells merged over rows hold for each of those rows; their own paragraphs count once, with the
    first. Slanted paragraphs that only point elsewhere are no items.
    """
    columns = plan_columns(grid)
    items: list[PlanItem] = []
    for row in grid.body:
        around = {role: _text(grid.at(row, columns[role])) if role in columns else None for role in _AROUND}
        if not around["must_do"] and not around["outcome"]:
            around = {
                **around,
                "must_do": items[-1].must_do if items else None,
                "outcome": items[-1].outcome if items else None,
            }
        for role in ("milestone", "measure"):
            cell = grid.at(row, columns[role]) if role in columns else None
            if cell is None or cell.row != row:
                continue
            for piece in _pieces(cell):
                items.append(
                    PlanItem(
                        document=document,
                        seq=first_seq + len(items),
                        theme=theme,
                        outcome=around["outcome"],
                        must_do=around["must_do"],
                        milestone=piece.text if role == "milestone" else None,
                        portfolio=around["portfolio"],
                        deadline=around["deadline"],
                        difference=around["difference"],
                        measure_name=piece.text if role == "measure" else None,
                        page=piece.box.page,
                        box=piece.box,
                    )
                )
    return tuple(items)


_AROUND = ("outcome", "must_do", "portfolio", "deadline", "difference")


def _text(cell: Cell | None) -> str | None:
    """The paragraphs of a cell that are no notes, one a line."""
    if cell is None:
        return None
    return "\n".join(text for text, _ in _paragraphs(cell)) or None


def _paragraphs(cell: Cell) -> list[tuple[str, tuple[Box, ...]]]:
    """The paragraphs of a cell, notes left out, each with its boxes."""
    counts = sorted({line.paragraph for line in cell.lines})
    found: list[tuple[str, tuple[Box, ...]]] = []
    for place, text in enumerate(cell.paragraphs):
        lines = [line for line in cell.lines if len(counts) == len(cell.paragraphs) and line.paragraph == counts[place]]
        slanted = bool(lines) and all(line.italic for line in lines)
        if not slanted and not _NOTE.match(text):
            found.append((flat(text), tight(line.box for line in lines) or cell.boxes))
    return found


def _pieces(cell: Cell) -> list[_Piece]:
    """The items of a cell: each paragraph, a list together with the line that leads in to it."""
    pieces: list[_Piece] = []
    for text, boxes in _paragraphs(cell):
        if pieces and _BULLET.match(text):
            pieces[-1] = _Piece(f"{pieces[-1].text}\n{text}", pieces[-1].box)
        else:
            pieces.append(_Piece(text, boxes[0]))
    return pieces


def plan_uses(grid: Grid) -> dict[tuple[int, int], str]:
    """What each cell of a plan is used as."""
    roles: dict[int, str] = {col: role for role, col in plan_columns(grid).items()}
    uses: dict[tuple[int, int], str] = {}
    for cell in grid.table.cells:
        if grid.is_header(cell.row):
            uses[cell.row, cell.col] = "header"
        elif grid.table.row_kinds[cell.row] == "section":
            uses[cell.row, cell.col] = "section"
        else:
            uses[cell.row, cell.col] = roles.get(cell.col, "ignored: no role found")
    return uses


def theme_of(headings: Sequence[str]) -> str | None:
    """The theme of a plan's table: the heading nearest above it."""
    return headings[-1] if headings else None
