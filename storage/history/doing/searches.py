"""Saved searches."""

from __future__ import annotations

from storage import deeds, ids
from storage.errors import RecordMissing, WriteRefused
from storage.history import subjects
from storage.history.doing.unchanged import must_be
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt
from storage.schema import shapes
from storage.schema.shapes import Record
from storage.search_syntax import parse

CALLED = "select key, name from saved_search where name = ? collate nocase"


def save(door: Door, deed: deeds.SaveSearch) -> Receipt:
    """Keep a search under a name.

    Raises:
        WriteRefused: the name is none or taken, or the search is not understood.
    """
    _must_be_free(door, deed.name)
    _must_be_understood(deed.query)
    key = door.add(
        {
            "key": door.new_key("v"),
            "name": deed.name,
            "query": deed.query,
            "author": door.author,
            "made": door.wall,
        }
    )
    return Receipt(door.txn, subjects.SEARCH_SAVED.format(name=deed.name), (key,))


def rename(door: Door, deed: deeds.RenameSearch) -> Receipt:
    """Give it another name.

    Raises:
        RecordMissing: it is not there any more.
        EditConflict: somebody else renamed it.
        WriteRefused: the name is none or taken.
    """
    held = _held(door, deed.key)
    must_be(door, deed.key, deed.seen, {"name": deed.name})
    if held["name"] == deed.name:
        return Receipt("", subjects.SEARCH_RENAMED.format(name=deed.name), (deed.key,))
    _must_be_free(door, deed.name, besides=deed.key)
    door.correct(deed.key, "name", deed.name)
    return Receipt(door.txn, subjects.SEARCH_RENAMED.format(name=deed.name), (deed.key,))


def change(door: Door, deed: deeds.ChangeSearch) -> Receipt:
    """Let it ask for something else.

    Raises:
        RecordMissing: it is not there any more.
        EditConflict: somebody else changed it.
        WriteRefused: the search is not understood.
    """
    held = _held(door, deed.key)
    must_be(door, deed.key, deed.seen, {"query": deed.query})
    summary = subjects.SEARCH_CHANGED.format(name=held["name"])
    if held["query"] == deed.query:
        return Receipt("", summary, (deed.key,))
    _must_be_understood(deed.query)
    door.correct(deed.key, "query", deed.query)
    return Receipt(door.txn, summary, (deed.key,))


def drop(door: Door, deed: deeds.DropSearch) -> Receipt:
    """Take it out of the list.

    Raises:
        RecordMissing: it is not there any more.
    """
    held = _held(door, deed.key)
    door.remove(deed.key)
    return Receipt(door.txn, subjects.SEARCH_DROPPED.format(name=held["name"]), (deed.key,))


def _held(door: Door, search: Key) -> Record:
    held = shapes.read(door.db, search)
    if held is None:
        msg = "That saved search is not there any more. Nothing was changed."
        raise RecordMissing(msg)
    return held


def _must_be_free(door: Door, name: str, besides: Key | None = None) -> None:
    if not name or name != name.strip() or not name.isprintable():
        msg = f"{name!r} is no name for a search. Nothing was saved; write it on one line."
        raise WriteRefused(msg)
    for row in door.db.execute(CALLED, (name,)):
        if ids.key_of("v", row[0]) != besides:
            msg = f"A search is called {row[1]} already. Nothing was saved; choose another name."
            raise WriteRefused(msg)


def _must_be_understood(query: str) -> None:
    problem = parse(query).problem
    if problem:
        msg = f"Nothing was saved: {problem}"
        raise WriteRefused(msg)
