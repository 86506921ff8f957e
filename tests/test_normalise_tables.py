"""What is a table of measures and what is not; nothing is dropped in silence."""

from decimal import Decimal

import pytest
from handmade import FLOORS, GREEN, RED, at, read, table
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.records import Box, Passage


@pytest.mark.parametrize(
    ("rows", "used_as"),
    [
        pytest.param(
            (("Priority", "Green", "Amber", "Red"), ("Place", "8", "2", "1"), ("People", "5", "5", "2")),
            "counts",
            id="statuses across",
        ),
        pytest.param(
            (("Status", "Jun 2023", "Sep 2023"), ("Strong", "12", "10"), ("Good", "6", "9"), ("Action", "5", "9")),
            "counts",
            id="statuses down",
        ),
        pytest.param(
            (("Category", "Measures", "Council response"),
             ("Strong", "More than 5% better than target", "Celebrate and learn from success"),
             ("Good", "Within 5% of the target set", "Go on as before and monitor"),
             ("Review", "More than 2% worse than target", "Keep under review for a while")),
            "key",
            id="key",
        ),
        pytest.param(
            (("Type", "2021", "2022"), ("Primary schools in town", "25", "31"), ("Secondary schools", "3", "4")),
            "ignored: neither target nor status",
            id="figures without target",
        ),
    ],
)  # fmt: skip
def test_other_tables_are_told_from_tables_of_measures(rows, used_as):
    result = read(table(*rows))
    assert result.table_uses[0].used_as == used_as
    assert result.observations == ()


def test_every_cell_of_every_table_has_a_use():
    tables = (table(*FLOORS), table(("Category", "Green"), ("Place", "3"), ("People", "4"), number=2))
    result = read(*tables)
    assert {(use.table, use.row, use.col) for use in result.cell_uses} == {
        (one.number, part.row, part.col) for one in tables for part in one.cells
    }
    assert all(use.use for use in result.cell_uses)


def test_a_column_without_a_role_is_reported():
    result = read(
        table(("Measure", "Actual", "Target", "Zzyzx"), ("Visits", "5", "6", "%%%"), ("Loans", "7", "8", "&&&"))
    )
    assert any("Zzyzx" in problem.message for problem in result.problems)


def test_figures_under_an_unknown_heading_are_reported_not_taken_for_results():
    result = read(
        table(("Measure", "Zzyzx", "Actual", "Target"), ("Visits", "17", "5", "6"), ("Loans", "19", "7", "8"))
    )
    assert [row.value for row in result.observations] == [Decimal(5), Decimal(7)]
    assert any("Zzyzx" in problem.message for problem in result.problems)


def test_a_figure_that_cannot_be_read_is_reported():
    result = read(table(("Measure", "Actual", "Target"), ("Visits", "1 in 4", "6"), ("Loans", "7", "8")))
    assert result.observations[0].value is None
    assert any("1 in 4" in problem.message for problem in result.problems)


def test_tables_with_the_same_headings_are_read_alike():
    heads = ("Key Measure", "Date", "Actual", "Target", "Performance")
    rated = table(heads, ("Visits", "Sep-2023", "5", "6", "Action"), ("Loans", "Sep-2023", "9", "8", "Good"))
    bare = table(heads, ("Roads", "", "Data due in Q3", "13%", "No data for 2023-24"), number=2)
    result = read(rated, bare)
    assert result.observations[-1].status == "No data for 2023-24"


def test_an_earlier_status_is_found_in_a_list_of_changes():
    passage = Passage(
        1, 0, "• City Park (classification at the end of June 2023: 'Green'; now: 'Amber')", Box(1, 0, 0, 9, 9)
    )
    result = read(
        table(("Project", "Status", "Commentary"), ("City park", "Amber", "Work has slowed in the last month.")),
        passages=(passage,),
    )
    assert result.observations[0].previous_status == "Green"


def test_the_box_of_a_value_is_the_box_of_its_lines():
    result = read(table(*FLOORS))
    row = result.observations[0]
    place = next(place for place in row.places if place.role == "value")
    assert place.box == row.box == Box(1, 102.0, 20.0, 140.0, 24.0)


TEXTS = (
    "Measure|Target|Actual|RAG|Q1|Q2 2023/24|Period|Trend|Risk score|Key milestones|Our outcomes|Must do's|Deadline||"
    "Homes built in the year|45%|1,200|£1.2m|Green|R|n/a|-|Improving|2022-2023|Good (Strong in Q1)|On target. Good||↑"
)
WORDS = st.sampled_from([*TEXTS.split("|"), "Visits\nNB - note", "Target 5\nActual 4", " \n "])
FILLS = st.sampled_from((None, None, GREEN, RED, "#eef3f9"))


@given(
    st.lists(st.lists(st.tuples(WORDS, FILLS), min_size=4, max_size=4), min_size=1, max_size=7),
    st.integers(0, 2),
    st.sets(st.integers(0, 6)),
)
def test_any_table_is_read_without_failing_and_every_cell_has_a_use(rows, header, sections):
    one = table(*[[at(text, fill=fill) for text, fill in row] for row in rows], header=header, sections=sections)
    result = read(one)
    assert len(result.cell_uses) == len(one.cells)
    assert [row.seq for row in result.observations] == list(range(1, len(result.observations) + 1))
    assert all(row.name for row in result.observations)
    assert all((row.unit is None) == (row.value is None) for row in result.observations)
