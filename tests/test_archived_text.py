"""Reports that survive only as text: converters' tables, split rows, cut section names, lost icons and names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny import extract
from scrutiny.corpus.identify import report_for
from scrutiny.corpus.manifest import Source, find
from scrutiny.language.periods import read_period
from scrutiny.normalise import normalise
from scrutiny.records import Extract, Legend, Normalised, Report, Table

HEAD = "Item\tType\tPosition\tComment"


def read(folder: Path, text: str, name: str = "report.txt") -> Extract:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return extract.read(file)


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.row(row)] for row in range(table.rows)]


def only(read: Extract) -> Table:
    assert len(read.tables) == 1, [rows(table) for table in read.tables]
    return read.tables[0]


def normalised(read: Extract) -> Normalised:
    period = read_period("2023/24 Q2")
    assert period is not None
    report = Report("doc", Path("doc.txt"), "0" * 64, "E06000015", "Derby", "Report", period, "quarterly")
    return normalise(report, read, Legend())


def figures(read: Extract) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [(one.name, one.basis, one.value_text, one.target_text, one.status) for one in normalised(read).observations]


# ---------------------------------------------------------------------------------- signs of columns


@pytest.mark.parametrize(
    "text",
    [
        "Measure\tActual\tTarget\nCalls answered\t71%\t80%\nBins missed\t12\t10\n",
        "| Measure | Actual | Target |\n|---|--:|:-:|\n| Calls answered | 71% | 80% |\n| Bins missed | 12 | 10 |\n",
        "Measure | Actual | Target\n--- | --- | ---\nCalls answered | 71% | 80%\nBins missed | 12 | 10\n",
    ],
    ids=["tabs", "markdown", "markdown without outer strokes"],
)
def test_every_sign_between_columns_gives_the_same_table(tmp_path: Path, text: str) -> None:
    table = only(read(tmp_path, text))
    assert rows(table) == [
        ["Measure", "Actual", "Target"],
        ["Calls answered", "71%", "80%"],
        ["Bins missed", "12", "10"],
    ]
    assert table.row_kinds == ("header", "body", "body")


def test_a_place_is_the_line_and_the_characters_in_it(tmp_path: Path) -> None:
    text = "Results\n\nMeasure\tActual\nCalls answered\t71%\nBins missed\t12\n"
    found = read(tmp_path, text)
    cell = only(found).at(1, 1)
    assert cell is not None
    box = cell.boxes[0]
    line = text.split("\n")[int(box.top) - 1]
    assert found.places == "lines"
    assert (box.page, line[int(box.x0) : int(box.x1)], box.bottom - box.top) == (1, "71%", 1)


@pytest.mark.parametrize("mark", ["\f", "\n--- Page 2 ---\n", "\n{1}------------------------\n", "\n<!-- page 2 -->\n"])
def test_form_feeds_and_page_marks_count_pages(tmp_path: Path, mark: str) -> None:
    head = "Measure\tActual\n"
    table = only(read(tmp_path, f"{head}Calls answered\t71%\nBins missed\t12{mark}{head}Fires\t3\nFloods\t4\n"))
    assert [table.row(row)[0].boxes[0].page for row in range(1, table.rows)] == [1, 1, 2, 2]
    assert [box.page for box in table.boxes] == [1, 2]


def test_markup_is_read_and_left_out_of_the_text(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "# **Results**\n\n[Go to it](#there) &amp; *see*\n\nMeasure\tActual\n<b>Calls</b>\t71%\nBins\t\u2605 5%\n",
    )
    assert [(one.text, one.level) for one in found.passages] == [("Results", 1), ("Go to it & see", 0)]
    assert rows(only(found))[1:] == [["Calls", "71%"], ["Bins", "5%"]]
    assert only(found).row(2)[1].marks[0].key == "\u2605"
    assert only(found).headings == ("Results",)


@given(st.text(alphabet="ab 1|\t\n\f#*-<>/_[]().%\\{}", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_a_fault_and_every_word_is_kept(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = tmp_path_factory.mktemp("any") / "any.txt"
    file.write_text(f"begin\n\n{text}\n\nfinish", encoding="utf-8")
    found = extract.read(file)
    words = " ".join(
        [one.text for one in found.passages] + [cell.text for table in found.tables for cell in table.cells]
    )
    assert "begin" in words and "finish" in words


@pytest.mark.parametrize(("content", "says"), [(b"", "empty"), (b"\x00\x01\x02", "no text")])
def test_a_file_that_is_no_text_is_refused_in_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(content)
    with pytest.raises(extract.Unreadable, match=says):
        extract.read(file)


# ------------------------------------------------------------------------------------- rows made whole


def test_a_table_goes_on_under_the_same_header_though_it_is_garbled(tmp_path: Path) -> None:
    text = (
        f"{HEAD}\nRepair the bridge\t\tOn track\tThe works have begun.\n\n\n\n"
        "Page furniture\t\t\t\n"
        "ltem\tTypo\tPositlon\tComment\n"
        f"{HEAD}\n\t\t\tThey will end in May.\nPaint the hall\t\tRed\tNo painter was found.\n"
    )
    table = only(read(tmp_path, text))
    assert [row[0] for row in rows(table)] == ["Item", "Repair the bridge", "Paint the hall"]
    assert table.row(1)[3].text == "The works have begun.\nThey will end in May."


def test_rows_split_into_the_lines_of_the_page_are_made_whole(tmp_path: Path) -> None:
    text = (
        f"{HEAD}\n"
        "Number of homes that stand\t\t\tThe number has fallen, since\n"
        "empty and are brought\t= 2\t36 homes\tmore of them were let by\n"
        "into use\t/6\t(Target status =\tthe council itself.\n"
        "\t00000\tAmber)\tA review is under way.\n"
        "Number of homes repaired\t\t12 homes\tand the work goes on.\n"
        "\t= 7\t(No target set)\tIt ends in May.\n"
        "Paint the hall\t\tOn track\tA painter was found.\n"
    )
    table = only(read(tmp_path, text))
    assert [row[0] for row in rows(table)][1:] == [
        "Number of homes that stand empty and are brought into use",
        "Number of homes repaired",
        "Paint the hall",
    ]
    assert table.row(1)[2].text == "36 homes (Target status = Amber)"
    assert table.row(2)[2].text == "12 homes (No target set)"


def test_full_rows_stay_apart_though_a_name_breaks_off(tmp_path: Path) -> None:
    text = "Measure\tActual\tTarget\tStatus\nShare of homes let to the\tN/A\tN/A\tGreen\nOther homes\tN/A\tN/A\tGreen\n"
    assert [row[0] for row in rows(only(read(tmp_path, text)))][1:] == ["Share of homes let to the", "Other homes"]


def test_a_column_merged_downwards_does_not_join_its_rows(tmp_path: Path) -> None:
    text = (
        "Outcome\tAction\tDeadline\nCleaner air\tPlant trees\tMarch 2023\n"
        "\tRepair the fountain\tMay 2023\n\tOpen the park\tJune 2023\n"
    )
    assert [row[1] for row in rows(only(read(tmp_path, text)))][1:] == [
        "Plant trees",
        "Repair the fountain",
        "Open the park",
    ]


def test_section_names_cut_over_columns_are_whole_again(tmp_path: Path) -> None:
    text = (
        "Safe and steady neighbourhoods for everyone\n\n"
        f"{HEAD}\nCleaner rivers and str\teams\t\t\nPaint the hall\t\tOn track\tThe hall is large.\n"
        "Directorate : Peop\tple Ser\tvices\t\nMend the roof\t\tOn track\tThe roof is old.\n"
        "Safe and steady neighb\t\tfor\t\nKeep the lights on\t\tOn track\tThe lights are on.\n"
        "Open parks\t\t\t\nMow the grass\t\tOn track\tThe grass is long.\n"
    )
    table = only(read(tmp_path, text))
    sections = [table.row(row)[0].text for row, kind in enumerate(table.row_kinds) if kind == "section"]
    assert sections == [
        "Cleaner rivers and streams",
        "Directorate : People Services",
        "Safe and steady neighbourhoods for everyone",
        "Open parks",
    ]


def test_stray_characters_of_icons_are_marks_not_words(tmp_path: Path) -> None:
    text = f"{HEAD}\nPaint the hall\t\u0112\tOn track\tx\nMend it\t= 1 ====\t41.7%\ty\nBuild it\t\u8721\tN/A\tz\n"
    table = only(read(tmp_path, text))
    assert [(cell.text, bool(cell.marks)) for row in (1, 2, 3) for cell in table.row(row)[1:3]] == [
        ("", True),
        ("On track", False),
        ("", True),
        ("41.7%", False),
        ("", True),
        ("N/A", False),
    ]


# ---------------------------------------------------------------------------- through the other stages


def test_fields_run_together_on_a_line_are_an_actual_and_a_forecast(tmp_path: Path) -> None:
    text = (
        "Measure\tTarget status\tForecast year end status\tPerformance VS target\n"
        "Calls answered\tRed\tGreen\t"
        "Quarterly data Target 90.0% Actual 81.5% Forecast data Target 92.0% Actual 93.0% Improving\n"
        "Bins missed\tGreen\tGreen\tQuarterly data Target 12 Actual 11 Forecast data Target 20 Actual 19\n"
    )
    assert figures(read(tmp_path, text)) == [
        ("Calls answered", "actual", "81.5%", "90.0%", "Red"),
        ("Calls answered", "forecast", "93.0%", "92.0%", "Green"),
        ("Bins missed", "actual", "11", "12", "Green"),
        ("Bins missed", "forecast", "19", "20", "Green"),
    ]


CARDS = (
    "# A fair place\n\n"
    "Key Measure\tDate\tActual\tTarget\tPerformance\n"
    "Calls answered\tSep-2023\t762\t550\tStrong\n"
    "Bins collected\tSep-2023\t28\t27\tGood\n\n"
    "Some words between.\n\n"
    "2022-2023\t611\n2023-2024\t762\nTarget\t550\nPerformance\t\u2605 Strong\n\n"
)


def test_a_card_without_its_name_is_named_by_the_row_with_the_same_figures_and_says_so(tmp_path: Path) -> None:
    found = normalised(read(tmp_path, CARDS))
    assert [(one.name, one.basis, one.value_text) for one in found.observations][2:] == [
        ("Calls answered", "previous", "611"),
        ("Calls answered", "actual", "762"),
    ]
    assert any("stands without its name" in problem.message for problem in found.problems)


def test_a_card_that_no_row_names_is_a_problem_and_no_observation(tmp_path: Path) -> None:
    found = normalised(read(tmp_path, CARDS.replace("2023-2024\t762", "2023-2024\t763")))
    assert [one.name for one in found.observations] == ["Calls answered", "Bins collected"]
    assert any("it was not read" in problem.message for problem in found.problems)


def test_a_cards_title_set_as_paragraphs_above_it_names_it(tmp_path: Path) -> None:
    text = CARDS.replace("2022-2023\t611", "**763**\n\nLetters answered in time\n\n30 SEP 23\n\n2022-2023\t611")
    found = normalised(read(tmp_path, text.replace("2023-2024\t762", "2023-2024\t763")))
    assert [one.name for one in found.observations][2:] == ["Letters answered in time"] * 2


def test_a_note_run_into_a_name_is_none_of_it(tmp_path: Path) -> None:
    text = "Measure\tActual\tTarget\nCalls answered NB \u2013 a quarter in arrears\t71%\t80%\nBins missed\t12\t10\n"
    assert figures(read(tmp_path, text))[0][0] == "Calls answered"


def test_council_and_period_are_read_off_the_first_lines(tmp_path: Path) -> None:
    text = "Derby City Council\n\nPerformance report, quarter 2 2023/24\n\n" + "Some words of prose.\n\n" * 300
    found = read(tmp_path, text)
    report = report_for(Source("report", tmp_path / "report.txt", "0" * 64), found)
    assert (report.council_name, report.period.label) == ("Derby City Council", "2023/24 Q2")


# ----------------------------------------------------------------------------------- found in folders


def test_a_folder_gives_texts_that_hold_tables_but_not_the_notes_beside_them(tmp_path: Path) -> None:
    table = "Measure\tActual\nCalls\t71%\nBins\t12\n"
    for name in ("kent.txt", "surrey.md", "README.md", "LICENSE.txt", "both.txt", "listed.txt"):
        (tmp_path / name).write_text(f"{name}\n\n{table}", encoding="utf-8")
    (tmp_path / "minutes.txt").write_text("Nothing but words.\n", encoding="utf-8")
    (tmp_path / "both.pdf").write_bytes(b"%PDF-1.4")
    assert [source.path.name for source in find([tmp_path]).sources] == [
        "both.pdf",
        "kent.txt",
        "listed.txt",
        "surrey.md",
    ]
    assert [source.path.name for source in find([tmp_path / "README.md"]).sources] == ["README.md"]
