"""The second pane: where the answer's quotes belong, or what else they have."""

from __future__ import annotations

from storage import FacetRow, FormatRow, Term
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span
from tui.navigation import FORMATS, term_of
from tui.widgets.marked_text import branch, counted
from tui.widgets.tree_list import TreeList


class FormatsPane(TreeList[FormatRow | FacetRow]):
    """Formats with their meetings, or values of another facet, and how many quotes each has."""

    place = Place.FORMATS
    title = wording.FACETS[FORMATS]
    pinned = 1

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.facet = FORMATS

    @property
    def chosen(self) -> Term | None:
        """What the row under the cursor stands for; None for all of them."""
        row = self.current
        return term_of(self.facet, row.slug) if row is not None else None

    def turn(self, facet: str) -> None:
        """List the values of a facet from now on."""
        if self.facet != facet:
            self.facet, self.title = facet, wording.FACETS[facet]
            self.cursor = self.top = 0

    def key_of(self, row: FormatRow | FacetRow) -> str:
        return row.slug

    def row_lines(self, row: FormatRow | FacetRow, width: int) -> list[Line]:
        name = row.name if row.slug else wording.NO_FORMAT
        if not isinstance(row, FormatRow):
            return [counted(name, row.quotes, width)]
        before = branch(row, is_plain=self.is_plain)
        if row.within:
            room = width - len(before) - len(f" {row.quotes:,}")
            name = wording.meeting_row(row.dated, row.name, room)
        return [counted(name, row.quotes, width, before)]

    def pinned_line(self) -> Line:
        return (Span(wording.ALL_FORMATS),)
