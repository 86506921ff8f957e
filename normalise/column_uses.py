"""What each column of a table was read as, with the evidence, for people to check."""

from __future__ import annotations

from collections.abc import Sequence

from ..language.periods import Period
from ..records import ColumnUse
from .columns import Column
from .looks import Look
from .series import Series, series_of
from .tables_kind import MEASURES, Understood

# What a cell may look like, in the words of the evidence.
_LOOKS = {
    "figure": "figures",
    "status": "statuses",
    "shaded": "shaded",
    "marked": "marks",
    "direction": "directions",
    "code": "codes",
    "words": "words",
    "long": "long texts",
    "period": "periods",
    "nothing": "say there is nothing",
}


def column_uses(known: Understood, report: Period) -> tuple[ColumnUse, ...]:
    """The columns of a table, for measures each with its role and the figures that it goes with.

    A table that is read across its printed columns (labels to the left) tells the columns as read.
    """
    measures = known.used_as == MEASURES
    series = series_of(known.columns, report) if measures else ()
    return tuple(_use(known.table.number, column, series) for column in known.columns)


def _use(table: int, column: Column, series: Sequence[Series]) -> ColumnUse:
    own = next((one for one in series if one.figure is column), None)
    return ColumnUse(
        table=table,
        col=column.index,
        heading=column.heading,
        role=column.role,
        evidence=_evidence(column),
        basis=own.basis if own is not None else column.basis,
        period=_period(column, own),
        of=tuple(one.figure.index for one in series if one.figure is not None and _goes_with(column, one)),
    )


def _period(column: Column, own: Series | None) -> str | None:
    period = own.period if own is not None and own.period is not None else column.period
    return period.label if period is not None else None


def _goes_with(column: Column, one: Series) -> bool:
    beside = (one.target, one.status, one.earlier_status, one.direction, *one.limits)
    return any(column is other for other in beside)


def _evidence(column: Column) -> str:
    """What told the role and how surely, then what the cells look like: ``heading 0.95; 12 cells: figures 1.00``."""
    if column.profile is not None:
        return f"profile {column.profile}"
    told = column.evidence.partition(":")[0] if column.role is not None else "nothing told a role"
    sure = f" {column.score:.2f}" if column.role is not None and column.score else ""
    return f"{told}{sure}; {_look(column.look)}"


def _look(look: Look) -> str:
    if not look.filled:
        return "no cells"
    shares = sorted(((getattr(look, name), word) for name, word in _LOOKS.items()), key=lambda pair: -pair[0])
    seen = ", ".join(f"{word} {share:.2f}" for share, word in shares if share >= 0.2)
    return f"{look.filled} cells" + (f": {seen}" if seen else "")
