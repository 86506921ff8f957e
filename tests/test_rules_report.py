"""Rating a whole report: which scheme holds for which row, and when an assumed one is dropped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from scrutiny.language.periods import Period
from scrutiny.records import Box, Observation, Rating, Report
from scrutiny.rules.definition import read
from scrutiny.rules.polarity import PolarityDecided
from scrutiny.rules.report import rate_report

HIGHER = PolarityDecided("higher", "printed", "aim to maximise")
SCHEME = """\
scheme: sometown-{year}
council: E06000001
valid: {{from: {year}-04-01, to: {next}-03-31}}
kind: published
rates: {{measure: figures, project: judgement}}
bands:
  - {{band: Green, from: {edge}, edge: closed}}
  - {{band: Red}}
unrated: [Annual Collection]
"""
ROWS = ("Green", "100"), ("Red", "89"), ("Green", "104")


def scheme_text(year: int, edge: str = "target") -> str:
    return SCHEME.format(year=year, next=year + 1, edge=edge)


def row(seq: int, status: str | None, value: str, **fields: Any) -> Observation:
    known: dict[str, Any] = {
        "document": "sometown",
        "seq": seq,
        "kind": "measure",
        "name": f"Homes built {seq}",
        "basis": "actual",
        "period": "2022/23",
        "period_start": date(2022, 4, 1),
        "period_end": date(2023, 3, 31),
        "box": Box(1, 0, 0, 1, 1),
        "value": Decimal(value),
        "value_text": value,
        "unit": "count",
        "target": Decimal(100),
        "target_text": "100",
        "status": status,
    }
    return Observation(**(known | fields))


def rate_rows(rows: list[Observation], *schemes: str) -> tuple[Rating, ...]:
    period = Period("2022/23", date(2022, 4, 1), date(2023, 3, 31))
    report = Report("sometown", Path("x.pdf"), "", "E06000001", "Sometown", "", period, "annual")
    return rate_report(report, rows, [read("x", text) for text in schemes], lambda _: HIGHER)


def ten_rows(wrong: int) -> list[Observation]:
    return [row(seq, "Red" if seq <= wrong else "Green", "120") for seq in range(1, 12)]


def test_every_row_is_rated_under_the_scheme_of_the_report_s_period() -> None:
    rows = [row(seq, status, value) for seq, (status, value) in enumerate(ROWS, 1)]
    ratings = rate_rows(rows, scheme_text(2021), scheme_text(2022))
    assert [(rating.seq, rating.scheme, rating.use, rating.verdict) for rating in ratings] == [
        (seq, "sometown-2022", "own", "agrees") for seq in (1, 2, 3)
    ]


def test_an_earlier_figure_is_rated_under_the_key_of_its_own_year() -> None:
    earlier = row(1, "Green", "96", basis="previous", period="2021/22")
    dated = {"period_start": date(2021, 4, 1), "period_end": date(2022, 3, 31)}
    earlier = row(1, "Green", "96", basis="previous", period="2021/22", **dated)
    ratings = rate_rows([earlier], scheme_text(2021, "-5%"), scheme_text(2022))
    assert (ratings[0].scheme, ratings[0].use, ratings[0].verdict) == ("sometown-2021", "own", "agrees")


def test_an_assumed_scheme_that_few_rows_contradict_is_kept() -> None:
    ratings = rate_rows(ten_rows(wrong=1), scheme_text(2020))
    assert {rating.scheme for rating in ratings} == {"sometown-2020"}
    assert [rating.verdict for rating in ratings].count("disagrees") == 1


def test_an_assumed_scheme_that_a_tenth_of_the_rows_contradict_is_dropped() -> None:
    ratings = rate_rows([*ten_rows(wrong=2), row(12, None, "9", kind="project")], scheme_text(2020))
    assert {(rating.scheme, rating.use, rating.reason) for rating in ratings[:-1]} == {(None, "own", "no_scheme")}
    assert "2 of 11 ratings contradict sometown-2020" in ratings[0].working
    assert ratings[-1].reason == "not_rated_by_figures"


def test_the_working_under_an_assumed_scheme_says_of_which_year_it_is() -> None:
    (assumed,) = rate_rows([row(1, "Green", "100")], scheme_text(2020))
    (own,) = rate_rows([row(1, "Green", "100")], scheme_text(2022))
    assert "under the key of 2020/21, assumed for 2022/23" in assumed.working
    assert "assumed" not in own.working


def test_nothing_is_assumed_where_no_scheme_holds() -> None:
    rows = [row(1, "Green", "100"), row(2, "Green", "100", basis="forecast")]
    ratings = (*rate_rows(rows), *rate_rows(rows[1:], scheme_text(2020)))
    assert {(rating.scheme, rating.use) for rating in ratings} == {(None, "own")}


def test_the_council_s_own_scheme_is_never_dropped() -> None:
    ratings = rate_rows(ten_rows(wrong=11), scheme_text(2022))
    assert {rating.verdict for rating in ratings} == {"disagrees"}


def test_last_year_s_figure_is_found_for_a_rule_that_compares_with_it() -> None:
    text = scheme_text(2022, "previous")
    last_year = row(
        1, None, "95", name="Homes", basis="previous", target=None, period="2021/22", period_end=date(2022, 3, 31)
    )
    ratings = rate_rows([last_year, row(2, "Green", "96", name="Homes"), row(3, "Green", "96", name="Other")], text)
    assert [(rating.seq, rating.verdict, rating.reason) for rating in ratings] == [
        (2, "agrees", None),
        (3, "uncheckable", "not_recomputable"),
    ]
