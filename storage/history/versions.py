"""The past of a record: who changed what of it when, from what to what, back to what came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from storage import ids
from storage.analyst import Version
from storage.connections import Connection
from storage.errors import RecordMissing
from storage.history import logged, resting, subjects
from storage.history.log import RECORD
from storage.history.past import Past, Written, written
from storage.history.sight import Sight
from storage.history.summaries import FOLLOWING
from storage.ids import Key
from storage.schema import shapes
from storage.schema.shapes import SHAPES

OF_RECORD: Final = """
select rowid, hash, seq, txn, author, wall, rec, field, kind, val, parents, why
from op where rec = ? order by rowid
"""
ABOUT_MANY: Final = """
select rowid, hash, seq, txn, author, wall, rec, field, kind, val, parents, why
from op where rec >= 'x-' and rec < 'x.' and instr(val, ?) > 0 order by rowid
"""
IMPORTED: Final = """
select o.rowid, o.hash, o.seq, o.txn, o.author, o.wall, o.rec, o.field, o.kind, o.val, o.parents,
    o.why
from op o where o.rec = ? and o.kind = 'import' order by o.rowid limit 1
"""
BATCH: Final = "select b.id, b.key from {table} t join batch b on b.id = t.batch where t.key = ?"
REMOVED_ON: Final = """
select distinct rec from op where rec >= :first and rec < :end and field = '' and instr(val, :key)
"""
ATTACHED: Final = "ncligd"
"""Records that are part of the past of what they are on: notes, stances, links, places in briefs,
judgements, samples."""


def history(db: Connection, key: Key, author: str) -> tuple[Version, ...]:
    """The versions of a record and of what is on it, as the author may see them, newest first.

    Raises:
        RecordMissing: there is no such record, and never was.
    """
    past = Past(db)
    sight = Sight(past, author)
    found = list(_of_record(past, sight, key))
    if not found or sight.hides(key):
        msg = f"Nothing is known of {ids.short(key)}."
        raise RecordMissing(msg)
    for other in _on(db, key):
        if not sight.hides(other):
            found += _of_record(past, sight, other)
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(version for _row, version in found)


def of_transaction(db: Connection, txn: str, author: str, most: int) -> tuple[Version, ...]:
    """What a transaction changed, the first so many of it, as the author may see it."""
    past = Past(db)
    sight = Sight(past, author)
    found: list[Version] = []
    for entry in past.of_transaction(txn):
        for key in past.keys(entry)[:most]:
            is_told = key[0] in SHAPES and past.last(txn, key, entry.field) is entry
            if is_told and entry.field not in FOLLOWING and not sight.hides(key):
                found.append(_version(past, sight, key, entry))
    return tuple(found[:most])


def _of_record(past: Past, sight: Sight, key: Key) -> Iterator[tuple[int, Version]]:
    """The versions of one record, each with its place in the log."""
    rows = past.db.execute(OF_RECORD, (key,)).fetchall()
    rows += past.db.execute(ABOUT_MANY, (key,)).fetchall()
    for entry in map(written, rows):
        if entry.field not in FOLLOWING and past.last(entry.txn, key, entry.field) == entry:
            yield entry.row, _version(past, sight, key, entry)
    came = imported(past.db, key)
    if came is not None:
        entry, record = came
        seen = sight.seen(key, RECORD, record)
        version = Version(
            entry.hash.hex(), key, RECORD, entry.txn, entry.author, entry.wall, None, seen,
            entry.why, "import", named=_named(past, sight, key, seen),
        )  # fmt: skip
        yield entry.row, version


def _named(past: Past, sight: Sight, *values: Any) -> dict[str, str]:  # JSON
    """What the records are called that the values name, as far as they are seen."""
    seen = (each for each in subjects.keys_in(values) if not sight.hides(each))
    return subjects.names_in(past.db, *seen)


def _version(past: Past, sight: Sight, key: Key, entry: Written) -> Version:
    before, after = (
        sight.seen(key, entry.field, value)
        for value in (
            past.before_transaction(entry.txn, key, entry.field),
            past.value(entry, key),
        )
    )
    return Version(
        entry=entry.hash.hex(),
        record=key,
        field=entry.field,
        txn=entry.txn,
        author=entry.author,
        wall=entry.wall,
        before=before,
        after=after,
        why=entry.why,
        kind=entry.kind,
        name=subjects.member_name(past.db, entry.field),
        named=_named(past, sight, key, before, after),
    )


def imported(db: Connection, key: Key) -> tuple[Written, dict[str, Any]] | None:
    """The entry of the import that brought a record, and the record as it came."""
    shape = SHAPES.get(key[0])
    if shape is None or not shape.batched:
        return None
    row = db.execute(BATCH.format(table=shape.table), (ids.raw_of(key),)).fetchone()
    if row is None or row[0] == shapes.NO_BATCH:
        return None
    entry = db.execute(IMPORTED, (ids.key_of("b", row[1]),)).fetchone()
    if entry is None:
        return None
    fields = logged.heads_of(db, key)
    return written(entry), logged.imported(db, key, fields)


def _on(db: Connection, key: Key) -> Iterable[Key]:
    """What is on a record or names it, and what was, in no order."""
    found = {other for other, _field in resting.pointing(db, key) if other[0] in ATTACHED}
    for letter in ATTACHED:
        within = {"first": f"{letter}-", "end": f"{letter}.", "key": key}
        found.update(Key(row[0]) for row in db.execute(REMOVED_ON, within) if row[0] != key)
    return found
