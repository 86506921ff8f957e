"""What an auditor should look at, with the evidence for each figure involved.

A false accusation is worse than a miss. A disagreement is an error in the report only under the council's own key for
the period, published or written down by a person, and only where the accusation does not hang on a weak guess at the
polarity: where the other polarity would give the published rating, and only wording, other reports or other statuses
say which is right, it is worth a look. Under an assumed or inferred key it is information.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, groupby
from types import MappingProxyType

from ..language import statuses
from ..records import Acknowledgement, Evidence, Finding, Observation, PolarityEvidence, Rating, Severity
from .bands import bands_of, stands_for, thresholds
from .polarity import PolarityDecided
from .printed import said_of
from .scheme import Scheme, fold
from .working import correction

PolarityOf = Callable[[Observation], PolarityDecided]

_Statement = tuple[str, str, str, Decimal | None, Decimal | None, str]

_NO_KEYS: Mapping[str, Mapping[str, Evidence]] = MappingProxyType({})
_FIRM = ("decision", "printed", "direction")
_FIGURED = ("actual", "previous", "forecast")


def from_ratings(
    observations: Iterable[Observation],
    ratings: Iterable[Rating],
    schemes: Iterable[Scheme],
    polarity_of: PolarityOf,
    keys: Mapping[str, Mapping[str, Evidence]] = _NO_KEYS,
) -> tuple[Finding, ...]:
    """The findings of one report: ratings that disagree, and figures that are rated differently in two places.

    A rating that is printed in several places is one finding, with all of them for evidence.

    Args:
        observations: All observations of the report.
        ratings: Their ratings.
        schemes: The schemes that the ratings name.
        polarity_of: What is known of the polarity of an observation's measure.
        keys: Where the bands of a scheme are printed (``printed_key``), by its id.

    Returns:
        The findings in the order of the rows. Their ids outlive reruns and changes in other rows.
    """
    rows = tuple(observations)
    named = {scheme.scheme: scheme for scheme in schemes}
    rated = {rating.seq: rating for rating in ratings}
    occurrence = _occurrences(rows)
    disagreeing: dict[_Statement, list[Observation]] = {}
    for row in rows:
        if (rating := rated.get(row.seq)) and rating.verdict == "disagrees" and rating.scheme:
            disagreeing.setdefault(_statement(row), []).append(row)
    found = []
    for printings in disagreeing.values():
        row, rating = printings[0], rated[printings[0].seq]
        scheme = named[rating.scheme or ""]
        known = polarity_of(row).for_figure(row)
        told = _disagreement(row, rating, scheme, known, occurrence[row.seq])
        places = chain.from_iterable(map(evidence_of, printings))
        key = said_of([*_published(row, scheme), *rating.possible], keys.get(scheme.scheme, {}))
        message = f"{told.message}{_printed_often(printings)}"
        found.append(replace(told, message=message, evidence=(*places, *key)))
    for first, second in _rated_twice(rows, rated, named):
        found.append(_two_ratings(first, second, occurrence[second.seq]))
    return tuple(sorted(found, key=lambda finding: (finding.seq or 0, finding.kind)))


def from_polarity(
    decided: Mapping[str, PolarityDecided],
    names: Mapping[str, str],
    rows: Mapping[tuple[str, int], Observation],
    slips: Container[tuple[str, int]] = (),
    figures: Mapping[str, Sequence[Observation]] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """A finding for each measure on whose polarity the evidence does not agree.

    It stands where the council's own evidence does, else, where only others contradict each other, at its last figure.

    Args:
        decided: What was decided, by measure.
        names: The name of each measure.
        rows: The observations that the evidence stands in, by document and number.
        slips: Rows whose direction of travel is a finding of its own: it says no more of the polarity.
        figures: The observations of each measure.
    """
    found = []
    for measure, heard in sorted(decided.items()):
        known = _without(heard, slips)
        speaking = known.conflict or known.overruled
        printed = [item for item in speaking if (item.document or "", item.seq or 0) in rows]
        own = [rows[item.document or "", item.seq or 0] for item in printed] or list(figures.get(measure, ()))[-1:]
        if not speaking or not own:
            continue
        last = own[-1]
        name = names.get(measure, measure)
        found.append(
            Finding(
                identity("polarity_conflict", last.document, name, "", "", 1),
                _weight_of(known),
                "polarity_conflict",
                last.document,
                last.seq,
                f"{short(name)}: {_said_against(known)}",
                "; ".join(f"{polarity} is better: {_details(speaking, polarity)}" for polarity in _sides(speaking)),
                tuple(_where(item, rows) for item in printed) or (Evidence(last.document, last.box, last.name),),
            )
        )
    return tuple(found)


def _without(known: PolarityDecided, slips: Container[tuple[str, int]]) -> PolarityDecided:
    """What was decided, without the slips among what stands against it."""
    decisive, against = known.overruled[:1], known.overruled[1:]
    others = tuple(item for item in against if item.source != "direction" or (item.document, item.seq) not in slips)
    return replace(known, overruled=(*decisive, *others) if others else ())


def _weight_of(known: PolarityDecided) -> Severity:
    """Worth a look where what is printed contradicts itself; the wording of a name is weak against print."""
    weak_sources = ("elsewhere",) if known.conflict else ("wording", "elsewhere")
    weak = all(item.source in weak_sources for item in known.conflict or known.overruled[1:])
    return "information" if weak else "look"


def _said_against(known: PolarityDecided) -> str:
    if known.conflict and known.conflict[0].source == "elsewhere":
        return "which way is better cannot be told, other councils' reports speak for both."
    if known.conflict:
        return "which way is better cannot be told, the report speaks for both."
    against = " and ".join(sorted({item.source for item in known.overruled[1:]}))
    return f"which way is better is told by {known.source} ({known.polarity}), but {against} says otherwise."


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each id: what the same print gives rise to again is told once, with the evidence of all."""
    found: dict[str, Finding] = {}
    for finding in findings:
        first = found.setdefault(finding.finding, finding)
        if first is not finding:
            evidence = tuple(dict.fromkeys((*first.evidence, *finding.evidence)))
            found[finding.finding] = replace(first, evidence=evidence)
    return tuple(found.values())


def acknowledge(findings: Iterable[Finding], acknowledged: Iterable[Acknowledgement]) -> tuple[Finding, ...]:
    """The findings, those that a person has acknowledged marked with the reason."""
    reasons = {item.finding: f"{item.who}, {item.when.isoformat()}: {item.why}" for item in acknowledged}
    return tuple(replace(finding, acknowledged=reasons.get(finding.finding)) for finding in findings)


def _disagreement(row: Observation, rating: Rating, scheme: Scheme, polarity: PolarityDecided, nth: int) -> Finding:
    where = f"{scheme.document} page {scheme.page}" if scheme.document and scheme.page else scheme.scheme
    whose = _whose(scheme) if rating.use == "own" else f"the council's key of {scheme.time}, assumed here,"
    against = f" against a target of {row.target_text}" if row.target_text else ""
    bands = " or ".join(rating.possible)
    return Finding(
        identity("disagreement", row.document, row.name, row.period, row.basis, nth),
        _severity(row, rating, scheme, polarity),
        "disagreement",
        row.document,
        row.seq,
        f"{short(row.name)}: rated {row.status}, but {row.value_text}{against} gives {bands} under {whose} ({where}).",
        " ".join([*rating.working.split("\n")[:2], *correction(row)]),
    )


def _whose(scheme: Scheme) -> str:
    """Whose rule it is: one that a person wrote down is not the council's own print."""
    return "the rule that a person wrote down for the council" if scheme.kind == "written" else "the council's own key"


def _printed_often(printings: Sequence[Observation]) -> str:
    """Where a rating is printed again, for it counts once."""
    if len(printings) == 1:
        return ""
    pages = " and ".join(dict.fromkeys(str(row.box.page) for row in printings))
    return f" It is printed {len(printings)} times, on page{'s' * (' ' in pages)} {pages}."


def _published(row: Observation, scheme: Scheme) -> Iterator[str]:
    """The band that a row's status names."""
    position = scheme.band_of(row.status or "")
    if position is not None:
        yield scheme.bands[position].name


def _severity(row: Observation, rating: Rating, scheme: Scheme, polarity: PolarityDecided) -> Severity:
    if rating.use == "assumed" or scheme.kind == "inferred":
        return "information"
    if polarity.polarity is None or polarity.source in _FIRM:
        return "error"
    return "look" if _mirror_agrees(row, scheme, polarity) else "error"


def _mirror_agrees(row: Observation, scheme: Scheme, polarity: PolarityDecided) -> bool:
    """Whether the published rating would be right if the other way were better."""
    higher = polarity.polarity == "lower"
    lines = thresholds(scheme, row, higher=higher)
    if isinstance(lines, str) or row.status is None:
        return False
    return scheme.band_of(row.status) in bands_of(lines, stands_for(row), higher=higher)


def _rated_twice(
    rows: Iterable[Observation], rated: Mapping[int, Rating], schemes: Mapping[str, Scheme]
) -> Iterator[tuple[Observation, Observation]]:
    """Pairs of rows that print one figure of one thing, with two ratings."""
    figures = [row for row in rows if row.value is not None and row.status and row.basis in _FIGURED]
    figures.sort(key=lambda row: (*_thing(row), row.seq))
    for _, group in groupby(figures, key=_thing):
        first, *others = group
        for other in others:
            if _same_time(first, other) and _same_target(first, other):
                scheme = schemes.get(_scheme_of(first, other, rated))
                if _differ(first.status or "", other.status or "", scheme):
                    yield first, other
                    break


def _two_ratings(first: Observation, second: Observation, nth: int) -> Finding:
    sure = first.target is not None and first.target == second.target and first.period == second.period != ""
    return Finding(
        identity("rated_differently", second.document, second.name, second.period, second.basis, nth),
        "conflict" if sure else "look",
        "rated_differently",
        second.document,
        second.seq,
        f"{short(second.name)}: {second.value_text} is rated {first.status} on page {first.box.page} "
        f"and {second.status} on page {second.box.page}.",
        " ".join(
            [
                f"{first.value_text} ({first.period}): {first.status}; "
                f"{second.value_text} ({second.period}): {second.status}",
                *correction(first),
                *correction(second),
            ]
        ),
        (*evidence_of(first), *evidence_of(second)),
    )


def _thing(row: Observation) -> tuple[str, str, str]:
    return _folded(row.name), row.basis, f"{row.value:f}"


def _same_time(one: Observation, other: Observation) -> bool:
    if one.period == other.period:
        return True
    if one.period_start and one.period_end and other.period_start and other.period_end:
        return one.period_start <= other.period_end and other.period_start <= one.period_end
    return False


def _same_target(one: Observation, other: Observation) -> bool:
    return one.target is None or other.target is None or one.target == other.target


def _scheme_of(one: Observation, other: Observation, rated: Mapping[int, Rating]) -> str:
    for row in (one, other):
        if (rating := rated.get(row.seq)) and rating.scheme:
            return rating.scheme
    return ""


def _differ(one: str, other: str, scheme: Scheme | None) -> bool:
    """Whether two published words are two ratings; words outside the key, or without a colour, are not compared."""
    if scheme:
        bands = scheme.band_of(one), scheme.band_of(other)
        return None not in bands and bands[0] != bands[1]
    words = statuses.read_status(one), statuses.read_status(other)
    hues = [word.hue for word in words if word and word.rated and word.hue]
    return len(hues) == 2 and hues[0] != hues[1] and fold(one) != fold(other)


def evidence_of(row: Observation) -> Iterator[Evidence]:
    """Where the name, the figure, its target and its status stand; the row where that is not known.

    Of what a person corrected the page prints something else, and the text says what.
    """
    printed = {"name": row.name, "value": row.value_text, "target": row.target_text, "status": row.status}
    told = {role: f"{text}{_as_read(row, role)}" for role, text in printed.items() if text}
    placed = [(place.box, told[place.role]) for place in row.places if place.role in told]
    for box, text in placed or [(row.box, " ".join(told.values()))]:
        yield Evidence(row.document, box, text)


def _as_read(row: Observation, role: str) -> str:
    """What the page prints in place of a corrected text."""
    read = re.search(rf"(?:^|; ){role}(?:_text)? read as (.*?), corrected to ", row.corrected or "")
    return f" (corrected by a person; the page prints {read[1]})" if read else ""


def _occurrences(rows: Iterable[Observation]) -> dict[int, int]:
    """Which statement of its name, period and basis each row makes, from 1, by number; what is repeated counts once."""
    seen: dict[tuple[str, str, str], list[_Statement]] = {}
    found = {}
    for row in sorted(rows, key=lambda row: row.seq):
        statement = _statement(row)
        made = seen.setdefault(statement[:3], [])
        if statement not in made:
            made.append(statement)
        found[row.seq] = made.index(statement) + 1
    return found


def _statement(row: Observation) -> _Statement:
    """What a row says: two rows that say the same are one statement printed twice."""
    return _folded(row.name), row.period, row.basis, row.value, row.target, fold(row.status or "")


def identity(kind: str, document: str, name: str, period: str, basis: str, nth: int) -> str:
    """The id of a finding; ``nth`` tells several of one name, period and basis apart, from 1."""
    parts = "\x1f".join((kind, document, _folded(name), period, basis, str(nth)))
    return hashlib.sha256(parts.encode()).hexdigest()[:12]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def short(name: str) -> str:
    """The first line of a name, a long one cut."""
    first = name.split("\n")[0]
    return first if len(first) <= 90 else f"{first[:89].rstrip()}\u2026"


def _sides(speaking: Iterable[PolarityEvidence]) -> list[str]:
    return sorted({item.polarity for item in speaking})


def _details(speaking: Iterable[PolarityEvidence], polarity: str) -> str:
    return ", ".join(item.detail for item in speaking if item.polarity == polarity)


def _where(item: PolarityEvidence, rows: Mapping[tuple[str, int], Observation]) -> Evidence:
    row = rows[item.document or "", item.seq or 0]
    return Evidence(row.document, row.box, item.detail)
