"""What else the quotes of an answer have: topics, addressees, parties that report them."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.pages import Page
from storage.query import Query, Window
from storage.rows import FacetRow
from storage.sql import actors, names


class _Facet(NamedTuple):
    """The column that is counted, and how its values are named."""

    column: str
    names: str


_TOPICS: Final = "select id, slug, slug, '' from topic where id in (select value from json_each(?))"
FACETS: Final = {
    "topic": _Facet("topic", _TOPICS),
    "to": _Facet("addressee", actors.NAMES),
    "via": _Facet("reported outermost by", actors.NAMES),
}
"""By the field of the search language that asks for it."""


def page(
    db: Connection, answer: Answer, facet: str, query: Query, window: Window
) -> Page[FacetRow]:
    """Some of its values, most quotes first."""
    counts = answer.by_value(FACETS[facet].column)
    named = db.execute(FACETS[facet].names, (names.as_json(counts),))
    rows = [FacetRow(Slug(row[1]), row[2], row[3], counts[row[0]]) for row in named]
    rows.sort(key=lambda row: (-row.quotes, row.name, row.slug))
    shown = rows[window.start : window.start + window.count]
    return Page(query, window, tuple(shown), len(rows))
