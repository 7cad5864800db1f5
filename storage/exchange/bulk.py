"""Reading a table of quotes in: in short steps under a hidden batch, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from storage import ids
from storage.clock import Clock
from storage.connections import Connection, Connections
from storage.exchange.importing import bring_back
from storage.exchange.judging import IMPORTER, Judge, Row, refused
from storage.exchange.loading import (
    STEP_SECONDS,
    Claim,
    must_be_free,
    show_all,
    sweep,
    whole_or_nothing,
)
from storage.exchange.reading import Line, Name, Table
from storage.history.leaves import leaf_of, root_of
from storage.history.log import canonical
from storage.ids import Key
from storage.names import name_key
from storage.rows import Receipt
from storage.schema.shapes import Record
from storage.schema.words import INTO_INDEX_BETWEEN
from storage.tokens import one_spelling

Progress = Callable[[int], object]

ROWS_AT_FIRST: Final = 100
ROWS_AT_LEAST: Final = 20
NOT_OF_A_SLUG: Final = re.compile(r"[^a-z0-9]+")

BATCH: Final = "select state, manifest from batch where key = ?"
HELD: Final = """
select r.id, r.leaf, b.state, b.name from {table} r join batch b on b.id = r.batch where r.key = ?
"""
LAST_ID: Final = "select coalesce(max(id), 0) from {table}"
LETTERS: Final = {"actor": "a", "format": "f", "source": "s", "topic": "o"}
NAME_OF: Final = {"actor": "name", "format": "name", "source": "title", "topic": "slug"}
NAMED: Final = """
select r.id, r.key, r.{name}, count(*) from {table} r
join batch b on b.id = r.batch and b.state = 'live' group by r.{name}
"""
SLUG_OF: Final = "select slug from {table} where key = ?"
SLUGS: Final = "select slug from {table}"
INSERT: Final = {
    "actor": "insert into actor(id, key, batch, leaf, slug, kind, name) "
    "values(?, ?, ?, ?, ?, 'other', ?)",
    "actor_name": "insert into actor_name(actor, n, name, name_key, used) values(?, ?, ?, ?, ?)",
    "format": "insert into format(id, key, batch, leaf, slug, name, kind) "
    "values(?, ?, ?, ?, ?, ?, 'standing')",
    "source": "insert into source(id, key, batch, leaf, slug, kind, title, url) "
    "values(?, ?, ?, ?, ?, 'other', ?, ?)",
    "topic": "insert into topic(id, key, batch, leaf, slug) values(?, ?, ?, ?, ?)",
    "quote": "insert into quote(id, key, batch, leaf, ref, kind, held_as, text, translation, lang, "
    "speaker, said_on, said_lo, said_hi, format, source, remark) "
    "values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "quote_topic": "insert into quote_topic(quote, n, topic, coder) values(?, ?, ?, ?)",
    "quote_words": "insert into quote_words(id, text, translation, notes) values(?, ?, ?, '')",
}
"""In the order in which they are written: what is pointed to comes first."""


Head: TypeAlias = tuple[int, bytes, int, bytes]
"""The columns that every record has: id, key, batch and leaf."""


class Known(NamedTuple):
    """A record that quotes name."""

    id: int
    key: Key


def load(
    connections: Connections,
    author: str,
    clock: Clock,
    table: Table,
    held_as: str,
    progress: Progress,
) -> Receipt:
    """Read a table in; quotes that are there already are left alone.

    `held_as` says how its texts are held where no column does. `progress` is told how many rows
    were read, several times a second, and may raise to cancel.

    Raises:
        WriteRefused: a row is not what it should be; nothing was kept.
        LibraryBusy: another program is reading something in.
    """
    sweep(connections, clock)
    told = canonical([table.sha256, table.name, dict(table.columns), held_as])
    batch = ids.derived_key("b", IMPORTER, hashlib.sha256(told.encode()).hexdigest())
    claim = Claim(clock)
    with connections.writing() as db:
        must_be_free(db)
        row = db.execute(BATCH, (ids.raw_of(batch),)).fetchone()
        if row is None:
            claim.begin(db, ids.raw_of(batch), table.name, IMPORTER)
    if row is not None and row["state"] == "undone":
        return bring_back(connections, author, clock, {batch: row["manifest"]})
    if row is not None:
        return Receipt("", f"{table.path.name} was read in before; nothing had to change")
    writer = _Writer(claim, table, held_as)
    with whole_or_nothing(connections, claim):
        with contextlib.closing(Connections(connections.path, loads=True)) as loading:
            for done in writer.write(loading):
                progress(done)
        manifest = {
            "name": table.name,
            "importer": IMPORTER,
            "records": len(writer.leaves),
            "files": {table.path.name: table.sha256},
            "columns": dict(table.columns),
            "root": root_of(writer.leaves).hex(),
        }
        receipt = show_all(connections, author, clock, claim, manifest)
    known = f"; {writer.known} were there already" if writer.known else ""
    told = f"{_count(writer.quotes, 'quote')}, {_count(len(writer.leaves), 'record')}{known}"
    return receipt._replace(summary=f"import of {table.name} ({told})")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _leaf(record: Record) -> bytes:
    return leaf_of({key: each for key, each in record.items() if each is not None})


class _Writer:
    """Makes records of rows and writes them, many at a time."""

    def __init__(self, claim: Claim, table: Table, held_as: str) -> None:
        self._claim = claim
        self._table = table
        self._judge = Judge(table, held_as)
        self._in_library: dict[str, dict[str, Known]] = {}
        self._of_table: dict[tuple[str, str], Known] = {}
        self._slugs: dict[str, set[str]] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._next: dict[str, int] = {}
        self.leaves: list[bytes] = []
        self.quotes = 0
        self.known = 0

    def write(self, connections: Connections) -> Iterator[int]:
        """Write all, letting go of the lock after each step; gives the rows read so far."""
        with connections.reading() as db:
            for kind, name in NAME_OF.items():
                found = db.execute(NAMED.format(table=kind, name=name))
                self._in_library[kind] = {
                    row[2]: Known(row[0], ids.key_of(LETTERS[kind], row[1]))
                    for row in found
                    if row[3] == 1
                }
                rows = db.execute(SLUGS.format(table=kind))
                self._slugs[kind] = {row[0] for row in rows}
        # Rows are read and judged while nobody waits for the lock.
        lines, done, many = self._table.lines(), 0, ROWS_AT_FIRST
        while some := [self._judge.row(line) for line in itertools.islice(lines, many)]:
            with connections.writing() as db:
                begun = time.monotonic()
                self._claim.renew(db)
                self._next = {
                    kind: db.execute(LAST_ID.format(table=kind)).fetchone()[0] + 1
                    for kind in (*NAME_OF, "quote")
                }
                for row in some:
                    self._take(db, row)
                self._flush(db)
                took = time.monotonic() - begun
            done += len(some)
            yield done
            # As many rows as fit into a step, but never many more than the last time.
            many = max(ROWS_AT_LEAST, min(2 * many, int(len(some) * STEP_SECONDS / took)))

    def _flush(self, db: Connection) -> None:
        for table, statement in INSERT.items():
            if self._rows.get(table):
                db.executemany(statement, self._rows[table])
        if quotes := self._rows.get("quote"):
            db.execute(INTO_INDEX_BETWEEN, (quotes[0][0], quotes[-1][0]))
        self._rows.clear()

    def _add(self, table: str, *values: object) -> None:
        self._rows.setdefault(table, []).append(values)

    def _new_id(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table] - 1

    def _sealed(self, leaf: bytes) -> bytes:
        self.leaves.append(leaf)
        return leaf

    def _is_held(
        self, db: Connection, table: str, raw: bytes, leaf: bytes, line: Line
    ) -> int | None:
        """The id of the record that came under this key before; None where none did.

        Raises:
            WriteRefused: it says something else, or is part of an import that was taken back.
        """
        held = db.execute(HELD.format(table=table), (raw,)).fetchone()
        if held is None:
            return None
        if held["state"] != "live":
            why = (
                f"its {table} belongs to the import of {held['name']} that was taken back; bring "
                "that back, or read this table in under a name of its own (--name)"
            )
            raise refused(self._table, line, why)
        if held["leaf"] != leaf:
            why = (
                f"its {table} is in the library already and says something else there; read this "
                "table in under a name of its own (--name)"
            )
            raise refused(self._table, line, why)
        return int(held["id"])

    # Quotes.

    def _take(self, db: Connection, row: Row) -> None:
        """Turn a row into a quote, unless it is one already."""
        line, values, (first, last) = row.line, row.values, row.days
        speaker = self._actor(db, line, values.get("speaker"))
        format_ = self._format(db, line, values.get("format"))
        source = self._source(db, line, values.get("source"), values.get("url"))
        topics = self._topics(db, line, values.get("topics"))
        ref, translation = values.get("id"), values.get("translation")
        language, remark = values.get("language"), values.get("remark")
        record: Record = {
            "key": ids.key_of("q", row.raw), "ref": ref, "kind": row.kind, "held_as": row.held_as,
            "text": row.text, "translation": translation, "lang": language,
            "speaker": speaker and speaker.key, "said_on": row.said_on, "said_lo": first,
            "said_hi": last, "format": format_ and format_.key, "source": source and source.key,
            "status": "accepted", "remark": remark, "handling": "public",
            "quote_topic": [
                {"n": n, "topic": topic.key, "coder": IMPORTER} for n, topic in enumerate(topics)
            ] or None,
        }  # fmt: skip
        leaf = _leaf(record)
        if self._is_held(db, "quote", row.raw, leaf, line) is not None:
            self.known += 1
            return
        quote = self._new_id("quote")
        self._add(
            "quote", quote, row.raw, self._claim.batch, self._sealed(leaf), ref, row.kind,
            row.held_as, row.text, translation, language, speaker and speaker.id, row.said_on,
            first, last, format_ and format_.id, source and source.id, remark,
        )  # fmt: skip
        self._add("quote_words", quote, one_spelling(row.text), one_spelling(translation or ""))
        for n, topic in enumerate(topics):
            self._add("quote_topic", quote, n, topic.id, IMPORTER)
        self.quotes += 1

    # What quotes name.

    def _actor(self, db: Connection, line: Line, value: str | None) -> Known | None:
        if value is None:
            return None
        name = self._name(line, "speaker", value)
        names = [
            {"n": n, "name": each, "name_key": name_key(each), "used": used}
            for n, (each, used) in enumerate(((name.name, "own"), (name.alias, "common")))
            if each
        ]
        record: Record = {"kind": "other", "name": name.name, "actor_name": names}

        def write(actor: int, head: Head, slug: str) -> None:
            self._add("actor", *head, slug, name.name)
            for each in names:
                self._add("actor_name", actor, *each.values())

        return self._record(db, line, "actor", value, name.name, record, write)

    def _format(self, db: Connection, line: Line, value: str | None) -> Known | None:
        if value is None:
            return None
        name = self._name(line, "format", value).name
        record: Record = {"name": name, "kind": "standing"}

        def write(_format: int, head: Head, slug: str) -> None:
            self._add("format", *head, slug, name)

        return self._record(db, line, "format", value, name, record, write)

    def _source(
        self, db: Connection, line: Line, title: str | None, url: str | None
    ) -> Known | None:
        name = title or url
        if name is None:
            return None
        record: Record = {"kind": "other", "title": name, "url": url, "handling": "public"}

        def write(_source: int, head: Head, slug: str) -> None:
            self._add("source", *head, slug, name, url)

        return self._record(db, line, "source", url or name, name, record, write)

    def _topics(self, db: Connection, line: Line, value: str | None) -> list[Known]:
        def write(_topic: int, head: Head, slug: str) -> None:
            self._add("topic", *head, slug)

        # Where nothing else parts them, a space does: "red lines; borders", but "truce borders".
        parts = re.split(r"[;,]" if re.search(r"[;,]", value or "") else r"\s", value or "")
        names = dict.fromkeys(each.strip() for each in parts if each.strip())
        return [
            self._record(db, line, "topic", each, each, {"version": 1}, write) for each in names
        ]

    def _name(self, line: Line, what: str, value: str) -> Name:
        if what not in self._table.names:
            return Name(value)
        found = self._table.names[what].get(value)
        if found is None:
            raise refused(self._table, line, f"no {what} has the id {value}")
        return found

    def _record(
        self,
        db: Connection,
        line: Line,
        kind: str,
        own: str,
        name: str,
        record: Record,
        write: Callable[[int, Head, str], None],
    ) -> Known:
        """The record that the table calls `own`; one in the library only where the name is all.

        Two rows of another table are two records, whatever their names.
        """
        known = self._of_table.get((kind, own))
        if known is None and own == name:
            known = self._in_library[kind].get(name)
        if known is None:
            key = ids.derived_key(LETTERS[kind], self._judge.importer, own)
            known = Known(self._held_or_new(db, line, kind, key, name, record, write), key)
        self._of_table[kind, own] = known
        return known

    def _held_or_new(
        self,
        db: Connection,
        line: Line,
        kind: str,
        key: Key,
        name: str,
        record: Record,
        write: Callable[[int, Head, str], None],
    ) -> int:
        raw = ids.raw_of(key)
        held = db.execute(SLUG_OF.format(table=kind), (raw,)).fetchone()
        slug = held[0] if held else self._new_slug(kind, name, key)
        leaf = _leaf({"key": key, "slug": slug, **record})
        there = self._is_held(db, kind, raw, leaf, line)
        if there is not None:
            return there
        new = self._new_id(kind)
        write(new, (new, raw, self._claim.batch, self._sealed(leaf)), slug)
        return new

    def _new_slug(self, kind: str, name: str, key: Key) -> str:
        slug = NOT_OF_A_SLUG.sub("-", name_key(name)).strip("-") or key
        taken = self._slugs[kind]
        free = slug if slug not in taken else f"{slug}-{key[-ids.SHORT_LENGTH :]}"
        taken.add(free)
        return free
