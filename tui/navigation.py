"""Where a person is: what was searched and fixed, and which rows only preview."""

from __future__ import annotations

from typing import Final, NamedTuple

from storage import EVERYTHING, Query, Slug, Term

NO_SPEAKER = Term("has", "speaker", negated=True)
NO_FORMAT = Term("has", "format", negated=True)
FACETS: Final = ("in", "topic", "to", "via")
"""What the second pane turns through: formats, topics, addressees, reporting parties."""


class Navigation(NamedTuple):
    """One value that every pane derives its question from.

    `facet` is the field of the search language whose values the second pane lists. `actor` and
    `value` are rows of the first and the second pane that the cursor rests on: they narrow the
    other panes as if they were chosen. None is the row "all"; "" is the row of quotes without one.
    """

    query: Query = EVERYTHING
    actor: Slug | None = None
    value: Slug | None = None
    facet: str = FACETS[0]

    @property
    def for_quotes(self) -> Query:
        return self._narrowed_by_value(narrowed_by_actor(self.query, self.actor))

    @property
    def for_actors(self) -> Query:
        """Without the wish for an actor, so that the other actors stay choosable."""
        return self._narrowed_by_value(without_actor(self.query))

    @property
    def for_facet(self) -> Query:
        """Without the wish for one of its values, as above."""
        return narrowed_by_actor(without_value(self.query, self.facet), self.actor)

    def _narrowed_by_value(self, query: Query) -> Query:
        return narrowed_by_value(query, self.facet, self.value)

    @property
    def previews(self) -> bool:
        return self.actor is not None or self.value is not None

    def searching(self, query: Query) -> Navigation:
        """A new search; nothing is previewed any more."""
        return self._replace(query=query, actor=None, value=None)

    def following(self, actor: Slug) -> Navigation:
        """The actor is fixed as a chip."""
        return self._replace(query=narrowed_by_actor(self.query, actor), actor=None)

    def within(self, value: Slug) -> Navigation:
        """The row of the second pane is fixed as a chip."""
        return self._replace(query=narrowed_by_value(self.query, self.facet, value), value=None)

    def turned(self) -> Navigation:
        """The second pane lists its next kind of values."""
        following = FACETS[(FACETS.index(self.facet) + 1) % len(FACETS)]
        return self._replace(facet=following, value=None)

    def resting_on_actor(self, actor: Slug | None) -> Navigation:
        return self._replace(actor=actor)

    def resting_on_value(self, value: Slug | None) -> Navigation:
        return self._replace(value=value)

    def without_previews(self) -> Navigation:
        return self.searching(self.query)

    def without_last_filter(self) -> Navigation:
        return self.searching(self.query.without_last_filter())


def without_actor(query: Query) -> Query:
    return query.without_fields("by").without_term(NO_SPEAKER)


def without_value(query: Query, facet: str) -> Query:
    left = query.without_fields(facet)
    return left.without_term(NO_FORMAT) if facet == "in" else left


def narrowed_by_actor(query: Query, actor: Slug | None) -> Query:
    if actor is None:
        return query
    if actor == "":
        return without_actor(query).with_term(NO_SPEAKER)
    return without_actor(query).spoken_by(actor)


def narrowed_by_value(query: Query, facet: str, value: Slug | None) -> Query:
    if value is None:
        return query
    if value == "":
        return without_value(query, facet).with_term(NO_FORMAT)
    return without_value(query, facet).with_term(Term(facet, value, "="))
