"""Blocks of one measure each: a bar with its name, headings without names, its figures, a comment."""

from handmade import AMBER, GREEN, RED, at, figures, read, table
from hypothesis import given
from hypothesis import strategies as st

from scrutiny.records import Box, Passage

MEASURES = (
    ("Bins emptied on the day they are due", "91.4%", "91.2%", "94.0%", "Amber", AMBER),
    ("Children who are looked after", "422", "409", "420", "Green", GREEN),
    ("Trees planted on land of the council", "n/a", "2,121", "2,210", "Red", RED),
)
HEADS = {"last": "2022/23", "now": "2023/24", "target": "Target 2023/24", "good": "Good is", "status": "Performance"}
COMMENT = "The service has to wait for the new system, which comes in the spring."
ORDERS = st.permutations(list(HEADS))


def _rows(order, measure, *, headed=True, comment=None):
    name, last, now, target, word, fill = measure
    told = {"last": last, "now": now, "target": target, "good": "High", "status": at(word, fill=fill)}
    return [
        (at(name, colspan=len(order), fill="#004b87"),),
        *([[HEADS[part] for part in order]] if headed else []),
        [told[part] for part in order],
        *([(at(comment, colspan=len(order)),)] if comment else []),
    ]


EXPECTED = sorted(
    row
    for name, last, now, target, word, _ in MEASURES
    for row in (
        *([(name, "previous", "2022/23", last, "", "")] if last != "n/a" else []),
        (name, "actual", "2023/24", now, target, word),
    )
)


def _told(result):
    rows = figures(result, "name", "basis", "period", "value_text", "target_text", "status")
    return sorted(tuple(field or "" for field in row) for row in rows)


@given(ORDERS, st.booleans())
def test_a_table_for_each_measure(order, commented):
    comment = COMMENT if commented else None
    tables = [
        table(*_rows(order, measure, comment=comment), header=0, number=number)
        for number, measure in enumerate(MEASURES, 1)
    ]
    assert _told(read(*tables, period="2023/24")) == EXPECTED


@given(ORDERS, st.booleans(), st.booleans())
def test_all_measures_in_one_table_with_the_headings_in_each_block_or_once(order, commented, once):
    comment = COMMENT if commented else None
    rows = [row for measure in MEASURES for row in _rows(order, measure, headed=not once, comment=comment)]
    heads = [[HEADS[part] for part in order]] if once else []
    result = read(table(*heads, *rows, header=len(heads)), period="2023/24")
    assert _told(result) == EXPECTED
    actual = [row for row in result.observations if row.basis == "actual"]
    assert {row.commentary for row in actual} == {comment}
    assert {row.section for row in actual} == {None}


def test_the_name_stands_in_its_bar():
    result = read(table(*_rows(list(HEADS), MEASURES[0]), header=2), period="2023/24")
    assert [place.box.top for row in result.observations for place in row.places if place.role == "name"] == [0, 0]
    assert {use.use for use in result.cell_uses if use.row == 0} == {"name"}
    assert {use.use for use in result.cell_uses if use.row == 1} == {"header"}


def test_a_heading_over_a_single_row_of_figures_with_a_target_names_it():
    _, heads, row = _rows(list(HEADS), MEASURES[1])
    over = Passage(1, 0, "Children who are looked after", Box(1, 0, 0, 200, 12), level=2)
    rows = read(table(heads, row), period="2023/24", passages=(over,)).observations
    assert [(row.name, row.value_text) for row in rows] == [(over.text, "422"), (over.text, "409")]


def test_counts_by_year_under_a_heading_are_no_measure():
    over = Passage(1, 0, "Staff of the council", Box(1, 0, 0, 200, 12), level=2)
    assert read(table(("2021/22", "2022/23", "2023/24"), ("812", "833", "790")), passages=(over,)).observations == ()


def test_a_band_over_rows_with_names_of_their_own_names_none_of_them():
    rows = [("Bins emptied", "91.4%", "94.0%"), ("Trees planted", "2,121", "2,210")]
    result = read(table(("", "Actual", "Target"), (at("Clean and green", colspan=3),), *rows), period="2023/24")
    assert figures(result, "name", "section") == [
        ("Bins emptied", "Clean and green"),
        ("Trees planted", "Clean and green"),
    ]


def _shown(*rows):
    result = read(table(*rows, header=0), period="2023/24")
    actual = [row for row in result.observations if row.basis == "actual"]
    return [(row.code, row.name, row.value_text, row.commentary, row.section) for row in actual], result


def test_a_code_before_the_name_in_a_bar_is_its_code():
    parts = [((code, at(name, colspan=4)), *_rows(list(HEADS), (name, *rest))[1:]) for code, (name, *rest) in
             zip(("CS01", "CS02", "HT08"), MEASURES, strict=True)]  # fmt: skip
    rows, result = _shown(*(row for part in parts for row in part))
    assert [row[:3] for row in rows] == [
        (code, name, now) for code, (name, _, now, *_) in zip(("CS01", "CS02", "HT08"), MEASURES, strict=True)
    ]
    assert [use.use for use in result.cell_uses if use.row == 0] == ["code", "name"]


def test_a_comment_without_a_full_stop_is_no_section_of_the_next_measure():
    told = "On course with the plan that Cabinet agreed in June"
    rows, _ = _shown(*(row for measure in MEASURES for row in _rows(list(HEADS), measure, comment=told)))
    assert [row[2:] for row in rows] == [(measure[2], told, None) for measure in MEASURES]


def test_a_comment_may_have_a_label_beside_it():
    parts = [(*_rows(list(HEADS), measure), ("Comment", at("Better since spring", colspan=4))) for measure in MEASURES]
    rows, result = _shown(*(row for part in parts for row in part))
    assert [row[2:] for row in rows] == [(measure[2], "Better since spring", None) for measure in MEASURES]
    assert [use.use for use in result.cell_uses if use.row == 3] == ["header", "commentary"]


def test_bars_without_a_fill_under_headings_that_stand_once():
    bare = [(measure[0], _rows(list(HEADS), measure)[2]) for measure in MEASURES]
    rows, _ = _shown(list(HEADS.values()), *(row for name, told in bare for row in ((at(name, colspan=5),), told)))
    assert [row[1:] for row in rows] == [(measure[0], measure[2], None, None) for measure in MEASURES]


def test_a_quarter_over_headings_is_no_name():
    heads, row = ("Actual", "Target", "RAG"), ("91%", "95%", at("R", fill=RED))
    rows = [(at("Quarter 1", colspan=3),), heads, row, (at("Quarter 2", colspan=3),), heads, row]
    assert read(table(*rows, header=0)).observations == ()


def test_a_second_bar_that_speaks_of_results_is_no_name():
    heads, row = ("Actual", "Target", "RAG"), ("91%", "95%", at("R", fill=RED))
    bars = [(at("Bins collected", colspan=3),), (at("Performance this quarter", colspan=3),)]
    assert figures(read(table(*bars, heads, row, header=0)), "name", "value_text") == [("Bins collected", "91%")]
