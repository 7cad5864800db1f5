"""What rests on what is to be taken back: later changes of a record, and what points to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from storage import ids
from storage.connections import Connection
from storage.errors import Resting
from storage.history import materialise
from storage.history.log import RECORD
from storage.history.materialise import TAG_FIELD
from storage.history.past import Past, Written
from storage.history.sight import Sight
from storage.history.subjects import member_name
from storage.ids import Key
from storage.schema.shapes import SHAPES, Part, Shape

SHOWN: Final = 20
"""So many later changes are told one by one."""

POINTING: Final = "select key from {table} where {column} = (select id from {target} where key = ?)"
PARTS_POINTING: Final = """
select distinct o.key from {part} p join {table} o on o.id = p.{owner}
where p.{column} = (select id from {target} where key = ?)
"""
SPANS_POINTING: Final = """
select distinct q.key from quote_span p join quote q on q.id = p.quote
join source_text t on t.id = p.source_text join source s on s.id = t.source where s.key = ?
"""
NOTES_ABOUT: Final = "select key from note where about = ?"
TAGGED: Final = """
select q.key from quote_tag t join quote q on q.id = t.quote
where t.tag = (select id from tag where key = ?)
"""
OTHERS_OF_BATCH: Final = """
select x.key from batch b join {table} x on x.batch = b.id
where b.id <> :batch and b.state = 'live' and ({points})
"""
OF_BATCH: Final = "in (select id from {table} where batch = :batch)"
PARTS_OF_BATCH: Final = "exists(select 1 from {part} p where p.{owner} = x.id and {condition})"
OTHERS_UNBATCHED: Final = "select x.key from {table} x where {points}"
NOTES_ABOUT_SOMETHING: Final = "select key, about from note where about is not null"
CORRECTED: Final = "select distinct rec from head where field <> '' and rec not like 'x-%'"
BATCH_ID: Final = "select id from batch where key = ?"
BATCH_OF: Final = "select batch from {table} where key = ?"


def later_changes(past: Past, key: Key, field: str, txn: str) -> Iterator[Resting]:
    """Changes of a field that came after those of a transaction, and stand."""
    for entry in past.standing(key, field, besides=txn):
        yield _told(past, key, entry)


def on_record(past: Past, key: Key, txn: str) -> Iterator[Resting]:
    """What would be left without the record: changes in it that others made, what points to it."""
    own = past.first(txn, key, RECORD)
    for field in past.fields(key):
        newest = next(past.standing(key, field, besides=txn), None)
        if newest is None or (own is not None and newest.row < own.row):
            continue  # of a record that was brought back: it holds what was changed before it went
        if not materialise.is_set(field) or past.value(newest, key) is not None:
            yield _told(past, key, newest)
    for other, field in pointing(past.db, key):
        yield _of_other(past, other, field)


def on_import(past: Past, batch: Key) -> Iterator[Resting]:
    """Annotations and corrections of what an import brought, and what came later with its names."""
    db = past.db
    number = {"batch": db.execute(BATCH_ID, (ids.raw_of(batch),)).fetchone()[0]}
    for shape in SHAPES.values():
        points = " or ".join(_points_into_batch(shape))
        if points:
            statement = OTHERS_OF_BATCH if shape.batched else OTHERS_UNBATCHED
            found = db.execute(statement.format(table=shape.table, points=points), number)
            for row in found.fetchall():
                yield _of_other(past, ids.key_of(shape.letter, row[0]), RECORD)
    for row in db.execute(NOTES_ABOUT_SOMETHING).fetchall():
        if _batch_of(db, Key(row[1])) == number["batch"]:
            yield _of_other(past, ids.key_of("n", row[0]), RECORD)
    for row in db.execute(CORRECTED).fetchall():
        key = Key(row[0])
        if _batch_of(db, key) == number["batch"]:
            for field in past.fields(key):
                newest = next(past.standing(key, field), None)
                if newest is not None and past.value(newest, key) is not None:
                    yield _told(past, key, newest)


def pointing(db: Connection, key: Key) -> Iterator[tuple[Key, str]]:
    """The records that name this one, and in which of their fields."""
    raw, letter = ids.raw_of(key), key[0]
    target = ids.LETTERS[letter]
    for shape in SHAPES.values():
        for field, statement in _statements(shape, letter):
            asked = statement.format(target=target)
            for row in db.execute(asked, (raw,)).fetchall():
                other = ids.key_of(shape.letter, row[0])
                if other != key:
                    yield other, field
    for row in db.execute(NOTES_ABOUT, (key,)).fetchall():
        yield ids.key_of("n", row[0]), "about"
    if letter == "t":
        for row in db.execute(TAGGED, (raw,)).fetchall():
            yield ids.key_of("q", row[0]), f"{TAG_FIELD}{key}"


def _statements(shape: Shape, letter: str) -> Iterator[tuple[str, str]]:
    """The fields of records of a kind that name records of another, and what finds them."""
    for column, of in shape.references.items():
        if of == letter:
            yield column, POINTING.format(table=shape.table, column=column, target="{target}")
    for part in shape.parts:
        for column, of in part.references.items():
            if of == letter:
                named = {"part": part.table, "owner": part.owner, "column": column}
                yield (
                    part.table,
                    PARTS_POINTING.format(table=shape.table, target="{target}", **named),
                )
        if part.text_of_source and letter == "s":
            yield part.table, SPANS_POINTING


def _points_into_batch(shape: Shape) -> Iterator[str]:
    """Conditions on records of a kind: that they name one of the import's."""
    for column, of in shape.references.items():
        if SHAPES[of].batched:
            yield f"x.{column} {OF_BATCH.format(table=SHAPES[of].table)}"
    for part in shape.parts:
        for condition in _parts_into_batch(part):
            yield (PARTS_OF_BATCH.format(part=part.table, owner=part.owner, condition=condition))


def _parts_into_batch(part: Part) -> Iterator[str]:
    for column, of in part.references.items():
        if SHAPES[of].batched:
            yield f"p.{column} {OF_BATCH.format(table=SHAPES[of].table)}"


def _batch_of(db: Connection, key: Key) -> int | None:
    shape = SHAPES.get(key[0])
    if shape is None or not shape.batched:
        return None
    row = db.execute(BATCH_OF.format(table=shape.table), (ids.raw_of(key),)).fetchone()
    return row[0] if row else None


def _of_other(past: Past, other: Key, field: str) -> Resting:
    """A record that names this one: who made it do so."""
    newest = next(past.standing(other, field), None) or next(past.standing(other, RECORD), None)
    if newest is not None:
        return _told(past, other, newest)
    now = materialise.held(past.db, other, field)
    return Resting("", "", "", other, field, None, now, now)


def _told(past: Past, key: Key, entry: Written) -> Resting:
    return Resting(
        txn=entry.txn,
        author=entry.author,
        wall=entry.wall,
        record=key,
        field=entry.field,
        before=past.before_transaction(entry.txn, key, entry.field),
        after=past.value(entry, key),
        now=materialise.held(past.db, key, entry.field),
        name=member_name(past.db, entry.field),
    )


def _as_seen(sight: Sight, each: Resting) -> Resting:
    key = Key(each.record)
    if sight.hides(key):
        return each._replace(before=None, after=None, now=None)
    before, after, now = (
        sight.seen(key, each.field, value) for value in (each.before, each.after, each.now)
    )
    return each._replace(before=before, after=after, now=now)


def some(resting: Iterator[Resting], past: Past, author: str) -> tuple[tuple[Resting, ...], int]:
    """The first of them, without what the author may not see, and how many there are."""
    sight = Sight(past, author)
    first = tuple(_as_seen(sight, each) for each in itertools.islice(resting, SHOWN))
    return first, len(first) + sum(1 for _ in resting)
