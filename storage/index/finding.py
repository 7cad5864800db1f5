"""Which ordinals fulfil a condition, as the cache knows them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial, reduce
from typing import Final, TypeAlias

import numpy as np
from pyroaring import BitMap

from storage.condition import Among, Condition, Days, Every, Flag, InNotes, Not, Some, Words
from storage.connections import Connection
from storage.index.cutting import cut, with_phrases
from storage.index.file import CacheFile
from storage.index.packing import numbers
from storage.query import Term
from storage.sql.columns import ASKED_EACH_TIME, FLAGS
from storage.sql.where import NOTES, match_of

READ_AT_MOST: Final = 400
"""Texts in which a phrase is looked for one by one; of more the full-text index finds it sooner."""
READ_AT_FIRST: Final = 250
READ_FOR_NEWEST: Final = 2_000
"""Texts that are read for the newest quotes with a phrase, at about 8 µs each."""
BYTES_KEPT: Final = 24 << 20
"""Of sets that are kept, if each took a bit for every quote."""
SETS_KEPT: Final = 64

MATCHING: Final = "select group_concat(rowid) from quote_fts where quote_fts match ?"
WITH_FLAG: Final = "select q.id from quote q where {flag}"


Find: TypeAlias = Callable[[Condition], BitMap]


class Finder:
    """Puts sets of the cache together, and keeps those that were used last."""

    def __init__(self, cache: CacheFile) -> None:
        self._cache = cache
        self._kept: OrderedDict[Condition, BitMap] = OrderedDict()
        self._most_kept = min(SETS_KEPT, 8 * BYTES_KEPT // max(1, cache.size))

    def of(self, db: Connection, author: str, condition: Condition) -> BitMap:
        """The ordinals of all quotes that fulfilled it when the cache was made."""
        match condition:
            case Words(term):
                return self._remembered(condition, lambda: self._with_words(db, term))
            case InNotes(term):
                return self._matching(db, NOTES + match_of([term]))
            case Among("id", values):
                return self._cache.ordinals_of(np.array(values, np.int64))
            case Among(column, values):
                return self._remembered(condition, lambda: self._among(column, values))
            case Flag(name) if name in ASKED_EACH_TIME:
                return self._flagged(db, author, name)
            case Flag(name):
                return self._remembered(condition, lambda: self._cache.with_value(name, 1))
            case Days(first, last):
                return self._within(first, last)
            case Every(parts):
                return self._every(db, parts, partial(self.of, db, author))
            case Some(parts):
                return BitMap.union(BitMap(), *map(partial(self.of, db, author), parts))
            case Not(inner):
                return self._everything() - self.of(db, author, inner)

    def newest(
        self, db: Connection, author: str, condition: Condition, but: BitMap, count: int
    ) -> BitMap:
        """Ordinals of the newest quotes that fulfil it: `count` or some more, none of `but`.

        Only where phrases of common words make it long to find all: else none, as where they are
        so far apart that none is soon met.
        """
        parts = condition.parts if isinstance(condition, Every) else (condition,)
        candidates, long = self._candidates(parts, partial(self.of, db, author))
        candidates = candidates - but
        if not long or len(candidates) <= READ_AT_MOST:
            return BitMap()
        found, read, many = BitMap(), 0, READ_AT_FIRST
        # Where they turn out to be rare the full-text index is asked sooner.
        while len(found) < count and count * read <= READ_FOR_NEWEST * len(found):
            end = len(candidates) - read
            if not end:
                break
            found |= self._reading(db, candidates[max(0, end - many) : end], long)
            read = min(read + many, len(candidates))
            many = min(2 * many, READ_FOR_NEWEST - read)
        return found

    def _remembered(self, condition: Condition, find: Callable[[], BitMap]) -> BitMap:
        if condition not in self._kept:
            self._kept[condition] = find()
            if len(self._kept) > self._most_kept:
                self._kept.popitem(last=False)
        self._kept.move_to_end(condition)
        return self._kept[condition]

    def _everything(self) -> BitMap:
        return BitMap(range(self._cache.size))

    def _every(self, db: Connection, parts: tuple[Condition, ...], found: Find) -> BitMap:
        """Of few quotes it is soon read whether they hold a phrase of common words."""
        candidates, long = self._candidates(parts, found)
        if long and len(candidates) <= READ_AT_MOST:
            return self._reading(db, candidates, long)
        return reduce(BitMap.intersection, map(found, long), candidates)

    def _candidates(self, parts: tuple[Condition, ...], found: Find) -> tuple[BitMap, list[Words]]:
        """What fulfils all parts, but for phrases that are long to find, and these.

        What is left out is taken from what is there, not from everything.
        """
        long = [part for part in parts if isinstance(part, Words) and self._is_long(part)]
        wished = [found(part) for part in parts if not isinstance(part, Not) and part not in long]
        wished += [self._with_all(part.term) for part in long]
        left = (
            reduce(BitMap.intersection, sorted(wished, key=len)) if wished else self._everything()
        )
        for part in parts:
            if isinstance(part, Not):
                left = left - found(part.part)
        return left, long

    def _is_long(self, part: Words) -> bool:
        return (
            part not in self._kept
            and len(cut(part.term.value)) > 1
            and len(self._with_all(part.term)) > READ_AT_MOST
        )

    def _among(self, column: str, values: Iterable[int | str]) -> BitMap:
        sets = (self._cache.with_value(column, value) for value in values)
        return BitMap.union(BitMap(), *sets)

    def _flagged(self, db: Connection, author: str, name: str) -> BitMap:
        rows = db.execute(WITH_FLAG.format(flag=FLAGS[name]), {"author": author})
        return self._cache.ordinals_of(np.fromiter((row[0] for row in rows), np.int64))

    def _within(self, first: int, last: int) -> BitMap:
        """By overlap: exact days are a range of ordinals, the others are looked at one by one."""
        days, (imprecise, starts) = self._cache.last_days, self._cache.imprecise
        start, end = self._cache.last_days.before(first), self._cache.last_days.before(last + 1)
        ends = days.at(imprecise)
        overlapping = imprecise[(starts <= max(last, 0)) & (ends >= max(first, 0))]
        exact = BitMap(range(start, end)) - BitMap(imprecise)
        return exact | BitMap(overlapping)

    # Words.

    def _with_words(self, db: Connection, term: Term) -> BitMap:
        found = self._with_all(term)
        if len(cut(term.value)) < 2 or not found:  # that is no phrase
            return found
        if len(found) > READ_AT_MOST:
            return self._matching(db, match_of([term]))
        return self._reading(db, found, [Words(term)])

    def _with_all(self, term: Term) -> BitMap:
        """Those that hold all words of a term, wherever they stand."""
        words = cut(term.value)
        if not words:
            return self._everything()
        *whole, last = words
        sets = [self._cache.with_word(word) for word in whole]
        sets.append(self._cache.with_start(last) if term.prefix else self._cache.with_word(last))
        return reduce(BitMap.intersection, sorted(sets, key=len))

    def _reading(self, db: Connection, candidates: BitMap, phrases: Iterable[Words]) -> BitMap:
        """Those among the candidates of which the texts hold these phrases."""
        quotes = self._cache.ids.at(numbers(candidates)).tolist()
        found = with_phrases(db, quotes, [each.term for each in phrases])
        return self._cache.ordinals_of(np.array(found, np.int64))

    def _matching(self, db: Connection, match: str) -> BitMap:
        """What the library's own index finds now; of quotes that did not change it is the same."""
        ids = db.execute(MATCHING, (match,)).fetchone()[0]
        found = np.fromstring(ids, np.int64, sep=",") if ids else np.zeros(0, np.int64)
        return self._cache.ordinals_of(found)
