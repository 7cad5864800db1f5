"""Which ordinals fulfil a condition, as the cache knows them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache, reduce
from typing import Final

import numpy as np
from pyroaring import BitMap

from storage.condition import Among, Condition, Days, Every, Flag, InNotes, Not, Some, Words
from storage.connections import Connection, sqlite
from storage.index.file import CacheFile
from storage.index.packing import numbers
from storage.query import Term
from storage.sql import names
from storage.sql.columns import ASKED_EACH_TIME, FLAGS
from storage.sql.where import NOTES, match_of
from storage.tokens import one_spelling

READ_AT_MOST: Final = 400
"""Texts in which a phrase is looked for one by one; of more the full-text index finds it sooner."""
SETS_KEPT: Final = 64

CUTTER: Final = """
create virtual table cut using fts5(text, tokenize='unicode61 remove_diacritics 2');
create virtual table word using fts5vocab(cut, instance);
create virtual table read using fts5(
    id unindexed, text, translation, notes, tokenize='unicode61 remove_diacritics 2');
"""
READ: Final = "select id from read where read match ?"
CUT: Final = "select term from word order by offset"
TEXTS: Final = """
select id, text, translation, notes from quote_words where id in (select value from json_each(?))
"""
MATCHING: Final = "select group_concat(rowid) from quote_fts where quote_fts match ?"
WITH_FLAG: Final = "select q.id from quote q where {flag}"


class Finder:
    """Puts sets of the cache together, and keeps those that were used last."""

    def __init__(self, cache: CacheFile) -> None:
        self._cache = cache
        self._kept: OrderedDict[Condition, BitMap] = OrderedDict()

    def of(self, db: Connection, author: str, condition: Condition) -> BitMap:
        """The ordinals of all quotes that fulfilled it when the cache was made."""

        def found(part: Condition) -> BitMap:
            match part:
                case Words(term):
                    return self._remembered(part, lambda: self._with_words(db, term))
                case InNotes(term):
                    return self._matching(db, NOTES + match_of([term]))
                case Among("id", values):
                    return self._cache.ordinals_of(np.array(values, np.int64))
                case Among(column, values):
                    return self._remembered(part, lambda: self._among(column, values))
                case Flag(name) if name in ASKED_EACH_TIME:
                    return self._flagged(db, author, name)
                case Flag(name):
                    return self._remembered(part, lambda: self._cache.with_value(name, 1))
                case Days(first, last):
                    return self._within(first, last)
                case Every(parts):
                    return self._every(parts, found)
                case Some(parts):
                    return BitMap.union(BitMap(), *map(found, parts))
                case Not(inner):
                    return self._everything() - found(inner)

        return found(condition)

    def _remembered(self, condition: Condition, find: Callable[[], BitMap]) -> BitMap:
        if condition not in self._kept:
            self._kept[condition] = find()
            if len(self._kept) > SETS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(condition)
        return self._kept[condition]

    def _everything(self) -> BitMap:
        return BitMap(range(self._cache.size))

    def _every(self, parts: tuple[Condition, ...], found: Callable[[Condition], BitMap]) -> BitMap:
        """What is left out is taken from what is there, not from everything."""
        wished = sorted((found(part) for part in parts if not isinstance(part, Not)), key=len)
        left = reduce(BitMap.intersection, wished) if wished else self._everything()
        for part in parts:
            if isinstance(part, Not):
                left = left - found(part.part)
        return left

    def _among(self, column: str, values: Iterable[int | str]) -> BitMap:
        sets = (self._cache.with_value(column, value) for value in values)
        return BitMap.union(BitMap(), *sets)

    def _flagged(self, db: Connection, author: str, name: str) -> BitMap:
        rows = db.execute(WITH_FLAG.format(flag=FLAGS[name]), {"author": author})
        return self._cache.ordinals_of(np.fromiter((row[0] for row in rows), np.int64))

    def _within(self, first: int, last: int) -> BitMap:
        """By overlap: exact days are a range of ordinals, the others are looked at one by one."""
        days, (imprecise, starts) = self._cache.last_days, self._cache.imprecise
        start, end = self._cache.before_day(first), self._cache.before_day(last + 1)
        ends = days[imprecise]
        overlapping = imprecise[(starts <= max(last, 0)) & (ends >= max(first, 0))]
        exact = BitMap(range(start, end)) - BitMap(imprecise)
        return exact | BitMap(overlapping)

    # Words.

    def _with_words(self, db: Connection, term: Term) -> BitMap:
        words = cut(term.value)
        if not words:
            return self._everything()
        *whole, last = words
        sets = [self._cache.with_word(word) for word in whole]
        sets.append(self._cache.with_start(last) if term.prefix else self._cache.with_word(last))
        found = reduce(BitMap.intersection, sorted(sets, key=len))
        return self._with_phrase(db, term, found) if whole and found else found

    def _with_phrase(self, db: Connection, term: Term, candidates: BitMap) -> BitMap:
        """Those among the candidates in which the words stand next to each other."""
        if len(candidates) > READ_AT_MOST:
            return self._matching(db, match_of([term]))
        return self._cache.ordinals_of(np.array(self._read(db, term, candidates), np.int64))

    def _matching(self, db: Connection, match: str) -> BitMap:
        """What the library's own index finds now; of quotes that did not change it is the same."""
        ids = db.execute(MATCHING, (match,)).fetchone()[0]
        found = np.fromstring(ids, np.int64, sep=",") if ids else np.zeros(0, np.int64)
        return self._cache.ordinals_of(found)

    def _read(self, db: Connection, term: Term, candidates: BitMap) -> list[int]:
        """Those of which the texts, brought into an index of their own, hold the phrase."""
        ids = self._cache.ids[numbers(candidates)].tolist()
        texts = db.execute(TEXTS, (names.as_json(ids),)).fetchall()
        with _CUTTING:
            cutter = _cutter()
            cutter.execute("begin")
            cutter.executemany("insert into read values(?, ?, ?, ?)", map(tuple, texts))
            found = [row[0] for row in cutter.execute(READ, (match_of([term]),))]
            cutter.execute("rollback")
        return found


_CUTTING: Final = threading.Lock()
"""One text is cut at a time: readers in several threads share the cutter."""


@lru_cache
def _cutter() -> Connection:
    db = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.executescript(CUTTER)
    return db


@lru_cache(maxsize=1_000)
def cut(text: str) -> tuple[str, ...]:
    """The words of a text as SQLite's own index cuts and folds them."""
    db = _cutter()
    db.execute(
        "insert into cut(rowid, text) values(1, ?)", (one_spelling(text).replace("\0", " "),)
    )
    words = tuple(row[0] for row in db.execute(CUT))
    db.execute("delete from cut where rowid = 1")
    return words
