"""What the panes of the board show: answers, rows that follow, the quote under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storage import Page, Query, QuoteDetail
from tui.commands.command import Place
from tui.formatting import Line
from tui.gateway.questions import ReadingAnswer, ReadingQuestion
from tui.navigation import Listing
from tui.screens.board import Board
from tui.widgets.page_list import PageList


class Showing:
    """Gives the panes what they show. A pane that is pinned is left as it is."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._question: ReadingQuestion | None = None
        self._asked: dict[Place, Listing | Query] = {}

    def show_answer(self, answer: ReadingAnswer, empty: Sequence[Line]) -> None:
        """Show an answer in every pane; counts that are not there yet leave the old ones.

        More of the answer to the same question leaves the cursor where it went meanwhile.
        """
        navigation = answer.question.navigation
        query = navigation.for_quotes
        before, self._question = self._question, answer.question
        is_more = answer.question is before
        is_again = before is not None and before.navigation == navigation
        self._board.quotes.is_speaker_fixed = any(
            term.field == "by" and term.relation == "=" and not term.negated
            for term in query.fields
        )
        self._board.quotes.empty = empty
        if is_more:
            self._board.quotes.add(answer.quotes)
        elif is_again:
            self._board.quotes.follow(answer.quotes, answer.question.around, answer.cursor)
        else:
            self._board.quotes.show(answer.quotes, answer.cursor)
        if answer.actors is not None and not self._board.actors.is_pinned:
            self._asked[Place.ACTORS] = navigation.actors
            self._board.actors.turn(is_flat=navigation.is_flat)
            _show(self._board.actors, answer.actors, is_again=is_again)
        if answer.facet is not None and not self._board.formats.is_pinned:
            self._asked[Place.FORMATS] = navigation.second
            self._board.formats.turn(navigation.facet)
            _show(self._board.formats, answer.facet, is_again=is_again)
        if not is_more and _is_under_cursor(answer.detail, self._board.quotes.current_key):
            self.show_quote(answer.detail, query)

    def show_whether_current(self, *, rows: bool, counts: bool) -> None:
        """Whether the quotes, and the actors and formats, answer the newest search."""
        self._board.quotes.show_whether_current(is_current=rows)
        for tree in (self._board.actors, self._board.formats):
            tree.show_whether_current(is_current=counts or tree.is_pinned)
        if not rows:
            self._board.overview.show_whether_current(is_current=False)

    def show_quote(self, detail: QuoteDetail | None, query: Query) -> None:
        """Show a quote in every pane that is about one."""
        board = self._board
        for pane in (board.detail, board.provenance, board.notes):
            pane.show_quote(detail, query)

    def add_rows(self, place: Place, page: Page[Any], asked: Listing | Query) -> None:
        """More rows of what a list shows, or those of the same tree folded otherwise."""
        if asked == self._asked.get(place, asked):
            self._board.list_of(place).add(page)
        else:
            self._board.list_of(place).renew(page)
        self._asked[place] = asked

    def translate(self) -> bool:
        """Show translations in the place of words, or no more; gives whether they are shown."""
        self._board.quotes.is_translated = not self._board.quotes.is_translated
        self._board.quotes.refresh()
        self._board.detail.translate(is_on=self._board.quotes.is_translated)
        return self._board.quotes.is_translated


def _show(tree: PageList[Any], page: Page[Any], *, is_again: bool) -> None:
    if is_again:
        tree.follow(page)
    else:
        tree.show(page)


def _is_under_cursor(detail: QuoteDetail | None, key: str | None) -> bool:
    """Whether the cursor did not go elsewhere while that was read."""
    return detail is None or key in {None, detail.row.key}
