"""Taking a transaction back: new entries that bring every field to what it held before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from storage.connections import Connection, sqlite
from storage.errors import Resting, UndoRefused
from storage.history import many, resting, summaries, transactions
from storage.history.doing.standing import can_stand, is_held
from storage.history.log import RECORD, Door
from storage.history.past import Past, Written
from storage.history.sight import Sight
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import Record

KEPT = (
    "It changed what somebody keeps private, or what you do not see while you code. Nothing was "
    "changed; who wrote it takes it back."
)
TAKEN_BACK_ALREADY = "It was taken back already: {summary}. Nothing was changed."


def choose(door: Door, name: str | None, done_here: Sequence[str]) -> str:
    """Which transaction is meant: one named, else the last of this run, else the author's last.

    Raises:
        RecordMissing: no transaction has that name.
        UndoRefused: there is nothing to take back.
    """
    if name is not None:
        return transactions.find(door.db, name)
    newest = transactions.next_to_undo(door.db, door.author, done_here)
    if newest is None:
        raise UndoRefused(
            "There is nothing of yours to take back. The sample and imports are undone by name "
            "(`peace-tui log` lists them)."
        )
    return newest[0].txn


def choose_undone(door: Door, name: str | None) -> str:
    """Which transaction is to be brought back: one named, else what the author took back last.

    Raises:
        RecordMissing: no transaction has that name.
        UndoRefused: there is nothing to bring back.
    """
    if name is None:
        newest = transactions.next_to_redo(door.db, door.author)
        if newest is None:
            raise UndoRefused(
                "There is nothing to bring back: nothing of yours was taken back since you last "
                "wrote. `peace-tui log` lists what was; `peace-tui redo` takes its name."
            )
        return newest.txn
    found, _ = transactions.written_first(door.db, transactions.find(door.db, name))
    if transactions.undone_by(door.db, found) is None:
        msg = f"It was not taken back: {summaries.of_transaction(door.db, found)}. It stands."
        raise UndoRefused(msg)
    return found


def redo(door: Door, txn: str) -> Receipt:
    """Bring a transaction back that was taken back.

    Raises:
        UndoRefused: a later entry rests on its being gone; nothing was written.
    """
    receipt = undo(door, transactions.undone_by(door.db, txn) or txn)
    return receipt._replace(summary=summaries.of_transaction(door.db, txn), taken_back=None)


def undo(door: Door, txn: str) -> Receipt:
    """Take a transaction back.

    Raises:
        UndoRefused: a later entry rests on one of its own; nothing was written.
    """
    summary = summaries.of_transaction(door.db, txn)
    if transactions.undone_by(door.db, txn) is not None:
        raise UndoRefused(TAKEN_BACK_ALREADY.format(summary=summary))
    return _Undoing(door, txn, summary).receipt()


class _Undoing:
    """One transaction on its way back, its newest entries first."""

    def __init__(self, door: Door, txn: str, summary: str) -> None:
        self._door = door
        self._txn = txn
        self._summary = summary
        self._past = Past(door.db)
        self._done: set[tuple[Key, str]] = set()
        self._keys: dict[Key, None] = {}
        self._taken_back: str | None = None
        self._handling: str | None = None

    def receipt(self) -> Receipt:
        self._refuse_where_kept()
        for entry in reversed(self._past.of_transaction(self._txn)):
            # A field of which an earlier entry of the same transaction is, is undone by the newer.
            keys = [key for key in self._past.keys(entry) if (key, entry.field) not in self._done]
            self._done.update((key, entry.field) for key in keys)
            self._take_back(entry, keys)
        keys = tuple(self._keys)
        return Receipt(self._door.txn, self._summary, keys, self._taken_back, self._handling)

    def _refuse_where_kept(self) -> None:
        """What others wrote and alone see is theirs to take back."""
        entries = self._past.of_transaction(self._txn)
        if entries[0].author == self._door.author:
            return
        sight = Sight(self._past, self._door.author)
        for entry in entries:
            for key in self._past.keys(entry):
                values = (self._past.before(entry, key), self._past.value(entry, key))
                if sight.hides(key) or any(
                    sight.seen(key, entry.field, each) != each for each in values
                ):
                    raise UndoRefused(KEPT)

    def _take_back(self, entry: Written, keys: list[Key]) -> None:
        field = entry.field
        self._refuse_where_changed_since(keys, field)
        befores = {key: self._before(key, field) for key in keys}
        for key, before in befores.items():
            now = self._past.value(entry, key)
            if field == RECORD:
                self._refuse_where_used(key, before)
            is_note_to_go = key[0] == "n" and field == RECORD and before is None
            if is_note_to_go and now["author"] == self._door.author:
                self._taken_back, self._handling = now["text"], now["handling"]
            self._keys[_about(self._door.db, key, now or before)] = None
        possible = all(
            can_stand(self._door.db, key, field, before) for key, before in befores.items()
        )
        try:
            if possible and many.is_many(entry.rec):
                self._door.take_back_many(field, self._txn, befores)
            elif possible:
                for key, before in befores.items():
                    self._door.take_back(key, field, self._txn, before)
        except sqlite.IntegrityError:
            possible = False
        if not possible:
            msg = (
                f"{self._summary}: what it would bring back rests on something that is not there "
                "any more, or its name is taken. Nothing was changed; write it anew instead."
            )
            raise UndoRefused(msg)

    def _before(self, key: Key, field: str) -> Any:  # JSON
        """What the field held before the transaction."""
        first = self._past.first(self._txn, key, field)
        # Only `adopt` writes these: a change from outside left no trace of what stood there before.
        if (
            first
            and field == RECORD
            and (first.kind == "set" or (first.kind == "remove" and not first.parents))
        ):
            raise UndoRefused(
                "It took a change from outside into the log; what stood there before is not known. "
                "Nothing was changed; write the record anew instead."
            )
        return first and self._past.before(first, key)

    def _refuse_where_changed_since(self, keys: Sequence[Key], field: str) -> None:
        """What a field holds must be what the transaction made it, and the record be there."""
        later: list[tuple[Key, str]] = []
        for key in keys:
            newest, stands = self._past.newest_since(key, field, self._txn)
            if newest:
                later.append((key, field))
            elif not stands:
                raise UndoRefused(TAKEN_BACK_ALREADY.format(summary=self._summary))
            elif field != RECORD and not is_held(self._door.db, key):
                later.append((key, RECORD))
        if not later:
            return
        found, _total = resting.some(
            (each for key, of in later for each in self._later(key, of)),
            self._past,
            self._door.author,
        )
        what = summaries.of_transaction(self._door.db, found[0].txn) if found else "a change"
        msg = (
            f"{self._summary}: {what} came later and rests on it. Nothing was changed; undo that "
            "first (`peace-tui log` lists it)."
        )
        raise UndoRefused(msg, found)

    def _later(self, key: Key, field: str) -> Iterator[Resting]:
        return resting.later_changes(self._past, key, field, self._txn)

    def _refuse_where_used(self, key: Key, before: object) -> None:
        """A record stays while others change it or point to it, and an import likewise."""
        if key[0] == "b":
            is_to_go = self._past.value_now(key) is not None
            found = resting.on_import(self._past, key) if is_to_go else iter(())
        elif before is None:
            found = resting.on_record(self._past, key, self._txn)
        else:
            return
        shown, used = resting.some(found, self._past, self._door.author)
        if used:
            msg = (
                f"{self._summary}: {used} later {'change rests' if used == 1 else 'changes rest'} "
                "on it. Nothing was changed; undo those first (`peace-tui log` lists them)."
            )
            raise UndoRefused(msg, shown)


def _about(db: Connection, key: Key, value: Any) -> Key:  # JSON
    """What a note, stance or brief's item is on, where a link begins, else the record itself."""
    if key[0] not in "ncil":
        return key
    held = cast("Record", value) if isinstance(value, dict) else shapes.read(db, key) or {}
    return Key(held.get("quote") or held.get("about") or held.get("from_quote") or key)
