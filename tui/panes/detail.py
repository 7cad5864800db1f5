"""The pane with all that is held about the record that the cursor is on."""

from __future__ import annotations

from collections.abc import Sequence

from storage import EVERYTHING, Key, Piece, Query, QuoteDetail
from tui import wording
from tui.commands.command import Place
from tui.formatting import NO_QUOTE, Line, Target, detail_lines, is_same
from tui.panes.words import Words, words_of
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
    _words: Words | None = None
    """The words of the quote's text that are being chosen."""

    def show_quote(self, detail: QuoteDetail | None, query: Query = EVERYTHING) -> None:
        """Another quote is under the cursor, or the same one as it is now."""
        was, self.detail, self._query = self.detail, detail, query
        if not is_same(was, detail) or (was and detail and was.row.text != detail.row.text):
            self._words = None
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

    def choose_words(self) -> bool:
        """Begin to choose words of the quote; again: from here on. False where there is none."""
        if self.detail is None or self.subject is not None:
            return False
        self._chosen = None
        self._words = self._words.held() if self._words else words_of(self.detail.row.text)
        self._show_words()
        return self._words is not None

    def take_words(self) -> Piece | None:
        """The words that were chosen, which then are no more."""
        piece = self._words.piece if self._words else None
        if piece:
            self.unchoose()
        return piece

    def choose(self, step: int) -> bool:
        if self._words is None:
            return super().choose(step)
        self._words = self._words.step(step)
        self._show_words()
        return True

    def unchoose(self) -> bool:
        if self._words is None:
            return super().unchoose()
        self._words = None
        self._show_words()
        return True

    def move(self, rows: int) -> None:
        if self._words is None:
            super().move(rows)
        else:
            self._words = self._words.leap(rows)
            self._show_words()

    def _show_words(self) -> None:
        self.show(self._quote_lines(), keep_place=True)
        self._see_chosen()

    def _be_about(self, subject: Target | None) -> None:
        self.subject = subject
        self._words = None
        self.title = wording.DETAIL[subject and subject.kind]

    def _quote_lines(self) -> list[Line]:
        if self.detail is None:
            return [NO_QUOTE]
        return detail_lines(
            self.detail,
            self._query,
            is_translated=self._is_translated,
            chosen=self._words and self._words.piece,
        )

    def tags_of(self, quote: Key) -> tuple[str, ...]:
        """The tags of the quote under the cursor, if it is that one."""
        if self.detail is None or self.detail.row.key != quote:
            return ()
        return tuple(tag.name for tag in self.detail.tags)
