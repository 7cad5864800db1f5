"""How a library's file is opened: one recipe for every connection, one writer, leased readers."""

from __future__ import annotations

import contextlib
import os
import random
import threading
import time
from collections.abc import Generator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from storage import access
from storage.access import Stamp
from storage.errors import (
    Interrupted,
    LibraryBusy,
    LibraryReadOnly,
    LibraryUnusable,
    StorageError,
    TookTooLong,
    WriteRefused,
)

# One SQLite in the process, never two: two copies lose each other's file locks. sqlite-utils makes
# the same choice in the same order, which a test holds.
if TYPE_CHECKING:
    import sqlite3 as sqlite
else:
    try:
        import pysqlite3.dbapi2 as sqlite
    except ImportError:
        import sqlite3 as sqlite

Connection = sqlite.Connection
Row = sqlite.Row

# Before this version two connections that write can corrupt a library in WAL mode.
WAL_IS_SAFE_FROM: Final = (3, 51, 3)
BUSY_TIMEOUT_MS: Final = 5_000
WRITE_PATIENCE_SECONDS: Final = 15.0
RETRY_SECONDS: Final = (0.0005, 0.003)
GAP_SECONDS: Final = 0.004  # longer than another that waits for the lock pauses between two tries
PROGRESS_STEPS: Final = 20_000  # virtual machine steps between two looks at the clock, about 1 ms
READERS_KEPT: Final = 4

_PRAGMAS: Final = (
    "synchronous = FULL",
    f"busy_timeout = {BUSY_TIMEOUT_MS}",
    "foreign_keys = ON",
    "cell_size_check = ON",
    "secure_delete = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",
    "wal_autocheckpoint = 1000",
)
_WHILE_LOADING: Final = ("cache_size = -65536", "wal_autocheckpoint = 16000")
_INDEX_IN_A_TRIGGER: Final = """
pragma trusted_schema = OFF;
create table texts(text);
create virtual table words using fts5(text);
create trigger indexed after insert on texts begin insert into words values(new.text); end;
"""
_DENIED: Final = frozenset({sqlite.SQLITE_ATTACH, sqlite.SQLITE_DETACH})


class Engine(NamedTuple):
    """The SQLite of this process. `is_affected`: two writers can corrupt a library in WAL mode."""

    version: str
    module: str
    has_fts5: bool
    is_affected: bool
    journal: str


def engine() -> Engine:
    """Which SQLite runs here, and what follows from it."""
    with contextlib.closing(sqlite.connect(":memory:")) as db:
        options = {row[0] for row in db.execute("pragma compile_options")}
    return Engine(
        version=sqlite.sqlite_version,
        module=sqlite.__name__.partition(".")[0],
        has_fts5="ENABLE_FTS5" in options,
        is_affected=sqlite.sqlite_version_info < WAL_IS_SAFE_FROM,
        journal=journal_mode(),
    )


def journal_mode() -> str:
    """WAL, or the DELETE journal where this SQLite can corrupt a WAL library with two writers."""
    return "WAL" if sqlite.sqlite_version_info >= WAL_IS_SAFE_FROM else "DELETE"


def connect(path: Path, *, is_read_only: bool = False) -> Connection:
    """Open an existing library by the recipe that every connection to it follows.

    Where it may not be written it is opened to be read alone.

    Raises:
        LibraryUnusable: the file is missing, not readable, or no SQLite database.
    """
    connection = connect_as_it_is(path, is_read_only=is_read_only)
    if is_read_only or not access.may_be_written(path):
        return connection
    try:
        connection.execute(f"pragma journal_mode = {journal_mode()}")
    except sqlite.Error as error:
        connection.close()
        raise unusable(path, error) from error
    return connection


def connect_as_it_is(path: Path, *, is_read_only: bool = False) -> Connection:
    """Open an existing file of which it is not known yet whose it is, and change nothing in it.

    Setting the journal mode writes to the file, so that waits until the file is known.

    Raises:
        LibraryUnusable: the file is missing, not readable, or no SQLite database.
    """
    is_read_only = is_read_only or (path.exists() and not access.may_be_written(path))
    way = access.way_to_read(path) if is_read_only else access.WRITING
    try:
        connection = sqlite.connect(
            f"{path.absolute().as_uri()}?{way}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            timeout=BUSY_TIMEOUT_MS / 1000,
        )
        for pragma in _PRAGMAS:
            connection.execute(f"pragma {pragma}")
        connection.execute(f"pragma trusted_schema = {'ON' if _triggers_need_trust() else 'OFF'}")
        connection.execute("pragma user_version")
    except sqlite.Error as error:
        raise unusable(path, error) from error
    connection.row_factory = sqlite.Row
    return connection


@lru_cache
def _triggers_need_trust() -> bool:
    """Whether this SQLite keeps triggers that nobody vouches for away from a full-text index.

    Older ones do (3.40 does), and without those triggers nothing could be written.
    """
    if sqlite.sqlite_version_info >= WAL_IS_SAFE_FROM:
        return False
    with contextlib.closing(sqlite.connect(":memory:")) as db:
        db.executescript(_INDEX_IN_A_TRIGGER)
        try:
            db.execute("insert into texts values('a')")
        except sqlite.OperationalError:
            return True
    return False


def unusable(path: Path, error: Exception) -> StorageError:
    """The sentence for a file that could not be opened."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return LibraryBusy(
            f"{path} is held by another program. Nothing was lost; try again in a moment."
        )
    if "not a database" in text:
        return LibraryUnusable(
            f"{path} is not a peace-tui library. It was not changed; name another file."
        )
    return LibraryUnusable(
        f"{path} could not be opened ({text}). It was not changed; "
        "check that it is there and may be written."
    )


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite gives its side files the same mode.

    Raises:
        LibraryUnusable: the file or its folder cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        msg = f"{path} could not be made ({error.strerror}). Name a place that you may write to."
        raise LibraryUnusable(msg) from error


@contextlib.contextmanager
def translated() -> Generator[None]:
    """Turn what SQLite raises into the library's own errors."""
    try:
        yield
    except sqlite.OperationalError as error:
        text = str(error)
        if "interrupted" in text:
            raise Interrupted("A newer question took its place.") from error
        if "locked" in text or "busy" in text:
            raise LibraryBusy(
                "Another program holds the library. Nothing was lost; try again in a moment."
            ) from error
        if "full" in text:
            raise WriteRefused(
                "The disk is full. Nothing was saved and nothing was lost; free some space and "
                "save again."
            ) from error
        if "readonly" in text or "disk I/O" in text:
            raise WriteRefused(
                f"The library could not be written ({text}). What was saved before is safe; check "
                "the disk and its permissions, then save again."
            ) from error
        raise LibraryUnusable(
            f"The library could not be read ({text}). It was not changed; run `peace-tui verify`."
        ) from error
    except sqlite.DatabaseError as error:
        raise LibraryUnusable(
            f"The library is damaged or was changed from outside ({error}). Nothing was written; "
            "run `peace-tui verify`."
        ) from error


class Reader:
    """A connection that never writes, leased to one thread at a time."""

    def __init__(self, path: Path, *, is_read_only: bool = False) -> None:
        self._path = path
        self._stamp = _stamp_if_unlocked(path, is_read_only=is_read_only)
        self.connection = connect(path, is_read_only=is_read_only)
        self.connection.execute("pragma query_only = ON")
        self.connection.set_authorizer(_deny_attach)
        self.is_sound = True
        self._deadline: float | None = None
        self._limit_passed = False
        self.connection.set_progress_handler(self._past_deadline, PROGRESS_STEPS)

    @property
    def is_outdated(self) -> bool:
        """Whether the file was read as it lay, and somebody who may write it has written since."""
        return self._stamp is not None and self._stamp != access.stamp(self._path)

    def _past_deadline(self) -> int:
        self._limit_passed = self._deadline is not None and time.monotonic() > self._deadline
        return int(self._limit_passed)

    @contextlib.contextmanager
    def limited(self, seconds: float | None) -> Generator[Connection]:
        """Read under a time limit; every statement inside sees the same state of the library.

        Raises:
            TookTooLong: the limit passed.
        """
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._limit_passed = False
        try:
            with translated():
                self.connection.execute("begin")
                yield self.connection
        except Interrupted:
            if self._limit_passed:
                msg = "That search took too long and was stopped. Narrow it by another word."
                raise TookTooLong(msg) from None
            raise
        finally:
            self._deadline = None
            self._end()

    def _end(self) -> None:
        """End the transaction; a reader with which that cannot be done is not used any more.

        What interrupts one statement interrupts all while another is half read, this one too.
        """
        try:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
        except sqlite.OperationalError:
            self.is_sound = False  # nothing was written: closing it lets go, too

    def interrupt(self) -> None:
        self.connection.interrupt()


def _stamp_if_unlocked(path: Path, *, is_read_only: bool) -> Stamp | None:
    """What the file is before it is opened, where SQLite will not see what others do to it."""
    if not path.exists() or not (is_read_only or not access.may_be_written(path)):
        return None
    return access.stamp(path) if access.way_to_read(path) == access.AS_IT_LIES else None


def _deny_attach(action: int, *_details: str | None) -> int:
    return sqlite.SQLITE_DENY if action in _DENIED else sqlite.SQLITE_OK


class Connections:
    """The connections of one library in one process: one that writes, some that read.

    With `loads` the one that writes is for the many steps of an import, which nobody sees before a
    last one, by another connection: none of them is waited for until it is on the disk, and between
    two of them others that wait for the lock get it.
    """

    def __init__(self, path: Path, *, loads: bool = False, is_read_only: bool = False) -> None:
        self.path = path
        self.why_read_only = access.why_read_only(path, is_asked=is_read_only)
        self._is_read_only = is_read_only
        self._loads = loads
        self._writer_lock = threading.Lock()
        self._let_go = 0.0
        self._idle: list[Reader] = []
        self._idle_lock = threading.Lock()

    @cached_property
    def _writer(self) -> Connection:
        """Opened at the first write, not at the start."""
        writer = connect(self.path)
        if self._loads:
            for pragma in _WHILE_LOADING:
                writer.execute(f"pragma {pragma}")
            if journal_mode() == "WAL":
                writer.execute("pragma synchronous = NORMAL")
        return writer

    @contextlib.contextmanager
    def reading(self, seconds: float | None = None) -> Generator[Connection]:
        """Lease a reader for the length of the block, stopped after `seconds`."""
        with self.leased() as reader, reader.limited(seconds) as connection:
            yield connection

    @contextlib.contextmanager
    def leased(self) -> Generator[Reader]:
        with self._idle_lock:
            reader = self._idle.pop() if self._idle else None
        if reader and reader.is_outdated:
            reader.connection.close()
            reader = None
        reader = reader or Reader(self.path, is_read_only=self._is_read_only)
        try:
            yield reader
        finally:
            with self._idle_lock:
                keep = reader.is_sound and len(self._idle) < READERS_KEPT
                if keep:
                    self._idle.append(reader)
            if not keep:
                reader.connection.close()

    @contextlib.contextmanager
    def writing(self) -> Generator[Connection]:
        """One transaction that takes the write lock at once and is whole or not at all.

        Raises:
            LibraryReadOnly: nothing may be written in this library.
        """
        if self.why_read_only:
            raise LibraryReadOnly(self.why_read_only)
        with self._writer_lock, translated():
            writer = self._writer
            if self._loads:
                _pause(self._let_go + GAP_SECONDS - time.monotonic())
            try:
                begin(writer)
                yield writer
                writer.execute("commit")
                self._let_go = time.monotonic()
            finally:
                # Still open only if something was raised, which goes on up after this.
                if writer.in_transaction:
                    writer.execute("rollback")

    def close(self) -> None:
        with self._idle_lock:
            for reader in self._idle:
                reader.connection.close()
            self._idle.clear()
        with self._writer_lock:
            if "_writer" in vars(self):
                self._writer.close()


def begin(writer: Connection) -> None:
    """Take the write lock, asking again at short and uneven intervals.

    SQLite's own waiting grows to 100 ms between tries, so that of several programs that write
    without a pause one can go without the lock for longer than any patience.
    """
    end = time.monotonic() + WRITE_PATIENCE_SECONDS
    writer.execute("pragma busy_timeout = 0")
    try:
        while True:
            try:
                writer.execute("begin immediate")
            except sqlite.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
                _pause(random.uniform(*RETRY_SECONDS))  # noqa: S311  # no secret
            else:
                return
    finally:
        writer.execute(f"pragma busy_timeout = {BUSY_TIMEOUT_MS}")


def _pause(seconds: float) -> None:
    threading.Event().wait(max(0.0, seconds))
