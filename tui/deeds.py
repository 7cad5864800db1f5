"""What a person can write, as values that go down to the library and come back with a receipt."""

from __future__ import annotations

from dataclasses import dataclass

from storage import Key


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note to be written on a quote."""

    quote: Key
    text: str


@dataclass(frozen=True, slots=True)
class Tagging:
    """Tags to put on a quote and to take off it."""

    quote: Key
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Starring:
    """The star of a quote to be turned."""

    quote: Key


@dataclass(frozen=True, slots=True)
class Undoing:
    """A transaction to be taken back; None is the last one of this run."""

    txn: str | None = None


Deed = NoteDraft | Tagging | Starring | Undoing
