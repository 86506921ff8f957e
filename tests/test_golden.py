"""The five bundled reports against what a person read in them (``golden/README.md``).

A golden row and an observation are one when their folded names, basis and period agree; what is
left pairs by name and basis; repeats pair in printed order. A pair is right when value, target and
status are right as well.
"""

import csv
import random
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pdfplumber
import pytest

from scrutiny.corpus import bundled_reports

GOLDEN = Path(__file__).parent / "golden"
LEAST_F1 = {
    "derby-2017-18-q2": 0.99,
    "derby-2021-22-annual": 0.99,
    "derby-2022-23-q2": 0.99,
    "derbyshire-2023-24-q2": 0.99,
}
LEAST_SHARE = 0.95
NOTHING = {"", "n/a", "n.a", "na", "-", "not applicable"}


# ---------------------------------------------------------------------------- when two cells agree


def fold(text):
    text = unicodedata.normalize("NFKC", text or "").lower()
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    text = re.sub("[‐-―−]", "-", text)
    text = re.sub(r"\s*([-/])\s*", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(" .:*")


def same_word(golden, found):
    return fold(golden) == fold(found) or {fold(golden), fold(found)} <= NOTHING


def same_number(golden, found):
    return number(golden) == number(found)


def number(text):
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None


def same_period(golden, found):
    """A period agrees with one that contains it."""
    one, other = months(golden), months(found)
    return same_word(golden, found) or bool(one and other and (one <= other or other <= one))


def months(period):
    if found := re.fullmatch(r"(\d{4})/\d\d(?: q([1-4]))?", fold(period)):
        first = int(found[1]) * 12 + 3
        return (
            set(range(first, first + 12)) if not found[2] else {first + 3 * (int(found[2]) - 1) + n for n in range(3)}
        )
    if found := re.fullmatch(r"(\d{4})(?:-(\d\d))?", fold(period)):
        first = int(found[1]) * 12
        return {first + int(found[2]) - 1} if found[2] else set(range(first, first + 12))
    return set()


def same_kind(golden, found):
    return fold(golden).replace("action", "milestone") == fold(found).replace("action", "milestone")


def same_section(golden, found):
    """The section may be any element of the path of headings."""
    return plain_section(golden) in {plain_section(heading) for heading in found.split(" > ")}


def plain_section(text):
    return re.sub(r"^directorate ?: ?", "", fold(text)).replace("&", "and")


AGREE = {
    "value": same_number,
    "target": same_number,
    "status": same_word,
    "kind": same_kind,
    "unit": same_word,
    "period": same_period,
    "section": same_section,
    "direction": same_word,
    "previous_status": same_word,
}
RIGHT = ("value", "target", "status")


# ------------------------------------------------------------------------------------- the pairing


def golden_rows(name):
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def query(results, sql, *values):
    with sqlite3.connect(f"{(results / 'scrutiny.db').as_uri()}?mode=ro", uri=True) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


def found_rows(results, document):
    sql = "select * from observations where document = ? and basis <> 'benchmark' order by seq"
    rows = query(results, sql, document)
    for row in rows:
        row["section"] = " > ".join(filter(None, (row["section"], row["headings"])))
    return rows


def pairs(golden, found):
    left, paired = dict(enumerate(found)), []
    for with_period in (True, False):

        def key(row, with_period=with_period):
            return fold(row["name"]), fold(row["basis"] or "actual"), fold(row["period"]) if with_period else ""

        pool = defaultdict(list)
        for index, row in left.items():
            pool[key(row)].append(index)
        unpaired = []
        for row in golden:
            if pool[key(row)]:
                paired.append((row, left.pop(pool[key(row)].pop(0))))
            else:
                unpaired.append(row)
        golden = unpaired
    return paired


def agrees(field, golden, found):
    if field == "status" and golden["kind"] == "risk" and not golden["status"]:
        return True  # a risk's shade may or may not be given as its status
    return AGREE[field](golden.get(field) or "", str(found[field] if found[field] is not None else ""))


def says_something(field, golden, found):
    return fold(golden.get(field)) not in NOTHING or fold(str(found[field] or "")) not in NOTHING


# ------------------------------------------------------------------------------------- the reports


@pytest.mark.parametrize("document", LEAST_F1)
def test_the_rows_of_a_report_are_read_right(golden_run, document):
    golden, found = golden_rows(f"{document}.csv"), found_rows(golden_run, document)
    paired = pairs(golden, found)
    wrong = [
        (row["name"][:60], [(field, row[field], got[field]) for field in RIGHT if not agrees(field, row, got)])
        for row, got in paired
        if not all(agrees(field, row, got) for field in RIGHT)
    ]
    f1 = 2 * (len(paired) - len(wrong)) / (len(golden) + len(found))
    missing = Counter(fold(row["name"])[:60] for row in golden) - Counter(fold(row["name"])[:60] for row in found)
    assert f1 >= LEAST_F1[document], f"F1 {f1:.3f}; wrong: {wrong[:9]}; missing: {list(missing)[:9]}"


@pytest.mark.parametrize("field", ["kind", "unit", "period", "section", "direction", "previous_status"])
@pytest.mark.parametrize("document", LEAST_F1)
def test_a_field_of_the_rows_is_read_right(golden_run, document, field):
    paired = [
        (row, got)
        for row, got in pairs(golden_rows(f"{document}.csv"), found_rows(golden_run, document))
        if says_something(field, row, got)
    ]
    wrong = [(row["name"][:60], row[field], got[field]) for row, got in paired if not agrees(field, row, got)]
    assert len(wrong) <= (1 - LEAST_SHARE) * len(paired), f"{len(wrong)} of {len(paired)}: {wrong[:9]}"


def test_the_rows_of_the_delivery_plan_are_read_right(golden_run):
    columns = ("theme", "outcome", "must_do", "milestone", "portfolio", "deadline", "difference", "measure")

    def key(row):
        return tuple(fold((row[column] or "").replace("•", " ").replace("\n- ", " ")) for column in columns)

    golden = Counter(key(row) for row in golden_rows("derby-2022-23-plan.plan.csv"))
    rows = query(golden_run, "select * from plan_items where document = 'derby-2022-23-plan' order by seq")
    found = Counter(
        key({**row, "measure": row["measure_name"]}) for row in rows if row["milestone"] or row["measure_name"]
    )
    hits = sum((golden & found).values())
    assert hits >= LEAST_SHARE * max(sum(golden.values()), sum(found.values())), list(golden - found)[:3]


# ------------------------------------------------------------------------------------ the verdicts


def verdicts(results, document):
    sql = """
        select o.name, o.value, o.target, r.verdict, r.reason, r.use
        from ratings r join observations o using (document, seq) where document = ? order by seq
    """
    return query(results, sql, document)


def decided(rows):
    return [row for row in rows if row["verdict"] != "uncheckable"]


def test_a_report_without_a_key_is_not_accused(golden_run):
    assert decided(verdicts(golden_run, "derby-2017-18-q2")) == []
    assert query(golden_run, "select * from findings where document = 'derby-2017-18-q2' and severity = 'error'") == []


def test_the_key_of_another_year_decides_figures_and_none_disagrees(golden_run):
    rows = decided(verdicts(golden_run, "derby-2021-22-annual"))
    assert {row["use"] for row in rows} == {"assumed"}
    assert len(rows) >= 28
    assert [row for row in rows if row["verdict"] == "disagrees"] == []


def test_the_one_wrong_rating_is_found_wherever_it_is_printed_and_no_other(golden_run):
    rows = verdicts(golden_run, "derbyshire-2023-24-q2")
    wrong = [row for row in rows if row["verdict"] == "disagrees"]
    assert [(row["value"], row["target"]) for row in wrong] == [(0.6, 1.0)] * 2
    assert all("primary schools" in row["name"] for row in wrong)
    assert len(decided(rows)) - len(wrong) >= 60
    (zero,) = {row["reason"] for row in rows if row["value"] == 2.4 and row["target"] == 0.0}
    assert zero == "zero_target"


def test_a_wrong_rating_printed_twice_is_one_error_with_both_places_and_the_key(golden_run):
    (error,) = query(golden_run, "select * from findings where severity = 'error'")
    places = query(golden_run, "select page, text from evidence where finding = ?", error["finding"])
    assert [row["page"] for row in places if row["text"] == "0.6"] == [13, 26]
    assert places[-1] == {"page": 3, "text": "More than 10% worse than target"}


def test_no_measure_bears_a_polarity_that_none_of_its_figures_could_be_rated_by(golden_run):
    sql = """
        select name, polarity_source from measures where polarity_source like 'status%' and measure not in
        (select measure from observations join ratings using (document, seq) where verdict <> 'uncheckable')
    """
    assert query(golden_run, sql) == []


# -------------------------------------------------------------------------------------- the boxes


@pytest.mark.parametrize("document", LEAST_F1)
def test_the_box_of_a_value_holds_the_printed_value(golden_run, document):
    sql = """
        select o.seq, o.value_text, p.part, p.page, p.x0, p.top, p.x1, p.bottom
        from observations o join places p on p.document = o.document and p.seq = o.seq and p.role = 'value'
        where o.document = ? and o.value_text <> '' order by o.seq, p.part
    """
    boxes = defaultdict(list)
    for row in query(golden_run, sql, document):
        boxes[row["seq"], row["value_text"]].append(row)
    assert boxes, "no value has a place"
    drawn = random.Random(document).sample(sorted(boxes), min(50, len(boxes)))
    with pdfplumber.open(bundled_reports() / f"{document}.pdf") as pdf:
        wrong = [
            (seq, printed, within)
            for seq, printed in drawn
            if plain(printed) != plain(within := text_within(pdf, boxes[seq, printed]))
        ]
    assert not wrong


def text_within(pdf, parts):
    return " ".join(words_within(pdf.pages[part["page"] - 1], part) for part in parts)


def words_within(page, part, slack=1.0):
    """The characters whose middle stands in the box, in reading order."""
    inside = [
        char["text"]
        for char in page.chars
        if part["x0"] - slack <= (char["x0"] + char["x1"]) / 2 <= part["x1"] + slack
        and part["top"] - slack <= (char["top"] + char["bottom"]) / 2 <= part["bottom"] + slack
    ]
    return "".join(inside)


def plain(text):
    return re.sub(r"[\s\N{SOFT HYPHEN}]", "", unicodedata.normalize("NFKC", text))
