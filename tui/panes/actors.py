"""The pane of actors: who speaks in the answer, and how often."""

from __future__ import annotations

from storage import ActorRow, Named, Term
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span, short_name
from tui.navigation import ACTORS, term_of
from tui.widgets.marked_text import branch, counted
from tui.widgets.tree_list import TreeList


class ActorsPane(TreeList[ActorRow]):
    """Actors with the number of quotes that choosing one would show."""

    place = Place.ACTORS
    title = wording.ACTORS[False]
    pinned = 1

    @property
    def chosen(self) -> Term | None:
        """What the row under the cursor stands for; None for all of them."""
        row = self.current
        return term_of(ACTORS, row.slug, alone=row.alone) if row is not None else None

    def turn(self, *, is_flat: bool) -> None:
        """List actors one by one from now on, or below their organisations."""
        if self.title != wording.ACTORS[is_flat]:
            self.title = wording.ACTORS[is_flat]
            self.cursor = self.top = 0

    def key_of(self, row: ActorRow) -> str:
        return f"{row.within or ''} {row.slug} {row.alone}"

    def row_lines(self, row: ActorRow, width: int) -> list[Line]:
        name = row.name if row.slug else wording.NO_ONE_NAMED
        if row.within == row.slug:
            name = wording.ITSELF
        before = ""
        if self.title == wording.ACTORS[False]:
            before = branch(row, is_plain=self.is_plain)
        is_long = len(before) + len(name) + len(f" {row.quotes:,}") > width
        if is_long:
            name = short_name(Named(row.slug, name, row.kind))
        return [counted(name, row.quotes, width, before)]

    def pinned_line(self) -> Line:
        return (Span(wording.ALL_ACTORS),)
