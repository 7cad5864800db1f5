"""What an entry of the log means in the tables; writing, undo and checking all read it here."""

from __future__ import annotations

from typing import Any

from storage import ids
from storage.connections import Connection
from storage.ids import Key
from storage.schema import shapes

TAG_FIELD = "tag:"
STAR_FIELD = "star:"
DONE_FIELD = "done:"
SET_FIELDS = (TAG_FIELD, STAR_FIELD, DONE_FIELD)
"""What is in a set of a record has a field of its own, with one of these beginnings."""

JOIN_TAG = (
    "insert or replace into quote_tag(quote, tag, author, made) values("
    "(select id from quote where key = ?), (select id from tag where key = ?), ?, ?)"
)
LEAVE_TAG = (
    "delete from quote_tag where quote = (select id from quote where key = ?) "
    "and tag = (select id from tag where key = ?)"
)
JOIN_STAR = (
    "insert or replace into star(quote, author, made) "
    "values((select id from quote where key = ?), ?, ?)"
)
LEAVE_STAR = "delete from star where quote = (select id from quote where key = ?) and author = ?"
JOIN_DONE = (
    "insert or replace into coding_done(sample, coder, made) "
    "values((select id from coding_sample where key = ?), ?, ?)"
)
LEAVE_DONE = (
    "delete from coding_done where sample = (select id from coding_sample where key = ?) "
    "and coder = ?"
)
BATCH_STATE = "update batch set state = ? where key = ?"

READ_TAG = (
    "select author, made from quote_tag where quote = (select id from quote where key = ?) "
    "and tag = (select id from tag where key = ?)"
)
READ_STAR = (
    "select made from star where quote = (select id from quote where key = ?) and author = ?"
)
READ_DONE = (
    "select made from coding_done "
    "where sample = (select id from coding_sample where key = ?) and coder = ?"
)
READ_BATCH = "select state from batch where key = ?"


def tag_field(tag: Key) -> str:
    return f"{TAG_FIELD}{tag}"


def star_field(author: str) -> str:
    return f"{STAR_FIELD}{author}"


def is_set(field: str) -> bool:
    return field.startswith(SET_FIELDS)


def done_field(coder: str) -> str:
    return f"{DONE_FIELD}{coder}"


def apply(db: Connection, key: Key, field: str, value: Any) -> None:  # JSON
    """Make the tables hold `value` in that field; None means that there is nothing any more."""
    raw = ids.raw_of(key)
    if key[0] == "b":
        db.execute(BATCH_STATE, ("undone" if value is None else "live", raw))
    elif field == "":
        if value is None:
            shapes.remove(db, key)
        else:
            shapes.put(db, value)
    elif field.startswith(TAG_FIELD):
        tag = ids.raw_of(Key(field.removeprefix(TAG_FIELD)))
        if value is None:
            db.execute(LEAVE_TAG, (raw, tag))
        else:
            db.execute(JOIN_TAG, (raw, tag, value["author"], value["made"]))
    elif field.startswith(STAR_FIELD):
        author = field.removeprefix(STAR_FIELD)
        if value is None:
            db.execute(LEAVE_STAR, (raw, author))
        else:
            db.execute(JOIN_STAR, (raw, author, value["made"]))
    elif field.startswith(DONE_FIELD):
        coder = field.removeprefix(DONE_FIELD)
        if value is None:
            db.execute(LEAVE_DONE, (raw, coder))
        else:
            db.execute(JOIN_DONE, (raw, coder, value["made"]))
    else:
        shapes.change(db, key, field, value)


def held(db: Connection, key: Key, field: str) -> Any:  # JSON
    """What the tables hold in that field, in the form in which `apply` takes it."""
    raw = ids.raw_of(key)
    if key[0] == "b":
        row = db.execute(READ_BATCH, (raw,)).fetchone()
        return row[0] if row else None
    if field == "":
        return shapes.read(db, key)
    if field.startswith(TAG_FIELD):
        row = db.execute(READ_TAG, (raw, ids.raw_of(Key(field.removeprefix(TAG_FIELD))))).fetchone()
        return {"author": row[0], "made": row[1]} if row else None
    if field.startswith(STAR_FIELD):
        row = db.execute(READ_STAR, (raw, field.removeprefix(STAR_FIELD))).fetchone()
        return {"made": row[0]} if row else None
    if field.startswith(DONE_FIELD):
        row = db.execute(READ_DONE, (raw, field.removeprefix(DONE_FIELD))).fetchone()
        return {"made": row[0]} if row else None
    return (shapes.read(db, key) or {}).get(field)
