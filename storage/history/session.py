"""What one author does to a library in one run of the program: each deed is one write."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from storage.analyst import Version
from storage.clock import Clock
from storage.connections import Connections
from storage.deeds import Deed, Redo, Undo
from storage.history import adoption, doing, summaries, transactions, undo, versions
from storage.history.log import Door, open_door
from storage.rows import LogEntry, Receipt

Told = TypeVar("Told")


class _NotMeant(Exception):  # no error: nothing of it is to stay
    pass


class Session:
    """An author at work. Its methods are those of `Library`, which says what each means."""

    def __init__(self, connections: Connections, author: str, clock: Clock) -> None:
        self._connections = connections
        self._author = author
        self._clock = clock
        self._done_here: list[str] = []

    def do(self, deed: Deed) -> Receipt:
        if isinstance(deed, Undo):
            return self.undo(deed.txn)
        if isinstance(deed, Redo):
            return self.redo(deed.txn)
        with self._door() as door:
            receipt = doing.do(door, deed)
        return self._done(receipt)

    def would_do(self, deed: Deed) -> Receipt:
        return self._tried_out(deed, lambda _door, receipt: receipt)

    def would_change(self, deed: Deed, most: int) -> tuple[Version, ...]:
        return self._tried_out(
            deed,
            lambda door, _receipt: versions.of_transaction(door.db, door.txn, self._author, most),
        )

    def _tried_out(self, deed: Deed, told: Callable[[Door, Receipt], Told]) -> Told:
        """What is told of a deed that is done, and of which nothing stays."""
        found: list[Told] = []
        with contextlib.suppress(_NotMeant), self._door() as door:
            if isinstance(deed, Undo):
                receipt = undo.undo(door, undo.choose(door, deed.txn, self._done_here))
            elif isinstance(deed, Redo):
                receipt = undo.redo(door, undo.choose_undone(door, deed.txn))
            else:
                receipt = doing.do(door, deed)
            found.append(told(door, receipt))
            raise _NotMeant
        return found[0]

    def next_undo(self) -> tuple[LogEntry, bool] | None:
        with self._connections.reading() as db:
            return transactions.next_to_undo(db, self._author, self._done_here)

    def next_redo(self) -> LogEntry | None:
        with self._connections.reading() as db:
            return transactions.next_to_redo(db, self._author)

    def undo(self, txn: str | None) -> Receipt:
        with self._door() as door:
            return undo.undo(door, undo.choose(door, txn, self._done_here))

    def redo(self, txn: str | None) -> Receipt:
        """What comes back counts as the last write of this run."""
        with self._door() as door:
            brought_back = undo.choose_undone(door, txn)
            receipt = undo.redo(door, brought_back)
        if brought_back in self._done_here:
            self._done_here.remove(brought_back)
        self._done_here.append(brought_back)
        return receipt

    def describe(self, txn: str) -> str:
        with self._connections.reading() as db:
            return summaries.of_transaction(db, txn)

    def log(self, limit: int, author: str | None) -> tuple[LogEntry, ...]:
        with self._connections.reading() as db:
            return transactions.entries(db, limit, author)

    def adopt(self) -> Receipt:
        with self._door() as door:
            entries = adoption.adopt(door)
        changes = "change" if entries == 1 else "changes"
        return Receipt(door.txn if entries else "", f"{entries} {changes} from outside adopted")

    def _door(self) -> AbstractContextManager[Door]:
        return open_door(self._connections, self._author, self._clock)

    def _done(self, receipt: Receipt) -> Receipt:
        if receipt.txn:
            self._done_here.append(receipt.txn)
        return receipt
