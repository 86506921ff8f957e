"""Strips: cells that print what they are over, under or before their figure, without a row of headings."""

from handmade import AMBER, GREEN, at, figures, read, table
from hypothesis import given
from hypothesis import strategies as st

MEASURES = (
    ("Bins emptied on the day they are due", "91.4%", "91.2%", "94.0%", AMBER, "Amber"),
    ("Children who are looked after", "422", "409", "420", GREEN, "Green"),
    ("Two year olds who take up a place", "77.2%", "Due in autumn", "76.5%", None, None),
    ("Trees planted on land of the council", "n/a", "2,121", "2,000", GREEN, "Green"),
)
CAPTIONS = {"last": "2022/23", "now": "2023/24", "target": "Target"}
HOW = {
    "over": "{caption}\n{value}".format,
    "under": "{value}\n{caption}".format,
    "before": "{caption}: {value}".format,
}


def _strips(order, how):
    rows = []
    for name, last, now, target, fill, _ in MEASURES:
        told = {"last": last, "now": now, "target": target}
        cells = {part: HOW[how](caption=CAPTIONS[part], value=value) for part, value in told.items()}
        rows.append([{"name": name, "status": at(fill=fill), **cells}[part] for part in order])
    return table(*rows, header=0)


@given(st.permutations(["name", "last", "now", "target", "status"]), st.sampled_from(sorted(HOW)))
def test_captions_name_the_columns_in_any_order(order, how):
    rows = figures(
        read(_strips(order, how), period="2023/24"), "name", "basis", "period", "value_text", "target_text", "status"
    )
    expected = []
    for name, last, now, target, _, status in MEASURES:
        expected += [(name, "previous", "2022/23", last, None, None)] if last != "n/a" else []
        expected.append((name, "actual", "2023/24", now, target, status))
    assert sorted(rows, key=str) == sorted(expected, key=str)


def test_captions_stand_where_they_are_printed_not_in_the_figure():
    result = read(_strips(["name", "last", "now", "target", "status"], "over"), period="2023/24")
    actual = next(row for row in result.observations if row.basis == "actual")
    boxes = {place.role: place.box for place in actual.places}
    assert (boxes["value"].top, boxes["target"].top) == (4, 4)
    assert {use.use for use in result.cell_uses if use.row == 0} == {"name", "previous", "actual", "target", "status"}


def test_a_measure_without_one_of_the_figures_keeps_the_others_under_their_captions():
    rows = read(
        table(
            ("Bins emptied on the day", "2022/23\n91.4%", "2023/24\n91.2%", "Target\n94.0%"),
            ("Trees planted on our land", "2023/24\n2,121", "Target\n2,000", ""),
            header=0,
        ),
        period="2023/24",
    )
    assert figures(rows, "name", "basis", "value_text", "target_text")[-1] == (
        "Trees planted on our land",
        "actual",
        "2,121",
        "2,000",
    )


def test_a_quotation_among_the_strips_is_a_comment_and_no_measure():
    quotation = at("“The recovery plan agreed in June is on course.”", colspan=3)
    strip = ("Bins emptied on the day", "2023/24\n91.2%", "Target\n94.0%")
    result = read(table(strip, (quotation,), header=0), period="2023/24")
    assert [row.name for row in result.observations] == ["Bins emptied on the day"]


def test_texts_beneath_periods_in_a_table_with_headings_are_left_as_they_are():
    rows = read(
        table(("Measure", "Actual", "Target"), ("Bins emptied on the day", "Q2\n91.2%", "94.0%")), period="2023/24 Q2"
    ).observations
    assert [(row.value_text, row.target_text) for row in rows] == [("Q2 91.2%", "94.0%")]


def test_an_unknown_caption_with_its_figure_is_no_name():
    rows = [
        (f"Stretch goal: {goal}", f"Target: {target}", f"Q2: {now}") for goal, target, now in ((9, 8, 7), (6, 5, 4))
    ]
    assert read(table(*rows, header=0)).observations == ()


def test_a_caption_that_is_not_known_leaves_no_names():
    rows = [("Bins emptied", "Stretch goal: 91%", "Target: 94%", "Q2: 90%"),
            ("Calls answered", "Q2: 71%", "Target: 80%", "Stretch goal: 75%")]  # fmt: skip
    names = {row.name for row in read(table(*rows, header=0)).observations}
    assert names <= {"Bins emptied", "Calls answered"}
