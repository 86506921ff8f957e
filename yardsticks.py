"""Rating rules by themselves: the key of one file, rules inferred from ratings, councils under each other's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .corpus import manifest
from .corpus.identify import Unidentified, report_for
from .corpus.manifest import Hints
from .records import Observation, ReadKey
from .rules.inference import Inferred, infer
from .rules.key_scheme import read_key
from .rules.polarity import UNKNOWN, PolarityDecided

if TYPE_CHECKING:
    from .extract import Engine
    from .outputs.store import StoreReader


@dataclass(frozen=True, slots=True)
class KeyOfFile:
    """A document and the rating key that it prints, if any."""

    document: str
    key: ReadKey | None


def key_of_file(file: Path, hints: Hints, engine: Engine) -> KeyOfFile:
    """Read the rating key of one report.

    Args:
        file: the PDF.
        hints: its council and period, where its pages do not tell.
        engine: what to read it with.

    Raises:
        CorpusError: the file is no PDF.
        Unreadable: nothing can be read from it, or it does not tell whose it is and for when.
    """
    from . import extract

    found = manifest.find([file], hints)
    for failure in found.failures:
        raise failure
    source = found.sources[0]
    pages = extract.read(source.path, engine=engine)
    try:
        report = report_for(source, pages)
    except Unidentified as error:
        raise extract.Unreadable(str(error)) from error
    return KeyOfFile(report.document, read_key(report, pages))


def infer_from(store: StoreReader, document: str) -> Inferred | None:
    """The rule behind the published ratings of a document; None where they tell too little."""
    return infer(store.observations(document=document), polarities(store, document))


def polarities(store: StoreReader, document: str) -> Callable[[Observation], PolarityDecided]:
    """The polarity of each figure of a document, as it was decided for its measure."""
    measures = {measure.measure: measure for measure in store.measures()}
    known = store.measure_of(document)

    def of(row: Observation) -> PolarityDecided:
        measure = measures.get(known.get(row.seq, ""))
        if measure is None or measure.polarity is None:
            return UNKNOWN
        source, _, detail = (measure.polarity_source or "").partition(": ")
        return PolarityDecided(measure.polarity, source, detail)

    return of
