"""Records what a person says of a misread figure, after seeing to it that the next run can apply it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus import bundled_reports
from .corpus import decisions as people
from .ground import Ground, decisions_beside
from .normalise.corrections import FOUND_BY, DoesNotFit, corrected, occurrence, spot
from .records import CORRECTABLE, Correction

if TYPE_CHECKING:
    from .outputs.store import StoredDocument, StoreReader


class CannotCorrect(Exception):
    """What was to be corrected is not there; one line that says what is."""


def correct_figure(
    store: StoreReader, document: str, seq: int, field: str, value: str, *, who: str, why: str, folder: Path | None
) -> Path:
    """Record a person's correction of one field of an observation.

    Args:
        store: where the observation stands.
        document, seq: which one.
        field: a column of ``observations`` that can be corrected.
        value: the right text; empty for none.
        who, why: who says so, and how that is known.
        folder: the decisions; None for those beside the document's file.

    Returns:
        The folder of decisions.

    Raises:
        StoreError: there is no such document.
        CannotCorrect: there is no such observation or field, the value cannot be read, or an earlier
            correction has to be applied first.
        DecisionsError: the file of corrections that is there is wrong.
        OSError: the folder cannot be written.
    """
    if field not in CORRECTABLE:
        raise CannotCorrect(f"there is no field {field}: it is one of {', '.join(CORRECTABLE)}")
    known = store.require(document)
    rows = list(store.observations(document=document))
    row = next((row for row in rows if row.seq == seq), None)
    if row is None:
        raise CannotCorrect(f"there is no observation {seq} of {document}: see `scrutiny show {document}`")
    if folder is None:
        file = Path(known.path)
        folder = decisions_beside([] if file.is_relative_to(bundled_reports()) else [file])
    _refuse_while_rows_are_renamed(store, known, folder)
    was, where = getattr(row, field), spot(row)
    correction = Correction(
        document=document,
        name=row.name,
        period=row.period,
        basis=row.basis,
        occurrence=occurrence(rows, row),
        field=field,
        was=None if was is None else str(was),
        value=value.strip() or None,
        who=who,
        when=date.today(),
        why=why,
        sha256=known.sha256,
        page=where.page,
        x=round((where.x0 + where.x1) / 2, 1),
        y=round((where.top + where.bottom) / 2, 1),
    )
    try:
        corrected(row, correction, row)
    except DoesNotFit as error:
        raise CannotCorrect(f"{field} of observation {seq} of {document}: {error}") from error
    people.record_correction(folder, correction)
    return folder


def _refuse_while_rows_are_renamed(store: StoreReader, known: StoredDocument, folder: Path) -> None:
    """Until a corrected name, period or basis is applied, the next correction could find another row by it."""
    decisions, last = people.load(folder), store.last_run()
    waiting = any(one.document == known.document and one.field in FOUND_BY for one in decisions.corrections)
    ground = Ground(last.version, decisions, ()) if last is not None else None
    if waiting and (ground is None or ground.of_reading(known) != known.read_with):
        raise CannotCorrect(
            f"a name, period or basis of {known.document} was corrected since it was read: "
            "run `scrutiny run` again first, then correct the rest"
        )
