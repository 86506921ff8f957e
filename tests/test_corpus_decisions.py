"""What people decided is read line by line, and a new line leaves the others alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutiny.corpus.decisions import DecisionsError, load, record_correction
from scrutiny.records import CORRECTABLE, Correction, Decisions

SAME = "council,one,other,same,who,when,why\n"
POLARITY = "council,name,polarity,who,when,why\n"
PLACED = "document,name,period,basis,occurrence,field,was,value,who,when,why,page\n"
CORRECTIONS = "document,name,period,basis,occurrence,field,was,value,who,when,why\n"
FIXED = Correction(
    "derby-2022-23-q2",
    "Jobs, created",
    "2022/23 Q2",
    "actual",
    1,
    "value_text",
    "1.2",
    None,
    "Ann",
    date(2024, 5, 1),
    "smudge",
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_no_folder_is_no_decisions(tmp_path: Path) -> None:
    assert load(None) == load(tmp_path / "none") == load(tmp_path) == Decisions()


def test_each_file_gives_its_decisions(tmp_path: Path) -> None:
    write(tmp_path, "same.csv", SAME + "Derby City Council,A,B,no,Ann,2024-05-01,not the same cohort\n")
    write(
        tmp_path,
        "polarity.csv",
        "\ufeff" + POLARITY.replace("\n", "\r\n") + "E06000015,A,Lower,Ann,2024-05-01,cost\r\n",
    )
    write(tmp_path, "acknowledged.csv", "finding,who,when,why\n\nabc123,Ann,2024-05-01,reported\n")
    write(tmp_path, "schemes/mine.yaml", "scheme: mine\n")
    write(tmp_path, "README.md", "how we decide")
    decisions = load(tmp_path)
    assert [(one.council, one.one, one.other, one.same) for one in decisions.same] == [("E06000015", "A", "B", False)]
    assert [(one.name, one.polarity) for one in decisions.polarity] == [("A", "lower")]
    assert [(one.finding, one.when) for one in decisions.acknowledged] == [("abc123", date(2024, 5, 1))]
    assert decisions.schemes == {"mine.yaml": "scheme: mine\n"}


def test_the_digest_follows_every_file_of_decisions_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "schemes/mine.yaml", "scheme: mine\n")
    first = load(tmp_path).sha256
    write(tmp_path, "README.md", "how we decide")
    assert load(tmp_path).sha256 == first
    write(tmp_path, "schemes/mine.yaml", "scheme: other\n")
    assert load(tmp_path).sha256 != first


@pytest.mark.parametrize(
    ("name", "text", "line", "complaint"),
    [
        ("same.csv", SAME + "E06000015,A,B,yes,Ann,2024-05-01\n", 2, "6 cells where there are 7 columns"),
        ("same.csv", SAME + "E06000015,A,B,yes,Ann,2024-05-01,a, b\n", 2, "a comma in quotation marks"),
        ("same.csv", SAME + "E06000015,A,B,maybe,Ann,2024-05-01,x\n", 2, "write one of yes, no"),
        ("same.csv", SAME + "E06000015,A,B,yes,,2024-05-01,x\n", 2, "who left empty"),
        ("same.csv", SAME + "Derbyshir,A,B,yes,Ann,2024-05-01,x\n", 2, "'Derbyshir' is not known; write its GSS code"),
        ("same.csv", SAME + "\nE06000015,A,B,yes,Ann,1 May 2024,x\n", 3, "write it as 2024-03-31"),
        ("same.csv", SAME + 'E06000015,A,B,yes,Ann,2024-05-01,"x\n', 2, "close the quotation marks"),
        ("same.csv", SAME.replace("why", "reason"), 1, "unknown column 'reason' and no column 'why'"),
        (
            "polarity.csv",
            POLARITY + "E06000015,A,down,Ann,2024-05-01,x\n",
            2,
            "write one of higher, lower, range, neither",
        ),
        ("corrections.csv", CORRECTIONS + "d,n,2022/23,actual,1,colour,,1,Ann,2024-05-01,x\n", 2, "no field 'colour'"),
        ("corrections.csv", CORRECTIONS + "d,n,2022/23,actual,0,value,,1,Ann,2024-05-01,x\n", 2, "occurrence is '0'"),
        *(
            ("corrections.csv", PLACED + f"d,n,2022/23,actual,1,value,,1,Ann,2024-05-01,x,{page}\n", 2, "page is")
            for page in ("nan", "inf", "-3", "2.7")
        ),
        ("corrections.csv", CORRECTIONS + "d,n,2022/23,guess,1,value,,1,Ann,2024-05-01,x\n", 2, "basis is 'guess'"),
        ("same.csv", SAME + "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 2, "unfinished merge"),
        ("schemes/a.yaml", "a: 1\n=======\na: 2\n", 2, "unfinished merge"),
        ("correction.csv", "x\n", None, "no file of decisions has this name"),
    ],
)
def test_a_wrong_file_is_told_with_line_and_remedy(tmp_path, name, text, line, complaint) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(DecisionsError) as raised:
        load(tmp_path)
    assert (raised.value.file, raised.value.line) == (path, line)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "same.csv").write_bytes(SAME.encode() + "E06000015,A,B,yes,Ann,2024-05-01,£5\n".encode("cp1252"))
    with pytest.raises(DecisionsError, match=r"line 2: not written in UTF-8; save it as UTF-8"):
        load(tmp_path)


def test_two_lines_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    line = "E06000015,{},{},{},Ann,2024-05-01,x\n"
    write(tmp_path, "same.csv", SAME + line.format("A", "B", "yes") + line.format("B", "A", "no"))
    with pytest.raises(DecisionsError, match="line 3: it contradicts line 2"):
        load(tmp_path)


def test_a_correction_makes_folder_and_file_and_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "decisions"
    other = replace(FIXED, field="status", was=None, value="Green")
    record_correction(folder, FIXED)
    record_correction(folder, other)
    assert load(folder).corrections == (FIXED, other)
    assert [path.name for path in folder.iterdir()] == ["corrections.csv"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_correction_keeps_the_other_lines_byte_for_byte(tmp_path: Path, ending: str, last: bool) -> None:
    header = "who,when,why,document,name,period,basis,occurrence,field,was,value"
    text = f'{header}{ending}Bo,2024-01-02, "odd  spaces" ,d,n,2022/23,actual,1,value,,5' + (ending if last else "")
    path = write(tmp_path, "corrections.csv", text)
    record_correction(tmp_path, FIXED)
    assert path.read_bytes().startswith(text.encode())
    assert path.read_bytes().endswith(ending.encode())
    assert load(tmp_path).corrections[-1] == FIXED


def test_nothing_is_added_to_a_file_that_is_wrong(tmp_path: Path) -> None:
    path = write(tmp_path, "corrections.csv", CORRECTIONS + "broken\n")
    with pytest.raises(DecisionsError):
        record_correction(tmp_path, FIXED)
    assert path.read_text() == CORRECTIONS + "broken\n"


def test_a_correction_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError, match="no field 'seq'"):
        record_correction(tmp_path / "decisions", replace(FIXED, field="seq"))
    with pytest.raises(DecisionsError, match="why left empty"):
        record_correction(tmp_path / "decisions", replace(FIXED, why=" "))
    assert not (tmp_path / "decisions").exists()


_TEXT = (
    st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(' ,"\n'), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(name=_TEXT, value=_TEXT | st.none(), why=_TEXT, field=st.sampled_from(CORRECTABLE))
def test_any_correction_comes_back_as_it_was(tmp_path_factory, name, value, why, field) -> None:
    folder = tmp_path_factory.mktemp("decisions")
    correction = replace(FIXED, name=name, value=value, why=why, field=field)
    record_correction(folder, correction)
    record_correction(folder, FIXED)
    assert load(folder).corrections == (correction, FIXED)


def test_a_row_without_a_period_can_be_corrected(tmp_path: Path) -> None:
    undated = replace(FIXED, period="")
    record_correction(tmp_path, undated)
    assert load(tmp_path).corrections == (undated,)
