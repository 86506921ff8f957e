"""Objects over a pipe between processes, piece by piece: neither end ever holds the whole of a long one pickled."""

from __future__ import annotations

import pickle
from multiprocessing.connection import Connection
from typing import Any

_PIECE, _END, _GIVEN_UP = b"+", b".", b"!"


def send(pipe: Connection[Any, Any], answer: object) -> None:
    """Send an object.

    Raises:
        Exception: it cannot be pickled; the other end does not see what was sent of it.
    """
    try:
        pickle.Pickler(_Out(pipe), pickle.HIGHEST_PROTOCOL).dump(answer)
    except OSError:
        raise  # there is nobody any more
    except Exception:
        pipe.send_bytes(_GIVEN_UP)
        raise
    pipe.send_bytes(_END)


def receive(pipe: Connection[Any, Any]) -> Any:
    """The next object that was sent whole.

    Raises:
        EOFError, OSError: the other end is gone.
        Broken: it cannot be made here; the one after it can be received.
    """
    while True:
        coming = _In(pipe)
        try:
            answer = pickle.Unpickler(coming).load()
        except Exception as error:
            coming.pass_over()
            if not coming.given_up:
                raise Broken(error) from error
        else:
            coming.pass_over()
            return answer


class Broken(Exception):
    """What came cannot be made an object; its argument is why."""


class _Out:
    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self._pipe = pipe

    def write(self, piece: bytes | memoryview) -> int:
        self._pipe.send_bytes(_PIECE + bytes(piece))
        return len(piece)


class _In:
    """A pickled object as a file, up to where it ends or was given up."""

    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self._pipe = pipe
        self._held = b""
        self._at = 0
        self._ended = False
        self.given_up = False

    def read(self, count: int) -> bytes:
        while len(self._held) - self._at < count and not self._ended:
            self._next()
        start, self._at = self._at, self._at + count
        return self._held[start : self._at]

    def readline(self) -> bytes:
        """Asked for by old kinds of pickles only, which nobody sends."""
        return b""

    def pass_over(self) -> None:
        """Leave what is still coming of it alone."""
        while not self._ended:
            self._next()
            self._held, self._at = b"", 0

    def _next(self) -> None:
        told = self._pipe.recv_bytes()
        if told[:1] == _PIECE:
            self._held, self._at = self._held[self._at :] + told[1:], 0
        else:
            self._ended, self.given_up = True, told == _GIVEN_UP
