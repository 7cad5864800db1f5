"""Topics: what is coded, by a definition that has versions; and which quotes are on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from storage import ids
from storage.errors import RecordMissing, WriteRefused
from storage.history.log import Door
from storage.ids import Key, Slug
from storage.schema import shapes

KNOWN: Final = """
select t.slug, t.version, t.retracted is not null from topic t
join batch b on b.id = t.batch and b.state = 'live' where t.key = ?
"""
PART: Final = "quote_topic"


class Topic(NamedTuple):
    """A topic as deeds need it."""

    slug: Slug
    version: int
    is_retracted: bool


def known(door: Door, topic: Key) -> Topic:
    """The topic of that key, retracted or not.

    Raises:
        RecordMissing: there is none.
    """
    row = door.db.execute(KNOWN, (ids.raw_of(topic),)).fetchone()
    if row is None:
        msg = f"There is no topic {ids.short(topic)} any more. Nothing was saved."
        raise RecordMissing(msg)
    return Topic(Slug(row[0]), row[1], bool(row[2]))


def in_use(door: Door, topic: Key) -> Topic:
    """A topic that quotes may be coded by.

    Raises:
        RecordMissing: there is none.
        WriteRefused: it is retracted.
    """
    found = known(door, topic)
    if found.is_retracted:
        msg = f"The topic {found.slug} is retracted. Nothing was saved; code by another one."
        raise WriteRefused(msg)
    return found


def put_on(door: Door, quotes: Iterable[Key], topic: Key) -> None:
    """Put those quotes on the topic that are not on it, whoever put them there."""
    for quote in quotes:
        rows = (shapes.read(door.db, quote) or {}).get(PART, [])
        if all(row["topic"] != topic for row in rows):
            n = max((row["n"] for row in rows), default=-1) + 1
            door.correct(quote, PART, [*rows, {"n": n, "topic": topic, "coder": door.author}])
