"""A batch that is being loaded: who holds it, its short steps, and clearing it away.

The batch's row names the process that loads it and the moment until which the claim counts. Each
step looks whether the claim is still its own before it writes. So an import that was taken for dead
by mistake fails at its next step, and never mixes with what another program does.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Final, TypeAlias, TypeVar

from storage import ids
from storage.clock import Clock
from storage.connections import Connection, Connections
from storage.errors import LibraryBusy, StorageError, WriteRefused
from storage.history.log import RECORD, canonical, open_door
from storage.rows import Receipt
from storage.schema.shapes import SHAPES, Record

Item = TypeVar("Item")
Run: TypeAlias = tuple[int, int]
"""The first and the last of ids of which none is left out."""
Clearing: TypeAlias = Callable[[float], object]
"""Is told how much of what was read is cleared away by now, from 0 to 1."""

STEP_SECONDS: Final = (
    0.025  # half of the 50 ms that a step may hold the lock; the commit needs some
)
CLAIM_MS: Final = 15_000  # three times as long as a step can wait for the lock

LOADING: Final = "select id, manifest from batch where state = 'loading'"
CLAIM: Final = (
    "insert into batch(key, name, importer, state, manifest) values(?, ?, ?, 'loading', ?) "
    "returning id"
)
RENEW: Final = """
update batch set manifest = :told
where id = :batch and state = 'loading' and json_extract(manifest, '$.token') = :token
"""
FLIP: Final = """
update batch set state = 'live', manifest = :told
where id = :batch and state = 'loading' and json_extract(manifest, '$.token') = :token
"""
DROP: Final = """
delete from batch
where id = :batch and state = 'loading' and json_extract(manifest, '$.token') = :token
"""
TAKE_OVER: Final = (
    "update batch set manifest = :told "
    "where id = :batch and state = 'loading' and manifest is :seen"
)
KEY_OF_BATCH: Final = "select key from batch where id = ?"
IDS_OF_BATCH: Final = "select id from {table} where batch = ? order by id"
DELETE_BETWEEN: Final = "delete from {table} where {column} between ? and ?"
DELETED_AT_ONCE: Final = 100  # rows, about 5 ms


class ClaimLost(WriteRefused):
    """The import stood still for so long that another program cleared it away."""


class Claim:
    """One process's hold on a loading batch, for as long as it renews it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._token = secrets.token_hex(8)
        self.batch = 0

    def begin(self, db: Connection, key: bytes, name: str, importer: str) -> None:
        """Make the batch.

        Raises:
            LibraryBusy: another is being loaded.
        """
        must_be_free(db)
        self.batch = db.execute(CLAIM, (key, name, importer, self._told())).fetchone()[0]

    def take_over(self, db: Connection, batch: int, seen: str | None) -> bool:
        """Make an abandoned batch our own, unless another program was faster."""
        self.batch = batch
        taken = {"told": self._told(), "batch": batch, "seen": seen}
        return db.execute(TAKE_OVER, taken).rowcount == 1

    def renew(self, db: Connection) -> None:
        self._write(db, RENEW, self._told())

    def show(self, db: Connection, manifest: str) -> None:
        """Make what was loaded visible."""
        self._write(db, FLIP, manifest)

    def drop(self, db: Connection) -> None:
        """Take the batch itself out, after all that it held."""
        self._write(db, DROP, None)

    def _write(self, db: Connection, statement: str, told: str | None) -> None:
        values = {"told": told, "batch": self.batch, "token": self._token}
        if db.execute(statement, values).rowcount != 1:
            msg = (
                "The import stood still for so long that another program cleared it away. Nothing "
                "of it was kept; read it in again."
            )
            raise ClaimLost(msg)

    def _told(self) -> str:
        until = self._clock.milliseconds() + CLAIM_MS
        return canonical({"process": os.getpid(), "token": self._token, "until": until})


def in_steps(
    connections: Connections,
    claim: Claim,
    items: Iterable[Item],
    write: Callable[[Connection, Item], None],
) -> None:
    """Write item by item, letting go of the lock whenever a step's time is over."""
    remaining = list(items)
    remaining.reverse()
    while remaining:
        with connections.writing() as db:
            claim.renew(db)
            ends = time.monotonic() + STEP_SECONDS
            while remaining and time.monotonic() < ends:
                write(db, remaining.pop())


@contextlib.contextmanager
def whole_or_nothing(
    connections: Connections, claim: Claim, clearing: Clearing = lambda _part: None
) -> Generator[None]:
    """Whatever stops the block: where the library can still be written, nothing half-done stays."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(StorageError):
            clear(connections, claim, clearing)
        raise


def show_all(
    connections: Connections, author: str, clock: Clock, claim: Claim, manifest: Record
) -> Receipt:
    """Make what was loaded visible, in one transaction with its entry in the log."""
    with open_door(connections, author, clock) as door:
        claim.show(door.db, canonical(manifest))
        row = door.db.execute(KEY_OF_BATCH, (claim.batch,)).fetchone()
        batch = ids.key_of("b", row[0])
        door.append(batch, RECORD, "import", manifest)
    return Receipt(door.txn, "", (batch,))


def must_be_free(db: Connection) -> None:
    """Refuse while a batch is being loaded.

    Raises:
        LibraryBusy: one is.
    """
    if db.execute(LOADING).fetchone():
        msg = "Another program is reading something in. Nothing was changed; try again soon."
        raise LibraryBusy(msg)


def sweep(connections: Connections, clock: Clock) -> None:
    """Clear away imports that were broken off; one that another program is at is left alone."""
    with connections.reading() as db:
        abandoned = [tuple(row) for row in db.execute(LOADING) if not _is_alive(row[1], clock)]
    for batch, seen in abandoned:
        claim = Claim(clock)
        with connections.writing() as db:
            is_ours = claim.take_over(db, batch, seen)
        if is_ours:
            with contextlib.suppress(ClaimLost):  # another program goes on with the sweeping
                clear(connections, claim)


def clear(connections: Connections, claim: Claim, progress: Clearing = lambda _part: None) -> None:
    """Delete the rows of a batch, those that point to others first, then the batch."""
    shapes = [shape for shape in reversed(SHAPES.values()) if shape.batched]
    with connections.reading() as db:
        ids_of = [IDS_OF_BATCH.format(table=shape.table) for shape in shapes]
        found = [[row[0] for row in db.execute(each, (claim.batch,))] for each in ids_of]
    pairs = list(zip(shapes, found, strict=True))
    total = sum((1 + len(shape.parts)) * len(rows) for shape, rows in pairs)
    done = 0
    with contextlib.closing(Connections(connections.path, loads=True)) as loading:
        for shape, rows in pairs:
            parts = [(part.table, part.owner) for part in reversed(shape.parts)]
            for table, column in (*parts, (shape.table, "id")):
                statement = DELETE_BETWEEN.format(table=table, column=column)

                def delete(db: Connection, run: Run, statement: str = statement) -> None:
                    nonlocal done
                    db.execute(statement, run)
                    done += run[1] - run[0] + 1
                    progress(done / total)

                # Children were written after their parents.
                in_steps(loading, claim, reversed(runs(rows)), delete)
    with connections.writing() as db:
        claim.drop(db)


def runs(rows: Sequence[int]) -> list[Run]:
    """Ids in their order, as runs in which none is left out; what others wrote stays between."""
    found: list[Run] = []
    for row in rows:
        if found and row == found[-1][1] + 1 and row - found[-1][0] < DELETED_AT_ONCE:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _is_alive(told: str | None, clock: Clock) -> bool:
    claim = json.loads(told or "{}")
    if not claim or claim["until"] < clock.milliseconds():
        return False
    return process_lives(claim["process"])


def process_lives(process: int) -> bool:
    """Whether a process of that number runs here; true where that cannot be asked."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
