"""Recounting what a report says of its own figures, from the rows that it prints.

A false accusation is worse than a miss. A figure ``fails`` only where its words are understood, the rows
that it counts are known to be all (a total of the report says so), and no reading gives it. Else it is
``uncheckable``, with what the rows give.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from ..language.counted import same_sense
from ..language.periods import from_label
from ..records import Ask, Claim, Evidence, Kind, Observation
from .claim_readings import Books, Reading, once, population, scoped, words_of
from .claim_words import described, noun_of, sentence_of

_LEAST_ROWS = 5
_CHANCE = "But most of its table does not recount from these rows, so that may be chance."
_NOT_THEN = "It speaks of %s, and no report of that time among these lets it be counted."


@dataclass(frozen=True, slots=True)
class Recounted:
    """A claim with its verdict, the rows that were counted, and what else decided it."""

    claim: Claim
    rows: tuple[Observation, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def recount(claims: Sequence[Claim], books: Books) -> tuple[Recounted, ...]:
    """Count again what the claims of a report count.

    Args:
        claims: as they were found (``find_claims``).
        books: the rows of the report.

    Returns:
        the claims in their order; those that count no rows are as they were.
    """
    kinds = _kinds_of_groups(claims, books)
    asked = [_with_kinds(claim, kinds) for claim in claims]
    first = _by_chance(_earlier_together([_recount_one(claim, books) for claim in asked]))
    complete = _Complete(first, books)
    settled = [_settled(found, complete, books) for found in first]
    return tuple(
        replace(found, claim=replace(found.claim, asks=claim.asks))
        for found, claim in zip(settled, claims, strict=True)
    )


# ------------------------------------------------------------------------------- of what kind


def _with_kinds(claim: Claim, kinds: dict[str, tuple[Kind, ...]]) -> Claim:
    if claim.asks is None or claim.asks.counts == "nothing" or claim.asks.kinds:
        return claim
    return replace(claim, asks=replace(claim.asks, kinds=kinds.get(claim.asks.group, ())))


def _kinds_of_groups(claims: Sequence[Claim], books: Books) -> dict[str, tuple[Kind, ...]]:
    """For claims made together that do not say what they count: the kind of row that most of them fit."""
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.asks and claim.asks.counts != "nothing" and not claim.asks.kinds:
            groups[claim.asks.group].append(claim)
    present = list(dict.fromkeys(row.kind for row in books.rows))
    families: list[tuple[Kind, ...]] = [(kind,) for kind in present]
    if {"action", "milestone"} <= set(present):
        families.append(("action", "milestone"))
    chosen = {}
    for group, members in groups.items():
        fits = [
            (sum(_fits(claim, family, books) for claim in members), -number) for number, family in enumerate(families)
        ]
        best = max(fits, default=(0, 0))
        if best[0]:
            chosen[group] = families[-best[1]]
    return chosen


def _fits(claim: Claim, kinds: tuple[Kind, ...], books: Books) -> int:
    assert claim.asks is not None
    found = _recount_one(replace(claim, asks=replace(claim.asks, kinds=kinds)), books)
    return (found.claim.verdict == "holds") * (2 if claim.claimed else 1)


# ------------------------------------------------------------------------------- one claim


def _recount_one(claim: Claim, books: Books) -> Recounted:
    ask = claim.asks
    if ask is None or ask.counts == "nothing" or claim.verdict != "uncheckable":
        return Recounted(claim)
    if ask.kinds and not any(row.kind in ask.kinds for row in books.rows):
        return Recounted(replace(claim, explanation=f"The report's tables print no {noun_of(ask)} to count."))
    if ask.period is not None and ask.period != "later":
        return _recount_earlier(claim, ask, books)
    tried = books.readings(ask)
    if not any(reading.whole for reading in tried):
        what = "are forecast" if ask.period == "later" else "stand in this part of the report"
        return Recounted(
            replace(claim, explanation=f"No {noun_of(ask)} with a rating {what}, so nothing can be counted.")
        )
    plain = tried[0]
    for reading in tried if ask.understood else tried[:1]:
        if _gives(reading, claim, ask):
            value = _value(reading, claim, ask)
            said = sentence_of(reading, ask)
            if reading.name:
                said = (
                    f"Holds when {reading.name}: {described(reading, ask)}. Counted plainly: {described(plain, ask)}."
                )
            return Recounted(replace(claim, recomputed=value, verdict="holds", explanation=said), reading.counted)
    return Recounted(
        replace(claim, recomputed=_value(plain, claim, ask), explanation=sentence_of(plain, ask)), plain.counted
    )


def _recount_earlier(claim: Claim, ask: Ask, books: Books) -> Recounted:
    """A count of an earlier time: from that report if it is in the archive, else from earlier ratings printed."""
    label = ask.period or ""
    if label == "earlier":
        return Recounted(replace(claim, explanation="It speaks of an earlier time, which the tables here do not show."))
    now = replace(ask, period=None)
    period = from_label(label)
    rows = next((rows for known, rows in books.others.items() if _ends_together(known, label)), None)
    if rows:
        there = _recount_one(replace(claim, asks=now), replace(books, rows=rows, measure_of={}, regraded={}))
        if there.claim.verdict == "holds":
            said = f"In the report of that time: {there.claim.explanation}"
            return replace(there, claim=replace(there.claim, asks=ask, explanation=said))
    if period and period.end + timedelta(days=1) == books.report.period.start:
        before = tuple(
            replace(row, status=row.previous_status or row.status, direction=None, previous_status=None)
            for row in books.rows
        )
        if any(row.previous_status for row in population(now, books)):
            there = _recount_one(replace(claim, asks=now), replace(books, rows=before, others={}))
            if there.claim.verdict == "holds":
                said = f"From the earlier ratings printed beside those of now: {there.claim.explanation}"
                return replace(there, claim=replace(there.claim, asks=ask, explanation=said))
    return Recounted(replace(claim, explanation=_NOT_THEN % label))


def _earlier_together(found: Sequence[Recounted]) -> list[Recounted]:
    """Earlier counts made together hold together: one that does not shows that earlier ratings are missing."""

    def key(each: Recounted) -> tuple[str, tuple[Kind, ...], str] | None:
        ask = each.claim.asks
        return (ask.group, ask.kinds, ask.period) if ask and ask.period and ask.counts == "rows" else None

    doubtful = {key(each) for each in found if each.claim.verdict != "holds"} - {None}
    return [
        Recounted(replace(each.claim, verdict="uncheckable", recomputed=None, explanation=_NOT_THEN % key(each)[2]))  # type: ignore[index]
        if key(each) in doubtful and each.claim.verdict == "holds"
        else each
        for each in found
    ]


def _by_chance(found: Sequence[Recounted]) -> list[Recounted]:
    """Cells of a table hold together: where most do not recount, that a few do says nothing."""
    tables: defaultdict[str, list[bool]] = defaultdict(list)
    for each in found:
        if each.claim.where == "table" and each.claim.recomputed is not None and each.claim.asks:
            tables[each.claim.asks.group].append(each.claim.verdict == "holds")
    doubtful = {group for group, holding in tables.items() if 3 * sum(holding) < len(holding)}
    return [
        replace(
            each, claim=replace(each.claim, verdict="uncheckable", explanation=f"{each.claim.explanation} {_CHANCE}")
        )
        if each.claim.where == "table"
        and each.claim.asks
        and each.claim.asks.group in doubtful
        and each.claim.verdict == "holds"
        else each
        for each in found
    ]


def _ends_together(one: str, other: str) -> bool:
    first, second = from_label(one), from_label(other)
    return first is not None and second is not None and first.end == second.end


def _value(reading: Reading, claim: Claim, ask: Ask) -> Decimal | None:
    if ask.counts == "rows":
        return Decimal(len(reading.counted))
    share = reading.share
    if share is None:
        return None
    finest = min(claim.step or Decimal(1), Decimal("0.1"))
    return share.quantize(finest if finest < 1 else Decimal("0.1"))


def _gives(reading: Reading, claim: Claim, ask: Ask) -> bool:
    counted: Decimal | None = Decimal(len(reading.counted)) if ask.counts == "rows" else reading.share
    if counted is None or (ask.counts == "share" and not reading.whole):
        return False
    step = Decimal(0) if ask.counts == "rows" else (claim.step or Decimal(1))
    if claim.bound in ("more than", "at least"):
        return claim.claimed - step / 2 <= counted <= claim.claimed * Decimal("1.1") + 1
    if claim.bound in ("less than", "at most"):
        return claim.claimed * Decimal("0.9") - 1 <= counted <= claim.claimed + step / 2
    if claim.bound == "about":
        return abs(counted - claim.claimed) <= max(step, claim.claimed * Decimal("0.03"))
    return counted == claim.claimed if not step else abs(counted - claim.claimed) <= step / 2


# ------------------------------------------------------------------------------- fails or not


class _Complete:
    """Of which kinds of row the report itself says that its tables print all."""

    def __init__(self, found: Sequence[Recounted], books: Books) -> None:
        self._books = books
        self._found = found
        self._holding: list[tuple[frozenset[str], tuple[str, ...]]] = []
        for each in found:
            ask = each.claim.asks
            if ask is None or each.claim.verdict != "holds" or len(each.rows) < _LEAST_ROWS:
                continue
            if ask.counts == "rows" and not ask.words and not ask.period:
                self._holding.append((frozenset(ask.kinds), ask.scope if ask.named else ()))
        self._sums = self._sums_of_groups(found)

    def _sums_of_groups(self, found: Sequence[Recounted]) -> set[tuple[str, frozenset[str], tuple[str, ...]]]:
        """Groups of counts whose sum is the number of rows, though single ones may not be theirs."""
        parts: defaultdict[tuple[str, frozenset[str], tuple[str, ...]], dict[tuple[str, ...], Decimal]] = defaultdict(
            dict
        )
        for each in found:
            ask = each.claim.asks
            if ask and ask.counts == "rows" and ask.understood and ask.period is None and _is_status(ask.words):
                scope = ask.scope if ask.named else ()
                parts[ask.group, frozenset(ask.kinds), scope][ask.words] = each.claim.claimed
        complete = set()
        rated: dict[tuple[frozenset[str], tuple[str, ...]], set[int]] = {}
        for (group, kinds, scope), counts in parts.items():
            if len(counts) < 2:
                continue
            if (kinds, scope) not in rated:
                rated[kinds, scope] = self._rated(kinds, scope)
            if sum(counts.values()) in rated[kinds, scope] and max(rated[kinds, scope]) >= _LEAST_ROWS:
                complete.add((group, kinds, scope))
        return complete

    def _rated(self, kinds: frozenset[str], scope: tuple[str, ...]) -> set[int]:
        """How many rows have a rating, with those printed in several places counted each time, and once."""
        ask = Ask("rows", tuple(kinds), scope=scope, named=bool(scope))  # type: ignore[arg-type]
        under = next(iter(scoped(population(ask, self._books), ask)))[1]
        return {len([row for row in rows if words_of(row)]) for rows in (under, once(under, self._books))}

    def adds_up(self, ask: Ask) -> bool:
        """Whether the counts made together with this one add up to all rows."""
        scope = ask.scope if ask.named else ()
        return (ask.group, frozenset(ask.kinds), scope) in self._sums

    def holds_for(self, ask: Ask) -> bool:
        """Whether the rows that a claim counts are known to be all."""
        kinds, scope = frozenset(ask.kinds), ask.scope if ask.named else ()
        if (ask.group, kinds, scope) in self._sums or (ask.group, kinds, ()) in self._sums:
            return True
        return any(kinds & known and under in ((), scope) for known, under in self._holding)

    def agrees_in_sum(self, ask: Ask) -> int | None:
        """The number of rows where totals by theme add up to it though single ones differ: then a row has moved."""
        alike = {
            other.scope: each.claim.claimed
            for each in self._found
            if (other := each.claim.asks) and other.named and not other.words and other.counts == "rows"
            if other.kinds == ask.kinds and each.claim.where != "prose" and not other.period
        }
        rows = len(population(Ask("rows", ask.kinds), self._books))
        return rows if len(alike) > 1 and sum(alike.values()) == rows else None


def _settled(found: Recounted, complete: _Complete, books: Books) -> Recounted:
    claim, ask = found.claim, found.claim.asks
    if ask is None or claim.verdict != "uncheckable" or claim.recomputed is None or ask.period:
        return found
    if not ask.words:
        return _settled_total(found, complete)
    if not ask.understood:
        said = f"{claim.explanation} Its words may narrow that further, so it is not judged."
        return replace(found, claim=replace(claim, explanation=said))
    if not complete.holds_for(ask) or not (_is_printed(ask.words, books) or complete.adds_up(ask)):
        said = f"{claim.explanation} Nothing says that the tables here print all of them, so it is not judged."
        return replace(found, claim=replace(claim, explanation=said))
    return replace(found, claim=replace(claim, verdict="fails"))


def _settled_total(found: Recounted, complete: _Complete) -> Recounted:
    """A number of rows: rows may stand elsewhere or be unread, so only what other totals confirm is judged."""
    claim, ask = found.claim, found.claim.asks
    assert ask is not None
    together = complete.agrees_in_sum(ask) if ask.named and ask.understood and claim.where != "prose" else None
    if together is None:
        said = f"{claim.explanation} Others may stand elsewhere, so it is not judged."
        return replace(found, claim=replace(claim, explanation=said))
    said = f"{claim.explanation} Over all parts both count {together}, so none is missing: one stands in another part."
    return replace(found, claim=replace(claim, verdict="fails", explanation=said))


def _is_printed(words: Sequence[str], books: Books) -> bool:
    """Whether rows bear the words that are counted: else they may be rated in words that were not read."""
    printed = {word for row in books.rows for word in words_of(row)}
    return all(
        word.startswith("~") or word in printed or any(same_sense(word, one) for one in printed) for word in words
    )


def _is_status(words: Sequence[str]) -> bool:
    return bool(words) and not any(word in ("~improving", "~same", "~worsening") for word in words)
