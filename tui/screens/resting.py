"""The cursor rests: what is under it is shown in the other panes."""

from __future__ import annotations

from textual.timer import Timer

from storage import Key
from tui.commands.command import Place
from tui.screens.pace import Pacing
from tui.screens.room import Room
from tui.screens.subjects import Subjects


class Resting:
    """Waits until a cursor has rested for a moment; while a key is held nothing follows."""

    def __init__(self, room: Room, pacing: Pacing, subjects: Subjects) -> None:
        self._room = room
        self._pacing = pacing
        self._subjects = subjects
        self._timer: Timer | None = None

    @property
    def is_settled(self) -> bool:
        return self._timer is None

    def moved(self, place: Place) -> None:
        """The cursor of a list is on another row."""
        if self._timer:
            self._timer.stop()
        self._timer = self._room.later(self._pacing.now.rest_seconds, lambda: self._rested(place))

    def _rested(self, place: Place) -> None:
        self._timer = None
        board, here = self._room.board, self._room.inquiry.navigation
        if place is Place.QUOTES and board.quotes.current_key:
            self._room.inquiry.ask_detail(Key(board.quotes.current_key))
        elif place is Place.ACTORS:
            self._room.go(here.resting_on_actor(board.actors.chosen))
            self._subjects.follow()
        elif place is Place.FORMATS:
            self._room.go(here.resting_on_value(board.formats.chosen))
            self._subjects.follow()
