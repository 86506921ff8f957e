"""What reports state of their own figures is found in many wordings, and counted again from their rows."""

from decimal import Decimal
from pathlib import Path

import pytest
from handmade import table

from scrutiny.language.periods import from_label
from scrutiny.records import Box, Extract, Normalised, Observation, PageSize, Passage, Report, TableUse
from scrutiny.rules.claim_findings import from_claims
from scrutiny.rules.claim_readings import Books
from scrutiny.rules.claim_recount import recount
from scrutiny.rules.claims import find_claims

BOX = Box(1, 0, 0, 10, 10)
REPORT = Report("doc", Path("doc.pdf"), "", "E1", "A Council", "Report", from_label("2023/24"), "annual")
# 19 rated measures: 12 Green, 4 Amber, 3 Red, and one without data; 9 improved, 4 stayed the same, 6 got worse.
THEMES = {"Economy": "GGGAAR", "Housing": "GGGGGARR", "Children": "GGGGAN"}
WORDS = {"G": "Green", "A": "Amber", "R": "Red", "N": "No data"}
DIRECTIONS = ["Improving"] * 9 + ["Same"] * 4 + ["Deteriorating"] * 6


def row(seq, kind, theme, status, **more):
    return Observation("doc", seq, kind, f"{theme} {kind} {seq}", "actual", "2023/24", BOX, theme=theme, section=theme,
                       status=status, **more)  # fmt: skip


def rows():
    letters = [(theme, letter) for theme, letters in THEMES.items() for letter in letters]
    directions = iter(DIRECTIONS)
    found = [
        row(seq, "measure", theme, WORDS[letter], value=Decimal(50), target=Decimal(60),
            direction=next(directions) if letter != "N" else None)
        for seq, (theme, letter) in enumerate(letters, 1)
    ]  # fmt: skip
    actions = ["Completed"] * 6 + ["On track"] * 3 + ["Overdue"]
    return (*found, *(row(21 + place, "action", "Economy", status) for place, status in enumerate(actions)))


def recounted(*texts, tables=(), books=None, printed=None):
    printed = rows() if printed is None else printed
    passages = tuple(Passage(number, number + 100, text, BOX) for number, text in enumerate(texts, 1))
    extract = Extract((PageSize(1, 600, 800),), tuple(tables), passages)
    uses = tuple(TableUse(one.number, "counts") for one in tables)
    claims = find_claims(REPORT, extract, Normalised(printed, table_uses=uses))
    return recount(claims, books or Books(REPORT, printed))


def verdicts(*texts, **more):
    marks = {"holds": "V", "fails": "X", "uncheckable": "?"}
    found = sorted(f"{each.claim.claimed:f}{marks[each.claim.verdict]}" for each in recounted(*texts, **more))
    return " ".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the 19 indicators with a rating, 12 (63%) are green, 4 (21%) amber and 3 (16%) red.",
         "12V 16V 19V 21V 3V 4V 63V"),
        ("At year end 63% of indicators were on or above target.", "63V"),
        ("Twelve KPIs are green, four are amber and three are red.", "12V 3V 4V"),
        ("Green: 12", "12V"),
        ("Amber 4 (21%)", "21V 4V"),
        ("Three of the eight Housing indicators missed their target.", "3V 8V"),
        ("9 measures have improved, 4 have stayed the same and 6 have got worse since last quarter.", "4V 6V 9V"),
        ("Six of the ten actions have been completed, three are on track and one is overdue.", "10V 1V 3V 6V"),
        ("Just over 60% of performance measures achieved target.", "60V"),
        ("Performance: 12 on target (63.2%), 4 within tolerance (21.1%), 3 off target (15.8%)",
         "12V 15.8V 21.1V 3V 4V 63.2V"),
        ("68% of indicators improved or stayed the same.", "68V"),
        ("In Housing, 62% of measures are green.", "62V"),
        ("Indicators rated green or amber made up 84% of the total.", "84V"),
    ],
)  # fmt: skip
def test_a_count_holds_in_whatever_words(text, expected):
    assert verdicts(text) == expected


def test_a_part_fails_where_its_whole_is_known_to_be_printed():
    assert verdicts("13 of our 19 rated indicators are green.") == "13X 19V"
    assert verdicts("RAG status: 12 Green / 5 Amber / 3 Red out of 19 rated.") == "12V 19V 3V 5X"


def test_a_part_is_not_judged_where_nothing_says_that_all_rows_are_printed():
    assert verdicts("13 indicators are green.") == "13?"
    assert verdicts("13 indicators are green.", "This report covers 20 performance indicators.") == "13X 20V"


@pytest.mark.parametrize(
    "text",
    [
        "There are 22 indicators in the wider corporate set.",
        "We expect 75% of indicators to be green by the end of the year.",
        "In 2021/22 fourteen indicators were green.",
        "Of the 19 rated indicators, 5 are red because of staff shortages.",
        "Over the last year the service helped 13 families, 4 of them twice.",
        "The target was reduced from 95% to 90% this year.",
    ],
)
def test_what_may_mean_something_else_is_not_judged(text):
    assert "X" not in verdicts(text, "This report covers 20 performance indicators.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Complaints rose from 40 to 50, an increase of 25%.", "25V"),
        ("Visits fell from 80 to 60, a drop of 20%.", "20X"),
        ("Spending grew by 10%, from £2.0m to £2.2m.", "10V"),
        ("Take-up went up from 12% to 15%, a rise of 3 percentage points.", "3V"),
        ("Take-up went up from 12% to 15%, a rise of 25%.", "25V"),
        ("The team answered 15 out of 60 letters (30%) in time.", "30X"),
        ("Of the 200 calls, 150 (75%) were answered.", "75V"),
        ("Of 40 inspections, 31 (78%) were good, 6 (15%) fair and 3 (8%) poor.", "15V 78V 8V"),
        ("The total of 120 is made up of 70 adults and 50 children.", "120V"),
        ("The total of 125 is made up of 70 adults and 50 children.", "125X"),
        ("The total of 125 includes 70 adults and 50 children.", ""),
        ("Numbers increased from 60 to 45 in the quarter.", "45X"),
        ("The council's rank increased from 60 to 45.", ""),
        ("Between 2019 and 2023 visits rose from 1,200 to 1,500, up 25%.", "25V"),
    ],
)
def test_figures_of_one_sentence_are_checked_against_each_other(text, expected):
    assert " ".join(word for word in verdicts(text).split() if word[-1] != "?") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The longest wait was reduced from 6 months to 8 weeks.",
        "The longest wait was reduced from 6 months to 8 weeks, a reduction of 69%.",
        "The time taken was reduced from 2 hours to 45 minutes.",
        "The time taken was reduced from 2 years to 18 months.",
        "The time taken was reduced from 1 hour to 50 minutes.",
        "Opening was reduced from 4 days a week to 30 days a year.",
        "Visits decreased from 2.1 to 1.9 million.",
        "A total of 120, made up of 70 adults and 50 children, compared with 100 last year.",
        "A total of 120, made up of 70 adults and 50 children, in 6 weeks.",
        "A total of 12 homes, made up of 4 flats and 8 houses on 2 sites.",
        "A total of 120 tests, made up of 2 rounds of 60.",
        "A total of 120, made up of 70 adults and 50 children, with 9 more planned.",
        "A total of 150, made up of 70 adults, 30 teenagers in care and 50 children.",
        "A total of 120, made up of 70 adults and 49 children and one baby.",
        "The 5 courses, comprising 12 modules and 8 seminars.",
        "Of the 60 letters, 15 (25%) were late, against 12 (30%) of the 40 the year before.",
        "Of the 60 letters, 15 (25%) were late, against 12 (30%) the year before.",
        "The team answered 45 of 60 (75%) in Derby, and 30 of 40 (75%) in Leeds.",
    ],
)
def test_figures_that_may_not_belong_together_are_not_held_against_each_other(text):
    assert "X" not in verdicts(text)


def test_a_table_of_counts_is_recounted_cell_by_cell_with_its_totals():
    counts = table(
        ("Status", "Economy", "Housing", "Children", "Total"),
        ("Green", "3", "5", "4", "12"),
        ("Amber", "2", "1", "1", "4"),
        ("Red", "1", "2", "0", "3"),
    )
    assert verdicts(tables=[counts]).count("V") == 12
    wrong = table(
        ("Theme", "Green", "Amber", "Red"),
        ("Economy", "3", "2", "1"),
        ("Housing", "4", "2", "2"),
        ("Children", "4", "1", "0"),
    )
    failing = [each.claim for each in recounted(tables=[wrong]) if each.claim.verdict == "fails"]
    assert [(claim.text, claim.claimed, claim.recomputed) for claim in failing] == [
        ("Housing | Green | 4", 4, 5),
        ("Housing | Amber | 2", 2, 1),
    ]


def test_cells_that_hold_while_most_of_their_table_does_not_may_hold_by_chance():
    unlike = table(("Theme", "Green", "Amber", "Red"), ("Economy", "9", "2", "7"), ("Housing", "8", "8", "8"))
    (cell,) = [each.claim for each in recounted(tables=[unlike]) if each.claim.claimed == 2]
    assert (cell.verdict, cell.recomputed) == ("uncheckable", 2)
    assert "may be chance" in cell.explanation


def test_a_line_of_the_key_states_nothing_of_the_rows():
    assert verdicts("Red: target missed by 10% or more.") == ""


def test_totals_by_theme_that_add_up_to_all_rows_show_that_one_stands_elsewhere():
    sizes = table(("Theme", "Number of measures"), ("Economy", "7"), ("Housing", "7"), ("Children", "6"))
    assert verdicts(tables=[sizes]) == "6V 7X 7X"
    fewer = table(("Theme", "Number of measures"), ("Economy", "7"), ("Housing", "9"), ("Children", "6"))
    assert verdicts(tables=[fewer]) == "6V 7? 9?"


def test_a_reading_that_reconciles_a_share_is_named():
    (said,) = recounted(
        "74% of measures improved, as the indicators of Economy show.", "Of our measures 68% improved."
    )[1:]
    assert said.claim.verdict == "holds"
    assert "the 4 rows that stayed the same count as improved" in said.claim.explanation
    assert "9 of the 19 measures" in said.claim.explanation


def test_rows_whose_label_is_no_rating_are_counted_by_the_rule_where_that_reconciles_a_share():
    printed = tuple(
        row(seq, "measure", "Economy", status, value=Decimal(1), target=Decimal(1))
        for seq, status in enumerate(["Green"] * 6 + ["Red"] * 2 + ["Annual Collection"] * 2, 1)
    )
    books = Books(REPORT, printed, regraded={9: "Red", 10: "Green"})
    (plain,) = recounted("70% of measures met their target.", printed=printed)
    (by_rule,) = recounted("70% of measures met their target.", printed=printed, books=books)
    assert plain.claim.verdict == "uncheckable"
    assert by_rule.claim.verdict == "holds"
    assert "marked 'Annual Collection' are rated by the rule" in by_rule.claim.explanation


def test_a_trend_table_is_counted_from_the_earlier_ratings_or_the_earlier_report():
    trend = table(("", "Mar 2023", "Mar 2024"), ("Green", "11", "12"), ("Amber", "5", "4"), ("Red", "3", "3"))
    assert verdicts(tables=[trend]) == "11? 12V 3? 3V 4V 5?"
    then = tuple(
        row(seq, "measure", "Economy", status)
        for seq, status in enumerate(["Green"] * 11 + ["Amber"] * 5 + ["Red"] * 3)
    )
    books = Books(REPORT, rows(), others={"2022/23": then})
    assert verdicts(tables=[trend], books=books) == "11V 12V 3V 3V 4V 5V"


def test_a_claim_that_fails_is_a_finding_with_its_place_and_the_rows_that_were_counted():
    (finding,) = from_claims(recounted("13 of our 19 rated indicators are green."))
    assert (finding.kind, finding.severity) == ("claim", "conflict")
    assert "13 is stated" in finding.message
    assert "12 of the 19 measures with a rating: green" in finding.arithmetic
    assert len(finding.evidence) == 1 + 12
    (error,) = from_claims(recounted("Visits fell from 80 to 60, a drop of 20%."))
    assert error.severity == "error"
