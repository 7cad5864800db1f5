"""Taking what was changed from outside into the log, so that log and tables agree again."""

from __future__ import annotations

from typing import Any, Final

from storage import ids
from storage.connections import Connection
from storage.history import logged, materialise
from storage.history.leaves import leaf_of
from storage.history.log import RECORD, Door
from storage.history.logged import Fields
from storage.history.materialise import done_field, star_field, tag_field
from storage.ids import Key
from storage.schema import shapes

UNSIGNED: Final = """
select letter, key from change_log where txn is null and key is not null
group by letter, key order by min(seq)
"""
SIGN: Final = "update change_log set txn = ? where txn is null"
BATCH_OF: Final = (
    "select b.key, b.manifest from {table} t join batch b on b.id = t.batch where t.key = ?"
)
TAGS_OF: Final = """
select t.key, qt.author, qt.made from quote_tag qt join tag t on t.id = qt.tag
join quote q on q.id = qt.quote where q.key = ?
"""
DONE_IN: Final = """
select c.coder, c.made from coding_done c join coding_sample d on d.id = c.sample where d.key = ?
"""
STARS_OF: Final = """
select s.author, s.made from star s join quote q on q.id = s.quote where q.key = ?
"""


def changed_from_outside(db: Connection) -> list[Key]:
    """The records that something else than the door has written to, in the order of the changes."""
    return [ids.key_of(letter, raw) for letter, raw in db.execute(UNSIGNED)]


def adopt(door: Door) -> int:
    """Write entries that bring the log to what the tables hold; returns how many."""
    heads = logged.heads(door.db)
    for key in changed_from_outside(door.db):
        fields = heads.get(key, {})
        if key[0] == "b":
            _adopt_state(door, key, fields)
        else:
            _adopt_record(door, key, fields)
        if key[0] in "qd":
            _adopt_sets(door, key, fields)
    door.db.execute(SIGN, (door.txn,))
    return door.entries


def _adopt_state(door: Door, key: Key, fields: Fields) -> None:
    state = materialise.held(door.db, key, RECORD)
    if RECORD not in fields or state == logged.batch_state(fields):
        return
    if state == "live":
        door.append(key, RECORD, "set", {"state": state})
    else:
        door.append(key, RECORD, "remove", None)


def _adopt_record(door: Door, key: Key, fields: Fields) -> None:
    """One entry with the whole record, or with the corrected column that was changed again."""
    now = shapes.read(door.db, key)
    whole = fields.get(RECORD)
    if now is None:
        if whole is None or whole.value is not None:
            door.append(key, RECORD, "remove", None)
        return
    if whole is not None and whole.value is not None:
        if not logged.same(logged.record(fields), now):
            door.append(key, RECORD, "set", now)
        return
    leaf = logged.leaf(door.db, key)
    if whole is not None or leaf is None:
        door.append(key, RECORD, "add", now)
        return
    for field, head in fields.items():
        if logged.is_column(field) and not logged.same(now.get(field), head.value):
            door.append(key, field, "set", now.get(field))
    if leaf_of(logged.imported(door.db, key, fields)) != leaf:
        statement = BATCH_OF.format(table=shapes.SHAPES[key[0]].table)
        batch = door.db.execute(statement, (ids.raw_of(key),)).fetchone()[0]
        door.append(key, RECORD, "set", now, parents=door.heads(ids.key_of("b", batch), RECORD))


def _adopt_sets(door: Door, key: Key, fields: Fields) -> None:
    """Tags, stars and coders that are done, where they came or went."""
    now: dict[str, Any] = sets_of(door.db, key)
    known = {field: head.value for field, head in fields.items() if materialise.is_set(field)}
    for field in sorted(now.keys() | known.keys()):
        if logged.same(now.get(field), known.get(field)):
            continue
        if field in now:
            door.append(key, field, "add", now[field])
        else:
            door.append(key, field, "remove", None)


def sets_of(db: Connection, key: Key) -> dict[str, dict[str, str]]:
    """A quote's tags and stars, or who is done with a sample, by their fields in the log."""
    raw = ids.raw_of(key)
    if key[0] == "d":
        return {done_field(coder): {"made": made} for coder, made in db.execute(DONE_IN, (raw,))}
    tags = {
        tag_field(ids.key_of("t", tag)): {"author": author, "made": made}
        for tag, author, made in db.execute(TAGS_OF, (raw,))
    }
    return tags | {
        star_field(author): {"made": made} for author, made in db.execute(STARS_OF, (raw,))
    }
