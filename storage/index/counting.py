"""How often each record occurs in an answer, in the order in which records are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np

from storage.answer import Counts
from storage.connections import Connection
from storage.index.packing import Numbers
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


def counted(column: Numbers, ordinals: Numbers, most: int) -> NDArray[np.int64]:
    """How many of the ordinals hold each value of a column, by value, up to `most`."""
    counts = np.zeros(most + 1, np.int64)
    for start in range(0, len(ordinals), ORDINALS_AT_ONCE):
        part = column[ordinals[start : start + ORDINALS_AT_ONCE]]
        counts += np.bincount(part, minlength=most + 1)
    return counts


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
