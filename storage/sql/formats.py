"""Which talks formats an answer belongs to, and how often."""

from __future__ import annotations

from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import FormatRow
from storage.sql import names

NO_FORMAT = "no format"
NAMES = "select id, slug, name, kind from format where id in (select value from json_each(?))"


def page(db: Connection, answer: Answer, query: Query, window: Window) -> Page[FormatRow]:
    """Some of the formats of the answer: most quotes first, and no format at the end."""
    counts = answer.by_format(window)
    asked = names.as_json(each for each, _ in counts.rows if each is not None)
    named = {row[0]: (Slug(row[1]), row[2], row[3]) for row in db.execute(NAMES, (asked,))}
    none = (Slug(""), NO_FORMAT, "")
    rows = tuple(
        FormatRow(*(none if each is None else named[each]), quotes) for each, quotes in counts.rows
    )
    return Page(query, window, rows, counts.total)
