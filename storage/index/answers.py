"""An answer of the cache, put right by what has changed since it was made."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Sequence, Set
from functools import cached_property, partial
from operator import itemgetter
from typing import Final

import numpy as np
from pyroaring import BitMap

from storage import dates, ids
from storage.answer import Counts, TalksColumn, Tallies, Tally
from storage.condition import Condition
from storage.connections import Connection
from storage.ids import Key
from storage.index.changed import Changed
from storage.index.counting import Ranks, add, ranked, summed
from storage.index.crossing import Crossing
from storage.index.file import CacheFile
from storage.index.finding import Finder
from storage.index.packing import Numbers, numbers
from storage.index.speaking import Speakers
from storage.query import Window
from storage.sql import crossing, names
from storage.sql.answers import SqlAnswer
from storage.sql.columns import OF_ACTORS
from storage.sql.where import Where
from storage.tree import Branches, Tree

ID: Final = "select id from quote where key = ?"
SPEAKERS: Final = """
select {q.speaker}, q.id from quote q where q.id in (select value from json_each(:ids))
union
select {s.actor}, s.quote from quote_speaker s where s.quote in (select value from json_each(:ids))
"""
FORMATS: Final = "select format, id from quote where id in (select value from json_each(:ids))"
SOURCES: Final = "select source, id from quote where id in (select value from json_each(:ids))"
FIRST: Final = """
select said_on from quote where id in (select value from json_each(:ids))
and said_hi >= said_lo order by said_lo, said_hi, key limit 1
"""
LAST: Final = """
select said_on from quote where id in (select value from json_each(:ids)) and said_hi >= said_lo
"""
AMONG: Final = "q.id in (select value from json_each(:ids))"


class IndexedAnswer:
    """Ordinals that still hold, and quotes that changed, merged in their order.

    `_base` are the ordinals; `_rows` says for each changed quote, newest first, which row of the
    whole answer it is, and `_before` how many ordinals of the cache come before it.
    """

    def __init__(
        self,
        db: Connection,
        cache: CacheFile,
        changed: Changed,
        finder: Finder,
        ranks: Ranks,
        speakers: Speakers,
        author: str,
        condition: Condition,
    ) -> None:
        self._db = db
        self._cache = cache
        self._ranks = ranks
        self._speakers = speakers
        self._find = partial(finder.of, db, author, condition)
        self._find_newest = partial(finder.newest, db, author, condition, changed.ordinals)
        self._outdated = changed.ordinals
        fitting = changed.fitting(db, condition)[::-1]  # newest first
        self._changed = [quote for _, quote in fitting]
        self._before = [changed.before(db, place) for place, _ in fitting]

    @cached_property
    def _base(self) -> BitMap:
        return self._find() - self._outdated

    @cached_property
    def _rows(self) -> list[int]:
        return [
            len(self._base) - self._older_of(self._base, before) + number
            for number, before in enumerate(self._before)
        ]

    @staticmethod
    def _older_of(ordinals: BitMap, ordinal: int) -> int:
        """How many of them come before an ordinal."""
        return ordinals.rank(ordinal - 1) if ordinal else 0

    @property
    def total(self) -> int:
        return len(self._base) + len(self._changed)

    def ids(self, window: Window) -> list[int]:
        start, end = window.start, min(window.start + window.count, self.total)
        first = bisect.bisect_left(self._rows, start)
        last = bisect.bisect_left(self._rows, end)
        # Newest first: row 0 of the base is its last member.
        newest, oldest = len(self._base) - (start - first), len(self._base) - (end - last)
        base = self._ids_of(numbers(self._base[max(0, oldest) : max(0, newest)]))[::-1]
        for number in range(first, last):
            base.insert(self._rows[number] - start, self._changed[number])
        return base

    def newest(self, count: int, /) -> list[int]:
        found = numbers(self._find_newest(count))
        if not len(found):
            return []
        # In halves: a changed quote stands right before the first ordinal that is newer than it.
        placed = [*zip((2 * found.astype(np.int64)).tolist(), self._ids_of(found), strict=True)]
        changed = zip(self._before, self._changed, strict=True)
        placed += [(2 * place - 1, quote) for place, quote in changed if place > found[0]]
        # Of several before the same ordinal the newest comes first, as it does already.
        placed.sort(key=itemgetter(0), reverse=True)
        return [quote for _, quote in placed[:count]]

    def position(self, key: Key) -> int | None:
        row = self._db.execute(ID, (ids.raw_of(key),)).fetchone()
        if row is None:
            return None
        if row[0] in self._changed:
            return self._rows[self._changed.index(row[0])]
        ordinals = self._cache.ordinals_of(np.array([row[0]]))
        if not ordinals & self._base:
            return None
        ordinal = ordinals[0]
        newer = len(self._base) - self._base.rank(ordinal)
        # Each changed quote at or before that row pushes it down by one.
        for number in self._rows:
            if number <= newer:
                newer += 1
        return newer

    def holds(self, quotes: Sequence[int]) -> int:
        ordinals = self._cache.ordinals_of(np.array(quotes, np.int64))
        return len(ordinals & self._base) + len({*quotes} & {*self._changed})

    def by_actor(self, window: Window) -> Counts:
        ranks = self._ranks.of(self._db, "actor")
        voices = self._cache.voices
        size = max(self._cache.actors, len(ranks))
        counts = summed(voices.speakers, voices.counted(self._base), size)
        counts += self._cache.joint.counted(self._base, size)
        add(counts, self._values_of_changed(SPEAKERS))
        return ranked(counts, ranks, window)

    def actor_tree(self, unfolded: Set[int], window: Window) -> Branches:
        known = self._speakers.of(self._db, self._ranks.of(self._db, "actor"))
        changed = SqlAnswer(self._db, self._among_changed) if self._changed else None
        heard = known.heard(self._base, changed and changed.spoken(known.organisations))
        tree = Tree(
            known.organisations, heard.own, heard.all, heard.holders, heard.in_order, unfolded
        )
        tops = heard.tops()
        return tree.shown(tops, tops.numbers_of(unfolded), heard.of_no_one, window)

    def by_format(self, window: Window) -> Counts:
        ranks = self._ranks.of(self._db, "format")
        counts = self._cache.formats.counted(self._base, len(ranks) - 1)
        add(counts, self._values_of_changed(FORMATS))
        return ranked(counts, ranks, window)

    def by_meeting(self, meetings: Sequence[int]) -> dict[int, int]:
        counts = {
            meeting: len(self._cache.with_value("meeting", meeting) & self._base)
            for meeting in meetings
        }
        if self._changed:
            changed = SqlAnswer(self._db, self._among_changed).by_meeting(meetings)
            counts = {meeting: counts[meeting] + changed[meeting] for meeting in meetings}
        return counts

    def by_value(self, column: str, /) -> dict[int, int]:
        counts = {
            value: len(quotes & self._base) for value, quotes in self._cache.values_of(column)
        }
        if column in OF_ACTORS:
            for kept in {*self._cache.same.merged.values()}:
                counts |= self._of_the_same(column, self._cache.same.same_as(kept))
        if self._changed:
            for value, quotes in SqlAnswer(self._db, self._among_changed).by_value(column).items():
                counts[value] = counts.get(value, 0) + quotes
        return {value: quotes for value, quotes in counts.items() if quotes}

    def _of_the_same(self, column: str, actors: Sequence[int]) -> dict[int, int]:
        """How many quotes have one of these actors there: all count as the first."""
        sets = (self._cache.with_value(column, actor) for actor in actors)
        quotes = BitMap().union(*sets) & self._base
        return dict.fromkeys(actors, 0) | {actors[0]: len(quotes)}

    def sources(self) -> int:
        held = {*np.unique(self._cache.sources.at(numbers(self._base))).tolist()}
        return len({*held, *self._values_of_changed(SOURCES)} - {0})

    def first_and_last(self) -> tuple[str | None, str | None]:
        first = self._date(FIRST, [*self._earliest(), *self._changed])
        return first, self._date(LAST, self.ids(Window(0, 1)))

    def _earliest(self) -> list[int]:
        """One of these is the earliest of the base: an exact day, or one of those that are none."""
        days, (imprecise, starts) = self._cache.last_days, self._cache.imprecise
        dated = self._cache.last_days.before(dates.FIRST_DAY)
        exact = self._base - BitMap(imprecise)
        number = self._older_of(exact, dated)
        found = [exact[number]] if number < len(exact) else []
        among = self._are_of_base(imprecise) & (days.at(imprecise) >= dates.FIRST_DAY)
        if among.any():
            earliest = starts[among].min()
            found += imprecise[among & (starts == earliest)].tolist()
        return self._ids_of(np.array(found, np.uint32))

    def _are_of_base(self, ordinals: Numbers) -> np.ndarray:
        """Which of these ordinals, that stand in order, are of the base."""
        are = np.zeros(len(ordinals), np.bool_)
        are[np.searchsorted(ordinals, numbers(BitMap(ordinals) & self._base))] = True
        return are

    def span(self, longest: int) -> tuple[int, int] | None:
        days, (imprecise, starts) = self._cache.last_days, self._cache.imprecise
        exact = self._base - BitMap(imprecise)
        found = [crossing.span(self._db, self._among_changed, longest)] if self._changed else []
        if exact:
            first, last = days.at(np.array([exact.min(), exact.max()], np.uint32)).tolist()
            found.append((first, last))
        ends = days.at(imprecise).astype(np.int64)
        lengths = ends - starts + 1
        among = self._are_of_base(imprecise) & (lengths > 0) & (lengths <= longest)
        if among.any():
            found.append((int(starts[among].min()), int(ends[among].max())))
        known = [each for each in found if each is not None]
        return (min(each[0] for each in known), max(each[1] for each in known)) if known else None

    def by_period(
        self, actors: Sequence[int | None], bounds: Sequence[int]
    ) -> Counter[tuple[int | None, int]]:
        table = Crossing(self._cache, actors, len(bounds) - 1)
        table.add_periods(self._base, bounds)
        counts = Counter({(actors[row], column): n for row, column, n, _ in table.cells()})
        if self._changed:
            counts += crossing.by_period(self._db, self._among_changed, actors, bounds)
        return counts

    def by_talks(
        self, actors: Sequence[int | None], column: TalksColumn, talks: Sequence[int | None]
    ) -> Tallies:
        table = Crossing(self._cache, actors, len(talks))
        table.add_talks(self._base, column, talks)
        cells = [*table.cells()]
        newest = self._ids_of(np.array([ordinal for *_, ordinal in cells], np.uint32))
        found = {
            (actors[row], number): (Tally(quotes, quote), ordinal)
            for (row, number, quotes, ordinal), quote in zip(cells, newest, strict=True)
        }
        tallies = {place: tally for place, (tally, _) in found.items()}
        if not self._changed:
            return tallies
        before = dict(zip(self._changed, self._before, strict=True))
        changed = crossing.by_talks(self._db, self._among_changed, actors, column, talks)
        for place, (quotes, quote) in changed.items():
            held, ordinal = found.get(place, (Tally(0, quote), -1))
            is_newer = before[quote] > ordinal
            tallies[place] = Tally(held.quotes + quotes, quote if is_newer else held.newest)
        return tallies

    @property
    def _among_changed(self) -> Where:
        return Where(AMONG, {"ids": names.as_json(self._changed)})

    def _ids_of(self, ordinals: Numbers) -> list[int]:
        return self._cache.ids.at(ordinals).tolist()

    def _date(self, statement: str, quotes: list[int]) -> str | None:
        row = self._db.execute(statement, {"ids": names.as_json(quotes)}).fetchone()
        return row[0] if row else None

    def _values_of_changed(self, statement: str) -> list[int]:
        if not self._changed:
            return []
        asked = {"ids": names.as_json(self._changed)}
        statement = self._cache.same.within(statement)
        return [row[0] or 0 for row in self._db.execute(statement, asked)]
