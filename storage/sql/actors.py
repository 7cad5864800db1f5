"""Who speaks in an answer, and how often."""

from __future__ import annotations

from collections.abc import Iterable

from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import ActorRow
from storage.sql import identities, names

NO_ONE = "no one named"
NAMES = "select id, slug, name, kind from actor where id in (select value from json_each(?))"
OF_SLUG = "select id from actor where slug = ?"
OWN = """
select count(*) from quote q where (q.speaker in (select value from json_each(:actors))
or q.id in (select quote from quote_speaker where actor in (select value from json_each(:actors))))
and q.batch not in (select id from batch where state <> 'live')
"""


def page(db: Connection, answer: Answer, query: Query, window: Window) -> Page[ActorRow]:
    """Some of those who speak in the answer: most quotes first, and no one named at the end."""
    counts = answer.by_actor(window)
    named = names.by_id(db, NAMES, (actor for actor, _ in counts.rows), NO_ONE)
    rows = tuple(ActorRow(*named[actor], quotes) for actor, quotes in counts.rows)
    return Page(query, window, rows, counts.total)


def tree(
    db: Connection, answer: Answer, query: Query, window: Window, unfolded: Iterable[Slug]
) -> Page[ActorRow]:
    """Some of the lines of the tree of those who speak, of whom some are unfolded."""
    kept = identities.read(db).of
    ids = {kept(row[0]) for slug in unfolded for row in db.execute(OF_SLUG, (slug,)).fetchall()}
    found = answer.actor_tree(ids, window)
    asked = (each for row in found.rows for each in (row.actor, row.within))
    named = names.by_id(db, NAMES, asked, NO_ONE)
    rows = tuple(
        ActorRow(
            *named[row.actor],
            row.quotes,
            row.depth,
            row.has_members,
            row.is_unfolded,
            None if row.within is None else named[row.within][0],
            row.alone,
        )
        for row in found.rows
    )
    return Page(query, window, rows, found.total)


def called(db: Connection, words: str, *, or_nearly: bool = False) -> ActorRow | None:
    """The one actor that is called so, perhaps with a slip, and how many quotes are its own."""
    found = names.called(db, words) or (names.nearly_called(db, words) if or_nearly else None)
    if found is None:
        return None
    same = identities.read(db).same_as(found.id)
    own = db.execute(OWN, {"actors": names.as_json(same)}).fetchone()[0]
    return ActorRow(found.slug, found.name, found.kind, own)
