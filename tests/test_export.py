"""Exports give back the same figures, described, with no text turned into a formula."""

import csv
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from scrutiny.outputs.contract import ALL_TABLES
from scrutiny.outputs.described import described

FORMULA = "=HYPERLINK calls"


@pytest.fixture(scope="module")
def results(small_report, scrutiny, tmp_path_factory):
    """A report in which a measure's name would be a formula in a spreadsheet."""
    folder = tmp_path_factory.mktemp("exported")
    small_report(folder / "kent.pdf", calls=FORMULA)
    assert scrutiny("run", folder / "kent.pdf", "--out", folder / "results").returncode == 0
    return folder / "results"


@pytest.fixture(scope="module")
def exported(results, scrutiny):
    def write(form, name):
        done = scrutiny("export", "--format", form, "--out", results, "--to", results / name)
        assert done.returncode == 0, done.stderr
        return results / name

    return write


def stored(results, table):
    with closing(sqlite3.connect(results / "scrutiny.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"select * from {table}")]


def test_every_table_and_column_is_described():
    assert list(described()) == [table.name for table in ALL_TABLES]
    for table in described().values():
        assert table.description.endswith(".")
        assert [column.name for column in table.columns] == list(table.spec.stored_columns())
        assert all(column.description and column.source for column in table.columns)


def test_json_holds_every_row_of_every_table_as_it_is_stored(exported, results):
    told = json.loads(exported("json", "all.json").read_text("utf-8"))
    assert list(told) == list(described())
    assert sorted(told["observations"], key=lambda row: row["seq"]) == stored(results, "observations")


def test_csv_keeps_a_formula_a_text_and_figures_figures(exported, results):
    with (exported("csv", "csv") / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["name"] == "'" + FORMULA
    assert [float(row["value"]) for row in rows] == [row["value"] for row in stored(results, "observations")]


def test_a_workbook_has_types_a_frozen_heading_filters_colours_and_no_formula(exported, results):
    from openpyxl import load_workbook

    book = load_workbook(exported("xlsx", "all.xlsx"))
    assert book.sheetnames == list(described())
    sheet = book["observations"]
    heading = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heading, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert [row["value"].value for row in rows] == [row["value"] for row in stored(results, "observations")]
    assert rows[0]["name"].value == FORMULA
    assert rows[0]["name"].data_type == "s"
    assert rows[0]["period_start"].is_date
    assert rows[0]["status"].fill.fgColor.rgb != rows[1]["status"].fill.fgColor.rgb


def test_a_text_longer_than_a_cell_may_be_is_cut_and_says_so(tmp_path):
    from openpyxl import load_workbook

    from scrutiny.outputs import workbook

    class Long:
        def rows_of(self, spec):
            return iter([dict.fromkeys(spec.stored_columns()) | {"text": "a" * 40_000}] * (spec.name == "passages"))

    workbook.write_workbook(Long(), tmp_path / "long.xlsx")
    texts = [cell.value for cell in load_workbook(tmp_path / "long.xlsx")["passages"][2] if cell.value]
    assert len(texts[0]) == 32_767
    assert texts[0].endswith("[cut: a cell holds no more]")


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(tmp_path, monkeypatch):
    from openpyxl import load_workbook

    from scrutiny.outputs import workbook

    class Many:
        def rows_of(self, spec):
            told = (dict.fromkeys(spec.stored_columns()) | {"run": number} for number in range(1, 8))
            return told if spec.name == "runs" else iter(())

    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    workbook.write_workbook(Many(), tmp_path / "many.xlsx")
    book = load_workbook(tmp_path / "many.xlsx")
    assert [book[name]["A2"].value for name in ("runs", "runs 2", "runs 3")] == [1, 4, 7]
    assert book["runs 2"].max_row == 4


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
@pytest.mark.slow
def test_libreoffice_opens_the_workbook_and_gives_back_the_figures(exported, results, tmp_path):
    book = exported("xlsx", "office.xlsx")
    asked = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", asked, "--outdir", tmp_path, book], check=True, timeout=120
    )
    with next(tmp_path.glob("*observations*.csv")).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["name"] == FORMULA
    assert [float(row["value"]) for row in rows] == [row["value"] for row in stored(results, "observations")]


def test_the_data_package_is_valid_and_describes_every_column(golden_run, scrutiny, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    done = scrutiny("export", "--format", "datapackage", "--out", golden_run, "--to", tmp_path / "package")
    assert done.returncode == 0, done.stderr
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text("utf-8"))
    observations = next(each for each in package["resources"] if each["name"] == "observations")
    fields = {each["name"]: each for each in observations["schema"]["fields"]}
    assert fields["x0"]["unit"] == "points"
    assert all(each["description"] and each["source"] for each in fields.values())


def test_a_folder_that_holds_something_else_is_kept(results, scrutiny, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    done = scrutiny("export", "--format", "csv", "--out", results, "--to", tmp_path / "mine")
    assert done.returncode == 4
    assert "kept" in done.stderr and "--to" in done.stderr
    assert (tmp_path / "mine" / "thesis.txt").exists()


@pytest.mark.parametrize("form", ["json", "xlsx", "csv"])
def test_no_export_takes_the_place_of_the_database_or_of_any_other_file(results, scrutiny, form):
    before = (results / "scrutiny.db").read_bytes()
    done = scrutiny("export", "--format", form, "--out", results, "--to", results / "scrutiny.db")
    assert done.returncode == 4
    assert (results / "scrutiny.db").read_bytes() == before


def test_an_export_takes_the_place_of_an_earlier_one(exported):
    for form, name in (("json", "twice.json"), ("xlsx", "twice.xlsx"), ("csv", "twice")):
        exported(form, name)
        assert exported(form, name).exists()
