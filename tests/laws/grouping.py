"""Queries with brackets in them."""

from __future__ import annotations

from hypothesis import strategies as st

from storage import Query, Term
from storage.query import Part, grouped

Parts = tuple[Part, ...]


def queries(terms: st.SearchStrategy[Term], most: int) -> st.SearchStrategy[Query]:
    """Queries of those terms, some of them in brackets within brackets."""
    parts = st.recursive(terms.map(_alone), _in_brackets, max_leaves=5)
    return st.lists(parts, max_size=most).map(lambda drawn: Query(_joined(drawn)))


def _alone(term: Term) -> Parts:
    return (term,)


@st.composite
def _in_brackets(draw: st.DrawFn, inner: st.SearchStrategy[Parts]) -> Parts:
    alternatives = draw(st.lists(st.lists(inner, max_size=2), max_size=3))
    return grouped(map(_joined, alternatives), negated=draw(st.booleans()))


def _joined(drawn: list[Parts]) -> Parts:
    return tuple(dict.fromkeys(part for parts in drawn for part in parts))
