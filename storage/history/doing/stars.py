"""Stars, which are their author's own."""

from __future__ import annotations

from storage import deeds
from storage.history import materialise
from storage.history.doing import targets
from storage.history.log import Door
from storage.rows import Receipt

STARRED = """
select q.key from quote q join star s on s.quote = q.id where s.author = ? and q.key in ({marks})
"""


def toggle(door: Door, deed: deeds.ToggleStar) -> Receipt:
    """Star quotes for the author, or take the stars off where all of them have one.

    Raises:
        RecordMissing: there is no such quote.
    """
    quotes = deed.quotes
    targets.must_exist(door, *quotes)
    field = materialise.star_field(door.author)
    starred = targets.among(door, quotes, STARRED, door.author)
    without = [quote for quote in quotes if quote not in starred]
    if without:
        door.join_all(without, field, {"made": door.wall})
    else:
        door.leave_all(quotes, field)
    changed = without or quotes
    summary = f"star {'on' if without else 'off'} {targets.named(changed)}"
    return Receipt(door.txn, summary, quotes)
