"""How many quotes of an answer are each actor's in a period, a format or a meeting."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence

from storage.answer import TalksColumn, Tallies, Tally
from storage.connections import Connection
from storage.sql import identities
from storage.sql.where import Where

# A joint statement counts for each of its speakers; one named twice is counted once.
SPOKEN = """
with spoken(actor, said_lo, said_hi, key, id, talks) as (
    select {q.speaker}, q.said_lo, q.said_hi, q.key, q.id, {talks} from quote q where {where}
    union all
    select distinct {s.actor}, q.said_lo, q.said_hi, q.key, q.id, {talks}
    from quote_speaker s cross join quote q on q.id = s.quote
    where {where} and {s.actor} is not {q.speaker})
"""
BY_DAYS = """
{spoken}
select coalesce(actor, 0), said_lo, said_hi, count(*) from spoken
where coalesce(actor, 0) in (select value from json_each(:actors))
and said_hi between max(said_lo, :first) and :last and said_lo >= :first
group by actor, said_lo, said_hi
"""
BY_TALKS = """
{spoken}
select coalesce(actor, 0), coalesce(talks, 0), count(*), id,
       max(printf('%07d%07d', said_hi, said_lo) || hex(key))
from spoken where coalesce(actor, 0) in (select value from json_each(:actors))
and coalesce(talks, 0) in (select value from json_each(:talks))
group by actor, talks
"""
SPAN = """
select min(q.said_lo), max(q.said_hi) from quote q
where {where} and q.said_hi between q.said_lo and q.said_lo + :longest - 1
"""


def by_period(
    db: Connection, where: Where, actors: Sequence[int | None], bounds: Sequence[int]
) -> Counter[tuple[int | None, int]]:
    """By actor and the number of the period, for quotes that lie wholly within one."""
    asked = {
        **where.parameters,
        "actors": as_json(actors),
        "first": bounds[0],
        "last": bounds[-1] - 1,
    }
    counts: Counter[tuple[int | None, int]] = Counter()
    for actor, first, last, quotes in db.execute(_spoken(db, BY_DAYS, "null", where), asked):
        period = bisect.bisect_right(bounds, first) - 1
        if last < bounds[period + 1]:
            counts[actor or None, period] += quotes
    return counts


def by_talks(
    db: Connection,
    where: Where,
    actors: Sequence[int | None],
    column: TalksColumn,
    talks: Sequence[int | None],
) -> Tallies:
    """By actor and the number of the format or meeting, with the newest quote."""
    asked = {**where.parameters, "actors": as_json(actors), "talks": as_json(talks)}
    number = {each or 0: n for n, each in enumerate(talks)}
    statement = _spoken(db, BY_TALKS, f"q.{column}", where)
    return {
        (actor or None, number[value]): Tally(quotes, newest)
        for actor, value, quotes, newest, _place in db.execute(statement, asked)
    }


def span(db: Connection, where: Where, longest: int) -> tuple[int, int] | None:
    """The first and the last day of those that were said within `longest` days."""
    asked = {**where.parameters, "longest": longest}
    first, last = db.execute(where.within(SPAN), asked).fetchone()
    return None if first is None else (first, last)


def _spoken(db: Connection, statement: str, talks: str, where: Where) -> str:
    spoken = identities.read(db).within(SPOKEN).replace("{talks}", talks)
    return where.within(statement.replace("{spoken}", spoken))


def as_json(ids: Iterable[int | None]) -> str:
    """Ids as one bound value, 0 for none."""
    return f"[{','.join(str(each or 0) for each in ids)}]"
