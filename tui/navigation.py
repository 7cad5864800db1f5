"""Where a person is: what was searched and fixed, and which rows only preview."""

from __future__ import annotations

from typing import NamedTuple

from storage import EVERYTHING, Query, Slug, Term

NO_SPEAKER = Term("has", "speaker", negated=True)
NO_FORMAT = Term("has", "format", negated=True)


class Navigation(NamedTuple):
    """One value that every pane derives its question from.

    `actor` and `format` are rows that the cursor rests on: they narrow the other panes as if they
    were chosen. None is the row "all"; "" is the row of quotes without one.
    """

    query: Query = EVERYTHING
    actor: Slug | None = None
    format: Slug | None = None

    @property
    def for_quotes(self) -> Query:
        return narrowed_by_format(narrowed_by_actor(self.query, self.actor), self.format)

    @property
    def for_actors(self) -> Query:
        """Without the wish for an actor, so that the other actors stay choosable."""
        return narrowed_by_format(without_actor(self.query), self.format)

    @property
    def for_formats(self) -> Query:
        return narrowed_by_actor(without_format(self.query), self.actor)

    @property
    def previews(self) -> bool:
        return self.actor is not None or self.format is not None

    def searching(self, query: Query) -> Navigation:
        """A new search; nothing is previewed any more."""
        return Navigation(query)

    def following(self, actor: Slug) -> Navigation:
        """The actor is fixed as a chip."""
        return self._replace(query=narrowed_by_actor(self.query, actor), actor=None)

    def within(self, format_: Slug) -> Navigation:
        """The format is fixed as a chip."""
        return self._replace(query=narrowed_by_format(self.query, format_), format=None)

    def resting_on_actor(self, actor: Slug | None) -> Navigation:
        return self._replace(actor=actor)

    def resting_on_format(self, format_: Slug | None) -> Navigation:
        return self._replace(format=format_)

    def without_previews(self) -> Navigation:
        return Navigation(self.query)

    def without_last_filter(self) -> Navigation:
        return Navigation(self.query.without_last_filter())


def without_actor(query: Query) -> Query:
    return query.without_fields("by").without_term(NO_SPEAKER)


def without_format(query: Query) -> Query:
    return query.without_fields("in").without_term(NO_FORMAT)


def narrowed_by_actor(query: Query, actor: Slug | None) -> Query:
    if actor is None:
        return query
    if actor == "":
        return without_actor(query).with_term(NO_SPEAKER)
    return without_actor(query).spoken_by(actor)


def narrowed_by_format(query: Query, format_: Slug | None) -> Query:
    if format_ is None:
        return query
    if format_ == "":
        return without_format(query).with_term(NO_FORMAT)
    return without_format(query).talked_in(format_)
