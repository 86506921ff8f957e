"""How far a commentary says that a figure lies from its target, against the row that it comments on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ..language.mentions import Mention, mentions
from ..records import Claim, Observation

_AWAY = re.compile(
    r"\s?(?:percentage points?\s)?(?:down on|up on|below|short|under|off|above|over|ahead of|better than|worse than|"
    r"beneath|away from|adverse)\b"
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
        only where the sentence itself names the figure of a row.
    """
    figures = mentions(claim.text)
    figure = next((one for one in figures if one.value == claim.claimed), None)
    if figure is None or claim.bound:
        return None
    after = _AWAY.match(claim.text, figure.end)
    if _GAP.search(claim.text[: figure.start]):
        return _of_gap(claim, figure, figures, rows)
    if after is None or (after["target"] is None and "short" not in after[0]):
        return None
    rated = [row for row in rows if row.value is not None and row.target]
    found = [_compare(claim, figure, row, {one.value for one in figures}) for row in rated]
    judged = [verdict for verdict in found if verdict is not None]
    return next((verdict for verdict in judged if verdict.verdict == "holds"), judged[0] if judged else None)


def _of_gap(claim: Claim, figure: Mention, figures: Iterable[Mention], rows: Iterable[Observation]) -> Claim | None:
    """``A gap of 8.97% before the 95% target``: holds where a row lies so far from the target that is named."""
    targets = [one for one in figures if re.match(r"\s?target", claim.text[one.end :], re.IGNORECASE)]
    for row in rows:
        for target in targets:
            if row.value is None:
                continue
            away = abs(target.value - row.value)
            if abs(away - figure.value) <= (row.value_step or Decimal(0)) / 2 + figure.step / 2:
                said = f"{row.value_text} is {away.normalize():,f} away from {target.text}."
                return replace(claim, recomputed=away, verdict="holds", explanation=said)
    return None


def _compare(claim: Claim, figure: Mention, row: Observation, stated: set[Decimal]) -> Claim | None:
    assert row.value is not None, "only rows with a figure and a target are compared"
    assert row.target, "only rows with a figure and a target are compared"
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
    if row.value in stated and abs(of_value - figure.value) > reach:
        said = f"{figures} is {share:.2f}% away from it, not {figure.text}."
        return replace(claim, recomputed=share.quantize(Decimal("0.01")), verdict="fails", explanation=said)
    return None
