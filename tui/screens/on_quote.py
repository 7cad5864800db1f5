"""What is done to a quote waits for the rows that were searched for before it was typed."""

from __future__ import annotations

from collections.abc import Callable

from storage import Key
from tui import wording
from tui.screens.awaited import Awaited
from tui.screens.room import Room


class OnQuote:
    """Does a deed with the quote under the cursor, as soon as it is the one that was meant."""

    def __init__(self, room: Room, awaited: Awaited) -> None:
        self._room = room
        self._awaited = awaited
        self._kept: Callable[[Key], object] | None = None

    def do(self, deed: Callable[[Key], object]) -> None:
        if self._awaited.are_rows_coming:
            if self._kept is None:
                self._room.stage.hold_keys()
            self._kept = deed
            return
        key = self._room.board.quotes.current_key
        if key:
            deed(Key(key))
        else:
            self._room.bars.status.tell(wording.NOTHING_CHOSEN)

    def go_on(self) -> None:
        """The rows are there, or there will be none. Without a quote what follows means nothing."""
        if self._kept and not self._awaited.are_rows_coming:
            deed, self._kept = self._kept, None
            self.do(deed)
            is_none = self._room.board.quotes.current_key is None
            self._room.stage.release_keys(are_dropped=is_none)
