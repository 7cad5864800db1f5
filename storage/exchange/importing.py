"""Bulk import in short steps under a hidden batch: nobody sees it until it is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, NoReturn

from storage import ids
from storage.clock import Clock
from storage.connections import Connection, Connections
from storage.errors import WriteRefused
from storage.exchange.loading import (
    Claim,
    in_steps,
    must_be_free,
    show_all,
    sweep,
    whole_or_nothing,
)
from storage.exchange.sample import Sample
from storage.history import materialise
from storage.history.leaves import leaf_of, root_of
from storage.history.log import RECORD, canonical, open_door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import SHAPES, Record
from storage.schema.words import INTO_INDEX_OF, INTO_WORDS

BATCH_OF: Final = (
    "select b.key, b.state, b.manifest from {table} t join batch b on b.id = t.batch "
    "where t.key = ?"
)
EXISTS: Final = "select 1 from {table} where key = ?"
SLUG_TAKEN: Final = "select 1 from {table} where slug = ?"
TEXT_EXISTS: Final = (
    "select 1 from source_text t join source s on s.id = t.source where s.key = ? and t.version = ?"
)
BATCH_EXISTS: Final = "select 1 from batch where key = ?"
SET_LEAF: Final = "update {table} set leaf = ? where key = ?"
WORDS_OF: Final = f"{INTO_WORDS} where q.key = ?"


def load(connections: Connections, author: str, clock: Clock, sample: Sample) -> Receipt:
    """Read a sample in; what is there already is left alone, what was taken back comes back.

    Raises:
        WriteRefused: a record points to a missing one, or its slug is taken; nothing was kept.
        LibraryBusy: another program is reading something in.
    """
    sweep(connections, clock)
    with connections.reading() as db:
        must_be_free(db)
        batches, new = _present(db, sample)
        _must_be_whole(db, sample, new)
    if new:
        return _import(connections, author, clock, sample, new)
    undone = {key: manifest for key, state, manifest in batches if state == "undone"}
    if undone:
        return bring_back(connections, author, clock, undone)
    return Receipt("", f"{sample.name} was read in before; nothing had to change")


def _present(db: Connection, sample: Sample) -> tuple[list[tuple[Key, str, str]], list[Record]]:
    """The batches of the records that are there, as (key, state, manifest), and those not there."""
    batches: dict[tuple[Key, str, str], None] = {}
    new: list[Record] = []
    for record in sample.records:
        statement = BATCH_OF.format(table=SHAPES[record["key"][0]].table)
        row = db.execute(statement, (ids.raw_of(record["key"]),)).fetchone()
        if row is None:
            new.append(record)
        else:
            batches[ids.key_of("b", row[0]), row[1], row[2]] = None
    return list(batches), new


def _must_be_whole(db: Connection, sample: Sample, new: Sequence[Record]) -> None:
    """Refuse records that point to nothing, or that would take another record's slug."""
    coming = {record["key"] for record in new}
    texts = {
        (record["key"], text["version"]) for record in new for text in record.get("source_text", ())
    }
    for record in new:
        name = record.get("ref") or record["key"]
        table = SHAPES[record["key"][0]].table
        for target in shapes.pointed_to(record):
            pointed = SHAPES[target[0]].table
            statement = EXISTS.format(table=pointed)
            if target not in coming and not _found(db, statement, ids.raw_of(target)):
                _refuse(sample, f"{table} {name} names a missing {pointed}: {target}")
        for span in record.get("quote_span", ()):
            text = (span["source"], span["version"])
            if text not in texts and not _found(db, TEXT_EXISTS, ids.raw_of(text[0]), text[1]):
                _refuse(sample, f"{table} {name} names a missing text: {text[0]}")
        if "slug" in record and _found(db, SLUG_TAKEN.format(table=table), record["slug"]):
            _refuse(sample, f"another {table} is called {record['slug']} already")


def _refuse(sample: Sample, why: str) -> NoReturn:
    msg = f"{sample.name} was not read in: {why}. Nothing was kept; mend the file and try again."
    raise WriteRefused(msg)


def _found(db: Connection, statement: str, *values: object) -> bool:
    return db.execute(statement, values).fetchone() is not None


def _import(
    connections: Connections, author: str, clock: Clock, sample: Sample, new: Sequence[Record]
) -> Receipt:
    """Import records of which none is there yet."""
    records = in_writing_order(new)
    claim = Claim(clock)
    leaves: list[bytes] = []

    def write_alone(db: Connection, record: Record) -> None:
        shapes.put_alone(db, record, claim.batch)
        if record["key"][0] == "q":
            db.execute(WORDS_OF, (ids.raw_of(record["key"]),))
            db.execute(INTO_INDEX_OF, (ids.raw_of(record["key"]),))

    def seal(db: Connection, record: Record) -> None:
        key = Key(record["key"])
        leaves.append(leaf_of(shapes.read(db, key) or {}))
        statement = SET_LEAF.format(table=SHAPES[key[0]].table)
        db.execute(statement, (leaves[-1], ids.raw_of(key)))

    with connections.writing() as db:
        batch = _batch_key(db, sample, records)
        claim.begin(db, ids.raw_of(batch), sample.name, sample.importer)
    with whole_or_nothing(connections, claim):
        in_steps(connections, claim, records, write_alone)
        in_steps(connections, claim, records, shapes.put_parts)
        in_steps(connections, claim, records, seal)
        manifest = {
            "name": sample.name,
            "importer": sample.importer,
            "records": len(leaves),
            "files": dict(sample.files),
            "root": root_of(leaves).hex(),
        }
        receipt = show_all(connections, author, clock, claim, manifest)
    return receipt._replace(summary=_told([manifest]))


def _batch_key(db: Connection, sample: Sample, records: Sequence[Record]) -> Key:
    """One key everywhere for an import; what is new in a later edition is a batch of its own."""
    key = ids.derived_key("b", sample.importer, sample.name)
    if not _found(db, BATCH_EXISTS, ids.raw_of(key)):
        return key
    added = canonical(sorted(record["key"] for record in records))
    return ids.derived_key("b", sample.importer, f"{sample.name}\0{added}")


def in_writing_order(records: Iterable[Record]) -> list[Record]:
    """What is pointed to comes first: kind by kind, and within a kind parents before children."""
    by_key = {record["key"]: record for record in records}
    rank = {letter: place for place, letter in enumerate(SHAPES)}

    def depth(record: Record) -> int:
        above = 0
        while (parent := by_key.get(record.get("parent"))) is not None and above < len(by_key):
            record, above = parent, above + 1
        return above

    return sorted(by_key.values(), key=lambda record: (rank[record["key"][0]], depth(record)))


def bring_back(
    connections: Connections, author: str, clock: Clock, undone: dict[Key, str]
) -> Receipt:
    """Show batches again that were taken back; that too is an import in the log."""
    manifests: list[dict[str, Any]] = []
    with open_door(connections, author, clock) as door:
        for key, told in undone.items():
            manifests.append(json.loads(told))
            door.append(key, RECORD, "import", manifests[-1])
            materialise.apply(door.db, key, RECORD, manifests[-1])
    return Receipt(door.txn, _told(manifests), tuple(undone))


def _told(manifests: list[dict[str, Any]]) -> str:
    return ", ".join(f"import of {each['name']} ({each['records']} records)" for each in manifests)
