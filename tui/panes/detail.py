"""The pane with all that is held about the quote under the cursor."""

from __future__ import annotations

from storage import EVERYTHING, Key, Query, QuoteDetail
from tui import wording
from tui.commands.command import Place
from tui.formatting import Line, Span, detail_lines
from tui.widgets.scrolled_text import ScrolledText


class DetailPane(ScrolledText):
    """One quote: words or paraphrase, speaker, talks, chain, source, checks, annotations."""

    place = Place.DETAIL
    title = "DETAIL"
    detail: QuoteDetail | None = None
    _query = EVERYTHING
    _is_translated = False

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Show another quote, or the same one as it is now."""
        is_same = (
            detail is not None and self.detail is not None and detail.row.key == self.detail.row.key
        )
        self.detail, self._query = detail, query
        self._show_detail(keep_place=is_same)

    def translate(self, *, is_on: bool) -> None:
        """Show translations before the words, or the words first."""
        self._is_translated = is_on
        self._show_detail(keep_place=False)

    def _show_detail(self, *, keep_place: bool) -> None:
        lines: list[Line] = [(Span(wording.NOTHING_CHOSEN, "dim"),)]
        if self.detail:
            lines = detail_lines(self.detail, self._query, is_translated=self._is_translated)
        self.show(lines, keep_place=keep_place)

    def tags_of(self, quote: Key) -> tuple[str, ...]:
        """The tags of the quote shown, if it is that one."""
        if self.detail is None or self.detail.row.key != quote:
            return ()
        return tuple(tag.name for tag in self.detail.tags)
