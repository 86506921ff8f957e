"""New names put on measures that are known, without going through all that is known again.

A name that is known goes where it is. For any other the archive is asked, word by word, for names
that share its rarest words or its code, and it is compared with those as ``matching.match`` does it.
So the cost depends on the new names alone. What is known stays as it is: new names join a measure or
make one, and where they would join two, a person is asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..language.names import without_code
from ..records import Measure, MeasureName, Proposal, SameDecision
from .match_names import PublishedName, codes_of, name_and_code
from .match_nodes import kind_class
from .match_words import stems, words
from .matching import match

_WORDS = 5
_NAMES_FOR_EACH = 8


class Archive(Protocol):
    """What is known of one council's names, asked for little by little."""

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """How many names have each key."""
        ...

    def having(self, keys: Iterable[str]) -> Iterable[tuple[str, str]]:
        """(key, printed name) for each name that has one of these keys."""
        ...

    def nearest(self, weights: Mapping[str, float], most: int) -> Iterable[str]:
        """The printed names whose keys weigh most together, at most so many."""
        ...

    def measures_of(self, names: Iterable[str]) -> tuple[MeasureName, ...]:
        """The measures of printed names."""
        ...

    def printed(self, names: Iterable[str]) -> Iterable[PublishedName]:
        """What is printed under names."""
        ...


@dataclass(frozen=True, slots=True)
class More:
    """What new names add: ``of[i]`` is the measure of the i-th, ``measures`` are those that are new."""

    of: tuple[str, ...]
    measures: tuple[Measure, ...]
    names: tuple[MeasureName, ...]
    proposals: tuple[Proposal, ...]


def keys_of(name: PublishedName) -> frozenset[str]:
    """What a name is found by: its words, its codes, and all of it."""
    own = {f"#{code}" for code in codes_of(name.name, name.code)}
    return frozenset({_whole(name), *own, *_words(name.name)})


def match_more(new: Sequence[PublishedName], decisions: Sequence[SameDecision], archive: Archive) -> More:
    """Put new names of one council on its measures, or on new ones; what is known stays as it is.

    Args:
        new: what new documents print.
        decisions: what people decided on names of the council.
        archive: what is known of it.
    """
    plain = _known_beyond_doubt(new, archive)
    hard = [name for at, name in enumerate(new) if at not in plain]
    near = _near(hard, archive) | _spoken_of_with(hard, decisions, archive)
    known = archive.measures_of(near)
    measures = {one.measure for one in known}
    beside = [name for at, name in enumerate(new) if plain.get(at) in measures]
    again = [name for name in archive.printed(near) if kind_class(name) == "measure"]
    matched = match([*hard, *beside, *again], decisions, known, settled=True)
    found = dict(zip([*hard, *beside, *again], matched.of, strict=True))
    of = tuple(plain.get(at) or found[name] for at, name in enumerate(new))
    return More(
        of,
        tuple(one for one in matched.measures if one.measure not in measures),
        tuple(_names_added(new, of, matched.names, archive)),
        tuple(one for one in matched.proposals if not {one.one, one.other} <= near),
    )


def _names_added(
    new: Sequence[PublishedName], of: Sequence[str], matched: Iterable[MeasureName], archive: Archive
) -> Iterator[MeasureName]:
    """The names that are new for their measure, with the reason."""
    reasons = {(one.measure, one.name): one for one in matched}
    known = {(one.measure, one.name) for one in archive.measures_of({name.name for name in new})}
    fresh = {(measure, name.name): name.council for name, measure in zip(new, of, strict=True)}
    for (measure, name), council in sorted(fresh.items()):
        if (measure, name) not in known:
            yield reasons.get((measure, name), MeasureName(measure, council, name, 100.0, "exact"))


def _known_beyond_doubt(new: Sequence[PublishedName], archive: Archive) -> dict[int, str]:
    """New names (by number) that are known as one measure only, and that nothing here contradicts."""
    wholes = defaultdict(set)
    for key, printed in archive.having({_whole(name) for name in new}):
        wholes[key].add(printed)
    measures = defaultdict(set)
    for one in archive.measures_of({printed for names in wholes.values() for printed in names}):
        measures[one.name].add(one.measure)
    often = Counter((name.document, _whole(name)) for name in new)
    found = {}
    for at, name in enumerate(new):
        known = set().union(*(measures[printed] for printed in wholes[_whole(name)]))
        if len(known) == 1 and often[name.document, _whole(name)] == 1:
            found[at] = known.pop()
    return found


def _near(names: Iterable[PublishedName], archive: Archive) -> set[str]:
    """Printed names that share the rarest words of new ones, or a code."""
    asked = {name: keys_of(name) for name in names}
    counts = archive.counts({key for keys in asked.values() for key in keys})
    found: set[str] = set()
    for keys in asked.values():
        known = sorted((key for key in keys if key in counts), key=lambda key: (counts[key], key))
        found.update(archive.nearest({key: 1 / counts[key] for key in known[:_WORDS]}, _NAMES_FOR_EACH))
    return found


def _spoken_of_with(names: Iterable[PublishedName], decisions: Iterable[SameDecision], archive: Archive) -> set[str]:
    """Printed names on which a person decided together with a new one."""
    folded = {without_code(name.name) for name in names}
    ends = [tuple(map(without_code, (one.one, one.other))) for one in decisions]
    others = {f"=measure|{end}" for pair in ends if folded & set(pair) for end in pair}
    return {printed for _, printed in archive.having(others)}


def _whole(name: PublishedName) -> str:
    return f"={kind_class(name)}|{name_and_code(name.name, name.code)[0]}"


def _words(name: str) -> frozenset[str]:
    return frozenset(stems(without_code(name), words().small)) - words().stop
