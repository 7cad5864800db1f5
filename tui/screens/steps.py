"""Going in and going back: what Enter, Backspace, Esc and q do with the filters."""

from __future__ import annotations

from collections.abc import Callable

from storage import Key
from tui.commands.command import Place
from tui.navigation import Navigation
from tui.screens.board import Board


class Steps:
    """Turns a step into the next navigation.

    `here` gives the navigation as it is; `go` takes the next one there, with a quote that the
    first rows should hold, if any.
    """

    def __init__(
        self,
        board: Board,
        here: Callable[[], Navigation],
        go: Callable[[Navigation, Key | None], object],
    ) -> None:
        self._board = board
        self._here = here
        self._go = go

    def drill(self) -> None:
        """Fix the row under the cursor as a filter and move right; read a quote whole."""
        board, here = self._board, self._here()
        if board.active is Place.ACTORS:
            chosen = board.actors.chosen
            self._go(here if chosen is None else here.following(chosen), None)
            board.step(1)
        elif board.active is Place.FORMATS:
            chosen = board.formats.chosen
            self._go(here if chosen is None else here.within(chosen), None)
            board.step(1)
        else:
            board.cover(Place.READER)

    def drop_chip(self) -> None:
        """Close a view; where there is none drop the last filter."""
        if self._board.view:
            self._board.view = None
        else:
            self._board.rest_on_all()
            self._widen(self._here().without_last_filter())

    def back(self) -> bool:
        """Take the last step back; False at the top, where there is none."""
        here = self._here()
        if here.previews and not self._board.view:
            self._board.rest_on_all()
            self._widen(here.without_previews())
        elif self._board.view or here.query.terms:
            self.drop_chip()
        else:
            return False
        return True

    def _widen(self, navigation: Navigation) -> None:
        """Go to more quotes, and stay on the one that was picked among the fewer."""
        quotes = self._board.quotes
        picked = quotes.current_key if quotes.cursor else None
        self._go(navigation, Key(picked) if picked else None)
