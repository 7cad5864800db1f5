"""What a person can write, as values: `Library.do` does them and gives a receipt.

Names of people are logins; records are named by their keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from storage.ids import Key


class WriteNote(NamedTuple):
    """A note on a quote, as it was typed."""

    quote: Key
    text: str
    kind: str = "memo"


class PutTags(NamedTuple):
    """Tags to put on quotes and to take off them, by their names; new names make new tags."""

    quotes: tuple[Key, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class ToggleStar(NamedTuple):
    """Quotes to star for oneself, or to take the star off where all of them have one."""

    quotes: tuple[Key, ...]


class AddRecord(NamedTuple):
    """A new fact: a quote, actor, role, format, meeting or source, with its fields.

    `letter` is that of its key. Fields are those of `storage.fields`; records are named in them by
    key, slug or name.
    """

    letter: str
    values: Mapping[str, Any]
    why: str | None = None


class Correct(NamedTuple):
    """Fields of a fact and what they become; None empties one.

    Where `seen` says what a field held when it was read, nobody else's change is written over.
    """

    key: Key
    changes: Mapping[str, Any]
    seen: Mapping[str, Any]
    why: str | None = None


class Retract(NamedTuple):
    """A fact that does not hold any more; it stays in the library, marked."""

    key: Key
    why: str


class Unretract(NamedTuple):
    """A fact that holds after all."""

    key: Key
    why: str | None = None


class AddWord(NamedTuple):
    """A word for one of the library's vocabularies, such as a kind of formats."""

    kind: str
    value: str


class Undo(NamedTuple):
    """A transaction to be taken back; None is the last one of this run, else the author's last."""

    txn: str | None = None


Deed = WriteNote | PutTags | ToggleStar | AddRecord | Correct | Retract | Unretract | AddWord | Undo
