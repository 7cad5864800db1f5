"""Whether what a field once held can stand again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from storage import ids
from storage.connections import Connection
from storage.history import materialise
from storage.history.doing import stances, targets, trees
from storage.history.doing.tags import TAG_NAMED
from storage.history.log import RECORD
from storage.ids import Key
from storage.schema.shapes import SHAPES

EXISTS: Final = "select 1 from {table} where key = ?"


def can_stand(db: Connection, key: Key, field: str, value: Any) -> bool:  # JSON
    """Whether all that a value names is there.

    And a tag has its name alone, a coder one reading of a quote, and nothing is below itself.
    """
    if value is None or key[0] == "b":
        return True
    if key[0] == "t" and field in {RECORD, "name"}:
        row = db.execute(TAG_NAMED, (value if field else value["name"],)).fetchone()
        if row and ids.key_of("t", row[0]) != key:
            return False
    if field == "parent" and trees.is_at_or_below(db, Key(value), key):
        return False
    if field == RECORD:
        if key[0] == "c" and stances.is_given(db, value):
            return False
        return all(_is_there(db, each) for each in _named(key, value))
    if materialise.is_set(field):
        return _is_there(db, key)
    return all(is_held(db, each) for each in _named(key, {field: value}))


def is_held(db: Connection, key: Key) -> bool:
    """Whether a record is in the tables, be it that its import was taken back."""
    statement = EXISTS.format(table=SHAPES[key[0]].table)
    return db.execute(statement, (ids.raw_of(key),)).fetchone() is not None


def _is_there(db: Connection, key: Key) -> bool:
    """Whether a record is in the tables, and shows."""
    return targets.exists(db, key) if SHAPES[key[0]].batched else is_held(db, key)


def _named(key: Key, value: dict[str, Any]) -> Iterator[Key]:
    """The other records that a record names, in all or some of its columns and parts."""
    shape = SHAPES[key[0]]
    named = [value.get(column) for column in shape.references]
    for part in shape.parts:
        columns = (*part.references, "source") if part.text_of_source else tuple(part.references)
        named += [row.get(column) for row in value.get(part.table) or () for column in columns]
    if key[0] == "n":
        named.append(value.get("about"))
    yield from (Key(each) for each in named if each and each != key)
