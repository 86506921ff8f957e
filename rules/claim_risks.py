"""Risk scores against the likelihood and impact printed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..language.numbers import read_figure
from ..records import Cell, Claim, Table

_LIKELIHOOD = re.compile(r"\b(?:likelihood|probability)\b", re.IGNORECASE)
_IMPACT = re.compile(r"\b(?:impact|severity|consequence)\b", re.IGNORECASE)
_SCORE = re.compile(r"\b(?:score|rating|total|risk level|overall)\b", re.IGNORECASE)
_HIGHEST = 10
_LEAST_SHARE = Decimal("0.7")
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Scored:
    likelihood: Cell
    impact: Cell
    score: Cell

    @property
    def product(self) -> Decimal:
        return _number(self.likelihood) * _number(self.impact)


def risk_claims(tables: Iterable[Table], document: str) -> Iterator[Claim]:
    """The scores of risk registers, each against its likelihood times its impact.

    A score fails only in a table where seven in ten are that product: some registers weigh otherwise.

    Args:
        tables: the tables of a report.
        document: its slug.

    Yields:
        claims with their verdict, with ``seq`` 0.
    """
    for table in tables:
        scored = [row for columns in _columns(table) for row in _rows(table, *columns)]
        right = sum(row.product == _number(row.score) for row in scored)
        if len(scored) < _LEAST_ROWS or right < _LEAST_SHARE * len(scored):
            continue
        yield from (_claim(table, row, document) for row in scored)


def _columns(table: Table) -> Iterator[tuple[int, int, int]]:
    """The columns of likelihood, impact and score that stand together, for each time that a register tells them."""
    heads = {
        col: " ".join(dict.fromkeys(cell.text for row in range(table.rows) if table.row_kinds[row] == "header"
                                    and (cell := table.at(row, col)) is not None))
        for col in range(table.columns)
    }  # fmt: skip
    likelihood: int | None = None
    impact: int | None = None
    for col, head in heads.items():
        is_likelihood, is_impact = bool(_LIKELIHOOD.search(head)), bool(_IMPACT.search(head))
        if is_likelihood and not is_impact:
            likelihood = col
        elif is_impact and not is_likelihood:
            impact = col
        elif likelihood is not None and impact is not None and (_SCORE.search(head) or (is_likelihood and is_impact)):
            yield likelihood, impact, col
            likelihood = impact = None


def _rows(table: Table, likelihood: int, impact: int, score: int) -> Iterator[_Scored]:
    for row in range(table.rows):
        if table.row_kinds[row] != "body":
            continue
        cells = [table.at(row, col) for col in (likelihood, impact, score)]
        one, two, three = cells
        if one is None or two is None or three is None or any(_number(cell) == 0 for cell in (one, two, three)):
            continue
        if _number(one) <= _HIGHEST and _number(two) <= _HIGHEST:
            yield _Scored(one, two, three)


def _number(cell: Cell) -> Decimal:
    """The whole number that a cell is; 0 for anything else."""
    figure = read_figure(cell.text)
    if figure.value is None or figure.step != 1 or figure.unit not in (None, "count", "score"):
        return Decimal(0)
    return figure.value


def _claim(table: Table, row: _Scored, document: str) -> Claim:
    score = _number(row.score)
    name = next((cell.text.split("\n")[0] for cell in table.row(row.score.row) if len(cell.text) > 12), "Risk")
    sum_of_it = f"{row.likelihood.text.strip()} x {row.impact.text.strip()} = {row.product:f}"
    return Claim(
        document,
        0,
        row.score.boxes[0],
        "table",
        f"{name} | {row.score.text.strip()}",
        score,
        row.product,
        "score",
        "holds" if row.product == score else "fails",
        f"Likelihood times impact: {sum_of_it}.",
        Decimal(1),
    )
