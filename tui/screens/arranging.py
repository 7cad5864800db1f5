"""Panes as a person wants them: larger or smaller, alone, and some that stay as they are."""

from __future__ import annotations

from tui import wording
from tui.commands.command import Place
from tui.gateway.widths import Widths
from tui.screens.room import Room

STEP_CELLS = 4


class Arranging:
    """Changes how the panes lie, and keeps it for the next run."""

    def __init__(self, room: Room, widths: Widths) -> None:
        self._room = room
        self._widths = widths
        room.board.resized = widths.read()

    def grow(self) -> None:
        self._resize(STEP_CELLS)

    def shrink(self) -> None:
        self._resize(-STEP_CELLS)

    def as_usual(self) -> None:
        self._room.board.resize_as_usual()
        self._widths.keep({})

    def _resize(self, cells: int) -> None:
        if self._room.board.resize_pane(cells):
            self._widths.keep(self._room.board.resized)
        else:
            self._room.bars.status.tell(wording.AS_FAR_AS_IT_GOES)

    def pin(self) -> None:
        """Leave the pane as it is while the others go on; again: it goes on with them."""
        place, pane = self._room.board.active, self._room.board.pane
        if place is Place.QUOTES:
            self._room.bars.status.tell(wording.QUOTES_GO_ON)
            return
        if pane.is_pinned:
            self.unpin()
        else:
            pane.pin(is_pinned=True)
            self._room.inquiry.pin(place)
        told = wording.PINNED if pane.is_pinned else wording.UNPINNED
        self._room.bars.status.tell(told.format(title=pane.title))

    def unpin(self) -> None:
        """Let the pane that the keys go to go on with the others, if it does not."""
        board, inquiry = self._room.board, self._room.inquiry
        if board.pane.is_pinned:
            board.pane.pin(is_pinned=False)
            inquiry.unpin(board.active)
            self._room.showing.show_quote(board.detail.detail, inquiry.navigation.for_quotes)
