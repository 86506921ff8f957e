"""The vocabulary in which rating keys are worded, and a wording taken apart into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a wording that carries meaning.

    A number has its ``unit`` (``%`` or ``points``), a range two numbers.
    """

    kind: str
    text: str
    first: Decimal = Decimal(0)
    last: Decimal = Decimal(0)
    unit: str = ""


_N = r"\d+(?:\.\d+)?"
_UNIT = r"(?:\s*%\s*points?|\s*%|\s*(?:percentage |percent )?points?\b|\s*ppts?\b|\s*pp\b|\s*p\.p\.)"
_ON = (
    r"(?:on|at|meets?|met|meeting|achieve[sd]?|achieving|equal(?:s|led)?(?: to)?|hit|reached|the same as|in line with)"
)
_OVER = (
    r"(?:above|over|better(?: than)?|exceed(?:s|ed|ing)?|ahead of|beat(?:s|en|ing)?|higher than|surpass(?:es|ed|ing)?"
    r"|greater than|outperform(?:s|ed|ing)?)"
)
_EARLIER = (
    r"(?:(?:the )?same (?:quarter|period|time|point|month) (?:of |in )?(?:the )?(?:last|previous|prior) year(?:'s)?"
    r"|(?:the )?(?:previous|last|prior) year(?:'s)?(?: same (?:quarter|period|time))?)"
)

# In this order; what one has taken the next does not see.
_PARTS: tuple[tuple[str, str], ...] = (
    ("RANGE", rf"(?:between|from)?\s*(?<![\d.])(?P<r1>{_N})(?:{_UNIT})?\s*(?:-|to|and)\s*(?P<r2>{_N})(?P<ru>{_UNIT})"),
    ("NUMBER", rf"(?:\+\s*/\s*-|±)\s*(?P<p1>{_N})(?P<pu>{_UNIT})"),
    ("NUMBER_OR_MORE", rf"(?P<m1>{_N})(?P<mu>{_UNIT})\s*\+"),
    ("SIGNED", rf"(?P<sign>(?<![\w%])[+-])\s*(?P<s1>{_N})(?P<su>{_UNIT})"),
    ("NUMBER", rf"(?P<n1>{_N})(?P<nu>{_UNIT})"),
    (
        "TOLERANCE",
        r"tolerances?(?: (?:levels?|range|limits?|band|threshold))?(?P<tu> \((?:%|percentage) points?\)| \(points\))?",
    ),
    ("SECOND", r"(?:stretch(?:ing|ed)?|aspirational) (?:target|goal)|target to aim for"),
    (
        "FLOOR",
        r"(?:floor|trigger)(?: (?:standard|target|level|threshold|value|point))?"
        r"|minimum (?:acceptable )?(?:standard|expectation|level|requirement|performance|threshold|target)s?",
    ),
    ("PREVIOUS", _EARLIER),
    (
        "",
        r"(?:either )?(?:above or below|below or above|better or worse|over or under)|(?:on )?either side(?: of)?",
    ),
    (
        "KEPT",
        r"improved or (?:been |was |has been )?(?:maintained|sustained|unchanged|stayed the same|remained the same)"
        r"|maintained or improved|(?:same|equal) or better|not (?:worsened|worse than|deteriorated|declined)"
        r"|no worse(?= than (?:the )?(?:same|previous|last))|(?:the )?same as or better than",
    ),
    (
        "MET_OR_BETTER",
        rf"{_ON}(?: (?:or|and)|\s*/)(?: (?:is|has|have|been))? {_OVER}|{_OVER}(?: (?:or|and)|\s*/) {_ON}"
        r"|no (?:adverse variance|shortfall|worse than)(?: from)?(?! \d)|not (?:below|worse than|less than)(?! \d)",
    ),
    (
        "UP_TO",
        r"(?:by )?(?:no|not) (?:more|greater|worse|further|higher)(?: than)|up to|(?:to )?within|at most"
        r"|(?:a )?maximum of|not exceeding|inside|<=|≤",
    ),
    ("AT_LEAST", r"at least|(?:a )?minimum of|(?:no|not) less than|>=|≥"),
    (
        "MISSED",
        r"(?:has |have |is |are |was |were )?not(?: yet)?(?: been| being)?"
        r" (?:met|achieved|reached|on|meeting|achieving|attained|hit)"
        r"|(?:fail(?:s|ed|ing)?|fell short) (?:to (?:meet|achieve|reach|hit)|of)|miss(?:es|ed|ing)?|off|out of"
        r"|does not meet",
    ),
    ("OUTSIDE", r"outside(?: of)?|beyond"),
    ("OR_MORE", r"(?:or|and) (?:more|greater|above|over|higher|beyond)(?= |$|[.,;)])(?! than| target| the)"),
    ("OR_LESS", r"(?:or|and) (?:less|fewer|under|lower)(?= |$|[.,;)])(?! than| target| the)"),
    ("OR_BETTER", r"or better(?! than)"),
    ("OR_WORSE", r"or worse(?! than)"),
    ("MORE", r"(?:more|greater) than|in excess of|(?:over|above|exceed(?:s|ed|ing)?)(?: by)?(?= \d)|>"),
    ("LESS", r"(?:less|fewer) than|(?:under|below)(?= \d)|<"),
    ("BETTER", rf"{_OVER}|favourabl[ey](?: to| of)?|improved|improving"),
    (
        "WORSE",
        r"worse(?:ned)?(?: than)?|below|under|short(?:fall)?(?: of)?|behind|adverse variance|adverse(?:ly)?(?: to| of)?"
        r"|away(?: from)?|adrift(?: of| from| by)?|lower than|deteriorated|declined|from(?= (?:the )?target)"
        r"|variance from",
    ),
    ("MET", rf"{_ON}|achievement|attained"),
    (
        "VAGUE",
        r"close to|near(?:ly| to)?|just|slightly|marginally|narrowly|a little|well|far|significantly|substantially"
        r"|considerably|seriously",
    ),
    ("", r"or (?:is |are )?(?:completed?|on track)"),
    ("BETWEEN", r"between"),
    ("TARGET", r"targets?"),
    ("OR", r"or"),
    ("AND", r"and|but|though|although|yet|with|while|however"),
    ("BREAK", r"[,;.()]"),
    (
        "",
        r"the|a|an|is|are|was|were|has|have|had|been|be|being|performance|results?|outturns?|actuals?|figures?|measures?"
        r"|indicators?|kpis?|pis?|values?|this|that|which|it|its|of|by|current(?:ly)?|for|in|against|to|than|where|when|if"
        r"|we|our|levels?|agreed|set|compared|as|standard|an?d? acceptable|acceptable|permitted|either|also"
        r"|still|already|threshold|quarter's|measure's|council's|its own|'|\"|:|-|only|both|their|all"
        r"|year to date",
    ),
)
_NAMES = {
    "NUMBER_OR_MORE": ("NUMBER", "OR_MORE"),
    "OR_BETTER": ("OR_MORE", "BETTER"),
    "OR_WORSE": ("OR_MORE", "WORSE"),
}
_AFTER_NUMBERS = ("OR_MORE", "OR_LESS", "OR_BETTER", "OR_WORSE")
_FOOTNOTES = str.maketrans("", "", "*†‡#")
_COMPILED = tuple((kind, re.compile(rf"(?:{pattern})(?:(?<!\w)|(?!\w))")) for kind, pattern in _PARTS)
_WORD = re.compile(r"[^\W\d]+|\d[\d.,]*|\S")


def tokens(wording: str) -> Iterator[Token]:
    """The parts of a wording, in order; a word that is not in the vocabulary is ``UNKNOWN``."""
    text = _plain(wording)
    place, before = 0, ""
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        kind, found = _at(text, place, before)
        if found is None:
            found = _WORD.match(text, place)
            assert found is not None, "something stands there"
            yield Token("UNKNOWN", found[0])
        elif kind:
            yield from _read(kind, found)
        before = kind
        place = found.end()


def _plain(wording: str) -> str:
    text = " ".join(wording.casefold().replace("\u2013", "-").replace("\u2014", "-").replace("\u2212", "-").split())
    for digit, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    ):
        text = re.sub(rf"\b{word}(?= ?(?:%|per ?cent|points?))", str(digit), text)
    text = re.sub(r"\bper ?cent(?!age)\b", "%", text)
    return re.sub(r"[\u2018\u2019]", "'", text).translate(_FOOTNOTES)


def _at(text: str, place: int, before: str) -> tuple[str, re.Match[str] | None]:
    if place and text[place - 1].isalnum() and text[place].isalnum():
        return "", None
    for kind, pattern in _COMPILED:
        if kind in _AFTER_NUMBERS and before != "NUMBER":
            continue
        found = pattern.match(text, place)
        if found and found.end() > place:
            return kind, found
    return "", None


def _read(kind: str, found: re.Match[str]) -> Iterator[Token]:
    said = {name: value for name, value in found.groupdict().items() if value is not None}
    if kind == "RANGE":
        yield Token(kind, found[0], Decimal(said["r1"]), Decimal(said["r2"]), _unit(said["ru"]))
        return
    if kind == "TOLERANCE":
        yield Token(kind, found[0], unit=_unit(said["tu"]) if "tu" in said else "")
        return
    names = _NAMES.get(kind, (kind,))
    number = next((said[name] for name in ("p1", "m1", "s1", "n1") if name in said), None)
    unit = next((said[name] for name in ("pu", "mu", "su", "nu") if name in said), "")
    for name in names:
        if number is not None and name in ("NUMBER", "SIGNED"):
            signed = -Decimal(number) if said.get("sign") == "-" else Decimal(number)
            yield Token(name, found[0], signed, unit=_unit(unit))
        else:
            yield Token(name, found[0])


def _unit(printed: str) -> str:
    return "%" if printed.strip() == "%" else "points"
