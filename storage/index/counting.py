"""How often each record occurs in an answer, in the order in which records are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
from pyroaring import BitMap

from storage.answer import Counts
from storage.connections import Connection
from storage.index.packing import Ids, Numbers, numbers
from storage.query import Window
from storage.sql import organisations

if TYPE_CHECKING:
    from numpy.typing import NDArray

BY_NAME: Final = {
    "actor": organisations.BY_NAME,
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


class Voices:
    """In which voice each ordinal is said: by a speaker in a role, each of which 0 is none."""

    def __init__(self, values: Numbers, speakers: Numbers, roles: Numbers) -> None:
        self._values = values
        self._column = Column(values)
        self.speakers = speakers
        self.roles = roles

    def at(self, ordinals: Numbers | Ids) -> Numbers:
        return self._values[ordinals]

    def counted(self, ordinals: BitMap) -> Ids:
        """How many of the ordinals are said in each voice."""
        return self._column.counted(ordinals, len(self.speakers) - 1)

    def speakers_at(self, ordinals: Numbers) -> Numbers:
        return self.speakers[self._values[ordinals]]


class Several:
    """More values of some ordinals, such as the other speakers of joint statements, in order."""

    def __init__(self, ordinals: Numbers, values: Numbers) -> None:
        self.ordinals = ordinals
        self.values = values
        self._different, self._numbers = np.unique(ordinals, return_inverse=True)
        self._any = BitMap(self._different)

    def counted(self, ordinals: BitMap, size: int) -> Ids:
        """How many of the ordinals have each value."""
        some = numbers(ordinals & self._any)
        if not len(some):
            return np.zeros(size, np.int64)
        are = np.zeros(len(self._different), np.bool_)
        are[np.searchsorted(self._different, some)] = True
        return np.bincount(self.values[are[self._numbers]], minlength=size)

    def pairs(self, ordinals: BitMap) -> tuple[Numbers, Numbers]:
        """Those of the ordinals that have any, in order, each with one of its values."""
        among = np.isin(self.ordinals, numbers(ordinals & self._any))
        return self.ordinals[among], self.values[among]


def summed(values: Numbers | Ids, counts: Ids, size: int) -> Ids:
    """The sum of the counts by value."""
    return np.bincount(values, counts, size).astype(np.int64)  # exact up to 2**53


def keys_in_order(counts: Ids, ranks: Ids) -> Ids:
    """Keys of which the least have the largest counts, and among these the lowest ranks."""
    return (int(counts.max(initial=0)) - counts) * (int(ranks.max(initial=0)) + 1) + ranks


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
