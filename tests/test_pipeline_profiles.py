"""Layout profiles: written from what was understood, edited by a person, applied before all guessing."""

from pathlib import Path

import council_layouts as layouts
import foreign_layouts
import foreign_pages
import pytest

from scrutiny import pipeline
from scrutiny.cli import main
from scrutiny.corpus.manifest import Hints
from scrutiny.corpus.profiles import ProfileError, read
from scrutiny.extract import read as read_pages
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise, profile_for
from scrutiny.outputs.profile_text import profile_text
from scrutiny.outputs.store import StoreReader
from scrutiny.records import Report
from scrutiny.rules.keys import read_legend
from scrutiny.single import profile_of

KENT, DEVON = "E10000016", "E10000008"


def _archive(folder: Path, **councils: str) -> None:
    """A folder of the same table as reports of several councils, titles and kinds."""
    lines = ["document,file,council,title,period,kind"]
    for document, told in councils.items():
        layouts.floor_standards(folder / f"{document}.pdf")
        lines.append(f"{document},{document}.pdf,{told}")
    (folder / "reports.csv").write_text("\n".join(lines) + "\n")


def _run(folder: Path) -> pipeline.Outcome:
    settings = pipeline.Settings(folder / "out", folder / "decisions", Hints(), "scrutiny", 1, 60)
    return pipeline.run([folder], settings, lambda *_: None)


def _bases(folder: Path, document: str) -> set[str]:
    with StoreReader.read(folder / "out" / "scrutiny.db") as store:
        return {row.basis for row in store.observations(document=document)}


def _put(folder: Path, text: str, name: str = "own.yaml") -> Path:
    (folder / "decisions" / "profiles").mkdir(parents=True, exist_ok=True)
    path = folder / "decisions" / "profiles" / name
    path.write_text(text)
    return path


def test_an_edited_profile_changes_a_column_for_its_council_and_family_only(tmp_path):
    _archive(
        tmp_path,
        kentq3=f"{KENT},Dashboard Quarter 3,2023/24 Q3,quarterly",
        kentyear=f"{KENT},Yearly review,2023/24,annual",
        devonq3=f"{DEVON},Dashboard Quarter 3,2023/24 Q3,quarterly",
    )
    text = profile_of(tmp_path / "kentq3.pdf", Hints())
    assert 'title: "Dashboard *"' in text
    line = next(line for line in text.splitlines() if '"Previous Quarter"' in line)
    _put(tmp_path, text.replace(line, line.replace("role: previous", "role: benchmark")))
    _run(tmp_path)
    assert _bases(tmp_path, "kentq3") == {"actual", "benchmark"}
    assert _bases(tmp_path, "kentyear") == _bases(tmp_path, "devonq3") == {"actual", "previous"}


def test_only_what_a_new_profile_is_for_is_read_again_and_a_removed_one_leaves_no_trace(tmp_path):
    _archive(
        tmp_path,
        kent=f"{KENT},Dashboard,2023/24 Q3,quarterly",
        devon=f"{DEVON},Dashboard,2023/24 Q3,quarterly",
    )
    _run(tmp_path)
    profile = "profile: own\ncouncil: Kent\ntables:\n  - columns:\n      - {heading: Previous Quarter, role: ignore}\n"
    path = _put(tmp_path, profile)
    became = {done.document: done.became for done in _run(tmp_path).documents}
    assert became == {"kent": "read", "devon": "unchanged"}
    assert _bases(tmp_path, "kent") == {"actual"}
    path.unlink()
    _run(tmp_path)
    assert _bases(tmp_path, "kent") == {"actual", "previous"}


def test_a_column_says_that_a_profile_told_its_role(tmp_path):
    _archive(tmp_path, kent=f"{KENT},Dashboard,2023/24 Q3,quarterly")
    _put(tmp_path, "profile: own\ncouncil: Kent\ntables:\n  - columns:\n      - {heading: DoT, role: status}\n")
    _run(tmp_path)
    with StoreReader.read(tmp_path / "out" / "scrutiny.db") as store:
        evidence = {row["header"]: row["evidence"] for row in store.columns("kent") if row["used_as"] == "measures"}
    assert evidence["DoT"] == "profile own"
    assert evidence["Target"].startswith("heading 0.9")


def test_a_profile_that_fits_nothing_says_so(tmp_path):
    _archive(tmp_path, kent=f"{KENT},Dashboard,2023/24 Q3,quarterly")
    _put(tmp_path, "profile: one\ncouncil: Kent\ntables:\n  - columns:\n      - {heading: Nowhere, role: status}\n")
    plan = "profile: two\ncouncil: Kent\nkind: plan\ntables:\n  - columns:\n      - {heading: Plan, role: name}\n"
    _put(tmp_path, plan, "two.yaml")
    notes = _run(tmp_path).notes
    assert any("profile two is for none" in note for note in notes)
    with StoreReader.read(tmp_path / "out" / "scrutiny.db") as store:
        told = [problem.message for _, problem in store.problems(document="kent")]
    assert "no table has the columns that profile one names: 'Nowhere'" in told


@pytest.mark.parametrize("make", [*foreign_layouts.ALL, *foreign_pages.ALL], ids=lambda make: make.__name__)
def test_a_profile_as_it_was_written_changes_nothing(make, tmp_path):
    path = tmp_path / "report.pdf"
    period = from_label(make(path).period)
    report = Report("report", path, "", KENT, "Kent County Council", "Dashboard", period, "quarterly")
    extract = read_pages(path)
    legend = read_legend(extract)
    without = normalise(report, extract, legend)
    text = profile_text(report, extract, legend, without)
    profile = profile_for([read("own.yaml", text)], KENT, "Dashboard", "quarterly")
    assert profile is not None
    assert normalise(report, extract, legend, profile).observations == without.observations


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("      - {heading: Actual, role: figures}", "line 5: 'role' is 'figures'. Use 'actual'"),
        ("      - {heading: Actual, role: unit, basis: actual}", "line 5: a column of role 'unit' has no basis"),
        ("      - {heading: Actual, role: actual, period: soon}", "line 5: the period 'soon' is not understood"),
        ("      - {heading: Actual, rule: actual}", "line 5: 'rule' is no field"),
        ("      - {heading: Actual, role: actual", "line 6: this is no YAML"),
        ("      - {heading: '', role: actual}", "line 4: no column of the table has a heading"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(line, problem):
    with pytest.raises(ProfileError) as wrong:
        read("own.yaml", f"profile: own\ncouncil: Kent\ntables:\n  - columns:\n{line}\n")
    assert str(wrong.value).startswith(f"own.yaml, {problem}")
    assert wrong.value.remedy


def test_a_wrong_profile_ends_the_run_with_exit_5_and_its_line(tmp_path, monkeypatch, capsys):
    _archive(tmp_path, kent=f"{KENT},Dashboard,2023/24 Q3,quarterly")
    _put(tmp_path, "profile: own\ncouncil: Nowhere\ntables:\n  - columns:\n      - {heading: A, role: name}\n")
    monkeypatch.setattr("sys.argv", ["scrutiny", "run", str(tmp_path), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 5
    assert "profiles/own.yaml, line 2: the council 'Nowhere' is not known" in capsys.readouterr().err


def test_a_period_that_a_profile_gives_is_counted_from_the_reports(tmp_path):
    path = tmp_path / "report.pdf"
    layouts.floor_standards(path)
    report = Report("r", path, "", KENT, "Kent", "Dashboard", from_label("2023/24 Q3"), "quarterly")
    text = (
        "profile: own\ncouncil: Kent\ntables:\n  - columns:\n"
        "      - {heading: Previous Quarter, role: previous, period: same quarter last year}\n"
    )
    extract = read_pages(path)
    rows = normalise(report, extract, read_legend(extract), read("own.yaml", text)).observations
    assert {row.period for row in rows if row.basis == "previous"} == {"2022/23 Q3"}


def test_a_look_of_the_key_means_what_a_profile_says(tmp_path):
    path = tmp_path / "report.pdf"
    foreign_layouts.signs_with_a_legend(path)
    report = Report("r", path, "", KENT, "Kent", "Dashboard", from_label("2018/19 Q4"), "quarterly")
    text = "profile: own\ncouncil: Kent\nkey:\n  - {word: Outstanding, means: status, mark: 'glyph ★'}\n"
    extract = read_pages(path)
    rows = normalise(report, extract, read_legend(extract), read("own.yaml", text)).observations
    assert [row.status for row in rows] == ["Outstanding", "Achieving", "Slightly missing", "Missing"]
