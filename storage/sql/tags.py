"""The analyst's own labels, in the order in which they are offered."""

from __future__ import annotations

from storage import ids
from storage.connections import Connection
from storage.rows import Tag

RECENT_FIRST = """
select t.key, t.name, count(qt.quote) as quotes
from tag t left join quote_tag qt on qt.tag = t.id
group by t.id
order by max(case when qt.author = :author then qt.made end) desc nulls last, quotes desc, t.id
"""


def recent_first(db: Connection, author: str) -> tuple[Tag, ...]:
    """The author's recent tags first, then the most used, then as they were made."""
    return tuple(
        Tag(ids.key_of("t", row["key"]), row["name"], row["quotes"])
        for row in db.execute(RECENT_FIRST, {"author": author})
    )
