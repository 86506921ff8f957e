"""``observations.csv`` and ``findings.csv``: the results for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from ..records import Finding
from .audited import Audited, audited
from .contract import CHOICE_JOINT, OBSERVATIONS, PATH_JOINT
from .listing import ListedRow, Value, write_csv_rows
from .store import StoreError, StoreReader

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


def write_csv(store: StoreReader, folder: Path) -> tuple[Path, Path]:
    """Write ``observations.csv`` and ``findings.csv``, each whole or not at all.

    Args:
        store: where the results are.
        folder: where the files go; it exists.

    Returns:
        The two files.

    Raises:
        StoreError: a file could not be written; the one that was there is kept.
    """
    observations, findings = folder / "observations.csv", folder / "findings.csv"
    _write(observations, map(observation_row, audited(store)), OBSERVATION_COLUMNS)
    _write(findings, map(finding_row, store.findings()), FINDING_COLUMNS)
    return observations, findings


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


def _write(path: Path, rows: Iterable[ListedRow], columns: Sequence[str]) -> None:
    """Write beside the file, then put it in its place."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            write_csv_rows(file, rows, columns)
        beside.replace(path)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}); what was there is kept. "
            "Free some space or change the permissions, then run again."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
