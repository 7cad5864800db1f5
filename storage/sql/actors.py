"""Who speaks in an answer, and how often."""

from __future__ import annotations

from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import ActorRow
from storage.sql import names

NO_ONE = "no one named"
NAMES = "select id, slug, name, kind from actor where id in (select value from json_each(?))"
OWN = """
select count(*) from quote q where (q.speaker = :actor
or q.id in (select quote from quote_speaker where actor = :actor))
and q.batch not in (select id from batch where state <> 'live')
"""


def page(db: Connection, answer: Answer, query: Query, window: Window) -> Page[ActorRow]:
    """Some of those who speak in the answer: most quotes first, and no one named at the end."""
    counts = answer.by_actor(window)
    asked = names.as_json(actor for actor, _ in counts.rows if actor is not None)
    named = {row[0]: (Slug(row[1]), row[2], row[3]) for row in db.execute(NAMES, (asked,))}
    no_one = (Slug(""), NO_ONE, "")
    rows = tuple(
        ActorRow(*(no_one if actor is None else named[actor]), quotes)
        for actor, quotes in counts.rows
    )
    return Page(query, window, rows, counts.total)


def called(db: Connection, words: str) -> ActorRow | None:
    """The one actor that is called so, and how many quotes are its own."""
    found = names.called(db, words)
    if found is None:
        return None
    own = db.execute(OWN, {"actor": found.id}).fetchone()[0]
    return ActorRow(found.slug, found.name, found.kind, own)
