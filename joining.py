"""A council's names put on measures: all of them anew, or only those of reports that came since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from .normalise import matching
from .normalise.match_more import keys_of, match_more
from .normalise.matching import Matched, PublishedName
from .records import MeasureName, Observation, SameDecision

if TYPE_CHECKING:
    from .outputs.store import Store

MOST_MATCHED_ANEW = 400
"""A council with more names than this is not matched anew where reports were only added."""


def match_council(
    store: Store,
    council: str,
    alike: Sequence[Sequence[Observation]],
    names: Sequence[PublishedName],
    decisions: Sequence[SameDecision],
    added: Set[str],
) -> Matched:
    """Match the names of a council, and keep by which words they are found.

    Args:
        store: what is known of it.
        council: its GSS code.
        alike: its observations, by name; ``names`` are theirs, those of delivery plans follow.
        names: all of its names.
        decisions: what people decided on them.
        added: documents that came since the others were matched; empty where more than that changed.
    """
    known = store.measure_names(council=council)
    if not added or len(known) <= MOST_MATCHED_ANEW:
        store.save_name_words(council, _words(names))
        return matching.match(names, decisions, known)
    new = [name for name in names if name.document in added]
    more = match_more(new, decisions, _Known(store, council, [name for name in names if name.document not in added]))
    store.add_name_words(council, _words(new))
    of_new = iter(more.of)
    was = {document: store.measure_of(document) for document in {name.document for name in names} - added}
    of = [next(of_new) if rows[0].document in added else was[rows[0].document][rows[0].seq] for rows in alike]
    return Matched(
        measures=(*store.measures(council=council), *more.measures),
        names=tuple(sorted((*known, *more.names), key=lambda one: (one.measure, one.council, one.name))),
        of=tuple(of),
        proposals=(*store.proposals(council=council), *more.proposals),
    )


def _words(names: Iterable[PublishedName]) -> Iterable[tuple[str, str]]:
    return ((word, name.name) for name in names for word in keys_of(name))


class _Known:
    """What the store knows of a council's names, asked for little by little."""

    def __init__(self, store: Store, council: str, names: Iterable[PublishedName]) -> None:
        self._store, self._council = store, council
        self._printed = defaultdict(list)
        for name in names:
            self._printed[name.name].append(name)

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        return self._store.word_counts(self._council, keys)

    def having(self, keys: Iterable[str]) -> Iterable[tuple[str, str]]:
        return self._store.names_found(self._council, keys)

    def nearest(self, weights: Mapping[str, float], most: int) -> Iterable[str]:
        return self._store.names_nearest(self._council, weights, most)

    def measures_of(self, names: Iterable[str]) -> tuple[MeasureName, ...]:
        return self._store.measures_named(self._council, names)

    def printed(self, names: Iterable[str]) -> Iterable[PublishedName]:
        return [name for printed in sorted(names) for name in self._printed[printed]]
