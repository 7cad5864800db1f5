"""The transactions of the log, from the newest on: which stand, and which comes next to undo, redo.

A long log is read from its end, and no further than is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from storage.connections import Connection
from storage.errors import RecordMissing
from storage.history import summaries
from storage.rows import LogEntry

NEWEST: Final = "select rowid, txn from op where rowid < ? order by rowid desc limit 1"
NEWEST_OF: Final = """
select rowid, txn from op where author = ? and rowid < ? order by rowid desc limit 1
"""
ABOUT: Final = """
select min(rowid), count(*), max(kind = 'import'), max(kind = 'undo'), min(author), min(wall)
from op where txn = ?
"""
UNDOES: Final = "select substr(val, 12, 28) from op where txn = ? and kind = 'undo' limit 1"
UNDONE_BY: Final = """
select distinct txn from op where kind = 'undo' and substr(val, 12, 28) = ?
"""
"""An entry that takes back begins `{"undoes":"x-…"`, which the index of these goes by."""
BY_ENDING: Final = "select distinct txn from op where txn = :whole or txn like '%' || :ending"
END: Final = 2**63 - 1


class Transaction(NamedTuple):
    """A transaction of the log, as the undo stack sees it; `first` is the row where it begins."""

    txn: str
    author: str
    wall: str
    entries: int
    is_import: bool
    is_undo: bool
    first: int


def newest_first(db: Connection, author: str | None = None) -> Iterator[Transaction]:
    """All of them, or those of an author, each read when it is asked for."""
    before = END
    while True:
        if author is None:
            row = db.execute(NEWEST, (before,)).fetchone()
        else:
            row = db.execute(NEWEST_OF, (author, before)).fetchone()
        if row is None:
            return
        found = called(db, row[1])
        yield found
        before = found.first


def called(db: Connection, txn: str) -> Transaction:
    first, count, is_import, is_undo, author, wall = db.execute(ABOUT, (txn,)).fetchone()
    return Transaction(txn, author, wall, count, bool(is_import), bool(is_undo), first)


def undoes(db: Connection, txn: str) -> str | None:
    """The transaction that this one takes back; None where it takes none back."""
    row = db.execute(UNDOES, (txn,)).fetchone()
    return row[0] if row else None


def undone_by(db: Connection, txn: str) -> str | None:
    """What took a transaction back and stands; None where it stands itself."""
    for row in db.execute(UNDONE_BY, (txn,)).fetchall():
        if undone_by(db, row[0]) is None:
            return row[0]
    return None


def written_first(db: Connection, txn: str) -> tuple[str, bool]:
    """What a chain of taking back begins with, and whether `txn` brings it back."""
    brings_back = True
    while (before := undoes(db, txn)) is not None:
        txn, brings_back = before, not brings_back
    return txn, brings_back


def entries(db: Connection, limit: int, author: str | None = None) -> tuple[LogEntry, ...]:
    """The newest transactions, with what each did in words."""
    found: list[LogEntry] = []
    for each in newest_first(db, author):
        if len(found) == limit:
            break
        found.append(in_words(db, each))
    return tuple(found)


def next_to_undo(
    db: Connection, author: str, done_here: Sequence[str]
) -> tuple[LogEntry, bool] | None:
    """The newest write of this run that still stands, else the author's, and which of the two.

    Imports and undos are left out: they are taken back by name.
    """
    for txn in reversed(done_here):
        if undone_by(db, txn) is None:
            return in_words(db, called(db, txn)), True
    for each in newest_first(db, author):
        if not (each.is_import or each.is_undo) and undone_by(db, each.txn) is None:
            return in_words(db, each), False
    return None


def next_to_redo(db: Connection, author: str) -> LogEntry | None:
    """What the author took back last, if nothing else of theirs was written since."""
    for each in newest_first(db, author):
        if not each.is_undo:
            return None
        first, brings_back = written_first(db, each.txn)
        stands = undone_by(db, each.txn) is None
        if stands and not brings_back and undone_by(db, first) is not None:
            return in_words(db, called(db, first))
    return None


def in_words(db: Connection, each: Transaction) -> LogEntry:
    is_undone = undone_by(db, each.txn) is not None
    return LogEntry(
        txn=each.txn,
        author=each.author,
        wall=each.wall,
        summary=summaries.of_transaction(db, each.txn),
        entries=each.entries,
        undoable=not is_undone,
        undone=is_undone,
    )


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
