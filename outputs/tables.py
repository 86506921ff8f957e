"""``observations.csv`` and ``findings.csv``: the results for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from ..records import Finding
from .audited import Audited, audited
from .contract import CHOICE_JOINT, OBSERVATIONS, PATH_JOINT
from .listing import ListedRow, Value, csv_text
from .store import Store, StoreError
from .stored import CsvPart

_BOX_LAST = list(OBSERVATIONS.columns).index("bottom") + 1
OBSERVATION_COLUMNS = (
    *list(OBSERVATIONS.columns)[:_BOX_LAST],
    "council",
    "council_name",
    "verdict",
    "reason",
    "recomputed",
    "possible",
    "variance",
    "scheme",
    "use",
    "working",
)
FINDING_COLUMNS = (
    "finding",
    "severity",
    "kind",
    "document",
    "seq",
    "page",
    "message",
    "arithmetic",
    "evidence",
    "acknowledged",
)


def write_csv(store: Store, folder: Path) -> tuple[Path, Path]:
    """Write ``observations.csv`` and ``findings.csv``, each whole or not at all.

    The lines of documents that have not changed are copied from the file that is there.

    Args:
        store: where the results are.
        folder: where the files go; it exists.

    Returns:
        The two files.

    Raises:
        StoreError: a file could not be written; the one that was there is kept.
    """
    observations, findings = folder / "observations.csv", folder / "findings.csv"
    before = store.changes_by_others()
    store.save_csv_parts(_write(observations, _document_by_document(store, observations)), before)
    _write(findings, [("", csv_text(map(finding_row, store.findings()), FINDING_COLUMNS).encode())])
    return observations, findings


def _document_by_document(store: Store, path: Path) -> Iterator[tuple[str, bytes]]:
    """The header under an empty name, then the lines of each document, as the file has them where that still holds."""
    header = csv_text((), OBSERVATION_COLUMNS).encode()
    yield "", header
    with _opened(path) as before:
        known = store.csv_parts() if before.read(len(header)) == header else {}
        for document in store.documents():
            slug = document.document
            lines = _lines_before(before, known[slug]) if slug in known else None
            if lines is None:
                told = map(observation_row, audited(store, document=slug))
                lines = csv_text(told, OBSERVATION_COLUMNS).encode()[len(header) :]
            yield slug, lines


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError:
        return BytesIO()


def _lines_before(before: BinaryIO, part: CsvPart) -> bytes | None:
    """A document's lines as they stand in a file; None where somebody has changed them, or moved them."""
    before.seek(part.start)
    lines = before.read(part.bytes)
    return lines if len(lines) == part.bytes and crc32(lines) == part.crc32 else None


def observation_row(each: Audited) -> ListedRow:
    """An observation with its document and its rating, by the columns of ``observations.csv``."""
    seen, rating, document = each.observation, each.rating, each.document
    row: dict[str, Value] = {name: getattr(seen, name, None) for name in OBSERVATIONS.columns if name != "headings"}
    for corner in ("page", "x0", "top", "x1", "bottom"):
        row[corner] = getattr(seen.box, corner)
    row |= {
        "headings": PATH_JOINT.join(seen.headings),
        "measure": each.measure,
        "council": document.council,
        "council_name": document.council_name,
    }
    if rating:
        for name in ("verdict", "reason", "recomputed", "variance", "scheme", "use", "working"):
            row[name] = getattr(rating, name)
        row["possible"] = CHOICE_JOINT.join(rating.possible)
    return row


def finding_row(finding: Finding) -> ListedRow:
    """A finding, by the columns of ``findings.csv``; ``page`` is that of its first evidence."""
    evidence = [f"{each.document} page {each.box.page}: {each.text}" for each in finding.evidence]
    row: dict[str, Value] = {name: getattr(finding, name, None) for name in FINDING_COLUMNS}
    return row | {
        "page": finding.evidence[0].box.page if finding.evidence else None,
        "evidence": CHOICE_JOINT.join(evidence),
    }


def _write(path: Path, parts: Iterable[tuple[str, bytes]]) -> dict[str, CsvPart]:
    """Write beside the file, then put it in its place; returns where each named part stands."""
    beside = path.with_name(f".{path.name}.part")
    written = {}
    try:
        with beside.open("wb") as file:
            for name, content in parts:
                written[name] = CsvPart(file.tell(), len(content), crc32(content))
                file.write(content)
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}); what was there is kept. "
            "Free some space or change the permissions, then run again."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return {name: part for name, part in written.items() if name}
