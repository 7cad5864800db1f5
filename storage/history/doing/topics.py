"""Topics: what is coded, by a definition that has versions; and which quotes are on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from storage import deeds, ids
from storage.errors import RecordMissing, WriteRefused
from storage.history.doing import targets, trees, unchanged
from storage.history.log import Door
from storage.ids import Key, Slug
from storage.names import name_key
from storage.rows import Receipt
from storage.schema import shapes

KNOWN: Final = """
select t.slug, t.version, t.retracted is not null from topic t
join batch b on b.id = t.batch and b.state = 'live' where t.key = ?
"""
OF_SLUG: Final = "select retracted is not null from topic where slug = ?"
USES: Final = """
with own(id) as (select id from topic where key = ?)
select (select count(*) from quote_topic where topic in own),
       (select count(*) from stance where topic in own),
       (select count(*) from topic where parent in own and retracted is null)
"""
PART: Final = "quote_topic"


class Topic(NamedTuple):
    """A topic as deeds need it."""

    slug: Slug
    version: int
    is_retracted: bool


def add(door: Door, deed: deeds.AddTopic) -> Receipt:
    """Begin a topic with the first version of its definition.

    Raises:
        WriteRefused: it has no name, or one is called that.
        RecordMissing: there is no such topic to stand below.
    """
    slug = "-".join(name_key(deed.name).split())
    if not slug:
        msg = f"{deed.name!r} is no name for a topic. Nothing was saved; write a word."
        raise WriteRefused(msg)
    row = door.db.execute(OF_SLUG, (slug,)).fetchone()
    if row:
        what = "use it again" if row[0] else "code by that one"
        msg = f"A topic is called {slug} already. Nothing was saved; {what}."
        raise WriteRefused(msg)
    record = {"key": door.new_key("o"), "slug": slug, "version": 1}
    if deed.definition.strip():
        record["definition"] = deed.definition.strip()
    if deed.parent is not None:
        trees.must_exist(door, deed.parent)
        record["parent"] = deed.parent
    key = door.add(record)
    return Receipt(door.txn, f"new topic {slug}", (key,))


def define(door: Door, deed: deeds.DefineTopic) -> Receipt:
    """Define a topic anew; what was coded by an older version keeps that version's number.

    Raises:
        EditConflict: somebody else defined it anew meanwhile.
        RecordMissing: there is no such topic.
    """
    topic = known(door, deed.topic)
    wished = deed.definition.strip() or None
    now = (shapes.read(door.db, deed.topic) or {}).get("definition")
    unchanged.must_be(door, deed.topic, deed.seen, {"definition": wished})
    if wished == now:
        return Receipt("", f"topic {topic.slug} as it was", (deed.topic,))
    door.correct(deed.topic, "definition", wished)
    door.correct(deed.topic, "version", topic.version + 1)
    summary = f"topic {topic.slug} defined anew, version {topic.version + 1}"
    return Receipt(door.txn, summary, (deed.topic,))


def move(door: Door, deed: deeds.MoveTopic) -> Receipt:
    """Put a topic below another, or at the top.

    Raises:
        WriteRefused: the other stands below it.
        RecordMissing: one of them is not there.
    """
    topic = known(door, deed.topic)
    before = (shapes.read(door.db, deed.topic) or {}).get("parent")
    above = f"below {known(door, deed.parent).slug}" if deed.parent else "to the top"
    trees.put_below(door, deed.topic, deed.parent, before)
    summary = f"topic {topic.slug} {above}"
    return Receipt(door.txn if door.entries else "", summary, (deed.topic,))


def retract(door: Door, deed: deeds.RetractTopic) -> Receipt:
    """Offer a topic no more, where nothing is coded by it; or offer it again.

    Raises:
        WriteRefused: it is in use.
        RecordMissing: there is no such topic.
    """
    topic = known(door, deed.topic)
    if deed.is_retracted:
        _must_be_unused(door, deed.topic, topic.slug)
    if deed.is_retracted != topic.is_retracted:
        door.correct(deed.topic, "retracted", 1 if deed.is_retracted else None)
    summary = f"topic {topic.slug} {'retracted' if deed.is_retracted else 'back in use'}"
    return Receipt(door.txn if door.entries else "", summary, (deed.topic,))


def put(door: Door, deed: deeds.PutTopics) -> Receipt:
    """Put quotes on topics and take them off others; what is so already is left alone.

    Raises:
        WriteRefused: a topic to put them on is retracted.
        RecordMissing: there is no such quote or topic.
    """
    targets.must_exist(door, *deed.quotes)
    adding = [(key, in_use(door, key).slug) for key in deed.add]
    removing = [(key, known(door, key).slug) for key in deed.remove]
    for key, _slug in adding:
        put_on(door, deed.quotes, key)
    for key, _slug in removing:
        _take_off(door, deed.quotes, key)
    said = [f"topic {slug} on" for _key, slug in adding]
    said += [f"topic {slug} off" for _key, slug in removing]
    summary = f"{', '.join(said)} {targets.named(deed.quotes)}"
    return Receipt(door.txn if door.entries else "", summary, deed.quotes)


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
        rows = _topics_of(door, quote)
        if all(row["topic"] != topic for row in rows):
            n = max((row["n"] for row in rows), default=-1) + 1
            door.correct(quote, PART, [*rows, {"n": n, "topic": topic, "coder": door.author}])


def _take_off(door: Door, quotes: Iterable[Key], topic: Key) -> None:
    for quote in quotes:
        rows = _topics_of(door, quote)
        kept = [row for row in rows if row["topic"] != topic]
        if kept != rows:
            door.correct(quote, PART, kept or None)


def _topics_of(door: Door, quote: Key) -> list[dict[str, Any]]:
    return (shapes.read(door.db, quote) or {}).get(PART, [])


def _must_be_unused(door: Door, topic: Key, slug: Slug) -> None:
    quotes, stances, below = door.db.execute(USES, (ids.raw_of(topic),)).fetchone()
    if quotes or stances or below:
        msg = (
            f"The topic {slug} is in use: {quotes:,} quotes, {stances:,} stances, {below:,} topics "
            "below it. Nothing was changed; take it off those first."
        )
        raise WriteRefused(msg)
