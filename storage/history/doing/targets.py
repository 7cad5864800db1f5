"""What a deed is done to: it must be there, and is called something in a receipt."""

from __future__ import annotations

from collections.abc import Sequence

from storage import ids
from storage.errors import RecordMissing
from storage.history.log import Door
from storage.ids import Key

QUOTE_EXISTS = (
    "select 1 from quote q join batch b on b.id = q.batch and b.state = 'live' where q.key = ?"
)


def must_exist(door: Door, *quotes: Key) -> None:
    """See to it that all these quotes are there.

    Raises:
        RecordMissing: one of them is not.
    """
    for quote in quotes:
        if not door.db.execute(QUOTE_EXISTS, (ids.raw_of(quote),)).fetchone():
            msg = f"There is no quote {ids.short(quote)} any more. Nothing was saved."
            raise RecordMissing(msg)


def named(quotes: Sequence[Key]) -> str:
    """One quote by its key, several by their number."""
    return ids.short(quotes[0]) if len(quotes) == 1 else f"{len(quotes):,} quotes"
