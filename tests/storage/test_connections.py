"""How a library's file is opened: by whom it may be read, and what is refused untouched."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage import (
    Interrupted,
    Key,
    Library,
    LibraryBusy,
    LibraryNewer,
    LibraryUnusable,
    TookTooLong,
    WriteRefused,
    make_sample_library,
    open_library,
)
from storage import connections as recipe
from storage.connections import Connections, Reader, connect, sqlite
from storage.library import SCHEMA_VERSION
from storage.schema.tables import FIRST_TAGS
from tests.builders import AUTHOR, FixedClock, made_library, records_of
from tests.storage.logs import change, entries, rows

ROOT = Path(__file__).parents[2]
PROGRAMS = 4
NOTES_EACH = 15
ENDLESS = """
with recursive counted(n) as (select 1 union all select n + 1 from counted)
select count(*) from counted
"""
START = """
import sys
from storage import make_sample_library, open_library
print("ready", flush=True)
sys.stdin.readline()
if sys.argv[2] == "sample":
    make_sample_library(sys.argv[1])
with open_library(sys.argv[1]) as library:
    print(library.quotes().total, len(library.verify().findings), flush=True)
"""


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def quote(library: Library) -> Key:
    with records_of(library) as records:
        return records.quote("q1")


def modes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


# Whose it is.


@pytest.mark.usefixtures("umask")
def test_a_library_and_its_side_files_are_their_owners_alone(tmp_path: Path) -> None:
    with made_library(tmp_path) as library:
        with records_of(library) as records:
            quote = records.quote("q1")
        library.star(quote)
        while_open = modes(tmp_path)
    if recipe.journal_mode() == "WAL":
        assert {"talks.db", "talks.db-wal", "talks.db-shm"} <= while_open.keys()
    assert set(while_open.values()) == {0o600}
    assert modes(tmp_path) == {"talks.db": 0o600}


@pytest.mark.usefixtures("umask")
def test_a_library_made_from_the_sample_is_its_owners_alone_with_its_folder(tmp_path: Path) -> None:
    make_sample_library(tmp_path / "data" / "peace.db")
    assert modes(tmp_path) == {"data": 0o700}
    assert modes(tmp_path / "data") == {"peace.db": 0o600}


# By which rules it is opened.


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((3, 53, 0), "WAL")],
)
def test_a_sqlite_that_can_corrupt_a_wal_library_uses_no_wal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...], mode: str
) -> None:
    monkeypatch.setattr(sqlite, "sqlite_version_info", version)
    with made_library(tmp_path) as library:
        with records_of(library) as records:
            records.quote("q1")
        assert rows(library.path, "pragma journal_mode")[0][0] == mode.lower()
        assert library.quotes().total == 1


def test_every_connection_follows_one_recipe(library: Library) -> None:
    held = {
        pragma: rows(library.path, f"pragma {pragma}")[0][0]
        for pragma in ("synchronous", "foreign_keys", "secure_delete", "mmap_size", "busy_timeout")
    }
    assert held == {
        "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "mmap_size": 0,
        "busy_timeout": recipe.BUSY_TIMEOUT_MS,
    }  # fmt: skip


def test_a_reader_can_attach_no_other_file(library: Library, tmp_path: Path) -> None:
    reader = Reader(library.path)
    with contextlib.closing(reader.connection), pytest.raises(sqlite.DatabaseError):
        reader.connection.execute("attach ? as other", (str(tmp_path / "other.db"),))
    assert not (tmp_path / "other.db").exists()


def test_a_question_without_end_is_stopped(library: Library) -> None:
    connections = Connections(library.path)
    with contextlib.closing(connections):
        with pytest.raises(TookTooLong), connections.reading(0.0) as db:
            db.execute(ENDLESS).fetchone()
        with connections.reading() as db:
            assert db.execute("select 1").fetchone()[0] == 1


def _interrupted(connections: Connections) -> None:
    """An interrupt lasts while any statement is open, and so stops what ends the question too."""
    with connections.leased() as reader, reader.limited(None) as db:
        is_open = db.execute("select 1 union all select 2")
        next(is_open)
        db.create_function("stop", 0, reader.interrupt)
        db.execute(f"select stop(), ({ENDLESS})").fetchone()


def test_a_question_whose_end_is_interrupted_too_is_no_more_than_interrupted(
    library: Library,
) -> None:
    connections = Connections(library.path)
    with contextlib.closing(connections):
        with pytest.raises(Interrupted):
            _interrupted(connections)
        with connections.reading() as db:
            assert db.execute("select 1").fetchone()[0] == 1


# What is refused, untouched.


def test_a_newer_library_is_refused_with_not_a_byte_changed(tmp_path: Path) -> None:
    made_library(tmp_path).close()
    path = tmp_path / "talks.db"
    change(path, f"pragma user_version = {SCHEMA_VERSION + 1}")
    for mode in ("wal", "delete"):
        change(path, f"pragma journal_mode = {mode}")
        before = path.read_bytes()
        with pytest.raises(LibraryNewer, match=r"newer peace-tui.*not changed; update the program"):
            open_library(path)
        assert path.read_bytes() == before
        assert [file.name for file in tmp_path.iterdir()] == ["talks.db"]


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_another_programs_database_is_refused_with_not_a_byte_changed(
    tmp_path: Path, mode: str
) -> None:
    path = tmp_path / "photos.db"
    with contextlib.closing(sqlite.connect(path)) as db:
        db.execute(f"pragma journal_mode = {mode}")
        db.execute("create table photo(name)")
    before = path.read_bytes()
    with pytest.raises(LibraryUnusable, match="another program"):
        open_library(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["photos.db"]


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LibraryUnusable, match="not changed"):
        open_library(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryUnusable, match="could not be opened"):
        open_library(tmp_path)


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    path.touch()
    with open_library(path, author=AUTHOR, clock=FixedClock()) as library:
        assert {tag.name for tag in library.tags()} == set(FIRST_TAGS)


# Several at once.


@pytest.mark.parametrize("first", ["empty", "sample"])
def test_programs_that_start_at_once_find_one_whole_library(tmp_path: Path, first: str) -> None:
    path = tmp_path / "peace.db"
    with contextlib.ExitStack() as stack:
        programs = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", START, path, first],
                    cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                )
            )
            for _ in range(PROGRAMS)
        ]  # fmt: skip
        for program in programs:
            assert program.stdout
            assert program.stdout.readline() == "ready\n"
        for program in programs:
            assert program.stdin
            program.stdin.write("\n")
            program.stdin.flush()
        told = {program.communicate()[0] for program in programs}
    assert told == {"179 0\n" if first == "sample" else "0 0\n"}
    assert rows(path, "select count(*) from library")[0][0] == 1
    assert rows(path, "select count(*) from tag")[0][0] == len(FIRST_TAGS)
    assert rows(path, "select count(*) from batch")[0][0] == (2 if first == "sample" else 1)
    assert [file.name for file in tmp_path.iterdir()] == ["peace.db"]


def test_writers_wait_for_each_other_and_none_gives_up(library: Library, quote: Key) -> None:
    together = threading.Barrier(PROGRAMS)

    def write(number: int) -> None:
        with open_library(library.path, author=f"writer {number}") as own:
            together.wait()
            for count in range(NOTES_EACH):
                own.add_note(quote, f"{count} by {number}")
                own.quote(quote)

    with ThreadPoolExecutor(PROGRAMS) as pool:
        list(pool.map(write, range(PROGRAMS)))
    assert len(library.quote(quote).notes) == PROGRAMS * NOTES_EACH
    assert library.verify().findings == ()


def test_threads_may_share_a_library(library: Library, quote: Key) -> None:
    def write(number: int) -> int:
        library.add_note(quote, f"note {number}")
        return len(library.quote(quote).notes)

    with ThreadPoolExecutor(PROGRAMS) as pool:
        counts = list(pool.map(write, range(PROGRAMS * NOTES_EACH)))
    assert max(counts) == PROGRAMS * NOTES_EACH
    assert library.verify().findings == ()


def test_a_held_library_is_told_and_nothing_is_lost(
    library: Library, quote: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "WRITE_PATIENCE_SECONDS", 0.0)
    log = entries(library.path)
    with contextlib.closing(connect(library.path)) as other:
        other.execute("begin immediate")
        with pytest.raises(LibraryBusy, match="Nothing was lost"):
            library.star(quote)
        other.execute("rollback")
    assert entries(library.path) == log
    library.star(quote)
    assert library.quote(quote).row.starred


def test_what_is_raised_inside_a_write_undoes_all_of_it(library: Library, quote: Key) -> None:
    log = entries(library.path)
    with pytest.raises(WriteRefused):
        library.tag((quote,), add=("fine", " not fine"))
    assert entries(library.path) == log
    library.star(quote)
    assert library.verify().findings == ()


def test_a_reader_whose_reading_an_interrupt_keeps_open_is_not_used_again(sample: Path) -> None:
    connections = Connections(sample)
    with connections.leased() as reader, reader.limited(None) as db:
        half_read = db.execute("select value from json_each('[1, 2, 3]')")
        assert half_read.fetchone()[0] == 1
        reader.interrupt()
    with connections.leased() as other, other.limited(None) as db:
        assert db.execute("select count(*) from quote").fetchone()[0] == 179
        assert other is not reader
    connections.close()
