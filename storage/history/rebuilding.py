"""Making all that is derived anew: from the rows that imports brought, and from the log.

It is whole or not at all. Only what differs is written, so that it can say what that was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from storage import ids
from storage.analyst import Rebuilt
from storage.connections import Connection, Connections, sqlite
from storage.errors import WriteRefused
from storage.history import adoption, chain, logged, materialise
from storage.history.leaves import leaf_of
from storage.history.log import RECORD
from storage.history.logged import Fields
from storage.history.verify import (
    INDEX_CHECK,
    KEYS_BY_HAND,
    KEYS_UNBATCHED,
    ORPHANED_WORDS,
    STALE_WORDS,
)
from storage.ids import Key
from storage.schema import analysis, shapes, tables, words
from storage.schema.shapes import SHAPES, Record

TRIGGERS: Final = "select name, sql from sqlite_schema where type = 'trigger'"
DROP_TRIGGER: Final = 'drop trigger "{name}"'
DEFER: Final = "pragma defer_foreign_keys = on"
HEADS: Final = "select rec, field, op from head"
ADD_HEAD: Final = "insert into head(rec, field, op) values(?, ?, ?)"
DROP_HEAD: Final = "delete from head where rec = ? and field = ?"
WITH_SETS: Final = """
select 'q', key from quote where id in (select quote from quote_tag union select quote from star)
union all select 'd', key from coding_sample where id in (select sample from coding_done)
"""
DROP_WORDS: Final = "delete from quote_words where id = (select id from quote where key = ?)"
ADD_WORDS: Final = """
insert into quote_words(id, text, translation, notes)
select q.id, {text}, {translation}, {notes} from quote q where q.key = ?
""".format(
    text=words.TEXT_OF.format("q"),
    translation=words.TRANSLATION_OF.format("q"),
    notes=words.NOTES_OF.format("q.id"),
)
DROP_ORPHANS: Final = "delete from quote_words where id not in (select id from quote)"
INDEX_ANEW: Final = "insert into quote_fts(quote_fts) values('rebuild')"
TELL: Final = """
insert into change_log(letter, key, quote, txn)
values(?, ?, (select id from quote where key = ?), 'rebuild')
"""
SIGN: Final = "update change_log set txn = 'rebuild' where txn is null and letter = ? and key = ?"


class _OnlyTold(Exception):  # no error: it ends a dry run
    pass


def rebuild(path: Path, *, is_dry: bool) -> Rebuilt:
    """Bring all that is derived to what the log says; gives how much of it was otherwise.

    Raises:
        WriteRefused: the log itself is broken, or what it says can't stand; nothing was changed.
    """
    rebuilt = Rebuilt()
    # Connections of its own, as those of `verify` and for the same reason.
    with (
        contextlib.closing(Connections(path)) as connections,
        contextlib.suppress(_OnlyTold),
        connections.writing() as db,
    ):
        rebuilt = _Rebuilding(db).rebuilt()
        if is_dry:
            raise _OnlyTold
    return rebuilt


class _Rebuilding:
    """One transaction in which there are no triggers until its end."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._changed: dict[Key, None] = {}

    def rebuilt(self) -> Rebuilt:
        db = self._db
        findings, heads = chain.walked(db)
        if findings:
            msg = (
                f"The log itself is broken: {findings[0].about}. Nothing was changed; it takes a "
                "copy of the library from before."
            )
            raise WriteRefused(msg)
        db.execute(DEFER)
        triggers = self._without_triggers()
        heads_changed = self._heads(heads)
        fields = logged.heads(db)
        try:
            records = self._records(fields)
            sets = self._sets(fields)
            words_changed = self._words()
        except sqlite.IntegrityError as error:
            msg = f"What the log says can't stand together ({error}). Nothing was changed."
            raise WriteRefused(msg) from error
        index = self._index()
        for statement in the_triggers().values():
            db.execute(statement)
        self._tell(fields)
        return Rebuilt(heads_changed, records, sets, words_changed, index, triggers)

    def _without_triggers(self) -> int:
        """Take all triggers out; gives how many are not as they should be."""
        held = {row[0]: row[1] for row in self._db.execute(TRIGGERS)}
        for name in held:
            self._db.execute(DROP_TRIGGER.format(name=name.replace('"', '""')))
        wished = {name: _body(sql) for name, sql in the_triggers().items()}
        return len(set(wished.items()) ^ {(name, _body(sql)) for name, sql in held.items()})

    def _heads(self, wished: Mapping[tuple[str, str], set[bytes]]) -> int:
        held: dict[tuple[str, str], set[bytes]] = {}
        for rec, field, op in self._db.execute(HEADS):
            held.setdefault((rec, field), set()).add(bytes(op))
        known = wished.keys() | held.keys()
        others = [each for each in known if wished.get(each) != held.get(each)]
        for each in others:
            self._db.execute(DROP_HEAD, each)
            self._db.executemany(ADD_HEAD, [(*each, op) for op in wished.get(each, ())])
        return len(others)

    def _records(self, logged_fields: Mapping[str, Fields]) -> int:
        """What was written by hand, corrections of what was imported, and which imports show."""
        before = len(self._changed)
        wished: dict[Key, Record | None] = {
            Key(rec): logged.record(fields)
            for rec, fields in logged_fields.items()
            if RECORD in fields and rec[0] in SHAPES
        }
        for key in self._unlogged(wished):
            self._changed[key] = None
            shapes.remove(self._db, key)
        missing = [
            record
            for shape in SHAPES.values()
            for key, record in wished.items()
            if record and key[0] == shape.letter and shapes.read(self._db, key) is None
        ]
        for put in (shapes.put_alone, shapes.put_parts):
            for record in missing:
                self._changed[Key(record["key"])] = None
                put(self._db, record)
        for key, record in wished.items():
            if record is not None:
                self._correct(key, record)
        for rec, fields in logged_fields.items():
            if rec[0] == "b":
                self._show(Key(rec), logged.batch_state(fields))
            elif RECORD not in fields and rec[0] in SHAPES:
                corrected = {each: head.value for each, head in fields.items()}
                columns = {each: corrected[each] for each in _fields(rec) if each in corrected}
                self._correct(Key(rec), columns, is_whole=False)
        return len(self._changed) - before

    def _unlogged(self, wished: Mapping[Key, Record | None]) -> list[Key]:
        """Rows that no entry has written, or that one has taken out."""
        found: list[Key] = []
        for shape in reversed(SHAPES.values()):
            statement = KEYS_BY_HAND if shape.batched else KEYS_UNBATCHED
            values = (shapes.NO_BATCH,) if shape.batched else ()
            for row in self._db.execute(statement.format(table=shape.table), values):
                key = ids.key_of(shape.letter, row[0])
                if wished.get(key) is None:
                    found.append(key)
        return found

    def _correct(self, key: Key, record: Record, *, is_whole: bool = True) -> None:
        now = shapes.read(self._db, key)
        if now is None:
            return
        for field in _fields(key) if is_whole else record:
            if not logged.is_alike(now.get(field), record.get(field)):
                self._changed[key] = None
                shapes.change(self._db, key, field, record.get(field))

    def _show(self, batch: Key, state: str) -> None:
        held = materialise.held(self._db, batch, RECORD)
        if held not in {None, state, "loading"}:
            self._changed[batch] = None
            materialise.apply(self._db, batch, RECORD, None if state == "undone" else state)

    def _sets(self, logged_fields: Mapping[str, Fields]) -> int:
        wished = {
            (Key(rec), field): head.value
            for rec, fields in logged_fields.items()
            for field, head in fields.items()
            if materialise.is_set(field) and head.value is not None
        }
        held = dict(self._sets_held())
        others = [
            each
            for each in wished.keys() | held.keys()
            if not logged.same(wished.get(each), held.get(each))
        ]
        for key, field in others:
            self._changed[key] = None
            materialise.apply(self._db, key, field, wished.get((key, field)))
        return len(others)

    def _sets_held(self) -> Iterator[tuple[tuple[Key, str], Any]]:
        for letter, raw in self._db.execute(WITH_SETS).fetchall():
            key = ids.key_of(letter, raw)
            for field, value in adoption.sets_of(self._db, key).items():
                yield (key, field), value

    def _words(self) -> int:
        stale = self._db.execute(STALE_WORDS).fetchall()
        for row in stale:
            self._db.execute(DROP_WORDS, (row[0],))
            self._db.execute(ADD_WORDS, (row[0],))
        orphans = int(self._db.execute(ORPHANED_WORDS).fetchone()[0])
        if orphans:
            self._db.execute(DROP_ORPHANS)
        return len(stale) + orphans

    def _index(self) -> bool:
        """Make the full-text index anew, where it doesn't fit the words."""
        try:
            self._db.execute(INDEX_CHECK)
        except sqlite.DatabaseError:
            self._db.execute(INDEX_ANEW)
            return True
        return False

    def _tell(self, logged_fields: Mapping[str, Fields]) -> None:
        """Who follows the changes learns of these; those from outside that are gone are settled."""
        for key in self._changed:
            raw = ids.raw_of(key)
            self._db.execute(TELL, (key[0], raw, raw))
        for key in adoption.changed_from_outside(self._db):
            if self._is_as_logged(key, logged_fields.get(key, {})):
                self._db.execute(SIGN, (key[0], ids.raw_of(key)))

    def _is_as_logged(self, key: Key, fields: Fields) -> bool:
        leaf = logged.leaf(self._db, key)
        if RECORD in fields or leaf is None:
            return True
        return leaf_of(logged.imported(self._db, key, fields)) == leaf


def the_triggers() -> dict[str, str]:
    """Every trigger that a whole library has, by its name."""
    statements = (*tables.TRIGGERS, *words.TRIGGERS, *analysis.TRIGGERS)
    return {statement.split()[2]: statement for statement in statements}


def _fields(rec: str) -> Iterable[str]:
    shape = SHAPES[rec[0]]
    return (*shape.columns, *(part.table for part in shape.parts))


def _body(sql: str) -> str:
    """A statement from its name on: how SQLite writes what is before that is its own."""
    return sql.split(None, 2)[2].rstrip("; ")
