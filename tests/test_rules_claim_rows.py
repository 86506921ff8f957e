"""Figures in prose hold where a row prints them, and fail only where they differ from one like a slip of the pen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from handmade import table
from test_rules_claims import BOX, REPORT

from scrutiny.records import Ask, Box, Extract, Normalised, Observation, PageSize, Passage, TableUse
from scrutiny.rules.claim_findings import from_claims
from scrutiny.rules.claim_readings import Books
from scrutiny.rules.claim_recount import recount
from scrutiny.rules.claim_rows import against_rows
from scrutiny.rules.claims import find_claims

HOSPITAL = "Proportion of older people still at home 91 days after discharge from hospital into rehabilitation"


def row(seq, name, value, unit=None, target=None, **more):
    number = Decimal(value)
    printed = f"{value}%" if unit == "percent" else value
    step = Decimal(1).scaleb(number.as_tuple().exponent)
    return Observation("doc", seq, "measure", name, "actual", "2023/24", Box(7, 0, 0, 9, 9), value=number, unit=unit,
                       period_start=date(2023, 4, 1), period_end=date(2024, 3, 31), value_text=printed,
                       value_step=step, target_text=target, target=Decimal(target) if target else None,
                       status="Green", **more)  # fmt: skip


ROWS = (
    row(1, HOSPITAL, "84.2", "percent", "80"),
    row(2, "Number of visitors to the Arena", "33553", "count"),
    row(3, "Calls answered within 20 seconds", "87.6", "percent", "90"),
    row(4, "Average days to process a new claim", "12.3", "days", "10"),
    row(
        5, "Online transactions", "87770", "count", "96100", commentary="The forecast of 87,770 is 9.3% down on target."
    ),
)


def compared(*texts, rows=ROWS, tables=()):
    passages = tuple(Passage(number, number + 100, text, BOX) for number, text in enumerate(texts, 1))
    uses = tuple(TableUse(one.number, "counts") for one in tables)
    extract = Extract((PageSize(1, 600, 800),), tuple(tables), passages)
    books = Books(REPORT, rows)
    found = recount(find_claims(REPORT, extract, Normalised(rows, table_uses=uses)), books)
    return [each for each in against_rows(found, books) if each.claim.where != "table"]


def verdict(text, figure, **more):
    return next(each.claim for each in compared(text, **more) if each.claim.claimed == Decimal(figure)).verdict


def test_a_figure_that_a_row_prints_holds_and_says_where():
    (said,) = compared("Callers were answered quickly: 87.6% of calls were answered within the hoped time.")
    assert said.claim.verdict == "holds"
    assert said.claim.explanation == "Calls answered within 20 seconds on page 7 prints it too."


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("84.8% of older people were at home 91 days after they left hospital for rehabilitation", "84.8"),
        ("The Arena has had 35,553 visitors so far this year", "35553"),
        ("The Arena has had 33,535 visitors so far this year", "33535"),
    ],
)
def test_a_figure_that_differs_from_its_row_by_a_slip_fails_and_shows_both_places(text, figure):
    assert verdict(text, figure) == "fails"
    (finding,) = from_claims(compared(text))
    assert finding.severity == "look"
    assert [evidence.box.page for evidence in finding.evidence] == [1, 7]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("84.8% of residents felt safe at home", "84.8"),  # another thing
        ("In 2022/23 84.8% of older people were at home 91 days after they left hospital for rehabilitation", "84.8"),
        ("Last year 84.8% of older people were at home 91 days after leaving hospital for rehabilitation", "84.8"),
        ("We expect that 84.8% of older people are at home 91 days after leaving hospital for rehabilitation", "84.8"),
        ("Older people at home 91 days after leaving hospital for rehabilitation rose from 84.8% to 84.2%", "84.8"),
        ("The Arena has had 41,553 visitors so far this year", "41553"),  # more than a slip
        ("The Arena has had over 35,553 visitors so far this year", "35553"),
    ],
)
def test_a_figure_that_may_be_of_another_thing_or_time_does_not_fail(text, figure):
    assert verdict(text, figure) != "fails"


def test_a_cell_of_a_summary_is_doubted_only_where_its_line_and_column_are_told_as_well():
    schools = table(
        ("", "Primary pupils", "Secondary pupils"),
        ("Good or better, county", "85.3%", "65.4%"),
        ("Good or better, national", "91.8%", "83.1%"),
    )
    told = "The share of primary pupils in good or better schools is 85.3% in the county and across England 91.1%"
    assert verdict(told, "91.1", tables=[schools]) == "uncheckable"
    told += ", for secondary pupils 83.1% nationally"
    assert verdict(told, "91.1", tables=[schools]) == "fails"


def test_a_distance_from_the_target_is_recounted_from_the_row_it_comments_on():
    (_, away) = compared(ROWS[4].commentary)
    assert (away.claim.claimed, away.claim.recomputed, away.claim.verdict) == (Decimal("9.3"), Decimal("8.67"), "fails")
    right = compared("The forecast of 87,770 is 8.7% down on target.", rows=(row(
        5, "Online transactions", "87770", "count", "96100", commentary="The forecast of 87,770 is 8.7% down on target."
    ),))  # fmt: skip
    assert [each.claim.verdict for each in right] == ["holds", "holds"]


def test_what_is_asked_alike_is_counted_once_of_the_same_rows_and_again_of_others():
    books = Books(REPORT, ROWS)
    asked = books.readings(Ask("rows", words=("green",), group="passage 1"))
    assert books.readings(Ask("rows", words=("green",), group="passage 2", seqs=(3,))) is asked
    assert len(asked[0].counted) == len(ROWS)
    fewer = replace(books, rows=ROWS[:2])
    assert len(fewer.readings(Ask("rows", words=("green",)))[0].counted) == 2
