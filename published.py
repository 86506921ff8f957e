"""What the store holds of published names, as the matching takes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .normalise.matching import PublishedName
from .records import Observation, PlanItem

if TYPE_CHECKING:
    from .outputs.store import StoreReader


def names_of(store: StoreReader, council: str) -> list[PublishedName]:
    """Every name that a council's reports print, with what is printed beside it."""
    names: list[PublishedName] = []
    for document in store.documents(council=council):
        if document.state != "failed" and document.period is not None:
            rows = store.observations(document=document.document)
            names += [name_of_rows(council, alike, document.period) for alike in rows_by_name(rows)]
            names += names_of_plan(council, store.plan_items(document.document), document.period)
    return names


def rows_by_name(rows: Iterable[Observation]) -> list[list[Observation]]:
    """Rows of one document that print one name, as one kind, with one code, in one section."""
    together = defaultdict(list)
    for row in rows:
        together[row.document, row.name, row.kind, row.code, row.section].append(row)
    return list(together.values())


def name_of_rows(council: str, rows: Sequence[Observation], period: str) -> PublishedName:
    """The name of such rows; ``period`` is what their report covers."""
    return PublishedName(
        council=council,
        document=rows[0].document,
        name=rows[0].name,
        code=rows[0].code,
        unit=next((row.unit for row in rows if row.unit), None),
        section=rows[0].section,
        theme=next((row.theme for row in rows if row.theme), None),
        kind=rows[0].kind,
        figures=tuple((row.period, row.basis, row.value) for row in rows),
        targets=tuple((row.period, row.target) for row in rows if row.target is not None),
        period=period,
    )


def names_of_plan(council: str, items: Iterable[PlanItem], period: str) -> Iterator[PublishedName]:
    """The measures that a delivery plan names, each once for its outcome; it publishes no figures."""
    named = {(item.document, item.measure_name, item.outcome) for item in items if item.measure_name}
    for document, name, outcome in sorted(named, key=lambda key: tuple(part or "" for part in key)):
        yield PublishedName(council, document, name or "", section=outcome, period=period)
