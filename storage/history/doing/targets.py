"""What a deed is done to: it must be there, and is called something in a receipt."""

from __future__ import annotations

from collections.abc import Sequence

from storage import ids
from storage.errors import RecordMissing
from storage.history import many
from storage.history.log import Door
from storage.ids import Key

EXISTING = """
select q.key from quote q join batch b on b.id = q.batch and b.state = 'live'
where q.key in ({marks})
"""
QUOTE_EXISTS = (
    "select 1 from quote q join batch b on b.id = q.batch and b.state = 'live' where q.key = ?"
)


def must_exist(door: Door, *quotes: Key) -> None:
    """See to it that all these quotes are there.

    Raises:
        RecordMissing: one of them is not.
    """
    there = among(door, quotes, EXISTING)
    for quote in quotes:
        if quote not in there:
            msg = f"There is no quote {ids.short(quote)} any more. Nothing was saved."
            raise RecordMissing(msg)


def among(door: Door, quotes: Sequence[Key], statement: str, *values: object) -> set[Key]:
    """Those of the quotes whose keys a statement finds among `{marks}`; its values come first."""
    found: set[Key] = set()
    for some in many.chunks(quotes):
        asked = statement.format(marks=many.marks(some))
        rows = door.db.execute(asked, (*values, *map(ids.raw_of, some)))
        found.update(ids.key_of("q", row[0]) for row in rows)
    return found


def named(quotes: Sequence[Key]) -> str:
    """One quote by its key, several by their number."""
    return ids.short(quotes[0]) if len(quotes) == 1 else f"{len(quotes):,} quotes"
