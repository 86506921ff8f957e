"""Cards that a conversion left without their names: named by the row elsewhere that prints the same figures."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.names import fold
from ..language.numbers import read_figure
from ..records import Legend, Passage, Problem, Table
from .cards import CardLine, is_date, read_card
from .grid import Printed, flat
from .observations import Draft
from .status import status_of

_TITLE_LINES = 3
_LONGEST_NAME = 160


def named_by_figures(table: Table, drafts: Sequence[Draft], legend: Legend) -> tuple[Printed | None, Problem]:
    """The name of a card without one, and what to say of it.

    Args:
        table: the card; ``is_card`` holds for it.
        drafts: what was read of the document before it.
        legend: the report's key.

    Returns:
        the name of the only measure before it with the same figure, target and status; of several, that
        of the only one in the latest table that has any. None where that does not tell.
    """
    lines = read_card(table).lines
    box = table.boxes[0]
    figure = next((line for line in reversed(lines) if line.role == "figure"), None)
    same = [draft for draft in drafts if draft.section is not None and figure and _says(draft, figure, lines, legend)]
    names = _names(same)
    if len(names) > 1:
        latest = max(draft.table or 0 for draft in same)
        names = _names([draft for draft in same if draft.table == latest])
    if len(names) == 1:
        name = names[0]
        place = name.boxes[0]
        message = (
            f"this card stands without its name; taken for {name.text!r} (page {place.page}, at {place.top:g}), "
            "the only row with the same figure, target and status"
        )
        return Printed(name.text, table.boxes), Problem("normalise", message, box, box.page)
    why = "several rows have" if names else "no row before it has"
    message = f"this card stands without its name, and {why} the same figure, target and status: it was not read"
    return None, Problem("normalise", message, box, box.page)


def _names(drafts: Sequence[Draft]) -> list[Printed]:
    return list({fold(draft.name.text): draft.name for draft in drafts}.values())


def _says(draft: Draft, figure: CardLine, lines: Sequence[CardLine], legend: Legend) -> bool:
    """Whether a row prints the figure of a card, and the target and status as far as the card has them."""
    if draft.basis != "actual" or draft.value is None or not _is_same(draft.value.text, figure.value.text):
        return False
    target = next((line for line in lines if line.role == "target"), None)
    if target is not None and (draft.target is None or not _is_same(draft.target.text, target.value.text)):
        return False
    line = next((line for line in lines if line.role == "status"), None)
    status = status_of(line.value, legend.of("measure")) if line is not None else None
    told = draft.status.word if draft.status is not None and draft.status.rated else None
    return status is None or status.word is None or told is None or fold(status.word) == fold(told)


def named_above(table: Table, passages: Sequence[Passage]) -> Printed | None:
    """The name of a card whose conversion set its title apart: its figure, its name and its date as paragraphs.

    Args:
        table: the card.
        passages: the paragraphs right above it, from the top.
    """
    figures = {read_figure(line.value.text).value for line in read_card(table).lines} - {None}
    near = [passage for passage in passages[-_TITLE_LINES:] if len(passage.text) <= _LONGEST_NAME]
    dates = [passage for passage in near if is_date(passage.text)]
    shown = [passage for passage in near if read_figure(passage.text).value in figures]
    names = [passage for passage in near if passage not in dates and passage not in shown]
    if not (dates or shown) or not names or names[-1].text.endswith((".", ":")):
        return None
    name = names[-1]
    return Printed(flat(name.text), (name.box,))


def _is_same(one: str, other: str) -> bool:
    """The same number, or where there is none the same words."""
    first, second = read_figure(one).value, read_figure(other).value
    return first == second if first is not None else fold(flat(one)) == fold(flat(other))
