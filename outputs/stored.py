"""What the store tells of documents, runs and results that is no record of a stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from ..language.periods import Period
from ..records import Report

State = Literal["read", "read_with_problems", "failed"]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of ``documents``. What a failed document did not tell is None.

    ``read_with`` and ``rated_with`` are digests of what its reading, and then its ratings, depended
    on besides the file itself; None where it was not read, or not rated.
    """

    document: str
    path: str
    state: State
    sha256: str | None = None
    council: str | None = None
    council_name: str | None = None
    title: str | None = None
    period: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    kind: str | None = None
    pages: int | None = None
    source: str | None = None
    licence: str | None = None
    problem: str | None = None
    read_with: str | None = None
    rated_with: str | None = None

    def report(self) -> Report:
        """The report as it was saved.

        Raises:
            ValueError: the document failed, so that nobody knows whose it is.
        """
        if self.state == "failed" or self.period is None or self.period_start is None or self.period_end is None:
            raise ValueError(f"{self.document} was not read")
        return Report(
            document=self.document,
            path=Path(self.path),
            sha256=self.sha256 or "",
            council=self.council or "",
            council_name=self.council_name or "",
            title=self.title or "",
            period=Period(self.period, self.period_start, self.period_end),
            kind=self.kind or "",
            source=self.source or "",
            licence=self.licence or "",
        )


@dataclass(frozen=True, slots=True)
class Defined:
    """A measure that stands for its definition; ``compared`` says whether that is compared with the others yet."""

    subject: str
    name: str
    unit: str | None
    council_name: str
    compared: bool


@dataclass(frozen=True, slots=True)
class CsvPart:
    """The lines of one document in ``observations.csv``: from which byte, how many, and their CRC-32."""

    start: int
    bytes: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a document's file; ``sha256`` is None where it could not be opened."""

    sha256: str | None
    state: State


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving a document did.

    ``new``; ``again`` (the same content once more); ``replaced`` (the slug held another content);
    ``renamed`` (the content stood under another slug, ``was``, which is gone).
    """

    what: Literal["new", "again", "replaced", "renamed"]
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A row of ``runs``; ``finished`` is None for a run that was stopped."""

    run: int
    started: str
    finished: str | None
    version: str
    schemes_sha256: str
    decisions_sha256: str | None
    documents: int | None
    seconds: float | None
    decisions: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How the ratings of a document came out.

    ``assumed`` counts again those that were rated under another year's key. ``unrated`` counts, by
    their basis, the observations that no rating is asked of, ``reasons`` why the others cannot be
    checked, most frequent first. ``claims`` counts its statements about its own figures by verdict.
    """

    observations: int = 0
    unrated: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, int] = field(default_factory=dict)
    assumed: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    plan_items: int = 0
    tables: int = 0
    claims: Mapping[str, int] = field(default_factory=dict)
