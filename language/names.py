"""How reports of this field name what they measure: codes before the name, notes within it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# ------------------------------------------------------------------------------------- codes

# Prefixes that announce an indicator's number, so that one digit after a space is enough.
_SERIES = (
    "KPI|PI|NI|BV|BVPI|LPI|LI|CPI|SPI|HPI|SI|KM|PM|SR|CR|CS|KLI|KP|OPI|MPI|CI|SPM|KSI|PPI|QPI|SDI|CP|PAM|LBOI|"
    "ASCOF|PHOF|HHASC|IND|REF|CORP|LOCAL|MEASURE|ACTION|RISK|OBJ|CO|OS"
)
# Letters and digits in which a name itself may begin.
_NO_CODES = (
    r"CO2|NO2|N2O|CH4|O3|SO2|PM2\.5|PM10|HS[12]|KS\s?[1-5]|COVID|SARS|D2N2|UK\d+|EU\d+|G\d+|ISO|IEC|BS|BSEN|NVQ|BTEC|GCSE|NEET|"
    r"BAME|SAP|EPC|WW[12]|IPV\d|WIFI|MP\d|ECO\d|LAD\d|GP2GP|B2B|COP\d+|A&E|R&D|B&B|HIV|HPV|MMR|EYFS|FTE|LED|CAT|TOP|AGE|AGED|"
    r"YEAR|YEARS|BAND|GRADE|TIER|PHASE|STAGE|LEVEL|UNDER|OVER|ZONE|UNIT|DAY|WEEK|MONTH|QUARTER|SECTION|NHS|BMI|SEN|Q[1-4]"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,2}){0,3}"
_TAIL = r"(?P<tail>[a-zA-Z]{1,2}(?![a-zA-Z]))?"
_SUFFIX = r"(?:\s?\((?:[ivx]{1,4}|[a-z]|\d{1,2}|[A-Z]{1,5}\s?\d{1,3}[a-z]?)\))?"
_WORD = r"[A-Z][A-Z&/]{0,5}"
_LINK = r"(?:[_/-][A-Z]{1,5}\d{1,3}[a-z]?)*"

_CODE = re.compile(
    rf"(?!(?:{_NO_CODES})(?![A-Za-z]|\s?[A-Z]{{1,4}}\d))"
    rf"(?P<code>(?P<prefix>{_WORD}(?:\s(?:{_WORD}(?=[\s\d])|Local))*)(?P<gap>[\s-]?)(?P<number>{_NUMBER}){_TAIL}{_LINK}{_SUFFIX})"
    r"(?P<between>\s*[:|]\s*|\s+[-–—]\s*|\s*[–—]\s+|-\s+|\.\s+|\s+|$)(?P<rest>.*)",
    re.DOTALL,
)
_NUMBERED = re.compile(
    r"(?P<code>\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?)(?P<between>\s*[:|]\s*|\s+[-–—]\s+|\.?\s+)(?P<rest>[A-Z%'\"“‘(].*)",
    re.DOTALL,
)
_COUNTED_FIRST = re.compile(
    r"(?P<code>\d{1,2}[A-Za-z](?:\s?\(\w{1,3}\))?)(?P<between>\s*[:|]\s*|\s+[-–—]\s+|\.?\s+)(?P<rest>.*)", re.DOTALL
)
# Words in which the names of measures begin: whatever stands before them is a code.
_OPENER = re.compile(
    r"(?:%|(?:the )?(?:total )?(?:number|no\.|percentage|per cent|proportion|average|amount|value|rate"
    r"|ratio|time|cost|median|mean|total|satisfaction|overall|level of|count)\b)",
    re.IGNORECASE,
)
_PREFIX_IN_SERIES = re.compile(rf"(?:{_SERIES})")


@lru_cache(maxsize=4096)
def split_code(name: str) -> tuple[str | None, str]:
    """A published code and the name after it: ``L&C PM28 Livewell: NHS Health Checks`` -> ``L&C PM28``.

    What only looks like a code (``CO2 emissions``, ``A52 junction``, ``KS2 attainment``) stays in the name.

    Returns:
        code as printed, or None; and the name without it.
    """
    text = name.strip()
    numbered = _NUMBERED.match(text) or _COUNTED_FIRST.match(text)
    if numbered and (numbered.re is _NUMBERED or _OPENER.match(numbered["rest"])):
        return numbered["code"], numbered["rest"]
    found = _CODE.match(text)
    if found and _is_code(found):
        return found["code"], found["rest"].strip()
    return None, name


def _is_code(found: re.Match[str]) -> bool:
    """Whether letters and digits that open a name are its code, by their shape and what follows."""
    rest, marked = found["rest"], bool(found["between"].strip())
    if not rest:
        return _is_shaped(found)
    if marked:
        return _is_shaped(found) or len(found["prefix"]) > 1
    opens_a_name = rest[0].isupper() or rest[0] in "%'\"“‘(£#"
    return opens_a_name and (_is_shaped(found) or (len(found["number"]) > 1 and bool(_OPENER.match(rest))))


def _is_shaped(found: re.Match[str]) -> bool:
    """Whether the shape alone makes a code: two parts, a known series, or letters with a number set tight."""
    prefix, number = found["prefix"], found["number"]
    words = prefix.split()
    if len(words) > 1 or "_" in found["code"] or _PREFIX_IN_SERIES.fullmatch(words[0]):
        return True
    if number[0] == "0":
        return len(number) > 1
    tight = found["gap"] != " " or "." in number or found["tail"]
    return len(prefix) > 1 and len(number) > 1 and bool(tight)


# ------------------------------------------------------------------------------------- names

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff", None),
    }
)
_AND = re.compile(r"\s*&\s*")
_TIGHT = re.compile(r"\s*/\s*")
_DASH = re.compile(r"\s-+\s?|(?<!-)-+\s")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without the accidents of print: case, quotes, dashes, spaces, ``&`` for ``and``.

    Notes and codes stay. ``fold(fold(name)) == fold(name)``.
    """
    folded = _fold_once(name)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).translate(_PLAIN).casefold()
    text = " ".join(text.split())
    text = _DASH.sub(" - ", _TIGHT.sub("/", _AND.sub(" and ", text)))
    return " ".join(text.split()).strip(" .")


def without_code(name: str) -> str:
    """What a name is known by in decisions: folded, its code left out."""
    return fold(split_code(name)[1]) or fold(name)


_NOTE_WORDS = (
    r"snapshots?|in arrears|is (?:positive|negative|better|good)|=\s?(?:good|better)|good performance|"
    r"(?:low|high|small|bigg?)(?:er)? (?:is|figure|number|=)|rolling|"
    r"annual(?:ly)?|quarterly|monthly|cumulative|provisional|year[\s-]to[\s-]date|ytd|"
    r"year[\s-]end|estimated?|target|reported|academic year|financial year|aim to|"
    r"to (?:increase|decrease|reduce|minimise|maximise)|"
    r"new (?:measure|indicator|for)|revised|proxy|lag|lagged|in year|year ending|q[1-4]|quarter|as at|(?:19|20)\d\d"
)
_BRACKETED_NOTE = re.compile(rf"\s*[(\[]((?:[^()\[\]]*?\b)?(?:{_NOTE_WORDS})\b[^()\[\]]*)[)\]]", re.IGNORECASE)
_SAID_NOTE = re.compile(
    r"(?:\s+[-–—]\s*|\s+|^)((?:NB\b|N\.B\.|Note:|Please note\b|\*).*)$|\s+[-–—]\s+"
    r"((?:reported (?:a|one) quarter in arrears|annual (?:measure|indicator)|snapshot|rolling \d+ months?|"
    r"cumulative|provisional))$",
    re.DOTALL,
)


@lru_cache(maxsize=4096)
def split_notes(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without its notes, and the notes without their brackets, in printed order.

    A note says how or when the figure is taken or which way is better (``(snapshot)``, ``(increase
    is positive)``, ``NB ...``); brackets that say what is measured (``(gross)``, ``(65 and over)``) stay.
    """
    notes: list[str] = []
    name = " ".join(name.split())
    said = _SAID_NOTE.search(name)
    body = name[: said.start()] if said and said.start() else name
    for found in _BRACKETED_NOTE.finditer(body):
        notes.append(" ".join(found[1].split()))
    bare = " ".join(_BRACKETED_NOTE.sub(" ", body).split()) if notes else body.strip()
    if said and said.start():
        notes.append(" ".join((said[1] or said[2]).split()))
    return (bare, tuple(notes)) if bare else (name.strip(), ())


_WAYS = re.compile(
    r"\bsnapshot\b|\brolling (?:\w+ )?(?:months?|year)\b|\b\w+ months? (?:average|avg)\b|\bcumulative\b|\bproxy\b",
    re.IGNORECASE,
)


def counted_as(name: str) -> frozenset[str]:
    """What a name or note says of the time it counts over: ``snapshot``, ``rolling 12 months``, ``cumulative``."""
    return frozenset(fold(found) for found in _WAYS.findall(name))
