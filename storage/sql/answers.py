"""An answer that SQLite finds by itself, with nothing but the library."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import cached_property

from storage import ids
from storage.answer import Counts, TalksColumn, Tallies
from storage.connections import Connection
from storage.ids import Key
from storage.query import Window
from storage.sql import crossing, identities, names, organisations
from storage.sql.columns import COLUMNS, OF_ACTORS
from storage.sql.identities import Identities
from storage.sql.where import Where
from storage.tree import Branches, Organisations, Spoken, Tree

TOTAL = "select count(*) from quote q where {where}"
PAGE = """
select q.id from quote q where {where}
order by q.said_hi desc, q.said_lo desc, q.key desc limit :count offset :start
"""
# SQLite would sort the whole answer; of a large one the first rows are soon met along the index.
MANY = 20_000
PAGE_OF_MANY = """
select q.id from quote q indexed by quote_newest where {where}
order by q.said_hi desc, q.said_lo desc, q.key desc limit :count offset :start
"""
MOST_QUOTES = "select coalesce(max(id), 0) from quote"
PLACE_IN_ORDER = """
select q.said_hi, q.said_lo, q.key from quote q where {where} and q.key = :key
"""
NEWER = """
select count(*) from quote q where {where}
and (q.said_hi, q.said_lo, q.key) > (:said_hi, :said_lo, :key)
"""
AMONG = "select count(*) from quote q where {where} and q.id in (select value from json_each(:ids))"
# Joint statements are few: a cross join reads them first, and not the whole answer once more.
BY_ACTOR = """
with spoken(actor, quotes) as (
    select {q.speaker}, count(*) from quote q where {where} group by 1
    union all
    select {s.actor}, count(distinct s.quote)
    from quote_speaker s cross join quote q on q.id = s.quote
    where {where} and {s.actor} is not {q.speaker} group by 1),
counted(actor, quotes) as (select actor, sum(quotes) from spoken group by actor)
select c.actor, c.quotes, count(*) over () as total
from counted c left join actor a on a.id = c.actor
order by c.actor is null, c.quotes desc, a.name, a.slug limit :count offset :start
"""
ACTORS = """
select count(*) from (
    select {q.speaker} from quote q where {where}
    union
    select {s.actor} from quote_speaker s cross join quote q on q.id = s.quote where {where})
"""
VOICES = """
select {q.speaker}, q.role, count(*) from quote q where {where} group by 1, q.role
"""
OTHER_SPEAKERS = """
select s.quote, {s.actor}, {q.speaker}, q.role
from quote_speaker s cross join quote q on q.id = s.quote
where {where} and {s.actor} is not {q.speaker}
"""
BY_MEETING = """
select q.meeting, count(*) from quote q
where {where} and q.meeting in (select value from json_each(:meetings)) group by q.meeting
"""
BY_FORMAT = """
with counted(format, quotes) as (
    select q.format, count(*) from quote q where {where} group by q.format)
select c.format, c.quotes, count(*) over () as total
from counted c left join format f on f.id = c.format
order by c.format is null, c.quotes desc, f.name, f.slug limit :count offset :start
"""
FORMATS = """
select count(*) from (select 1 from quote q where {where} group by q.format)
"""


BY_VALUE = """
select {value}, count(distinct p.quote) from ({pairs}) p
join quote q on q.id = p.quote where {where} group by 1
"""
SOURCES = "select count(distinct q.source) from quote q where {where}"
FIRST = """
select q.said_on from quote q where {where} and q.said_hi >= q.said_lo
order by q.said_lo, q.said_hi, q.key limit 1
"""
LAST = """
select q.said_on from quote q where {where} and q.said_hi >= q.said_lo
order by q.said_hi desc, q.said_lo desc, q.key desc limit 1
"""


class SqlAnswer:
    """The quotes that a where-clause leaves."""

    def __init__(self, db: Connection, where: Where) -> None:
        self._db = db
        self.where = where

    @property
    def total(self) -> int:
        return self._total

    @cached_property
    def _total(self) -> int:
        return self._number(TOTAL)

    def ids(self, window: Window) -> list[int]:
        return self._page(PAGE if self.total < MANY else PAGE_OF_MANY, window)

    def _page(self, statement: str, window: Window) -> list[int]:
        asked = {**self.where.parameters, "count": window.count, "start": window.start}
        return [row[0] for row in self._db.execute(self.where.within(statement), asked)]

    def newest(self, count: int, /) -> list[int]:
        """Of all quotes of a large library: to count them, all of an index has to be read."""
        if not self.where.is_everything or self._number(MOST_QUOTES) < MANY:
            return []
        return self._page(PAGE_OF_MANY, Window(0, count))

    def position(self, key: Key) -> int | None:
        asked = {**self.where.parameters, "key": ids.raw_of(key)}
        place = self._db.execute(self.where.within(PLACE_IN_ORDER), asked).fetchone()
        if place is None:
            return None
        asked |= {"said_hi": place["said_hi"], "said_lo": place["said_lo"]}
        return int(self._db.execute(self.where.within(NEWER), asked).fetchone()[0])

    def holds(self, quotes: Sequence[int]) -> int:
        asked = {**self.where.parameters, "ids": names.as_json(quotes)}
        return int(self._db.execute(self.where.within(AMONG), asked).fetchone()[0])

    def by_actor(self, window: Window) -> Counts:
        return self._counts(BY_ACTOR, ACTORS, window)

    def actor_tree(self, unfolded: Set[int], window: Window) -> Branches:
        known = organisations.read(self._db)
        spoken = self.spoken(known)
        places = {actor: place for place, actor in enumerate(organisations.by_name(self._db))}

        def in_order(actors: Iterable[int]) -> list[int]:
            return sorted(actors, key=lambda actor: (-spoken.all[actor], places[actor]))

        tree = Tree(known, spoken.own, spoken.all, spoken.holders_of, in_order, unfolded)
        tops = in_order(spoken.tops())
        numbers = [number for number, top in enumerate(tops) if top in unfolded]
        return tree.shown(tops, numbers, spoken.of_no_one, window)

    def spoken(self, known: Organisations) -> Spoken:
        """How many of the quotes are whose."""
        spoken = Spoken(known)
        asked = self.where.parameters
        for speaker, role, quotes in self._db.execute(self._within(VOICES), asked):
            spoken.add(speaker, role, quotes)
        joint: defaultdict[tuple[int, int | None, int | None], set[int]] = defaultdict(set)
        for quote, actor, *voice in self._db.execute(self._within(OTHER_SPEAKERS), asked):
            joint[quote, voice[0], voice[1]].add(actor)
        for (_quote, speaker, role), others in joint.items():
            spoken.add_joint(speaker, role, others)
        return spoken

    def by_format(self, window: Window) -> Counts:
        return self._counts(BY_FORMAT, FORMATS, window)

    def by_meeting(self, meetings: Sequence[int]) -> dict[int, int]:
        asked = {**self.where.parameters, "meetings": names.as_json(meetings)}
        rows = self._db.execute(self.where.within(BY_MEETING), asked)
        return dict.fromkeys(meetings, 0) | {row[0]: row[1] for row in rows}

    def by_value(self, column: str, /) -> dict[int, int]:
        value = self._same.column("p.value") if column in OF_ACTORS else "p.value"
        statement = BY_VALUE.replace("{pairs}", COLUMNS[column].named_pairs)
        statement = self.where.within(statement.replace("{value}", value))
        rows = self._db.execute(statement, self.where.parameters)
        return {row[0]: row[1] for row in rows}

    def sources(self) -> int:
        return self._number(SOURCES)

    def first_and_last(self) -> tuple[str | None, str | None]:
        first, last = (
            self._db.execute(self.where.within(each), self.where.parameters).fetchone()
            for each in (FIRST, LAST)
        )
        return first and first[0], last and last[0]

    def span(self, longest: int) -> tuple[int, int] | None:
        return crossing.span(self._db, self.where, longest)

    def by_period(
        self, actors: Sequence[int | None], bounds: Sequence[int]
    ) -> Counter[tuple[int | None, int]]:
        return crossing.by_period(self._db, self.where, actors, bounds)

    def by_talks(
        self, actors: Sequence[int | None], column: TalksColumn, talks: Sequence[int | None]
    ) -> Tallies:
        return crossing.by_talks(self._db, self.where, actors, column, talks)

    def _counts(self, page: str, total: str, window: Window) -> Counts:
        asked = {**self.where.parameters, "count": window.count, "start": window.start}
        found = self._db.execute(self._within(page), asked).fetchall()
        rows = tuple((row[0], row[1]) for row in found)
        return Counts(rows, found[0]["total"] if found else self._number(total))

    def _number(self, statement: str) -> int:
        asked = self.where.parameters
        return int(self._db.execute(self._within(statement), asked).fetchone()[0])

    @cached_property
    def _same(self) -> Identities:
        return identities.read(self._db)

    def _within(self, statement: str) -> str:
        """A statement about speakers: those who are judged the same are one."""
        return self.where.within(self._same.within(statement))
