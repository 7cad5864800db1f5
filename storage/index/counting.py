"""How often each record occurs in an answer, in the order in which records are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
from pyroaring import BitMap

from storage.answer import Counts
from storage.connections import Connection
from storage.index.packing import Numbers, numbers
from storage.query import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

BY_NAME: Final = {
    "actor": "select id from actor order by name, slug",
    "format": "select id from format order by name, slug",
}
ORDINALS_AT_ONCE: Final = 1 << 18


class Ranks:
    """The places of actors and formats in the order of their names, until one changes."""

    def __init__(self) -> None:
        self._ranks: dict[str, NDArray[np.int64]] = {}

    def forget(self) -> None:
        self._ranks.clear()

    def of(self, db: Connection, table: str) -> NDArray[np.int64]:
        """By id."""
        if table not in self._ranks:
            ids = np.fromiter((row[0] for row in db.execute(BY_NAME[table])), np.int64)
            ranks = np.zeros(int(ids.max(initial=0)) + 1, np.int64)
            ranks[ids] = np.arange(len(ids))
            self._ranks[table] = ranks
        return self._ranks[table]


class Column:
    """A value for each ordinal, such as its speaker, and how often each value occurs at all."""

    def __init__(self, values: Numbers) -> None:
        self._values = values
        self._totals = np.zeros(int(values.max(initial=0)) + 1, np.int64)
        for start in range(0, len(values), ORDINALS_AT_ONCE):
            part = values[start : start + ORDINALS_AT_ONCE]
            self._totals += np.bincount(part, minlength=len(self._totals))

    def at(self, ordinals: Numbers) -> Numbers:
        """The values of some ordinals."""
        return self._values[ordinals]

    def counted(self, ordinals: BitMap, most: int) -> NDArray[np.int64]:
        """How many of the ordinals hold each value, by value, up to `most`.

        Of more than half of all it is the rest that is counted.
        """
        counts = np.zeros(max(most + 1, len(self._totals)), np.int64)
        everything = len(self._values)
        if 2 * len(ordinals) > everything:
            counts[: len(self._totals)] = self._totals
            counts[: len(self._totals)] -= self._of(ordinals.flip(0, everything))
        else:
            counts[: len(self._totals)] = self._of(ordinals)
        return counts

    def _of(self, ordinals: BitMap) -> NDArray[np.int64]:
        counts = np.zeros(len(self._totals), np.int64)
        some = numbers(ordinals)
        for start in range(0, len(some), ORDINALS_AT_ONCE):
            part = self._values[some[start : start + ORDINALS_AT_ONCE]]
            counts += np.bincount(part, minlength=len(counts))
        return counts


class Several:
    """More values of some ordinals, such as the other speakers of joint statements."""

    def __init__(self, ordinals: Numbers, values: Numbers) -> None:
        self._ordinals = ordinals
        self._values = values
        self._any = BitMap(ordinals)

    def of(self, ordinals: BitMap) -> Iterator[Numbers]:
        """Their values, a first one for each that has any, then a second one, and so on."""
        some = numbers(ordinals & self._any)
        first = np.searchsorted(self._ordinals, some, "left")
        end = np.searchsorted(self._ordinals, some, "right")
        while len(first):
            yield self._values[first]
            goes_on = first + 1 < end
            first, end = first[goes_on] + 1, end[goes_on]

    def pairs(self, ordinals: BitMap) -> tuple[Numbers, Numbers]:
        """Those of the ordinals that have any, in order, each with one of its values."""
        among = np.isin(self._ordinals, numbers(ordinals & self._any))
        return self._ordinals[among], self._values[among]


def add(counts: NDArray[np.int64], values: Iterable[int]) -> None:
    for value in values:
        counts[value] += 1


def ranked(counts: NDArray[np.int64], ranks: NDArray[np.int64], window: Window) -> Counts:
    """Most quotes first, then by name; those of no record, which is 0, last."""
    records = np.flatnonzero(counts)
    of_none = int(counts[0])
    records = records[records > 0]
    order = np.lexsort((ranks[records], -counts[records]))
    shown = records[order[window.start : window.start + window.count]]
    rows: list[tuple[int | None, int]] = list(
        zip(shown.tolist(), counts[shown].tolist(), strict=True)
    )
    total = len(records) + (of_none > 0)
    if of_none and window.start <= len(records) < window.start + window.count:
        rows.append((None, of_none))
    return Counts(tuple(rows), total)
