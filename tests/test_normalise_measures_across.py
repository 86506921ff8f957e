"""Tables whose columns are the measures and whose rows are target, periods and rating."""

from __future__ import annotations

import pytest
from handmade import GREEN, RED, at, figures, read, table

FIELDS = {
    "Target": ["98%", "40", "12.5"],
    "April 2023": ["96%", "35", "13.1"],
    "May 2023": ["97%", "38", "12.9"],
    "June 2023": ["99%", "41", "12.8"],
    "RAG": [at("Green", fill=GREEN), at("Green", fill=GREEN), at("Red", fill=RED)],
}
NAMES = ["Rent collected", "Homes let with a rating of 5", "Days taken to let a home"]
ORDERS = [
    ["Target", "April 2023", "May 2023", "June 2023", "RAG"],
    ["April 2023", "May 2023", "June 2023", "Target", "RAG"],
    ["RAG", "June 2023", "Target"],
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("measures", [2, 3])
def test_each_column_is_a_measure_with_its_periods_target_and_rating(order: list[str], measures: int) -> None:
    printed = table(["Measure", *NAMES[:measures]], *([label, *FIELDS[label][:measures]] for label in order))
    found = figures(read(printed, period="2023/24 Q1"), "name", "value_text", "target_text", "status", "basis")
    latest = [row for row in found if row[-1] == "actual"]
    ratings = ["Green", "Green", "Red"]
    assert latest == [
        (NAMES[at_], FIELDS["June 2023"][at_], FIELDS["Target"][at_], ratings[at_], "actual") for at_ in range(measures)
    ]
    assert len(found) == measures * sum(label.endswith("2023") for label in order)


def test_the_figures_keep_their_places_on_the_page() -> None:
    printed = table(["Measure", *NAMES], *([label, *FIELDS[label]] for label in ORDERS[0]))
    row = next(one for one in read(printed, period="2023/24 Q1").observations if one.value_text == "41")
    places = {place.role: (place.box.x0 // 50, place.box.top // 20) for place in row.places}
    assert (places["value"], places["target"]) == ((2, 4), (2, 1))


def test_periods_down_the_page_under_the_fields_of_one_measure_are_not_turned() -> None:
    printed = table(["Period", "Actual", "Target", "RAG"], ["Q1", "96%", "98%", "Red"], ["Q2", "99%", "98%", "Green"])
    assert not {row.name for row in read(printed).observations} & {"Actual", "Target", "RAG"}
