"""How far a commentary says that a figure lies from its target, against the row that it comments on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ..language.mentions import Mention, mentions
from ..records import Claim, Observation

_AWAY = re.compile(
    r"\s?(?:percentage points?\s)?(?:below|short|under|off|above|over|ahead of|better than|worse than|beneath|away from|adverse)\b"
    r"(?:\s(?:of|to|from))?(?:\s(?:the|its|our|year[- ]end|annual|quarterly|profiled))*(?:\s(?P<target>target))?",
    re.IGNORECASE,
)
_GAP = re.compile(r"\bgap of (?:about |around )?$", re.IGNORECASE)


def against_target(claim: Claim, rows: Iterable[Observation]) -> Claim | None:
    """A distance from the target, recounted from the row.

    Args:
        claim: a figure in a commentary.
        rows: the rows that it comments on.

    Returns:
        the claim with its verdict; None where it tells no such distance, or the rows do not decide it. It fails
        only where the sentence itself names both the figure and the target of a row.
    """
    figures = mentions(claim.text)
    figure = next((one for one in figures if one.value == claim.claimed), None)
    if figure is None or claim.bound:
        return None
    after = _AWAY.match(claim.text, figure.end)
    told = after is not None and (after["target"] is not None or "short" in after[0])
    if not told and not _GAP.search(claim.text[: figure.start]):
        return None
    for row in rows:
        if row.value is None or not row.target:
            continue
        verdict = _compare(claim, figure, row, {one.value for one in figures})
        if verdict is not None:
            return verdict
    return None


def _compare(claim: Claim, figure: Mention, row: Observation, stated: set[Decimal]) -> Claim | None:
    assert row.value is not None and row.target
    step = (row.value_step or Decimal(0)) / 2 + figure.step / 2
    difference = abs(row.target - row.value)
    share = 100 * difference / abs(row.target)
    reach = 100 * (row.value_step or Decimal(0)) / 2 / abs(row.target) + figure.step / 2
    figures = f"{row.value_text} against a target of {row.target_text}"
    if abs(difference - figure.value) <= step:
        said = f"{figures} is {difference.normalize():,f} away."
        return replace(claim, recomputed=difference, verdict="holds", explanation=said)
    if figure.unit != "percent":
        return None
    if abs(share - figure.value) <= reach:
        said = f"{figures} is {share:.2f}% away from it."
        return replace(claim, recomputed=share.quantize(Decimal("0.01")), verdict="holds", explanation=said)
    of_value = 100 * difference / abs(row.value) if row.value else share
    if {row.value, row.target} <= stated and abs(of_value - figure.value) > reach:
        said = f"{figures} is {share:.2f}% away from it, not {figure.text}."
        return replace(claim, recomputed=share.quantize(Decimal("0.01")), verdict="fails", explanation=said)
    return None
