"""The words, letters and colours by which reports of this field rate themselves.

What a word is worth differs from council to council (Blue is the best band of one key and the
middle band of another): ``rank`` is given only to words whose place is in the word itself; a
report's own key goes before all that stands here.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Hue = Literal["red", "amber", "green", "blue", "grey"]


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A published status.

    Attributes:
        word: as printed (a single letter is spelled out: ``R`` -> ``Red``).
        hue: the colour that the word names or is commonly shown in; the first-named of a pair.
        previous: the earlier status told beside it, as in ``Good (Strong in Q1)``.
        rated: False for words that say why there is no rating (``No Target``, ``Data only``).
        rank: 0 for the best, None where the word alone does not tell.
    """

    word: str
    hue: Hue | None
    previous: str | None
    rated: bool
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class _Sense:
    hue: Hue | None
    rank: int | None
    rated: bool = True


def _senses(*lines: tuple[str, _Sense]) -> Mapping[str, _Sense]:
    return MappingProxyType({word.strip(): sense for words, sense in lines for word in words.split("|")})


_BLUE = _Sense("blue", None)  # the best band of one key, the middle band of another
_DONE = _Sense("blue", 0)
_WELL = _Sense("green", 0)
_NEAR = _Sense("amber", 1)
_BADLY = _Sense("red", 2)
_UNRATED = _Sense("grey", None, rated=False)

# Folded words, alternatives separated by a bar.
_WORDS = _senses(
    ("blue", _BLUE),
    ("green", _WELL),
    ("amber|yellow|orange", _NEAR),
    ("red", _BADLY),
    ("strong|excellent|exceeding|exceeded|exceeds target|exceeding target|exceeded target", _WELL),
    ("above target|better than target|ahead of target|ahead of schedule|positive outturn|outstanding", _WELL),
    ("good|met|target met|achieved|target achieved|on target|on track|on schedule|at target", _WELL),
    ("on or above target|at or above target|meeting target|meets target|fully met|fully achieved", _WELL),
    ("satisfactory|as planned|progressing as planned|in progress|ok|passed|on course|on plan|on profile", _WELL),
    ("performing well|performing|going well|ahead|ahead of plan|ahead of profile|no concerns", _WELL),
    ("complete|completed|action completed|delivered|closed", _DONE),
    ("within tolerance|within target|within agreed tolerance|within agreed limits|within threshold", _NEAR),
    ("within agreed threshold|close to target|near target|slightly below target|just below target", _NEAR),
    ("almost met|partially met|partly met|partially achieved|partly achieved|acceptable|fair", _NEAR),
    ("some slippage|minor slippage|slippage|slight slippage|at risk|some risk|warning|caution", _NEAR),
    ("review|requires review|requiring review|under review|needs review|some concerns|delayed", _NEAR),
    ("delayed but progressing|experiencing obstacles|requires improvement|needs improvement", _NEAR),
    ("improvement needed|improvement required|needs attention|attention needed|attention required", _NEAR),
    ("minor concern|minor concerns|minor issues|some issues|almost there", _NEAR),
    ("action|requires action|requiring action|action required|needs action|alert|critical", _BADLY),
    ("not met|target not met|missed|target missed|not achieved|target not achieved|failed", _BADLY),
    ("off target|not on target|below target|behind target|worse than target|off track|not on track", _BADLY),
    ("behind|behind schedule|major slippage|significant slippage|serious slippage|overdue", _BADLY),
    ("out of target|outside tolerance|outside threshold|out of tolerance|negative outturn", _BADLY),
    ("unmet|failing|underperforming|under performing|major concern|major concerns|serious concerns", _BADLY),
    ("significant concern|significant concerns|major issues|high risk|not performing", _BADLY),
    ("poor|inadequate|weak|priority for improvement|of concern|cause for concern|not delivered", _BADLY),
    ("grey|gray|white|not rated|unrated|no rating|no rag|no status|n/a|na|not applicable", _UNRATED),
    ("data only|information only|for information|info only|contextual|context|context only", _UNRATED),
    ("monitor|monitoring|monitored|monitor only|monitoring only|trend|trend only|tracking", _UNRATED),
    ("baseline|baselining|baseline year|in development|under development|new measure", _UNRATED),
    ("unknown|not known|pending|tbc|tbd|to be confirmed|to be determined|awaiting data", _UNRATED),
    ("data awaited|awaited|suspended|withdrawn|deleted|not started|not yet started|not due", _UNRATED),
)

_LETTERS = MappingProxyType({"r": "Red", "a": "Amber", "g": "Green", "b": "Blue", "y": "Yellow"})

_DISCS = MappingProxyType({"🟢": "Green", "🔴": "Red", "🟡": "Amber", "🟠": "Amber", "🔵": "Blue", "⚪": "Grey"})

# Sayings of why there is no rating that go on freely ("No data for 2023-24").
_NO_RATING = re.compile(
    r"(?:no (?:quarterly |annual |current |published )?(?:data|target|targets|update|information|rag|rating)"
    r"|annual (?:collection|measure|indicator|figure|data|return|update|reporting)|annually|measured (?:annually|twice)"
    r"|data (?:not|due|awaited|unavailable|pending|to follow)"
    r"|not (?:yet )?(?:available|due|measured|reported|set|rated)"
    r"|due in|due q|to be (?:reported|confirmed)|target (?:to be set|tbc|not set)|awaiting)\b.{0,40}",
    re.IGNORECASE,
)
# Bands that are told by their figures ("Within 5% of target").
_BANDS: tuple[tuple[re.Pattern[str], _Sense], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), sense)
    for pattern, sense in (
        (
            r"(?:is )?(?:within|less than|up to|no more than) [\d.]+ ?% (?:of|off|from|below|under) (?:the )?target",
            _NEAR,
        ),
        (
            r"(?:is )?(?:more than|over|greater than) [\d.]+ ?% (?:off|from|below|under|worse than) (?:the )?target",
            _BADLY,
        ),
        (r"(?:is )?(?:more than|over|greater than) [\d.]+ ?% (?:above|better than) (?:the )?target", _WELL),
    )
)
# Words that take something from a status, or say that it is far from the target.
_NEARLY = re.compile(
    r"(?:almost|nearly|narrowly|marginally|slightly|just|partially|partly|mostly|largely"
    r"|(?:very )?close to) (?P<rest>.+)"
)
_BY_FAR = re.compile(r"(?:significantly|substantially|considerably|seriously|well|far|much) (?P<rest>.+)")
_NOT_YET = re.compile(r"not (?:yet|fully|quite) (?P<rest>.+)")
_LEAD = re.compile(
    r"^[^\w(<]*(?:(?:rag|target|overall|current|project|performance)?\s?(?:rag|status|rating|rated)\s*(?:[:=]|\bis\b|-|–|as\b)?\s*)?"
    r"[^\w(<]*",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[\s.,;:*†'\"“”‘’★✔✓⦿●■▲▼\ue000-\uf8ff]+$")
_NOTE = re.compile(r"\s*[\(\[]([^()\[\]]*)[\)\]]?\s*$")
_WAS = re.compile(
    r"\s*[-–,;]?\s*(?:previously|was|formerly|from|last (?:quarter|year|period|month)|(?:q|quarter )\s?[1-4])"
    r"\s*(?:rated|was|as)?\s*[:=-]?\s*(?P<after>.+)"
    r"|(?P<before>.+?)\s+(?:in|at|for|as at|during|last|previously)\b\s*"
    r"(?:the\s)?(?:q|quarter|previous|last|end|year|month|20).*",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*[/|-]\s*|\s+to\s+|\s+(?=(?:red|amber|green|blue)\b)", re.IGNORECASE)
_COLOURS = ("red", "amber", "green", "blue", "yellow", "orange", "grey")


@lru_cache(maxsize=4096)
def read_status(text: str) -> StatusWord | None:
    """The status that a cell is: all of its text must be one.

    Args:
        text: a cell's text, e.g. ``Green / Amber``, ``R``, ``Good (Strong in Q1)``, ``No data for 2023-24``.

    Returns:
        the status; None for a figure, a sentence, a dash or an empty text.
    """
    if len(text) > 120:
        return None
    return _read(text)


def _read(text: str) -> StatusWord | None:
    if text.strip(" \ufe0e\ufe0f") in _DISCS:
        return _known(text.strip(" \ufe0e\ufe0f"))
    bare = _TRAIL.sub("", _LEAD.sub("", " ".join(text.split()), count=1))
    known = _known(bare)
    if known:
        return known
    note = _NOTE.search(bare)
    if note:
        known = _known(_TRAIL.sub("", bare[: note.start()]))
        return None if known is None else _with_previous(known, note[1])
    said = re.split(r"\s+[-–]\s+|,\s*|;\s*", bare, maxsplit=1)
    if len(said) == 2 and _WAS.match(said[1]):
        known = _known(said[0])
        return None if known is None else _with_previous(known, said[1])
    return None


def _with_previous(status: StatusWord, note: str) -> StatusWord:
    found = _WAS.fullmatch(note)
    earlier = _known((found["after"] or found["before"]).strip(" '\"")) if found else None
    if earlier is None:
        return status
    return StatusWord(status.word, status.hue, earlier.word, status.rated, status.rank)


def _known(word: str) -> StatusWord | None:
    """A status that is just these words."""
    folded = word.casefold()
    if folded in _DISCS:
        word, folded = _DISCS[folded], _DISCS[folded].casefold()
    if folded in _LETTERS:
        word, folded = _LETTERS[folded], _LETTERS[folded].casefold()
    sense = _WORDS.get(folded)
    if sense:
        return StatusWord(word, sense.hue, None, sense.rated, sense.rank)
    for pattern, band in _BANDS:
        if pattern.fullmatch(word):
            return StatusWord(word, band.hue, None, band.rated, band.rank)
    if _NO_RATING.fullmatch(word):
        return StatusWord(word, "grey", None, False)
    graded = _graded(folded)
    if graded is not None:
        return StatusWord(word, graded.hue, None, True, graded.rank)
    parts = _PAIR.split(folded)
    if len(parts) == 2 and all(part in _COLOURS for part in parts) and parts[0] != parts[1]:
        return StatusWord(word, _WORDS[parts[0]].hue, None, True)
    return None


def _graded(folded: str) -> _Sense | None:
    """A known rating of a target or of its being met that a word before it weakens or strengthens."""
    for pattern in (_NEARLY, _BY_FAR, _NOT_YET):
        found = pattern.fullmatch(folded)
        sense = _WORDS.get(found["rest"]) if found is not None else None
        if found is None or sense is None or not sense.rated or sense.hue == "amber" or found["rest"] in _COLOURS:
            continue
        if pattern is _NOT_YET and (sense not in (_WELL, _DONE) or (sense is _DONE and folded.startswith("not yet"))):
            continue
        if pattern is _BY_FAR:
            return sense
        if found["rest"].startswith(("above", "better", "ahead", "exceed")):
            return sense if pattern is _NEARLY else _BADLY
        return _NEAR if pattern is _NEARLY or not folded.startswith("not yet") else _BADLY
    return None


_TOLD = re.compile(
    r"\b(?:(?:target|project|overall|rag|current|performance) )?(?:status|rag(?: rating)?|rating|rated)\s*"
    r"(?:=|:|\bis\b|\bas\b|-|–)?\s*['\"“‘]?(?P<word>[A-Za-z][A-Za-z /-]{0,40})",
    re.IGNORECASE,
)
_NOTE_AFTER = re.compile(r"['\"”’]?\s*\(([^()]*)\)")
_BRACKETED = re.compile(r"\(([A-Za-z /-]{3,40})\)")


@lru_cache(maxsize=4096)
def status_within(text: str) -> StatusWord | None:
    """The status told inside a longer text: ``(Target status = Blue)``, ``rated as "Good"``, ``(Green)``."""
    for found in _TOLD.finditer(text):
        status = _opening(found["word"])
        if status:
            note = _NOTE_AFTER.match(text, found.start("word") + len(status.word))
            return _with_previous(status, note[1]) if note else status
    for found in _BRACKETED.finditer(text):
        status = _known(found[1].strip())
        if status and status.rated:
            return status
    return None


def _opening(words: str) -> StatusWord | None:
    """The longest status that opens some words."""
    pieces = words.split()
    for length in range(min(5, len(pieces)), 0, -1):
        status = _known(" ".join(pieces[:length]))
        if status and (len(status.word) > 1) and (length > 1 or len(pieces[0]) > 1 or len(pieces) == 1):
            return status
    return None


# ------------------------------------------------------------------------------------- colours

# The fills of the spreadsheet styles Good, Neutral and Bad, and the middle of the colour scale from red to green: too
# pale to be told from a tint otherwise.
_STYLES: Mapping[str, Hue] = MappingProxyType(
    {"#c6efce": "green", "#ffeb9c": "amber", "#ffc7ce": "red", "#ffeb84": "amber"}
)

# Hue from and to (degrees), least saturation, least brightness.
_WHEEL: tuple[tuple[Hue, float, float, float, float], ...] = (
    ("red", 0, 17, 0.45, 0.45),
    ("amber", 17, 68, 0.50, 0.70),
    ("green", 68, 166, 0.30, 0.38),
    ("blue", 185, 255, 0.40, 0.60),
    ("red", 340, 360, 0.45, 0.45),
)
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
# What share of that saturation is enough for a symbol.
_PALE = 0.7


@lru_cache(maxsize=4096)
def hue(colour: str | None) -> Hue | None:
    """The traffic-light colour that a fill shows.

    Args:
        colour: ``#rrggbb``.

    Returns:
        ``amber`` for yellow and orange too, ``grey`` for middling greys; None for white and nearly
        white, black, pale tints, the dark blues, browns and greens of headings, purple and teal,
        and for what is no colour.
    """
    return _hue(colour, 1.0)


def pale_hue(colour: str | None) -> Hue | None:
    """The same of a symbol where a status is expected, which may be paler: no banding of rows is meant by it."""
    return _hue(colour, _PALE)


def _hue(colour: str | None, least: float) -> Hue | None:
    """The hue of a colour; ``least`` loosens how much of it there must be."""
    if colour is None or not _COLOUR.fullmatch(colour):
        return None
    if colour.casefold() in _STYLES:
        return _STYLES[colour.casefold()]
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    turn, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.12:
        return "grey" if 0.35 <= brightness <= 0.88 else None
    for name, begin, finish, least_saturation, least_brightness in _WHEEL:
        if begin <= turn * 360 < finish:
            return name if saturation >= least_saturation * least and brightness >= least_brightness else None
    return None
