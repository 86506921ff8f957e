"""Figures in prose against the rows and tables that they restate.

A figure holds where a row prints it and the sentence names what the row measures. It fails only where the
sentence names one row beyond doubt and prints a figure that differs from the row's like a slip of the
pen: one digit, or two that changed places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ..language.counted import speaks_of_earlier, speaks_of_later
from ..language.mentions import mentions
from ..language.periods import Period, period_spans
from ..records import Claim, Evidence, Observation
from .claim_readings import Books
from .claim_recount import Recounted
from .claim_variance import against_target

_WORD = re.compile(r"[a-z]{3,}|\d+")
_STOP = frozenset(
    "the and for with from that this have has had was were are who whose which not per their them they our its been "
    "being percentage percent proportion number total rate average share people measure indicator year quarter "
    "quarterly annual annually date period council city county borough district new all any into through against more "
    "less than over under between within after before during still end at of in on to by as or an is it be".split()
)
_SAME = {"england": "national", "nationally": "national", "country": "national", "visits": "visitor", "homes": "home"}
_LEAST_DIGITS = 3
# Before a time that a sentence only compares with.
_BASE = re.compile(r"\b(?:since|than|on|from|against|with|to|over)\s(?:the\s)?(?:end of\s)?$", re.IGNORECASE)
_PREFIX = re.compile(r"\b([a-z]{2,3})-(?=[a-z])")


@dataclass(frozen=True, slots=True)
class _Printed:
    """A figure that a table prints: of a row, or a cell of a summary."""

    value: Decimal
    unit: str | None
    words: frozenset[str]
    evidence: Evidence
    what: str
    row: Observation | None = None
    group: str = ""
    across: str = ""
    down: str = ""


def against_rows(found: Sequence[Recounted], books: Books) -> tuple[Recounted, ...]:
    """Compare figures in prose with the rows and cells that they restate.

    Args:
        found: the claims of a report, those that count rows recounted.
        books: its rows.

    Returns:
        the claims in their order; those that were decided before are as they were.
    """
    printed = _Index([*_of_rows(books.rows), *_of_cells(found)], books.report.period)
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for each in found:
        groups[_together(each.claim)].append(each.claim)
    return tuple(_compared(each, printed, groups, books) if _is_open(each.claim) else each for each in found)


def _together(claim: Claim) -> str:
    """What a claim is told with: the commentary on some rows, or a text."""
    if claim.asks is None:
        return ""
    return f"rows {claim.asks.seqs}" if claim.asks.seqs else claim.asks.group


def _is_open(claim: Claim) -> bool:
    if claim.verdict != "uncheckable" or claim.where == "table" or claim.asks is None:
        return False
    return claim.asks.counts == "nothing" or claim.recomputed is None or not claim.asks.understood


def _compared(each: Recounted, printed: _Index, groups: Mapping[str, list[Claim]], books: Books) -> Recounted:
    claim = each.claim
    together = groups[_together(claim)]
    seqs = claim.asks.seqs if claim.asks else ()
    own = [row for row in books.rows if row.seq in seqs] if seqs else []
    variance = against_target(claim, own)
    if variance is not None:
        return Recounted(variance, tuple(own))
    same = printed.restated(claim, {row.seq for row in own})
    if same is not None:
        said = f"{same.what} on page {same.evidence.box.page} prints it too."
        return Recounted(
            replace(claim, recomputed=same.value, verdict="holds", explanation=said), evidence=(same.evidence,)
        )
    slip = printed.slipped(claim, together)
    if slip is not None:
        said = f"{slip.what} on page {slip.evidence.box.page} prints {slip.evidence.text}."
        return Recounted(
            replace(claim, recomputed=slip.value, verdict="fails", explanation=said), evidence=(slip.evidence,)
        )
    if not claim.explanation:
        why = "No row of the tables prints this figure for what the sentence names, so there is nothing to check it by."
        return replace(each, claim=replace(claim, explanation=why))
    return each


# ------------------------------------------------------------------------------- what is printed


class _Index:
    """The figures of the tables, found by their value and by their digits."""

    def __init__(self, printed: Iterable[_Printed], report: Period) -> None:
        self._report = report
        self._all = tuple(printed)
        self._by_value: defaultdict[Decimal, list[_Printed]] = defaultdict(list)
        self._by_slip: defaultdict[str, list[_Printed]] = defaultdict(list)
        for one in self._all:
            self._by_value[one.value.normalize()].append(one)
            for form in _slips(one.value):
                self._by_slip[form].append(one)

    def restated(self, claim: Claim, own: set[int]) -> _Printed | None:
        """What a figure restates: the same figure of the row commented on, or of one that the sentence names."""
        words = words_of(claim.text)
        best: tuple[float, _Printed] | None = None
        for one in self._equal(claim):
            if not _same_unit(claim.unit, one.unit):
                continue
            shared = len(words & one.words)
            exact = one.value == claim.claimed or shared > 0
            if one.row is not None and one.row.seq in own and _is_telling(claim.claimed) and exact:
                return one
            share = shared / max(1, len(one.words))
            least = 0.4 if _is_telling(claim.claimed) else 0.7
            if shared >= 2 and share >= least and (best is None or share > best[0]):
                best = (share, one)
        return best[1] if best else None

    def _equal(self, claim: Claim) -> Iterator[_Printed]:
        yield from self._by_value.get(claim.claimed.normalize(), ())
        step = claim.step or Decimal(1)
        if step > 1:  # £16.4m stands for what lies within half of its last digit
            yield from (
                one for one in self._all if one.unit == claim.unit and abs(one.value - claim.claimed) <= step / 2
            )

    def slipped(self, claim: Claim, together: Sequence[Claim]) -> _Printed | None:
        """The one figure that this one restates with a slip; None where that is not beyond doubt."""
        if _digits(claim.claimed) < _LEAST_DIGITS or not _is_of_now(claim):
            return None
        stated = {other.claimed for other in together}
        words = words_of(claim.text)
        around = frozenset().union(*(words_of(other.text) for other in together)) if together else words
        candidates = [
            one
            for form in _slips(claim.claimed)
            for one in self._by_slip.get(form, ())
            if one.value != claim.claimed and one.value not in stated and _same_unit(claim.unit, one.unit, strict=True)
            if _is_of_time(claim, *self._time_of(one))
        ]
        sure = [one for one in candidates if self._is_named(one, words, around, stated)]
        if len({one.value for one in sure}) != 1 or self._has_another(claim, sure[0]):
            return None
        return sure[0]

    def _time_of(self, one: _Printed) -> tuple[date | None, date | None]:
        if one.row is not None:
            return one.row.period_start, one.row.period_end
        return self._report.start, self._report.end

    def _is_named(self, one: _Printed, words: frozenset[str], around: frozenset[str], stated: set[Decimal]) -> bool:
        """Whether a sentence names a row, or its text goes through the very line and column of a table."""
        if one.row is not None:
            shared = len(words & one.words)
            return shared >= 2 and shared >= 0.6 * len(one.words)
        told = [other for other in self._all if other.group == one.group and other.value in stated]
        crossing = {other.across for other in told} & {one.across} and {other.down for other in told} & {one.down}
        shared = len(around & one.words)
        return bool(crossing) and shared >= 3 and shared >= 0.75 * len(one.words)

    def _has_another(self, claim: Claim, slip: _Printed) -> bool:
        """Whether the figure is printed for the same thing after all, for another time or elsewhere."""
        return any(
            len(one.words & slip.words) >= 0.6 * len(slip.words) for one in self._by_value[claim.claimed.normalize()]
        )


def _of_rows(rows: Iterable[Observation]) -> Iterator[_Printed]:
    for row in rows:
        words = words_of(row.name.split("\n")[0])
        name = row.name.split("\n")[0]
        short = name if len(name) <= 90 else f"{name[:89].rstrip()}\u2026"
        if row.value is not None:
            place = next((place.box for place in row.places if place.role == "value"), row.box)
            text = row.value_text or f"{row.value:f}"
            basis = {"actual": "", "previous": "the earlier figure of ", "forecast": "the forecast of "}
            what = f"{basis.get(row.basis, 'the comparison for ')}{short}"
            seen = _Printed(
                row.value, row.unit, words, Evidence(row.document, place, text), what[0].upper() + what[1:], row
            )
            yield seen
        if row.target is not None and row.basis != "previous":
            place = next((place.box for place in row.places if place.role == "target"), row.box)
            told = Evidence(row.document, place, row.target_text or f"{row.target:f}")
            yield _Printed(row.target, row.unit, words | {"target"}, told, f"The target of {short}", row)


def _of_cells(found: Iterable[Recounted]) -> Iterator[_Printed]:
    for each in found:
        claim = each.claim
        if claim.where == "table" and claim.asks:
            across, _, down = claim.asks.line.partition("|")
            words = words_of(f"{across} {down}")
            told = Evidence(claim.document, claim.box, f"{claim.text.rpartition('|')[2].strip()} for {across}, {down}")
            yield _Printed(claim.claimed, claim.unit, words, told, "The table", None, claim.asks.group, across, down)


# ------------------------------------------------------------------------------- words and digits


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about, in the singular."""
    even = _PREFIX.sub(r"\1", text.casefold())  # re-ablement is reablement
    found = (_SAME.get(word, word) for word in _WORD.findall(even) if word not in _STOP)
    return frozenset(word[:-1] if word.endswith("s") and len(word) > 4 else word for word in found)


def _same_unit(claimed: str | None, printed: str | None, *, strict: bool = False) -> bool:
    families = [("percent", "percentage_points"), ("gbp",), ("days",), ("count", None, "score", "rate")]
    one, other = (
        next((number for number, family in enumerate(families) if unit in family), -1) for unit in (claimed, printed)
    )
    if strict:
        return one == other
    return one == other or (one == 3 and other in (-1, 2)) or (claimed is None and other != 0)


def _is_telling(value: Decimal) -> bool:
    """Whether a figure is unlikely to be another's by chance."""
    return value != value.to_integral_value() or value >= 20


def _digits(value: Decimal) -> int:
    return len(f"{value:f}".replace(".", "").strip("-").lstrip("0"))


def _slips(value: Decimal) -> set[str]:
    """Forms that two figures share where one digit of them differs, or two neighbours changed places."""
    text = f"{value:f}"
    forms = {f"{text[:place]}_{text[place + 1 :]}" for place, digit in enumerate(text) if digit.isdigit()}
    swapped = (
        f"swap {text[:place]}{''.join(sorted(text[place : place + 2]))}{text[place + 2 :]}"
        for place in range(len(text) - 1)
        if text[place : place + 2].isdigit() and text[place] != text[place + 1]
    )
    return forms | set(swapped)


def _is_of_now(claim: Claim) -> bool:
    """Whether a sentence speaks of the figure as it stands: not of a target, an earlier time or what is to come."""
    text = claim.text
    if (
        claim.bound
        or speaks_of_later(text)
        or speaks_of_earlier(text)
        or re.search(r"\btarget|\bbenchmark", text, re.I)
    ):
        return False
    figure = next((one for one in mentions(text) if one.value == claim.claimed), None)
    return figure is not None and not re.search(
        r"\b(?:from|was|than|against|with)\s$", text[: figure.start], re.IGNORECASE
    )


def _is_of_time(claim: Claim, start: date | None, end: date | None) -> bool:
    """Whether a sentence that names a time names this one; a time that it only compares with is none."""
    named = [
        span.period
        for span in period_spans(claim.text)
        if span.period is not None and not _BASE.search(claim.text[: span.start])
    ]
    if not named or start is None or end is None:
        return not named
    return any(period.start <= end and start <= period.end for period in named)
