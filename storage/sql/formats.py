"""Which talks formats an answer belongs to, and how often."""

from __future__ import annotations

from storage.connections import Connection
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import FormatRow
from storage.sql.conditions import Where

NO_FORMAT = "no format"
PAGE = """
with counted(format, quotes) as (
    select q.format, count(*) from quote q where {where} group by q.format)
select coalesce(f.slug, '') as slug, coalesce(f.name, :no_format) as name,
       coalesce(f.kind, '') as kind, c.quotes, count(*) over () as total
from counted c left join format f on f.id = c.format
order by c.format is null, c.quotes desc, f.name, f.slug limit :count offset :start
"""
TOTAL = """
select count(*) from (select 1 from quote q where {where} group by q.format)
"""


def page(db: Connection, where: Where, query: Query, window: Window) -> Page[FormatRow]:
    """Some of the formats of the answer: most quotes first, and no format at the end."""
    asked = {**where.parameters, "no_format": NO_FORMAT}
    asked |= {"count": window.count, "start": window.start}
    found = db.execute(where.within(PAGE), asked).fetchall()
    rows = tuple(
        FormatRow(Slug(each["slug"]), each["name"], each["kind"], each["quotes"]) for each in found
    )
    if found:
        return Page(query, window, rows, found[0]["total"])
    return Page(query, window, rows, db.execute(where.within(TOTAL), asked).fetchone()[0])
