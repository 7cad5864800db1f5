"""Who looks on sees what others commit, and which quotes it is about."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from storage import Change, Key, Library, Watcher, open_library
from storage.connections import Connections, Reader, sqlite
from storage.exchange.importing import load
from storage.exchange.sample import read_sample
from tests.builders import AUTHOR, COLLEAGUE, FixedClock, key, records_of
from tests.storage.logs import change, rows

LINES = "select letter, key, quote, txn from change_log where seq > ? order by seq"
LAST = "select max(seq) from change_log"


@pytest.fixture
def quote(library: Library) -> Key:
    with records_of(library) as records:
        records.actor("norland")
        records.quote("q0")
        return records.quote("q1", by="norland")


@pytest.fixture
def watcher(library: Library) -> Iterator[Watcher]:
    with contextlib.closing(library.watch()) as looking:
        yield looking


def local_id(library: Library, ref: str) -> int:
    return int(rows(library.path, "select id from quote where ref = ?", ref)[0][0])


def told_since(library: Library, line: int) -> list[tuple[str, int | None, str | None]]:
    found = rows(library.path, LINES, line)
    return [(row["letter"], row["quote"], row["txn"]) for row in found]


def last_line(library: Library) -> int:
    return int(rows(library.path, LAST)[0][0])


def test_each_deed_tells_which_quote_it_is_about_and_in_which_transaction(
    library: Library, quote: Key
) -> None:
    here = local_id(library, "q1")
    for deed, letters in (
        (lambda: library.add_note(quote, "a thought"), "n"),
        (lambda: library.tag((quote,), add=("check",)), "q"),
        (lambda: library.tag((quote,), remove=("check",)), "q"),
        (lambda: library.star(quote), "q"),
        (library.undo, "q"),
    ):
        before = last_line(library)
        receipt = deed()
        told = told_since(library, before)
        assert {letter for letter, _quote, _txn in told} == set(letters)
        assert {about for _letter, about, _txn in told} == {here}
        assert None not in {txn for _letter, _quote, txn in told}
        if receipt.txn:
            assert {txn for _letter, _quote, txn in told} == {receipt.txn}


def test_a_new_tag_is_about_no_quote(library: Library, quote: Key) -> None:
    before = last_line(library)
    receipt = library.tag((quote,), add=("wording",))
    here = local_id(library, "q1")
    assert told_since(library, before) == [("t", None, receipt.txn), ("q", here, receipt.txn)]


def test_a_write_from_outside_has_no_transaction(library: Library, quote: Key) -> None:
    library.add_note(quote, "a thought")
    before = last_line(library)
    change(library.path, "update note set text = 'from outside'")
    assert told_since(library, before) == [("n", local_id(library, "q1"), None)]
    assert rows(library.path, "select txn from door")[0][0] is None


def test_the_name_of_a_transaction_is_gone_after_it(library: Library, quote: Key) -> None:
    library.star(quote)
    assert rows(library.path, "select txn from door")[0][0] is None


def test_a_watcher_sees_what_another_program_committed(
    library: Library, quote: Key, watcher: Watcher
) -> None:
    assert watcher.look() is None
    with open_library(library.path, author=COLLEAGUE) as theirs:
        theirs.add_note(quote, "theirs")
    assert watcher.look() == Change(1, frozenset({local_id(library, "q1")}))
    assert watcher.look() is None


def test_a_watcher_sees_what_its_own_program_committed(
    library: Library, quote: Key, watcher: Watcher
) -> None:
    library.tag((quote, key("q", "q0")), add=("check",))
    seen = watcher.look()
    assert seen is not None
    assert seen.quotes == {local_id(library, "q0"), local_id(library, "q1")}


@pytest.mark.usefixtures("quote")
def test_a_watcher_sees_a_write_from_outside(library: Library, watcher: Watcher) -> None:
    change(library.path, "update quote set text = 'from outside' where ref = 'q1'")
    seen = watcher.look()
    assert seen is not None
    assert seen.quotes == {local_id(library, "q1")}


def test_a_commit_that_changed_no_record_is_no_change(library: Library, watcher: Watcher) -> None:
    library.verify()
    change(library.path, "update library set created = created")
    assert watcher.look() is None


@pytest.mark.usefixtures("quote")
def test_a_watcher_sees_nothing_of_what_was_not_committed(
    library: Library, watcher: Watcher
) -> None:
    connections = Connections(library.path)

    def write_and_fail() -> None:
        with connections.writing() as db:
            db.execute("update quote set text = 'half'")
            raise InterruptedError

    with contextlib.closing(connections), pytest.raises(InterruptedError):
        write_and_fail()
    assert watcher.look() is None


def test_an_import_is_seen_once_and_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    open_library(path, author=AUTHOR, clock=FixedClock()).close()
    watcher, connections = Watcher(path), Connections(path)
    looks: list[Change | None] = []

    with contextlib.closing(connections), contextlib.closing(watcher):
        real_writing = connections.writing

        @contextlib.contextmanager
        def writing() -> Generator[sqlite.Connection]:
            with real_writing() as db:
                yield db
            looks.append(watcher.look())

        connections.writing = writing
        load(connections, AUTHOR, FixedClock(), read_sample())
    assert len(looks) > 2
    assert looks[-1] == Change(1, frozenset())
    assert set(looks[:-1]) == {None}


def test_who_only_reads_cannot_write(library: Library) -> None:
    reader = Reader(library.path)
    with contextlib.closing(reader.connection), pytest.raises(sqlite.OperationalError):
        reader.connection.execute("delete from op")
