"""Reports in layouts that no sample shows, read from the PDF to the rows, with limits, codes, sections and units."""

from decimal import Decimal

import block_layouts
import foreign_kit as kit
import foreign_layouts
import foreign_more
import foreign_pages
import pytest

from scrutiny.extract import read
from scrutiny.language.periods import from_label
from scrutiny.normalise import normalise
from scrutiny.records import Report
from scrutiny.rules.keys import read_legend


@pytest.mark.parametrize(
    "make",
    [*foreign_layouts.ALL, *foreign_pages.ALL, *foreign_more.ALL, *block_layouts.ALL],
    ids=lambda make: make.__name__,
)
def test_every_row_is_read_as_printed(make, tmp_path):
    path = tmp_path / "report.pdf"
    page = make(path)
    report = Report("report", path, "", "E00000000", "A Council", "Report", from_label(page.period), "quarterly")
    extract = read(path)
    rows = [row for row in normalise(report, extract, read_legend(extract)).observations if row.basis != "benchmark"]
    assert len(rows) == len(page.rows)
    for printed, row in zip(page.rows, rows, strict=True):
        assert _found(row, printed) == printed


def _found(row, printed):
    """The row as a figure; what the layout does not say of it is left out."""
    above = (row.section, row.theme, *row.headings)
    found = {
        "name": row.name,
        "value": _plain(row.value),
        "target": _plain(row.target),
        "status": printed.status if printed.status == kit.EITHER else row.status or "",
        "basis": row.basis,
        "period": row.period,
        "section": printed.section if printed.section in above else row.section,
        "code": row.code,
        "unit": row.unit,
        "direction": row.direction,
        "limits": tuple((limit.kind, _plain(limit.value)) for limit in row.limits),
    }
    always = ("name", "value", "target", "status", "basis", "period")
    return kit.Figure(**{key: told for key, told in found.items() if key in always or getattr(printed, key)})


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else format(figure, "f")
