"""Taking a transaction back: new entries that bring every field to what it held before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, cast

from storage.connections import Connection, Row, sqlite
from storage.errors import RecordMissing, UndoRefused
from storage.history import logged, summaries
from storage.history.doing import targets
from storage.history.doing.tags import TAG_NAMED
from storage.history.log import RECORD, Door, parents_of, value_of
from storage.history.materialise import STAR_FIELD, TAG_FIELD
from storage.ids import Key
from storage.rows import LogEntry, Receipt
from storage.schema import shapes
from storage.schema.shapes import SHAPES, Record

OPS_OF = "select hash, rec, field, kind, val, parents, seq from op where txn = ? order by seq desc"
OP_BY_HASH = "select hash, txn, rec, field, kind, val from op where hash = ?"
FIRST_PARENTS = (
    "select parents from op where txn = ? and rec = ? and field = ? order by seq limit 1"
)
TRANSACTIONS = """
select txn, min(author), min(wall), count(*), max(seq) as last,
       max(kind = 'import'), max(kind = 'undo')
from op group by txn order by last desc
"""
UNDO_LINKS = "select distinct txn, json_extract(val, '$.undoes') from op where kind = 'undo'"
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
    return tuple(_in_words(db, each) for each in transactions(db)[:limit])


def next_to_undo(
    db: Connection, author: str, done_here: Iterable[str]
) -> tuple[LogEntry, bool] | None:
    """The newest write of this run that still stands, else the author's, and which of the two.

    Imports and undos are left out: they are taken back by name.
    """
    here = set(done_here)
    standing = [
        each for each in transactions(db) if not (each.undone or each.is_import or each.is_undo)
    ]
    for each in standing:
        if each.txn in here:
            return _in_words(db, each), True
    for each in standing:
        if each.author == author:
            return _in_words(db, each), False
    return None


def _in_words(db: Connection, each: Transaction) -> LogEntry:
    return LogEntry(
        txn=each.txn,
        author=each.author,
        wall=each.wall,
        summary=summaries.of_transaction(db, each.txn),
        entries=each.entries,
        undoable=not each.undone,
        undone=each.undone,
    )


def choose(door: Door, name: str | None, done_here: Iterable[str]) -> str:
    """Which transaction is meant: one named, else the last of this run, else the author's last.

    Raises:
        RecordMissing: no transaction has that name.
        UndoRefused: there is nothing to take back.
    """
    if name is not None:
        return find(door.db, name)
    newest = next_to_undo(door.db, door.author, done_here)
    if newest is None:
        raise UndoRefused(
            "There is nothing of yours to take back. The sample and imports are undone by name "
            "(`peace-tui log` lists them)."
        )
    return newest[0].txn


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
    if any(each.undone for each in transactions(db) if each.txn == txn):
        msg = f"It was taken back already: {summary}. Nothing was changed."
        raise UndoRefused(msg)
    ops = db.execute(OPS_OF, (txn,)).fetchall()
    keys: list[Key] = []
    taken_back: str | None = None
    seen: set[tuple[str, str]] = set()
    own = {op["hash"]: op for op in ops}
    for op in ops:
        key, field = Key(op["rec"]), op["field"]
        if (key, field) in seen:
            continue  # an earlier entry of the same transaction: undone with the newer one
        seen.add((key, field))
        _refuse_if_changed_since(door, key, field, op["hash"], summary)
        _refuse_if_used(db, key, field, txn, summary)
        before = _before(db, key, op["hash"], own)
        now: Any = value_of(op["kind"], op["val"])
        if before is None:
            _refuse_if_lost(db, key, field, now, summary)
        if key[0] == "n" and field == RECORD and before is None and now["author"] == door.author:
            taken_back = now["text"]
        about = _about(db, key, now or before)
        _take_back(door, key, field, txn, before, summary)
        keys.append(about)
    return Receipt(door.txn, summary, tuple(dict.fromkeys(keys)), taken_back)


def _refuse_if_changed_since(door: Door, key: Key, field: str, own: bytes, summary: str) -> None:
    """What a field holds must be what the entry `own` made it."""
    later = "a change"
    for op in _standing(door.db, door.heads(key, field)):
        if op["hash"] == own:
            return
        later = summaries.of_transaction(door.db, op["txn"])
    msg = (
        f"{summary}: {later} came later and rests on it. Nothing was changed; undo that first "
        "(`peace-tui log` lists it)."
    )
    raise UndoRefused(msg)


def _refuse_if_lost(db: Connection, key: Key, field: str, made: Any, summary: str) -> None:  # JSON
    """A record that was changed field by field since it was made is not taken away with that."""
    if field == RECORD and key[0] in SHAPES and not logged.same(shapes.read(db, key), made):
        msg = (
            f"{summary}: it was changed later. Nothing was changed; undo that first "
            "(`peace-tui log` lists it)."
        )
        raise UndoRefused(msg)


def _standing(db: Connection, heads: tuple[bytes, ...]) -> Iterator[Row]:
    """The newest entry of a field; after an undo the one whose state it brought back, and so on."""
    while heads:
        op = db.execute(OP_BY_HASH, heads[:1]).fetchone()
        yield op
        if op["kind"] != "undo":
            return
        undone: str = json.loads(op["val"])["undoes"]
        first = db.execute(FIRST_PARENTS, (undone, op["rec"], op["field"])).fetchone()
        heads = parents_of(first["parents"])


def _take_back(door: Door, key: Key, field: str, txn: str, before: object, summary: str) -> None:
    """Bring a field back to what it was, unless what that rests on is gone by now."""
    try:
        is_possible = before is None or _can_stand(door.db, key, field, before)
        if is_possible:
            door.take_back(key, field, txn, before)
    except sqlite.IntegrityError:
        is_possible = False
    if not is_possible and before is None:
        msg = (
            f"{summary}: other records rest on it by now. Nothing was changed; change those first."
        )
        raise UndoRefused(msg)
    if not is_possible:
        msg = (
            f"{summary}: what it would bring back rests on something that is not there any more, "
            "or its name is taken. Nothing was changed; write it anew instead."
        )
        raise UndoRefused(msg)


def _can_stand(db: Connection, key: Key, field: str, value: Any) -> bool:  # JSON
    """Whether what it is on is there and shows; and a tag would have its name alone.

    Of all else, whether what it points to is there.
    """
    if key[0] == "t" and field == RECORD:
        return db.execute(TAG_NAMED, (value["name"],)).fetchone() is None
    if logged.is_column(field) and shapes.read(db, key) is None:
        return False  # the record that it is a column of was taken back
    if key[0] == "n" or field.startswith((TAG_FIELD, STAR_FIELD)):
        return targets.exists(db, _about(db, key, value))
    if key[0] not in SHAPES:
        return True
    record: Record = value if field == RECORD else {"key": key, field: value}
    return all(shapes.is_there(db, each) for each in shapes.pointed_to(record))


def _before(db: Connection, key: Key, newest: bytes, own: dict[bytes, Row]) -> object:
    """What the field held before the transaction whose entries are `own`, by hash."""
    op = own[newest]
    while True:
        parents = parents_of(op["parents"])
        if op["kind"] == "tomb":
            return json.loads(op["val"])["was"]
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


def _about(db: Connection, key: Key, value: Any) -> Key:  # JSON
    """What a note is on, else the record itself."""
    if key[0] != "n":
        return key
    note = cast("shapes.Record", value if isinstance(value, dict) else shapes.read(db, key))
    return Key(note.get("quote") or note["about"]) if note else key


def _refuse_if_used(db: Connection, key: Key, field: str, txn: str, summary: str) -> None:
    """What later writes rest on stays until those are taken back.

    That is a tag in use, a sample that somebody is done with, an import with annotations on it.
    """
    used = 0
    if key[0] == "t" and field == "":
        used = summaries.uses_of_tag(db, key, besides=txn)
    elif key[0] == "d" and field == "":
        used = summaries.coders_done(db, key)
    elif key[0] == "b":
        used = summaries.resting_on_batch(db, key)
    if used:
        msg = (
            f"{summary}: {used} later {'change rests' if used == 1 else 'changes rest'} on it. "
            "Nothing was changed; undo those first (`peace-tui log` lists them)."
        )
        raise UndoRefused(msg)
