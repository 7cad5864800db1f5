"""The ordered steps that bring a library's file to this version; none is edited once released."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from storage.schema import tables

if TYPE_CHECKING:
    from sqlite_utils.db import Database

SCHEMA_VERSION = 1

STEPS = Migrations("peace-tui")


@STEPS(name="0001_first_light")
def first_light(db: Database) -> None:
    execute = db.conn.execute
    for statement in (*statements(tables.TABLES + tables.INDEXES), *tables.TRIGGERS):
        execute(statement)
    execute(f"pragma application_id = {tables.APPLICATION_ID}")
    execute("pragma user_version = 1")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: executescript would commit the transaction."""
    return (part for part in (piece.strip() for piece in script.split(";\n")) if part)
