"""A library: one short method for each question or deed. Everything goes through here."""

from __future__ import annotations

import contextlib
import getpass
import os
from collections.abc import Callable, Generator, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from storage.access import may_be_written
from storage.changes import Watcher
from storage.clock import Clock, SystemClock
from storage.connections import (
    Connection,
    Connections,
    Reader,
    connect_as_it_is,
    create_private,
    translated,
)
from storage.errors import LibraryNewer, LibraryUnusable
from storage.ids import Key
from storage.pages import Page
from storage.query import EVERYTHING, Query, Window
from storage.questions import Questions
from storage.rows import (
    LogEntry,
    Meant,
    Participation,
    QuoteDetail,
    QuoteRow,
    Receipt,
    Tag,
    Verdict,
)
from storage.schema.tables import APPLICATION_ID
from storage.sql import arrivals, keys, meetings, unseen

if TYPE_CHECKING:
    from storage.analyst import Rebuilt, Version
    from storage.deeds import Deed
    from storage.exchange.reading import Table
    from storage.exchange.sample import Sample
    from storage.history.session import Session
    from storage.index.keeping import Keeper
    from storage.index.view import CacheView

SCHEMA_VERSION = 3  # equal to the newest step of schema/migrations.py, which imports sqlite-utils
QUESTION_SECONDS = 10.0
LIBRARY_KEY = "select key from library"
IS_LOADING = "select 1 from batch where state = 'loading' limit 1"


def login() -> str:
    """Who is at work: the login name of the process's user, never a typed one."""
    try:
        import pwd  # noqa: PLC0415  # not on Windows

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return getpass.getuser()


def open_library(
    path: Path | str,
    *,
    author: str | None = None,
    clock: Clock | None = None,
    confidential: bool = False,
    caches: Path | None = None,
    is_read_only: bool = False,
) -> Library:
    """Open the library in that file; where there is no file, make an empty library.

    Where it may not be written it is opened to be read alone.

    Args:
        path: the library's file.
        author: who writes; the login of the process's user if not given.
        clock: what tells the time; the machine's clock if not given.
        confidential: for a new library only: notes start as private.
        caches: the folder of index caches; none is used or made if not given.
        is_read_only: whether nothing is to be written, in no case.

    Raises:
        LibraryUnusable: the file is no library, or cannot be opened or made.
        LibraryNewer: a newer version of the program made it.
        LibraryBusy: another program holds it.
    """
    path = Path(path)
    clock = clock or SystemClock()
    if not path.exists():
        if is_read_only:
            msg = f"There is no library at {path}, and read-only none is made. Name another file."
            raise LibraryUnusable(msg)
        create_private(path)
    kept = None
    version = _schema_version(path, is_read_only=is_read_only)
    if version < SCHEMA_VERSION:
        if is_read_only or not may_be_written(path):
            raise LibraryUnusable(_older(path, version))
        from storage.history import making  # noqa: PLC0415  # sqlite-utils: 112 ms, seldom due

        kept = making.migrate(path, clock, confidential=confidential)
    library = Library(path, author or login(), clock, caches, kept, is_read_only=is_read_only)
    try:
        if not library.why_read_only:
            library.sweep()
    except BaseException:
        library.close()
        raise
    return library


def make_sample_library(
    path: Path | str,
    *,
    author: str | None = None,
    clock: Clock | None = None,
    confidential: bool = False,
) -> None:
    """Make a library with the sample in it; where there is a file already, leave it alone.

    In a `confidential` one notes start as private.

    Whatever stops it, there is then no library or a whole one.

    Raises:
        LibraryUnusable: it cannot be made there.
    """
    from storage.exchange import first_library  # noqa: PLC0415  # once in a library's life

    first_library.first_library(
        Path(path), author or login(), clock or SystemClock(), confidential=confidential
    )


def _older(path: Path, version: int) -> str:
    return (
        f"{path.name} was made by an older peace-tui (library version {version}; this program "
        f"reads {SCHEMA_VERSION}), and where nothing may be written it cannot be brought up to "
        "date. It was not changed; copy it to a folder of your own and open the copy."
    )


def _schema_version(path: Path, *, is_read_only: bool) -> int:
    opened = connect_as_it_is(path, is_read_only=is_read_only)
    with contextlib.closing(opened) as connection, translated():
        version = int(connection.execute("pragma user_version").fetchone()[0])
        application = int(connection.execute("pragma application_id").fetchone()[0])
        is_empty = connection.execute("select count(*) from sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not is_empty:
        msg = f"{path} is a database of another program. It was not changed; name another file."
        raise LibraryUnusable(msg)
    if version > SCHEMA_VERSION:
        msg = (
            f"{path} was made by a newer peace-tui (library version {version}; this program reads "
            f"{SCHEMA_VERSION}). It was not changed; update the program."
        )
        raise LibraryNewer(msg)
    return version


class Library:
    """An open library. Its methods may be called from any thread; each sees one whole state.

    Get one from `open_library`; close it, or use it in a `with` block.
    """

    def __init__(
        self,
        path: Path,
        author: str,
        clock: Clock,
        caches: Path | None = None,
        copy_before: Path | None = None,
        *,
        is_read_only: bool = False,
    ) -> None:
        self.path = path
        self.author = author
        self.clock = clock
        self.copy_before = copy_before
        """What it was before it was brought to this version just now; None where it wasn't."""
        self._is_read_only = is_read_only
        self._connections = Connections(path, is_read_only=is_read_only)
        self._caches = caches
        self._views: WeakKeyDictionary[Reader, CacheView] = WeakKeyDictionary()
        self._news = arrivals.News(author)

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        for view in list(self._views.values()):
            view.close()
        self._connections.close()

    @property
    def why_read_only(self) -> str:
        """Why nothing can be written in it, and what to do; empty where it can."""
        return self._connections.why_read_only

    # Questions.

    @contextlib.contextmanager
    def questions(
        self, seconds: float | None = QUESTION_SECONDS, *, by_cache: bool = True
    ) -> Generator[Questions]:
        """Several questions to one and the same state of the library, on one connection.

        Without `by_cache` the index cache is left alone, whose packages take long to load.
        """
        with self._connections.leased() as reader, reader.limited(seconds) as db:
            unseen.hide(db, self.author)
            view = self._view(reader) if by_cache else None
            yield Questions(reader, self.author, self.clock.today(), view, self._news)

    @contextlib.contextmanager
    def _reading(self) -> Generator[Connection]:
        """One question, to what the author may see."""
        with self._connections.reading() as db:
            unseen.hide(db, self.author)
            yield db

    def _view(self, reader: Reader) -> CacheView | None:
        """The reader's way to the index cache; None where there is no cache."""
        cache = self.cache_file
        if reader not in self._views and cache is not None and cache.exists():
            try:
                from storage.index.view import CacheView  # noqa: PLC0415  # numpy: 65 to 250 ms
            except ImportError:
                return None  # no such packages for this machine

            self._views[reader] = CacheView(cache, self.author)
        return self._views.get(reader)

    @cached_property
    def cache_file(self) -> Path | None:
        """Where the index cache is, or will be."""
        if self._caches is None:
            return None
        with self._connections.reading() as db:
            key: bytes = db.execute(LIBRARY_KEY).fetchone()[0]
        return self._caches / f"{key.hex()}.index"

    def tend_index(self) -> float | None:
        """See to it that there is an index cache where one pays; to be called now and then.

        It is made by a process of its own, which nobody waits for. Gives how much of it is made by
        now, from 0 to 1; None where none is being made, as for a library that is to be read alone.
        """
        if self._keeper is None or self._is_read_only:
            return None
        with self._connections.reading() as db:
            return self._keeper.tend(db)

    @cached_property
    def _keeper(self) -> Keeper | None:
        from storage.index.keeping import Keeper  # noqa: PLC0415  # subprocess: 5 ms

        return Keeper(self.path, self.cache_file) if self.cache_file else None

    def quotes(self, query: Query = EVERYTHING, window: Window | None = None) -> Page[QuoteRow]:
        """The quotes that fit, newest first.

        Raises:
            QuestionProblem: the query cannot be answered as it stands.
        """
        with self.questions() as ask:
            return ask.quotes(query, window or Window())

    def count(self, query: Query) -> int:
        """How many quotes fit."""
        with self.questions() as ask:
            return ask.count(query)

    def quote(self, key: Key) -> QuoteDetail:
        """All that is held about a quote.

        Raises:
            RecordMissing: there is none with that key.
        """
        with self.questions() as ask:
            return ask.quote(key)

    def find(self, name: str, letter: str = "q") -> Key:
        """The key that a person meant: a key, its last six characters, a former id or a slug.

        Raises:
            RecordMissing: nothing is called that.
            AmbiguousKey: it fits more than one record.
        """
        with self._reading() as db:
            return keys.find(db, name, letter, self.author)

    def meant(self, name: str) -> Meant:
        """The quote, actor, format or meeting that a person means by a key, a slug or a name.

        Raises:
            RecordMissing: nothing is called that.
            AmbiguousKey: it is the end of several keys.
            AmbiguousName: it fits several records.
        """
        from storage.sql import meant  # noqa: PLC0415  # no start waits for it

        with self._reading() as db:
            return meant.meant(db, name, self.author)

    def participations(self, name: str | None, mode: str | None) -> tuple[Participation, ...]:
        """Who took part in a format's meetings, or in one meeting, and in which mode.

        Raises:
            UnknownName: no format or meeting is called that.
        """
        with self._reading() as db:
            return meetings.participations(db, name, mode)

    def tags(self) -> tuple[Tag, ...]:
        """The author's recent tags first, then the most used."""
        with self.questions() as ask:
            return ask.tags()

    def log(self, limit: int = 50, author: str | None = None) -> tuple[LogEntry, ...]:
        """The newest transactions, of all or of one author."""
        return self._session.log(limit, author)

    def history(self, key: Key) -> tuple[Version, ...]:
        """The versions of a record and of what is on it, the newest first.

        Raises:
            RecordMissing: nothing is known of it.
        """
        from storage.history import versions  # noqa: PLC0415  # seldom asked for

        with self._connections.reading() as db:
            return versions.history(db, key, self.author)

    def changes_of(self, txn: str, most: int = 20) -> tuple[Version, ...]:
        """What a transaction changed, the first so many of it."""
        from storage.history import versions  # noqa: PLC0415  # seldom asked for

        with self._connections.reading() as db:
            return versions.of_transaction(db, txn, self.author, most)

    def watch(self) -> Watcher:
        """Something that tells when anyone has committed; for one thread."""
        return Watcher(self.path, is_read_only=self._is_read_only)

    def verify(self) -> Verdict:
        """Check the log, the tables against it, the words against their sources, the indexes."""
        from storage.history import verify  # noqa: PLC0415  # seldom asked for

        return verify.verify(self.path, is_read_only=self._is_read_only)

    def rebuild(self, *, is_dry: bool = False) -> Rebuilt:
        """Make all that is derived anew from imported rows and the log, whole or not at all.

        Gives how much of it was otherwise; with `is_dry` nothing is changed.

        Raises:
            WriteRefused: the log itself is broken.
        """
        from storage.history import rebuilding  # noqa: PLC0415  # seldom asked for

        return rebuilding.rebuild(self.path, is_dry=is_dry)

    # Deeds.

    @cached_property
    def _session(self) -> Session:
        from storage.history.session import Session  # noqa: PLC0415  # 6 ms that no start waits for

        return Session(self._connections, self.author, self.clock)

    def do(self, deed: Deed) -> Receipt:
        """Write what a deed says: one transaction with its entries in the log.

        Raises:
            WriteRefused: it cannot be written as it stands, or the disk refuses it.
            RecordMissing: what it is about is not there.
            UndoRefused: of taking back: something later rests on it.
            LibraryBusy: others hold the library for too long.
        """
        return self._session.do(deed)

    def would_do(self, deed: Deed) -> Receipt:
        """What a deed would write. It is done and taken out again: nothing is written.

        Raises:
            StorageError: as of `do`.
        """
        return self._session.would_do(deed)

    def would_change(self, deed: Deed, most: int = 20) -> tuple[Version, ...]:
        """What `do` would change, the first so many of it; nothing is written.

        Raises:
            StorageError: `do` would raise the same.
        """
        return self._session.would_change(deed, most)

    def add_note(self, record: Key, text: str, *, kind: str = "memo") -> Receipt:
        """`do(WriteNote(…))`."""
        from storage.deeds import WriteNote  # noqa: PLC0415  # 9 ms that no start waits for

        return self.do(WriteNote(record, text, kind))

    def tag(
        self, quotes_: Iterable[Key], add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Receipt:
        """`do(PutTags(…))`."""
        from storage.deeds import PutTags  # noqa: PLC0415  # as above

        return self.do(PutTags(tuple(quotes_), tuple(add), tuple(remove)))

    def star(self, *quotes_: Key) -> Receipt:
        """`do(ToggleStar(…))`."""
        from storage.deeds import ToggleStar  # noqa: PLC0415  # as above

        return self.do(ToggleStar(quotes_))

    def mark_seen(self, search: Key | None = None) -> None:
        """What comes in from here on is new to the author: in the library, or in a saved search.

        That is no record: it is neither in the log nor undone. In this run of the program the same
        stays new to the library as before.

        Raises:
            StorageError: nothing can be written.
        """
        what = search or arrivals.LIBRARY
        with self._connections.reading() as db:
            self._news.begin(db)
            is_due = arrivals.is_mark_due(db, self.author, what)
        if is_due:
            with self._connections.writing() as db:
                db.execute(arrivals.SET_MARK, (self.author, what))

    def next_undo(self) -> tuple[LogEntry, bool] | None:
        """What `undo()` would take back, and whether it was done in this run of the program."""
        return self._session.next_undo()

    def undo(self, txn: str | None = None) -> Receipt:
        """Take back a transaction by name, or the last write of this run, else the author's last.

        Raises:
            UndoRefused: something later rests on it, or there is nothing to take back.
            RecordMissing: no transaction has that name.
        """
        return self._session.undo(txn)

    def next_redo(self) -> LogEntry | None:
        """What `redo()` would bring back."""
        return self._session.next_redo()

    def redo(self, txn: str | None = None) -> Receipt:
        """Bring a transaction back that was taken back.

        Without a name it is what the author took back last, if nothing of theirs was written since.

        Raises:
            UndoRefused: something later rests on its being gone, or there is nothing to bring back.
            RecordMissing: no transaction has that name.
        """
        return self._session.redo(txn)

    def describe(self, txn: str) -> str:
        """What a transaction did, in a few words."""
        return self._session.describe(txn)

    def load(self, sample: Sample) -> Receipt:
        """Read a sample in as one import, undone only by name; a second time changes nothing."""
        from storage.exchange import importing  # noqa: PLC0415  # seldom asked for

        return importing.load(self._connections, self.author, self.clock, sample)

    def look_at_table(
        self,
        path: Path,
        chosen: Mapping[str, str],
        remembered: Mapping[str, str],
        name: str | None = None,
    ) -> Table:
        """A file of quotes, or the one in a folder, and what its columns mean.

        Columns that are `chosen` are named by what they hold, and so are those `remembered` from an
        earlier time, as far as they are still there; of the others it is guessed.
        Under `name` the ids of its rows belong together; else it is that of the file or folder.

        Raises:
            WriteRefused: it cannot be read, or no column holds texts.
        """
        from storage.exchange import reading  # noqa: PLC0415  # seldom asked for

        return reading.open_table(path, chosen, remembered, name)

    def check_table(self, table: Table, held_as: str) -> int:
        """Read and judge all rows of a table without writing any; gives how many there are.

        Raises:
            WriteRefused: a row is not what it should be.
        """
        from storage.exchange import judging  # noqa: PLC0415  # seldom asked for

        return judging.judged(table, held_as)

    def import_table(
        self,
        table: Table,
        held_as: str,
        progress: Callable[[int], object],
        clearing: Callable[[float], object] = lambda _part: None,
    ) -> Receipt:
        """Read a table of quotes in as one import, whole or not at all; undone only by name.

        `progress` is told how many rows were read, and may raise to cancel; `clearing` how much of
        them is cleared away by now, from 0 to 1, where nothing can be kept.

        Raises:
            WriteRefused: a row is not what it should be; nothing was kept.
        """
        from storage.exchange import bulk  # noqa: PLC0415  # seldom asked for

        return bulk.load(
            self._connections, self.author, self.clock, table, held_as, progress, clearing
        )

    def adopt(self) -> Receipt:
        """Take what was changed from outside into the log."""
        return self._session.adopt()

    def sweep(self) -> None:
        """Clear away imports that were broken off."""
        with self._connections.reading() as db:
            is_due = db.execute(IS_LOADING).fetchone() is not None
        if is_due:
            from storage.exchange import loading  # noqa: PLC0415  # seldom due

            loading.sweep(self._connections, self.clock)
