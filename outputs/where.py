"""The conditions of a question to the database, and the order of its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from ..records import Severity

MOST_SERIOUS_FIRST = (
    "CASE severity "
    + " ".join(f"WHEN '{severity}' THEN {rank}" for rank, severity in enumerate(get_args(Severity)))
    + " END, document, seq, finding"
)
"""The order of findings."""


class Where:
    """Conditions that must all hold, with their values."""

    def __init__(self, conditions: Sequence[str] = (), values: Sequence[Any] = ()) -> None:
        self.conditions = list(conditions)
        self.values = list(values)

    def add(self, condition: str, value: Any) -> Where:
        self.conditions.append(condition)
        self.values.append(value)
        return self

    def hold(self, condition: str) -> Where:
        """A condition that needs no value."""
        self.conditions.append(condition)
        return self

    def equal(self, column: str, value: Any) -> Where:
        """A column has a value; no condition where the value is None."""
        return self if value is None else self.add(f"{column} = ?", value)

    def copy(self) -> Where:
        return Where(self.conditions, self.values)

    def __str__(self) -> str:
        return "WHERE " + " AND ".join(self.conditions) if self.conditions else ""
