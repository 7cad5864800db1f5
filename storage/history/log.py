"""The one door for writes: a transaction, its entries in the log, and the tables they change."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Generator, Iterable, Sequence
from typing import Any, Final, NamedTuple

from storage import ids
from storage.clock import Clock
from storage.connections import Connection, Connections
from storage.history import many, materialise
from storage.ids import Key
from storage.schema import shapes
from storage.schema.shapes import Record

RECORD: Final = ""
"""The field of an entry that is about a whole record."""
FIRST_PREV: Final = bytes(32)
SALT_BYTES: Final = 16
MOST_IN_A_MILLISECOND: Final = 99_999

LAST_OP = "select seq, hlc, hash from op where site = ? order by seq desc limit 1"
INSERT_OP = (
    "insert into op(hash, site, seq, hlc, wall, author, txn, rec, field, parents, kind, val, "
    "vhash, salt, why, whyhash, prev) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
HEADS = "select op from head where rec = ? and field = ? order by op"
DROP_HEADS = "delete from head where rec = ? and field = ?"
ADD_HEAD = "insert into head(rec, field, op) values(?, ?, ?)"
HEADS_OF_MANY = "select op from head where rec in ({marks}) and field = ?"
DROP_HEADS_OF_MANY = "delete from head where rec in ({marks}) and field = ?"
ABOUT = "select rec from op where hash = ?"
BATCH_OF = "select b.id, b.key from {table} t join batch b on b.id = t.batch where t.key = ?"


class Op(NamedTuple):
    """One entry of the log. Hashes are 32 bytes; `parents` are the entries it supersedes."""

    site: str
    seq: int
    hlc: str
    wall: str
    author: str
    txn: str
    rec: str
    field: str
    parents: tuple[bytes, ...]
    kind: str
    vhash: bytes
    whyhash: bytes | None
    prev: bytes

    @property
    def hash(self) -> bytes:
        """SHA-256 over everything the entry says, its value and its reason by their own hashes."""
        covered = [
            1, self.site, self.seq, self.hlc, self.wall, self.author, self.txn, self.rec,
            self.field, sorted(parent.hex() for parent in self.parents), self.kind,
            self.vhash.hex(), self.whyhash.hex() if self.whyhash is not None else None,
            self.prev.hex(),
        ]  # fmt: skip
        return hashlib.sha256(canonical(covered).encode()).digest()


def canonical(value: object) -> str:
    """JSON as the log hashes it: UTF-8, no spaces, the keys of objects sorted."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def salted(salt: bytes, text: str) -> bytes:
    """The hash that stands for a text, so that removing the text leaves the chain whole."""
    return hashlib.sha256(salt + text.encode()).digest()


def parents_of(text: str) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(parent) for parent in json.loads(text))


class Door:
    """An open transaction: what is written through it is logged and applied together.

    `txn` is its name, made when it opens. Get one from `open_door`.
    """

    def __init__(self, db: Connection, author: str, clock: Clock) -> None:
        self.db = db
        self.author = author
        self.clock = clock
        self.wall = clock.wall()
        self.txn = ids.new_key("x", clock.milliseconds())
        self.entries = 0
        self._site: str = db.execute("select site from library").fetchone()[0]
        last = db.execute(LAST_OP, (self._site,)).fetchone()
        self._seq, hlc, self._prev = (last[0], last[1], last[2]) if last else (0, "", FIRST_PREV)
        self._hlc = next_hlc(hlc, clock.milliseconds())

    def new_key(self, letter: str) -> Key:
        return ids.new_key(letter, self.clock.milliseconds())

    def add(self, record: Record, *, why: str | None = None) -> Key:
        """Write a new record; its whole JSON is one entry."""
        key = Key(record["key"])
        self.append(key, RECORD, "add", record, why=why)
        materialise.apply(self.db, key, RECORD, record)
        return key

    def correct(self, key: Key, column: str, value: object, *, why: str | None = None) -> None:
        """Change one column or part of a record; an imported value is logged before it changes."""
        if not self.heads(key, column):
            self._keep_imported(key, column)
        self.append(key, column, "set", value, why=why)
        materialise.apply(self.db, key, column, value)

    def _keep_imported(self, key: Key, column: str) -> None:
        shape = shapes.SHAPES[key[0]]
        record = shapes.read(self.db, key) or {}
        parents: tuple[bytes, ...] = self.heads(key, RECORD)
        if shape.batched:
            found = self.db.execute(
                BATCH_OF.format(table=shape.table), (ids.raw_of(key),)
            ).fetchone()
            if found and found[0] != shapes.NO_BATCH:
                parents = self.heads(ids.key_of("b", found[1]), RECORD)
        self.append(key, column, "set", record.get(column), parents=parents)

    def join(self, key: Key, field: str, value: Record) -> None:
        """Put something into one of a record's sets: a tag, a star."""
        self.append(key, field, "add", value)
        materialise.apply(self.db, key, field, value)

    def leave(self, key: Key, field: str) -> None:
        """Take something out of one of a record's sets."""
        self.append(key, field, "remove", None)
        materialise.apply(self.db, key, field, None)

    def join_all(self, keys: Iterable[Key], field: str, value: Record) -> None:
        """Put the same into a set of each of many records; of very many it is one entry."""
        records = tuple(keys)
        if len(records) > many.MORE_THAN:
            self._write_many(records, field, "add", value)
        else:
            for key in records:
                self.join(key, field, value)

    def leave_all(self, keys: Iterable[Key], field: str) -> None:
        """Take the same out of a set of each of many records; of very many it is one entry."""
        records = tuple(keys)
        if len(records) > many.MORE_THAN:
            self._write_many(records, field, "remove", None)
        else:
            for key in records:
                self.leave(key, field)

    def _write_many(self, keys: Sequence[Key], field: str, kind: str, value: object) -> None:
        self._append_many(keys, field, kind, {"values": [[value, keys]]})
        for key in keys:
            materialise.apply(self.db, key, field, value)

    def remove(self, key: Key, *, why: str | None = None) -> None:
        """Take a record of the analyst's own out of the tables; the entry holds it as it was.

        Facts are not removed but retracted: a column says so.
        """
        self.append(key, RECORD, "tomb", {"was": shapes.read(self.db, key)}, why=why)
        materialise.apply(self.db, key, RECORD, None)

    def take_back(self, key: Key, field: str, undoes: str, value: object) -> None:
        """Bring a field back to `value`, the state that transaction `undoes` had changed."""
        self.append(key, field, "undo", {"undoes": undoes, "value": value})
        materialise.apply(self.db, key, field, value)

    def take_back_many(self, field: str, undoes: str, values: many.Values) -> None:
        """Bring a field of many records back, each to its value, by one entry."""
        val = {"undoes": undoes, "values": many.grouped(values)}
        self._append_many(tuple(values), field, "undo", val)
        for key, value in values.items():
            materialise.apply(self.db, key, field, value)

    def heads(self, rec: str, field: str) -> tuple[bytes, ...]:
        return tuple(row[0] for row in self.db.execute(HEADS, (rec, field)))

    def append(
        self,
        rec: str,
        field: str,
        kind: str,
        value: object,
        *,
        why: str | None = None,
        parents: tuple[bytes, ...] | None = None,
    ) -> bytes:
        """Write an entry after the last one and make it the head of its field; returns its hash."""
        if parents is None:
            parents = self._heads_of_its_own(rec, field)
        written = self._write(rec, field, kind, value, parents, why)
        self.db.execute(DROP_HEADS, (rec, field))
        self.db.execute(ADD_HEAD, (rec, field, written))
        return written

    def _heads_of_its_own(self, rec: str, field: str) -> tuple[bytes, ...]:
        """The heads of a field; what an entry about many gave to the record is kept first."""
        heads = self.heads(rec, field)
        if field == RECORD or not heads or many.is_many(rec):
            return heads
        about: str = self.db.execute(ABOUT, heads[:1]).fetchone()[0]
        if not many.is_many(about):
            return heads
        held = materialise.held(self.db, Key(rec), field)
        return (self.append(rec, field, "set", held, parents=heads),)

    def _append_many(self, keys: Sequence[Key], field: str, kind: str, value: object) -> None:
        """Write one entry about many records and make it the head of the field of each."""
        parents: set[bytes] = set()
        for some in many.chunks(keys):
            within = (*some, field)
            found = self.db.execute(HEADS_OF_MANY.format(marks=many.marks(some)), within)
            parents.update(row[0] for row in found)
            self.db.execute(DROP_HEADS_OF_MANY.format(marks=many.marks(some)), within)
        written = self._write(self.txn, field, kind, value, tuple(sorted(parents)), None)
        self.db.executemany(ADD_HEAD, [(key, field, written) for key in keys])

    def _write(
        self,
        rec: str,
        field: str,
        kind: str,
        value: object,
        parents: tuple[bytes, ...],
        why: str | None,
    ) -> bytes:
        salt = secrets.token_bytes(SALT_BYTES)
        val = canonical(value)
        self._seq += 1
        op = Op(
            site=self._site, seq=self._seq, hlc=self._hlc, wall=self.wall, author=self.author,
            txn=self.txn, rec=rec, field=field, parents=parents, kind=kind, vhash=salted(salt, val),
            whyhash=salted(salt, why) if why is not None else None, prev=self._prev,
        )  # fmt: skip
        self.db.execute(
            INSERT_OP,
            (
                op.hash, op.site, op.seq, op.hlc, op.wall, op.author, op.txn, op.rec, op.field,
                canonical(sorted(parent.hex() for parent in op.parents)), op.kind, val, op.vhash,
                salt, why, op.whyhash, op.prev,
            ),
        )  # fmt: skip
        self._prev = op.hash
        self._hlc = next_hlc(self._hlc, 0)
        self.entries += 1
        return op.hash


def next_hlc(last: str, milliseconds: int) -> str:
    """A hybrid logical clock reading after `last`: never backwards, whatever the wall clock does.

    13 digits of milliseconds, a dash, 5 digits that count within one; it sorts as text.
    """
    before, count = (int(last[:13]), int(last[14:])) if last else (-1, 0)
    if milliseconds > before or count == MOST_IN_A_MILLISECOND:
        return f"{max(milliseconds, before + 1):013d}-00000"
    return f"{before:013d}-{count + 1:05d}"


@contextlib.contextmanager
def open_door(connections: Connections, author: str, clock: Clock) -> Generator[Door]:
    """One write: begins at once, commits whole, its name in a row that the triggers copy.

    Raises:
        StorageError: nothing was written.
    """
    with connections.writing() as db:
        door = Door(db, author, clock)
        db.execute("update door set txn = ?", (door.txn,))
        yield door
        db.execute("update door set txn = null")


def value_for(key: str, rec: str, kind: str, val: str | None) -> Any:  # JSON
    """What a field of a record holds after an entry about it alone, or about many."""
    return many.values_of(val).get(Key(key)) if many.is_many(rec) else value_of(kind, val)


def value_of(kind: str, val: str | None) -> Any:  # a JSON value of any shape
    """What a field holds after an entry; None where there is nothing."""
    if val is None or kind in {"remove", "tomb"}:
        return None
    value: Any = json.loads(val)
    if kind == "undo":
        return value["value"]
    return value
