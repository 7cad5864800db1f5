"""What a person can write, as values that go down to the library and come back with a receipt."""

from __future__ import annotations

from typing import NamedTuple

from storage import Key


class NoteDraft(NamedTuple):
    """A note to be written on a quote."""

    quote: Key
    text: str


class Tagging(NamedTuple):
    """Tags to put on quotes and to take off them."""

    quotes: tuple[Key, ...]
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


class Starring(NamedTuple):
    """Quotes to star, or to take the star off where all of them have one."""

    quotes: tuple[Key, ...]


class Undoing(NamedTuple):
    """A transaction to be taken back; None is the last one of this run."""

    txn: str | None = None


Deed = NoteDraft | Tagging | Starring | Undoing
