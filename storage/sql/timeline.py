"""When the actors of an answer spoke, and when the formats of the answer met."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.overviews import Round, Timeline, TimelineRow
from storage.periods import Periods, cut
from storage.query import Query
from storage.rows import Named
from storage.sql.crossing import as_json
from storage.sql.overviews import Ranked, speakers, talks

WITHIN_DAYS: Final = 366
"""The dates that say where a timeline begins and ends: of at most a year, or a lone "..2024" would
draw it out to the year 1."""
MEETINGS: Final = """
select m.slug, m.title, m.said_on, m.said_lo, m.said_hi, f.slug, f.name, f.kind
from meeting m join format f on f.id = m.format
join batch b on b.id = m.batch and b.state = 'live'
where m.format in (select value from json_each(?)) and m.said_hi >= m.said_lo
order by m.said_lo, m.said_hi, m.slug
"""


def timeline(db: Connection, answer: Answer, query: Query, most: int) -> Timeline:
    """Quotes in the shortest periods of which there are at most `most`."""
    actors = speakers(db, answer)
    span = answer.span(WITHIN_DAYS)
    periods = cut(*span, most) if span else Periods("week", (), ())
    counts: Counter[tuple[int | None, int]] = Counter()
    if span:
        counts = answer.by_period(actors.ids, periods.bounds)
    rows = tuple(_rows(actors, counts, len(periods.asked)))
    formats = [each for each in talks(db, answer).ids if each is not None]
    rounds = tuple(_rounds(db, formats, periods.bounds)) if span else ()
    return Timeline(query, periods.unit, periods.asked, rows, actors.total, rounds)


def _rows(
    actors: Ranked, counts: Counter[tuple[int | None, int]], periods: int
) -> Iterator[TimelineRow]:
    for actor, named, quotes in zip(actors.ids, actors.named, actors.quotes, strict=True):
        placed = tuple(counts[actor, period] for period in range(periods))
        yield TimelineRow(named, placed, quotes - sum(placed))


def _rounds(db: Connection, formats: Sequence[int], bounds: Sequence[int]) -> Iterator[Round]:
    """The meetings that lie wholly within a period."""
    for slug, title, said_on, first, last, *format_ in db.execute(MEETINGS, (as_json(formats),)):
        period = bisect.bisect_right(bounds, first) - 1
        if 0 <= period < len(bounds) - 1 and last < bounds[period + 1]:
            yield Round(period, Slug(slug), title, said_on, Named(*format_))
