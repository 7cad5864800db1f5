"""The pane of talks formats: where the answer's quotes belong."""

from __future__ import annotations

from storage import FormatRow, Slug
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span
from tui.widgets.marked_text import counted
from tui.widgets.page_list import PageList


class FormatsPane(PageList[FormatRow]):
    """Formats with the number of quotes that choosing one would show."""

    place = Place.FORMATS
    title = "FORMATS"
    pinned = 1

    @property
    def chosen(self) -> Slug | None:
        """The row under the cursor; None for all of them."""
        row = self.current
        return row.slug if row is not None else None

    def key_of(self, row: FormatRow) -> str:
        return row.slug

    def row_lines(self, row: FormatRow, width: int) -> list[Line]:
        return [counted(row.name if row.slug else wording.NO_FORMAT, row.quotes, width)]

    def pinned_line(self) -> Line:
        return (Span(wording.ALL_FORMATS),)
