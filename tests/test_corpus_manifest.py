"""Which documents a folder, a file and a reports.csv give."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from scrutiny.corpus import bundled_reports
from scrutiny.corpus.manifest import CorpusError, Found, Hints, find, read_hints, slug


def pdf(path: Path, content: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.4 " + (content or path.as_posix()).encode())
    return path


def manifest(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "reports.csv"
    file.write_bytes(text.encode(encoding))
    return file


def documents(found: Found) -> list[str]:
    return [source.document for source in found.sources]


def one_line(found: Found) -> str:
    (failure,) = found.failures
    assert "\n" not in str(failure)
    return str(failure)


def test_the_bundled_reports_match_their_manifest() -> None:
    found = find([bundled_reports()])
    assert not found.failures
    assert {source.document: (source.council, source.period.label, source.kind) for source in found.sources} == {
        "derby-2017-18-q2": ("E06000015", "2017/18 Q2", "quarterly"),
        "derby-2021-22-annual": ("E06000015", "2021/22", "annual"),
        "derby-2022-23-plan": ("E06000015", "2022/23", "plan"),
        "derby-2022-23-q2": ("E06000015", "2022/23 Q2", "quarterly"),
        "derbyshire-2023-24-q2": ("E10000007", "2023/24 Q2", "quarterly"),
    }
    assert all(source.title and source.source and source.licence and not source.problems for source in found.sources)


def test_a_folder_gives_its_pdfs_also_of_subfolders_in_the_order_of_their_slugs(tmp_path: Path) -> None:
    for name in ("b.PDF", "2023/A report.pdf", "notes.txt", ".hidden.pdf", ".trash/c.pdf"):
        pdf(tmp_path / name)
    assert documents(find([tmp_path])) == ["a-report", "b"]


def test_a_file_is_taken_whatever_its_name_and_its_bytes_are_fingerprinted(tmp_path: Path) -> None:
    path = pdf(tmp_path / "report.txt")
    (source,) = find([path]).sources
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.council, source.period, source.title, source.kind) == (None, None, None, None)


def test_what_is_missing_or_empty_fails_alone_and_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    good = pdf(tmp_path / "good.pdf")
    found = find([tmp_path / "none.pdf", tmp_path / "empty", good])
    assert documents(found) == ["good"]
    assert [str(failure) for failure in found.failures] == [
        f"{tmp_path / 'none.pdf'}: no such file or folder; check the path",
        f"{tmp_path / 'empty'}: the folder holds no report; "
        "name a folder that holds the reports as .pdf files, or as the .txt or .md files left of them",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_manifest_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str) -> None:
    pdf(tmp_path / "sub" / "one.pdf")
    line = ' sub/one.pdf ,Derby City  Council, Q2 2022/23 ,"Plan – part ’1’",Quarterly'
    text = f" File , COUNCIL,period,title,kind\r\n\r\n{line}\r\n"
    manifest(tmp_path, text, encoding)
    (source,) = find([tmp_path]).sources
    assert source.period is not None
    assert (source.council, source.period.label, source.kind) == ("E06000015", "2022/23 Q2", "quarterly")
    assert source.title == "Plan – part ’1’"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("bad.pdf,E99,2022/23,,", "line 3: the council 'E99' is not known; write its GSS code"),
        ("bad.pdf,Derbysh,2022/23,,", "line 3: the council 'Derbysh' is not known"),
        ("bad.pdf,Somerset,2022/23,,", "line 3: the council 'Somerset' may be E06000066"),
        ("bad.pdf,,next year,,", "line 3: the period 'next year' cannot be read; write it as 2022/23"),
        ("bad.pdf,,,weekly,", "line 3: the kind 'weekly' is not known; write one of quarterly"),
        ("gone.pdf,,,,", "line 3: there is no file gone.pdf beside it; correct the column file"),
        (",E06000015,,,", "line 3: the line names no file; fill the column file"),
    ],
)
def test_a_bad_line_fails_its_own_document_only(tmp_path: Path, line: str, complaint: str) -> None:
    pdf(tmp_path / "good.pdf")
    if line.startswith("bad"):
        pdf(tmp_path / "bad.pdf")
    manifest(tmp_path, f"file,council,period,kind,document\ngood.pdf,E06000015,2022/23,annual,\n{line}\n")
    found = find([tmp_path])
    assert documents(found) == ["good"]
    assert complaint in one_line(found)


def test_a_file_that_stands_twice_in_a_manifest_fails(tmp_path: Path) -> None:
    pdf(tmp_path / "one.pdf")
    manifest(tmp_path, "file,period\none.pdf,2022/23\none.pdf,2021/22\n")
    found = find([tmp_path])
    assert found.sources == ()
    assert "line 3: one.pdf already stands in line 2" in one_line(found)


def test_another_content_than_the_manifest_describes_is_read_with_a_problem(tmp_path: Path) -> None:
    pdf(tmp_path / "one.pdf")
    manifest(tmp_path, f"file,sha256\none.pdf,{'0' * 64}\n")
    (source,) = find([tmp_path]).sources
    (problem,) = source.problems
    assert "reports.csv, line 2" in problem.message
    assert source.sha256 in problem.message


def test_two_reports_with_one_slug_both_fail_unless_the_manifest_names_them_apart(tmp_path: Path) -> None:
    pdf(tmp_path / "2022" / "report.pdf")
    pdf(tmp_path / "2023" / "Report.pdf")
    found = find([tmp_path])
    assert found.sources == ()
    assert "name them apart in the document column" in one_line(found)
    manifest(tmp_path, "document,file\nReport 2023,2023/Report.pdf\n")
    assert documents(find([tmp_path])) == ["report", "report-2023"]


def test_the_same_content_is_read_once_and_says_so(tmp_path: Path) -> None:
    pdf(tmp_path / "a.pdf", "same")
    pdf(tmp_path / "b.pdf", "same")
    found = find([tmp_path, tmp_path / "a.pdf"])
    (source,) = found.sources
    assert source.document == "a"
    assert [problem.message for problem in source.problems] == [
        f"the same file again at {tmp_path / 'b.pdf'} was not read twice"
    ]


def test_empty_files_are_not_taken_for_copies_of_one_another(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "b.pdf").touch()
    assert documents(find([tmp_path])) == ["a", "b"]


def test_hints_fill_what_the_manifest_leaves_open_and_a_difference_is_told(tmp_path: Path) -> None:
    pdf(tmp_path / "one.pdf")
    pdf(tmp_path / "two.pdf")
    manifest(tmp_path, "file,council\none.pdf,E10000007\n")
    one, two = find([tmp_path], read_hints(council="Derby City Council", period="2022/23")).sources
    assert (one.council, two.council) == ("E10000007", "E06000015")
    assert one.period is not None
    assert one.period.label == "2022/23"
    assert "--council" in one.problems[0].message


def test_a_single_file_is_known_from_the_manifest_beside_it(tmp_path: Path) -> None:
    pdf(tmp_path / "one.pdf")
    pdf(tmp_path / "two.pdf")
    manifest(tmp_path, "file,council\none.pdf,E10000007\ntwo.pdf,nobody\n")
    found = find([tmp_path / "one.pdf"])
    assert [source.council for source in found.sources] == ["E10000007"]
    assert not found.failures
    assert "line 3" in one_line(find([tmp_path / "two.pdf"]))


def test_hints_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(CorpusError, match="is not known; write its GSS code"):
        read_hints(council="Derbyshyre")
    assert read_hints() == Hints()


def test_a_slug_is_safe_everywhere() -> None:
    assert slug("Derby 2022/23 – Q2 (final)") == "derby-2022-23-q2-final"
    assert slug("Ynys Môn") == "ynys-mon"
    assert slug("…") == "document"
