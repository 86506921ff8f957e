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
