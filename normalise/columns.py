"""A column of a table with what it holds: the record that roles, series and rows are told in."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.periods import Period
from ..records import Basis, Role
from .looks import Look


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its role; ``basis`` and ``period`` are those that its heading names.

    ``evidence`` says what the role was told by: ``heading``, ``look``, ``place`` and more after a colon.
    ``role`` is None where nothing told one. ``profile`` is the layout profile in which a person told it.
    """

    index: int
    heading: tuple[str, ...]
    role: Role | None
    look: Look
    basis: Basis | None = None
    period: Period | None = None
    evidence: str = ""
    score: float = 0.0
    profile: str | None = None

    @property
    def title(self) -> str:
        return " > ".join(self.heading)

    @property
    def told_by(self) -> str:
        """``heading``, ``look`` or ``place``; for a column without a role it says nothing."""
        return self.evidence.partition(":")[0]

    @property
    def use(self) -> str:
        """What the database calls the role of the column's cells."""
        return self.role or (f"ignored: by profile {self.profile}" if self.profile else "ignored: no role found")
