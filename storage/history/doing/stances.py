"""Stances: how the author reads the position on a topic in quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from storage import deeds, ids
from storage.connections import Connection
from storage.errors import RecordMissing, WriteRefused
from storage.history.doing import targets, topics
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.search_syntax import NOT_ABOUT, STANCES
from storage.sql.withheld import IS_OPEN

FRAMES: Final = "select value from vocabulary where kind = 'frame' order by value"
SETTLED: Final = """
select s.key from stance s join quote q on q.id = s.quote join topic t on t.id = s.topic
join batch b on b.id = s.batch and b.state = 'live'
where q.key = ? and t.key = ? and s.adjudicated is not null
"""
OWN: Final = """
select s.key, s.leaf is not null from stance s join quote q on q.id = s.quote
join topic t on t.id = s.topic join batch b on b.id = s.batch and b.state = 'live'
where q.key = ? and t.key = ? and s.coder = ? and s.adjudicated is null order by s.id desc limit 1
"""
"""A coder's own reading; one that settles what coders see differently is nobody's own."""

IN_AN_OPEN_SAMPLE: Final = f"""
select 1 from coding_sample d join coding_coder c on c.sample = d.id and c.coder = :author
join coding_quote cq on cq.sample = d.id join quote q on q.id = cq.quote and q.key = :quote
join coding_topic ct on ct.sample = d.id join topic t on t.id = ct.topic and t.key = :topic
where {IS_OPEN}
"""  # noqa: S608  # put together of constants


def give(door: Door, deed: deeds.SetStance) -> Receipt:
    """Code quotes; where the author coded one already, correct that.

    Raises:
        WriteRefused: it is no stance or no frame, or the topic is retracted.
        RecordMissing: there is no such quote or topic.
    """
    targets.must_exist(door, *deed.quotes)
    topic = topics.in_use(door, deed.topic)
    _must_be_known(door, deed)
    fields = {"value": deed.value, "frame": deed.frame, "version": topic.version}
    for quote in deed.quotes:
        own = _own(door, quote, deed.topic)
        if own is None:
            _add(door, quote, deed.topic, fields)
        else:
            _correct(door, own[0], fields)
    if not deed.is_alone and deed.value != NOT_ABOUT:
        shown = [quote for quote in deed.quotes if not _is_hidden(door, quote, deed.topic)]
        topics.put_on(door, shown, deed.topic)
    framed = f", {deed.frame}" if deed.frame else ""
    summary = f"stance {topic.slug}: {deed.value}{framed} on {targets.named(deed.quotes)}"
    return Receipt(door.txn if door.entries else "", summary, deed.quotes)


def drop(door: Door, deed: deeds.DropStance) -> Receipt:
    """Take back what the author coded; what others coded stays.

    Raises:
        RecordMissing: there is no such quote or topic, or the author coded none of these quotes.
        WriteRefused: it came with an import.
    """
    targets.must_exist(door, *deed.quotes)
    slug = topics.known(door, deed.topic).slug
    found = [(quote, _own(door, quote, deed.topic)) for quote in deed.quotes]
    own = [(quote, *each) for quote, each in found if each]
    if not own:
        msg = f"You gave no stance on {slug} there. Nothing was changed; others' stances stay."
        raise RecordMissing(msg)
    if any(is_imported for _quote, _key, is_imported in own):
        msg = f"The stance on {slug} came with an import. Nothing was changed; give another value."
        raise WriteRefused(msg)
    for _quote, key, _is_imported in own:
        door.remove(key)
    quotes = tuple(quote for quote, *_ in own)
    return Receipt(door.txn, f"stance {slug} off {targets.named(quotes)}", quotes)


def is_given(db: Connection, stance: Mapping[str, Any]) -> bool:
    """Whether something stands in the place of that stance record already.

    That is its coder's reading of the quote and topic, or what settles what coders see there.
    """
    where = (ids.raw_of(stance["quote"]), ids.raw_of(stance["topic"]))
    if stance.get("adjudicated"):
        return db.execute(SETTLED, where).fetchone() is not None
    return db.execute(OWN, (*where, stance["coder"])).fetchone() is not None


def _must_be_known(door: Door, deed: deeds.SetStance) -> None:
    if deed.value not in (*STANCES, NOT_ABOUT):
        known = ", ".join((*STANCES, NOT_ABOUT))
        msg = f"{deed.value} is no stance. Nothing was saved; it is one of {known}."
        raise WriteRefused(msg)
    frames = [row[0] for row in door.db.execute(FRAMES)]
    if deed.frame is not None and deed.frame not in frames:
        msg = f"{deed.frame} is no frame. Nothing was saved; it is one of {', '.join(frames)}."
        raise WriteRefused(msg)


def _own(door: Door, quote: Key, topic: Key) -> tuple[Key, bool] | None:
    values = (ids.raw_of(quote), ids.raw_of(topic), door.author)
    row = door.db.execute(OWN, values).fetchone()
    return (ids.key_of("c", row[0]), bool(row[1])) if row else None


def _is_hidden(door: Door, quote: Key, topic: Key) -> bool:
    """Whether others code the quote on that topic too, and must not see yet that this one did."""
    asked = {"author": door.author, "quote": ids.raw_of(quote), "topic": ids.raw_of(topic)}
    return door.db.execute(IN_AN_OPEN_SAMPLE, asked).fetchone() is not None


def _add(door: Door, quote: Key, topic: Key, fields: dict[str, Any]) -> None:
    door.add(
        {
            "key": door.new_key("c"),
            "quote": quote,
            "topic": topic,
            "coder": door.author,
            "made": door.wall,
            **{field: value for field, value in fields.items() if value is not None},
        }
    )


def _correct(door: Door, key: Key, fields: dict[str, Any]) -> None:
    """`made` is when it was coded as it stands."""
    now = shapes.read(door.db, key) or {}
    changed = {field: value for field, value in fields.items() if now.get(field) != value}
    for field, value in changed.items():
        door.correct(key, field, value)
    if changed:
        door.correct(key, "made", door.wall)
