"""Notes."""

from __future__ import annotations

from storage import deeds, ids
from storage.errors import WriteRefused
from storage.history.doing import targets
from storage.history.log import Door
from storage.rows import Receipt

CONFIDENTIAL = "select confidential from library"


def write(door: Door, deed: deeds.WriteNote) -> Receipt:
    """Write a note on a quote, as it was typed.

    Raises:
        WriteRefused: there is nothing in it.
        RecordMissing: there is no such quote.
    """
    if not deed.text.strip():
        raise WriteRefused("An empty note was not saved. Type something first.")
    targets.must_exist(door, deed.quote)
    confidential = door.db.execute(CONFIDENTIAL).fetchone()[0]
    door.add(
        {
            "key": door.new_key("n"),
            "quote": deed.quote,
            "text": deed.text,
            "kind": deed.kind,
            "handling": "private" if confidential else "closed",
            "author": door.author,
            "written": door.wall,
            "changed": door.wall,
        }
    )
    return Receipt(door.txn, f"note on {ids.short(deed.quote)}", (deed.quote,))
