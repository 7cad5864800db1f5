"""What has changed since a cache was made: those quotes are asked of the library itself."""

from __future__ import annotations

import bisect
from typing import Final, NamedTuple

import numpy as np
from pyroaring import BitMap

from storage.changes import LAST_CHANGE
from storage.condition import Condition
from storage.connections import Connection, sqlite
from storage.errors import CacheUnusable
from storage.index.file import CacheFile
from storage.index.keeping import CHANGES_BORNE
from storage.sql import names, unseen, withheld
from storage.sql.where import where
from storage.tokens import one_spelling

SINCE: Final = "select seq, letter, key, quote from change_log where seq > ? order by seq"
FOUND_IN: Final = """
select distinct p.quote from quote_span p join source_text t on t.id = p.source_text
join main.source s on s.id = t.source where s.key = ?
"""
WITH_PRIVATE_NOTES: Final = "select distinct quote from note where handling = 'private'"
TEXTS: Final = """
select w.id, w.text, w.translation, (
    select group_concat(n.text, char(10)) from note n
    where n.quote = w.id and (n.handling <> 'private' or n.author = :author))
from quote_words w where w.id in (select value from json_each(:ids))
"""
PLACES: Final = """
select q.id, q.said_hi, q.said_lo, q.key from quote q
where q.id in (select value from json_each(:changed)) and {where}
"""
PLACE: Final = "select said_hi, said_lo, key from quote where id = ?"
WORDS: Final = """
create virtual table words using fts5(
    text, translation, notes, tokenize='unicode61 remove_diacritics 2')
"""
FORGET: Final = "delete from words where rowid = ?"
LEARN: Final = "insert into words(rowid, text, translation, notes) values(?, ?, ?, ?)"
MATCHING: Final = "select rowid from words where words match ?"

BATCH: Final = "b"
SOURCE: Final = "s"


class Place(NamedTuple):
    """A quote's place in the order of answers, oldest first."""

    said_hi: int
    said_lo: int
    key: bytes


class Changed:
    """Quotes of which the cache may be wrong, as they are now.

    Quotes with private notes, or with stances that others do not see yet, are always among them:
    what they are found by hangs on who asks.
    """

    def __init__(self, cache: CacheFile, author: str) -> None:
        self._cache = cache
        self._author = author
        self._seen = cache.change
        self._ids: set[int] = set()
        self._before: dict[Place, int] = {}
        self._words = sqlite.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._words.execute(WORDS)
        self._is_new = True
        self.ordinals = BitMap()

    def close(self) -> None:
        self._words.close()

    def catch_up(self, db: Connection) -> bool:
        """Learn what was committed since the last time; whether it was about more than quotes.

        Raises:
            CacheUnusable: more has changed than can be asked for each time.
        """
        last = int(db.execute(LAST_CHANGE).fetchone()[0])
        if last == self._seen and not self._is_new:
            return False
        changes = db.execute(SINCE, (self._seen,)).fetchmany(CHANGES_BORNE + 1)
        if len(changes) > CHANGES_BORNE or any(each["letter"] == BATCH for each in changes):
            msg = "too much has changed since it was made"
            raise CacheUnusable(msg)
        changed = {each["quote"] for each in changes if each["quote"] is not None}
        for source in {each["key"] for each in changes if each["letter"] == SOURCE}:
            changed |= {row[0] for row in db.execute(FOUND_IN, (source,))}
        by_reader = {row[0] for row in db.execute(WITH_PRIVATE_NOTES)}
        by_reader.update(withheld.quotes(db, self._author))
        by_reader.update(row[0] for row in db.execute(unseen.BY_READER))
        changed |= by_reader - self._ids
        if len(self._ids) + len(changed) > CHANGES_BORNE:
            msg = "too many quotes have changed since it was made"
            raise CacheUnusable(msg)
        self._learn(db, changed)
        self._seen, self._is_new = last, False
        return any(each["quote"] is None for each in changes)

    def _learn(self, db: Connection, changed: set[int]) -> None:
        self._ids |= changed
        self._before.clear()
        self.ordinals = self._cache.ordinals_of(np.array(sorted(self._ids), np.int64))
        self._words.execute("begin")
        self._words.executemany(FORGET, [(each,) for each in changed])
        asked = {"ids": names.as_json(changed), "author": self._author}
        for row in db.execute(TEXTS, asked):
            quote, *texts = row
            self._words.execute(LEARN, (quote, *(one_spelling(text or "") for text in texts)))
        self._words.execute("commit")

    def fitting(self, db: Connection, condition: Condition) -> list[tuple[Place, int]]:
        """Those that fulfil a condition now, with their ids, oldest first."""
        if not self._ids:
            return []
        clause = where(db, condition, self._author, self._with_words)
        asked = {**clause.parameters, "changed": names.as_json(self._ids)}
        found = db.execute(clause.within(PLACES), asked)
        return sorted((Place(row[1], row[2], row[3]), row[0]) for row in found)

    def _with_words(self, match: str) -> list[int]:
        return [row[0] for row in self._words.execute(MATCHING, (match,))]

    def before(self, db: Connection, place: Place) -> int:
        """How many ordinals come before that place in the order of the cache."""
        if place not in self._before:
            self._before[place] = self._count_before(db, place)
        return self._before[place]

    def _count_before(self, db: Connection, place: Place) -> int:
        start = self._cache.last_days.before(place.said_hi)
        end = self._cache.last_days.before(place.said_hi + 1)
        same_day = BitMap(range(start, end)) - self.ordinals  # of the others no place is known
        number = bisect.bisect_left(_Places(db, self._cache, same_day), place)
        return int(same_day[number]) if number < len(same_day) else end


class _Places:
    """The places of some ordinals, looked up one by one."""

    def __init__(self, db: Connection, cache: CacheFile, ordinals: BitMap) -> None:
        self._db = db
        self._cache = cache
        self._ordinals = ordinals

    def __len__(self) -> int:
        return len(self._ordinals)

    def __getitem__(self, number: int) -> Place:
        (quote,) = self._cache.ids.at(np.array([self._ordinals[number]])).tolist()
        return Place(*self._db.execute(PLACE, (quote,)).fetchone())
