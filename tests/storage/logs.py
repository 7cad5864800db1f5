"""The log of a library as its file holds it, read past the program."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.connections import Row, connect


@dataclass(frozen=True)
class Entry:
    """One row of the log; its JSON is read."""

    hash: bytes
    site: str
    seq: int
    hlc: str
    wall: str
    author: str
    txn: str
    rec: str
    field: str
    parents: tuple[str, ...]
    kind: str
    val: str
    vhash: bytes
    salt: bytes
    why: str | None
    whyhash: bytes | None
    prev: bytes

    @property
    def value(self) -> Any:  # JSON
        return json.loads(self.val)

    @property
    def about(self) -> tuple[str, ...]:
        """The record that it is about; of an act on very many each of them."""
        if self.rec != self.txn:
            return (self.rec,)
        return tuple(key for _value, keys in self.value["values"] for key in keys)


def entries(path: Path) -> list[Entry]:
    """All entries, oldest first."""
    return [_entry(row) for row in rows(path, "select * from op order by site, seq")]


def heads(path: Path) -> dict[tuple[str, str], set[bytes]]:
    """The newest entries of each field of each record, as the library marks them."""
    marked: dict[tuple[str, str], set[bytes]] = {}
    for rec, field, op in rows(path, "select rec, field, op from head"):
        marked.setdefault((rec, field), set()).add(op)
    return marked


def heads_of(log: Iterable[Entry]) -> dict[tuple[str, str], set[bytes]]:
    """The same, worked out from the log: what no later entry has taken the place of."""
    newest: dict[tuple[str, str], set[bytes]] = {}
    for entry in log:
        for rec in entry.about:
            current = newest.setdefault((rec, entry.field), set())
            current.difference_update(bytes.fromhex(parent) for parent in entry.parents)
            current.add(entry.hash)
    return newest


def rows(path: Path, statement: str, *values: object) -> list[Row]:
    with contextlib.closing(connect(path)) as db:
        return db.execute(statement, values).fetchall()


def change(path: Path, statement: str, *values: object) -> None:
    """Write to the file as another program would."""
    with contextlib.closing(connect(path)) as db:
        db.execute(statement, values)


def _entry(row: Row) -> Entry:
    columns: dict[str, Any] = dict(row)
    columns["parents"] = tuple(json.loads(row["parents"]))
    return Entry(**columns)
