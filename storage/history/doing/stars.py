"""Stars, which are their author's own."""

from __future__ import annotations

from storage import deeds, ids
from storage.history import materialise
from storage.history.doing import targets
from storage.history.log import Door
from storage.rows import Receipt

STAR_ON = "select 1 from star s join quote q on q.id = s.quote where q.key = ? and s.author = ?"


def toggle(door: Door, deed: deeds.ToggleStar) -> Receipt:
    """Star quotes for the author, or take the stars off where all of them have one.

    Raises:
        RecordMissing: there is no such quote.
    """
    quotes = deed.quotes
    targets.must_exist(door, *quotes)
    field = materialise.star_field(door.author)
    without = [
        quote
        for quote in quotes
        if not door.db.execute(STAR_ON, (ids.raw_of(quote), door.author)).fetchone()
    ]
    if without:
        door.join_all(without, field, {"made": door.wall})
    else:
        door.leave_all(quotes, field)
    changed = without or quotes
    summary = f"star {'on' if without else 'off'} {targets.named(changed)}"
    return Receipt(door.txn, summary, quotes)
