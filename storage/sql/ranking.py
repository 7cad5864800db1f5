"""How well the texts of quotes match the words of a query, as the full-text index weighs them."""

from __future__ import annotations

from typing import Final

from storage import tokens
from storage.connections import Connection
from storage.query import Query, Term, grouped
from storage.sql.where import match_any, match_of

RANKED_AT_MOST: Final = 20_000
"""Quotes with the words: 1.2 to 2 µs each, so 40 ms. More are not worth waiting for."""

# BM25 (Robertson and others 1994) as FTS5 has it: better is less. Notes do not weigh.
WEIGHTS: Final = """
select rowid, bm25(quote_fts, 1.0, 1.0, 0.0) from quote_fts where quote_fts match ?
"""


def having_words(query: Query) -> Query | None:
    """Which quotes have to be weighed; None where no words are asked for."""
    words = _words(query)
    if not words:
        return None
    return Query(words if _must_all_hold(query) else grouped([word] for word in words))


def weights(db: Connection, query: Query) -> dict[int, float]:
    """The weight of each quote with words of the query, by its id; the best is the least."""
    match = (match_of if _must_all_hold(query) else match_any)(_words(query))
    return {row[0]: row[1] for row in db.execute(WEIGHTS, (match,))}


def _words(query: Query) -> tuple[Term, ...]:
    return tuple(term for term in query.wished_words if tokens.has_words(term.value))


def _must_all_hold(query: Query) -> bool:
    """Words in brackets need not."""
    return all(term in query.words for term in query.wished_words)
