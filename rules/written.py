"""A scheme written out as the YAML that ``definition.read`` reads."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import yaml

from ..records import Basis, Kind
from .scheme import Band, Condition, Edge


def definition_of(
    *,
    scheme: str,
    council: str,
    valid: tuple[str, str],
    bands: Sequence[Band],
    kind: str = "published",
    document: str | None = None,
    page: int | None = None,
    kinds: Sequence[Kind] = (),
    unrated: Sequence[str] = (),
    covers: Sequence[Basis] = (),
) -> str:
    """The YAML of a scheme that rates measures by figures.

    Args:
        scheme: Its id.
        council: GSS code.
        valid: First and last day, as ``2022-04-01``.
        bands: Best first.
        kind: ``published``, ``written`` or ``inferred``.
        document: Where its key is printed.
        page: The page there.
        kinds: Other kinds of row that its key rates by judgement.
        unrated: Labels that are no rating.
        covers: The bases that it rates, where they are not positions reached alone.
    """
    fields: dict[str, object] = {
        "scheme": scheme,
        "council": council,
        "valid": {"from": valid[0], "to": valid[1]},
        "kind": kind,
    }
    if document is not None:
        fields["source"] = {"document": document} | ({"page": page} if page else {})
    fields["rates"] = {"measure": "figures"} | dict.fromkeys(kinds, "judgement")
    if covers:
        fields["covers"] = list(covers)
    fields["bands"] = [_band(band) for band in bands]
    if unrated:
        fields["unrated"] = list(unrated)
    return yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=110)


def _band(band: Band) -> dict[str, object]:
    found: dict[str, object] = {"band": band.name}
    if band.labels:
        found["labels"] = list(band.labels)
    if band.colour:
        found["colour"] = band.colour
    if band.says:
        found["says"] = band.says
    if band.edge:
        found |= _edge(band.edge)
    if band.exceptions:
        found["except"] = [_condition(condition) | _edge(edge) for condition, edge in band.exceptions]
    return found


def _edge(edge: Edge) -> dict[str, object]:
    if edge.line == "unpublished":
        return {"from": edge.text}
    return {"from": edge.text, "edge": edge.owner}


def _condition(condition: Condition) -> dict[str, object]:
    said = {
        "target_above": condition.target_above,
        "target_below": condition.target_below,
        "target_is": condition.target_is,
    }
    known: dict[str, object] = {name: _plain(value) for name, value in said.items() if value is not None}
    return known | ({"unit": condition.unit} if condition.unit else {})


def _plain(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else f"{value:f}"
