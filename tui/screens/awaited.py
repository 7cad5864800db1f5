"""Rows that stay while the newest search is not answered are shown as not its answer."""

from __future__ import annotations

from textual.timer import Timer

from tui.gateway.questions import ReadingAnswer
from tui.screens.room import Room

MOMENT_SECONDS = 0.15  # an answer that comes within it changes the rows once, not twice


class Awaited:
    """From a search on until its answer is there, which may be never where it fails."""

    def __init__(self, room: Room) -> None:
        self._showing = room.showing
        self._bars = room.bars
        self._later = room.later
        self._timer: Timer | None = None
        self._are_rows_there = self._are_counts_there = True
        self.are_rows_coming = False
        """Whether a question is asked of which the rows are not there yet."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is about to be shown as out of date."""
        return self._timer is None

    def begin(self, *, is_asked: bool = True) -> None:
        """Something else is searched for; what is not understood is not asked."""
        self.are_rows_coming = is_asked
        if self._are_rows_there and self._timer is None:
            self._timer = self._later(MOMENT_SECONDS, self._moment_passed)
        self._are_rows_there = self._are_counts_there = False

    def came(self, answer: ReadingAnswer) -> None:
        """Its answer is there, of a large library perhaps without the counts yet."""
        self._are_rows_there = True
        self.are_rows_coming = False
        self._are_counts_there = answer.actors is not None
        if self._are_counts_there and self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._timer is None:
            self._show()

    def failed(self) -> None:
        """There will be no answer: the rows of the one before stay."""
        self.are_rows_coming = False

    def _moment_passed(self) -> None:
        self._timer = None
        self._show()

    def _show(self) -> None:
        self._showing.show_whether_current(rows=self._are_rows_there, counts=self._are_counts_there)
        if not self._are_rows_there:
            self._bars.show_unanswered()
