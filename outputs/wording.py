"""The words in which results are told to a person, on the screen and on a page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..records import Problem, Severity

VERDICTS = {
    "disagrees": "disagree",
    "agrees_within_rounding": "agree within rounding",
    "agrees": "agree",
    "uncheckable": "cannot be checked",
}
REASONS = {
    "no_value": "no figure",
    "no_target": "no target",
    "zero_target": "target is zero",
    "no_status": "no rating published",
    "unrated_label": "label is not a rating",
    "no_scheme": "no scheme known",
    "not_recomputable": "scheme cannot be recomputed",
    "polarity_unknown": "unknown which way is better",
    "not_rated_by_figures": "not rated by figures",
}
SEVERITIES: dict[Severity, str] = {
    "error": "Errors in the reports",
    "conflict": "Statements that cannot both be true",
    "look": "Worth a look",
    "information": "For information",
}
SEVERITY_OF_ONE: dict[Severity, str] = {
    "error": "Error in the report",
    "conflict": "These statements cannot both be true",
    "look": "Worth a look",
    "information": "For information",
}
UNITS = {
    "gbp": "pounds",
    "percentage_points": "percentage points",
    "per_10000": "per 10,000",
    "per_100000": "per 100,000",
}
_PRINTED = {"percent": "{}%", "gbp": "£{}", "percentage_points": "{} points"}
ASSUMED_MEANS = (
    "assumed: rated under the key that the council published for another year, because none is known for the year of "
    "the report. Such a rating informs; it accuses nobody."
)
POLARITIES = {
    "higher": "higher is better",
    "lower": "lower is better",
    "range": "within a range is best",
    "neither": "neither way is better",
    None: "unknown which way is better",
}


def summed_up(problems: Sequence[Problem]) -> str | None:
    """What went wrong with a document in one line; None where nothing did."""
    if not problems:
        return None
    return problems[0].message + (f" (and {len(problems) - 1} more)" if problems[1:] else "")


def unit(name: str | None) -> str:
    """A unit in words; nothing for None."""
    return UNITS.get(name or "", name or "")


def figure(value: Decimal | None, name: str | None) -> str:
    """A number with its unit, as a report would print it; nothing for None."""
    if value is None:
        return ""
    return _PRINTED.get(name or "", "{}").format(f"{value:,f}")
