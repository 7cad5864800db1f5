"""Quotes that a quote is likely to be linked to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from storage import ids
from storage.connections import Connection
from storage.deeds import LinkSays
from storage.errors import RecordMissing
from storage.ids import Key
from storage.rows import QuoteRow
from storage.sql import quotes, same_words

NEAREST_READ: Final = 400  # of the speaker's quotes before it, and as many after it
NEAREST_SHOWN: Final = 40
SAYS: Final = """
select one.key as one, other.key as other, l.type, l.basis, l.remark
from quote_link l join batch b on b.id = l.batch and b.state = 'live'
join quote one on one.id = l.from_quote join quote other on other.id = l.to_quote
where l.key = ?
"""
OF: Final = "select id, text from quote where key = ?"
ON_SHARED_TOPIC: Final = """
with here as (select id, speaker, said_hi, said_lo, key from quote where id = :quote),
near(id, apart) as (
    select * from (
        select q.id, here.said_hi - q.said_hi from here cross join quote q
        where q.speaker = here.speaker and q.said_hi <= here.said_hi
        order by q.said_hi desc, q.said_lo desc, q.key desc limit :read)
    union all
    select * from (
        select q.id, q.said_hi - here.said_hi from here cross join quote q
        where q.speaker = here.speaker and q.said_hi > here.said_hi
        order by q.said_hi, q.said_lo, q.key limit :read))
select near.id from near
where near.id <> :quote and near.id in (
    select quote from quote_topic
    where topic in (select topic from quote_topic where quote = :quote))
order by near.apart limit :shown
"""


def likely(
    db: Connection, quote: Key, looked_at: Iterable[Key], author: str
) -> tuple[QuoteRow, ...]:
    """The quotes looked at, those with the same words, its speaker's nearest on a shared topic."""
    here = db.execute(OF, (ids.raw_of(quote),)).fetchone()
    if here is None:
        return ()
    near = {"quote": here["id"], "read": NEAREST_READ, "shown": NEAREST_SHOWN}
    found = [
        *quotes.with_keys(db, looked_at),
        *(same_words.others(db, here["id"], here["text"]) or ()),
        *(row[0] for row in db.execute(ON_SHARED_TOPIC, near)),
    ]
    rows = quotes.rows(db, found, author)
    return tuple(rows[each] for each in dict.fromkeys(found) if each in rows and each != here["id"])


def says(db: Connection, link: Key) -> LinkSays:
    """What a link says.

    Raises:
        RecordMissing: it is not there.
    """
    row = db.execute(SAYS, (ids.raw_of(link),)).fetchone()
    if row is None:
        msg = f"There is no link {ids.short(link)} any more."
        raise RecordMissing(msg)
    one, other = ids.key_of("q", row["one"]), ids.key_of("q", row["other"])
    return LinkSays(one, row["type"], other, row["basis"], row["remark"])
