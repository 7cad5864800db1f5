"""Searches that were given a name, and what they find now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from storage import ids
from storage.analyst import SavedCount, SavedSearch
from storage.connections import Connection, Row
from storage.errors import QuestionProblem, RecordMissing
from storage.query import Query
from storage.search_syntax import parse

EVERY: Final = """
select key, name, query, author, made from saved_search order by name collate nocase, name
"""
NAMED: Final = """
select key, name, query, author, made from saved_search where name = :name collate nocase
order by name = :name desc, name limit 1
"""


def every(db: Connection) -> tuple[SavedSearch, ...]:
    return tuple(map(_search, db.execute(EVERY)))


def named(db: Connection, name: str) -> SavedSearch:
    """The one of that name; where two differ only in case, the one that is written so.

    Raises:
        RecordMissing: none is called that.
    """
    row = db.execute(NAMED, {"name": name}).fetchone()
    if row is None:
        msg = f"No saved search is called {name}. `peace-tui saved` lists them."
        raise RecordMissing(msg)
    return _search(row)


def counted(search: SavedSearch, count: Callable[[Query], tuple[int, int | None]]) -> SavedCount:
    """What it finds; what cannot be asked as the library is now says why."""
    parsed = parse(search.query)
    if parsed.problem:
        return SavedCount(problem=str(parsed.problem))
    try:
        return SavedCount(*count(parsed.query))
    except QuestionProblem as problem:
        return SavedCount(problem=str(problem))


def _search(row: Row) -> SavedSearch:
    return SavedSearch(
        ids.key_of("v", row["key"]), row["name"], row["query"], row["author"], row["made"]
    )
