"""Statements whose own figures decide them: shares, changes, sums.

Only forms of words that leave no doubt which figures belong together are read. Printed figures are
rounded, and reports round up or down as they like: what lies within a unit of the last printed digit holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ..language.amounts import plain
from ..language.mentions import Mention

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Decided:
    """A figure of a sentence that the others decide: ``number`` is its place among the figures."""

    number: int
    recomputed: Decimal
    holds: bool
    explanation: str


_OF_WHOLE = re.compile(
    r"(?:^|[.;:,]\s|\b)(?:of|out of|from) (?:the |our |its |a total of |these |those )*$", re.IGNORECASE
)
_OUT_OF = re.compile(r"\s*(?:out of|of)(?: the| our| its| a total of| all)*\s*", re.IGNORECASE)
_BRACKET = re.compile(r"(?:\s[\w'’-]+){0,5}\s?\(\s*(?:or |i\.e\. |=\s?)?", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:increas\w*|ris(?:e|es|en|ing)|rose|gr(?:ew|ow\w*)|climb\w*|up|gain\w*|decreas\w*|fell|fall\w*|drop\w*|declin\w*|"
    r"reduc\w*|down|chang\w*|improv\w*)\b",
    re.IGNORECASE,
)
_CHANGE_OF = re.compile(
    r"(?:an? |the |which is |representing |equivalent to |or |by |of |some |\(|,|-|\s)*"
    r"(?:(?:increas\w*|rise|growth|fall|drop|decreas\w*|declin\w*|reduc\w*|gain|change|up|down)(?: of| by)?|by|\()?"
    r"\s*(?:an? )?[+-]?",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?P<up>increas(?:ed|e)|ris(?:en|e)|rose|gr(?:ew|own)|climbed|went up|gone up)|"
    r"\b(?P<down>decreas(?:ed|e)|fell|fallen|dropped|declined|reduc(?:ed|tion)|went down|gone down)",
    re.IGNORECASE,
)
_NOT_PLAIN = re.compile(
    r"\b(?:rank\w*|place[ds]?|position|quartile|target\w*|threshold|band|expected|forecast|negative|deficit|gap)\b",
    re.I,
)
_TO = re.compile(
    r"(?:\s?\([^()]*\)|\s[^,;()]{1,70}?)?,?\s(?:up |down )?to\s(?:about |around |just over |just under )?", re.I
)
_NOUN = r"(?:increase|decrease|reduction|rise|fall|drop|gain|growth|improvement|change)"
_BEFORE_FROM = re.compile(rf"\)?,?\s*(?:{_NOUN}\b[^;:]{{0,90}})?,?\s*\(?\s*(?:up |down )?from\s*", re.IGNORECASE)
_OF_CHANGE = re.compile(
    rf"\b(?P<noun>{_NOUN}) of (?:almost |about |around |nearly |some |just over |just under )?$", re.IGNORECASE
)
_BASE = re.compile(r"\)?\s(?:from|on|over|compared (?:to|with))\s(?:[^\d,;.]{0,40}\s)?", re.IGNORECASE)
_MADE_OF = re.compile(
    r"\b(?:made up of|compris(?:ing|ed of)|comprises(?: of)?|consist(?:ing|s) of|broken down (?:as|into)|split between|"
    r"namely)\b",
    re.I,
)
_OPEN_LIST = re.compile(
    r"\b(?:including|includes|such as|among|of which|at least|other|remaining|rest)\b", re.IGNORECASE
)
_WORDS = (
    r"(?:\s(?!(?:and|or|in|on|of|with|against|compared|by|for|from|to|at|than|per|each|one|plus|who|which|that|over)\b)"
    r"[a-z][a-z'’-]*){0,5}"
)
_NEXT_PART = re.compile(rf"{_WORDS}(?:,|,? and|,? plus| &)\s(?:the |a further |another )?", re.IGNORECASE)
_LAST_PART = re.compile(rf"{_WORDS}\s?[.;)]*\s*", re.IGNORECASE)
_FIRST_PART = re.compile(r":?\s(?:the |both )?", re.IGNORECASE)
_IN_ALL = re.compile(r"\b(?:total\w*|in all|altogether)\b", re.IGNORECASE)
_TIME = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?)\b", re.IGNORECASE)
_RATE = re.compile(r"\s?(?:/|(?:per|an?|each|every|in \d|in an?|out of|of)\b)", re.IGNORECASE)
_OTHER_WHOLE = re.compile(r"\b(?:of|from)\s(?:[a-z]+\s){0,2}$", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r"\b(?:against|compar\w+|while|whil?st|whereas|but|than|versus|previous\w*|last|earlier|before|from|up|down)\b|;",
    re.IGNORECASE,
)


def decided_in(text: str, figures: Sequence[Mention]) -> tuple[Decided, ...]:
    """The figures of a sentence that its other figures decide.

    Args:
        text: the sentence.
        figures: its figures, in order.
    """
    if len(figures) < 2:
        return ()
    even = plain(text)
    found = [
        *_shares(even, figures),
        *_changes(even, figures),
        *_changes_on(even, figures),
        *_contradicted(even, figures),
        *_sums(even, figures),
    ]
    first: dict[int, Decided] = {}
    for each in found:
        first.setdefault(each.number, each)
    return tuple(first.values())


# ------------------------------------------------------------------------------- shares


def _shares(text: str, figures: Sequence[Mention]) -> Iterator[Decided]:
    """``15 out of 60 (25%)`` and ``Of 60 letters, 15 (25%) ...``."""
    whole: Mention | None = None
    pairs: list[tuple[Mention, int]] = []
    for number, figure in enumerate(figures):
        before = text[figures[number - 1].end if number else 0 : figure.start]
        if figure.is_count and _OF_WHOLE.search(before) and (whole is None or number == 1):
            whole = figure
        if number and figure.unit == "percent" and figures[number - 1].is_count and _BRACKET.fullmatch(before):
            part = figures[number - 1]
            if part is whole and number > 1 and _OUT_OF.fullmatch(text[figures[number - 2].end : part.start]):
                part = figures[number - 2]
            pairs.append((part, number))
    if whole is None or whole.value == 0 or whole.bound:
        return
    sums = sum(part.value for part, _ in pairs)
    for part, number in pairs:
        figure = figures[number]
        if part is whole or part.value > whole.value or part.bound or figure.bound:
            continue
        share = HUNDRED * part.value / whole.value
        holds = abs(share - figure.value) <= figure.step
        if not holds and not _is_only_whole(text, figures, whole, part):
            continue
        if not holds and (len(pairs) > 1 or sums == whole.value):
            # Shares of something else than the whole that was named: told by all of them together.
            bases = [HUNDRED * one.value / figures[at].value for one, at in pairs if figures[at].value]
            if bases and max(bases) - min(bases) <= max(bases) / 20:
                continue
        said = f"{part.text} of {whole.text} is {share:.2f}%"
        yield Decided(number, _rounded(share, figure.step), holds, f"{said}{'' if holds else f', not {figure.text}'}.")


def _is_only_whole(text: str, figures: Sequence[Mention], whole: Mention, part: Mention) -> bool:
    """Whether a part can be of no other whole: none else is named, and no other clause begins between the two."""
    for figure in figures:
        if figure is not whole and figure.is_count and _OTHER_WHOLE.search(text[: figure.start]):
            return False
    return _OTHER_CLAUSE.search(text[whole.end : part.start]) is None


# ------------------------------------------------------------------------------- changes


def _changes(text: str, figures: Sequence[Mention]) -> Iterator[Decided]:
    """``rose from 40 to 50, an increase of 25%``; ``an increase of 25%, from 40 to 50``."""
    for number, (one, other) in enumerate(pairwise(figures)):
        if not _is_from_to(text, one, other) or not one.value or _spoken(one) != _spoken(other):
            continue
        if number + 2 < len(figures):
            between = text[other.end : figures[number + 2].start]
            if _CHANGE_OF.fullmatch(between) and (_CHANGE.search(between) or "(" in between):
                yield from _certain(_change(one, other, figures[number + 2], number + 2), _alike(text, one, other))
        if number:
            before = text[figures[number - 1].end : one.start]
            lead = text[max(0, figures[number - 1].start - 40) : figures[number - 1].start]
            if _BEFORE_FROM.fullmatch(before) and _CHANGE.search(lead + before):
                yield from _certain(_change(one, other, figures[number - 1], number - 1), _alike(text, one, other))


def _change(one: Mention, other: Mention, change: Mention, number: int) -> Iterator[Decided]:
    difference = abs(other.value - one.value)
    slack = (one.step + other.step) / 2
    loose = Decimal(1) if change.bound == "about" else Decimal(0)
    if change.bound and not loose:
        return
    if change.unit == "percent" and not (one.is_percent and abs(difference - change.value) <= slack + change.step):
        base = abs(one.value)
        share = HUNDRED * difference / base
        reach = HUNDRED * slack * (1 + difference / base) / base
        holds = abs(share - change.value) <= change.step + reach + loose
        if loose and not holds:
            return
        if not holds and one.is_percent:
            points = f"{_plain(difference)} percentage points"
            said = f"from {one.text} to {other.text} is {points}, or {share:.1f}% of {one.text}"
        else:
            said = f"from {one.text} to {other.text} is a change of {share:.2f}%"
        yield Decided(number, _rounded(share, change.step), holds, f"{_told(said, change, holds)}")
    elif change.is_percent == one.is_percent and _spoken(change) == _spoken(one):
        holds = abs(difference - change.value) <= slack + change.step / 2
        points = " percentage points (printed as a percentage)" if change.unit == "percent" else ""
        said = f"from {one.text} to {other.text} is a difference of {_plain(difference)}{points}"
        yield Decided(number, difference, holds, _told(said, change, holds))


def _changes_on(text: str, figures: Sequence[Mention]) -> Iterator[Decided]:
    """``65.4%, an increase of 2.4 percentage points from 63.0%``."""
    for number in range(1, len(figures) - 1):
        now, change, before = figures[number - 1], figures[number], figures[number + 1]
        said = _OF_CHANGE.search(text[now.end : change.start])
        if not said or not _BASE.fullmatch(text[change.end : before.start]) or not before.value:
            continue
        if (
            _spoken(now) == _spoken(before)
            and (now.value != before.value)
            and text[now.end : change.start].count(",") < 3
        ):
            words = {word for each in (now, before) if (word := _word_after(text, each))}
            yield from _certain(_change(before, now, change, number), len(words) < 2)


def _contradicted(text: str, figures: Sequence[Mention]) -> Iterator[Decided]:
    """``increased from 60 to 45``."""
    for number, (one, other) in enumerate(pairwise(figures)):
        if not _is_from_to(text, one, other) or _spoken(one) != _spoken(other) or one.value == other.value:
            continue
        if not _alike(text, one, other):
            continue
        start = figures[number - 1].end if number else 0
        lead = text[start : one.start]
        moved = list(_MOVED.finditer(lead))
        if not moved or _NOT_PLAIN.search(text):
            continue
        between = lead[moved[-1].end() :]
        if not re.fullmatch(r"(?:\s[a-z]+){0,2}\s?from\s", between, re.IGNORECASE) or re.search(r"\bby\b", between):
            continue
        up = moved[-1]["up"] is not None
        if up == (other.value < one.value):
            than = f"{other.text} is {'less' if up else 'more'} than {one.text}."
            yield Decided(number + 1, other.value, False, f"'{moved[-1][0]}' from {one.text} to {other.text}: {than}")


def _is_from_to(text: str, one: Mention, other: Mention) -> bool:
    if not re.search(
        r"\bfrom\s(?:about |around |approximately |just over |just under |nearly )?$", text[: one.start], re.I
    ):
        return False
    return _TO.fullmatch(text[one.end : other.start]) is not None


def _alike(text: str, one: Mention, other: Mention) -> bool:
    """Whether both ends of a change are surely of one unit: the same words or the same sign stand with both."""
    between = _folded(text[one.end : other.start])
    words = re.split(r"\bto\b", between)[0].strip(" ,")
    after = text[other.end :]
    if words:
        if not re.match(rf"{re.escape(words)}\b", _folded(after)):
            return False
        after = _folded(after)[len(words) :]
    if _RATE.match(after):
        return False
    return _sign(one) == _sign(other) or (not words and not _sign(one) and other.is_percent)


def _sign(figure: Mention) -> str:
    """What is printed with the digits of a figure; nothing for a number word."""
    return re.sub(r"[\d.,\s]", "", figure.text).casefold() if re.search(r"\d", figure.text) else ""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _word_after(text: str, figure: Mention) -> str:
    word = re.match(r"\s?([a-z]+)", text[figure.end :], re.IGNORECASE)
    return word[1].casefold() if word else ""


def _certain(found: Iterator[Decided], sure: bool) -> Iterator[Decided]:
    """What holds, and what fails only where the figures surely belong together."""
    return (each for each in found if each.holds or sure)


# ------------------------------------------------------------------------------- sums


def _sums(text: str, figures: Sequence[Mention]) -> Iterator[Decided]:
    """``a total of 120, made up of 70 adults and 50 children``."""
    made = _MADE_OF.search(text)
    if made is None or _OPEN_LIST.search(text):
        return
    before = [number for number, figure in enumerate(figures) if figure.end <= made.start()]
    after = [figure for figure in figures if figure.start >= made.end()]
    parts = _parts(text, after, made.end())
    if len(before) != 1 or len(parts) < 2:
        return
    total = figures[before[0]]
    if any(_spoken(part) != _spoken(total) or part.bound for part in parts) or total.bound:
        return
    for length in range(2, len(parts) + 1):
        added = sum((part.value for part in parts[:length]), Decimal(0))
        rounded = (total.step + sum((part.step for part in parts[:length]), Decimal(0))) / 2
        holds = abs(added - total.value) <= (Decimal(0) if total.is_count else rounded)
        said = f"{' + '.join(part.text for part in parts[:length])} = {_plain(added)}"
        if holds:
            yield Decided(before[0], added, True, f"{said}.")
            return
    is_whole_list = len(parts) == len(after) and _LAST_PART.fullmatch(text[parts[-1].end :]) is not None
    if is_whole_list and _IN_ALL.search(text[: made.start()]) and not _TIME.search(text[total.end :]):
        yield Decided(before[0], added, False, f"{said}, not {total.text}.")


def _parts(text: str, figures: Sequence[Mention], start: int) -> Sequence[Mention]:
    """The figures of a list, each with its noun, up to where something else than a list goes on."""
    if not figures or not _FIRST_PART.fullmatch(text[start : figures[0].start]):
        return ()
    for number, (one, other) in enumerate(pairwise(figures), 1):
        if not _NEXT_PART.fullmatch(text[one.end : other.start]):
            return figures[:number]
    return figures


# ------------------------------------------------------------------------------- small parts


def _spoken(figure: Mention) -> str:
    """Units that are compared: counts with counts, whatever is counted."""
    if figure.is_percent:
        return "percent"
    return figure.unit if figure.unit not in (None, "count") else "count"


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(min(step, Decimal("0.1")))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _told(said: str, figure: Mention, holds: bool) -> str:
    return f"{said[0].upper()}{said[1:]}{'' if holds else f', not {figure.text}'}."
