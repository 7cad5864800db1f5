"""The cache's file: what is in it, and whether it may be believed."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from pyroaring import BitMap

from storage.connections import Connection, sqlite
from storage.errors import CacheDamaged, CacheUnusable
from storage.index.arrays import Chunked, SortedRuns
from storage.index.counting import Column, Several, Voices
from storage.index.keeping import open_cache, read_meta
from storage.index.packing import Ids, Numbers, unpacked
from storage.index.sealing import seal_of, sealed
from storage.sql.identities import Identities

NO_ORDINAL: Final = 0xFFFFFFFF
LAST_LETTER: Final = "\U0010ffff"

TABLES: Final = """
create table meta(
    format integer not null, library blob not null, op blob, change integer not null,
    quotes integer not null, ids integer not null) strict;
create table term(word text primary key, n integer not null, quotes blob not null) strict;
create table prefix(start text primary key, n integer not null, quotes blob not null) strict;
create table held(
    name text not null, value not null, n integer not null, quotes blob not null,
    primary key(name, value));
create table numbers(name text primary key, width integer not null, content blob not null) strict;
create table chunk(
    name text not null, n integer not null, content blob not null, primary key(name, n)) strict;
"""
WORD: Final = "select n, quotes from term where word = ?"
WORDS_FROM: Final = "select n, quotes from term where word >= ? and word < ?"
PREFIX: Final = "select n, quotes from prefix where start = ?"
HELD: Final = "select n, quotes from held where name = ? and value = ?"
VALUES: Final = "select value, n, quotes from held where name = ?"
NUMBERS: Final = "select width, content from numbers where name = ?"
CHUNK: Final = "select content from chunk where name = ? and n = ?"


class CacheFile:
    """A cache that was made and is never written to again; a newer one takes its place.

    Raises:
        CacheUnusable: it is none for this library; `db` reads the library.
    """

    def __init__(self, path: Path, db: Connection) -> None:
        try:
            self.made = path.stat()
            is_sound = sealed(path) == seal_of(path)
            self._cache = open_cache(path)
        except (OSError, sqlite.Error) as error:
            raise CacheUnusable(str(error)) from error
        if not is_sound:
            self.close()
            msg = "It is not what was written."
            raise CacheDamaged(msg)
        try:
            with _damage():
                meta = read_meta(self._cache, db)
        except BaseException:
            self.close()
            raise
        self.same = Identities({})
        self.change, self.size, self._ids_in_all = meta.change, meta.size, meta.ids

    def close(self) -> None:
        self._cache.close()

    # Sets.

    def with_word(self, word: str) -> BitMap:
        return self._set(WORD, word)

    def with_start(self, start: str) -> BitMap:
        """Quotes with a word that begins so."""
        short = self._rows(PREFIX, start)
        return unpacked(short or self._rows(WORDS_FROM, start, start + LAST_LETTER))

    def with_value(self, name: str, value: int | str) -> BitMap:
        """Quotes that have that value in a column; for a flag, 1 where it is so."""
        return self._set(HELD, name, value)

    def values_of(self, name: str) -> Iterator[tuple[int, BitMap]]:
        """Each value of a column with the quotes that have it."""
        with _damage():
            for value, count, quotes in self._cache.execute(VALUES, (name,)):
                yield value, unpacked([(count, quotes)])

    def _set(self, statement: str, *values: int | str) -> BitMap:
        return unpacked(self._rows(statement, *values))

    def _rows(self, statement: str, *values: int | str) -> list[tuple[int, bytes]]:
        with _damage():
            return self._cache.execute(statement, values).fetchall()

    # Arrays, by ordinal.

    @cached_property
    def ids(self) -> Chunked:
        return self._chunked("ids", self.size)

    @cached_property
    def ordinals(self) -> Chunked:
        """By id: its ordinal, or `NO_ORDINAL`."""
        return self._chunked("ordinals", self._ids_in_all)

    @cached_property
    def sources(self) -> Chunked:
        return self._chunked("source", self.size)

    @cached_property
    def last_days(self) -> SortedRuns:
        """The last day on which a quote may have been said, as the library counts days."""
        return SortedRuns(self._numbers("days"), self._numbers("starts of days"), self.size)

    def count_as_same(self, same: Identities) -> None:
        """Those who are judged to be the same are one speaker from here on."""
        if same.merged != self.same.merged:
            self.same = same
            for each in ("voices", "joint", "actors"):
                vars(self).pop(each, None)

    def _counted_as(self, actors: Numbers) -> Numbers:
        """By whom those are counted."""
        if not self.same.merged:
            return actors
        counted = actors.astype(np.uint32)
        for actor, kept in self.same.merged.items():
            counted[actors == actor] = kept
        return counted

    @cached_property
    def voices(self) -> Voices:
        """Ids of actors and roles."""
        speakers, roles = (self._numbers(f"{each} of voices") for each in ("speakers", "roles"))
        return Voices(self._numbers("voice"), self._counted_as(speakers), roles)

    @cached_property
    def formats(self) -> Column:
        return Column(self._numbers("format"))

    @cached_property
    def joint(self) -> Several:
        """Other speakers of joint statements."""
        ordinals, actors = self._numbers("joint ordinals"), self._numbers("joint actors")
        if self.same.merged:
            pairs = np.stack([ordinals, self._counted_as(actors)], axis=1)
            pairs = pairs[pairs[:, 1] != self.voices.speakers_at(ordinals)]
            ordinals, actors = np.unique(pairs, axis=0).T
        return Several(ordinals, actors)

    @cached_property
    def actors(self) -> int:
        """Ids of speakers are less than that."""
        values = (self.voices.speakers, self.joint.values)
        return 1 + max(int(each.max(initial=0)) for each in values)

    @cached_property
    def imprecise(self) -> tuple[Numbers, Numbers]:
        """Quotes whose day is not one day: ordinals in order, and the first day of each."""
        return self._numbers("imprecise ordinals"), self._numbers("imprecise said_lo")

    def _numbers(self, name: str) -> Numbers:
        with _damage():
            width, content = self._cache.execute(NUMBERS, (name,)).fetchone()
            return np.frombuffer(content, f"<u{width}")

    def _chunked(self, name: str, length: int) -> Chunked:
        def read(number: int) -> bytes:
            with _damage():
                return self._cache.execute(CHUNK, (name, number)).fetchone()[0]

        return Chunked(length, read)

    def ordinals_of(self, ids: Ids) -> BitMap:
        """Of quotes by their ids; those without an ordinal are left out."""
        known = self.ordinals.at(ids[ids < len(self.ordinals)])
        return BitMap(known[known != NO_ORDINAL])


@contextlib.contextmanager
def _damage() -> Generator[None]:
    """A file that was cut short or filled with noise tells so in many ways."""
    try:
        yield
    except (sqlite.Error, TypeError, ValueError) as error:
        raise CacheDamaged(str(error)) from error
