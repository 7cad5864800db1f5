"""What a deed is done to: it must be there, and is called something in a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from storage import ids
from storage.connections import Connection
from storage.errors import RecordMissing
from storage.history.log import Door
from storage.ids import Key
from storage.schema import shapes

QUOTE: Final = "q"
EXISTS: Final = (
    "select 1 from {table} r join batch b on b.id = r.batch and b.state = 'live' where r.key = ?"
)
MAY_BE_SEEN: Final = f"{EXISTS} and (r.handling is not 'private' or r.keeper = ?)"


def must_exist(door: Door, *quotes: Key) -> None:
    """See to it that all these quotes are there, for the author.

    Raises:
        RecordMissing: one of them is not.
    """
    for quote in quotes:
        if quote[0] != QUOTE:
            msg = f"{ids.short(quote)} is no quote. Nothing was saved."
            raise RecordMissing(msg)
        record_must_exist(door, quote)


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
    shape = shapes.SHAPES[key[0]]
    if "handling" in shape.columns:
        found = door.db.execute(
            MAY_BE_SEEN.format(table=shape.table), (ids.raw_of(key), door.author)
        )
        return found.fetchone() is not None
    return exists(door.db, key)


def exists(db: Connection, key: Key) -> bool:
    """Whether a record that came with a batch is there, whoever may see it."""
    statement = EXISTS.format(table=shapes.SHAPES[key[0]].table)
    return db.execute(statement, (ids.raw_of(key),)).fetchone() is not None


def named(quotes: Sequence[Key]) -> str:
    """One quote by its key, several by their number."""
    return ids.short(quotes[0]) if len(quotes) == 1 else f"{len(quotes):,} quotes"
