"""Reading a table of quotes in: in short steps under a hidden batch, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any, Final

from storage import ids
from storage.clock import Clock
from storage.connections import Connection, Connections
from storage.exchange.beside import Source, prepared
from storage.exchange.importing import bring_back
from storage.exchange.judging import IMPORTER, refused
from storage.exchange.loading import (
    STEP_SECONDS,
    Claim,
    Clearing,
    must_be_free,
    show_all,
    sweep,
    whole_or_nothing,
)
from storage.exchange.preparing import LETTERS, Named, Names, Quote, Ready
from storage.exchange.reading import Table
from storage.history.leaves import root_of
from storage.history.log import canonical
from storage.ids import Key
from storage.rows import Receipt

Progress = Callable[[int], object]

ROWS_AT_FIRST: Final = 100
ROWS_AT_LEAST: Final = 20

BATCH: Final = "select state, manifest from batch where key = ?"
HELD: Final = """
select r.id, r.leaf, b.state, b.name from {table} r join batch b on b.id = r.batch where r.key = ?
"""
LAST_ID: Final = "select coalesce(max(id), 0) from {table}"
NAME_OF: Final = {"actor": "name", "format": "name", "source": "title", "topic": "slug"}
UNIQUE: Final = """
select r.{name}, r.key from {table} r
join batch b on b.id = r.batch and b.state = 'live' group by r.{name} having count(*) = 1
"""
SLUGS: Final = "select slug from {table}"
OF_EARLIER: Final = """
select r.key, r.slug from {table} r
join batch b on b.id = r.batch and b.state <> 'loading' where b.importer = ? and b.name = ?
"""
WAS_READ_BEFORE: Final = "select 1 from batch where importer = ? and name = ? limit 1"
"""Keys of rows are made of the table's name: where it is new, no row can be held yet."""
INSERT: Final = {
    "actor": "insert into actor(id, key, batch, leaf, slug, kind, name) "
    "values(?, ?, ?, ?, ?, 'other', ?)",
    "actor_name": "insert into actor_name(actor, n, name, name_key, used) values(?, ?, ?, ?, ?)",
    "format": "insert into format(id, key, batch, leaf, slug, name, kind) "
    "values(?, ?, ?, ?, ?, ?, 'standing')",
    "source": "insert into source(id, key, batch, leaf, slug, kind, title, url) "
    "values(?, ?, ?, ?, ?, 'other', ?, ?)",
    "topic": "insert into topic(id, key, batch, leaf, slug) values(?, ?, ?, ?, ?)",
    "quote": "insert into quote(id, key, batch, leaf, speaker, format, source, ref, kind, held_as, "
    "text, translation, lang, said_on, said_lo, said_hi, remark) "
    "values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "quote_topic": "insert into quote_topic(quote, n, topic, coder) values(?, ?, ?, ?)",
}
"""In the order in which they are written: what is pointed to comes first."""
INSERT_WORDS: Final = (
    "insert into quote_words(id, text, translation, notes) values(?, ?, ?, '')",
    "insert into quote_fts(rowid, text, translation, notes) values(?, ?, ?, '')",
)
"""While a batch is loading, the index is not kept by triggers; both go in one transaction."""


def load(
    connections: Connections,
    author: str,
    clock: Clock,
    table: Table,
    held_as: str,
    progress: Progress,
    clearing: Clearing,
) -> Receipt:
    """Read a table in; quotes that are there already are left alone.

    `held_as` says how its texts are held where no column does. `progress` is told how many rows
    were read, several times a second, and may raise to cancel. Where nothing can be kept,
    `clearing` is told how much is cleared away again by now, from 0 to 1.

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
        may_be_held = bool(db.execute(WAS_READ_BEFORE, (IMPORTER, table.name)).fetchone())
        if row is None:
            claim.begin(db, ids.raw_of(batch), table.name, IMPORTER)
    if row is not None and row["state"] == "undone":
        return bring_back(connections, author, clock, {batch: row["manifest"]})
    if row is not None:
        return Receipt("", f"{table.path.name} was read in before; nothing had to change")
    writer = _Writer(claim, table, may_be_held=may_be_held)
    with whole_or_nothing(connections, claim, clearing):
        with connections.reading() as db:
            names = _names(db, table)
        with (
            prepared(table, held_as, names, ROWS_AT_FIRST) as source,
            contextlib.closing(Connections(connections.path, loads=True)) as loading,
        ):
            for done in writer.write(loading, source):
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


class _Pace:
    """How many rows fit into a step, by what the last ones took."""

    def __init__(self) -> None:
        self.rows = ROWS_AT_FIRST

    @contextlib.contextmanager
    def step(self, rows: int) -> Generator[None]:
        """Time a step of so many; never many more than that go into the next."""
        begun = time.monotonic()
        yield
        fit = int(rows * STEP_SECONDS / (time.monotonic() - begun))
        self.rows = max(ROWS_AT_LEAST, min(2 * rows, fit))


class _Writer:
    """Writes what is ready, many at a time.

    Words go into the index in larger steps of their own: a quote of a batch that is loading has its
    words and is in the index, or neither.
    """

    def __init__(self, claim: Claim, table: Table, *, may_be_held: bool) -> None:
        self._claim = claim
        self._table = table
        self._may_be_held = may_be_held
        self._ids: dict[bytes | None, int | None] = {None: None}
        self._next: dict[str, int] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._words: list[tuple[int, str, str]] = []
        self.leaves: list[bytes] = []
        self.quotes = 0
        self.known = 0

    def write(self, connections: Connections, source: Source) -> Iterator[int]:
        """Write all, letting go of the lock after each step; gives the rows read so far."""
        done, pace, words_pace = 0, _Pace(), _Pace()
        # Rows are prepared while nobody waits for the lock.
        while (some := source(pace.rows)).rows:
            with connections.writing() as db, pace.step(some.rows):
                self._claim.renew(db)
                self._take(db, some)
            done += some.rows
            yield done
            while len(self._words) >= words_pace.rows:
                self._write_words(connections, words_pace)
        while self._words:
            self._write_words(connections, words_pace)

    def _write_words(self, connections: Connections, pace: _Pace) -> None:
        some, self._words = self._words[: pace.rows], self._words[pace.rows :]
        with connections.writing() as db, pace.step(len(some)):
            self._claim.renew(db)
            for statement in INSERT_WORDS:
                db.executemany(statement, some)

    def _take(self, db: Connection, some: Ready) -> None:
        self._next = {
            kind: db.execute(LAST_ID.format(table=kind)).fetchone()[0] + 1
            for kind in (*LETTERS, "quote")
        }
        self._rows = {table: [] for table in INSERT}
        for named in some.named:
            self._take_named(db, named)
        for quote in some.quotes:
            self._take_quote(db, quote)
        for table, statement in INSERT.items():
            db.executemany(statement, self._rows[table])

    def _new_id(self, table: str) -> int:
        self._next[table] += 1
        return self._next[table] - 1

    def _take_named(self, db: Connection, named: Named) -> None:
        held = self._held(db, named.table, named.raw, named.line, named.leaf)
        if held is not None:
            self._ids[named.raw] = held
            return
        if named.leaf is None:
            why = f"its {named.table} was taken out of the library meanwhile; read it in again"
            raise refused(self._table, named.line, why)
        new = self._ids[named.raw] = self._new_id(named.table)
        head = (new, named.raw, self._claim.batch, named.leaf)
        self._rows[named.table].append((*head, *named.columns))
        self._rows["actor_name"] += [(new, *part) for part in named.parts]
        self.leaves.append(named.leaf)

    def _take_quote(self, db: Connection, quote: Quote) -> None:
        if self._may_be_held:
            held = self._held(db, "quote", quote.raw, quote.line, quote.leaf)
            if held is not None:
                self.known += 1
                return
        new, id_of = self._new_id("quote"), self._ids
        self._rows["quote"].append(
            (
                new, quote.raw, self._claim.batch, quote.leaf, id_of[quote.speaker],
                id_of[quote.format], id_of[quote.source], *quote.columns,
            )
        )  # fmt: skip
        self._words.append((new, *quote.words))
        for n, topic in enumerate(quote.topics):
            self._rows["quote_topic"].append((new, n, id_of[topic], IMPORTER))
        self.leaves.append(quote.leaf)
        self.quotes += 1

    def _held(
        self, db: Connection, table: str, raw: bytes, line: int, leaf: bytes | None
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
        if leaf is not None and held["leaf"] != leaf:
            why = (
                f"its {table} is in the library already and says something else there; read this "
                "table in under a name of its own (--name)"
            )
            raise refused(self._table, line, why)
        return int(held["id"])


def _names(db: Connection, table: Table) -> Names:
    earlier = dict[Key, str]()
    for kind, letter in LETTERS.items():
        found = db.execute(OF_EARLIER.format(table=kind), (IMPORTER, table.name))
        earlier |= {ids.key_of(letter, raw): slug for raw, slug in found}
    return Names(
        {
            kind: {
                name: ids.key_of(LETTERS[kind], raw)
                for name, raw in db.execute(UNIQUE.format(table=kind, name=column))
            }
            for kind, column in NAME_OF.items()
        },
        {kind: {row[0] for row in db.execute(SLUGS.format(table=kind))} for kind in LETTERS},
        earlier,
    )
