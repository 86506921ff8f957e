"""The walk over a document in reading order: tables and prose become drafts, in printed order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ..language.names import fold
from ..language.statuses import read_status
from ..records import (
    Box,
    CellUse,
    ColumnUse,
    Extract,
    Legend,
    Passage,
    PlanItem,
    Problem,
    Profile,
    Report,
    Table,
    TableUse,
)
from . import cards, nameless
from .column_uses import column_uses
from .deliverables import boxes_of_fields, draft_of, read_fields, read_rating_line, with_commentary
from .drafting import Above
from .grid import Printed, flat
from .names import plain_key
from .observations import Draft
from .plan import plan_items, plan_uses, theme_of
from .profiles import Told, unused
from .rated_bands import NO_RATINGS, Ratings, rated_by, rating_bands
from .rows import read_rows
from .sections import section_of, titles_of
from .tables_kind import CARDS, MEASURES, PLAN, Understood
from .themes import with_themes
from .together import Together
from .unread import cells_not_reached, columns_not_understood, table_not_used

_CHANGE_LIST = re.compile(r"^(?P<name>[^()]{8,}?)\s*\((?P<note>[^()]*)\)")
_QUOTED = re.compile(r"[‘'“\"]([^‘'’”\"“]{2,30})[’'”\"]")


@dataclass(slots=True)
class Walk:
    """What was gathered on the way.

    ``told_of`` is the place of the deliverable that running text is about; ``heading_boxes`` where the
    latest heading of each text stands; ``above_next`` the paragraphs since the last table.
    """

    report: Report
    legend: Legend
    drafts: list[Draft] = field(default_factory=list)
    plan: list[PlanItem] = field(default_factory=list)
    cell_uses: list[CellUse] = field(default_factory=list)
    column_uses: list[ColumnUse] = field(default_factory=list)
    table_uses: list[TableUse] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    heading: Passage | None = None
    deliverable: Draft | None = None
    after_rating: bool = False
    told_of: int | None = None
    above_next: list[Passage] = field(default_factory=list)
    heading_boxes: dict[str, Box] = field(default_factory=dict)
    ratings: Ratings = field(default_factory=lambda: NO_RATINGS)
    cards_without_note: dict[int, Box] = field(default_factory=dict)
    earlier: dict[str, str] = field(default_factory=dict)


def walk(report: Report, extract: Extract, legend: Legend, profile: Profile | None = None) -> Walk:
    """Read a document's blocks in reading order."""
    so_far = Walk(report, legend, ratings=rating_bands(extract.tables))
    together = Together(extract, legend, report.period, profile)
    told: list[Told | None] = []
    for block in extract.blocks():
        if isinstance(block, Table):
            known = together.understood(len(told), block)
            told.append(known.told)
            _take_table(so_far, known)
            so_far.above_next = []
        else:
            _take_passage(so_far, block)
            so_far.above_next.append(block)
    so_far.problems[:0] = unused(profile, told)
    titles = titles_of(report.title, extract) | {fold(text) for text in so_far.ratings}
    so_far.drafts = with_themes([_with_listed_change(draft, so_far.earlier) for draft in so_far.drafts], titles)
    return so_far


# ------------------------------------------------------------------------------------ prose


def _take_passage(so_far: Walk, passage: Passage) -> None:
    rating = read_rating_line(passage)
    more = read_fields(passage) if so_far.after_rating else ()
    so_far.after_rating = False
    if rating is not None and so_far.heading is not None:
        above = so_far.heading.headings
        draft = draft_of(so_far.heading, rating, above, section_of(above))
        stands = _section_boxes(so_far, draft.section)
        so_far.deliverable = replace(draft, period=so_far.report.period, also=(*draft.also, ("section", stands)))
        so_far.told_of = len(so_far.drafts)
        so_far.drafts.append(so_far.deliverable)
        so_far.cards_without_note = {}
        so_far.after_rating = True
    elif more:
        rated = so_far.drafts[-1]
        also = (*rated.also, *boxes_of_fields(passage, more))
        so_far.drafts[-1] = replace(rated, qualifiers=(*rated.qualifiers, *more), also=also)
    elif passage.level > 0:
        so_far.heading = passage
        so_far.heading_boxes[flat(passage.text)] = passage.box
        if so_far.deliverable is None or not _is_under(passage, so_far.deliverable):
            so_far.deliverable = None
            so_far.told_of = None
            so_far.cards_without_note = {}
    elif _is_note(passage) and any(_stands_under(passage.box, box) for box in so_far.cards_without_note.values()):
        for place in so_far.cards_without_note:
            draft = so_far.drafts[place]
            also = (*draft.also, ("qualifier", (passage.box,)))
            so_far.drafts[place] = replace(draft, qualifiers=(flat(passage.text), *draft.qualifiers), also=also)
        so_far.cards_without_note = {}
    else:
        if so_far.told_of is not None:
            so_far.drafts[so_far.told_of] = with_commentary(so_far.drafts[so_far.told_of], passage)
        _take_change(so_far, passage)


def _section_boxes(so_far: Walk, section: str | None) -> tuple[Box, ...]:
    """Where the heading that is a section stands; nothing where it is not among the passages."""
    box = so_far.heading_boxes.get(flat(section)) if section is not None else None
    return (box,) if box is not None else ()


def _is_under(passage: Passage, deliverable: Draft) -> bool:
    """Whether a heading stands below a deliverable's own."""
    return deliverable.name.text in (flat(heading) for heading in passage.headings)


def _is_note(passage: Passage) -> bool:
    """A note under cards: all of it slanted."""
    return bool(passage.lines) and all(line.italic for line in passage.lines) and len(passage.text) < 300


def _stands_under(note: Box, card: Box) -> bool:
    """Whether a note begins under a card, within its width."""
    return card.x0 - 3 <= note.x0 <= card.x1 and (note.page, note.top) >= (card.page, card.bottom - 3)


def _take_change(so_far: Walk, passage: Passage) -> None:
    """A list of what changed: a name, then the earlier status and the present one in brackets."""
    found = _CHANGE_LIST.match(flat(passage.text).lstrip("•▪●-– \uf0b7"))
    if found is None:
        return
    words = [
        status.word for quoted in _QUOTED.findall(found["note"]) if (status := read_status(quoted.strip())) is not None
    ]
    if len(words) >= 2:
        so_far.earlier[plain_key(found["name"])] = words[0]


def _with_listed_change(draft: Draft, earlier: dict[str, str]) -> Draft:
    word = earlier.get(plain_key(draft.name.text))
    if word is None or draft.previous_status is not None or draft.status is None or draft.basis != "actual":
        return draft
    return replace(draft, previous_status=word)


# ------------------------------------------------------------------------------------ tables


def _take_table(so_far: Walk, known: Understood) -> None:
    table = known.table
    so_far.after_rating = False
    so_far.table_uses.append(TableUse(table.number, known.used_as))
    so_far.column_uses.extend(column_uses(known, so_far.report.period))
    above = _above(so_far, table)
    if known.used_as == CARDS:
        _take_card(so_far, table, above)
        return
    if known.used_as == PLAN:
        theme = theme_of(table.headings)
        so_far.plan.extend(plan_items(known.grid, theme, so_far.report.document, len(so_far.plan) + 1))
        _use_all(so_far, table, plan_uses(known.grid))
        return
    if known.used_as != MEASURES:
        not_used = table_not_used(table, known.columns, known.used_as)
        so_far.problems.extend([not_used] if not_used is not None else [])
        _use_all(so_far, table, {(cell.row, cell.col): _unused(known) for cell in table.cells})
        return
    so_far.cards_without_note = {}
    rows = read_rows(known, so_far.legend, so_far.report.period, above, so_far.ratings)
    drafts = rows.drafts
    uses = {**rows.uses, **_uses_of_joined(known, rows.uses)}
    if known.turned is not None:
        printed_row = known.turned.rows
        drafts = [replace(draft, row=printed_row[draft.row] if draft.row is not None else None) for draft in drafts]
        uses = known.turned.printed_uses(table, uses)
        so_far.problems.extend(cells_not_reached(table, uses))
    so_far.drafts.extend(drafts)
    so_far.problems.extend(rows.problems)
    so_far.problems.extend(columns_not_understood(known.table, known.grid, known.columns))
    _use_all(so_far, table, uses)


def _uses_of_joined(known: Understood, uses: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """The cells of a row that was put into the one above are used like those above them."""
    return {
        (cell.row, cell.col): uses[known.joined[cell.row], cell.col]
        for cell in known.table.cells
        if cell.row in known.joined and (known.joined[cell.row], cell.col) in uses
    }


def _unused(known: Understood) -> str:
    return known.used_as if known.used_as.startswith("ignored") else f"ignored: {known.used_as}"


def _above(so_far: Walk, table: Table) -> Above:
    """The headings over a table; under a deliverable, that is its section."""
    if so_far.deliverable is not None:
        name = so_far.deliverable.name.text
        headings = (
            table.headings
            if name in (flat(heading) for heading in table.headings)
            else (*so_far.deliverable.headings, name)
        )
        return Above(headings, name, so_far.deliverable.name.boxes)
    section = section_of([heading for heading in table.headings if flat(heading) not in so_far.ratings])
    rating = next((flat(one) for one in reversed(table.headings) if flat(one) in so_far.ratings), "")
    rated = rated_by(rating, "heading", _section_boxes(so_far, rating), so_far.ratings)
    return Above(table.headings, section, _section_boxes(so_far, section), rated)


def _take_card(so_far: Walk, table: Table, above: Above) -> None:
    name = cards.read_card(table).name or _name_lost(so_far, table)
    if name is None:
        _use_all(so_far, table, {(cell.row, cell.col): "ignored: a card without a name" for cell in table.cells})
        return
    drafts = cards.drafts_of(table, name, so_far.legend, so_far.report.period, above.section, above.headings)
    placed = [replace(draft, also=(*draft.also, ("section", above.section_boxes))) for draft in drafts]
    for place, draft in enumerate(placed, start=len(so_far.drafts)):
        if draft.basis == "actual":
            so_far.cards_without_note[place] = table.boxes[-1]
    so_far.drafts.extend(placed)
    _use_all(so_far, table, cards.uses_of(table))


def _name_lost(so_far: Walk, table: Table) -> Printed | None:
    """The name of a card without one: set above it, or (which is said) that of a row with the same figures."""
    above = nameless.named_above(table, so_far.above_next)
    if above is not None:
        return above
    found, problem = nameless.named_by_figures(table, so_far.drafts, so_far.legend)
    so_far.problems.append(problem)
    return found


def _use_all(so_far: Walk, table: Table, uses: dict[tuple[int, int], str]) -> None:
    for cell in table.cells:
        use = uses.get((cell.row, cell.col), "ignored: not reached")
        so_far.cell_uses.append(CellUse(table.number, cell.row, cell.col, use))
