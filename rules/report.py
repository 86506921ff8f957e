"""Rating all figures of a report again, under the scheme that holds for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ..language.periods import Period
from ..records import Kind, Observation, Rating, Report
from . import working
from .polarity import PolarityDecided, StatusEvidence, status_evidence
from .rating import is_rated, rate
from .scheme import Scheme
from .schemes import Use, scheme_for

PolarityOf = Callable[[Observation], PolarityDecided]

_DROP_AT = Decimal("0.1")


def rate_report(
    report: Report, observations: Iterable[Observation], schemes: Iterable[Scheme], polarity_of: PolarityOf
) -> tuple[Rating, ...]:
    """Rates the observations of one report again.

    An assumed scheme that a tenth of the decided rows contradict is dropped: its rows have no scheme then.

    Args:
        report: Who published the observations and for when.
        observations: All observations of the report.
        schemes: All schemes that are known.
        polarity_of: What is known of the polarity of an observation's measure.

    Returns:
        One rating for each observation that has one (``is_rated``), in their order.
    """
    printed = tuple(observations)
    rows = [row for row in printed if is_rated(row)]
    chosen = _Chosen(report, tuple(schemes))
    earlier, forecasts = _last_year(printed), _forecasts(printed)
    ratings = {}
    for row in rows:
        scheme, use = chosen.for_row(row)
        known = polarity_of(row).for_figure(row)
        figure = row if scheme is None or scheme.figure == row.basis else _rated_by(row, scheme, forecasts)
        rating = rate(figure, scheme, use, known, earlier.get(_year_key(row)))
        if scheme is not None and rating.use == "assumed" and rating.possible:
            said = working.assumed(scheme, chosen.period_of(row).label)
            rating = replace(rating, working=f"{rating.working}\n{said}")
        ratings[row.seq] = rating
    dropped = contradicted(ratings.values())
    for row in rows:
        scheme, _ = chosen.for_row(row)
        if scheme is not None and scheme.scheme in dropped:
            ratings[row.seq] = _without(row, dropped[scheme.scheme], polarity_of(row))
    return tuple(ratings[row.seq] for row in rows)


def published_statuses(
    reports: Iterable[Report],
    rows: Iterable[Observation],
    measure_of: Mapping[tuple[str, int], str],
    schemes_of: Mapping[str, Sequence[Scheme]],
) -> Iterator[StatusEvidence]:
    """What published statuses imply of polarity, under the council's own scheme for the period of their report."""
    published_in = {report.document: report for report in reports}
    for row in rows:
        report, measure = published_in[row.document], measure_of[row.document, row.seq]
        chosen = scheme_for(
            schemes_of[row.document], report.council, report.period, report.kind, row.kind, report.document
        )
        if chosen is not None and chosen[1] == "own":
            yield from status_evidence(measure, [row], chosen[0])


def contradicted(ratings: Iterable[Rating]) -> dict[str, str]:
    """The assumed schemes that a tenth or more of the rows they decide contradict, and how many do, in words."""
    decided: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for rating in ratings:
        if rating.use == "assumed" and rating.scheme and rating.verdict != "uncheckable":
            decided[rating.scheme] += 1
            against[rating.scheme] += rating.verdict == "disagrees"
    return {
        scheme: f"{against[scheme]} of {rows} ratings contradict {scheme}, the council's key of another year"
        for scheme, rows in decided.items()
        if against[scheme] and against[scheme] >= rows * _DROP_AT
    }


def _without(row: Observation, why: str, polarity: PolarityDecided) -> Rating:
    rating = rate(row, None, "own", polarity)
    return replace(rating, working=f"{rating.working}\n{why}.") if rating.reason == "no_scheme" else rating


class _Chosen:
    """The scheme for each row: that of the report's period, or of an earlier figure's own."""

    def __init__(self, report: Report, schemes: tuple[Scheme, ...]) -> None:
        self._report = report
        self._schemes = tuple(scheme for scheme in schemes if scheme.council == report.council)
        self._known: dict[tuple[Kind, Period], tuple[Scheme | None, Use]] = {}

    def period_of(self, row: Observation) -> Period:
        """The time whose scheme is asked for."""
        if row.basis == "previous" and row.period_start and row.period_end:
            return Period(row.period, row.period_start, row.period_end)
        return self._report.period

    def for_row(self, row: Observation) -> tuple[Scheme | None, Use]:
        period = self.period_of(row)
        key = (row.kind, period)
        if key not in self._known:
            found = scheme_for(
                self._schemes, self._report.council, period, self._report.kind, row.kind, self._report.document
            )
            self._known[key] = found or (None, "own")
        return self._known[key]


_Place = tuple[str, str | None, int | None, int | None]


def _forecasts(rows: Iterable[Observation]) -> dict[_Place, Observation]:
    """The forecasts, by the table row that they stand in."""
    return {_place(row): row for row in rows if row.basis == "forecast"}


def _place(row: Observation) -> _Place:
    return row.name, row.section, row.table, row.row


def _rated_by(row: Observation, scheme: Scheme, forecasts: Mapping[_Place, Observation]) -> Observation:
    """The row with the figure that its status rates: under some keys the forecast printed beside it."""
    if scheme.figure != "forecast" or row.basis != "actual":
        return row
    beside = forecasts.get(_place(row))
    if beside is None:
        return replace(row, value=None, value_text=None)
    return replace(row, value=beside.value, value_text=beside.value_text, value_step=beside.value_step)


_Key = tuple[str, str | None, int, int]


def _last_year(rows: Iterable[Observation]) -> dict[_Key | None, Decimal]:
    """The figures printed for earlier periods, under the key of the row that stands a year later."""
    found: dict[_Key | None, Decimal] = {}
    for row in rows:
        if row.basis == "previous" and row.value is not None and (key := _year_key(row, years=1)):
            found[key] = row.value
    return found


def _year_key(row: Observation, years: int = 0) -> _Key | None:
    if row.period_end is None:
        return None
    return row.name, row.section, row.period_end.year + years, row.period_end.month
