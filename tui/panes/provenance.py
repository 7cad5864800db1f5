"""The view of where a quote's words come from."""

from __future__ import annotations

from storage import EVERYTHING, Query, QuoteDetail
from tui.commands.command import Place
from tui.formatting import NO_QUOTE, Line, is_same
from tui.provenance import further_lines, provenance_lines
from tui.widgets.scrolled_text import ScrolledText


class ProvenancePane(ScrolledText):
    """The chain hop by hop, the stored place with the words marked, others, who entered it."""

    place = Place.PROVENANCE
    title = "PROVENANCE"
    is_beside = False
    """Whether it stands beside the detail, which says a part of it already."""
    _detail: QuoteDetail | None = None
    _query: Query = EVERYTHING

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Show another quote, or the same one as it is now."""
        was, self._detail, self._query = self._detail, detail, query
        self.show(self._lines(), keep_place=is_same(was, detail))

    def stand(self, *, is_beside: bool) -> None:
        """Beside the detail from now on, or over all panes."""
        if self.is_beside != is_beside:
            self.is_beside = is_beside
            self.show(self._lines())

    def _lines(self) -> list[Line]:
        if self._detail is None:
            return [NO_QUOTE]
        if self.is_beside:
            return further_lines(self._detail)
        return provenance_lines(self._detail, self._query)
