"""The codebook: each topic with its definition, its versions, and what is coded by it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from storage import ids
from storage.codebook import Topic, TopicVersion
from storage.connections import Connection, Row
from storage.errors import RecordMissing
from storage.ids import Key, Slug
from storage.sql.withheld import SEEN_STANCES

EXAMPLES: Final = 3
TOPICS: Final = """
select t.id, t.key, t.slug, t.definition, t.version, t.retracted, b.key as batch,
       (select key from topic where id = t.parent) as parent
from topic t join batch b on b.id = t.batch and b.state = 'live' order by t.slug
"""
STANCES: Final = f"""
select s.topic, s.value, count(*) from {SEEN_STANCES} group by s.topic, s.value
"""  # noqa: S608  # put together of constants
CODED: Final = "select topic, max(made) from stance where coder = ? group by topic"
QUOTES_CODED: Final = f"""
select distinct q.key from {SEEN_STANCES} and s.topic = :topic join quote q on q.id = s.quote
limit :most
"""  # noqa: S608  # put together of constants
LAST_DEFINED: Final = """
select wall, author from op where rec = ? and field in ('', 'definition')
order by rowid desc limit 1
"""
IMPORTED: Final = """
select wall, author from op where rec = ? and kind = 'import' order by rowid limit 1
"""
FRAMES: Final = "select value from vocabulary where kind = 'frame' order by value"
OPS: Final = """
select txn, wall, author, field, kind, val from op
where rec = ? and field in ('', 'definition', 'version') order by rowid
"""


def codebook(db: Connection, author: str, quotes: Mapping[int, int]) -> tuple[Topic, ...]:
    """All topics, each below the one that it belongs to; `quotes` counts those on each, by id."""
    stances: dict[int, list[tuple[str, int]]] = {}
    for topic, value, count in db.execute(STANCES, {"author": author}):
        stances.setdefault(topic, []).append((value, count))
    coded: dict[int, str | None] = {row[0]: row[1] for row in db.execute(CODED, (author,))}
    found = [
        _topic(db, author, row, quotes, stances.get(row["id"], []), coded.get(row["id"]) or "")
        for row in db.execute(TOPICS).fetchall()
    ]
    below: dict[Key | None, list[Topic]] = {}
    keys = {each.key for each in found}
    for each in found:
        below.setdefault(each.parent if each.parent in keys else None, []).append(each)
    return tuple(_in_order(below, None, 0))


def history(db: Connection, slug: Slug) -> tuple[TopicVersion, ...]:
    """The definitions that a topic had, as the log tells it, the first first.

    Raises:
        RecordMissing: there is no such topic.
    """
    row = next((each for each in db.execute(TOPICS) if each["slug"] == slug), None)
    if row is None:
        msg = f"No topic is called {slug}; `peace-tui topics` lists them."
        raise RecordMissing(msg)
    return tuple(_versions(db, row))


def frames(db: Connection) -> tuple[str, ...]:
    """The frames that this library knows."""
    return tuple(row[0] for row in db.execute(FRAMES))


def _versions(db: Connection, row: Row) -> Iterator[TopicVersion]:
    """What the topic was after each transaction that changed its definition."""
    key = ids.key_of("o", row["key"])
    now: dict[str, Any] = {"definition": None, "version": 1}
    ops = db.execute(OPS, (key,)).fetchall()
    if not any(op["field"] == "" for op in ops):
        first = db.execute(IMPORTED, (ids.key_of("b", row["batch"]),)).fetchone() or ("", "")
        now |= {"definition": row["definition"], "version": row["version"]}
        now |= {op["field"]: _value(op) for op in reversed(ops)}  # what came is the first of each
        yield TopicVersion(now["version"], now["definition"], first[1], first[0])
    for _txn, each in itertools.groupby(ops, lambda op: op["txn"]):
        changes, before = list(each), dict(now)
        for op in changes:
            value = _value(op)
            now |= (value or {}) if op["field"] == "" else {op["field"]: value}
        if changes[0]["field"] == "" or (before["definition"] != now["definition"]):
            op = changes[0]
            yield TopicVersion(now["version"], now["definition"], op["author"], op["wall"])


def _value(op: Row) -> Any:  # JSON
    value = json.loads(op["val"])
    return value["value"] if op["kind"] == "undo" else value


def _topic(
    db: Connection,
    author: str,
    row: Row,
    quotes: Mapping[int, int],
    stances: list[tuple[str, int]],
    coded: str,
) -> Topic:
    key = ids.key_of("o", row["key"])
    since, by = _written(db, key, row["batch"])
    asked = {"topic": row["id"], "most": EXAMPLES, "author": author}
    coded_quotes = db.execute(QUOTES_CODED, asked) if stances else ()
    return Topic(
        key=key,
        slug=Slug(row["slug"]),
        definition=row["definition"],
        version=row["version"],
        parent=ids.key_of("o", row["parent"]) if row["parent"] else None,
        depth=0,
        is_retracted=row["retracted"] is not None,
        since=since,
        author=by,
        quotes=quotes.get(row["id"], 0),
        stances=tuple(stances),
        examples=tuple(ids.key_of("q", each[0]) for each in coded_quotes),
        coded=coded,
    )


def _written(db: Connection, key: Key, batch: bytes) -> tuple[str, str]:
    """When and by whom the present definition was written."""
    row = db.execute(LAST_DEFINED, (key,)).fetchone()
    row = row or db.execute(IMPORTED, (ids.key_of("b", batch),)).fetchone()
    return (row[0], row[1]) if row else ("", "")


def _in_order(
    below: Mapping[Key | None, list[Topic]], parent: Key | None, depth: int
) -> Iterator[Topic]:
    for each in below.get(parent, ()):
        yield each._replace(depth=depth)
        yield from _in_order(below, each.key, depth + 1)
