"""What people decided that finds nothing here, a line each: it is kept, and waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .ground import Ground
from .reviewing import not_printed

if TYPE_CHECKING:
    from .outputs.store import Store

_MOST_NAMED = 3


def waiting(store: Store, ground: Ground, folder: Path) -> Iterator[str]:
    """A line for the decisions of each kind that no document, finding, report or name of the results is found for.

    Args:
        store: where the results are.
        ground: the decisions.
        folder: where the decisions stand.
    """
    yield from _corrections_of_nothing(store, ground, folder / "corrections.csv")
    yield from _acknowledged_unknown(store, ground, folder / "acknowledged.csv")
    yield from _profiles_for_nothing(store, ground, folder / "profiles")
    yield from not_printed(store, ground.decisions, folder)


def missed(store: Store, ground: Ground, folder: Path) -> Iterator[str]:
    """A line where the last run went by decisions that this one does not find."""
    last = store.last_run()
    if last is None or not last.decisions_sha256 or ground.decisions.sha256:
        return
    if last.decisions is not None and Path(last.decisions).resolve() == folder.resolve() and folder.is_dir():
        return  # a person has emptied it
    before = last.decisions or "another folder"
    yield (
        f"the last run went by what people decided in {before}, this one finds nothing decided in {folder}: all "
        f"reports are rated without those decisions. To go by them again: --decisions {before}"
    )


def _corrections_of_nothing(store: Store, ground: Ground, file: Path) -> Iterator[str]:
    if not ground.decisions.corrections:
        return
    known = store.known()
    contents = {document.sha256 for document in known.values()}
    unknown = [
        one.document for one in ground.decisions.corrections if one.document not in known and one.sha256 not in contents
    ]
    if unknown:
        yield (
            f"{file}: nothing in these results is called {_some(unknown)}; its corrections wait, "
            "if the report has another name now mend the column document"
        )


def _acknowledged_unknown(store: Store, ground: Ground, file: Path) -> Iterator[str]:
    acknowledged = ground.decisions.acknowledged
    known = {finding.finding for finding in store.findings()} if acknowledged else set()
    unknown = [one.finding for one in acknowledged if one.finding not in known]
    if unknown:
        yield f"{file}: no finding of these results has the id {_some(unknown)}"


def _profiles_for_nothing(store: Store, ground: Ground, folder: Path) -> Iterator[str]:
    """A line for each layout profile whose council has reports here, none of which it is for."""
    read = [document for document in store.documents() if document.state != "failed"]
    used = [ground.profile_of(document.council, document.title, document.kind) for document in read]
    for profile in ground.decisions.profiles:
        if profile not in used and any(document.council == profile.council for document in read):
            yield f"{folder}: profile {profile.profile} is for none of its council's reports here"


def _some(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    more = len(distinct) - _MOST_NAMED
    return ", ".join(distinct[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
