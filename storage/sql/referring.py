"""Which record of a kind a field means by a key, a slug, a former identifier or a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from storage import ids
from storage.connections import Connection
from storage.errors import AmbiguousName, QuestionProblem, RecordMissing
from storage.fields import RETRACTED_BY
from storage.ids import Key
from storage.names import name_key
from storage.query import Term
from storage.sql import keys, names

NAMED_AT_MOST: Final = 5
WHY: Final = """
select why from op where rec = ? and field = ? and why is not null order by seq desc limit 1
"""
LIVE: Final = "batch not in (select id from batch where state <> 'live')"
HOLDS: Final[dict[str, str]] = {
    letter: f"{column}, {LIVE}"
    for letter, column in {
        "q": "status = 'retracted'",
        **dict.fromkeys("arsfmo", "coalesce(retracted, 0)"),
    }.items()
}
STATE: Final = "select {holds} from {table} where key = ?"
KEY_OF: Final = "select key from {table} where id = ?"
SHOWN: Final = {
    "q": "select substr(text, 1, 60) from quote where key = ?",
    "a": "select name from actor where key = ?",
    "r": "select r.title || ', ' || a.name || ' for ' || o.name from role r "
    "join actor a on a.id = r.actor join actor o on o.id = r.organisation where r.key = ?",
    "f": "select name from format where key = ?",
    "m": "select coalesce(m.title, f.name || coalesce(', ' || m.said_on, '')) from meeting m "
    "join format f on f.id = m.format where m.key = ?",
    "s": "select title from source where key = ?",
    "o": "select slug from topic where key = ?",
}
SOURCES: Final = "select key, title from source"
ROLES: Final = """
select r.key, r.title, r.title || ' ' || a.name || ' ' || o.name from role r
join actor a on a.id = r.actor join actor o on o.id = r.organisation
"""


def is_there(db: Connection, key: Key) -> bool:
    """Whether that record shows: it is there, and its import was not taken back."""
    row = _state(db, key)
    return row is not None and bool(row[1])


def is_retracted(db: Connection, key: Key) -> bool:
    row = _state(db, key)
    return row is not None and bool(row[0])


def _state(db: Connection, key: Key) -> tuple[int, int] | None:
    letter = key[0]
    if letter not in HOLDS:
        return None
    statement = STATE.format(holds=HOLDS[letter], table=ids.LETTERS[letter])
    return db.execute(statement, (ids.raw_of(key),)).fetchone()


def why_retracted(db: Connection, key: Key) -> str | None:
    """The last reason that was given for a retraction."""
    row = db.execute(WHY, (key, RETRACTED_BY[key[0]])).fetchone()
    return row[0] if row else None


def shown(db: Connection, key: Key) -> str:
    """What that record is called, in one line."""
    row = db.execute(SHOWN[key[0]], (ids.raw_of(key),)).fetchone()
    return row[0] if row else ids.short(key)


def meant(db: Connection, letter: str, name: str, author: str) -> Key:
    """The one record of that kind that is meant; of several by name those that still hold.

    Raises:
        RecordMissing: it fits none.
        AmbiguousKey: it is the end of several keys.
        AmbiguousName: it fits several records.
    """
    try:
        found = keys.find(db, name, letter, author)
    except RecordMissing:
        pass
    else:
        if is_there(db, found):
            return found
    called = CALLED[letter](db, name)
    called = [key for key in called if keys.seen(db, letter, [ids.raw_of(key)], author)]
    fitting = [key for key in called if is_there(db, key)]
    fitting = [key for key in fitting if not is_retracted(db, key)] or fitting
    if not fitting:
        kind = ids.LETTERS[letter]
        msg = f"No {kind} is called {name}. Nothing was saved; give a key, a slug or a name."
        raise RecordMissing(msg)
    if len(fitting) > 1:
        raise _ambiguous(db, letter, name, fitting)
    return fitting[0]


def _ambiguous(db: Connection, letter: str, name: str, found: list[Key]) -> AmbiguousName:
    first = found[:NAMED_AT_MOST]
    told = ", ".join(f"{shown(db, key)} ({ids.short(key)})" for key in first)
    more = f" and {len(found) - len(first)} more" if len(found) > len(first) else ""
    kind = f"{ids.LETTERS[letter]}s"
    sentence = f"{name} fits {len(found)} {kind}: {told}{more}. Nothing was saved; give the key."
    return AmbiguousName(sentence, suggestions=tuple(ids.short(key) for key in first))


def _by_name(letter: str) -> Callable[[Connection, str], list[Key]]:
    def called(db: Connection, name: str) -> list[Key]:
        found = [row for _letter, row in names.records_called(db, name, letter)]
        if not found and letter == "a":
            try:
                found = [names.actor(db, Term("by", name)).id]
            except QuestionProblem:
                return []
        statement = KEY_OF.format(table=ids.LETTERS[letter])
        return [
            ids.key_of(letter, db.execute(statement, (row,)).fetchone()[0])
            for row in dict.fromkeys(found)
        ]

    return called


def _sources(db: Connection, name: str) -> list[Key]:
    return _with_words("s", name, ((row[0], row[1], row[1]) for row in db.execute(SOURCES)))


def _roles(db: Connection, name: str) -> list[Key]:
    return _with_words("r", name, db.execute(ROLES))


def _with_words(letter: str, name: str, rows: Iterable[tuple[bytes, str, str]]) -> list[Key]:
    """Those that are called exactly so; failing that, those that have all its words."""
    wished = name_key(name)
    held = [(raw, name_key(called), name_key(words).split()) for raw, called, words in rows]
    whole = [raw for raw, called, _ in held if wished and called == wished]
    asked = set(wished.split())
    found = whole or [raw for raw, _, words in held if asked and asked <= set(words)]
    return [ids.key_of(letter, raw) for raw in found]


def _none(_db: Connection, _name: str) -> list[Key]:
    return []


CALLED: Final[dict[str, Callable[[Connection, str], list[Key]]]] = {
    "q": _none,
    "a": _by_name("a"),
    "f": _by_name("f"),
    "m": _by_name("m"),
    "s": _sources,
    "r": _roles,
}
