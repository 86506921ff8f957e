"""What people said and decided: kept with the content that it was said of, and told where it finds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus.councils import by_code
from .corpus.manifest import Hints, Source, read_hints
from .ground import Ground
from .reviewing import not_printed

if TYPE_CHECKING:
    from .outputs.store import Store

_MOST_NAMED = 3


def said_before(store: Store) -> dict[str, Hints]:
    """What people said of files with options of earlier runs, by the sha256 of their content."""
    return {sha256: read_hints(**facts) for sha256, facts in store.said().items()}


def remember(store: Store, sources: Iterable[Source], hints: Hints) -> None:
    """Keep what the options of this run say of each file, for the next runs; nothing that only its page tells."""
    period = hints.period.label if hints.period else None
    facts = {"council": hints.council, "period": period, "title": hints.title, "kind": hints.kind}
    given = {fact: text for fact, text in facts.items() if text}
    if given:
        store.save_said([source.sha256 for source in sources], given)


def taken_as_said(sources: Iterable[Source]) -> Iterator[str]:
    """A line for the documents that are taken as a person said in an earlier run, and how to say otherwise."""
    alike: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        told = ", ".join(f"{fact} {_in_words(source, fact)}" for fact in source.said_before)
        options = " ".join(f"--{fact}" for fact in source.said_before)
        if told:
            alike[f"{told}, as said in an earlier run ({options} to say otherwise)"].append(source.document)
    for told, documents in alike.items():
        yield f"{_some(documents)}: {told}"


def _in_words(source: Source, fact: str) -> str:
    if fact == "council" and (council := by_code(source.council or "")) is not None:
        return council.name
    return source.period.label if fact == "period" and source.period else str(getattr(source, fact))


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
