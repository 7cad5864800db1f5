"""The quotes that fulfil a condition: how many, which, in which order, of whom, in what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Literal, NamedTuple, Protocol

from storage.ids import Key
from storage.query import Window
from storage.tree import Branches


class Counts(NamedTuple):
    """Some records with how many quotes of an answer are theirs, and how many records there are.

    The most quotes come first, and those of no record (None) last.
    """

    rows: tuple[tuple[int | None, int], ...]
    total: int


class Tally(NamedTuple):
    """Some quotes of an answer: how many, and the newest of them."""

    quotes: int
    newest: int


TalksColumn = Literal["format", "meeting"]
Tallies = dict[tuple[int | None, int], Tally]
"""By an actor and the number of a column."""


class _Reordered:
    """The same quotes in another order: what does not hang on the order stays."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    @property
    def total(self) -> int:
        return self._answer.total

    def newest(self, _count: int, /) -> list[int]:
        return []

    def holds(self, quotes: Sequence[int]) -> int:
        return self._answer.holds(quotes)

    def by_actor(self, window: Window) -> Counts:
        return self._answer.by_actor(window)

    def actor_tree(self, unfolded: Set[int], window: Window) -> Branches:
        return self._answer.actor_tree(unfolded, window)

    def by_format(self, window: Window) -> Counts:
        return self._answer.by_format(window)

    def by_meeting(self, meetings: Sequence[int]) -> dict[int, int]:
        return self._answer.by_meeting(meetings)

    def by_value(self, column: str, /) -> dict[int, int]:
        return self._answer.by_value(column)

    def sources(self) -> int:
        return self._answer.sources()

    def first_and_last(self) -> tuple[str | None, str | None]:
        return self._answer.first_and_last()

    def span(self, longest: int) -> tuple[int, int] | None:
        return self._answer.span(longest)

    def by_period(
        self, actors: Sequence[int | None], bounds: Sequence[int]
    ) -> Counter[tuple[int | None, int]]:
        return self._answer.by_period(actors, bounds)

    def by_talks(
        self, actors: Sequence[int | None], column: TalksColumn, talks: Sequence[int | None]
    ) -> Tallies:
        return self._answer.by_talks(actors, column, talks)


class OldestFirst(_Reordered):
    """An answer in the order turned round."""

    def ids(self, window: Window) -> list[int]:
        end = self.total - window.start
        start = max(0, end - window.count)
        return self._answer.ids(Window(start, max(0, end - start)))[::-1]

    def position(self, key: Key) -> int | None:
        position = self._answer.position(key)
        return None if position is None else self.total - 1 - position


class BestFirst(_Reordered):
    """An answer ordered by the weights of its quotes, of which the best is the least.

    Those that weigh the same stay newest first; those without a weight come last.
    """

    def __init__(self, answer: Answer, weights: Mapping[int, float]) -> None:
        super().__init__(answer)
        self._newest_first = answer.ids(Window(0, answer.total))
        self._ids = sorted(self._newest_first, key=lambda quote: weights.get(quote, 0.0))

    def ids(self, window: Window) -> list[int]:
        return self._ids[window.start : window.start + window.count]

    def position(self, key: Key) -> int | None:
        position = self._answer.position(key)
        return None if position is None else self._ids.index(self._newest_first[position])


class Answer(Protocol):
    """An answer in one state of the library. Quotes are ids, newest first."""

    @property
    def total(self) -> int: ...

    def ids(self, window: Window) -> list[int]: ...

    def newest(self, count: int, /) -> list[int]:
        """Its first rows, where they are found long before the total is: else none."""
        ...

    def position(self, key: Key) -> int | None:
        """Which row a quote is, counted from 0; None where it is not in the answer."""
        ...

    def holds(self, quotes: Sequence[int], /) -> int:
        """How many of these quotes are in it."""
        ...

    def by_actor(self, window: Window) -> Counts:
        """Who speaks; a joint statement counts for each of its speakers."""
        ...

    def actor_tree(self, unfolded: Set[int], window: Window) -> Branches:
        """Who speaks, under the organisations of which they are part or in whose roles they speak.

        Tops are part of nothing; who speaks only in roles of others stands under these alone.
        """
        ...

    def by_format(self, window: Window) -> Counts: ...

    def by_meeting(self, meetings: Sequence[int], /) -> dict[int, int]:
        """How many quotes belong to each of these meetings; none is left out."""
        ...

    def by_value(self, column: str, /) -> dict[int, int]:
        """How many quotes have each value of a column of `storage.sql.columns`."""
        ...

    def sources(self) -> int:
        """From how many different sources the quotes are."""
        ...

    def first_and_last(self) -> tuple[str | None, str | None]:
        """The dates of the earliest and the latest of those that have one, as sources give them."""
        ...

    def span(self, longest: int, /) -> tuple[int, int] | None:
        """The first and the last day of those that were said within so many days; None of none."""
        ...

    def by_period(
        self, actors: Sequence[int | None], bounds: Sequence[int], /
    ) -> Counter[tuple[int | None, int]]:
        """How many quotes of these actors lie wholly within each period; `bounds` begin them."""
        ...

    def by_talks(
        self, actors: Sequence[int | None], column: TalksColumn, talks: Sequence[int | None], /
    ) -> Tallies:
        """The quotes of these actors in each of these formats (None: in none) or meetings."""
        ...
