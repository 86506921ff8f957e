"""pdfium's functions without the checks that ctypes makes of every argument of every call.

A page takes ten thousand calls, and the checks cost twice the work. What is passed must be of the right kind: an
address as ``c_void_p`` (a plain int would be cut to 32 bits), a place to fill ``byref``, a whole number as int.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from typing import Any

from numpy.typing import NDArray


def plain(function: Any, result: Any = ctypes.c_int, *arguments: Any) -> Any:
    """A pdfium function that takes its arguments as they are.

    Python's lock is kept over the call, which is short.

    Args:
        function: the function of ``pypdfium2.raw``.
        result: the ctypes type of what it gives.
        arguments: the ctypes types of its arguments, for those that take addresses as plain ints.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def fill_each(function: Any, *arguments: Iterable[Any]) -> None:
    """Call a function for what it writes, once for each row of arguments."""
    deque(map(function, *arguments), maxlen=0)


def addresses(rows: NDArray[Any], column: int = 0) -> range:
    """Where a column of each row lies in memory."""
    start = rows.ctypes.data + column * rows.itemsize
    return range(start, start + rows.nbytes, rows.strides[0]) if len(rows) else range(0)


class Channels:
    """Places for red, green, blue and alpha to be filled by a call, and read before the next."""

    __slots__ = ("_held", "places")

    def __init__(self) -> None:
        self._held = (ctypes.c_uint * 4)()
        self.places = tuple(ctypes.addressof(self._held) + 4 * number for number in range(4))

    def values(self) -> bytes:
        """The four as they lie in memory, four bytes each."""
        return bytes(self._held)
