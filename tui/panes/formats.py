"""The second pane: where the answer's quotes belong, or what else they have."""

from __future__ import annotations

from storage import FacetRow, FormatRow, Slug
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span
from tui.widgets.marked_text import counted
from tui.widgets.page_list import PageList


class FormatsPane(PageList[FormatRow | FacetRow]):
    """Formats, or values of another facet, with the number of quotes that choosing one shows."""

    place = Place.FORMATS
    title = wording.FACETS["in"]
    pinned = 1

    @property
    def chosen(self) -> Slug | None:
        """The row under the cursor; None for all of them."""
        row = self.current
        return row.slug if row is not None else None

    def turn(self, facet: str) -> None:
        """List the values of a facet from now on."""
        if self.title != wording.FACETS[facet]:
            self.title = wording.FACETS[facet]
            self.cursor = self.top = 0

    def key_of(self, row: FormatRow | FacetRow) -> str:
        return row.slug

    def row_lines(self, row: FormatRow | FacetRow, width: int) -> list[Line]:
        return [counted(row.name if row.slug else wording.NO_FORMAT, row.quotes, width)]

    def pinned_line(self) -> Line:
        return (Span(wording.ALL_FORMATS),)
