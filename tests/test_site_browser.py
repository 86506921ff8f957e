"""The audit report as a person meets it, in a real browser; left out where there is none."""

import json
import random
import re
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium on this machine (Debian and Ubuntu: apt install chromium)"
    ),
]

DOCUMENT = "documents/derbyshire-2023-24-q2.html"
KINDS = (
    "index.html",
    DOCUMENT,
    "claims/derbyshire-2023-24-q2.html",
    "plans/derby-2022-23-plan.html",
    "findings.html",
    "claims.html",
    "measures.html",
    "compare.html",
    "compare/E06000015-E10000007.html",
    "schemes.html",
    "schemes/derbyshire-2023-24.html",
    "pages/derbyshire-2023-24-q2/13.html",
)


@pytest.fixture(scope="module")
def site(golden_run, scrutiny, tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser") / "report"
    assert scrutiny("report", "--out", golden_run, "--to", folder).returncode == 0
    return folder


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, site):
    """Open a page of the site; what the console says and what is asked of other hosts fails the test."""
    opened, heard = [], []

    def go(path, width=1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: heard.append(message.text) if message.type != "info" else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request", lambda request: None if request.url.startswith(("file:", "data:")) else heard.append(request.url)
        )
        page.goto(f"{site.as_uri()}/{path}")
        opened.append(page)
        return page

    yield go
    for page in opened:
        page.close()
    assert heard == []


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+25)').forEach((row) => row.remove())")  # all alike
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_fits_a_phone_and_has_no_accessibility_violations(visit, path):
    page = visit(path, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert violations(page) == []


def test_a_narrow_page_of_a_report_has_no_accessibility_violations(visit):
    assert violations(visit(DOCUMENT, 390)) == []


def test_a_page_of_a_measure_with_a_chart_has_no_violations(visit, site):
    charted = next(page for page in sorted((site / "measures").iterdir()) if 'class="chart"' in page.read_text("utf-8"))
    page = visit(f"measures/{charted.name}", 390)
    assert page.locator("svg.chart").is_visible()
    assert violations(page) == []


def test_a_figure_opens_the_cut_out_with_its_box_on_the_page(visit):
    page = visit(DOCUMENT)
    links = page.locator("tr[data-spots] a.see[data-focus=value]")
    for number in random.Random(7).sample(range(links.count()), 20):
        link = links.nth(number)
        row = link.locator("xpath=ancestor::tr")
        spots = [spot for spot in json.loads(row.get_attribute("data-spots")) if spot[3] == "value"]
        link.click()
        box = page.locator("#cutout rect.focus").first
        assert [float(box.get_attribute(name)) for name in ("x", "y")] == spots[0][4:6]
        shown = box.evaluate(
            "box => { const [a, b] = [box, box.ownerSVGElement].map(one => one.getBoundingClientRect());"
            " return a.width > 2 && a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom }"
        )
        assert shown
        loaded = page.locator("#cutout image").first.get_attribute("href")
        assert re.search(rf"/{spots[0][0]}\.webp$", loaded)
        assert page.locator("#cutout-title").inner_text() in row.inner_text()
        page.keyboard.press("Escape")
        assert not page.locator("#cutout").is_visible()


def test_the_keyboard_alone_opens_and_closes_a_cut_out(visit):
    page = visit(DOCUMENT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("a.see").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#cutout").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "see"


def test_filters_show_what_is_asked_for_and_say_how_many(visit):
    page = visit(DOCUMENT)
    page.select_option("#rows-verdict", "disagrees")
    assert page.locator("#figures tbody tr[data-text]:visible").count() == 2
    assert page.locator("form[data-filters=figures] [data-told]").inner_text().startswith("2 of ")
    page.fill("#rows-text", "no such thing")
    assert page.locator("#figures tbody tr:visible").count() == 0


def test_search_finds_a_measure_without_a_server_and_leads_to_it(visit):
    page = visit(DOCUMENT)
    page.fill("#q", "hate crimes")
    page.locator("#q-found a").first.wait_for()
    assert "found" in page.locator("#q-told").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/measures/**")
    assert "hate crime" in page.locator("h1").inner_text().lower()


def test_a_link_to_a_page_marks_its_box_without_the_script(visit):
    page = visit("pages/derbyshire-2023-24-q2/13.html#r1")
    assert page.locator("#r1 rect.value").evaluate("box => getComputedStyle(box).strokeWidth") == "3px"


@pytest.mark.parametrize("path", ["index.html", DOCUMENT])
def test_on_paper_no_column_is_cut_and_the_working_of_what_disagrees_is_open(visit, path):
    page = visit(path, 1030)  # A4 across, within its margins
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("Math.max(...[...document.querySelectorAll('table')].map((one) => one.scrollWidth))") <= 1030
    for verdict, is_open in (("disagrees", True), ("agrees", False)):
        for working in page.locator(f"tr[data-verdict={verdict}] details").all()[:5]:
            assert working.evaluate("one => one.open") is is_open
