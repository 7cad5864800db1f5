"""The pane of actors: who speaks in the answer, and how often."""

from __future__ import annotations

from storage import ActorRow, Named, Slug
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span, short_name
from tui.widgets.marked_text import counted
from tui.widgets.page_list import PageList


class ActorsPane(PageList[ActorRow]):
    """Actors with the number of quotes that choosing one would show."""

    place = Place.ACTORS
    title = "ACTORS"
    pinned = 1

    @property
    def chosen(self) -> Slug | None:
        """The row under the cursor; None for all of them."""
        row = self.current
        return row.slug if row is not None else None

    def key_of(self, row: ActorRow) -> str:
        return row.slug

    def row_lines(self, row: ActorRow, width: int) -> list[Line]:
        named = Named(row.slug, row.name if row.slug else wording.NO_ONE_NAMED, row.kind)
        is_long = len(named.name) + len(f" {row.quotes:,}") > width
        return [counted(short_name(named) if is_long else named.name, row.quotes, width)]

    def pinned_line(self) -> Line:
        return (Span(wording.ALL_ACTORS),)
