"""Targets stated elsewhere than in their row, as rows of the database and back."""

from __future__ import annotations

from decimal import Decimal

from ..records import StatedTarget
from . import rows
from .contract import EXACT


def stated_target_row(stated: StatedTarget, number: int) -> rows.Row:
    plain = ("document", "seq", "period", "text", "source_document")
    told = {name: getattr(stated, name) for name in plain}
    return {**told, **rows._box(stated.box), **rows._decimal("target", stated.target), "stated_no": number}


def stated_target_of(row: rows.Row) -> StatedTarget:
    plain = ("document", "seq", "period", "text", "source_document")
    return StatedTarget(
        **{name: row[name] for name in plain}, target=Decimal(row["target" + EXACT]), box=rows._box_of(row)
    )
