"""The audit report as files: what is on its pages, what is kept apart, what is refused."""

import json
import re
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

import pytest

import scrutiny
from scrutiny.outputs.site.charts import series_chart
from scrutiny.outputs.site.figures import Point
from scrutiny.outputs.site.names import claims_of, document_page, file_name, list_page, plan_of
from scrutiny.outputs.site.pages import parts_shown
from scrutiny.outputs.site.search import Entry, Search, words_of
from scrutiny.records import Box


@pytest.fixture(scope="module")
def site(golden_run, scrutiny, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "report"
    done = scrutiny("report", "--out", golden_run, "--to", folder)
    assert done.returncode == 0, done.stderr
    assert str(folder / "index.html") in done.stdout
    return folder


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_the_front_page_says_at_once_what_was_checked_what_failed_and_what_could_not_be(site):
    text = " ".join(re.sub(r"<[^>]+>", " ", (site / "index.html").read_text("utf-8")).split())
    assert "5 reports, 1 read with problems. 105 published ratings worked out again." in text
    assert "2 disagrees 0 agrees within rounding 103 agrees 411 cannot be checked" in text
    assert "1 error in the report," in text


def test_the_evidence_of_a_finding_is_one_line_for_each_page(site):
    text = (site / "findings.html").read_text("utf-8")
    first = re.search(r"<article.*?</article>", text, flags=re.DOTALL).group()
    lines = [re.sub(r"<[^>]+>", "", line) for line in re.findall(r"<li.*?</li>", first, flags=re.DOTALL)]
    assert [line.split(":")[0] for line in lines] == [f"derbyshire-2023-24-q2, page {page}" for page in (13, 26, 3)]
    assert lines[0].endswith("0.6 · 1.0 · Review")


def test_every_link_and_every_picture_of_every_page_is_there(site):
    ids = {page: set(re.findall(r' id="([^"]+)"', page.read_text("utf-8"))) for page in pages(site)}
    missing = []
    for page in ids:
        for target in set(re.findall(r'(?:href|src)="([^"]+)"', page.read_text("utf-8"))):
            if target.startswith("data:"):
                continue
            path, _, anchor = target.partition("#")
            to = (page.parent / path).resolve() if path else page.resolve()
            if not to.exists() or (anchor and anchor not in ids.get(to, ())):
                missing.append((page.name, target))
    assert missing == []


def test_nothing_is_loaded_from_elsewhere(site):
    for page in pages(site):
        loaded = re.findall(r'<(?:script|link|img|image)[^>]*(?:src|href)="([^"]+)"', page.read_text("utf-8"))
        assert not [one for one in loaded if re.match(r"(?:https?:)?//", one)], page


def test_five_reports_make_a_small_site_of_small_pages(site):
    sizes = {file: file.stat().st_size for file in site.rglob("*") if file.is_file()}
    assert sum(sizes.values()) < 25_000_000
    assert max(size for file, size in sizes.items() if file.suffix == ".html") < 1_000_000


def test_rows_stand_in_printed_order_with_verdict_working_and_spots(site):
    text = (site / "documents" / "derbyshire-2023-24-q2.html").read_text("utf-8")
    numbers = [int(one) for one in re.findall(r'<tr id="r(\d+)"', text)]
    assert numbers == sorted(numbers) and numbers[0] == 1
    row = re.search(r'<tr id="r\d+"[^>]*data-verdict="disagrees".*?</tr>', text, flags=re.DOTALL).group()
    assert "(0.6 - 1.0) / 1.0 = -40.00%" in row
    assert "&#34;value&#34;" in row and "gives Action" in row


def test_two_councils_stand_side_by_side_with_what_can_be_concluded(site):
    text = (site / "compare" / "E06000015-E10000007.html").read_text("utf-8")
    lead = re.search(r'<p class="lead">(.*?)</p>', text, flags=re.DOTALL).group(1)
    assert "2 pairs have the same definition" in lead
    assert "Nothing here ranks the two councils." in lead
    first = re.search(r"<tbody.*?<tr.*?</tr>", text, flags=re.DOTALL).group()
    assert "same definition" in first and "the periods differ" in first
    assert text.count("under the common rule") > 5


def test_markup_in_a_published_name_stays_text(scrutiny, small_report, tmp_path):
    small_report(tmp_path / "odd.pdf", calls="<script>alert</script> calls & more")
    assert scrutiny("run", tmp_path / "odd.pdf", "--out", tmp_path / "results").returncode == 0
    assert scrutiny("report", "--out", tmp_path / "results").returncode == 0
    for page in pages(tmp_path / "results" / "report"):
        assert "<script>alert" not in page.read_text("utf-8"), page
    pieces = "".join(piece.read_text("utf-8") for piece in (tmp_path / "results" / "report" / "search").iterdir())
    assert "</script>" not in pieces


def test_a_report_whose_file_is_gone_has_a_page_without_cutouts(scrutiny, small_report, tmp_path):
    small_report(tmp_path / "gone.pdf")
    scrutiny("run", tmp_path / "gone.pdf", "--out", tmp_path / "results")
    (tmp_path / "gone.pdf").unlink()
    done = scrutiny("report", "--out", tmp_path / "results")
    assert done.returncode == 0
    assert "gone.pdf" in done.stderr and "not shown" in done.stderr
    text = (tmp_path / "results" / "report" / "documents" / "gone.html").read_text("utf-8")
    assert "87.6%" in text and "data-spots" not in text and 'href="../pages' not in text


def test_a_report_that_is_text_is_shown_line_by_line(scrutiny, tmp_path):
    lines = [
        "# Kent County Council",
        "## Quarterly Performance Report, Quarter 2 2022/23",
        "",
        "| Measure | Actual | Target | Status |",
        "|---|---|---|---|",
        "| Calls answered within 20 seconds | 87.6% | 90.0% | Amber |",
        "| Household waste recycled | 41.7% | 40.0% | Green |",
    ]
    (tmp_path / "kent.md").write_text("\n".join(lines), "utf-8")
    assert scrutiny("run", tmp_path / "kent.md", "--out", tmp_path / "out").returncode == 0
    done = scrutiny("report", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    report = tmp_path / "out" / "report"
    rows = (report / "documents" / "kent.html").read_text("utf-8")
    assert '<a class="see" href="../pages/kent/lines.html#L6">87.6%</a>' in rows and ">line 7</a>" in rows
    shown = (report / "pages" / "kent" / "lines.html").read_text("utf-8")
    assert re.search(r'<li id="L6" value="6" class="read"[^>]*>\| Calls answered', shown)
    assert '<li id="L5" value="5">' in shown


def test_a_folder_with_something_else_in_it_is_refused_and_kept(scrutiny, golden_run, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    done = scrutiny("report", "--out", golden_run, "--to", tmp_path / "mine")
    assert done.returncode == 4
    assert "kept; choose another place with --to" in done.stderr
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_an_earlier_report_is_replaced_whole(scrutiny, small_report, tmp_path):
    for name in ("first", "second"):
        small_report(tmp_path / f"{name}.pdf")
        scrutiny("run", tmp_path / f"{name}.pdf", "--out", tmp_path / name)
        assert scrutiny("report", "--out", tmp_path / name, "--to", tmp_path / "site").returncode == 0
    assert [page.stem for page in (tmp_path / "site" / "documents").iterdir()] == ["second"]
    assert not list(tmp_path.glob(".site.*"))


@pytest.fixture(scope="module")
def two_quarters(make_pdf, scrutiny, tmp_path_factory):
    """The pages of the measures of two reports; the later one goes first by its name."""
    reports = tmp_path_factory.mktemp("quarters")

    def publish(name: str, quarter: int, *rows: tuple[str, ...]) -> None:
        title = f"Quarterly Performance Report, Quarter {quarter} 2022/23"
        make_pdf(reports / name, [(16, "Kent County Council"), (14, title), (10, "How the measures did.")], rows)

    publish(
        "z-first.pdf",
        1,
        ("Measure", "Q1 2022/23", "Target", "Status"),
        ("Calls answered within 20 seconds", "87.64%", "90%", "Amber"),
        ("Household waste recycled", "41.72%", "40.0%", "Green"),
    )
    publish(
        "a-second.pdf",
        2,
        ("Measure", "Q1 2022/23", "Q2 2022/23", "Target", "Status"),
        ("Calls answered within 20 seconds", "85.1%", "88.0%", "90%", "Amber"),
        ("Household waste recycled", "42%", "42.0%", "40.0%", "Green"),
    )
    assert scrutiny("run", reports, "--out", reports / "out").returncode == 0
    assert scrutiny("report", "--out", reports / "out").returncode == 0
    return {page.stem.split("-", 1)[1]: page.read_text("utf-8") for page in pages(reports / "out/report/measures")}


def test_figures_of_a_period_stand_as_they_were_published_and_a_restated_one_is_marked(two_quarters):
    rows = re.findall(
        r'rowheader">(2022[^<]*)<span class="small">([^<]*)<', two_quarters["calls-answered-within-20-seconds"]
    )
    assert rows == [("2022/23 Q1", " restated"), ("2022/23 Q1", "previous restated"), ("2022/23 Q2", "")]
    where = re.findall(r">([az]-[a-z]+), page 1", two_quarters["calls-answered-within-20-seconds"])
    assert where == ["z-first", "a-second", "a-second"]


def test_a_figure_printed_again_with_fewer_digits_is_not_restated(two_quarters):
    assert "restated" not in two_quarters["household-waste-recycled"]


def point(period: str, value: str) -> Point:
    return Point(
        document="report",
        seq=1,
        box=Box(1, 0, 0, 9, 9),
        part=1,
        name="Waste recycled",
        period=period,
        basis="actual",
        value_text=value,
        value=Decimal(value),
        unit=None,
        target_text=None,
        target=None,
        status=None,
        verdict="agrees",
        restated=False,
    )


def test_one_period_is_no_series_and_two_are():
    assert series_chart([point("2021/22", "1"), point("2021/22", "2")], None) is None
    assert series_chart([point("2021/22", "1"), point("2022/23", "2")], "percent").startswith("<svg")


def test_the_line_goes_through_what_was_published_last_and_the_other_figure_stays_as_a_mark():
    points = [point("2021/22", "1"), point("2022/23", "9"), point("2022/23", "5")]
    svg = series_chart(points, "percent")
    line = re.search(r'class="mark-line.*?d="([^"]+)"', svg, flags=re.DOTALL).group(1)
    (_, last) = re.findall(r"[ML]([\d.]+,[\d.]+)", line)
    marks = re.findall(r'class="mark-symbol.*?</g>', svg, flags=re.DOTALL)[0]
    assert re.findall(r"translate\(([\d.]+,[\d.]+)\)", marks)[-1] == last


@pytest.mark.parametrize("slug", ["../up", "a/b", "Über uns", "x" * 300, "", "#1?"])
def test_any_slug_makes_a_plain_file_name_and_two_never_the_same(slug):
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,130}", file_name(slug))
    assert file_name(slug) != file_name(slug + "!")


def test_no_page_of_one_report_is_a_page_of_another():
    slugs = ["kent", "kent-claims", "kent-plan", "kent-part2", "kent~2"]
    pages = [page for slug in slugs for page in (document_page(slug), document_page(slug, 2))]
    lists = [list_page(of(slug), part) for slug in slugs for of in (claims_of, plan_of) for part in (1, 2)]
    assert len({*pages, *lists}) == len(pages) + len(lists)


def test_accents_do_not_hide_a_name_from_search():
    assert words_of("Café society, 18–24s") == {"cafe", "society", "1824s"}


def test_search_stays_in_small_pieces_and_finds_a_rare_word_and_a_common_one(tmp_path):
    search = Search(tmp_path / "search")
    for number in range(40_000):
        search.add(Entry(f"Council figure unique{number}", f"measures/{number}.html", "measure", "Kent"))
    search.finish()
    pieces = {
        name: json.loads(told)
        for file in (tmp_path / "search").iterdir()
        for name, told in re.findall(r'scrutinyFound\("(\w+)",(.*)\);', file.read_text("utf-8"))
    }
    assert max(file.stat().st_size for file in (tmp_path / "search").iterdir()) < 250_000
    found = {word: list(accumulate(steps)) for name in pieces if name[0] == "w" for word, steps in pieces[name].items()}
    assert found["council"] == list(range(40_000))
    (number,) = found["unique31234"]
    assert pieces[f"e{number // 200}"][number % 200][1] == "measures/31234.html"
    assert [min(pieces[f"w{place}"]) for place in range(len(pieces["index"]))] == pieces["index"]


def test_one_part_of_many_links_to_those_about_it_and_to_both_ends():
    assert parts_shown(1, 1) == [1]
    assert parts_shown(1, 400) == [1, 2, 3, None, 400]
    assert parts_shown(200, 400) == [1, None, 198, 199, 200, 201, 202, None, 400]


def test_the_templates_come_with_the_package():
    templates = Path(scrutiny.__file__).parent / "outputs" / "templates" / "site"
    assert {"base.html", "style.css", "site.js"} <= {file.name for file in templates.iterdir()}
