"""Which stances the actors of an answer took, in the order of time."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from storage import ids
from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.overviews import CODED_AT_MOST, ROWS_AT_MOST, Coding, StanceRow, Stances
from storage.query import Query, Window
from storage.search_syntax import NOT_ABOUT
from storage.sql import identities, names
from storage.sql.overviews import named_actors
from storage.sql.withheld import SEEN_CODES

CODINGS: Final = f"""
with spoken(actor, quote) as (
    select {{q.speaker}}, q.id from quote q where q.id in (select value from json_each(:ids))
    union
    select {{s.actor}}, s.quote from quote_speaker s
    where s.quote in (select value from json_each(:ids)))
select p.actor, q.format, t.slug, s.value, s.coder, q.key, q.said_on, q.said_lo, q.said_hi,
    s.adjudicated is not null
from {SEEN_CODES} join spoken p on p.quote = s.quote join quote q on q.id = s.quote
join topic t on t.id = s.topic
order by q.said_hi, q.said_lo, q.key, s.id
"""  # noqa: S608  # put together of constants


class _Coded(NamedTuple):
    """A stance in a quote, for one of those who speak in it."""

    actor: int | None
    format: int | None
    topic: Slug
    value: str
    coder: str
    quote: bytes
    said_on: str | None
    first: int
    last: int
    is_adjudicated: bool


def codings(db: Connection, answer: Answer, author: str) -> Iterator[_Coded]:
    """The stances in the newest quotes of an answer, the oldest first.

    Where they are adjudicated, that alone: it stands for those that it settles.
    """
    quotes = answer.ids(Window(0, CODED_AT_MOST))
    statement = identities.read(db).within(CODINGS)
    rows = db.execute(statement, {"ids": names.as_json(quotes), "author": author})
    coded = (_Coded(*row)._replace(is_adjudicated=bool(row[-1])) for row in rows)
    for _quote, of_quote in itertools.groupby(coded, lambda each: each.quote):
        codes = list(of_quote)
        settled = {each.topic for each in codes if each.is_adjudicated}
        for each in codes:
            if each.value != NOT_ABOUT and each.is_adjudicated == (each.topic in settled):
                yield each


def stances(db: Connection, with_stance: Answer, query: Query, author: str) -> Stances:
    """Each actor's stances on each topic, by coder; `with_stance` are the quotes that have one."""
    by_row: dict[tuple[int | None, Slug, str, bool], list[_Coded]] = defaultdict(list)
    quotes: dict[tuple[int | None, Slug], set[bytes]] = defaultdict(set)
    for each in codings(db, with_stance, author):
        by_row[each.actor, each.topic, each.coder, each.is_adjudicated].append(each)
        quotes[each.actor, each.topic].add(each.quote)
    named = named_actors(db, {actor for actor, *_ in by_row})
    ranked = sorted(by_row.items(), key=lambda row: (-len(row[1]), named[row[0][0]], *row[0][1:]))
    rows = tuple(
        StanceRow(
            named[actor],
            topic,
            coder,
            tuple(_told(coded)),
            len(quotes[actor, topic]),
            is_adjudicated,
        )
        for (actor, topic, coder, is_adjudicated), coded in ranked[:ROWS_AT_MOST]
    )
    return Stances(query, rows, len(ranked))


def _told(coded: Sequence[_Coded]) -> Iterator[Coding]:
    """A change is one where the dates say that it came later: not for want of a date."""
    for before, each in itertools.pairwise((None, *coded)):
        if each is not None:
            changed = before is not None and before.value != each.value
            is_later = before is not None and before.first <= before.last < each.first
            yield Coding(
                ids.key_of("q", each.quote), each.said_on, each.value, changed and is_later
            )
