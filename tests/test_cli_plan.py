"""`scrutiny plan` over the bundled plan and the report of its second quarter."""

import json
import re
import sqlite3
from collections import Counter


def test_every_item_of_the_plan_is_told_of_once(scrutiny, golden_run):
    done = scrutiny("plan", "derby-2022-23-plan", "--out", golden_run, "--format", "json")
    rows = json.loads(done.stdout)
    assert [row["seq"] for row in rows] == list(range(1, 277))
    hows = Counter((row["kind"], row["how"]) for row in rows)
    assert hows["milestone", "reported"] >= 35 and hows["measure", "reported"] >= 50
    assert {row["other_document"] for row in rows} == {"derby-2022-23-q2"}
    overdue = {row["item"]: row["status"] for row in rows if row["overdue"] == "yes"}
    assert overdue["A new Council Climate Change Action Plan approved by Cabinet"] == "On track"
    assert not any(status == "Completed" for status in overdue.values())


def test_the_plan_as_people_read_it(scrutiny, golden_run):
    told = scrutiny("plan", "derby-2022-23-plan", "--against", "derby-2022-23-q2", "--out", golden_run).stdout
    assert told.startswith("reports     derby-2022-23-q2")
    assert "Past their review date, not reported as completed" in told
    (counted,) = [line for line in told.splitlines() if line.startswith("overdue")]
    overdue, apart, silent = map(int, re.findall(r"\d+", counted))
    assert overdue == apart + silent and "reported as not complete" in counted and apart and silent


def test_what_is_no_plan_or_no_report_of_its_time_is_told_in_one_line(scrutiny, golden_run):
    no_plan = scrutiny("plan", "derby-2022-23-q2", "--out", golden_run)
    assert no_plan.returncode == 1 and "plans are: derby-2022-23-plan" in no_plan.stderr
    too_early = scrutiny("plan", "derby-2022-23-plan", "--against", "derby-2017-18-q2", "--out", golden_run)
    assert too_early.returncode == 1 and "derby-2022-23-q2" in too_early.stderr


def test_each_row_of_the_table_points_at_an_item_and_a_row(golden_run):
    with sqlite3.connect(golden_run / "scrutiny.db") as database:
        (lost,) = database.execute(
            "SELECT count(*) FROM plan_followed LEFT JOIN plan_items USING (document, seq) WHERE plan_items.seq IS NULL"
        ).fetchone()
        (found,) = database.execute(
            "SELECT count(*) FROM plan_followed JOIN observations ON other_document = observations.document "
            "AND other_seq = observations.seq"
        ).fetchone()
        (told,) = database.execute("SELECT count(*) FROM plan_followed WHERE other_seq IS NOT NULL").fetchone()
    assert lost == 0 and found == told > 100
