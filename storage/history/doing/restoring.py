"""Bringing a record back to what it once was: by new entries, which can themselves be undone."""

from __future__ import annotations

from typing import Any, Final

from storage import deeds, ids
from storage.connections import sqlite
from storage.errors import Clash, EditConflict, RecordMissing, WriteRefused
from storage.history import logged, materialise, versions
from storage.history.doing.standing import can_stand
from storage.history.log import RECORD, Door
from storage.history.materialise import TAG_FIELD
from storage.history.past import Past, Written
from storage.history.sight import Sight, held_last
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import SHAPES, Record

ALONG_WITH: Final = {
    "said_on": ("said_lo", "said_hi"),
    "published": ("published_lo", "published_hi"),
}
"""Columns that follow from another."""
NOT_THERE: Final = "What it rests on is not there any more, or its name is taken."


def restore(door: Door, deed: deeds.Restore) -> Receipt:
    """Make a record hold what it held after an entry of its history.

    Raises:
        RecordMissing: there is no such entry of that record.
        WriteRefused: it was not there then, is somebody else's, or cannot stand any more.
        EditConflict: somebody changed the same since it was read.
    """
    past = Past(door.db)
    entry, wished = _wished(past, deed)
    _must_be_own(door, past, deed.record, entry.field)
    why = f"as it was on {entry.wall[:10]}"
    now = shapes.read(door.db, deed.record)
    if entry.field == RECORD and now is None:
        _must_be_as_seen(past, deed, {RECORD: wished})
        _bring_back(door, deed.record, wished, why)
    elif now is None:
        msg = f"{ids.short(deed.record)} was removed since. Nothing was changed; restore it whole."
        raise WriteRefused(msg)
    elif materialise.is_set(entry.field):
        _must_be_as_seen(past, deed, {entry.field: wished})
        _put(door, deed.record, entry.field, wished)
    else:
        changes = wished if entry.field == RECORD else {entry.field: wished}
        _must_leave_what_others_keep(past, door.author, deed.record, changes, now)
        changes |= _along(past, deed.record, entry)
        changes = {
            field: was for field, was in changes.items() if not logged.is_alike(now.get(field), was)
        }
        _must_be_as_seen(past, deed, changes)
        _correct(door, deed.record, changes, why)
    summary = f"{ids.short(deed.record)} {why}"
    return Receipt(door.txn if door.entries else "", summary, (deed.record,))


def _wished(past: Past, deed: deeds.Restore) -> tuple[Written, Any]:
    """The entry that is meant, and what the field held after it; of a whole record all columns."""
    entry = past.entry(bytes.fromhex(deed.entry))
    came = versions.imported(past.db, deed.record)
    if came is not None and came[0] == entry:
        entry, record = came
    elif entry is None or deed.record not in past.keys(entry):
        msg = f"No such entry is in the history of {ids.short(deed.record)}. Nothing was changed."
        raise RecordMissing(msg)
    else:
        record = past.value(entry, deed.record)
    if entry.field != RECORD:
        return entry, record
    if not isinstance(record, dict) or "key" not in record:
        msg = f"After that {ids.short(deed.record)} was not there. Nothing was changed."
        raise WriteRefused(msg)
    shape = SHAPES[deed.record[0]]
    fields = (*shape.columns, *(part.table for part in shape.parts))
    whole: Record = dict.fromkeys(fields) | record  # pyright: ignore[reportUnknownVariableType]
    whole.pop("key")
    return entry, whole


def _along(past: Past, key: Key, entry: Written) -> Record:
    """What followed from the field then; the moment of a change is that of this one."""
    return {
        field: past.as_of(key, field, past.last_row(entry.txn))
        for field in ALONG_WITH.get(entry.field, ())
    }


def _must_be_own(door: Door, past: Past, key: Key, field: str) -> None:
    """Others' notes, stances, stars and marks are theirs to bring back."""
    if Sight(past, door.author).hides(key):
        msg = f"There is no {ids.short(key)} any more. Nothing was changed."
        raise RecordMissing(msg)
    owner = field.partition(":")[2] if materialise.is_set(field) else None
    if field.startswith(TAG_FIELD):
        owner = None
    elif owner is None and key[0] in OWNED:
        owner = held_last(past, key).get(OWNED[key[0]])
    if owner not in {None, door.author}:
        msg = f"It is {owner}'s, who alone brings it back. Nothing was changed."
        raise WriteRefused(msg)


def _must_leave_what_others_keep(
    past: Past, author: str, key: Key, changes: Record, now: Record
) -> None:
    """Rows that others keep private are not in the versions that are shown."""
    sight = Sight(past, author)
    for field, was in changes.items():
        if any(sight.seen(key, field, rows) != rows for rows in (was, now.get(field))):
            msg = f"Others keep some of the {field} private. Nothing was changed; correct the rest."
            raise WriteRefused(msg)


OWNED: Final = {"n": "author", "c": "coder"}


def _must_be_as_seen(past: Past, deed: deeds.Restore, changes: Record) -> None:
    """Nobody may have changed these since the newest entry that was seen.

    Raises:
        EditConflict: somebody did.
    """
    seen = past.entry(bytes.fromhex(deed.seen)) if deed.seen else None
    if seen is None:
        return
    clashes: list[Clash] = []
    for field, mine in changes.items():
        head = past.head(deed.record, field)
        if head is not None and head.row > seen.row and head.txn != seen.txn:
            base = past.before_transaction(head.txn, deed.record, field)
            theirs = past.value(head, deed.record)
            clashes.append(Clash(field, base, mine, theirs, head.author, head.wall))
    if clashes:
        who = ", ".join(sorted({clash.author for clash in clashes}))
        msg = (
            f"{who} changed {ids.short(deed.record)} since you looked at its history. Nothing was "
            "changed; look again."
        )
        raise EditConflict(msg, tuple(clashes))


def _bring_back(door: Door, key: Key, record: Record, why: str) -> None:
    held = {field: value for field, value in record.items() if value not in (None, [])}
    if SHAPES[key[0]].batched and key[0] not in OWNED and key[0] != "l":
        msg = f"{ids.short(key)} is a fact, which is not brought back that way; undo what took it."
        raise WriteRefused(msg)
    if not can_stand(door.db, key, RECORD, held):
        raise WriteRefused(f"{NOT_THERE} Nothing was changed.")
    try:
        door.add({"key": key, **held}, why=why)
    except sqlite.IntegrityError as error:
        raise WriteRefused(f"{NOT_THERE} Nothing was changed.") from error


def _put(door: Door, key: Key, field: str, value: Any) -> None:  # JSON
    if logged.same(materialise.held(door.db, key, field), value):
        return
    if not can_stand(door.db, key, field, value):
        raise WriteRefused(f"{NOT_THERE} Nothing was changed.")
    try:
        if value is None:
            door.leave(key, field)
        else:
            door.join(key, field, value)
    except sqlite.IntegrityError as error:
        raise WriteRefused(f"{NOT_THERE} Nothing was changed.") from error


def _correct(door: Door, key: Key, changes: Record, why: str) -> None:
    if not changes:
        return
    if "changed" in SHAPES[key[0]].columns:
        changes["changed"] = door.wall
    if not all(can_stand(door.db, key, field, value) for field, value in changes.items()):
        raise WriteRefused(f"{NOT_THERE} Nothing was changed.")
    try:
        for field, value in changes.items():
            door.correct(key, field, value, why=why)
    except sqlite.IntegrityError as error:
        raise WriteRefused(f"{NOT_THERE} Nothing was changed.") from error
