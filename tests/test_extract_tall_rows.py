"""Rows that no rule parts: texts set to the middle of tall cells, and a name beside several rows."""

from scrutiny.extract.ink import Fill, Word
from scrutiny.extract.openings import widened
from scrutiny.extract.region import Region
from scrutiny.extract.rowing import between_lines

COLUMNS = (20, 120, 180, 240, 300, 360, 420)


def word(text, column, top, size=7.0):
    x0 = COLUMNS[column] + 2
    return Word(text, x0, top, x0 + 0.5 * size * len(text), top + size, size, False, False, "#000000", 0, 0)


def row(top, *texts):
    return [word(text, column, top) for column, text in enumerate(texts) if text]


def region(top, bottom, *bands):
    fills = tuple(Fill(20, a, 420, b, "#eef3f7", 0) for a, b in bands)
    return Region(20, top, 420, bottom, (), (), fills)


def tall(top, last):
    """A row whose cells hold one line, two or three, each set to the middle of the row."""
    names = [word(text, 0, top + 10 * place) for place, text in enumerate(("Plans", "issued", "in", "time"))]
    figures = [word("93.1%", 1, top + 15), word("75.8%", 2, top + 15), word("Up", 3, top + 15)]
    two = [word("94.3%", 4, top + 10), word("(p)", 4, top + 20)]
    return [*names, *figures, *two, *(word(text, 5, top + 10 * place) for place, text in enumerate(last))]


def test_a_last_row_below_the_shading_is_taken_in_though_no_line_of_it_is_full():
    words = [*row(2, "Name", "Target", "Before", "Trend", "Result", "Note"), *tall(20, ("Two", "more", "came", "in"))]
    last = tall(70, ("Two", "more", "came", "in"))
    found = widened(region(0, 60, (0, 12), (18, 60)), words, last)
    assert found.bottom > 107


def test_a_paragraph_below_the_shading_is_no_row():
    words = [*row(2, "Name", "Target", "Before", "Trend", "Result", "Note"), *tall(20, ("Two", "more", "came", "in"))]
    prose = [word("Contractors have been asked to bring forward", 0, 70), word("twelve schemes", 0, 80)]
    assert widened(region(0, 60, (0, 12), (18, 60)), words, prose).bottom == 60


def test_between_a_name_beside_rows_and_the_row_that_it_overlaps_is_no_row():
    lines = [row(20, "", "Customers waited"), row(28, "Growth"), row(33, "", "PI", "487"), row(48, "", "Officers")]
    assert between_lines(lines, [1, 2, 3]) == [27.5, 44.0]
    assert between_lines(lines, [2, 3]) == [34.0, 44.0]
