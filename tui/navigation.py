"""Where a person is: what was searched and fixed, what is unfolded, which rows only preview."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage import EVERYTHING, Query, Slug, Term

NO_SPEAKER: Final = Term("has", "speaker", negated=True)
NO_FORMAT: Final = Term("has", "format", negated=True)
NONE_OF: Final = {"by": NO_SPEAKER, "in": NO_FORMAT}
"""By field: what the row of quotes without a value means."""
ACTORS: Final = "by"
FORMATS: Final = "in"
FACETS: Final = (FORMATS, "topic", "to", "via")
"""What the second pane turns through: formats, topics, addressees, reporting parties."""
TREES: Final = frozenset({ACTORS, FORMATS})
"""Fields whose values stand below each other."""


class Listing(NamedTuple):
    """What a narrowing pane lists: the values of a field that the quotes of a query have.

    Of a tree `unfolded` are the rows of which those below are shown; None is for a plain list.
    """

    field: str
    query: Query
    unfolded: frozenset[Slug] | None = None


class Navigation(NamedTuple):
    """One value that every pane derives its question from.

    `facet` is the field of the search language whose values the second pane lists. `actor` and
    `value` are what the rows of the first and the second pane stand for that the cursor rests on:
    they narrow the other panes as if they were chosen. None is the row "all".
    """

    query: Query = EVERYTHING
    actor: Term | None = None
    value: Term | None = None
    facet: str = FORMATS
    unfolded: frozenset[tuple[str, Slug]] = frozenset()
    """Rows of trees, each with its field."""
    is_flat: bool = False
    """Whether actors are listed one by one and not below their organisations."""

    @property
    def for_quotes(self) -> Query:
        return self._narrowed_by_value(narrowed(self.query, ACTORS, self.actor))

    @property
    def actors(self) -> Listing:
        """Without the wish for an actor, so that the other actors stay choosable."""
        query = self._narrowed_by_value(without(self.query, ACTORS))
        return Listing(ACTORS, query, None if self.is_flat else self._unfolded_of(ACTORS))

    @property
    def second(self) -> Listing:
        """Without the wish for one of its values, as above."""
        query = narrowed(without(self.query, self.facet), ACTORS, self.actor)
        return Listing(self.facet, query, self._unfolded_of(self.facet))

    def _narrowed_by_value(self, query: Query) -> Query:
        return narrowed(query, self.facet, self.value)

    def _unfolded_of(self, field: str) -> frozenset[Slug] | None:
        if field not in TREES:
            return None
        return frozenset(slug for of, slug in self.unfolded if of == field)

    @property
    def previews(self) -> bool:
        return self.actor is not None or self.value is not None

    def searching(self, query: Query) -> Navigation:
        """A new search; nothing is previewed any more."""
        return self._replace(query=query, actor=None, value=None)

    def following(self, actor: Term) -> Navigation:
        """The actor is fixed as a chip."""
        return self._replace(query=narrowed(self.query, ACTORS, actor), actor=None)

    def within(self, value: Term) -> Navigation:
        """The row of the second pane is fixed as a chip."""
        return self._replace(query=narrowed(self.query, self.facet, value), value=None)

    def turned(self) -> Navigation:
        """The second pane lists its next kind of values."""
        following = FACETS[(FACETS.index(self.facet) + 1) % len(FACETS)]
        return self._replace(facet=following, value=None)

    def flattened(self) -> Navigation:
        """Actors are listed one by one, or again below their organisations."""
        return self._replace(is_flat=not self.is_flat, actor=None)

    def folding(self, field: str, row: Slug) -> Navigation:
        """What is below a row is shown, or no more."""
        return self._replace(unfolded=self.unfolded ^ {(field, row)})

    def resting_on_actor(self, actor: Term | None) -> Navigation:
        return self._replace(actor=actor)

    def resting_on_value(self, value: Term | None) -> Navigation:
        return self._replace(value=value)

    def without_previews(self) -> Navigation:
        return self.searching(self.query)

    def without_last_filter(self) -> Navigation:
        return self.searching(self.query.without_last_filter())


def term_of(field: str, slug: Slug, *, alone: bool = True) -> Term:
    """What a row stands for: that value alone, or with all below it; "" is for no value."""
    if not slug:
        return NONE_OF[field]
    return Term(field, slug, "=" if alone else "<=")


def without(query: Query, field: str) -> Query:
    """The query without a wish for a value of the field."""
    left = query.without_fields(field)
    return left.without_term(NONE_OF[field]) if field in NONE_OF else left


def narrowed(query: Query, field: str, term: Term | None) -> Query:
    """The query with that wish in place of any other for the field; None is for none more."""
    return query if term is None else without(query, field).with_term(term)
