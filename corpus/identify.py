"""Who published a document, and when: read off its pages where nobody has said so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from statistics import median

from ..language.periods import (
    Period,
    contains,
    first_year,
    period_spans,
    quarter,
    quarter_ended,
    quarter_of,
    read_quarter,
)
from ..records import Council, Extract, Passage, Problem, Report
from . import councils
from .councils import Strength
from .manifest import Source

_FIRST_PAGES = 3
# Lines of a text that are as much as that.
_FIRST_LINES = 150
_TITLE_LENGTH = 200
# Shorter small text above a title is a marking or a reference, not prose.
_PARAGRAPH = 80
# A page with so few lines outside its tables is a cover, or the page of a table: all may tell.
_COVER_LINES = 8
# So many are offered where nothing is clear.
_CANDIDATES = 3
# The part of a page, from its upper and lower edge, in which running heads and feet stand.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"(\W*\bpage\s+\d+(\s+of\s+\d+)?|\s*[\t|•]\s*\d{1,3})$", re.IGNORECASE)

# Several words that end as a sentence does.
_SENTENCE = re.compile(r"(\S+\s+){5,}\S+[.!?:;]$", re.DOTALL)

# Words of the line that tells what a document is.
_REPORT_WORDS = re.compile(
    r"\b(report|plan|performance|results?|outturn|monitor(ing)?|scorecard|dashboard|update|review|indicators?|measures?)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"\b(performance|results?|outturn|monitor(ing)?|scorecard|dashboard|progress|update|review|report)\b", re.IGNORECASE
)
_PLAN = re.compile(r"\bplan\b", re.IGNORECASE)
_ANNUAL = re.compile(r"\b(annual(ly)?|year[- ]end|end of year|outturn)\b", re.IGNORECASE)
_QUARTERLY = re.compile(r"\b(quarter(s|ly)?|qtr|q[1-4])\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\bmonth(s|ly)?\b", re.IGNORECASE)
# Prose that tells what the document itself is about.
_OF_ITSELF = re.compile(
    r"\b(this|the|our) (\w+ ){0,3}(report|paper|document|appendix|update|scorecard|dashboard)\b|\breporting period\b",
    re.IGNORECASE,
)
# A date of publication or of a meeting, not of what is reported.
_OCCASION = re.compile(
    r"\b(publish|approv|meeting|committee|cabinet|version|issued|updated|agreed|printed|date)\w*\W+(\w+\W+){0,3}$",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"^\d{1,2}(st|nd|rd|th)?\b", re.IGNORECASE)


class Unidentified(Exception):
    """What could not be told of a document: one line that says what to give."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    """The lines of a document that may say whose it is, best first."""

    title: tuple[str, ...]
    running: tuple[str, ...]
    headings: tuple[str, ...]
    opening: tuple[str, ...]
    prose: tuple[str, ...]
    imprint: tuple[str, ...]
    cells: tuple[str, ...]
    columns: tuple[str, ...]

    def everything(self) -> Iterator[str]:
        """Every line once; the opening and the imprint are among the others."""
        return chain(self.title, self.running, self.headings, self.prose, self.cells)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A fact that could not be told: what it is, why, and what gives it."""

    what: str
    why: str
    remedy: str


def report_for(source: Source, extract: Extract) -> Report:
    """Say who published a document, about which period, under what title.

    What the manifest or an option says is taken as it is; the rest is read off the title page, the
    running heads and feet, the first headings, and the prose in which a report speaks of itself, in
    this order.

    Raises:
        Unidentified: council or period cannot be told; the message is one line, with the remedy.
    """
    evidence = _gather(extract)
    title = source.title or _title(evidence, extract) or source.path.stem
    period = source.period or _period(evidence)
    council = _known_council(source) or _council(evidence, period.end if isinstance(period, Period) else None)
    if isinstance(period, _Doubt) or isinstance(council, _Doubt):
        doubts = [fact for fact in (council, period) if isinstance(fact, _Doubt)]
        raise Unidentified(_in_one_line(doubts, has_text=bool(extract.passages or extract.tables)))
    return Report(
        document=source.document,
        path=source.path,
        sha256=source.sha256,
        council=council.code,
        council_name=council.name,
        title=title,
        period=period,
        kind=source.kind or _kind(title, period),
        source=source.source or "",
        licence=source.licence or "",
    )


def another_council(report: Report, extract: Extract) -> Problem | None:
    """What to say where the pages name in full, at the best place that names any, another council than was said."""
    evidence = _gather(extract)
    for lines in (evidence.title, evidence.running, evidence.headings):
        named = _named(lines, report.period.end, Strength.FORMAL)
        if named and report.council not in [council.code for council in named]:
            pages = f"its pages name {_listed(named, 'and')}"
            remedy = "mend --council or reports.csv if that is wrong"
            return Problem("corpus", f"taken as said for a report of {report.council_name}, but {pages}; {remedy}")
        if named:
            return None
    return None


def _in_one_line(doubts: Sequence[_Doubt], *, has_text: bool) -> str:
    what = " and ".join(f"the {doubt.what} ({doubt.why})" for doubt in doubts)
    options = " and ".join(doubt.remedy for doubt in doubts)
    columns = " and ".join(doubt.what for doubt in doubts)
    wrong = (
        f"its pages do not tell {what}"
        if has_text
        else "its pages hold no text (a scan needs: pip install 'council-scrutiny[ocr]')"
    )
    return f"{wrong}; give {options}, or {columns} in a reports.csv beside it"


# ------------------------------------------------------------------------------------ evidence


def _gather(extract: Extract) -> _Evidence:
    """Sort the lines of the first pages by how well they tell what the document is."""
    early = _early(extract)
    running = _running_lines(extract, early) if extract.places == "points" else []
    other = [passage for passage in early if passage not in running]
    title = _title_lines(other) if extract.places == "points" else _first_lines(other)
    headings = [passage for passage in early if passage.level > 0 and passage not in title]
    told = {*title, *running, *headings}
    return _Evidence(
        title=tuple(passage.text for passage in title),
        running=tuple(_PAGE_NUMBER.sub("", passage.text) for passage in running),
        headings=(*(passage.text for passage in headings), *_table_titles(extract)),
        opening=tuple(passage.text for passage in early if passage not in told),
        prose=tuple(passage.text for passage in extract.passages if passage not in told),
        imprint=_imprint(extract),
        cells=tuple(cell.text for table in extract.tables if table.page_from <= _FIRST_PAGES for cell in table.cells),
        columns=tuple(
            cell.text for table in extract.tables for cell in table.cells if table.row_kinds[cell.row] == "header"
        ),
    )


def _early(extract: Extract) -> list[Passage]:
    """What stands on the first pages; of a text, whose pages may be unmarked, the lines that fill as much."""
    early = [passage for passage in extract.passages if passage.box.page <= _FIRST_PAGES]
    if extract.places == "points":
        return early
    return [passage for passage in early if passage.box.top <= _FIRST_LINES]


def _first_lines(early: Sequence[Passage]) -> list[Passage]:
    """What stands above the first sentence of a text, headings first; where it begins with one, its headings."""
    sentence = next((n for n, passage in enumerate(early) if _SENTENCE.search(passage.text)), len(early))
    above = early[:sentence] or [passage for passage in early if passage.level > 0]
    return sorted(above[:_COVER_LINES], key=lambda passage: -passage.size)


def _title_lines(early: Sequence[Passage]) -> list[Passage]:
    """The headings above the first paragraph of prose of the first page, the largest first."""
    page = [passage for passage in early if passage.box.page == early[0].box.page]
    if len(page) <= _COVER_LINES:
        return sorted(page, key=lambda passage: -passage.size)
    small = [passage.size for passage in page if passage.level == 0]
    prose_size = median(small) if len(small) > 2 else 0.0
    large = [passage for passage in page if passage.level > 0 or (prose_size and passage.size > prose_size * 1.2)]
    prose = (n for n, passage in enumerate(page) if passage not in large and len(passage.text) >= _PARAGRAPH)
    opening = page[: next(prose, len(page))]
    chosen = [passage for passage in large if passage in opening] or large or page[:3]
    return sorted(chosen, key=lambda passage: -passage.size)


def _running_lines(extract: Extract, early: Iterable[Passage]) -> list[Passage]:
    """The short small lines near the upper and lower edge of the first pages.

    A running head or foot is among the passages once, where it is printed first.
    """
    heights = {size.page: size.height for size in extract.pages}
    return [
        passage
        for passage in early
        if passage.level == 0
        and len(passage.text) < _PARAGRAPH
        and not passage.text.endswith(".")
        and not _MARGIN < (passage.box.top + passage.box.bottom) / 2 / heights[passage.box.page] < 1 - _MARGIN
    ]


def _imprint(extract: Extract) -> tuple[str, ...]:
    """The short lines of the first and last pages, where an address or a copyright may stand."""
    shown = {*range(1, _FIRST_PAGES + 1), max((size.page for size in extract.pages), default=0)}
    return tuple(one.text for one in extract.passages if one.box.page in shown and len(one.text) < _PARAGRAPH)


def _table_titles(extract: Extract) -> Iterator[str]:
    """What stands alone in the first row of a table of the first pages."""
    for table in extract.tables:
        filled = [cell.text for cell in table.row(0) if cell.text.strip()]
        if table.page_from <= _FIRST_PAGES and len(filled) == 1 and table.columns > 1:
            yield filled[0]


# ------------------------------------------------------------------------------------- council


def _known_council(source: Source) -> Council | None:
    return councils.by_code(source.council) if source.council else None


def _council(evidence: _Evidence, on: date | None) -> Council | _Doubt:
    """The council named at the best place that names one in full; else the place name of a title, or an address."""
    remedy = "--council NAME"
    for lines in (evidence.title, evidence.running, evidence.headings):
        named = _named(lines, on, Strength.FORMAL)
        if len(named) == 1:
            return named[0]
        if named:
            return _Doubt("council", f"{_listed(named, 'and')} are named", remedy)
    named = _named((*evidence.title, *evidence.running), on, Strength.BARE)
    leader = _leader(evidence.prose, on) or _leader(evidence.cells, on)
    if leader and (not named or leader in named):
        return leader
    if len(named) == 1 and not leader:
        return named[0]
    signed = _named(evidence.imprint, on, Strength.OFFICIAL)
    if len(signed) == 1 and not leader and (not named or signed[0] in named):
        return signed[0]
    candidates = list(dict.fromkeys((*named, *((leader,) if leader else ()))))
    if candidates:
        return _Doubt("council", f"it may be {_listed(candidates, 'or')}", remedy)
    spoken_of = (mention.council.name for line in evidence.everything() for mention in councils.mentions(line, on))
    return _Doubt("council", "none is named clearly" + _spoken_of(spoken_of), remedy)


def _spoken_of(candidates: Iterable[str]) -> str:
    """The candidates that a document speaks of most, for a person to choose from; nothing where there are none."""
    most = Counter(candidates).most_common(_CANDIDATES)
    told = ", ".join(f"{what} ({'once' if count == 1 else f'{count} times'})" for what, count in most)
    return f"; its pages speak of {told}" if told else ""


def _named(lines: Iterable[str], on: date | None, weakest: Strength) -> list[Council]:
    found = (mention for line in lines for mention in councils.mentions(line, on))
    return list(dict.fromkeys(mention.council for mention in found if mention.strength <= weakest))


def _leader(lines: Iterable[str], on: date | None) -> Council | None:
    """The council that running text names in full and much oftener than any other.

    A report names its neighbours too: one naming is not enough, unless the place name backs it.
    """
    votes: Counter[Council] = Counter()
    in_full: set[Council] = set()
    for line in lines:
        for mention in councils.mentions(line, on):
            votes[mention.council] += 1
            if mention.strength < Strength.BARE:
                in_full.add(mention.council)
    ranked = [(council, count) for council, count in votes.most_common() if council in in_full]
    if not ranked or ranked[0][1] < 2:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def _listed(named: Sequence[Council], conjunction: str) -> str:
    names = [council.name for council in named]
    return f" {conjunction} ".join(names) if len(names) < 4 else f"{', '.join(names[:3])} and {len(names) - 3} more"


# -------------------------------------------------------------------------------------- period


def _period(evidence: _Evidence) -> Period | _Doubt:
    """The period that the best place tells; a quarter without its year takes the year of the prose."""
    remedy = "--period PERIOD (such as '2022/23 Q2')"
    for lines in (evidence.title, evidence.running, evidence.headings):
        found = _periods(lines)
        number = _quarter_number(lines)
        chosen = _narrowest(found, " ".join(lines))
        if chosen and number and chosen.label.endswith(_year_label(chosen)) and not _ANNUAL.search(" ".join(lines)):
            return quarter(first_year(chosen), number)
        if chosen:
            chosen = _inside(chosen, evidence.running) if not _ANNUAL.search(" ".join(lines)) else chosen
            return _quarter_up_to(chosen, evidence)
        if found:
            return _Doubt("period", f"it may be {' or '.join(period.label for period in found)}", remedy)
        if number:
            year = _year_of(evidence)
            return quarter(year, number) if year else _Doubt("period", f"quarter {number} of a year not named", remedy)
    spoken = _periods(line for line in evidence.opening if _OF_ITSELF.search(line))
    said = _narrowest([period for period in spoken if "/" in period.label], "")
    spoken_of = (period.label for line in evidence.everything() for period in _reported_in(line) if "/" in period.label)
    return said or _Doubt("period", "none is named in a title or heading" + _spoken_of(spoken_of), remedy)


def _quarter_up_to(period: Period, evidence: _Evidence) -> Period:
    """The quarter that a month ends, where title or headings of columns speak of quarters and never of months.

    "Quarterly performance report, up to December 2023" is about the third quarter.
    """
    number = quarter_ended(period)
    if number is None:
        return period
    for lines in ((*evidence.title, *evidence.running, *evidence.headings), evidence.columns):
        quarterly, monthly = (any(pattern.search(line) for line in lines) for pattern in (_QUARTERLY, _MONTHLY))
        if quarterly or monthly:
            return period if monthly else quarter(first_year(period), number)
    return period


def _inside(year: Period, lines: Sequence[str]) -> Period:
    """The one period within a year that the running lines name: a plan's year on the cover says less."""
    within = [period for period in _periods(lines) if period != year and contains(year, period)]
    number = _quarter_number(lines)
    if not within and number and year.label == _year_label(year):
        return quarter(first_year(year), number)
    return within[0] if len(within) == 1 else year


def _year_label(period: Period) -> str:
    first = first_year(period)
    return f"{first}/{(first + 1) % 100:02d}"


def _periods(lines: Iterable[str]) -> list[Period]:
    """The periods of some lines: years and quarters before months, which are often a date of issue."""
    found = list(dict.fromkeys(period for line in lines for period in _reported_in(line)))
    of_years = [period for period in found if "/" in period.label]
    return of_years or found


def _reported_in(line: str) -> Iterator[Period]:
    for span in period_spans(line):
        is_occasion = _DAY_BEFORE.match(line[span.start : span.end]) or _OCCASION.search(line[: span.start])
        if span.period and not (is_occasion and "/" not in span.period.label):
            yield span.period


def _narrowest(found: Sequence[Period], wording: str) -> Period | None:
    """Of periods that lie within one another the one meant: the year of an annual report, else the inmost."""
    ordered = sorted(found, key=lambda period: period.end - period.start)
    if not ordered or not all(contains(outer, inner) for inner, outer in pairwise(ordered)):
        return None
    return ordered[-1] if _ANNUAL.search(wording) else ordered[0]


def _quarter_number(lines: Iterable[str]) -> int | None:
    numbers = {number for line in lines if (number := read_quarter(line)) is not None}
    return numbers.pop() if len(numbers) == 1 else None


def _year_of(evidence: _Evidence) -> int | None:
    """The financial year that the first prose speaks of much oftener than of any other."""
    votes = Counter(first_year(period) for line in evidence.opening for period in _reported_in(line))
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


# ------------------------------------------------------------------------------ title and kind


def _title(evidence: _Evidence, extract: Extract) -> str | None:
    """The lines of the title block that tell what the document is, in the order of the page."""
    long = [passage for passage in extract.passages if passage.level == 0 and len(passage.text) >= _PARAGRAPH]
    prose = {passage.text for passage in long} if extract.places == "points" else set[str]()
    title = [line for line in evidence.title if line not in prose and not _SENTENCE.search(line)]
    elsewhere = [line for line in (*evidence.headings, *evidence.running) if len(line) < _PARAGRAPH]
    telling = [line for line in title if _REPORT_WORDS.search(line)]
    if not telling:
        later = [line for line in (*title, *elsewhere) if _REPORT_WORDS.search(line) and _periods([line])]
        return (later or title or elsewhere or [""])[0][:_TITLE_LENGTH].strip() or None
    dated = [line for line in title if len(line) < _PARAGRAPH and _periods([line])]
    standing = [passage.text for passage in extract.passages if passage.text in {*telling, *dated}]
    return " ".join(dict.fromkeys(standing))[:_TITLE_LENGTH].strip()


def _kind(title: str, period: Period) -> str:
    if quarter_of(period) is not None:
        return "quarterly"
    if "/" not in period.label:
        return "monthly" if "-" in period.label else "annual"
    return "plan" if _PLAN.search(title) and not _RESULTS.search(title) else "annual"
