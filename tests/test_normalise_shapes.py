"""Stacked cells, measure cards, deliverables in prose and delivery plans, made by hand."""

from decimal import Decimal
from pathlib import Path

from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Box, Cell, Extract, Legend, Line, Mark, PageSize, Passage, Report, Table


def cell(row, col, text="", *, colspan=1, rowspan=1, sizes=(), italic=(), fill=None, marks=()):
    """A cell whose paragraphs are a line each, of the sizes given (else 8 points)."""
    box = Box(1, 60.0 * col, 40.0 * row, 60.0 * (col + colspan), 40.0 * (row + rowspan))
    lines = []
    for place, part in enumerate(text.split("\n") if text else ()):
        size = sizes[place] if place < len(sizes) else 8.0
        own = Box(1, box.x0, box.top + 5 * place, box.x1, box.top + 5 * place + 5)
        lines.append(Line(part, own, size, False, place in italic, None, place))
    return Cell(row, col, text, (box,), rowspan, colspan, fill, tuple(marks), tuple(lines))


def table(cells, *, header=0, order=1, headings=(), number=1):
    rows = max(part.row + part.rowspan for part in cells)
    kinds = tuple("header" if row < header else "body" for row in range(rows))
    columns = max(part.col + part.colspan for part in cells)
    return Table(number, order, tuple(cells), kinds, columns, (Box(1, 0, 0, 600, 800),), tuple(headings))


def passage(order, text, *, level=0, headings=(), italic=False, page=1):
    box = Box(page, 0, 10.0 * order, 300, 10.0 * order + 8)
    return Passage(
        order, order, text, box, level, tuple(headings), 9.0, level > 0, (), (Line(text, box, 9.0, level > 0, italic),)
    )


def read(*blocks, period="2023/24 Q2"):
    report = Report("doc", Path("doc.pdf"), "", "E00", "A Council", "Report", from_label(period), "quarterly")
    tables = tuple(block for block in blocks if isinstance(block, Table))
    passages = tuple(block for block in blocks if isinstance(block, Passage))
    return normalise(report, Extract((PageSize(1, 600, 800),), tables, passages), Legend())


# ------------------------------------------------------------------------------- stacked cells


def stacked(text, *, quarterly="Amber", forecast="Green"):
    heads = ("Measure details", "Quarterly target status", "Forecast year end status", "Performance vs target")
    body = ("CM PM05 Debt collected in year", quarterly, forecast, text)
    return table(
        [cell(0, col, head) for col, head in enumerate(heads)] + [cell(1, col, part) for col, part in enumerate(body)],
        header=1,
    )


def test_a_stacked_cell_is_an_actual_and_a_forecast_each_with_its_target_and_status():
    text = "Quarterly data\nTarget 500.0\nActual 475.0\nForecast data\nTarget 1,000.0\nActual 1,010.0\nDeteriorating"
    actual, forecast = read(stacked(text)).observations
    assert (actual.basis, actual.period, actual.value, actual.target) == (
        "actual",
        "2023/24 Q2",
        Decimal(475),
        Decimal(500),
    )
    assert (forecast.basis, forecast.period, forecast.value) == ("forecast", "2023/24", Decimal(1010))
    assert (actual.status, forecast.status) == ("Amber", "Green")
    assert (actual.direction, forecast.direction) == ("Deteriorating", None)
    assert actual.code == "CM PM05"


def test_labels_without_figures_in_a_stacked_cell_are_blank_not_nought():
    text = "Quarterly data\nTarget\nActual 7.7 per\n100,000 population\nForecast data\nTarget 13.5 per\n100,000\nActual"
    actual, forecast = read(stacked(text)).observations
    assert (actual.value, actual.unit, actual.target) == (Decimal("7.7"), "per_100000", None)
    assert (forecast.value, forecast.unit, forecast.target) == (None, None, Decimal("13.5"))


def test_a_status_whose_group_is_missing_from_the_stacked_cell_is_kept():
    actual, forecast = read(stacked("Quarterly data\nTarget 70.0%\nActual 68.4%", forecast="Red")).observations
    assert actual.value == Decimal("68.4")
    assert (forecast.basis, forecast.period, forecast.value, forecast.status) == ("forecast", "2023/24", None, "Red")


def test_the_box_of_a_stacked_figure_leaves_its_label_out():
    actual, _ = read(stacked("Quarterly data\nTarget 500.0\nActual 475.0\nForecast data\nTarget\nActual")).observations
    assert 180.0 + 20 < actual.box.x0 < 180.0 + 40
    assert actual.box.x1 == 240.0


# ------------------------------------------------------------------------------- cards


def card(*lines, number=1, order=1, name="People with a plan\nof their own", figure="762", **options):
    title = cell(0, 0, f"{figure}\n{name}\n30 SEP 23", colspan=2, sizes=(16, 7, 7, 5))
    cells = [title]
    for row, (label, value) in enumerate(lines, start=1):
        cells += [cell(row, 0, label), value if isinstance(value, Cell) else cell(row, 1, value)]
    return table(cells, number=number, order=order, **options)


LINES = (
    ("2021-2022", "373"),
    ("2022-2023", "611"),
    ("2023-2024", "762"),
    ("Target", "550"),
    ("Performance", "Good (Strong in Q1)"),
)


def test_each_year_of_a_card_is_a_row_and_the_last_is_the_actual():
    result = read(card(*LINES, ("National Benchmark", "84.5%")))
    assert [(row.basis, row.period, row.value) for row in result.observations] == [
        ("previous", "2021/22", Decimal(373)),
        ("previous", "2022/23", Decimal(611)),
        ("actual", "2023/24", Decimal(762)),
        ("benchmark", "2023/24", Decimal("84.5")),
    ]
    last = result.observations[2]
    assert (last.name, last.target, last.status, last.previous_status) == (
        "People with a plan of their own",
        Decimal(550),
        "Good",
        "Strong",
    )
    assert last.qualifier == "National Benchmark 84.5%"
    assert all(row.target is None and row.status is None for row in result.observations[:2])


def test_a_card_whose_latest_figure_is_due_still_has_its_row():
    result = read(card(("2022-2023", "15.4%"), ("2023-2024", "Due in Q3"), ("Target", "13.0%")))
    last = result.observations[-1]
    assert (last.basis, last.period, last.value, last.target) == ("actual", "2023/24", None, Decimal("13.0"))


def test_the_name_of_a_card_may_hold_a_year():
    result = read(card(*LINES, name="Percentage reduction from\n2009-10 baseline"))
    assert result.observations[0].name == "Percentage reduction from 2009-10 baseline"


def test_the_note_under_the_last_card_of_a_group_holds_for_the_group():
    note = passage(3, "2023-24 data are for the year to Sep-2023", italic=True, page=2)
    later = card(*LINES, number=3, order=4)
    result = read(card(*LINES), card(*LINES, number=2, order=2), note, later)
    assert [row.qualifier for row in result.observations if row.basis == "actual"] == [note.text, note.text, None]


def test_the_status_of_a_card_may_be_a_mark():
    mark = Mark("shape", "star", Box(1, 0, 0, 5, 5), "#00b050")
    result = read(card(*LINES[:4], ("Performance", cell(5, 1, marks=[mark]))))
    assert result.observations[-1].status == "Green"


# ------------------------------------------------------------------------------- deliverables

PATH = ("Council Plan", "A safe borough", "Progress on our deliverables")
HEADING = "Refresh our library strategy"


def test_a_heading_with_a_rating_line_is_a_deliverable():
    line = "Rating: Good (Review in Q1) Original completion date: 30 Jun 2023 Expected completion date: 31 Mar 2024"
    (row,) = read(passage(1, HEADING, level=3, headings=PATH), passage(2, line)).observations
    assert (row.kind, row.name, row.status, row.previous_status) == ("deliverable", HEADING, "Good", "Review")
    assert (row.section, row.period, row.value) == ("A safe borough", "2023/24 Q2", None)
    assert row.qualifier == "Original completion date 30 Jun 2023; Expected completion date 31 Mar 2024"


def test_dates_on_the_line_after_the_rating_belong_to_it():
    dates = passage(3, "Original completion date: 30 Jun 2023 Expected completion date: 31 Mar 2024")
    prose = passage(4, "Completed: nothing so far")
    (row,) = read(passage(1, HEADING, level=3, headings=PATH), passage(2, "Rating: Good"), dates, prose).observations
    assert row.qualifier == "Original completion date 30 Jun 2023; Expected completion date 31 Mar 2024"


def test_what_stands_under_a_deliverable_has_it_as_its_section_until_the_next_heading():
    result = read(
        passage(1, HEADING, level=3, headings=PATH),
        passage(2, "Rating: Good"),
        card(*LINES, order=3, headings=(*PATH, HEADING)),
        passage(4, "Overarching measures", level=1),
        card(*LINES, order=5, number=2, headings=("Overarching measures",)),
    )
    sections = [row.section for row in result.observations if row.basis == "actual"]
    assert sections == ["A safe borough", HEADING, "Overarching measures"]


# ------------------------------------------------------------------------------- plans


def plan(*body, headings=("Delivery plan", "A green city")):
    heads = (
        "Our outcomes",
        "Our must do's",
        "Key milestones",
        "Portfolio",
        "Review deadlines",
        "The differences",
        "Performance measures",
    )
    return table([cell(0, col, head) for col, head in enumerate(heads)] + list(body), header=1, headings=headings)


def test_each_paragraph_of_a_milestone_or_measure_is_an_item():
    result = read(
        plan(
            cell(1, 0, "Cleaner air"),
            cell(1, 1, "Adopt a plan"),
            cell(1, 2, "Draft written\nPlan approved"),
            cell(1, 3, "Strategy"),
            cell(1, 4, "March 2024"),
            cell(1, 5, "Fewer emissions\nBetter health"),
            cell(1, 6, "Homes insulated"),
        )
    )
    assert [(item.milestone, item.measure_name) for item in result.plan_items] == [
        ("Draft written", None),
        ("Plan approved", None),
        (None, "Homes insulated"),
    ]
    item = result.plan_items[0]
    assert (item.theme, item.outcome, item.must_do, item.portfolio) == (
        "A green city",
        "Cleaner air",
        "Adopt a plan",
        "Strategy",
    )
    assert (item.deadline, item.difference) == ("March 2024", "Fewer emissions\nBetter health")
    assert result.observations == ()


def test_merged_cells_hold_for_their_rows_and_their_items_count_once():
    result = read(
        plan(
            cell(1, 0, "Cleaner air", rowspan=2),
            cell(1, 1, "Adopt a plan", rowspan=2),
            cell(1, 2, "Draft written"),
            cell(2, 2, "Plan approved"),
            cell(1, 3, "Strategy", rowspan=2),
            cell(1, 4, "June 2023"),
            cell(2, 4, "March 2024"),
            cell(1, 5, "Fewer emissions", rowspan=2),
            cell(1, 6, "Homes insulated", rowspan=2),
        )
    )
    assert [(item.milestone or item.measure_name, item.deadline, item.portfolio) for item in result.plan_items] == [
        ("Draft written", "June 2023", "Strategy"),
        ("Homes insulated", "June 2023", "Strategy"),
        ("Plan approved", "March 2024", "Strategy"),
    ]


def test_a_list_stays_with_its_lead_in_and_slanted_notes_are_no_items():
    result = read(
        plan(
            cell(1, 0, "Cleaner air"),
            cell(1, 1, "Adopt a plan\nPlease note the link to the budget", italic=(1,)),
            cell(1, 2, "Deliver these:\n• monitoring\n• start up\nClose the project"),
            cell(1, 3, "Strategy"),
            cell(1, 4, ""),
            cell(1, 5, ""),
            cell(1, 6, "N/A – to be monitored as a milestone", italic=(0,)),
        )
    )
    assert [item.milestone for item in result.plan_items] == [
        "Deliver these:\n• monitoring\n• start up",
        "Close the project",
    ]
    assert {item.must_do for item in result.plan_items} == {"Adopt a plan"}


def test_an_action_plan_without_milestones_has_its_measures_of_success_as_items():
    heads = ("Objective", "Action", "Lead", "Timescale", "Measure of success")
    texts = ("Cleaner air", "Plant trees", "Head of Parks", "March 2024", "Trees planted\nTrees alive after a year")
    cells = [cell(0, col, head) for col, head in enumerate(heads)] + [
        cell(1, col, text) for col, text in enumerate(texts)
    ]
    result = read(table(cells, header=1))
    assert [(item.outcome, item.must_do, item.measure_name, item.deadline) for item in result.plan_items] == [
        ("Cleaner air", "Plant trees", "Trees planted", "March 2024"),
        ("Cleaner air", "Plant trees", "Trees alive after a year", "March 2024"),
    ]


def test_a_rated_action_plan_is_read_as_observations():
    heads = ("Priority", "Action", "Milestone", "Due date", "RAG")
    texts = ("Cleaner air", "Plant trees", "Trees ordered", "March 2024", "Green")
    cells = [cell(0, col, head) for col, head in enumerate(heads)] + [
        cell(1, col, text) for col, text in enumerate(texts)
    ]
    result = read(table(cells, header=1))
    assert result.plan_items == ()
    assert [row.status for row in result.observations] == ["Green"]


def test_a_group_title_on_two_lines_and_a_blank_field_under_it():
    stack = "Quarter 2\nActual 8.5\nTarget\nYear end\nforecast\nActual\nTarget 13.9"
    cells = [
        cell(0, 0, "Measure"),
        cell(0, 1, "Results"),
        cell(0, 2, "Predicted year end status"),
        cell(0, 3, "Status"),
    ]
    cells += [cell(1, 0, "Homes built"), cell(1, 1, stack), cell(1, 2, "Green"), cell(1, 3, "Red")]
    found = [(row.basis, row.value, row.target, row.status) for row in read(table(cells, header=1)).observations]
    assert found == [("actual", Decimal("8.5"), None, "Red"), ("forecast", None, Decimal("13.9"), "Green")]
