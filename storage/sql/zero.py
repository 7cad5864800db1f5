"""Why an answer is empty: what each term took away, and what the library holds at all."""

from __future__ import annotations

import datetime as dt

from storage import matching, tokens
from storage.connections import Connection
from storage.ids import Slug
from storage.query import Query, Term
from storage.rows import Holdings, Removed, Zero
from storage.sql import conditions, names
from storage.sql.answers import SqlAnswer
from storage.sql.where import Where, where

HOLDINGS = """
select count(*) as quotes, count(*) filter (where q.held_as = 'paraphrase') as paraphrases,
       count(distinct q.source) as sources
from quote q where {where}
"""
FIRST = """
select q.said_on from quote q where {where} and q.said_hi >= q.said_lo
order by q.said_lo, q.said_hi limit 1
"""
LAST = """
select q.said_on from quote q where {where} and q.said_hi >= q.said_lo
order by q.said_hi desc, q.said_lo desc limit 1
"""
TOPICS = """
select slug, coalesce(definition, '') as definition from topic
where batch not in (select id from batch where state <> 'live') order by slug
"""


def explain(db: Connection, query: Query, today: dt.date, author: str) -> Zero:
    """What stands behind an empty answer, without ever saying more than is held."""

    def of(some: Query) -> Where:
        return where(db, conditions.condition(db, some, today), author)

    without_words = Query(query.chips)
    removed = tuple(
        Removed(term, SqlAnswer(db, of(query.without_term(term))).total) for term in query.terms
    )
    speakers = tuple(
        _speaker(db, term, of(Query((term,))))
        for term in query.fields
        if term.field == "by" and not term.negated
    )
    return Zero(query, removed, _holdings(db, of(without_words)), speakers, _topics(db, query))


def _holdings(db: Connection, of: Where) -> Holdings:
    held = db.execute(of.within(HOLDINGS), of.parameters).fetchone()
    first, last = (
        next((row[0] for row in db.execute(of.within(each), of.parameters)), None)
        for each in (FIRST, LAST)
    )
    return Holdings(held["quotes"], held["paraphrases"], held["sources"], first, last)


def _speaker(db: Connection, term: Term, of: Where) -> tuple[str, int, int]:
    held = db.execute(of.within(HOLDINGS), of.parameters).fetchone()
    return names.actor(db, term).name, held["quotes"], held["paraphrases"]


def _topics(db: Connection, query: Query) -> tuple[Slug, ...]:
    """The topics of which the slug or the definition has a word that was searched for."""
    wished = query.wished_words
    return tuple(
        row["slug"]
        for row in db.execute(TOPICS)
        if any(_names_topic(f"{row['slug']} {row['definition']}", term) for term in wished)
    )


def _names_topic(text: str, term: Term) -> bool:
    words = tokens.words_of(term.value)
    return bool(words) and matching.matches(text, words, prefix=term.prefix)
