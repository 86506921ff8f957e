"""What a person meets first: the command alone, the first report, why its tables were read as they were."""

import re
import shlex


def next_commands(done) -> list[str]:
    return re.findall(r"^Next: (.*?)  # ", done.stdout, flags=re.MULTILINE)


def test_the_command_alone_says_what_to_do(scrutiny):
    done = scrutiny()
    assert done.returncode == 0
    assert "scrutiny run my-report.pdf" in done.stdout


def test_a_first_report_ends_with_three_commands_that_work(scrutiny_here, small_report, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    small_report(tmp_path / "mine.pdf")
    commands = next_commands(scrutiny_here("run", "mine.pdf", "--out", "my results"))
    assert len(commands) == 3
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "scrutiny"
        assert scrutiny_here(*arguments).returncode == 0, command


def test_a_rating_that_disagrees_comes_first(scrutiny_here, small_report, write_scheme, tmp_path):
    write_scheme(tmp_path / "decisions")
    small_report(tmp_path / "mine.pdf", figure="99.9")
    commands = next_commands(scrutiny_here("run", tmp_path / "mine.pdf", "--out", tmp_path / "results"))
    assert shlex.split(commands[0])[1:4] == ["show", "mine", "1"]


def test_several_reports_end_without_advice(scrutiny_here, small_report, tmp_path):
    for name in ("one", "two"):
        small_report(tmp_path / f"{name}.pdf", figure="88.1" if name == "one" else "88.2")
    assert next_commands(scrutiny_here("run", tmp_path, "--out", tmp_path / "results")) == []


def test_verbose_tells_why_each_table_was_read_as_it_was(scrutiny_here, small_report, tmp_path):
    small_report(tmp_path / "mine.pdf")
    done = scrutiny_here("run", tmp_path / "mine.pdf", "--out", tmp_path / "results", "--verbose")
    assert "Tables of mine" in done.stdout
    assert "measures" in done.stdout
    assert "ruled" in done.stdout
    assert "Status" in done.stdout
    assert "status of column 2" in done.stdout


def test_verbose_says_where_no_table_was_found_and_why_one_is_ignored(scrutiny_here, make_pdf, tmp_path):
    make_pdf(
        tmp_path / "words.pdf",
        [(16, "Kent County Council"), (14, "Report, Quarter 2 2022/23")],
        [("Who", "What", "When", "Where"), ("Ann", "spoke", "often", "here"), ("Ben", "heard", "her", "there")],
    )
    done = scrutiny_here("run", tmp_path / "words.pdf", "--out", tmp_path / "results", "--verbose")
    assert "ignored: neither target nor status" in done.stdout
    assert "nothing told a role" in done.stdout or "look" in done.stdout


def test_a_picture_is_said_where_it_was_drawn_and_a_page_without_tables_is_named(
    scrutiny_here, small_report, make_pdf, tmp_path
):
    small_report(tmp_path / "mine.pdf")
    picture = tmp_path / "pictures" / "page-1.png"
    drawn = scrutiny_here("tables", tmp_path / "mine.pdf", "--page", "1", "--image", picture)
    assert drawn.returncode == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert f"page 1 is drawn in {picture}" in drawn.stderr
    make_pdf(tmp_path / "prose.pdf", [(10, "Only words, and no table.")], [("", "", "", "")])
    none = scrutiny_here("tables", tmp_path / "prose.pdf", "--page", "1")
    assert none.returncode == 0
    assert "no table on page 1" in none.stderr
    assert none.stdout == ""


def test_a_long_run_off_a_terminal_says_now_and_then_how_far_it_is(scrutiny_here, small_report, tmp_path, monkeypatch):
    from scrutiny.cli import app

    for number in range(4):
        small_report(tmp_path / f"report-{number}.pdf", figure=f"8{number}.6")
    assert scrutiny_here("run", tmp_path, "--out", tmp_path / "quick").stderr == ""
    monkeypatch.setattr(app, "_QUIET_FOR", 0.0)
    told = scrutiny_here("run", tmp_path, "--out", tmp_path / "slow").stderr.splitlines()
    assert told[0] == "scrutiny: 1 of 4 reports are read"
    assert len(told) == 3


def test_a_profile_is_said_to_be_put_where_it_is_not_yet(scrutiny_here, small_report, tmp_path):
    small_report(tmp_path / "mine.pdf")
    home = tmp_path / "decisions" / "profiles"
    elsewhere = scrutiny_here("profile", tmp_path / "mine.pdf", "--out", tmp_path / "mine.yaml").stdout
    assert f"put it into {home}" in elsewhere
    assert f"scrutiny run {tmp_path / 'mine.pdf'}" in elsewhere
    assert "put it into" not in scrutiny_here("profile", tmp_path / "mine.pdf", "--out", home / "mine.yaml").stdout


def test_measures_that_may_be_meant_are_told_with_their_council_and_an_id_to_copy(scrutiny_here, golden_run):
    chosen = scrutiny_here("series", "children", "--out", golden_run).stdout
    assert "(Derby City Council)" in chosen
    ids = [line.strip() for line in chosen.splitlines() if line.startswith("  ")]
    assert scrutiny_here("series", max(ids, key=len), "--out", golden_run).returncode == 0
    missed = scrutiny_here("series", "council tax colected", "--out", golden_run)
    assert missed.returncode == 1
    assert "Council Tax collected" in missed.stderr


def test_what_cannot_be_checked_stands_under_its_reason(scrutiny_here, golden_run):
    few = scrutiny_here("claims", "derby-2017-18-q2", "--out", golden_run).stdout
    reason = re.search(r"^  (\d+): No row of the tables prints this figure", few, flags=re.MULTILINE)
    assert f"and {int(reason[1]) - 3} more" in few
    every = scrutiny_here("claims", "derby-2017-18-q2", "--verdict", "uncheckable", "--out", golden_run).stdout
    told = re.match(r"Cannot be checked: (\d+)", every)
    assert every.count("derby-2017-18-q2, page") == int(told[1])
