"""Writing whole or not at all: what is new is made beside, and takes the place of what was there at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class NotWritten(Exception):
    """Something cannot be written. One line: what, where, what to do."""


@contextmanager
def in_place_of(to: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Somewhere beside to write, which takes the place of ``to`` once all is written.

    Args:
        to: the file or folder to write.
        is_ours: whether what stands there was written by an earlier call; nothing else is replaced.

    Raises:
        NotWritten: something else stands there, or it could not be written; what was there is kept.
    """
    try:
        if to.exists() and not (to.is_dir() and not any(to.iterdir())) and not is_ours(to):
            raise NotWritten(f"{to}: holds something else, which is kept; choose another place with --to")
        to.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent) as room:
            beside = Path(room) / to.name
            yield beside
            if to.is_dir():
                shutil.rmtree(to)
            beside.replace(to)
    except OSError as error:
        why = error.strerror or error
        raise NotWritten(f"{to}: cannot be written ({why}); free some space or choose another with --to") from error
