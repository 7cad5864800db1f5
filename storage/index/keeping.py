"""Whether a cache is due or of use, and the one process that makes it. Nothing heavy is here."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Final, NamedTuple

from storage.changes import LAST_CHANGE
from storage.connections import Connection, sqlite
from storage.errors import CacheUnusable

PAYS_FROM: Final = 20_000
"""Quotes: below that SQLite alone answers a letter in a few milliseconds."""
CHANGES_BORNE: Final = 20_000
"""Quotes that may have changed since: 160 ms are spent on so many once, then a new one is due."""

SECONDS_BETWEEN: Final = 30.0
"""Two makings that both came to nothing are no further apart than that."""
FORMAT: Final = 6
"""Of the file; one of another format is made anew."""

QUOTES: Final = "select coalesce(max(rowid), 0) from quote"
META: Final = "select format, library, op, change, quotes, ids from meta"
LIBRARY: Final = "select key from library"
IS_OP_THERE: Final = "select 1 from op where hash = ?"
CHANGES_SINCE: Final = """
select count(*), coalesce(sum(letter = 'b'), 0) from change_log where seq > ?
"""


class Meta(NamedTuple):
    """What a cache says of itself: from which library it was made, and in which state of it."""

    format: int
    library: bytes
    op: bytes | None
    change: int
    size: int
    ids: int
    """One more than its largest id."""


def read_meta(cache: Connection, db: Connection) -> Meta:
    """What a cache says of itself, if it belongs to this library and to what has become of it.

    Raises:
        CacheUnusable: it does not.
        sqlite.Error: it is no cache.
    """
    meta = Meta(*cache.execute(META).fetchone())
    is_ours = meta.format == FORMAT and meta.library == db.execute(LIBRARY).fetchone()[0]
    # A library that was put back to an earlier state has another log behind the same numbers.
    is_ours = is_ours and (meta.op is None or bool(db.execute(IS_OP_THERE, (meta.op,)).fetchone()))
    if not is_ours or meta.change > db.execute(LAST_CHANGE).fetchone()[0]:
        msg = "It was made for another library, or for another state of this one."
        raise CacheUnusable(msg)
    return meta


def is_due(path: Path, db: Connection) -> bool:
    """Whether a cache is worth making and the one that is there is none, or soon to be too old."""
    if db.execute(QUOTES).fetchone()[0] < PAYS_FROM:
        return False
    try:
        with contextlib.closing(open_cache(path)) as cache:
            meta = read_meta(cache, db)
    except (CacheUnusable, OSError, TypeError, sqlite.Error):
        return True
    changes, imports = db.execute(CHANGES_SINCE, (meta.change,)).fetchone()
    return bool(changes > CHANGES_BORNE / 2 or imports)


def open_cache(path: Path) -> Connection:
    """Open a cache, which nobody writes to any more."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite.connect(uri, uri=True, check_same_thread=False)


class Keeper:
    """Has caches of one library made when they are due."""

    def __init__(self, library: Path, cache: Path) -> None:
        self._library = library
        self._cache = cache
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def tend(self, db: Connection) -> float | None:
        """Start what is due; how much of a new cache is made by now, None where none is."""
        made = progress(self._cache)
        if made is not None:
            return made
        if self._process is not None and self._process.poll() is None:
            return 0.0
        if time.monotonic() < self._not_before or not is_due(self._cache, db):
            return None
        self._not_before = time.monotonic() + SECONDS_BETWEEN
        self._process = start_making(self._library, self._cache)
        return None if self._process is None else 0.0


def start_making(library: Path, cache: Path) -> subprocess.Popen[bytes] | None:
    """Have a process of its own make a cache; None where that cannot be started.

    It goes on when this program ends, and ends at once where another is at it already.
    """
    try:
        cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return subprocess.Popen(  # noqa: S603  # our own module, on files named by its caller
            [sys.executable, "-m", "storage.index.making", str(library), str(cache)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    except OSError:
        return None


def progress(cache: Path) -> float | None:
    """How much of a new cache is made, from 0 to 1; None where none is being made."""
    import fcntl  # noqa: PLC0415  # not on Windows

    try:
        with _lock_file(cache).open("r+b") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return float(lock.read(6) or 0)
    except (OSError, ValueError):
        pass
    return None


@contextlib.contextmanager
def alone(cache: Path) -> Generator[Callable[[float], None] | None]:
    """Be the one process that makes this cache: gives what tells its progress, else None."""
    import fcntl  # noqa: PLC0415  # as above

    lock = os.open(_lock_file(cache), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return

        def tell(part: float) -> None:
            os.pwrite(lock, f"{part:.4f}".encode(), 0)

        tell(0.0)
        yield tell
    finally:
        os.close(lock)


def _lock_file(cache: Path) -> Path:
    return cache.with_suffix(".making")
