"""Nothing that stands on a page is dropped in silence."""

from __future__ import annotations

from collections import Counter

import pytest

from scrutiny.corpus import bundled_reports
from scrutiny.extract import read
from scrutiny.extract.pdfium import PdfFile

_MARGIN = 0.12


@pytest.mark.parametrize("document", ["derby-2017-18-q2", "derby-2021-22-annual", "derby-2022-23-plan"])
def test_every_word_of_a_page_is_in_a_cell_or_a_passage(document: str) -> None:
    path = bundled_reports() / f"{document}.pdf"
    extract = read(path)
    lines = [line for table in extract.tables for cell in table.cells for line in cell.lines]
    lines += [line for passage in extract.passages for line in passage.lines]
    headings = Counter(
        word for table in extract.tables for cell in table.cells if table.row_kinds[cell.row] == "header"
        for word in cell.text.split()
    )  # fmt: skip
    with PdfFile(path) as file:
        for number in range(1, len(file) + 1):
            page = file.page(number)
            told = Counter(word for line in lines if line.box.page == number for word in line.text.split())
            body = [
                word.text
                for word in page.words
                if not word.symbol and _MARGIN * page.height < word.middle < (1 - _MARGIN) * page.height
            ]
            # A heading that is printed again on the next page is kept once, with its places.
            missing = Counter(body) - told - headings
            assert not missing, f"page {number}: {missing}"
