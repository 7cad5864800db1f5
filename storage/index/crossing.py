"""How many ordinals of an answer are each actor's in a period, a format or a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from pyroaring import BitMap

from storage.answer import TalksColumn
from storage.index.counting import ORDINALS_AT_ONCE
from storage.index.file import CacheFile
from storage.index.packing import Numbers, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

Places: TypeAlias = "NDArray[np.int64]"
ColumnsOf = Callable[[Numbers], Places]
"""The number of the column of each ordinal, or -1."""


class Crossing:
    """A table of `actors` and some columns; ordinals of neither are left out."""

    def __init__(self, cache: CacheFile, actors: Sequence[int | None], columns: int) -> None:
        self._cache = cache
        self._row_of = _numbering(actors)
        self._columns = columns
        self._counts = np.zeros(len(actors) * columns, np.int64)
        self._newest = np.zeros(len(actors) * columns, np.int64)

    def cells(self) -> Iterator[tuple[int, int, int, int]]:
        """Row, column, how many ordinals, and the newest, where there are any."""
        filled = np.flatnonzero(self._counts)
        rows, columns = np.divmod(filled, self._columns)
        yield from zip(
            rows.tolist(),
            columns.tolist(),
            self._counts[filled].tolist(),
            self._newest[filled].tolist(),
            strict=True,
        )

    def add_periods(self, ordinals: BitMap, bounds: Sequence[int]) -> None:
        """Those that lie wholly within a period."""
        starts = np.array(bounds, np.int64)
        imprecise, first_days = self._cache.imprecise
        last_days = self._cache.last_days

        def periods(some: Numbers) -> Places:
            last = last_days.at(some).astype(np.int64)
            first = last.copy()
            at = np.searchsorted(imprecise, some)
            at[at == len(imprecise)] = 0
            are = np.flatnonzero(imprecise[at] == some) if len(imprecise) else at[:0]
            first[are] = first_days[at[are]]
            found = np.searchsorted(starts, last, "right") - 1
            found[np.searchsorted(starts, first, "right") - 1 != found] = -1
            found[found == self._columns] = -1
            return found

        self._add(ordinals, periods)

    def add_talks(self, ordinals: BitMap, column: TalksColumn, talks: Sequence[int | None]) -> None:
        """Those that belong to a format, or to a meeting."""
        if column == "format":
            number_of = _numbering(talks)
            self._add(ordinals, lambda some: _looked_up(number_of, self._cache.formats.at(some)))
            return
        for number, meeting in enumerate(talks):
            there = ordinals & self._cache.with_value(column, meeting or 0)
            self._add(there, lambda some, number=number: np.full(len(some), number, np.int64))

    def _add(self, ordinals: BitMap, columns_of: ColumnsOf) -> None:
        for some, actors in self._spoken(ordinals):
            rows, columns = _looked_up(self._row_of, actors), columns_of(some)
            inside = (rows >= 0) & (columns >= 0)
            places = rows[inside] * self._columns + columns[inside]
            self._counts += np.bincount(places, minlength=len(self._counts))
            # Of those in one place the last one stays, which is the newest.
            self._newest[places] = np.maximum(self._newest[places], some[inside])

    def _spoken(self, ordinals: BitMap) -> Iterator[tuple[Numbers, Numbers]]:
        """Ordinals with their speakers, a joint statement once for each."""
        every = numbers(ordinals)
        for start in range(0, len(every), ORDINALS_AT_ONCE):
            some = every[start : start + ORDINALS_AT_ONCE]
            yield some, self._cache.voices.speakers_at(some)
        yield self._cache.joint.pairs(ordinals)


def _numbering(ids: Sequence[int | None]) -> Places:
    """By id, 0 for none: its number, or -1; what is larger has the last one."""
    known = np.array([each or 0 for each in ids], np.int64)
    found = np.full(int(known.max(initial=0)) + 2, -1, np.int64)
    found[known] = np.arange(len(known))
    return found


def _looked_up(number_of: Places, ids: Numbers) -> Places:
    return number_of[np.minimum(ids, len(number_of) - 1)]
