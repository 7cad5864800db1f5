"""What the log tells about a field of a record: what it held before, and whose writing it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from storage.connections import Connection, Row
from storage.history import many
from storage.history.log import parents_of, value_of
from storage.ids import Key

BY_HASH: Final = """
select rowid, hash, seq, txn, author, wall, rec, field, kind, val, parents, why
from op where hash = ?
"""
OF_TRANSACTION: Final = """
select rowid, hash, seq, txn, author, wall, rec, field, kind, val, parents, why
from op where txn = ? order by seq
"""
HEADS: Final = "select op from head where rec = ? and field = ? order by op"
FIELDS: Final = "select distinct field from head where rec = ? and field <> ''"


UNDOES: Final = slice(11, 39)
"""Where the value of an entry that takes back names the transaction: `{"undoes":"x-…",…`."""


class Written(NamedTuple):
    """An entry of the log as it is read back."""

    row: int
    hash: bytes
    seq: int
    txn: str
    author: str
    wall: str
    rec: str
    field: str
    kind: str
    val: str | None
    parents: tuple[bytes, ...]
    why: str | None

    @property
    def undoes(self) -> str | None:
        """The transaction that it takes back."""
        return (self.val or "")[UNDOES] if self.kind == "undo" else None


def written(row: Row) -> Written:
    """An entry from a row of the statements above."""
    return Written(
        row[0], bytes(row[1]), row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9],
        parents_of(row[10]), row[11],
    )  # fmt: skip


class Past:
    """Reads entries, each once. For one transaction, or one state of the library."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self._entries: dict[bytes, Written | None] = {}
        self._values: dict[bytes, dict[Key, Any]] = {}
        self._transactions: dict[str, list[Written]] = {}
        self._first: dict[str, dict[tuple[Key, str], Written]] = {}
        self._last: dict[str, dict[tuple[Key, str], Written]] = {}
        self._above: dict[bytes, dict[Key, Written]] = {}

    def entry(self, digest: bytes) -> Written | None:
        if digest not in self._entries:
            row = self.db.execute(BY_HASH, (digest,)).fetchone()
            self._entries[digest] = written(row) if row else None
        return self._entries[digest]

    def of_transaction(self, txn: str) -> list[Written]:
        """Its entries, the oldest first."""
        if txn not in self._transactions:
            rows = self.db.execute(OF_TRANSACTION, (txn,)).fetchall()
            self._transactions[txn] = [written(row) for row in rows]
        return self._transactions[txn]

    def given(self, entry: Written) -> dict[Key, Any]:
        """What an entry about many gives to each of them."""
        if entry.hash not in self._values:
            self._values[entry.hash] = many.values_of(entry.val)
        return self._values[entry.hash]

    def keys(self, entry: Written) -> tuple[Key, ...]:
        """The records that an entry is about."""
        return tuple(self.given(entry)) if many.is_many(entry.rec) else (Key(entry.rec),)

    def value(self, entry: Written, key: Key) -> Any:  # JSON
        """What the field of a record holds after the entry."""
        if many.is_many(entry.rec):
            return self.given(entry).get(key)
        return value_of(entry.kind, entry.val)

    def parent(self, entry: Written, key: Key) -> Written | None:
        """The entry before, about the same field of a record; None where there is none.

        Before the first entry about an imported value stands the import, which is none of these.
        """
        if len(entry.parents) == 1:
            found = self.entry(entry.parents[0])
            return found if found and self._is_about(found, key, entry.field) else None
        if entry.hash not in self._above:
            before = [found for each in entry.parents if (found := self.entry(each))]
            self._above[entry.hash] = {
                each: parent
                for parent in before
                if parent.field == entry.field
                for each in self.keys(parent)
            }
        return self._above[entry.hash].get(key)

    def _is_about(self, entry: Written, key: Key, field: str) -> bool:
        if entry.field != field:
            return False
        return key in self.given(entry) if many.is_many(entry.rec) else entry.rec == key

    def before(self, entry: Written, key: Key) -> Any:  # JSON
        """What the field of a record held before the entry; None where there was nothing."""
        if entry.kind == "tomb":
            return json.loads(entry.val or "{}")["was"]
        parent = self.parent(entry, key)
        if parent is not None:
            return self.value(parent, key)
        # The first entry about a value that came before it, which is kept by that entry.
        return self.value(entry, key) if entry.parents and entry.kind == "set" else None

    def first(self, txn: str, key: Key, field: str) -> Written | None:
        """The first entry of a transaction about a field of a record."""
        if txn not in self._first:
            self._first[txn] = {}
            for entry in reversed(self.of_transaction(txn)):
                for each in self.keys(entry):
                    self._first[txn][each, entry.field] = entry
        return self._first[txn].get((key, field))

    def last(self, txn: str, key: Key, field: str) -> Written | None:
        """The last entry of a transaction about a field of a record."""
        if txn not in self._last:
            self._last[txn] = {
                (each, entry.field): entry
                for entry in self.of_transaction(txn)
                for each in self.keys(entry)
            }
        return self._last[txn].get((key, field))

    def before_transaction(self, txn: str, key: Key, field: str) -> Any:  # JSON
        """What a field held before all that a transaction wrote in it."""
        entry = self.first(txn, key, field)
        return None if entry is None else self.before(entry, key)

    def head(self, key: Key, field: str) -> Written | None:
        """The newest entry about a field of a record."""
        row = self.db.execute(HEADS, (key, field)).fetchone()
        return self.entry(bytes(row[0])) if row else None

    def value_now(self, key: Key) -> Any:  # JSON
        """What the log has of a whole record; None where it is gone."""
        head = self.head(key, "")
        return None if head is None else self.value(head, key)

    def standing(self, key: Key, field: str, *, besides: str = "") -> Iterator[Written]:
        """The entries about a field that stand, the newest first, down to transaction `besides`.

        What was taken back stands no more, and neither does what took it back. Of a transaction
        only the newest is given.
        """
        entry = self.head(key, field)
        while entry is not None and entry.txn != besides:
            if entry.undoes is not None:
                undone = self.first(entry.undoes, key, field)
                entry = undone and self.parent(undone, key)
                continue
            yield entry
            first = self.first(entry.txn, key, field)
            entry = first and self.parent(first, key)

    def newest_since(self, key: Key, field: str, txn: str) -> tuple[Written | None, bool]:
        """The newest that stands on what a transaction wrote, and whether that itself stands."""
        entry = self.head(key, field)
        while entry is not None and entry.txn != txn:
            if entry.undoes is None:
                return entry, True
            undone = self.first(entry.undoes, key, field)
            entry = undone and self.parent(undone, key)
        return None, entry is not None

    def last_row(self, txn: str) -> int:
        """Where a transaction ends in the log."""
        return self.of_transaction(txn)[-1].row

    def as_of(self, key: Key, field: str, row: int) -> Any:  # JSON
        """What a field held when the log went as far as that row."""
        entry = self.head(key, field)
        while entry is not None and entry.row > row:
            parent = self.parent(entry, key)
            if parent is None:
                return self.before(entry, key)
            entry = parent
        return None if entry is None else self.value(entry, key)

    def fields(self, key: Key) -> list[str]:
        """The fields of a record about which there are entries, but for the whole record."""
        return [row[0] for row in self.db.execute(FIELDS, (key,))]
