"""Which columns belong together: a figure with its own target, status and direction.

A table may print several figures in one row: quarters or years side by side, an actual beside a
forecast, last year's figure. Each is a series; one of them is the main one, the report's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..language.periods import Period, contains
from ..records import Basis
from .columns import Column
from .headings import fold_heading
from .vocabulary import LIMIT_ROLES
from .when import months, year_of

# Words of headings that say what a column holds, not which of several figures it is about.
_ROLE_WORDS = frozenset(
    "a actual actuals against an and current data direction figure figures forecast for in is latest number of on "
    "or our outturn performance position previous rag rating ratings result results score status target targets the "
    "traffic light travel trend value values".split()
)
_SO_FAR = "year to date"
_YEAR_END = re.compile(r"\bannual\b|\byear end\b")


@dataclass(slots=True)
class Series:
    """One figure of a row: its columns, basis and period (None: what the row or the report says).

    ``earlier_status`` is a status column of an earlier period that prints no figure. ``note`` tells the
    figure from another of the same basis and period.
    """

    basis: Basis
    period: Period | None
    figure: Column | None = None
    target: Column | None = None
    status: Column | None = None
    earlier_status: Column | None = None
    direction: Column | None = None
    limits: list[Column] = field(default_factory=list)
    main: bool = False
    note: str | None = None

    @property
    def rated(self) -> bool:
        """Whether the report rates this figure: in a column of its own or by the figure's own shade."""
        return self.status is not None or self.figure is not None and rates_itself(self.figure)

    @property
    def place(self) -> int:
        """The column of its figure, -1 without one."""
        return self.figure.index if self.figure is not None else -1


def rates_itself(figure: Column) -> bool:
    """Whether the cells of a figure column are shaded or marked, or print statuses among the figures."""
    return figure.look.shaded > 0.3 or figure.look.status - figure.look.nothing > 0.15


def series_of(columns: Sequence[Column], report: Period) -> tuple[Series, ...]:
    """Group the columns of a table into series, in printed order; exactly one is ``main``."""
    series = [Series(column.basis or "actual", column.period, column) for column in columns if column.role == "figure"]
    for one in series:
        if one.basis == "forecast" and one.period is None:
            one.period = year_of(report)
    _read_year_end_as_year(series, report)
    if not any(one.basis == "actual" for one in series):
        series.insert(0, Series("actual", None))
    statuses = [column for column in columns if column.role == "status"]
    earlier = _of_earlier_periods(statuses, series, report)
    targets = [column for column in columns if column.role == "target"]
    _give_statuses(series, [column for column in statuses if column not in earlier], targets, report)
    _settle_bases(series, report)
    main = _main(series, report)
    main.main = True
    main.earlier_status = next((column for column in columns if column.role == "previous status"), None)
    main.earlier_status = main.earlier_status or (earlier[-1] if earlier else None)
    _give_targets(series, main, targets, report)
    _settle_earlier(series, main, report)
    for column in columns:
        if column.role == "direction":
            owner = _in_group(series, column) or main
            owner.direction = owner.direction or column
        elif column.role in LIMIT_ROLES:
            for one in _limited_by(column, series, main, report):
                one.limits.append(column)
    _note_so_far(series)
    return tuple(series)


def _limited_by(column: Column, series: Sequence[Series], main: Series, report: Period) -> list[Series]:
    """The series of a limit: that of its period or group, else every rated one of the report's year."""
    owner = _of_period(series, column) or _in_group(series, column)
    if owner is not None:
        return [owner]
    year = year_of(report)
    of_year = [one for one in series if one.period is None or contains(year, one.period)]
    rated = [one for one in of_year if one.basis == "actual" and one.rated]
    named = column.period is not None
    return [main] if named or main not in rated else rated


def _note_so_far(series: Sequence[Series]) -> None:
    """Beside a period's own figure the one for the year to date says so."""
    actual = [one for one in series if one.basis == "actual" and one.figure is not None]
    so_far = [one for one in actual if one.figure and _SO_FAR in fold_heading(one.figure.title)]
    if len(so_far) < len(actual):
        for one in so_far:
            one.note = _SO_FAR


def _of_earlier_periods(statuses: Sequence[Column], series: Sequence[Series], report: Period) -> list[Column]:
    """The statuses of periods of which no figure is printed, before the report's or before the latest in it."""
    figured = {one.period for one in series}
    dated = [
        (column, column.period)
        for column in statuses
        if column.period is not None and column.basis != "forecast" and column.period not in figured
    ]
    latest = max(
        (period.end for column, period in dated if column.look.filled and period.end <= report.end), default=None
    )
    return [
        column
        for column, period in sorted(dated, key=lambda pair: pair[1].end)
        if period.end < report.start or latest is not None and period.end < latest
    ]


def _read_year_end_as_year(series: Sequence[Series], report: Period) -> None:
    """A yearly report's lone last-quarter column holds the position of the year."""
    inside = [one for one in series if one.period is not None and contains(report, one.period)]
    if months(report) == 12 and len(inside) == 1:
        only = inside[0]
        if only.period is not None and only.period.end == report.end:
            only.period = report


def _give_statuses(series: list[Series], statuses: Sequence[Column], targets: Sequence[Column], report: Period) -> None:
    """Each status column to the series that it rates; a forecast's status makes a series of its own."""
    for column in statuses:
        owner = _of_basis(series, column) or _of_period(series, column, "status") or _in_group(series, column)
        if owner is None and column.basis == "forecast":
            owner = Series("forecast", column.period or year_of(report))
            series.append(owner)
        if owner is None and len(statuses) > 1:
            owner = _nearest_before([one for one in series if one.status is None], column)
        if owner is None:
            owner = _so_far_beside(series, column, targets) or _current(series, report)
        owner.status = owner.status or column


def _so_far_beside(series: Sequence[Series], status: Column, targets: Sequence[Column]) -> Series | None:
    """The figure for the year to date that a lone rating is next to, where no target is of or beside another figure."""
    nearest = _nearest_before(series, status)
    named = any(target.period is not None and months(target.period) < 12 for target in targets)
    others = {one.place for one in series if one.figure is not None and one is not nearest and one.basis == "actual"}
    named = named or any({target.index - 1, target.index + 1} & others for target in targets)
    if nearest is None or nearest.figure is None or named or _SO_FAR not in fold_heading(nearest.figure.title):
        return None
    return nearest


def _of_basis(series: Sequence[Series], column: Column) -> Series | None:
    """The forecast that a column whose heading says so belongs to."""
    if column.basis != "forecast":
        return None
    return next((one for one in series if one.basis == "forecast"), None)


def _of_year_end(series: Sequence[Series], column: Column) -> Series | None:
    """The rated forecast that an annual target beside another target is for."""
    if not _YEAR_END.search(fold_heading(column.title)):
        return None
    return next((one for one in series if one.basis == "forecast" and one.rated and one.target is None), None)


def _of_period(series: Sequence[Series], column: Column, taken: str | None = None) -> Series | None:
    """The series of the period that a column's heading names; the first that has no such column (``taken``) yet."""
    if column.period is None or column.basis == "forecast":
        return None
    same = [one for one in series if one.period == column.period and one.basis in ("actual", "previous")]
    return next((one for one in same if taken is None or getattr(one, taken) is None), None)


def _in_group(series: Sequence[Series], column: Column) -> Series | None:
    """The one series whose figure stands under the same upper heading as a column, or shares its telling words."""
    group = column.heading[:-1]
    same = [one for one in series if one.figure is not None and one.figure.heading[:-1] == group]
    if group and len(same) == 1:
        return same[0]
    words = _telling_words(column)
    alike = [one for one in series if one.figure is not None and words and _telling_words(one.figure) == words]
    return alike[0] if len(alike) == 1 and alike[0].basis in ("actual", "forecast") else None


def _telling_words(column: Column) -> frozenset[str]:
    """The words of a heading that tell which figure it is about: ``year to date`` of ``YTD target``."""
    return frozenset(re.findall(r"[a-z]+", fold_heading(column.title))) - _ROLE_WORDS


def _nearest_before(series: Sequence[Series], column: Column) -> Series | None:
    """The last figure left of a column."""
    left = [one for one in series if 0 <= one.place < column.index and one.basis != "benchmark"]
    return max(left, key=lambda one: one.place, default=None)


def _settle_bases(series: Sequence[Series], report: Period) -> None:
    """An earlier period's figure printed beside the report's own is ``previous``, unless rated itself."""
    for one in series:
        told = one.figure is not None and one.figure.profile is not None
        if (
            one.basis == "actual"
            and one.period is not None
            and one.period.end < report.start
            and not one.rated
            and not told
        ):
            one.basis = "previous"
    if not any(one.basis == "actual" for one in series):
        latest = max((one for one in series if one.basis == "previous"), key=_end, default=None)
        if latest is not None:
            latest.basis = "actual"


def _settle_earlier(series: Sequence[Series], main: Series, report: Period) -> None:
    """A month or quarter before the rated one or inside it, neither rated nor with a target, stands beside it."""
    own = main.period or report
    for one in series:
        told = one.rated or one.target is not None or (one.figure is not None and one.figure.profile is not None)
        if one.basis != "actual" or one.period is None or one is main or told or not main.rated:
            continue
        if one.period.end < own.end or contains(own, one.period) and months(one.period) < months(own):
            one.basis = "previous"


def _end(one: Series) -> tuple[int, int]:
    return (one.period.end.toordinal() if one.period else 0, one.place)


def _current(series: Sequence[Series], report: Period) -> Series:
    """The series that a lone status rates: that of the report's period, else the latest actual."""
    actual = [one for one in series if one.basis == "actual"]
    for one in actual:
        if one.period == report:
            return one
    unnamed = [one for one in actual if one.period is None]
    return unnamed[0] if unnamed else max(actual, key=_end)


def _main(series: Sequence[Series], report: Period) -> Series:
    rated = [one for one in series if one.basis == "actual" and one.rated]
    return rated[0] if len(rated) == 1 else _current(rated or series, report)


def _give_targets(series: Sequence[Series], main: Series, targets: Sequence[Column], report: Period) -> None:
    """A target goes to the series of its period, basis or group; a lone one to every rated series.

    What is left over (next year's target, a year-end target beside the quarter's) is a limit.
    """
    unowned: list[Column] = []
    for column in targets:
        owner = (
            _of_basis(series, column)
            or (_of_year_end(series, column) if len(targets) > 1 else None)
            or _of_period(series, column, "target")
            or _in_group(series, column)
        )
        if owner is not None and owner.target is None:
            owner.target = column
        else:
            unowned.append(column)
    for column in unowned:
        rated = [one for one in series if one.rated and one.basis == "actual" and one.target is None]
        free = [one for one in series if one.target is None and one.basis in ("actual", "forecast")]
        if column.period is not None and column.period.start > report.end:
            main.limits.append(column)
        elif len(unowned) == 1 and len(rated) > 1:
            for one in _of_one_year(rated, main, report):
                one.target = column
        elif main.target is None and (len(unowned) == 1 or main in free and not rated[1:]):
            main.target = column
        elif (beside := _nearest_before(free, column)) is not None:
            beside.target = column
        else:
            main.limits.append(column)


def _of_one_year(series: Sequence[Series], main: Series, report: Period) -> list[Series]:
    """Those in the year of the main one: an earlier year's figure had a target of its own."""
    year = year_of(main.period or report)
    return [one for one in series if contains(year, one.period or report)]
