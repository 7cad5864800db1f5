"""Bringing a library's file to this version, and what a new library holds."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

from sqlite_utils import Database

from storage import ids
from storage.clock import Clock
from storage.connections import Connection, begin, connect, translated
from storage.history import backup
from storage.history.log import Door
from storage.schema import shapes, tables
from storage.schema.migrations import SCHEMA_VERSION, STEPS


def migrate(path: Path, clock: Clock, *, confidential: bool) -> Path | None:
    """Bring the library's file to this version, whole or not at all.

    The write lock is taken before it is looked at: of two programs that start together the second
    finds the work done. Gives the copy that is kept of one that was there before.

    Raises:
        WriteRefused: no copy of it can be kept.
    """
    kept = None
    with contextlib.closing(connect(path)) as connection, translated():
        begin(connection)
        try:
            database = Database(connection)
            is_new = not STEPS.applied(database)
            version = int(connection.execute("pragma user_version").fetchone()[0])
            if not is_new and version < SCHEMA_VERSION:
                kept = backup.keep(path, version)
            STEPS.apply(database)
            if is_new:
                _seed(connection, clock, confidential=confidential)
            connection.execute("commit")
        finally:
            if connection.in_transaction:
                connection.execute("rollback")
    return kept


def _seed(db: Connection, clock: Clock, *, confidential: bool) -> None:
    """What a new library holds: who it is, its vocabularies, and three tags."""
    site = ids.new_key("w", clock.milliseconds())
    db.execute("insert into site(id) values(?)", (site,))
    db.execute(
        "insert into library(one, key, site, created, confidential) values(1, ?, ?, ?, ?)",
        (secrets.token_bytes(16), site, clock.wall(), int(confidential)),
    )
    db.execute("insert into door(one) values(1)")
    db.execute(
        "insert into batch(id, key, name, importer, state) values(?, ?, 'by hand', 'hand', 'live')",
        (shapes.NO_BATCH, ids.raw_of(ids.derived_key("b", "peace-tui", "hand"))),
    )
    for kind, values in tables.VOCABULARIES.items():
        db.executemany(
            "insert into vocabulary(kind, value) values(?, ?)", [(kind, value) for value in values]
        )
    door = Door(db, "peace-tui", clock)
    db.execute("update door set txn = ?", (door.txn,))
    for name in tables.FIRST_TAGS:
        key = ids.derived_key("t", "peace-tui", name)
        door.add({"key": key, "name": name, "author": door.author, "made": door.wall})
    db.execute("update door set txn = null")
