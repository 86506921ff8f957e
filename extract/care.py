"""What a reader of many files asks of the reading of one: when to stop, and which pages to leave alone."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf


def _nobody(page: int | None) -> None:
    """Nobody asked to be told."""


@dataclass(frozen=True, slots=True)
class Care:
    """How to read one file with care.

    ``until`` is when to stop, by the monotonic clock: the pages read by then are kept. ``left_out`` says of pages
    why they are not to be read (one that hung or killed its reader before). ``on_page`` is told of each page before
    it is read, and None when all are.
    """

    until: float = inf
    left_out: Mapping[int, str] = field(default_factory=dict)
    on_page: Callable[[int | None], None] = _nobody


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Put off Python's search for cycles: a page makes many small records and none of them is in one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
