"""Whether the log is whole: every entry unchanged and in its place, and the heads that follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from storage import ids
from storage.connections import Connection, Row
from storage.history import many
from storage.history.log import FIRST_PREV, RECORD, Op, parents_of, salted
from storage.ids import Key
from storage.rows import Finding

LOG: Final = "select * from op order by site, seq"
HASHES: Final = "select hash from op"
HEADS: Final = "select rec, field, op from head"


Heads = dict[tuple[str, str], set[bytes]]
"""The newest entries, by record and field."""


def findings(db: Connection) -> Iterator[Finding]:
    """The first bad entry of each site, else the heads that don't follow from the log."""
    broken, heads = walked(db)
    yield from broken or _head_findings(db, heads)


def walked(db: Connection) -> tuple[list[Finding], Heads]:
    """The first bad entry of each site, and the heads that follow from the entries before it."""
    found: list[Finding] = []
    known = {bytes(row[0]) for row in db.execute(HASHES)}
    broken: set[str] = set()
    last: dict[str, tuple[int, bytes]] = {}
    heads: Heads = {}
    for row in db.execute(LOG):
        site, seq = row["site"], row["seq"]
        before, prev = last.get(site, (0, FIRST_PREV))
        problem = None if site in broken else _problem(row, before, prev, known)
        if problem:
            broken.add(site)
            found.append(Finding(f"entry {min(before + 1, seq)} of {site}", problem))
        last[site] = seq, bytes(row["hash"])
        if site not in broken:
            parents = parents_of(row["parents"])
            for rec in _records(row):
                current = heads.setdefault((rec, row["field"]), set())
                current.difference_update(parents)
                current.add(bytes(row["hash"]))
    return found, heads


def _records(row: Row) -> Iterable[str]:
    """What an entry is about: one record, or many."""
    return many.values_of(row["val"]) if many.is_many(row["rec"]) else (row["rec"],)


def _problem(row: Row, before: int, prev: bytes, known: set[bytes]) -> str | None:
    """What is wrong with an entry that should follow entry `before`, whose hash is `prev`."""
    if row["seq"] != before + 1:
        return "It is missing from the log."
    try:
        parents = parents_of(row["parents"])
    except ValueError:
        return "Something in it was changed: what it rests on can't be read."
    op = Op(
        site=row["site"], seq=row["seq"], hlc=row["hlc"], wall=row["wall"], author=row["author"],
        txn=row["txn"], rec=row["rec"], field=row["field"], parents=parents, kind=row["kind"],
        vhash=row["vhash"], whyhash=row["whyhash"], prev=row["prev"],
    )  # fmt: skip
    if op.hash != row["hash"]:
        return "Something in it was changed: it doesn't have the hash that it was given."
    if op.prev != prev:
        return "It doesn't follow the entry that stands before it."
    if row["val"] is None or salted(row["salt"], row["val"]) != op.vhash:
        return "The value that it wrote was changed."
    if (row["why"] is None) != (op.whyhash is None) or (
        row["why"] is not None and salted(row["salt"], row["why"]) != op.whyhash
    ):
        return "The reason that it gave was changed."
    if not known.issuperset(parents):
        return "It rests on an entry that is not in the log."
    return None


def _head_findings(db: Connection, heads: Heads) -> Iterator[Finding]:
    held: dict[tuple[str, str], set[bytes]] = {}
    for rec, field, op in db.execute(HEADS):
        held.setdefault((rec, field), set()).add(bytes(op))
    for rec, field in sorted(heads.keys() | held.keys()):
        if heads.get((rec, field)) != held.get((rec, field)):
            what = "the whole record" if field == RECORD else field
            yield Finding(
                ids.short(Key(rec)), f"The newest entry about {what} is not the one that is marked."
            )
