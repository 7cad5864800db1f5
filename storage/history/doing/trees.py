"""Trees of tags and of topics: what stands below what, without a circle."""

from __future__ import annotations

from typing import Final

from storage import ids
from storage.connections import Connection
from storage.errors import RecordMissing, WriteRefused
from storage.history.log import Door
from storage.ids import Key

ABOVE: Final = """
with recursive above(id, parent) as (
    select id, parent from {table} where key = :key
    union
    select t.id, t.parent from {table} t join above on t.id = above.parent)
select exists(select 1 from above join {table} t on t.id = above.id where t.key = :top)
"""
EXISTS: Final = "select 1 from {table} where key = ?"
BELOW: Final = """
select key from {table} where parent = (select id from {table} where key = ?) order by id
"""


def is_at_or_below(db: Connection, key: Key, top: Key) -> bool:
    """Whether a tag or topic is another one, or stands below it."""
    statement = ABOVE.format(table=ids.LETTERS[key[0]])
    values = {"key": ids.raw_of(key), "top": ids.raw_of(top)}
    return bool(db.execute(statement, values).fetchone()[0])


def right_below(db: Connection, key: Key) -> list[Key]:
    """The tags or topics whose parent it is."""
    rows = db.execute(BELOW.format(table=ids.LETTERS[key[0]]), (ids.raw_of(key),))
    return [ids.key_of(key[0], row[0]) for row in rows]


def must_exist(door: Door, *keys: Key) -> None:
    """See to it that all these are there.

    Raises:
        RecordMissing: one of them is not.
    """
    for key in keys:
        kind = ids.LETTERS[key[0]]
        if not door.db.execute(EXISTS.format(table=kind), (ids.raw_of(key),)).fetchone():
            msg = f"There is no {kind} {ids.short(key)} any more. Nothing was changed."
            raise RecordMissing(msg)


def put_below(door: Door, key: Key, parent: Key | None, before: Key | None) -> None:
    """Make `parent` what it stands below, where that is not so already.

    Raises:
        WriteRefused: the parent stands below it, or is it.
        RecordMissing: there is no such parent.
    """
    if parent is not None:
        must_exist(door, parent)
        if is_at_or_below(door.db, parent, key):
            kind = ids.LETTERS[key[0]]
            msg = f"A {kind} cannot stand below itself. Nothing was changed; choose another."
            raise WriteRefused(msg)
    if parent != before:
        door.correct(key, "parent", parent)
