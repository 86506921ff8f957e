"""`scrutiny series` over the bundled reports."""

import json


def test_a_series_has_every_figure_of_all_reports_with_its_page(scrutiny, golden_run):
    told = scrutiny("series", "external public funding", "--out", golden_run, "--format", "json")
    rows = json.loads(told.stdout)
    assert [(row["period"], row["basis"], row["value"], row["document"]) for row in rows] == [
        ("2020/21", "previous", 1490000, "derby-2021-22-annual"),
        ("2021/22", "actual", 53700000, "derby-2021-22-annual"),
        ("2022/23 Q2", "actual", 0, "derby-2022-23-q2"),
    ]
    assert all(row["page"] for row in rows)
    assert rows[-1]["changes"].startswith('name: "External public funding secured"')


def test_the_id_of_a_measure_means_it_alone(scrutiny, golden_run):
    choice = json.loads(scrutiny("series", "sickness absence", "--out", golden_run, "--format", "json").stdout)
    assert len(choice) > 1
    one = scrutiny("series", choice[0]["measure"], "--out", golden_run, "--format", "csv")
    assert one.returncode == 0
    assert one.stdout.count("\n") == choice[0]["figures"] + 1


def test_several_measures_are_listed_and_none_is_an_error(scrutiny, golden_run):
    several = scrutiny("series", "children", "--council", "Derby", "--out", golden_run)
    assert several.returncode == 0 and "E06000015-" in several.stdout and "E10000007-" not in several.stdout
    none = scrutiny("series", "unicorns", "--out", golden_run)
    assert none.returncode == 1 and "unicorns" in none.stderr
