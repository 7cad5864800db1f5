"""What a person can write, as values: `Library.do` does them and gives a receipt.

Names of people are logins; records are named by their keys.
"""

from __future__ import annotations

from typing import NamedTuple

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


class SaveSearch(NamedTuple):
    """A search to be kept under a name, as text."""

    name: str
    query: str


class RenameSearch(NamedTuple):
    """Another name for a saved search; `seen` is the one that the person saw."""

    search: Key
    seen: str
    name: str


class ChangeSearch(NamedTuple):
    """What a saved search asks for from now on; `seen` is what it asked for."""

    search: Key
    seen: str
    query: str


class DropSearch(NamedTuple):
    """A saved search that is not wanted any more."""

    search: Key


class Undo(NamedTuple):
    """A transaction to be taken back; None is the last one of this run, else the author's last."""

    txn: str | None = None


Deed = (
    WriteNote | PutTags | ToggleStar | SaveSearch | RenameSearch | ChangeSearch | DropSearch | Undo
)
