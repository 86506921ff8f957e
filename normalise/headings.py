"""What the words of a column heading say about the column: roles, and which figures it holds.

The vocabulary is data. A heading may fit several roles (``Performance`` heads figures in one
report and statuses in another); what the cells look like then decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..records import Basis, LimitKind
from .when import without_periods

Role = Literal[
    "name",
    "code",
    "figure",
    "target",
    "second target",
    "floor",
    "tolerance",
    "red",
    "amber",
    "lower",
    "upper",
    "variance",
    "status",
    "previous status",
    "direction",
    "unit",
    "polarity",
    "period",
    "frequency",
    "date",
    "commentary",
    "owner",
    "theme",
    "section",
    "kind",
    "link",
    "number",
]

LIMIT_ROLES: Mapping[str, LimitKind] = {
    "second target": "target",
    "floor": "floor",
    "tolerance": "tolerance",
    "red": "red",
    "amber": "amber",
    "lower": "lower",
    "upper": "upper",
}

_ABBREVIATIONS = (
    (r"t['’]?hold\b", "threshold"),
    (r"\bperf\b\.?", "performance"),
    (r"\bpref['’]?d\b", "preferred"),
    (r"\boutcm\b", "outcome"),
    (r"\bprev\b\.?", "previous"),
    (r"\bdot\b", "direction of travel"),
    (r"\bd\.o\.t\b\.?", "direction of travel"),
    (r"\byr\b", "year"),
    (r"\bqtr\b", "quarter"),
    (r"\bytd\b", "year to date"),
    (r"\beoy\b|\byear[- ]end\b|\bend[- ]of[- ]year\b|\bfull[- ]year\b", "year end"),
    (r"\bcomms?\b\.?", "comments"),
    (r"\bind\b\.?", "indicator"),
    (r"\bresp\b\.?", "responsible"),
    (r"\btol\b\.?", "tolerance"),
    (r"\btgt\b", "target"),
    (r"\bmin\b\.?", "minimum"),
    (r"\bmax\b\.?", "maximum"),
)

_TERMS: tuple[tuple[Role, float, str], ...] = (
    # which row it is
    ("name", 1.0, r"\b(?:ref(?:erence)?|code|no)\b.*\b(?:description|name|title|measure|indicator|kpi)s?$"),
    ("name", 1.0, r"^(?:pi|measure|indicator|kpi|name)s? ?(?:&|and|\+|/) "),
    ("name", 0.97, r"^(?:\w+ ){0,2}(?:measures?|indicators?|kpis?|pis?)(?: (?:name|title|descriptions?|details?|definition))?$"),
    ("name", 0.95, r"^(?:short|full|measure|indicator|kpi|project|risk|action|item) (?:name|title|description)$"),
    ("name", 0.9, r"^(?:name|title|criteria|criterion|description|item|detail of (?:measure|risk)|what we measure)$"),
    ("name", 0.8, r"^(?:(?:key|priority|planned|corporate|strategic|our) )*(?:actions?|projects?|risks?|milestones?|deliverables?"
     r"|commitments?|activit(?:y|ies)|initiatives?|tasks?|programmes?|promises?|pledges?)(?: (?:name|title|description))?$"),
    ("name", 0.6, r"\b(?:measure|indicator|kpi|pi|description)s?\b"),
    ("name", 0.5, r"^(?:what (?:we|are we|will)\b.*|category|area|service standard|subject)$"),
    ("code", 0.95, r"^(?:\w+ ){0,2}(?:ref(?:erence)?|code|id|identifier)\.?(?: ?(?:no|number|code|id))?\.?$"),
    ("code", 0.7, r"^(?:no|number|#|item no|ni)\.?$"),
    ("link", 0.97, r"^(?:section|page) (?:ref|no|number)\b|^page$|^link$|hyperlink"),
    ("kind", 0.9, r"^(?:item )?type$|\b(?:action|measure|milestone|project|risk)s? or (?:action|measure|milestone|project|risk)s?\b"),
    ("theme", 0.75, r"\b(?:theme|portfolio|priority|outcome|objective|ambition|pillar|goal|aim)s?$|^corporate\b|^strategic\b"),
    ("theme", 0.7, r"^(?:directorate|department|service(?: area)?|division|category|group|area)$"),
    # figures
    ("figure", 0.95, r"\bactuals?\b|\bresults?\b|\bvalues?\b|\bout-?turn\b|\bcurrent (?:value|figure|score|risk score|position)\b"),
    ("figure", 0.85, r"\byear to date\b|\bcumulative\b|\bachieve(?:d|ment)\b|\bfigures?\b|\bscores?\b|^year end$|^annual$"),
    ("figure", 0.7, r"^(?:current |latest |our )?(?:performance|data|position|reading|number|%|percent(?:age)?)$"),
    ("figure", 0.5, r"\bperformance\b|\bposition\b|\blatest\b|\bcurrent\b"),
    ("target", 0.95, r"\btargets?\b|\bacceptable level\b|\balp\b"),
    ("target", 0.75, r"\bgoal\b|\btrajectory\b|\bprofiled?\b|^plan(?:ned)?$|^standard$|^expected$|^aiming for$"),
    ("second target", 0.98, r"\bstretch|\baspiration|\bttaf\b|\btarget to aim for\b|\bsecond target\b|\bambition(?:al)? target"),
    ("floor", 0.98, r"\bfloor\b|\bminimum\b|\btrigger\b|\bintervention (?:level|point)\b"),
    ("tolerance", 0.98, r"\btoleran"),
    ("amber", 0.98, r"\bamber\b"),
    ("amber", 0.8, r"^thresholds?$"),
    ("red", 0.98, r"\bred\b"),
    ("lower", 0.98, r"\blower (?:limit|threshold|bound|value|target)"),
    ("upper", 0.98, r"\bupper (?:limit|threshold|bound|value|target)|\bmaximum\b"),
    ("variance", 0.97, r"\bvariance\b|\bvariation\b|^var\b|\bdifference\b|\bdeviation\b|(?:%|per ?cent) (?:of|off|from|to) target"
     r"|\b(?:distance|gap) (?:to|from)\b|\b(?:against|from|above|below|over|under)(?: \w+)? target\b"),
    # ratings
    ("status", 0.98, r"\brag\b|\btraffic light\b|\bstatus\b"),
    ("status", 0.9, r"\bratings?\b|\bon (?:target|track)\b|\bdelivery confidence\b|\btarget met\b|\bmet target\b"),
    ("status", 0.6, r"^(?:current |overall )?(?:performance|assessment|progress|position|alert|colour|judgement|achieved|delivery)\??$"),
    ("previous status", 0.99, r"\b(?:previous|last|prior)\b.*\b(?:status|rag|rating)\b"),
    ("direction", 0.99, r"\bdirection\b|\btravel\b|\btrends?\b"),
    ("direction", 0.8, r"\b(?:type of )?(?:change|movement)\b|\bimprov(?:ing|ed|ement)\b\??$|\bbetter or worse\b|^arrow$"),
    ("direction", 0.75, r"\b(?:compared|comparison|performance) (?:to|with|against|vs) (?:the )?(?:last|previous|same)\b|^(?:vs|v) "),
    ("direction", 0.6, r"^(?:last|previous|prior) (?:quarter|year|period|month)$"),
    ("polarity", 1.0, r"\bpolarity\b|\b(?:preferred|desired|good) (?:outcome|direction|performance|to be)|\bgood (?:is|means)\b"
     r"|\b(?:high|low|bigger|small)(?:er)?\b.*\b(?:better|good|best)\b|^aim(?:ing)?(?: to)?$|\bbetter (?:if|when|is)\b"),
    # about the figures
    ("unit", 0.9, r"^units?(?: of measure(?:ment)?)?$|\bmeasured in\b|^format$|^(?:data|measure) type$"),
    ("period", 0.9, r"^(?:date|data period|reporting period|period|month|quarter|time ?(?:period|frame)|latest (?:data|date|period)"
     r"|date of (?:data|latest)|as at|year)$|\b(?:period|date) (?:covered|reported|of data)\b"),
    ("frequency", 0.9, r"\bfrequency\b|^(?:reported|collection|reporting)$"),
    ("date", 0.98, r"\b(?:due|end|start|completion|complete|target|review|deadline|baseline|planned|revised|original) (?:date|by)\b"
     r"|\bdeadlines?\b|\bby when\b|\btimescales?\b|^when$"),
    ("number", 0.9, r"\b(?:no|number|count|total|percentage|%)\b.* (?:of|with)\b.*\b(?:measures|indicators|kpis|pis)\b"),
    # words about it
    ("commentary", 0.95, r"\bcomment|\bnarrative\b|\bsupporting\b|\bexplanation\b|\bcontext\b|\bintervention / review\b|\banalysis\b"),
    ("commentary", 0.9, r"\bnotes?\b|\binformation\b|\bsummary\b|\bupdates?\b|\breasons?\b|\bmitigat|\bremedial\b|\bevidence\b"
     r"|\bactions? (?:taken|planned|required|being taken|to)\b|\bimprovement (?:actions?|plan)\b|\bintervention\b|\bkey messages\b"),
    ("commentary", 0.6, r"^progress$|^actions?$|^position$|\breview$|^what\b|\bprogress\b"),
    ("owner", 0.95, r"\bofficers?\b|\bowners?\b|\blead\b|\bresponsible\b|\bdirectors?\b|\bhead of\b|\baccountable\b|\bmanager\b"
     r"|\bportfolio holder\b|\bcabinet member\b|\bcontact\b|^who$"),
)
_COMPILED = tuple((role, trust, re.compile(pattern)) for role, trust, pattern in _TERMS)

_BASES: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    ("forecast", re.compile(r"\bforecast|\bpredict|\bproject(?:ed|ion)\b|\bestimate|\blikely\b|\bexpected (?:out-?turn|result|year)")),
    (
        "benchmark",
        re.compile(
            r"\bbenchmark|\bquartile\b|\bnational\b|\bengland\b|\bwales\b|\bscotland\b|\baverage\b|\bneighbours?\b|\bpeers?\b"
            r"|\bcompar(?:ator|ative)\b|\bfamily group\b|\bcipfa\b|\bregion(?:al)?\b|\bmedian\b|\bmean\b|\bstatistical\b|\bbaseline\b"
        ),
    ),
    (
        "previous",
        re.compile(r"\b(?:previous|prior|preceding)\b|\blast (?:year|quarter|month|period)\b|\byear ago\b|\bsame (?:quarter|period)\b"),
    ),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read: how far to trust each role (0 to 1), and the basis that its words name."""

    text: str
    roles: Mapping[Role, float]
    basis: Basis | None


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Read the words of one heading; periods in it are set aside.

    Args:
        text: a heading as printed, one line, e.g. ``Amber T'hold`` or ``Q4 13/14 Direction of Travel``.
    """
    plain = fold_heading(text)
    roles: dict[Role, float] = {}
    for role, trust, pattern in _COMPILED:
        if trust > roles.get(role, 0.0) and pattern.search(plain):
            roles[role] = trust
    basis = next((basis for basis, pattern in _BASES if pattern.search(fold_heading(text, keep_periods=True))), None)
    return Heading(text, roles, basis)


def fold_heading(text: str, *, keep_periods: bool = False) -> str:
    """A heading in lower case, abbreviations written out, footnote marks and periods left out."""
    plain = re.sub(r"\s+", " ", text.lower().replace("’", "'"))
    plain = re.sub(r"\((?:[ivx]+|\d)\)|[*†‡^]+", " ", plain)
    for pattern, word in _ABBREVIATIONS:
        plain = re.sub(pattern, word, plain)
    if not keep_periods:
        plain = without_periods(plain)
    return " ".join(plain.split()).strip(" .:-–")
