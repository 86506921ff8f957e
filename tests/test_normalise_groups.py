"""Words at the side of several rows, without a heading: they group the measures."""

from handmade import at, figures, read, table

HEADS = ("", "Measure", "Actual", "Target", "Comments")


def test_a_cell_merged_over_rows_left_of_the_names_is_their_section():
    groups = (("Clean and green", ("Trees planted", "Bins missed")), ("Safe homes", ("Repairs done", "Homes let")))
    rows = []
    for group, names in groups:
        for place, name in enumerate(names):
            rows.append((None if place else at(group, rowspan=2), name, "12", "10", "Better than last year."))
    result = read(table(HEADS, *rows))
    assert figures(result, "name", "section", "commentary") == [
        (name, group, "Better than last year.") for group, names in groups for name in names
    ]


def test_words_beside_every_name_are_no_group():
    rows = [("Open all year", f"Measure number {n}", "12", "10", "") for n in "abcdef"]
    assert {row.section for row in read(table(HEADS, *rows)).observations} == {None}
