"""What a person can write: each deed is a few entries through the door."""

from __future__ import annotations

from collections.abc import Sequence

from storage import ids
from storage.errors import RecordMissing, WriteRefused
from storage.history import materialise
from storage.history.log import Door
from storage.ids import Key
from storage.rows import Receipt

QUOTE_EXISTS = (
    "select 1 from quote q join batch b on b.id = q.batch and b.state = 'live' where q.key = ?"
)
TAG_NAMED = "select key, name from tag where name = ? collate nocase"
TAG_ON = (
    "select 1 from quote_tag qt join quote q on q.id = qt.quote join tag t on t.id = qt.tag "
    "where q.key = ? and t.key = ?"
)
STAR_ON = "select 1 from star s join quote q on q.id = s.quote where q.key = ? and s.author = ?"
CONFIDENTIAL = "select confidential from library"


def add_note(door: Door, quote: Key, text: str, kind: str) -> Receipt:
    """Write a note on a quote, as it was typed.

    Raises:
        WriteRefused: there is nothing in it.
        RecordMissing: there is no such quote.
    """
    if not text.strip():
        raise WriteRefused("An empty note was not saved. Type something first.")
    _must_exist(door, quote)
    confidential = door.db.execute(CONFIDENTIAL).fetchone()[0]
    door.add(
        {
            "key": door.new_key("n"),
            "quote": quote,
            "text": text,
            "kind": kind,
            "handling": "private" if confidential else "closed",
            "author": door.author,
            "written": door.wall,
            "changed": door.wall,
        }
    )
    return Receipt(door.txn, f"note on {ids.short(quote)}", (quote,))


def tag(
    door: Door, quotes: tuple[Key, ...], add: tuple[str, ...], remove: tuple[str, ...]
) -> Receipt:
    """Put tags on quotes and take others off; what is so already is left alone.

    Raises:
        WriteRefused: a tag's name is empty or has a space at its edge.
        RecordMissing: there is no such quote, or no such tag to take off.
    """
    for quote in quotes:
        _must_exist(door, quote)
    adding = [_tag_called(door, name) for name in add]
    removing = [_known_tag(door, name) for name in remove]
    for quote in quotes:
        for key, _name in adding:
            if not door.db.execute(TAG_ON, (ids.raw_of(quote), ids.raw_of(key))).fetchone():
                value = {"author": door.author, "made": door.wall}
                door.join(quote, materialise.tag_field(key), value)
        for key, _name in removing:
            if door.db.execute(TAG_ON, (ids.raw_of(quote), ids.raw_of(key))).fetchone():
                door.leave(quote, materialise.tag_field(key))
    said = [f"tag {name} on" for _key, name in adding] + [
        f"tag {name} off" for _key, name in removing
    ]
    return Receipt(door.txn if door.entries else "", f"{', '.join(said)} {_named(quotes)}", quotes)


def toggle_star(door: Door, quotes: tuple[Key, ...]) -> Receipt:
    """Star quotes for the author, or take the stars off where all of them have one.

    Raises:
        RecordMissing: there is no such quote.
    """
    for quote in quotes:
        _must_exist(door, quote)
    field = materialise.star_field(door.author)
    without = [
        quote
        for quote in quotes
        if not door.db.execute(STAR_ON, (ids.raw_of(quote), door.author)).fetchone()
    ]
    for quote in without:
        door.join(quote, field, {"made": door.wall})
    if not without:
        for quote in quotes:
            door.leave(quote, field)
    changed = without or quotes
    return Receipt(door.txn, f"star {'on' if without else 'off'} {_named(changed)}", quotes)


def _named(quotes: Sequence[Key]) -> str:
    return ids.short(quotes[0]) if len(quotes) == 1 else f"{len(quotes):,} quotes"


def _must_exist(door: Door, quote: Key) -> None:
    if not door.db.execute(QUOTE_EXISTS, (ids.raw_of(quote),)).fetchone():
        msg = f"There is no quote {ids.short(quote)} any more. Nothing was saved."
        raise RecordMissing(msg)


def _tag_called(door: Door, name: str) -> tuple[Key, str]:
    if not name or name != name.strip():
        msg = f"{name!r} is no name for a tag. Nothing was saved; leave out the space around it."
        raise WriteRefused(msg)
    row = door.db.execute(TAG_NAMED, (name,)).fetchone()
    if row:
        return ids.key_of("t", row[0]), row[1]
    key = door.new_key("t")
    door.add({"key": key, "name": name, "author": door.author, "made": door.wall})
    return key, name


def _known_tag(door: Door, name: str) -> tuple[Key, str]:
    row = door.db.execute(TAG_NAMED, (name,)).fetchone()
    if row is None:
        msg = f"No tag is called {name}. Nothing was changed."
        raise RecordMissing(msg)
    return ids.key_of("t", row[0]), row[1]
