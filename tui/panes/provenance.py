"""The view of where a quote's words come from."""

from __future__ import annotations

from storage import EVERYTHING, Key, Query, QuoteDetail
from tui import wording
from tui.commands.command import Place
from tui.formatting import Span
from tui.provenance import provenance_lines
from tui.widgets.scrolled_text import ScrolledText


class ProvenancePane(ScrolledText):
    """The chain hop by hop, the stored place with the words marked, others, who entered it."""

    place = Place.PROVENANCE
    title = "PROVENANCE"
    shown: Key | None = None

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Show another quote, or the same one as it is now."""
        key = detail.row.key if detail else None
        lines = (
            provenance_lines(detail, query) if detail else [(Span(wording.NOTHING_CHOSEN, "dim"),)]
        )
        self.show(lines, keep_place=key == self.shown)
        self.shown = key
