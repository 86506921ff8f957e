"""Which documents an archive holds: files, folders and what their ``reports.csv`` says of them."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from ..language.periods import Period
from ..records import Problem
from . import texts
from .listing import KINDS, CorpusError, Entry, Hints, Manifest, read_hints, read_manifest, slug

__all__ = ["KINDS", "CorpusError", "Found", "Hints", "Source", "find", "read_hints", "slug"]

MANIFEST = "reports.csv"
FACTS = ("council", "period", "title", "kind")

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read, and what is known of it before it is read (None: nothing is).

    ``said_before`` names the facts that a person gave with an option of an earlier run.
    """

    document: str
    path: Path
    sha256: str
    council: str | None = None
    title: str | None = None
    period: Period | None = None
    kind: str | None = None
    source: str | None = None
    licence: str | None = None
    problems: tuple[Problem, ...] = ()
    said_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The documents found, in the order of their slugs, and what stood in the way of others."""

    sources: tuple[Source, ...]
    failures: tuple[CorpusError, ...] = ()


def find(paths: Sequence[Path], hints: Hints | None = None, said: Mapping[str, Hints] = MappingProxyType({})) -> Found:
    """Find the documents in files and folders.

    A folder gives every PDF in it and in its subfolders, and every text that is a report (see
    ``texts``); its ``reports.csv``, and the one beside a
    single file, say what is known of them. What a manifest says of a document goes before the
    hints, which are about all of them, and these before what was ``said`` of its content (by its sha256)
    in earlier runs. Nothing raises: what cannot be read is among the failures.
    """
    failures: list[CorpusError] = []
    sources: list[Source] = []
    for path in paths:
        if path.is_dir():
            manifest, files = _folder(path, failures)
        elif path.exists():
            manifest, files = _beside(path, failures)
        else:
            failures.append(CorpusError("no such file or folder", "check the path", file=path))
            continue
        for file in files:
            try:
                sources.append(_source(file, manifest.entries.get(file.resolve()), hints or Hints(), said))
            except OSError as error:
                reason = error.strerror or str(error)
                remedy = "give yourself the right to read it"
                failures.append(CorpusError(f"cannot be read: {reason}", remedy, file=file, document=slug(file.stem)))
    distinct, clashes = _distinct(sources)
    return Found(distinct, (*failures, *clashes))


# --------------------------------------------------------------------------------------- files


def _folder(folder: Path, failures: list[CorpusError]) -> tuple[Manifest, list[Path]]:
    manifest = read_manifest(folder / MANIFEST)
    failures += (*manifest.failures, *manifest.spoiled.values())
    found = {file.resolve(): file for file in _reports(folder, failures)}
    found |= {path: entry.path for path, entry in manifest.entries.items()}
    if not found and not manifest.spoiled:
        remedy = "name a folder that holds the reports as .pdf files, or as the .txt or .md files left of them"
        failures.append(CorpusError("the folder holds no report", remedy, file=folder))
    return manifest, sorted(file for path, file in found.items() if path not in manifest.spoiled)


def _reports(folder: Path, failures: list[CorpusError]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        failures.append(
            CorpusError(
                f"cannot be read: {error.strerror}", "give yourself the right to read it", file=Path(error.filename)
            )
        )

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in (Path(parent, name) for name in sorted(files) if not name.startswith(".")):
            try:
                if file.suffix.casefold() == ".pdf" or texts.is_report(file):
                    yield file
            except OSError:
                yield file  # what opens it next says what is wrong with it


def _beside(file: Path, failures: list[CorpusError]) -> tuple[Manifest, list[Path]]:
    """A single file, and what the manifest in its folder says; faults of other lines are not its own."""
    manifest = read_manifest(file.parent / MANIFEST)
    if file.resolve() in manifest.spoiled:
        failures.append(manifest.spoiled[file.resolve()])
        return manifest, []
    return manifest, [file]


def _source(file: Path, entry: Entry | None, hints: Hints, said: Mapping[str, Hints]) -> Source:
    digest = _sha256(file)
    known = entry.facts if entry else Hints()
    before = said.get(digest, Hints())
    return Source(
        document=slug(entry.document if entry and entry.document else file.stem),
        path=file,
        sha256=digest,
        council=known.council or hints.council or before.council,
        title=known.title or hints.title or before.title,
        period=known.period or hints.period or before.period,
        kind=known.kind or hints.kind or before.kind,
        source=entry.source if entry else None,
        licence=entry.licence if entry else None,
        problems=tuple(_doubts(entry, digest, hints)) if entry else (),
        said_before=tuple(
            fact for fact in FACTS if getattr(before, fact) and not getattr(hints, fact) and not getattr(known, fact)
        ),
    )


def _doubts(entry: Entry, digest: str, hints: Hints) -> Iterator[Problem]:
    where = f"{entry.manifest.name}, line {entry.line}"
    if entry.sha256 and entry.sha256.casefold() != digest:
        yield Problem("corpus", f"{where}: the file is not the one described: its sha256 is {digest}; correct the line")
    for field in FACTS:
        said, hinted = getattr(entry.facts, field), getattr(hints, field)
        if said and hinted and said != hinted:
            yield Problem(
                "corpus", f"{where}: its {field} was taken, not that of --{field}; correct the line if it is wrong"
            )


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _distinct(sources: Iterable[Source]) -> tuple[tuple[Source, ...], list[CorpusError]]:
    """One source for each slug and each content.

    The same content twice is read once, and says so. Two contents with one slug both fail: which
    of them the slug means must not depend on which others are there.
    """
    by_path = {source.path.resolve(): source for source in sources}
    contents: dict[object, list[Source]] = defaultdict(list)
    for source in sorted(by_path.values(), key=_place_in_order):
        empty = source.path.stat().st_size == 0
        contents[source.path.resolve() if empty else source.sha256].append(source)
    kept: list[Source] = []
    failures: list[CorpusError] = []
    ordered = sorted((_read_once(copies) for copies in contents.values()), key=_place_in_order)
    for document, group in groupby(ordered, key=lambda source: source.document):
        same_slug = list(group)
        if len(same_slug) == 1:
            kept += same_slug
            continue
        files = " and ".join(str(source.path) for source in same_slug)
        remedy = f"rename one, or name them apart in the document column of a {MANIFEST}"
        message = f"two different files would be the document {document!r} ({files})"
        failures.append(CorpusError(message, remedy, document=document))
    return tuple(kept), failures


def _place_in_order(source: Source) -> tuple[str, str]:
    return source.document, str(source.path)


def _read_once(copies: Sequence[Source]) -> Source:
    first, *others = copies
    notes = tuple(Problem("corpus", f"the same file again at {copy.path} was not read twice") for copy in others)
    return replace(first, problems=(*first.problems, *notes))
