"""What is said of a document before it is read: by an option, or by a line of a ``reports.csv``."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..language.periods import Period, read_period
from . import councils

KINDS = ("quarterly", "annual", "plan", "monthly", "other")


@dataclass(frozen=True, slots=True)
class Hints:
    """What a person says of every document that its manifest does not tell.

    ``council`` is a GSS code, ``kind`` one of ``KINDS``: ``read_hints`` makes them from text.
    """

    council: str | None = None
    period: Period | None = None
    title: str | None = None
    kind: str | None = None


class CorpusError(Exception):
    """Why a document or folder cannot be read: one line that says where, and what mends it.

    Attributes:
        message: what is wrong.
        remedy: what to do about it.
        file: where it is wrong; ``line`` counts from 1.
        document: the slug of the document that fails by it, where one does.
    """

    def __init__(
        self,
        message: str,
        remedy: str,
        *,
        file: Path | None = None,
        line: int | None = None,
        document: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
        self.document = document

    def __str__(self) -> str:
        where = "" if self.file is None else f"{self.file}, line {self.line}: " if self.line else f"{self.file}: "
        return f"{where}{self.message}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a manifest: the file that it speaks of, and what it says."""

    manifest: Path
    line: int
    path: Path
    document: str | None
    facts: Hints
    sha256: str | None
    source: str | None
    licence: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The lines of one ``reports.csv``, by the resolved path of the file that each speaks of.

    ``spoiled`` are the files whose line is wrong; ``failures`` the faults that are no file's.
    """

    entries: Mapping[Path, Entry] = field(default_factory=dict)
    spoiled: Mapping[Path, CorpusError] = field(default_factory=dict)
    failures: tuple[CorpusError, ...] = ()


def read_hints(
    council: str | None = None, period: str | None = None, title: str | None = None, kind: str | None = None
) -> Hints:
    """Read what a person wrote of a document, in an option or a manifest.

    Args:
        council: a GSS code or an exact name.
        period: such as ``2022/23 Q2``.
        title: any text.
        kind: one of ``KINDS``.

    Raises:
        CorpusError: a text that cannot be read; it names no file.
    """
    return Hints(_council(council), _period(period), title or None, _kind(kind))


def slug(text: str) -> str:
    """A name safe in files, addresses and SQL: ``Derby 2022/23 Q2`` gives ``derby-2022-23-q2``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"


def read_manifest(file: Path) -> Manifest:
    """Read a ``reports.csv``; a missing one says nothing. A wrong line spoils its own file only."""
    try:
        if not file.exists():
            return Manifest()
        lines = list(_lines(file))
    except (OSError, csv.Error) as error:
        return Manifest(failures=(CorpusError(f"cannot be read: {error}", "save it as CSV again", file=file),))
    entries: dict[Path, Entry] = {}
    spoiled: dict[Path, CorpusError] = {}
    failures: list[CorpusError] = []
    for number, row in lines:
        if not (row.get("file") or row.get("document")):
            failures.append(CorpusError("the line names no file", "fill the column file", file=file, line=number))
            continue
        path = file.parent / (row.get("file") or f"{row['document']}.pdf")
        try:
            if path.resolve() in entries:
                first = entries.pop(path.resolve()).line
                raise CorpusError(f"{path.name} already stands in line {first}", "delete one of the lines")
            entries[path.resolve()] = _entry(row, file, number, path)
        except CorpusError as error:
            document = slug(row.get("document") or path.stem)
            spoiled[path.resolve()] = CorpusError(
                error.message, error.remedy, file=file, line=number, document=document
            )
    return Manifest(entries, spoiled, tuple(failures))


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled lines with their numbers; headings folded, stray spaces gone."""
    reader = csv.reader(io.StringIO(_text(file.read_bytes()), newline=""))
    header = [name.strip().casefold() for name in next(reader, [])]
    begin = reader.line_num + 1
    for cells in reader:
        row = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)}
        if any(row.values()):
            yield begin, row
        begin = reader.line_num + 1


def _text(data: bytes) -> str:
    """Spreadsheets save UTF-8, with or without a mark, or the Windows code page."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _entry(row: Mapping[str, str], manifest: Path, line: int, path: Path) -> Entry:
    if not path.is_file():
        raise CorpusError(f"there is no file {path.name} beside it", "correct the column file, or delete the line")
    facts = read_hints(row.get("council"), row.get("period"), row.get("title"), row.get("kind"))
    return Entry(
        manifest=manifest,
        line=line,
        path=path,
        document=row.get("document") or None,
        facts=facts,
        sha256=row.get("sha256") or None,
        source=row.get("source") or None,
        licence=row.get("licence") or None,
    )


def _council(text: str | None) -> str | None:
    if not text:
        return None
    named = councils.known_as(text)
    if len(named) == 1:
        return named[0].code
    if named:
        choice = " or ".join(f"{council.code} ({council.name})" for council in named)
        raise CorpusError(f"the council {text!r} may be {choice}", "write one of these codes")
    near = councils.nearest(text)
    meant = f", perhaps {' or '.join(f'{one.name} ({one.code})' for one in near)}" if near else ""
    raise CorpusError(f"the council {text!r} is not known", f"write its GSS code or its full official name{meant}")


def _period(text: str | None) -> Period | None:
    if not text:
        return None
    period = read_period(text)
    if period is None:
        raise CorpusError(f"the period {text!r} cannot be read", "write it as 2022/23, 2022/23 Q2, 2022-09 or 2022")
    return period


def _kind(text: str | None) -> str | None:
    if not text:
        return None
    if text.casefold() not in KINDS:
        raise CorpusError(f"the kind {text!r} is not known", f"write one of {', '.join(KINDS)}")
    return text.casefold()
