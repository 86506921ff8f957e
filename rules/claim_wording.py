"""What a sentence counts: each of its figures with the rows that it is a count or a share of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language.counted import (
    Counted,
    Said,
    kinds_said,
    narrowed,
    said_of,
    speaks_of_earlier,
    speaks_of_later,
)
from ..language.mentions import Mention
from ..language.periods import Period, period_spans
from ..records import Ask
from .claim_scopes import Scopes

_PARTITIVE = re.compile(r"\s*(?:out )?of (?:(?:the|our|its|all|these|those|a total of|a possible)\s)*$", re.IGNORECASE)
_OUT_OF = re.compile(r".*\bout of (?:the |our |a total of )?$", re.IGNORECASE | re.DOTALL)
_OPENS_BRACKET = re.compile(r"\(\s*(?:(?:or|about|around|approximately|nearly|just over|i\.e\.|=)\s*)*$", re.IGNORECASE)
_LABEL_JOINT = re.compile(r"['\"”’]?\s*[:=–(-]?\s*$")
_VERB = re.compile(
    r"\b(?:are|were|is|was|have|has|had|did|met|missed|stand|stood|show|showed|achieved|carry|remain|remained|improved|"
    r"got|made|make|being)\b",
    re.IGNORECASE,
)
# Words between a figure and what it counts that do not narrow it.
_FILLER = frozenset(
    "a all also an and another are as assessed at available be been being both carry carries categorised category "
    "classed classified corporate council council's count currently data delivery different either end existing "
    "further given had has have i in is it its judged key light made make marked more much nearly new now number of "
    "on or other our out overall part per performance period plan plans position priorities priority progress "
    "published quarter rag rated rating ratings recorded report reported reporting reports scored set shown showing so "
    "stand standing stands status statuses still stood strategic target targets that the their them there these "
    "they this those to total traffic under up up-to-date was were where which while with within year".split()
)
_NARROWING = re.compile(
    r"\b(?:because|due to|owing to|by more than|for the (?:first|second|third)|from (?:red|amber|green|blue)|newly|"
    r"twice|who|whose|relating to|related to|compared|no longer|except|excluding|apart from)\b",
    re.IGNORECASE,
)
# A percentage that tells how far a figure lies from its target.
_DISTANCE = re.compile(
    r"\s?(?:below|above|short|off|under|over|ahead|behind|worse|better|outside|beneath|from|away)\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_FROM_TO = re.compile(r"\b(?:from|since)\s[^,;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a sentence stands: what its report rates how, and the headings above it."""

    statuses: frozenset[str]
    scopes: Scopes
    period: Period
    headings: tuple[str, ...] = ()
    group: str = ""


def asks_of(text: str, figures: Sequence[Mention], context: Context) -> tuple[Ask | None, ...]:
    """What each figure of a sentence counts.

    Args:
        text: the sentence.
        figures: its figures, in order.
        context: where it stands.

    Returns:
        for each figure what it counts; None where it counts none of the report's rows, as far as is understood.
    """
    if not figures:
        return ()
    named = context.scopes.named_in(text)
    clauses = list(_clauses(text, figures, context))
    kinds_before: tuple[Counted, ...] = next((clause.kinds for clause in clauses if clause.kinds), ())
    whole_kinds = tuple(dict.fromkeys(kind for kinds, _, _ in kinds_said(text) for kind in kinds))
    found: list[Ask | None] = []
    for clause in clauses:
        kinds_before = clause.kinds or kinds_before or whole_kinds
        found.append(_ask(clause, kinds_before, named, text, context))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Clause:
    figure: Mention
    text: str
    path: str
    words: tuple[Said, ...]
    kinds: tuple[Counted, ...]
    is_whole: bool = False
    counts_rows: bool = True


def _ask(
    clause: _Clause, kinds: tuple[Counted, ...], named: tuple[str, ...], sentence: str, context: Context
) -> Ask | None:
    figure = clause.figure
    if not (figure.is_count or figure.unit == "percent") or not clause.counts_rows:
        return None
    words = tuple(dict.fromkeys(said.what for said in clause.words))
    if not words and not clause.kinds and not clause.is_whole:
        return None
    if figure.unit == "percent" and (not words or _DISTANCE.match(sentence, figure.end)):
        return None
    understood = _is_understood(clause, named, sentence)
    if not kinds and not understood:
        return None
    of = narrowed(clause.text) if words or clause.is_whole else narrowed(sentence)
    return Ask(
        "share" if figure.unit == "percent" else "rows",
        kinds,
        words,
        of,
        named or context.headings,
        bool(named),
        _period_of(clause, words, sentence, context),
        context.group,
        understood,
    )


def _is_understood(clause: _Clause, named: tuple[str, ...], sentence: str) -> bool:
    left = clause.path
    for label in named:
        for word in _WORD.findall(label):
            left = re.sub(rf"\b{re.escape(word)}\b", " ", left, flags=re.IGNORECASE)
    unknown = [word for word in _WORD.findall(left) if word.casefold().replace("’", "'") not in _FILLER]
    return not unknown and not _NARROWING.search(clause.text) and not re.search(r"\ball but\b", sentence, re.I)


def _period_of(clause: _Clause, words: tuple[str, ...], sentence: str, context: Context) -> str | None:
    """The time that a clause speaks of where it is not the report's: a label, ``earlier`` or ``later``."""
    if words and all(word in ("~improving", "~same", "~worsening") for word in words):
        return None
    if speaks_of_later(sentence):
        return "later"
    if speaks_of_earlier(sentence):
        return "earlier"
    for span in period_spans(clause.text):
        if span.period is None or _FROM_TO.search(clause.text[: span.start]):
            continue
        if span.period.end < context.period.start:
            return span.period.label
        if span.period.start > context.period.end:
            return "later"
    return None


def _clauses(text: str, figures: Sequence[Mention], context: Context) -> Iterator[_Clause]:
    """A clause for each figure: in brackets it shares that of the figure before, else it reaches to the next."""
    paired = _pairs(text, figures)
    free = [number for number in range(len(figures)) if number not in paired]
    said = said_of(text, context.statuses)
    by_label = _is_label_first(text, figures, free, said)
    made: dict[int, _Clause] = {}
    for place, number in enumerate(free):
        begin = figures[number].end
        end = figures[free[place + 1]].start if place + 1 < len(free) else len(text)
        if by_label:
            start = figures[free[place - 1]].end if place else 0
            made[number] = _labelled(text, figures[number], start, end, said)
        else:
            made[number] = _following(text, figures[number], begin, end, said)
    for place, number in enumerate(free[:-1]):
        other = free[place + 1]
        between = text[figures[number].end : figures[other].start]
        if not by_label and _PARTITIVE.match(between):
            made[number], made[other] = _parted(made[number], made[other])
    for place, number in enumerate(free[1:], 1):
        before = text[figures[free[place - 1]].end : figures[number].start]
        if _OUT_OF.fullmatch(before) and not made[number].words and made[free[0]].words:
            made[number] = replace(made[number], is_whole=True)
    if len(free) == 1 and not made[free[0]].words and not by_label:
        made[free[0]] = _preceding(text, figures[free[0]], made[free[0]], said)
    for number, figure in enumerate(figures):
        owner = paired.get(number, number)
        yield made[owner] if owner == number else replace(made[owner], figure=figure)


def _pairs(text: str, figures: Sequence[Mention]) -> dict[int, int]:
    """The figures in brackets, each with the figure that they stand behind."""
    paired: dict[int, int] = {}
    for number in range(1, len(figures)):
        between = text[figures[number - 1].end : figures[number].start]
        if (
            _OPENS_BRACKET.search(between)
            and ")" not in between
            and len(between) < 60
            and not re.search(r"[,;]", between)
        ):
            one, other = figures[number - 1], figures[number]
            if one.is_percent != other.is_percent:
                paired[number] = paired.get(number - 1, number - 1)
    return paired


def _is_label_first(text: str, figures: Sequence[Mention], free: Sequence[int], said: Sequence[Said]) -> bool:
    """Whether the words stand before their figures: ``Green: 12, Amber: 4``."""
    first = figures[free[0]]
    before = [one for one in said if one.end <= first.start]
    if not before or not _LABEL_JOINT.fullmatch(text[before[-1].end : first.start]):
        return False
    return len(_WORD.findall(text[: before[-1].start])) <= 6


def _labelled(text: str, figure: Mention, start: int, end: int, said: Sequence[Said]) -> _Clause:
    words = [one for one in said if start <= one.start and one.end <= figure.start]
    near = tuple(words[-1:]) if words and _LABEL_JOINT.fullmatch(text[words[-1].end : figure.start]) else ()
    tail = text[figure.end : end]
    if not near:  # the total behind a list of labels
        return _following(text, figure, figure.end, end, said)
    kinds = tuple(kind for kinds, _, _ in kinds_said(tail)[:1] for kind in kinds)
    path = re.split(r"[,;:(/|]", tail)[0]
    others = [one for one in said if figure.end <= one.start < end]
    path = "" if others else path
    return _Clause(figure, tail, path, near, kinds)


def _following(text: str, figure: Mention, begin: int, end: int, said: Sequence[Said]) -> _Clause:
    tail = text[begin:end]
    words = tuple(one for one in said if begin <= one.start and one.end <= end)
    nouns = [
        (kinds, start, stop)
        for kinds, start, stop in kinds_said(tail)
        if not any(one.start < begin + stop and begin + start < one.end for one in words)
    ]
    kinds = nouns[0][0] if nouns else ()
    first = min([*(one.start - begin for one in words), *(start for _, start, _ in nouns[:1])], default=0)
    reached = max([*(one.start - begin for one in words[:1]), *(stop for _, _, stop in nouns[:1])], default=0)
    path = tail[:reached]
    for one in words:
        path = path.replace(text[one.start : one.end], " ")
    for _, start, stop in nouns[:1]:
        path = path.replace(tail[start:stop], " ")
    return _Clause(figure, tail, path, words, kinds, counts_rows=_reaches(tail[:first]))


def _reaches(between: str) -> bool:
    """Whether a figure counts what stands behind these words: nothing else is counted in between."""
    return len([word for word in _WORD.findall(between) if word.casefold() not in _FILLER]) <= 2 and not re.search(
        r"[.;]|,\s+(?:and|but|which)\b", between
    )


def _parted(part: _Clause, whole: _Clause) -> tuple[_Clause, _Clause]:
    """``13 of our 19 indicators are green``: what stands before the verb is said of the whole, the rest of the part."""
    verb = _VERB.search(whole.text)
    border = verb.start() if verb else 0
    offset = whole.figure.end
    of_whole = tuple(said for said in whole.words if verb and said.end <= offset + border)
    of_part = tuple(said for said in whole.words if said not in of_whole)
    noun_phrase = whole.text[:border] if verb else whole.text
    nouns = kinds_said(noun_phrase)
    stop = nouns[0][2] if nouns else 0
    part = replace(part, words=of_part, kinds=whole.kinds, text=whole.text[border:], path="", counts_rows=bool(of_part))
    path = noun_phrase[:stop]
    for _, start, end in nouns[:1]:
        path = path.replace(noun_phrase[start:end], " ")
    for said in of_whole:
        path = path.replace(whole.text[said.start - offset : said.end - offset], " ")
    return part, replace(whole, words=of_whole, text=noun_phrase, path=path, is_whole=True, counts_rows=bool(nouns))


def _preceding(text: str, figure: Mention, clause: _Clause, said: Sequence[Said]) -> _Clause:
    """``Projects rated green made up 78% of the total``: the words stand before the one figure."""
    words = tuple(one for one in said if one.end <= figure.start)
    if not words or figure.unit != "percent":
        return clause
    before = text[: figure.start]
    kinds = next((kinds for kinds, _, _ in reversed(kinds_said(before))), clause.kinds)
    return replace(clause, words=words, kinds=clause.kinds or kinds, path="", text=text, counts_rows=True)
