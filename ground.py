"""What rows depend on besides the file that they are read from: the program, decisions and schemes.

With each document is kept a digest of this, so that a run skips what would come out the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus.manifest import Source
from .normalise import profile_for
from .records import Correction, Decisions, Profile, Report
from .rules.scheme import Scheme

if TYPE_CHECKING:
    from .extract import Engine
    from .outputs.store import StoredDocument


def decisions_beside(paths: Sequence[Path]) -> Path:
    """The folder of decisions that belongs to these reports: of several the first that is there.

    That of the bundled reports is where the person is.
    """
    folders = [(path if _is_folder(path) else path.parent) / "decisions" for path in paths or [Path()]]
    return next((folder for folder in folders if _is_folder(folder)), folders[0])


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; one that may not be looked into is said to be wrong by what opens it."""
    try:
        return path.is_dir()
    except OSError:
        return False


def decisions_unused(used: Path, paths: Sequence[Path], sources: Iterable[Source]) -> Iterator[str]:
    """A line for each folder of decisions that lies beside reports, while those of another folder are used."""
    beside = {path / "decisions" for path in paths if _is_folder(path)}
    beside |= {source.path.parent / "decisions" for source in sources}
    for folder in sorted(beside):
        if _is_folder(folder) and folder.resolve() != used.resolve():
            yield (
                f"{folder}: not used, for a run takes its decisions from one folder, here {used}; "
                "put them together there, or name the folder with --decisions"
            )


def made_by(engine: Engine) -> str:
    """The program by which rows are made, with the engine where it is another than its own."""
    program = version("council-scrutiny")
    return program if engine == "scrutiny" else f"{program} with {engine}"


def digest(*parts: object) -> str:
    """A digest of what is told by the ``repr`` of some parts."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rows of a document depend on besides its file: program, decisions and schemes."""

    made_by: str
    decisions: Decisions
    schemes: tuple[Scheme, ...]

    @property
    def rules(self) -> str:
        """A digest of all schemes."""
        return digest([(scheme.scheme, scheme.definition) for scheme in self.schemes])

    def corrections_of(self, document: str, sha256: str | None) -> tuple[Correction, ...]:
        """What people corrected in a document, or in its content under another name.

        A spot on the page tells nothing where it was told of another content.
        """
        return tuple(
            one if one.sha256 == sha256 else replace(one, x=None, y=None)
            for one in self.decisions.corrections
            if one.document == document or (one.sha256 is not None and one.sha256 == sha256)
        )

    def profile_of(self, council: str | None, title: str | None, kind: str | None) -> Profile | None:
        """The layout profile for a council's report of this title and kind."""
        return profile_for(self.decisions.profiles, council or "", title or "", kind or "")

    def of_reading(self, read: StoredDocument | Report) -> str:
        """A digest of what reading a document depends on, once it is known whose it is."""
        profile = self.profile_of(read.council, read.title, read.kind)
        corrections = self.corrections_of(read.document, read.sha256)
        return digest(self.made_by, corrections, profile.definition if profile else None)

    def of_rating(self, council: str, documents: Iterable[StoredDocument]) -> str:
        """A digest of what rating a council's documents depends on: each other too."""
        said = (self.decisions.same, self.decisions.polarity)
        own = [[decision for decision in decisions if decision.council == council] for decisions in said]
        read = [replace(document, rated_with=None, state="read", problem=None) for document in documents]
        return digest(self.made_by, self.rules, own, self.decisions.acknowledged, read)

    def has_read(self, source: Source, known: StoredDocument | None) -> bool:
        """Whether reading a file would give what the store holds: same content, ground, and facts given."""
        return (
            known is not None
            and known.state != "failed"
            and (known.sha256, known.path) == (source.sha256, str(source.path))
            and known.read_with == self.of_reading(known)
            and source.council in (None, known.council)
            and source.title in (None, known.title)
            and source.kind in (None, known.kind)
            and source.source in (None, known.source)
            and source.licence in (None, known.licence)
            and (source.period is None or source.period.label == known.period)
        )
