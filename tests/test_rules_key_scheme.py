"""The rating key of a report becomes a scheme: from tables, lists and sentences, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from handmade import AMBER, BLUE, GREEN, RED, at, table

from scrutiny.language.periods import from_label
from scrutiny.records import Box, Extract, Mark, PageSize, Passage, ReadKey, Report, Table
from scrutiny.rules.definition import read
from scrutiny.rules.key_scheme import read_key

FLOORS = (
    (at("G", fill=GREEN), "Target has been achieved or exceeded"),
    (at("A", fill=AMBER), "Floor Standard* achieved but Target has not been met"),
    (at("R", fill=RED), "Floor Standard* has not been achieved"),
)
TWO_KINDS = (
    ("Category", "Deliverables", "Measures"),
    ("Strong", "On track with outcomes exceeding expectations", "More than 5% better than target"),
    ("Good", "On track", "Between 5% better or 2% worse than target"),
    ("Review", "Some risk to the timetable", "More than 2% worse than target"),
    ("Action", "Unlikely to be delivered", "More than 10% worse than target"),
)


def passage(text: str, number: int = 1, *marks: Mark, headings: tuple[str, ...] = ("Key",)) -> Passage:
    return Passage(number, number, text, Box(2, 50, 20 * number, 400, 20 * number + 12), headings=headings, marks=marks)


def key_of(*blocks: Table | Passage) -> ReadKey | None:
    tables = tuple(block for block in blocks if isinstance(block, Table))
    passages = tuple(block for block in blocks if isinstance(block, Passage))
    report = Report("doc", Path("doc.pdf"), "", "E10000016", "Kent", "Report", from_label("2023/24 Q2"), "quarterly")
    return read_key(report, Extract((PageSize(1, 600, 800),), tables, passages))


def bands(*blocks: Table | Passage) -> list[str]:
    """Each band with its labels and its edge."""
    key = key_of(*blocks)
    assert key is not None
    assert key.definition is not None, key.problem
    scheme = read("doc", key.definition)
    return [
        " ".join(
            filter(None, ["/".join([band.name, *band.labels]), band.edge and f"{band.edge.text} {band.edge.owner}"])
        )
        for band in scheme.bands
    ]


def test_a_table_of_letters_and_floor_standards() -> None:
    assert bands(table(*FLOORS, header=0)) == ["Green target closed", "Amber floor closed", "Red"]


def test_the_column_for_measures_is_read_and_other_kinds_are_judged() -> None:
    key = key_of(table(*TWO_KINDS))
    assert key is not None
    assert key.definition is not None
    scheme = read("doc", key.definition)
    assert scheme.rates == {"measure": "figures", "deliverable": "judgement"}
    assert [band.edge and band.edge.text for band in scheme.bands] == ["+5%", "-2%", "-10%", None]


def test_the_scheme_is_valid_for_the_financial_year_and_knows_where_it_is_printed() -> None:
    key = key_of(table(*FLOORS, header=0))
    assert key is not None
    scheme = read("doc", key.definition or "")
    assert (scheme.time, scheme.council, scheme.kind, scheme.document, scheme.page) == (
        *("2023/24", "E10000016", "published", "doc", 1),
    )
    assert key.box == Box(1, 50, 0, 100, 60)


def test_labels_over_their_wordings() -> None:
    across = table(
        (at("Green", fill=GREEN), at("Amber", fill=AMBER), at("Red", fill=RED)),
        ("On or above target", "Within 5% of target", "More than 5% below target"),
    )
    assert bands(across) == ["Green target closed", "Amber -5% closed", "Red"]


def test_lines_of_a_list_and_a_label_that_is_no_rating() -> None:
    lines = (
        "Blue \u2013 more than 5% better than target",
        "Green \u2013 on target or up to 5% better",
        "Amber \u2013 off target by up to 10%",
        "Red \u2013 off target by more than 10%",
        "Grey \u2013 no target set",
    )
    key = key_of(*(passage(line, number) for number, line in enumerate(lines, 1)))
    assert key is not None
    scheme = read("doc", key.definition or "")
    assert [band.edge and band.edge.text for band in scheme.bands] == ["+5%", "target", "-10%", None]
    assert scheme.unrated == ("Grey",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Green: target met. Amber: target not met but within 10%. Red: target missed by more than 10%.",
        "A measure is rated Green where it is on or above target, Amber when it is within 10% of target and "
        "Red if it is more than 10% below target.",
        "RAG ratings: Green = on target; Amber = within 10% of target; Red = more than 10% off target.",
    ],
)
def test_a_key_in_one_sentence_or_three(sentence: str) -> None:
    assert bands(passage(sentence)) == ["Green target closed", "Amber -10% closed", "Red"]


def test_icons_without_a_word_are_named_by_their_colour_and_their_wording() -> None:
    def dot(colour: str, number: int) -> Mark:
        return Mark("shape", "circle", Box(2, 30, 20 * number, 40, 20 * number + 10), colour)

    lines = [("On or above target", GREEN), ("Within 5% of target", AMBER), ("More than 5% below target", RED)]
    read_off = bands(*(passage(text, n, dot(colour, n)) for n, (text, colour) in enumerate(lines, 1)))
    assert read_off == [
        "On or above target/Green target closed",
        "Within 5% of target/Amber -5% closed",
        "More than 5% below target/Red",
    ]


def test_a_colour_that_two_ratings_share_names_neither() -> None:
    rows = [*TWO_KINDS]
    fills = (None, GREEN, GREEN, AMBER, RED)
    shared = table(*[(at(row[0], fill=fill), *row[1:]) for row, fill in zip(rows, fills, strict=True)])
    assert [text.split(" ")[0] for text in bands(shared)] == ["Strong", "Good", "Review/Amber", "Action/Red"]


def test_a_key_with_one_line_that_is_not_understood_is_declined_with_its_place() -> None:
    rows = ((at("G", fill=GREEN), "On target"), (at("A", fill=AMBER), "Within 5% of trajectory, or of target"),
            (at("R", fill=RED), "More than 5% below target"))  # fmt: skip
    key = key_of(table(*rows, header=0, headings=("RAG key",)))
    assert key is not None
    assert key.definition is None
    assert key.problem is not None
    assert "'trajectory' is not understood" in key.problem.message
    assert key.problem.box == key.box


def test_two_keys_that_differ_are_both_declined() -> None:
    other = [passage("Green: target met. Amber: within 10% of target. Red: more than 10% off target.")]
    five = table(("Green", "On target"), ("Amber", "Within 5% of target"), ("Red", "More than 5% off target"), header=0)
    key = key_of(five, *other)
    assert key is not None
    assert key.definition is None
    assert "is not the key of page 1" in (key.problem.message if key.problem else "")


def test_a_shorter_key_that_says_the_same_of_what_it_says_is_no_contradiction() -> None:
    rows = [("Strong", "Strong \u2013 more than 5% better than target"), ("Good", "Good"),
            ("Review", "Review \u2013 more than 2% worse than target")]  # fmt: skip
    key = key_of(table(*TWO_KINDS), table(("", "Measures"), *rows, number=2))
    assert key is not None
    assert key.definition is not None


def test_neither_a_table_of_results_nor_prose_is_a_key() -> None:
    results = table(
        ("Measure", "Status"), ("Invoices paid on target", at("Green", fill=GREEN)), ("Calls", at("Blue", fill=BLUE))
    )
    prose = passage("Green spaces are on target. Red tape was cut by more than 10%.", headings=("Parks",))
    assert key_of(results, prose) is None
