"""What a deed is done to: it must be there, and is called something in a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storage import ids
from storage.connections import Connection
from storage.errors import RecordMissing
from storage.history import many
from storage.history.log import Door
from storage.ids import Key
from storage.schema import shapes

QUOTE: Final = "q"
EXISTING: Final = """
select q.key from quote q join batch b on b.id = q.batch and b.state = 'live'
where (q.handling is not 'private' or q.keeper = ?) and q.key in ({marks})
"""
EXISTS: Final = (
    "select 1 from {table} r join batch b on b.id = r.batch and b.state = 'live' where r.key = ?"
)
IS_PRIVATE: Final = "select 1 from {table} where key = ? and handling = 'private'"
IS_KEPT_BY: Final = "select 1 from {table} where key = ? and keeper = ?"


def must_exist(door: Door, *quotes: Key) -> None:
    """See to it that all these quotes are there, for the author.

    Raises:
        RecordMissing: one of them is not.
    """
    there = among(door, quotes, EXISTING, door.author)
    for quote in quotes:
        if quote[0] != QUOTE:
            msg = f"{ids.short(quote)} is no quote. Nothing was saved."
            raise RecordMissing(msg)
        if quote not in there:
            msg = f"There is no quote {ids.short(quote)} any more. Nothing was saved."
            raise RecordMissing(msg)


def record_must_exist(door: Door, key: Key) -> None:
    """See to it that a record is there, for the author.

    Raises:
        RecordMissing: it is not.
    """
    shape = shapes.SHAPES.get(key[0])
    if shape is None or not shape.batched or not _is_there(door, key):
        kind = shape.table.replace("_", " ") if shape else "record"
        msg = f"There is no {kind} {ids.short(key)} any more. Nothing was saved."
        raise RecordMissing(msg)


def _is_there(door: Door, key: Key) -> bool:
    return exists(door.db, key) and not _is_kept_by_another(door, key)


def _is_kept_by_another(door: Door, key: Key) -> bool:
    shape, raw = shapes.SHAPES[key[0]], ids.raw_of(key)
    if "handling" not in shape.columns:
        return False
    if not door.db.execute(IS_PRIVATE.format(table=shape.table), (raw,)).fetchone():
        return False
    kept = door.db.execute(IS_KEPT_BY.format(table=shape.table), (raw, door.author))
    return kept.fetchone() is None


def exists(db: Connection, key: Key) -> bool:
    """Whether a record that came with a batch is there, whoever may see it."""
    statement = EXISTS.format(table=shapes.SHAPES[key[0]].table)
    return db.execute(statement, (ids.raw_of(key),)).fetchone() is not None


def among(door: Door, quotes: Sequence[Key], statement: str, *values: object) -> set[Key]:
    """Those of the quotes whose keys a statement finds among `{marks}`; its values come first."""
    found: set[Key] = set()
    for some in many.chunks(quotes):
        asked = statement.format(marks=many.marks(some))
        rows = door.db.execute(asked, (*values, *map(ids.raw_of, some)))
        found.update(ids.key_of("q", row[0]) for row in rows)
    return found


def named(quotes: Sequence[Key]) -> str:
    """One quote by its key, several by their number."""
    return ids.short(quotes[0]) if len(quotes) == 1 else f"{len(quotes):,} quotes"
