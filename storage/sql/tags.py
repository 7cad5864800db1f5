"""The analyst's own labels, in the order in which they are offered."""

from __future__ import annotations

from storage import ids
from storage.connections import Connection
from storage.rows import Tag
from storage.sql import names, unseen

RECENT_FIRST = """
select t.key, t.name, count(qt.quote) as quotes,
       (select key from tag where id = t.parent) as parent
from tag t left join quote_tag qt on qt.tag = t.id and qt.quote not in ({unseen})
group by t.id
order by max(case when qt.author = :author then qt.made end) desc nulls last, quotes desc, t.id
""".replace("{unseen}", unseen.QUOTES)
ON_QUOTES = """
select t.name, count(*) from quote_tag qt join tag t on t.id = qt.tag
where qt.quote in (select value from json_each(:ids)) group by t.id
"""


def recent_first(db: Connection, author: str) -> tuple[Tag, ...]:
    """The author's recent tags first, then the most used, then as they were made."""
    return tuple(
        Tag(
            ids.key_of("t", row["key"]),
            row["name"],
            row["quotes"],
            ids.key_of("t", row["parent"]) if row["parent"] else None,
        )
        for row in db.execute(RECENT_FIRST, {"author": author})
    )


def on_quotes(db: Connection, quote_ids: list[int]) -> dict[str, int]:
    """On how many of these quotes each of their tags stands."""
    return {row[0]: row[1] for row in db.execute(ON_QUOTES, {"ids": names.as_json(quote_ids)})}
