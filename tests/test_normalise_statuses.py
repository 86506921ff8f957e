"""Statuses by word, letter, mark and fill, and what is none."""

from decimal import Decimal

from handmade import AMBER, GREEN, RED, at, figures, read, table

from scrutiny.records import Box, Legend, LegendEntry, Mark


def test_a_drawn_circle_is_read_by_the_key_before_its_colour():
    circle = [Mark("shape", "circle:1", Box(1, 0, 0, 5, 5), colour) for colour in (GREEN, RED)]
    legend = Legend(
        tuple(
            LegendEntry(word, "status", mark.colour, (mark,))
            for word, mark in zip(("Sunny", "Stormy"), circle, strict=True)
        )
    )
    result = read(
        table(
            ("Status", "Measure", "Target", "Actual"),
            (at(marks=circle[:1]), "Placements that broke down", "9%", "8.2%"),
            (at(marks=circle[1:]), "Plans issued in time", "60%", "41.5%"),
        ),
        legend=legend,
    )
    assert figures(result, "status", "status_read_from") == [("Sunny", "legend"), ("Stormy", "legend")]


def test_a_fill_alone_is_a_status_by_its_hue():
    result = read(
        table(
            ("Indicator", "Result", "Target", "Status"),
            ("Homes delivered", "185", "200", at(fill=AMBER)),
            ("Visits to leisure centres", "498,005", "450,000", at(fill=GREEN)),
        )
    )
    assert figures(result, "status", "status_read_from") == [("Amber", "hue"), ("Green", "hue")]


def test_shaded_quarters_rate_themselves_against_the_one_target():
    result = read(
        table(
            ("Measure", "Target", "Apr-Jun 2023", "Jul-Sep 2023"),
            ("Calls answered", "90%", at("88%", fill=AMBER), at("93%", fill=GREEN)),
            ("Claims prevented", "60", at("44", fill=RED), at("71", fill=GREEN)),
        )
    )
    assert figures(result, "period", "status", "target")[:2] == [
        ("2023/24 Q1", "Amber", Decimal(90)),
        ("2023/24 Q2", "Green", Decimal(90)),
    ]


def test_a_band_of_zebra_colour_is_no_status():
    zebra = "#92d050"
    result = read(
        table(
            ("Indicator", "Result", "Target", "Status"),
            (at("Homes delivered", fill=zebra), at("185", fill=zebra), at("200", fill=zebra), at(fill=zebra)),
            ("Visits to leisure centres", "498,005", "450,000", at(fill=GREEN)),
        )
    )
    assert [row.status for row in result.observations] == [None, "Green"]


def test_the_shade_of_a_risk_score_is_no_status():
    result = read(
        table(
            ("Risk", "Current risk score", "Direction of travel"),
            ("Cyber attack", at("12", fill=RED), "Increased"),
            ("Loss of key staff", at("6", fill=AMBER), "No change"),
        )
    )
    assert figures(result, "kind", "value", "unit", "status", "direction") == [
        ("risk", Decimal(12), "score", None, "Increased"),
        ("risk", Decimal(6), "score", None, "No change"),
    ]


def test_a_status_that_opens_its_comment_is_parted_from_it():
    result = read(
        table(
            ("KPI ref and description", "Target", "Tolerance", "Result", "Status and narrative"),
            (
                "H1 Rent arrears as a share of rent due",
                "7.50%",
                "1.00%",
                "8.2%",
                "Amber - arrears grew over the winter",
            ),
            ("H2 Repairs finished on the first visit", "92.0%", "2.00%", "93.5%", "Green. New vans carry more parts"),
        )
    )
    assert figures(result, "code", "status") == [("H1", "Amber"), ("H2", "Green")]
    assert result.observations[0].commentary == "Amber - arrears grew over the winter"


def test_a_word_that_is_new_to_the_tool_is_still_the_published_status():
    result = read(
        table(
            ("Indicator", "Result", "Target", "Status"),
            ("Homes delivered", "185", "200", "Simmering nicely"),
            ("Visits to leisure centres", "498,005", "450,000", "N/A"),
        )
    )
    assert [row.status for row in result.observations] == ["Simmering nicely", None]


def test_statuses_among_figures_without_a_column_of_their_own():
    result = read(
        table(
            ("Item description", "Q2 position", "Supporting information"),
            ("Grants awarded", "22 grants (Target status = Blue)", "All grants were awarded before the summer."),
            ("Adopt a local plan", at("On track", fill=GREEN), "The consultation closed in June this year."),
            ("Jobs created", "9 FTE (No target set)", "Two schemes report twice in each year."),
            ("Contract register", at("Risk score 16", fill=RED), "The register has been looked at again."),
            ("Share of members using the portal", "To be reported in Q4", "The portal opened in September to all."),
        )
    )
    assert figures(result, "value", "status", "status_read_from", "qualifier") == [
        (Decimal(22), "Blue", "note", None),
        (None, "On track", "word", None),
        (Decimal(9), None, None, "No target set"),
        (Decimal(16), None, None, None),
        (None, None, None, None),
    ]
    assert result.observations[3].kind == "risk"


def test_a_colour_may_stand_for_another_word_in_the_rows_of_another_kind():
    legend = Legend(
        (
            LegendEntry("On target", "status", GREEN, kinds=("measure",)),
            LegendEntry("On track", "status", GREEN, kinds=("milestone",)),
        )
    )
    result = read(
        table(
            ("Type", "Measure or milestone", "Actual", "RAG"),
            ("Measure", "Homes built", "22", at(fill=GREEN)),
            ("Milestone", "Open the depot", "", at(fill=GREEN)),
        ),
        legend=legend,
    )
    assert figures(result, "kind", "status") == [("measure", "On target"), ("milestone", "On track")]


def test_a_mark_without_a_traffic_light_colour_is_found_in_the_key_by_its_own_colour_only():
    box = Box(1, 0, 0, 10, 10)
    legend = Legend((LegendEntry("Data Only", "status", "#9db4c8", (Mark("shape", "block", box, "#9db4c8"),)),))
    rows = [
        ("Homes built", "22", "20", at(marks=(Mark("shape", "block", box, colour),)))
        for colour in ("#9db4c8", "#555555")
    ]
    result = read(table(("Measure", "Actual", "Target", "Status"), *rows), legend=legend)
    assert [row.status for row in result.observations] == ["Data Only", None]


def test_a_band_of_figures_is_a_status_as_printed():
    result = read(table(("Measure", "Actual", "Target", "RAG"), ("Homes built", "22", "23", "Within 5% of target")))
    assert figures(result, "status") == [("Within 5% of target",)]


def test_a_drawn_arrow_of_the_key_is_a_direction_though_it_has_a_colour_of_its_own():
    arrow = Mark("shape", "polygon:1", Box(1, 0, 0, 5, 5), GREEN)
    dots = [Mark("shape", "circle:1", Box(1, 0, 0, 5, 5), colour) for colour in (RED, AMBER)]
    legend = Legend((LegendEntry("improved", "direction", GREEN, (arrow,)),))
    rows = [
        (name, "22", at(marks=(arrow,)), at(marks=(dot,))) for name, dot in zip(("Homes", "Roads"), dots, strict=True)
    ]
    result = read(table(("Measure", "Actual", "", ""), *rows), legend=legend)
    assert figures(result, "direction", "status") == [("improved", "Red"), ("improved", "Amber")]


def test_a_pale_symbol_in_a_status_column_is_read_by_its_hue():
    discs = [Mark("picture", "f0e0", Box(1, 0, 0, 9, 9), colour) for colour in ("#f8db8f", "#309149", "#dddddd")]
    rows = [("Visits", "5", "6", at(marks=[discs[0]])), ("Loans", "7", "6", at(marks=[discs[1]]))]
    result = read(table(("Measure", "Actual", "Target", "RAG"), *rows, ("Books", "1", "2", at(marks=[discs[2]]))))
    assert [row.status for row in result.observations] == ["Amber", "Green", "Grey"]


def test_signs_and_discs_under_a_plain_heading_are_statuses_as_printed():
    def read_signs(*signs):
        rows = [(name, "5", "6", sign) for name, sign in zip(("Visits", "Loans", "Books"), signs, strict=True)]
        return [row.status for row in read(table(("Measure", "Actual", "Target", "Status"), *rows)).observations]

    assert read_signs("☺", "☹", "☺") == ["☺", "☹", "☺"]
    assert read_signs("🟢", "🔴", "🟡") == ["Green", "Red", "Amber"]
    assert read_signs("Y", "N", "Y") == ["Yes", "No", "Yes"]
    assert read_signs("●", "●", "●") == [None, None, None]


def test_a_rated_figure_may_have_its_unit_in_words():
    result = read(
        table(
            ("Measure", "Target", "Apr-Jun 2023", "Jul-Sep 2023"),
            ("Days to decide", "21.0 days", at("25.7 days", fill=RED), at("19.5 days", fill=GREEN)),
            ("Weeks to repair", "6 weeks", at("6.5 weeks", fill=AMBER), at("5 weeks", fill=GREEN)),
        )
    )
    assert sorted(figures(result, "name", "value", "status")) == [
        ("Days to decide", Decimal("19.5"), "Green"),
        ("Days to decide", Decimal("25.7"), "Red"),
        ("Weeks to repair", Decimal("5"), "Green"),
        ("Weeks to repair", Decimal("6.5"), "Amber"),
    ]


def test_a_sign_that_nothing_explains_is_no_status_but_a_problem_each():
    black = Mark("glyph", "\ue00d", Box(1, 0, 0, 5, 5), "#000000")
    result = read(
        table(
            ("Measure", "Target", "Actual", "Status"),
            ("Homes delivered", "185", "200", at("\uf04a")),
            ("Visits", "185", "200", at(marks=(black,))),
            ("Loans", "185", "200", at(marks=(black,))),
            ("Claims", "185", "200", at("\ufffd\ufffd")),
            ("Calls", "185", "200", "\uf04a Shining"),
            ("Repairs", "185", "200", "Green"),
        )
    )
    assert [row.status for row in result.observations] == [None, None, None, None, "Shining", "Green"]
    assert [problem.message for problem in result.problems if "the sign in the column" in problem.message] == [
        "the sign in the column of statuses stands in no key and its colour tells nothing"
    ] * 3


def shaded(*fills):
    heads = ("Indicator", "Result", "Target", "Status")
    return table(heads, *((f"Indicator {place}", "185", "200", at(fill=fill)) for place, fill in enumerate(fills)))


def test_the_fills_of_a_spreadsheets_colour_scale_are_statuses():
    found = read(shaded("#63be7b", "#ffeb84", "#f8696b", None))
    assert figures(found, "status", "status_read_from") == [
        ("Green", "hue"), ("Amber", "hue"), ("Red", "hue"), (None, None)
    ]  # fmt: skip


def test_a_pale_fill_among_others_in_a_status_column_is_read_by_its_hue():
    assert [row.status for row in read(shaded("#63be7b", "#ffe599", "#f8696b")).observations] == [
        "Green", "Amber", "Red"
    ]  # fmt: skip


def test_a_status_column_that_is_tinted_all_down_tells_nothing():
    assert {row.status for row in read(shaded("#fff2b0", "#fff2b0", "#fff2b0")).observations} == {None}


def test_a_fill_in_a_status_column_that_nothing_explains_is_a_problem_with_its_place():
    found = read(shaded(GREEN, AMBER, "#7030a0"))
    assert [row.status for row in found.observations] == ["Green", "Amber", None]
    told = [(problem.message, problem.box.top) for problem in found.problems if "fill" in problem.message]
    assert told == [("the fill in the column of statuses stands in no key and its colour tells nothing", 60.0)]
