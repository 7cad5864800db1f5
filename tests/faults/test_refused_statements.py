"""SQLite refuses a statement, whichever it is: nothing is half done, and a sentence says so."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import Key, Library, StorageError
from storage.connections import Connection, Connections, sqlite, translated
from tests.builders import made_library, records_of

REFUSALS = ("disk I/O error", "database or disk is full", "attempt to write a readonly database")
WHAT_IS_SAFE = re.compile("Nothing was (saved|lost)|What was saved before is safe")
WHAT_TO_DO = re.compile("save again|try again")

Deed = Callable[[Library, Key, Key], object]
DEEDS: dict[str, Deed] = {
    "note": lambda library, one, _: library.add_note(one, "compare with the reply"),
    "tag": lambda library, one, other: library.tag((one, other), ("red-line", "check"), ("brief",)),
    "star": lambda library, one, _: library.star(one),
    "undo": lambda library, _one, _other: library.undo(),
}


@dataclass
class Refusing:
    """The connection that writes, with one statement of those to come refused."""

    connection: Connection
    refused: int
    reason: str
    done: int = 0

    def execute(self, statement: str, values: object = ()) -> object:
        self.done += 1
        if self.done == self.refused:
            raise sqlite.OperationalError(self.reason)
        return self.connection.execute(statement, values)  # pyright: ignore[reportArgumentType]

    def __getattr__(self, name: str) -> object:
        return getattr(self.connection, name)


@contextlib.contextmanager
def refusing(library: Library, number: int, reason: str) -> Generator[Refusing]:
    """Within the block the library's writer refuses that statement, counted from its first."""
    connections = library._connections  # pyright: ignore[reportPrivateUsage]
    writer = connections._writer  # pyright: ignore[reportPrivateUsage]
    refuser = Refusing(writer, number, reason)
    setattr(connections, "_writer", refuser)  # noqa: B010  # not its declared type
    try:
        yield refuser
    finally:
        setattr(connections, "_writer", writer)  # noqa: B010


@pytest.fixture
def quotes(library: Library) -> tuple[Key, Key]:
    with records_of(library) as records:
        one, other = records.quote("q1", "A pause is not a peace."), records.quote("q2", "We meet.")
    library.tag((one,), add=("brief",))
    return one, other


def state(library: Library, quotes: tuple[Key, Key]) -> object:
    """All that a deed may change, as a reader sees it."""
    return [library.quote(key) for key in quotes], library.tags(), library.log(), library.verify()


def told(deed: Callable[[], object]) -> str:
    """What a person is told about a deed that was refused; nothing where it was done."""
    try:
        deed()
    except StorageError as refused:
        return str(refused)
    return ""


def refuse_each(library: Library, quotes: tuple[Key, Key], deed: Deed, reason: str) -> int:
    """Refuse the deed's first statement, then its second, and so on; gives how many it has."""
    before = state(library, quotes)
    for number in range(1, 1_000):
        with refusing(library, number, reason) as refuser:
            sentence = told(lambda: deed(library, *quotes))
        if refuser.done < number:
            assert sentence == ""
            return refuser.done
        assert WHAT_IS_SAFE.search(sentence)
        assert WHAT_TO_DO.search(sentence)
        assert state(library, quotes) == before
    pytest.fail("a deed without end")


@pytest.mark.parametrize("reason", REFUSALS)
@pytest.mark.parametrize("name", DEEDS)
def test_a_refused_statement_leaves_the_library_as_it_was_and_the_deed_can_be_done_again(
    library: Library, quotes: tuple[Key, Key], name: str, reason: str
) -> None:
    assert refuse_each(library, quotes, DEEDS[name], reason) > 5
    assert library.verify().findings == ()


def test_the_rig_sees_a_deed_without_a_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: each statement for itself leaves halves behind."""

    @contextlib.contextmanager
    def one_by_one(connections: Connections) -> Generator[Connection]:
        with translated():
            yield connections._writer  # pyright: ignore[reportPrivateUsage]

    with made_library(tmp_path) as library:
        with records_of(library) as records:
            quotes = records.quote("q1", "A pause is not a peace."), records.quote("q2", "We meet.")
        library.tag(quotes[:1], add=("brief",))
        monkeypatch.setattr(Connections, "writing", one_by_one)
        with pytest.raises(AssertionError):
            refuse_each(library, quotes, DEEDS["note"], REFUSALS[0])
