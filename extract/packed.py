"""A long sequence of records in little room: what a document of thousands of pages holds at once."""

from __future__ import annotations

import copyreg
import io
import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

from ..records import Ask, Box, Cell, CellUse, Claim, Limit, Line, Mark, Observation, Passage, Place, Table
from .prose import Paragraph
from .sheet import Sheet, SheetCell

Item = TypeVar("Item")

# A short document is never packed: that costs as much time as a tenth of its reading.
_KEPT_AS_THEY_ARE = 100
_IN_A_PIECE = 20
# Pieces that are open at a time, so that neighbours can be looked at.
_OPEN = 2


class Packed(Sequence[Item], Generic[Item]):
    """A sequence that grows at its end; but for its beginning it is held in compressed pieces.

    An item is made anew each time that it is asked for: compare items by what they hold, not by identity.
    """

    def __init__(self) -> None:
        self._plain: list[Item] = []
        self._pieces: list[bytes] = []
        self._last: list[Item] = []
        self._open: dict[int, list[Item]] = {}

    def append(self, item: Item) -> None:
        """Take in one more; it is not to change from now on."""
        if len(self._plain) < _KEPT_AS_THEY_ARE:
            self._plain.append(item)
            return
        self._last.append(item)
        if len(self._last) == _IN_A_PIECE:
            self._pieces.append(_packed(self._last))
            self._last = []

    def done(self) -> Sequence[Item]:
        """What it holds: where that is little, a tuple."""
        return self if self._pieces else (*self._plain, *self._last)

    def __len__(self) -> int:
        return len(self._plain) + len(self._pieces) * _IN_A_PIECE + len(self._last)

    def __iter__(self) -> Iterator[Item]:
        yield from self._plain
        for piece in self._pieces:
            yield from _unpacked(piece)
        yield from self._last

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(len(self))))
        place = range(len(self))[index]
        if place < len(self._plain):
            return self._plain[place]
        piece, place = divmod(place - len(self._plain), _IN_A_PIECE)
        return self._piece(piece)[place]

    def _piece(self, number: int) -> list[Item]:
        if number == len(self._pieces):
            return self._last
        if number not in self._open:
            while len(self._open) >= _OPEN:
                del self._open[next(iter(self._open))]
            self._open[number] = _unpacked(self._pieces[number])
        return self._open[number]

    def __getstate__(self) -> tuple[Any, ...]:
        return _packed(self._plain), self._pieces, _packed(self._last)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        plain, self._pieces, last = state
        self._plain, self._last, self._open = _unpacked(plain), _unpacked(last), {}


def packed(items: Iterable[Item]) -> Sequence[Item]:
    """Items in little room; a tuple of a few."""
    held: Packed[Item] = Packed()
    for item in items:
        held.append(item)
    return held.done()


def _by_fields(record: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """Pickle a record as a call with its fields: several times as fast as dataclasses do it by themselves."""
    values = attrgetter(*(field.name for field in fields(record)))
    return lambda one: (record, values(one))


_TABLE = copyreg.dispatch_table | {
    record: _by_fields(record)
    for record in (
        *(Box, Cell, Line, Mark, Passage, Table, Paragraph, Sheet, SheetCell),
        *(Observation, Place, Limit, CellUse, Claim, Ask),
    )
}


def _packed(items: list[Item]) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _TABLE
    pickler.dump(items)
    return zlib.compress(stream.getbuffer(), 1)


def _unpacked(piece: bytes) -> list[Item]:
    items: list[Item] = pickle.loads(zlib.decompress(piece))
    return items
