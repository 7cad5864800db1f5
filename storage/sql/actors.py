"""Who speaks in an answer, and how often."""

from __future__ import annotations

from storage.connections import Connection
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import ActorRow
from storage.sql import names
from storage.sql.conditions import Where

NO_ONE = "no one named"
# Joint statements are few: a cross join reads them first, and not the whole answer once more.
PAGE = """
with spoken(actor, quotes) as (
    select q.speaker, count(*) from quote q where {where} group by q.speaker
    union all
    select s.actor, count(distinct s.quote)
    from quote_speaker s cross join quote q on q.id = s.quote
    where {where} and s.actor is not q.speaker group by s.actor),
counted(actor, quotes) as (select actor, sum(quotes) from spoken group by actor)
select coalesce(a.slug, '') as slug, coalesce(a.name, :no_one) as name,
       coalesce(a.kind, '') as kind, c.quotes, count(*) over () as total
from counted c left join actor a on a.id = c.actor
order by c.actor is null, c.quotes desc, a.name, a.slug limit :count offset :start
"""
TOTAL = """
select count(*) from (
    select q.speaker from quote q where {where}
    union
    select s.actor from quote_speaker s cross join quote q on q.id = s.quote where {where})
"""
OWN = """
select count(*) from quote q where (q.speaker = :actor
or q.id in (select quote from quote_speaker where actor = :actor))
and q.batch not in (select id from batch where state <> 'live')
"""


def page(db: Connection, where: Where, query: Query, window: Window) -> Page[ActorRow]:
    """Some of those who speak in the answer: most quotes first, and no one named at the end."""
    asked = {**where.parameters, "no_one": NO_ONE, "count": window.count, "start": window.start}
    found = db.execute(where.within(PAGE), asked).fetchall()
    rows = tuple(
        ActorRow(Slug(each["slug"]), each["name"], each["kind"], each["quotes"]) for each in found
    )
    if found:
        return Page(query, window, rows, found[0]["total"])
    return Page(query, window, rows, db.execute(where.within(TOTAL), asked).fetchone()[0])


def called(db: Connection, words: str) -> ActorRow | None:
    """The one actor that is called so, and how many quotes are its own."""
    found = names.called(db, words)
    if found is None:
        return None
    own = db.execute(OWN, {"actor": found.id}).fetchone()[0]
    return ActorRow(found.slug, found.name, found.kind, own)
