"""One reader's way to the cache: opened when it is there, let go of when it cannot be believed."""

from __future__ import annotations

import os
from pathlib import Path

from storage.answer import Answer
from storage.condition import Condition
from storage.connections import Connection
from storage.errors import CacheDamaged, CacheUnusable
from storage.index.answers import IndexedAnswer
from storage.index.changed import Changed
from storage.index.counting import Ranks
from storage.index.file import CacheFile
from storage.index.finding import Finder
from storage.index.speaking import Speakers
from storage.sql import identities


class CacheView:
    """For one connection, whose state of the library only ever goes forward."""

    def __init__(self, path: Path, author: str) -> None:
        self._path = path
        self._author = author
        self._open: tuple[CacheFile, Changed, Finder, Speakers] | None = None
        self._ranks = Ranks()
        self._useless: tuple[int, int, int] | None = None

    def answer(self, db: Connection, condition: Condition) -> Answer:
        """The answer by the cache.

        Raises:
            CacheUnusable: SQLite has to find it by itself; what was found before may raise it too.
        """
        cache, changed, finder, speakers = self._current(db)
        if changed.catch_up(db):
            self._ranks.forget()
            speakers.forget()
            cache.count_as_same(identities.read(db))
        return IndexedAnswer(
            db, cache, changed, finder, self._ranks, speakers, self._author, condition
        )

    def close(self) -> None:
        if self._open:
            cache, changed, _, _ = self._open
            self._open = None
            changed.close()
            cache.close()

    def _current(self, db: Connection) -> tuple[CacheFile, Changed, Finder, Speakers]:
        """The cache that is there now; one that was of no use is not tried again."""
        made = self._made()
        if made is None or made == self._useless:
            msg = "none of use is there"
            raise CacheUnusable(msg)
        if self._open is None or _identity(self._open[0].made) != made:
            self.close()
            cache = CacheFile(self._path, db)
            cache.count_as_same(identities.read(db))
            self._open = cache, Changed(cache, self._author), Finder(cache), Speakers(cache)
        return self._open

    def _made(self) -> tuple[int, int, int] | None:
        try:
            return _identity(self._path.stat())
        except OSError:
            return None

    def give_up(self, error: CacheUnusable) -> None:
        """Let go of a cache that cannot be believed, until another one is there."""
        self._useless = self._made()
        if isinstance(error, CacheDamaged):
            self._path.unlink(missing_ok=True)
        self.close()


def _identity(file: os.stat_result) -> tuple[int, int, int]:
    return file.st_ino, file.st_mtime_ns, file.st_size
