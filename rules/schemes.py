"""The schemes that are known, and which of them holds for a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Literal

from ..language.periods import Period
from ..records import Kind, ReadKey, SchemeRow
from .definition import read
from .nodes import SchemeError
from .scheme import Scheme

__all__ = ["SchemeError", "as_row", "load_all", "of_report", "scheme_for", "with_read_keys"]

Use = Literal["own", "assumed"]

_TRUST = {"written": 0, "published": 1, "inferred": 3}
_READ_OFF = 2


def load_all(extra: Mapping[str, str]) -> tuple[Scheme, ...]:
    """Reads the schemes that come with the package and a person's own.

    Args:
        extra: File name to YAML text. A scheme with the id of a packaged one stands in its place.

    Returns:
        The schemes in the order of their ids.

    Raises:
        SchemeError: A file is wrong, or two of a person's files have one id; with file, line and remedy.
    """
    packaged = (read(name, text) for name, text in _packaged())
    known = {scheme.scheme: scheme for scheme in packaged}
    own: dict[str, str] = {}
    for name, text in sorted(extra.items()):
        scheme = read(name, text)
        if scheme.scheme in own:
            problem = f"the id '{scheme.scheme}' is taken by {own[scheme.scheme]}"
            raise SchemeError(name, 1, problem, "Give each scheme an id of its own")
        own[scheme.scheme] = name
        known[scheme.scheme] = scheme
    return tuple(known[key] for key in sorted(known))


def with_read_keys(known: Iterable[Scheme], keys: Mapping[str, ReadKey]) -> tuple[Scheme, ...]:
    """The schemes of files together with those read off reports; a file of the same id stands in its place.

    Args:
        known: The schemes of files.
        keys: The keys that reports print, by document.
    """
    by_id = {
        scheme.scheme: scheme
        for document, key in keys.items()
        if key.definition is not None
        for scheme in [replace(read(f"the key of {document}", key.definition), read_off=True)]
    }
    by_id |= {scheme.scheme: scheme for scheme in known}
    return tuple(by_id[key] for key in sorted(by_id))


def of_report(known: Iterable[Scheme], document: str, keys: Mapping[str, ReadKey]) -> tuple[Scheme, ...]:
    """The schemes that may rate a report: where its own key was not understood, none read off another report."""
    own = keys.get(document)
    misread = own is not None and own.definition is None
    return tuple(scheme for scheme in known if not (misread and scheme.read_off))


def scheme_for(
    schemes: Iterable[Scheme], council: str, period: Period, report_kind: str, kind: Kind, document: str = ""
) -> tuple[Scheme, Use] | None:
    """The scheme that rates a kind of thing in a council's report.

    ``own`` is a scheme valid for the whole period. Else the council's scheme of the nearest other
    time is ``assumed``. A scheme of another council is never taken. Among equals what a person wrote
    goes before what was published, that before what was read off a report (its own, ``document``, before
    others), and that before what was inferred.
    """
    candidates = [
        scheme
        for scheme in schemes
        if scheme.council == council and kind in scheme.rates and (not scheme.reports or report_kind in scheme.reports)
    ]
    if not candidates:
        return None
    best = min(
        candidates,
        key=lambda scheme: (
            _days_apart(scheme, period),
            _READ_OFF if scheme.read_off else _TRUST[scheme.kind],
            scheme.document != document,
            scheme.scheme,
        ),
    )
    return best, "own" if _days_apart(best, period) == 0 else "assumed"


def as_row(scheme: Scheme) -> SchemeRow:
    """The scheme as it is stored."""
    return SchemeRow(
        scheme=scheme.scheme,
        council=scheme.council,
        valid_from=scheme.valid_from.isoformat() if scheme.valid_from else None,
        valid_to=scheme.valid_to.isoformat() if scheme.valid_to else None,
        kind=scheme.kind,
        document=scheme.document,
        page=scheme.page,
        definition=scheme.definition,
    )


def _packaged() -> list[tuple[str, str]]:
    folder = resources.files(__package__).joinpath("schemes")
    files = (item for item in folder.iterdir() if item.name.endswith(".yaml"))
    return [(item.name, item.read_text(encoding="utf-8")) for item in sorted(files, key=lambda item: item.name)]


def _days_apart(scheme: Scheme, period: Period) -> int:
    """How many days the furthest end of the period lies outside the scheme's validity; 0 is inside."""
    early = max(0, ((scheme.valid_from or date.min) - period.start).days)
    late = max(0, (period.end - (scheme.valid_to or date.max)).days)
    return max(early, late)
