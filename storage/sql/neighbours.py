"""What the same speaker said before and after, on a shared topic or in the same talks."""

from __future__ import annotations

from typing import Final

from storage import ids
from storage.connections import Connection
from storage.ids import Key

OF: Final = "select id, speaker, format, said_hi, said_lo, key from quote where key = ?"
NEAREST: Final = """
select q.key from quote q
where (q.said_hi, q.said_lo, q.key) {than} (:said_hi, :said_lo, :key)
and (q.speaker = :speaker or q.id in (select quote from quote_speaker where actor = :speaker))
and (q.format = :format or q.id in (
    select quote from quote_topic
    where topic in (select topic from quote_topic where quote = :id)))
and q.batch not in (select id from batch where state <> 'live')
order by q.said_hi {order}, q.said_lo {order}, q.key {order} limit 1
"""


def neighbour(db: Connection, key: Key, *, is_later: bool) -> Key | None:
    """The nearest such quote before it, or after it; None where none is held."""
    here = db.execute(OF, (ids.raw_of(key),)).fetchone()
    if here is None or here["speaker"] is None:
        return None
    statement = (
        NEAREST.format(than=">", order="") if is_later else NEAREST.format(than="<", order="desc")
    )
    found = db.execute(statement, dict(here)).fetchone()
    return ids.key_of("q", found[0]) if found else None
