"""Making a cache: one reading of the library, in a process of its own, put in place when whole.

python -m storage.index.making LIBRARY CACHE
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from pyroaring import BitMap

from storage.changes import LAST_CHANGE
from storage.connections import Connection, connect, sqlite
from storage.index.arrays import chunked, narrowed, runs
from storage.index.file import NO_ORDINAL, TABLES
from storage.index.keeping import FORMAT, LIBRARY, alone
from storage.index.packing import Ids, Numbers, packed, packed_set
from storage.index.sealing import seal
from storage.sql.columns import ASKED_EACH_TIME, COLUMNS, FLAGS
from storage.sql.where import HIDDEN

Progress = Callable[[float], object]

ROWS_AT_ONCE: Final = 50_000
MOST_IDS: Final = 1 << 31
LETTERS_OF_PREFIXES: Final = (1, 2)
WORDS_OF_PREFIX: Final = 64
"""Beginnings of fewer words than that are put together when they are asked for."""
PART_OF_COLUMNS: Final = 0.6  # of the time that it takes; words take the rest

TIP: Final = "select hash from op order by hlc desc, site desc, seq desc limit 1"
IN_ORDER: Final = """
select q.id, q.said_lo, q.said_hi, coalesce(q.speaker, 0), coalesce(q.format, 0),
    coalesce(q.source, 0), coalesce(q.role, 0)
from quote q where {hidden} order by q.said_hi, q.said_lo, q.key
"""
JOINT: Final = """
select distinct s.quote, s.actor from quote_speaker s join quote q on q.id = s.quote
where s.actor is not q.speaker
"""
QUOTES_BY_VALUE: Final = "select value, group_concat(quote) from ({pairs}) group by value"
QUOTES_WITH: Final = "select group_concat(q.id) from quote q where {flag}"
VOCABULARY: Final = "create virtual table temp.word using fts5vocab(main, quote_fts, row)"
INSTANCES: Final = "create virtual table temp.instance using fts5vocab(main, quote_fts, instance)"
WORDS: Final = "select term, doc from temp.word"
QUOTES_WITH_WORD: Final = "select group_concat(rowid) from quote_fts where quote_fts match ?"
INSTANCES_OF_WORD: Final = "select group_concat(distinct doc) from temp.instance where term = ?"
COUNT_WORDS: Final = "select count(*) from temp.word"


def make(library: Path, cache: Path, progress: Progress = lambda _: None) -> None:
    """Make a cache for a library, and put it in the place of the one that is there.

    Raises:
        StorageError: the library cannot be read.
        OSError: the cache cannot be written.
    """
    descriptor, unfinished = tempfile.mkstemp(prefix=f"{cache.name}.", dir=cache.parent)
    os.close(descriptor)
    try:
        with (
            contextlib.closing(connect(library)) as db,
            contextlib.closing(sqlite.connect(unfinished, isolation_level=None)) as into,
        ):
            into.execute("pragma journal_mode = off")
            into.execute("pragma synchronous = off")
            _Maker(db, into, progress).make()
        seal(Path(unfinished))
        Path(unfinished).replace(cache)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


class _Maker:
    """Reads the library in one transaction, so that all of the cache is of one state."""

    def __init__(self, db: Connection, into: Connection, progress: Progress) -> None:
        self._db = db
        self._into = into
        self._progress = progress
        self._ordinals = np.zeros(0, np.uint32)

    def make(self) -> None:
        self._db.execute(VOCABULARY)
        self._db.execute(INSTANCES)
        self._db.execute("begin")
        self._into.executescript(TABLES)
        self._into.execute("begin")
        self._write_order()
        self._write_columns()
        self._write_words()
        tip = self._db.execute(TIP).fetchone()
        self._into.execute(
            "insert into meta values(?, ?, ?, ?, ?, ?)",
            (
                FORMAT,
                self._db.execute(LIBRARY).fetchone()[0],
                tip[0] if tip else None,
                self._db.execute(LAST_CHANGE).fetchone()[0],
                self._size,
                len(self._ordinals),
            ),
        )
        self._into.execute("commit")

    # The order, and what belongs to each quote once.

    def _write_order(self) -> None:
        rows = self._rows(IN_ORDER.format(hidden=HIDDEN))
        table = np.concatenate([np.zeros((0, 7), np.int64), *rows])
        ids, first, last, speakers, formats, sources, roles = table.T
        self._size = len(ids)
        most = int(ids.max(initial=0))
        if most >= MOST_IDS:
            msg = f"ids up to {most} are more than a cache can hold"
            raise ValueError(msg)
        self._ordinals = np.full(most + 1, NO_ORDINAL, np.uint32)
        self._ordinals[ids] = np.arange(len(ids), dtype=np.uint32)
        imprecise = np.flatnonzero(first != last)
        self._write_chunks("ids", ids)
        self._write_chunks("ordinals", self._ordinals)
        self._write_chunks("source", sources)
        days, starts = runs(last)
        self._write_numbers("days", days)
        self._write_numbers("starts of days", starts)
        self._write_voices(speakers, roles)
        self._write_numbers("format", formats)
        self._write_numbers("imprecise ordinals", imprecise)
        self._write_numbers("imprecise said_lo", first[imprecise])
        joint = np.concatenate([np.zeros((0, 2), np.int64), *self._rows(JOINT)])
        joint = joint[joint[:, 0] <= most]
        ordinals = self._ordinals[joint[:, 0]]
        known = np.flatnonzero(ordinals != NO_ORDINAL)
        known = known[np.argsort(ordinals[known], kind="stable")]
        self._write_numbers("joint ordinals", ordinals[known])
        self._write_numbers("joint actors", joint[known, 1])

    def _write_voices(self, speakers: Ids, roles: Ids) -> None:
        """Each pair of a speaker and a role that occurs has a number."""
        most = int(roles.max(initial=0)) + 1
        pairs, voices = np.unique(speakers * most + roles, return_inverse=True)
        self._write_numbers("voice", voices)
        self._write_numbers("speakers of voices", pairs // most)
        self._write_numbers("roles of voices", pairs % most)

    def _rows(self, statement: str) -> Iterator[np.ndarray]:
        cursor = self._db.execute(statement)
        cursor.row_factory = None
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield np.array(rows, np.int64)

    def _write_numbers(self, name: str, content: np.ndarray) -> None:
        small = narrowed(content)
        row = (name, small.dtype.itemsize, small.tobytes())
        self._into.execute("insert into numbers values(?, ?, ?)", row)

    def _write_chunks(self, name: str, content: np.ndarray) -> None:
        rows = ((name, number, part) for number, part in chunked(content))
        self._into.executemany("insert into chunk values(?, ?, ?)", rows)

    # What can be asked for beside words.

    def _write_columns(self) -> None:
        asked = [*COLUMNS, *(flag for flag in FLAGS if flag not in ASKED_EACH_TIME)]
        for done, name in enumerate(asked):
            self._progress(PART_OF_COLUMNS * done / len(asked))
            if name in FLAGS:
                found = self._db.execute(QUOTES_WITH.format(flag=FLAGS[name]), {"author": ""})
                self._write_held(name, 1, found.fetchone()[0])
                continue
            for value, quotes in self._db.execute(
                QUOTES_BY_VALUE.format(pairs=COLUMNS[name].named_pairs)
            ):
                self._write_held(name, value, quotes)

    def _write_held(self, name: str, value: int | str, quotes: str | None) -> None:
        row = (name, value, *packed(self._read(quotes)))
        self._into.execute("insert into held values(?, ?, ?, ?)", row)

    def _read(self, ids: str | None) -> Numbers:
        """Ordinals of ids that SQLite joined by commas: four times as fast as rows of them."""
        if not ids:
            return np.zeros(0, np.uint32)
        known = np.fromstring(ids, np.int64, sep=",")
        known = self._ordinals[known[known < len(self._ordinals)]]
        return np.unique(known[known != NO_ORDINAL])

    # Words.

    def _write_words(self) -> None:
        total = max(1, self._db.execute(COUNT_WORDS).fetchone()[0])
        prefixes = _Prefixes(self._into)
        for done, (word, count) in enumerate(self._db.execute(WORDS).fetchall()):
            if done % 1_000 == 0:
                self._progress(PART_OF_COLUMNS + (1 - PART_OF_COLUMNS) * done / total)
            quotes = self._quotes_with(word, count)
            self._into.execute("insert into term values(?, ?, ?)", (word, *packed(quotes)))
            prefixes.add(word, quotes)
        prefixes.close()

    def _quotes_with(self, word: str, count: int) -> Numbers:
        found = self._db.execute(QUOTES_WITH_WORD, (f'"{word}"',)).fetchone()[0]
        if (found.count(",") + 1 if found else 0) != count:
            # Asked for by itself the word is cut in another way than where it stands.
            found = self._db.execute(INSTANCES_OF_WORD, (word,)).fetchone()[0]
        return self._read(found)


class _Prefixes:
    """Quotes with a word that begins with the same one or two letters; words come in order."""

    def __init__(self, into: Connection) -> None:
        self._into = into
        self._open: dict[int, tuple[str, int, BitMap]] = {}

    def add(self, word: str, quotes: Numbers) -> None:
        for length in LETTERS_OF_PREFIXES:
            start = word[:length]
            if len(start) < length:
                continue
            held, words, found = self._open.get(length, ("", 0, BitMap()))
            if held != start:
                self._write(length)
                words, found = 0, BitMap()
            found |= BitMap(quotes)
            self._open[length] = start, words + 1, found

    def close(self) -> None:
        for length in LETTERS_OF_PREFIXES:
            self._write(length)

    def _write(self, length: int) -> None:
        start, words, found = self._open.pop(length, ("", 0, BitMap()))
        if words >= WORDS_OF_PREFIX:
            self._into.execute("insert into prefix values(?, ?, ?)", (start, *packed_set(found)))


def main(arguments: list[str]) -> int:
    """Make a cache at a low priority, so that nothing waits for it."""
    library, cache = map(Path, arguments)
    if hasattr(os, "nice"):
        os.nice(10)
    with alone(cache) as told:
        if told is not None:
            make(library, cache, told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
