"""Words in the picture of a page, by character recognition; its engine is an extra of the installation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from .raster import Picture

EXTRA = "pip install 'council-scrutiny[ocr]'"

# One document is read in one process, and several side by side.
_THREADS = 1


class NotInstalled(Exception):
    """The engine for character recognition is not installed."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word with its box in pixels; ``sure`` is 0 to 1, ``line`` the line it was read with."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    line: int


def make_ready() -> None:
    """Load the engine.

    Raises:
        NotInstalled: the extra is missing.
    """
    _engine()


def recognise(picture: Picture) -> tuple[Recognised, ...]:
    """The words of a picture.

    Args:
        picture: red, green and blue, its lines level.

    Raises:
        NotInstalled: the extra is missing.
    """
    read = _engine()(np.ascontiguousarray(picture[:, :, ::-1]), return_word_box=True, use_cls=False)
    found = []
    for line, words in enumerate(read.word_results if read.txts else ()):
        for text, sure, box in words:
            if text.strip():
                xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
                found.append(Recognised(text.strip(), min(xs), min(ys), max(xs), max(ys), float(sure), line))
    return tuple(found)


@cache
def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise NotInstalled(EXTRA) from error
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 4000,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": _THREADS,
        }
    )
