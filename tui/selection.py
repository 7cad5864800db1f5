"""Which quotes a person has selected, to do something with all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from storage import Key, Query

SELECTED_AT_MOST: Final = 10_000  # as many are tagged in two seconds, in which no one else writes


class Range(NamedTuple):
    """A range that has begun: at which quote, which row that is, and in the answer to what."""

    begun: Key
    row: int
    query: Query


class Selection:
    """Quotes in the order in which they were selected, wherever they are shown; and a range."""

    def __init__(self) -> None:
        self._keys: dict[Key, None] = {}
        self.range: Range | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(self._keys)

    def toggle(self, key: Key) -> bool:
        """Select a quote, or no more; False where that would be too many."""
        if key in self._keys:
            del self._keys[key]
            return True
        return self.add((key,))

    def add(self, keys: Iterable[Key]) -> bool:
        """Select these as well; False, and nothing is, where that would be too many."""
        more = self._keys | dict.fromkeys(keys)
        if len(more) > SELECTED_AT_MOST:
            return False
        self._keys = more
        return True

    def clear(self) -> None:
        self._keys.clear()
