"""The rating key of a report as a scheme of its own, ready to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..language.periods import Period
from ..records import Extract, Problem, ReadKey, Report
from .definition import read
from .key_bands import bands_of_key
from .key_rule import FoundKey, keys_found
from .key_wording import NotUnderstood, reach_of
from .nodes import SchemeError
from .scheme import Band
from .written import definition_of

_REMEDY = "write it down as docs/schemes.md says; until then nothing is rated by it"


@dataclass(frozen=True, slots=True)
class _Understood:
    key: FoundKey
    bands: tuple[Band, ...]


def read_key(report: Report, extract: Extract) -> ReadKey | None:
    """Reads the rating key that a report prints.

    Args:
        report: Whose report it is, and for when.
        extract: The tables and passages of the report.

    Returns:
        The key with the YAML of its scheme and where it stands; without YAML but with a problem where a key is printed
        that is not understood, or where two keys contradict each other; None where no key is found.
    """
    understood: list[_Understood] = []
    declined: list[tuple[FoundKey, str]] = []
    for key in keys_found(extract):
        try:
            if key.odd:
                raise NotUnderstood(key.odd)
            understood.append(_Understood(key, bands_of_key(key.lines)))
        except NotUnderstood as error:
            declined.append((key, str(error)))
    if not understood:
        told = [(key, why) for key, why in declined if _is_surely_a_key(key)]
        return _declined(*told[0]) if told else None
    first, *others = understood
    for other in others:
        if not _same(first.bands, other.bands):
            why = f"it is not the key of page {first.key.box.page}, and nothing says which of them holds for what"
            return _declined(other.key, why)
    for key, why in declined:
        if _contradicts(first.bands, key):
            return _declined(key, f"it is not the key of page {first.key.box.page}: {why}")
    definition = _definition(report, first)
    try:
        read(report.document, definition)
    except SchemeError as error:
        return _declined(first.key, error.problem)
    return ReadKey(definition, first.key.box)


def _declined(key: FoundKey, why: str) -> ReadKey:
    message = f"the rating key on page {key.box.page} is not understood: {why}. If it is one, {_REMEDY}"
    return ReadKey(None, key.box, Problem("rules", message, key.box, key.box.page))


def _is_surely_a_key(key: FoundKey) -> bool:
    """Whether a person would want to hear that it is not understood: it is announced, or half of it is."""
    return key.announced or sum(map(_is_understood, key.lines)) * 2 >= len(key.lines)


def _is_understood(line: object) -> bool:
    try:
        reach_of(getattr(line, "wording", ""))
    except NotUnderstood:
        return False
    return True


def _same(one: Sequence[Band], other: Sequence[Band]) -> bool:
    """Whether two keys say the same; which words name the bands may differ."""
    return [(band.edge, band.exceptions) for band in one] == [(band.edge, band.exceptions) for band in other]


def _contradicts(bands: Sequence[Band], key: FoundKey) -> bool:
    """Whether a line of a key that is not understood as a whole says something else of a band."""
    said = {label.casefold(): band for band in bands for label in (band.name, *band.labels)}
    for line in key.lines:
        band = next((said[label.casefold()] for label in line.labels if label.casefold() in said), None)
        if band is None or not _is_understood(line):
            continue
        if reach_of(line.wording) != reach_of(band.says):
            return True
    return False


def _definition(report: Report, read: _Understood) -> str:
    valid = _year_of(report.period)
    return definition_of(
        scheme=f"{report.document}-key",
        council=report.council,
        valid=valid,
        document=report.document,
        page=read.key.box.page,
        kinds=read.key.others,
        bands=read.bands,
        unrated=read.key.unrated,
    )


def _year_of(period: Period) -> tuple[str, str]:
    """The financial year that a period lies in, for rules change with the year; the period where it lies in several."""
    first = period.start.year - (period.start.month < 4)
    last = period.end.year - (period.end.month < 4)
    if first == last:
        return f"{first}-04-01", f"{first + 1}-03-31"
    return period.start.isoformat(), period.end.isoformat()
