"""What the log says that the tables hold, record by record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from storage import ids
from storage.connections import Connection
from storage.history import many, materialise
from storage.history.log import RECORD, value_of
from storage.ids import Key
from storage.schema import shapes
from storage.schema.shapes import SHAPES, Record

HEAD_VALUES: Final = """
select h.rec, h.field, o.kind, o.val, o.seq, o.rec, o.hash
from head h join op o on o.hash = h.op order by o.seq
"""
HEAD_VALUES_OF: Final = """
select h.field, o.rec, o.kind, o.val, o.seq from head h join op o on o.hash = h.op where h.rec = ?
"""
FIRST_VALUE: Final = "select kind, val from op where rec = ? and field = ? order by seq limit 1"
LEAF: Final = "select leaf from {table} where key = ?"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a field."""

    kind: str
    value: Any  # JSON
    seq: int


Fields = Mapping[str, Head]


def heads(db: Connection) -> dict[str, dict[str, Head]]:
    """The newest entries, by record and field."""
    found: dict[str, dict[str, Head]] = {}
    given: dict[Key, Any] = {}
    last = b""
    for rec, field, kind, val, seq, about, digest in db.execute(HEAD_VALUES):
        if many.is_many(about):
            if digest != last:  # the records of one entry follow each other
                given, last = many.values_of(val), digest
            value = given.get(Key(rec))
        else:
            value = value_of(kind, val)
        found.setdefault(rec, {})[field] = Head(kind, value, seq)
    return found


def heads_of(db: Connection, key: Key) -> dict[str, Head]:
    """The newest entries about one record, by its fields."""
    found: dict[str, Head] = {}
    for field, about, kind, val, seq in db.execute(HEAD_VALUES_OF, (key,)):
        value = many.values_of(val).get(key) if many.is_many(about) else value_of(kind, val)
        found[field] = Head(kind, value, seq)
    return found


def is_column(field: str) -> bool:
    return field != RECORD and not materialise.is_set(field)


def record(fields: Fields) -> Record | None:
    """A record as the log has it: written whole once, then changed field by field."""
    whole = fields[RECORD]
    if whole.value is None:
        return None
    values = dict(whole.value) | {
        field: head.value
        for field, head in fields.items()
        if is_column(field) and head.seq > whole.seq
    }
    return {field: value for field, value in values.items() if value is not None}


def imported(db: Connection, key: Key, fields: Fields) -> Record:
    """An imported record as it came: as the tables hold it, less what was corrected since.

    The value that came stands in the first entry about a corrected field.
    """
    values = shapes.read(db, key) or {}
    for field in filter(is_column, fields):
        kind, val = db.execute(FIRST_VALUE, (key, field)).fetchone()
        values[field] = value_of(kind, val)
    return {field: value for field, value in values.items() if value is not None}


def leaf(db: Connection, key: Key) -> bytes | None:
    """The hash that the import gave to a record; None for what was not imported."""
    shape = SHAPES[key[0]]
    if not shape.batched:
        return None
    row = db.execute(LEAF.format(table=shape.table), (ids.raw_of(key),)).fetchone()
    return row[0] if row else None


def batch_state(fields: Fields) -> str:
    return "undone" if fields[RECORD].value is None else "live"


def is_alike(one: object, other: object) -> bool:
    """As `same`, where a part without rows is as none."""
    return same(None if one == [] else one, None if other == [] else other)


def same(one: object, other: object) -> bool:
    """Whether two JSON values are equal; 1 and true are not."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
