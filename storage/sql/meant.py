"""Which quote, actor, format or meeting a person means by a key, a slug or a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from storage import ids
from storage.connections import Connection
from storage.errors import AmbiguousName, RecordMissing
from storage.ids import Slug
from storage.rows import Meant
from storage.sql import keys, names

QUOTE: Final = "q"
SHOWN: Final = "afm"
NAMED_AT_MOST: Final = 5
LIVE: Final = "batch not in (select id from batch where state <> 'live')"
OF_KEY: Final = f"select key, slug, {{name}} from {{table}} where key = ? and {LIVE}"
OF_SLUG: Final = (
    f"select key, slug, {{name}} from {{table}} where (slug = ?1 or ref = ?1) and {LIVE}"
)
OF_ID: Final = "select key, slug, {name} from {table} where id = ?"
NAME: Final = {"a": "name", "f": "name", "m": "coalesce(title, slug)"}


def meant(db: Connection, name: str, author: str) -> Meant:
    """The quote that `name` fits; else the actor, format or meeting of that key, slug or name.

    Raises:
        RecordMissing: it fits none.
        AmbiguousKey: it is the end of several keys.
        AmbiguousName: it fits several records.
    """
    name = name.strip()
    try:
        return Meant("quote", keys.find(db, name, QUOTE, author), Slug(""))
    except RecordMissing:
        pass
    found = _of_key(db, name, author) or _of_slug(db, name) or _called(db, name)
    if not found:
        msg = (
            f"No quote is called {name}, and no actor, format or meeting. Nothing was changed; "
            "`peace-tui search` shows keys."
        )
        raise RecordMissing(msg)
    if len(found) > 1:
        raise _ambiguous(name, found)
    return found[0]


def of_slug(db: Connection, kind: str, slug: Slug) -> Meant:
    """The record of that kind and slug.

    Raises:
        RecordMissing: there is none.
    """
    letter = next(letter for letter in SHOWN if ids.LETTERS[letter] == kind)
    found = _records(db, letter, OF_SLUG, [slug])
    if not found:
        msg = f"No {kind} is called {slug} in this library."
        raise RecordMissing(msg)
    return found[0]


def _of_key(db: Connection, name: str, author: str) -> list[Meant]:
    letter = name[:1].lower()
    if letter not in SHOWN or name[1:2] != "-":
        return []
    try:
        key = keys.find(db, name, letter, author)
    except RecordMissing:
        return []
    return _records(db, letter, OF_KEY, [ids.raw_of(key)])


def _of_slug(db: Connection, name: str) -> list[Meant]:
    return [each for letter in SHOWN for each in _records(db, letter, OF_SLUG, [name])]


def _called(db: Connection, name: str) -> list[Meant]:
    """Those of that whole name; failing that, those with its words in a name."""
    return [
        each
        for letter, row in names.records_called(db, name)
        for each in _records(db, letter, OF_ID, [row])
    ]


def _records(
    db: Connection, letter: str, statement: str, values: Iterable[int | str | bytes]
) -> list[Meant]:
    kind = ids.LETTERS[letter]
    asked = statement.format(name=NAME[letter], table=kind)
    return [
        Meant(kind, ids.key_of(letter, key), Slug(slug), name)
        for value in values
        for key, slug, name in db.execute(asked, (value,))
    ]


def _ambiguous(name: str, found: list[Meant]) -> AmbiguousName:
    shown = found[:NAMED_AT_MOST]
    named = [f"{each.name} ({each.type} {ids.short(each.key)})" for each in shown]
    more = f" and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
    sentence = f"{name} fits {len(found)} records: {', '.join(named)}{more}."
    return AmbiguousName(sentence, suggestions=tuple(ids.short(each.key) for each in shown))
