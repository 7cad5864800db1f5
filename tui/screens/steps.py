"""Going in and going back: what Enter, Backspace, Esc and q do with the filters."""

from __future__ import annotations

from collections.abc import Callable

from tui.commands.command import Place
from tui.navigation import Navigation
from tui.screens.board import Board


class Steps:
    """Turns a step into the next navigation; `go` takes it there.

    `here` gives the navigation as it is.
    """

    def __init__(
        self, board: Board, here: Callable[[], Navigation], go: Callable[[Navigation], None]
    ) -> None:
        self._board = board
        self._here = here
        self._go = go

    def drill(self) -> None:
        """Fix the row under the cursor as a filter and move right; read a quote whole."""
        board, here = self._board, self._here()
        if board.active is Place.ACTORS:
            chosen = board.actors.chosen
            self._go(here if chosen is None else here.following(chosen))
            board.step(1)
        elif board.active is Place.FORMATS:
            chosen = board.formats.chosen
            self._go(here if chosen is None else here.within(chosen))
            board.step(1)
        else:
            board.cover(Place.READER)

    def drop_chip(self) -> None:
        """Close a view; where there is none drop the last filter."""
        if self._board.view:
            self._board.view = None
        else:
            self._board.rest_on_all()
            self._go(self._here().without_last_chip())

    def back(self) -> bool:
        """Take the last step back; False at the top, where there is none."""
        here = self._here()
        if here.previews and not self._board.view:
            self._board.rest_on_all()
            self._go(here.without_previews())
        elif self._board.view or here.query.chips:
            self.drop_chip()
        else:
            return False
        return True
