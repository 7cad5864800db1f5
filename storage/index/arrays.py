"""Long arrays of a cache, of which no more is in memory than is used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from storage.index.packing import Ids, Numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

BITS_OF_CHUNK: Final = 16
CHUNK: Final = 1 << BITS_OF_CHUNK
"""Places in one chunk: a quarter of a megabyte, which is read in 0.1 ms."""
CHUNKS_KEPT: Final = 64


def chunked(array: NDArray[Any]) -> Iterator[tuple[int, bytes]]:
    """An array as numbered pieces of `CHUNK` places, in four bytes a place."""
    for start in range(0, len(array), CHUNK):
        yield start >> BITS_OF_CHUNK, array[start : start + CHUNK].astype("<u4").tobytes()


class Chunked:
    """An array that is read chunk by chunk; those that were used last are kept."""

    def __init__(self, length: int, read: Callable[[int], bytes]) -> None:
        self._length = length
        self._read = read
        self._kept: OrderedDict[int, Numbers] = OrderedDict()

    def __len__(self) -> int:
        return self._length

    def at(self, places: Ids | Numbers) -> Numbers:
        """The values at some places, in the order of these."""
        chunks = places >> BITS_OF_CHUNK
        if not len(places) or chunks[0] == chunks[-1] == chunks.min() == chunks.max():
            return self._of(int(chunks[0]), places) if len(places) else np.zeros(0, np.uint32)
        values = np.empty(len(places), np.uint32)
        order = np.argsort(chunks, kind="stable")
        starts = np.flatnonzero(np.diff(chunks[order])) + 1
        for some in np.split(order, starts):
            values[some] = self._of(int(chunks[some[0]]), places[some])
        return values

    def _of(self, chunk: int, places: Ids | Numbers) -> Numbers:
        if chunk not in self._kept:
            self._kept[chunk] = np.frombuffer(self._read(chunk), "<u4")
            if len(self._kept) > CHUNKS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(chunk)
        return self._kept[chunk][places & (CHUNK - 1)]


class SortedRuns:
    """An array that never falls, kept as the places where it rises: the last day of each quote."""

    def __init__(self, values: Numbers, starts: Numbers, length: int) -> None:
        self._values = values
        self._starts = starts
        self._ends = np.append(starts, np.uint32(length))

    def at(self, places: Ids | Numbers) -> Numbers:
        """The values at some places."""
        return self._values[np.searchsorted(self._starts, places, "right") - 1]

    def before(self, value: int) -> int:
        """How many places hold less than `value`."""
        return int(self._ends[np.searchsorted(self._values, max(value, 0), "left")])


def runs(array: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The values of an array that never falls, each once, and where each begins."""
    values, starts = np.unique(array, return_index=True)
    return values, starts


def narrowed(array: NDArray[Any]) -> NDArray[Any]:
    """The array in as few bytes a place as its largest number takes."""
    return array.astype(np.min_scalar_type(int(array.max(initial=0))).newbyteorder("<"))
