"""Who may see a record: all, all who open the library, or its keeper alone."""

from __future__ import annotations

from typing import Any, Final

from storage import deeds, ids
from storage.analyst import HANDLINGS
from storage.errors import RecordMissing, WriteRefused
from storage.fields import is_kept_from
from storage.history.doing import notes, targets
from storage.history.doing.unchanged import must_be
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import Record

PUBLIC: Final = "public"
PRIVATE: Final = "private"
HANDLED: Final = frozenset("qsmn")
"""Quotes, sources, meetings and notes; and parts in meetings, which have no key of their own."""
PARTS: Final = "participation"


def put(door: Door, deed: deeds.SetHandling) -> Receipt:
    """Say who may see a record; who makes one private is its keeper.

    Raises:
        WriteRefused: it is no handling, or such records have none.
        EditConflict: somebody else said otherwise meanwhile.
        RecordMissing: there is no such record.
    """
    key, handling = deed.key, deed.handling
    if handling not in HANDLINGS:
        raise WriteRefused(f"{handling} is no handling: {', '.join(HANDLINGS)}. Nothing was saved.")
    if key[0] == "n":
        return notes.change(door, deeds.ChangeNote(key, {"handling": handling}, deed.seen))
    if key[0] not in HANDLED or (deed.part is not None and key[0] != "m"):
        raise WriteRefused(
            "Quotes, sources, meetings, parts in meetings and notes are handled one by one, other "
            "records are for all. Nothing was saved."
        )
    targets.record_must_exist(door, key)
    if deed.part is None:
        _put_on_record(door, deed)
    else:
        _put_on_part(door, key, deed.part, handling)
    part = "" if deed.part is None else f"part {deed.part} in "
    summary = f"{part}{ids.short(key)} is {handling}"
    return Receipt(door.txn if door.entries else "", summary, (key,))


def _put_on_record(door: Door, deed: deeds.SetHandling) -> None:
    record = shapes.read(door.db, deed.key) or {}
    must_be(door, deed.key, deed.seen, {"handling": deed.handling})
    for column, value in held(door, deed.handling).items():
        now: Any = record.get(column) or (PUBLIC if column == "handling" else None)
        if now != value:
            door.correct(deed.key, column, value)


def _put_on_part(door: Door, meeting: Key, part: int, handling: str) -> None:
    rows: list[Record] = (shapes.read(door.db, meeting) or {}).get(PARTS, [])
    if not any(row["n"] == part and not is_kept_from(door.author, row) for row in rows):
        msg = f"{ids.short(meeting)} has no part {part}. Nothing was saved."
        raise RecordMissing(msg)
    changed = [_with(row, held(door, handling)) if row["n"] == part else row for row in rows]
    if changed != rows:
        door.correct(meeting, PARTS, changed)


def held(door: Door, handling: str) -> Record:
    """The columns that say so; the author keeps what is private."""
    return {"handling": handling, "keeper": door.author if handling == PRIVATE else None}


def _with(row: Record, held: Record) -> Record:
    return {column: value for column, value in (row | held).items() if value is not None}
