"""Taking a transaction back: new entries that bring every field to what it held before."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from storage.connections import Connection, Row
from storage.errors import RecordMissing, UndoRefused
from storage.history import summaries
from storage.history.log import Door, parents_of, value_of
from storage.ids import Key
from storage.rows import LogEntry, Receipt

OPS_OF = "select hash, rec, field, kind, val, parents, seq from op where txn = ? order by seq desc"
OP_BY_HASH = "select rec, field, kind, val from op where hash = ?"
TRANSACTIONS = """
select txn, min(author), min(wall), count(*), max(seq) as last,
       max(kind = 'import'), max(kind = 'undo')
from op group by txn order by last desc
"""
UNDO_LINKS = "select distinct txn, json_extract(val, '$.undoes') from op where kind = 'undo'"
UNDO_LINK_OF = (
    "select json_extract(val, '$.undoes') from op where kind = 'undo' and txn = ? limit 1"
)
BY_ENDING = "select distinct txn from op where txn = :whole or txn like '%' || :ending"


class Transaction(NamedTuple):
    """A transaction of the log, as the undo stack sees it."""

    txn: str
    author: str
    wall: str
    entries: int
    is_import: bool
    is_undo: bool
    undone: bool


def transactions(db: Connection) -> list[Transaction]:
    """All of them, newest first; one that was taken back and brought back again is not undone."""
    undoes: dict[str, str] = {row[0]: row[1] for row in db.execute(UNDO_LINKS)}
    rows = db.execute(TRANSACTIONS).fetchall()
    undone: dict[str, bool] = {}
    for row in rows:  # newest first, so what takes a transaction back is settled before it
        txn = row[0]
        undone.setdefault(txn, False)
        if txn in undoes and not undone[txn]:
            undone[undoes[txn]] = True
    return [
        Transaction(row[0], row[1], row[2], row[3], bool(row[5]), bool(row[6]), undone[row[0]])
        for row in rows
    ]


def entries(db: Connection, limit: int) -> tuple[LogEntry, ...]:
    """The newest transactions, with what each did in words."""
    return tuple(
        LogEntry(
            txn=each.txn,
            author=each.author,
            wall=each.wall,
            summary=summaries.of_transaction(db, each.txn),
            entries=each.entries,
            undoable=not each.undone,
            undone=each.undone,
        )
        for each in transactions(db)[:limit]
    )


def next_to_undo(db: Connection, author: str) -> LogEntry | None:
    """The author's newest transaction that still stands and is no import and no undo."""
    for each in transactions(db):
        if each.author == author and not (each.undone or each.is_import or each.is_undo):
            summary = summaries.of_transaction(db, each.txn)
            return LogEntry(each.txn, each.author, each.wall, summary, each.entries)
    return None


def entry(db: Connection, txn: str) -> LogEntry:
    """One transaction, with what it did in words."""
    each = next(each for each in transactions(db) if each.txn == txn)
    summary = summaries.of_transaction(db, txn)
    return LogEntry(
        each.txn, each.author, each.wall, summary, each.entries, not each.undone, each.undone
    )


def choose(door: Door, name: str | None, done_here: list[str]) -> str:
    """Which transaction is meant: one named, else the last of this run, else the author's last.

    Raises:
        RecordMissing: no transaction has that name.
        UndoRefused: there is nothing to take back.
    """
    if name is not None:
        return find(door.db, name)
    if done_here:
        return done_here[-1]
    newest = next_to_undo(door.db, door.author)
    if newest is None:
        raise UndoRefused(
            "There is nothing of yours to take back. The sample and imports are undone by name "
            "(`peace-tui log` lists them)."
        )
    return newest.txn


def find(db: Connection, name: str) -> str:
    """The transaction of that name, given whole or by its ending.

    Raises:
        RecordMissing: there is none, or the ending fits several.
    """
    ending = name.lower().removeprefix("x-")
    found = [row[0] for row in db.execute(BY_ENDING, {"whole": name.lower(), "ending": ending})]
    if len(found) != 1 or len(ending) < 4:
        msg = f"{name} names no single transaction; `peace-tui log` lists them."
        raise RecordMissing(msg)
    return found[0]


def undo(door: Door, txn: str) -> Receipt:
    """Take a transaction back.

    Raises:
        UndoRefused: a later entry rests on one of its own; nothing was written.
    """
    db = door.db
    summary = summaries.of_transaction(db, txn)
    ops = db.execute(OPS_OF, (txn,)).fetchall()
    current = next((each for each in transactions(db) if each.txn == txn), None)
    if current is not None and current.undone:
        msg = f"It was taken back already: {summary}. Nothing was changed."
        raise UndoRefused(msg)
    keys: list[Key] = []
    taken_back: str | None = None
    seen: set[tuple[str, str]] = set()
    own = {op["hash"]: op for op in ops}
    for op in ops:
        key, field = Key(op["rec"]), op["field"]
        if (key, field) in seen:
            continue  # an earlier entry of the same transaction: undone with the newer one
        seen.add((key, field))
        if door.heads(key, field) != (op["hash"],):
            later = summaries.later_on(db, key, field, op["seq"])
            msg = (
                f"{summary}: {later} came later and rests on it. Nothing was changed; undo that "
                "first (`peace-tui log` lists it)."
            )
            raise UndoRefused(msg)
        _refuse_if_used(db, key, field, txn, summary)
        before = _before(db, key, op["hash"], own)
        if key[0] == "n" and field == "" and before is None and op["kind"] == "add":
            taken_back = json.loads(op["val"])["text"]
        door.take_back(key, field, txn, before)
        keys.append(_about(key, op["val"]))
    return Receipt(door.txn, summary, tuple(dict.fromkeys(keys)), taken_back)


def _before(db: Connection, key: Key, newest: bytes, own: dict[bytes, Row]) -> object:
    """What the field held before the transaction whose entries are `own`, by hash."""
    op = own[newest]
    while True:
        parents = parents_of(op["parents"])
        # Only `adopt` writes these: a change from outside left no trace of what stood there before.
        if op["field"] == "" and (op["kind"] == "set" or (op["kind"] == "remove" and not parents)):
            raise UndoRefused(
                "It took a change from outside into the log; what stood there before is not known. "
                "Nothing was changed; write the record anew instead."
            )
        if not parents:
            return None
        parent = own.get(parents[0])
        if parent is None:
            before = db.execute(OP_BY_HASH, (parents[0],)).fetchone()
            if (before["rec"], before["field"]) != (key, op["field"]):
                return value_of(op["kind"], op["val"])  # the first value, kept as an entry
            return value_of(before["kind"], before["val"])
        op = parent


def _about(key: Key, val: str) -> Key:
    """The quote of a note, else the record itself."""
    value: Any = json.loads(val)
    return Key(value["quote"]) if key[0] == "n" and "quote" in (value or {}) else key


def _refuse_if_used(db: Connection, key: Key, field: str, txn: str, summary: str) -> None:
    """A tag in use and an import with annotations on it stay until those are taken back."""
    used = 0
    if key[0] == "t" and field == "":
        used = summaries.uses_of_tag(db, key, besides=txn)
    elif key[0] == "b":
        used = summaries.annotations_on_batch(db, key)
    if used:
        msg = (
            f"{summary}: {used} later {'change rests' if used == 1 else 'changes rest'} on it. "
            "Nothing was changed; undo those first (`peace-tui log` lists them)."
        )
        raise UndoRefused(msg)
