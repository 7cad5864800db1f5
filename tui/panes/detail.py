"""The pane with all that is held about the record that the cursor is on."""

from __future__ import annotations

from collections.abc import Sequence

from storage import EVERYTHING, Key, Query, QuoteDetail
from tui import wording
from tui.commands.command import Place
from tui.formatting import NO_QUOTE, Line, Target, detail_lines, is_same
from tui.widgets.named_text import NamedText


class DetailPane(NamedText):
    """One quote: words or paraphrase, speaker, talks, chain, source, checks, annotations.

    Or, while one looks at these, an actor, a format or a meeting: `subject` says which.
    """

    place = Place.DETAIL
    title = wording.DETAIL[None]
    subject: Target | None = None
    detail: QuoteDetail | None = None
    """The quote under the cursor, which is kept while something else is shown."""
    _query: Query = EVERYTHING
    _is_translated = False

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Another quote is under the cursor, or the same one as it is now."""
        was, self.detail, self._query = self.detail, detail, query
        if self.subject is None and not self.is_pinned:
            self.show(self._quote_lines(), keep_place=is_same(was, detail))

    def show_record(self, subject: Target, lines: Sequence[Line]) -> None:
        """Show an actor, a format or a meeting, or the same one as it is now."""
        if self.is_pinned:
            return
        was = self.subject
        self._be_about(subject)
        self.show(lines, keep_place=was == subject)

    def translate(self, *, is_on: bool) -> None:
        """Show translations before the words, or the words first."""
        self._is_translated = is_on
        if self.subject is None and not self.is_pinned:
            self.show(self._quote_lines())

    def show_the_quote(self) -> None:
        """Show the quote under the cursor again."""
        if self.subject is not None and not self.is_pinned:
            self._be_about(None)
            self.show(self._quote_lines())

    def pin(self, *, is_pinned: bool) -> None:
        super().pin(is_pinned=is_pinned)
        if self.subject is None and not is_pinned:
            self.show(self._quote_lines())

    def _be_about(self, subject: Target | None) -> None:
        self.subject = subject
        self.title = wording.DETAIL[subject and subject.kind]

    def _quote_lines(self) -> list[Line]:
        if self.detail is None:
            return [NO_QUOTE]
        return detail_lines(self.detail, self._query, is_translated=self._is_translated)

    def tags_of(self, quote: Key) -> tuple[str, ...]:
        """The tags of the quote under the cursor, if it is that one."""
        if self.detail is None or self.detail.row.key != quote:
            return ()
        return tuple(tag.name for tag in self.detail.tags)
