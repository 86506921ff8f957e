"""Where the fields of a row stand, the theme over its section, and the prose under a rating line."""

from handmade import GREEN, at, figures, read, table

from scrutiny.normalise.grid import boxes_of_words
from scrutiny.records import Box, Line, Mark, Passage


def prose(order, text, level=0, headings=(), page=1):
    box = Box(page, 50, 10.0 * order, 450, 10.0 * order + 9)
    return Passage(order, order, text, box, level, tuple(headings), lines=(Line(text, box, 9.0),))


def boxes(row, role):
    return [place.box for place in row.places if place.role == role]


def deliverable(*after, rating="Rating: Good (Strong in Q1)   Expected completion date: 31 Mar 2024"):
    heading = prose(1, "Renew the library plan", level=1)
    return read(passages=(heading, prose(2, rating, headings=("Renew the library plan",)), *after))


# ------------------------------------------------------------------------- the share of a line


def test_words_take_their_share_of_a_line():
    line = Line("Rating: Good today", Box(1, 0, 0, 180, 10), 9.0)
    (box,) = boxes_of_words([line], "Good")
    assert 60 < box.x0 < 90 < box.x1 < 130
    assert (box.top, box.bottom) == (0, 10)


def test_words_are_found_whole_and_over_a_line_break():
    lines = [Line("Shared red-", Box(1, 0, 0, 100, 10), 9.0), Line("brick road", Box(1, 0, 10, 100, 20), 9.0)]
    (box,) = boxes_of_words(lines, "redbrick")
    assert (box.x0, box.top, box.bottom) == (0, 0, 20)
    (word,) = boxes_of_words(lines, "red")
    assert word.x0 > 50
    assert boxes_of_words(lines, "blue") == ()
    assert boxes_of_words(lines, "–") == ()


# ---------------------------------------------------------------------------- places of fields


def test_a_status_told_in_a_note_stands_at_its_highlight_else_at_the_note():
    shaded = Mark("highlight", "Target status = Green", Box(1, 61, 24, 69, 28), GREEN)
    result = read(
        table(
            ("Item description", "Q2 position", "Supporting information"),
            ("Audits made", at("20 audits (Target status = Green)", marks=(shaded,)), "They were made in the summer."),
            ("Grants awarded", "22 grants (Target status = Blue)", "All grants were awarded before the summer."),
            ("Adopt a local plan", at("On track", fill=GREEN), "The consultation closed in June this year."),
            ("Jobs created", "9 FTE (No target set)", "Two schemes report twice in each year."),
        )
    )
    audits, grants = result.observations[:2]
    assert (audits.status, boxes(audits, "status")) == ("Green", [shaded.box])
    (noted,) = boxes(grants, "status")
    (value,) = boxes(grants, "value")
    assert value.x0 < noted.x0 < noted.x1 <= value.x1


def test_a_target_inside_the_figures_cell_stands_at_its_own_words():
    result = read(
        table(
            ("Item description", "Q2 position", "Supporting information"),
            ("Savings", "£9.8 million forecasted against a target of £13.1 million", "Training goes on."),
            ("Adopt a local plan", "On track", "The consultation closed in June this year."),
        )
    )
    savings = result.observations[0]
    (target,), (value,) = boxes(savings, "target"), boxes(savings, "value")
    assert target.x0 > value.x0 + 20


def test_code_period_notes_earlier_status_and_section_have_places():
    result = read(
        table(
            ("Ref", "Measure", "Period", "Actual", "Target", "Status", "Previous status"),
            (at("Roads", colspan=7), None, None, None, None, None, None),
            (
                "R1",
                at("Potholes mended\nNote: without footways", italic=(1,)),
                "Aug-2023",
                "90%",
                "95%",
                "Amber",
                "Red",
            ),
            sections=(1,),
        )
    )
    (row,) = result.observations
    assert (row.code, row.period, row.previous_status, row.section) == ("R1", "2023-08", "Red", "Roads")
    corners = {role: [(box.x0, box.top) for box in boxes(row, role)] for role in ("code", "period", "section")}
    assert corners == {"code": [(2, 40)], "period": [(102, 40)], "section": [(2, 20)]}
    assert [box.x0 for box in boxes(row, "previous_status")] == [302]
    assert [(box.x0, box.top) for box in boxes(row, "qualifier")] == [(52, 44)]


def test_the_direction_that_a_sentence_tells_stands_at_its_words():
    result = read(
        table(
            ("Risk", "Current risk score", "Direction of travel"),
            ("Cyber attack", "9", "The risk score has decreased from 12 to 9 because backups are tested each week."),
            ("Loss of key staff", "6", "The risk score remains the same because the posts are still hard to fill."),
        )
    )
    cyber = result.observations[0]
    (direction,) = boxes(cyber, "direction")
    assert cyber.direction == "decreased"
    assert direction.x1 - direction.x0 < 10


# ----------------------------------------------------------------------------------- the theme


def test_the_theme_is_the_outermost_heading_over_the_section_that_is_not_the_documents_title():
    rows = (("Measure", "Actual", "Target"), ("Visits", "5", "6"))
    green = ("Report", "GREEN CITY", "Our results", "Cleaner air")
    result = read(
        table(*rows, headings=green), table(*rows, headings=("Report", "Overall"), number=2), period="2023/24 Q2"
    )
    assert figures(result, "section", "theme") == [("Cleaner air", "GREEN CITY"), ("Overall", None)]


def test_a_heading_over_the_whole_document_is_no_theme():
    rows = (("Measure", "Actual", "Target"), ("Visits", "5", "6"))
    paths = (("Plan for the county", "Roads", "Potholes"), ("Plan for the county", "Schools", "Places"))
    result = read(*(table(*rows, headings=path, number=number) for number, path in enumerate(paths, start=1)))
    assert figures(result, "theme") == [("Roads",), ("Schools",)]


def test_a_band_under_the_section_is_no_theme_and_a_column_of_themes_goes_first():
    banded = table(
        ("Measure", "Actual", "Target"),
        (at("Roads", colspan=3), None, None),
        ("Potholes", "5", "6"),
        sections=(1,),
        headings=("Report",),
    )
    themed = table(
        ("Theme", "Measure", "Actual", "Target"), ("Clean", "Bins", "5", "6"), headings=("Report", "A", "B"), number=2
    )
    assert figures(read(banded, themed), "theme") == [(None,), ("Clean",)]


# -------------------------------------------------------------------------------- deliverables


def test_the_text_under_a_rating_line_is_the_deliverables_commentary_up_to_the_next_heading_of_its_rank():
    path = ("Renew the library plan",)
    result = deliverable(
        prose(3, "The plan was drafted.", headings=path),
        prose(4, "Mobile libraries", level=2, headings=path),
        prose(5, "Two vans were bought.", headings=(*path, "Mobile libraries")),
        prose(6, "Another part", level=1),
        prose(7, "This is about something else."),
    )
    (row,) = result.observations
    assert row.commentary == "The plan was drafted.\nTwo vans were bought."
    assert [box.top for box in boxes(row, "commentary")] == [30, 50]


def test_a_deliverables_status_stands_at_the_words_after_its_label():
    (row,) = deliverable().observations
    assert (row.status, row.previous_status, row.commentary) == ("Good", "Strong", None)
    (status,), (date,) = boxes(row, "status"), boxes(row, "qualifier")
    assert 50 < status.x0 < status.x1 < date.x0 < date.x1 <= 450
    assert boxes(row, "previous_status") == [status]


def test_a_status_cell_with_an_earlier_status_is_no_commentary():
    result = read(
        table(
            ("Measure", "Actual", "Target", "Status"),
            ("Visits", "5", "6", "Good (Strong in Q1)"),
            ("Loans", "7", "6", "Good. More than were planned for"),
        )
    )
    assert figures(result, "status", "previous_status", "commentary") == [
        ("Good", "Strong", None),
        ("Good", None, "Good. More than were planned for"),
    ]
