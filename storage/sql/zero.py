"""Why an answer is empty: what each term took away, and what the library holds at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storage import matching, tokens
from storage.answer import Answer
from storage.connections import Connection
from storage.ids import Slug
from storage.query import Query, Term
from storage.rows import Holdings, Removed, Spelling, Zero
from storage.sql import names, spelling

PARAPHRASE = Term("is", "paraphrase")
SPELLINGS_AT_MOST = 3
TOPICS = """
select slug, coalesce(definition, '') as definition from topic
where batch not in (select id from batch where state <> 'live') order by slug
"""


def explain(db: Connection, query: Query, find: Callable[[Query], Answer]) -> Zero:
    """What stands behind an empty answer, without ever saying more than is held."""
    removed = tuple(Removed(part, find(query.without_term(part)).total) for part in query.terms)
    speakers = tuple(
        (names.actor(db, term).name, *_quotes_and_paraphrases(Query((term,)), find))
        for term in query.fields
        if term.field == "by" and not term.negated
    )
    return Zero(
        query,
        removed,
        _holdings(_without_words(query), find),
        speakers,
        _topics(db, query),
        tuple(_spellings(db, query, find)),
    )


def _without_words(query: Query) -> Query:
    """Less its words, and less brackets that hold any."""
    return Query(tuple(part for part in query.terms if not Query((part,)).wished_words))


def _spellings(db: Connection, query: Query, find: Callable[[Query], Answer]) -> Iterator[Spelling]:
    """For words that no quote holds: the nearest that would find something, best first."""
    for term in query.words:
        if term.negated or len(tokens.searched(term.value)) != 1 or find(Query((term,))).total:
            continue
        found = [
            Spelling(term.value, near, find(_with_word(query, term, near)).total)
            for near in spelling.near(db, term.value)
        ]
        found.sort(key=lambda each: -each.quotes)
        yield from [each for each in found if each.quotes][:SPELLINGS_AT_MOST]


def _with_word(query: Query, term: Term, word: str) -> Query:
    replaced = term._replace(value=word, prefix=False)
    return Query(tuple(replaced if part == term else part for part in query.terms))


def _holdings(query: Query, find: Callable[[Query], Answer]) -> Holdings:
    held = find(query)
    return Holdings(*_quotes_and_paraphrases(query, find), held.sources(), *held.first_and_last())


def _quotes_and_paraphrases(query: Query, find: Callable[[Query], Answer]) -> tuple[int, int]:
    return find(query).total, find(query.with_term(PARAPHRASE)).total


def _topics(db: Connection, query: Query) -> tuple[Slug, ...]:
    """The topics of which the slug or the definition has a word that was searched for."""
    wished = query.wished_words
    return tuple(
        row["slug"]
        for row in db.execute(TOPICS)
        if any(_names_topic(f"{row['slug']} {row['definition']}", term) for term in wished)
    )


def _names_topic(text: str, term: Term) -> bool:
    words = tokens.searched(term.value)
    return bool(words) and matching.matches(text, words, prefix=term.prefix)
