"""Council, period, title and kind are read off the pages, or asked for in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny.corpus.identify import Unidentified, report_for
from scrutiny.corpus.manifest import Source, read_hints
from scrutiny.records import Box, Cell, Extract, PageSize, Passage, Report, Table

PROSE = (
    "What follows sets out in some detail how services have done, and what will be done about those that fell short. "
)


def page(number: int, *lines: str | tuple[str, float]) -> list[tuple[int, str, float]]:
    """The lines of a page: text, or text with its size (10 points is running text)."""
    return [(number, line, 10.0) if isinstance(line, str) else (number, *line) for line in lines]


def extract(*pages: list[tuple[int, str, float]], cells: tuple[str, ...] = (), count: int | None = None) -> Extract:
    lines = [line for one in pages for line in one]
    passages = tuple(
        Passage(order, order, text, Box(number, 50, 40 + order, 300, 50 + order), level=int(size > 12), size=size)
        for order, (number, text, size) in enumerate(lines)
    )
    box = Box(1, 0, 0, 10, 10)
    table = Table(
        0, 99, tuple(Cell(0, col, text, (box,)) for col, text in enumerate(cells)), ("body",), len(cells), (box,)
    )
    numbers = range(1, 1 + (count or max((number for number, _, _ in lines), default=1)))
    return Extract(tuple(PageSize(number, 600, 800) for number in numbers), (table,) if cells else (), passages)


def identify(read: Extract, **known: str) -> Report:
    hints = read_hints(**known)
    source = Source("doc", Path("doc.pdf"), "00", hints.council, hints.title, hints.period, hints.kind)
    return report_for(source, read)


def refusal(read: Extract, **known: str) -> str:
    with pytest.raises(Unidentified) as raised:
        identify(read, **known)
    assert "\n" not in str(raised.value)
    return str(raised.value)


COVER = page(
    1, ("Derby City Council", 30), ("Council Plan 2023-25", 26), ("Performance Report", 24), ("Quarter 2 2023-24", 20)
)


def test_a_cover_tells_everything_and_the_years_of_a_plan_are_no_period() -> None:
    report = identify(extract(COVER))
    assert (report.council, report.period.label, report.kind) == ("E06000015", "2023/24 Q2", "quarterly")
    assert report.title == "Council Plan 2023-25 Performance Report Quarter 2 2023-24"


def test_what_is_known_goes_before_what_is_printed() -> None:
    report = identify(extract(COVER), council="E10000007", period="2021/22", title="Mine", kind="other")
    assert (report.council_name, report.period.label) == ("Derbyshire County Council", "2021/22")
    assert (report.title, report.kind) == ("Mine", "other")


def test_the_running_header_tells_where_the_title_does_not() -> None:
    pages = [
        page(n, f"Kent County Council • Performance Report Quarter 3 2021-22 {n}", PROSE, PROSE + "1", PROSE + "2")
        for n in range(1, 5)
    ]
    report = identify(
        extract([(1, "Making Kent better", 30.0), *pages[0], *[(1, f"line {n}", 10.0) for n in range(9)]], *pages[1:])
    )
    assert (report.council, report.period.label) == ("E10000016", "2021/22 Q3")


def test_a_running_quarter_narrows_the_year_of_a_cover() -> None:
    running = [page(n, f"Performance report Quarter 1 2022/23 {n}", PROSE) for n in (2, 3, 4)]
    report = identify(extract(page(1, ("Kent County Council", 30), ("Corporate Plan 2022/23", 30)), *running))
    assert report.period.label == "2022/23 Q1"


def test_a_cover_with_a_slogan_alone_takes_its_title_from_the_next_page() -> None:
    following = page(2, ("Performance report 2021/22", 20), PROSE)
    report = identify(extract(page(1, ("Making Kent better", 30)), following), council="Kent County Council")
    assert (report.title, report.period.label) == ("Performance report 2021/22", "2021/22")


def test_a_quarter_in_the_title_takes_the_year_that_the_opening_speaks_of() -> None:
    opening = page(
        1,
        *[
            PROSE + text
            for text in ("the 2022/23 plan", "by September 2022", "Derby City Council", "our Derby", "", "")
        ],
    )
    title = page(1, ("Appendix 1 - Quarter 2 priority performance update", 20))
    report = identify(extract(title, opening))
    assert (report.period.label, report.council) == ("2022/23 Q2", "E06000015")


def test_a_quarter_whose_year_is_unclear_is_asked_for() -> None:
    opening = page(1, *[PROSE + text for text in ("the 2022/23 plan", "the 2021/22 plan", "", "", "", "", "", "")])
    line = refusal(extract(page(1, ("Quarter 2 performance", 20)), opening), council="E06000015")
    assert line == (
        "doc.pdf: its pages do not tell the period (quarter 2 of a year not named); "
        "give --period PERIOD (such as '2022/23 Q2'), or period in a reports.csv beside it"
    )


def test_periods_in_the_cells_of_a_table_are_not_the_report_s() -> None:
    cells = ("2021/22 Actual", "Target 2022/23", "Between Quarter 1 and Quarter 2 2016/17 delivery slipped")
    line = refusal(extract(page(1, "Derby City Council", "Data source: ledger"), cells=cells))
    assert "the period" in line
    assert "the council" not in line


def test_a_document_that_tells_nothing_is_asked_for_in_one_line() -> None:
    line = refusal(extract(page(1, "Priority performance")))
    assert "give --council NAME and --period PERIOD" in line
    assert "council and period in a reports.csv" in line
    refusal(Extract((), (), ()))


@pytest.mark.parametrize(
    ("title", "period", "kind"),
    [
        ("Annual Performance Results 2021/22", "2021/22", "annual"),
        ("Annual Report 2021/22: Quarter 4 2021/22", "2021/22", "annual"),
        ("Council Delivery Plan 2022/23", "2022/23", "plan"),
        ("Council Plan 2022/23 Performance Report", "2022/23", "annual"),
        ("Council Plan 2022/23: progress in Quarter 3", "2022/23 Q3", "quarterly"),
        ("Corporate Plan 2022/23, Q3 2022/23", "2022/23 Q3", "quarterly"),
        ("Performance Scorecard September 2023", "2023-09", "monthly"),
        ("Performance Report Q1 2023/24, Cabinet 14 November 2023", "2023/24 Q1", "quarterly"),
    ],
)
def test_the_title_tells_period_and_kind(title: str, period: str, kind: str) -> None:
    report = identify(extract(page(1, (title, 20), "Derby City Council")))
    assert (report.period.label, report.kind) == (period, kind)


@pytest.mark.parametrize(
    "title", ["Performance Report, Cabinet 14 November 2023", "Performance Report (published July 2022)"]
)
def test_the_day_of_a_meeting_or_of_publication_is_no_period(title: str) -> None:
    assert "the period" in refusal(extract(page(1, (title, 20), "Derby City Council")))


def test_two_quarters_in_a_title_are_asked_about() -> None:
    line = refusal(extract(page(1, ("Q2 2023/24 compared with Q2 2022/23", 20), "Derby City Council")))
    assert "it may be 2023/24 Q2 or 2022/23 Q2" in line


def test_a_joint_report_is_asked_about() -> None:
    line = refusal(extract(page(1, ("Derby City Council and Derbyshire County Council Q2 2023/24", 20))))
    assert "Derby City Council and Derbyshire County Council are named" in line


def test_a_neighbour_named_in_the_prose_is_not_the_publisher() -> None:
    opening = page(1, *[PROSE + "Nottingham City Council did better. " + str(n) for n in range(9)])
    title = page(1, ("Derby performance report Q2 2023/24", 20))
    assert "it may be Derby City Council or Nottingham City Council" in refusal(extract(title, opening))
    once = page(1, PROSE + "Nottingham City Council did better.", *[PROSE + str(n) for n in range(9)])
    assert identify(extract(title, once)).council == "E06000015"


def test_a_council_named_once_in_passing_is_no_evidence() -> None:
    prose = page(1, PROSE + "Nottingham City Council did better.", *[PROSE + str(n) for n in range(9)])
    assert "the council" in refusal(extract(page(1, ("Performance report Q2 2023/24", 20)), prose))


def test_of_two_councils_with_one_name_the_one_alive_in_the_period_is_meant() -> None:
    before = identify(extract(page(1, ("North Yorkshire performance report 2018/19", 20))))
    after = identify(extract(page(1, ("North Yorkshire performance report 2023/24", 20))))
    assert (before.council, after.council) == ("E10000023", "E06000065")
