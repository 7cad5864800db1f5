"""The pane of what people wrote about the quote under the cursor: notes, tags, stances."""

from __future__ import annotations

from storage import EVERYTHING, Query, QuoteDetail
from tui.commands.command import Place
from tui.formatting import NO_QUOTE, annotation_lines, is_same
from tui.widgets.scrolled_text import ScrolledText


class NotesPane(ScrolledText):
    """All notes whole, the newest last, with the tags and stances of the quote."""

    place = Place.NOTES
    title = "NOTES"
    detail: QuoteDetail | None = None

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Show another quote's, or those of the same one as they are now."""
        if self.is_pinned:
            return
        was, self.detail = self.detail, detail
        lines = annotation_lines(detail) if detail else [NO_QUOTE]
        self.show(lines, keep_place=is_same(was, detail))

    def counter(self) -> str:
        notes = len(self.detail.notes) if self.detail else 0
        return " · ".join(filter(None, (f"{notes}", super().counter())))
