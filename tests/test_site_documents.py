"""The pages of a document with more findings and more unread places than one page should hold."""

import re

from scrutiny.outputs.site.documents import Contents, write_document
from scrutiny.outputs.site.pages import Pages
from scrutiny.outputs.site.spots import Pictured, places_of
from scrutiny.outputs.store import StoredDocument
from scrutiny.records import Box, Evidence, Finding, Problem

DOCUMENT = StoredDocument("kent", "kent.pdf", "read_with_problems", council_name="Kent", title="Kent", period="2022/23")


def finding(number: int, *pages: int) -> Finding:
    places = tuple(Evidence("kent", Box(page, 0, 0, 9, 9), f"{page}%") for page in pages)
    return Finding(f"{number:012}", "look", "claim", "kent", None, f"Claim {number}", "1 + 1 = 2", places)


def written(tmp_path, findings, problems):
    contents = Contents(DOCUMENT, (), (), (), tuple(problems), tuple(findings), ())
    write_document(Pages(tmp_path), contents, {"kent": Pictured("kent")})
    return {str(page.relative_to(tmp_path)): page.read_text("utf-8") for page in tmp_path.rglob("*.html")}


def test_few_findings_stand_on_the_page_of_their_report(tmp_path):
    pages = written(tmp_path, [finding(1, 3)], [Problem("extract", "a scan", page=2)])
    assert set(pages) == {"documents/kent.html"}
    assert "Claim 1" in pages["documents/kent.html"] and "Page 2: a scan" in pages["documents/kent.html"]


def test_many_findings_and_problems_have_pages_of_their_own_that_the_report_links_to(tmp_path):
    pages = written(
        tmp_path,
        [finding(number, 3) for number in range(1, 121)],
        [Problem("extract", f"word {number}", page=1) for number in range(1, 251)],
    )
    assert {"findings/kent.html", "findings/kent~3.html", "problems/kent.html", "problems/kent~2.html"} <= set(pages)
    told = [one for page in sorted(pages) for one in re.findall(r'id="f(\d{12})"', pages[page])]
    assert sorted(told) == [f"{number:012}" for number in range(1, 121)]
    assert [len(re.findall(r'<li id="p\d+"', pages[f"problems/kent{part}.html"])) for part in ("", "~2")] == [200, 50]
    page = pages["documents/kent.html"]
    assert '"../findings/kent.html">All 120 findings' in page and '"../problems/kent.html">All 250 places' in page


def test_evidence_without_end_is_counted_and_not_listed(tmp_path):
    endless = finding(1, *range(1, 101))
    page = written(tmp_path, [endless], [])["documents/kent.html"]
    assert page.count("<li >kent, page") + page.count("<li>kent, page") == 30 and "and on 70 more pages" in page


def test_what_stands_on_one_page_is_one_place_with_all_its_boxes():
    one, other = places_of(finding(1, 3, 3, 4))
    assert (one.text, len(one.marked.spots), other.text, len(other.marked.spots)) == ("3%", 2, "4%", 1)
