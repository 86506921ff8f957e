"""Reports rated by the key that they print: wrong ratings are found, right ones are left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

HIGHER = (
    *("Household waste recycled", "Residents satisfied with the council", "Council tax collected"),
    *("Invoices paid on time", "Calls answered within 20 seconds", "Planning applications decided in time"),
    *("Pupils achieving the expected standard", "Care leavers in employment", "Attendance at leisure centres"),
    *("Repairs completed on time", "Rent collected", "Libraries rated good"),
)
LOWER = (
    *("Complaints received", "Days to process a new claim", "Working days lost to sickness absence"),
    *("Residual household waste per household", "Missed bin collections", "Delayed transfers of care"),
)
Rate = Callable[[Fraction, Fraction, Fraction, int], int]


@dataclass(frozen=True)
class Kind:
    """A council with its key, an independent reckoning of it, and how many ratings are wrong on purpose."""

    council: str
    key: tuple[str, ...]
    labels: tuple[str, ...]
    rate: Rate
    wrong: int
    extra: str | None = None


def off(value: Fraction, target: Fraction, better: int) -> Fraction:
    """Percent of the target, better is positive."""
    return (value - target) / target * 100 * better


def ten_percent(value: Fraction, target: Fraction, line: Fraction, better: int) -> int:
    away = off(value, target, better)
    return 0 if away >= 0 else 1 if away >= -10 else 2


def four_bands(value: Fraction, target: Fraction, line: Fraction, better: int) -> int:
    away = off(value, target, better)
    return 0 if away > 5 else 1 if away >= -2 else 2 if away >= -8 else 3


def floors(value: Fraction, target: Fraction, line: Fraction, better: int) -> int:
    return 0 if (value - target) * better >= 0 else 1 if (value - line) * better >= 0 else 2


def tolerances(value: Fraction, target: Fraction, line: Fraction, better: int) -> int:
    away = (value - target) * better
    return 0 if away >= 0 else 1 if away >= -line else 2


KINDS = (
    Kind(
        "Kent County Council",
        ("Key", "Green: on or above target. Amber: within 10% of target. Red: more than 10% off target."),
        ("Green", "Amber", "Red"),
        ten_percent,
        6,
    ),
    Kind(
        "Surrey County Council",
        (
            "How measures are rated",
            "Blue - more than 5% better than target",
            "Green - between 5% better and 2% worse than target",
            "Amber - more than 2% worse than target, up to 8% worse",
            "Red - more than 8% worse than target",
        ),
        ("Blue", "Green", "Amber", "Red"),
        four_bands,
        6,
    ),
    Kind(
        "Essex County Council",
        (
            "RAG key",
            "Green: target achieved or exceeded",
            "Amber: floor standard achieved but target not met",
            "Red: floor standard not achieved",
        ),
        ("Green", "Amber", "Red"),
        floors,
        6,
        "Floor",
    ),
    Kind(
        "Norfolk County Council",
        (
            "Rating key",
            "Green = target met",
            "Amber = target missed but within tolerance (percentage points)",
            "Red = outside tolerance",
        ),
        ("Green", "Amber", "Red"),
        tolerances,
        5,
        "Tolerance",
    ),
)


def rows_of(kind: Kind, random: Random) -> tuple[list[tuple[str, ...]], set[str]]:
    """The rows of a report, and the names of those whose rating is wrong on purpose."""
    names = [*HIGHER[:10], *LOWER[:4]]
    random.shuffle(names)
    wrong = set(random.sample(names, kind.wrong))
    header = ("Measure", "Actual", "Target", *([kind.extra] if kind.extra else []), "Status")
    rows = [header]
    for place, name in enumerate(names):
        better = 1 if name in HIGHER else -1
        target, step = Fraction(random.randint(60, 90)), Fraction(random.randint(3, 6))
        line = target - better * step if kind.extra == "Floor" else step
        wanted = place % len(kind.labels)
        value = target + better * Fraction(random.randint(-300, 120), 10)
        while kind.rate(value, target, line, better) != wanted or near_an_edge(kind, value, target, line, better):
            value = target + better * Fraction(random.randint(-300, 120), 10)
        label = wanted
        if name in wrong:
            label = random.choice([other for other in range(len(kind.labels)) if other != wanted])
        unit = "%" if name in HIGHER or kind.extra == "Tolerance" else ""
        cells = [f"{float(value):.1f}{unit}", f"{float(target):.0f}{unit}"]
        if kind.extra:
            cells.append(f"{float(line):.0f}{unit}")
        rows.append((name, *cells, kind.labels[label]))
    return rows, wrong


def near_an_edge(kind: Kind, value: Fraction, target: Fraction, line: Fraction, better: int) -> bool:
    """Whether the rounding of the printed figure reaches another band."""
    half = Fraction(1, 20)
    return len({kind.rate(value + shift, target, line, better) for shift in (-half, Fraction(0), half)}) > 1


def status_first(row: tuple[str, ...]) -> tuple[str, ...]:
    """Name, status, target, actual and what is left, out of name, actual, target, what is left, status."""
    name, actual, target, *rest, status = row
    return name, status, target, actual, *rest


@pytest.fixture(scope="module", params=[(0, tuple), (300, status_first)], ids=["status last", "status first"])
def published(request, tmp_path_factory, make_pdf) -> tuple[Path, dict[str, set[str]]]:
    seed, order = request.param
    folder = tmp_path_factory.mktemp("reports")
    wrong = {}
    for number, kind in enumerate(KINDS):
        rows, wrong[f"report-{number}"] = rows_of(kind, Random(seed + number))
        title = (14, "Quarterly Performance Report, Quarter 2 2022/23")
        lines = [(16, kind.council), title, (12, kind.key[0]), *((10, line) for line in kind.key[1:])]
        make_pdf(folder / f"report-{number}.pdf", lines, [order(row) for row in rows])
    return folder, wrong


def test_wrong_ratings_are_found_by_the_keys_that_reports_print_and_no_right_one_is_accused(
    published, scrutiny_here, tmp_path
):
    folder, wrong = published
    run = scrutiny_here("run", folder, "--out", tmp_path / "results")
    assert run.returncode == 0, run.stderr
    with closing(sqlite3.connect(tmp_path / "results" / "scrutiny.db")) as database:
        rated = database.execute(
            "select document, name, verdict, reason, scheme from ratings join observations using (document, seq)"
        ).fetchall()
    assert {scheme for *_, scheme in rated} == {f"{document}-key" for document in wrong}
    accused = {(document, name) for document, name, verdict, *_ in rated if verdict == "disagrees"}
    deliberate = {(document, name) for document, names in wrong.items() for name in names}
    assert len(deliberate) == 23
    assert accused - deliberate == set()
    assert len(accused & deliberate) >= 21, sorted(deliberate - accused)
