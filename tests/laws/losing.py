"""What a library derives from its log and its imported rows, and how all of it is lost."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, Final

from storage.connections import Connection, connect
from storage.schema import shapes
from storage.schema.shapes import SHAPES
from tests.laws.written import state

HEADS: Final = "select rec, field, op from head"
WORDS: Final = """
select q.key, w.text, w.translation, w.notes from quote_words w join quote q on q.id = w.id
"""
FOUND: Final = """
select key from quote where id in (select rowid from quote_fts where quote_fts match 'a* OR t*')
"""
TRIGGERS: Final = "select name, sql from sqlite_schema where type = 'trigger'"
TABLES: Final = "select name from sqlite_schema where type = 'table'"
KEPT: Final = frozenset({"op", "change_log", "seen", "sqlite_sequence"})
"""The log, what follows what was written, and the marks of what was seen."""


def derived(path: Path) -> dict[str, Any]:
    """All that is derived, without the numbers of rows, which may be others."""
    with contextlib.closing(connect(path)) as db:
        rows = {each: _rows(db, each) for each in (HEADS, WORDS, FOUND, TRIGGERS)}
    return rows | state(path)


def tables(path: Path) -> dict[str, list[str]]:
    """Every row of every table but the kept ones."""
    with contextlib.closing(connect(path)) as db:
        names = {row[0] for row in db.execute(TABLES)} - KEPT
        shown = sorted(name for name in names if not name.startswith("quote_fts"))
        return {name: _rows(db, f"select * from {name}") for name in shown}  # ours


def _rows(db: Connection, statement: str) -> list[str]:
    return sorted(repr(tuple(row)) for row in db.execute(statement))


def lose_what_is_derived(path: Path) -> None:
    """As if nothing that the log says had ever reached the tables."""
    with contextlib.closing(connect(path)) as db:
        db.execute("pragma foreign_keys = off")
        for name, _sql in db.execute(TRIGGERS).fetchall():
            db.execute(f"drop trigger {name}")
        db.execute("insert into quote_fts(quote_fts) values('delete-all')")
        for table in ("head", "quote_tag", "star", "coding_done", "quote_words"):
            db.execute(f"delete from {table}")  # ours
        for shape in SHAPES.values():
            by_hand = f"where batch = {shapes.NO_BATCH}" if shape.batched else ""
            for part in shape.parts:
                owners = f"(select id from {shape.table} {by_hand})"  # ours
                db.execute(f"delete from {part.table} where {part.owner} in {owners}")
            db.execute(f"delete from {shape.table} {by_hand}")  # ours
