"""Council, period, title and kind are read off the pages, or asked for in one line."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from scrutiny.corpus.identify import Unidentified, report_for
from scrutiny.corpus.manifest import Source, read_hints
from scrutiny.extract import read
from scrutiny.records import Extract, Report

PROSE = (
    "What follows sets out in some detail how services have done, and what will be done about those that fell short. "
)
WIDTH, HEIGHT = A4


def page(number: int, *lines: str | tuple[str, float]) -> list[tuple[int, str, float]]:
    """The paragraphs of a page: text, or text with its size (10 points is running text)."""
    return [(number, line, 10.0) if isinstance(line, str) else (number, *line) for line in lines]


def extract(
    *pages: list[tuple[int, str, float]],
    head: str = "",
    foot: str = "",
    gap: float = 12,
    rows: Sequence[Sequence[str]] = (),
) -> Extract:
    """What is read off a PDF of these pages, with a running head and foot and a table on the first."""
    of_page: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for number, text, size in (line for one in pages for line in one):
        of_page[number].append((text, size))
    with tempfile.TemporaryDirectory() as folder:
        canvas = Canvas(str(Path(folder, "doc.pdf")), pagesize=A4)
        for number in range(1, max(of_page, default=1) + 1):
            y = _draw(canvas, of_page[number], gap)
            canvas.setFont("Helvetica", 8)
            canvas.drawString(50, HEIGHT - 30, head.format(number))
            canvas.drawString(50, 30, foot.format(number))
            if rows and number == 1:
                single = [row for row in range(len(rows)) if len(rows[row]) == 1]
                cells = [[*row, *[""] * (3 - len(row))] for row in rows]
                spans = [("SPAN", (0, row), (-1, row)) for row in single]
                table = Table(cells, colWidths=160, style=[("GRID", (0, 0), (-1, -1), 1, "black"), *spans])
                _, height = table.wrapOn(canvas, WIDTH, y)
                table.drawOn(canvas, 50, y - height - 10)
            canvas.showPage()
        canvas.save()
        return read(Path(folder, "doc.pdf"))


def _draw(canvas: Canvas, paragraphs: Sequence[tuple[str, float]], gap: float) -> float:
    y = HEIGHT - 110.0
    for text, size in paragraphs:
        canvas.setFont("Helvetica", size)
        for line in simpleSplit(text, "Helvetica", size, 495):
            y -= 1.2 * size
            canvas.drawString(50, y, line)
        y -= gap
    return y


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


def test_the_running_head_tells_where_no_title_does() -> None:
    pages = [page(n, ("Making Kent better", 20), *[PROSE + str(n + m) for m in range(9)]) for n in range(1, 5)]
    report = identify(extract(*pages, head="Kent County Council • Performance Report Quarter 3 2021-22 | {}"))
    assert (report.council, report.period.label) == ("E10000016", "2021/22 Q3")
    assert report.title == "Kent County Council • Performance Report Quarter 3 2021-22"


def test_a_running_head_that_begins_after_the_cover_tells_too() -> None:
    cover = page(1, ("Making life better", 30))
    pages = [page(n, *[PROSE + str(n + m) for m in range(9)]) for n in (2, 3, 4)]
    report = identify(extract(cover, *pages, head="Kent County Council", foot="Quarter 3 2021/22 performance | {}"))
    assert (report.council_name, report.period.label) == ("Kent County Council", "2021/22 Q3")


@pytest.mark.parametrize("foot", ["Quarter 1 2022/23 | {}", "Performance in Quarter 1, page {}"])
def test_a_quarter_in_the_foot_narrows_the_year_of_a_cover(foot: str) -> None:
    cover = page(1, ("Kent County Council", 30), ("Corporate Plan 2022/23", 30))
    report = identify(extract(cover, *[page(n, PROSE * 3) for n in (2, 3, 4)], foot=foot))
    assert report.period.label == "2022/23 Q1"


def test_two_councils_in_a_running_head_are_asked_about() -> None:
    pages = [page(n, ("Joint working", 20), PROSE * 3) for n in (1, 2, 3)]
    line = refusal(extract(*pages, head="Derby City Council and Leicester City Council, Quarter 2 2023/24"))
    assert "Derby City Council and Leicester City Council are named" in line


def test_the_address_on_the_last_page_tells_whose_report_it_is() -> None:
    title = page(1, ("Performance report Quarter 2 2023/24", 20), PROSE * 3)
    between = [page(n, PROSE * 3) for n in range(2, 6)]
    last = page(6, PROSE * 3, "Kent County Council, County Hall, Maidstone")
    assert identify(extract(title, *between, last)).council_name == "Kent County Council"
    assert "the council" in refusal(extract(title, *between, last, page(7, PROSE * 3)))


def test_a_title_keeps_clear_of_the_paragraph_close_below_it() -> None:
    below = "This report sets out the performance of the council against its plan. " + PROSE
    title = ("Corporate Performance Report Quarter 2 2023/24", 18)
    report = identify(extract(page(1, title, below, "Kent County Council"), gap=2))
    assert report.title == "Corporate Performance Report Quarter 2 2023/24"


def test_a_title_in_the_first_row_of_the_table_is_read() -> None:
    rows = [("Derby City Council performance, Quarter 2 2023/24",), ("Measure", "Actual", "Target")]
    rows += [("Recycling", "41%", "40%"), ("Calls answered", "87%", "90%")]
    report = identify(extract(rows=rows))
    assert (report.council, report.period.label) == ("E06000015", "2023/24 Q2")
    assert report.title == rows[0][0]


def test_a_page_without_text_is_said_to_hold_none() -> None:
    assert (
        "its pages hold no text (a scan needs: pip install 'council-scrutiny[ocr]'); "
        "give --council NAME and --period PERIOD" in refusal(extract())
    )


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
        "its pages do not tell the period (quarter 2 of a year not named); "
        "give --period PERIOD (such as '2022/23 Q2'), or period in a reports.csv beside it"
    )


def test_periods_in_the_cells_of_a_table_are_not_the_report_s() -> None:
    rows = [("Measure", "2021/22 Actual", "Target 2022/23"), ("Recycling", "41%", "Quarter 2 2016/17")]
    line = refusal(extract(page(1, "Derby City Council", "Data source: ledger"), rows=rows))
    assert "the period" in line
    assert "the council" not in line


def test_a_document_that_tells_nothing_is_asked_for_in_one_line() -> None:
    line = refusal(extract(page(1, "Priority performance")))
    assert "give --council NAME and --period PERIOD" in line
    assert "council and period in a reports.csv" in line


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
        ("Quarterly performance report up to December 2023", "2023/24 Q3", "quarterly"),
        ("Monthly and quarterly indicators to December 2023", "2023-12", "monthly"),
        ("Quarterly update November 2023", "2023-11", "monthly"),
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


@pytest.mark.parametrize(
    ("lines", "title", "period"),
    [
        (
            ["Kent County Council Annual Results 2021/22", "Introduction", "Welcome to the annual results of 2021/22."],
            "Kent County Council Annual Results 2021/22",
            "2021/22",
        ),
        (
            ["# Kent County Council", "## Council Plan 2023-25", "Performance Report  ", "Quarter 2 2023-24"],
            "Council Plan 2023-25 Performance Report Quarter 2 2023-24",
            "2023/24 Q2",
        ),
        (
            [
                "Appendix 1 – Quarter 2 performance of the priority measures, projects and strategic risks",
                "Kent County Council keeps track of the Council Plan 2022/23 by what is measured here.",
                "Kent County Council approved it in July 2022.",
                "# GREEN COUNTY",
            ],
            "Appendix 1 – Quarter 2 performance of the priority measures, projects and strategic risks",
            "2022/23 Q2",
        ),
    ],
    ids=["a sentence below it", "no blank line between", "no heading, and long"],
)
def test_the_title_of_a_text_is_what_stands_above_its_first_sentence(
    tmp_path: Path, lines: list[str], title: str, period: str
) -> None:
    table = "Measure\tActual\tTarget\nCalls answered\t87%\t90%\nWaste recycled\t41%\t40%\n"
    file = tmp_path / "left.md"
    file.write_text("\n\n".join(lines).replace("  \n\n", "  \n") + "\n\n" + table)
    report = identify(read(file))
    assert (report.title, report.period.label) == (title, period)
