"""Asking the library again because a person wants to be sure."""

from __future__ import annotations

import time
from typing import Any

from storage import Key, Page
from tui import wording
from tui.gateway.questions import ReadingAnswer
from tui.screens.room import Room


class Refreshing:
    """Asks the same anew, and says of the answer whether it is another."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._before: ReadingAnswer | None = None
        self._is_asked = False

    def begin(self) -> None:
        self._is_asked = True
        self.ask_again()

    def ask_again(self) -> None:
        """The same anew, as the library is now."""
        quotes = self._room.board.quotes
        key = quotes.current_key
        self._room.inquiry.ask_again(Key(key) if key else None, quotes.cursor)

    def came(self, answer: ReadingAnswer) -> None:
        """An answer is shown. Of a large library the counts come last, which is when it is said."""
        if answer.actors is None:
            return
        if self._is_asked:
            self._is_asked = False
            told = wording.NOTHING_CHANGED if self._is_as_before(answer) else wording.AS_OF
            now = time.localtime(self._room.inquiry.now_ms() / 1000)
            self._room.bars.status.tell(told.format(time=time.strftime("%H:%M:%S", now)))
        self._before = answer

    def failed(self) -> None:
        """It will not be said: what went wrong is."""
        self._is_asked = False

    def _is_as_before(self, answer: ReadingAnswer) -> bool:
        """Whether all that is held of it is the same, whichever rows were asked for."""
        before = self._before
        if before is None:
            return False
        quotes = {row.key: row for row in before.quotes.rows}
        return (
            answer.question.navigation == before.question.navigation
            and answer.everything == before.everything
            and answer.quotes.total == before.quotes.total
            and all(quotes.get(row.key, row) == row for row in answer.quotes.rows)
            and _begins_alike(answer.actors, before.actors)
            and _begins_alike(answer.facet, before.facet)
        )


def _begins_alike(page: Page[Any] | None, before: Page[Any] | None) -> bool:
    """Whether as many rows as both were asked for are the same, of as many."""
    if page is None or before is None:
        return page is before
    both = min(len(page.rows), len(before.rows))
    return page.total == before.total and page.rows[:both] == before.rows[:both]
