"""What is typed in the search bar becomes what is searched for."""

from __future__ import annotations

from textual.timer import Timer

from storage import QuestionProblem, parse, render
from tui.commands.command import GRIDS, Place
from tui.screens.awaited import Awaited
from tui.screens.completing import Completing
from tui.screens.on_quote import OnQuote
from tui.screens.pace import Pacing
from tui.screens.room import Room
from tui.screens.trail import Trail


class Searching:
    """Searches at every letter, or on a pause where the pace is slow."""

    def __init__(
        self, room: Room, pacing: Pacing, awaited: Awaited, trail: Trail, on_quote: OnQuote
    ) -> None:
        self._room = room
        self._bars = room.bars
        self._pacing = pacing
        self._awaited = awaited
        self._trail = trail
        self._on_quote = on_quote
        self._pausing: Timer | None = None
        self.misread: QuestionProblem | None = None
        """What is wrong with the text as it stands there now."""
        self.completing = Completing(room)

    @property
    def is_settled(self) -> bool:
        return self._pausing is None

    def typed(self, text: str) -> None:
        """The text changed by typing."""
        if not self._pacing.now.search_seconds:
            self._search(text, typing=True)
            return
        self._pause_no_more()
        self._bars.show_unanswered()
        self._pausing = self._room.later(
            self._pacing.now.search_seconds, lambda: self._search(text, typing=True)
        )

    def left(self, restored: str | None) -> None:
        """A person is done in the bar; `restored` is the text to go back to, if any."""
        text = self._bars.search.input.value if restored is None else restored
        board, inquiry = self._room.board, self._room.inquiry
        # What was shown while typing is kept: a last word that may go on still may.
        self._room.focus(board)
        if board.view not in GRIDS:
            board.go_to(Place.QUOTES)
        self._search(text, typing=restored is None)
        self._trail.visit(inquiry.navigation.query)
        self._bars.search.show_text(render(inquiry.navigation.query))

    def pasted(self, text: str) -> None:
        """Text was pasted where no text is typed: it is searched for."""
        self._room.focus(self._bars.search.input)
        self._bars.search.input.insert_text_at_cursor(text.split("\n", maxsplit=1)[0])

    def _pause_no_more(self) -> None:
        if self._pausing:
            self._pausing.stop()
        self._pausing = None

    def _search(self, text: str, *, typing: bool) -> None:
        self._pause_no_more()
        parsed = parse(text, typing=typing)
        was_misread, self.misread = self.misread is not None, parsed.problem
        if parsed.problem:
            self._bars.show_problem(parsed.problem)
            self._awaited.begin(is_asked=False)
            self._on_quote.go_on()
        elif not self._room.go(self._room.inquiry.navigation.searching(parsed.query)):
            if was_misread:
                self._room.inquiry.ask()
            else:
                self._bars.show_found()
