"""What one author does to a library in one run of the program: each deed is one write."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import NoReturn

from storage.clock import Clock
from storage.connections import Connections
from storage.deeds import Deed, Undo
from storage.history import adoption, doing, summaries, undo
from storage.history.log import Door, open_door
from storage.rows import LogEntry, Receipt


class _TriedOut(Exception):
    """Ends a transaction that was only to be tried."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__()
        self.receipt = receipt


def _try(door: Door, deed: Deed) -> NoReturn:
    raise _TriedOut(doing.do(door, deed))


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
        with self._door() as door:
            receipt = doing.do(door, deed)
        return self._done(receipt)

    def tried(self, deed: Deed) -> Receipt:
        """What doing it would say; nothing is written."""
        try:
            with self._door() as door:
                _try(door, deed)
        except _TriedOut as tried:
            return tried.receipt._replace(txn="")
        msg = "what is tried out ends its transaction"
        raise AssertionError(msg)

    def next_undo(self) -> tuple[LogEntry, bool] | None:
        with self._connections.reading() as db:
            return undo.next_to_undo(db, self._author, self._done_here)

    def undo(self, txn: str | None) -> Receipt:
        with self._door() as door:
            return undo.undo(door, undo.choose(door, txn, self._done_here))

    def describe(self, txn: str) -> str:
        with self._connections.reading() as db:
            return summaries.of_transaction(db, txn)

    def log(self, limit: int) -> tuple[LogEntry, ...]:
        with self._connections.reading() as db:
            return undo.entries(db, limit)

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
