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
        board, inquiry = self._room.board, self._room.inquiry
        place, pane = board.active, board.pane
        if place is Place.QUOTES:
            self._room.bars.status.tell(wording.QUOTES_GO_ON)
            return
        pane.pin(is_pinned=not pane.is_pinned)
        if pane.is_pinned:
            inquiry.pin(place)
        else:
            inquiry.unpin(place)
            self._room.showing.show_quote(board.detail.detail, inquiry.navigation.for_quotes)
        told = wording.PINNED if pane.is_pinned else wording.UNPINNED
        self._room.bars.status.tell(told.format(title=pane.title))
